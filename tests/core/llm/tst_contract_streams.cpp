// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numeric>

#include <QTest>

#include "core/base/text.h"
#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;
using nlohmann::json;

Q_DECLARE_METATYPE(auspex::test::Shape)

/// The playground's one question, whose answer streams in: what is sent, kept, shown and charged.
class TestContractStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textStreamsInFromEachShape_data();
    void textStreamsInFromEachShape();
    void charactersAreNeverSplit();
    void brokenStreamKeepsWhatCameAndIsNotAskedAgain_data();
    void brokenStreamKeepsWhatCameAndIsNotAskedAgain();
    void streamThatBreaksBeforeAnyTextIsAskedAgain();
    void errorInTheStreamIsAFailure_data();
    void errorInTheStreamIsAFailure();
    void refusalBeforeTheStreamIsWaitedOut();
    void plainReplyInsteadOfAStreamIsUnderstood();
    void absentServerIsAFailureAtOnce();
    void lackOfCreditIsTheError();
    void cancelEndsTheStream();
};

namespace {

ShapedAnswer wordyAnswer()
{
    ShapedAnswer answer;
    answer.contents = {"24.37 – größer geht’s nicht 🙂"};
    answer.promptTokens = 800;
    answer.completionTokens = 12;
    return answer;
}

std::string joined(const std::vector<std::string> &parts)
{
    return std::accumulate(parts.begin(), parts.end(), std::string());
}

std::string firstPart(const std::string &events, int of)
{
    return events.substr(0, events.size() * 2 / static_cast<std::size_t>(of));
}

} // namespace

void TestContractStreams::textStreamsInFromEachShape_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::newRow("OpenAI") << Shape::OpenAi;
    QTest::newRow("Azure") << Shape::Azure;
    QTest::newRow("Anthropic") << Shape::Anthropic;
    QTest::newRow("Ollama") << Shape::Ollama;
    QTest::newRow("llama.cpp") << Shape::LlamaCpp;
}

void TestContractStreams::textStreamsInFromEachShape()
{
    QFETCH(Shape, shape);
    const ShapedAnswer shaped = wordyAnswer();
    const std::string events = chatEvents(shape, shaped);
    RunFixture fixture(shape,
                       [&](const ReceivedRequest &) { return streamReply(events, 97, 0.003); });
    const auto question = runQuestionsAbout(1).front();
    const auto answer = fixture.ask(question);
    QVERIFY2(answer, qPrintable(problem(answer)));

    const auto chats = fixture.chats();
    QCOMPARE(chats.size(), std::size_t(1));
    const json body = json::parse(chats[0].body);
    QVERIFY(body.at("stream") == true);
    QCOMPARE(promptOf(chats[0]), question.prompt);

    QVERIFY(fixture.streamed.size() > 1);
    QCOMPARE(joined(fixture.streamed), shaped.contents[0]);
    QCOMPARE(answer->samples.size(), std::size_t(1));
    QCOMPARE(answer->samples[0].answer.value, std::optional(24.37));

    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    QVERIFY(calls[0].replied);
    QCOMPARE(calls[0].request, chats[0].body);
    QCOMPARE(calls[0].response, events);
    QCOMPARE(calls[0].content, shaped.contents[0]);
    QCOMPARE(calls[0].value, std::optional(24.37));
    QCOMPARE(calls[0].promptTokens, 800);
    QCOMPARE(calls[0].completionTokens, 12);
    const bool isFree = shape == Shape::Ollama || shape == Shape::LlamaCpp;
    const double cost = isFree ? 0.0 : (800 * 10.0 + 12 * 20.0) / 1e6;
    QVERIFY(calls[0].cost && std::abs(*calls[0].cost - cost) < 1e-12);
    QVERIFY(!fixture.isKeyStored());

    // Again: from the cache, in one piece. And a run asks for the same: not again either.
    fixture.streamed.clear();
    const auto again = fixture.ask(question);
    QVERIFY(again);
    QCOMPARE(fixture.streamed, shaped.contents);
    QVERIFY(again->samples[0].fromCache);
    const auto outcome = fixture.run({question});
    QVERIFY(outcome);
    QCOMPARE(outcome->status.fromCache, 1);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
}

