// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace auspex {

/// What both kinds of BLEU are made of: counted n-grams of n = 1..4. Index n - 1 of every array.

inline constexpr int bleuOrder = 4;

/// Numbers tokens from 1 upwards as they come; equal texts have equal numbers.
class TokenNumbers {
public:
    std::uint32_t number(std::string_view token);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_numbers;
};

/// Token numbers, zero behind the last one of an n-gram shorter than 4.
using Ngram = std::array<std::uint32_t, bleuOrder>;
using NgramCounts = std::map<Ngram, std::int64_t>;

NgramCounts countNgrams(std::span<const std::uint32_t> tokens);

/// A segment's share in a corpus score: all of it adds up.
struct BleuStatistics {
    std::array<std::int64_t, bleuOrder> matches{}; ///< clipped to the reference's counts
    std::array<std::int64_t, bleuOrder> totals{};  ///< n-grams of the hypothesis
    std::int64_t hypothesisLength = 0;             ///< in tokens
    std::int64_t referenceLength = 0;

    BleuStatistics &operator+=(const BleuStatistics &other);
    bool operator==(const BleuStatistics &) const = default;
};

/// Counts, and the hypothesis' length; the reference's length is left at 0.
BleuStatistics matchNgrams(std::span<const std::uint32_t> hypothesis, const NgramCounts &allowed);

/// 1 where the hypothesis is at least as long as the reference, exp(1 - reference / hypothesis)
/// where it is shorter, 0 where it is empty and the reference is not.
double brevityPenalty(const BleuStatistics &statistics);

} // namespace auspex
