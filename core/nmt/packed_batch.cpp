// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/packed_batch.h"

#include <algorithm>
#include <numeric>

#include <ATen/ops/empty.h>

namespace auspex {

namespace {

void append(PackedSide &side, std::span<const std::int32_t> sentence)
{
    if (side.starts.empty())
        side.starts.push_back(0);
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        side.tokens.push_back(sentence[i]);
        side.positions.push_back(padToken + 1 + static_cast<std::int32_t>(i));
    }
    side.starts.push_back(static_cast<std::int32_t>(side.tokens.size()));
    side.longest = std::max(side.longest, static_cast<std::int64_t>(sentence.size()));
}

template<typename T>
at::Tensor onDevice(const std::vector<T> &values, at::Device device)
{
    at::Tensor tensor = at::empty({static_cast<std::int64_t>(values.size())}, at::kLong);
    std::copy(values.begin(), values.end(), tensor.data_ptr<std::int64_t>());
    return tensor.to(device);
}

PaddingIndices indicesOf(const PackedSide &side, at::Device device)
{
    const auto sentences = static_cast<std::int64_t>(side.starts.size()) - 1;
    std::vector<std::int64_t> gather(static_cast<std::size_t>(sentences * side.longest), 0);
    std::vector<std::int64_t> scatter(side.tokens.size());
    std::vector<std::int64_t> isPadding(gather.size(), 1);
    for (std::int64_t s = 0; s < sentences; ++s) {
        const std::int32_t begin = side.starts[static_cast<std::size_t>(s)];
        const std::int32_t end = side.starts[static_cast<std::size_t>(s) + 1];
        for (std::int32_t row = begin; row < end; ++row) {
            const std::int64_t at = s * side.longest + row - begin;
            gather[static_cast<std::size_t>(at)] = row;
            scatter[static_cast<std::size_t>(row)] = at;
            isPadding[static_cast<std::size_t>(at)] = 0;
        }
    }
    PaddingIndices indices;
    indices.tokens = onDevice(side.tokens, device);
    indices.positions = onDevice(side.positions, device);
    indices.gather = onDevice(gather, device);
    indices.scatter = onDevice(scatter, device);
    indices.isPadding = onDevice(isPadding, device).view({sentences, side.longest}).to(at::kBool);
    return indices;
}

} // namespace

PackedBatch packBatch(std::span<const TokenPair> pairs, std::span<const std::size_t> indices)
{
    PackedBatch batch;
    for (const std::size_t index : indices) {
        const TokenPair &pair = pairs[index];
        append(batch.source, pair.source);
        append(batch.target, previousTokens(pair.target));
        batch.wanted.insert(batch.wanted.end(), pair.target.begin(), pair.target.end());
        ++batch.sentences;
    }
    return batch;
}

PackedBatch packBatch(std::span<const TokenPair> pairs)
{
    std::vector<std::size_t> indices(pairs.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return packBatch(pairs, indices);
}

void addPaddingIndices(PackedBatch &batch, at::Device device)
{
    if (batch.isPadded)
        return;
    batch.sourceIndices = indicesOf(batch.source, device);
    batch.targetIndices = indicesOf(batch.target, device);
    batch.wantedTensor = onDevice(batch.wanted, device);
    batch.isPadded = true;
}

} // namespace auspex