void TestContractStreams::charactersAreNeverSplit()
{
    for (const Shape shape : {Shape::OpenAi, Shape::Anthropic}) {
        const std::string events = chatEvents(shape, wordyAnswer());
        for (const std::size_t piece : {std::size_t(1), std::size_t(3)}) {
            RunFixture fixture(shape,
                               [&](const ReceivedRequest &) { return streamReply(events, piece); });
            QVERIFY(fixture.ask(runQuestionsAbout(1).front()));
            QCOMPARE(joined(fixture.streamed), wordyAnswer().contents[0]);
            for (const std::string &text : fixture.streamed)
                QVERIFY(isValidUtf8(text));
            QCOMPARE(fixture.calls().at(0).response, events);
        }
    }
}

void TestContractStreams::brokenStreamKeepsWhatCameAndIsNotAskedAgain_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<bool>("isReset");
    QTest::newRow("OpenAI, ends early") << Shape::OpenAi << false;
    QTest::newRow("OpenAI, reset") << Shape::OpenAi << true;
    QTest::newRow("Anthropic, ends early") << Shape::Anthropic << false;
    QTest::newRow("Anthropic, reset") << Shape::Anthropic << true;
}

void TestContractStreams::brokenStreamKeepsWhatCameAndIsNotAskedAgain()
{
    QFETCH(Shape, shape);
    QFETCH(bool, isReset);
    const std::string events = firstPart(chatEvents(shape, wordyAnswer()), 3);
    ScriptedReply reply = streamReply(events, 200);
    if (isReset) { // of a body whose length was told, in its last piece
        reply.pieces.clear();
        reply.headers = {{"content-type", "text/event-stream"}};
        reply.body = events + "more";
        reply.ending = ScriptedReply::Ending::Reset;
        reply.cutAfter = events.size();
    }
    RunFixture fixture(shape, [&](const ReceivedRequest &) { return reply; });
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY2(answer, qPrintable(problem(answer)));
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QVERIFY(!fixture.streamed.empty());
    QVERIFY(wordyAnswer().contents[0].starts_with(joined(fixture.streamed)));
    const LlmSample &sample = answer->samples.at(0);
    QVERIFY(sample.failure);
    QVERIFY(!sample.answer.value);
    QVERIFY(!sample.answer.problem.empty());
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    QVERIFY(!calls[0].replied);
    QCOMPARE(calls[0].failure, std::string("network"));
    QCOMPARE(calls[0].status, 200);
    QCOMPARE(calls[0].response, events);
    QVERIFY(!calls[0].cost);
}

void TestContractStreams::streamThatBreaksBeforeAnyTextIsAskedAgain()
{
    RunFixture fixture;
    fixture.server.enqueue({streamReply(":ping\n\n", 100)});
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY(answer);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    QVERIFY(answer->samples[0].answer.value);
    QCOMPARE(joined(fixture.streamed), scoreOf(runQuestionsAbout(1).front().prompt));
    QCOMPARE(fixture.calls().size(), std::size_t(2));
}

void TestContractStreams::errorInTheStreamIsAFailure_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<bool>("afterText");
    QTest::newRow("OpenAI, at the beginning") << Shape::OpenAi << false;
    QTest::newRow("OpenAI, after text") << Shape::OpenAi << true;
    QTest::newRow("Anthropic, at the beginning") << Shape::Anthropic << false;
    QTest::newRow("Anthropic, after text") << Shape::Anthropic << true;
}

