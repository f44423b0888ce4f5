// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <QCoreApplication>

#include "core/llm/llm_plan.h"
#include "core/llm/llm_run.h"
#include "core/llm/spending.h"

// What a run would take, and whether the service is there at all.

namespace auspex {

namespace {

constexpr std::size_t mostCounted
    = 12; ///< prompts that are counted by the service, one request each
constexpr HttpTimeouts patience = {30.0, 30.0}; ///< of a person who waits for a number

/// Assumed where nothing better is known: a short answer of a service, and of a model at home.
constexpr double secondsOfRemote = 1.5;
constexpr double secondsOfLocal = 4.0;

std::optional<std::int64_t> countedTokens(const Provider &provider, const SecretKey &key,
                                          const LlmRunOptions &options, const std::string &prompt,
                                          Job &job)
{
    const HttpRequest request = countTokensRequest(provider, options.parameters, prompt);
    const HttpOutcome outcome = fetch(request, key, provider.allowsPlainHttp, patience, job);
    if (!outcome || outcome->status >= 300)
        return {};
    const Result<std::int64_t> count = tokenCountOf(provider, outcome->body);
    return count ? std::optional(*count) : std::nullopt;
}

bool canCount(const Provider &provider, const SecretKey &key)
{
    return provider.tokenCounter != TokenCounter::None && QCoreApplication::instance()
           && (!provider.needsKey || !key.isEmpty());
}

/// Tokens of each prompt that is sent, as exactly as can be told.
class PromptTokens {
public:
    PromptTokens(const Provider &provider, const SecretKey &key, const LlmRunOptions &options,
                 const std::vector<LlmQuestion> &questions, TokenEstimate estimate)
        : m_provider(provider)
        , m_key(key)
        , m_options(options)
        , m_questions(questions)
        , m_estimate(estimate)
    {
    }

    /// Spread over the prompts that are sent. Counting is for nothing where the service fails at
    /// it.
    void count(const std::vector<std::size_t> &sent, Job &job)
    {
        if (!canCount(m_provider, m_key) || sent.empty())
            return;
        const std::size_t wanted = std::min(sent.size(), mostCounted);
        double bytes = 0.0;
        double tokens = 0.0;
        for (std::size_t i = 0; i < wanted && !job.isCancelled(); ++i) {
            const std::size_t question = sent[i * sent.size() / wanted];
            const std::string &prompt = m_questions[question].prompt;
            const auto counted = countedTokens(m_provider, m_key, m_options, prompt, job);
            if (!counted)
                return;
            m_counted.emplace_back(question, *counted);
            bytes += static_cast<double>(prompt.size());
            tokens += static_cast<double>(*counted);
        }
        if (tokens > 0.0)
            m_estimate = TokenEstimate(bytes / tokens);
    }

    bool isExact(const std::vector<std::size_t> &sent) const
    {
        return !sent.empty() && m_counted.size() == sent.size();
    }

    std::int64_t counted() const { return static_cast<std::int64_t>(m_counted.size()); }

    std::int64_t of(std::size_t question) const
    {
        for (const auto &[counted, tokens] : m_counted) {
            if (counted == question)
                return tokens;
        }
        return m_estimate.expected(m_questions[question].prompt.size());
    }

private:
    const Provider &m_provider;
    const SecretKey &m_key;
    const LlmRunOptions &m_options;
    const std::vector<LlmQuestion> &m_questions;
    TokenEstimate m_estimate;
    std::vector<std::pair<std::size_t, std::int64_t>> m_counted;
};

double secondsFor(const Provider &provider, const LlmRunOptions &options, std::int64_t requests)
{
    const int parallel = std::max(1, options.parallel > 0 ? options.parallel : provider.parallel);
    const auto count = static_cast<double>(requests);
    const double byLatency = count * (provider.isLocal ? secondsOfLocal : secondsOfRemote)
                             / static_cast<double>(parallel);
    const double byRate = provider.requestsPerMinute > 0
                              ? count * 60.0 / static_cast<double>(provider.requestsPerMinute)
                              : 0.0;
    return std::max(byLatency, byRate);
}

} // namespace

Result<CostEstimate> estimateCost(const Provider &provider, const SecretKey &key,
                                  const PriceList &prices,
                                  const std::vector<LlmQuestion> &questions,
                                  const LlmRunOptions &options, CallCache &cache, Job &job)
{
    const Result<LlmPlan> plan = planQuestions(provider, questions, options, cache, job);
    if (!plan)
        return tl::make_unexpected(plan.error());
    const std::string &model = options.parameters.model;
    const auto ratio = cache.bytesPerToken(model);
    if (!ratio)
        return tl::make_unexpected(ratio.error());
    const bool together = provider.family != ApiFamily::Anthropic
                          && switchesFor(provider, model).manySamples;
    const std::vector<PlannedRequest> requests = openRequests(*plan, together);
    const auto questionOf = [&](const PlannedRequest &request) {
        return plan->prompts[plan->samples[request.samples[0]].prompt].question;
    };
    std::vector<std::size_t> sent;
    for (const PlannedRequest &request : requests) {
        if (sent.empty() || sent.back() != questionOf(request))
            sent.push_back(questionOf(request));
    }
    PromptTokens tokens(provider, key, options, questions, TokenEstimate(*ratio));
    tokens.count(sent, job);
    if (job.isCancelled())
        return cancelled();

    CostEstimate estimate;
    estimate.requests = static_cast<std::int64_t>(requests.size());
    estimate.tokensAreExact = tokens.isExact(sent);
    estimate.promptsCounted = tokens.counted();
    estimate.cost = 0.0;
    estimate.batchCost = 0.0;
    const std::string day = utcDay();
    for (const PlannedRequest &request : requests) {
        TokenUsage usage;
        usage.prompt = tokens.of(questionOf(request));
        usage.completion = std::int64_t(options.parameters.maxTokens)
                           * static_cast<std::int64_t>(request.samples.size());
        estimate.promptTokens += usage.prompt;
        estimate.completionTokens += usage.completion;
        const std::optional<Price> price = prices.find(provider, model, day, usage.prompt);
        if (!price) {
            estimate.cost.reset();
            estimate.batchCost.reset();
        }
        if (estimate.cost)
            *estimate.cost += costOf(usage, *price);
        if (estimate.batchCost)
            *estimate.batchCost += costOf(usage, *price, true);
    }
    if (!provider.batches)
        estimate.batchCost.reset();
    estimate.seconds = secondsFor(provider, options, estimate.requests);
    return estimate;
}

tl::expected<std::vector<std::string>, ChatFailure> listModels(const Provider &provider,
                                                               const SecretKey &key, Job &job)
{
    HttpOutcome outcome = fetch(modelsRequest(provider), key, provider.allowsPlainHttp, patience,
                                job);
    if (!outcome)
        return tl::make_unexpected(std::move(outcome.error()));
    auto models = modelsOf(provider, outcome->status, outcome->headers, outcome->body);
    if (!models)
        return tl::make_unexpected(redacted(std::move(models.error()), key));
    std::sort(models->begin(), models->end());
    models->erase(std::unique(models->begin(), models->end()), models->end());
    return models;
}

} // namespace auspex
