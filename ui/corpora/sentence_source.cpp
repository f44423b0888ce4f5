// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/sentence_source.h"

#include <span>

#include <QStringList>

#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

QString symbolsOf(const TextCodec &codec, std::span<const std::int32_t> ids)
{
    const auto symbols = codec.dictionary.decode(ids);
    if (!symbols) {
        return QString::fromStdString(symbols.error().message);
    }
    QStringList texts;
    for (const std::string &symbol : *symbols) {
        texts.append(QString::fromStdString(symbol));
    }
    return texts.join(u' ');
}

QString textOf(const TextCodec &codec, std::span<const std::int32_t> ids)
{
    const auto text = codec.decode(ids);
    return QString::fromStdString(text ? *text : text.error().message);
}

/// How many pairs a token file has, by its header alone.
Result<std::size_t> pairsIn(const std::filesystem::path &file)
{
    const auto content = readSafetensors(file);
    if (!content) {
        return tl::make_unexpected(content.error());
    }
    const auto tokens = content->tensors.find("src_tokens");
    if (tokens == content->tensors.end() || tokens->second.shape.empty()) {
        return failure(ErrorCode::InvalidInput, file.string()
                                                    + " has no sentences; make the corpus "
                                                      "again.");
    }
    return static_cast<std::size_t>(tokens->second.shape.front());
}

} // namespace

Result<SplitContentPtr> readSplit(const CorpusPtr &corpus, const std::string &split)
{
    auto content = std::make_shared<SplitContent>();
    content->corpus = corpus;
    const CorpusSplit *found = corpus->split(split);
    if (!found) {
        return failure(ErrorCode::NotFound, "The corpus has no split " + split + ".");
    }
    content->split = *found;
    std::size_t first = 0;
    for (const std::string &file : found->tokenFiles) {
        content->firsts.push_back(first);
        if (found->tokenFiles.size() > 1) {
            const auto pairs = pairsIn(corpus->folder / file);
            if (!pairs) {
                return tl::make_unexpected(pairs.error());
            }
            first += *pairs;
        }
    }
    if (found->hasTexts) {
        auto texts = readCorpusTexts(*corpus, split);
        if (!texts) {
            return tl::make_unexpected(texts.error());
        }
        content->texts = *std::move(texts);
    }
    return content;
}

Result<SentenceChunkPtr> readChunk(const SplitContent &split, std::size_t file)
{
    auto chunk = std::make_shared<SentenceChunk>();
    chunk->file = file;
    chunk->first = split.firsts[file];
    auto pairs = readTokenPairs(split.corpus->folder / split.split.tokenFiles[file]);
    if (!pairs) {
        return tl::make_unexpected(pairs.error());
    }
    chunk->pairs = *std::move(pairs);
    return chunk;
}

ShownPair shownPair(const SplitContent &split, std::size_t number, const TokenPair &pair,
                    bool asTokens)
{
    const Corpus &corpus = *split.corpus;
    if (asTokens) {
        return {symbolsOf(corpus.source, pair.source), symbolsOf(corpus.target, pair.target)};
    }
    if (number < split.texts.size()) {
        return {QString::fromStdString(split.texts[number].source),
                QString::fromStdString(split.texts[number].target)};
    }
    return {textOf(corpus.source, pair.source), textOf(corpus.target, pair.target)};
}

Result<SentenceMatches> findSentences(const SplitContent &split, const QString &text, bool asTokens,
                                      Job &job)
{
    SentenceMatches matches;
    for (std::size_t file = 0; file < split.firsts.size(); ++file) {
        const auto chunk = readChunk(split, file);
        if (!chunk) {
            return tl::make_unexpected(chunk.error());
        }
        for (std::size_t i = 0; i < (*chunk)->pairs.size(); ++i) {
            if (job.isCancelled()) {
                return cancelled();
            }
            const std::size_t number = (*chunk)->first + i;
            const ShownPair shown = shownPair(split, number, (*chunk)->pairs[i], asTokens);
            if (!shown.source.contains(text, Qt::CaseInsensitive)
                && !shown.target.contains(text, Qt::CaseInsensitive)) {
                continue;
            }
            if (matches.numbers.size() == mostMatches) {
                matches.areAll = false;
                return matches;
            }
            matches.numbers.push_back(static_cast<std::uint32_t>(number));
        }
    }
    return matches;
}

} // namespace auspex
