// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/random_supernet.h"

#include <cmath>

#include "core/base/random.h"
#include "core/inference/supernet_weights.h"

namespace auspex::test {

TensorFile randomWeights(const SupernetShape &shape, std::uint64_t seed)
{
    TensorFile file;
    std::uint64_t index = 0;
    for (const auto &[name, size] : supernetTensors(shape)) {
        Random random(seed, "weights", index++);
        std::int64_t count = 1;
        for (const std::int64_t dimension : size)
            count *= dimension;
        const bool isNormWeight = name.ends_with("layer_norm.weight");
        const double bound = size.size() == 2
                                 ? std::sqrt(6.0 / static_cast<double>(size[0] + size[1]))
                                 : 0.1;
        std::vector<float> values(static_cast<std::size_t>(count));
        for (float &value : values)
            value = static_cast<float>((isNormWeight ? 1.0 : 0.0)
                                       + bound * (2.0 * random.unit() - 1.0));
        file.tensors.emplace(name, floatTensor(size, std::move(values)));
    }
    return file;
}

std::vector<TokenPair> randomPairs(const SupernetShape &shape, std::size_t count, int meanLength,
                                   std::uint64_t seed)
{
    Random random(seed, "pairs");
    const auto sentence = [&](int vocabulary) {
        const auto spread = static_cast<std::uint64_t>(2 * (meanLength / 4 * 3) + 1);
        const int length = meanLength - meanLength / 4 * 3 + static_cast<int>(random.below(spread));
        std::vector<std::int32_t> tokens;
        for (int i = 1; i < length; ++i)
            tokens.push_back(4
                             + static_cast<std::int32_t>(
                                 random.below(static_cast<std::uint64_t>(vocabulary - 4))));
        tokens.push_back(endToken);
        return tokens;
    };
    std::vector<TokenPair> pairs(count);
    for (TokenPair &pair : pairs)
        pair = {sentence(shape.sourceVocabulary), sentence(shape.targetVocabulary)};
    return pairs;
}

namespace {

SearchSpace smallSpace()
{
    SearchSpace space = *builtInSpace("wmt14ende");
    for (auto *dims : {&space.encoderEmbedDims, &space.decoderEmbedDims})
        *dims = {64, 48};
    for (auto *dims : {&space.encoderFfnDims, &space.decoderFfnDims})
        *dims = {96, 64, 40};
    space.superEncoderEmbedDim = space.superDecoderEmbedDim = 64;
    space.superEncoderFfnDim = space.superDecoderFfnDim = 96;
    space.qkvDim = 128;
    return space;
}

} // namespace

SupernetWeights smallSupernet(Mixture mixture)
{
    SupernetShape shape = supernetShape(smallSpace(), smallVocabulary, smallVocabulary, mixture);
    shape.routerHiddenDim = 16;
    return *supernetWeights(shape, randomWeights(shape, 7), "test");
}

std::vector<Architecture> smallSubnets(std::size_t count)
{
    const SearchSpace space = smallSpace();
    Random random(3, "samples");
    std::vector<Architecture> architectures;
    while (architectures.size() < count)
        architectures.push_back(sampleArchitecture(space, random));
    return architectures;
}

} // namespace auspex::test
