// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "tests/app/cli_runner.h"
#include "tests/support/data_folder.h"

using namespace auspex::test;

class TestCliEvaluate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void columnsHaveTheirNames();
    void paperNumbersAreReproduced_data();
    void paperNumbersAreReproduced();
    void withoutPredictorsTheDefaultSetIsJudgedOnAllTasks();
    void workspaceGivesTheSameAsTheFolder();
    void splitsDemonstrationsAndTargetAreChosen();
    void sameSeedGivesTheSameIntervals();
    void baselineAddsPValuesAtTheEnd();
    void failingPredictorHasAnEmptyRowAndAWarning();
    void whenEveryPredictorFailsTheStatusIs1();
    void unknownTaskFailsAndNamesTheKnownOnes();
    void jsonIsValidInEveryTask();

private:
    static QString tiny(const Scratch &scratch);
    QMap<QString, QMap<QString, QString>> m_rows; ///< by "task predictor", of all paper numbers
};

namespace {

Run evaluate(const QStringList &options, const char *format = "csv")
{
    return runCli(QStringList{QStringLiteral("evaluate"), QStringLiteral("--format"),
                              QString::fromUtf8(format)}
                  + options);
}

QStringList predictors(const QStringList &names)
{
    QStringList options;
    for (const QString &name : names)
        options << QStringLiteral("--predictor") << name;
    return options;
}

const QStringList noResampling = {QStringLiteral("--resamples"), QStringLiteral("0")};

} // namespace

/// Two demonstrations and three test architectures.
QString TestCliEvaluate::tiny(const Scratch &scratch)
{
    scratch.write("data/1/task/train.jsonl", tfsDataLine(1, 24) + '\n' + tfsDataLine(2, 25));
    scratch.write("data/1/task/test.jsonl",
                  tfsDataLine(3, 26) + '\n' + tfsDataLine(4, 27) + '\n' + tfsDataLine(5, 29));
    return scratch.path("data");
}

void TestCliEvaluate::initTestCase()
{
    if (!dataFolder())
        return;
    const QStringList options
        = QStringList{QStringLiteral("--tfs"), dataPath("tfs-eval"), QStringLiteral("--splits"),
                      QStringLiteral("123,456,789")}
          + noResampling
          + predictors({QStringLiteral("recorded:HAT"),
                        QStringLiteral("recorded:Supernet (Sandwich)"),
                        QStringLiteral("recorded:Layer-wise MoS"),
                        QStringLiteral("recorded:Neuron-wise MoS"), QStringLiteral("params"),
                        QStringLiteral("flops"), QStringLiteral("mean-by-depth"),
                        QStringLiteral("ols:decoder_layers")});
    const Run run = evaluate(options);
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 24);
    for (const auto &row : csv.rows)
        m_rows.insert(row[QStringLiteral("task")] + u' ' + row[QStringLiteral("predictor")], row);
}

void TestCliEvaluate::columnsHaveTheirNames()
{
    const Scratch scratch;
    const Run run = evaluate({QStringLiteral("--tfs"), tiny(scratch), QStringLiteral("--predictor"),
                              QStringLiteral("ols:decoder_layers")});
    QCOMPARE(run.status, 0);
    QStringList names = QStringLiteral("task target predictor demonstrations splits n").split(u' ');
    for (const char *metric : {"mae", "rmse", "bias", "tau", "tau_within_depth", "spearman",
                               "regret_at_1", "overlap_at_5"}) {
        for (const char *part : {"_mean", "_std", "_low", "_high"})
            names << QString::fromUtf8(metric) + QString::fromUtf8(part);
    }
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, names);
    // 23 + depth on the demonstrations; the last of the three is off by one.
    const auto row = csv.rows.first();
    QCOMPARE(row[QStringLiteral("task")], QStringLiteral("task"));
    QCOMPARE(row[QStringLiteral("target")], QStringLiteral("valid_bleu"));
    QCOMPARE(row[QStringLiteral("n")], QStringLiteral("3"));
    QVERIFY(qAbs(row[QStringLiteral("mae_mean")].toDouble() - 1.0 / 3) < 1e-9);
    QVERIFY(qAbs(row[QStringLiteral("bias_mean")].toDouble() + 1.0 / 3) < 1e-9);
    QCOMPARE(row[QStringLiteral("tau_mean")].toDouble(), 1.0);
}

