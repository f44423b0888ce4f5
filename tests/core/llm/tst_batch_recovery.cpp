// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <ctime>

#include <signal.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <QThread>

#include "tests/core/llm/batch_fixture.h"

using namespace auspex;
using namespace auspex::test;

using Fate = BatchScript::Fate;
using Request = BatchScript::Request;

/// Jobs of which it is not known whether the service has them: after a kill between any two steps,
/// a lost reply, a refusal.
class TestBatchRecovery : public BatchTest {
    Q_OBJECT

private Q_SLOTS:
    void killBetweenAnyTwoStepsIsSettled_data();
    void killBetweenAnyTwoStepsIsSettled();
    void jobWhoseReplyWasLostIsAdopted_data();
    void jobWhoseReplyWasLostIsAdopted();
    void jobIsFoundOnALaterPage();
    void jobsOfOthersAreNotAdopted_data();
    void jobsOfOthersAreNotAdopted();
    void anthropicJobUnderWayIsNeitherAdoptedNorSentAgain();
    void unreachableServiceLeavesItToBeSubmitted();
    void refusalIsKeptAsFailed_data();
    void refusalIsKeptAsFailed();
    void rateLimitIsNoRefusal();
    void forgottenFileIsUploadedAgain();
};

void TestBatchRecovery::killBetweenAnyTwoStepsIsSettled_data()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::addColumn<bool>("collects");    ///< the killed program; else it submits
    QTest::addColumn<int>("request");      ///< of the killed program, from 0
    QTest::addColumn<bool>("isProcessed"); ///< before the kill
    const auto rows = [](bool isAnthropic, bool collects, int requests) {
        for (int request = 0; request < requests; ++request) {
            for (const bool isProcessed : {false, true})
                QTest::addRow("%s %s, %s request %d", isAnthropic ? "Anthropic" : "OpenAI",
                              collects ? "collecting" : "submitting",
                              isProcessed ? "after" : "before", request)
                    << isAnthropic << collects << request << isProcessed;
        }
    };
    rows(false, false, 2); // upload, create
    rows(true, false, 1);  // create
    rows(false, true, 3);  // get, two downloads
    rows(true, true, 2);   // get, download
}

void TestBatchRecovery::killBetweenAnyTwoStepsIsSettled()
{
    QFETCH(bool, isAnthropic);
    QFETCH(bool, collects);
    QFETCH(int, request);
    QFETCH(bool, isProcessed);
    begin(shapeOfRow());
    const auto questions = makeQuestions(5);
    if (collects) {
        QVERIFY(fixture().submit(questions));
        fixture().script.endAll("completed", [](const Request &asked, std::size_t index) {
            Fate fate = BatchScript::answeredBy(asked, {scoreOf(promptIn(asked))});
            fate.kind = index == 2 ? Fate::Kind::Refused : Fate::Kind::Answered;
            return fate;
        });
    }
    fixture().workspace.reset(); // the helper takes the lock

    std::atomic<qint64> victim = 0;
    std::atomic<int> seen = 0;
    fixture().server.setScript(
        [&, script = fixture().script.script()](const ReceivedRequest &received) {
            if (seen++ != request)
                return script(received);
            if (isProcessed)
                static_cast<void>(script(received));
            while (victim == 0)
                QThread::msleep(1);
            ::kill(static_cast<pid_t>(victim.load()), SIGKILL);
            return lostReply();
        });
    QProcess helper;
    helper.start(QCoreApplication::applicationDirPath() + QStringLiteral("/batch_helper"),
                 {collects ? QStringLiteral("collect") : QStringLiteral("submit"),
                  isAnthropic ? QStringLiteral("anthropic") : QStringLiteral("openai"),
                  QString::fromStdString(fixture().file().string()),
                  QString::fromStdString(fixture().server.url()), QStringLiteral("5")});
    victim = helper.processId();
    QVERIFY(helper.waitForFinished());
    QCOMPARE(helper.exitStatus(), QProcess::CrashExit);
    answerAgain();

    StoredBatch batch = fixture().reopen();
    QVERIFY(batch.id > 0);
    QCOMPARE(findings(*fixture().workspace), QString());
    if (!collects) {
        QCOMPARE(batch.state, BatchState::Submitting);
        Result<StoredBatch> settled = fixture().collect(batch);
        QVERIFY2(settled, qPrintable(shown(settled)));
        if (isAnthropic && isProcessed) { // it shows itself only when it has ended
            QCOMPARE(settled->state, BatchState::Submitting);
            QVERIFY(settled->problem.find("may be this one") != std::string::npos);
        } else {
            QCOMPARE(settled->state, BatchState::InProgress);
        }
        QCOMPARE(fixture().script.jobs().size(), 1U);
        fixture().script.endAll();
    }
    const Result<StoredBatch> collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QCOMPARE(fixture().script.jobs().size(), 1U); // nothing was paid twice
    const CallTotals totals = callTotals(*fixture().workspace).value();
    QCOMPARE(totals.replies, collects ? 4 : 5);
    QCOMPARE(totals.failures, collects ? 1 : 0); // kept once
    QVERIFY(collects || fixture().hasReplyToEach(questions));
}

