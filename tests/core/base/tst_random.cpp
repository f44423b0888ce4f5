// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include "core/base/random.h"

using namespace auspex;

class TestRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void streamsAreTheSameOnEveryPlatform()
    {
        // Pins the output: a change of it would change every seeded result ever published.
        Random random(1, "test");
        const std::uint64_t first = random.next();
        const std::uint64_t second = random.next();
        QCOMPARE(first, 10426157713354790245ULL);
        QCOMPARE(second, 13292508757230211692ULL);
    }

    void seedPurposeAndIndexEachMakeAnotherStream()
    {
        std::set<std::uint64_t> firsts;
        for (const std::uint64_t seed : {0, 1, 2}) {
            for (const char *purpose : {"", "a", "b"}) {
                for (const std::uint64_t index : {0, 1, 2})
                    firsts.insert(Random(seed, purpose, index).next());
            }
        }
        QCOMPARE(firsts.size(), 27U);
    }

    void belowIsUniform()
    {
        Random random(7, "uniform");
        std::array<int, 6> counts{};
        for (int i = 0; i < 60'000; ++i)
            ++counts[random.below(6)];
        double chiSquare = 0.0;
        for (const int count : counts)
            chiSquare += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
        QVERIFY2(chiSquare < 20.5, qPrintable(QString::number(chiSquare))); // p = 0.001, 5 degrees
        QCOMPARE(random.below(1), 0U);
    }

    void unitStaysBelowOne()
    {
        Random random(3, "unit");
        double sum = 0.0;
        for (int i = 0; i < 100'000; ++i) {
            const double value = random.unit();
            QVERIFY(value >= 0.0 && value < 1.0);
            sum += value;
        }
        QVERIFY(std::abs(sum / 100'000 - 0.5) < 0.005);
    }

    void shuffleKeepsTheElements()
    {
        std::vector<int> values = {1, 2, 3, 4, 5, 6, 7, 8};
        Random random(5, "shuffle");
        random.shuffle(values);
        QVERIFY(values != (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(std::set<int>(values.begin(), values.end()).size(), 8U);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
