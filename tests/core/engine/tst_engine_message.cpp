// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <system_error>

#include <QtTest>

#include "core/engine/message.h"

using namespace auspex;
using namespace auspex::engine;

class TestEngineMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestSurvivesTheLine();
    void errorSurvivesTheLine();
    void badLineIsExplained_data();
    void badLineIsExplained();
    void invalidUtf8IsMadeValid();
    void fullDiskHasItsOwnNumber();
    void everyErrorCodeComesBack();
    void linesAreCutWhereverTheBytesAre();
    void longLineIsThrownAwayAndTheNextOneRead();
};

void TestEngineMessage::requestSurvivesTheLine()
{
    const std::string line = lineOf(Request{"a", "supernet/score", {{"text", "two\nlines"}}});
    QCOMPARE(line.find('\n'), line.size() - 1);
    const auto message = messageOf(line);
    QVERIFY(message);
    const auto *request = std::get_if<Request>(&*message);
    QVERIFY(request);
    QCOMPARE(request->id.get<std::string>(), std::string("a"));
    QCOMPARE(request->method, std::string("supernet/score"));
    QCOMPARE(request->parameters.at("text").get<std::string>(), std::string("two\nlines"));
}

void TestEngineMessage::errorSurvivesTheLine()
{
    WireError error{static_cast<int>(WireCode::WrongProtocol), "A sentence.", "detail", 3};
    const auto message = messageOf(lineOf(Response{7, tl::make_unexpected(error)}));
    QVERIFY(message);
    const auto *response = std::get_if<Response>(&*message);
    QVERIFY(response && !response->outcome);
    QCOMPARE(response->id.get<int>(), 7);
    QCOMPARE(response->outcome.error().code, -32001);
    QCOMPARE(response->outcome.error().message, std::string("A sentence."));
    QCOMPARE(response->outcome.error().detail, std::string("detail"));
    QCOMPARE(response->outcome.error().protocol.value_or(0), 3);
}

void TestEngineMessage::badLineIsExplained_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("no JSON") << QByteArray("{\"id\": 1") << -32700 << QByteArray("null");
    QTest::newRow("bad UTF-8") << QByteArray("{\"jsonrpc\": \"\xff\"}") << -32700
                               << QByteArray("null");
    QTest::newRow("batch") << QByteArray("[]") << -32600 << QByteArray("null");
    QTest::newRow("version") << QByteArray(R"({"id": 1, "method": "a"})") << -32600
                             << QByteArray("1");
    QTest::newRow("method") << QByteArray(R"({"jsonrpc": "2.0", "id": 1, "method": 2})") << -32600
                            << QByteArray("1");
    QTest::newRow("nothing") << QByteArray(R"({"jsonrpc": "2.0", "id": 1})") << -32600
                             << QByteArray("1");
    QTest::newRow("params") << QByteArray(
        R"({"jsonrpc": "2.0", "id": 1, "method": "a", "params": [1]})")
                            << -32602 << QByteArray("1");
    QTest::newRow("id") << QByteArray(R"({"jsonrpc": "2.0", "id": {}, "method": "a"})") << -32600
                        << QByteArray("null");
    QTest::newRow("error") << QByteArray(R"({"jsonrpc": "2.0", "id": 1, "error": "no"})") << -32600
                           << QByteArray("1");
}

void TestEngineMessage::badLineIsExplained()
{
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    QFETCH(QByteArray, id);
    const auto message = messageOf(line.toStdString());
    QVERIFY(!message);
    QCOMPARE(message.error().error.code, code);
    QCOMPARE(message.error().id.dump(), id.toStdString());
    QVERIFY(message.error().error.message.ends_with('.'));
}

void TestEngineMessage::invalidUtf8IsMadeValid()
{
    const std::string line = lineOf(Notification{"a", {{"text", "b\xff"}}});
    QVERIFY(messageOf(line));
}

void TestEngineMessage::fullDiskHasItsOwnNumber()
{
    const std::string full = std::system_category().message(ENOSPC);
    QCOMPARE(wireErrorOf({ErrorCode::Io, "The file a cannot be written (" + full + ").", {}}).code,
             8);
    QCOMPARE(wireErrorOf({ErrorCode::Io, "The file a cannot be written.", {}}).code, 3);
    QCOMPARE(errorOfWire({8, "m", {}, {}}).code, ErrorCode::Io);
}

void TestEngineMessage::everyErrorCodeComesBack()
{
    for (const ErrorCode code :
         {ErrorCode::InvalidInput, ErrorCode::NotFound, ErrorCode::Io, ErrorCode::ReadOnly,
          ErrorCode::Corrupt, ErrorCode::Cancelled, ErrorCode::Internal}) {
        const Error back = errorOfWire(wireErrorOf({code, "m", "d"}));
        QCOMPARE(back.code, code);
        QCOMPARE(back.message, std::string("m"));
        QCOMPARE(back.detail, std::string("d"));
    }
}

void TestEngineMessage::linesAreCutWhereverTheBytesAre()
{
    const std::string bytes = "one\n\n  \r\ntwo\r\nthree\nrest";
    for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
        LineSplitter splitter(100);
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < bytes.size(); i += piece) {
            splitter.add(std::string_view(bytes).substr(i, piece));
            while (const auto line = splitter.next())
                lines.push_back(line->text);
        }
        QCOMPARE(lines, (std::vector<std::string>{"one", "two", "three"}));
    }
}

void TestEngineMessage::longLineIsThrownAwayAndTheNextOneRead()
{
    LineSplitter splitter(10);
    splitter.add(std::string(8, 'a'));
    QVERIFY(!splitter.next());
    splitter.add(std::string(8, 'a'));
    QVERIFY(!splitter.next());
    splitter.add("aaaa\nshort\n" + std::string(11, 'b') + "\nend\n");
    QVERIFY(splitter.next()->isTooLong);
    QCOMPARE(splitter.next()->text, std::string("short"));
    QVERIFY(splitter.next()->isTooLong);
    QCOMPARE(splitter.next()->text, std::string("end"));
    QVERIFY(!splitter.next());
}

QTEST_GUILESS_MAIN(TestEngineMessage)
#include "tst_engine_message.moc"
