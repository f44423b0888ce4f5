// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/price.h"

#include <algorithm>

#include <QDate>

#include "core/base/files.h"
#include "core/llm/json_fields.h"
#include "core/llm/resource.h"

// Price lists as JSON: resources/llm/prices.json and the user's own. One entry may name several
// models of the same price.

namespace auspex {

namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view fileFormat = "auspex-prices";
constexpr std::uintmax_t largestFile = 4ULL << 20;

bool isDay(const std::string &text)
{
    const QString day = QString::fromStdString(text);
    const QDate date = QDate::fromString(day, Qt::ISODate);
    return date.isValid() && date.toString(Qt::ISODate) == day;
}

std::vector<std::string> modelsIn(JsonFields &fields)
{
    std::vector<std::string> models;
    const Json *list = fields.list("models");
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        if ((*list)[i].is_string() && !(*list)[i].get_ref<const std::string &>().empty())
            models.push_back((*list)[i].get<std::string>());
        else
            fields.wrong("models", "must be a list of models' names, with * for any characters");
    }
    if (models.empty())
        fields.wrong("models", "must name at least one model");
    return models;
}

Result<std::vector<Price>> pricesOf(const Json &json)
{
    JsonFields fields(json);
    const std::vector<std::string> models = modelsIn(fields);
    Price price;
    fields.text("effective_from", price.effectiveFrom);
    fields.whole("above_prompt_tokens", price.abovePromptTokens, 0, 1'000'000'000);
    std::optional<double> input;
    std::optional<double> output;
    fields.amount("input", input);
    fields.amount("cached_input", price.rates.cachedInput);
    fields.amount("cache_write", price.rates.cacheWrite);
    fields.amount("output", output);
    fields.amount("batch_factor", price.batchFactor);
    fields.text("source", price.source);
    fields.text("as_of", price.asOf);
    fields.text("note", price.note);
    if (!input)
        fields.wrong("input", "is missing: the price of a million prompt tokens in US dollars");
    if (!output)
        fields.wrong("output", "is missing: the price of a million answer tokens in US dollars");
    if (!price.effectiveFrom.empty() && !isDay(price.effectiveFrom))
        fields.wrong("effective_from", "must be a day as 2026-09-01");
    if (!price.asOf.empty() && !isDay(price.asOf))
        fields.wrong("as_of", "must be a day as 2026-09-01");
    if (const std::optional<std::string> problem = fields.problem())
        return failure(ErrorCode::InvalidInput, *problem);
    price.rates.input = *input;
    price.rates.output = *output;
    std::vector<Price> prices;
    for (const std::string &model : models) {
        price.model = model;
        prices.push_back(price);
    }
    return prices;
}

Result<std::vector<Price>> parsePrices(std::string_view text, const std::string &source)
{
    const Result<Json> list = listOfDocument(text, source, fileFormat, "prices");
    if (!list)
        return tl::make_unexpected(list.error());
    std::vector<Price> prices;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Result<std::vector<Price>> entry = pricesOf((*list)[i]);
        if (!entry)
            return failure(entry.error().code, source + ", price " + std::to_string(i + 1) + ": "
                                                   + entry.error().message);
        prices.insert(prices.end(), entry->begin(), entry->end());
    }
    return prices;
}

/// As an entry of a file: the fields of priceJson(), with the model as a list.
OrderedJson entryJson(const Price &price)
{
    OrderedJson entry = {{"models", {price.model}}};
    const OrderedJson json = priceJson(price);
    for (const auto &[name, value] : json.items()) {
        if (name != "model")
            entry[name] = value;
    }
    return entry;
}

} // namespace

nlohmann::ordered_json priceJson(const Price &price)
{
    OrderedJson json = {{"model", price.model}};
    if (!price.effectiveFrom.empty())
        json["effective_from"] = price.effectiveFrom;
    if (price.abovePromptTokens != 0)
        json["above_prompt_tokens"] = price.abovePromptTokens;
    json["input"] = price.rates.input;
    if (price.rates.cachedInput)
        json["cached_input"] = *price.rates.cachedInput;
    if (price.rates.cacheWrite)
        json["cache_write"] = *price.rates.cacheWrite;
    json["output"] = price.rates.output;
    json["batch_factor"] = price.batchFactor;
    const auto text = [&json](const char *name, const std::string &value) {
        if (!value.empty())
            json[name] = value;
    };
    text("source", price.source);
    text("as_of", price.asOf);
    text("note", price.note);
    return json;
}

const PriceList &builtInPrices()
{
    // That it can be read is pinned by a test, so a broken one never leaves the workshop.
    static const PriceList list(
        parsePrices(resourceText("llm/prices.json"), "prices.json").value());
    return list;
}

Result<std::vector<Price>> loadOwnPrices(const std::filesystem::path &userFile)
{
    std::error_code none;
    if (!std::filesystem::exists(userFile, none))
        return std::vector<Price>();
    const Result<std::string> text = readFile(userFile, largestFile);
    if (!text)
        return tl::make_unexpected(text.error());
    return parsePrices(*text, userFile.string());
}

PriceList withOwnPrices(const std::vector<Price> &own)
{
    std::vector<Price> prices = own;
    for (const Price &price : builtInPrices().prices()) {
        const bool isReplaced = std::any_of(
            own.begin(), own.end(), [&](const Price &mine) { return mine.model == price.model; });
        if (!isReplaced)
            prices.push_back(price);
    }
    return PriceList(std::move(prices));
}

Result<PriceList> loadPrices(const std::filesystem::path &userFile)
{
    const Result<std::vector<Price>> own = loadOwnPrices(userFile);
    if (!own)
        return tl::make_unexpected(own.error());
    return withOwnPrices(*own);
}

Result<void> savePrices(const std::filesystem::path &userFile, const std::vector<Price> &own)
{
    OrderedJson list = OrderedJson::array();
    for (const Price &price : own) {
        OrderedJson entry = entryJson(price);
        // What could not be read again is refused now, while its author is there to mend it.
        if (const Result<std::vector<Price>> read = pricesOf(Json(entry)); !read)
            return failure(ErrorCode::InvalidInput, "The price of \"" + price.model
                                                        + "\" cannot be kept. "
                                                        + read.error().message);
        list.push_back(std::move(entry));
    }
    return writeUserFile(userFile, {{"format", fileFormat}, {"prices", std::move(list)}});
}

} // namespace auspex
