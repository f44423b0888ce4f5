// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QTest>

#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;

/// Connections that break, lead elsewhere, are not to be trusted or not there: what is sent over
/// them, kept, shown and charged.
class TestContractConnections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resetInTheBodyIsAskedAgain();
    void cutBeforeTheReplyIsSentAgainOnceEach();
    void poisonedRequestIsGivenUp();
    void redirectStopsTheQueueAndTakesNoKeyAlong();
    void wrongCertificateStopsTheQueue_data();
    void wrongCertificateStopsTheQueue();
    void plainHttpToAnotherMachineIsRefused();
    void absentServerIsWaitedFor();
    void serverThatGoesAwayIsWaitedFor();
    void unknownHostIsWaitedForUntilCancelled();
    void silentServiceIsATimeout();
};

namespace {

ScriptedReply cut(ScriptedReply::Ending ending, std::size_t after = 0)
{
    ScriptedReply reply = chatReply(Shape::OpenAi);
    reply.ending = ending;
    reply.cutAfter = after;
    return reply;
}

double answerCost(const RunFixture &fixture, const std::string &prompt)
{
    TokenUsage usage{static_cast<std::int64_t>(prompt.size() / 4), 0, 0, 5};
    return costOf(usage, fixture.prices.prices().at(0));
}

bool isNear(std::optional<double> value, double expected)
{
    return value && std::abs(*value - expected) < 1e-12;
}

} // namespace

void TestContractConnections::resetInTheBodyIsAskedAgain()
{
    RunFixture fixture;
    fixture.server.enqueue({cut(ScriptedReply::Ending::Reset, 100)});
    const auto questions = runQuestionsAbout(1);
    const auto outcome = fixture.run(questions);
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(2));
    QVERIFY(!calls[0].replied);
    QCOMPARE(calls[0].failure, std::string("network"));
    QCOMPARE(calls[0].status, 200);
    QCOMPARE(calls[0].response, chatBody(Shape::OpenAi, {}).substr(0, 100));
    QCOMPARE(shown(calls[0].problem),
             QStringLiteral("The connection to 127.0.0.1:%1 was cut before the whole reply came.")
                 .arg(fixture.server.port()));
    QVERIFY(!calls[0].cost);
    QVERIFY(calls[1].replied);
    QCOMPARE(outcome->status.done, 1);
    QCOMPARE(outcome->status.requests, 2);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"network", 1}}));
    QVERIFY(isNear(outcome->status.cost, answerCost(fixture, questions[0].prompt)));
}

void TestContractConnections::cutBeforeTheReplyIsSentAgainOnceEach()
{
    RunFixture fixture;
    fixture.options.parallel = 1;
    fixture.server.enqueue({chatReply(Shape::OpenAi), cut(ScriptedReply::Ending::ResetUnsaid),
                            chatReply(Shape::OpenAi), cut(ScriptedReply::Ending::CloseUnsaid)});
    const auto outcome = fixture.run(runQuestionsAbout(4));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 4);
    QCOMPARE(outcome->status.requests, 6);
    QCOMPARE(fixture.chats().size(), std::size_t(6)); // as many as are told: Qt added none
    QCOMPARE(fixture.calls().size(), std::size_t(6));
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"network", 2}}));
}

void TestContractConnections::poisonedRequestIsGivenUp()
{
    // One prompt makes the service break down. It must not be sent for ever: each may be charged.
    const Script answer = answeringScript();
    RunFixture fixture(Shape::OpenAi, [answer](const ReceivedRequest &request) {
        return promptOf(request).find("\"1\"") != std::string::npos
                   ? cut(ScriptedReply::Ending::ResetUnsaid)
                   : answer(request);
    });
    fixture.options.parallel = 1;
    fixture.options.retry.maxRetries = 3;
    const auto outcome = fixture.run(runQuestionsAbout(3));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 2);
    QCOMPARE(outcome->status.failed, 1);
    QVERIFY(outcome->answers[1].samples[0].failure->kind == FailureKind::Network);
    QCOMPARE(fixture.chats().size(), std::size_t(2 + 4));
}

void TestContractConnections::redirectStopsTheQueueAndTakesNoKeyAlong()
{
    ContractServer elsewhere(answeringScript());
    ScriptedReply reply;
    reply.status = 307;
    reply.headers = {{"Location", elsewhere.url("/v1/chat/completions")}};
    RunFixture fixture(Shape::OpenAi, [reply](const ReceivedRequest &) { return reply; });
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(10));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QCOMPARE(elsewhere.connections(), 0);
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    QCOMPARE(calls[0].failure, std::string("redirect"));
    QCOMPARE(calls[0].status, 307);
    QVERIFY(outcome->stopped);
    QCOMPARE(
        shown(outcome->stopped->message),
        QStringLiteral("127.0.0.1:%1 redirects to 127.0.0.1:%2, which is not followed, so that "
                       "no key goes astray; check the provider's address.")
            .arg(fixture.server.port())
            .arg(elsewhere.port()));
    QVERIFY(outcome->answers[9].samples[0].missing);
    QVERIFY(isNear(outcome->status.cost, 0.0));
    QVERIFY(!fixture.isKeyStored());
}

void TestContractConnections::wrongCertificateStopsTheQueue_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("of nobody we know") << QStringLiteral("127.0.0.1");
    QTest::newRow("of another host") << QStringLiteral("api.example.org");
}

