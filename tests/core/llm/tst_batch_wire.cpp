// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/batch_results.h"
#include "core/llm/batch_wire.h"
#include "tests/core/llm/batch_fixture.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const Provider openAi = batchProvider(Shape::OpenAi, "https://api.example.org");
const Provider anthropic = batchProvider(Shape::Anthropic, "https://api.example.org");

std::string header(const HttpRequest &request, const std::string &name)
{
    for (const auto &[key, value] : request.headers) {
        if (key == name)
            return value;
    }
    return {};
}

std::vector<std::string> linesOf(const std::vector<std::string> &pieces)
{
    std::vector<std::string> lines;
    const auto use = [&](std::string_view line) { lines.emplace_back(line); };
    LineSplitter splitter;
    for (const std::string &piece : pieces)
        splitter.feed(piece, use);
    splitter.finish(use);
    return lines;
}

} // namespace

class TestBatchWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uploadHoldsARequestALine();
    void anthropicBodyHoldsAllRequests();
    void fileGoesUpAsAForm();
    void boundaryIsNotInTheFile();
    void batchIsCreatedWithItsMarker();
    void addressesAreTheServices();
    void idThatLeadsElsewhereIsNone_data();
    void idThatLeadsElsewhereIsNone();
    void statesAreUnderstood_data();
    void statesAreUnderstood();
    void listIsReadPageByPage();
    void timesAreUnderstood_data();
    void timesAreUnderstood();
    void linesAreCutWhereverTheyAreSplit();
    void resultLinesAreUnderstood_data();
    void resultLinesAreUnderstood();
    void readingIsKept();
};

void TestBatchWire::uploadHoldsARequestALine()
{
    const std::vector<BatchRequest> requests = {{"m-0", "k", "", 0, 0, R"({"n":2})"},
                                                {"m-0", "k", "", 1, 0, ""},
                                                {"m-1", "k", "", 0, 0, R"({"a":"\n"})"}};
    QCOMPARE(batchUpload(openAi, requests),
             std::string(R"({"custom_id":"m-0","method":"POST","url":"/v1/chat/completions",)"
                         R"("body":{"n":2}})"
                         "\n"
                         R"({"custom_id":"m-1","method":"POST","url":"/v1/chat/completions",)"
                         R"("body":{"a":"\n"}})"
                         "\n"));
}

void TestBatchWire::anthropicBodyHoldsAllRequests()
{
    const std::vector<BatchRequest> requests = {{"m-0", "k", "", 0, 0, R"({"a":1})"},
                                                {"m-1", "k", "", 0, 0, R"({"b":2})"}};
    QCOMPARE(batchUpload(anthropic, requests),
             std::string(R"({"requests":[{"custom_id":"m-0","params":{"a":1}},)"
                         R"({"custom_id":"m-1","params":{"b":2}}]})"));
}

void TestBatchWire::fileGoesUpAsAForm()
{
    const HttpRequest request = uploadRequest(openAi, "auspex-1", "{}\n");
    QCOMPARE(request.method, std::string("POST"));
    QCOMPARE(request.url, std::string("https://api.example.org/v1/files"));
    QCOMPARE(request.keyHeader.first, std::string("Authorization"));
    QCOMPARE(header(request, "Content-Type"),
             std::string("multipart/form-data; boundary=auspex-1"));
    QCOMPARE(request.body, std::string("--auspex-1\r\n"
                                       "Content-Disposition: form-data; name=\"purpose\"\r\n\r\n"
                                       "batch\r\n"
                                       "--auspex-1\r\n"
                                       "Content-Disposition: form-data; name=\"file\"; "
                                       "filename=\"auspex-1.jsonl\"\r\n"
                                       "Content-Type: application/jsonl\r\n\r\n"
                                       "{}\n\r\n"
                                       "--auspex-1--\r\n"));
}

