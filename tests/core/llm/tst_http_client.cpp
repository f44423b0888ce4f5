// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "core/llm/http_client.h"
#include "core/llm/http_failure.h"
#include "tests/core/llm/http_requests.h"
#include "tests/support/contract_shapes.h"

using namespace auspex;
using namespace auspex::test;

namespace {

ScriptedReply ending(ScriptedReply::Ending ending, std::string body = "{}", std::size_t after = 0)
{
    ScriptedReply reply;
    reply.body = std::move(body);
    reply.ending = ending;
    reply.cutAfter = after;
    return reply;
}

} // namespace

class TestHttpClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsBodyHeadersAndKey();
    void statusOfAnErrorIsAReply();
    void cutConnectionIsNotSentAgainUnseen_data();
    void cutConnectionIsNotSentAgainUnseen();
    void cutInTheBodyKeepsWhatCame();
    void lengthThatWasAnnouncedHasToCome_data();
    void lengthThatWasAnnouncedHasToCome();
    void resetIsNeverAWholeReply();
    void refusalWhoseTextIsCutIsARefusal();
    void closedIdleConnectionDoesNoHarm();
    void silenceEndsTheRequest();
    void trickleEndsAtTheDeadline();
    void refusedConnectionSaysWhere();
    void unknownHostIsTheNetwork();
    void compressedBodyIsUnpacked();
    void endlessBodyIsGivenUp();
    void notHttpIsABadReply();
    void manyAreUnderWayAtOnce();
    void chunksComeAsTheyAreSent();
    void chunkMayAbortItsRequest();
    void abortCallsBackOnce();
    void deletedClientCallsNobody();
    void cancelledJobEndsTheWait();
};

void TestHttpClient::sendsBodyHeadersAndKey()
{
    ContractServer server(answeringScript());
    QVERIFY(server.port() > 0);
    const HttpRequest request = chatTo(server.url("/v1/chat/completions"));
    const HttpOutcome outcome = post(request);
    QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
    QCOMPARE(outcome->status, 200);
    QCOMPARE(*headerValue(outcome->headers, "x-request-id"), std::string("req_test"));
    QVERIFY(outcome->body.find(scoreOf("BLEU: ")) != std::string::npos);
    QVERIFY(outcome->seconds > 0.0);

    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(1));
    QCOMPARE(requests[0].method, std::string("POST"));
    QCOMPARE(requests[0].path, std::string("/v1/chat/completions"));
    QCOMPARE(requests[0].body, request.body);
    QCOMPARE(*requests[0].header("authorization"), "Bearer " + testKey.reveal());
    QCOMPARE(*requests[0].header("content-type"), std::string("application/json"));
    QCOMPARE(*requests[0].header("x-client"), std::string("a test"));
    QVERIFY(requests[0].header("user-agent")->starts_with("Auspex/"));
    QTRY_VERIFY(server.requests()[0].answered);
}

void TestHttpClient::statusOfAnErrorIsAReply()
{
    ScriptedReply reply = errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded",
                                     "Slow down.");
    reply.headers.emplace_back("Retry-After", "7");
    ContractServer server(always(reply));
    for (const int status : {400, 401, 403, 404, 429, 500, 503, 529}) {
        reply.status = status;
        server.setScript(always(reply));
        const HttpOutcome outcome = post(chatTo(server.url()));
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome->status, status);
        QCOMPARE(*headerValue(outcome->headers, "retry-after"), std::string("7"));
        QCOMPARE(outcome->body, reply.body);
    }
    QCOMPARE(server.requests().size(), std::size_t(8));
}

void TestHttpClient::cutConnectionIsNotSentAgainUnseen_data()
{
    QTest::addColumn<int>("how");
    QTest::addColumn<bool>("keptAlive");
    using Ending = ScriptedReply::Ending;
    QTest::newRow("reset, new connection") << static_cast<int>(Ending::ResetUnsaid) << false;
    QTest::newRow("closed, new connection") << static_cast<int>(Ending::CloseUnsaid) << false;
    QTest::newRow("reset, used connection") << static_cast<int>(Ending::ResetUnsaid) << true;
    QTest::newRow("closed, used connection") << static_cast<int>(Ending::CloseUnsaid) << true;
}

