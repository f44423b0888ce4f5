// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/bleu.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/base/text.h"
#include "core/metrics/bleu_tokenizers.h"

namespace auspex {

namespace {

using Tokens = std::vector<std::uint32_t>;

Tokens tokensOf(std::string_view segment, const BleuOptions &options, TokenNumbers &numbers)
{
    const std::string cased = options.lowerCase ? lowerCased(segment) : std::string(segment);
    const std::string_view stripped = withoutTrailingWhitespace(cased);
    std::string tokenized;
    switch (options.tokenizer) {
    case BleuTokenizer::None:
        tokenized = stripped;
        break;
    case BleuTokenizer::Mteval13a:
        tokenized = tokenize13a(stripped);
        break;
    case BleuTokenizer::International:
        tokenized = tokenizeInternational(stripped);
        break;
    }
    Tokens tokens;
    for (const std::string_view token : splitOnWhitespace(tokenized))
        tokens.push_back(numbers.number(token));
    return tokens;
}

/// Counts against the most that any reference has of each n-gram; the reference's length is the one
/// closest to the hypothesis', the shorter of two equally close.
BleuStatistics statisticsOf(const Tokens &hypothesis, std::span<const Tokens> references)
{
    NgramCounts allowed;
    const auto length = static_cast<std::int64_t>(hypothesis.size());
    std::optional<std::int64_t> closest;
    for (const Tokens &reference : references) {
        for (const auto &[ngram, count] : countNgrams(reference)) {
            std::int64_t &most = allowed[ngram];
            most = std::max(most, count);
        }
        const auto candidate = static_cast<std::int64_t>(reference.size());
        const auto distance = [&](std::int64_t other) { return std::abs(other - length); };
        if (!closest || distance(candidate) < distance(*closest)
            || (distance(candidate) == distance(*closest) && candidate < *closest))
            closest = candidate;
    }
    BleuStatistics statistics = matchNgrams(hypothesis, allowed);
    statistics.referenceLength = closest.value_or(0);
    return statistics;
}

double smoothingValue(const BleuOptions &options)
{
    return options.smoothingValue.value_or(options.smoothing == BleuSmoothing::Floor ? 0.1 : 1.0);
}

std::string smoothingName(const BleuOptions &options)
{
    const auto withValue = [&](std::string_view name) {
        return std::string(name) + '[' + formatFixed(smoothingValue(options), 2) + ']';
    };
    switch (options.smoothing) {
    case BleuSmoothing::None:
        return "none";
    case BleuSmoothing::Floor:
        return withValue("floor");
    case BleuSmoothing::AddK:
        return withValue("add-k");
    case BleuSmoothing::Exp:
        break;
    }
    return "exp";
}

std::string_view tokenizerName(BleuTokenizer tokenizer)
{
    switch (tokenizer) {
    case BleuTokenizer::None:
        return "none";
    case BleuTokenizer::International:
        return "intl";
    case BleuTokenizer::Mteval13a:
        break;
    }
    return "13a";
}

/// bp exp(mean of the logarithms of the first `orders` precisions), 0 where one of them is 0.
double geometricScore(const BleuScore &score, std::size_t orders)
{
    double logarithms = 0.0;
    for (std::size_t n = 0; n < orders; ++n) {
        if (score.precisions[n] <= 0.0)
            return 0.0;
        logarithms += std::log(score.precisions[n]);
    }
    return score.brevityPenalty * std::exp(logarithms / static_cast<double>(orders));
}

} // namespace

double BleuScore::lengthRatio() const
{
    if (statistics.referenceLength == 0)
        return 0.0;
    return static_cast<double>(statistics.hypothesisLength)
           / static_cast<double>(statistics.referenceLength);
}

Result<std::vector<BleuStatistics>> bleuStatistics(
    std::span<const std::string> hypotheses, std::span<const std::vector<std::string>> references,
    const BleuOptions &options)
{
    if (hypotheses.empty() || references.empty()) {
        return failure(ErrorCode::InvalidInput,
                       "BLEU needs at least one segment and at least one reference; give both.");
    }
    for (const std::vector<std::string> &reference : references) {
        if (reference.size() != hypotheses.size()) {
            return failure(ErrorCode::InvalidInput,
                           "The hypotheses have " + std::to_string(hypotheses.size())
                               + " segments and a reference has " + std::to_string(reference.size())
                               + "; give files with the same number of lines.");
        }
    }
    TokenNumbers numbers;
    std::vector<BleuStatistics> statistics;
    statistics.reserve(hypotheses.size());
    std::vector<Tokens> tokenized(references.size());
    for (std::size_t i = 0; i < hypotheses.size(); ++i) {
        for (std::size_t r = 0; r < references.size(); ++r)
            tokenized[r] = tokensOf(references[r][i], options, numbers);
        statistics.push_back(statisticsOf(tokensOf(hypotheses[i], options, numbers), tokenized));
    }
    return statistics;
}

BleuScore bleuOf(const BleuStatistics &statistics, const BleuOptions &options)
{
    BleuScore score;
    score.statistics = statistics;
    score.brevityPenalty = brevityPenalty(statistics);
    const auto &counted = statistics.matches;
    if (std::all_of(counted.begin(), counted.end(), [](std::int64_t count) { return count == 0; }))
        return score;

    double halvings = 1.0;
    std::size_t orders = options.effectiveOrder ? 0 : bleuOrder;
    for (std::size_t n = 0; n < bleuOrder; ++n) {
        const bool isAdded = options.smoothing == BleuSmoothing::AddK && n > 0;
        const double added = isAdded ? smoothingValue(options) : 0.0;
        const double matches = static_cast<double>(counted[n]) + added;
        const double total = static_cast<double>(statistics.totals[n]) + added;
        if (total == 0.0)
            break;
        if (options.effectiveOrder)
            orders = n + 1;
        if (matches != 0.0) {
            score.precisions[n] = 100.0 * matches / total;
        } else if (options.smoothing == BleuSmoothing::Exp) {
            halvings *= 2.0;
            score.precisions[n] = 100.0 / (halvings * total);
        } else if (options.smoothing == BleuSmoothing::Floor) {
            score.precisions[n] = 100.0 * smoothingValue(options) / total;
        }
    }
    score.score = geometricScore(score, orders);
    return score;
}

Result<BleuScore> corpusBleu(std::span<const std::string> hypotheses,
                             std::span<const std::vector<std::string>> references,
                             const BleuOptions &options)
{
    return bleuStatistics(hypotheses, references, options)
        .map([&](const std::vector<BleuStatistics> &segments) {
            BleuStatistics sum;
            for (const BleuStatistics &segment : segments)
                sum += segment;
            return bleuOf(sum, options);
        });
}

BleuScore sentenceBleu(std::string_view hypothesis, std::span<const std::string> references,
                       const BleuOptions &options)
{
    TokenNumbers numbers;
    std::vector<Tokens> tokenized;
    for (const std::string &reference : references)
        tokenized.push_back(tokensOf(reference, options, numbers));
    return bleuOf(statisticsOf(tokensOf(hypothesis, options, numbers), tokenized), options);
}

std::string bleuSignature(const BleuOptions &options, int references, SignatureForm form)
{
    const bool isShort = form == SignatureForm::Short;
    const auto field = [&](std::string_view longName, std::string_view shortName,
                           std::string_view value) {
        return std::string(isShort ? shortName : longName) + ':' + std::string(value);
    };
    return join({field("nrefs", "#", std::to_string(references)),
                 field("case", "c", options.lowerCase ? "lc" : "mixed"),
                 field("eff", "e", options.effectiveOrder ? "yes" : "no"),
                 field("tok", "tok", tokenizerName(options.tokenizer)),
                 field("smooth", "s", smoothingName(options)),
                 field("version", "v", "auspex-" AUSPEX_VERSION)},
                "|");
}

std::string verboseBleu(const BleuScore &score)
{
    std::vector<std::string> precisions;
    for (const double precision : score.precisions)
        precisions.push_back(formatFixed(precision, 1));
    return join(precisions, "/") + " (BP = " + formatFixed(score.brevityPenalty, 3)
           + " ratio = " + formatFixed(score.lengthRatio(), 3)
           + " hyp_len = " + std::to_string(score.statistics.hypothesisLength)
           + " ref_len = " + std::to_string(score.statistics.referenceLength) + ')';
}

std::string bleuText(const BleuScore &score, std::string_view signature, int decimals)
{
    return "BLEU|" + std::string(signature) + " = " + formatFixed(score.score, decimals) + ' '
           + verboseBleu(score);
}

} // namespace auspex
