// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"

using namespace auspex::test;

/// Ctrl-C ends with status 130, keeps what was finished, and says how to go on.
class TestCliInterruption : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whileWritingAResult();
    void whileWaitingForTheStandardInput();
    void whileEvaluatingAfterProgressWasShown();
    void whileImportingKeepsTheFinishedFiles();

private:
    static bool interrupt(QProcess &process);
};

/// Sends what Ctrl-C sends and waits for the end.
bool TestCliInterruption::interrupt(QProcess &process)
{
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit;
}

void TestCliInterruption::whileWritingAResult()
{
    const Scratch scratch;
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(cliProgram(), {QStringLiteral("arch"), QStringLiteral("sample"),
                                 QStringLiteral("--space"), QStringLiteral("demo"),
                                 QStringLiteral("--count"), QStringLiteral("4000000000")});
    QVERIFY(process.waitForReadyRead(0) || process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QVERIFY(process.waitForReadyRead(30'000)); // its progress
    QVERIFY(interrupt(process));
    QCOMPARE(process.exitCode(), 130);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains(" of 4000000000 architectures\n"), said.constData());
    QVERIFY2(said.endsWith("auspex-cli: run it again with: auspex-cli arch sample --space demo "
                           "--count 4000000000\n"),
             said.constData());
}

void TestCliInterruption::whileWaitingForTheStandardInput()
{
    QProcess process;
    process.start(cliProgram(),
                  {QStringLiteral("arch"), QStringLiteral("describe"), QStringLiteral("-"),
                   QStringLiteral("--space"), QStringLiteral("demo")});
    QVERIFY(process.waitForStarted());
    // Nothing says that it waits; it has long installed its handler after this.
    QVERIFY(!process.waitForFinished(1000));
    QVERIFY(interrupt(process));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
}

void TestCliInterruption::whileEvaluatingAfterProgressWasShown()
{
    const Scratch scratch;
    scratch.write("data/1/task/train.jsonl", tfsDataLine(1, 24) + '\n' + tfsDataLine(2, 25));
    scratch.write("data/1/task/test.jsonl",
                  tfsDataLine(3, 26) + '\n' + tfsDataLine(4, 27) + '\n' + tfsDataLine(5, 29));
    QStringList command = {QStringLiteral("evaluate"), QStringLiteral("--tfs"),
                           scratch.path("data"), QStringLiteral("--resamples"),
                           QStringLiteral("200000")};
    for (int i = 0; i < 500; ++i) // progress is told between two predictors
        command << QStringLiteral("--predictor") << QStringLiteral("mean-by-depth");
    QProcess process;
    process.start(cliProgram(), command);
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(30'000));
    QVERIFY(process.readLine().startsWith("auspex-cli: task: "));
    QVERIFY(interrupt(process));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("auspex-cli: Cancelled"), said.constData());
}

void TestCliInterruption::whileImportingKeepsTheFinishedFiles()
{
    const Scratch scratch;
    const MadeData data = writeMadeData(scratch.path("data").toStdString(), 3000);
    const QString workspace = scratch.path("w.auspex");
    const QStringList command = {QStringLiteral("tfs"),
                                 QStringLiteral("import"),
                                 scratch.path("data"),
                                 QStringLiteral("--workspace"),
                                 workspace,
                                 QStringLiteral("--format"),
                                 QStringLiteral("csv")};
    QProcess process;
    process.start(cliProgram(), command);
    QVERIFY(process.waitForStarted());
    const auto isBusy = [&] {
        return QFileInfo(workspace + QStringLiteral("-wal")).size() > 100'000;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBusy(), 30'000);
    QVERIFY(interrupt(process));
    QCOMPARE(process.exitCode(), 130);
    const qsizetype finished = parsedCsv(process.readAllStandardOutput()).rows.size();
    const auto all = static_cast<qsizetype>(data.tasks.size() * data.filesPerTask);
    QVERIFY(finished > 0);
    QVERIFY(finished < all);

    const Run again = runCli(command);
    QCOMPARE(again.status, 0);
    const Csv csv = parsedCsv(again.out);
    QCOMPARE(csv.rows.size(), all);
    qsizetype unchanged = 0;
    for (const auto &row : csv.rows)
        unchanged += row[QStringLiteral("status")] == QStringLiteral("unchanged") ? 1 : 0;
    QCOMPARE(unchanged, finished);
}

QTEST_GUILESS_MAIN(TestCliInterruption)
#include "tst_cli_interruption.moc"
