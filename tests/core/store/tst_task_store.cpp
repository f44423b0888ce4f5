// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/evaluation_store.h"
#include "core/store/predictor_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestTaskStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void unknownTaskListsTheKnown();
    void removedTaskComesBackWithAllItHad();
    void removedTaskDoesNotComeBackOverAnother();
    void importAfterRemovalStartsAfresh();
    void purgeRemovesForGood();
    void renameKeepsTheContent();
    void renameToATakenNameIsRefused();

private:
    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

void TestTaskStore::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("tasks.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
    for (const char *task : {"wmt19ende", "wmt14enfr"})
        QVERIFY(importTfsFile(*m_workspace,
                              makeRequest(task, "1", SplitRole::Test, makeRecords(1, 8))));
}

void TestTaskStore::cleanup()
{
    QCOMPARE(findings(*m_workspace), QString());
    m_workspace.reset();
    m_folder.reset();
}

void TestTaskStore::unknownTaskListsTheKnown()
{
    const auto task = loadTask(*m_workspace, "wmt14ende");
    QVERIFY(!task);
    QCOMPARE(task.error().code, ErrorCode::NotFound);
    QVERIFY2(problem(task).contains(QStringLiteral("it has wmt14enfr, wmt19ende.")),
             qPrintable(problem(task)));
}

void TestTaskStore::removedTaskComesBackWithAllItHad()
{
    const auto before = loadTask(*m_workspace, "wmt19ende");
    const auto predictor = addPredictor(*m_workspace, "HAT", "recorded:HAT");
    QVERIFY(saveEvaluation(
        *m_workspace, {0, predictor->id, "wmt19ende", "t", {{"a", 1}}, {{"mae", 2}}, {}, true}));
    const auto id = removeTask(*m_workspace, "wmt19ende");
    QVERIFY2(id, qPrintable(problem(id)));
    QVERIFY(!loadTask(*m_workspace, "wmt19ende"));
    QCOMPARE(loadTasks(*m_workspace)->size(), 1U);
    QCOMPARE(loadEvaluations(*m_workspace)->size(), 0U);
    const Result<void> restored = restoreTask(*m_workspace, *id);
    QVERIFY2(restored, qPrintable(problem(restored)));
    QVERIFY(loadTask(*m_workspace, "wmt19ende").value() == *before);
    QCOMPARE(loadEvaluations(*m_workspace)->size(), 1U);
    QVERIFY(loadEvaluations(*m_workspace)->front().isCurrent);
    QCOMPARE(restoreTask(*m_workspace, *id).error().code, ErrorCode::NotFound);
}

void TestTaskStore::removedTaskDoesNotComeBackOverAnother()
{
    const auto id = removeTask(*m_workspace, "wmt19ende");
    QVERIFY(renameTask(*m_workspace, "wmt14enfr", "wmt19ende"));
    const Result<void> restored = restoreTask(*m_workspace, *id);
    QVERIFY(!restored);
    QCOMPARE(restored.error().code, ErrorCode::InvalidInput);
    QVERIFY(renameTask(*m_workspace, "wmt19ende", "wmt14enfr"));
    QVERIFY(restoreTask(*m_workspace, *id));
}

void TestTaskStore::importAfterRemovalStartsAfresh()
{
    QVERIFY(removeTask(*m_workspace, "wmt19ende"));
    const auto summary = importTfsFile(
        *m_workspace, makeRequest("wmt19ende", "1", SplitRole::Test, makeRecords(1, 8)));
    QVERIFY2(summary, qPrintable(problem(summary)));
    QVERIFY(summary->isNewTask);
    QVERIFY(!summary->wasKnown);
    QCOMPARE(summary->newRecords, 8U);
}

void TestTaskStore::purgeRemovesForGood()
{
    QVERIFY(
        importTfsFile(*m_workspace, makeRequest("other", "1", SplitRole::Test, makeRecords(2, 5))));
    QCOMPARE(workspaceInfo(*m_workspace)->architectures, 13);
    const auto id = removeTask(*m_workspace, "other");
    QCOMPARE(workspaceInfo(*m_workspace)->deleted, 1);
    QCOMPARE(purgeDeleted(*m_workspace).value(), 1);
    QCOMPARE(restoreTask(*m_workspace, *id).error().code, ErrorCode::NotFound);
    const auto info = workspaceInfo(*m_workspace);
    QCOMPARE(info->deleted, 0);
    QCOMPARE(info->architectures, 8);
    QCOMPARE(info->tfsScores, 32);
    QCOMPARE(purgeDeleted(*m_workspace).value(), 0);
}

void TestTaskStore::renameKeepsTheContent()
{
    auto expected = loadTask(*m_workspace, "wmt19ende").value();
    expected.name = "Übersetzung 19";
    QVERIFY(renameTask(*m_workspace, "wmt19ende", expected.name));
    QVERIFY(loadTask(*m_workspace, expected.name).value() == expected);
    QVERIFY(renameTask(*m_workspace, expected.name, expected.name));
}

void TestTaskStore::renameToATakenNameIsRefused()
{
    const Result<void> renamed = renameTask(*m_workspace, "wmt19ende", "wmt14enfr");
    QVERIFY(!renamed);
    QVERIFY2(problem(renamed).contains(QStringLiteral("already a task \"wmt14enfr\"")),
             qPrintable(problem(renamed)));
    QCOMPARE(renameTask(*m_workspace, "wmt19ende", " ").error().code, ErrorCode::InvalidInput);
    QCOMPARE(renameTask(*m_workspace, "none", "x").error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestTaskStore)
#include "tst_task_store.moc"
