// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <set>

#include <QTest>

#include "core/base/files.h"
#include "tests/core/llm/batch_fixture.h"
#include "tests/core/store/failing_file_system.h"

using namespace auspex;
using namespace auspex::test;

using Fate = BatchScript::Fate;
using Request = BatchScript::Request;

namespace {

/// The prompt that a request of the service carries.
std::string promptIn(const Request &request)
{
    ReceivedRequest received;
    received.body = request.body.dump();
    return promptOf(received);
}

} // namespace

/// Submitting and collecting when all goes well, and when single requests do not.
class TestBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void questionsAreSubmittedOnce_data();
    void questionsAreSubmittedOnce();
    void resultsAreTakenInWhateverTheirOrder_data();
    void resultsAreTakenInWhateverTheirOrder();
    void jobUnderWayTellsHowFarItIs_data();
    void jobUnderWayTellsHowFarItIs();
    void jobSurvivesARestart_data();
    void jobSurvivesARestart();
    void failedRequestsAreKeptAndCanBeSubmittedAgain_data();
    void failedRequestsAreKeptAndCanBeSubmittedAgain();
    void samplesShareARequestWhereTheModelTakesMany();
    void samplesAreRequestsOfTheirOwnElsewhere();
    void unusableAnswersAreAskedAgainUpToTheBound();
    void onlyWhatIsLackingIsSubmitted();
    void answersAreReadAsTheBatchWasSubmitted();
    void refusedReasonsAreTheModelsOwn();
    void unknownPriceStaysUnknown();
    void resultsMayBeLongerThanAReply();
    void tooManyRequestsAreRefused();
    void tooManyBytesAreRefused();
    void badCircumstancesAreSaid();
    void keyIsNowhere_data();
    void keyIsNowhere();

private:
    void begin(Shape shape) { m_fixture = std::make_unique<BatchFixture>(shape); }
    BatchFixture &fixture() { return *m_fixture; }

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

} // namespace

void TestBatch::init()
{
    m_fixture.reset();
}

void TestBatch::cleanup()
{
    if (m_fixture && m_fixture->workspace)
        QCOMPARE(findings(*m_fixture->workspace), QString());
    m_fixture.reset();
}

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

void TestBatch::resultsAreTakenInWhateverTheirOrder_data()
{
    addShapes();
}

void TestBatch::resultsAreTakenInWhateverTheirOrder()
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

void TestBatch::failedRequestsAreKeptAndCanBeSubmittedAgain_data()
{
    addShapes();
}

void TestBatch::failedRequestsAreKeptAndCanBeSubmittedAgain()
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

void TestBatch::unusableAnswersAreAskedAgainUpToTheBound()
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

void TestBatch::answersAreReadAsTheBatchWasSubmitted()
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

void TestBatch::refusedReasonsAreTheModelsOwn()
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

void TestBatch::unknownPriceStaysUnknown()
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

void TestBatch::resultsMayBeLongerThanAReply()
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
