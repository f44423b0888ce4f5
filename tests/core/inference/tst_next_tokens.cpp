// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include <QtTest>

#include "core/base/random.h"
#include "core/inference/next_tokens.h"
#include "tests/support/random_supernet.h"

using namespace auspex;

namespace {

constexpr int width = 64;
constexpr int vocabulary = 9000; // several blocks of the output, large enough to be rounded
constexpr int kept = 10;         // what a beam of 4 needs
constexpr std::int64_t stateCount = 24;

SupernetShape shape()
{
    SearchSpace space = *builtInSpace("wmt14ende");
    space.superEncoderEmbedDim = space.superDecoderEmbedDim = width;
    space.superEncoderFfnDim = space.superDecoderFfnDim = 64;
    space.qkvDim = 64;
    return supernetShape(space, vocabulary, vocabulary);
}

SupernetWeights supernet()
{
    return *supernetWeights(shape(), test::randomWeights(shape(), 7), "test");
}

/// Values as a layer norm gives them, times `scale`.
std::vector<float> randomStates(double scale)
{
    Random random(3, "states");
    std::vector<float> states(static_cast<std::size_t>(stateCount * width));
    for (float &value : states)
        value = static_cast<float>(scale * std::sqrt(12.0) * (random.unit() - 0.5));
    return states;
}

Rows rowsOf(const Forward &forward, std::span<const float> states)
{
    const auto count = static_cast<std::int64_t>(states.size()) / width;
    Rows rows;
    forward.setSize(rows, roundedRows(count), width);
    std::fill_n(rows.values.data(), rows.values.size(), 0.0F);
    std::copy(states.begin(), states.end(), rows.values.data());
    return rows;
}

/// All logits of a state, in float64.
std::vector<double> logitsOf(const SupernetWeights &weights, const float *state)
{
    std::vector<double> logits(vocabulary, 0.0);
    for (std::size_t token = 0; token < logits.size(); ++token) {
        const float *line = weights.output.data
                            + static_cast<std::int64_t>(token) * weights.output.stride;
        for (int c = 0; c < width; ++c)
            logits[token] += static_cast<double>(state[c]) * static_cast<double>(line[c]);
    }
    return logits;
}

void compare(const SupernetWeights &weights, std::span<const float> states, const NextTokens &found)
{
    for (std::size_t row = 0; row < states.size() / width; ++row) {
        const std::vector<double> logits = logitsOf(weights, states.data() + row * width);
        const double largest = *std::max_element(logits.begin(), logits.end());
        const double sum = std::accumulate(
            logits.begin(), logits.end(), 0.0,
            [&](double before, double logit) { return before + std::exp(logit - largest); });
        QVERIFY2(std::abs(found.logSum(row) - largest - std::log(sum)) < 2e-5,
                 std::to_string(found.logSum(row) - largest - std::log(sum)).c_str());
        std::vector<std::int32_t> order(logits.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
            return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
        });
        for (std::size_t i = 0; i < kept; ++i) {
            QCOMPARE(found.tokens(row)[i], order[i]);
            const double expected = logits[static_cast<std::size_t>(order[i])];
            QVERIFY(std::abs(static_cast<double>(found.logits(row)[i]) - expected)
                    < 2e-6 * std::max(1.0, std::abs(expected)));
            QVERIFY(std::abs(found.logit(row, order[i]) - expected)
                    < 2e-6 * std::max(1.0, std::abs(expected)));
        }
    }
}

} // namespace

/// Against all logits in float64.
class TestNextTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAndSumsAreThoseOfAllLogits_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("rounds");
        for (const double scale : {0.5, 1.0, 4.0, 20.0, 100.0}) {
            for (const bool rounds : {false, true})
                QTest::addRow("scale %g%s", scale, rounds ? ", rounded" : "") << scale << rounds;
        }
    }
    void tokensAndSumsAreThoseOfAllLogits()
    {
        QFETCH(double, scale);
        QFETCH(bool, rounds);
        const SupernetWeights weights = supernet();
        Forward forward(weights, Kernel::OneDnn, true);
        const std::vector<float> states = randomStates(scale);
        NextTokens found(forward, kept, rounds);
        const Rows rows = rowsOf(forward, states);
        found.find(rows, stateCount);
        compare(weights, states, found);
    }

    /// Rounding suffices where no token is probable and their logits lie apart.
    void unlikelyTokensNeedNoSecondLook()
    {
        const SupernetWeights weights = supernet();
        Forward forward(weights, Kernel::OneDnn, true);
        NextTokens found(forward, kept, true);
        const Rows rows = rowsOf(forward, randomStates(1.0));
        found.find(rows, stateCount);
        QCOMPARE(found.rowsFound(), stateCount);
        QCOMPARE(found.rowsAgain(), std::int64_t{0});
    }

    /// A hundred of the best tokens differ by less than what rounding does to them.
    void tokensThatRoundingConfusesAreComputedAnew()
    {
        SupernetWeights weights = supernet();
        const std::vector<float> states = randomStates(1.0);
        std::vector<float> output(weights.output.data,
                                  weights.output.data + std::int64_t{vocabulary} * width);
        for (int i = 0; i < 100; ++i) {
            const std::size_t token = 50 + static_cast<std::size_t>(i * 37 % 100) * 80;
            for (std::size_t c = 0; c < width; ++c)
                output[token * width + c] = 0.05F * (1.0F + 1e-4F * static_cast<float>(i))
                                            * states[c];
        }
        weights.output.data = output.data();
        Forward forward(weights, Kernel::OneDnn, true);
        NextTokens found(forward, kept, true);
        const std::span<const float> first(states.data(), width);
        const Rows rows = rowsOf(forward, first);
        found.find(rows, 1);
        compare(weights, first, found);
        if (!isFast(Kernel::OneDnnBFloat16))
            QSKIP("This processor has no bfloat16, so that nothing is rounded.");
        QCOMPARE(found.rowsAgain(), std::int64_t{1});
    }

    void aRowDependsOnNoOther_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("rounding suffices") << 1.0;
        QTest::newRow("some rows anew") << 6.0;
    }
    void aRowDependsOnNoOther()
    {
        QFETCH(double, scale);
        const SupernetWeights weights = supernet();
        Forward forward(weights, Kernel::OneDnn, true);
        const std::vector<float> states = randomStates(scale);
        NextTokens together(forward, kept, true);
        const Rows rows = rowsOf(forward, states);
        together.find(rows, stateCount);
        NextTokens alone(forward, kept, true);
        for (std::size_t row = 0; row < stateCount; ++row) {
            const Rows one = rowsOf(forward, {states.data() + row * width, width});
            alone.find(one, 1);
            QCOMPARE(alone.logSum(0), together.logSum(row));
            for (std::size_t i = 0; i < kept; ++i) {
                QCOMPARE(alone.tokens(0)[i], together.tokens(row)[i]);
                QCOMPARE(alone.logits(0)[i], together.logits(row)[i]);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestNextTokens)
#include "tst_next_tokens.moc"
