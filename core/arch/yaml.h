// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

// The only door to yaml-cpp: a flat mapping from keys to integers, lists of integers or texts,
// which is all that HAT's files have. yaml-cpp's exceptions end here.

namespace auspex {

/// One entry of a flat YAML mapping, with its values as they are written ("640", "True").
struct YamlEntry {
    std::string key;
    std::vector<std::string> values; ///< one for a scalar
    bool isList = false;
    int line = 0; ///< from 1
};

/// Entries in file order; nested mappings are passed over. Fails on text that is not a YAML mapping
/// or has a key twice, naming `source` and the line.
Result<std::vector<YamlEntry>> parseFlatYaml(std::string_view text, const std::string &source);

/// The values of an entry as integers of at most a million; the error names `source` and the line.
Result<std::vector<int>> yamlIntegers(const YamlEntry &entry, const std::string &source);

} // namespace auspex
