// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/spending.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr double generalBytesPerToken = 3.6; // English with numbers, over the known tokenisers
constexpr double generalFewestBytesPerToken = 2.0; // nothing but numbers in short lines
constexpr double marginOfEarlier = 0.9;
constexpr double marginOfSeen = 0.95;

std::int64_t tokensOf(std::size_t bytes, double bytesPerToken)
{
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(bytes) / bytesPerToken));
}

} // namespace

TokenEstimate::TokenEstimate(std::optional<double> bytesPerToken)
    : m_bytesPerToken(generalBytesPerToken)
    , m_fewestBytesPerToken(generalFewestBytesPerToken)
{
    if (bytesPerToken && *bytesPerToken > 0.0) {
        m_bytesPerToken = *bytesPerToken;
        m_fewestBytesPerToken = *bytesPerToken * marginOfEarlier;
    }
}

std::int64_t TokenEstimate::expected(std::size_t bytes) const
{
    return tokensOf(bytes, m_bytesPerToken);
}

std::int64_t TokenEstimate::most(std::size_t bytes) const
{
    return tokensOf(bytes, m_fewestBytesPerToken);
}

void TokenEstimate::learn(std::size_t bytes, std::int64_t tokens)
{
    // Ollama counts none where the prompt was in its cache, and others only what was new.
    constexpr double mostBelievable = 12.0;
    if (bytes == 0 || tokens <= 0)
        return;
    const double seen = static_cast<double>(bytes) / static_cast<double>(tokens);
    if (seen > mostBelievable)
        return;
    m_bytesPerToken = m_hasLearnt ? 0.9 * m_bytesPerToken + 0.1 * seen : seen;
    m_fewestBytesPerToken = m_hasLearnt ? std::min(m_fewestBytesPerToken, seen * marginOfSeen)
                                        : seen * marginOfSeen;
    m_hasLearnt = true;
}

bool Spending::hasRoomFor(double most) const
{
    // Sums of many small amounts are not exact.
    constexpr double rounding = 1e-9;
    return !m_budget || m_spent + m_underWay + most <= *m_budget + rounding;
}

void Spending::end(double most, double cost)
{
    m_underWay = std::max(0.0, m_underWay - most);
    m_spent += cost;
}

std::optional<double> mostCost(const PriceList &prices, const Provider &provider,
                               const std::string &model, std::int64_t promptTokens,
                               std::int64_t completionTokens)
{
    const std::optional<Price> price = prices.find(provider, model, utcDay(), promptTokens);
    if (!price)
        return {};
    TokenUsage usage{promptTokens, 0, 0, completionTokens};
    const double plain = costOf(usage, *price);
    usage.cacheWrite = promptTokens;
    return std::max(plain, costOf(usage, *price));
}

std::string moneyText(double dollars)
{
    return "$" + formatFixed(dollars, dollars < 1.0 ? 4 : 2);
}

} // namespace auspex
