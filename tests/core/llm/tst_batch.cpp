// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/base/files.h"
#include "tests/core/llm/batch_fixture.h"

using namespace auspex;
using namespace auspex::test;

using Fate = BatchScript::Fate;
using Request = BatchScript::Request;

/// What is submitted, once, and that it is found again.
class TestBatch : public BatchTest {
    Q_OBJECT

private Q_SLOTS:
    void questionsAreSubmittedOnce_data();
    void questionsAreSubmittedOnce();
    void jobUnderWayTellsHowFarItIs_data();
    void jobUnderWayTellsHowFarItIs();
    void jobSurvivesARestart_data();
    void jobSurvivesARestart();
    void samplesShareARequestWhereTheModelTakesMany();
    void samplesAreRequestsOfTheirOwnElsewhere();
    void onlyWhatIsLackingIsSubmitted();
    void tooManyRequestsAreRefused();
    void tooManyBytesAreRefused();
    void badCircumstancesAreSaid();
    void keyIsNowhere_data();
    void keyIsNowhere();
};

void TestBatch::questionsAreSubmittedOnce_data()
{
    addShapes();
}

void TestBatch::questionsAreSubmittedOnce()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(5);
    const auto batch = fixture().submit(questions);
    QVERIFY2(batch, qPrintable(shown(batch)));
    QCOMPARE(batch->state, BatchState::InProgress);
    QCOMPARE(batch->problem, std::string());
    QCOMPARE(batch->requests, 5);
    QCOMPARE(fixture().script.problem(), std::string());
    const auto jobs = fixture().script.jobs();
    QCOMPARE(jobs.size(), 1U);
    QCOMPARE(jobs[0].id, batch->remoteId);
    QCOMPARE(jobs[0].requests.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        const Request &request = jobs[0].requests[i];
        QCOMPARE(promptIn(request), questions[i].prompt);
        QCOMPARE(request.body.value("model", ""), std::string("test-model"));
        QCOMPARE(request.body.value("temperature", -1.0), 0.0);
        QVERIFY(request.customId.starts_with(batch->marker + '-'));
    }
    QVERIFY(fixture().provider.family == ApiFamily::Anthropic || jobs[0].marker == batch->marker);
    QCOMPARE(loadBatchRequests(*fixture().workspace, batch->id)->size(), 5U);

    const auto again = fixture().submit(questions);
    QCOMPARE(shown(again), QStringLiteral("Nothing is left to ask: 5 predictions wait in another "
                                          "batch job already; collect that one."));
    QCOMPARE(fixture().script.jobs().size(), 1U);
}

void TestBatch::jobUnderWayTellsHowFarItIs_data()
{
    addShapes();
}

void TestBatch::jobUnderWayTellsHowFarItIs()
{
    begin(shapeOfRow());
    const StoredBatch batch = fixture().submit(makeQuestions(4)).value();
    const auto polled = fixture().collect(batch);
    QVERIFY2(polled, qPrintable(shown(polled)));
    QCOMPARE(polled->state, BatchState::InProgress);
    QCOMPARE(polled->finished, 0);
    QVERIFY(polled->checkedAt >= batch.checkedAt);
    QCOMPARE(fixture().calls().size(), 0U);
    QCOMPARE(fixture().requestsTo("GET", "/batches/"), 1);
}

void TestBatch::jobSurvivesARestart_data()
{
    addShapes();
}

void TestBatch::jobSurvivesARestart()
{
    begin(shapeOfRow());
    const auto questions = makeQuestions(6);
    const StoredBatch batch = fixture().submit(questions).value();
    const StoredBatch found = fixture().reopen();
    QCOMPARE(found.remoteId, batch.remoteId);
    QCOMPARE(found.state, BatchState::InProgress);
    fixture().script.endAll();
    QCOMPARE(fixture().collect(found)->state, BatchState::Collected);
    QVERIFY(fixture().hasReplyToEach(questions));
    QCOMPARE(fixture().reopen().state, BatchState::Collected);
}

