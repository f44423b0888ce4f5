// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/fairseq_bleu.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/base/text.h"
#include "core/metrics/bleu_tokenizers.h"

namespace auspex {

namespace {

/// Fairseq's special symbols, and what stands in a reference for an unknown word.
class FairseqDictionary {
public:
    std::vector<std::uint32_t> tokensOf(std::string_view segment)
    {
        std::vector<std::uint32_t> tokens;
        for (const std::string_view token : splitOnWhitespace(segment))
            tokens.push_back(m_numbers.number(token));
        tokens.push_back(m_end);
        return trimmed(tokens);
    }

    std::vector<std::uint32_t> referenceTokensOf(std::string_view segment)
    {
        std::vector<std::uint32_t> tokens = tokensOf(segment);
        std::replace(tokens.begin(), tokens.end(), m_unknown, m_matchless);
        return tokens;
    }

private:
    std::vector<std::uint32_t> trimmed(const std::vector<std::uint32_t> &tokens) const
    {
        const auto first = std::find_if(tokens.begin(), tokens.end(),
                                        [&](std::uint32_t token) { return token != m_pad; });
        auto last = tokens.end();
        while (last - first > 1 && (*(last - 1) == m_end || *(last - 1) == m_pad))
            --last;
        return {first, last};
    }

    TokenNumbers m_numbers;
    std::uint32_t m_pad = m_numbers.number("<pad>");
    std::uint32_t m_end = m_numbers.number("</s>");
    std::uint32_t m_unknown = m_numbers.number("<unk>");
    std::uint32_t m_matchless = m_numbers.number(" "); // no token holds a space
};

BleuStatistics statisticsOf(std::string_view hypothesis, std::string_view reference,
                            FairseqDictionary &dictionary)
{
    const std::vector<std::uint32_t> expected = dictionary.referenceTokensOf(reference);
    BleuStatistics statistics = matchNgrams(dictionary.tokensOf(hypothesis), countNgrams(expected));
    statistics.referenceLength = static_cast<std::int64_t>(expected.size());
    return statistics;
}

} // namespace

std::string splitCompounds(std::string_view segment)
{
    const auto isNoSpace = [](char c) { return c != ' ' && !(c >= '\t' && c <= '\r'); };
    std::string out;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        out += segment[i];
        if (i + 2 < segment.size() && segment[i + 1] == '-' && isNoSpace(segment[i])
            && isNoSpace(segment[i + 2])) {
            out += " ##AT##-##AT## ";
            out += segment[i + 2];
            i += 2;
        }
    }
    return out;
}

Result<std::vector<BleuStatistics>> fairseqStatistics(std::span<const std::string> hypotheses,
                                                      std::span<const std::string> references)
{
    if (hypotheses.empty() || hypotheses.size() != references.size()) {
        return failure(ErrorCode::InvalidInput,
                       "There are " + std::to_string(hypotheses.size()) + " hypotheses and "
                           + std::to_string(references.size())
                           + " references; give at least one, and as many of each.");
    }
    FairseqDictionary dictionary;
    std::vector<BleuStatistics> statistics;
    statistics.reserve(hypotheses.size());
    for (std::size_t i = 0; i < hypotheses.size(); ++i)
        statistics.push_back(statisticsOf(hypotheses[i], references[i], dictionary));
    return statistics;
}

FairseqBleuScore fairseqBleuOf(const BleuStatistics &statistics, FairseqSmoothing smoothing)
{
    FairseqBleuScore score;
    score.statistics = statistics;
    score.brevityPenalty = brevityPenalty(statistics);
    double logarithms = 0.0;
    for (std::size_t n = 0; n < bleuOrder; ++n) {
        const std::int64_t added = smoothing == FairseqSmoothing::PlusOne && n > 0 ? 1 : 0;
        const std::int64_t total = statistics.totals[n] + added;
        const double precision = total == 0 ? 0.0
                                            : static_cast<double>(statistics.matches[n] + added)
                                                  / static_cast<double>(total);
        score.precisions[n] = 100.0 * precision;
        logarithms += std::log(precision); // -inf without a match, and then the score is 0
    }
    score.score = 100.0 * score.brevityPenalty * std::exp(logarithms / bleuOrder);
    return score;
}

Result<FairseqBleuScore> fairseqCorpusBleu(std::span<const std::string> hypotheses,
                                           std::span<const std::string> references)
{
    return fairseqStatistics(hypotheses, references)
        .map([](const std::vector<BleuStatistics> &segments) {
            BleuStatistics sum;
            for (const BleuStatistics &segment : segments)
                sum += segment;
            return fairseqBleuOf(sum);
        });
}

FairseqBleuScore fairseqSentenceBleu(std::string_view hypothesis, std::string_view reference)
{
    FairseqDictionary dictionary;
    return fairseqBleuOf(statisticsOf(hypothesis, reference, dictionary),
                         FairseqSmoothing::PlusOne);
}

std::string fairseqBleuText(const FairseqBleuScore &score)
{
    std::vector<std::string> precisions;
    for (const double precision : score.precisions)
        precisions.push_back(formatFixed(precision, 1));
    const BleuStatistics &statistics = score.statistics;
    const double ratio = statistics.referenceLength == 0
                             ? 0.0
                             : static_cast<double>(statistics.hypothesisLength)
                                   / static_cast<double>(statistics.referenceLength);
    return "BLEU4 = " + formatFixed(score.score, 2) + ", " + join(precisions, "/")
           + " (BP=" + formatFixed(score.brevityPenalty, 3) + ", ratio=" + formatFixed(ratio, 3)
           + ", syslen=" + std::to_string(statistics.hypothesisLength)
           + ", reflen=" + std::to_string(statistics.referenceLength) + ')';
}

} // namespace auspex
