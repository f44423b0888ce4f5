// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/arch/architecture.h"
#include "core/base/random.h"
#include "core/base/result.h"

namespace auspex {

/// What HAT calls a supertransformer: the sizes of the supernet, and the choices that its subnets
/// have. The order of every list of choices is part of the space: sampling that agrees with HAT's
/// draws by position, and the published spaces list the largest first.
struct SearchSpace {
    std::string name;  ///< "wmt14ende": what a command line names
    std::string title; ///< "WMT'14 English-German": what people read

    std::vector<int> encoderEmbedDims;
    std::vector<int> decoderEmbedDims;
    std::vector<int> encoderLayerCounts;
    std::vector<int> decoderLayerCounts;
    std::vector<int> encoderFfnDims;
    std::vector<int> decoderFfnDims;
    std::vector<int> encoderSelfHeads;
    std::vector<int> decoderSelfHeads;
    std::vector<int> decoderCrossHeads;
    std::vector<int> arbitraryAttention; ///< of -1, 1, 2

    int qkvDim = 512; ///< width of queries, keys and values, the same in every subnet
    int superEncoderEmbedDim = 0;
    int superDecoderEmbedDim = 0;
    int superEncoderFfnDim = 0;
    int superDecoderFfnDim = 0;
    int superEncoderLayers = 0;
    int superDecoderLayers = 0;
    int superEncoderHeads = 0;
    int superDecoderHeads = 0;
    bool sharedEmbeddings = true;

    int sentenceLength = 30;       ///< tokens of the dummy sentence that FLOPs are counted on
    std::optional<int> vocabulary; ///< target vocabulary size of the task, where it is known

    bool operator==(const SearchSpace &) const = default;
};

/// The WMT spaces of the paper, HAT's IWSLT space, HAT's wider latency spaces, and the demo space.
const std::vector<SearchSpace> &builtInSpaces();

/// By name; dots, dashes and case do not matter ("wmt14.en-de" is "wmt14ende").
std::optional<SearchSpace> builtInSpace(std::string_view name);

/// A built-in space by name, or a HAT supertransformer YAML by its file name. The error lists the
/// built-in names.
Result<SearchSpace> findSpace(const std::string &nameOrFile);

/// Fails, naming what is wrong, unless every list has a choice, all sizes are positive and within
/// core/arch/limits.h, heads divide the width of queries, and no choice exceeds the supernet.
Result<void> checkSpace(const SearchSpace &space);

/// Fails, naming the first value that is not among the choices, unless the subnet is in the space.
Result<void> checkMember(const SearchSpace &space, const Architecture &architecture);

/// Each choice is drawn uniformly on its own, as HAT draws: decoder depths are equally likely, so a
/// single deep network is less likely than a single shallow one.
Architecture sampleArchitecture(const SearchSpace &space, Random &random);

/// All maxima with attention value 1 in every layer, and all minima with the same (HAT's
/// "largest_arbitrary1" and "smallest_arbitrary1"); where a space has no value 1, its first choice.
Architecture largestArchitecture(const SearchSpace &space);
Architecture smallestArchitecture(const SearchSpace &space);

} // namespace auspex
