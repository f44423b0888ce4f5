// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/yaml.h"

#include <set>

#include <yaml-cpp/yaml.h>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::size_t mostText = 1 << 20;

tl::unexpected<Error> wrongLine(const std::string &source, int line, const std::string &reason)
{
    return failure(ErrorCode::InvalidInput,
                   source + ", line " + std::to_string(line) + ": " + reason);
}

/// yaml-cpp recurses into nested brackets without a bound of its own and would exhaust the stack.
bool nestsTooDeep(std::string_view text)
{
    int depth = 0;
    for (const char c : text) {
        if (c == '[' || c == '{')
            ++depth;
        else if ((c == ']' || c == '}') && depth > 0) // those in texts and comments close nothing
            --depth;
        if (depth > 16)
            return true;
    }
    for (const std::string_view line : split(text, '\n')) {
        // Block sequences nest on one line too: "- - - -".
        if (line.size() > 64
            && line.substr(0, 64).find_first_not_of("- ?\t") == std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace

Result<std::vector<YamlEntry>> parseFlatYaml(std::string_view text, const std::string &source)
{
    if (text.size() > mostText || nestsTooDeep(text) || !isValidUtf8(text))
        return failure(ErrorCode::InvalidInput,
                       source
                           + " is not a HAT configuration: it is too large, nests too deeply or "
                             "is not UTF-8 text.");
    try {
        const YAML::Node root = YAML::Load(std::string(text));
        if (!root.IsMap())
            return failure(ErrorCode::InvalidInput,
                           source + " is not a HAT configuration: it has no \"key: value\" lines.");
        std::vector<YamlEntry> entries;
        std::set<std::string> seen;
        for (const auto &item : root) {
            if (!item.first.IsScalar() || item.second.IsMap())
                continue;
            YamlEntry entry;
            entry.key = item.first.Scalar();
            entry.line = item.first.Mark().line + 1;
            if (!seen.insert(entry.key).second)
                return wrongLine(source, entry.line,
                                 "the key " + quotedForMessage(entry.key)
                                     + " stands here a second time; remove one.");
            entry.isList = item.second.IsSequence();
            if (item.second.IsScalar())
                entry.values.push_back(item.second.Scalar());
            for (const auto &value : item.second) {
                if (entry.isList && value.IsScalar())
                    entry.values.push_back(value.Scalar());
            }
            entries.push_back(std::move(entry));
        }
        return entries;
    } catch (const YAML::Exception &exception) {
        return wrongLine(source, exception.mark.line + 1,
                         "it is not valid YAML (" + exception.msg + ").");
    }
}

Result<std::vector<int>> yamlIntegers(const YamlEntry &entry, const std::string &source)
{
    std::vector<int> integers;
    for (const std::string &value : entry.values) {
        const std::optional<std::int64_t> number = parseInteger(value);
        if (!number || *number < -1'000'000 || *number > 1'000'000)
            return wrongLine(source, entry.line,
                             entry.key + " has " + quotedForMessage(value)
                                 + " where a whole number is needed.");
        integers.push_back(static_cast<int>(*number));
    }
    if (integers.empty())
        return wrongLine(source, entry.line, entry.key + " has no value.");
    return integers;
}

} // namespace auspex
