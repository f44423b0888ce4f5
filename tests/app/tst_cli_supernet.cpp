// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

#include "core/inference/extract.h"
#include "core/inference/score.h"
#include "core/tensors/safetensors.h"
#include "tests/app/cli_runner.h"
#include "tests/support/closeness.h"
#include "tests/support/data_folder.h"

using namespace auspex::test;

namespace {

QString golden(const QString &name)
{
    return dataPath((QStringLiteral("golden/") + name).toUtf8().constData());
}

QStringList command(const QString &verb, const QString &name)
{
    return {QStringLiteral("supernet"),   verb,
            QStringLiteral("--weights"),  golden(name + QStringLiteral(".weights.safetensors")),
            QStringLiteral("--supernet"), golden(name + QStringLiteral(".json")),
            QStringLiteral("--arch"),     golden(name + QStringLiteral(".json"))};
}

QJsonObject document(const QString &name)
{
    QFile file(golden(name + QStringLiteral(".json")));
    return file.open(QIODevice::ReadOnly) ? parsedJson(file.readAll()).object() : QJsonObject();
}

} // namespace

class TestCliSupernet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { AUSPEX_REQUIRE_DATA(); }
    void scoresAreTheReferences_data();
    void scoresAreTheReferences();
    void logitsAreTheReferences();
    void hypothesesAreTheReferences();
    void exportedSubnetScoresTheSameByItself();
    void mistakesAreExplained();
    void engineCheckTellsKernels();
};

void TestCliSupernet::scoresAreTheReferences_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"hat_tiny", "mos_layer", "mos_neuron"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TestCliSupernet::scoresAreTheReferences()
{
    QFETCH(QString, name);
    const Run run = runCli(command(QStringLiteral("score"), name)
                           << QStringLiteral("--batch")
                           << golden(name + QStringLiteral(".io.safetensors"))
                           << QStringLiteral("--format") << QStringLiteral("csv"));
    QVERIFY2(run.status == 0, run.err.constData());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(
        csv.header.join(QLatin1Char(',')),
        QStringLiteral("index,nll_sum,label_smoothed_loss_sum,ntokens,params_without_embeddings"));
    const QJsonArray cases = document(name).value(QStringLiteral("cases")).toArray();
    QVERIFY(!cases.isEmpty());
    QCOMPARE(csv.rows.size(), cases.size());
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const QJsonObject wanted = cases.at(i).toObject();
        const QMap<QString, QString> &row = csv.rows.at(i);
        for (const QString &key :
             {QStringLiteral("nll_sum"), QStringLiteral("label_smoothed_loss_sum")})
            QVERIFY2(isClose(row.value(key).toDouble(), wanted.value(key).toDouble(), 1e-5),
                     qPrintable(QStringLiteral("case %1: %2").arg(i).arg(row.value(key))));
        QCOMPARE(row.value(QStringLiteral("ntokens")).toInt(),
                 wanted.value(QStringLiteral("ntokens")).toInt());
        const QString parameters = QStringLiteral("params_without_embeddings");
        if (wanted.contains(parameters))
            QCOMPARE(row.value(parameters).toInt(), wanted.value(parameters).toInt());
    }
}

void TestCliSupernet::logitsAreTheReferences()
{
    const Scratch scratch;
    const QString file = scratch.path("logits.safetensors");
    const Run run = runCli(command(QStringLiteral("score"), QStringLiteral("hat_tiny"))
                           << QStringLiteral("--batch")
                           << golden(QStringLiteral("hat_tiny.io.safetensors"))
                           << QStringLiteral("--dump-logits") << file);
    QVERIFY2(run.status == 0, run.err.constData());
    const auto ours = auspex::readSafetensors(file.toStdString());
    const auto reference = auspex::readSafetensors(
        golden(QStringLiteral("hat_tiny.io.safetensors")).toStdString());
    QVERIFY(ours && reference);
    const auto target = auspex::integersOf(reference->tensors.at("target"));
    QVERIFY(target);
    QCOMPARE(ours->tensors.size(), std::size_t{9});
    for (const auto &[name, tensor] : ours->tensors) {
        const auto &wanted = reference->tensors.at(name);
        QCOMPARE(tensor.shape, wanted.shape);
        const auto vocabulary = static_cast<std::size_t>(tensor.shape.back());
        const auto a = tensor.values<float>();
        const auto b = wanted.values<float>();
        for (std::size_t i = 0; i < a.size(); ++i) {
            const bool isPadding = (*target)[i / vocabulary] == 1;
            QVERIFY2(isPadding || std::abs(a[i] - b[i]) < 1e-4F, name.c_str());
        }
    }
}

