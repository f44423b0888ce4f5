// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <ctime>
#include <memory>
#include <set>

#include <signal.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <QThread>

#include "tests/core/llm/batch_fixture.h"
#include "tests/core/store/failing_file_system.h"

using namespace auspex;
using namespace auspex::test;

using Fate = BatchScript::Fate;
using Request = BatchScript::Request;

/// Batch jobs when something goes wrong: a kill between any two steps, lost replies, refusals,
/// broken downloads, a full disk, cancelling.
class TestBatchRecovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
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
    void jobFailedByTheServiceIsSaid();
    void brokenDownloadIsTakenUpAgain_data();
    void brokenDownloadIsTakenUpAgain();
    void incompleteResultsAreNotTakenForAll_data();
    void incompleteResultsAreNotTakenForAll();
    void unreadableLineIsSaid();
    void fullDiskLosesNothing();
    void jobUnknownToTheServiceStays();
    void cancelledJobGivesWhatWasDone_data();
    void cancelledJobGivesWhatWasDone();
    void cancellingBeforeSubmissionSendsNothing();
    void cancellingFindsTheJobWhoseReplyWasLost();
    void endedJobIsNotThrownAway();
    void cancelledWorkLeavesTheJob();

private:
    void begin(Shape shape) { m_fixture = std::make_unique<BatchFixture>(shape); }
    BatchFixture &fixture() { return *m_fixture; }

    /// The server loses its reply to the request that creates a job, which it makes.
    void loseReplyOfCreating();
    void answerAgain() { fixture().server.setScript(fixture().script.script()); }
    bool createsJob(const ReceivedRequest &request) const
    {
        return request.method == "POST" && request.path.ends_with("/batches");
    }

    std::unique_ptr<BatchFixture> m_fixture;
};

namespace {

void addShapes()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::newRow("OpenAI") << false;
    QTest::newRow("Anthropic") << true;
}

Shape shapeOfRow()
{
    QFETCH(bool, isAnthropic);
    return isAnthropic ? Shape::Anthropic : Shape::OpenAi;
}

ScriptedReply lost()
{
    ScriptedReply reply;
    reply.ending = ScriptedReply::Ending::CloseUnsaid;
    return reply;
}

} // namespace

void TestBatchRecovery::init()
{
    m_fixture.reset();
}

void TestBatchRecovery::cleanup()
{
    if (m_fixture && m_fixture->workspace)
        QCOMPARE(findings(*m_fixture->workspace), QString());
    m_fixture.reset();
}

void TestBatchRecovery::loseReplyOfCreating()
{
    fixture().server.setScript(
        [this, script = fixture().script.script()](const ReceivedRequest &request) {
            const ScriptedReply reply = script(request);
            return createsJob(request) ? lost() : reply;
        });
}

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
            ReceivedRequest received;
            received.body = asked.body.dump();
            Fate fate = BatchScript::answeredBy(asked, {scoreOf(promptOf(received))});
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
            return lost();
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
        [=, this, script = fixture().script.script()](const ReceivedRequest &request) {
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
        [=, this, script = fixture().script.script()](const ReceivedRequest &request) {
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
        [=, this, script = fixture().script.script()](const ReceivedRequest &request) {
            return createsJob(request) ? lost() : script(request);
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

void TestBatchRecovery::jobFailedByTheServiceIsSaid()
{
    begin(Shape::OpenAi);
    const StoredBatch batch = fixture().submit(makeQuestions(3)).value();
    fixture().script.failAll("The model test-model is not there.");
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Failed);
    QCOMPARE(collected->problem,
             std::string("OpenAI refused the batch job: The model test-model is not there."));
    QCOMPARE(loadBatchRequests(*fixture().workspace, batch.id)->size(), 0U);
    QCOMPARE(fixture().submit(makeQuestions(3))->requests, 3);
}

void TestBatchRecovery::brokenDownloadIsTakenUpAgain_data()
{
    addShapes();
}

void TestBatchRecovery::brokenDownloadIsTakenUpAgain()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(400);
    const StoredBatch batch = fixture().submit(questions).value();
    fixture().script.endAll();
    // Every download breaks off in the middle of a line.
    fixture().server.setScript(
        [script = fixture().script.script()](const ReceivedRequest &request) {
            ScriptedReply reply = script(request);
            if (request.path.ends_with("/content") || request.path.ends_with("/results")) {
                reply.ending = ScriptedReply::Ending::Reset;
                reply.cutAfter = reply.body.size() * 3 / 4 + 7;
            }
            return reply;
        });
    const auto broken = fixture().collect(batch);
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, ErrorCode::Io);
    QVERIFY2(shown(broken).contains(QStringLiteral(" was cut before ")), qPrintable(shown(broken)));
    const StoredBatch kept = fixture().reopen();
    QCOMPARE(kept.state, BatchState::Ended);
    QVERIFY(!kept.problem.empty());
    const std::int64_t some = callTotals(*fixture().workspace)->replies;
    QVERIFY2(some > 100 && some < 400, qPrintable(QString::number(some)));
    QCOMPARE(callTotals(*fixture().workspace)->failures, 0);
    answerAgain();
    const auto collected = fixture().collect(kept);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QCOMPARE(collected->problem, std::string());
    QCOMPARE(callTotals(*fixture().workspace)->replies, 400);
    QVERIFY(fixture().hasReplyToEach(questions));
}

