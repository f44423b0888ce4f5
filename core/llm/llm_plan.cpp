// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/llm_plan.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>

#include "core/base/text.h"
#include "core/llm/llm_reply.h"

namespace auspex {

namespace {

constexpr std::size_t keysAtOnce = 512;
constexpr std::size_t choicesAtOnce = 32;

Result<void> checkOptions(const Provider &provider, const LlmRunOptions &options)
{
    const std::vector<std::string> problems = providerProblems(provider);
    if (!problems.empty())
        return failure(ErrorCode::InvalidInput, problems.front());
    if (options.parameters.model.empty())
        return failure(ErrorCode::InvalidInput,
                       "No model is named; choose one that " + provider.title + " offers.");
    if (options.samples < 1)
        return failure(ErrorCode::InvalidInput, "The number of samples is "
                                                    + std::to_string(options.samples)
                                                    + "; it must be at least 1.");
    if (options.parameters.maxTokens < 1)
        return failure(ErrorCode::InvalidInput, "The limit of tokens is "
                                                    + std::to_string(options.parameters.maxTokens)
                                                    + "; it must be at least 1.");
    if (options.budget && !(*options.budget >= 0.0))
        return failure(ErrorCode::InvalidInput,
                       "The budget is no amount of money; give dollars, as 2.50.");
    return {};
}

/// Finds each sample's reply at the ask it stands at. Gives those that go on to the next ask.
Result<std::vector<std::size_t>> lookUp(const Provider &provider, const LlmRunOptions &options,
                                        CallCache &cache, LlmPlan &plan,
                                        std::span<const std::size_t> samples)
{
    std::vector<std::string> keys;
    keys.reserve(samples.size());
    for (const std::size_t index : samples)
        keys.push_back(plan.samples[index].key);
    auto found = cache.find(keys);
    if (!found)
        return tl::make_unexpected(std::move(found.error()));
    std::vector<std::size_t> goOn;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::optional<StoredCall> &call = (*found)[i];
        if (!call)
            continue;
        PlannedSample &sample = plan.samples[samples[i]];
        sample.result = sampleOf(provider, options, *call);
        sample.result.fromCache = true;
        sample.finished = !asksAgain(provider, options, *call, sample.result);
        if (!sample.finished)
            goOn.push_back(samples[i]);
    }
    return goOn;
}

/// What was handed over as a batch job is paid for: it is not to be asked a second time.
Result<void> markWaiting(CallCache &cache, LlmPlan &plan)
{
    std::vector<std::size_t> open;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < plan.samples.size(); ++i) {
        if (plan.samples[i].finished)
            continue;
        open.push_back(i);
        keys.push_back(plan.samples[i].key);
    }
    const auto wait = cache.waitInBatches(keys);
    if (!wait)
        return tl::make_unexpected(wait.error());
    for (std::size_t i = 0; i < open.size(); ++i)
        plan.samples[open[i]].waits = (*wait)[i];
    return {};
}

/// The keys of the first asks. Long prompts by the thousand take a while to hash: on all cores.
void computeKeys(const Provider &provider, const std::vector<LlmQuestion> &questions,
                 const LlmRunOptions &options, LlmPlan &plan)
{
    constexpr std::size_t worthAThread = 200;
    const std::size_t threads = std::clamp<std::size_t>(
        plan.samples.size() / worthAThread, 1, std::max(1U, std::thread::hardware_concurrency()));
    const auto compute = [&](std::size_t first) {
        for (std::size_t i = first; i < plan.samples.size(); i += threads) {
            PlannedSample &sample = plan.samples[i];
            sample.key = requestKey(provider, options.parameters,
                                    questions[plan.prompts[sample.prompt].question].prompt,
                                    sample.sample, 0);
        }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i)
        others.emplace_back(compute, i);
    compute(0);
    for (std::thread &other : others)
        other.join();
}

} // namespace