void TestCliSupernet::hypothesesAreTheReferences()
{
    const QString name = QStringLiteral("hat_beam");
    const QJsonObject wanted = document(name);
    const Run run = runCli(command(QStringLiteral("generate"), name)
                           << QStringLiteral("--batch") << golden(name + QStringLiteral(".json"))
                           << QStringLiteral("--beam") << QStringLiteral("4")
                           << QStringLiteral("--lenpen") << QStringLiteral("0.6")
                           << QStringLiteral("--max-len-a") << QStringLiteral("0")
                           << QStringLiteral("--max-len-b") << QStringLiteral("25"));
    QVERIFY2(run.status == 0, run.err.constData());
    QList<QByteArray> lines = run.out.trimmed().split('\n');
    const QJsonArray cases = wanted.value(QStringLiteral("cases")).toArray();
    QVERIFY(!cases.isEmpty());
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const QJsonArray sentences
            = cases.at(i).toObject().value(QStringLiteral("hypotheses")).toArray();
        for (qsizetype sentence = 0; sentence < sentences.size(); ++sentence) {
            const QJsonArray hypotheses = sentences.at(sentence).toArray();
            for (qsizetype rank = 0; rank < hypotheses.size(); ++rank) {
                QVERIFY(!lines.isEmpty());
                const QJsonObject line = parsedJson(lines.takeFirst()).object();
                QCOMPARE(line.value(QStringLiteral("index")).toInt(), i);
                QCOMPARE(line.value(QStringLiteral("sentence")).toInt(), sentence);
                QCOMPARE(line.value(QStringLiteral("rank")).toInt(), rank);
                const QJsonObject hypothesis = hypotheses.at(rank).toObject();
                QCOMPARE(line.value(QStringLiteral("tokens")),
                         hypothesis.value(QStringLiteral("tokens")));
                QVERIFY(std::abs(line.value(QStringLiteral("score")).toDouble()
                                 - hypothesis.value(QStringLiteral("score")).toDouble())
                        < 1e-4);
            }
        }
    }
    QVERIFY(lines.isEmpty());
}

void TestCliSupernet::exportedSubnetScoresTheSameByItself()
{
    const Scratch scratch;
    const QString name = QStringLiteral("mos_layer");
    const QString file = scratch.path("subnet.safetensors");
    QStringList exporting = command(QStringLiteral("export"), name);
    exporting << QStringLiteral("-o") << file;
    QCOMPARE(runCli(exporting).status, 2); // six architectures, and none chosen
    const Run run = runCli(exporting << QStringLiteral("--index") << QStringLiteral("2"));
    QVERIFY2(run.status == 0, run.err.constData());
    const auto subnet = auspex::openSubnet(file.toStdString());
    QVERIFY2(subnet, subnet ? "" : subnet.error().message.c_str());
    const auto pairs = auspex::readTokenPairs(
        golden(name + QStringLiteral(".io.safetensors")).toStdString());
    QVERIFY(pairs);
    auspex::Job job;
    const auto scores = auspex::scoreSubnets(subnet->weights, *pairs, {&subnet->architecture, 1},
                                             {}, job);
    QVERIFY2(scores, scores ? "" : scores.error().message.c_str());
    const QJsonObject wanted
        = document(name).value(QStringLiteral("cases")).toArray().at(2).toObject();
    QVERIFY(
        isClose(scores->front().nllSum, wanted.value(QStringLiteral("nll_sum")).toDouble(), 1e-5));
}

void TestCliSupernet::mistakesAreExplained()
{
    const QString name = QStringLiteral("hat_tiny");
    const QStringList batch = {QStringLiteral("--batch"),
                               golden(name + QStringLiteral(".io.safetensors"))};
    const Run device = runCli(command(QStringLiteral("score"), name) + batch
                              + QStringList{QStringLiteral("--device"), QStringLiteral("cuda:0")});
    QCOMPARE(device.status, 1);
    QVERIFY(device.out.isEmpty());
    QVERIFY2(device.err.contains("The device \"cuda:0\" is not available"), device.err.constData());

    const Run engine = runCli(
        command(QStringLiteral("score"), name) + batch
        + QStringList{QStringLiteral("--engine"), QStringLiteral("/no/such/engine")});
    QCOMPARE(engine.status, 1);
    QVERIFY2(engine.err.contains("/no/such/engine"), engine.err.constData());

    // Another supernet's description.
    QStringList wrong = command(QStringLiteral("score"), name) + batch;
    wrong[5] = golden(QStringLiteral("mos_layer.json"));
    const Run shape = runCli(wrong);
    QCOMPARE(shape.status, 1);
    QVERIFY2(shape.err.contains("tensor"), shape.err.constData());

    const Run missing = runCli(command(QStringLiteral("score"), name)
                               << QStringLiteral("--batch") << QStringLiteral("no-such-file"));
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.err.contains("no-such-file does not exist"), missing.err.constData());
}

void TestCliSupernet::engineCheckTellsKernels()
{
    const Run run = runCli({QStringLiteral("--threads"), QStringLiteral("1"),
                            QStringLiteral("engine"), QStringLiteral("check"),
                            QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY2(run.status == 0, run.err.constData());
    QMap<QString, QString> values;
    const Csv csv = parsedCsv(run.out);
    for (const QMap<QString, QString> &row : csv.rows)
        values.insert(row.value(QStringLiteral("property")), row.value(QStringLiteral("value")));
    QCOMPARE(values.value(QStringLiteral("protocol")), QStringLiteral("1"));
    QCOMPARE(values.value(QStringLiteral("threads")), QStringLiteral("1"));
    QCOMPARE(values.value(QStringLiteral("devices")), QStringLiteral("cpu"));
    QVERIFY(values.value(QStringLiteral("kernel blas")).endsWith(QStringLiteral(" GFLOP/s")));
}

QTEST_GUILESS_MAIN(TestCliSupernet)
#include "tst_cli_supernet.moc"
