// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/generate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/inference/incremental_decoder.h"
#include "core/inference/next_tokens.h"
#include "core/inference/score.h"

namespace auspex {

namespace {

/// A hypothesis that has not ended.
struct Beam {
    std::vector<std::int32_t> tokens;
    double score = 0.0; ///< sum of log probabilities
    std::vector<std::int32_t> history;
};

/// A way to continue one of a sentence's beams.
struct Continuation {
    double score = 0.0;
    std::size_t beam = 0;
    std::int32_t token = 0;
};

/// The state of one sentence.
struct Sentence {
    std::size_t pair = 0;
    int longest = 0; ///< tokens before the end is forced
    std::vector<Beam> beams;
    Hypotheses ended;
};

/// Beam search over one batch.
class BatchSearch {
public:
    BatchSearch(Forward &forward, NextTokens &nextTokens, const SubnetView &view,
                std::span<const TokenPair> pairs, std::span<const std::size_t> indices,
                const BeamOptions &options)
        : m_options(options)
        , m_nextTokens(nextTokens)
        , m_width(static_cast<std::size_t>(options.beam))
        , m_batch(pairsOf(pairs, indices))
        , m_decoder(forward, view, m_batch)
    {
        for (const std::size_t index : indices) {
            Sentence &sentence = m_sentences.emplace_back();
            sentence.pair = index;
            const auto length = static_cast<double>(pairs[index].source.size());
            sentence.longest = static_cast<int>(options.maxLengthA * length) + options.maxLengthB;
            // HAT begins with equal beams and expands the first one alone.
            sentence.beams.resize(1);
        }
    }

    /// False when it was cancelled.
    bool run(Job &job)
    {
        for (int step = 0;; ++step) {
            if (job.isCancelled())
                return false;
            std::vector<DecoderRow> rows = rowsOfBeams();
            if (rows.empty())
                return true;
            m_nextTokens.find(m_decoder.step(rows), static_cast<std::int64_t>(rows.size()));
            std::size_t first = 0;
            for (Sentence &sentence : m_sentences) {
                const std::size_t count = sentence.beams.size();
                for (std::size_t beam = 0; beam < count; ++beam)
                    sentence.beams[beam].history = std::move(rows[first + beam].history);
                if (count > 0)
                    advance(sentence, step, first);
                first += count;
            }
        }
    }

    std::vector<Sentence> &sentences() { return m_sentences; }

private:
    static std::vector<const TokenPair *> pairsOf(std::span<const TokenPair> pairs,
                                                  std::span<const std::size_t> indices)
    {
        std::vector<const TokenPair *> batch;
        for (const std::size_t index : indices)
            batch.push_back(&pairs[index]);
        return batch;
    }

    std::vector<DecoderRow> rowsOfBeams()
    {
        std::vector<DecoderRow> rows;
        for (std::size_t i = 0; i < m_sentences.size(); ++i) {
            for (Beam &beam : m_sentences[i].beams)
                rows.push_back({i, beam.tokens.empty() ? endToken : beam.tokens.back(),
                                std::move(beam.history)});
        }
        return rows;
    }

    /// The best continuations of the sentence, in falling order; those of one beam that are worse
    /// than 2 * beam others of it cannot be among them.
    std::vector<Continuation> continuations(const Sentence &sentence, int step,
                                            std::size_t first) const
    {
        std::vector<Continuation> found;
        for (std::size_t beam = 0; beam < sentence.beams.size(); ++beam) {
            const std::size_t row = first + beam;
            const std::span<const std::int32_t> tokens = m_nextTokens.tokens(row);
            const std::span<const float> logits = m_nextTokens.logits(row);
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                if (tokens[i] == padToken || (tokens[i] == endToken && step < m_options.minLength))
                    continue;
                const double logProbability = static_cast<double>(logits[i])
                                              - m_nextTokens.logSum(row);
                found.push_back({sentence.beams[beam].score + logProbability, beam, tokens[i]});
            }
        }
        std::stable_sort(
            found.begin(), found.end(),
            [](const Continuation &a, const Continuation &b) { return a.score > b.score; });
        if (found.size() > 2 * m_width)
            found.resize(2 * m_width);
        return found;
    }

    void end(Sentence &sentence, std::size_t beam, double score)
    {
        if (sentence.ended.size() == m_width)
            return;
        std::vector<std::int32_t> tokens = sentence.beams[beam].tokens;
        tokens.push_back(endToken);
        const double length = std::pow(static_cast<double>(tokens.size()), m_options.lengthPenalty);
        sentence.ended.push_back({std::move(tokens), score / length});
    }

