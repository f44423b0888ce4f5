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

/// Beam search with one subnet after another: they share the packed weights.
class Generation {
public:
    Generation(const SupernetWeights &weights, std::span<const TokenPair> pairs,
               std::span<const Architecture> architectures, const BeamOptions &options, Job &job)
        : m_pairs(pairs)
        , m_architectures(architectures)
        , m_options(options)
        , m_job(job)
        , m_forward(weights, options.kernel, true)
        , m_nextTokens(m_forward, keptTokens(weights, options), options.roundsUnlikelyTokens)
        , m_order(pairs.size())
    {
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
            return pairs[a].source.size() < pairs[b].source.size();
        });
    }

    Result<std::vector<std::vector<Hypotheses>>> run(const HypothesesListener &listener)
    {
        std::vector<std::vector<Hypotheses>> all;
        for (std::size_t subnet = 0; subnet < m_architectures.size(); ++subnet) {
            all.emplace_back(m_pairs.size());
            if (!runSubnet(subnet, all.back(), listener))
                return cancelled();
        }
        report(m_architectures.size(), 0);
        return all;
    }

private:
    /// Enough for 2 * beam of them after the padding and the end have been left out.
    static int keptTokens(const SupernetWeights &weights, const BeamOptions &options)
    {
        return static_cast<int>(
            std::min<std::int64_t>(2 * std::int64_t{options.beam} + 2, weights.output.rows));
    }

    bool runSubnet(std::size_t subnet, std::vector<Hypotheses> &all,
                   const HypothesesListener &listener)
    {
        const SubnetView view = subnetView(m_forward.weights(), m_architectures[subnet]);
        const auto batchSize = static_cast<std::size_t>(m_options.maxSentences);
        for (std::size_t first = 0; first < m_order.size(); first += batchSize) {
            report(subnet, first);
            const std::size_t count = std::min(batchSize, m_order.size() - first);
            BatchSearch search(m_forward, m_nextTokens, view, m_pairs,
                               {m_order.data() + first, count}, m_options);
            if (!search.run(m_job))
                return false;
            for (Sentence &sentence : search.sentences()) {
                std::stable_sort(
                    sentence.ended.begin(), sentence.ended.end(),
                    [](const Hypothesis &a, const Hypothesis &b) { return a.score > b.score; });
                if (listener)
                    listener(subnet, sentence.pair, sentence.ended);
                all[sentence.pair] = std::move(sentence.ended);
            }
        }
        return true;
    }

    void report(std::size_t subnet, std::size_t sentences)
    {
        const std::size_t subnets = m_architectures.size();
        std::string message = "Translating";
        if (subnets > 1)
            message += " with subnet " + std::to_string(std::min(subnet + 1, subnets)) + " of "
                       + std::to_string(subnets);
        m_job.report({static_cast<std::int64_t>(subnet * m_pairs.size() + sentences),
                      static_cast<std::int64_t>(subnets * m_pairs.size()),
                      "sentences",
                      std::move(message),
                      {}});
    }

    std::span<const TokenPair> m_pairs;
    std::span<const Architecture> m_architectures;
    const BeamOptions &m_options;
    Job &m_job;
    Forward m_forward;
    NextTokens m_nextTokens;
    std::vector<std::size_t> m_order; ///< the pairs, by length
};

} // namespace

Result<std::vector<std::vector<Hypotheses>>> generate(const SupernetWeights &weights,
                                                      std::span<const TokenPair> pairs,
                                                      std::span<const Architecture> architectures,
                                                      const BeamOptions &options, Job &job,
                                                      const HypothesesListener &listener)
{
    Result<void> fine = checkOptions(options);
    for (std::size_t i = 0; fine && i < architectures.size(); ++i)
        fine = checkSubnet(weights.shape, architectures[i]);
    if (fine)
        fine = checkTokens(weights.shape, pairs, false);
    if (!fine)
        return tl::make_unexpected(std::move(fine.error()));
    return Generation(weights, pairs, architectures, options, job).run(listener);
}

Result<std::vector<Hypotheses>> generate(const SupernetWeights &weights,
                                         std::span<const TokenPair> pairs,
                                         const Architecture &architecture,
                                         const BeamOptions &options, Job &job)
{
    return generate(weights, pairs, {&architecture, 1}, options, job)
        .map([](std::vector<std::vector<Hypotheses>> all) { return std::move(all.front()); });
}

} // namespace auspex
