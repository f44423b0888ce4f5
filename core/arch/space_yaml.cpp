// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/space_yaml.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/arch/yaml.h"
#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex {

namespace {

struct ChoiceKey {
    const char *key;
    std::vector<int> SearchSpace::*choices;
};

constexpr int choiceKeyCount = 10;

const std::array<ChoiceKey, choiceKeyCount> &choiceKeys()
{
    static const std::array<ChoiceKey, choiceKeyCount> keys = {{
        {"encoder-embed-choice", &SearchSpace::encoderEmbedDims},
        {"decoder-embed-choice", &SearchSpace::decoderEmbedDims},
        {"encoder-ffn-embed-dim-choice", &SearchSpace::encoderFfnDims},
        {"decoder-ffn-embed-dim-choice", &SearchSpace::decoderFfnDims},
        {"encoder-layer-num-choice", &SearchSpace::encoderLayerCounts},
        {"decoder-layer-num-choice", &SearchSpace::decoderLayerCounts},
        {"encoder-self-attention-heads-choice", &SearchSpace::encoderSelfHeads},
        {"decoder-self-attention-heads-choice", &SearchSpace::decoderSelfHeads},
        {"decoder-ende-attention-heads-choice", &SearchSpace::decoderCrossHeads},
        {"decoder-arbitrary-ende-attn-choice", &SearchSpace::arbitraryAttention},
    }};
    return keys;
}

struct SizeKey {
    const char *key;
    int SearchSpace::*size;
    std::vector<int> SearchSpace::*choices; ///< whose largest is the default; null: 512
};

const std::array<SizeKey, 9> &sizeKeys()
{
    static const std::array<SizeKey, 9> keys = {{
        {"encoder-embed-dim", &SearchSpace::superEncoderEmbedDim, &SearchSpace::encoderEmbedDims},
        {"decoder-embed-dim", &SearchSpace::superDecoderEmbedDim, &SearchSpace::decoderEmbedDims},
        {"encoder-ffn-embed-dim", &SearchSpace::superEncoderFfnDim, &SearchSpace::encoderFfnDims},
        {"decoder-ffn-embed-dim", &SearchSpace::superDecoderFfnDim, &SearchSpace::decoderFfnDims},
        {"encoder-layers", &SearchSpace::superEncoderLayers, &SearchSpace::encoderLayerCounts},
        {"decoder-layers", &SearchSpace::superDecoderLayers, &SearchSpace::decoderLayerCounts},
        {"encoder-attention-heads", &SearchSpace::superEncoderHeads,
         &SearchSpace::encoderSelfHeads},
        {"decoder-attention-heads", &SearchSpace::superDecoderHeads,
         &SearchSpace::decoderSelfHeads},
        {"qkv-dim", &SearchSpace::qkvDim, nullptr},
    }};
    return keys;
}

std::string listText(const std::vector<int> &values)
{
    std::vector<std::string> parts;
    for (const int value : values)
        parts.push_back(std::to_string(value));
    return '[' + join(parts, ", ") + ']';
}

} // namespace

Result<SearchSpace> parseSpaceYaml(std::string_view text, const std::string &source)
{
    Result<std::vector<YamlEntry>> entries = parseFlatYaml(text, source);
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::map<std::string_view, const YamlEntry *> byKey;
    for (const YamlEntry &entry : *entries)
        byKey[entry.key] = &entry;

    SearchSpace space;
    space.name = std::filesystem::path(source).stem().string();
    space.title = space.name;
    for (const ChoiceKey &choice : choiceKeys()) {
        const auto found = byKey.find(choice.key);
        if (found == byKey.end())
            return failure(ErrorCode::InvalidInput,
                           source + " is not a search space: it has no " + choice.key + '.');
        const Result<std::vector<int>> values = yamlIntegers(*found->second, source);
        if (!values)
            return tl::make_unexpected(values.error());
        space.*choice.choices = *values;
    }
    for (const SizeKey &size : sizeKeys()) {
        if (const auto found = byKey.find(size.key); found != byKey.end()) {
            const Result<std::vector<int>> values = yamlIntegers(*found->second, source);
            if (!values)
                return tl::make_unexpected(values.error());
            space.*size.size = values->front();
        } else if (size.choices) {
            const std::vector<int> &choices = space.*size.choices;
            space.*size.size = *std::max_element(choices.begin(), choices.end());
        }
    }
    if (const auto shared = byKey.find("share-all-embeddings"); shared != byKey.end())
        space.sharedEmbeddings = shared->second->values == std::vector<std::string>{"True"}
                                 || shared->second->values == std::vector<std::string>{"true"};
    else
        space.sharedEmbeddings = false;
    if (const auto arch = byKey.find("arch");
        arch != byKey.end() && !arch->second->values.empty()
        && arch->second->values.front().find("iwslt") != std::string::npos)
        space.sentenceLength = 23;
    if (Result<void> fine = checkSpace(space); !fine)
        return tl::make_unexpected(fine.error());
    return space;
}

Result<SearchSpace> readSpaceYaml(const std::filesystem::path &file)
{
    const Result<std::string> text = readFile(file, 1 << 20);
    if (!text)
        return tl::make_unexpected(text.error());
    return parseSpaceYaml(*text, file.string());
}

std::string spaceYaml(const SearchSpace &space)
{
    std::string text;
    if (space.sharedEmbeddings)
        text += "share-all-embeddings: True\n";
    for (const SizeKey &size : sizeKeys())
        text += std::string(size.key) + ": " + std::to_string(space.*size.size) + '\n';
    for (const ChoiceKey &choice : choiceKeys())
        text += std::string(choice.key) + ": " + listText(space.*choice.choices) + '\n';
    return text;
}

} // namespace auspex
