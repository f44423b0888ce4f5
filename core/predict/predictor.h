// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/base/job.h"
#include "core/predict/predictor_services.h"

namespace auspex {

/// What a predictor may know of a task besides its demonstrations. It holds no TFS score: a
/// predictor cannot peek at what it is judged on, because nobody hands it over.
struct Knowledge {
    struct Known {
        std::map<std::string, double> recorded; ///< by predictor name, for the target
        std::optional<double> latencyMs;
    };
    SearchSpace space;
    int vocabulary = 0;
    std::string target; ///< "valid_bleu"
    std::unordered_map<Architecture, Known> known;
    std::string task; ///< its name: "wmt14ende"
    PredictorServices services;
};

/// Everything of the task but its TFS scores.
Knowledge knowledgeOf(const TfsTask &task, const std::string &target);

/// An architecture with its TFS score, as an LLM would be shown it.
struct Demonstration {
    Architecture architecture;
    double score = 0.0;
};

struct Prediction {
    double value = 0.0; ///< NaN where there is none: `problem` then says why
    /// Standard deviation of the true score around the value, in the value's unit.
    std::optional<double> deviation;
    std::string problem = {}; ///< a full sentence
    bool isUnasked = false;   ///< missing only because no LLM was asked yet: a run would bring it

    bool isMissing() const { return std::isnan(value) && !problem.empty(); }
};

Prediction missingPrediction(std::string problem, bool isUnasked = false);

/// What a predicted value is.
enum class PredictionScale {
    Score,    ///< the target's own unit: errors against TFS scores have a meaning
    RankOnly, ///< another unit (parameters, milliseconds): higher is expected to be better
};

/// Predicts scores of architectures. First fit(), once, with the demonstrations (possibly none),
/// then predict() as often as wanted. fit() and predict() are deterministic. One thread at a time.
class Predictor {
public:
    Predictor() = default;
    Predictor(const Predictor &) = delete;
    Predictor &operator=(const Predictor &) = delete;
    virtual ~Predictor() = default;

    virtual PredictionScale scale() const { return PredictionScale::Score; }

    /// Fails, in one sentence, where the demonstrations do not suffice or what the predictor needs
    /// is not known of one of them.
    virtual Result<void> fit(std::span<const Demonstration> demonstrations, Job &job) = 0;

    /// One prediction for each architecture, in their order. One that a predictor cannot give, as
    /// an LLM without a usable answer, is missing and says why.
    virtual Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                                    Job &job) const = 0;

    /// Whether a demonstration has no part in what is predicted of itself: then predictions of the
    /// demonstrations are leave-one-out predictions as they are.
    virtual bool leavesOutItself() const { return false; }

    /// What fitting found, for people: "0.48 * decoder_layers + 23.9". Empty where there is
    /// nothing.
    virtual std::string explanation() const { return {}; }
};

} // namespace auspex
