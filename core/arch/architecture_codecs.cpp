// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/architecture_codecs.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/arch/json_lines.h"
#include "core/arch/limits.h"
#include "core/arch/tfs_eval.h"
#include "core/arch/yaml.h"
#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex {

const std::array<std::string_view, 10> subTransformerKeys = {
    "encoder-embed-dim-subtransformer",
    "encoder-layer-num-subtransformer",
    "encoder-ffn-embed-dim-all-subtransformer",
    "encoder-self-attention-heads-all-subtransformer",
    "decoder-embed-dim-subtransformer",
    "decoder-layer-num-subtransformer",
    "decoder-ffn-embed-dim-all-subtransformer",
    "decoder-self-attention-heads-all-subtransformer",
    "decoder-ende-attention-heads-all-subtransformer",
    "decoder-arbitrary-ende-attn-all-subtransformer",
};

namespace {

enum Key {
    EncoderEmbed,
    EncoderLayers,
    EncoderFfn,
    EncoderHeads,
    DecoderEmbed,
    DecoderLayers,
    DecoderFfn,
    DecoderSelf,
    DecoderCross,
    DecoderAttention,
};

/// The same ten in the configuration objects that HAT's model takes.
constexpr std::array<std::string_view, 10> configurationKeys = {
    "encoder_embed_dim",
    "encoder_layer_num",
    "encoder_ffn_embed_dim",
    "encoder_self_attention_heads",
    "decoder_embed_dim",
    "decoder_layer_num",
    "decoder_ffn_embed_dim",
    "decoder_self_attention_heads",
    "decoder_ende_attention_heads",
    "decoder_arbitrary_ende_attn",
};

bool isScalar(std::size_t key)
{
    return key == EncoderEmbed || key == EncoderLayers || key == DecoderEmbed
           || key == DecoderLayers;
}

/// Only decoder lists may go beyond the layers, as HAT's samplers leave them.
std::optional<std::string> keyProblem(const KeyValues &values, std::size_t key)
{
    const std::string name(subTransformerKeys[key]);
    const std::vector<int> &numbers = values[key];
    if (numbers.empty())
        return name + " is missing";
    if (isScalar(key) && numbers.size() != 1)
        return name + " has " + std::to_string(numbers.size()) + " values where one is needed";
    if (!isScalar(key)) {
        const Key layersKey = key < DecoderEmbed ? EncoderLayers : DecoderLayers;
        const auto layers = static_cast<std::size_t>(values[layersKey].front());
        if (numbers.size() < layers)
            return name + " has " + std::to_string(numbers.size()) + " values for "
                   + std::to_string(layers) + " layers";
    }
    const bool isLayers = key == EncoderLayers || key == DecoderLayers;
    for (const int number : numbers) {
        const bool fine = key == DecoderAttention
                              ? number == -1 || number == 1 || number == 2
                              : number >= 1 && number <= (isLayers ? mostLayers : mostSize);
        if (!fine)
            return name + " has a value of " + std::to_string(number) + ", which cannot be";
    }
    return std::nullopt;
}

std::optional<std::size_t> keyIndex(std::string_view name)
{
    const auto found = std::find(subTransformerKeys.begin(), subTransformerKeys.end(), name);
    if (found == subTransformerKeys.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - subTransformerKeys.begin());
}

std::string valueText(const std::vector<int> &values, bool scalar)
{
    if (scalar)
        return std::to_string(values.front());
    std::vector<std::string> parts;
    for (const int value : values)
        parts.push_back(std::to_string(value));
    return '[' + join(parts, ", ") + ']';
}

/// One ArchitectureRecord for each architecture object of a JSON document that is not lines.
void readCases(const nlohmann::json &document, const std::string &source, ArchitectureFile &file)
{
    const nlohmann::json &cases = document.is_array() ? document : document.at("cases");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string place = source + ", entry " + std::to_string(i + 1);
        Result<TfsRecord> record = recordOfJson(cases[i]);
        if (record)
            file.records.push_back({*std::move(record), source + '#' + std::to_string(i + 1)});
        else
            file.problems.push_back({place, 0, record.error().message});
    }
}

bool looksLikeDocument(const nlohmann::json &document)
{
    return (document.is_array() && !document.empty())
           || (document.is_object() && document.contains("cases") && document["cases"].is_array());
}

