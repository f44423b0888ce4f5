// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/llm_session.h"

#include <algorithm>

#include <CLI/App.hpp>

#include "app/cli/environment_keys.h"
#include "app/cli/workspaces.h"
#include "core/base/text.h"
#include "core/predict/wording.h"

namespace auspex::cli {

namespace {

/// What a command may spend where nobody said how much: enough for a first look.
constexpr double usualLimit = 1.0;

std::string budgetProblem(const std::string &text)
{
    const auto amount = parseDouble(text);
    if (text == "none" || (amount && *amount >= 0.0))
        return {};
    return quotedForMessage(text) + " is no amount of US dollars, such as 2.50, and not none";
}

std::filesystem::path fileOr(const std::string &given, const char *name)
{
    return given.empty() ? userLlmFolder() / name : std::filesystem::path(given);
}

/// A file that was named must be there; the user's own need not.
Result<void> checkNamed(const std::string &file)
{
    std::error_code ignored;
    if (file.empty() || std::filesystem::exists(file, ignored))
        return {};
    return failure(ErrorCode::NotFound, "The file " + file + " does not exist; check its name.");
}

/// Whether asking the model may cost money.
bool mayCost(const Provider &provider, const PriceList &prices, const std::string &model)
{
    if (provider.isLocal)
        return false;
    const auto price = prices.find(provider, model, utcDay(), 0);
    return !price || price->rates.input > 0.0 || price->rates.output > 0.0;
}

std::string timeText(double seconds)
{
    if (seconds < 90.0)
        return formatFixed(std::max(1.0, seconds), 0) + " s";
    if (seconds < 90.0 * 60.0)
        return formatFixed(seconds / 60.0, 0) + " min";
    return formatFixed(seconds / 3600.0, 1) + " h";
}

/// All that is asked in one way.
struct SpecQueries {
    LlmSpec spec;
    std::vector<LlmQuery> queries;
};

std::vector<SpecQueries> bySpec(const std::vector<LlmDemand> &demands)
{
    std::vector<SpecQueries> groups;
    for (const LlmDemand &demand : demands) {
        auto same = std::find_if(groups.begin(), groups.end(),
                                 [&](const SpecQueries &one) { return one.spec == demand.spec; });
        if (same == groups.end())
            same = groups.insert(groups.end(), {demand.spec, {}});
        same->queries.push_back(demand.query);
    }
    return groups;
}

/// The sum of what several demands take.
void add(CostEstimate &sum, const CostEstimate &estimate)
{
    sum.requests += estimate.requests;
    sum.promptTokens += estimate.promptTokens;
    sum.completionTokens += estimate.completionTokens;
    sum.tokensAreExact = sum.tokensAreExact && estimate.tokensAreExact;
    if (estimate.requests > 0) {
        sum.cost = sum.cost && estimate.cost ? std::optional(*sum.cost + *estimate.cost)
                                             : std::nullopt;
        sum.seconds += estimate.seconds;
    }
}

std::string estimateText(const CostEstimate &estimate)
{
    return std::to_string(estimate.requests)
           + (estimate.requests == 1 ? " request, " : " requests, ")
           + (estimate.tokensAreExact ? "" : "about ") + std::to_string(estimate.promptTokens)
           + " prompt tokens and at most " + std::to_string(estimate.completionTokens)
           + " completion tokens: " + (estimate.cost ? "at most " : "") + moneyText(estimate.cost)
           + ", about " + timeText(estimate.seconds);
}

} // namespace

void addLlmOptions(CLI::App &command, LlmOptions &options)
{
    command
        .add_option("--providers", options.providersFile,
                    "LLM services, instead of the user's own over the presets")
        ->type_name("FILE");
    command
        .add_option("--prices", options.pricesFile,
                    "Prices, instead of the user's own over the built-in list")
        ->type_name("FILE");
    command
        .add_option("--budget", options.budget,
                    "Most US dollars to spend, or none for no limit; without it, 1 where\n"
                    "models may cost money")
        ->check(budgetProblem)
        ->type_name("USD");
    command
        .add_option("--parallel", options.parallel,
                    "Requests in flight at once; 0 for as many as the provider says")
        ->check(CLI::Range(0, 1000).description({}))
        ->type_name("N");
    command.add_flag("--cached-only", options.cachedOnly,
                     "Send nothing: only replies that --workspace keeps");
}

Result<std::vector<Provider>> providersOf(const LlmOptions &options)
{
    return checkNamed(options.providersFile).and_then([&] {
        return loadProviders(fileOr(options.providersFile, "providers.json"));
    });
}

Result<PriceList> pricesOf(const LlmOptions &options)
{
    return checkNamed(options.pricesFile).and_then([&] {
        return loadPrices(fileOr(options.pricesFile, "prices.json"));
    });
}

void addExampleOptions(CLI::App &command, ExampleOptions &options)
{
    CLI::Option *files = command
                             .add_option("--examples", options.files,
                                         "Two text files, source and target sentences line by "
                                         "line, to draw the\ntask's examples from")
                             ->expected(2)
                             ->type_name("SOURCE TARGET");
    command
        .add_option("--examples-tsv", options.pairsFile,
                    "The same in one file, with a tab between source and target")
        ->excludes(files)
        ->type_name("FILE");
}

tl::expected<std::optional<TaskPromptData>, Stop> examplesGiven(const Context &context,
                                                                const ExampleOptions &options,
                                                                TaskPromptData data)
{
    if (options.files.empty() && options.pairsFile.empty())
        return std::nullopt;
    auto pairs = options.pairsFile.empty()
                     ? readTaskExamples(options.files.front(), options.files.back())
                     : readTaskExamples(options.pairsFile, {});
    if (!pairs)
        return tl::make_unexpected(Stop(pairs.error()));
    data.pool = std::move(*pairs);
    data.chosen.clear();
    if (context.options.seedIsGiven)
        data.exampleSeed = context.options.seed;
    return data;
}

tl::expected<std::unique_ptr<LlmSession>, Stop> LlmSession::open(Context &context,
                                                                 const LlmOptions &options,
                                                                 const std::vector<LlmSpec> &specs,
                                                                 bool dataIsElsewhere)
{
    std::unique_ptr<LlmSession> session(new LlmSession);
    auto providers = providersOf(options);
    if (!providers)
        return tl::make_unexpected(Stop(providers.error()));
    auto prices = pricesOf(options);
    if (!prices)
        return tl::make_unexpected(Stop(prices.error()));
    session->m_providers = std::move(*providers);
    session->m_prices = std::move(*prices);
    session->m_cachedOnly = options.cachedOnly;

    const LlmSpec *costly = nullptr;
    std::vector<std::string> used;
    for (const LlmSpec &spec : specs) {
        const auto provider = findProvider(session->m_providers, spec.provider);
        if (!provider)
            return tl::make_unexpected(Stop(provider.error()));
        if (mayCost(*provider, session->m_prices, spec.model))
            costly = &spec;
        if (!options.cachedOnly)
            used.push_back(provider->id);
    }
    if (context.options.workspace.empty() && options.cachedOnly)
        return wrongUsage("--cached-only takes replies from a workspace; name it with --workspace "
                          "FILE.auspex.");
    if (context.options.workspace.empty() && costly)
        return wrongUsage("What " + costly->model
                          + " answers may cost money and has to be kept: name a workspace with "
                            "--workspace FILE.auspex, which is made if it does not exist.");
    if (context.options.workspace.empty()) {
        context.console.say("without --workspace the replies are not kept: asking again computes "
                            "them again.");
    } else {
        auto workspace = options.cachedOnly
                             ? openToRead(context)
                             : openToWrite(context,
                                           dataIsElsewhere ? IfMissing::Create : IfMissing::Fail);
        if (!workspace)
            return tl::make_unexpected(workspace.error());
        session->m_workspace.emplace(std::move(*workspace));
    }
    takeEnvironmentKeys(session->m_providers, used);
    session->m_budgetIsUsual = options.budget.empty() && costly;
    if (session->m_budgetIsUsual)
        session->m_budget = usualLimit;
    else if (const auto amount = parseDouble(options.budget))
        session->m_budget = *amount;

    LlmService::Settings settings;
    settings.mode = options.cachedOnly ? LlmService::Mode::CachedOnly : LlmService::Mode::Send;
    settings.providers = session->m_providers;
    settings.prices = session->m_prices;
    settings.budget = session->m_budget;
    settings.parallel = options.parallel;
    auto service = LlmService::create(std::move(settings), session->workspace());
    if (!service)
        return tl::make_unexpected(Stop(service.error()));
    session->m_service = std::move(*service);
    return session;
}

Outcome LlmSession::announce(Context &context, const std::vector<LlmDemand> &demands)
{
    if (m_cachedOnly)
        return {};
    CostEstimate sum;
    sum.cost = 0.0;
    sum.tokensAreExact = true;
    for (const SpecQueries &one : bySpec(demands)) {
        const auto estimate = m_service->estimate(one.spec, one.queries, context.job);
        if (!estimate && estimate.error().code == ErrorCode::Cancelled)
            return tl::make_unexpected(Stop(estimate.error()));
        if (!estimate) // asking will fail with the same sentence, in the predictor's row
            continue;
        if (estimate->requests > 0 && !estimate->cost && m_budget)
            return tl::make_unexpected(Stop(
                Status::Failed, "The price of " + quotedForMessage(one.spec.model)
                                    + " is not known, so a limit of " + moneyText(m_budget)
                                    + " cannot be kept: say it with auspex-cli llm prices --set, "
                                      "or allow any amount with --budget none."));
        add(sum, *estimate);
    }
    if (sum.requests == 0) {
        context.console.say("every reply is in the workspace; nothing has to be sent.");
        return {};
    }
    context.console.say("will send " + estimateText(sum) + '.');
    if (m_budgetIsUsual)
        context.console.say("stops at " + moneyText(m_budget)
                            + ", the limit where none is given; --budget USD sets another.");
    else if (m_budget && sum.cost.value_or(0.0) > *m_budget)
        context.console.say("may stop at the limit of " + moneyText(m_budget)
                            + "; what came by then is kept.");
    return {};
}

void LlmSession::sumUp(Context &context) const
{
    const LlmRunStatus status = m_service->status();
    if (status.requests == 0)
        return;
    std::string text = "sent " + counted(static_cast<std::size_t>(status.requests), "request")
                       + " (" + std::to_string(status.usage.prompt) + " prompt tokens, "
                       + std::to_string(status.usage.completion) + " completion tokens) for "
                       + moneyText(status.cost);
    if (status.fromCache > 0)
        text += "; " + std::to_string(status.fromCache) + " predictions were known";
    if (status.unusable > 0)
        text += "; " + std::to_string(status.unusable) + " answers could not be used";
    for (const auto &[kind, count] : status.failures)
        text += "; " + kind + " " + std::to_string(count) + (count == 1 ? " time" : " times");
    context.console.say(text + '.');
}

std::shared_ptr<LlmService> LlmSession::whatIsKept() const
{
    if (!m_workspace)
        return nullptr;
    LlmService::Settings settings;
    settings.providers = m_providers;
    settings.prices = m_prices;
    return LlmService::create(std::move(settings), &*m_workspace).value_or(nullptr);
}

std::string efficiencyProblem(const std::string &text)
{
    return efficiencyOfKey(text)
               ? std::string()
               : quotedForMessage(text) + " is not gflops, latency, model-size or none";
}

std::string moneyText(const std::optional<double> &dollars)
{
    if (!dollars)
        return "an unknown amount";
    if (*dollars == 0.0)
        return "$0";
    return '$' + formatFixed(*dollars, *dollars < 0.01 ? 6 : *dollars < 1.0 ? 4 : 2);
}

} // namespace auspex::cli
