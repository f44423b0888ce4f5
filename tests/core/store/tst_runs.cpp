// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include <QTest>

#include "core/store/call_store.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void runComesBackAfterReopening();
    void everyStateIsKept_data();
    void everyStateIsKept();
    void kindsAreListedApart();
    void interruptedRunsArePaused();
    void removedRunLeavesItsCalls();
    void unknownRunIsSaid();
    void readOnlyWorkspaceRefusesEveryChange();

private:
    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

void TestRuns::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("runs.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestRuns::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

void TestRuns::runComesBackAfterReopening()
{
    const nlohmann::json settings = {{"spec", "llm:openai/gpt-4"}, {"samples", 3}};
    const Result<StoredRun> added = addRun(*m_workspace, "llm", settings);
    QVERIFY2(added, qPrintable(problem(added)));
    QVERIFY(added->id > 0);
    QCOMPARE(added->state, RunState::Queued);
    QVERIFY(added->settings == settings);
    QVERIFY(added->progress == nlohmann::json::object());
    QCOMPARE(added->createdAt.size(), 24U);
    const Result<void> updated = updateRun(*m_workspace, added->id, RunState::Failed,
                                           {{"done", 7}, {"error", "\xff"}});
    QVERIFY2(updated, qPrintable(problem(updated)));
    m_workspace.reset();

    Result<Workspace> workspace = Workspace::open(m_folder->file("runs.auspex"));
    const auto runs = loadRuns(*workspace);
    QCOMPARE(runs->size(), 1U);
    QCOMPARE(runs->front().id, added->id);
    QCOMPARE(runs->front().kind, std::string("llm"));
    QCOMPARE(runs->front().state, RunState::Failed);
    QVERIFY(runs->front().settings == settings);
    QVERIFY(runs->front().progress == nlohmann::json({{"done", 7}, {"error", "\uFFFD"}}));
    QCOMPARE(runs->front().createdAt, added->createdAt);
    QVERIFY(runs->front().changedAt >= added->changedAt);
    QCOMPARE(findings(*workspace), QString());
}

void TestRuns::everyStateIsKept_data()
{
    QTest::addColumn<int>("state");
    for (int state = 0; state <= static_cast<int>(RunState::Cancelled); ++state)
        QTest::newRow(qPrintable(QString::number(state))) << state;
}

void TestRuns::everyStateIsKept()
{
    QFETCH(int, state);
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    QVERIFY(updateRun(*m_workspace, run.id, static_cast<RunState>(state), {}));
    QCOMPARE(static_cast<int>(loadRuns(*m_workspace)->front().state), state);
}

void TestRuns::kindsAreListedApart()
{
    for (const char *kind : {"llm", "ablation", "llm"})
        QVERIFY(addRun(*m_workspace, kind, {}));
    QCOMPARE(loadRuns(*m_workspace)->size(), 3U);
    const auto runs = loadRuns(*m_workspace, "llm");
    QCOMPARE(runs->size(), 2U);
    QVERIFY(runs->at(0).id < runs->at(1).id);
    QCOMPARE(loadRuns(*m_workspace, "search")->size(), 0U);
    QCOMPARE(addRun(*m_workspace, "", {}).error().code, ErrorCode::InvalidInput);
}

void TestRuns::interruptedRunsArePaused()
{
    std::vector<std::int64_t> ids;
    for (const RunState state : {RunState::Running, RunState::Done, RunState::Running,
                                 RunState::Queued, RunState::Failed, RunState::Cancelled}) {
        ids.push_back(addRun(*m_workspace, "llm", {})->id);
        QVERIFY(updateRun(*m_workspace, ids.back(), state, {{"done", 5}}));
    }
    m_workspace.reset(); // as a killed program leaves it
    Result<Workspace> workspace = Workspace::open(m_folder->file("runs.auspex"));
    int told = 0;
    workspace->addListener([&](Change change) { told += change == Change::Runs ? 1 : 100; });
    QCOMPARE(settleInterruptedRuns(*workspace).value(), 2);
    QCOMPARE(told, 1);
    const auto runs = loadRuns(*workspace);
    const std::vector<RunState> expected = {RunState::Paused, RunState::Done,
                                            RunState::Paused, RunState::Queued,
                                            RunState::Failed, RunState::Cancelled};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(runs->at(i).state, expected[i]);
        QVERIFY(runs->at(i).progress == nlohmann::json({{"done", 5}}));
    }
    QCOMPARE(settleInterruptedRuns(*workspace).value(), 0);
    QCOMPARE(told, 1);                                                    // nothing changed
    QVERIFY(saveCalls(*workspace, std::vector<StoredCall>{makeCall(1)})); // no transaction is open
}

void TestRuns::removedRunLeavesItsCalls()
{
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    StoredCall call = makeCall(1);
    call.runId = run.id;
    const std::vector<StoredCall> calls = {call};
    QVERIFY(saveCalls(*m_workspace, calls));
    QCOMPARE(loadCall(*m_workspace, 1)->runId, run.id);
    const Result<void> removed = removeRun(*m_workspace, run.id);
    QVERIFY2(removed, qPrintable(problem(removed)));
    QCOMPARE(loadRuns(*m_workspace)->size(), 0U);
    QCOMPARE(loadCall(*m_workspace, 1)->runId, 0);
    const std::vector<std::string> keys = {call.key};
    QVERIFY(findReplies(*m_workspace, keys)->front().has_value());
    QCOMPARE(findings(*m_workspace), QString());
    QVERIFY(addRun(*m_workspace, "llm", {})->id > run.id); // ids are not used again
}

void TestRuns::unknownRunIsSaid()
{
    for (const Result<void> &done :
         {updateRun(*m_workspace, 9, RunState::Done, {}), removeRun(*m_workspace, 9)}) {
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::NotFound);
    }
}

void TestRuns::readOnlyWorkspaceRefusesEveryChange()
{
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    Result<Workspace> reader = Workspace::open(m_folder->file("runs.auspex"), OpenMode::ReadOnly);
    QCOMPARE(addRun(*reader, "llm", {}).error().message, reader->readOnlyReason());
    QCOMPARE(settleInterruptedRuns(*reader).error().message, reader->readOnlyReason());
    QCOMPARE(updateRun(*reader, run.id, RunState::Done, {}).error().code, ErrorCode::ReadOnly);
    QCOMPARE(removeRun(*reader, run.id).error().code, ErrorCode::ReadOnly);
    QCOMPARE(loadRuns(*reader)->size(), 1U);
}

QTEST_GUILESS_MAIN(TestRuns)
#include "tst_runs.moc"
