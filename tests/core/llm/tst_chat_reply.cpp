// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/chat_format.h"

using namespace auspex;

namespace {

Provider preset(const std::string &id)
{
    return findProvider(builtInProviders(), id).value();
}

tl::expected<ChatReply, ChatFailure> read(const char *providerId, const std::string &body)
{
    return parseReply(preset(providerId), 200, {}, body);
}

} // namespace

class TestChatReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openAiReplyIsReadWhole()
    {
        const auto reply = read(
            "openai",
            R"({"id": "chatcmpl-1", "object": "chat.completion", )"
            R"("created": 1, "model": "gpt-4o-2024-08-06", "system_fingerprint": "fp_a", )"
            R"("service_tier": "default", "choices": [{"index": 0, "finish_reason": "stop", )"
            R"("message": {"role": "assistant", "content": "25.31", "refusal": null, )"
            R"("annotations": []}, "logprobs": null}], )"
            R"("usage": {"prompt_tokens": 2900, "completion_tokens": 5, "total_tokens": 2905, )"
            R"("prompt_tokens_details": {"cached_tokens": 2816, "audio_tokens": 0}, )"
            R"("completion_tokens_details": {"reasoning_tokens": 0}}})");
        QVERIFY(reply.has_value());
        QCOMPARE(reply->id, std::string("chatcmpl-1"));
        QCOMPARE(reply->model, std::string("gpt-4o-2024-08-06"));
        QCOMPARE(reply->fingerprint, std::string("fp_a"));
        QCOMPARE(reply->choices.size(), std::size_t(1));
        QCOMPARE(reply->choices[0].content, std::string("25.31"));
        QVERIFY(reply->choices[0].finish == FinishReason::Stop);
        QCOMPARE(reply->choices[0].finishText, std::string("stop"));
        QVERIFY(reply->usageIsKnown);
        QVERIFY((reply->usage == TokenUsage{2900, 2816, 0, 5}));
        QCOMPARE(
            nlohmann::json::parse(reply->usageJson)["completion_tokens_details"]["reasoning_tokens"]
                .get<int>(),
            0);
    }

    void samplesStandInTheOrderOfTheirIndex()
    {
        const auto reply = read(
            "openai",
            R"({"choices": [ )"
            R"({"index": 2, "message": {"content": "c"}, "finish_reason": "stop"}, )"
            R"({"index": 0, "message": {"content": "a"}, "finish_reason": "length"}, )"
            R"({"index": 1, "message": {"content": "b"}, "finish_reason": "content_filter"}]})");
        QVERIFY(reply.has_value());
        QCOMPARE(reply->choices.size(), std::size_t(3));
        QCOMPARE(reply->choices[0].content, std::string("a"));
        QVERIFY(reply->choices[0].finish == FinishReason::Length);
        QCOMPARE(reply->choices[1].content, std::string("b"));
        QVERIFY(reply->choices[1].finish == FinishReason::ContentFilter);
        QCOMPARE(reply->choices[2].content, std::string("c"));
        QVERIFY(!reply->usageIsKnown);
        QVERIFY(reply->usageJson.empty());
    }

    void logProbabilitiesAreReadWithTheTokenAmongItsAlternatives()
    {
        const auto reply = read(
            "openai",
            R"({"choices": [{"index": 0, "finish_reason": "stop", )"
            R"("message": {"content": "25.3"}, "logprobs": {"content": [ )"
            R"({"token": "25", "logprob": -0.1, "bytes": [50, 53], "top_logprobs": [ )"
            R"({"token": "25", "logprob": -0.1, "bytes": null}, )"
            R"({"token": "26", "logprob": -2.5, "bytes": null}]}, )"
            R"({"token": ".", "logprob": -0.01, "top_logprobs": []}, )"
            R"({"token": "3", "logprob": -9.0, "top_logprobs": [{"token": "4", "logprob": -0.2}]}, )"
            R"({"token": "x", "logprob": null}]}}]})");
        QVERIFY(reply.has_value());
        const std::vector<TokenProbability> &tokens = reply->choices[0].tokens;
        QCOMPARE(tokens.size(), std::size_t(3)); // one without a number tells nothing
        QCOMPARE(tokens[0].token, std::string("25"));
        QCOMPARE(tokens[0].alternatives.size(), std::size_t(2));
        QCOMPARE(tokens[0].alternatives[1].token, std::string("26"));
        QCOMPARE(tokens[0].alternatives[1].logProbability, -2.5);
        QCOMPARE(tokens[1].alternatives.size(), std::size_t(1));
        QCOMPARE(tokens[1].alternatives[0].logProbability, -0.01);
        QCOMPARE(tokens[2].alternatives.size(), std::size_t(2));
        QCOMPARE(tokens[2].alternatives[1].token, std::string("3"));
    }

    void ollamasPromptOfNoTokensIsACount()
    {
        const auto reply = read(
            "ollama",
            R"({"model": "qwen", "choices": [{"index": 0, )"
            R"("message": {"role": "assistant", "content": "25"}, "finish_reason": "stop"}], )"
            R"("usage": {"prompt_tokens": 0, "completion_tokens": 3, "total_tokens": 3}})");
        QVERIFY(reply.has_value());
        QVERIFY(reply->usageIsKnown);
        QVERIFY((reply->usage == TokenUsage{0, 0, 0, 3}));
    }

    void llamaCppsReplyIsReadThoughItHasMore()
    {
        const auto reply = read(
            "llama-cpp",
            R"({"choices": [{"finish_reason": "length", "index": 0, )"
            R"("message": {"role": "assistant", "content": "24.9 because"}}], "created": 1, )"
            R"("model": "models/small.gguf", "system_fingerprint": "b1-x", "object": "chat.completion", )"
            R"("usage": {"completion_tokens": 25, "prompt_tokens": 2000, "total_tokens": 2025, )"
            R"("prompt_tokens_details": {"cached_tokens": 1900}}, )"
            R"("timings": {"prompt_n": 100, "predicted_ms": 12.5}})");
        QVERIFY(reply.has_value());
        QVERIFY(reply->choices[0].finish == FinishReason::Length);
        QVERIFY((reply->usage == TokenUsage{2000, 1900, 0, 25}));
    }

    void deepSeeksCachedTokensHaveAnotherName()
    {
        const auto reply = read(
            "openai",
            R"({"choices": [{"message": {"content": "1"}}], )"
            R"("usage": {"prompt_tokens": 10, "completion_tokens": 1, "prompt_cache_hit_tokens": 4, )"
            R"("prompt_cache_miss_tokens": 6}})");
        QVERIFY(reply.has_value());
        QVERIFY((reply->usage == TokenUsage{10, 4, 0, 1}));
    }

    void countsThatCannotBeAreBounded()
    {
        const auto reply = read(
            "openai",
            R"({"choices": [{"message": {"content": "1"}}], )"
            R"("usage": {"prompt_tokens": 10, "completion_tokens": -4, "prompt_tokens_details": )"
            R"({"cached_tokens": 25, "cache_write_tokens": 1e300}}})");
        QVERIFY(reply.has_value());
        QVERIFY((reply->usage == TokenUsage{10, 10, 0, 0}));
    }

    void contentInPartsIsPutTogetherWithoutTheThinking()
    {
        const auto reply = read(
            "mistral",
            R"({"choices": [{"index": 0, "finish_reason": "stop", )"
            R"("message": {"content": [{"type": "thinking", "thinking": [{"type": "text", )"
            R"("text": "hm"}]}, {"type": "text", "text": "25"}, {"type": "text", "text": ".5"}]}}]})");
        QVERIFY(reply.has_value());
        QCOMPARE(reply->choices[0].content, std::string("25.5"));
    }

    void anthropicReplyCountsCachedTokensAsPrompt()
    {
        const auto reply = read(
            "anthropic",
            R"({"id": "msg_1", "type": "message", )"
            R"("role": "assistant", "model": "claude-haiku-4-5-20251001", "content": [ )"
            R"({"type": "thinking", "thinking": "hm", "signature": "x"}, )"
            R"({"type": "text", "text": "25"}, {"type": "text", "text": ".31"}, )"
            R"({"type": "tool_use", "id": "t", "name": "n", "input": {}}], )"
            R"("stop_reason": "end_turn", "stop_sequence": null, "usage": {"input_tokens": 100, )"
            R"("cache_creation_input_tokens": 500, "cache_read_input_tokens": 2300, )"
            R"("output_tokens": 7, "service_tier": "standard"}})");
        QVERIFY(reply.has_value());
        QCOMPARE(reply->id, std::string("msg_1"));
        QCOMPARE(reply->model, std::string("claude-haiku-4-5-20251001"));
        QCOMPARE(reply->choices.size(), std::size_t(1));
        QCOMPARE(reply->choices[0].content, std::string("25.31"));
        QVERIFY(reply->choices[0].finish == FinishReason::Stop);
        QVERIFY((reply->usage == TokenUsage{2900, 2300, 500, 7}));
    }

    void anthropicStopReasonsAreTold_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("finish");
        const auto row = [](const char *reason, FinishReason finish) {
            QTest::newRow(reason) << QString::fromLatin1(reason) << static_cast<int>(finish);
        };
        row("end_turn", FinishReason::Stop);
        row("stop_sequence", FinishReason::Stop);
        row("max_tokens", FinishReason::Length);
        row("model_context_window_exceeded", FinishReason::Length);
        row("refusal", FinishReason::Refusal);
        row("tool_use", FinishReason::Other);
        row("pause_turn", FinishReason::Other);
    }

    void anthropicStopReasonsAreTold()
    {
        QFETCH(QString, reason);
        QFETCH(int, finish);
        const auto reply = read("anthropic", nlohmann::json({{"type", "message"},
                                                             {"content", nlohmann::json::array()},
                                                             {"stop_reason", reason.toStdString()}})
                                                 .dump());
        QVERIFY(reply.has_value());
        QCOMPARE(static_cast<int>(reply->choices[0].finish), finish);
        QCOMPARE(reply->choices[0].finishText, reason.toStdString());
    }

    void refusalIsTold()
    {
        const auto reply = read(
            "openai", R"({"choices": [{"index": 0, "finish_reason": "stop", )"
                      R"("message": {"content": null, "refusal": "I cannot help with that."}}]})");
        QVERIFY(reply.has_value());
        QVERIFY(reply->choices[0].finish == FinishReason::Refusal);
        QCOMPARE(reply->choices[0].refusal, std::string("I cannot help with that."));
        QCOMPARE(
            contentProblem(reply->choices[0], {}),
            std::string("The model refused to answer: \"I cannot help with that.\"; change the "
                        "prompt."));
    }

    void reasoningModelThatUsedUpItsLimitIsExplained()
    {
        const auto reply = read(
            "openai",
            R"({"choices": [{"index": 0, "finish_reason": "length", )"
            R"("message": {"content": "", "refusal": null}}], "usage": {"prompt_tokens": 9, )"
            R"("completion_tokens": 25, "completion_tokens_details": {"reasoning_tokens": 25}}})");
        QVERIFY(reply.has_value());
        ChatParameters parameters;
        parameters.maxTokens = 25;
        const std::string problem = contentProblem(reply->choices[0], parameters);
        QVERIFY2(problem.find("its limit of 25 tokens before it answered") != std::string::npos,
                 problem.c_str());
        QVERIFY(problem.find("allow more tokens") != std::string::npos);
    }

    void contentThatSpeaksForItselfHasNoProblem()
    {
        ChatChoice choice;
        choice.content = "25.31";
        QVERIFY(contentProblem(choice, {}).empty());
        choice.finish = FinishReason::Length; // a chatty model: the number came first
        QVERIFY(contentProblem(choice, {}).empty());
        choice.finish = FinishReason::ContentFilter;
        QVERIFY(contentProblem(choice, {}).find("filter") != std::string::npos);
        choice.finish = FinishReason::Stop;
        choice.content = " \n";
        QCOMPARE(contentProblem(choice, {}), std::string("The model answered with an empty text."));
    }

    void whatIsNoReplyFailsAndIsKept_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << "it is empty";
        QTest::newRow("cut") << QByteArray(R"({"choices": [{"message": {"content": 2)")
                             << "it is not JSON, or was cut off";
        QTest::newRow("page") << QByteArray("<!doctype html><html>Log in</html>")
                              << "it is a web page";
        QTest::newRow("other JSON") << QByteArray(R"({"ok": true})") << "no list of choices";
        QTest::newRow("list") << QByteArray("[1]") << "no list of choices";
        QTest::newRow("no choices") << QByteArray(R"({"choices": []})") << "no list of choices";
        QTest::newRow("no message")
            << QByteArray(R"({"choices": [{"index": 0}]})") << "a choice has no message";
        QTest::newRow("deep") << QByteArray(R"({"choices": )") + QByteArray(500000, '[')
                              << "it is not JSON";
    }

    void whatIsNoReplyFailsAndIsKept()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const Headers headers = {{"x-request-id", "req-7"}};
        const auto reply = parseReply(preset("openai"), 200, headers, body.toStdString());
        QVERIFY(!reply);
        QVERIFY(reply.error().kind == FailureKind::BadReply);
        QVERIFY(!reply.error().retry); // it may have been paid for already
        QCOMPARE(reply.error().status, 200);
        QCOMPARE(reply.error().requestId, std::string("req-7"));
        QVERIFY2(reply.error().message.find(words.toStdString()) != std::string::npos,
                 reply.error().message.c_str());
        QVERIFY(reply.error().message.find("OpenAI") == 0);
        QCOMPARE(reply.error().raw, body.left(64 * 1024).toStdString());
        QVERIFY(!parseReply(preset("anthropic"), 200, {}, body.toStdString()));
    }

    void aBrokenLetterDoesNotLoseAPaidAnswer()
    {
        const auto reply = read("openai", "{\"choices\": [{\"message\": {\"content\": "
                                          "\"25.3 \xe2\x82 \xff\"}}]}");
        QVERIFY(reply.has_value());
        QCOMPARE(reply->choices[0].content,
                 std::string("25.3 \xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd"));
    }

    void modelsAreListedInTheServicesOrder()
    {
        const std::string body
            = R"({"object": "list", "data": [{"id": "b", "object": "model"}, )"
              R"({"id": "a", "meta": {"n_ctx_train": 4096}}, {"id": ""}, {"name": "x"}, 7]})";
        const auto models = modelsOf(preset("openai"), 200, {}, body);
        QVERIFY(models.has_value());
        const std::vector<std::string> expected = {"b", "a"};
        QVERIFY(*models == expected);
        const auto bare = modelsOf(preset("openai"), 200, {}, R"([{"id": "c"}])");
        QVERIFY(bare.has_value());
        QCOMPARE(bare->front(), std::string("c"));
        const auto none = modelsOf(preset("openai"), 200, {}, R"({"models": []})");
        QVERIFY(!none);
        QVERIFY(none.error().kind == FailureKind::BadReply);
        const auto refused = modelsOf(preset("openai"), 401, {},
                                      R"({"error": {"message": "no", "code": null}})");
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == FailureKind::Key);
    }
};

QTEST_GUILESS_MAIN(TestChatReply)
#include "tst_chat_reply.moc"