void TestContractConnections::wrongCertificateStopsTheQueue()
{
    QFETCH(QString, host);
    const auto certificate = makeCertificate(host.toStdString());
    QVERIFY2(certificate, "The program openssl is missing.");
    RunFixture fixture(Shape::OpenAi, {}, certificate);
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(10));
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QVERIFY(fixture.server.requests().empty());
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(1));
    QCOMPARE(calls[0].failure, std::string("tls"));
    QCOMPARE(calls[0].status, 0);
    QVERIFY(outcome->stopped);
    QVERIFY2(outcome->stopped->message.find("cannot be trusted") != std::string::npos,
             outcome->stopped->message.c_str());
    QVERIFY(outcome->stopped->message.find("Nothing was sent.") != std::string::npos);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"tls", 1}}));
    QVERIFY(isNear(outcome->status.cost, 0.0));
}

void TestContractConnections::plainHttpToAnotherMachineIsRefused()
{
    RunFixture fixture;
    fixture.provider.baseUrl = "http://192.0.2.1/v1";
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().message.find("192.0.2.1") != std::string::npos,
             outcome.error().message.c_str());
    QVERIFY(fixture.calls().empty());
}

void TestContractConnections::absentServerIsWaitedFor()
{
    RunFixture fixture;
    fixture.options.parallel = 4;
    fixture.options.retry.maxRetries = 0; // waiting counts against no question
    const int port = fixture.server.port();
    fixture.server.goAway();
    const std::string expected = "for the server at 127.0.0.1:" + std::to_string(port)
                                 + ", which does not answer";
    int told = 0;
    fixture.onStatus = [&](const LlmRunStatus &status) {
        if (status.waiting == expected && ++told == 3)
            fixture.server.listenAgain();
    };
    // Some news every now and then, for the listener to be told.
    const auto outcome = fixture.run(runQuestionsAbout(12));
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QVERIFY(told >= 3);
    QCOMPARE(outcome->status.done, 12);
    QCOMPARE(outcome->status.failed, 0);
    QVERIFY(!outcome->stopped);
    QCOMPARE(fixture.chats().size(), std::size_t(12));
    QCOMPARE(fixture.replies().size(), std::size_t(12));
    // Looked for with the list of models, which costs nothing.
    const auto all = fixture.server.requests();
    QVERIFY(std::any_of(all.begin(), all.end(), [](const ReceivedRequest &request) {
        return request.method == "GET" && request.path == "/v1/models";
    }));
    QVERIFY(outcome->status.failures.at("network") <= 4);
}

void TestContractConnections::serverThatGoesAwayIsWaitedFor()
{
    RunFixture fixture;
    fixture.options.parallel = 8;
    std::atomic<bool> isGone = false;
    const Script answer = answeringScript();
    fixture.server.setScript([&, answer](const ReceivedRequest &request) {
        ScriptedReply reply = answer(request);
        reply.delay = 0.02;
        return reply;
    });
    std::thread back;
    fixture.onStatus = [&](const LlmRunStatus &status) {
        if (status.done >= 10 && !isGone.exchange(true)) {
            fixture.server.goAway();
            back = std::thread([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(1500));
                fixture.server.listenAgain();
            });
        }
    };
    const auto questions = runQuestionsAbout(100);
    const auto outcome = fixture.run(questions);
    QVERIFY(back.joinable());
    back.join();
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QCOMPARE(outcome->status.done, 100);
    QCOMPARE(outcome->status.failed, 0);
    QVERIFY(!outcome->stopped);
    QCOMPARE(fixture.replies().size(), std::size_t(100));
    double cost = 0.0;
    for (const LlmQuestion &question : questions)
        cost += answerCost(fixture, question.prompt);
    QVERIFY(std::abs(*outcome->status.cost - cost) < 1e-9);
    // What was answered completely was not asked again, but for replies that were lost on the way.
    QVERIFY(fixture.chats().size() <= std::size_t(100 + 8));
}

void TestContractConnections::unknownHostIsWaitedForUntilCancelled()
{
    RunFixture fixture;
    fixture.provider.baseUrl = "https://no-such-host.invalid/v1";
    fixture.onStatus = [&](const LlmRunStatus &status) {
        if (!status.waiting.empty())
            fixture.job.cancel();
    };
    const auto outcome = fixture.run(runQuestionsAbout(3));
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QVERIFY(std::any_of(
        fixture.statuses.begin(), fixture.statuses.end(), [](const LlmRunStatus &status) {
            return status.waiting == "for the network: no-such-host.invalid was not found";
        }));
    QVERIFY(outcome->stopped);
    QVERIFY(outcome->stopped->code == ErrorCode::Cancelled);
    QCOMPARE(outcome->status.failed, 0);
    for (const LlmAnswer &answer : outcome->answers)
        QVERIFY(answer.samples[0].missing);
}

void TestContractConnections::silentServiceIsATimeout()
{
    RunFixture fixture;
    fixture.options.timeouts = {60.0, 0.2};
    fixture.server.enqueue({cut(ScriptedReply::Ending::Silence)});
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    QCOMPARE(outcome->status.done, 1);
    QCOMPARE(fixture.calls().at(0).failure, std::string("timeout"));
    QVERIFY(fixture.calls().at(0).problem.find("sent nothing for 0.2 seconds")
            != std::string::npos);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"timeout", 1}}));
}

QTEST_GUILESS_MAIN(TestContractConnections)
#include "tst_contract_connections.moc"
