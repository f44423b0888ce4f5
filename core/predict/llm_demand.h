// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/llm/llm_service.h"
#include "core/predict/evaluation.h"

// What predictors will ask language models, before anything is asked: for estimates of cost, for
// batches and for counting what is not there yet. Nothing here sends.

namespace auspex {

/// Questions of one spec that show the same demonstrations.
struct LlmDemand {
    LlmSpec spec;
    LlmQuery query; ///< each subject once
};

/// What one predictor asks when it is fitted to the demonstrations and predicts the architectures:
/// nothing where it asks no model. Calibrations ask about the demonstrations as well.
/// knowledge->services.llm must be there for those that ask.
Result<std::vector<LlmDemand>> llmDemand(const PredictorSpec &spec, const Knowledge &knowledge,
                                         std::span<const Demonstration> demonstrations,
                                         std::span<const Architecture> architectures);

/// What evaluate() asks for these predictors, what several of them ask counted once.
Result<std::vector<LlmDemand>> llmDemand(const TfsTask &task,
                                         const std::vector<PredictorSpec> &predictors,
                                         const EvaluationOptions &options,
                                         const PredictorServices &services);

} // namespace auspex
