// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/corpus_info.h"

#include <algorithm>
#include <system_error>

#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/corpus/corpus_statistics.h"
#include "core/store/corpus_store.h"

namespace auspex::cli {

namespace {

TableCell textCell(const std::string &text)
{
    return {.value = text};
}

TableCell integerCell(std::int64_t value)
{
    return {.value = value};
}

TableColumn textColumn(const char *key, const char *title)
{
    return {.key = key, .title = title};
}

TableColumn integerColumn(const char *key, const char *title)
{
    return {.key = key, .title = title, .kind = ColumnKind::Integer};
}

Outcome writeLengths(Context &context, const Corpus &corpus, int width)
{
    const auto all = corpusStatistics(corpus, context.job);
    if (!all)
        return tl::make_unexpected(all.error());
    ResultTable table;
    table.columns = {textColumn("split", "Split"), integerColumn("from", "From"),
                     integerColumn("to", "To"),
                     integerColumn("source_sentences", "Source sentences"),
                     integerColumn("target_sentences", "Target sentences")};
    for (const SplitStatistics &split : *all) {
        const auto bars = static_cast<std::size_t>(width);
        const std::vector<std::int64_t> source = split.source.histogram(bars);
        const std::vector<std::int64_t> target = split.target.histogram(bars);
        for (std::size_t i = 0; i < std::max(source.size(), target.size()); ++i) {
            const auto from = static_cast<std::int64_t>(i) * width;
            table.rows.push_back({textCell(split.name), integerCell(from),
                                  integerCell(from + width - 1),
                                  integerCell(i < source.size() ? source[i] : 0),
                                  integerCell(i < target.size() ? target[i] : 0)});
        }
    }
    return writeTable(context, table);
}

} // namespace

tl::expected<Corpus, Stop> corpusNamed(Context &context, const std::string &folderOrName)
{
    std::error_code ignored;
    std::filesystem::path folder = folderOrName;
    if (!context.options.workspace.empty()
        && !std::filesystem::exists(folder / corpusManifestName, ignored)) {
        auto workspace = openToRead(context);
        if (!workspace)
            return tl::make_unexpected(workspace.error());
        const auto known = loadCorpus(*workspace, folderOrName);
        if (!known)
            return tl::make_unexpected(Stop(known.error()));
        if (*known)
            folder = (*known)->folder;
    }
    Result<Corpus> corpus = openCorpus(folder);
    if (!corpus)
        return tl::make_unexpected(Stop(corpus.error()));
    return *std::move(corpus);
}

Outcome writeStatistics(Context &context, const Corpus &corpus)
{
    const auto all = corpusStatistics(corpus, context.job);
    if (!all)
        return tl::make_unexpected(all.error());
    ResultTable table;
    table.columns = {
        textColumn("split", "Split"),
        textColumn("language", "Language"),
        integerColumn("sentences", "Sentences"),
        integerColumn("left_out", "Left out"),
        integerColumn("tokens", "Tokens"),
        integerColumn("types", "Types"),
        integerColumn("vocabulary", "Vocabulary"),
        integerColumn("unknown", "Unknown"),
        {.key = "unknown_rate", .title = "Unknown rate", .kind = ColumnKind::Number},
        {.key = "mean_length", .title = "Mean length", .kind = ColumnKind::Number},
        integerColumn("median_length", "Median length"),
        integerColumn("longest", "Longest"),
    };
    for (const SplitStatistics &split : *all) {
        const auto add = [&](const SideStatistics &side, const std::string &language,
                             const TextCodec &codec) {
            table.rows.push_back({textCell(split.name),
                                  textCell(language),
                                  integerCell(split.sentences),
                                  integerCell(split.leftOut),
                                  integerCell(side.tokens),
                                  integerCell(side.types),
                                  integerCell(static_cast<std::int64_t>(codec.dictionary.size())),
                                  integerCell(side.unknown),
                                  {.value = side.unknownRate()},
                                  {.value = side.meanLength()},
                                  integerCell(side.lengthQuantile(0.5)),
                                  integerCell(side.longest)});
        };
        add(split.source, corpus.sourceLanguage, corpus.source);
        add(split.target, corpus.targetLanguage, corpus.target);
    }
    return writeTable(context, table);
}

Outcome showCorpus(Context &context, const CorpusInfoOptions &options)
{
    const auto corpus = corpusNamed(context, options.corpus);
    if (!corpus)
        return tl::make_unexpected(corpus.error());
    if (options.lengths > 0)
        return writeLengths(context, *corpus, options.lengths);
    return writeStatistics(context, *corpus);
}

Outcome listCorpora(Context &context)
{
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const auto corpora = loadCorpora(*workspace);
    if (!corpora)
        return tl::make_unexpected(corpora.error());
    ResultTable table;
    table.columns = {textColumn("name", "Name"), textColumn("source", "Source"),
                     textColumn("target", "Target"), textColumn("folder", "Folder")};
    for (const StoredCorpus &corpus : *corpora)
        table.rows.push_back({textCell(corpus.name), textCell(corpus.sourceLanguage),
                              textCell(corpus.targetLanguage), textCell(corpus.folder)});
    return writeTable(context, table);
}

} // namespace auspex::cli
