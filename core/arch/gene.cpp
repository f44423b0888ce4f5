// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/gene.h"

#include <algorithm>

namespace auspex {

namespace {

std::size_t asSize(int value)
{
    return static_cast<std::size_t>(value);
}

/// Appends one value of each layer, then the first layer's value until all slots are filled.
template<typename Layer>
void appendLayers(Gene &gene, const std::vector<Layer> &layers, int Layer::*value, int slots)
{
    for (std::size_t i = 0; i < asSize(slots); ++i)
        gene.push_back((i < layers.size() ? layers[i] : layers.front()).*value);
}

template<typename Layer>
void takeLayers(Gene::const_iterator &slot, std::vector<Layer> &layers, int Layer::*value,
                int slots)
{
    for (std::size_t i = 0; i < layers.size(); ++i)
        layers[i].*value = *(slot + static_cast<std::ptrdiff_t>(i));
    slot += slots;
}

} // namespace

std::size_t geneLength(const SearchSpace &space)
{
    return 4 + 2 * asSize(space.superEncoderLayers) + 4 * asSize(space.superDecoderLayers);
}

std::vector<const std::vector<int> *> geneChoices(const SearchSpace &space)
{
    std::vector<const std::vector<int> *> choices;
    const auto add = [&](const std::vector<int> &values, int slots) {
        choices.insert(choices.end(), asSize(slots), &values);
    };
    add(space.encoderEmbedDims, 1);
    add(space.encoderLayerCounts, 1);
    add(space.encoderFfnDims, space.superEncoderLayers);
    add(space.encoderSelfHeads, space.superEncoderLayers);
    add(space.decoderEmbedDims, 1);
    add(space.decoderLayerCounts, 1);
    add(space.decoderFfnDims, space.superDecoderLayers);
    add(space.decoderSelfHeads, space.superDecoderLayers);
    add(space.decoderCrossHeads, space.superDecoderLayers);
    add(space.arbitraryAttention, space.superDecoderLayers);
    return choices;
}

Result<Gene> geneOf(const SearchSpace &space, const Architecture &architecture)
{
    if (Result<void> member = checkMember(space, architecture); !member)
        return tl::make_unexpected(member.error());
    Gene gene;
    gene.reserve(geneLength(space));
    gene.push_back(architecture.encoderEmbedDim);
    gene.push_back(architecture.encoderLayers());
    appendLayers(gene, architecture.encoder, &EncoderLayer::ffnDim, space.superEncoderLayers);
    appendLayers(gene, architecture.encoder, &EncoderLayer::selfHeads, space.superEncoderLayers);
    gene.push_back(architecture.decoderEmbedDim);
    gene.push_back(architecture.decoderLayers());
    const auto &decoder = architecture.decoder;
    appendLayers(gene, decoder, &DecoderLayer::ffnDim, space.superDecoderLayers);
    appendLayers(gene, decoder, &DecoderLayer::selfHeads, space.superDecoderLayers);
    appendLayers(gene, decoder, &DecoderLayer::crossHeads, space.superDecoderLayers);
    appendLayers(gene, decoder, &DecoderLayer::arbitraryAttention, space.superDecoderLayers);
    return gene;
}

Result<Architecture> architectureOf(const SearchSpace &space, const Gene &gene)
{
    const std::vector<const std::vector<int> *> choices = geneChoices(space);
    if (gene.size() != choices.size())
        return failure(ErrorCode::InvalidInput, "The gene has " + std::to_string(gene.size())
                                                    + " numbers, and one of the search space "
                                                    + space.name + " has "
                                                    + std::to_string(choices.size()) + '.');
    for (std::size_t i = 0; i < gene.size(); ++i) {
        const std::vector<int> &offered = *choices[i];
        if (std::find(offered.begin(), offered.end(), gene[i]) == offered.end())
            return failure(ErrorCode::InvalidInput,
                           "Number " + std::to_string(i + 1) + " of the gene is "
                               + std::to_string(gene[i]) + ", which the search space " + space.name
                               + " does not offer there.");
    }
    Architecture architecture;
    auto slot = gene.begin();
    architecture.encoderEmbedDim = *slot++;
    architecture.encoder.resize(asSize(*slot++));
    takeLayers(slot, architecture.encoder, &EncoderLayer::ffnDim, space.superEncoderLayers);
    takeLayers(slot, architecture.encoder, &EncoderLayer::selfHeads, space.superEncoderLayers);
    architecture.decoderEmbedDim = *slot++;
    architecture.decoder.resize(asSize(*slot++));
    auto &decoder = architecture.decoder;
    takeLayers(slot, decoder, &DecoderLayer::ffnDim, space.superDecoderLayers);
    takeLayers(slot, decoder, &DecoderLayer::selfHeads, space.superDecoderLayers);
    takeLayers(slot, decoder, &DecoderLayer::crossHeads, space.superDecoderLayers);
    takeLayers(slot, decoder, &DecoderLayer::arbitraryAttention, space.superDecoderLayers);
    return architecture;
}

Gene sampleGene(const SearchSpace &space, Random &random)
{
    Gene gene;
    for (const std::vector<int> *choices : geneChoices(space))
        gene.push_back(random.choice(*choices));
    return gene;
}

Gene mutated(const SearchSpace &space, const Gene &gene, double probability, Random &random)
{
    Gene child = gene;
    const std::vector<const std::vector<int> *> choices = geneChoices(space);
    for (std::size_t i = 0; i < child.size(); ++i) {
        if (random.unit() < probability)
            child[i] = random.choice(*choices[i]);
    }
    return child;
}

Gene crossedOver(const Gene &first, const Gene &second, Random &random)
{
    Gene child = first;
    for (std::size_t i = 0; i < child.size(); ++i) {
        if (random.unit() >= 0.5)
            child[i] = second[i];
    }
    return child;
}

} // namespace auspex