void TestBatchRecovery::jobWhoseReplyWasLostIsAdopted_data()
{
    addShapes();
}

void TestBatchRecovery::jobWhoseReplyWasLostIsAdopted()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(3);
    loseReplyOfCreating();
    const auto batch = fixture().submit(questions);
    QVERIFY2(batch, qPrintable(shown(batch)));
    QCOMPARE(batch->state, BatchState::Submitting);
    QVERIFY2(batch->problem.find("Whether the service has the batch job shows when it is looked at "
                                 "again.")
                 != std::string::npos,
             batch->problem.c_str());
    QCOMPARE(batch->remoteId, std::string());
    answerAgain();
    fixture().script.endAll();
    const auto collected = fixture().collect(*batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QCOMPARE(collected->remoteId, fixture().script.jobs().front().id);
    QCOMPARE(fixture().script.jobs().size(), 1U);
    QVERIFY(fixture().hasReplyToEach(questions));
}

void TestBatchRecovery::jobIsFoundOnALaterPage()
{
    begin(Shape::OpenAi);
    loseReplyOfCreating();
    const StoredBatch batch = fixture().submit(makeQuestions(3)).value();
    answerAgain();
    for (int i = 0; i < 5; ++i)
        fixture().script.addForeign(3, std::time(nullptr) + 10, "completed");
    fixture().script.setPageSize(2);
    const auto settled = fixture().collect(batch);
    QVERIFY2(settled, qPrintable(shown(settled)));
    QCOMPARE(settled->state, BatchState::InProgress);
    QCOMPARE(settled->remoteId, fixture().script.jobs().front().id);
    QCOMPARE(fixture().requestsTo("GET", "/batches?"), 3);
    QCOMPARE(fixture().script.jobs().size(), 1U);
}

void TestBatchRecovery::jobsOfOthersAreNotAdopted_data()
{
    addShapes();
}

void TestBatchRecovery::jobsOfOthersAreNotAdopted()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(3);
    fixture().server.goAway();
    const StoredBatch batch = fixture().submit(questions).value();
    QCOMPARE(batch.state, BatchState::Submitting);
    fixture().server.listenAgain();
    fixture().script.addForeign(3, std::time(nullptr), "completed"); // of the same size
    fixture().script.addForeign(4, std::time(nullptr), "in_progress");
    fixture().script.addForeign(3, std::time(nullptr) - 30 * 86400, "completed");
    const auto settled = fixture().collect(batch);
    QVERIFY2(settled, qPrintable(shown(settled)));
    QCOMPARE(settled->state, BatchState::InProgress);
    QCOMPARE(fixture().script.jobs().size(), 1U);
    QCOMPARE(settled->remoteId, fixture().script.jobs().front().id);
    fixture().script.endAll();
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    QVERIFY(fixture().hasReplyToEach(questions));
}

void TestBatchRecovery::anthropicJobUnderWayIsNeitherAdoptedNorSentAgain()
{
    begin(Shape::Anthropic);
    loseReplyOfCreating();
    const StoredBatch batch = fixture().submit(makeQuestions(3)).value();
    answerAgain();
    for (int look = 0; look < 2; ++look) {
        const auto settled = fixture().collect(batch);
        QVERIFY2(settled, qPrintable(shown(settled)));
        QCOMPARE(settled->state, BatchState::Submitting);
        QCOMPARE(settled->problem,
                 "The batch job " + fixture().script.jobs().front().id
                     + " of Anthropic may be this one, which shows when it has ended; look again "
                       "later.");
    }
    const auto cancelled = fixture().cancel(batch); // it may be somebody else's
    QVERIFY(!cancelled);
    QVERIFY(shown(cancelled).contains(QStringLiteral("may be this one")));
    QCOMPARE(fixture().script.jobs().front().status, std::string("validating"));
    QCOMPARE(fixture().script.jobs().size(), 1U);
}