void TestBatch::samplesShareARequestWhereTheModelTakesMany()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(2);
    LlmRunOptions options = batchOptions();
    options.samples = 3;
    const StoredBatch batch = fixture().submit(questions, options).value();
    QCOMPARE(batch.requests, 2);
    QCOMPARE(fixture().script.jobs()[0].requests[0].body.value("n", 1), 3);
    fixture().script.endAll();
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    const auto calls = fixture().calls();
    QCOMPARE(calls.size(), 6U);
    double cost = 0.0;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    for (const StoredCall &call : calls) {
        const bool isFirst = call.architectureKey == architectureKey(questions[0].architecture);
        QCOMPARE(call.content, scoreOf(questions[isFirst ? 0 : 1].prompt, call.sample));
        QCOMPARE(call.key, requestKey(fixture().provider, options.parameters,
                                      questions[isFirst ? 0 : 1].prompt, call.sample, 0));
        QVERIFY(!call.request.empty());
        cost += *call.cost;
        promptTokens += call.promptTokens;
        completionTokens += call.completionTokens;
    }
    // What the two requests cost, no more: the prompt is paid once for all samples.
    QCOMPARE(promptTokens, 2 * 1000);
    QCOMPARE(completionTokens, 2 * 15);
    QVERIFY(std::abs(cost - 2 * (1000 * 10e-6 + 15 * 20e-6) * 0.5) < 1e-12);

    options.samples = 5; // two more of each
    const StoredBatch more = fixture().submit(questions, options).value();
    QCOMPARE(more.requests, 2);
    QCOMPARE(fixture().script.jobs()[1].requests[0].body.value("n", 1), 2);
    // A service that gives fewer than it was asked for.
    fixture().script.endAll("completed", [](const Request &request, std::size_t) {
        return BatchScript::answeredBy(request, {"25.0"});
    });
    QCOMPARE(fixture().collect(more)->state, BatchState::Collected);
    QCOMPARE(callTotals(*fixture().workspace)->replies, 8);
    QCOMPARE(callTotals(*fixture().workspace)->failures, 2);
}

void TestBatch::samplesAreRequestsOfTheirOwnElsewhere()
{
    begin(Shape::Anthropic);
    LlmRunOptions options = batchOptions();
    options.samples = 3;
    const StoredBatch batch = fixture().submit(makeQuestions(2), options).value();
    QCOMPARE(batch.requests, 6);
    for (const Request &request : fixture().script.jobs()[0].requests)
        QVERIFY(!request.body.contains("n"));
    fixture().script.endAll();
    QCOMPARE(fixture().collect(batch)->state, BatchState::Collected);
    QCOMPARE(callTotals(*fixture().workspace)->replies, 6);
}

void TestBatch::onlyWhatIsLackingIsSubmitted()
{
    begin(Shape::OpenAi);
    const auto first = makeQuestions(3);
    const StoredBatch one = fixture().submit(first).value();
    fixture().script.endAll();
    QVERIFY(fixture().collect(one));
    QVERIFY(fixture().submit(makeQuestions(2, 3))); // wait
    auto questions = makeQuestions(7);
    questions.push_back(questions[6]); // twice the same
    const auto batch = fixture().submit(questions);
    QVERIFY2(batch, qPrintable(shown(batch)));
    QCOMPARE(batch->requests, 2);
    const auto requests = loadBatchRequests(*fixture().workspace, batch->id);
    QCOMPARE(requests->at(0).architectureKey, architectureKey(questions[5].architecture));
    QCOMPARE(requests->at(1).architectureKey, architectureKey(questions[6].architecture));
}

void TestBatch::tooManyRequestsAreRefused()
{
    begin(Shape::OpenAi);
    const LlmQuestion one = makeQuestions(1).front();
    std::vector<LlmQuestion> questions;
    for (std::int64_t i = 0; i <= mostBatchRequests; ++i)
        questions.push_back({std::to_string(i), one.architecture});
    const auto batch = fixture().submit(questions);
    QCOMPARE(shown(batch), QStringLiteral("A batch job may have 50000 requests, and this one has "
                                          "50001; submit it in parts."));
    QCOMPARE(loadBatches(*fixture().workspace)->size(), 0U);
    QCOMPARE(fixture().server.requests().size(), 0U);
}

void TestBatch::tooManyBytesAreRefused()
{
    begin(Shape::OpenAi);
    auto questions = makeQuestions(21);
    for (LlmQuestion &question : questions)
        question.prompt += std::string(10'000'000, 'x');
    const auto batch = fixture().submit(questions);
    QCOMPARE(shown(batch), QStringLiteral("A batch job may have 200 MB, and this one has 211; "
                                          "submit it in parts."));
    QCOMPARE(loadBatches(*fixture().workspace)->size(), 0U);
    QCOMPARE(fixture().server.requests().size(), 0U);
}