void TestBatchWire::boundaryIsNotInTheFile()
{
    const std::string upload = "\r\n--auspex-1\r\n--auspex-1x\r\n";
    const HttpRequest request = uploadRequest(openAi, "auspex-1", upload);
    const std::string type = header(request, "Content-Type");
    const std::string boundary = type.substr(type.find("boundary=") + 9);
    QVERIFY2(boundary.size() > 9, boundary.c_str());
    QVERIFY(upload.find("--" + boundary) == std::string::npos);
    QVERIFY(request.body.find("\r\n\r\n" + upload + "\r\n--" + boundary + "--")
            != std::string::npos);
}

void TestBatchWire::batchIsCreatedWithItsMarker()
{
    const HttpRequest request = createBatchRequest(openAi, "auspex-1", "file-9", {});
    QCOMPARE(request.url, std::string("https://api.example.org/v1/batches"));
    QCOMPARE(request.body,
             std::string(R"({"input_file_id":"file-9","endpoint":"/v1/chat/completions",)"
                         R"("completion_window":"24h","metadata":{"auspex_batch":"auspex-1"}})"));
    QCOMPARE(header(request, "Idempotency-Key"), std::string("auspex-1"));
    const HttpRequest other = createBatchRequest(anthropic, "auspex-1", {}, R"({"requests":[]})");
    QCOMPARE(other.url, std::string("https://api.example.org/v1/messages/batches"));
    QCOMPARE(other.body, std::string(R"({"requests":[]})"));
    QCOMPARE(header(other, "anthropic-version"), std::string("2023-06-01"));
    QCOMPARE(other.keyHeader.second, std::string());
}

void TestBatchWire::addressesAreTheServices()
{
    RemoteBatch remote;
    remote.id = "b1";
    remote.resultFiles = {"f1", "f2"};
    const auto urls = [&](const Provider &provider) {
        std::vector<std::string> all = {
            batchRequest(provider, "b1").url, cancelBatchRequest(provider, "b1").url,
            listBatchesRequest(provider).url, listBatchesRequest(provider, "b7").url};
        for (const HttpRequest &request : resultRequests(provider, remote))
            all.push_back(request.url);
        return all;
    };
    const std::string base = "https://api.example.org/v1";
    QVERIFY(urls(openAi)
            == (std::vector<std::string>{base + "/batches/b1", base + "/batches/b1/cancel",
                                         base + "/batches?limit=100",
                                         base + "/batches?limit=100&after=b7",
                                         base + "/files/f1/content", base + "/files/f2/content"}));
    const std::string batches = base + "/messages/batches";
    QVERIFY(urls(anthropic)
            == (std::vector<std::string>{batches + "/b1", batches + "/b1/cancel",
                                         batches + "?limit=100", batches + "?limit=100&after_id=b7",
                                         batches + "/b1/results"}));
    Provider versioned = openAi;
    versioned.apiVersion = "preview";
    QCOMPARE(batchRequest(versioned, "b1").url, base + "/batches/b1?api-version=preview");
    QCOMPARE(listBatchesRequest(versioned).url, base + "/batches?limit=100&api-version=preview");
}

void TestBatchWire::idThatLeadsElsewhereIsNone_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {"", "../files", "a/b", "a?b", "a#b", "a b", "a%2Fb", "http:"})
        QTest::newRow(id) << QByteArray(id);
}

void TestBatchWire::idThatLeadsElsewhereIsNone()
{
    QFETCH(QByteArray, id);
    const nlohmann::json batch = {
        {"id", id.toStdString()}, {"status", "completed"}, {"output_file_id", id.toStdString()}};
    QVERIFY(!uploadedFile(batch.dump()));
    QVERIFY(!remoteBatch(openAi, batch.dump()));
    nlohmann::json good = batch;
    good["id"] = "batch_1";
    QVERIFY(remoteBatch(openAi, good.dump()));
    QCOMPARE(remoteBatch(openAi, good.dump())->resultFiles.size(), 0U);
}

