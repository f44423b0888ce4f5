// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/llm_service.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/text.h"
#include "core/llm/prediction_of_answer.h"
#include "core/llm/run_totals.h"
#include "core/store/prompt_store.h"

namespace auspex {

namespace {

/// The questions of a query, equal ones once, and where each subject's is.
struct Prepared {
    std::vector<LlmQuestion> questions;
    std::vector<std::optional<std::size_t>> questionOf; ///< by subject; nothing: see problems
    std::vector<std::string> problems;                  ///< by subject
};

Result<Prompt> builtInPrompt(const std::string &name, std::vector<std::string> saved)
{
    std::vector<std::string> names;
    for (const BuiltInPrompt &known : builtInPrompts()) {
        if (known.name == name)
            return known.prompt;
        names.push_back(known.name);
    }
    names.insert(names.end(), std::make_move_iterator(saved.begin()),
                 std::make_move_iterator(saved.end()));
    return failure(ErrorCode::NotFound, "No prompt is called " + quotedForMessage(name)
                                            + "; there are " + join(names, ", ") + '.');
}

Result<std::vector<std::string>> savedNames(Workspace &workspace)
{
    const auto versions = loadPrompts(workspace);
    if (!versions)
        return tl::make_unexpected(versions.error());
    std::vector<std::string> names;
    for (const PromptVersion &version : *versions) {
        if (names.empty() || names.back() != version.name)
            names.push_back(version.name);
    }
    return names;
}

/// Demonstrations without the subject itself: an LLM that is shown an answer repeats it.
std::vector<PromptSubject> demonstrationsFor(const std::vector<PromptSubject> &demonstrations,
                                             const PromptSubject &subject)
{
    std::vector<PromptSubject> shown;
    for (const PromptSubject &demonstration : demonstrations) {
        if (demonstration.architecture != subject.architecture)
            shown.push_back(demonstration);
    }
    return shown;
}

/// Computed where the caller left it out.
PromptSubject withEfficiency(PromptSubject subject, EfficiencyMetric metric, const LlmQuery &query)
{
    if (!subject.efficiency)
        subject.efficiency = efficiencyValue(metric, query.space, query.vocabulary,
                                             subject.architecture, std::nullopt);
    return subject;
}

/// Scores that are no BLEU may be negative or large; what is answered may lie as far outside the
/// demonstrations as they are apart.
void widen(AnswerOptions &answers, const std::vector<PromptSubject> &demonstrations)
{
    std::vector<double> scores;
    for (const PromptSubject &demonstration : demonstrations) {
        if (demonstration.score)
            scores.push_back(*demonstration.score);
    }
    if (scores.empty())
        return;
    const auto [lowest, highest] = std::minmax_element(scores.begin(), scores.end());
    const double range = std::max(*highest - *lowest, std::abs(*highest));
    if (*lowest < answers.lowest)
        answers.lowest = *lowest - range;
    if (*highest > answers.highest)
        answers.highest = *highest + range;
}

bool anyUsable(const LlmRunOutcome &outcome)
{
    return outcome.status.done > 0;
}

PromptTask describedTask(const LlmSpec &spec, const TaskPromptData &data, const std::string &target)
{
    PromptTask task = data.task;
    if (spec.efficiency)
        task.efficiency = *spec.efficiency;
    // A description that was given for BLEU does not make BLEU of other scores.
    if (task.metric == PromptTask().metric)
        task.metric = metricOfTarget(target);
    return task;
}

} // namespace

struct LlmService::State {
    Settings settings;
    std::mutex busy; ///< held by every call that uses what stands below
    std::optional<Workspace> workspace;
    std::unique_ptr<CallCache> cache;
    std::map<std::string, Prompt> givenPrompts;
    std::map<std::string, TaskPromptData> given;
    std::map<std::string, TaskPromptData> loaded; ///< until somebody writes the workspace

    RunTotals totals; ///< guards itself, so that status() waits for nobody

