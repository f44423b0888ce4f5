// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "tests/app/cli_runner.h"

using namespace auspex::test;

class TestCliWorkspace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createMakesASoundWorkspaceAndNeverReplacesOne();
    void fileMayStandBehindTheCommandOrInTheOption();
    void infoCountsWhatIsThere();
    void backupIsACompleteWorkspace();
    void damageIsFoundAndEndsWithStatus1();
    void whatIsNoWorkspaceFails();

private:
    static Run workspace(const QStringList &words)
    {
        return runCli(QStringList{QStringLiteral("workspace")} + words);
    }
    static QString filled(const Scratch &scratch);
};

QString TestCliWorkspace::filled(const Scratch &scratch)
{
    QByteArray lines;
    for (int layers = 1; layers <= 6; ++layers)
        lines += tfsDataLine(layers, 24 + layers) + '\n' + tfsDataLine(layers, 25 + layers, 640)
                 + '\n';
    scratch.write("data/1/task/test.jsonl", lines);
    const QString file = scratch.path("w.auspex");
    const Run run = runCli({QStringLiteral("tfs"), QStringLiteral("import"), scratch.path("data"),
                            QStringLiteral("--workspace"), file});
    return run.status == 0 ? file : QString();
}

void TestCliWorkspace::createMakesASoundWorkspaceAndNeverReplacesOne()
{
    const Scratch scratch;
    const QString file = scratch.path("w.auspex");
    QCOMPARE(workspace({QStringLiteral("create"), file}).status, 0);
    const Run check = workspace({QStringLiteral("check"), file});
    QCOMPARE(check.status, 0);
    QVERIFY(check.err.contains("is sound."));
    const QByteArray before = scratch.read("w.auspex");
    const Run again = workspace({QStringLiteral("create"), file});
    QCOMPARE(again.status, 1);
    QVERIFY(again.err.contains("exists already"));
    QCOMPARE(scratch.read("w.auspex"), before);
}

void TestCliWorkspace::fileMayStandBehindTheCommandOrInTheOption()
{
    const Scratch scratch;
    const QString file = filled(scratch);
    const Run behind = workspace({QStringLiteral("info"), file});
    const Run before = runCli(
        {QStringLiteral("--workspace"), file, QStringLiteral("workspace"), QStringLiteral("info")});
    QCOMPARE(behind.status, 0);
    QCOMPARE(before.out, behind.out);
    QCOMPARE(workspace({QStringLiteral("info")}).status, 2);
    QCOMPARE(workspace({QStringLiteral("create")}).status, 2);
}

void TestCliWorkspace::infoCountsWhatIsThere()
{
    const Scratch scratch;
    const Run run = workspace({QStringLiteral("info"), filled(scratch), QStringLiteral("--format"),
                               QStringLiteral("csv")});
    QMap<QString, QString> values;
    for (const auto &row : parsedCsv(run.out).rows)
        values.insert(row[QStringLiteral("property")], row[QStringLiteral("value")]);
    QCOMPARE(values[QStringLiteral("tasks")], QStringLiteral("1"));
    QCOMPARE(values[QStringLiteral("architectures")], QStringLiteral("12"));
    QCOMPARE(values[QStringLiteral("tfs_scores")], QStringLiteral("12"));
    QCOMPARE(values[QStringLiteral("imports")], QStringLiteral("1"));
    QCOMPARE(values[QStringLiteral("schema_version")], QStringLiteral("3"));
    for (const char *none : {"prompts", "runs", "calls", "calls_cost_usd", "batches"})
        QCOMPARE(values[QString::fromUtf8(none)], QStringLiteral("0"));
    QCOMPARE(runCli({QStringLiteral("prompt"), QStringLiteral("save"), QStringLiteral("llm-pp"),
                     QStringLiteral("--as"), QStringLiteral("mine"), QStringLiteral("--workspace"),
                     scratch.path("w.auspex")})
                 .status,
             0);
    const Run saved = workspace({QStringLiteral("info"), scratch.path("w.auspex"),
                                 QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY2(saved.out.contains("prompts,1"), saved.out.constData());
}

void TestCliWorkspace::backupIsACompleteWorkspace()
{
    const Scratch scratch;
    const QString file = filled(scratch);
    const QString copy = scratch.path("copy.auspex");
    const QStringList command = {QStringLiteral("backup"), copy, QStringLiteral("--workspace"),
                                 file};
    QCOMPARE(workspace(command).status, 0);
    QCOMPARE(workspace({QStringLiteral("check"), copy}).status, 0);
    const auto exported = [](const QString &name) {
        return runCli({QStringLiteral("tfs"), QStringLiteral("export"), QStringLiteral("--format"),
                       QStringLiteral("json"), QStringLiteral("--workspace"), name})
            .out;
    };
    QVERIFY(!exported(file).isEmpty());
    QCOMPARE(exported(copy), exported(file));
    const Run again = workspace(command);
    QCOMPARE(again.status, 1);
    QVERIFY(again.err.contains("copy.auspex"));
}

void TestCliWorkspace::damageIsFoundAndEndsWithStatus1()
{
    const Scratch scratch;
    const QString file = filled(scratch);
    QByteArray bytes = scratch.read("w.auspex");
    // A score's import is counted; a broken architecture key is text that can be found.
    const qsizetype at = bytes.indexOf("512/512 e1024:4");
    QVERIFY(at > 0);
    bytes[at] = '7';
    scratch.write("w.auspex", bytes);
    const Run run = workspace(
        {QStringLiteral("check"), file, QStringLiteral("--format"), QStringLiteral("csv")});
    QCOMPARE(run.status, 1);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, (QStringList{QStringLiteral("severity"), QStringLiteral("finding")}));
    QVERIFY(!csv.rows.isEmpty());
    QCOMPARE(csv.rows.first()[QStringLiteral("severity")], QStringLiteral("damage"));
    QVERIFY(run.err.contains("is damaged"));
}

void TestCliWorkspace::whatIsNoWorkspaceFails()
{
    const Scratch scratch;
    const QString text = scratch.write("notes.auspex", "not a workspace at all");
    for (const char *command : {"info", "check"}) {
        const Run run = workspace({QString::fromUtf8(command), text});
        QCOMPARE(run.status, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(run.err.contains("notes.auspex"));
    }
    QCOMPARE(scratch.read("notes.auspex"), QByteArray("not a workspace at all"));
    QCOMPARE(workspace({QStringLiteral("check"), scratch.path("missing.auspex")}).status, 1);
    QVERIFY(!QFile::exists(scratch.path("missing.auspex")));
}

QTEST_GUILESS_MAIN(TestCliWorkspace)
#include "tst_cli_workspace.moc"
