// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/llm/llm_service.h"

namespace auspex {

/// One prompt for one model.
struct Trial {
    Provider provider;
    PriceList prices;
    LlmSpec spec; ///< model and parameters; its prompt is not looked at
    std::string prompt;
    std::string metric;    ///< what the prompt calls the score
    PromptSubject subject; ///< with its score, where it is known
    std::vector<PromptSubject> demonstrations;
};

struct TrialOutcome {
    LlmSample sample;
    std::int64_t promptTokens = 0; ///< of all requests that the sample took
    std::int64_t completionTokens = 0;
    std::optional<double> cost = 0.0; ///< nothing: a price is unknown
    double seconds = 0.0;
};

/// Whether the key is what lacks, so that it can be asked for.
struct TrialFailure {
    Error error;
    bool lacksKey = false;
};

/// Asks, as predictors do, and tells the reply's text as it comes. Blocks; for a thread that is not
/// the window's. The reply is in the cache before this returns.
tl::expected<TrialOutcome, TrialFailure> runTrial(
    const Trial &trial, CallCache &cache, Job &job,
    const std::function<void(std::string_view)> &text);

} // namespace auspex
