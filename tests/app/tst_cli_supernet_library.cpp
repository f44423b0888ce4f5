// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/corpus/corpus.h"
#include "core/store/workspace.h"
#include "core/tensors/safetensors.h"
#include "tests/app/cli_runner.h"
#include "tests/support/random_supernet.h"

using namespace auspex;
using namespace auspex::test;

namespace {

Architecture architecture(int ffn, int decoderLayers, int heads)
{
    Architecture result;
    result.encoderEmbedDim = result.decoderEmbedDim = 32;
    result.encoder = {{ffn, 4}, {64, heads}};
    for (int i = 0; i < decoderLayers; ++i)
        result.decoder.push_back({ffn, heads, 4, -1});
    return result;
}

/// Eight networks of the supernet below.
std::vector<Architecture> architectures()
{
    std::vector<Architecture> all;
    for (const int ffn : {32, 64}) {
        for (const int layers : {1, 2}) {
            for (const int heads : {2, 4})
                all.push_back(architecture(ffn, layers, heads));
        }
    }
    return all;
}

/// As LLMAS writes it, with a made-up score.
QByteArray tfsLine(const Architecture &network, double bleu)
{
    const nlohmann::json flat(architectureJson(network));
    nlohmann::json lines = nlohmann::json::array();
    for (const auto &[key, value] : flat.items())
        lines.push_back(key + ": " + value.dump());
    const nlohmann::json line = {{"scratch", {{"valid_BLEU", bleu}, {"arch_info", lines}}}};
    return QByteArray::fromStdString(line.dump()) + '\n';
}

const QStringList noEngine{QStringLiteral("--engine"), QStringLiteral("/bin/false")};

} // namespace

class TestCliSupernetLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void supernetIsListedAndRemoved();
    void predictionsNeedTheEngineOnce();
    void killedScoringKeepsWhatItHad();
    void evaluationJudgesSupernets();
    void bleuIsOnTheScoresScale();
    void proxiesRankUntrainedNetworks();
    void mistakesAreExplained_data();
    void mistakesAreExplained();

private:
    Run run(const QStringList &command, const char *workspace = "w.auspex") const
    {
        return runCli(QStringList{QStringLiteral("--workspace"), m_scratch.path(workspace),
                                  QStringLiteral("--format"), QStringLiteral("csv")}
                      + command);
    }
    QStringList predict(const QString &predictor) const
    {
        return {QStringLiteral("predict"), QStringLiteral("--predictor"), predictor,
                QStringLiteral("--arch"), m_scratch.path("all.jsonl")};
    }
    QStringList import(const QString &name) const
    {
        return {QStringLiteral("supernet"),
                QStringLiteral("import"),
                name,
                QStringLiteral("--weights"),
                m_scratch.path("w.safetensors"),
                QStringLiteral("--supernet"),
                m_scratch.path("shape.json"),
                QStringLiteral("--corpus"),
                QStringLiteral("small")};
    }

    Scratch m_scratch;
};

void TestCliSupernetLibrary::initTestCase()
{
    const Run corpus = run({QStringLiteral("corpus"), QStringLiteral("demo"),
                            m_scratch.path("small"), QStringLiteral("--train"),
                            QStringLiteral("100"), QStringLiteral("--valid"), QStringLiteral("8"),
                            QStringLiteral("--test"), QStringLiteral("5")});
    QVERIFY2(corpus.status == 0, corpus.err.constData());
    const auto opened = openCorpus(m_scratch.path("small").toStdString());
    QVERIFY(opened);
    SupernetShape shape;
    shape.encoderEmbedDim = shape.decoderEmbedDim = 32;
    shape.encoderFfnDim = shape.decoderFfnDim = 64;
    shape.encoderLayers = shape.decoderLayers = 2;
    shape.encoderHeads = shape.decoderHeads = 4;
    shape.qkvDim = 32;
    shape.sourceVocabulary = static_cast<int>(opened->source.dictionary.size());
    shape.targetVocabulary = static_cast<int>(opened->target.dictionary.size());
    shape.sharedEmbeddings = opened->joined;
    QVERIFY(
        writeSafetensors(m_scratch.path("w.safetensors").toStdString(), randomWeights(shape, 11)));
    m_scratch.write("shape.json", QByteArray::fromStdString(supernetShapeJson(shape).dump()));
    const Run imported = run(import(QStringLiteral("tiny")));
    QVERIFY2(imported.status == 0, imported.err.constData());

    QByteArray lines;
    std::array<QByteArray, 2> parts;
    double bleu = 20.0;
    for (std::size_t i = 0; i < architectures().size(); ++i) {
        const Architecture network = architectures()[i];
        lines += QByteArray::fromStdString(architectureJson(network).dump()) + '\n';
        parts.at(i % 2) += tfsLine(network, bleu += 0.5);
    }
    m_scratch.write("all.jsonl", lines);
    QVERIFY(QDir().mkpath(m_scratch.path("tfs/123/made")));
    m_scratch.write("tfs/123/made/train.jsonl", parts[0]);
    m_scratch.write("tfs/123/made/test.jsonl", parts[1]);
}

