// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include "core/base/random.h"
#include "core/store/tfs_task_store.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"

using namespace auspex;
using namespace auspex::test;

/// kill -9 at random moments of an import, again and again.
class TestCliKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedImportLeavesASoundWorkspaceWithAllOrNothingOfEachFile();

private:
    /// How many files are in; -1 where one is there in part.
    static int filesIn(const QString &workspace, const MadeData &data);
};

int TestCliKill::filesIn(const QString &workspace, const MadeData &data)
{
    Result<Workspace> opened = Workspace::open(workspace.toStdString(), OpenMode::ReadOnly);
    if (!opened)
        return -1;
    const auto tasks = loadTasks(*opened);
    if (!tasks)
        return -1;
    std::size_t files = 0;
    for (const TfsTask &task : *tasks) {
        std::size_t members = 0;
        for (const TfsSplit &split : task.splits) {
            for (const auto *role : {&split.demonstrations, &split.test}) {
                if (!role->empty() && role->size() != data.recordsPerFile)
                    return -1;
                members += role->size();
            }
        }
        // No architecture is in two files, so that a record without a file would show.
        if (task.records.size() != members)
            return -1;
        for (const TfsRecord &record : task.records) {
            if (!record.tfs.contains("valid_bleu") || !record.recorded.contains("HAT"))
                return -1;
        }
        files += members / data.recordsPerFile;
    }
    return static_cast<int>(files);
}

void TestCliKill::killedImportLeavesASoundWorkspaceWithAllOrNothingOfEachFile()
{
    const Scratch scratch;
    const MadeData data = writeMadeData(scratch.path("data").toStdString(), 800);
    const int all = static_cast<int>(data.tasks.size() * data.filesPerTask);
    const auto import = [&](const QString &workspace) {
        return QStringList{QStringLiteral("tfs"), QStringLiteral("import"), scratch.path("data"),
                           QStringLiteral("--workspace"), workspace};
    };
    const auto exported = [](const QString &workspace) {
        return runCli({QStringLiteral("tfs"), QStringLiteral("export"), QStringLiteral("--format"),
                       QStringLiteral("json"), QStringLiteral("--workspace"), workspace})
            .out;
    };
    QElapsedTimer timer;
    timer.start();
    const QString whole = scratch.path("whole.auspex");
    QCOMPARE(runCli(import(whole)).status, 0);
    const auto duration = static_cast<std::uint64_t>(timer.elapsed());
    QCOMPARE(filesIn(whole, data), all);

    // AUSPEX_KILL_ROUNDS asks for more kills than every test run can afford.
    const int wanted = qEnvironmentVariableIsSet("AUSPEX_KILL_ROUNDS")
                           ? qEnvironmentVariableIntValue("AUSPEX_KILL_ROUNDS")
                           : 8;
    Random random(11, "kill");
    QString workspace;
    int made = 0;
    int known = all; // so that the first round begins a workspace
    int kills = 0;
    QMap<int, int> seen;
    int round = 0;
    for (; kills < wanted && round < 5 * wanted; ++round) { // some imports end before their kill
        if (known == all) { // each workspace is killed until it is complete
            workspace = scratch.path("killed%1.auspex").arg(++made);
            known = 0;
        }
        QProcess process;
        process.start(cliProgram(), import(workspace));
        QVERIFY(process.waitForStarted());
        QTest::qSleep(static_cast<int>(random.below(duration) + 1));
        process.kill();
        QVERIFY(process.waitForFinished());
        kills += process.exitStatus() == QProcess::CrashExit ? 1 : 0;
        if (!QFile::exists(workspace))
            continue; // killed before it was there: nothing of any file
        const Run check = runCli({QStringLiteral("workspace"), QStringLiteral("check"), workspace,
                                  QStringLiteral("--format"), QStringLiteral("csv")});
        QVERIFY2(check.status == 0 && !check.out.contains("damage,"), check.out + check.err);
        const int files = filesIn(workspace, data);
        QVERIFY2(
            files >= known,
            qPrintable(
                QStringLiteral("round %1: %2 files after %3").arg(round).arg(files).arg(known)));
        known = files;
        ++seen[files];
    }
    QCOMPARE(kills, wanted);
    // What a killed import left is completed by the next one, as if nothing had happened.
    const Run last = runCli(import(workspace));
    QVERIFY2(last.status == 0, last.err.constData());
    QCOMPARE(filesIn(workspace, data), all);
    QCOMPARE(exported(workspace), exported(whole));
    QStringList counts;
    for (const int files : seen.keys())
        counts << QString::number(files);
    qInfo("%d kills in %d rounds on %d workspaces; an import takes %llu ms; files after a kill: %s",
          kills, round, made, static_cast<unsigned long long>(duration),
          qPrintable(counts.join(u' ')));
}

QTEST_GUILESS_MAIN(TestCliKill)
#include "tst_cli_kill.moc"
