// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <optional>

#include <CLI/App.hpp>

#include "app/cli/llm_parts.h"
#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "app/cli/task_source.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

/// What the paper's full prompt takes with ten demonstrations and five examples.
constexpr std::int64_t usualPromptTokens = 2900;
constexpr std::int64_t usualCompletionTokens = 5;

struct CostOptions {
    LlmOptions llm;
    std::optional<std::int64_t> predictions; ///< counted in the data where they are not given
    std::string tfs;
    std::vector<std::string> models;
    std::int64_t promptTokens = usualPromptTokens;
    std::int64_t completionTokens = usualCompletionTokens;
    std::int64_t candidates = 3000;
    std::int64_t searches = 60;
    std::int64_t distillation = 3000;
    std::string day;
};

/// A model of the command line with its price, where that is known.
struct Priced {
    std::string name;
    std::optional<Price> price;
};

/// PROVIDER/MODEL with the model as it is, or escaped as in predictors.
Result<Priced> priced(const std::string &text, const std::vector<Provider> &providers,
                      const PriceList &prices, const CostOptions &options)
{
    const auto spec = parseLlmSpec(text);
    if (!spec)
        return tl::make_unexpected(spec.error());
    const auto provider = findProvider(providers, spec->provider);
    if (!provider)
        return tl::make_unexpected(provider.error());
    return Priced{text, prices.find(*provider, spec->model, options.day, options.promptTokens)};
}

Result<std::vector<Priced>> pricedModels(const CostOptions &options)
{
    const auto providers = providersOf(options.llm);
    if (!providers)
        return tl::make_unexpected(providers.error());
    const auto prices = pricesOf(options.llm);
    if (!prices)
        return tl::make_unexpected(prices.error());
    std::vector<Priced> models;
    for (const std::string &text : options.models) {
        auto one = priced(text, *providers, *prices, options);
        if (!one)
            return tl::make_unexpected(one.error());
        models.push_back(std::move(*one));
    }
    if (!options.models.empty())
        return models;
    for (const Price &price : prices->prices()) {
        const bool isInForce = price.effectiveFrom.empty() || price.effectiveFrom <= options.day;
        if (isInForce && price.abovePromptTokens == 0)
            models.push_back({price.model, price});
    }
    return models;
}

ResultTable costTable(const std::vector<Priced> &models, const CostOptions &options)
{
    ResultTable table;
    const auto money = [](const char *key, const char *title) {
        return TableColumn{.key = key, .title = title, .kind = ColumnKind::Number};
    };
    table.columns = {{.key = "model", .title = "Model"},
                     {.key = "predictions", .title = "Predictions", .kind = ColumnKind::Integer},
                     money("cost", "Cost (USD)"),
                     money("batch_cost", "As a batch"),
                     money("per_search", "One search"),
                     money("all_searches", "All searches"),
                     money("distilled", "Distilled once"),
                     {.key = "as_of", .title = "Price as of"},
                     {.key = "source", .title = "Source"}};
    const TokenUsage usage{options.promptTokens, 0, 0, options.completionTokens};
    const TableCell unknown{.reason = "The price of this model is not known."};
    for (const Priced &model : models) {
        std::optional<double> one;
        std::optional<double> batch;
        if (model.price) {
            one = costOf(usage, *model.price);
            batch = costOf(usage, *model.price, true);
        }
        const SearchCost search = searchCost(one, options.candidates, options.searches,
                                             options.distillation);
        const auto cell = [&](const std::optional<double> &value, double times = 1.0) {
            return value ? TableCell{.value = *value * times} : unknown;
        };
        const std::int64_t predictions = options.predictions.value_or(0);
        const auto count = static_cast<double>(predictions);
        table.rows.push_back({{.value = model.name},
                              {.value = predictions},
                              cell(one, count),
                              cell(batch, count),
                              cell(search.perSearch),
                              cell(search.allSearches),
                              cell(search.distilled),
                              {.value = model.price ? model.price->asOf : std::string()},
                              {.value = model.price ? model.price->source : std::string()}});
    }
    table.caption = "Prompts of " + std::to_string(options.promptTokens) + " tokens, answers of "
                    + std::to_string(options.completionTokens) + "; one search scores "
                    + std::to_string(options.candidates) + " candidates, all are "
                    + std::to_string(options.searches) + " searches, distilling takes "
                    + std::to_string(options.distillation) + " predictions.";
    return table;
}

