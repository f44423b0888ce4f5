// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/leave_one_out.h"

namespace auspex {

namespace {

/// All at once: asking an LLM ten times one after the other takes ten times as long.
Result<std::vector<Prediction>> predictTogether(Predictor &predictor,
                                                std::span<const Demonstration> demonstrations,
                                                Job &job)
{
    if (const auto fitted = predictor.fit(demonstrations, job); !fitted)
        return tl::make_unexpected(fitted.error());
    std::vector<Architecture> architectures;
    for (const Demonstration &demonstration : demonstrations)
        architectures.push_back(demonstration.architecture);
    return predictor.predict(architectures, job);
}

} // namespace

Result<std::vector<Prediction>> leaveOneOutPredictions(
    const PredictorFactory &make, std::span<const Demonstration> demonstrations, Job &job)
{
    std::vector<Prediction> predictions;
    if (demonstrations.empty())
        return predictions;
    if (const auto predictor = make(); predictor->leavesOutItself())
        return predictTogether(*predictor, demonstrations, job);
    // All but number i; for the next i, one entry changes.
    std::vector<Demonstration> others(demonstrations.begin() + 1, demonstrations.end());
    for (std::size_t i = 0; i < demonstrations.size(); ++i) {
        if (job.isCancelled())
            return cancelled();
        const std::unique_ptr<Predictor> predictor = make();
        if (const auto fitted = predictor->fit(others, job); !fitted)
            return tl::make_unexpected(fitted.error());
        const auto predicted = predictor->predict({&demonstrations[i].architecture, 1}, job);
        if (!predicted)
            return tl::make_unexpected(predicted.error());
        predictions.push_back(predicted->front());
        if (i < others.size())
            others[i] = demonstrations[i];
    }
    return predictions;
}

Result<std::vector<double>> leaveOneOut(const PredictorFactory &make,
                                        std::span<const Demonstration> demonstrations, Job &job)
{
    const auto predictions = leaveOneOutPredictions(make, demonstrations, job);
    if (!predictions)
        return tl::make_unexpected(predictions.error());
    std::vector<double> values;
    for (const Prediction &prediction : *predictions)
        values.push_back(prediction.value);
    return values;
}

} // namespace auspex
