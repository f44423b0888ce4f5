// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/report/exporters.h"
#include "core/report/result_table.h"

/// One function a format, for render() alone, whose contract they share.
namespace auspex::detail {

std::string renderPlain(const ResultTable &table, const RenderOptions &options);
std::string renderSeparated(const ResultTable &table, char separator);
std::string renderJson(const ResultTable &table);
std::string renderLatex(const ResultTable &table, const RenderOptions &options);
std::string renderMarkdown(const ResultTable &table, const RenderOptions &options);
std::string renderHtml(const ResultTable &table, const RenderOptions &options);

} // namespace auspex::detail
