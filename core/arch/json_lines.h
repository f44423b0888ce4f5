// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/arch/tfs_data.h"

// How one JSON object becomes a record, shared by the readers of lines and of whole documents.

namespace auspex {

/// Whether brackets nest at most 32 deep: a hostile line must not exhaust the parser's stack.
bool isShallowJson(std::string_view text);

/// LLMAS's record (under "scratch", with supernets beside it), our own object, or one under "arch".
Result<TfsRecord> recordOfJson(const nlohmann::json &object);

} // namespace auspex
