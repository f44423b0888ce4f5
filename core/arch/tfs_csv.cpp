// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/tfs_csv.h"

#include <algorithm>
#include <cctype>

#include "core/arch/architecture_codecs.h"
#include "core/arch/gene.h"
#include "core/base/text.h"

namespace auspex {

namespace {

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::tolower(c) : c);
    });
    return lower;
}

/// "HAT valid_bleu" and "HAT:valid_bleu" are the score that HAT records for a target.
std::optional<CsvMapping::Recorded> recordedColumn(const std::string &column)
{
    for (const char *target : {"valid_bleu", "test_bleu"}) {
        if (!lowered(column).ends_with(target)
            || column.size() < std::string_view(target).size() + 2)
            continue;
        const std::size_t end = column.size() - std::string_view(target).size() - 1;
        if (column[end] == ' ' || column[end] == ':')
            return CsvMapping::Recorded{
                std::string(trimmed(std::string_view(column).substr(0, end))), target, column};
    }
    return std::nullopt;
}

/// Looks cells up by column name; the names were checked before.
class Columns {
public:
    explicit Columns(const CsvTable &table)
    {
        for (std::size_t i = 0; i < table.header.size(); ++i)
            m_index[table.header[i]] = i;
    }

    bool has(const std::string &name) const { return m_index.contains(name); }

    std::string_view cell(const CsvTable::Row &row, const std::string &name) const
    {
        return trimmed(row.cells[m_index.at(name)]);
    }

private:
    std::map<std::string, std::size_t> m_index;
};

Result<Architecture> architectureInRow(const Columns &columns, const CsvTable::Row &row,
                                       const CsvMapping &mapping, const SearchSpace &space)
{
    if (!mapping.geneColumn.empty()) {
        const Result<std::vector<int>> gene = integersOf(columns.cell(row, mapping.geneColumn));
        if (!gene)
            return failure(ErrorCode::InvalidInput,
                           "in " + mapping.geneColumn + ' ' + gene.error().message + '.');
        return architectureOf(space, *gene);
    }
    KeyValues values;
    for (std::size_t key = 0; key < values.size(); ++key) {
        const std::string &column = mapping.keyColumns.at(std::string(subTransformerKeys[key]));
        Result<std::vector<int>> numbers = integersOf(columns.cell(row, column));
        if (!numbers)
            return failure(ErrorCode::InvalidInput,
                           "in " + column + ' ' + numbers.error().message + '.');
        values[key] = *std::move(numbers);
    }
    return architectureOf(values);
}

/// An empty cell is a score that is not known; anything else must be a number.
Result<std::optional<double>> numberIn(const Columns &columns, const CsvTable::Row &row,
                                       const std::string &column)
{
    const std::string_view cell = columns.cell(row, column);
    if (cell.empty() || cell == "-")
        return std::nullopt;
    const std::optional<double> number = parseDouble(cell);
    if (!number)
        return failure(ErrorCode::InvalidInput, quotedForMessage(cell) + " in " + column
                                                    + " is not a number (with a decimal point).");
    return number;
}

Result<TfsRecord> recordInRow(const Columns &columns, const CsvTable::Row &row,
                              const CsvMapping &mapping, const SearchSpace &space)
{
    TfsRecord record;
    Result<Architecture> architecture = architectureInRow(columns, row, mapping, space);
    if (!architecture)
        return tl::make_unexpected(architecture.error());
    record.architecture = *std::move(architecture);
    std::optional<Error> error;
    const auto take = [&](const std::string &column, auto store) {
        const Result<std::optional<double>> number = numberIn(columns, row, column);
        if (!number)
            error = number.error();
        else if (*number)
            store(**number);
    };
    for (const auto &[target, column] : mapping.targets)
        take(column, [&, &name = target](double value) { record.tfs[name] = value; });
    for (const CsvMapping::Recorded &recorded : mapping.recorded)
        take(recorded.column,
             [&](double value) { record.recorded[recorded.predictor][recorded.target] = value; });
    if (!mapping.latencyColumn.empty())
        take(mapping.latencyColumn, [&](double value) { record.latencyMs = value; });
    if (error)
        return tl::make_unexpected(*error);
    return record;
}

} // namespace

CsvMapping guessCsvMapping(const CsvTable &table)
{
    CsvMapping mapping;
    for (const std::string &column : table.header) {
        const std::string lower = lowered(column);
        const auto key = std::find(subTransformerKeys.begin(), subTransformerKeys.end(), lower);
        if (key != subTransformerKeys.end())
            mapping.keyColumns[std::string(*key)] = column;
        else if (lower == "gene")
            mapping.geneColumn = column;
        else if (lower == "valid_bleu" || lower == "test_bleu" || lower == "bleu")
            mapping.targets[lower] = column;
        else if (lower == "latency" || lower == "latency_ms" || lower == "overall_latency")
            mapping.latencyColumn = column;
        else if (lower == "split" || lower == "role")
            mapping.splitColumn = column;
        else if (auto recorded = recordedColumn(column))
            mapping.recorded.push_back(*std::move(recorded));
    }
    if (mapping.keyColumns.size() == subTransformerKeys.size())
        mapping.geneColumn.clear();
    return mapping;
}

