// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QTest>

#include "tests/app/cli_runner.h"
#include "tests/support/data_folder.h"

using namespace auspex::test;

class TestCliLatency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evaluateGivesTheFiguresOfHatsPredictors();
    void normOfTheCommandLineWins();
    void trainedPredictorIsWrittenAndComparedAndReadAgain();
    void hostileAndForeignFilesFailWithOneSentence();
    void wrongCommandLinesAreRefused();

private:
    Scratch m_scratch;
};

namespace {

const QStringList evaluateCommand = {QStringLiteral("latency"), QStringLiteral("evaluate"),
                                     QStringLiteral("--format"), QStringLiteral("csv")};

QString dataSet(const char *device)
{
    return dataPath("latency") + QStringLiteral("/wmt14ende_%1_all.csv").arg(QLatin1String(device));
}

QString predictor(const char *device)
{
    return dataPath("latency")
           + QStringLiteral("/predictors/wmt14ende_%1.pt").arg(QLatin1String(device));
}

const QString dataSetOption = QStringLiteral("--dataset");
const QString predictorOption = QStringLiteral("--predictor");

} // namespace

void TestCliLatency::evaluateGivesTheFiguresOfHatsPredictors()
{
    AUSPEX_REQUIRE_DATA();
    const Run run = runCli(evaluateCommand
                           + QStringList{dataSetOption, dataSet("gpu_titanxp"), dataSetOption,
                                         dataSet("cpu_xeon"), predictorOption,
                                         predictor("gpu_titanxp"), predictorOption,
                                         predictor("cpu_xeon")});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.err, QByteArray());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, QStringLiteral("dataset predictor n rmse_ms mapd tau").split(u' '));
    QCOMPARE(csv.rows.size(), 4);
    const auto number = [&](int row, const char *column) {
        return csv.rows[row][QLatin1String(column)].toDouble();
    };
    QCOMPARE(csv.rows[0][QStringLiteral("dataset")], dataSet("gpu_titanxp"));
    QCOMPARE(csv.rows[3][QStringLiteral("predictor")], predictor("cpu_xeon"));
    QCOMPARE(csv.rows[0][QStringLiteral("n")], QStringLiteral("2000"));
    QVERIFY(qAbs(number(0, "rmse_ms") - 15.17) < 0.005);
    QVERIFY(qAbs(number(0, "mapd") - 0.0591) < 0.00005);
    QVERIFY(qAbs(number(0, "tau") - 0.844) < 0.0005);
    QVERIFY(qAbs(number(3, "rmse_ms") - 15.76) < 0.005);
    QVERIFY(qAbs(number(3, "mapd") - 0.0479) < 0.00005);
    QVERIFY(qAbs(number(3, "tau") - 0.893) < 0.0005);
    QVERIFY(number(1, "rmse_ms") > 50.0); // the other device's
}

void TestCliLatency::normOfTheCommandLineWins()
{
    AUSPEX_REQUIRE_DATA();
    const Run run = runCli(evaluateCommand
                           + QStringList{dataSetOption, dataSet("gpu_titanxp"), predictorOption,
                                         predictor("gpu_titanxp"), QStringLiteral("--lat-norm"),
                                         QStringLiteral("400")});
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 1);
    // Everything is predicted to take twice as long.
    QVERIFY(qAbs(csv.rows[0][QStringLiteral("mapd")].toDouble() - 1.0) < 0.1);
    QVERIFY(qAbs(csv.rows[0][QStringLiteral("tau")].toDouble() - 0.844) < 0.0005);
}

