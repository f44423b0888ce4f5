// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"

// "NAME?OPTION=VALUE&OPTION=VALUE", taken apart for the specs of this folder.

namespace auspex {

struct SpecParts {
    std::string name;
    std::map<std::string, std::string> options; ///< values without their escapes
};

/// `prefix` ("supernet:") and `known` (the options there are, in words) are for the sentences.
Result<SpecParts> specParts(std::string_view text, const std::string &prefix,
                            const std::string &known);

/// With %25, %3F and %26 for a percent sign, a question mark and an ampersand.
std::string escapedName(std::string_view name);

/// Each reads an option where it is there, takes it out, and fails where its value is none.
Result<void> takeInteger(SpecParts &parts, const std::string &option, std::int64_t lowest,
                         std::int64_t highest, int &target);
Result<void> takeNumber(SpecParts &parts, const std::string &option, double lowest, double highest,
                        double &target);
Result<void> takeText(SpecParts &parts, const std::string &option, std::string &target);

/// Fails where an option is left.
Result<void> nothingLeft(const SpecParts &parts, const std::string &prefix,
                         const std::string &known);

} // namespace auspex