// Qt would send a POST again by itself, up to three times, and the service charge for each.
void TestHttpClient::cutConnectionIsNotSentAgainUnseen()
{
    QFETCH(int, how);
    QFETCH(bool, keptAlive);
    ContractServer server(always(ending(static_cast<ScriptedReply::Ending>(how))));
    HttpClient client(1);
    std::vector<HttpOutcome> outcomes;
    const auto send = [&] {
        client.send(chatTo(server.url()), testKey, false, {},
                    [&](HttpOutcome outcome) { outcomes.push_back(std::move(outcome)); });
    };
    if (keptAlive) {
        server.enqueue({ending(ScriptedReply::Ending::KeepAlive)});
        send();
        QTRY_COMPARE(outcomes.size(), std::size_t(1));
        QVERIFY(outcomes.back());
    }
    send();
    const std::size_t sent = keptAlive ? 2 : 1;
    QTRY_COMPARE(outcomes.size(), sent);
    QVERIFY(!outcomes.back());
    QVERIFY(outcomes.back().error().kind == FailureKind::Network);
    QCOMPARE(outcomes.back().error().code, std::string("cut"));
    QVERIFY(outcomes.back().error().retry);
    QTest::qWait(50);
    QCOMPARE(server.requests().size(), sent);
}

void TestHttpClient::cutInTheBodyKeepsWhatCame()
{
    ContractServer server(
        always(ending(ScriptedReply::Ending::Reset, R"({"choices":[{"message":)", 12)));
    const HttpOutcome outcome = post(chatTo(server.url()));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Network);
    QCOMPARE(outcome.error().code, std::string("cut"));
    QCOMPARE(outcome.error().status, 200);
    QCOMPARE(outcome.error().raw, std::string(R"({"choices":[)"));
    QCOMPARE(text(outcome.error().message),
             text("The connection to 127.0.0.1:" + std::to_string(server.port())
                  + " was cut before the whole reply came."));
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void TestHttpClient::lengthThatWasAnnouncedHasToCome_data()
{
    QTest::addColumn<QString>("length");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("received");
    QTest::addColumn<bool>("contradicts");
    QTest::newRow("whole") << "12"
                           << "" << 12 << false;
    QTest::newRow("short") << "12"
                           << "" << 11 << true;
    QTest::newRow("nothing came") << "12"
                                  << "" << 0 << true;
    QTest::newRow("not announced") << ""
                                   << "" << 5 << false;
    QTest::newRow("unpacked on the way") << "12"
                                         << "gzip" << 40 << false;
    QTest::newRow("not packed, and said so") << "12"
                                             << "identity" << 11 << true;
    QTest::newRow("no number") << "twelve"
                               << "" << 5 << false;
}

void TestHttpClient::lengthThatWasAnnouncedHasToCome()
{
    QFETCH(QString, length);
    QFETCH(QString, encoding);
    QFETCH(int, received);
    Headers headers;
    if (!length.isEmpty())
        headers.emplace_back("content-length", length.toStdString());
    if (!encoding.isEmpty())
        headers.emplace_back("content-encoding", encoding.toStdString());
    QTEST(contradictsLength(headers, static_cast<std::size_t>(received)), "contradicts");
}

void TestHttpClient::resetIsNeverAWholeReply()
{
    ContractServer server(
        always(ending(ScriptedReply::Ending::Reset, std::string(200'000, 'x'), 100'000)));
    constexpr int parallel = 12;
    int cut = 0;
    int left = 10 * parallel;
    QEventLoop loop;
    HttpClient client(parallel);
    for (int i = left; i > 0; --i)
        client.send(chatTo(server.url()), testKey, false, {}, [&](const HttpOutcome &outcome) {
            cut += !outcome && outcome.error().code == "cut" ? 1 : 0;
            if (--left == 0)
                loop.quit();
        });
    loop.exec();
    QCOMPARE(cut, 10 * parallel);
}

void TestHttpClient::refusalWhoseTextIsCutIsARefusal()
{
    ScriptedReply reply = ending(ScriptedReply::Ending::Reset, R"({"error":{"code":"x"}})", 10);
    reply.status = 429;
    ContractServer server(always(reply));
    const HttpOutcome outcome = post(chatTo(server.url()));
    QVERIFY(outcome);
    QCOMPARE(outcome->status, 429);
    QCOMPARE(outcome->body, std::string(R"({"error":{)"));
}

void TestHttpClient::closedIdleConnectionDoesNoHarm()
{
    ContractServer server(answeringScript());
    HttpClient client(1);
    int replies = 0;
    for (int i = 0; i < 5; ++i) {
        client.send(chatTo(server.url("/v1/chat/completions")), testKey, false, {},
                    [&](const HttpOutcome &outcome) { replies += outcome ? 1 : 0; });
        QTRY_COMPARE(replies, i + 1);
        server.closeIdleConnections();
        QTest::qWait(20);
    }
    QCOMPARE(server.requests().size(), std::size_t(5));
    QCOMPARE(server.connections(), 5);
}

void TestHttpClient::silenceEndsTheRequest()
{
    ContractServer server(always(ending(ScriptedReply::Ending::Silence)));
    const HttpOutcome outcome = post(chatTo(server.url()), {.total = 60.0, .silence = 0.2});
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Timeout);
    QVERIFY(outcome.error().retry);
    QCOMPARE(text(outcome.error().message),
             text("127.0.0.1:" + std::to_string(server.port())
                  + " sent nothing for 0.2 seconds; the request was given "
                    "up."));
}

