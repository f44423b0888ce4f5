// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "tests/core/llm/batch_fixture.h"
#include "tests/core/store/failing_file_system.h"

using namespace auspex;
using namespace auspex::test;

using Fate = BatchScript::Fate;
using Request = BatchScript::Request;

/// What is taken in of a job that has ended: whole or in part, usable or not, once.
class TestBatchResults : public BatchTest {
    Q_OBJECT

private Q_SLOTS:
    void resultsAreTakenInWhateverTheirOrder_data();
    void resultsAreTakenInWhateverTheirOrder();
    void failedRequestsAreKeptAndCanBeSubmittedAgain_data();
    void failedRequestsAreKeptAndCanBeSubmittedAgain();
    void unusableAnswersAreAskedAgainUpToTheBound();
    void answersAreReadAsTheBatchWasSubmitted();
    void refusedReasonsAreTheModelsOwn();
    void unknownPriceStaysUnknown();
    void resultsMayBeLongerThanAReply();
    void jobFailedByTheServiceIsSaid();
    void brokenDownloadIsTakenUpAgain_data();
    void brokenDownloadIsTakenUpAgain();
    void incompleteResultsAreNotTakenForAll_data();
    void incompleteResultsAreNotTakenForAll();
    void unreadableLineIsSaid();
    void fullDiskLosesNothing();
};

void TestBatchResults::resultsAreTakenInWhateverTheirOrder_data()
{
    addShapes();
}

void TestBatchResults::resultsAreTakenInWhateverTheirOrder()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(450); // more than are stored at once
    StoredBatch batch = fixture().submit(questions).value();
    fixture().script.endAll();
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QCOMPARE(collected->problem, std::string());
    QCOMPARE(collected->finished, 450);
    QVERIFY(fixture().hasReplyToEach(questions));
    const auto calls = fixture().calls();
    QCOMPARE(calls.size(), 450U);
    std::set<std::string> requests;
    for (const StoredCall &call : calls) {
        QVERIFY(call.replied);
        QCOMPARE(call.provider, fixture().provider.id);
        QCOMPARE(call.model, std::string("test-model"));
        QCOMPARE(call.form, std::string("plain"));
        QCOMPARE(call.problem, std::string());
        QCOMPARE(call.promptTokens, 1000);
        QCOMPARE(call.completionTokens, 5);
        QCOMPARE(call.cost, std::optional((1000 * 10e-6 + 5 * 20e-6) * 0.5)); // half price
        QCOMPARE(nlohmann::json::parse(call.price).value("batch", false), true);
        QVERIFY(nlohmann::json::parse(call.usage).is_object());
        QVERIFY(nlohmann::json::parse(call.response).is_object());
        requests.insert(call.request);
    }
    QCOMPARE(requests.size(), 450U);
    // The same questions, asked one by one, come from the workspace.
    const auto cache = workspaceCallCache(*fixture().workspace, 0).value();
    const std::vector<std::string> keys = {
        requestKey(fixture().provider, batchOptions().parameters, questions[17].prompt, 0, 0)};
    QCOMPARE(cache->find(keys)->front()->content, scoreOf(questions[17].prompt));

    const int before = static_cast<int>(fixture().server.requests().size());
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    QCOMPARE(static_cast<int>(fixture().server.requests().size()), before);
    QCOMPARE(shown(fixture().submit(questions)),
             QStringLiteral("Nothing is left to ask: the workspace has a reply to each "
                            "question."));
}

void TestBatchResults::failedRequestsAreKeptAndCanBeSubmittedAgain_data()
{
    addShapes();
}

void TestBatchResults::failedRequestsAreKeptAndCanBeSubmittedAgain()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(6);
    const StoredBatch batch = fixture().submit(questions).value();
    fixture().script.endAll("expired", [](const Request &request, std::size_t index) {
        Fate fate = BatchScript::answeredBy(request, {scoreOf(promptIn(request))});
        if (index == 1)
            fate.kind = Fate::Kind::Refused;
        if (index == 4)
            fate.kind = Fate::Kind::Expired;
        return fate;
    });
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QCOMPARE(collected->problem, std::string("2 of 6 requests failed, each for the reason that its "
                                             "call tells."));
    const CallTotals totals = callTotals(*fixture().workspace).value();
    QCOMPARE(totals.replies, 4);
    QCOMPARE(totals.failures, 2);
    CallFilter filter;
    filter.failuresOnly = true;
    const auto failures = loadCalls(*fixture().workspace, filter);
    std::set<std::string> problems;
    for (const StoredCall &call : *failures) {
        problems.insert(call.failure + ": " + call.problem);
        QVERIFY(!call.cost);
    }
    QVERIFY2(problems.contains("other: The batch job's time was over before this request was "
                               "asked; submit it again."),
             problems.begin()->c_str());
    QVERIFY(problems.begin()->starts_with("bad_request: "));
    QVERIFY2(problems.begin()->find("The request is wrong.") != std::string::npos,
             problems.begin()->c_str());

    const auto second = fixture().submit(questions);
    QVERIFY2(second, qPrintable(shown(second)));
    QCOMPARE(second->requests, 2);
    const auto job = fixture().script.jobs().back();
    QCOMPARE(promptIn(job.requests[0]), questions[1].prompt);
    QCOMPARE(promptIn(job.requests[1]), questions[4].prompt);
    fixture().script.endAll();
    QCOMPARE(fixture().collect(*second)->state, BatchState::Collected);
    QVERIFY(fixture().hasReplyToEach(questions));
    QCOMPARE(callTotals(*fixture().workspace)->replies, 6);
}

