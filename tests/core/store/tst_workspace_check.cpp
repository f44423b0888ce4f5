// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/artifact_store.h"
#include "core/store/predictor_store.h"
#include "core/store/prompt_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestWorkspaceCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundWorkspaceHasNoFindings();
    void checkChangesNothing();
    void checkCanBeCancelled();
    void infoCountsWhatIsThere();
};

void TestWorkspaceCheck::soundWorkspaceHasNoFindings()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, makeRecords(1, 50))));
    int reports = 0;
    std::int64_t total = 0;
    Job job([&](const JobProgress &progress) {
        ++reports;
        total = progress.total;
    });
    const auto found = checkWorkspace(*workspace, job);
    QVERIFY2(found, qPrintable(problem(found)));
    QCOMPARE(found->size(), 0U);
    QCOMPARE(reports, 11);
    QCOMPARE(total, 11);
    // The same by a connection that may not write.
    Result<Workspace> reader = Workspace::open(folder.file("a.auspex"), OpenMode::ReadOnly);
    QCOMPARE(findings(*reader), QString());
}

void TestWorkspaceCheck::checkChangesNothing()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, makeRecords(1, 5))));
    Result<Workspace> other = workspace->openAnother();
    QVERIFY(!other->changedElsewhere());
    QVERIFY(workspace->database().execute("DELETE FROM latencies"));
    QVERIFY(other->changedElsewhere());
    QVERIFY(!findings(*workspace).isEmpty());
    QVERIFY(!other->changedElsewhere());
}

void TestWorkspaceCheck::checkCanBeCancelled()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    Job job;
    job.cancel();
    const auto found = checkWorkspace(*workspace, job);
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::Cancelled);
}

void TestWorkspaceCheck::infoCountsWhatIsThere()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, makeRecords(1, 5))));
    QVERIFY(importTfsFile(*workspace, makeRequest("u", "1", SplitRole::Test, makeRecords(1, 5))));
    QVERIFY(addPredictor(*workspace, "HAT", "recorded:HAT"));
    QVERIFY(putArtifact(*workspace, "abcd", "checkpoint", "c"));
    QVERIFY(removeTask(*workspace, "u"));
    for (const char *json : {"{}", "[]"})
        QVERIFY(savePrompt(*workspace, "mine", json));
    QVERIFY(savePrompt(*workspace, "other", "{}"));
    QVERIFY(removePrompt(*workspace, "other"));
    std::vector<StoredCall> calls = {makeCall(1), makeCall(2)};
    calls[0].cost = 0.25;
    calls[1].cost.reset();
    QVERIFY(saveCalls(*workspace, calls));
    const auto info = workspaceInfo(*workspace);
    QVERIFY2(info, qPrintable(problem(info)));
    QCOMPARE(info->tasks, 1);
    QCOMPARE(info->deleted, 1);
    QCOMPARE(info->architectures, 5);
    QCOMPARE(info->imports, 2);
    QCOMPARE(info->splits, 2);
    QCOMPARE(info->tfsScores, 20);
    QCOMPARE(info->recordedScores, 30);
    QCOMPARE(info->predictors, 1);
    QCOMPARE(info->prompts, 1);
    QCOMPARE(info->calls, 2);
    QCOMPARE(info->callsCost, 0.25);
    QCOMPARE(info->callsUnpriced, 1);
    QCOMPARE(info->batches, 0);
    QCOMPARE(info->artifacts, 1);
    QCOMPARE(info->artifactBytes, 4);
    QVERIFY(info->fileBytes > 4096);
}

QTEST_GUILESS_MAIN(TestWorkspaceCheck)
#include "tst_workspace_check.moc"
