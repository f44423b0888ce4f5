// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/llm/provider.h"

// What calls cost. The list (resources/llm/prices.json) is dated, names its sources, and is edited
// in a file of the user's. Amounts are US dollars. Any thread may call.

namespace auspex {

struct TokenUsage {
    std::int64_t prompt = 0;     ///< all tokens of the prompt, the cached ones included
    std::int64_t cached = 0;     ///< of those, read from the service's cache
    std::int64_t cacheWrite = 0; ///< of those, written to it at a price of their own
    std::int64_t completion = 0; ///< reasoning included

    bool operator==(const TokenUsage &) const = default;
};

/// US dollars for one million tokens.
struct PriceRates {
    double input = 0.0;
    std::optional<double> cachedInput; ///< without: as input
    std::optional<double> cacheWrite;  ///< without: as input
    double output = 0.0;

    bool operator==(const PriceRates &) const = default;
};

/// A price with everything that tells where it is from; stored with each call.
struct Price {
    std::string model;                  ///< pattern of the entry, "gpt-4o*"
    std::string effectiveFrom;          ///< "2026-09-01"; empty: always
    std::int64_t abovePromptTokens = 0; ///< the tier: for prompts longer than this
    PriceRates rates;
    double batchFactor = 0.5; ///< of the rates, for batch jobs
    std::string source;
    std::string asOf; ///< when the source was read: "2026-08-21"
    std::string note; ///< where sources disagree, or the price depends on more than this says

    bool operator==(const Price &) const = default;
};

class PriceList {
public:
    PriceList() = default;
    explicit PriceList(std::vector<Price> prices);

    /// The entry for a model on a day ("2026-11-24") and a prompt length: the longest matching
    /// pattern, its newest date, its highest tier. A local provider's calls cost nothing. Nothing
    /// where the price is unknown: it is never taken for 0.
    std::optional<Price> find(const Provider &provider, std::string_view model,
                              std::string_view day, std::int64_t promptTokens) const;

    const std::vector<Price> &prices() const { return m_prices; }

private:
    std::vector<Price> m_prices;
};

/// (prompt - cached - written) * input + cached * cached input + written * write + completion *
/// output.
double costOf(const TokenUsage &usage, const Price &price, bool isBatch = false);

nlohmann::ordered_json priceJson(const Price &price);

const PriceList &builtInPrices();

/// The entries of the user's file alone; none where there is no file. As loadProviders().
Result<std::vector<Price>> loadOwnPrices(const std::filesystem::path &userFile);

/// The built-in list with the entries of the user's file before them. A pattern that the user has
/// priced is the user's alone: built-in entries with the same one, of whatever date, are left out.
Result<PriceList> loadPrices(const std::filesystem::path &userFile);
PriceList withOwnPrices(const std::vector<Price> &own);
Result<void> savePrices(const std::filesystem::path &userFile, const std::vector<Price> &own);

/// Today's date in UTC, "2026-11-24".
std::string utcDay();

/// What a run will take, before anything is sent.
struct CostEstimate {
    std::int64_t requests = 0;
    std::int64_t promptTokens = 0;     ///< of all requests
    std::int64_t completionTokens = 0; ///< at most: each request's limit
    bool tokensAreExact = false;       ///< counted by the provider, not estimated
    std::int64_t promptsCounted = 0;   ///< by the provider; the others are reckoned from them
    std::optional<double> cost;        ///< nothing: the price is unknown
    std::optional<double> batchCost;
    double seconds = 0.0; ///< at the provider's limits and the latency seen so far
};

/// The paper's cost analysis (section 6): what it costs to score the candidates of searches by the
/// LLM directly, for one constraint and for many runs, and what distilling once costs instead.
struct SearchCost {
    std::int64_t callsPerSearch = 0; ///< distinct candidates
    std::optional<double> perSearch;
    std::optional<double> allSearches;
    std::optional<double> distilled; ///< the training set of the student, once
};
SearchCost searchCost(std::optional<double> costPerPrediction, std::int64_t candidatesPerSearch,
                      std::int64_t searches, std::int64_t distillationPredictions);

} // namespace auspex
