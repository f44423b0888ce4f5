// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include <rapidcheck.h>

#include "core/llm/answer.h"

using namespace auspex;

namespace {

/// A position's tokens with their probabilities; the first is the one that was sampled.
TokenProbability position(const std::vector<std::pair<std::string, double>> &alternatives)
{
    TokenProbability token;
    token.token = alternatives.front().first;
    token.logProbability = std::log(alternatives.front().second);
    for (const auto &[text, probability] : alternatives)
        token.alternatives.push_back({text, std::log(probability)});
    return token;
}

void compare(const std::optional<ExpectedAnswer> &expected, double mean, double variance,
             double mass)
{
    QVERIFY(expected);
    QVERIFY2(std::abs(expected->mean - mean) < 1e-12, qPrintable(QString::number(expected->mean)));
    QVERIFY2(std::abs(expected->deviation - std::sqrt(variance)) < 1e-9,
             qPrintable(QString::number(expected->deviation)));
    QVERIFY2(std::abs(expected->mass - mass) < 1e-12, qPrintable(QString::number(expected->mass)));
}

} // namespace

class TestAnswerExpected : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionsAreMultiplied()
    {
        // Whole part: 25 * 0.6 + 24 * 0.3 + 26 * 0.1 = 24.8, variance 0.6 * 0.04 + 0.3 * 0.64
        // + 0.1 * 1.44 = 0.36. Tenths: mean 0.5, variance 0.01.
        const std::vector<TokenProbability> tokens = {
            position({{"25", 0.6}, {"24", 0.3}, {"26", 0.1}}), position({{".", 1.0}}),
            position({{"4", 0.5}, {"6", 0.5}})};
        compare(expectedAnswer(tokens), 25.3, 0.37, 1.0);
    }

    void oneTokenIsExact()
    {
        // (25.4 * 0.5 + 24.9 * 0.25) / 0.75, "The" has no part.
        const std::vector<TokenProbability> tokens = {
            position({{"25.4", 0.5}, {"24.9", 0.25}, {"The", 0.25}})};
        const double mean = 25.4 * 2 / 3 + 24.9 / 3;
        compare(expectedAnswer(tokens), mean,
                (std::pow(25.4 - mean, 2) * 2 + std::pow(24.9 - mean, 2)) / 3, 0.75);
    }

    void tokensOfOneDigitMakeTens()
    {
        // 10 * (0.9 * 2 + 0.1 * 3) + 0.7 * 5 + 0.3 * 4; variances 100 * 0.09 and 0.21. The point
        // that could follow, "25.", changes nothing.
        const std::vector<TokenProbability> tokens = {position({{"2", 0.9}, {"3", 0.1}}),
                                                      position({{"5", 0.7}, {"4", 0.3}}),
                                                      position({{"\n", 0.8}, {".", 0.2}})};
        compare(expectedAnswer(tokens), 25.7, 9.21, 1.0);
    }

    void numberCanEndWhereTheSampledOneGoesOn()
    {
        // 25.5 with 0.6, 25 with 0.4.
        const std::vector<TokenProbability> tokens = {
            position({{"25", 1.0}}), position({{".", 0.6}, {"\n", 0.4}}), position({{"5", 1.0}})};
        compare(expectedAnswer(tokens), 25.3, 0.25 * 0.24, 1.0);
    }

    void numberCanGoOnWhereTheSampledOneEnds()
    {
        // 25.4 with 0.75, 25.41 with 0.25.
        const std::vector<TokenProbability> tokens = {
            position({{"25", 1.0}}), position({{".", 1.0}}), position({{"4", 1.0}}),
            position({{"\n", 0.75}, {"1", 0.25}}), position({{"So", 1.0}})};
        compare(expectedAnswer(tokens), 25.4025, 0.0001 * 0.75 * 0.25, 1.0);
    }

    void tokenThatEndsTheReplyIsNoPartOfTheText()
    {
        const std::vector<TokenProbability> tokens = {position({{"25", 0.5}, {"26", 0.5}}),
                                                      position({{"<|im_end|>", 1.0}})};
        AnswerOptions strict;
        strict.tolerant = false;
        compare(expectedAnswer(tokens, strict), 25.5, 0.25, 1.0);
        compare(expectedAnswer(tokens), 25.5, 0.25, 1.0);
    }

    void numberThatTheReplyEndsWithNeedsNoTokenAfterIt()
    {
        const std::vector<TokenProbability> tokens = {position({{"25", 0.5}, {"26", 0.5}})};
        compare(expectedAnswer(tokens), 25.5, 0.25, 1.0);
    }

    void tokensBeforeTheNumberAreTakenAsGiven()
    {
        const std::vector<TokenProbability> tokens = {
            position({{"B", 0.1}, {"24", 0.9}}), position({{"LEU", 1.0}}), position({{":", 1.0}}),
            position({{" 25", 0.5}, {" 26", 0.25}, {"25", 0.25}})};
        compare(expectedAnswer(tokens), 25.25, 0.75 * 0.25, 1.0);
    }

    void digitsOfNamesAreNotTheNumber()
    {
        const std::vector<TokenProbability> tokens = {
            position({{"WMT", 1.0}}), position({{"14", 1.0}}), position({{":", 1.0}}),
            position({{" ", 1.0}}), position({{"25", 0.8}, {"20", 0.2}})};
        compare(expectedAnswer(tokens), 24.0, 4.0, 1.0);
    }

    void sampledTokenCountsThoughItIsNotAmongTheTopOnes()
    {
        TokenProbability token = position({{"25", 0.6}, {"26", 0.2}});
        token.token = "20";
        token.logProbability = std::log(0.1);
        compare(expectedAnswer(std::vector{token}), (25 * 0.6 + 26 * 0.2 + 20 * 0.1) / 0.9,
                (25 * 25 * 0.6 + 26 * 26 * 0.2 + 20 * 20 * 0.1) / 0.9
                    - std::pow((25 * 0.6 + 26 * 0.2 + 20 * 0.1) / 0.9, 2),
                0.9);
    }

    void whatFollowsANumberInItsTokenEndsIt()
    {
        // "25.", "4\n" and "6 is" end there; "5" goes on, to "1".
        const std::vector<TokenProbability> tokens = {
            position({{"25.", 1.0}}), position({{"4\n", 0.5}, {"6 is", 0.25}, {"5", 0.25}}),
            position({{"1", 1.0}})};
        compare(expectedAnswer(tokens), 25.4 * 0.5 + 25.6 * 0.25 + 25.51 * 0.25,
                std::pow(25.4, 2) * 0.5 + std::pow(25.6, 2) * 0.25 + std::pow(25.51, 2) * 0.25
                    - std::pow(25.4 * 0.5 + 25.6 * 0.25 + 25.51 * 0.25, 2),
                1.0);
    }

    void secondPointMakesNoNumber()
    {
        // "2" "." is a number's beginning, but the sampled continuation's point ends it: 2.
        const std::vector<TokenProbability> tokens = {
            position({{"2", 1.0}}), position({{"5", 0.9}, {".", 0.1}}), position({{".", 1.0}}),
            position({{"5", 1.0}})};
        compare(expectedAnswer(tokens), 25.5 * 0.9 + 2.0 * 0.1, 23.5 * 23.5 * 0.09, 1.0);
    }

    void numbersOutOfRangeHaveNoPart()
    {
        const std::vector<TokenProbability> tokens = {
            position({{"25", 0.6}, {"250", 0.3}, {"-3", 0.1}})};
        compare(expectedAnswer(tokens), 25.0, 0.0, 0.6);
        AnswerOptions wide;
        wide.lowest = -1000.0;
        wide.highest = 1000.0;
        compare(expectedAnswer(tokens, wide), 89.7, 625 * 0.6 + 62500 * 0.3 + 9 * 0.1 - 89.7 * 89.7,
                1.0);
    }

    void tooLittleMassIsNoAnswer()
    {
        QVERIFY(!expectedAnswer(std::vector{position({{"25", 0.49}, {"I", 0.51}})}));
        QVERIFY(expectedAnswer(std::vector{position({{"25", 0.51}, {"I", 0.49}})}));
        // Half of it is lost at each of two positions.
        QVERIFY(!expectedAnswer(
            std::vector{position({{"2", 0.6}, {"I", 0.4}}), position({{"5", 0.6}})}));
    }

    void noNumberIsNoAnswer()
    {
        QVERIFY(!expectedAnswer({}));
        QVERIFY(!expectedAnswer(std::vector{position({{"I", 1.0}, {"25", 0.0}})}));
        QVERIFY(!expectedAnswer(std::vector{position({{"between 24", 1.0}}),
                                            position({{" and", 1.0}}), position({{" 26", 1.0}})}));
        AnswerOptions strict;
        strict.tolerant = false;
        const std::vector<TokenProbability> labelled = {position({{"BLEU:", 1.0}}),
                                                        position({{" 25", 1.0}})};
        QVERIFY(expectedAnswer(labelled));
        QVERIFY(!expectedAnswer(labelled, strict));
    }

    void strangeLogProbabilitiesDoNoHarm()
    {
        TokenProbability token = position({{"25", 0.75}, {"27", 0.25}});
        token.alternatives.push_back({"30", -std::numeric_limits<double>::infinity()});
        token.alternatives.push_back({"31", -9999.0});
        token.alternatives.push_back({"32", std::numeric_limits<double>::quiet_NaN()});
        compare(expectedAnswer(std::vector{token}), 25.5, 4 * 0.1875, 1.0);
        // Above 0 by rounding: the sum is brought back to 1.
        TokenProbability certain = position({{"25", 1.0}});
        certain.alternatives[0].logProbability = 1e-6;
        certain.alternatives.push_back({"26", std::log(1e-4)});
        const auto expected = expectedAnswer(std::vector{certain});
        QVERIFY(expected);
        QVERIFY(expected->mass <= 1.0);
        QVERIFY(std::abs(expected->mean - (25 + 26 * 1e-4) / 1.0001) < 1e-9);
    }

    void meanLiesAmongTheNumbers()
    {
        QVERIFY(rc::check([] {
            const int length = *rc::gen::inRange(1, 6);
            std::vector<TokenProbability> tokens;
            for (int i = 0; i < length; ++i) {
                std::vector<std::pair<std::string, double>> alternatives;
                double left = 1.0;
                const int count = *rc::gen::inRange(1, 8);
                for (int k = 0; k < count; ++k) {
                    const double share = left * *rc::gen::inRange(1, 100) / 100.0;
                    left -= share;
                    alternatives.emplace_back(*rc::gen::element<std::string>("2", "25", ".", ".4",
                                                                             "41", "\n", " 7",
                                                                             "BLEU", "-", "4 ", ""),
                                              share);
                }
                tokens.push_back(position(alternatives));
            }
            const std::optional<ExpectedAnswer> expected = expectedAnswer(tokens);
            std::string content;
            for (const TokenProbability &token : tokens)
                content += token.token;
            const std::string withoutLast = content.substr(0, content.size()
                                                                  - tokens.back().token.size());
            if (!parseAnswer(content).value && !parseAnswer(withoutLast).value)
                RC_ASSERT(!expected);
            if (expected) {
                RC_ASSERT(expected->mean >= -1e-9 && expected->mean <= 100.0 + 1e-9);
                RC_ASSERT(expected->deviation >= 0.0 && expected->deviation <= 50.0 + 1e-9);
                RC_ASSERT(expected->mass >= 0.5 && expected->mass <= 1.0);
            }
        }));
    }

    void flatDistributionsAreCutNotCounted()
    {
        // 20 alternatives at each of 8 positions would be 25 billion texts.
        std::vector<std::pair<std::string, double>> digits;
        for (int i = 0; i < 20; ++i)
            digits.emplace_back(std::to_string(i % 10) + std::string(i / 10, '0'), 0.05);
        const std::vector<TokenProbability> tokens(8, position(digits));
        AnswerOptions wide;
        wide.highest = 1e30;
        QVERIFY(!expectedAnswer(tokens, wide)); // no text is likely enough to be followed
    }
};

QTEST_GUILESS_MAIN(TestAnswerExpected)
#include "tst_answer_expected.moc"
