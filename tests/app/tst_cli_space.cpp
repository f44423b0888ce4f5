// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "tests/app/cli_runner.h"

using namespace auspex::test;

class TestCliSpace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listNamesTheBuiltInSpaces();
    void showCountsArchitecturesAndGenesExactly();
    void showOfAYamlFileIsThatOfTheSpaceItWasWrittenFrom();
    void countsBeyond64BitsAreExact();
    void unknownSpaceFailsAndNamesTheKnownOnes();

private:
    static QMap<QString, QString> properties(const QStringList &arguments);
};

QMap<QString, QString> TestCliSpace::properties(const QStringList &arguments)
{
    const Run run = runCli(QStringList{QStringLiteral("space"), QStringLiteral("show"),
                                       QStringLiteral("--format"), QStringLiteral("csv")}
                           + arguments);
    QMap<QString, QString> values;
    for (const auto &row : parsedCsv(run.out).rows)
        values.insert(row[QStringLiteral("property")], row[QStringLiteral("value")]);
    return values;
}

void TestCliSpace::listNamesTheBuiltInSpaces()
{
    const Run run = runCli({QStringLiteral("space"), QStringLiteral("list"),
                            QStringLiteral("--format"), QStringLiteral("json")});
    QCOMPARE(run.status, 0);
    QStringList names;
    for (const QJsonValue &row : parsedJson(run.out).array())
        names.append(row.toObject()[QStringLiteral("name")].toString());
    for (const char *name : {"wmt14ende", "wmt14enfr", "wmt19ende", "iwslt14deen", "demo"})
        QVERIFY2(names.contains(QString::fromUtf8(name)), name);
}

void TestCliSpace::showCountsArchitecturesAndGenesExactly()
{
    const auto values = properties({QStringLiteral("wmt14ende")});
    QCOMPARE(values[QStringLiteral("architectures")], QStringLiteral("417846678672384"));
    QCOMPARE(values[QStringLiteral("genes")], QStringLiteral("2437438960041984"));
    QCOMPARE(values[QStringLiteral("decoder_layers")], QStringLiteral("6 5 4 3 2 1"));
    QCOMPARE(values[QStringLiteral("encoder_ffn_dim")], QStringLiteral("3072 2048 1024"));
    QCOMPARE(values[QStringLiteral("arbitrary_encoder_decoder_attention")],
             QStringLiteral("-1 1 2"));
    QCOMPARE(values[QStringLiteral("vocabulary")], QStringLiteral("32768"));
    QCOMPARE(properties({QStringLiteral("iwslt14deen")})[QStringLiteral("vocabulary")], QString());
}

void TestCliSpace::showOfAYamlFileIsThatOfTheSpaceItWasWrittenFrom()
{
    const Scratch scratch;
    const Run run = runCli({QStringLiteral("space"), QStringLiteral("show"),
                            QStringLiteral("wmt14ende"), QStringLiteral("--format"),
                            QStringLiteral("yaml"), QStringLiteral("-o"),
                            scratch.path("space0.yml")});
    QCOMPARE(run.status, 0);
    auto ours = properties({QStringLiteral("wmt14ende")});
    auto theirs = properties({scratch.path("space0.yml")});
    QCOMPARE(theirs[QStringLiteral("architectures")], QStringLiteral("417846678672384"));
    for (const char *ofOurs : {"name", "title", "vocabulary"}) { // HAT's format has none of them
        ours.remove(QString::fromUtf8(ofOurs));
        theirs.remove(QString::fromUtf8(ofOurs));
    }
    QCOMPARE(theirs, ours);
}

void TestCliSpace::countsBeyond64BitsAreExact()
{
    // Two choices of each of 40 encoder layers' FFN and one of everything else: 2^40 encoders; the
    // decoder has 4^40 of them with two FFN dimensions and two numbers of heads.
    const Scratch scratch;
    const QString file = scratch.write("deep.yml", "encoder-embed-choice: [64]\n"
                                                   "decoder-embed-choice: [64]\n"
                                                   "encoder-ffn-embed-dim-choice: [128, 64]\n"
                                                   "decoder-ffn-embed-dim-choice: [128, 64]\n"
                                                   "encoder-layer-num-choice: [40]\n"
                                                   "decoder-layer-num-choice: [40]\n"
                                                   "encoder-self-attention-heads-choice: [4]\n"
                                                   "decoder-self-attention-heads-choice: [4, 2]\n"
                                                   "decoder-ende-attention-heads-choice: [4]\n"
                                                   "decoder-arbitrary-ende-attn-choice: [1]\n");
    const auto values = properties({file});
    const QString expected = QStringLiteral("1329227995784915872903807060280344576"); // 2^120
    QCOMPARE(values[QStringLiteral("architectures")], expected);
    QCOMPARE(values[QStringLiteral("genes")], expected);
}

void TestCliSpace::unknownSpaceFailsAndNamesTheKnownOnes()
{
    const Run run = runCli(
        {QStringLiteral("space"), QStringLiteral("show"), QStringLiteral("nowhere")});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY(run.err.startsWith("auspex-cli: There is no search space \"nowhere\""));
    QVERIFY(run.err.contains("wmt19ende"));
}

QTEST_GUILESS_MAIN(TestCliSpace)
#include "tst_cli_space.moc"
