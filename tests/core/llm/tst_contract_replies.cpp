// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <set>

#include <QTest>

#include "core/arch/architecture_codecs.h"
#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;
using nlohmann::json;

Q_DECLARE_METATYPE(auspex::test::Shape)

/// Replies of all shapes: what is sent for them, kept, shown and charged.
class TestContractReplies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answerOfEachShape_data();
    void answerOfEachShape();
    void slowReplyIsWaitedForAndTimed();
    void tooSlowReplyIsGivenUpAndCountsAsSpent();
    void malformedJsonIsAFailureWithItsText();
    void errorInsideA200IsAFailure();
    void emptyAnswerAtTheLimitIsExplainedAndNotAskedAgain();
    void numberCutAtTheLimitIsNoAnswer();
    void answerWithoutNumberIsAskedAgain();
    void refusalIsUnusable();
    void logProbabilitiesGiveTheExpectedValue();
    void cachedTokensAreCheaper();
    void unknownPriceIsNotZero();
    void localServiceCostsNothing();
    void manySamplesOfOneRequestShareTheBill();
    void onlyUnusableSamplesAreAskedAgain();
    void serviceWithoutManySamplesIsAskedOneByOne();
    void choicesThatAreMissingAreAskedForOneByOne();
};

namespace {

double costOf(int prompt, int cached, int completion)
{
    return ((prompt - cached) * 10.0 + cached * 1.0 + completion * 20.0) / 1e6;
}

bool isNear(std::optional<double> value, double expected)
{
    return value && std::abs(*value - expected) < 1e-12;
}

Script always(ScriptedReply reply)
{
    return [reply = std::move(reply)](const ReceivedRequest &) { return reply; };
}

} // namespace

void TestContractReplies::answerOfEachShape_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("keyHeader");
    QTest::addColumn<QString>("keyText");
    const QString key = shown(runKey);
    QTest::newRow("OpenAI") << Shape::OpenAi << QStringLiteral("/v1/chat/completions")
                            << "authorization" << QStringLiteral("Bearer ") + key;
    QTest::newRow("Azure")
        << Shape::Azure
        << QStringLiteral("/openai/deployments/test-model/chat/completions?api-version=2024-10-21")
        << QStringLiteral("api-key") << key;
    QTest::newRow("Anthropic") << Shape::Anthropic << QStringLiteral("/v1/messages")
                               << QStringLiteral("x-api-key") << key;
    QTest::newRow("Ollama") << Shape::Ollama << QStringLiteral("/v1/chat/completions")
                            << "authorization" << QStringLiteral("Bearer ") + key;
    QTest::newRow("llama.cpp") << Shape::LlamaCpp << QStringLiteral("/v1/chat/completions")
                               << "authorization" << QStringLiteral("Bearer ") + key;
}

