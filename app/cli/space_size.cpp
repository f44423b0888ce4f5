// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/space_size.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include "core/arch/gene.h"

namespace auspex::cli {

namespace {

/// A whole number of any size: a space with 64 layers has more networks than 64 bits can count.
class Natural {
public:
    explicit Natural(std::uint32_t value) { m_digits.push_back(value); }

    void multiply(std::uint64_t factor)
    {
        std::uint64_t carry = 0;
        for (std::uint32_t &digit : m_digits) {
            const std::uint64_t value = digit * factor + carry;
            digit = static_cast<std::uint32_t>(value % base);
            carry = value / base;
        }
        push(carry);
    }

    void add(const Natural &other)
    {
        m_digits.resize(std::max(m_digits.size(), other.m_digits.size()));
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < m_digits.size(); ++i) {
            const std::uint64_t value = carry + m_digits[i]
                                        + (i < other.m_digits.size() ? other.m_digits[i] : 0);
            m_digits[i] = static_cast<std::uint32_t>(value % base);
            carry = value / base;
        }
        push(carry);
    }

    Natural times(const Natural &other) const
    {
        Natural product(0);
        for (std::size_t i = 0; i < other.m_digits.size(); ++i) {
            Natural part = *this;
            part.multiply(other.m_digits[i]);
            part.m_digits.insert(part.m_digits.begin(), i, 0);
            product.add(part);
        }
        return product;
    }

    std::string text() const
    {
        std::string text;
        for (auto digit = m_digits.rbegin(); digit != m_digits.rend(); ++digit) {
            const std::string part = std::to_string(*digit);
            text += text.empty() ? part : std::string(9 - part.size(), '0') + part;
            if (text == "0")
                text.clear();
        }
        return text.empty() ? "0" : text;
    }

private:
    static constexpr std::uint64_t base = 1'000'000'000;

    void push(std::uint64_t carry)
    {
        for (; carry > 0; carry /= base)
            m_digits.push_back(static_cast<std::uint32_t>(carry % base));
    }

    std::vector<std::uint32_t> m_digits; ///< to the base of a thousand million, the lowest first
};

std::uint64_t distinct(const std::vector<int> &choices)
{
    return std::set<int>(choices.begin(), choices.end()).size();
}

/// The sum over the depths of layerChoices^depth.
Natural stacks(const std::vector<int> &depths, std::uint64_t layerChoices)
{
    Natural sum(0);
    for (const int depth : std::set<int>(depths.begin(), depths.end())) {
        Natural power(1);
        for (int layer = 0; layer < depth; ++layer)
            power.multiply(layerChoices);
        sum.add(power);
    }
    return sum;
}

} // namespace

std::string architectureCount(const SearchSpace &space)
{
    const std::uint64_t encoderLayer = distinct(space.encoderFfnDims)
                                       * distinct(space.encoderSelfHeads);
    const std::uint64_t decoderLayer = distinct(space.decoderFfnDims)
                                       * distinct(space.decoderSelfHeads)
                                       * distinct(space.decoderCrossHeads)
                                       * distinct(space.arbitraryAttention);
    Natural count = stacks(space.encoderLayerCounts, encoderLayer)
                        .times(stacks(space.decoderLayerCounts, decoderLayer));
    count.multiply(distinct(space.encoderEmbedDims) * distinct(space.decoderEmbedDims));
    return count.text();
}

std::string geneCount(const SearchSpace &space)
{
    Natural count(1);
    for (const std::vector<int> *choices : geneChoices(space))
        count.multiply(distinct(*choices));
    return count.text();
}

} // namespace auspex::cli