void TestCliEvaluate::paperNumbersAreReproduced_data()
{
    QTest::addColumn<QString>("predictor");
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QList<double>>("expected"); // WMT'14 En-De, WMT'14 En-Fr, WMT'19 En-De
    QTest::addColumn<int>("decimals");
    const auto row = [](const char *predictor, const char *metric, const QList<double> &expected,
                        int decimals) {
        QTest::addRow("%s %s", predictor, metric)
            << QString::fromUtf8(predictor) << QString::fromUtf8(metric) << expected << decimals;
    };
    // Table 1
    row("recorded:HAT", "mae", {1.14, 1.59, 0.91}, 2);
    row("recorded:HAT", "tau", {0.71, 0.79, 0.72}, 2);
    row("recorded:Supernet (Sandwich)", "mae", {1.05, 1.27, 0.91}, 2);
    row("recorded:Supernet (Sandwich)", "tau", {0.81, 0.78, 0.72}, 2);
    row("recorded:Layer-wise MoS", "mae", {0.97, 1.16, 0.96}, 2);
    row("recorded:Layer-wise MoS", "tau", {0.56, 0.79, 0.74}, 2);
    row("recorded:Neuron-wise MoS", "mae", {0.87, 1.18, 0.87}, 2);
    row("recorded:Neuron-wise MoS", "tau", {0.79, 0.87, 0.67}, 2);
    // Table 8
    row("params", "tau", {0.42, 0.51, 0.54}, 2);
    row("flops", "tau", {0.43, 0.53, 0.54}, 2);
    // The simple baselines
    row("mean-by-depth", "mae", {0.164, 0.236, 0.257}, 3);
    row("mean-by-depth", "tau", {0.806, 0.810, 0.741}, 3);
    row("ols:decoder_layers", "mae", {0.194, 0.234, 0.303}, 3);
    row("ols:decoder_layers", "tau", {0.806, 0.810, 0.741}, 3);
}

void TestCliEvaluate::paperNumbersAreReproduced()
{
    AUSPEX_REQUIRE_DATA();
    QFETCH(QString, predictor);
    QFETCH(QString, metric);
    QFETCH(QList<double>, expected);
    QFETCH(int, decimals);
    const QStringList tasks = {QStringLiteral("wmt14ende"), QStringLiteral("wmt14enfr"),
                               QStringLiteral("wmt19ende")};
    for (qsizetype i = 0; i < tasks.size(); ++i) {
        const auto row = m_rows[tasks.at(i) + u' ' + predictor];
        const double value = row[metric + QStringLiteral("_mean")].toDouble();
        QCOMPARE(QString::number(value, 'f', decimals),
                 QString::number(expected.at(i), 'f', decimals));
        QCOMPARE(row[QStringLiteral("splits")], QStringLiteral("123 456 789"));
        QCOMPARE(row[QStringLiteral("n")], QStringLiteral("60"));
    }
}

void TestCliEvaluate::withoutPredictorsTheDefaultSetIsJudgedOnAllTasks()
{
    AUSPEX_REQUIRE_DATA();
    const Run run = evaluate(QStringList{QStringLiteral("--tfs"), dataPath("tfs-eval")}
                             + noResampling);
    QCOMPARE(run.status, 0);
    QMap<QString, QStringList> byTask;
    for (const auto &row : parsedCsv(run.out).rows)
        byTask[row[QStringLiteral("task")]].append(row[QStringLiteral("predictor")]);
    QCOMPARE(byTask.size(), 3);
    for (const char *predictor : {"mean", "mean-by-depth", "stacked", "recorded:HAT"})
        QVERIFY2(byTask.first().contains(QString::fromUtf8(predictor)), predictor);
}

void TestCliEvaluate::workspaceGivesTheSameAsTheFolder()
{
    const Scratch scratch;
    const QString folder = tiny(scratch);
    QCOMPARE(runCli({QStringLiteral("tfs"), QStringLiteral("import"), folder,
                     QStringLiteral("--workspace"), scratch.path("w.auspex")})
                 .status,
             0);
    const QStringList rest = predictors(
        {QStringLiteral("mean"), QStringLiteral("ols:decoder_layers")});
    const Run fromFolder = evaluate(QStringList{QStringLiteral("--tfs"), folder} + rest);
    const Run fromWorkspace = evaluate(
        QStringList{QStringLiteral("--workspace"), scratch.path("w.auspex")} + rest);
    QCOMPARE(fromFolder.status, 0);
    QCOMPARE(fromWorkspace.out, fromFolder.out);
}

void TestCliEvaluate::splitsDemonstrationsAndTargetAreChosen()
{
    AUSPEX_REQUIRE_DATA();
    const Run run = evaluate(QStringList{QStringLiteral("--tfs"), dataPath("tfs-eval"),
                                         QStringLiteral("--task"), QStringLiteral("wmt14enfr"),
                                         QStringLiteral("--splits"), QStringLiteral("456,789"),
                                         QStringLiteral("--demos"), QStringLiteral("5"),
                                         QStringLiteral("--target"), QStringLiteral("test_bleu"),
                                         QStringLiteral("--predictor"), QStringLiteral("mean")}
                             + noResampling);
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 1);
    const auto row = csv.rows.first();
    QCOMPARE(row[QStringLiteral("task")], QStringLiteral("wmt14enfr"));
    QCOMPARE(row[QStringLiteral("splits")], QStringLiteral("456 789"));
    QCOMPARE(row[QStringLiteral("demonstrations")], QStringLiteral("5"));
    QCOMPARE(row[QStringLiteral("target")], QStringLiteral("test_bleu"));
    QCOMPARE(row[QStringLiteral("n")], QStringLiteral("40"));
    QCOMPARE(row[QStringLiteral("mae_low")], QString());
}

