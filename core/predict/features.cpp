// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/features.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "core/arch/counts.h"
#include "core/arch/encodings.h"
#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex {

namespace {

using FeatureFunction = double (*)(const Knowledge &, const Architecture &);

struct Definition {
    const char *name;
    const char *title;
    FeatureFunction value;
};

double million(std::int64_t count)
{
    return static_cast<double>(count) / 1e6;
}

double billion(std::int64_t count)
{
    return static_cast<double>(count) / 1e9;
}

ParameterCount parameters(const Knowledge &knowledge, const Architecture &architecture)
{
    return countParameters(knowledge.space, architecture, knowledge.vocabulary);
}

FlopCount flops(const Knowledge &knowledge, const Architecture &architecture)
{
    return countFlops(knowledge.space, architecture, knowledge.vocabulary);
}

template<std::size_t Index>
double encoded(const Knowledge &, const Architecture &architecture)
{
    return distillEncoding(architecture)[Index];
}

constexpr std::size_t encodingStart = 7;

const std::array<Definition, encodingStart + 10> definitions{{
    {"decoder_layers", "decoder layers",
     [](const Knowledge &, const Architecture &a) { return double(a.decoderLayers()); }},
    {"log_decoder_layers", "log of decoder layers",
     // A network without decoder cannot be trained; one layer stands in so that nothing is
     // infinite.
     [](const Knowledge &, const Architecture &a) {
         return std::log(double(std::max(1, a.decoderLayers())));
     }},
    {"total_ffn", "total FFN",
     [](const Knowledge &, const Architecture &a) { return totalFfnDim(a) / 1000.0; }},
    {"params", "parameters",
     [](const Knowledge &k, const Architecture &a) {
         return million(parameters(k, a).modelSize());
     }},
    {"params_no_embeddings", "parameters without embeddings",
     [](const Knowledge &k, const Architecture &a) {
         return million(parameters(k, a).withoutEmbeddings);
     }},
    {"flops", "FLOPs",
     [](const Knowledge &k, const Architecture &a) { return billion(flops(k, a).total()); }},
    {"flops_no_output", "FLOPs without output layer",
     [](const Knowledge &k, const Architecture &a) {
         return billion(flops(k, a).withoutLastLayer);
     }},
    {"encoder_embed_dim", "encoder width", encoded<0>},
    {"encoder_depth", "encoder depth", encoded<1>},
    {"encoder_ffn", "encoder FFN", encoded<2>},
    {"encoder_heads", "encoder heads", encoded<3>},
    {"decoder_embed_dim", "decoder width", encoded<4>},
    {"decoder_depth", "decoder depth", encoded<5>},
    {"decoder_ffn", "decoder FFN", encoded<6>},
    {"decoder_self_heads", "decoder self heads", encoded<7>},
    {"decoder_cross_heads", "decoder cross heads", encoded<8>},
    {"attention", "attention", encoded<9>},
}};

} // namespace

const std::vector<Feature> &allFeatures()
{
    static const std::vector<Feature> features = [] {
        std::vector<Feature> made;
        for (const Definition &definition : definitions)
            made.push_back({definition.name, definition.title});
        return made;
    }();
    return features;
}

Result<std::vector<std::string>> expandFeatures(const std::vector<std::string> &names)
{
    std::vector<std::string> known{"all"};
    for (const Feature &feature : allFeatures())
        known.push_back(feature.name);
    std::vector<std::string> expanded;
    for (const std::string &name : names) {
        if (name == "all") {
            for (std::size_t i = encodingStart; i < definitions.size(); ++i)
                expanded.push_back(definitions[i].name);
        } else if (std::find(known.begin(), known.end(), name) != known.end()) {
            expanded.push_back(name);
        } else {
            return failure(ErrorCode::InvalidInput, "No feature is called " + quotedForMessage(name)
                                                        + suggestion(name, known) + "; there are "
                                                        + join(known, ", ") + '.');
        }
    }
    return expanded;
}

double featureValue(std::string_view name, const Knowledge &knowledge,
                    const Architecture &architecture)
{
    const auto found = std::find_if(definitions.begin(), definitions.end(),
                                    [&](const Definition &d) { return d.name == name; });
    assert(found != definitions.end());
    return found->value(knowledge, architecture);
}

} // namespace auspex
