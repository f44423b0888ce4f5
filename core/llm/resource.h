// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace auspex {

/// A file of resources/ that is part of the program: "llm/prices.json". Empty where there is none.
std::string resourceText(const char *name);

/// Writes a file of the user's configuration, and its folder where it is not there yet.
Result<void> writeUserFile(const std::filesystem::path &file, const nlohmann::ordered_json &json);

} // namespace auspex
