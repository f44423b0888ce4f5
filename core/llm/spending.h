// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/llm/price.h"

// What a request will take, before it is sent, and whether the budget has room for it. One thread
// at a time.

namespace auspex {

/// Tokens of texts by their bytes, learnt from what the service counts.
class TokenEstimate {
public:
    /// From earlier replies of the model, where there were any.
    explicit TokenEstimate(std::optional<double> bytesPerToken = {});

    std::int64_t expected(std::size_t bytes) const;
    std::int64_t most(std::size_t bytes) const; ///< with a margin: for budgets

    void learn(std::size_t bytes, std::int64_t tokens);

private:
    double m_bytesPerToken;
    double m_fewestBytesPerToken;
    bool m_hasLearnt = false;
};

/// Money that is spent, and money that requests under way may cost at most.
class Spending {
public:
    explicit Spending(std::optional<double> budget = {})
        : m_budget(budget)
    {
    }

    bool hasBudget() const { return m_budget.has_value(); }
    double budget() const { return m_budget.value_or(0.0); }
    double spent() const { return m_spent; }

    bool hasRoomFor(double most) const;
    void begin(double most) { m_underWay += most; }
    void end(double most, double cost);

private:
    std::optional<double> m_budget;
    double m_spent = 0.0;
    double m_underWay = 0.0;
};

/// The most that a request can cost, a write into the service's prompt cache included; nothing
/// where the price is unknown.
std::optional<double> mostCost(const PriceList &prices, const Provider &provider,
                               const std::string &model, std::int64_t promptTokens,
                               std::int64_t completionTokens);

/// As the interface shows money: "$0.0123", "$12.30".
std::string moneyText(double dollars);

} // namespace auspex
