// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/tensors/numpy_random.h"
#include "core/tensors/token_batch.h"

namespace auspex {

namespace {

std::size_t longerSide(const TokenPair &pair)
{
    return std::max(pair.source.size(), pair.target.size());
}

/// fairseq's rule, greedy over the sorted sentences: a batch that the next sentence would overfill
/// is closed at the largest multiple, and what is beyond stays for the next one.
class BatchPacker {
public:
    BatchPacker(std::span<const TokenPair> pairs, const BatchLimits &limits)
        : m_pairs(pairs)
        , m_limits(limits)
    {
    }

    void add(std::size_t index)
    {
        const std::size_t length = longerSide(m_pairs[index]);
        m_longest = std::max(m_longest, length);
        const auto most = static_cast<std::size_t>(m_limits.maxTokens);
        const bool alone = length > most; // fairseq stops here; we score it by itself
        if (alone && !m_open.empty())
            close(m_open.size());
        else if (isFull(most))
            close(closedSize());
        m_open.push_back(index);
        m_longest = std::max(m_longest, length);
        if (alone)
            close(1);
    }

    std::vector<std::vector<std::size_t>> finish()
    {
        if (!m_open.empty())
            close(m_open.size());
        return std::move(m_batches);
    }

private:
    bool isFull(std::size_t mostTokens) const
    {
        if (m_open.empty())
            return false;
        return (m_limits.maxSentences > 0
                && m_open.size() == static_cast<std::size_t>(m_limits.maxSentences))
               || (m_open.size() + 1) * m_longest > mostTokens;
    }

    std::size_t closedSize() const
    {
        const auto multiple = static_cast<std::size_t>(std::max(1, m_limits.multiple));
        const std::size_t rest = m_open.size() % multiple;
        return std::max(m_open.size() - rest, rest);
    }

    void close(std::size_t count)
    {
        const auto end = m_open.begin() + static_cast<std::ptrdiff_t>(count);
        m_batches.emplace_back(m_open.begin(), end);
        m_open.erase(m_open.begin(), end);
        m_longest = 0;
        for (const std::size_t index : m_open)
            m_longest = std::max(m_longest, longerSide(m_pairs[index]));
    }

    std::span<const TokenPair> m_pairs;
    const BatchLimits &m_limits;
    std::vector<std::size_t> m_open;
    std::size_t m_longest = 0; ///< of the open batch and the sentence that comes
    std::vector<std::vector<std::size_t>> m_batches;
};

} // namespace

std::vector<std::vector<std::size_t>> hatBatches(std::span<const TokenPair> pairs,
                                                 const BatchLimits &limits, std::uint32_t seed)
{
    std::vector<std::size_t> order = numpyPermutation(pairs.size(), seed);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pairs[a].target.size() < pairs[b].target.size();
    });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return pairs[a].source.size() < pairs[b].source.size();
    });
    BatchPacker packer(pairs, limits);
    for (const std::size_t index : order) {
        if (longerSide(pairs[index]) <= static_cast<std::size_t>(limits.maxPositions))
            packer.add(index);
    }
    return packer.finish();
}

std::vector<std::size_t> hatEpochOrder(std::size_t batches, std::uint32_t seed, int epoch)
{
    return numpyPermutation(batches, seed + static_cast<std::uint32_t>(epoch));
}

} // namespace auspex