void TestHttpClient::trickleEndsAtTheDeadline()
{
    ScriptedReply reply;
    for (int i = 0; i < 200; ++i)
        reply.pieces.push_back({"data: x\n", 0.05});
    ContractServer server(always(reply));
    const HttpOutcome outcome = post(chatTo(server.url()), {.total = 0.5, .silence = 5.0});
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Timeout);
    QCOMPARE(outcome.error().code, std::string("deadline"));
    QVERIFY(outcome.error().raw.starts_with("data: x\n"));
}

void TestHttpClient::refusedConnectionSaysWhere()
{
    ContractServer server(answeringScript());
    const int port = server.port();
    server.goAway();
    const HttpOutcome outcome = post(chatTo(server.url()));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Network);
    QCOMPARE(outcome.error().code, std::string("refused"));
    QVERIFY(outcome.error().retry);
    QCOMPARE(text(outcome.error().message),
             text("No server answers at 127.0.0.1:" + std::to_string(port)
                  + " on this computer; start it, or check the port."));
}

void TestHttpClient::unknownHostIsTheNetwork()
{
    const HttpOutcome outcome = post(chatTo("https://no-such-host.invalid/v1"));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Network);
    QCOMPARE(outcome.error().code, std::string("host_unknown"));
    QVERIFY(outcome.error().message.find("no-such-host.invalid") != std::string::npos);
}

void TestHttpClient::compressedBodyIsUnpacked()
{
    const std::string body = chatBody(Shape::OpenAi, {});
    const QByteArray packed = qCompress(QByteArray::fromStdString(body)).mid(4); // zlib's format
    ScriptedReply reply;
    reply.headers = {{"Content-Encoding", "deflate"}};
    reply.body = packed.toStdString();
    ContractServer server(always(reply));
    const HttpOutcome outcome = post(chatTo(server.url()));
    QVERIFY(outcome);
    QCOMPARE(outcome->body, body);
}

void TestHttpClient::endlessBodyIsGivenUp()
{
    ScriptedReply reply;
    reply.pieces.assign(80, {std::string(std::size_t(1) << 20U, 'x'), 0.0});
    ContractServer server(always(reply));
    const HttpOutcome outcome = post(chatTo(server.url()));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::BadReply);
    QCOMPARE(outcome.error().code, std::string("too_large"));
    QVERIFY(outcome.error().message.find("64 MiB") != std::string::npos);
}

void TestHttpClient::notHttpIsABadReply()
{
    // A server that speaks first and something else, as mail servers do.
    QTcpServer mail;
    QVERIFY(mail.listen(QHostAddress::LocalHost));
    QObject::connect(&mail, &QTcpServer::newConnection, &mail, [&] {
        QTcpSocket *socket = mail.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write("220 mail.example.org ESMTP\r\n");
            socket->disconnectFromHost();
        });
    });
    const HttpOutcome outcome = post(
        chatTo("http://127.0.0.1:" + std::to_string(mail.serverPort())));
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().kind == FailureKind::BadReply
                 || outcome.error().kind == FailureKind::Network,
             outcome.error().message.c_str());
}