Result<ArchitectureFile> parseJsonArchitectures(std::string_view text, const std::string &source)
{
    ArchitectureFile file;
    // Pretty-printed documents span lines; everything else is one object a line.
    if (isShallowJson(text)) {
        const nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
        if (!document.is_discarded() && looksLikeDocument(document)) {
            readCases(document, source, file);
            return file;
        }
        if (document.is_object() && text.find('\n') < text.size() - 1) {
            if (Result<TfsRecord> record = recordOfJson(document)) {
                file.records.push_back({*std::move(record), source + ":1"});
                return file;
            }
        }
    }
    TfsFileContent content = parseTfsLines(text, source);
    for (std::size_t i = 0; i < content.records.size(); ++i)
        file.records.push_back(
            {std::move(content.records[i]), source + ':' + std::to_string(content.lines[i])});
    file.problems = std::move(content.problems);
    return file;
}

} // namespace

Result<Architecture> architectureOf(const KeyValues &values)
{
    // The layer counts first: the lists are checked against them.
    for (const std::size_t key :
         {EncoderLayers, DecoderLayers, EncoderEmbed, EncoderFfn, EncoderHeads, DecoderEmbed,
          DecoderFfn, DecoderSelf, DecoderCross, DecoderAttention}) {
        if (const auto problem = keyProblem(values, key))
            return failure(ErrorCode::InvalidInput, *problem + '.');
    }
    Architecture architecture;
    architecture.encoderEmbedDim = values[EncoderEmbed].front();
    architecture.decoderEmbedDim = values[DecoderEmbed].front();
    architecture.encoder.resize(static_cast<std::size_t>(values[EncoderLayers].front()));
    architecture.decoder.resize(static_cast<std::size_t>(values[DecoderLayers].front()));
    for (std::size_t i = 0; i < architecture.encoder.size(); ++i)
        architecture.encoder[i] = {values[EncoderFfn][i], values[EncoderHeads][i]};
    for (std::size_t i = 0; i < architecture.decoder.size(); ++i)
        architecture.decoder[i] = {values[DecoderFfn][i], values[DecoderSelf][i],
                                   values[DecoderCross][i], values[DecoderAttention][i]};
    return architecture;
}

KeyValues keyValuesOf(const Architecture &architecture)
{
    KeyValues values;
    values[EncoderEmbed] = {architecture.encoderEmbedDim};
    values[EncoderLayers] = {architecture.encoderLayers()};
    values[DecoderEmbed] = {architecture.decoderEmbedDim};
    values[DecoderLayers] = {architecture.decoderLayers()};
    for (const EncoderLayer &layer : architecture.encoder) {
        values[EncoderFfn].push_back(layer.ffnDim);
        values[EncoderHeads].push_back(layer.selfHeads);
    }
    for (const DecoderLayer &layer : architecture.decoder) {
        values[DecoderFfn].push_back(layer.ffnDim);
        values[DecoderSelf].push_back(layer.selfHeads);
        values[DecoderCross].push_back(layer.crossHeads);
        values[DecoderAttention].push_back(layer.arbitraryAttention);
    }
    return values;
}

Result<std::vector<int>> integersOf(std::string_view text)
{
    std::vector<int> numbers;
    std::string_view inner = trimmed(text);
    if (inner.starts_with('[') && inner.ends_with(']') && inner.size() >= 2)
        inner = inner.substr(1, inner.size() - 2);
    while (!(inner = trimmed(inner)).empty()) {
        const std::size_t end = std::min(inner.find_first_of(", \t"), inner.size());
        const std::optional<std::int64_t> number = parseInteger(inner.substr(0, end));
        if (!number || *number < -1'000'000 || *number > 1'000'000)
            return failure(ErrorCode::InvalidInput, quotedForMessage(inner.substr(0, end))
                                                        + " stands where a whole number is needed");
        numbers.push_back(static_cast<int>(*number));
        inner = trimmed(inner.substr(end));
        if (inner.starts_with(','))
            inner.remove_prefix(1);
    }
    return numbers;
}

bool isConfiguration(const nlohmann::json &object)
{
    const auto isObject = [&](const char *key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_object();
    };
    return object.is_object() && isObject("encoder") && isObject("decoder");
}