void TestBatchWire::statesAreUnderstood_data()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("isCancelled");
    const auto row = [](bool isAnthropic, const char *status, RemoteBatch::State state,
                        bool isCancelled = false) {
        QTest::addRow("%s %s", isAnthropic ? "anthropic" : "openai", status)
            << isAnthropic << QString::fromLatin1(status) << static_cast<int>(state) << isCancelled;
    };
    using State = RemoteBatch::State;
    for (const char *status : {"validating", "in_progress", "finalizing", "something new"})
        row(false, status, State::InProgress);
    row(false, "cancelling", State::InProgress, true);
    row(false, "completed", State::Ended);
    row(false, "expired", State::Ended);
    row(false, "cancelled", State::Ended, true);
    row(false, "failed", State::Failed);
    row(true, "in_progress", State::InProgress);
    row(true, "canceling", State::InProgress, true);
    row(true, "ended", State::Ended);
}

void TestBatchWire::statesAreUnderstood()
{
    QFETCH(bool, isAnthropic);
    QFETCH(QString, status);
    QFETCH(int, state);
    QFETCH(bool, isCancelled);
    nlohmann::json json = {{"id", "b1"},
                           {isAnthropic ? "processing_status" : "status", status.toStdString()}};
    json["request_counts"]
        = isAnthropic ? nlohmann::json(
              {{"processing", 2}, {"succeeded", 5}, {"errored", 1}, {"expired", 1}})
                      : nlohmann::json({{"total", 9}, {"completed", 5}, {"failed", 2}});
    const auto batch = remoteBatch(isAnthropic ? anthropic : openAi, json.dump());
    QVERIFY(batch);
    QCOMPARE(static_cast<int>(batch->state), state);
    QCOMPARE(batch->isCancelled, isCancelled);
    QCOMPARE(batch->requests, 9);
    QCOMPARE(batch->finished, 7);
    QVERIFY(!remoteBatch(isAnthropic ? openAi : anthropic, json.dump()));
}

void TestBatchWire::listIsReadPageByPage()
{
    const auto page = remoteBatchPage(openAi, R"({"data":[
        {"id":"b2","status":"completed","created_at":1767225600,"metadata":{"auspex_batch":"m2"}},
        {"id":"b1","status":"failed","metadata":null,
         "errors":{"data":[{"message":"Too many lines."}]}}],"has_more":true})");
    QVERIFY(page);
    QCOMPARE(page->batches.size(), 2U);
    QCOMPARE(page->batches[0].marker, std::string("m2"));
    QCOMPARE(page->batches[0].createdAt, 1767225600);
    QCOMPARE(page->batches[1].problem, std::string("Too many lines."));
    QCOMPARE(page->after, std::string("b1"));
    QCOMPARE(remoteBatchPage(openAi, R"({"data":[],"has_more":true})")->after, std::string());
    QVERIFY(!remoteBatchPage(openAi, "<html>"));
}

void TestBatchWire::timesAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char *text, qint64 seconds) {
        QTest::newRow(text) << QByteArray(text) << seconds;
    };
    row("1970-01-01T00:00:00Z", 0);
    row("2026-01-01T00:00:00.000Z", 1767225600);
    row("2024-02-29T12:34:56.104250+00:00", 1709210096);
    row("2024-02-30T12:34:56Z", -1);
    row("2024-02-29", -1);
    row("yesterday at twelve o'clock", -1);
    row("", -1);
}

void TestBatchWire::timesAreUnderstood()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    QCOMPARE(secondsOfUtc(text.toStdString()).value_or(-1), seconds);
}

void TestBatchWire::linesAreCutWhereverTheyAreSplit()
{
    using Lines = std::vector<std::string>;
    const std::string text = "{\"a\":1}\n\n{\"b\":\"Ω\"}\r\nlast";
    const Lines expected = {"{\"a\":1}", "{\"b\":\"Ω\"}", "last"};
    for (std::size_t at = 0; at <= text.size(); ++at)
        QVERIFY(linesOf({text.substr(0, at), text.substr(at)}) == expected);
    std::vector<std::string> bytes;
    for (const char c : text)
        bytes.emplace_back(1, c);
    QVERIFY(linesOf(bytes) == expected);
    QVERIFY(linesOf({"", "\n\n"}).empty());
}