std::vector<LlmAnswer> LlmPlan::answers() const
{
    std::vector<LlmAnswer> answers;
    answers.reserve(promptOf.size());
    for (const std::size_t prompt : promptOf) {
        LlmAnswer answer;
        for (std::size_t i = prompt * samplesEach; i < (prompt + 1) * samplesEach; ++i) {
            answer.samples.push_back(samples[i].result);
            answer.samples.back().missing = !samples[i].finished;
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

std::int64_t LlmPlan::waiting() const
{
    std::int64_t count = 0;
    for (const PlannedSample &sample : samples) {
        if (sample.waits)
            count += prompts[sample.prompt].questions;
    }
    return count;
}

void planNextAsk(const Provider &provider, const std::vector<LlmQuestion> &questions,
                 const LlmRunOptions &options, const LlmPlan &plan, PlannedSample &sample)
{
    sample.ask += 1;
    sample.key = requestKey(provider, options.parameters,
                            questions[plan.prompts[sample.prompt].question].prompt, sample.sample,
                            sample.ask);
}

Result<LlmPlan> planQuestions(const Provider &provider, const std::vector<LlmQuestion> &questions,
                              const LlmRunOptions &options, CallCache &cache, Job &job)
{
    if (auto usable = checkOptions(provider, options); !usable)
        return tl::make_unexpected(std::move(usable.error()));
    LlmPlan plan;
    plan.samplesEach = static_cast<std::size_t>(options.samples);
    std::unordered_map<std::string_view, std::size_t> known;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const std::string &prompt = questions[i].prompt;
        if (trimmed(prompt).empty() || !isValidUtf8(prompt))
            return failure(ErrorCode::InvalidInput,
                           "The prompt of question " + std::to_string(i + 1) + " is "
                               + (isValidUtf8(prompt) ? "empty" : "not valid UTF-8")
                               + "; nothing was sent. Mend the prompt.");
        const auto [entry, isNew] = known.try_emplace(prompt, plan.prompts.size());
        if (isNew)
            plan.prompts.push_back({i, 0});
        plan.prompts[entry->second].questions += 1;
        plan.promptOf.push_back(entry->second);
    }
    std::vector<std::size_t> open;
    for (std::size_t prompt = 0; prompt < plan.prompts.size(); ++prompt) {
        for (int sample = 0; sample < options.samples; ++sample) {
            PlannedSample planned;
            planned.prompt = prompt;
            planned.sample = sample;
            open.push_back(plan.samples.size());
            plan.samples.push_back(std::move(planned));
        }
    }
    computeKeys(provider, questions, options, plan);
    while (!open.empty()) {
        std::vector<std::size_t> goOn;
        for (std::size_t at = 0; at < open.size(); at += keysAtOnce) {
            if (job.isCancelled())
                return cancelled();
            auto some = lookUp(provider, options, cache, plan,
                               std::span(open).subspan(at, std::min(keysAtOnce, open.size() - at)));
            if (!some)
                return tl::make_unexpected(std::move(some.error()));
            goOn.insert(goOn.end(), some->begin(), some->end());
        }
        for (const std::size_t index : goOn)
            planNextAsk(provider, questions, options, plan, plan.samples[index]);
        open = std::move(goOn);
    }
    if (options.cachedOnly) // then nothing is asked anyway
        return plan;
    if (Result<void> marked = markWaiting(cache, plan); !marked)
        return tl::make_unexpected(std::move(marked.error()));
    return plan;
}

std::vector<PlannedRequest> requestsFor(const LlmPlan &plan,
                                        const std::vector<std::size_t> &samples, bool together)
{
    std::vector<PlannedRequest> requests;
    for (const std::size_t index : samples) {
        const auto fits = [&](const PlannedRequest &request) {
            return together && request.samples.size() < choicesAtOnce
                   && plan.samples[request.samples[0]].ask == plan.samples[index].ask;
        };
        const auto found = std::find_if(requests.begin(), requests.end(), fits);
        if (found == requests.end())
            requests.push_back({{index}, 0});
        else
            found->samples.push_back(index);
    }
    return requests;
}

std::vector<PlannedRequest> openRequests(const LlmPlan &plan, bool together)
{
    std::vector<PlannedRequest> requests;
    for (std::size_t prompt = 0; prompt < plan.prompts.size(); ++prompt) {
        std::vector<std::size_t> open;
        for (std::size_t i = prompt * plan.samplesEach; i < (prompt + 1) * plan.samplesEach; ++i) {
            if (!plan.samples[i].finished && !plan.samples[i].waits)
                open.push_back(i);
        }
        const auto some = requestsFor(plan, open, together);
        requests.insert(requests.end(), some.begin(), some.end());
    }
    return requests;
}

} // namespace auspex
