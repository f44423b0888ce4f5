// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/supernet.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/arch/counts.h"
#include "core/arch/limits.h"
#include "core/base/text.h"

namespace auspex {

namespace {

using Json = nlohmann::json;

constexpr int mostVocabulary = 10'000'000;
constexpr int mostExperts = 1024;

/// One integer field of the object or of what is around it. A problem is kept, the first one wins.
class Fields {
public:
    Fields(const Json &object, const Json &around, std::string source)
        : m_object(object)
        , m_around(around)
        , m_source(std::move(source))
    {
    }

    const Json *find(const char *name) const
    {
        for (const Json *place : {&m_object, &m_around}) {
            if (const auto entry = place->find(name); entry != place->end())
                return &*entry;
        }
        return nullptr;
    }

    void read(const char *name, int most, int &value, bool isNeeded)
    {
        const Json *field = find(name);
        if (!field) {
            if (isNeeded)
                complain("has no \"" + std::string(name) + "\"");
            return;
        }
        const bool isWhole = field->is_number_integer();
        if (!isWhole || field->get<std::int64_t>() < 1 || field->get<std::int64_t>() > most)
            return complain("has a \"" + std::string(name) + "\" that is no whole number from 1 to "
                            + std::to_string(most));
        value = field->get<int>();
    }

    /// "embed_dim" for both sides, or "encoder_embed_dim" and "decoder_embed_dim".
    void readSides(const std::string &name, int most, int &encoder, int &decoder)
    {
        if (find(name.c_str())) {
            read(name.c_str(), most, encoder, true);
            decoder = encoder;
            return;
        }
        if (!find(("encoder_" + name).c_str()) && !find(("decoder_" + name).c_str()))
            return complain("has no \"" + name + "\"");
        read(("encoder_" + name).c_str(), most, encoder, true);
        read(("decoder_" + name).c_str(), most, decoder, true);
    }

    void complain(const std::string &what)
    {
        if (!m_problem)
            m_problem = "The supernet in " + m_source + ' ' + what + '.';
    }

