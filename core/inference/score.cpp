// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/score.h"

#include <algorithm>
#include <numeric>

#include "core/inference/output_loss.h"
#include "core/inference/subnet_pass.h"

namespace auspex {

namespace {

/// Candidates that are scored on all blocks before the next ones: their results are known then, so
/// that a long run that is stopped loses little. What the first of a group shares with the last of
/// the one before is computed again.
constexpr std::size_t groupSize = 32;

struct Candidate {
    std::vector<PassStep> steps;
    std::vector<std::size_t> indices; ///< of the architectures that are this one
};

/// The distinct architectures, in the order of their steps.
std::vector<Candidate> candidatesOf(std::span<const Architecture> architectures)
{
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < architectures.size(); ++i)
        candidates.push_back({passSteps(architectures[i]), {i}});
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) { return a.steps < b.steps; });
    std::vector<Candidate> distinct;
    for (Candidate &candidate : candidates) {
        if (!distinct.empty() && distinct.back().steps == candidate.steps)
            distinct.back().indices.push_back(candidate.indices.front());
        else
            distinct.push_back(std::move(candidate));
    }
    return distinct;
}

void addTo(SubnetScore &sum, const SubnetScore &part)
{
    sum.nllSum += part.nllSum;
    sum.labelSmoothedLossSum += part.labelSmoothedLossSum;
    sum.tokens += part.tokens;
}

Result<void> checkAll(const SupernetWeights &weights, std::span<const TokenPair> pairs,
                      std::span<const Architecture> architectures)
{
    for (const Architecture &architecture : architectures) {
        if (Result<void> fine = checkSubnet(weights.shape, architecture); !fine)
            return fine;
    }
    return checkTokens(weights.shape, pairs, true);
}

class Scoring {
public:
    Scoring(const SupernetWeights &weights, std::span<const TokenPair> pairs,
            std::span<const Architecture> architectures, const ScoringOptions &options, Job &job)
        : m_pairs(pairs)
        , m_architectures(architectures)
        , m_options(options)
        , m_job(job)
        , m_forward(weights, options.kernel, options.packsWeights)
        , m_loss(m_forward, options)
        , m_blocks(validationBlocks(pairs, options.maxTokens, !options.leavesOutPadding))
        , m_scores(architectures.size())
    {
    }

    Result<std::vector<SubnetScore>> run(const ScoreListener &listener)
    {
        const std::vector<Candidate> candidates = candidatesOf(m_architectures);
        for (std::size_t first = 0; first < candidates.size(); first += groupSize) {
            const std::size_t count = std::min(groupSize, candidates.size() - first);
            const std::span<const Candidate> group(candidates.data() + first, count);
            for (std::size_t block = 0; block < m_blocks.size(); ++block) {
                const bool isLast = block + 1 == m_blocks.size();
                if (!runGroup(group, m_blocks[block], isLast ? listener : ScoreListener()))
                    return cancelled();
            }
        }
        return m_scores;
    }

private:
    bool runGroup(std::span<const Candidate> group, const ValidationBlock &block,
                  const ScoreListener &listener)
    {
        SubnetPass pass(m_forward, m_pairs, block, m_options.sharesPrefixes);
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (m_job.isCancelled())
                return false;
            const Candidate &candidate = group[i];
            const SubnetView view = subnetView(m_forward.weights(),
                                               m_architectures[candidate.indices.front()]);
            const Rows &states = pass.run(view, candidate.steps,
                                          i + 1 < group.size() ? group[i + 1].steps
                                                               : std::vector<PassStep>());
            const SubnetScore part = m_loss.of(states, block.targets);
            for (const std::size_t index : candidate.indices) {
                addTo(m_scores[index], part);
                if (listener)
                    listener(index, m_scores[index]);
            }
            report(candidate.indices.size());
        }
        return true;
    }

    void report(std::size_t subnets)
    {
        m_done += subnets;
        const auto blocks = static_cast<std::int64_t>(m_blocks.size());
        m_job.report({static_cast<std::int64_t>(m_done) / blocks,
                      static_cast<std::int64_t>(m_architectures.size()),
                      "subnets",
                      "Scoring on " + std::to_string(m_pairs.size()) + " sentences",
                      {}});
    }

    std::span<const TokenPair> m_pairs;
    std::span<const Architecture> m_architectures;
    ScoringOptions m_options;
    Job &m_job;
    Forward m_forward;
    OutputLoss m_loss;
    std::vector<ValidationBlock> m_blocks;
    std::vector<SubnetScore> m_scores;
    std::size_t m_done = 0; ///< subnets times blocks
};

} // namespace