void TestContractStreams::errorInTheStreamIsAFailure()
{
    QFETCH(Shape, shape);
    QFETCH(bool, afterText);
    const std::string error = errorBody(
        shape, 200, shape == Shape::Anthropic ? "overloaded_error" : "server_error", "",
        "The engine has stopped.");
    std::string events;
    if (afterText) {
        const std::string all = chatEvents(shape, wordyAnswer());
        events = all.substr(0, all.find("\n\n", all.size() / 2) + 2);
    }
    events += (shape == Shape::Anthropic ? "event: error\n" : "") + ("data: " + error + "\n\n");
    RunFixture fixture(shape);
    fixture.server.enqueue({streamReply(events, 300, 0.01)});
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY2(answer, qPrintable(problem(answer)));
    const auto calls = fixture.calls();
    QVERIFY(!calls.at(0).replied);
    QCOMPARE(calls[0].failure, std::string("overloaded"));
    QVERIFY2(calls[0].problem.find("The engine has stopped.") != std::string::npos,
             calls[0].problem.c_str());
    QVERIFY(calls[0].response.find("The engine has stopped.") != std::string::npos);
    QVERIFY(!calls[0].cost);
    const LlmSample &sample = answer->samples.at(0);
    if (afterText) {
        QCOMPARE(fixture.chats().size(), std::size_t(1));
        QVERIFY(!fixture.streamed.empty());
        QVERIFY(sample.failure && sample.failure->kind == FailureKind::Overloaded);
        QVERIFY(sample.answer.problem.find("The engine has stopped.") != std::string::npos);
    } else {
        QCOMPARE(fixture.chats().size(), std::size_t(2));
        QVERIFY(sample.answer.value);
        QCOMPARE(joined(fixture.streamed), scoreOf(runQuestionsAbout(1).front().prompt));
    }
}

void TestContractStreams::refusalBeforeTheStreamIsWaitedOut()
{
    RunFixture fixture;
    fixture.server.enqueue(
        {errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded", "Too fast.")});
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY(answer);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    QVERIFY(answer->samples[0].answer.value);
    QCOMPARE(fixture.calls().at(0).failure, std::string("rate_limit"));
}

void TestContractStreams::plainReplyInsteadOfAStreamIsUnderstood()
{
    RunFixture fixture(Shape::OpenAi,
                       [](const ReceivedRequest &) { return chatReply(Shape::OpenAi); });
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY(answer);
    QCOMPARE(answer->samples[0].answer.value, std::optional(24.37));
    QCOMPARE(fixture.calls().at(0).response, chatBody(Shape::OpenAi, {}));
}

void TestContractStreams::absentServerIsAFailureAtOnce()
{
    RunFixture fixture;
    fixture.options.retry.maxRetries = 1;
    fixture.server.goAway();
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY2(answer, qPrintable(problem(answer)));
    const LlmSample &sample = answer->samples.at(0);
    QVERIFY(sample.failure && sample.failure->kind == FailureKind::Network);
    QCOMPARE(
        shown(sample.answer.problem),
        QStringLiteral("No server answers at 127.0.0.1:%1 on this computer; start it, or check "
                       "the port.")
            .arg(fixture.server.port()));
    QCOMPARE(fixture.calls().size(), std::size_t(2));
}

void TestContractStreams::lackOfCreditIsTheError()
{
    RunFixture fixture;
    fixture.server.enqueue({errorReply(Shape::OpenAi, 429, "insufficient_quota",
                                       "credit_balance_exhausted", "All gone.")});
    const auto answer = fixture.ask(runQuestionsAbout(1).front());
    QVERIFY(!answer);
    QVERIFY(answer.error().message.find("All gone.") != std::string::npos);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
}

void TestContractStreams::cancelEndsTheStream()
{
    RunFixture fixture(Shape::OpenAi, [](const ReceivedRequest &) {
        ShapedAnswer answer;
        answer.contents = {std::string(400, '1')};
        return streamReply(chatEvents(Shape::OpenAi, answer), 300, 0.02);
    });
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    const auto answer = askOnce(fixture.provider, fixture.key, fixture.prices,
                                runQuestionsAbout(1).front(), fixture.options, **cache, fixture.job,
                                [&](std::string_view) { fixture.job.cancel(); });
    QVERIFY(!answer);
    QVERIFY(answer.error().code == ErrorCode::Cancelled);
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    QCOMPARE(calls[0].failure, std::string("cancelled"));
    QVERIFY(calls[0].response.starts_with("data: "));
}

QTEST_GUILESS_MAIN(TestContractStreams)
#include "tst_contract_streams.moc"
