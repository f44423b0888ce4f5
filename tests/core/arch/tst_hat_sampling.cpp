// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/arch/hat_sampling.h"

using namespace auspex;

class TestHatSampling : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sequenceOfTheReference_data()
    {
        QTest::addColumn<quint32>("updates");
        QTest::addColumn<QString>("key");
        QTest::newRow("0") << 0U
                           << QStringLiteral("512/512 e1024:4,2048:4,2048:4,1024:8,1024:8,2048:8 "
                                             "d3072:4:8:1,2048:8:8:1,1024:4:4:2,1024:8:4:2");
        QTest::newRow("1")
            << 1U
            << QStringLiteral(
                   "640/640 e2048:4,2048:4,3072:8,2048:8,2048:4,1024:8 "
                   "d1024:4:4:1,1024:8:8:1,2048:8:8:2,3072:8:4:-1,1024:8:4:1,1024:8:8:-1");
        QTest::newRow("2") << 2U
                           << QStringLiteral("640/640 e3072:4,2048:8,1024:8,1024:8,2048:4,1024:4 "
                                             "d1024:4:4:-1,3072:8:4:-1,2048:4:4:-1,2048:8:8:-1");
        QTest::newRow("39999") << 39999U
                               << QStringLiteral(
                                      "512/512 e1024:8,3072:4,3072:4,2048:8,2048:4,1024:4 "
                                      "d2048:8:4:2,3072:8:4:-1,1024:4:4:-1,3072:4:4:2");
    }

    void sequenceOfTheReference()
    {
        QFETCH(quint32, updates);
        QFETCH(QString, key);
        const Architecture sample = hatSample(*builtInSpace("wmt14ende"), updates);
        QCOMPARE(QString::fromStdString(architectureKey(sample)), key);
    }
};

QTEST_GUILESS_MAIN(TestHatSampling)
#include "tst_hat_sampling.moc"
