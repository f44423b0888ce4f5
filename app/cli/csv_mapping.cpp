// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/csv_mapping.h"

#include <algorithm>

#include "core/arch/architecture_codecs.h"
#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

constexpr std::string_view keyEnding = "-subtransformer";

void forget(CsvMapping &mapping, const std::string &column)
{
    for (std::string *single :
         {&mapping.geneColumn, &mapping.latencyColumn, &mapping.splitColumn}) {
        if (*single == column)
            single->clear();
    }
    std::erase_if(mapping.keyColumns, [&](const auto &entry) { return entry.second == column; });
    std::erase_if(mapping.targets, [&](const auto &entry) { return entry.second == column; });
    std::erase_if(mapping.recorded, [&](const auto &entry) { return entry.column == column; });
}

std::vector<std::string> plainMeanings()
{
    std::vector<std::string> names = {"gene",       "latency",   "split",
                                      "valid_bleu", "test_bleu", "ignore"};
    for (std::string_view key : subTransformerKeys) {
        key.remove_suffix(keyEnding.size());
        names.emplace_back(key);
    }
    return names;
}

bool setKey(CsvMapping &mapping, const std::string &column, const std::string &meaning)
{
    for (const std::string_view key : subTransformerKeys) {
        if (meaning == key || meaning == key.substr(0, key.size() - keyEnding.size())) {
            mapping.keyColumns[std::string(key)] = column;
            return true;
        }
    }
    return false;
}

/// False for a meaning that does not exist.
bool setMeaning(CsvMapping &mapping, const std::string &column, const std::string &meaning)
{
    forget(mapping, column);
    const std::vector<std::string_view> parts = split(meaning, ':');
    if (meaning == "gene")
        mapping.geneColumn = column;
    else if (meaning == "latency")
        mapping.latencyColumn = column;
    else if (meaning == "split")
        mapping.splitColumn = column;
    else if (meaning == "valid_bleu" || meaning == "test_bleu")
        mapping.targets[meaning] = column;
    else if (parts.size() == 2 && parts[0] == "target" && !parts[1].empty())
        mapping.targets[std::string(parts[1])] = column;
    else if (parts.size() == 3 && parts[0] == "recorded" && !parts[1].empty() && !parts[2].empty())
        mapping.recorded.push_back({std::string(parts[1]), std::string(parts[2]), column});
    else
        return meaning == "ignore" || setKey(mapping, column, meaning);
    return true;
}

} // namespace

tl::expected<CsvMapping, Stop> csvMapping(const CsvTable &table,
                                          const std::vector<std::string> &maps)
{
    CsvMapping mapping = guessCsvMapping(table);
    for (const std::string &map : maps) {
        const std::size_t equals = map.rfind('=');
        const std::string column = map.substr(0, equals);
        if (equals == std::string::npos || column.empty())
            return wrongUsage("--map " + map + " is not COLUMN=MEANING.");
        if (std::find(table.header.begin(), table.header.end(), column) == table.header.end())
            return wrongUsage("The table has no column " + quotedForMessage(column)
                              + suggestion(column, table.header) + "; it has "
                              + join(table.header, ", ") + '.');
        const std::string meaning = map.substr(equals + 1);
        if (!setMeaning(mapping, column, meaning))
            return wrongUsage("A column cannot mean " + quotedForMessage(meaning)
                              + suggestion(meaning, plainMeanings()) + "; it can be "
                              + join(plainMeanings(), ", ")
                              + ", target:NAME or recorded:PREDICTOR:TARGET.");
    }
    return mapping;
}

} // namespace auspex::cli
