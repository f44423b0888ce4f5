// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <QTest>

#include "core/arch/architecture_codecs.h"
#include "tests/app/cli_runner.h"

using namespace auspex;
using namespace auspex::test;

class TestCliSample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesTheSameSequenceWhateverTheCount();
    void everyArchitectureIsInTheSpace();
    void uniqueGivesNoArchitectureTwice();
    void uniqueOfMoreThanThereAreIsRefused();
    void hatSequenceTakesNoSeed();
    void outputFileHasAllLines();

private:
    static QList<QByteArray> sample(const char *options);
};

QList<QByteArray> TestCliSample::sample(const char *options)
{
    const Run run = runCli(QStringList{QStringLiteral("arch"), QStringLiteral("sample")}
                           + QString::fromUtf8(options).split(u' '));
    QList<QByteArray> lines = run.out.split('\n');
    lines.removeLast(); // after the last line break
    return run.status == 0 ? lines : QList<QByteArray>();
}

void TestCliSample::sameSeedGivesTheSameSequenceWhateverTheCount()
{
    const QList<QByteArray> many = sample("--space wmt14ende --count 200 --seed 7");
    QCOMPARE(many.size(), 200);
    QCOMPARE(sample("--space wmt14ende --count 200 --seed 7"), many);
    QCOMPARE(sample("--space wmt14ende --count 20 --seed 7"), many.first(20));
    QVERIFY(sample("--space wmt14ende --count 200 --seed 8") != many);
    QCOMPARE(sample("--space wmt14ende --count 5"), sample("--space wmt14ende --count 5 --seed 1"));
}

void TestCliSample::everyArchitectureIsInTheSpace()
{
    const auto space = builtInSpace("wmt14ende");
    QVERIFY(space);
    QSet<int> depths;
    for (const QByteArray &line : sample("--space wmt14ende --count 300")) {
        const auto file = parseArchitectures(line.toStdString(), "sample");
        QVERIFY(file);
        QCOMPARE(file->records.size(), std::size_t{1});
        const Architecture &architecture = file->records.front().record.architecture;
        QVERIFY(checkMember(*space, architecture));
        depths.insert(architecture.decoderLayers());
    }
    QCOMPARE(depths.size(), 6);
}

void TestCliSample::uniqueGivesNoArchitectureTwice()
{
    const Scratch scratch;
    const QString file = scratch.write("tiny.yml", "encoder-embed-choice: [64, 32]\n"
                                                   "decoder-embed-choice: [64, 32]\n"
                                                   "encoder-ffn-embed-dim-choice: [128]\n"
                                                   "decoder-ffn-embed-dim-choice: [128, 64]\n"
                                                   "encoder-layer-num-choice: [1]\n"
                                                   "decoder-layer-num-choice: [1]\n"
                                                   "encoder-self-attention-heads-choice: [4]\n"
                                                   "decoder-self-attention-heads-choice: [4]\n"
                                                   "decoder-ende-attention-heads-choice: [4]\n"
                                                   "decoder-arbitrary-ende-attn-choice: [1]\n");
    const QString options = QStringLiteral("--space %1 --count 8 --unique").arg(file);
    const QList<QByteArray> lines = sample(options.toUtf8().constData());
    QCOMPARE(lines.size(), 8); // all there are
    QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), 8);
}

void TestCliSample::uniqueOfMoreThanThereAreIsRefused()
{
    const Run run = runCli({QStringLiteral("arch"), QStringLiteral("sample"),
                            QStringLiteral("--space"), QStringLiteral("demo"),
                            QStringLiteral("--count"), QStringLiteral("41461633"),
                            QStringLiteral("--unique")});
    QCOMPARE(run.status, 2);
    QVERIFY(run.err.contains("has only 41461632 different architectures"));
}

void TestCliSample::hatSequenceTakesNoSeed()
{
    const QList<QByteArray> lines = sample("--space wmt14ende --count 4 --hat");
    QCOMPARE(lines.size(), 4);
    QCOMPARE(sample("--space wmt14ende --count 4 --hat --seed 9"), lines);
    QVERIFY(lines != sample("--space wmt14ende --count 4"));
}

void TestCliSample::outputFileHasAllLines()
{
    const Scratch scratch;
    const Run run = runCli({QStringLiteral("arch"), QStringLiteral("sample"),
                            QStringLiteral("--space"), QStringLiteral("demo"),
                            QStringLiteral("--count"), QStringLiteral("3000"), QStringLiteral("-o"),
                            scratch.path("sample.jsonl")});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(scratch.read("sample.jsonl").count('\n'), 3000);
}

QTEST_GUILESS_MAIN(TestCliSample)
#include "tst_cli_sample.moc"