void TestCliEvaluate::sameSeedGivesTheSameIntervals()
{
    AUSPEX_REQUIRE_DATA();
    const QStringList options
        = QStringList{QStringLiteral("--tfs"),       dataPath("tfs-eval"),
                      QStringLiteral("--task"),      QStringLiteral("wmt14ende"),
                      QStringLiteral("--resamples"), QStringLiteral("200")}
          + predictors({QStringLiteral("mean-by-depth")});
    const Run first = evaluate(options);
    QCOMPARE(first.status, 0);
    QVERIFY(!parsedCsv(first.out).rows.first()[QStringLiteral("mae_low")].isEmpty());
    QCOMPARE(evaluate(options).out, first.out);
    QVERIFY(evaluate(options + QStringList{QStringLiteral("--seed"), QStringLiteral("2")}).out
            != first.out);
}

void TestCliEvaluate::baselineAddsPValuesAtTheEnd()
{
    AUSPEX_REQUIRE_DATA();
    const Run run = evaluate(QStringList{QStringLiteral("--tfs"), dataPath("tfs-eval"),
                                         QStringLiteral("--task"), QStringLiteral("wmt14ende"),
                                         QStringLiteral("--resamples"), QStringLiteral("500"),
                                         QStringLiteral("--baseline"),
                                         QStringLiteral("recorded:HAT")}
                             + predictors({QStringLiteral("mean-by-depth")}));
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header.size(), 38 + 8);
    QCOMPARE(csv.header.at(38), QStringLiteral("mae_p"));
    QCOMPARE(csv.rows.size(), 2);
    QCOMPARE(csv.rows[1][QStringLiteral("predictor")], QStringLiteral("recorded:HAT"));
    QVERIFY(!csv.rows[0][QStringLiteral("mae_p")].isEmpty());
    QVERIFY(csv.rows[0][QStringLiteral("mae_p")].toDouble() < 0.01); // 0.16 against 1.14
    QCOMPARE(csv.rows[1][QStringLiteral("mae_p")], QString());
}

void TestCliEvaluate::failingPredictorHasAnEmptyRowAndAWarning()
{
    const Scratch scratch;
    const Run run = evaluate(QStringList{QStringLiteral("--tfs"), tiny(scratch)} + noResampling
                             + predictors({QStringLiteral("latency"), QStringLiteral("mean")}));
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 2);
    QCOMPARE(csv.rows[0][QStringLiteral("predictor")], QStringLiteral("latency"));
    QCOMPARE(csv.rows[0][QStringLiteral("tau_mean")], QString());
    QVERIFY(!csv.rows[1][QStringLiteral("mae_mean")].isEmpty());
    QVERIFY2(run.err.contains("warning: task: The data holds no latency"), run.err.constData());
}

void TestCliEvaluate::whenEveryPredictorFailsTheStatusIs1()
{
    const Scratch scratch;
    const Run run = evaluate(
        QStringList{QStringLiteral("--tfs"), tiny(scratch)} + noResampling
        + predictors({QStringLiteral("latency"), QStringLiteral("recorded:HAT")}));
    QCOMPARE(run.status, 1);
    QCOMPARE(parsedCsv(run.out).rows.size(), 2);
    QVERIFY(run.err.endsWith("No predictor could be judged; the warnings above say why.\n"));
    const Run target = evaluate(QStringList{QStringLiteral("--tfs"), tiny(scratch),
                                            QStringLiteral("--target"), QStringLiteral("chrf")}
                                + predictors({QStringLiteral("mean")}));
    QCOMPARE(target.status, 1);
    QVERIFY2(target.err.contains("chrf"), target.err.constData());
}

void TestCliEvaluate::unknownTaskFailsAndNamesTheKnownOnes()
{
    const Scratch scratch;
    const Run run = evaluate(
        {QStringLiteral("--tfs"), tiny(scratch), QStringLiteral("--task"), QStringLiteral("tsk")});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY(run.err.contains("(did you mean task?); it has task."));
}

void TestCliEvaluate::jsonIsValidInEveryTask()
{
    const Scratch scratch;
    const Run run = evaluate(QStringList{QStringLiteral("--tfs"), tiny(scratch)}
                                 + predictors({QStringLiteral("mean"), QStringLiteral("params")}),
                             "json");
    QCOMPARE(run.status, 0);
    const QJsonArray rows = parsedJson(run.out).array();
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0].toObject()[QStringLiteral("mae_mean")].isDouble());
    QVERIFY(rows[0].toObject()[QStringLiteral("tau_mean")].isNull());
    QVERIFY(rows[1].toObject()[QStringLiteral("mae_mean")].isNull());
    QCOMPARE(rows[1].toObject()[QStringLiteral("tau_mean")].toDouble(), 1.0);
}

QTEST_GUILESS_MAIN(TestCliEvaluate)
#include "tst_cli_evaluate.moc"
