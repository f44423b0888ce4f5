// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>
#include <vector>

#include <QTest>

#include "core/base/files.h"
#include "core/store/artifact_store.h"
#include "core/store/tfs_task_store.h"
#include "core/store/workspace_backup.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestWorkspaceBackup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backupHoldsEverything();
    void backupWhileAnotherThreadWritesIsOneMoment();
    void existingTargetIsNotTouched();
    void cancelledBackupLeavesNothing();
    void damagedArtifactMakesNoBackup();
    void unwritableTargetIsSaid();
};

void TestWorkspaceBackup::backupHoldsEverything()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const std::vector<TfsRecord> records = makeRecords(1, 50);
    QVERIFY(importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, records)));
    const auto artifact = putArtifact(*workspace, "the content", "checkpoint", "c");
    std::vector<std::string> units;
    Job job([&](const JobProgress &progress) { units.push_back(progress.unit); });
    const Result<void> done = backupWorkspace(*workspace, folder.file("Kopie.auspex"), job);
    QVERIFY2(done, qPrintable(problem(done)));
    QCOMPARE(units.front(), std::string("pages"));
    QCOMPARE(units.back(), std::string("artifacts"));
    const auto entries = std::filesystem::directory_iterator(folder.path());
    QCOMPARE(std::count_if(begin(entries), end(entries),
                           [](const auto &entry) {
                               return entry.path().filename().string().starts_with("Kopie");
                           }),
             2); // the file and its folder, nothing temporary
    Result<Workspace> copy = Workspace::open(folder.file("Kopie.auspex"));
    QVERIFY2(copy, qPrintable(problem(copy)));
    QVERIFY(!copy->isReadOnly());
    QCOMPARE(findings(*copy), QString());
    QVERIFY(loadTask(*copy, "t")->records == records);
    QCOMPARE(readFile(artifactPath(*copy, artifact->sha256).value()).value(),
             std::string("the content"));
}

void TestWorkspaceBackup::backupWhileAnotherThreadWritesIsOneMoment()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(importTfsFile(*workspace,
                          makeRequest("first", "1", SplitRole::Test, makeRecords(0, 2000))));
    std::atomic<bool> stops = false;
    std::atomic<int> written = 0;
    std::string writerProblem;
    std::thread writer([&] {
        Result<Workspace> own = workspace->openAnother();
        for (std::uint64_t i = 1; !stops; ++i) {
            const auto summary = importTfsFile(
                *own,
                makeRequest("task " + std::to_string(i), "1", SplitRole::Test, makeRecords(i, 50)));
            if (!summary)
                writerProblem = summary.error().message;
            ++written;
        }
    });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (written < 2 && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    struct Copy {
        int writtenBefore;
        int writtenAfter;
        QString problem;
    };
    std::vector<Copy> copies;
    const auto nameOf = [&](std::size_t i) {
        return folder.file("copy" + std::to_string(i) + ".auspex");
    };
    for (std::size_t i = 0; i < 5; ++i) {
        const int before = written;
        Job job;
        const Result<void> done = backupWorkspace(*workspace, nameOf(i), job);
        copies.push_back({before, written, problem(done)});
    }
    stops = true;
    writer.join();
    for (std::size_t i = 0; i < copies.size(); ++i) {
        QCOMPARE(copies[i].problem, QString());
        Result<Workspace> copy = Workspace::open(nameOf(i));
        QVERIFY2(copy, qPrintable(problem(copy)));
        QCOMPARE(findings(*copy), QString());
        const auto tasks = listTasks(*copy);
        QVERIFY2(tasks, qPrintable(problem(tasks)));
        // Besides what was written, there is the first task, and at most one that was just
        // committed.
        QVERIFY(static_cast<int>(tasks->size()) >= copies[i].writtenBefore + 1);
        QVERIFY(static_cast<int>(tasks->size()) <= copies[i].writtenAfter + 2);
    }
    QCOMPARE(writerProblem, std::string());
    QVERIFY(written > 2);
    QCOMPARE(findings(*workspace), QString());
}

void TestWorkspaceBackup::existingTargetIsNotTouched()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(writeFileAtomically(folder.file("b.auspex"), "precious"));
    Job job;
    const Result<void> done = backupWorkspace(*workspace, folder.file("b.auspex"), job);
    QVERIFY(!done);
    QVERIFY2(problem(done).contains(QStringLiteral("exists already")), qPrintable(problem(done)));
    QCOMPARE(readFile(folder.file("b.auspex")).value(), std::string("precious"));
    QVERIFY(!backupWorkspace(*workspace, folder.file("a.auspex"), job));
}

void TestWorkspaceBackup::cancelledBackupLeavesNothing()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(putArtifact(*workspace, "abc", "checkpoint", "c"));
    for (const char *unit : {"pages", "artifacts"}) {
        Job *self = nullptr;
        Job job([&](const JobProgress &progress) {
            if (progress.unit == unit)
                self->cancel();
        });
        self = &job;
        const Result<void> done = backupWorkspace(*workspace, folder.file("b.auspex"), job);
        if (std::string(unit) == "artifacts") { // the only artifact had begun, so it is complete
            QVERIFY2(done, qPrintable(problem(done)));
            continue;
        }
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        for (const auto &entry : std::filesystem::directory_iterator(folder.path()))
            QVERIFY2(entry.path().filename().string().starts_with("a."), entry.path().c_str());
    }
}

void TestWorkspaceBackup::damagedArtifactMakesNoBackup()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const auto artifact = putArtifact(*workspace, "abc", "checkpoint", "c");
    overwrite(artifactPath(*workspace, artifact->sha256).value(), 0, "x");
    Job job;
    const Result<void> done = backupWorkspace(*workspace, folder.file("b.auspex"), job);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Corrupt);
    for (const auto &entry : std::filesystem::directory_iterator(folder.path()))
        QVERIFY2(entry.path().filename().string().starts_with("a."), entry.path().c_str());
}

void TestWorkspaceBackup::unwritableTargetIsSaid()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    Job job;
    const Result<void> done = backupWorkspace(*workspace, folder.file("none") / "b.auspex", job);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Io);
    QVERIFY2(problem(done).startsWith(QStringLiteral("The backup ")), qPrintable(problem(done)));
}

QTEST_GUILESS_MAIN(TestWorkspaceBackup)
#include "tst_workspace_backup.moc"
