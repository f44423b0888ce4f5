// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/llm/batch_fixture.h"

using namespace auspex;
using namespace auspex::test;

using Fate = BatchScript::Fate;
using Request = BatchScript::Request;

/// Cancelling a job at the service, and cancelling the work on it here.
class TestBatchCancel : public BatchTest {
    Q_OBJECT

private Q_SLOTS:
    void jobUnknownToTheServiceStays();
    void cancelledJobGivesWhatWasDone_data();
    void cancelledJobGivesWhatWasDone();
    void cancellingBeforeSubmissionSendsNothing();
    void cancellingFindsTheJobWhoseReplyWasLost();
    void endedJobIsNotThrownAway();
    void cancelledWorkLeavesTheJob();
};

void TestBatchCancel::jobUnknownToTheServiceStays()
{
    begin(Shape::OpenAi);
    const StoredBatch batch = fixture().submit(makeQuestions(2)).value();
    fixture().server.setScript([](const ReceivedRequest &) {
        return errorReply(Shape::OpenAi, 404, "invalid_request_error", "", "No such batch.");
    });
    const auto collected = fixture().collect(batch); // another account's key, perhaps
    QVERIFY(!collected);
    QCOMPARE(collected.error().code, ErrorCode::NotFound);
    QVERIFY(shown(collected).contains(QStringLiteral("OpenAI knows no batch job batch_1")));
    QCOMPARE(fixture().reopen().state, BatchState::InProgress);
    const auto cancelled = fixture().cancel(batch);
    QVERIFY2(cancelled, qPrintable(shown(cancelled)));
    QCOMPARE(cancelled->state, BatchState::Cancelled);
    QCOMPARE(loadBatchRequests(*fixture().workspace, batch.id)->size(), 0U);
}

void TestBatchCancel::cancelledJobGivesWhatWasDone_data()
{
    addShapes();
}

void TestBatchCancel::cancelledJobGivesWhatWasDone()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(5);
    const StoredBatch batch = fixture().submit(questions).value();
    const auto cancelling = fixture().cancel(batch);
    QVERIFY2(cancelling, qPrintable(shown(cancelling)));
    QCOMPARE(cancelling->state, BatchState::InProgress);
    QCOMPARE(cancelling->problem, std::string("It is being cancelled."));
    QCOMPARE(fixture().script.jobs().front().status, std::string("cancelling"));
    QCOMPARE(fixture().collect(batch)->problem, std::string("It is being cancelled."));
    fixture().script.endAll("cancelled", [](const Request &request, std::size_t index) {
        Fate fate = BatchScript::answeredBy(request, {"25.0"});
        fate.kind = index < 3 ? Fate::Kind::Answered : Fate::Kind::Cancelled;
        return fate;
    });
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Cancelled);
    QCOMPARE(collected->problem, std::string("2 of 5 requests ended without a result because the "
                                             "batch job was cancelled."));
    QCOMPARE(callTotals(*fixture().workspace)->replies, 3);
    QCOMPARE(callTotals(*fixture().workspace)->failures, 0); // they were not tried
    QCOMPARE(fixture().submit(questions)->requests, 2);
}

void TestBatchCancel::cancellingBeforeSubmissionSendsNothing()
{
    begin(Shape::OpenAi);
    fixture().server.goAway();
    const StoredBatch batch = fixture().submit(makeQuestions(2)).value();
    const auto offline = fixture().cancel(batch); // whether the service has it is not known
    QVERIFY(!offline);
    QCOMPARE(fixture().reopen().state, BatchState::Submitting);
    fixture().server.listenAgain();
    const auto cancelled = fixture().cancel(batch);
    QVERIFY2(cancelled, qPrintable(shown(cancelled)));
    QCOMPARE(cancelled->state, BatchState::Cancelled);
    QCOMPARE(fixture().script.jobs().size(), 0U);
    QCOMPARE(fixture().collect(batch)->state, BatchState::Cancelled);
    QCOMPARE(fixture().script.jobs().size(), 0U);
}

void TestBatchCancel::cancellingFindsTheJobWhoseReplyWasLost()
{
    begin(Shape::OpenAi);
    loseReplyOfCreating();
    const StoredBatch batch = fixture().submit(makeQuestions(2)).value();
    answerAgain();
    const auto cancelling = fixture().cancel(batch);
    QVERIFY2(cancelling, qPrintable(shown(cancelling)));
    QCOMPARE(cancelling->state, BatchState::InProgress);
    QCOMPARE(fixture().script.jobs().front().status, std::string("cancelling"));
}

void TestBatchCancel::endedJobIsNotThrownAway()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(3);
    const StoredBatch batch = fixture().submit(questions).value();
    fixture().script.endAll();
    const auto cancelling = fixture().cancel(batch); // the service says it has ended
    QVERIFY2(cancelling, qPrintable(shown(cancelling)));
    QCOMPARE(cancelling->state, BatchState::InProgress);
    fixture().script.editResults([](const std::string &lines) { return lines.substr(0, 9); });
    QVERIFY(!fixture().collect(batch));
    QCOMPARE(fixture().reopen().state, BatchState::Ended);
    // Only one whose results could not be had is given up.
    const auto givenUp = fixture().cancel(batch);
    QVERIFY2(givenUp, qPrintable(shown(givenUp)));
    QCOMPARE(givenUp->state, BatchState::Cancelled);
    QCOMPARE(fixture().submit(questions)->requests, 3);
}

void TestBatchCancel::cancelledWorkLeavesTheJob()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(3);
    fixture().job.cancel();
    QCOMPARE(fixture().submit(questions).error().code, ErrorCode::Cancelled);
    QCOMPARE(loadBatches(*fixture().workspace)->size(), 0U); // it had not begun

    // In the middle of the upload: nothing was made, nothing waits.
    Job early;
    fixture().server.setScript([&](const ReceivedRequest &) {
        early.cancel();
        ScriptedReply reply;
        reply.ending = ScriptedReply::Ending::Silence;
        return reply;
    });
    const auto stopped = submitBatch(fixture().provider, fixture().key, questions, batchOptions(),
                                     *fixture().workspace, 0, early);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QCOMPARE(fixture().reopen().state, BatchState::Cancelled);

    // While the job is being made: it may be there.
    Job late;
    fixture().server.setScript(
        [&, script = fixture().script.script()](const ReceivedRequest &request) {
            ScriptedReply reply = script(request);
            if (createsJob(request)) {
                late.cancel();
                reply.ending = ScriptedReply::Ending::Silence;
            }
            return reply;
        });
    const auto cut = submitBatch(fixture().provider, fixture().key, questions, batchOptions(),
                                 *fixture().workspace, 0, late);
    QCOMPARE(cut.error().code, ErrorCode::Cancelled);
    const StoredBatch batch = fixture().reopen();
    QCOMPARE(batch.state, BatchState::Submitting);
    answerAgain();
    fixture().script.endAll();
    const auto collected = collectBatch(fixture().provider, fixture().key, fixture().prices, batch,
                                        *fixture().workspace, fixture().job); // still cancelled
    QCOMPARE(collected.error().code, ErrorCode::Cancelled);
    Job job;
    const auto done = collectBatch(fixture().provider, fixture().key, fixture().prices, batch,
                                   *fixture().workspace, job);
    QVERIFY2(done, qPrintable(shown(done)));
    QCOMPARE(done->state, BatchState::Collected);
    QCOMPARE(fixture().script.jobs().size(), 1U);
}

QTEST_GUILESS_MAIN(TestBatchCancel)
#include "tst_batch_cancel.moc"