    Result<TaskPromptData> taskData(const std::string &task);
    Result<Prompt> prompt(const LlmSpec &spec);
    Result<LlmRunOptions> runOptions(const LlmSpec &spec) const;
    Result<LlmRunOptions> runOptions(const LlmSpec &spec, const LlmQuery &query);
    Result<Prepared> prepare(const LlmSpec &spec, const LlmQuery &query);
    Result<std::vector<LlmQuestion>> allQuestions(const LlmSpec &spec,
                                                  std::span<const LlmQuery> queries);
    SecretKey keyOf(const Provider &provider) const;
    Result<SecretKey> keyToSend(const Provider &provider, const std::vector<LlmQuestion> &questions,
                                LlmRunOptions &options);
    Result<std::vector<LlmPrediction>> ask(const LlmSpec &spec, const LlmQuery &query, Job &job);
};

Result<TaskPromptData> LlmService::State::taskData(const std::string &task)
{
    if (const auto found = given.find(task); found != given.end())
        return found->second;
    if (!workspace)
        return TaskPromptData{promptTaskOf(task), {}, {}, TaskPromptData().exampleSeed};
    if (workspace->changedElsewhere())
        loaded.clear();
    if (const auto found = loaded.find(task); found != loaded.end())
        return found->second;
    auto data = loadTaskPromptData(*workspace, task);
    if (data)
        loaded[task] = *data;
    return data;
}

Result<Prompt> LlmService::State::prompt(const LlmSpec &spec)
{
    std::optional<Prompt> found;
    std::vector<std::string> names;
    if (const auto ready = givenPrompts.find(spec.prompt); ready != givenPrompts.end()) {
        found = ready->second;
    } else if (workspace) {
        const auto saved = loadPrompt(*workspace, spec.prompt, spec.promptVersion);
        if (!saved)
            return tl::make_unexpected(saved.error());
        if (*saved) {
            auto prompt = promptOfJson((*saved)->json);
            if (!prompt)
                return prompt;
            found = std::move(*prompt);
        } else if (auto known = savedNames(*workspace)) {
            names = std::move(*known);
        }
    }
    if (!found && spec.promptVersion)
        return failure(ErrorCode::NotFound,
                       "The prompt " + quotedForMessage(spec.prompt) + " has no saved version "
                           + std::to_string(*spec.promptVersion)
                           + (workspace ? " in this workspace" : ", as there is no workspace")
                           + "; leave out the @ for the newest or a built-in one.");
    if (!found) {
        auto builtIn = builtInPrompt(spec.prompt, std::move(names));
        if (!builtIn)
            return builtIn;
        found = std::move(*builtIn);
    }
    if (spec.variant.empty())
        return *found;
    return withVariant(*found, spec.variant);
}

Result<LlmRunOptions> LlmService::State::runOptions(const LlmSpec &spec) const
{
    const auto provider = findProvider(settings.providers, spec.provider);
    if (!provider)
        return tl::make_unexpected(provider.error());
    const ModelSwitches &switches = switchesFor(*provider, spec.model);
    if (spec.expected && !switches.logProbabilities)
        return failure(ErrorCode::InvalidInput,
                       provider->title + " gives no log probabilities for "
                           + quotedForMessage(spec.model)
                           + ", which the expected value needs; ask for value=sampled.");
    LlmRunOptions options;
    options.parameters.model = spec.model;
    options.parameters.temperature = spec.temperature;
    options.parameters.maxTokens = spec.maxTokens;
    options.parameters.seed = spec.seed;
    options.parameters.logProbabilities = spec.expected;
    options.parameters.responseFormat = switches.responseFormat;
    options.samples = spec.samples;
    options.answers.tolerant = spec.tolerant;
    options.answers.json = switches.responseFormat != ResponseFormat::Text;
    options.useExpectedValue = spec.expected;
    options.parallel = settings.parallel;
    options.cachedOnly = settings.mode == Mode::CachedOnly;
    options.retry = settings.retry;
    options.timeouts = settings.timeouts;
    if (settings.budget)
        options.budget = std::max(0.0, *settings.budget - totals.spent());
    return options;
}

Result<LlmRunOptions> LlmService::State::runOptions(const LlmSpec &spec, const LlmQuery &query)
{
    const auto data = taskData(query.task);
    if (!data)
        return tl::make_unexpected(data.error());
    return runOptions(spec).map([&](LlmRunOptions options) {
        options.answers.metric = describedTask(spec, *data, query.target).metric;
        widen(options.answers, query.demonstrations);
        return options;
    });
}

Result<Prepared> LlmService::State::prepare(const LlmSpec &spec, const LlmQuery &query)
{
    const auto filled = prompt(spec);
    if (!filled)
        return tl::make_unexpected(filled.error());
    const auto data = taskData(query.task);
    if (!data)
        return tl::make_unexpected(data.error());
    const PromptTask task = describedTask(spec, *data, query.target);
    PromptInput input{task, examplesOf(*data, spec.examples), {}, {}};
    std::vector<PromptSubject> demonstrations;
    for (const PromptSubject &demonstration : query.demonstrations)
        demonstrations.push_back(withEfficiency(demonstration, task.efficiency, query));

    Prepared prepared;
    std::unordered_map<std::string, std::size_t> known;
    std::optional<Error> first;
    for (const PromptSubject &subject : query.subjects) {
        input.demonstrations = demonstrationsFor(demonstrations, subject);
        input.query = withEfficiency(subject, task.efficiency, query);
        input.query->score.reset();
        auto rendered = renderPrompt(*filled, input);
        prepared.problems.push_back(rendered ? std::string() : rendered.error().message);
        if (!rendered) {
            first = first.value_or(rendered.error());
            prepared.questionOf.emplace_back();
            continue;
        }
        const auto [place, isNew] = known.emplace(rendered->text, prepared.questions.size());
        prepared.questionOf.emplace_back(place->second);
        if (isNew)
            prepared.questions.push_back({std::move(rendered->text), subject.architecture});
    }
    if (prepared.questions.empty() && first)
        return tl::make_unexpected(*first);
    return prepared;
}

Result<std::vector<LlmQuestion>> LlmService::State::allQuestions(const LlmSpec &spec,
                                                                 std::span<const LlmQuery> queries)
{
    std::vector<LlmQuestion> all;
    std::unordered_set<std::string> known;
    for (const LlmQuery &query : queries) {
        auto prepared = prepare(spec, query);
        if (!prepared)
            return tl::make_unexpected(prepared.error());
        for (LlmQuestion &question : prepared->questions) {
            if (known.insert(question.prompt).second)
                all.push_back(std::move(question));
        }
    }
    return all;
}

SecretKey LlmService::State::keyOf(const Provider &provider) const
{
    return settings.keys ? settings.keys(provider).key : findKey(provider).key;
}

/// The key, where something has to be sent. Without one, but with every reply in the cache, nothing
/// will be.
Result<SecretKey> LlmService::State::keyToSend(const Provider &provider,
                                               const std::vector<LlmQuestion> &questions,
                                               LlmRunOptions &options)
{
    if (options.cachedOnly)
        return SecretKey();
    const auto lacking = missingPredictions(provider, questions, options, *cache);
    if (!lacking)
        return tl::make_unexpected(lacking.error());
    if (*lacking == 0) {
        options.cachedOnly = true;
        return SecretKey();
    }
    SecretKey key = keyOf(provider);
    if (provider.needsKey && key.isEmpty())
        return tl::make_unexpected(missingKey(provider));
    return key;
}

Result<std::vector<LlmPrediction>> LlmService::State::ask(const LlmSpec &spec,
                                                          const LlmQuery &query, Job &job)
{
    const auto provider = findProvider(settings.providers, spec.provider);
    if (!provider)
        return tl::make_unexpected(provider.error());
    auto options = runOptions(spec, query);
    if (!options)
        return tl::make_unexpected(options.error());
    auto prepared = prepare(spec, query);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    const auto key = keyToSend(*provider, prepared->questions, *options);
    if (!key)
        return tl::make_unexpected(key.error());
    const auto listener = [this](const LlmRunStatus &status) {
        totals.running(status);
        if (settings.listener)
            settings.listener(totals.status());
    };
    const auto outcome = runQuestions(*provider, *key, settings.prices, prepared->questions,
                                      *options, *cache, job, listener);
    if (!outcome) {
        totals.ended({});
        return tl::make_unexpected(outcome.error());
    }
    totals.ended(outcome->status);
    if (job.isCancelled())
        return cancelled();
    if (outcome->stopped && !anyUsable(*outcome))
        return tl::make_unexpected(*outcome->stopped);
    std::vector<LlmPrediction> predictions;
    for (std::size_t i = 0; i < query.subjects.size(); ++i) {
        LlmPrediction &prediction = predictions.emplace_back();
        if (const auto question = prepared->questionOf[i]) {
            prediction = predictionOf(outcome->answers[*question], *options, outcome->stopped);
        } else {
            prediction.problem = prepared->problems[i];
            prediction.unusable = spec.samples;
        }
    }
    return predictions;
}

LlmService::LlmService()
    : m_state(std::make_unique<State>())
{
}

LlmService::~LlmService() = default;

Result<std::shared_ptr<LlmService>> LlmService::create(Settings settings,
                                                       const Workspace *workspace,
                                                       std::int64_t runId)
{
    std::shared_ptr<LlmService> service(new LlmService);
    State &state = *service->m_state;
    state.settings = std::move(settings);
    if (!workspace) {
        state.cache = memoryCallCache();
        return service;
    }
    if (workspace->isReadOnly() && state.settings.mode == Mode::Send)
        return failure(ErrorCode::ReadOnly, "Replies of an LLM have to be kept, and the workspace "
                                            "cannot be written: "
                                                + workspace->readOnlyReason());
    auto own = workspace->openAnother();
    if (!own)
        return tl::make_unexpected(own.error());
    state.workspace.emplace(std::move(*own));
    (void)state.workspace->changedElsewhere(); // the first call only begins to watch
    auto cache = workspaceCallCache(*workspace, runId);
    if (!cache)
        return tl::make_unexpected(cache.error());
    state.cache = std::move(*cache);
    return service;
}

void LlmService::setTaskPromptData(const std::string &task, TaskPromptData data)
{
    const std::lock_guard lock(m_state->busy);
    m_state->given[task] = std::move(data);
}

void LlmService::setPrompt(const std::string &name, Prompt prompt)
{
    const std::lock_guard lock(m_state->busy);
    m_state->givenPrompts[name] = std::move(prompt);
}

Result<std::vector<LlmPrediction>> LlmService::predict(const LlmSpec &spec, const LlmQuery &query,
                                                       Job &job)
{
    const std::lock_guard lock(m_state->busy);
    return m_state->ask(spec, query, job);
}

Result<std::vector<LlmQuestion>> LlmService::questions(const LlmSpec &spec, const LlmQuery &query)
{
    return questions(spec, std::span(&query, 1));
}

Result<std::vector<LlmQuestion>> LlmService::questions(const LlmSpec &spec,
                                                       std::span<const LlmQuery> queries)
{
    const std::lock_guard lock(m_state->busy);
    return m_state->allQuestions(spec, queries);
}

Result<LlmRunOptions> LlmService::runOptions(const LlmSpec &spec) const
{
    return m_state->runOptions(spec);
}

Result<LlmRunOptions> LlmService::runOptions(const LlmSpec &spec, const LlmQuery &query)
{
    const std::lock_guard lock(m_state->busy);
    return m_state->runOptions(spec, query);
}

Result<CostEstimate> LlmService::estimate(const LlmSpec &spec, const LlmQuery &query, Job &job)
{
    return estimate(spec, std::span(&query, 1), job);
}

Result<CostEstimate> LlmService::estimate(const LlmSpec &spec, std::span<const LlmQuery> queries,
                                          Job &job)
{
    const std::lock_guard lock(m_state->busy);
    auto provider = findProvider(m_state->settings.providers, spec.provider);
    if (!provider)
        return tl::make_unexpected(provider.error());
    auto options = m_state->runOptions(spec);
    if (!options)
        return tl::make_unexpected(options.error());
    const auto questions = m_state->allQuestions(spec, queries);
    if (!questions)
        return tl::make_unexpected(questions.error());
    SecretKey key;
    if (m_state->settings.mode == Mode::CachedOnly)
        provider->tokenCounter = TokenCounter::None; // nothing is sent, not even that
    else
        key = m_state->keyOf(*provider);
    options->cachedOnly = false; // what a run would take
    return estimateCost(*provider, key, m_state->settings.prices, *questions, *options,
                        *m_state->cache, job);
}

Result<std::int64_t> LlmService::missing(const LlmSpec &spec, const LlmQuery &query)
{
    const std::lock_guard lock(m_state->busy);
    const auto provider = findProvider(m_state->settings.providers, spec.provider);
    if (!provider)
        return tl::make_unexpected(provider.error());
    const auto options = m_state->runOptions(spec, query);
    if (!options)
        return tl::make_unexpected(options.error());
    const auto prepared = m_state->prepare(spec, query);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    return missingPredictions(*provider, prepared->questions, *options, *m_state->cache);
}

Result<std::vector<std::optional<double>>> LlmService::costs(const LlmSpec &spec,
                                                             const LlmQuery &query)
{
    const std::lock_guard lock(m_state->busy);
    const auto provider = findProvider(m_state->settings.providers, spec.provider);
    if (!provider)
        return tl::make_unexpected(provider.error());
    const auto options = m_state->runOptions(spec, query);
    if (!options)
        return tl::make_unexpected(options.error());
    const auto prepared = m_state->prepare(spec, query);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    const auto found = costsOfReplies(*provider, prepared->questions, *options, *m_state->cache);
    if (!found)
        return tl::make_unexpected(found.error());
    std::vector<std::optional<double>> costs;
    for (const auto question : prepared->questionOf)
        costs.push_back(question ? (*found)[*question] : std::nullopt);
    return costs;
}

Result<Prompt> LlmService::prompt(const LlmSpec &spec)
{
    const std::lock_guard lock(m_state->busy);
    return m_state->prompt(spec);
}

Result<PromptTask> LlmService::promptTask(const LlmSpec &spec, const std::string &task,
                                          const std::string &target)
{
    const std::lock_guard lock(m_state->busy);
    return m_state->taskData(task).map(
        [&](const TaskPromptData &data) { return describedTask(spec, data, target); });
}

LlmRunStatus LlmService::status() const
{
    return m_state->totals.status();
}

} // namespace auspex