    void advance(Sentence &sentence, int step, std::size_t first)
    {
        if (step >= sentence.longest) {
            endAll(sentence, first);
            return;
        }
        const std::vector<Continuation> best = continuations(sentence, step, first);
        for (std::size_t i = 0; i < std::min(m_width, best.size()); ++i) {
            if (best[i].token == endToken)
                end(sentence, best[i].beam, best[i].score);
        }
        std::vector<Beam> next;
        for (const Continuation &one : best) {
            if (one.token == endToken || next.size() == m_width)
                continue;
            Beam beam = sentence.beams[one.beam];
            beam.tokens.push_back(one.token);
            beam.score = one.score;
            next.push_back(std::move(beam));
        }
        if (sentence.ended.size() == m_width)
            next.clear();
        sentence.beams = std::move(next);
    }

    void endAll(Sentence &sentence, std::size_t first)
    {
        std::vector<Continuation> ends;
        for (std::size_t beam = 0; beam < sentence.beams.size(); ++beam) {
            const std::size_t row = first + beam;
            const double logProbability = m_nextTokens.logit(row, endToken)
                                          - m_nextTokens.logSum(row);
            ends.push_back({sentence.beams[beam].score + logProbability, beam, endToken});
        }
        std::stable_sort(
            ends.begin(), ends.end(),
            [](const Continuation &a, const Continuation &b) { return a.score > b.score; });
        for (const Continuation &one : ends)
            end(sentence, one.beam, one.score);
        sentence.beams.clear();
    }

    const BeamOptions &m_options;
    NextTokens &m_nextTokens;
    std::size_t m_width;
    std::vector<const TokenPair *> m_batch;
    IncrementalDecoder m_decoder;
    std::vector<Sentence> m_sentences;
};

Result<void> checkOptions(const BeamOptions &options)
{
    if (options.beam < 1 || options.beam > 1000)
        return failure(ErrorCode::InvalidInput, "A beam of " + std::to_string(options.beam)
                                                    + " is not possible; choose 1 to 1000.");
    if (options.maxLengthA < 0.0 || options.maxLengthB < 1 || options.maxSentences < 1
        || options.minLength < 0)
        return failure(
            ErrorCode::InvalidInput,
            "A beam search needs a longest length of at least one token and batches of at "
            "least one sentence.");
    return {};
}

} // namespace

Result<std::vector<Hypotheses>> generate(const SupernetWeights &weights,
                                         std::span<const TokenPair> pairs,
                                         const Architecture &architecture,
                                         const BeamOptions &options, Job &job,
                                         const HypothesesListener &listener)
{
    for (const Result<void> &fine :
         {checkOptions(options), checkSubnet(weights.shape, architecture),
          checkTokens(weights.shape, pairs, false)}) {
        if (!fine)
            return tl::make_unexpected(fine.error());
    }
    std::vector<std::size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pairs[a].source.size() < pairs[b].source.size();
    });
    Forward forward(weights, options.kernel, true);
    const SubnetView view = subnetView(weights, architecture);
    // Enough for 2 * beam of them after the padding and the end have been left out.
    const std::int64_t kept = std::min<std::int64_t>(2 * std::int64_t{options.beam} + 2,
                                                     weights.output.rows);
    NextTokens nextTokens(forward, static_cast<int>(kept), options.roundsUnlikelyTokens);
    std::vector<Hypotheses> all(pairs.size());
    const auto batchSize = static_cast<std::size_t>(options.maxSentences);
    for (std::size_t first = 0; first < order.size(); first += batchSize) {
        const std::size_t count = std::min(batchSize, order.size() - first);
        BatchSearch search(forward, nextTokens, view, pairs, {order.data() + first, count},
                           options);
        if (!search.run(job))
            return cancelled();
        for (Sentence &sentence : search.sentences()) {
            std::stable_sort(
                sentence.ended.begin(), sentence.ended.end(),
                [](const Hypothesis &a, const Hypothesis &b) { return a.score > b.score; });
            if (listener)
                listener(sentence.pair, sentence.ended);
            all[sentence.pair] = std::move(sentence.ended);
        }
        job.report({static_cast<std::int64_t>(first + count),
                    static_cast<std::int64_t>(pairs.size()),
                    "sentences",
                    "Translating",
                    {}});
    }
    return all;
}

} // namespace auspex