void TestCliLatency::trainedPredictorIsWrittenAndComparedAndReadAgain()
{
    AUSPEX_REQUIRE_DATA();
    const QString file = m_scratch.path("made.safetensors");
    const QStringList train = {QStringLiteral("latency"),
                               QStringLiteral("train"),
                               dataSetOption,
                               dataSet("gpu_titanxp"),
                               QStringLiteral("-o"),
                               file,
                               QStringLiteral("--format"),
                               QStringLiteral("csv"),
                               QStringLiteral("--steps"),
                               QStringLiteral("1500"),
                               QStringLiteral("--learning-rate"),
                               QStringLiteral("1e-3"),
                               QStringLiteral("--hidden-width"),
                               QStringLiteral("64"),
                               QStringLiteral("--hidden-layers"),
                               QStringLiteral("2")};
    const Run run = runCli(train);
    QVERIFY2(run.status == 0, run.err.constData());
    QVERIFY(run.err.contains("its norm is 200 ms"));
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, QStringLiteral("predictor settings n rmse_ms mapd tau").split(u' '));
    QMap<QString, double> errors;
    for (const auto &row : csv.rows) {
        QCOMPARE(row[QStringLiteral("n")], QStringLiteral("200"));
        errors[row[QStringLiteral("predictor")]] = row[QStringLiteral("rmse_ms")].toDouble();
    }
    QCOMPARE(
        errors.keys(),
        (QStringList{QStringLiteral("gp"), QStringLiteral("knn"), QStringLiteral("mean"),
                     QStringLiteral("mean-by-depth"), QStringLiteral("mlp"), QStringLiteral("ols"),
                     QStringLiteral("ols:decoder_layers"), QStringLiteral("ridge")}));
    QVERIFY(errors[QStringLiteral("mlp")] < 20.0);
    QVERIFY(errors[QStringLiteral("mean")] > 50.0);
    const QByteArray first = m_scratch.read("made.safetensors");
    QVERIFY(!first.isEmpty());

    const Run judged = runCli(
        evaluateCommand
        + QStringList{dataSetOption, dataSet("gpu_titanxp"), predictorOption, file});
    QVERIFY2(judged.status == 0, judged.err.constData());
    QVERIFY(parsedCsv(judged.out).rows[0][QStringLiteral("rmse_ms")].toDouble() < 20.0);

    const Run again = runCli(train + QStringList{QStringLiteral("--alone")});
    QCOMPARE(again.status, 0);
    QCOMPARE(parsedCsv(again.out).rows.size(), 1);
    QVERIFY(m_scratch.read("made.safetensors") == first);
}

void TestCliLatency::hostileAndForeignFilesFailWithOneSentence()
{
    QByteArray csv("encoder_embed_dim,encoder_layer_num,encoder_ffn_embed_dim_avg,"
                   "encoder_self_attention_heads_avg,decoder_embed_dim,decoder_layer_num,"
                   "decoder_ffn_embed_dim_avg,decoder_self_attention_heads_avg,"
                   "decoder_ende_attention_heads_avg,decoder_arbitrary_ende_attn_avg,"
                   "latency_mean_encoder,latency_mean_decoder,latency_std_encoder,"
                   "latency_std_decoder\n"
                   "640,6,2048,8,640,2,2048,8,8,2,5,80,0.1,1\n");
    const QString data = m_scratch.write("one.csv", csv);
    const QString touched = m_scratch.path("touched");
    const QByteArray magic = QByteArray::fromHex(
        "80028a0a6cfc9c46f9206aa850192e80024de9032e80027d2e");
    const QByteArray call = "touch " + touched.toUtf8();
    const QByteArray hostile = magic + QByteArray::fromHex("8002") + "cos\nsystem\n(X"
                               + QByteArray(1, static_cast<char>(call.size())) + QByteArray(3, '\0')
                               + call + "tR." + QByteArray::fromHex("80025d2e");
    const std::pair<QByteArray, const char *> files[] = {
        {hostile, "\"os.system\", and Auspex runs nothing of a file"},
        {magic, "it ends in the middle of a value"},
        {QByteArray("PK\3\4 no archive"), "its archive cannot be read"},
        {QByteArray("GIF89a and so on"), "is not a usable safetensors file"},
    };
    for (const auto &[content, said] : files) {
        const QString file = m_scratch.write("xeon.pt", content);
        const Run run = runCli(evaluateCommand
                               + QStringList{dataSetOption, data, predictorOption, file});
        QCOMPARE(run.status, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.err.contains(said), run.err.constData());
        QCOMPARE(run.err.count('\n'), 1);
        QVERIFY(!QFileInfo::exists(touched));
    }
    const QString out = m_scratch.write("kept.safetensors", "kept");
    const Run few = runCli({QStringLiteral("latency"), QStringLiteral("train"), dataSetOption, data,
                            QStringLiteral("-o"), out});
    QCOMPARE(few.status, 1);
    QVERIFY2(few.err.contains("at least 20 measurements"), few.err.constData());
    QCOMPARE(m_scratch.read("kept.safetensors"), QByteArray("kept"));
}

void TestCliLatency::wrongCommandLinesAreRefused()
{
    const QStringList train = {QStringLiteral("latency"), QStringLiteral("train"), dataSetOption,
                               QStringLiteral("any.csv")};
    const Run nowhere = runCli(train);
    QCOMPARE(nowhere.status, 2);
    QVERIFY(nowhere.err.contains("-o FILE.safetensors"));
    QCOMPARE(runCli(evaluateCommand).status, 2);
    QCOMPARE(runCli({QStringLiteral("latency")}).status, 2);
    QCOMPARE(runCli(train
                    + QStringList{QStringLiteral("-o"), QStringLiteral("x"),
                                  QStringLiteral("--lat-norm"), QStringLiteral("0")})
                 .status,
             2);
}

QTEST_GUILESS_MAIN(TestCliLatency)
#include "tst_cli_latency.moc"