void TestContractReplies::answerOfEachShape()
{
    QFETCH(Shape, shape);
    QFETCH(QString, path);
    QFETCH(QString, keyHeader);
    QFETCH(QString, keyText);
    ShapedAnswer answer;
    answer.contents = {"24.37"};
    answer.promptTokens = 1000;
    answer.completionTokens = 5;
    RunFixture fixture(shape, always(chatReply(shape, answer)));
    const auto questions = runQuestionsAbout(1);
    const auto outcome = fixture.run(questions);
    QVERIFY2(outcome, qPrintable(problem(outcome)));

    // Sent: once, to its address, with the key in its header and the prompt in its body.
    const auto chats = fixture.chats();
    QCOMPARE(chats.size(), std::size_t(1));
    QCOMPARE(shown(chats[0].path), path);
    QVERIFY(chats[0].header(keyHeader.toStdString()));
    QCOMPARE(shown(*chats[0].header(keyHeader.toStdString())), keyText);
    const json body = json::parse(chats[0].body);
    QCOMPARE(promptOf(chats[0]), questions[0].prompt);
    QVERIFY(body.at("model") == "test-model");
    const std::string limit = shape == Shape::OpenAi ? "max_completion_tokens" : "max_tokens";
    QVERIFY(body.at(limit) == 25);
    QVERIFY(body.at("temperature") == 0.0);
    QVERIFY(!body.contains("n"));

    // Kept: everything, and no key.
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    const StoredCall &call = calls[0];
    QVERIFY(call.replied);
    QCOMPARE(call.key,
             requestKey(fixture.provider, fixture.options.parameters, questions[0].prompt, 0, 0));
    QCOMPARE(call.provider, fixture.provider.id);
    QCOMPARE(call.model, std::string("test-model"));
    QCOMPARE(call.architectureKey, architectureKey(questions[0].architecture));
    QCOMPARE(call.request, chats[0].body);
    QCOMPARE(call.response, chatBody(shape, answer));
    QCOMPARE(call.status, 200);
    QCOMPARE(call.content, std::string("24.37"));
    QCOMPARE(call.value, std::optional(24.37));
    QCOMPARE(call.form, std::string("plain"));
    QCOMPARE(call.problem, std::string());
    QCOMPARE(call.failure, std::string());
    QCOMPARE(call.promptTokens, 1000);
    QCOMPARE(call.completionTokens, 5);
    QCOMPARE(call.requestId, std::string("req_test"));
    QVERIFY(json::parse(call.usage).is_object());
    QVERIFY(call.seconds > 0.0);
    QCOMPARE(call.fingerprint.empty(), shape == Shape::Anthropic);
    QVERIFY(!fixture.isKeyStored());

    // Shown and charged.
    const bool isFree = shape == Shape::Ollama || shape == Shape::LlamaCpp;
    const double cost = isFree ? 0.0 : costOf(1000, 0, 5);
    QVERIFY(isNear(call.cost, cost));
    QVERIFY(json::parse(call.price).is_object());
    const LlmRunStatus &status = outcome->status;
    QCOMPARE(status.predictions, 1);
    QCOMPARE(status.done, 1);
    QCOMPARE(status.requests, 1);
    QCOMPARE(status.inFlight, 0);
    QCOMPARE(status.fromCache, 0);
    QCOMPARE(status.usage.prompt, 1000);
    QCOMPARE(status.usage.completion, 5);
    QVERIFY(isNear(status.cost, cost));
    QVERIFY(status.failures.empty());
    QVERIFY(!outcome->stopped);
    const LlmSample &sample = outcome->answers.at(0).samples.at(0);
    QCOMPARE(sample.answer.value, std::optional(24.37));
    QCOMPARE(sample.asks, 1);
    QVERIFY(!sample.fromCache && !sample.failure && !sample.missing);

    // Again: nothing is sent, nothing charged.
    const auto again = fixture.run(questions);
    QVERIFY(again);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QCOMPARE(again->status.fromCache, 1);
    QCOMPARE(again->status.done, 1);
    QVERIFY(isNear(again->status.cost, 0.0));
    QVERIFY(again->answers[0].samples[0].fromCache);
    QCOMPARE(again->answers[0].samples[0].answer.value, std::optional(24.37));
}

void TestContractReplies::slowReplyIsWaitedForAndTimed()
{
    ScriptedReply slow = chatReply(Shape::OpenAi);
    slow.delay = 0.3;
    RunFixture fixture(Shape::OpenAi, always(slow));
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 1);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QVERIFY(fixture.calls().at(0).seconds >= 0.3);
    QVERIFY(isNear(outcome->status.cost, costOf(1000, 0, 5)));
    // While it was awaited, somebody was told.
    QVERIFY(std::any_of(
        fixture.statuses.begin(), fixture.statuses.end(),
        [](const LlmRunStatus &status) { return status.inFlight == 1 && status.done == 0; }));
}

void TestContractReplies::tooSlowReplyIsGivenUpAndCountsAsSpent()
{
    ScriptedReply slow = chatReply(Shape::OpenAi);
    slow.delay = 30.0;
    RunFixture fixture(Shape::OpenAi, always(slow));
    fixture.options.timeouts = {0.2, 10.0};
    fixture.options.retry.maxRetries = 2;
    fixture.options.budget = 0.0033; // room for two, if each may have been charged with its most
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(2));
    for (const StoredCall &call : calls) {
        QVERIFY(!call.replied);
        QCOMPARE(call.failure, std::string("timeout"));
        QCOMPARE(shown(call.problem),
                 QStringLiteral("The whole reply of 127.0.0.1:%1 did not come within 0.2 seconds; "
                                "the request was given up.")
                     .arg(fixture.server.port()));
    }
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"timeout", 2}}));
    QVERIFY(outcome->stopped);
    QVERIFY2(outcome->stopped->message.starts_with("The budget of $0.0033 leaves no room"),
             outcome->stopped->message.c_str());
    QVERIFY(outcome->answers[0].samples[0].missing);
}

