// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/leave_one_out.h"

namespace auspex {

Result<std::vector<double>> leaveOneOut(const PredictorFactory &make,
                                        std::span<const Demonstration> demonstrations, Job &job)
{
    std::vector<double> predictions;
    if (demonstrations.empty())
        return predictions;
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
        predictions.push_back(predicted->front().value);
        if (i < others.size())
            others[i] = demonstrations[i];
    }
    return predictions;
}

} // namespace auspex