void TestBatchRecovery::incompleteResultsAreNotTakenForAll_data()
{
    addShapes();
}

void TestBatchRecovery::incompleteResultsAreNotTakenForAll()
{
    begin(shapeOfRow());
    const StoredBatch batch = fixture().submit(makeQuestions(4)).value();
    fixture().script.endAll();
    std::string whole;
    fixture().script.editResults([&](const std::string &lines) {
        whole = lines;
        return lines.substr(0, lines.size() / 2); // as if the connection had closed in good order
    });
    const auto incomplete = fixture().collect(batch);
    QVERIFY(!incomplete);
    QVERIFY2(shown(incomplete).contains(QStringLiteral("came incompletely")),
             qPrintable(shown(incomplete)));
    QCOMPARE(fixture().reopen().state, BatchState::Ended);
    fixture().script.editResults([&](const std::string &) { return whole; });
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    QCOMPARE(callTotals(*fixture().workspace)->replies, 4);
    QCOMPARE(callTotals(*fixture().workspace)->failures, 0);
}

void TestBatchRecovery::unreadableLineIsSaid()
{
    begin(Shape::OpenAi);
    const StoredBatch batch = fixture().submit(makeQuestions(4)).value();
    fixture().script.endAll();
    fixture().script.editResults([](const std::string &lines) { return lines + "<html>\n"; });
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QCOMPARE(collected->problem, std::string("Lines of the results that could not be read: 1."));
    QCOMPARE(callTotals(*fixture().workspace)->replies, 4);
}

void TestBatchRecovery::fullDiskLosesNothing()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(300);
    const StoredBatch batch = fixture().submit(questions).value();
    fixture().script.endAll();
    int failures = 0;
    {
        fixture().workspace.reset();
        FailingFileSystem disk;
        bool sawSuccess = false;
        for (int operation = 1; !sawSuccess; operation += 7) {
            QVERIFY(operation < 5000);
            fixture().workspace.emplace(Workspace::open(fixture().file()).value());
            disk.failAt(operation, true);
            const auto collected = fixture().collect(batch);
            const bool failed = disk.hasFailed();
            disk.heal();
            if (collected) {
                QCOMPARE(collected->state, BatchState::Collected);
                sawSuccess = true;
            } else {
                QVERIFY(failed);
                ++failures;
            }
            QCOMPARE(findings(*fixture().workspace), QString());
            fixture().workspace.reset();
        }
    }
    QVERIFY(failures > 3);
    fixture().workspace.emplace(Workspace::open(fixture().file()).value());
    QCOMPARE(callTotals(*fixture().workspace)->replies, 300);
    QVERIFY(fixture().hasReplyToEach(questions));
}

void TestBatchRecovery::jobUnknownToTheServiceStays()
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

void TestBatchRecovery::cancelledJobGivesWhatWasDone_data()
{
    addShapes();
}

void TestBatchRecovery::cancelledJobGivesWhatWasDone()
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

void TestBatchRecovery::cancellingBeforeSubmissionSendsNothing()
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

void TestBatchRecovery::cancellingFindsTheJobWhoseReplyWasLost()
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

void TestBatchRecovery::endedJobIsNotThrownAway()
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

void TestBatchRecovery::cancelledWorkLeavesTheJob()
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

QTEST_GUILESS_MAIN(TestBatchRecovery)
#include "tst_batch_recovery.moc"