void TestContractReplies::malformedJsonIsAFailureWithItsText()
{
    ScriptedReply broken;
    broken.body = R"({"choices":[{"message":{"content":"24.3)";
    RunFixture fixture(Shape::OpenAi, always(broken));
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    QVERIFY(!calls[0].replied);
    QCOMPARE(calls[0].failure, std::string("bad_reply"));
    QCOMPARE(calls[0].status, 200);
    QCOMPARE(calls[0].response, broken.body);
    QVERIFY(!calls[0].cost);
    const LlmSample &sample = outcome->answers[0].samples[0];
    QVERIFY(sample.failure);
    QVERIFY(sample.failure->kind == FailureKind::BadReply);
    QVERIFY2(sample.answer.problem.find("answered with what is no reply") != std::string::npos,
             sample.answer.problem.c_str());
    QCOMPARE(outcome->status.failed, 1);
    QCOMPARE(outcome->status.done, 0);
    QVERIFY(isNear(outcome->status.cost, 0.0));
    // It may be asked again in another run.
    QCOMPARE(fixture.replies().size(), std::size_t(0));
}

void TestContractReplies::errorInsideA200IsAFailure()
{
    ScriptedReply error;
    error.body = errorBody(Shape::OpenAi, 200, "server_error", "", "The engine has stopped.");
    RunFixture fixture;
    fixture.server.enqueue({error});
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    QCOMPARE(outcome->status.done, 1);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"overloaded", 1}}));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(2));
    QCOMPARE(calls[0].failure, std::string("overloaded"));
    QVERIFY(calls[0].problem.find("The engine has stopped.") != std::string::npos);
    QVERIFY(calls[1].replied);
}

void TestContractReplies::emptyAnswerAtTheLimitIsExplainedAndNotAskedAgain()
{
    for (const Shape shape : {Shape::OpenAi, Shape::Anthropic}) {
        ShapedAnswer answer;
        answer.contents = {""};
        answer.finish = "length";
        answer.completionTokens = 25;
        RunFixture fixture(shape, always(chatReply(shape, answer)));
        const auto outcome = fixture.run(runQuestionsAbout(1));
        QVERIFY(outcome);
        QCOMPARE(fixture.chats().size(), std::size_t(1));
        const auto calls = fixture.calls();
        QCOMPARE(calls.size(), std::size_t(1));
        QVERIFY(calls[0].replied);
        QCOMPARE(calls[0].finish, std::string(shape == Shape::OpenAi ? "length" : "max_tokens"));
        QVERIFY(!calls[0].value);
        QVERIFY2(calls[0].problem.find("used up its limit of 25 tokens") != std::string::npos,
                 calls[0].problem.c_str());
        QCOMPARE(outcome->answers[0].samples[0].answer.problem, calls[0].problem);
        QCOMPARE(outcome->status.unusable, 1);
        QCOMPARE(outcome->status.done, 0);
        QCOMPARE(outcome->status.failed, 0);
        QVERIFY(isNear(outcome->status.cost, costOf(1000, 0, 25)));
        QVERIFY(isNear(calls[0].cost, costOf(1000, 0, 25)));
        // It was paid for: not again.
        QVERIFY(fixture.run(runQuestionsAbout(1)));
        QCOMPARE(fixture.chats().size(), std::size_t(1));
    }
}

void TestContractReplies::numberCutAtTheLimitIsNoAnswer()
{
    ShapedAnswer answer;
    answer.contents = {"24.3"};
    answer.finish = "length";
    RunFixture fixture(Shape::OpenAi, always(chatReply(Shape::OpenAi, answer)));
    fixture.options.maxReasks = 0;
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.unusable, 1);
    QCOMPARE(shown(fixture.calls().at(0).problem),
             QStringLiteral("The answer \"24.3\" was cut off within its number, at the limit of 25 "
                            "tokens; allow more of them."));
    // With text behind the number it is whole.
    answer.contents = {"24.31 because the enc"};
    fixture.server.setScript(always(chatReply(Shape::OpenAi, answer)));
    const auto other = fixture.run(runQuestionsAbout(1, 7));
    QVERIFY(other);
    QCOMPARE(other->answers[0].samples[0].answer.value, std::optional(24.31));
}