void TestHttpClient::manyAreUnderWayAtOnce()
{
    // Nobody is answered before all have asked.
    constexpr int parallel = 32;
    ContractServer server([](const ReceivedRequest &) {
        ScriptedReply reply;
        reply.body = "{}";
        reply.delay = 0.5;
        return reply;
    });
    HttpClient client(parallel);
    int replies = 0;
    int underWay = 0;
    server.setAnsweredListener([&](const ReceivedRequest &first) {
        if (first.number == 0)
            underWay = static_cast<int>(server.requests().size());
    });
    for (int i = 0; i < parallel; ++i)
        client.send(chatTo(server.url()), testKey, false, {},
                    [&](const HttpOutcome &outcome) { replies += outcome ? 1 : 0; });
    QTRY_COMPARE(replies, parallel);
    QCOMPARE(underWay, parallel);
    QCOMPARE(server.connections(), parallel);
}

void TestHttpClient::chunksComeAsTheyAreSent()
{
    ScriptedReply reply;
    reply.pieces = {{"one", 0.0}, {"two", 0.1}, {"three", 0.1}};
    ContractServer server(always(reply));
    std::vector<std::string> chunks;
    Job job;
    const HttpOutcome outcome = fetch(chatTo(server.url()), testKey, false, {}, job,
                                      [&](std::string_view chunk) { chunks.emplace_back(chunk); });
    QVERIFY(outcome);
    QVERIFY(outcome->body.empty());
    QCOMPARE(chunks, (std::vector<std::string>{"one", "two", "three"}));
    // An error's text is no chunk.
    reply.status = 500;
    server.setScript(always(reply));
    chunks.clear();
    const HttpOutcome refused = fetch(chatTo(server.url()), testKey, false, {}, job,
                                      [&](std::string_view chunk) { chunks.emplace_back(chunk); });
    QVERIFY(refused);
    QCOMPARE(refused->body, std::string("onetwothree"));
    QVERIFY(chunks.empty());
}

void TestHttpClient::chunkMayAbortItsRequest()
{
    ScriptedReply reply;
    reply.pieces.assign(100, {"data: {}\n\n", 0.02});
    ContractServer server(always(reply));
    HttpClient client(1);
    int done = 0;
    int id = 0;
    id = client.send(
        chatTo(server.url()), testKey, false, {},
        [&](const HttpOutcome &outcome) {
            ++done;
            QVERIFY(!outcome && outcome.error().kind == FailureKind::Cancelled);
        },
        [&](std::string_view) { client.abort(id); });
    QTRY_COMPARE(done, 1);
    QTest::qWait(50);
    QCOMPARE(done, 1);
}

void TestHttpClient::abortCallsBackOnce()
{
    ContractServer server(always(ending(ScriptedReply::Ending::Silence)));
    HttpClient client(4);
    std::vector<FailureKind> kinds;
    for (int i = 0; i < 4; ++i)
        client.send(chatTo(server.url()), testKey, false, {}, [&](const HttpOutcome &outcome) {
            kinds.push_back(outcome ? FailureKind::Other : outcome.error().kind);
        });
    QTRY_COMPARE(server.requests().size(), std::size_t(4));
    QVERIFY(kinds.empty());
    client.abortAll();
    QCOMPARE(kinds, std::vector<FailureKind>(4, FailureKind::Cancelled));
    client.abort(1);
    client.abort(77);
    QTest::qWait(50);
    QCOMPARE(kinds.size(), std::size_t(4));
}

void TestHttpClient::deletedClientCallsNobody()
{
    ContractServer server(always(ending(ScriptedReply::Ending::Silence)));
    int called = 0;
    {
        HttpClient client(2);
        for (int i = 0; i < 2; ++i)
            client.send(chatTo(server.url()), testKey, false, {},
                        [&](const HttpOutcome &) { ++called; });
        client.send(chatTo("nonsense"), testKey, false, {}, [&](const HttpOutcome &) { ++called; });
        QTRY_COMPARE(server.requests().size(), std::size_t(2));
        called = 0;
    }
    QTest::qWait(50);
    QCOMPARE(called, 0);
}

void TestHttpClient::cancelledJobEndsTheWait()
{
    ContractServer server(always(ending(ScriptedReply::Ending::Silence)));
    Job job;
    std::thread other([&] {
        while (server.requests().empty())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        job.cancel();
    });
    const HttpOutcome outcome = fetch(chatTo(server.url()), testKey, false, {}, job);
    other.join();
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Cancelled);
    // Before it began: nothing is sent.
    QVERIFY(!fetch(chatTo(server.url()), testKey, false, {}, job));
    QCOMPARE(server.requests().size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