Result<void> checkTokens(const SupernetShape &shape, std::span<const TokenPair> pairs,
                         bool needsTargets)
{
    const auto problem = [](std::size_t sentence, const std::string &what) {
        return failure(ErrorCode::InvalidInput,
                       "Sentence " + std::to_string(sentence + 1) + ' ' + what
                           + "; check that the tokens were made with the supernet's vocabulary.");
    };
    const auto isBeyond = [](const std::vector<std::int32_t> &tokens, int vocabulary) {
        return std::any_of(tokens.begin(), tokens.end(),
                           [&](std::int32_t token) { return token < 0 || token >= vocabulary; });
    };
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].source.empty() || (needsTargets && pairs[i].target.empty()))
            return problem(i, pairs[i].source.empty() ? "has no source" : "has no target");
        if (isBeyond(pairs[i].source, shape.sourceVocabulary))
            return problem(i, "has a source token that is not below the vocabulary's "
                                  + std::to_string(shape.sourceVocabulary));
        if (isBeyond(pairs[i].target, shape.targetVocabulary))
            return problem(i, "has a target token that is not below the vocabulary's "
                                  + std::to_string(shape.targetVocabulary));
    }
    return {};
}

Result<std::vector<SubnetScore>> scoreSubnets(const SupernetWeights &weights,
                                              std::span<const TokenPair> pairs,
                                              std::span<const Architecture> architectures,
                                              const ScoringOptions &options, Job &job,
                                              const ScoreListener &listener)
{
    if (Result<void> fine = checkAll(weights, pairs, architectures); !fine)
        return tl::make_unexpected(fine.error());
    return Scoring(weights, pairs, architectures, options, job).run(listener);
}

Result<Tensor> subnetLogits(const SupernetWeights &weights, std::span<const TokenPair> pairs,
                            const Architecture &architecture, Kernel kernel)
{
    if (Result<void> fine = checkAll(weights, pairs, {&architecture, 1}); !fine)
        return tl::make_unexpected(fine.error());
    std::size_t longest = 0;
    for (const TokenPair &pair : pairs)
        longest = std::max(longest, pair.target.size());
    const auto vocabulary = static_cast<std::size_t>(weights.output.rows);
    std::vector<float> logits(pairs.size() * longest * vocabulary, 0.0F);
    Forward forward(weights, kernel, true);
    const SubnetView view = subnetView(weights, architecture);
    FloatBuffer projected;
    for (const ValidationBlock &block : validationBlocks(pairs, 2048, false)) {
        SubnetPass pass(forward, pairs, block, false);
        const Rows &states = pass.run(view, passSteps(architecture), {});
        projected.resize(states.rows, weights.output.rows);
        forward.linear(
            {{weights.output.data, weights.output.rows, view.decoderWidth, weights.output.stride},
             nullptr},
            states, projected.data());
        for (std::size_t i = 0; i < block.pairs.size(); ++i) {
            const TokenLayout::Sentence &sentence = block.target.sentences[i];
            std::copy_n(projected.data() + sentence.first * weights.output.rows,
                        static_cast<std::size_t>(sentence.length) * vocabulary,
                        logits.data() + block.pairs[i] * longest * vocabulary);
        }
    }
    return floatTensor({static_cast<std::int64_t>(pairs.size()), static_cast<std::int64_t>(longest),
                        weights.output.rows},
                       std::move(logits));
}

} // namespace auspex
