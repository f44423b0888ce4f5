// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/search_space.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "core/arch/limits.h"
#include "core/arch/space_yaml.h"
#include "core/base/text.h"

namespace auspex {

namespace {

SearchSpace wmtSpace(std::string name, std::string title, int vocabulary)
{
    SearchSpace space;
    space.name = std::move(name);
    space.title = std::move(title);
    space.encoderEmbedDims = {640, 512};
    space.decoderEmbedDims = {640, 512};
    space.encoderLayerCounts = {6};
    space.decoderLayerCounts = {6, 5, 4, 3, 2, 1};
    space.encoderFfnDims = {3072, 2048, 1024};
    space.decoderFfnDims = {3072, 2048, 1024};
    space.encoderSelfHeads = {8, 4};
    space.decoderSelfHeads = {8, 4};
    space.decoderCrossHeads = {8, 4};
    space.arbitraryAttention = {-1, 1, 2};
    space.superEncoderEmbedDim = 640;
    space.superDecoderEmbedDim = 640;
    space.superEncoderFfnDim = 3072;
    space.superDecoderFfnDim = 3072;
    space.superEncoderLayers = 6;
    space.superDecoderLayers = 6;
    space.superEncoderHeads = 8;
    space.superDecoderHeads = 8;
    space.vocabulary = vocabulary;
    return space;
}

SearchSpace iwsltSpace()
{
    SearchSpace space = wmtSpace("iwslt14deen", "IWSLT'14 German-English", 0);
    space.vocabulary.reset(); // HAT publishes neither the dictionary nor its size
    space.encoderFfnDims = {2048, 1024, 512};
    space.decoderFfnDims = {2048, 1024, 512};
    space.encoderSelfHeads = {4, 2};
    space.decoderSelfHeads = {4, 2};
    space.decoderCrossHeads = {4, 2};
    space.superEncoderFfnDim = 2048;
    space.superDecoderFfnDim = 2048;
    space.superEncoderHeads = 4;
    space.superDecoderHeads = 4;
    space.sharedEmbeddings = false;
    space.sentenceLength = 23;
    return space;
}

/// The space that HAT draws its latency data set from: wider than the one it searches.
SearchSpace latencySpace(SearchSpace space)
{
    space.name += "-latency";
    space.title += ", latency data set";
    space.encoderFfnDims = {3072, 2048, 1024, 512};
    space.decoderFfnDims = {3072, 2048, 1024, 512};
    space.encoderSelfHeads = {8, 4, 2};
    space.decoderSelfHeads = {8, 4, 2};
    space.decoderCrossHeads = {8, 4, 2};
    space.superEncoderFfnDim = 3072;
    space.superDecoderFfnDim = 3072;
    space.superEncoderHeads = 8;
    space.superDecoderHeads = 8;
    return space;
}

/// Small enough to train and search on a laptop.
SearchSpace demoSpace()
{
    SearchSpace space = wmtSpace("demo", "Demo English-German (small)", 2000);
    space.encoderEmbedDims = {128, 64};
    space.decoderEmbedDims = {128, 64};
    space.encoderLayerCounts = {3};
    space.decoderLayerCounts = {3, 2, 1};
    space.encoderFfnDims = {512, 256, 128};
    space.decoderFfnDims = {512, 256, 128};
    space.encoderSelfHeads = {4, 2};
    space.decoderSelfHeads = {4, 2};
    space.decoderCrossHeads = {4, 2};
    space.qkvDim = 128;
    space.superEncoderEmbedDim = 128;
    space.superDecoderEmbedDim = 128;
    space.superEncoderFfnDim = 512;
    space.superDecoderFfnDim = 512;
    space.superEncoderLayers = 3;
    space.superDecoderLayers = 3;
    space.superEncoderHeads = 4;
    space.superDecoderHeads = 4;
    return space;
}

std::string normalisedName(std::string_view name)
{
    std::string normalised;
    for (const char c : name) {
        if (c != '.' && c != '-' && c != '_')
            normalised += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return normalised;
}

struct Choices {
    const std::vector<int> &values;
    int most;
    const char *name;
    int least = 1;
};

std::vector<Choices> allChoices(const SearchSpace &space)
{
    return {
        {space.encoderEmbedDims, space.superEncoderEmbedDim, "encoder embedding dimension"},
        {space.decoderEmbedDims, space.superDecoderEmbedDim, "decoder embedding dimension"},
        {space.encoderLayerCounts, space.superEncoderLayers, "number of encoder layers"},
        {space.decoderLayerCounts, space.superDecoderLayers, "number of decoder layers"},
        {space.encoderFfnDims, space.superEncoderFfnDim, "encoder FFN dimension"},
        {space.decoderFfnDims, space.superDecoderFfnDim, "decoder FFN dimension"},
        {space.encoderSelfHeads, space.qkvDim, "number of encoder self-attention heads"},
        {space.decoderSelfHeads, space.qkvDim, "number of decoder self-attention heads"},
        {space.decoderCrossHeads, space.qkvDim, "number of encoder-decoder attention heads"},
        {space.arbitraryAttention, 2, "arbitrary encoder-decoder attention", -1},
    };
}

bool has(const std::vector<int> &choices, int value)
{
    return std::find(choices.begin(), choices.end(), value) != choices.end();
}

int fixedAttention(const SearchSpace &space)
{
    return has(space.arbitraryAttention, 1) ? 1 : space.arbitraryAttention.front();
}

template<typename Pick>
Architecture uniformExtreme(const SearchSpace &space, Pick pick)
{
    Architecture architecture;
    architecture.encoderEmbedDim = pick(space.encoderEmbedDims);
    architecture.decoderEmbedDim = pick(space.decoderEmbedDims);
    architecture.encoder.assign(static_cast<std::size_t>(pick(space.encoderLayerCounts)),
                                {pick(space.encoderFfnDims), pick(space.encoderSelfHeads)});
    architecture.decoder.assign(static_cast<std::size_t>(pick(space.decoderLayerCounts)),
                                {pick(space.decoderFfnDims), pick(space.decoderSelfHeads),
                                 pick(space.decoderCrossHeads), fixedAttention(space)});
    return architecture;
}

} // namespace

const std::vector<SearchSpace> &builtInSpaces()
{
    static const std::vector<SearchSpace> spaces = [] {
        const SearchSpace enDe14 = wmtSpace("wmt14ende", "WMT'14 English-German", 32768);
        const SearchSpace enFr14 = wmtSpace("wmt14enfr", "WMT'14 English-French", 44512);
        const SearchSpace enDe19 = wmtSpace("wmt19ende", "WMT'19 English-German", 49600);
        return std::vector{enDe14,
                           enFr14,
                           enDe19,
                           iwsltSpace(),
                           latencySpace(enDe14),
                           latencySpace(enFr14),
                           latencySpace(enDe19),
                           latencySpace(iwsltSpace()),
                           demoSpace()};
    }();
    return spaces;
}

std::optional<SearchSpace> builtInSpace(std::string_view name)
{
    const std::string wanted = normalisedName(name);
    for (const SearchSpace &space : builtInSpaces()) {
        if (normalisedName(space.name) == wanted)
            return space;
    }
    return std::nullopt;
}

Result<SearchSpace> findSpace(const std::string &nameOrFile)
{
    if (std::optional<SearchSpace> space = builtInSpace(nameOrFile))
        return *std::move(space);
    std::error_code ignored;
    if (std::filesystem::exists(nameOrFile, ignored))
        return readSpaceYaml(nameOrFile);
    std::vector<std::string> names;
    for (const SearchSpace &space : builtInSpaces())
        names.push_back(space.name);
    return failure(ErrorCode::NotFound,
                   "There is no search space " + quotedForMessage(nameOrFile)
                       + "; use the name of a HAT supertransformer YAML file or one of "
                       + join(names, ", ") + '.');
}

Result<void> checkSpace(const SearchSpace &space)
{
    const auto refused = [&](const std::string &reason) {
        return failure(ErrorCode::InvalidInput, "The search space " + quotedForMessage(space.name)
                                                    + " cannot be used: " + reason);
    };
    for (const int layers : {space.superEncoderLayers, space.superDecoderLayers}) {
        if (layers > mostLayers)
            return refused(std::to_string(layers) + " layers are more than the "
                           + std::to_string(mostLayers) + " that a network may have.");
    }
    for (const int size : {space.superEncoderEmbedDim, space.superDecoderEmbedDim,
                           space.superEncoderFfnDim, space.superDecoderFfnDim, space.qkvDim}) {
        if (size > mostSize)
            return refused("a dimension of " + std::to_string(size) + " is more than the "
                           + std::to_string(mostSize) + " that a network may have.");
    }
    for (const Choices &choices : allChoices(space)) {
        const std::string name = choices.name;
        if (choices.values.empty())
            return refused("it has no choice of the " + name + '.');
        for (const int value : choices.values) {
            if (value < choices.least || value == 0 || value > choices.most)
                return refused("the " + name + " has a choice of " + std::to_string(value)
                               + ", which is not between " + std::to_string(choices.least) + " and "
                               + std::to_string(choices.most) + '.');
        }
    }
    for (const auto *heads :
         {&space.encoderSelfHeads, &space.decoderSelfHeads, &space.decoderCrossHeads}) {
        for (const int value : *heads) {
            if (space.qkvDim % value != 0)
                return refused(std::to_string(value)
                               + " heads do not divide the query dimension of "
                               + std::to_string(space.qkvDim) + '.');
        }
    }
    if (space.sentenceLength < 1)
        return refused("its sentence length is not positive.");
    if (space.vocabulary && *space.vocabulary < 1)
        return refused("its vocabulary size is not positive.");
    return {};
}

Result<void> checkMember(const SearchSpace &space, const Architecture &architecture)
{
    std::string wrong;
    const auto check = [&](const std::vector<int> &choices, int value, const std::string &what) {
        if (!wrong.empty() || has(choices, value))
            return;
        std::vector<std::string> allowed;
        for (const int choice : choices)
            allowed.push_back(std::to_string(choice));
        wrong = "the " + what + " is " + std::to_string(value) + ", and the space has only "
                + join(allowed, ", ");
    };
    check(space.encoderEmbedDims, architecture.encoderEmbedDim, "encoder embedding dimension");
    check(space.decoderEmbedDims, architecture.decoderEmbedDim, "decoder embedding dimension");
    check(space.encoderLayerCounts, architecture.encoderLayers(), "number of encoder layers");
    check(space.decoderLayerCounts, architecture.decoderLayers(), "number of decoder layers");
    for (std::size_t i = 0; i < architecture.encoder.size(); ++i) {
        const std::string of = " of encoder layer " + std::to_string(i + 1);
        check(space.encoderFfnDims, architecture.encoder[i].ffnDim, "FFN dimension" + of);
        check(space.encoderSelfHeads, architecture.encoder[i].selfHeads,
              "number of self-attention heads" + of);
    }
    for (std::size_t i = 0; i < architecture.decoder.size(); ++i) {
        const DecoderLayer &layer = architecture.decoder[i];
        const std::string of = " of decoder layer " + std::to_string(i + 1);
        check(space.decoderFfnDims, layer.ffnDim, "FFN dimension" + of);
        check(space.decoderSelfHeads, layer.selfHeads, "number of self-attention heads" + of);
        check(space.decoderCrossHeads, layer.crossHeads,
              "number of encoder-decoder attention heads" + of);
        check(space.arbitraryAttention, layer.arbitraryAttention,
              "arbitrary encoder-decoder attention" + of);
    }
    if (wrong.empty())
        return {};
    return failure(ErrorCode::InvalidInput, "The architecture is not in the search space "
                                                + space.name + ": " + wrong + '.');
}

Architecture sampleArchitecture(const SearchSpace &space, Random &random)
{
    Architecture architecture;
    architecture.encoderEmbedDim = random.choice(space.encoderEmbedDims);
    architecture.decoderEmbedDim = random.choice(space.decoderEmbedDims);
    architecture.encoder.resize(static_cast<std::size_t>(random.choice(space.encoderLayerCounts)));
    architecture.decoder.resize(static_cast<std::size_t>(random.choice(space.decoderLayerCounts)));
    for (EncoderLayer &layer : architecture.encoder) {
        layer.ffnDim = random.choice(space.encoderFfnDims);
        layer.selfHeads = random.choice(space.encoderSelfHeads);
    }
    for (DecoderLayer &layer : architecture.decoder) {
        layer.ffnDim = random.choice(space.decoderFfnDims);
        layer.selfHeads = random.choice(space.decoderSelfHeads);
        layer.crossHeads = random.choice(space.decoderCrossHeads);
        layer.arbitraryAttention = random.choice(space.arbitraryAttention);
    }
    return architecture;
}

Architecture largestArchitecture(const SearchSpace &space)
{
    return uniformExtreme(space, [](const std::vector<int> &choices) {
        return *std::max_element(choices.begin(), choices.end());
    });
}

Architecture smallestArchitecture(const SearchSpace &space)
{
    return uniformExtreme(space, [](const std::vector<int> &choices) {
        return *std::min_element(choices.begin(), choices.end());
    });
}

} // namespace auspex
