// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_bodies.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/arch/counts.h"
#include "core/arch/encodings.h"
#include "core/arch/gene.h"
#include "core/arch/hat_sampling.h"
#include "core/arch/space_yaml.h"
#include "core/arch/tfs_csv.h"
#include "core/predict/predictor_spec.h"
#include "core/report/paper_reference.h"

namespace auspex::test {

namespace {

/// Larger than any published task's, to bring counts nearer to their limit.
constexpr int largeVocabulary = 1'000'000;

/// An architecture that is in the space: its gene, its counts and its encoding.
Violation brokenByMember(const SearchSpace &space, const Architecture &architecture)
{
    if (const Result<void> member = checkMember(space, architecture); !member)
        return "A drawn architecture is not in its space: " + member.error().message;
    const Result<Gene> gene = geneOf(space, architecture);
    if (!gene)
        return "A member has no gene: " + gene.error().message;
    if (gene->size() != geneLength(space))
        return "A gene has another length than its space states.";
    const Result<Architecture> decoded = architectureOf(space, *gene);
    if (!decoded || *decoded != architecture)
        return "A gene does not decode to the architecture that it was made of.";
    const FlopCount flops = countFlops(space, architecture, largeVocabulary);
    const ParameterCount parameters = countParameters(space, architecture, largeVocabulary);
    if (flops.withoutLastLayer <= 0 || flops.lastLayer <= 0 || parameters.embeddings <= 0
        || parameters.withoutEmbeddings <= 0 || flops.total() <= 0 || parameters.modelSize() <= 0)
        return "A count of " + architectureKey(architecture) + " is not positive.";
    const std::vector<double> encoding = fineEncoding(space, architecture);
    if (!std::all_of(encoding.begin(), encoding.end(), [](double x) { return std::isfinite(x); }))
        return "An encoding of " + architectureKey(architecture) + " is not finite.";
    return std::nullopt;
}

/// As tfsCsv writes the header, every name in quotes: none can pass for a separator then.
std::string quotedHeader(const CsvTable &table)
{
    std::string line;
    for (const std::string &name : table.header) {
        line += line.empty() ? "\"" : ",\"";
        for (const char c : name)
            line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + '\n';
}

Violation brokenByRewriting(const CsvTable &table)
{
    std::string text = quotedHeader(table);
    for (const CsvTable::Row &row : table.rows) {
        if (row.cells.size() != table.header.size())
            return "A row has another number of cells than the header.";
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            text += (i == 0 ? "" : ",") + csvCell(row.cells[i]);
        text += '\n';
    }
    const Result<CsvTable> again = parseCsv(text, "again.csv");
    if (!again)
        return "A rewritten table is refused: " + again.error().message;
    const auto sameCells = [](const CsvTable::Row &a, const CsvTable::Row &b) {
        return a.cells == b.cells;
    };
    if (again->header != table.header
        || !std::equal(again->rows.begin(), again->rows.end(), table.rows.begin(), table.rows.end(),
                       sameCells))
        return "A rewritten table reads back as another one.";
    return std::nullopt;
}

/// Architectures, scores and latencies survive our own table.
Violation brokenByExport(const TfsTask &task, const SearchSpace &space)
{
    if (targetNames(task).empty())
        return std::nullopt; // such a table says nothing, and the importer asks for scores
    const Result<CsvTable> table = parseCsv(tfsCsv(task), "export.csv");
    if (!table)
        return "An exported table is refused: " + table.error().message;
    const Result<CsvRecords> again = recordsOf(*table, guessCsvMapping(*table), space,
                                               "export.csv");
    if (!again)
        return "The columns of an exported table are not recognised: " + again.error().message;
    const auto sameRecord = [](const TfsRecord &a, const TfsRecord &b) {
        return a.architecture == b.architecture && a.tfs == b.tfs && a.latencyMs == b.latencyMs;
    };
    const std::vector<TfsRecord> &records = again->unassigned.records;
    if (!std::equal(records.begin(), records.end(), task.records.begin(), task.records.end(),
                    sameRecord))
        return "An exported table reads back as other records.";
    return std::nullopt;
}

} // namespace

Violation fuzzTfsLines(std::string_view text)
{
    const TfsFileContent content = parseTfsLines(text, "input.jsonl");
    if (content.records.size() != content.lines.size())
        return "Not every record has the line that it stands in.";
    for (const TfsRecord &record : content.records) {
        const std::string line = tfsLine(record);
        const TfsFileContent again = parseTfsLines(line, "again.jsonl");
        if (!again.problems.empty())
            return "A written line is refused: " + describe(again.problems.front());
        if (again.records != std::vector<TfsRecord>{record})
            return "A written line reads back as another record: " + line;
    }
    return std::nullopt;
}

Violation fuzzArchitectures(std::string_view text)
{
    const Result<ArchitectureFile> file = parseArchitectures(text, "input");
    if (!file)
        return std::nullopt;
    for (const ArchitectureRecord &record : file->records) {
        const Architecture &architecture = record.record.architecture;
        for (const std::string &written :
             {architectureJson(architecture).dump(), architectureYaml(architecture)}) {
            const Result<ArchitectureFile> again = parseArchitectures(written, "again");
            if (!again)
                return "A written architecture is refused: " + again.error().message;
            if (again->records.size() != 1
                || again->records.front().record.architecture != architecture)
                return "A written architecture reads back as another: " + written;
        }
    }
    return std::nullopt;
}

Violation fuzzSpaceYaml(std::string_view text)
{
    const Result<SearchSpace> space = parseSpaceYaml(text, "input.yml");
    if (!space)
        return std::nullopt;
    Result<SearchSpace> again = parseSpaceYaml(spaceYaml(*space), "input.yml");
    if (!again)
        return "A written space is refused: " + again.error().message;
    again->sentenceLength = space->sentenceLength; // the format does not have it
    if (*again != *space)
        return "A written space reads back as another one.";
    Random random(1, "fuzz");
    std::vector<Architecture> members = {largestArchitecture(*space), smallestArchitecture(*space),
                                         hatSample(*space, 1)};
    for (int i = 0; i < 3; ++i)
        members.push_back(sampleArchitecture(*space, random));
    const Gene parent = sampleGene(*space, random);
    const Gene child = mutated(*space, parent, 0.3, random);
    for (const Gene &gene : {parent, child, crossedOver(parent, child, random)}) {
        const Result<Architecture> architecture = architectureOf(*space, gene);
        if (!architecture)
            return "A drawn gene is refused: " + architecture.error().message;
        members.push_back(*architecture);
    }
    for (const Architecture &member : members) {
        if (Violation broken = brokenByMember(*space, member))
            return broken;
    }
    return std::nullopt;
}

Violation fuzzCsv(std::string_view text)
{
    const Result<CsvTable> table = parseCsv(text, "input.csv");
    if (!table)
        return std::nullopt;
    if (Violation broken = brokenByRewriting(*table))
        return broken;
    const SearchSpace space = builtInSpace("wmt14ende").value();
    const CsvMapping mapping = guessCsvMapping(*table);
    const Result<CsvRecords> records = recordsOf(*table, mapping, space, "input.csv");
    if (records.has_value() == mappingProblem(*table, mapping).has_value())
        return "A table is read though its mapping has a problem, or refused though it has none.";
    if (!records)
        return std::nullopt;
    TfsTask task{"input", {}, {}};
    for (const TfsFileContent *content :
         {&records->demonstrations, &records->test, &records->unassigned})
        task.records.insert(task.records.end(), content->records.begin(), content->records.end());
    if (task.records.size() + records->problems.size() != table->rows.size())
        return "A row is neither a record nor a problem.";
    return brokenByExport(task, space);
}

Violation fuzzPredictorSpec(std::string_view text)
{
    const Result<PredictorSpec> spec = parsePredictorSpec(text);
    if (!spec)
        return std::nullopt;
    if (specTitle(*spec).empty())
        return "A predictor has no title.";
    const std::string written = specText(*spec);
    const Result<PredictorSpec> again = parsePredictorSpec(written);
    if (!again)
        return "A written predictor is refused: " + again.error().message;
    if (*again != *spec)
        return "A written predictor reads back as another: " + written;
    return std::nullopt;
}

Violation fuzzPaperFigures(std::string_view text)
{
    const Result<std::vector<ReferenceRow>> rows = parseReferenceFigures(text);
    if (!rows)
        return std::nullopt;
    nlohmann::json figures = nlohmann::json::array();
    for (const ReferenceRow &row : *rows) {
        if (row.predictor.empty() || row.title.empty() || row.task.empty() || row.metric.empty()
            || row.source.empty() || !std::isfinite(row.value))
            return "A figure was read that lacks a field.";
        figures.push_back({{"predictor", row.predictor},
                           {"title", row.title},
                           {"task", row.task},
                           {"metric", row.metric},
                           {"value", row.value},
                           {"source", row.source}});
    }
    const auto again = parseReferenceFigures(nlohmann::json{{"figures", figures}}.dump());
    if (!again)
        return "Written figures are refused: " + again.error().message;
    const auto sameRow = [](const ReferenceRow &a, const ReferenceRow &b) {
        return a.predictor == b.predictor && a.title == b.title && a.task == b.task
               && a.metric == b.metric && a.source == b.source && a.value == b.value;
    };
    if (!std::equal(again->begin(), again->end(), rows->begin(), rows->end(), sameRow))
        return "Written figures read back as others.";
    return std::nullopt;
}

} // namespace auspex::test