void TestContractReplies::answerWithoutNumberIsAskedAgain()
{
    ShapedAnswer chat;
    chat.contents = {"I cannot tell."};
    RunFixture fixture;
    fixture.server.enqueue({chatReply(Shape::OpenAi, chat), chatReply(Shape::OpenAi, chat)});
    const auto questions = runQuestionsAbout(1);
    const auto outcome = fixture.run(questions);
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(3));
    QCOMPARE(outcome->status.done, 1);
    QCOMPARE(outcome->status.unusable, 0);
    QCOMPARE(outcome->status.requests, 3);
    QCOMPARE(outcome->answers[0].samples[0].asks, 3);
    const auto replies = fixture.replies();
    QCOMPARE(replies.size(), std::size_t(3));
    double cost = 0.0;
    for (int ask = 0; ask < 3; ++ask) {
        const StoredCall &call = replies[static_cast<std::size_t>(ask)];
        QCOMPARE(call.ask, ask);
        QCOMPARE(call.key, requestKey(fixture.provider, fixture.options.parameters,
                                      questions[0].prompt, 0, ask));
        QCOMPARE(call.value.has_value(), ask == 2);
        QCOMPARE(call.problem.empty(), ask == 2);
        cost += *call.cost;
    }
    QVERIFY(isNear(outcome->status.cost, cost));

    // Nothing but unusable answers: as often as allowed, then counted.
    fixture.server.setScript(always(chatReply(Shape::OpenAi, chat)));
    fixture.options.maxReasks = 1;
    const auto never = fixture.run(runQuestionsAbout(1, 3));
    QVERIFY(never);
    QCOMPARE(fixture.chats().size(), std::size_t(5));
    QCOMPARE(never->status.unusable, 1);
    QVERIFY(never->answers[0].samples[0].answer.problem.find("I cannot tell.")
            != std::string::npos);
    QVERIFY(!never->answers[0].samples[0].missing);
}

void TestContractReplies::refusalIsUnusable()
{
    json body = json::parse(chatBody(Shape::OpenAi, {}));
    body["choices"][0]["message"]["content"] = nullptr;
    body["choices"][0]["message"]["refusal"] = "I must not.";
    ScriptedReply reply;
    reply.body = body.dump();
    RunFixture fixture(Shape::OpenAi, always(reply));
    fixture.options.maxReasks = 0;
    for (int round = 0; round < 2; ++round) { // sent, then from the cache
        const auto outcome = fixture.run(runQuestionsAbout(1));
        QVERIFY(outcome);
        QCOMPARE(outcome->status.unusable, 1);
        QVERIFY2(outcome->answers[0].samples[0].answer.problem.find("I must not.")
                     != std::string::npos,
                 outcome->answers[0].samples[0].answer.problem.c_str());
    }
    QCOMPARE(fixture.chats().size(), std::size_t(1));
}

void TestContractReplies::logProbabilitiesGiveTheExpectedValue()
{
    // 24 with three quarters, 28 with a quarter: 25, and a deviation of the square root of three.
    const json top = json::array({{{"token", "24"}, {"logprob", std::log(0.75)}},
                                  {{"token", "28"}, {"logprob", std::log(0.25)}}});
    ShapedAnswer answer;
    answer.contents = {"24"};
    answer.logProbabilities = json::array({{{"token", "24"},
                                            {"logprob", std::log(0.75)},
                                            {"bytes", nullptr},
                                            {"top_logprobs", top}}});
    RunFixture fixture(Shape::OpenAi, always(chatReply(Shape::OpenAi, answer)));
    fixture.options.parameters.logProbabilities = true;
    const auto sampled = fixture.run(runQuestionsAbout(1));
    QVERIFY(sampled);
    const json body = json::parse(fixture.chats().at(0).body);
    QVERIFY(body.at("logprobs") == true);
    QVERIFY(body.at("top_logprobs") == 20);
    QCOMPARE(sampled->answers[0].samples[0].answer.value, std::optional(24.0));
    QVERIFY(!sampled->answers[0].samples[0].expected);
    const StoredCall call = fixture.calls().at(0);
    QCOMPARE(call.value, std::optional(24.0));
    QVERIFY(call.expected && std::abs(*call.expected - 25.0) < 1e-9);
    QVERIFY(call.deviation && std::abs(*call.deviation - std::sqrt(3.0)) < 1e-9);

    // The same reply read by its expectation: nothing is sent for that.
    fixture.options.useExpectedValue = true;
    const auto expected = fixture.run(runQuestionsAbout(1));
    QVERIFY(expected);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    const LlmSample &sample = expected->answers[0].samples[0];
    QVERIFY(sample.answer.value && std::abs(*sample.answer.value - 25.0) < 1e-9);
    QVERIFY(sample.answer.form == AnswerForm::Expected);
    QVERIFY(sample.expected && std::abs(sample.expected->deviation - std::sqrt(3.0)) < 1e-9);
}