void TestBatchWire::resultLinesAreUnderstood_data()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("kind"); // -1: no result
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, bool isAnthropic, const char *line,
                        std::optional<BatchResult::Kind> kind, int status, const char *body) {
        QTest::newRow(name) << isAnthropic << QByteArray(line)
                            << (kind ? static_cast<int>(*kind) : -1) << status << QByteArray(body);
    };
    using Kind = BatchResult::Kind;
    row("answered", false,
        R"({"id":"x","custom_id":"c","response":{"status_code":200,"request_id":"r",)"
        R"("body":{"z":1,"a":[2.50,"Ω"]}},"error":null})",
        Kind::Answered, 200, R"({"z":1,"a":[2.5,"Ω"]})");
    row("refused", false,
        R"({"custom_id":"c","response":{"status_code":400,"body":{"error":{"message":"m"}}}})",
        Kind::Answered, 400, R"({"error":{"message":"m"}})");
    row("error of its own", false,
        R"({"custom_id":"c","response":null,"error":{"code":"odd","message":"m"}})", Kind::Answered,
        0, R"({"error":{"code":"odd","message":"m"}})");
    row("expired", false,
        R"({"custom_id":"c","response":null,"error":{"code":"batch_expired","message":"m"}})",
        Kind::Expired, 0, R"({"error":{"code":"batch_expired","message":"m"}})");
    row("succeeded", true,
        R"({"custom_id":"c","result":{"type":"succeeded","message":{"id":"m","content":[]}}})",
        Kind::Answered, 200, R"({"id":"m","content":[]})");
    row("errored", true,
        R"({"custom_id":"c","result":{"type":"errored","error":{"type":"error","error":)"
        R"({"type":"invalid_request_error","message":"m"}}}})",
        Kind::Answered, 0,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"m"}})");
    row("expired there", true, R"({"custom_id":"c","result":{"type":"expired"}})", Kind::Expired,
        200, "");
    row("canceled", true, R"({"custom_id":"c","result":{"type":"canceled"}})", Kind::Cancelled, 200,
        "");
    row("cut off", false, R"({"custom_id":"c","response":{"status_code":200,"bo)", {}, 0, "");
    row("without an id", false, R"({"response":{"status_code":200,"body":{}}})", {}, 0, "");
    row("without a result", true, R"({"custom_id":"c","result":{"type":"new"}})", {}, 0, "");
    row("a list", false, R"(["custom_id"])", {}, 0, "");
}

void TestBatchWire::resultLinesAreUnderstood()
{
    QFETCH(bool, isAnthropic);
    QFETCH(QByteArray, line);
    QFETCH(int, kind);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto result = batchResult(isAnthropic ? ApiFamily::Anthropic : ApiFamily::OpenAi,
                                    line.toStdString());
    QCOMPARE(result.has_value(), kind >= 0);
    if (!result)
        return;
    QCOMPARE(result->customId, std::string("c"));
    QCOMPARE(static_cast<int>(result->kind), kind);
    QCOMPARE(result->status, status);
    QCOMPARE(result->body, body.toStdString());
}

void TestBatchWire::readingIsKept()
{
    const BatchReading reading = {{false, true, 1.0, 50.0}, 99};
    const BatchReading kept = batchReadingOf({{"reading", batchReadingJson(reading)}});
    QCOMPARE(kept.answers.tolerant, false);
    QCOMPARE(kept.answers.json, true);
    QCOMPARE(kept.answers.lowest, 1.0);
    QCOMPARE(kept.answers.highest, 50.0);
    QCOMPARE(kept.maxTokens, 99);
    const BatchReading otherwise = batchReadingOf(nlohmann::json::object());
    QCOMPARE(otherwise.answers.tolerant, true);
    QCOMPARE(otherwise.answers.highest, 100.0);
}

QTEST_GUILESS_MAIN(TestBatchWire)
#include "tst_batch_wire.moc"