void TestCliSupernetLibrary::supernetIsListedAndRemoved()
{
    const Run second = run(import(QStringLiteral("second")));
    QVERIFY2(second.status == 0, second.err.constData());
    const Csv listed = parsedCsv(run({QStringLiteral("supernet"), QStringLiteral("list")}).out);
    QCOMPARE(listed.rows.size(), 2);
    QCOMPARE(listed.rows[0][QStringLiteral("name")], QStringLiteral("second"));
    QCOMPARE(listed.rows[1][QStringLiteral("corpus")], QStringLiteral("small"));
    QCOMPARE(listed.rows[0][QStringLiteral("artifact")],
             listed.rows[1][QStringLiteral("artifact")]);
    const Run removed = run(
        {QStringLiteral("supernet"), QStringLiteral("remove"), QStringLiteral("second")});
    QVERIFY2(removed.status == 0, removed.err.constData());
    QCOMPARE(parsedCsv(run({QStringLiteral("supernet"), QStringLiteral("list")}).out).rows.size(),
             1);
}

void TestCliSupernetLibrary::predictionsNeedTheEngineOnce()
{
    const QStringList command = predict(QStringLiteral("supernet:tiny?metric=nll&split=test"));
    const Run refused = run(command + noEngine);
    QCOMPARE(refused.status, 1);
    const Run first = run(command);
    QVERIFY2(first.status == 0, first.err.constData());
    QCOMPARE(parsedCsv(first.out).rows.size(), 8);
    for (const auto &row : parsedCsv(first.out).rows)
        QVERIFY(row[QStringLiteral("value")].toDouble() < 0.0);
    const Run second = run(command + noEngine);
    QVERIFY2(second.status == 0, second.err.constData());
    QCOMPARE(second.out, first.out);
    // The label-smoothed loss came with it.
    const Run loss = run(predict(QStringLiteral("supernet:tiny?split=test")) + noEngine);
    QVERIFY2(loss.status == 0, loss.err.constData());
    QVERIFY(loss.out != first.out);
}

void TestCliSupernetLibrary::killedScoringKeepsWhatItHad()
{
    QByteArray lines;
    for (int i = 0; i < 256; ++i) {
        Architecture network = architecture(i & 1 ? 32 : 64, 2, i & 2 ? 2 : 4);
        network.encoder[0].ffnDim = i & 4 ? 32 : 64;
        network.encoder[1] = {i & 8 ? 32 : 64, i & 16 ? 2 : 4};
        network.decoder[1] = {i & 32 ? 32 : 64, i & 64 ? 2 : 4, i & 128 ? 2 : 4, -1};
        lines += QByteArray::fromStdString(architectureJson(network).dump()) + '\n';
    }
    const QString file = m_scratch.write("many.jsonl", lines);
    const auto command = [&](const QString &predictor) {
        return QStringList{QStringLiteral("predict"), QStringLiteral("--predictor"), predictor,
                           QStringLiteral("--arch"), file};
    };
    const auto scores = [&]() -> std::int64_t {
        Result<Workspace> workspace = Workspace::open(m_scratch.path("w.auspex").toStdString(),
                                                      OpenMode::ReadOnly);
        return workspace ? workspace->database().count("SELECT count(*) FROM set_scores").value()
                         : -1;
    };
    const QString predictor = QStringLiteral("supernet:tiny?metric=nll&split=train");
    std::int64_t known = scores();
    QVERIFY(known >= 0);
    int interrupted = 0;
    for (int round = 0; round < 200; ++round) {
        QProcess process;
        process.start(cliProgram(),
                      QStringList{QStringLiteral("--workspace"), m_scratch.path("w.auspex")}
                          + command(predictor));
        QVERIFY(process.waitForStarted());
        // As soon as something more is there, in the middle of the work.
        while (scores() <= known && !process.waitForFinished(5)) {
        }
        process.kill();
        process.waitForFinished();
        const std::int64_t now = scores();
        QVERIFY(now >= known);
        if (process.exitStatus() != QProcess::CrashExit)
            break;
        ++interrupted;
        known = now;
        if (interrupted == 5)
            break;
    }
    const Run rest = run(command(predictor));
    QVERIFY2(rest.status == 0, rest.err.constData());
    const Run alone = run(command(predictor) + noEngine);
    QCOMPARE(alone.out, rest.out);
    const Run check = runCli(
        {QStringLiteral("workspace"), QStringLiteral("check"), m_scratch.path("w.auspex")});
    QVERIFY2(check.status == 0, check.out.constData());
    QVERIFY2(interrupted > 0, "every run ended before its kill");

    // The same to the bit as where nothing was killed.
    QCOMPARE(
        run({QStringLiteral("workspace"), QStringLiteral("backup"), m_scratch.path("other.auspex")})
            .status,
        0);
    {
        Result<Workspace> other = Workspace::open(m_scratch.path("other.auspex").toStdString(),
                                                  OpenMode::ReadWrite);
        QVERIFY(other);
        QVERIFY(other->database().execute("DELETE FROM set_scores"));
    }
    const Run whole = run(command(predictor), "other.auspex");
    QVERIFY2(whole.status == 0, whole.err.constData());
    QCOMPARE(whole.out, rest.out);
}

