// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/App.hpp>

#include "app/cli/llm_parts.h"
#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

struct PricesOptions {
    LlmOptions llm;
    std::string set;    ///< a model's pattern
    std::string remove; ///< likewise
    std::optional<double> input;
    std::optional<double> output;
    std::optional<double> cachedInput;
    std::string from;
    std::string source = "entered by hand";
};

std::filesystem::path userFile(const PricesOptions &options)
{
    return options.llm.pricesFile.empty() ? userLlmFolder() / "prices.json"
                                          : std::filesystem::path(options.llm.pricesFile);
}

Outcome listPrices(Context &context, const PricesOptions &options)
{
    const auto own = loadOwnPrices(userFile(options));
    if (!own)
        return tl::make_unexpected(Stop(own.error()));
    const PriceList prices = withOwnPrices(*own);
    ResultTable table;
    const auto money = [](const char *key, const char *title) {
        return TableColumn{.key = key, .title = title, .kind = ColumnKind::Number, .decimals = 3};
    };
    table.columns = {
        {.key = "model", .title = "Model"},
        {.key = "from", .title = "From"},
        {.key = "above_prompt_tokens", .title = "Above tokens", .kind = ColumnKind::Integer},
        money("input", "Input"),
        money("cached_input", "Cached input"),
        money("cache_write", "Cache write"),
        money("output", "Output"),
        {.key = "batch_factor", .title = "Batch", .kind = ColumnKind::Number},
        {.key = "origin", .title = "Origin"},
        {.key = "as_of", .title = "As of"},
        {.key = "source", .title = "Source"},
        {.key = "note", .title = "Note"}};
    const auto maybe = [](const std::optional<double> &value) {
        return value ? TableCell{.value = *value} : TableCell{};
    };
    for (const Price &price : prices.prices()) {
        const bool isOwn = std::find(own->begin(), own->end(), price) != own->end();
        table.rows.push_back({{.value = price.model},
                              {.value = price.effectiveFrom},
                              {.value = price.abovePromptTokens},
                              {.value = price.rates.input},
                              maybe(price.rates.cachedInput),
                              maybe(price.rates.cacheWrite),
                              {.value = price.rates.output},
                              {.value = price.batchFactor},
                              {.value = std::string(isOwn ? "own" : "built in")},
                              {.value = price.asOf},
                              {.value = price.source},
                              {.value = price.note}});
    }
    table.caption = "US dollars for one million tokens.";
    return writeTable(context, table);
}

Outcome keep(Context &context, const PricesOptions &options, const std::vector<Price> &own,
             const std::string &told)
{
    if (auto saved = savePrices(userFile(options), own); !saved)
        return tl::make_unexpected(Stop(saved.error()));
    context.console.say(told);
    return {};
}

Outcome setPrice(Context &context, const PricesOptions &options)
{
    if (!options.input || !options.output)
        return wrongUsage("--set needs --input and --output, US dollars for one million tokens.");
    auto own = loadOwnPrices(userFile(options));
    if (!own)
        return tl::make_unexpected(Stop(own.error()));
    Price price;
    price.model = options.set;
    price.effectiveFrom = options.from;
    price.rates.input = *options.input;
    price.rates.output = *options.output;
    price.rates.cachedInput = options.cachedInput;
    price.source = options.source;
    price.asOf = utcDay();
    std::erase_if(*own, [&](const Price &one) {
        return one.model == price.model && one.effectiveFrom == price.effectiveFrom
               && one.abovePromptTokens == 0;
    });
    own->push_back(price);
    return keep(context, options, *own,
                options.set + " costs $" + formatDouble(*options.input) + " for a million tokens "
                    + "in and $" + formatDouble(*options.output) + " out from now on.");
}

Outcome removePrice(Context &context, const PricesOptions &options)
{
    auto own = loadOwnPrices(userFile(options));
    if (!own)
        return tl::make_unexpected(Stop(own.error()));
    const auto gone = std::erase_if(*own,
                                    [&](const Price &one) { return one.model == options.remove; });
    if (gone == 0)
        return tl::make_unexpected(Stop(
            Status::Failed, "There is no price of one's own for " + quotedForMessage(options.remove)
                                + "; auspex-cli llm prices lists them. Built-in ones stay."));
    return keep(context, options, *own, "the price of " + options.remove + " is removed.");
}

std::string amountProblem(const std::string &text)
{
    const auto amount = parseDouble(text);
    return amount && *amount >= 0.0 ? std::string()
                                    : quotedForMessage(text) + " is no price, such as 2.50";
}

void addAmount(CLI::App &command, const char *name, std::optional<double> &value,
               const char *description)
{
    command.add_option(name, value, description)->check(amountProblem)->type_name("USD");
}

} // namespace

void addLlmPrices(CLI::App &llm, Program &program)
{
    CLI::App *prices = llm.add_subcommand(
        "prices", "The price list: dated, with its sources; adds and removes one's own entries");
    const auto options = std::make_shared<PricesOptions>();
    CLI::Option *set = prices
                           ->add_option("--set", options->set,
                                        "Price of a model, or of all that a pattern with * matches")
                           ->type_name("MODEL");
    prices->add_option("--remove", options->remove, "One's own prices of a model")
        ->excludes(set)
        ->type_name("MODEL");
    addAmount(*prices, "--input", options->input, "For one million tokens of prompts");
    addAmount(*prices, "--output", options->output, "For one million tokens of answers");
    addAmount(*prices, "--cached-input", options->cachedInput,
              "For tokens that the service had in its cache; without it, as --input");
    prices->add_option("--from", options->from, "The first day; without it, always")
        ->type_name("YYYY-MM-DD");
    prices->add_option("--source", options->source, "Where the price is from")
        ->capture_default_str()
        ->type_name("TEXT");
    prices
        ->add_option("--prices", options->llm.pricesFile,
                     "The file of one's own prices, instead of prices.json of the configuration\n"
                     "folder")
        ->type_name("FILE");
    prices->footer("What was paid keeps the price it was paid at.\n\n"
                   "Examples:\n"
                   "  auspex-cli llm prices\n"
                   "  auspex-cli llm prices --set my-model --input 0.5 --output 1.5");
    prices->callback([&program, options] {
        program.command = [options](Context &context) {
            if (const auto format = tableFormat(context.options); !format)
                return Outcome(tl::make_unexpected(format.error()));
            const EventLoop eventLoop;
            return !options->set.empty()      ? setPrice(context, *options)
                   : !options->remove.empty() ? removePrice(context, *options)
                                              : listPrices(context, *options);
        };
    });
}

} // namespace auspex::cli
