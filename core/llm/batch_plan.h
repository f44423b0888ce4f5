// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/llm/llm_run.h"
#include "core/store/batch_store.h"

namespace auspex {

struct BatchPlan {
    std::vector<BatchRequest> requests; ///< with their bodies, in the order of the questions
    std::int64_t answered = 0;          ///< predictions that the workspace holds
    std::int64_t waiting = 0;           ///< predictions that another batch job brings
};

/// What is still to be asked of the questions: predictions without a reply and, up to the bound,
/// re-asks of those whose reply cannot be used. The samples of a question share a request where the
/// model takes many. Request ids begin with the marker.
Result<BatchPlan> planBatch(const Provider &provider, const std::vector<LlmQuestion> &questions,
                            const LlmRunOptions &options, const std::string &marker,
                            Workspace &workspace);

std::int64_t requestCount(const std::vector<BatchRequest> &requests);

} // namespace auspex
