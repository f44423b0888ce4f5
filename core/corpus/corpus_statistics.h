// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/corpus/corpus.h"

namespace auspex {

/// Of one language in one split. Tokens are counted without the end token.
struct SideStatistics {
    std::int64_t tokens = 0;
    std::int64_t types = 0;            ///< different tokens, the unknown one apart
    std::int64_t unknown = 0;          ///< tokens that the dictionary does not have
    std::int64_t longest = 0;          ///< tokens of the longest sentence
    std::vector<std::int64_t> lengths; ///< [n]: how many sentences have n tokens

    double unknownRate() const; ///< of the tokens, 0 to 1; 0 where there are none
    double meanLength() const;
    std::int64_t lengthQuantile(double share) const; ///< the least n that this share is not above

    /// Sentences whose lengths are within `width` each: [0, width), [width, 2 width) ...
    std::vector<std::int64_t> histogram(std::size_t width) const;
};

struct SplitStatistics {
    std::string name;
    std::int64_t sentences = 0;
    std::int64_t leftOut = 0;
    SideStatistics source;
    SideStatistics target;
};

/// Of pairs in memory; the sizes are those of the dictionaries.
SplitStatistics statisticsOf(std::span<const TokenPair> pairs, std::size_t sourceVocabulary,
                             std::size_t targetVocabulary);

/// Of every split, reading one file of tokens at a time.
Result<std::vector<SplitStatistics>> corpusStatistics(const Corpus &corpus, Job &job);

} // namespace auspex
