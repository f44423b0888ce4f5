// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/tensors/tensor.h"

namespace auspex {

/// Token ids of every vocabulary (fairseq's convention).
inline constexpr std::int32_t beginToken = 0;
inline constexpr std::int32_t padToken = 1;
inline constexpr std::int32_t endToken = 2;
inline constexpr std::int32_t unknownToken = 3;

/// A sentence and its translation as token ids, each with endToken at its end and without padding.
struct TokenPair {
    std::vector<std::int32_t> source;
    std::vector<std::int32_t> target; ///< empty where only the source is known

    bool operator==(const TokenPair &) const = default;
};

/// What the decoder is fed: the target with its last token (the end) moved to the front.
std::vector<std::int32_t> previousTokens(std::span<const std::int32_t> target);

/// Reads "src_tokens" [batch, length] (padded on the left or the right) and, where it is there,
/// "target" [batch, length] (padded on the right) of a safetensors file, without the padding. A set
/// of sentences of many lengths is stored as one such file. Fails on ids below 0, on padding inside
/// a sentence, on a "prev_output_tokens" that is not the target with its end moved to the front.
Result<std::vector<TokenPair>> readTokenPairs(const std::filesystem::path &file);

/// Writes them in that form: src_tokens padded on the left, prev_output_tokens and target padded on
/// the right, all int64, as HAT's model takes them.
Result<void> writeTokenPairs(const std::filesystem::path &file, std::span<const TokenPair> pairs);

struct BatchLimits {
    int maxTokens = 4096;    ///< sentences times the longest source or target of a batch
    int maxSentences = 0;    ///< 0: no limit
    int multiple = 8;        ///< sentences of a batch, where that is possible
    int maxPositions = 1024; ///< longer pairs are left out
};

/// HAT's batches (spec section 6.4): sentences shuffled once with numpy's generator under the seed,
/// sorted stably by target length and then by source length, packed greedily. Each batch lists
/// indices into the pairs; pairs longer than maxPositions are in none.
std::vector<std::vector<std::size_t>> hatBatches(std::span<const TokenPair> pairs,
                                                 const BatchLimits &limits, std::uint32_t seed = 1);

/// The order of the batches in an epoch: fairseq's shuffle with numpy's generator under
/// seed + epoch (epochs count from 1).
std::vector<std::size_t> hatEpochOrder(std::size_t batches, std::uint32_t seed, int epoch);

} // namespace auspex