void TestContractReplies::cachedTokensAreCheaper()
{
    for (const Shape shape : {Shape::OpenAi, Shape::Anthropic}) {
        ShapedAnswer answer;
        answer.cachedTokens = 600;
        RunFixture fixture(shape, always(chatReply(shape, answer)));
        const auto outcome = fixture.run(runQuestionsAbout(1));
        QVERIFY(outcome);
        const StoredCall call = fixture.calls().at(0);
        QCOMPARE(call.promptTokens, 1000);
        QCOMPARE(call.cachedTokens, 600);
        QVERIFY(isNear(call.cost, costOf(1000, 600, 5)));
        QVERIFY(isNear(outcome->status.cost, costOf(1000, 600, 5)));
        QCOMPARE(outcome->status.usage.cached, 600);
    }
}

void TestContractReplies::unknownPriceIsNotZero()
{
    RunFixture fixture;
    fixture.prices = PriceList();
    const auto outcome = fixture.run(runQuestionsAbout(2));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 2);
    QVERIFY(!outcome->status.cost);
    QVERIFY(!fixture.calls().at(0).cost);
    QCOMPARE(fixture.calls().at(0).price, std::string());

    // A budget without a price: what the cache has, and nothing is sent.
    fixture.options.budget = 5.0;
    const auto refused = fixture.run(runQuestionsAbout(3));
    QVERIFY(refused);
    QVERIFY(refused->stopped);
    QCOMPARE(shown(refused->stopped->message),
             QStringLiteral("The price of test-model is unknown, so that a budget cannot be kept; "
                            "enter the price, or run without a budget."));
    QCOMPARE(refused->status.done, 2);
    QVERIFY(refused->answers[2].samples[0].missing);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
}

void TestContractReplies::localServiceCostsNothing()
{
    RunFixture fixture(Shape::LlamaCpp);
    fixture.prices = PriceList();
    fixture.options.budget = 0.0;
    const auto outcome = fixture.run(runQuestionsAbout(2));
    QVERIFY(outcome);
    QVERIFY(!outcome->stopped);
    QCOMPARE(outcome->status.done, 2);
    QVERIFY(isNear(outcome->status.cost, 0.0));
}

void TestContractReplies::manySamplesOfOneRequestShareTheBill()
{
    ShapedAnswer answer;
    answer.contents = {"24.1", "24.2", "24.3"};
    answer.promptTokens = 1000;
    answer.completionTokens = 17; // no multiple of three
    RunFixture fixture(Shape::OpenAi, always(chatReply(Shape::OpenAi, answer)));
    fixture.options.samples = 3;
    const auto questions = runQuestionsAbout(1);
    const auto outcome = fixture.run(questions);
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QVERIFY(json::parse(fixture.chats()[0].body).at("n") == 3);
    QCOMPARE(outcome->status.predictions, 3);
    QCOMPARE(outcome->status.done, 3);
    QCOMPARE(outcome->status.requests, 1);
    QVERIFY(isNear(outcome->status.cost, costOf(1000, 0, 17)));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(3));
    double cost = 0.0;
    std::int64_t prompt = 0;
    std::int64_t completion = 0;
    for (int i = 0; i < 3; ++i) {
        const StoredCall &call = calls[static_cast<std::size_t>(i)];
        QCOMPARE(call.sample, i);
        QCOMPARE(call.key, requestKey(fixture.provider, fixture.options.parameters,
                                      questions[0].prompt, i, 0));
        QCOMPARE(call.value,
                 std::optional(std::vector{24.1, 24.2, 24.3}[static_cast<std::size_t>(i)]));
        QCOMPARE(outcome->answers[0].samples[static_cast<std::size_t>(i)].answer.value, call.value);
        const json own = json::parse(call.response).at("choices");
        QCOMPARE(own.size(), std::size_t(1));
        QVERIFY(own[0].at("index") == i);
        cost += *call.cost;
        prompt += call.promptTokens;
        completion += call.completionTokens;
    }
    QCOMPARE(prompt, 1000);
    QCOMPARE(completion, 17);
    QVERIFY(std::abs(cost - costOf(1000, 0, 17)) < 1e-12);

    // Two more of the same: only those are asked for.
    answer.contents = {"24.4", "24.5"};
    fixture.server.setScript(always(chatReply(Shape::OpenAi, answer)));
    fixture.options.samples = 5;
    const auto more = fixture.run(questions);
    QVERIFY(more);
    QVERIFY(json::parse(fixture.chats().at(1).body).at("n") == 2);
    QCOMPARE(more->status.fromCache, 3);
    QCOMPARE(more->answers[0].samples[4].answer.value, std::optional(24.5));
}