void TestCliSupernetLibrary::evaluationJudgesSupernets()
{
    const QStringList command{QStringLiteral("evaluate"),
                              QStringLiteral("--tfs"),
                              m_scratch.path("tfs"),
                              QStringLiteral("--demos"),
                              QStringLiteral("4"),
                              QStringLiteral("--predictor"),
                              QStringLiteral("supernet:tiny"),
                              QStringLiteral("--predictor"),
                              QStringLiteral("calibrated:linear:supernet:tiny"),
                              QStringLiteral("--predictor"),
                              QStringLiteral("mean")};
    const Run first = run(command);
    QVERIFY2(first.status == 0, first.err.constData());
    const Csv table = parsedCsv(first.out);
    QCOMPARE(table.rows.size(), 3);
    QCOMPARE(table.rows[0][QStringLiteral("predictor")], QStringLiteral("supernet:tiny"));
    QCOMPARE(table.rows[0][QStringLiteral("n")], QStringLiteral("4"));
    QVERIFY(table.rows[0][QStringLiteral("mae_mean")].isEmpty()); // minus a loss only ranks
    bool isNumber = false;
    const double tau = table.rows[0][QStringLiteral("tau_mean")].toDouble(&isNumber);
    QVERIFY(isNumber && tau >= -1.0 && tau <= 1.0);
    QVERIFY(!table.rows[1][QStringLiteral("mae_mean")].isEmpty());
    QCOMPARE(run(command + noEngine).out, first.out);
}

void TestCliSupernetLibrary::bleuIsOnTheScoresScale()
{
    const Run run1 = run(predict(QStringLiteral("supernet:tiny?metric=bleu&sentences=3&beam=2")));
    QVERIFY2(run1.status == 0, run1.err.constData());
    for (const auto &row : parsedCsv(run1.out).rows) {
        const double bleu = row[QStringLiteral("value")].toDouble();
        QVERIFY(bleu >= 0.0 && bleu <= 100.0);
    }
    const Run other = run(
        predict(QStringLiteral("supernet:tiny?metric=sacrebleu&sentences=3&beam=2")) + noEngine);
    QVERIFY2(other.status == 0, other.err.constData());
}

void TestCliSupernetLibrary::proxiesRankUntrainedNetworks()
{
    const QString sample = m_scratch.path("sample.jsonl");
    const Run sampled = runCli({QStringLiteral("arch"), QStringLiteral("sample"),
                                QStringLiteral("--space"), QStringLiteral("demo"),
                                QStringLiteral("--count"), QStringLiteral("2"),
                                QStringLiteral("-o"), sample});
    QVERIFY2(sampled.status == 0, sampled.err.constData());
    const QStringList command{QStringLiteral("predict"),
                              QStringLiteral("--predictor"),
                              QStringLiteral("proxy:snip?sentences=4&seeds=1"),
                              QStringLiteral("--task"),
                              QStringLiteral("demo"),
                              QStringLiteral("--arch"),
                              sample};
    const Run first = run(command);
    QVERIFY2(first.status == 0, first.err.constData());
    const Csv table = parsedCsv(first.out);
    QCOMPARE(table.rows.size(), 2);
    QVERIFY(table.rows[0][QStringLiteral("value")].toDouble() > 0.0);
    QVERIFY(table.rows[0][QStringLiteral("value")] != table.rows[1][QStringLiteral("value")]);
    QCOMPARE(run(command + noEngine).out, first.out);
}

void TestCliSupernetLibrary::mistakesAreExplained_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    QTest::newRow("name taken") << import(QStringLiteral("tiny")) << 1 << QStringLiteral("already");
    QTest::newRow("no such supernet")
        << predict(QStringLiteral("supernet:tine")) << 1 << QStringLiteral("did you mean tiny");
    QTest::newRow("no such option")
        << predict(QStringLiteral("supernet:tiny?color=red")) << 2 << QStringLiteral("sentences=N");
    QTest::newRow("no such split") << predict(QStringLiteral("supernet:tiny?split=dev")) << 1
                                   << QStringLiteral("train, valid, test");
    QTest::newRow("no such corpus") << predict(QStringLiteral("supernet:tiny?corpus=big")) << 1
                                    << QStringLiteral("there are small");
}

void TestCliSupernetLibrary::mistakesAreExplained()
{
    QFETCH(QStringList, command);
    QFETCH(int, status);
    QFETCH(QString, said);
    const Run failed = run(command);
    QVERIFY2(failed.err.contains(said.toUtf8()), failed.err.constData());
    QCOMPARE(failed.status, status);
    QVERIFY(failed.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliSupernetLibrary)
#include "tst_cli_supernet_library.moc"