/// The test architectures of all splits: what an evaluation with one model asks.
tl::expected<std::int64_t, Stop> countedPredictions(Context &context, const std::string &folder)
{
    const auto tasks = readTasks(context, folder);
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    std::int64_t predictions = 0;
    for (const TfsTask &task : *tasks) {
        for (const TfsSplit &split : task.splits)
            predictions += static_cast<std::int64_t>(split.test.size());
    }
    return predictions;
}

Outcome tellCost(Context &context, CostOptions options)
{
    if (options.predictions && !options.tfs.empty())
        return wrongUsage("Give the number with --predictions, or the data with --tfs; not both.");
    if (!options.predictions && options.tfs.empty() && context.options.workspace.empty())
        return wrongUsage("Say how many with --predictions N, or name the data whose test "
                          "architectures count, with --tfs FOLDER or --workspace FILE.auspex.");
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    if (!options.predictions) {
        const auto counted = countedPredictions(context, options.tfs);
        if (!counted)
            return tl::make_unexpected(counted.error());
        options.predictions = *counted;
    }
    const EventLoop eventLoop;
    if (options.day.empty())
        options.day = utcDay();
    const auto models = pricedModels(options);
    if (!models)
        return tl::make_unexpected(Stop(models.error()));
    const ResultTable table = costTable(*models, options);
    context.console.say(table.caption);
    return writeTable(context, table);
}

void addNumber(CLI::App &command, const char *name, std::int64_t &value, const char *description)
{
    command.add_option(name, value, description)
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}).description({}))
        ->type_name("N");
}

} // namespace

void addLlmCost(CLI::App &llm, Program &program)
{
    CLI::App *cost = llm.add_subcommand(
        "cost", "What predictions, whole searches, and distilling once instead would cost");
    const auto options = std::make_shared<CostOptions>();
    cost->add_option("--predictions", options->predictions, "How many architectures")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}).description({}))
        ->type_name("N");
    cost->add_option("--tfs", options->tfs,
                     "As many as this folder in the LLMAS layout has for test, in all splits;\n"
                     "without it and --predictions, as the workspace has")
        ->type_name("FOLDER");
    cost->add_option("--model", options->models,
                     "PROVIDER/MODEL; repeatable; without it, all of the price list")
        ->allow_extra_args(false)
        ->take_all()
        ->type_name("P/M");
    addNumber(*cost, "--prompt-tokens", options->promptTokens, "Of one prompt");
    addNumber(*cost, "--completion-tokens", options->completionTokens, "Of one answer");
    addNumber(*cost, "--candidates", options->candidates,
              "Different architectures that one search scores");
    addNumber(*cost, "--searches", options->searches,
              "Searches in all: constraints, tasks and devices");
    addNumber(*cost, "--distillation", options->distillation,
              "Predictions that the distilled predictor learns from, once");
    cost->add_option("--day", options->day, "Prices of this day; without it, of today")
        ->type_name("YYYY-MM-DD");
    cost->add_option("--providers", options->llm.providersFile,
                     "LLM services, instead of the user's own over the presets")
        ->type_name("FILE");
    cost->add_option("--prices", options->llm.pricesFile,
                     "Prices, instead of the user's own over the built-in list")
        ->type_name("FILE");
    cost->footer("Nothing is sent. predict and evaluate tell the cost of their own prompts before "
                 "they\nsend them. A model whose price is not known has no cost, never 0.\n\n"
                 "Examples:\n"
                 "  auspex-cli llm cost --predictions 60 --model openai/gpt-4o\n"
                 "  auspex-cli llm cost --tfs tfs-eval --model openai/gpt-4o\n"
                 "  auspex-cli llm cost --predictions 3000 --searches 60 --format csv -o cost.csv");
    cost->callback([&program, options] {
        program.command = [options](Context &context) { return tellCost(context, *options); };
    });
}

} // namespace auspex::cli