void TestBatch::badCircumstancesAreSaid()
{
    begin(Shape::OpenAi);
    const auto questions = makeQuestions(2);
    const auto submitBy = [&](const Provider &provider, const SecretKey &key,
                              Workspace &workspace) {
        return shown(
            submitBatch(provider, key, questions, batchOptions(), workspace, 0, fixture().job));
    };
    Provider provider = fixture().provider;
    provider.batches = false;
    QVERIFY(submitBy(provider, fixture().key, *fixture().workspace)
                .contains(QStringLiteral("OpenAI has no batch jobs")));
    provider = fixture().provider;
    provider.family = ApiFamily::Azure;
    QVERIFY(submitBy(provider, fixture().key, *fixture().workspace)
                .contains(QStringLiteral("has no batch jobs")));
    provider = fixture().provider;
    provider.baseUrl = "http://192.0.2.1/v1";
    QVERIFY(!submitBy(provider, fixture().key, *fixture().workspace).isEmpty());
    QVERIFY(submitBy(fixture().provider, SecretKey(), *fixture().workspace)
                .contains(QStringLiteral("needs a key")));
    LlmRunOptions options = batchOptions();
    options.cachedOnly = true;
    QVERIFY(shown(fixture().submit(questions, options)).contains(u"kept replies"_qs));
    QVERIFY(shown(fixture().submit({})).startsWith(QStringLiteral("Nothing is left to ask")));
    Result<Workspace> reader = Workspace::open(fixture().file(), OpenMode::ReadOnly);
    QCOMPARE(submitBy(fixture().provider, fixture().key, *reader).toStdString(),
             reader->readOnlyReason());

    const StoredBatch batch = fixture().submit(questions).value();
    provider = fixture().provider;
    provider.id = "another";
    const auto wrong = collectBatch(provider, fixture().key, fixture().prices, batch,
                                    *fixture().workspace, fixture().job);
    QCOMPARE(shown(wrong), QStringLiteral("The batch job was submitted to the provider openai, not "
                                          "to another; use that one."));
    QCOMPARE(collectBatch(fixture().provider, fixture().key, fixture().prices, batch, *reader,
                          fixture().job)
                 .error()
                 .code,
             ErrorCode::ReadOnly);
    StoredBatch unknown = batch;
    unknown.id = 99;
    QCOMPARE(fixture().collect(unknown).error().code, ErrorCode::NotFound);
}

void TestBatch::keyIsNowhere_data()
{
    addShapes();
}

void TestBatch::keyIsNowhere()
{
    begin(shapeOfRow());
    std::string said;
    fixture().workspace->addListener([](Change) {});
    const auto questions = makeQuestions(3);
    const StoredBatch batch = fixture().submit(questions).value();
    // A service that quotes the key wherever it can.
    fixture().script.endAll("completed", [](const Request &request, std::size_t index) {
        Fate fate = BatchScript::answeredBy(request, {"25.0 " + batchKey});
        fate.kind = index == 0 ? Fate::Kind::Refused : Fate::Kind::Answered;
        fate.message = "Bad key: " + batchKey;
        return fate;
    });
    const auto collected = fixture().collect(batch);
    QVERIFY2(collected, qPrintable(shown(collected)));
    said += collected->problem;
    // The wrong key comes back in the error.
    fixture().key = SecretKey(batchKey + "-wrong");
    const auto refused = fixture().submit(makeQuestions(1, 5));
    QVERIFY(!refused);
    said += refused.error().message + refused.error().detail;
    QVERIFY2(said.find("TESTKEY") == std::string::npos, said.c_str());
    for (const StoredCall &call : fixture().calls()) {
        QVERIFY(call.content.find("TESTKEY") == std::string::npos);
        QVERIFY(call.response.find("[key]") != std::string::npos);
    }
    int files = 0;
    for (const auto &entry : std::filesystem::directory_iterator(fixture().folder.path())) {
        const std::string bytes = readFile(entry.path()).value();
        QVERIFY2(bytes.find("TESTKEY") == std::string::npos, entry.path().c_str());
        ++files;
    }
    QVERIFY(files >= 2); // the database and its log
}

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
