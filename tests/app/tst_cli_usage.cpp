// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QFile>
#include <QProcess>
#include <QTest>

#include "tests/app/cli_runner.h"

using namespace auspex::test;

/// What holds for every command: statuses, hints, global options, where output goes.
class TestCliUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpIsAResultOfEveryCommandAndHasExamples_data();
    void helpIsAResultOfEveryCommandAndHasExamples();
    void versionIsOneLine();
    void wrongCommandLineEndsWithStatus2AndAHint_data();
    void wrongCommandLineEndsWithStatus2AndAHint();
    void globalOptionsAreAcceptedOnEitherSide();
    void outputFileHasTheFormatOfItsEnding();
    void outputFileIsReplacedOnlyWhenTheCommandSucceeds();
    void outputIntoAMissingFolderFailsBeforeTheWork();
    void fullDiskFailsWithASentence();
    void closedPipeEndsQuietly();
};

void TestCliUsage::helpIsAResultOfEveryCommandAndHasExamples_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"",
                                "space",
                                "space list",
                                "space show",
                                "arch",
                                "arch describe",
                                "arch sample",
                                "arch convert",
                                "tfs",
                                "tfs import",
                                "tfs list",
                                "tfs export",
                                "evaluate",
                                "predict",
                                "prompt",
                                "prompt list",
                                "prompt show",
                                "prompt export",
                                "prompt render",
                                "prompt import",
                                "prompt save",
                                "prompt task",
                                "llm",
                                "llm providers",
                                "llm check",
                                "llm cost",
                                "llm prices",
                                "llm key",
                                "llm key set",
                                "llm key forget",
                                "llm batches",
                                "llm batches list",
                                "llm batches collect",
                                "llm batches cancel",
                                "supernet",
                                "supernet score",
                                "supernet generate",
                                "supernet export",
                                "engine",
                                "engine check",
                                "workspace",
                                "workspace create",
                                "workspace info",
                                "workspace check",
                                "workspace backup"})
        QTest::newRow(*command ? command : "auspex-cli") << QString::fromUtf8(command);
}

void TestCliUsage::helpIsAResultOfEveryCommandAndHasExamples()
{
    QFETCH(QString, command);
    const Run run = runCli(command.split(u' ', Qt::SkipEmptyParts)
                           + QStringList(QStringLiteral("--help")));
    QCOMPARE(run.status, 0);
    QCOMPARE(run.err, QByteArray());
    QVERIFY(run.out.contains("Usage: auspex-cli"));
    QVERIFY(run.out.contains("Examples:\n  auspex-cli "));
    for (const QByteArray &line : run.out.split('\n'))
        QVERIFY2(line.size() <= 110, line.constData());
    if (command == QStringLiteral("evaluate")) {
        for (const char *name :
             {"recorded:COLUMN", "params:no-embeddings", "flops:no-output", "latency",
              "mean-by-depth", "ols:F+F", "ridge:F+F", "gp", "knn:K", "calibrated:HOW:PREDICTOR",
              "stacked", "llm:PROVIDER/MODEL", "log_decoder_layers"})
            QVERIFY2(run.out.contains(name), name);
    }
}

void TestCliUsage::versionIsOneLine()
{
    const Run run = runCli({QStringLiteral("--version")});
    QCOMPARE(run.status, 0);
    QVERIFY(run.out.startsWith("auspex-cli "));
    QCOMPARE(run.out.count('\n'), 1);
}

