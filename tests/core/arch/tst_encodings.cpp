// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/arch/encodings.h"

using namespace auspex;

class TestEncodings : public QObject {
    Q_OBJECT

    static bool near(const Encoding &encoding, const Encoding &expected)
    {
        for (std::size_t i = 0; i < encoding.size(); ++i) {
            if (std::abs(encoding[i] - expected[i]) > 5e-7)
                return false;
        }
        return true;
    }

    /// First test architecture of split 123, WMT'14 En-De.
    static Architecture example()
    {
        return {512,
                512,
                {{3072, 4}, {2048, 4}, {1024, 8}, {2048, 8}, {1024, 4}, {1024, 4}},
                {{3072, 4, 8, 2}}};
    }

private Q_SLOTS:
    void latencyEncodingAveragesAttendedLayers()
    {
        QVERIFY(
            near(latencyEncoding(example()), {0.8, 1, 0.833333333, 0.888888889, 0.8, 0.166666667,
                                              1.5, 0.666666667, 1.333333333, 1.5}));
    }

    void distillEncodingAveragesRawAttentionValues()
    {
        QVERIFY(near(distillEncoding(example()),
                     {0.8, 1, 0.555555556, 0.666666667, 0.8, 0.166666667, 1, 0.5, 1, 1}));
        Architecture last = example();
        last.decoder[0].arbitraryAttention = -1;
        QCOMPARE(distillEncoding(last)[9], 0.0);
    }

    void extremesAreThoseOfTheMixtureRouters()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        QVERIFY(near(latencyEncoding(largestArchitecture(space)),
                     {1, 1, 1.5, 1.333333333, 1, 1, 1.5, 1.333333333, 1.333333333, 1}));
        QVERIFY(
            near(latencyEncoding(smallestArchitecture(space)),
                 {0.8, 1, 0.5, 0.666666667, 0.8, 0.166666667, 0.5, 0.666666667, 0.666666667, 1}));
    }

    void fineEncodingHasASlotForEveryLayerAndZerosForInactiveOnes()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        const std::vector<double> unit = fineEncoding(space, example());
        QCOMPARE(unit.size(), 40U);
        QCOMPARE(unit[0], 0.8);
        QCOMPARE(unit[2], 1.0);
        QCOMPARE(unit[8], 0.5);
        QCOMPARE(unit[16], 1.0); // decoder FFN of layer 1
        QCOMPARE(unit[17], 0.0); // of the second, which is not there
        QCOMPARE(unit[28], 1.0); // cross heads
        QCOMPARE(unit[34], 1.5); // three attended layers / 2
        const std::vector<double> reference = fineEncoding(space, example(), FineScale::Reference);
        QCOMPARE(reference[2], 3072.0);
        QCOMPARE(reference[34], 2.0);
    }
};

QTEST_GUILESS_MAIN(TestEncodings)
#include "tst_encodings.moc"
