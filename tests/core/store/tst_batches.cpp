// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include <QTest>

#include "core/store/batch_store.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

StoredBatch makeBatch(const std::string &marker)
{
    StoredBatch batch;
    batch.provider = "openai";
    batch.model = "gpt-4o-mini";
    batch.marker = marker;
    batch.settings = {{"answers", {{"tolerant", true}}}};
    batch.requests = 3;
    return batch;
}

/// Three requests with the keys of makeCall(), the last with two samples.
std::vector<BatchRequest> makeRequests(int first)
{
    std::vector<BatchRequest> requests;
    for (int i = 0; i < 4; ++i) {
        const StoredCall call = makeCall(first + i);
        requests.push_back({"id-" + std::to_string(i == 3 ? 2 : i), call.key, call.architectureKey,
                            i == 3 ? 1 : 0, 0, i == 3 ? std::string() : call.request});
    }
    return requests;
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void batchComesBackWithItsRequestsAfterReopening();
    void everyStateIsKept();
    void brokenRequestTakesNothingIn();
    void resultsAreTakenInWithTheirRequests();
    void finalStateLetsTheRestGo();
    void waitingKeysAreKnown();
    void batchOutlivesItsRun();
    void unknownBatchIsSaid();
    void readOnlyWorkspaceRefusesEveryChange();

private:
    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

void TestBatches::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("batches.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestBatches::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

void TestBatches::batchComesBackWithItsRequestsAfterReopening()
{
    Result<StoredBatch> added = addBatch(*m_workspace, makeBatch("one"), makeRequests(1));
    QVERIFY2(added, qPrintable(problem(added)));
    QCOMPARE(added->state, BatchState::Submitting);
    QCOMPARE(added->createdAt.size(), 24U);
    QCOMPARE(added->checkedAt, std::string());
    QVERIFY(addBatch(*m_workspace, makeBatch("two"), {}));
    added->remoteId = "batch_abc";
    added->state = BatchState::InProgress;
    added->finished = 1;
    added->problem = "One request failed.";
    added->checkedAt = "2000-01-01T00:00:00.000Z";
    added->settings["file"] = "file-1";
    const Result<void> updated = updateBatch(*m_workspace, *added);
    QVERIFY2(updated, qPrintable(problem(updated)));
    m_workspace.reset();

    Result<Workspace> workspace = Workspace::open(m_folder->file("batches.auspex"));
    const auto batches = loadBatches(*workspace);
    QCOMPARE(batches->size(), 2U);
    QCOMPARE(batches->at(1).marker, std::string("two"));
    const StoredBatch batch = batches->front();
    QCOMPARE(batch.marker, std::string("one"));
    QCOMPARE(batch.provider, std::string("openai"));
    QCOMPARE(batch.model, std::string("gpt-4o-mini"));
    QCOMPARE(batch.remoteId, std::string("batch_abc"));
    QCOMPARE(batch.state, BatchState::InProgress);
    QCOMPARE(batch.requests, 3);
    QCOMPARE(batch.finished, 1);
    QCOMPARE(batch.problem, std::string("One request failed."));
    QCOMPARE(batch.createdAt, added->createdAt);
    QCOMPARE(batch.checkedAt, std::string("2000-01-01T00:00:00.000Z"));
    QVERIFY(batch.settings == added->settings);
    QVERIFY(loadBatchRequests(*workspace, batch.id).value() == makeRequests(1));
    QCOMPARE(findings(*workspace), QString());
}

void TestBatches::everyStateIsKept()
{
    StoredBatch batch = addBatch(*m_workspace, makeBatch("one"), {}).value();
    for (const BatchState state :
         {BatchState::InProgress, BatchState::Ended, BatchState::Collected, BatchState::Failed,
          BatchState::Cancelled, BatchState::Submitting}) {
        batch.state = state;
        QVERIFY(updateBatch(*m_workspace, batch));
        QCOMPARE(loadBatch(*m_workspace, batch.id)->state, state);
    }
}

void TestBatches::brokenRequestTakesNothingIn()
{
    std::vector<BatchRequest> requests = makeRequests(1);
    requests[2].key = "short";
    const auto added = addBatch(*m_workspace, makeBatch("one"), requests);
    QVERIFY(!added);
    QCOMPARE(added.error().code, ErrorCode::InvalidInput);
    QCOMPARE(loadBatches(*m_workspace)->size(), 0U);
}

void TestBatches::resultsAreTakenInWithTheirRequests()
{
    StoredBatch ended = makeBatch("one");
    ended.state = BatchState::Ended;
    const StoredBatch batch = addBatch(*m_workspace, ended, makeRequests(1)).value();
    const StoredBatch other = addBatch(*m_workspace, makeBatch("two"), makeRequests(1)).value();
    std::vector<StoredCall> calls = {makeCall(3), makeCall(1)};
    calls[1].replied = false;
    calls[1].failure = "overloaded";
    const Result<void> settled = settleBatchRequests(*m_workspace, batch.id, calls);
    QVERIFY2(settled, qPrintable(problem(settled)));
    const auto waiting = loadBatchRequests(*m_workspace, batch.id);
    QCOMPARE(waiting->size(), 2U);
    QVERIFY(waiting->at(0) == makeRequests(1)[1]);
    QVERIFY(waiting->at(1) == makeRequests(1)[3]);
    QCOMPARE(loadBatchRequests(*m_workspace, other.id)->size(), 4U);
    QCOMPARE(callTotals(*m_workspace)->replies, 1);
    QCOMPARE(callTotals(*m_workspace)->failures, 1);

    // A broken one among them: nothing happens.
    std::vector<StoredCall> broken = {makeCall(2), makeCall(4)};
    broken[1].key = "short";
    QVERIFY(!settleBatchRequests(*m_workspace, batch.id, broken));
    QCOMPARE(loadBatchRequests(*m_workspace, batch.id)->size(), 2U);
    QCOMPARE(callTotals(*m_workspace)->replies, 1);
    QCOMPARE(findings(*m_workspace), QString());
}

void TestBatches::finalStateLetsTheRestGo()
{
    StoredBatch batch = addBatch(*m_workspace, makeBatch("one"), makeRequests(1)).value();
    QVERIFY(addBatch(*m_workspace, makeBatch("two"), makeRequests(1)));
    batch.state = BatchState::Ended;
    QVERIFY(updateBatch(*m_workspace, batch));
    QCOMPARE(loadBatchRequests(*m_workspace, batch.id)->size(), 4U);
    batch.state = BatchState::Cancelled;
    QVERIFY(updateBatch(*m_workspace, batch));
    QCOMPARE(loadBatchRequests(*m_workspace, batch.id)->size(), 0U);
    QCOMPARE(m_workspace->database().count("SELECT count(*) FROM batch_requests").value(), 4);
    QCOMPARE(findings(*m_workspace), QString());
}

void TestBatches::waitingKeysAreKnown()
{
    StoredBatch batch = addBatch(*m_workspace, makeBatch("one"), makeRequests(1)).value();
    const std::vector<std::string> keys = {makeCall(9).key, makeCall(4).key, makeCall(1).key};
    QVERIFY(waitInBatches(*m_workspace, keys).value() == (std::vector<bool>{false, true, true}));
    batch.state = BatchState::Failed;
    QVERIFY(updateBatch(*m_workspace, batch));
    QVERIFY(waitInBatches(*m_workspace, keys).value() == (std::vector<bool>{false, false, false}));
}

void TestBatches::batchOutlivesItsRun()
{
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    StoredBatch batch = makeBatch("one");
    batch.runId = run.id;
    batch = addBatch(*m_workspace, batch, makeRequests(1)).value();
    QCOMPARE(batch.runId, run.id);
    QVERIFY(removeRun(*m_workspace, run.id));
    QCOMPARE(loadBatch(*m_workspace, batch.id)->runId, 0);
    QVERIFY(settleBatchRequests(*m_workspace, batch.id, std::vector<StoredCall>{makeCall(1)}));
}

void TestBatches::unknownBatchIsSaid()
{
    StoredBatch batch = makeBatch("one");
    batch.id = 9;
    QCOMPARE(updateBatch(*m_workspace, batch).error().code, ErrorCode::NotFound);
    QCOMPARE(loadBatch(*m_workspace, 9).error().code, ErrorCode::NotFound);
    QCOMPARE(loadBatchRequests(*m_workspace, 9)->size(), 0U);
}

void TestBatches::readOnlyWorkspaceRefusesEveryChange()
{
    const StoredBatch batch = addBatch(*m_workspace, makeBatch("one"), makeRequests(1)).value();
    Result<Workspace> reader = Workspace::open(m_folder->file("batches.auspex"),
                                               OpenMode::ReadOnly);
    QCOMPARE(addBatch(*reader, makeBatch("two"), {}).error().message, reader->readOnlyReason());
    QCOMPARE(updateBatch(*reader, batch).error().code, ErrorCode::ReadOnly);
    QCOMPARE(settleBatchRequests(*reader, batch.id, {}).error().code, ErrorCode::ReadOnly);
    QCOMPARE(loadBatches(*reader)->size(), 1U);
}

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
