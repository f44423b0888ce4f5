// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/validation_blocks.h"

#include <algorithm>

namespace auspex {

namespace {

void add(ValidationBlock &block, std::size_t index, const TokenPair &pair, std::size_t sourceRows,
         std::size_t targetRows)
{
    block.pairs.push_back(index);
    block.source.add(static_cast<int>(pair.source.size()), static_cast<int>(sourceRows));
    block.target.add(static_cast<int>(pair.target.size()), static_cast<int>(targetRows));
    block.targets.insert(block.targets.end(), pair.target.begin(), pair.target.end());
    block.targets.resize(static_cast<std::size_t>(block.target.rows), -1);
}

std::vector<ValidationBlock> paddedBlocks(std::span<const TokenPair> pairs)
{
    BatchLimits limits;
    limits.maxPositions = std::numeric_limits<int>::max();
    std::vector<ValidationBlock> blocks;
    for (const std::vector<std::size_t> &batch : hatBatches(pairs, limits)) {
        std::size_t source = 0;
        std::size_t target = 0;
        for (const std::size_t index : batch) {
            source = std::max(source, pairs[index].source.size());
            target = std::max(target, pairs[index].target.size());
        }
        ValidationBlock &block = blocks.emplace_back();
        for (const std::size_t index : batch)
            add(block, index, pairs[index], source, target);
    }
    return blocks;
}

} // namespace

std::vector<ValidationBlock> validationBlocks(std::span<const TokenPair> pairs, int maxTokens,
                                              bool pads)
{
    if (pads)
        return paddedBlocks(pairs);
    std::vector<ValidationBlock> blocks;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto source = static_cast<std::int64_t>(pairs[i].source.size());
        const auto target = static_cast<std::int64_t>(pairs[i].target.size());
        if (blocks.empty()
            || std::max(blocks.back().source.rows + source, blocks.back().target.rows + target)
                   > maxTokens)
            blocks.emplace_back();
        add(blocks.back(), i, pairs[i], pairs[i].source.size(), pairs[i].target.size());
    }
    return blocks;
}

} // namespace auspex
