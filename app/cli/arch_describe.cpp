// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arch_describe.h"

#include <algorithm>
#include <set>

#include "app/cli/architecture_files.h"
#include "app/cli/output.h"
#include "core/arch/counts.h"
#include "core/arch/encodings.h"
#include "core/arch/search_space.h"
#include "core/base/text.h"
#include "core/report/evaluation_table.h"

namespace auspex::cli {

namespace {

namespace fs = std::filesystem;

/// What the counts of one architecture are made with; no vocabulary: it is not known.
struct Assumption {
    SearchSpace space;
    std::optional<int> vocabulary;
};

struct Counts {
    FlopCount flops;
    ParameterCount parameters;
    bool withVocabulary = false;
};

bool fits(const SearchSpace &space, const Architecture &architecture)
{
    return architecture.encoderEmbedDim <= space.superEncoderEmbedDim
           && architecture.decoderEmbedDim <= space.superDecoderEmbedDim;
}

/// The built-in space that the file's name or one of its folders is called after:
/// ".../wmt14enfr/test.jsonl", "HAT_wmt14enfr_xeon@154.7ms.yml". The nearest name counts.
std::optional<SearchSpace> spaceNamedIn(const fs::path &file, const Architecture &architecture)
{
    std::vector<std::string> words = {file.stem().string()};
    std::string separated = words.front();
    std::replace(separated.begin(), separated.end(), '@', '_');
    for (const std::string_view word : split(separated, '_'))
        words.emplace_back(word);
    for (fs::path folder = file.parent_path(); folder.has_filename(); folder = folder.parent_path())
        words.push_back(folder.filename().string());
    for (const std::string &word : words) {
        std::optional<SearchSpace> space = builtInSpace(word);
        // A folder may be called "demo" for other reasons than the demo space.
        if (space && fits(*space, architecture))
            return space;
    }
    return std::nullopt;
}

/// Finds what to count with, for each record on its own, and says once a file what was assumed.
class Assumptions {
public:
    Assumptions(const DescribeOptions &options, std::optional<SearchSpace> given, Console &console)
        : m_options(options)
        , m_given(std::move(given))
        , m_console(console)
    {
    }

    Assumption of(const fs::path &file, const TfsRecord &record)
    {
        Assumption assumption;
        if (m_given) {
            assumption.space = *m_given;
            assumption.vocabulary = m_given->vocabulary;
        } else if (auto named = spaceNamedIn(file, record.architecture)) {
            assumption.space = *named;
            assumption.vocabulary = named->vocabulary;
        } else {
            assumption.space = *builtInSpace("wmt14ende");
            assumption.vocabulary = impliedVocabulary(record, assumption.space.sentenceLength);
            if (!assumption.vocabulary && !m_options.vocabulary) {
                assumption.vocabulary = assumption.space.vocabulary;
                sayOnce(file, "nothing says which search space " + file.string()
                                  + " is for, so it is counted as wmt14ende; --space NAME or "
                                    "--vocab N change that.");
            }
        }
        if (!assumption.vocabulary)
            assumption.vocabulary = impliedVocabulary(record, assumption.space.sentenceLength);
        if (m_options.vocabulary)
            assumption.vocabulary = m_options.vocabulary;
        if (!assumption.vocabulary)
            sayOnce(file, "the vocabulary of " + assumption.space.name
                              + " is not known, so the counts with output layer and embeddings "
                                "are left out; give it with --vocab N.");
        return assumption;
    }

private:
    void sayOnce(const fs::path &file, const std::string &text)
    {
        if (m_said.insert(file.string()).second)
            m_console.say(text);
    }