void TestContractReplies::onlyUnusableSamplesAreAskedAgain()
{
    ShapedAnswer first;
    first.contents = {"24.1", "no idea", "24.3", "none"};
    ShapedAnswer second;
    second.contents = {"24.2", "24.4"};
    RunFixture fixture;
    fixture.server.enqueue({chatReply(Shape::OpenAi, first), chatReply(Shape::OpenAi, second)});
    fixture.options.samples = 4;
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    const auto chats = fixture.chats();
    QCOMPARE(chats.size(), std::size_t(2));
    QVERIFY(json::parse(chats[0].body).at("n") == 4);
    QVERIFY(json::parse(chats[1].body).at("n") == 2);
    const auto &samples = outcome->answers[0].samples;
    const std::vector<double> values = {24.1, 24.2, 24.3, 24.4};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(samples[i].answer.value, std::optional(values[i]));
        QCOMPARE(samples[i].asks, i % 2 == 0 ? 1 : 2);
    }
    QCOMPARE(outcome->status.done, 4);
    QCOMPARE(outcome->status.unusable, 0);
    QCOMPARE(fixture.replies().size(), std::size_t(6));
    QVERIFY(isNear(outcome->status.cost, 2 * costOf(1000, 0, 5)));
}

void TestContractReplies::serviceWithoutManySamplesIsAskedOneByOne()
{
    for (const Shape shape : {Shape::Ollama, Shape::Anthropic}) {
        RunFixture fixture(shape);
        fixture.options.samples = 3;
        fixture.options.parameters.seed = 100;
        const auto outcome = fixture.run(runQuestionsAbout(2));
        QVERIFY(outcome);
        QCOMPARE(outcome->status.done, 6);
        QCOMPARE(fixture.replies().size(), std::size_t(6));
        const auto chats = fixture.chats();
        QCOMPARE(chats.size(), std::size_t(6));
        std::multiset<int> seeds;
        for (const ReceivedRequest &chat : chats) {
            const json body = json::parse(chat.body);
            QVERIFY(!body.contains("n"));
            if (body.contains("seed"))
                seeds.insert(body.at("seed").get<int>());
        }
        // The same seed for each would be the same answer for each.
        QCOMPARE(seeds, shape == Shape::Ollama ? (std::multiset<int>{100, 100, 101, 101, 102, 102})
                                               : std::multiset<int>());
    }
}

void TestContractReplies::choicesThatAreMissingAreAskedForOneByOne()
{
    // Says it is OpenAI, and gives one choice however many are asked for.
    RunFixture fixture(Shape::OpenAi, always(chatReply(Shape::OpenAi)));
    fixture.options.samples = 3;
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 3);
    const auto chats = fixture.chats();
    QCOMPARE(chats.size(), std::size_t(3));
    QVERIFY(json::parse(chats[0].body).contains("n"));
    QVERIFY(!json::parse(chats[1].body).contains("n"));
    QCOMPARE(fixture.replies().size(), std::size_t(3));
    QVERIFY(isNear(outcome->status.cost, 3 * costOf(1000, 0, 5)));
}

QTEST_GUILESS_MAIN(TestContractReplies)
#include "tst_contract_replies.moc"