void TestBatchRecovery::unreachableServiceLeavesItToBeSubmitted()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(3);
    fixture().server.goAway();
    const auto batch = fixture().submit(questions);
    QVERIFY2(batch, qPrintable(shown(batch)));
    QCOMPARE(batch->state, BatchState::Submitting);
    QVERIFY2(batch->problem.find("It is submitted when it is looked at again.")
                 != std::string::npos,
             batch->problem.c_str());
    const auto still = fixture().collect(*batch);
    QVERIFY(!still);
    QCOMPARE(still.error().code, ErrorCode::Io);
    QCOMPARE(fixture().reopen().state, BatchState::Submitting);
    fixture().server.listenAgain();
    const auto submitted = fixture().collect(*batch);
    QVERIFY2(submitted, qPrintable(shown(submitted)));
    QCOMPARE(submitted->state, BatchState::InProgress);
    QCOMPARE(submitted->problem, std::string());
    fixture().script.endAll();
    QCOMPARE(fixture().collect(*batch)->state, BatchState::Collected);
    QVERIFY(fixture().hasReplyToEach(questions));
}

void TestBatchRecovery::refusalIsKeptAsFailed_data()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("bad request") << false << 400 << QByteArray("invalid_request_error")
                                 << QByteArray();
    QTest::newRow("key") << false << 401 << QByteArray("invalid_request_error")
                         << QByteArray("invalid_api_key");
    QTest::newRow("no credit") << false << 429 << QByteArray("insufficient_quota")
                               << QByteArray("credit_balance_exhausted");
    QTest::newRow("bad request there")
        << true << 400 << QByteArray("invalid_request_error") << QByteArray();
    QTest::newRow("key there") << true << 401 << QByteArray("authentication_error") << QByteArray();
}

void TestBatchRecovery::refusalIsKeptAsFailed()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, code);
    const Shape shape = shapeOfRow();
    begin(shape);
    fixture().server.setScript(
        [=, script = fixture().script.script()](const ReceivedRequest &request) {
            return createsJob(request) ? errorReply(shape, status, type.toStdString(),
                                                    code.toStdString(), "The account says no.")
                                       : script(request);
        });
    const auto batch = fixture().submit(makeQuestions(3));
    QVERIFY(!batch);
    QVERIFY2(shown(batch).contains(QStringLiteral("The account says no.")),
             qPrintable(shown(batch)));
    const StoredBatch kept = fixture().reopen();
    QCOMPARE(kept.state, BatchState::Failed);
    QCOMPARE(QString::fromStdString(kept.problem), shown(batch));
    answerAgain();
    QCOMPARE(fixture().collect(kept)->state, BatchState::Failed); // nothing is sent
    QCOMPARE(fixture().script.jobs().size(), 0U);
    QCOMPARE(fixture().submit(makeQuestions(3))->requests, 3); // and nothing waits for it
}

void TestBatchRecovery::rateLimitIsNoRefusal()
{
    begin(Shape::OpenAi);
    fixture().server.setScript(
        [=, script = fixture().script.script()](const ReceivedRequest &request) {
            return createsJob(request)
                       ? errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded", "Slow.")
                       : script(request);
        });
    const auto batch = fixture().submit(makeQuestions(3));
    QVERIFY2(batch, qPrintable(shown(batch)));
    QCOMPARE(batch->state, BatchState::Submitting);
    answerAgain();
    QCOMPARE(fixture().collect(*batch)->state, BatchState::InProgress);
    QCOMPARE(fixture().requestsTo("POST", "/files"), 1); // the file was there already
}

void TestBatchRecovery::forgottenFileIsUploadedAgain()
{
    begin(Shape::OpenAi);
    fixture().server.setScript(
        [script = fixture().script.script()](const ReceivedRequest &request) {
            return createsJob(request) ? lostReply() : script(request);
        });
    const StoredBatch batch = fixture().submit(makeQuestions(3)).value();
    answerAgain();
    fixture().script.forgetFiles();
    const auto settled = fixture().collect(batch);
    QVERIFY2(settled, qPrintable(shown(settled)));
    QCOMPARE(settled->state, BatchState::InProgress);
    QCOMPARE(fixture().script.jobs().size(), 1U);
    QCOMPARE(fixture().requestsTo("POST", "/files"), 2);
}

QTEST_GUILESS_MAIN(TestBatchRecovery)
#include "tst_batch_recovery.moc"
