// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus_statistics.h"

#include <algorithm>
#include <cmath>

namespace auspex {

namespace {

/// Adds sentences up, one after another.
class Tally {
public:
    Tally(SplitStatistics &statistics, std::size_t sourceVocabulary, std::size_t targetVocabulary)
        : m_statistics(statistics)
        , m_seenSource(sourceVocabulary)
        , m_seenTarget(targetVocabulary)
    {
    }

    void add(std::span<const TokenPair> pairs)
    {
        for (const TokenPair &pair : pairs) {
            add(m_statistics.source, m_seenSource, pair.source);
            add(m_statistics.target, m_seenTarget, pair.target);
        }
        m_statistics.sentences += static_cast<std::int64_t>(pairs.size());
    }

private:
    static void add(SideStatistics &side, std::vector<bool> &seen,
                    const std::vector<std::int32_t> &sentence)
    {
        std::size_t length = 0;
        for (const std::int32_t token : sentence) {
            if (token == endToken)
                continue;
            ++length;
            const auto index = static_cast<std::size_t>(token);
            if (token == unknownToken) {
                ++side.unknown;
            } else if (index < seen.size() && !seen[index]) {
                seen[index] = true;
                ++side.types;
            }
        }
        side.tokens += static_cast<std::int64_t>(length);
        side.longest = std::max(side.longest, static_cast<std::int64_t>(length));
        if (side.lengths.size() <= length)
            side.lengths.resize(length + 1);
        ++side.lengths[length];
    }

    SplitStatistics &m_statistics;
    std::vector<bool> m_seenSource;
    std::vector<bool> m_seenTarget;
};

std::int64_t sentencesOf(const SideStatistics &side)
{
    std::int64_t sentences = 0;
    for (const std::int64_t count : side.lengths)
        sentences += count;
    return sentences;
}

} // namespace

double SideStatistics::unknownRate() const
{
    return tokens == 0 ? 0.0 : static_cast<double>(unknown) / static_cast<double>(tokens);
}

double SideStatistics::meanLength() const
{
    const std::int64_t sentences = sentencesOf(*this);
    return sentences == 0 ? 0.0 : static_cast<double>(tokens) / static_cast<double>(sentences);
}

std::int64_t SideStatistics::lengthQuantile(double share) const
{
    const auto wanted = static_cast<std::int64_t>(
        std::ceil(share * static_cast<double>(sentencesOf(*this))));
    std::int64_t sentences = 0;
    for (std::size_t length = 0; length < lengths.size(); ++length) {
        sentences += lengths[length];
        if (sentences >= wanted)
            return static_cast<std::int64_t>(length);
    }
    return longest;
}

std::vector<std::int64_t> SideStatistics::histogram(std::size_t width) const
{
    std::vector<std::int64_t> bars;
    for (std::size_t length = 0; length < lengths.size(); ++length) {
        bars.resize(std::max(bars.size(), length / width + 1));
        bars[length / width] += lengths[length];
    }
    return bars;
}

SplitStatistics statisticsOf(std::span<const TokenPair> pairs, std::size_t sourceVocabulary,
                             std::size_t targetVocabulary)
{
    SplitStatistics statistics;
    Tally(statistics, sourceVocabulary, targetVocabulary).add(pairs);
    return statistics;
}

Result<std::vector<SplitStatistics>> corpusStatistics(const Corpus &corpus, Job &job)
{
    std::vector<SplitStatistics> all;
    for (const CorpusSplit &split : corpus.splits) {
        SplitStatistics statistics;
        statistics.name = split.name;
        statistics.leftOut = static_cast<std::int64_t>(split.leftOut);
        Tally tally(statistics, corpus.source.dictionary.size(), corpus.target.dictionary.size());
        const Result<void> read = forEachTokenFile(
            corpus, split.name, [&](const std::vector<TokenPair> &pairs) -> Result<void> {
                if (job.isCancelled())
                    return cancelled();
                tally.add(pairs);
                job.report({statistics.sentences,
                            static_cast<std::int64_t>(split.sentences),
                            "sentences",
                            "counting " + split.name,
                            {}});
                return {};
            });
        if (!read)
            return tl::make_unexpected(read.error());
        all.push_back(std::move(statistics));
    }
    return all;
}

} // namespace auspex
