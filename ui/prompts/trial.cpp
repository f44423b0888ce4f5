// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/trial.h"

#include <algorithm>
#include <cmath>

#include "core/llm/call_cache.h"
#include "core/llm/key_store.h"

namespace auspex {

namespace {

tl::unexpected<TrialFailure> failed(const Error &error, bool lacksKey = false)
{
    return tl::make_unexpected(TrialFailure{error, lacksKey});
}

/// Scores that are no BLEU may lie outside of 0 to 100, as far as the demonstrations tell.
void widen(AnswerOptions &answers, const std::vector<PromptSubject> &demonstrations)
{
    for (const PromptSubject &shown : demonstrations) {
        if (!shown.score)
            continue;
        const double room = std::abs(*shown.score);
        if (*shown.score < answers.lowest)
            answers.lowest = *shown.score - room;
        if (*shown.score > answers.highest)
            answers.highest = *shown.score + room;
    }
}

/// What the requests of the first sample took, as they are kept.
Result<void> addUsage(TrialOutcome &outcome, const Trial &trial, const LlmRunOptions &options,
                      CallCache &cache)
{
    std::vector<std::string> keys;
    for (int ask = 0; ask <= options.maxReasks; ++ask)
        keys.push_back(requestKey(trial.provider, options.parameters, trial.prompt, 0, ask));
    const auto calls = cache.find(keys);
    if (!calls)
        return tl::make_unexpected(calls.error());
    for (const std::optional<StoredCall> &call : *calls) {
        if (!call)
            continue;
        outcome.promptTokens += call->promptTokens;
        outcome.completionTokens += call->completionTokens;
        outcome.seconds += call->seconds;
        if (outcome.cost && call->cost)
            *outcome.cost += *call->cost;
        else
            outcome.cost.reset();
    }
    return {};
}

} // namespace

tl::expected<TrialOutcome, TrialFailure> runTrial(const Trial &trial, CallCache &cache, Job &job,
                                                  const std::function<void(std::string_view)> &text)
{
    LlmService::Settings settings;
    settings.mode = LlmService::Mode::Send;
    settings.providers = {trial.provider};
    settings.prices = trial.prices;
    const auto service = LlmService::create(std::move(settings));
    if (!service)
        return failed(service.error());
    Result<LlmRunOptions> options = (*service)->runOptions(trial.spec);
    if (!options)
        return failed(options.error());
    widen(options->answers, trial.demonstrations);
    options->answers.metric = trial.metric;
    const LlmQuestion question{trial.prompt, trial.subject.architecture};
    const auto lacking = missingPredictions(trial.provider, {question}, *options, cache);
    if (!lacking)
        return failed(lacking.error());
    SecretKey key;
    if (*lacking > 0) {
        key = findKey(trial.provider).key;
        if (trial.provider.needsKey && key.isEmpty())
            return failed(missingKey(trial.provider), true);
    }
    Result<LlmAnswer> answer = askOnce(trial.provider, key, trial.prices, question, *options, cache,
                                       job, text);
    if (!answer)
        return failed(answer.error());
    TrialOutcome outcome;
    if (!answer->samples.empty())
        outcome.sample = std::move(answer->samples.front());
    if (const std::optional<ChatFailure> &failure = outcome.sample.failure;
        failure && failure->kind == FailureKind::Key)
        return failed({ErrorCode::InvalidInput, failure->message, failure->raw}, true);
    if (const Result<void> added = addUsage(outcome, trial, *options, cache); !added)
        return failed(added.error());
    return outcome;
}

} // namespace auspex