void TestCliUsage::wrongCommandLineEndsWithStatus2AndAHint_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("hint");
    const auto row = [](const char *name, const QStringList &arguments, const char *hint) {
        QTest::newRow(name) << arguments << QByteArray(hint);
    };
    const auto words = [](const char *text) { return QString::fromUtf8(text).split(u' '); };
    row("no command", {}, "See auspex-cli --help.");
    row("misspelt command", words("spce list"), "(did you mean space?)");
    row("misspelt subcommand", words("space lst"), "(did you mean list?)");
    row("misspelt option", words("space list --fromat csv"), "(did you mean --format?)");
    row("misspelt own option", words("arch sample --spce demo --count 1"),
        "(did you mean --space?)");
    row("missing argument", words("space show"), "See auspex-cli space show --help.");
    row("missing option", words("arch sample --space demo"), "--count is required");
    row("no number", words("arch sample --space demo --count many"), "--count");
    row("out of range", words("arch sample --space demo --count 0"), "--count");
    row("unknown format", words("space list --format cvs"),
        "choose one of table, csv, tsv, json, latex, markdown, html.");
    row("format of a command without one", words("arch sample --space demo --count 1 --format csv"),
        "writes JSON lines");
    row("unknown device", words("--device gpu space list"), "it is cpu or cuda:N.");
    row("negative seed", words("--seed -1 space list"), "--seed");
    row("misspelt predictor", words("evaluate --tfs x --predictor men"), "did you mean mean");
    row("misspelt baseline", words("evaluate --tfs x --baseline men"), "did you mean mean");
    row("no data", words("evaluate --predictor mean"), "either --tfs FOLDER or --workspace");
    row("data twice", words("evaluate --tfs x --workspace y"),
        "either --tfs FOLDER or --workspace");
    row("no workspace", words("tfs list"), "--workspace FILE.auspex");
    row("no workspace to import into", words("tfs import x"), "--workspace FILE.auspex");
    row("two workspaces", words("workspace info a --workspace b"), "Two workspaces are named");
}

void TestCliUsage::wrongCommandLineEndsWithStatus2AndAHint()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, hint);
    const Run run = runCli(arguments);
    QCOMPARE(run.status, 2);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.startsWith("auspex-cli: "), run.err.constData());
    QVERIFY2(run.err.contains(hint), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
}

void TestCliUsage::globalOptionsAreAcceptedOnEitherSide()
{
    const Run before = runCli({QStringLiteral("--format"), QStringLiteral("csv"),
                               QStringLiteral("space"), QStringLiteral("list")});
    const Run between = runCli(
        {QStringLiteral("space"), QStringLiteral("--format=csv"), QStringLiteral("list")});
    const Run after = runCli({QStringLiteral("space"), QStringLiteral("list"),
                              QStringLiteral("--format"), QStringLiteral("csv")});
    QCOMPARE(before.status, 0);
    QCOMPARE(parsedCsv(before.out).header.first(), QStringLiteral("name"));
    QCOMPARE(between.out, before.out);
    QCOMPARE(after.out, before.out);
}

void TestCliUsage::outputFileHasTheFormatOfItsEnding()
{
    const Scratch scratch;
    const Run run = runCli({QStringLiteral("space"), QStringLiteral("list"), QStringLiteral("-o"),
                            scratch.path("spaces.json")});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.out, QByteArray());
    QVERIFY(parsedJson(scratch.read("spaces.json")).isArray());
    const Run table = runCli({QStringLiteral("space"), QStringLiteral("list"), QStringLiteral("-o"),
                              scratch.path("spaces.json"), QStringLiteral("--format"),
                              QStringLiteral("csv")});
    QCOMPARE(table.status, 0);
    QCOMPARE(parsedCsv(scratch.read("spaces.json")).header.first(), QStringLiteral("name"));
}

void TestCliUsage::outputFileIsReplacedOnlyWhenTheCommandSucceeds()
{
    const Scratch scratch;
    const QString file = scratch.write("kept.csv", "old");
    const Run run = runCli({QStringLiteral("space"), QStringLiteral("show"),
                            QStringLiteral("nowhere"), QStringLiteral("-o"), file});
    QCOMPARE(run.status, 1);
    QCOMPARE(scratch.read("kept.csv"), QByteArray("old"));
}

void TestCliUsage::outputIntoAMissingFolderFailsBeforeTheWork()
{
    const Scratch scratch;
    const Run run = runCli({QStringLiteral("space"), QStringLiteral("list"), QStringLiteral("-o"),
                            scratch.path("missing/spaces.csv")});
    QCOMPARE(run.status, 1);
    QVERIFY(run.err.contains("does not exist; make it first."));
}

void TestCliUsage::fullDiskFailsWithASentence()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("This system has no /dev/full.");
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(cliProgram(), {QStringLiteral("space"), QStringLiteral("list")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("cannot be written to the standard output"));
}

void TestCliUsage::closedPipeEndsQuietly()
{
    QProcess shell;
    // The status of auspex-cli goes to the standard error, behind whatever it says itself.
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral(
                     "{ \"$0\" arch sample --space demo --count 100000; echo \"status $?\" >&2; }"
                     " | head -n 1"),
                 cliProgram()});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardError(), QByteArray("status 0\n"));
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