    const DescribeOptions &m_options;
    std::optional<SearchSpace> m_given;
    Console &m_console;
    std::set<std::string> m_said;
};

Counts countsOf(const Assumption &assumption, const Architecture &architecture)
{
    const int vocabulary = assumption.vocabulary.value_or(0);
    return {countFlops(assumption.space, architecture, vocabulary),
            countParameters(assumption.space, architecture, vocabulary),
            assumption.vocabulary.has_value()};
}

void warnOfDifferences(const ArchitectureRecord &record, const Assumption &assumption,
                       const Counts &counts, Console &console)
{
    const auto check = [&](const char *name, const std::optional<std::int64_t> &stated,
                           std::int64_t ours, bool needsVocabulary) {
        if (!stated || *stated == ours || (needsVocabulary && !counts.withVocabulary))
            return;
        std::string text = record.source + ": " + name + " is stated as " + std::to_string(*stated)
                           + ", but is " + std::to_string(ours) + " in " + assumption.space.name;
        if (needsVocabulary)
            text += " with a vocabulary of " + std::to_string(*assumption.vocabulary);
        console.warn(text + '.');
    };
    const StatedCounts &stated = record.record.stated;
    check("total_flops", stated.totalFlops, counts.flops.total(), true);
    check("last_layer_flops", stated.lastLayerFlops, counts.flops.lastLayer, true);
    check("total_flops_without_last_layer", stated.flopsWithoutLastLayer,
          counts.flops.withoutLastLayer, false);
    check("num_parameters_without_embedding_weights", stated.parametersWithoutEmbeddings,
          counts.parameters.withoutEmbeddings, false);
    check("num_embedding_parameters", stated.embeddingParameters, counts.parameters.embeddings,
          true);
}

/// All digits for programs, three decimals for people.
std::string encodingText(const Encoding &encoding, EvaluationForm form)
{
    std::vector<std::string> numbers;
    for (const double number : encoding)
        numbers.push_back(form == EvaluationForm::Data ? formatDouble(number)
                                                       : formatFixed(number, 3));
    return join(numbers, " ");
}

ResultTable emptyTable()
{
    ResultTable table;
    const auto integer = [&](const char *key, const char *title) {
        table.columns.push_back({.key = key, .title = title, .kind = ColumnKind::Integer});
    };
    integer("index", "Index");
    table.columns.push_back({.key = "source", .title = "Source"});
    integer("total_flops", "FLOPs");
    integer("last_layer_flops", "Last-layer FLOPs");
    integer("total_flops_without_last_layer", "FLOPs without last layer");
    integer("params_without_embeddings", "Parameters without embeddings");
    integer("embedding_params", "Embedding parameters");
    integer("model_size", "Model size");
    table.columns.push_back({.key = "distill_encoding", .title = "Distillation encoding"});
    table.columns.push_back({.key = "latency_encoding", .title = "Latency encoding"});
    return table;
}

void addRow(ResultTable &table, const ArchitectureRecord &record, const Counts &counts,
            EvaluationForm form)
{
    const auto known = [](std::int64_t value) { return TableCell{.value = value}; };
    const auto ifVocabulary = [&](std::int64_t value) {
        return counts.withVocabulary ? known(value)
                                     : TableCell{.reason = "the vocabulary is not known"};
    };
    const Architecture &architecture = record.record.architecture;
    table.rows.push_back({known(static_cast<std::int64_t>(table.rows.size())),
                          {.value = record.source},
                          ifVocabulary(counts.flops.total()),
                          ifVocabulary(counts.flops.lastLayer),
                          known(counts.flops.withoutLastLayer),
                          known(counts.parameters.withoutEmbeddings),
                          ifVocabulary(counts.parameters.embeddings),
                          ifVocabulary(counts.parameters.modelSize()),
                          {.value = encodingText(distillEncoding(architecture), form)},
                          {.value = encodingText(latencyEncoding(architecture), form)}});
}

Result<void> addFile(const fs::path &file, Assumptions &assumptions, Context &context,
                     EvaluationForm form, ResultTable &table)
{
    Console &console = context.console;
    const Result<ArchitectureFile> content = readArchitectureFile(file, context.job);
    if (!content && content.error().code == ErrorCode::Cancelled)
        return tl::make_unexpected(content.error());
    if (!content) {
        console.warn(content.error().message);
        return {};
    }
    for (const LineProblem &problem : content->problems)
        console.warn(describe(problem));
    for (const ArchitectureRecord &record : content->records) {
        const Assumption assumption = assumptions.of(file, record.record);
        const Counts counts = countsOf(assumption, record.record.architecture);
        warnOfDifferences(record, assumption, counts, console);
        addRow(table, record, counts, form);
    }
    return {};
}

} // namespace

Outcome describeArchitectures(Context &context, const DescribeOptions &options)
{
    const auto format = tableFormat(context.options);
    if (!format)
        return tl::make_unexpected(format.error());
    std::optional<SearchSpace> space;
    if (!options.space.empty()) {
        Result<SearchSpace> found = findSpace(options.space);
        if (!found)
            return tl::make_unexpected(found.error());
        space = *std::move(found);
    }
    const auto files = architectureFiles(options.files);
    if (!files)
        return tl::make_unexpected(files.error());

    Assumptions assumptions(options, std::move(space), context.console);
    ResultTable table = emptyTable();
    JobProgress progress{0, static_cast<std::int64_t>(files->size()), "files", {}, {}};
    for (const fs::path &file : *files) {
        if (context.job.isCancelled())
            return cancelled();
        progress.message = file.string();
        context.job.report(progress);
        if (Result<void> added = addFile(file, assumptions, context, formFor(*format), table);
            !added)
            return tl::make_unexpected(added.error());
        ++progress.done;
    }
    if (table.rows.empty())
        return tl::make_unexpected(
            Stop(Status::Failed, "No architecture could be read; see the warnings above and check "
                                 "the files."));
    return writeTable(context, table);
}

} // namespace auspex::cli
