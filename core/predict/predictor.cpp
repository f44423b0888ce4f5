// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/predictor.h"

#include <limits>
#include <utility>

namespace auspex {

Knowledge knowledgeOf(const TfsTask &task, const std::string &target)
{
    Knowledge knowledge;
    knowledge.space = spaceOf(task);
    knowledge.vocabulary = knowledge.space.vocabulary.value_or(0);
    knowledge.target = target;
    knowledge.task = task.name;
    for (const TfsRecord &record : task.records) {
        Knowledge::Known &known = knowledge.known[record.architecture];
        known.latencyMs = record.latencyMs;
        for (const auto &[name, scores] : record.recorded) {
            if (const auto score = scores.find(target); score != scores.end())
                known.recorded[name] = score->second;
        }
    }
    return knowledge;
}

Prediction missingPrediction(std::string problem, bool isUnasked)
{
    return {std::numeric_limits<double>::quiet_NaN(), std::nullopt, std::move(problem), isUnasked};
}

} // namespace auspex
