// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include "core/store/tfs_task_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestWorkspaceKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedImportLeavesAllOrNothingOfEachFile();
};

void TestWorkspaceKill::killedImportLeavesAllOrNothingOfEachFile()
{
    constexpr std::size_t recordsEach = 800;
    // AUSPEX_KILL_ROUNDS asks for a longer run than the one that every test run can afford.
    const int rounds = qEnvironmentVariableIsSet("AUSPEX_KILL_ROUNDS")
                           ? qEnvironmentVariableIntValue("AUSPEX_KILL_ROUNDS")
                           : 15;
    const TestFolder folder;
    const auto file = folder.file("killed.auspex");
    QVERIFY(Workspace::create(file));
    // Moments are drawn in the time that one import takes, however fast the machine is.
    QElapsedTimer timer;
    timer.start();
    {
        Result<Workspace> other = Workspace::create(folder.file("measured.auspex"));
        QVERIFY(importTfsFile(*other,
                              makeRequest("t", "1", SplitRole::Test, makeRecords(0, recordsEach))));
    }
    const auto importMs = static_cast<std::uint64_t>(timer.elapsed()) + 1;
    Random random(7, "kill");
    qint64 acknowledged = 0;
    int killedWithin = 0;
    for (int round = 0; round < rounds; ++round) {
        QProcess helper;
        helper.start(helperProgram(),
                     {QStringLiteral("import"), QString::fromStdString(file.string()),
                      QString::number(recordsEach)});
        QVERIFY(helper.waitForStarted());
        QByteArray output;
        // Every third one is killed after it has acknowledged a file.
        while (round % 3 == 0 && !output.contains("done ") && helper.waitForReadyRead())
            output += helper.readAllStandardOutput();
        QTest::qSleep(static_cast<int>(random.below(importMs * 3 / 2)));
        helper.kill();
        QVERIFY(helper.waitForFinished());
        QCOMPARE(helper.exitStatus(), QProcess::CrashExit);
        const QString said = QString::fromUtf8(output + helper.readAllStandardOutput());
        QVERIFY2(!said.contains(QStringLiteral("error")), qPrintable(said));
        const auto begun = said.count(QStringLiteral("begin "));
        const auto done = said.count(QStringLiteral("done "));
        acknowledged += done;
        killedWithin += begun > done ? 1 : 0;

        Result<Workspace> workspace = Workspace::open(file);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        QVERIFY2(!workspace->isReadOnly(), workspace->readOnlyReason().c_str());
        QCOMPARE(findings(*workspace), QString());
        const auto tasks = listTasks(*workspace);
        QVERIFY2(tasks, qPrintable(problem(tasks)));
        // Killed between the commit and the acknowledgement, one more may be there.
        const auto stored = static_cast<qint64>(tasks->size());
        QVERIFY2(
            stored == acknowledged || stored == acknowledged + 1,
            qPrintable(QStringLiteral("%1 stored, %2 acknowledged").arg(stored).arg(acknowledged)));
        acknowledged = stored;
        for (const TaskInfo &task : *tasks)
            QCOMPARE(task.records, static_cast<std::int64_t>(recordsEach));
    }
    QVERIFY(acknowledged > 0);
    QVERIFY(killedWithin > 0);
    Result<Workspace> workspace = Workspace::open(file, OpenMode::ReadOnly);
    const auto last = loadTask(*workspace, "task " + std::to_string(acknowledged - 1));
    QVERIFY(last);
    QVERIFY(last->records
            == makeRecords(static_cast<std::uint64_t>(acknowledged - 1), recordsEach));
    qInfo("%d kills, %d of them within an import; %lld files stored", rounds, killedWithin,
          static_cast<long long>(acknowledged));
}

QTEST_GUILESS_MAIN(TestWorkspaceKill)
#include "tst_workspace_kill.moc"
