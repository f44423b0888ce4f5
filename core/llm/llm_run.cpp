// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/llm_run.h"

#include <utility>

#include <QCoreApplication>

#include "core/llm/llm_runner.h"

namespace auspex {

namespace {

tl::unexpected<Error> noApplication()
{
    return failure(ErrorCode::Internal,
                   "Requests need the program's event loop, and there is none.",
                   "no QCoreApplication");
}

/// Where the cached answer is the whole text.
void showCached(const LlmPlan &plan, CallCache &cache, const Provider &provider,
                const LlmQuestion &question, const LlmRunOptions &options,
                const std::function<void(std::string_view)> &text)
{
    if (plan.samples.empty() || !plan.samples[0].finished)
        return;
    std::vector<std::string> keys;
    for (int ask = 0; ask < plan.samples[0].result.asks; ++ask)
        keys.push_back(requestKey(provider, options.parameters, question.prompt, 0, ask));
    const auto found = cache.find(keys);
    if (found && !found->empty() && found->back())
        text(found->back()->content);
}

} // namespace

Result<LlmRunOutcome> runQuestions(const Provider &provider, const SecretKey &key,
                                   const PriceList &prices,
                                   const std::vector<LlmQuestion> &questions,
                                   const LlmRunOptions &options, CallCache &cache, Job &job,
                                   const LlmRunListener &listener)
{
    if (!QCoreApplication::instance())
        return noApplication();
    Result<LlmPlan> plan = planQuestions(provider, questions, options, cache, job);
    if (!plan)
        return tl::make_unexpected(std::move(plan.error()));
    LlmRunner runner({provider, key, prices, questions, options, cache, job, listener},
                     *std::move(plan));
    return runner.run();
}

Result<std::int64_t> missingPredictions(const Provider &provider,
                                        const std::vector<LlmQuestion> &questions,
                                        const LlmRunOptions &options, CallCache &cache)
{
    Job job;
    const Result<LlmPlan> plan = planQuestions(provider, questions, options, cache, job);
    if (!plan)
        return tl::make_unexpected(plan.error());
    std::int64_t missing = 0;
    for (const PlannedSample &sample : plan->samples) {
        if (!sample.finished)
            missing += plan->prompts[sample.prompt].questions;
    }
    return missing;
}

Result<LlmAnswer> askOnce(const Provider &provider, const SecretKey &key, const PriceList &prices,
                          const LlmQuestion &question, const LlmRunOptions &options,
                          CallCache &cache, Job &job,
                          const std::function<void(std::string_view)> &text)
{
    if (!QCoreApplication::instance())
        return noApplication();
    const std::vector<LlmQuestion> questions = {question};
    Result<LlmPlan> plan = planQuestions(provider, questions, options, cache, job);
    if (!plan)
        return tl::make_unexpected(std::move(plan.error()));
    if (text)
        showCached(*plan, cache, provider, question, options, text);
    const LlmRunListener nobody;
    LlmRunner runner({provider, key, prices, questions, options, cache, job, nobody},
                     *std::move(plan), {text ? text : [](std::string_view) {}});
    Result<LlmRunOutcome> outcome = runner.run();
    if (!outcome)
        return tl::make_unexpected(std::move(outcome.error()));
    if (outcome->stopped)
        return tl::make_unexpected(*std::move(outcome->stopped));
    return std::move(outcome->answers.at(0));
}

} // namespace auspex