    const std::optional<std::string> &problem() const { return m_problem; }

private:
    const Json &m_object;
    const Json &m_around;
    std::string m_source;
    std::optional<std::string> m_problem;
};

constexpr std::pair<Mixture, std::string_view> mixtureNames[] = {
    {Mixture::None, "none"},
    {Mixture::LayerWise, "layer-wise"},
    {Mixture::NeuronWise, "neuron-wise"}};

void readMixture(Fields &fields, SupernetShape &shape)
{
    const Json *name = fields.find("mixture");
    if (!name)
        return;
    const std::string text = name->is_string() ? name->get<std::string>() : std::string();
    const auto *known = std::find_if(std::begin(mixtureNames), std::end(mixtureNames),
                                     [&](const auto &entry) { return entry.second == text; });
    if (known == std::end(mixtureNames))
        return fields.complain("has a \"mixture\" that is not none, layer-wise or neuron-wise");
    shape.mixture = known->first;
    if (shape.mixture == Mixture::None)
        return;
    fields.read("experts", mostExperts, shape.experts, true);
    fields.read("router_hidden_dim", mostSize, shape.routerHiddenDim, true);
    const Json *norm = fields.find("router_norm");
    if (!norm)
        return;
    const bool isList = norm->is_array() && norm->size() == shape.routerNorm.size()
                        && std::all_of(norm->begin(), norm->end(), [](const Json &entry) {
                               return entry.is_number() && entry.get<double>() > 0;
                           });
    if (!isList)
        return fields.complain("has a \"router_norm\" that is not a list of ten positive numbers");
    std::copy_n(norm->begin(), shape.routerNorm.size(), shape.routerNorm.begin());
}

void readVocabulary(Fields &fields, SupernetShape &shape)
{
    if (fields.find("vocab")) {
        fields.read("vocab", mostVocabulary, shape.targetVocabulary, true);
        shape.sourceVocabulary = shape.targetVocabulary;
        return;
    }
    fields.read("source_vocab", mostVocabulary, shape.sourceVocabulary, true);
    fields.read("target_vocab", mostVocabulary, shape.targetVocabulary, true);
}

/// The reason why the supernet lacks something of the subnet; empty where it lacks nothing.
std::string lackOf(const SupernetShape &shape, const Architecture &architecture)
{
    const auto beyond = [](const std::string &what, int wanted, int most) {
        return what + ' ' + std::to_string(wanted) + ", but the supernet has only "
               + std::to_string(most);
    };
    if (architecture.encoderEmbedDim > shape.encoderEmbedDim)
        return beyond("an encoder embedding dimension of", architecture.encoderEmbedDim,
                      shape.encoderEmbedDim);
    if (architecture.decoderEmbedDim > shape.decoderEmbedDim)
        return beyond("a decoder embedding dimension of", architecture.decoderEmbedDim,
                      shape.decoderEmbedDim);
    if (architecture.encoderLayers() > shape.encoderLayers)
        return beyond("encoder layers:", architecture.encoderLayers(), shape.encoderLayers);
    if (architecture.decoderLayers() > shape.decoderLayers)
        return beyond("decoder layers:", architecture.decoderLayers(), shape.decoderLayers);
    const auto headProblem = [&](int heads) {
        return heads > 0 && shape.qkvDim % heads == 0
                   ? std::string()
                   : std::to_string(heads) + " heads, which do not divide the width "
                         + std::to_string(shape.qkvDim) + " of queries and keys";
    };
    for (const EncoderLayer &layer : architecture.encoder) {
        if (layer.ffnDim > shape.encoderFfnDim)
            return beyond("an encoder FFN dimension of", layer.ffnDim, shape.encoderFfnDim);
        if (std::string problem = headProblem(layer.selfHeads); !problem.empty())
            return problem;
    }
    for (const DecoderLayer &layer : architecture.decoder) {
        if (layer.ffnDim > shape.decoderFfnDim)
            return beyond("a decoder FFN dimension of", layer.ffnDim, shape.decoderFfnDim);
        for (const int heads : {layer.selfHeads, layer.crossHeads}) {
            if (std::string problem = headProblem(heads); !problem.empty())
                return problem;
        }
        const int attended = attendedEncoderLayers(layer.arbitraryAttention);
        if (attended > shape.encoderLayers)
            return beyond("attention to the last encoder layers:", attended, shape.encoderLayers);
    }
    return {};
}

} // namespace

SupernetShape supernetShape(const SearchSpace &space, int sourceVocabulary, int targetVocabulary,
                            Mixture mixture)
{
    SupernetShape shape;
    shape.encoderEmbedDim = space.superEncoderEmbedDim;
    shape.decoderEmbedDim = space.superDecoderEmbedDim;
    shape.encoderFfnDim = space.superEncoderFfnDim;
    shape.decoderFfnDim = space.superDecoderFfnDim;
    shape.encoderLayers = space.superEncoderLayers;
    shape.decoderLayers = space.superDecoderLayers;
    shape.encoderHeads = space.superEncoderHeads;
    shape.decoderHeads = space.superDecoderHeads;
    shape.qkvDim = space.qkvDim;
    shape.sourceVocabulary = sourceVocabulary;
    shape.targetVocabulary = targetVocabulary;
    shape.sharedEmbeddings = space.sharedEmbeddings;
    shape.mixture = mixture;
    return shape;
}

Result<SupernetShape> supernetShapeOfJson(const nlohmann::json &object, const std::string &source)
{
    const auto inner = object.is_object() ? object.find("supernet") : object.end();
    if (inner == object.end() || !inner->is_object())
        return failure(ErrorCode::InvalidInput,
                       source
                           + " describes no supernet: it needs an object \"supernet\" with "
                             "embed_dim, ffn_embed_dim, layers, attention_heads and qkv_dim.");
    SupernetShape shape;
    Fields fields(*inner, object, source);
    fields.readSides("embed_dim", mostSize, shape.encoderEmbedDim, shape.decoderEmbedDim);
    fields.readSides("ffn_embed_dim", mostSize, shape.encoderFfnDim, shape.decoderFfnDim);
    fields.readSides("layers", mostLayers, shape.encoderLayers, shape.decoderLayers);
    fields.readSides("attention_heads", mostSize, shape.encoderHeads, shape.decoderHeads);
    fields.read("qkv_dim", mostSize, shape.qkvDim, true);
    readVocabulary(fields, shape);
    fields.read("position_dim", mostSize, shape.positionDim, false);
    if (const Json *shared = fields.find("share_all_embeddings")) {
        if (shared->is_boolean())
            shape.sharedEmbeddings = shared->get<bool>();
        else
            fields.complain("has a \"share_all_embeddings\" that is not true or false");
    }
    readMixture(fields, shape);
    if (shape.sharedEmbeddings
        && (shape.sourceVocabulary != shape.targetVocabulary
            || shape.encoderEmbedDim != shape.decoderEmbedDim))
        fields.complain("shares its embeddings, but its two sides differ in vocabulary or width");
    if (fields.problem())
        return failure(ErrorCode::InvalidInput, *fields.problem());
    return shape;
}

nlohmann::ordered_json supernetShapeJson(const SupernetShape &shape)
{
    nlohmann::ordered_json inner;
    const auto sides = [&](const std::string &name, int encoder, int decoder) {
        if (encoder == decoder) {
            inner[name] = encoder;
            return;
        }
        inner["encoder_" + name] = encoder;
        inner["decoder_" + name] = decoder;
    };
    sides("embed_dim", shape.encoderEmbedDim, shape.decoderEmbedDim);
    sides("ffn_embed_dim", shape.encoderFfnDim, shape.decoderFfnDim);
    sides("layers", shape.encoderLayers, shape.decoderLayers);
    sides("attention_heads", shape.encoderHeads, shape.decoderHeads);
    inner["qkv_dim"] = shape.qkvDim;
    inner["share_all_embeddings"] = shape.sharedEmbeddings;
    if (shape.positionDim > 0)
        inner["position_dim"] = shape.positionDim;
    if (shape.mixture != Mixture::None) {
        inner["mixture"] = mixtureNames[static_cast<std::size_t>(shape.mixture)].second;
        inner["experts"] = shape.experts;
        inner["router_hidden_dim"] = shape.routerHiddenDim;
        inner["router_norm"] = shape.routerNorm;
    }
    nlohmann::ordered_json object;
    if (shape.sourceVocabulary == shape.targetVocabulary) {
        object["vocab"] = shape.targetVocabulary;
    } else {
        object["source_vocab"] = shape.sourceVocabulary;
        object["target_vocab"] = shape.targetVocabulary;
    }
    object["supernet"] = std::move(inner);
    return object;
}

Result<void> checkSubnet(const SupernetShape &shape, const Architecture &architecture)
{
    if (const std::string lack = lackOf(shape, architecture); !lack.empty())
        return failure(ErrorCode::InvalidInput,
                       "The architecture " + quotedForMessage(architectureKey(architecture))
                           + " has " + lack + "; choose one of the supernet's own space.");
    return {};
}

std::int64_t subnetParameters(const SupernetShape &shape, const Architecture &architecture)
{
    SearchSpace space;
    space.qkvDim = shape.qkvDim;
    return countParameters(space, architecture, 0).withoutEmbeddings;
}

} // namespace auspex
