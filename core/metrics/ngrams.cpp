// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ngrams.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace auspex {

std::uint32_t TokenNumbers::number(std::string_view token)
{
    const auto found = m_numbers.find(token);
    if (found != m_numbers.end())
        return found->second;
    const auto next = static_cast<std::uint32_t>(m_numbers.size() + 1);
    m_numbers.emplace(token, next);
    return next;
}

NgramCounts countNgrams(std::span<const std::uint32_t> tokens)
{
    NgramCounts counts;
    for (std::size_t start = 0; start < tokens.size(); ++start) {
        const std::size_t longest = std::min<std::size_t>(bleuOrder, tokens.size() - start);
        Ngram ngram{};
        for (std::size_t n = 0; n < longest; ++n) {
            ngram[n] = tokens[start + n];
            ++counts[ngram];
        }
    }
    return counts;
}

BleuStatistics &BleuStatistics::operator+=(const BleuStatistics &other)
{
    for (std::size_t n = 0; n < matches.size(); ++n) {
        matches[n] += other.matches[n];
        totals[n] += other.totals[n];
    }
    hypothesisLength += other.hypothesisLength;
    referenceLength += other.referenceLength;
    return *this;
}

BleuStatistics matchNgrams(std::span<const std::uint32_t> hypothesis, const NgramCounts &allowed)
{
    BleuStatistics statistics;
    statistics.hypothesisLength = static_cast<std::int64_t>(hypothesis.size());
    for (const auto &[ngram, count] : countNgrams(hypothesis)) {
        const auto end = std::find(ngram.begin(), ngram.end(), 0U);
        const auto order = static_cast<std::size_t>(end - ngram.begin()) - 1;
        statistics.totals[order] += count;
        const auto found = allowed.find(ngram);
        if (found != allowed.end())
            statistics.matches[order] += std::min(count, found->second);
    }
    return statistics;
}

double brevityPenalty(const BleuStatistics &statistics)
{
    if (statistics.hypothesisLength >= statistics.referenceLength)
        return 1.0;
    if (statistics.hypothesisLength == 0)
        return 0.0;
    return std::exp(1.0
                    - static_cast<double>(statistics.referenceLength)
                          / static_cast<double>(statistics.hypothesisLength));
}

} // namespace auspex
