// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/chat_format.h"

using namespace auspex;
using nlohmann::json;

namespace {

Provider preset(const std::string &id)
{
    return findProvider(builtInProviders(), id).value();
}

std::string eventOf(const json &data)
{
    return "data: " + data.dump() + "\n\n";
}

json chunk(const json &delta, const json &finish = nullptr, int index = 0)
{
    return {{"id", "chatcmpl-1"},
            {"model", "gpt-4o"},
            {"system_fingerprint", "fp_a"},
            {"choices", {{{"index", index}, {"delta", delta}, {"finish_reason", finish}}}}};
}

/// What OpenAI sends: a role, the text, the end, the usage, [DONE]; with a letter of three bytes
/// and one of four.
std::string openAiStream()
{
    return ": ping\n\n" + eventOf(chunk({{"role", "assistant"}, {"content", ""}}))
           + eventOf(chunk({{"content", "25"}})) + ": ping\r\n\r\n"
           + eventOf(chunk({{"content", ".3 \xe2\x82\xac"}}))
           + eventOf(chunk({{"content", "\xf0\x9f\x98\x80"}}))
           + eventOf(chunk(json::object(), "stop"))
           + eventOf({{"id", "chatcmpl-1"},
                      {"choices", json::array()},
                      {"usage",
                       {{"prompt_tokens", 100},
                        {"completion_tokens", 4},
                        {"prompt_tokens_details", {{"cached_tokens", 64}}}}}})
           + "data: [DONE]\n\n";
}

std::string anthropicEvent(const json &data)
{
    return "event: " + data["type"].get<std::string>() + "\n" + eventOf(data);
}

std::string anthropicStream()
{
    const json text = {{"type", "text"}, {"text", ""}};
    return anthropicEvent({{"type", "message_start"},
                           {"message",
                            {{"id", "msg_1"},
                             {"model", "claude-haiku-4-5"},
                             {"content", json::array()},
                             {"stop_reason", nullptr},
                             {"usage",
                              {{"input_tokens", 100},
                               {"cache_creation_input_tokens", 0},
                               {"cache_read_input_tokens", 2000},
                               {"output_tokens", 1}}}}}})
           + anthropicEvent(
               {{"type", "content_block_start"}, {"index", 0}, {"content_block", text}})
           + anthropicEvent({{"type", "ping"}})
           + anthropicEvent({{"type", "content_block_delta"},
                             {"index", 0},
                             {"delta", {{"type", "thinking_delta"}, {"thinking", "hm"}}}})
           + anthropicEvent({{"type", "content_block_delta"},
                             {"index", 0},
                             {"delta", {{"type", "text_delta"}, {"text", "25"}}}})
           + anthropicEvent({{"type", "content_block_delta"},
                             {"index", 0},
                             {"delta", {{"type", "text_delta"}, {"text", ".3 \xc3\xbc"}}}})
           + anthropicEvent({{"type", "content_block_stop"}, {"index", 0}})
           + anthropicEvent({{"type", "message_delta"},
                             {"delta", {{"stop_reason", "end_turn"}, {"stop_sequence", nullptr}}},
                             {"usage", {{"output_tokens", 9}}}})
           + anthropicEvent({{"type", "message_stop"}});
}

struct Read {
    std::string text; ///< of all progress
    bool finished = false;
    tl::expected<ChatReply, ChatFailure> reply;
};

/// The pieces between the split points one after the other.
Read read(const char *providerId, const std::string &stream, std::vector<std::size_t> splits = {})
{
    StreamReader reader(preset(providerId));
    Read result;
    splits.push_back(stream.size());
    std::size_t begin = 0;
    for (const std::size_t end : splits) {
        const auto progress = reader.feed(std::string_view(stream).substr(begin, end - begin));
        begin = end;
        if (!progress) {
            result.reply = tl::make_unexpected(progress.error());
            return result;
        }
        result.text += progress->text;
        result.finished = progress->finished;
    }
    result.reply = reader.finish();
    return result;
}

} // namespace

class TestStreamReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keyIsTakenOutBeforeAnErrorIsCut()
    {
        const std::string key = "sk-TESTKEY-stream-0123456789";
        // The sentence is cut in the middle of the key.
        const std::string said = std::string(590, 'x') + key + " is wrong";
        for (const bool isEvent : {true, false}) {
            StreamReader reader(preset("openai"), SecretKey(key));
            const json error = {{"error", {{"type", "server_error"}, {"message", said}}}};
            const auto fed = reader.feed(isEvent ? eventOf(error) : error.dump() + "\n");
            const auto outcome = fed ? reader.finish() : tl::make_unexpected(fed.error());
            QVERIFY(!outcome);
            const ChatFailure &failure = outcome.error();
            QVERIFY(failure.message.find("xxx") != std::string::npos);
            QVERIFY2(failure.message.find("sk-") == std::string::npos, failure.message.c_str());
            QVERIFY2(failure.raw.find("TESTKEY") == std::string::npos, failure.raw.c_str());
        }
    }

    void endlessStreamIsGivenUp()
    {
        const Provider provider = preset("openai");
        const std::string pings = [] {
            std::string text;
            while (text.size() < (1U << 20U))
                text += ": ping\n\n";
            return text;
        }();
        StreamReader reader(provider);
        std::size_t fed = 0;
        tl::expected<StreamReader::Progress, ChatFailure> outcome;
        while (outcome && fed <= mostReplyBytes) {
            outcome = reader.feed(pings);
            fed += pings.size();
        }
        QVERIFY(!outcome);
        QVERIFY(fed > mostReplyBytes);
        QVERIFY(outcome.error().kind == FailureKind::BadReply);
        QCOMPARE(outcome.error().code, std::string("too_large"));
        QVERIFY(!outcome.error().retry);
        QCOMPARE(QString::fromStdString(outcome.error().message),
                 QString::fromStdString(provider.title
                                        + " streamed more than 64 MiB, which no answer is; check "
                                          "the address "
                                        + provider.baseUrl + "."));
    }

    void openAiStreamGivesTheReply()
    {
        const Read result = read("openai", openAiStream());
        QVERIFY(result.reply.has_value());
        QVERIFY(result.finished);
        const std::string content = "25.3 \xe2\x82\xac\xf0\x9f\x98\x80";
        QCOMPARE(result.text, content);
        QCOMPARE(result.reply->choices.size(), std::size_t(1));
        QCOMPARE(result.reply->choices[0].content, content);
        QVERIFY(result.reply->choices[0].finish == FinishReason::Stop);
        QCOMPARE(result.reply->id, std::string("chatcmpl-1"));
        QCOMPARE(result.reply->model, std::string("gpt-4o"));
        QCOMPARE(result.reply->fingerprint, std::string("fp_a"));
        QVERIFY(result.reply->usageIsKnown);
        QVERIFY((result.reply->usage == TokenUsage{100, 64, 0, 4}));
    }

    void anthropicStreamGivesTheReply()
    {
        const Read result = read("anthropic", anthropicStream());
        QVERIFY(result.reply.has_value());
        QVERIFY(result.finished);
        QCOMPARE(result.text, std::string("25.3 \xc3\xbc"));
        QCOMPARE(result.reply->choices[0].content, std::string("25.3 \xc3\xbc"));
        QCOMPARE(result.reply->choices[0].finishText, std::string("end_turn"));
        QCOMPARE(result.reply->id, std::string("msg_1"));
        QVERIFY((result.reply->usage == TokenUsage{2100, 2000, 0, 9}));
        const json usage = json::parse(result.reply->usageJson);
        QCOMPARE(usage["output_tokens"].get<int>(), 9);
        QCOMPARE(usage["input_tokens"].get<int>(), 100);
    }

    void everySplitGivesTheSame_data()
    {
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("stream");
        const auto row = [](const char *name, const char *provider, const std::string &stream) {
            QTest::newRow(name) << QByteArray(provider) << QByteArray::fromStdString(stream);
        };
        const auto withLineEnds = [](const std::string &stream, const char *ends) {
            return QByteArray::fromStdString(stream).replace("\n", ends).toStdString();
        };
        row("LF", "openai", openAiStream());
        row("CR LF", "openai", withLineEnds(openAiStream(), "\r\n"));
        row("Anthropic LF", "anthropic", anthropicStream());
        row("Anthropic CR LF", "anthropic", withLineEnds(anthropicStream(), "\r\n"));
        row("Anthropic CR", "anthropic", withLineEnds(anthropicStream(), "\r"));
        row("byte order mark", "anthropic", "\xef\xbb\xbf" + anthropicStream());
    }

    void everySplitGivesTheSame()
    {
        QFETCH(QByteArray, provider);
        QFETCH(QByteArray, stream);
        const std::string bytes = stream.toStdString();
        const Read whole = read(provider.constData(), bytes);
        for (std::size_t at = 0; at <= bytes.size(); ++at) {
            const Read split = read(provider.constData(), bytes, {at});
            QCOMPARE(split.reply.has_value(), whole.reply.has_value());
            QCOMPARE(split.text, whole.text);
            if (!whole.reply)
                continue;
            QCOMPARE(split.reply->choices[0].content, whole.reply->choices[0].content);
            QVERIFY(split.reply->usage == whole.reply->usage);
        }
        std::vector<std::size_t> everywhere;
        for (std::size_t at = 1; at < bytes.size(); ++at)
            everywhere.push_back(at);
        const Read single = read(provider.constData(), bytes, everywhere);
        QCOMPARE(single.text, whole.text);
        QCOMPARE(single.reply.has_value(), whole.reply.has_value());
    }

    void progressNeverEndsInTheMiddleOfACharacter()
    {
        const std::string stream = openAiStream();
        StreamReader reader(preset("openai"));
        for (const char c : stream) {
            const auto progress = reader.feed(std::string_view(&c, 1));
            QVERIFY(progress.has_value());
            const QString text = QString::fromStdString(progress->text);
            QCOMPARE(text.toStdString(), progress->text); // valid by itself
        }
    }

    void dataOfSeveralLinesIsJoined()
    {
        const Read result = read("openai", "data: {\"choices\": [{\"index\": 0,\n"
                                           "data:\"delta\": {\"content\": \"25\"},\n"
                                           "id: 7\n"
                                           "retry: 1000\n"
                                           "data\n"
                                           "data:  \"finish_reason\": \"stop\"}]}\n"
                                           "\n"
                                           "data:[DONE]\n\n");
        QVERIFY(result.reply.has_value());
        QCOMPARE(result.text, std::string("25"));
    }

    void samplesAreKeptApart()
    {
        const Read result = read("openai", eventOf(chunk({{"content", "b"}}, nullptr, 1))
                                               + eventOf(chunk({{"content", "a"}}, nullptr, 0))
                                               + eventOf(chunk({{"content", "B"}}, "length", 1))
                                               + eventOf(chunk({{"content", "A"}}, "stop", 0))
                                               + "data: [DONE]\n\n");
        QVERIFY(result.reply.has_value());
        QCOMPARE(result.text, std::string("aA")); // of the first alone
        QCOMPARE(result.reply->choices.size(), std::size_t(2));
        QCOMPARE(result.reply->choices[0].content, std::string("aA"));
        QCOMPARE(result.reply->choices[1].content, std::string("bB"));
        QVERIFY(result.reply->choices[1].finish == FinishReason::Length);
    }

    void logProbabilitiesAreCollected()
    {
        json first = chunk({{"content", "25"}});
        first["choices"][0]["logprobs"] = {{"content", {{{"token", "25"}, {"logprob", -0.5}}}}};
        json second = chunk({{"content", ".3"}}, "stop");
        second["choices"][0]["logprobs"] = {{"content", {{{"token", ".3"}, {"logprob", -0.25}}}}};
        const Read result = read("vllm", eventOf(first) + eventOf(second) + "data: [DONE]\n\n");
        QVERIFY(result.reply.has_value());
        QCOMPARE(result.reply->choices[0].tokens.size(), std::size_t(2));
        QCOMPARE(result.reply->choices[0].tokens[1].token, std::string(".3"));
        QCOMPARE(result.reply->choices[0].tokens[1].logProbability, -0.25);
    }

    void refusalIsCollected()
    {
        const Read result = read("openai", eventOf(chunk({{"refusal", "I can"}}))
                                               + eventOf(chunk({{"refusal", "not."}}, "stop"))
                                               + "data: [DONE]\n\n");
        QVERIFY(result.reply.has_value());
        QVERIFY(result.reply->choices[0].finish == FinishReason::Refusal);
        QCOMPARE(result.reply->choices[0].refusal, std::string("I cannot."));
    }

    void errorInsideTheStreamFails_data()
    {
        QTest::addColumn<QByteArray>("provider");
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("retry");
        const auto row = [](const char *name, const char *provider, const json &error,
                            const char *kind, bool retry) {
            QTest::newRow(name) << QByteArray(provider)
                                << QByteArray::fromStdString(eventOf(chunk({{"content", "2"}}))
                                                             + eventOf(error))
                                << kind << retry;
        };
        row("server", "openai",
            {{"error", {{"message", "m"}, {"type", "server_error"}, {"code", nullptr}}}},
            "overloaded", true);
        row("quota", "openai",
            {{"error", {{"message", "m"}, {"type", "insufficient_quota"}, {"code", nullptr}}}},
            "billing", false);
        row("number", "llama-cpp", {{"error", {{"message", "m"}, {"code", 500}}}}, "overloaded",
            true);
        row("in a choice", "openrouter",
            {{"choices", {{{"error", {{"message", "m"}, {"code", 502}}}, {"index", 0}}}}},
            "overloaded", true);
        row("Anthropic", "anthropic",
            {{"type", "error"}, {"error", {{"type", "overloaded_error"}, {"message", "m"}}}},
            "overloaded", true);
    }

    void errorInsideTheStreamFails()
    {
        QFETCH(QByteArray, provider);
        QFETCH(QByteArray, stream);
        QFETCH(QString, kind);
        QFETCH(bool, retry);
        const Read result = read(provider.constData(), stream.toStdString());
        QVERIFY(!result.reply);
        QCOMPARE(QString::fromStdString(std::string(failureKey(result.reply.error().kind))), kind);
        QCOMPARE(result.reply.error().retry, retry);
        QCOMPARE(result.reply.error().status, 200);
        QVERIFY(result.reply.error().message.find("\"m\"") != std::string::npos);
    }

    void eventThatIsNoJsonFails_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("words") << QByteArray("hello");
        QTest::newRow("cut") << QByteArray("{\"choices\": [");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("no index") << QByteArray("{\"choices\": [{\"index\": 4000000000}]}");
    }

    void eventThatIsNoJsonFails()
    {
        QFETCH(QByteArray, data);
        const Read result = read("openai", "data: " + data.toStdString() + "\n\n");
        QVERIFY(!result.reply);
        QVERIFY(result.reply.error().kind == FailureKind::BadReply);
        QVERIFY(!result.reply.error().retry);
    }

    void streamThatBreaksOffFailsAndMayBeTriedAgain()
    {
        const std::string stream = openAiStream();
        const std::size_t end = stream.find("\"stop\"");
        const std::vector<std::string> broken = {"", ": ping\n\n", stream.substr(0, 100),
                                                 stream.substr(0, end)};
        for (const std::string &part : broken) {
            const Read result = read("openai", part);
            QVERIFY2(!result.reply, part.c_str());
            QVERIFY(result.reply.error().kind == FailureKind::Network);
            QVERIFY(result.reply.error().retry);
            QCOMPARE(result.reply.error().message,
                     std::string("OpenAI broke the answer off before its end; check the "
                                 "connection, and try again."));
        }
        const std::string claude = anthropicStream();
        QVERIFY(!read("anthropic", claude.substr(0, claude.find("event: message_delta"))).reply);
    }

    void answerIsWholeOnceEveryChoiceHasEnded()
    {
        // Some servers leave [DONE] out, and a connection may end before the usage came.
        const Read result = read("ollama", eventOf(chunk({{"content", "25"}}, "stop")));
        QVERIFY(result.reply.has_value());
        QVERIFY(!result.reply->usageIsKnown);
        const Read half = read("ollama", eventOf(chunk({{"content", "a"}}, "stop", 0))
                                             + eventOf(chunk({{"content", "b"}}, nullptr, 1)));
        QVERIFY(!half.reply);
    }

    void lastEventCountsWithoutAnEmptyLineAfterIt()
    {
        std::string stream = openAiStream();
        stream.resize(stream.size() - 2);
        QVERIFY(read("openai", stream).reply.has_value());
        std::string claude = anthropicStream();
        claude.resize(claude.size() - 2);
        QVERIFY(read("anthropic", claude).reply.has_value());
    }

    void nothingCountsAfterTheEnd()
    {
        const Read result = read("openai", openAiStream() + eventOf(chunk({{"content", "9"}})));
        QVERIFY(result.reply.has_value());
        QVERIFY(result.reply->choices[0].content.find('9') == std::string::npos);
    }

    void plainReplyInsteadOfEventsIsUnderstood()
    {
        const json reply = {
            {"choices", {{{"message", {{"content", "25.3"}}}, {"finish_reason", "stop"}}}}};
        const Read compact = read("openai", reply.dump());
        QVERIFY(compact.reply.has_value());
        QCOMPARE(compact.reply->choices[0].content, std::string("25.3"));
        QVERIFY(read("openai", reply.dump(4) + "\n").reply.has_value());
        const json error = {{"error", {{"message", "m"}, {"type", "server_error"}}}};
        const Read failed = read("openai", error.dump());
        QVERIFY(!failed.reply);
        QVERIFY(failed.reply.error().kind == FailureKind::Overloaded);
        const Read page = read("openai", "<html>Log in</html>");
        QVERIFY(!page.reply);
        QVERIFY(page.reply.error().kind == FailureKind::BadReply);
    }
};

QTEST_GUILESS_MAIN(TestStreamReader)
#include "tst_stream_reader.moc"