std::optional<std::string> mappingProblem(const CsvTable &table, const CsvMapping &mapping)
{
    const Columns columns(table);
    std::vector<std::string> used;
    if (!mapping.geneColumn.empty()) {
        used.push_back(mapping.geneColumn);
    } else {
        for (const std::string_view key : subTransformerKeys) {
            const auto column = mapping.keyColumns.find(std::string(key));
            if (column == mapping.keyColumns.end() || column->second.empty())
                return "Choose the column of " + std::string(key) + ", or one with genes.";
            used.push_back(column->second);
        }
    }
    if (mapping.targets.empty())
        return "Choose at least one column with scores of networks trained from scratch.";
    for (const auto &[target, column] : mapping.targets) {
        if (target.empty())
            return "Give the scores in " + quotedForMessage(column) + " a name.";
        used.push_back(column);
    }
    for (const CsvMapping::Recorded &recorded : mapping.recorded) {
        if (recorded.predictor.empty() || recorded.target.empty())
            return "Name the predictor and the target of " + quotedForMessage(recorded.column)
                   + '.';
        used.push_back(recorded.column);
    }
    for (const std::string *optional : {&mapping.latencyColumn, &mapping.splitColumn}) {
        if (!optional->empty())
            used.push_back(*optional);
    }
    for (const std::string &column : used) {
        if (!columns.has(column))
            return "The table has no column " + quotedForMessage(column) + '.';
    }
    return std::nullopt;
}

Result<CsvRecords> recordsOf(const CsvTable &table, const CsvMapping &mapping,
                             const SearchSpace &space, const std::string &source)
{
    if (const auto problem = mappingProblem(table, mapping))
        return failure(ErrorCode::InvalidInput, source + ": " + *problem);
    const Columns columns(table);
    CsvRecords records;
    for (const CsvTable::Row &row : table.rows) {
        Result<TfsRecord> record = recordInRow(columns, row, mapping, space);
        if (!record) {
            records.problems.push_back({source, row.line, record.error().message});
            continue;
        }
        TfsFileContent *content = &records.unassigned;
        if (!mapping.splitColumn.empty()) {
            const std::string cell = lowered(columns.cell(row, mapping.splitColumn));
            if (cell == "demonstration" || cell == "demo" || cell == "train")
                content = &records.demonstrations;
            else if (cell == "test")
                content = &records.test;
            else if (!cell.empty()) {
                records.problems.push_back({source, row.line,
                                            quotedForMessage(cell) + " in " + mapping.splitColumn
                                                + " is neither \"demonstration\" nor \"test\"."});
                continue;
            }
        }
        content->records.push_back(*std::move(record));
        content->lines.push_back(row.line);
    }
    return records;
}

std::string tfsCsv(const TfsTask &task)
{
    const std::vector<std::string> targets = targetNames(task);
    const std::vector<std::string> predictors = recordedNames(task);
    std::vector<std::string> header(subTransformerKeys.begin(), subTransformerKeys.end());
    header.insert(header.end(), targets.begin(), targets.end());
    for (const std::string &predictor : predictors) {
        for (const std::string &target : targets)
            header.push_back(predictor + ':' + target);
    }
    header.push_back("latency_ms");
    std::string text;
    const auto addRow = [&](std::vector<std::string> cells) {
        for (std::string &cell : cells)
            cell = csvCell(cell);
        text += join(cells, ",") + '\n';
    };
    addRow(header);
    const auto scoreText = [](const TargetScores &scores, const std::string &target) {
        const auto found = scores.find(target);
        return found == scores.end() ? std::string() : formatDouble(found->second);
    };
    for (const TfsRecord &record : task.records) {
        std::vector<std::string> cells;
        for (const std::string &line : architectureInfo(record.architecture))
            cells.push_back(line.substr(line.find(':') + 2));
        for (const std::string &target : targets)
            cells.push_back(scoreText(record.tfs, target));
        for (const std::string &predictor : predictors) {
            const auto found = record.recorded.find(predictor);
            for (const std::string &target : targets)
                cells.push_back(found == record.recorded.end() ? std::string()
                                                               : scoreText(found->second, target));
        }
        cells.push_back(record.latencyMs ? formatDouble(*record.latencyMs) : std::string());
        addRow(std::move(cells));
    }
    return text;
}

} // namespace auspex
