// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/predict/evaluation.h"
#include "core/predict/llm_demand.h"
#include "core/predict/predictor_services.h"

// What each part of a prompt, and each further demonstration, is worth: the paper's ablation (the
// lower block of Table 1, and Table 2), with any models and prompts, beside the few-shot
// regressors.

namespace auspex {

struct AblationPlan {
    std::vector<std::string> models;   ///< "PROVIDER/MODEL", as in an LLM spec
    std::vector<std::string> prompts;  ///< names as in an LLM spec, "llm-pp" or "mine@3"
    std::vector<std::string> variants; ///< of each prompt; "" is the prompt as it was saved
    std::vector<int> demonstrations = {1, 3, 10};
    std::vector<std::string> baselines; ///< predictor specs that every row is shown beside
    /// The baseline that all others are tested against; empty: no tests. With demonstrations that
    /// it cannot be fitted to, the mean by depth, else the mean, takes its place.
    std::string reference;
    std::vector<std::string> splits; ///< the seeds; empty: all of each task
    std::string target = "valid_bleu";
    std::string options; ///< of the LLM specs, "samples=5&temperature=default"
    int resamples = 2000;
    std::uint64_t seed = 1;
};

/// The plan of the paper's tables: the seven variants of "llm-pp" with ten demonstrations, and the
/// whole prompt with 1 and 3; beside them what a line on ten demonstrations can do.
AblationPlan paperAblation();

/// One model with one prompt and variant: a row of the tables.
struct AblationRow {
    std::string model;   ///< "PROVIDER/MODEL"
    std::string prompt;  ///< "mine@3"
    std::string variant; ///< its id
    std::string title;   ///< of the variant or, without one, of the prompt
    PredictorSpec spec;
};

/// Models, then prompts, then variants, each in the plan's order. Fails on an empty plan and on a
/// name that makes no spec, with a sentence about it.
Result<std::vector<AblationRow>> ablationRows(const AblationPlan &plan);

/// Which rows are judged with how many demonstrations: every row with the largest number; with the
/// smaller ones only the last variant of each prompt (the paper's Table 2 has the whole prompt).
bool isJudged(const AblationPlan &plan, std::span<const AblationRow> rows, std::size_t row,
              int demonstrations);

/// One task with one number of demonstrations; the rows judged, then the baselines.
struct AblationBlock {
    std::string task;
    int demonstrations = 0;
    std::vector<std::size_t>
        rows; ///< into Ablation::rows, for the first predictors of the evaluation
    Evaluation evaluation;
};

struct Ablation {
    AblationPlan plan;
    std::vector<AblationRow> rows;
    std::vector<AblationBlock> blocks; ///< tasks in their order, demonstrations falling
};

/// What the models have to be asked, nothing twice: for estimates.
Result<std::vector<LlmDemand>> ablationDemand(std::span<const TfsTask> tasks,
                                              const AblationPlan &plan,
                                              const PredictorServices &services);

/// Judges everything. Fails where nothing can be judged, or when the job is cancelled; a row that
/// could not be asked has its reason in the evaluation.
Result<Ablation> runAblation(std::span<const TfsTask> tasks, const AblationPlan &plan,
                             const PredictorServices &services, Job &job);

} // namespace auspex