Result<Architecture> architectureOfInfo(const std::vector<std::string> &lines)
{
    KeyValues values;
    for (const std::string &line : lines) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos)
            return failure(ErrorCode::InvalidInput, "the entry " + quotedForMessage(line)
                                                        + " of arch_info is not \"key: value\".");
        const std::optional<std::size_t> key = keyIndex(
            trimmed(std::string_view(line).substr(0, colon)));
        if (!key)
            continue; // experts and routes of other search spaces
        if (!values[*key].empty())
            return failure(ErrorCode::InvalidInput,
                           "arch_info has " + std::string(subTransformerKeys[*key]) + " twice.");
        Result<std::vector<int>> numbers = integersOf(std::string_view(line).substr(colon + 1));
        if (!numbers)
            return failure(ErrorCode::InvalidInput, "in " + std::string(subTransformerKeys[*key])
                                                        + ' ' + numbers.error().message + '.');
        values[*key] = *std::move(numbers);
    }
    return architectureOf(values);
}

std::vector<std::string> architectureInfo(const Architecture &architecture)
{
    const KeyValues values = keyValuesOf(architecture);
    std::vector<std::string> lines;
    for (std::size_t key = 0; key < values.size(); ++key)
        lines.push_back(std::string(subTransformerKeys[key]) + ": "
                        + valueText(values[key], isScalar(key)));
    return lines;
}

Result<Architecture> architectureOfJson(const nlohmann::json &object)
{
    const bool halves = isConfiguration(object);
    KeyValues values;
    for (std::size_t key = 0; key < values.size(); ++key) {
        const std::string name(halves ? configurationKeys[key] : subTransformerKeys[key]);
        const nlohmann::json &holder = !halves              ? object
                                       : key < DecoderEmbed ? object.at("encoder")
                                                            : object.at("decoder");
        const auto found = holder.find(name);
        if (found == holder.end())
            continue;
        const auto add = [&](const nlohmann::json &number) {
            // Beyond 64 bits signed, the comparison with an integer would wrap around.
            if (!number.is_number_integer()
                || (number.is_number_unsigned()
                    && number.get<std::uint64_t>() > static_cast<std::uint64_t>(mostSize))
                || number.get<std::int64_t>() > mostSize || number.get<std::int64_t>() < -mostSize)
                return false;
            values[key].push_back(number.get<int>());
            return true;
        };
        const bool fine = found->is_array() ? std::all_of(found->begin(), found->end(), add)
                                            : add(*found);
        if (!fine)
            return failure(ErrorCode::InvalidInput,
                           name + " must be a whole number or a list of them.");
    }
    return architectureOf(values);
}

nlohmann::ordered_json architectureJson(const Architecture &architecture)
{
    const KeyValues values = keyValuesOf(architecture);
    nlohmann::ordered_json object;
    for (std::size_t key = 0; key < values.size(); ++key) {
        const std::string name(subTransformerKeys[key]);
        if (isScalar(key))
            object[name] = values[key].front();
        else
            object[name] = values[key];
    }
    return object;
}

Result<Architecture> parseArchitectureYaml(std::string_view text, const std::string &source)
{
    Result<std::vector<YamlEntry>> entries = parseFlatYaml(text, source);
    if (!entries)
        return tl::make_unexpected(entries.error());
    KeyValues values;
    for (const YamlEntry &entry : *entries) {
        const std::optional<std::size_t> key = keyIndex(entry.key);
        if (!key)
            continue;
        Result<std::vector<int>> numbers = yamlIntegers(entry, source);
        if (!numbers)
            return tl::make_unexpected(numbers.error());
        values[*key] = *std::move(numbers);
    }
    Result<Architecture> architecture = architectureOf(values);
    if (!architecture)
        architecture.error().message = source + ": " + architecture.error().message;
    return architecture;
}

std::string architectureYaml(const Architecture &architecture)
{
    return join(architectureInfo(architecture), "\n") + '\n';
}

Result<ArchitectureFile> parseArchitectures(std::string_view text, const std::string &source)
{
    if (!isValidUtf8(text))
        return failure(ErrorCode::InvalidInput,
                       source + " is not UTF-8 text, so it holds no architectures.");
    const std::string_view content = trimmed(text);
    if (content.empty())
        return failure(ErrorCode::InvalidInput, source + " is empty.");
    if (content.front() == '{' || content.front() == '[')
        return parseJsonArchitectures(text, source);
    Result<Architecture> architecture = parseArchitectureYaml(text, source);
    if (!architecture)
        return tl::make_unexpected(architecture.error());
    ArchitectureFile file;
    file.records.push_back({{*std::move(architecture), {}, {}, {}, {}}, source});
    return file;
}

Result<ArchitectureFile> readArchitectures(const std::filesystem::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    return parseArchitectures(*text, file.string());
}

} // namespace auspex
