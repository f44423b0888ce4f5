// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/predictor.h"

namespace auspex {

Knowledge knowledgeOf(const TfsTask &task, const std::string &target)
{
    Knowledge knowledge;
    knowledge.space = spaceOf(task);
    knowledge.vocabulary = knowledge.space.vocabulary.value_or(0);
    knowledge.target = target;
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

} // namespace auspex
