// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "core/arch/gene.h"
#include "tests/app/cli_runner.h"

using namespace auspex;
using namespace auspex::test;

class TestCliCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsAreMappedAsAsked();
    void rolesBecomeASplit();
    void wrongMappingsAreRefusedWithAHint_data();
    void wrongMappingsAreRefusedWithAHint();
    void incompleteMappingFailsAndPointsAtMap();
    void fileOfTwoRolesIsAllOrNothing();

private:
    static QByteArray gene(int decoderLayers);
    static Run import(const Scratch &scratch, const QByteArray &csv, const QStringList &more);
};

/// As a cell: the architecture of tfsDataLine() in the demo space.
QByteArray TestCliCsv::gene(int decoderLayers)
{
    const SearchSpace space = *builtInSpace("demo");
    Architecture architecture = smallestArchitecture(space);
    architecture.decoder.assign(static_cast<std::size_t>(decoderLayers), architecture.decoder[0]);
    QByteArray cell;
    const Result<Gene> gene = geneOf(space, architecture);
    for (const int value : gene.value_or(Gene()))
        cell += (cell.isEmpty() ? "" : " ") + QByteArray::number(value);
    return cell;
}

Run TestCliCsv::import(const Scratch &scratch, const QByteArray &csv, const QStringList &more)
{
    return runCli(QStringList{QStringLiteral("tfs"), QStringLiteral("import"),
                              scratch.write("demo.csv", csv), QStringLiteral("--workspace"),
                              scratch.path("w.auspex"), QStringLiteral("--format"),
                              QStringLiteral("csv")}
                  + more);
}

void TestCliCsv::columnsAreMappedAsAsked()
{
    const Scratch scratch;
    const QByteArray csv = "network,BLEU,HAT score,ms,comment\n" + gene(1) + ",20.5,19,7.5,x\n"
                           + gene(2) + ",21.5,20,,y\n";
    const Run run = import(
        scratch, csv,
        {QStringLiteral("--map"), QStringLiteral("network=gene"), QStringLiteral("--map"),
         QStringLiteral("BLEU=target:valid_bleu"), QStringLiteral("--map"),
         QStringLiteral("HAT score=recorded:HAT:valid_bleu"), QStringLiteral("--map"),
         QStringLiteral("ms=latency"), QStringLiteral("--task"), QStringLiteral("mine"),
         QStringLiteral("--space"), QStringLiteral("demo")});
    QVERIFY2(run.status == 0, run.err.constData());
    const Run out = runCli({QStringLiteral("tfs"), QStringLiteral("export"),
                            QStringLiteral("--format"), QStringLiteral("json"),
                            QStringLiteral("--workspace"), scratch.path("w.auspex")});
    const QJsonObject task = parsedJson(out.out).array()[0].toObject();
    QCOMPARE(task[QStringLiteral("task")].toString(), QStringLiteral("mine"));
    const QJsonObject record = task[QStringLiteral("records")].toArray()[0].toObject();
    const QJsonObject made = record[QStringLiteral("scratch")].toObject();
    QCOMPARE(made[QStringLiteral("valid_BLEU")].toDouble(), 20.5);
    QCOMPARE(made[QStringLiteral("overall_latency")].toDouble(), 7.5);
    QCOMPARE(record[QStringLiteral("HAT")].toObject()[QStringLiteral("valid_BLEU")].toDouble(),
             19.0);
}

void TestCliCsv::rolesBecomeASplit()
{
    const Scratch scratch;
    const QByteArray csv = "gene,valid_bleu,role\n" + gene(1) + ",20,demo\n" + gene(2)
                           + ",21,test\n" + gene(3) + ",22,\n";
    const Run run = import(scratch, csv, {QStringLiteral("--split"), QStringLiteral("first")});
    QVERIFY2(run.status == 0, run.err.constData());
    QCOMPARE(parsedCsv(run.out).rows.size(), 3);
    const Run out = runCli({QStringLiteral("tfs"), QStringLiteral("export"),
                            QStringLiteral("--format"), QStringLiteral("json"),
                            QStringLiteral("--workspace"), scratch.path("w.auspex")});
    const QJsonArray splits
        = parsedJson(out.out).array()[0].toObject()[QStringLiteral("splits")].toArray();
    QCOMPARE(splits.size(), 1);
    QCOMPARE(splits[0].toObject()[QStringLiteral("name")].toString(), QStringLiteral("first"));
    QCOMPARE(splits[0].toObject()[QStringLiteral("demonstrations")].toArray(), QJsonArray{0});
    QCOMPARE(splits[0].toObject()[QStringLiteral("test")].toArray(), QJsonArray{1});
}

void TestCliCsv::wrongMappingsAreRefusedWithAHint_data()
{
    QTest::addColumn<QString>("map");
    QTest::addColumn<QByteArray>("hint");
    QTest::newRow("no equals sign")
        << QStringLiteral("gene") << QByteArray("is not COLUMN=MEANING");
    QTest::newRow("unknown column")
        << QStringLiteral("gne=gene") << QByteArray("did you mean gene?");
    QTest::newRow("unknown meaning")
        << QStringLiteral("gene=latencie") << QByteArray("did you mean latency?");
    QTest::newRow("unnamed predictor")
        << QStringLiteral("gene=recorded::valid_bleu") << QByteArray("recorded:PREDICTOR:TARGET");
}

void TestCliCsv::wrongMappingsAreRefusedWithAHint()
{
    QFETCH(QString, map);
    QFETCH(QByteArray, hint);
    const Scratch scratch;
    const Run run = import(scratch, "gene,valid_bleu\n" + gene(1) + ",20\n",
                           {QStringLiteral("--map"), map});
    QCOMPARE(run.status, 2);
    QVERIFY2(run.err.contains(hint), run.err.constData());
    QVERIFY(!QFile::exists(scratch.path("w.auspex")));
}

void TestCliCsv::incompleteMappingFailsAndPointsAtMap()
{
    const Scratch scratch;
    const Run run = import(scratch, "gene,comment\n" + gene(1) + ",20\n", {});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains("--map COLUMN=MEANING"), run.err.constData());
}

void TestCliCsv::fileOfTwoRolesIsAllOrNothing()
{
    const Scratch scratch;
    // The only test architecture is also a demonstration, so that the second half cannot be used.
    const QByteArray csv = "gene,valid_bleu,role\n" + gene(1) + ",20,demo\n" + gene(2)
                           + ",21,demo\n" + gene(1) + ",20,test\n";
    const Run run = import(scratch, csv, {});
    QCOMPARE(run.status, 1);
    const Run list = runCli({QStringLiteral("tfs"), QStringLiteral("list"),
                             QStringLiteral("--format"), QStringLiteral("csv"),
                             QStringLiteral("--workspace"), scratch.path("w.auspex")});
    QCOMPARE(list.status, 0);
    QCOMPARE(parsedCsv(list.out).rows.size(), 0);
}

QTEST_GUILESS_MAIN(TestCliCsv)
#include "tst_cli_csv.moc"
