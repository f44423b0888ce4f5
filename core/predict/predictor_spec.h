// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/predict/predictor.h"

namespace auspex {

struct LlmSpec;

/// A predictor's name as it stands in files, on command lines and in the workspace, taken apart.
/// The grammar (also in `auspex-cli evaluate --help`):
///   recorded:COLUMN | params | params:no-embeddings | flops | flops:no-output | latency
///   mean | mean-by-depth | ols:F+F | ridge:F+F | gp | gp:F+F | knn:K | stacked
///   llm:PROVIDER/MODEL[/PROMPT][?OPTION=VALUE&...] (core/llm/llm_service.h)
///   supernet:NAME[?OPTION=VALUE&...] | proxy:KIND[?OPTION=VALUE&...]
///                                                   (core/supernets/score_spec.h)
///   calibrated:none|shift|linear|isotonic:PREDICTOR
/// where F is a feature of core/predict/features.h.
struct PredictorSpec {
    std::string kind;     ///< "recorded", "ols", "calibrated", ...
    std::string argument; ///< "HAT", "no-output", "linear", "5", "openai/gpt-4o"
    std::vector<std::string> features;
    std::vector<PredictorSpec> inner; ///< the one that a calibrated predictor calibrates

    bool operator==(const PredictorSpec &) const = default;
};

/// The error says what is wrong and lists what there is.
Result<PredictorSpec> parsePredictorSpec(std::string_view text);

/// The text that parses back to the same spec.
std::string specText(const PredictorSpec &spec);

/// A short name for tables and legends, in plain English: "HAT, linear", "Depth line".
std::string specTitle(const PredictorSpec &spec);

/// Builds the predictor; it keeps the knowledge alive. Fails where the knowledge lacks what the
/// predictor needs altogether (no such recorded column, no latency, no vocabulary).
Result<std::unique_ptr<Predictor>> makePredictor(const PredictorSpec &spec,
                                                 const std::shared_ptr<const Knowledge> &knowledge);

/// Whether it, or one that it calibrates, asks a language model; what it asks.
bool asksLlm(const PredictorSpec &spec);
Result<LlmSpec> llmSpecOf(const PredictorSpec &spec); ///< complete in core/llm/llm_service.h

/// Whether it, or one that it calibrates, is scored by the engine (knowledge->services.supernets).
bool asksEngine(const PredictorSpec &spec);

/// Specs that make sense for this data, the honest baselines first: what "add predictor" offers.
std::vector<PredictorSpec> offeredPredictors(const Knowledge &knowledge);

/// What a first look at a task compares: the simple baselines, the stacked predictor, and every
/// recorded supernet raw and calibrated.
std::vector<PredictorSpec> defaultPredictors(const Knowledge &knowledge);

} // namespace auspex
