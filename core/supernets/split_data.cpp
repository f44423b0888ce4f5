// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/split_data.h"

#include <algorithm>
#include <span>
#include <system_error>
#include <vector>

#include "core/base/job.h"
#include "core/base/suggestion.h"
#include "core/base/text.h"
#include "core/store/content_hash.h"
#include "core/store/corpus_store.h"

namespace auspex {

namespace {

/// The same bytes on every machine.
void append(std::string &bytes, std::span<const std::int32_t> ids)
{
    const auto number = [&bytes](std::uint32_t value) {
        for (unsigned int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(value >> shift & 0xffU);
    };
    number(static_cast<std::uint32_t>(ids.size()));
    for (const std::int32_t id : ids)
        number(static_cast<std::uint32_t>(id));
}

std::string hashOf(const std::vector<TokenPair> &pairs)
{
    std::string bytes;
    for (const TokenPair &pair : pairs) {
        append(bytes, pair.source);
        append(bytes, pair.target);
    }
    return sha256(bytes);
}

Result<void> checkSplit(const Corpus &corpus, const std::string &split)
{
    std::vector<std::string> names;
    for (const CorpusSplit &known : corpus.splits)
        names.push_back(known.name);
    if (corpus.split(split))
        return {};
    return failure(ErrorCode::NotFound,
                   "The corpus " + quotedForMessage(corpus.name) + " has no split "
                       + quotedForMessage(split) + suggestion(split, names) + "; it has "
                       + (names.empty() ? std::string("none") : join(names, ", ")) + '.');
}

Result<std::vector<TokenPair>> firstPairs(const Corpus &corpus, const std::string &split,
                                          std::size_t most)
{
    std::vector<TokenPair> pairs;
    bool isEnough = false;
    const Result<void> read = forEachTokenFile(
        corpus, split, [&](const std::vector<TokenPair> &some) -> Result<void> {
            const std::size_t count = std::min(some.size(), most - pairs.size());
            pairs.insert(pairs.end(), some.begin(),
                         some.begin() + static_cast<std::ptrdiff_t>(count));
            isEnough = pairs.size() == most;
            if (isEnough)
                return cancelled(); // the other files need not be read
            return {};
        });
    if (!read && !isEnough)
        return tl::make_unexpected(read.error());
    return pairs;
}

} // namespace

Result<SplitData> splitData(const Corpus &corpus, const std::string &split, int sentences,
                            const TemporaryFolder &folder)
{
    if (const Result<void> fine = checkSplit(corpus, split); !fine)
        return tl::make_unexpected(fine.error());
    Result<std::vector<TokenPair>> pairs = sentences > 0 ? firstPairs(
                                               corpus, split, static_cast<std::size_t>(sentences))
                                                         : readCorpusTokens(corpus, split);
    if (!pairs)
        return tl::make_unexpected(pairs.error());
    if (pairs->empty())
        return failure(ErrorCode::InvalidInput, "The split " + quotedForMessage(split)
                                                    + " of the corpus "
                                                    + quotedForMessage(corpus.name)
                                                    + " has no sentences; choose another one.");
    SplitData data;
    data.sentences = pairs->size();
    data.pairsHash = hashOf(*pairs);
    data.pairsFile = folder.path() / (data.pairsHash + ".safetensors");
    std::error_code ignored;
    if (std::filesystem::exists(data.pairsFile, ignored))
        return data;
    return writeTokenPairs(data.pairsFile, *pairs).map([&] { return data; });
}

Result<std::filesystem::path> corpusFolder(Workspace *workspace, const std::string &nameOrFolder)
{
    std::vector<std::string> names;
    if (workspace) {
        const auto corpora = loadCorpora(*workspace);
        if (!corpora)
            return tl::make_unexpected(corpora.error());
        for (const StoredCorpus &corpus : *corpora) {
            if (corpus.name == nameOrFolder)
                return std::filesystem::path(corpus.folder);
            names.push_back(corpus.name);
        }
    }
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::path(nameOrFolder) / corpusManifestName, ignored))
        return std::filesystem::path(nameOrFolder);
    if (!workspace)
        return failure(ErrorCode::NotFound, "There is no corpus in the folder "
                                                + quotedForMessage(nameOrFolder)
                                                + ", and no workspace is open that could have one "
                                                  "of that name; check the name.");
    return failure(ErrorCode::NotFound,
                   "The workspace has no corpus " + quotedForMessage(nameOrFolder)
                       + suggestion(nameOrFolder, names)
                       + (names.empty() ? "; import one with auspex-cli corpus import."
                                        : "; there are " + join(names, ", ") + '.'));
}

} // namespace auspex
