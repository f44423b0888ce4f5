// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;

/// What is known before a run: what is missing, what it will cost, whether the service is there.
class TestLlmEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingPredictionsAreCounted();
    void estimateCountsWhatWillBeSent();
    void estimateUsesTheServicesCounter_data();
    void estimateUsesTheServicesCounter();
    void estimateLearnsFromEarlierReplies();
    void modelsAreListed();
    void modelsOfARefusedKeyAreAFailure();
};

void TestLlmEstimate::missingPredictionsAreCounted()
{
    RunFixture fixture;
    fixture.options.samples = 2;
    QVERIFY(fixture.run(runQuestionsAbout(3)));
    auto questions = runQuestionsAbout(5);
    questions.push_back(questions[4]); // shares its request, and is a prediction of its own
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    QCOMPARE(missingPredictions(fixture.provider, questions, fixture.options, **cache).value(), 6);
    fixture.options.samples = 3;
    QCOMPARE(missingPredictions(fixture.provider, questions, fixture.options, **cache).value(),
             3 + 9);
}

void TestLlmEstimate::estimateCountsWhatWillBeSent()
{
    RunFixture fixture;
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    std::vector<LlmQuestion> questions = runQuestionsAbout(10);
    for (LlmQuestion &question : questions)
        question.prompt.resize(3600, 'x'); // 1000 tokens at 3.6 bytes each, and all but equal
    for (std::size_t i = 0; i < questions.size(); ++i)
        questions[i].prompt.back() = static_cast<char>('0' + i);
    fixture.options.samples = 4;
    fixture.options.parallel = 5;
    const auto estimate = estimateCost(fixture.provider, fixture.key, fixture.prices, questions,
                                       fixture.options, **cache, fixture.job);
    QVERIFY2(estimate, qPrintable(problem(estimate)));
    QCOMPARE(estimate->requests, 10); // of four samples each
    QCOMPARE(estimate->promptTokens, 10'000);
    QCOMPARE(estimate->completionTokens, 10 * 4 * 25);
    QVERIFY(!estimate->tokensAreExact);
    QVERIFY(estimate->cost && std::abs(*estimate->cost - (0.1 + 0.02)) < 1e-9);
    QVERIFY(estimate->batchCost && std::abs(*estimate->batchCost - 0.06) < 1e-9);
    QVERIFY(estimate->seconds > 0.0);
    QVERIFY(fixture.server.requests().empty());

    fixture.provider.switches.manySamples = false;
    const auto single = estimateCost(fixture.provider, fixture.key, fixture.prices, questions,
                                     fixture.options, **cache, fixture.job);
    QCOMPARE(single->requests, 40);
    QCOMPARE(single->promptTokens, 40'000);

    const auto unknown = estimateCost(fixture.provider, fixture.key, PriceList(), questions,
                                      fixture.options, **cache, fixture.job);
    QVERIFY(unknown && !unknown->cost && !unknown->batchCost);

    // A limit of requests is a limit of time.
    fixture.provider.requestsPerMinute = 4;
    QCOMPARE(estimateCost(fixture.provider, fixture.key, fixture.prices, questions, fixture.options,
                          **cache, fixture.job)
                 ->seconds,
             600.0);
}

void TestLlmEstimate::estimateUsesTheServicesCounter_data()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::newRow("Anthropic") << true;
    QTest::newRow("llama.cpp") << false;
}

void TestLlmEstimate::estimateUsesTheServicesCounter()
{
    QFETCH(bool, isAnthropic);
    RunFixture fixture(isAnthropic ? Shape::Anthropic : Shape::LlamaCpp);
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    const auto few = runQuestionsAbout(5);
    std::int64_t tokens = 0;
    for (const LlmQuestion &question : few)
        tokens += static_cast<std::int64_t>(question.prompt.size() / 4);
    const auto exact = estimateCost(fixture.provider, fixture.key, fixture.prices, few,
                                    fixture.options, **cache, fixture.job);
    QVERIFY2(exact, qPrintable(problem(exact)));
    QVERIFY(exact->tokensAreExact);
    QCOMPARE(exact->promptsCounted, 5);
    QCOMPARE(exact->promptTokens, tokens);
    QCOMPARE(fixture.server.requests().size(), std::size_t(5));
    QCOMPARE(fixture.server.requests()[0].path,
             std::string(isAnthropic ? "/v1/messages/count_tokens" : "/tokenize"));

    // Of many, some are counted.
    const auto many = estimateCost(fixture.provider, fixture.key, fixture.prices,
                                   runQuestionsAbout(100), fixture.options, **cache, fixture.job);
    QVERIFY(many);
    QVERIFY(!many->tokensAreExact);
    QCOMPARE(many->promptsCounted, 12);
    QCOMPARE(fixture.server.requests().size(), std::size_t(5 + 12));
    const double each = static_cast<double>(many->promptTokens) / 100.0;
    QVERIFY(std::abs(each - static_cast<double>(tokens) / 5.0) < 2.0);

    // A counter that fails is no reason not to estimate.
    fixture.server.setScript([](const ReceivedRequest &) {
        return errorReply(Shape::OpenAi, 500, "server_error", "", "Broken.");
    });
    const auto estimated = estimateCost(fixture.provider, fixture.key, fixture.prices, few,
                                        fixture.options, **cache, fixture.job);
    QVERIFY(estimated && !estimated->tokensAreExact && estimated->promptTokens > 0);
    QCOMPARE(estimated->promptsCounted, 0);
}

void TestLlmEstimate::estimateLearnsFromEarlierReplies()
{
    // Two bytes of the request are a token here.
    RunFixture fixture(Shape::OpenAi, [](const ReceivedRequest &request) {
        ShapedAnswer answer;
        answer.promptTokens = static_cast<int>(request.body.size() / 2);
        return chatReply(Shape::OpenAi, answer);
    });
    QVERIFY(fixture.run(runQuestionsAbout(5)));
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    std::vector<LlmQuestion> question = runQuestionsAbout(1, 20);
    question[0].prompt.resize(2000, 'x');
    const auto estimate = estimateCost(fixture.provider, fixture.key, fixture.prices, question,
                                       fixture.options, **cache, fixture.job);
    QVERIFY(estimate);
    QVERIFY(std::abs(static_cast<double>(estimate->promptTokens) - 1000.0) < 15.0);
}

void TestLlmEstimate::modelsAreListed()
{
    for (const Shape shape : {Shape::OpenAi, Shape::Azure, Shape::Anthropic, Shape::LlamaCpp}) {
        AnsweringOptions options;
        options.shape = shape;
        options.models = {"zeta", "alpha", "alpha"};
        options.key = runKey;
        RunFixture fixture(shape, answeringScript(options));
        const auto models = listModels(fixture.provider, fixture.key, fixture.job);
        QVERIFY2(models, models ? "" : models.error().message.c_str());
        QCOMPARE(*models, (std::vector<std::string>{"alpha", "zeta"}));
    }
}

void TestLlmEstimate::modelsOfARefusedKeyAreAFailure()
{
    AnsweringOptions options;
    options.key = "another";
    RunFixture fixture(Shape::OpenAi, answeringScript(options));
    const auto models = listModels(fixture.provider, fixture.key, fixture.job);
    QVERIFY(!models);
    QVERIFY(models.error().kind == FailureKind::Key);
    QVERIFY((models.error().message + models.error().raw).find("TESTKEY") == std::string::npos);
    fixture.server.goAway();
    const auto absent = listModels(fixture.provider, fixture.key, fixture.job);
    QVERIFY(!absent);
    QVERIFY(absent.error().kind == FailureKind::Network);
}

QTEST_GUILESS_MAIN(TestLlmEstimate)
#include "tst_llm_estimate.moc"