void TestBatchResults::unusableAnswersAreAskedAgainUpToTheBound()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(3);
    LlmRunOptions options = batchOptions();
    options.maxReasks = 2;
    const auto answerOthers = [&](const std::string &bad) {
        return [&, bad](const Request &request, std::size_t) {
            const bool isBad = promptIn(request) == questions[1].prompt;
            return BatchScript::answeredBy(request, {isBad ? bad : scoreOf(promptIn(request))});
        };
    };
    for (int ask = 0; ask <= 2; ++ask) {
        const auto batch = fixture().submit(questions, options);
        QVERIFY2(batch, qPrintable(shown(batch)));
        QCOMPARE(batch->requests, ask == 0 ? 3 : 1);
        fixture().script.endAll("completed", answerOthers("I cannot tell."));
        QCOMPARE(fixture().collect(*batch)->state, BatchState::Collected);
    }
    QVERIFY(!fixture().submit(questions, options)); // asked often enough
    CallFilter filter;
    filter.unusableOnly = true;
    const auto unusable = loadCalls(*fixture().workspace, filter);
    QCOMPARE(unusable->size(), 3U);
    for (int ask = 0; ask <= 2; ++ask) {
        QCOMPARE(unusable->at(static_cast<std::size_t>(ask)).ask, ask);
        QCOMPARE(unusable->at(static_cast<std::size_t>(ask)).content,
                 std::string("I cannot tell."));
        QVERIFY(!unusable->at(static_cast<std::size_t>(ask)).problem.empty());
        QVERIFY(unusable->at(static_cast<std::size_t>(ask)).cost > 0.0);
    }
}

void TestBatchResults::answersAreReadAsTheBatchWasSubmitted()
{
    begin(Shape::OpenAi);
    LlmRunOptions options = batchOptions();
    options.answers.tolerant = false;
    options.answers.highest = 30.0;
    const StoredBatch batch = fixture().submit(makeQuestions(3), options).value();
    static_cast<void>(fixture().reopen());
    fixture().script.endAll("completed", [](const Request &request, std::size_t index) {
        const std::vector<std::string> contents = {"about 25.1 BLEU", "31.5", "24.9"};
        return BatchScript::answeredBy(request, {contents[index]});
    });
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    QCOMPARE(callTotals(*fixture().workspace)->unusable, 2);
    for (const StoredCall &call : fixture().calls())
        QCOMPARE(call.value.has_value(), call.content == "24.9");
}

void TestBatchResults::refusedReasonsAreTheModelsOwn()
{
    begin(Shape::OpenAi);
    LlmRunOptions options = batchOptions();
    options.parameters.maxTokens = 77;
    const StoredBatch batch = fixture().submit(makeQuestions(1), options).value();
    fixture().script.endAll("completed", [](const Request &request, std::size_t) {
        Fate fate = BatchScript::answeredBy(request, {""});
        fate.answer.finish = "length";
        return fate;
    });
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    const StoredCall call = fixture().calls().front();
    QVERIFY(call.replied);
    QCOMPARE(call.finish, std::string("length"));
    QVERIFY2(call.problem.find("limit of 77 tokens") != std::string::npos, call.problem.c_str());
}

void TestBatchResults::unknownPriceStaysUnknown()
{
    begin(Shape::OpenAi);
    fixture().prices = PriceList();
    const StoredBatch batch = fixture().submit(makeQuestions(2)).value();
    fixture().script.endAll();
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    const CallTotals totals = callTotals(*fixture().workspace).value();
    QCOMPARE(totals.replies, 2);
    QCOMPARE(totals.unpriced, 2);
    QCOMPARE(totals.cost, 0.0);
}

void TestBatchResults::resultsMayBeLongerThanAReply()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(100);
    const StoredBatch batch = fixture().submit(questions).value();
    fixture().script.endAll();
    fixture().script.editResults([](const std::string &lines) {
        std::string padded; // 70 MB, as log probabilities of many requests have
        for (const char c : lines)
            padded += c == '\n' ? std::string(700'000, ' ') + '\n' : std::string(1, c);
        return padded;
    });
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    QCOMPARE(collected->state, BatchState::Collected);
    QVERIFY(fixture().hasReplyToEach(questions));
}

void TestBatchResults::jobFailedByTheServiceIsSaid()
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

void TestBatchResults::brokenDownloadIsTakenUpAgain_data()
{
    addShapes();
}

void TestBatchResults::brokenDownloadIsTakenUpAgain()
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

void TestBatchResults::incompleteResultsAreNotTakenForAll_data()
{
    addShapes();
}

void TestBatchResults::incompleteResultsAreNotTakenForAll()
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

void TestBatchResults::unreadableLineIsSaid()
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

void TestBatchResults::fullDiskLosesNothing()
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

QTEST_GUILESS_MAIN(TestBatchResults)
#include "tst_batch_results.moc"
