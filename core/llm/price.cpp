// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/price.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <QDateTime>

namespace auspex {

namespace {

constexpr double tokensOfAPrice = 1e6; ///< rates are for so many

Price freeOfCharge(const std::string &model)
{
    Price price;
    price.model = model;
    price.rates.cachedInput = 0.0;
    price.rates.cacheWrite = 0.0;
    price.source = "runs on this machine or the user's own";
    return price;
}

} // namespace

PriceList::PriceList(std::vector<Price> prices)
    : m_prices(std::move(prices))
{
}

std::optional<Price> PriceList::find(const Provider &provider, std::string_view model,
                                     std::string_view day, std::int64_t promptTokens) const
{
    if (provider.isLocal)
        return freeOfCharge(std::string(model));
    // Pattern and date are decided before the tier: a tier never revives an older price.
    const Price *best = nullptr;
    const auto isBetter = [](const Price &price, const Price &than) {
        return std::forward_as_tuple(price.model.size(), price.effectiveFrom)
               > std::forward_as_tuple(than.model.size(), than.effectiveFrom);
    };
    for (const Price &price : m_prices) {
        if (matchesPattern(model, price.model) && price.effectiveFrom <= day
            && (!best || isBetter(price, *best)))
            best = &price;
    }
    if (!best)
        return std::nullopt;
    const Price *tier = nullptr;
    for (const Price &price : m_prices) {
        if (price.model == best->model && price.effectiveFrom == best->effectiveFrom
            && (price.abovePromptTokens == 0 || promptTokens > price.abovePromptTokens)
            && (!tier || price.abovePromptTokens > tier->abovePromptTokens))
            tier = &price;
    }
    return tier ? std::optional(*tier) : std::nullopt;
}

double costOf(const TokenUsage &usage, const Price &price, bool isBatch)
{
    const PriceRates &rates = price.rates;
    // A service that counts more cached tokens than it got must not give money back.
    const std::int64_t plain = std::max<std::int64_t>(0, usage.prompt - usage.cached
                                                             - usage.cacheWrite);
    const double sum = static_cast<double>(plain) * rates.input
                       + static_cast<double>(usage.cached) * rates.cachedInput.value_or(rates.input)
                       + static_cast<double>(usage.cacheWrite)
                             * rates.cacheWrite.value_or(rates.input)
                       + static_cast<double>(usage.completion) * rates.output;
    return sum / tokensOfAPrice * (isBatch ? price.batchFactor : 1.0);
}

std::string utcDay()
{
    return QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate).toStdString();
}

SearchCost searchCost(std::optional<double> costPerPrediction, std::int64_t candidatesPerSearch,
                      std::int64_t searches, std::int64_t distillationPredictions)
{
    SearchCost cost;
    cost.callsPerSearch = candidatesPerSearch;
    if (costPerPrediction) {
        cost.perSearch = *costPerPrediction * static_cast<double>(candidatesPerSearch);
        cost.allSearches = *cost.perSearch * static_cast<double>(searches);
        cost.distilled = *costPerPrediction * static_cast<double>(distillationPredictions);
    }
    return cost;
}

} // namespace auspex
