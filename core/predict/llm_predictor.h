// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/llm/llm_service.h"
#include "core/predict/predictor.h"

namespace auspex {

/// LLM-PP (paper, section 3): the answer of a language model that is shown the demonstrations, in
/// the order given, is the prediction. fit() only stores them. A demonstration that is itself to be
/// predicted is left out of its own prompt, so that its predictions are leave-one-out ones and a
/// calibration on them is honest.
///
/// An architecture without a usable answer has no prediction; predict() fails only where nothing
/// can be asked at all. What is sent, kept and paid is the matter of knowledge->services.llm, which
/// must be there.
std::unique_ptr<Predictor> llmPredictor(LlmSpec spec, std::shared_ptr<const Knowledge> knowledge);

/// What that predictor asks its service: the efficiency of each architecture by the metric, with
/// the latencies that are known.
LlmQuery llmQueryOf(const Knowledge &knowledge, EfficiencyMetric efficiency,
                    std::span<const Demonstration> demonstrations,
                    std::span<const Architecture> architectures);

/// The service's prediction as a predictor's.
Prediction predictionOf(const LlmPrediction &answered);

} // namespace auspex
