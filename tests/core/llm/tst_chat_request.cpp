// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <functional>
#include <set>

#include "core/llm/chat_format.h"

using namespace auspex;
using nlohmann::json;

namespace {

const std::string prompt = "Role.\n\nExamples.\n\nembedding: 640\nBLEU: ";

Provider preset(const std::string &id)
{
    Provider provider = findProvider(builtInProviders(), id).value();
    if (const std::size_t at = provider.baseUrl.find("YOUR-RESOURCE"); at != std::string::npos)
        provider.baseUrl.replace(at, std::string("YOUR-RESOURCE").size(), "lab");
    return provider;
}

ChatParameters parametersOf(const std::string &model)
{
    ChatParameters parameters;
    parameters.model = model;
    return parameters;
}

json bodyOf(const HttpRequest &request)
{
    return json::parse(request.body);
}

std::string header(const HttpRequest &request, const std::string &name)
{
    const auto found = std::find_if(request.headers.begin(), request.headers.end(),
                                    [&](const auto &entry) { return entry.first == name; });
    return found == request.headers.end() ? "none" : found->second;
}

json schema()
{
    return json::parse(R"({"type": "object", "properties": {"value": {"type": "number"}},
        "required": ["value"], "additionalProperties": false})");
}

} // namespace

class TestChatRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openAiRequestIsOneUserMessage()
    {
        const HttpRequest request = chatRequest(preset("openai"), parametersOf("gpt-4o"), prompt);
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.url, std::string("https://api.openai.com/v1/chat/completions"));
        QCOMPARE(header(request, "Content-Type"), std::string("application/json"));
        QCOMPARE(request.keyHeader.first, std::string("Authorization"));
        QCOMPARE(request.keyHeader.second, std::string("Bearer "));
        const json expected = {{"model", "gpt-4o"},
                               {"messages", {{{"role", "user"}, {"content", prompt}}}},
                               {"max_completion_tokens", 25},
                               {"temperature", 0.0}};
        QVERIFY(bodyOf(request) == expected);
    }

    void everySwitchedOnParameterIsSent()
    {
        ChatParameters parameters = parametersOf("gpt-4o");
        parameters.temperature = 0.7;
        parameters.topP = 0.9;
        parameters.maxTokens = 40;
        parameters.seed = 123;
        parameters.logProbabilities = true;
        const json body = bodyOf(chatRequest(preset("vllm"), parameters, prompt, 5));
        QCOMPARE(body["temperature"].get<double>(), 0.7);
        QCOMPARE(body["top_p"].get<double>(), 0.9);
        QCOMPARE(body["max_tokens"].get<int>(), 40);
        QCOMPARE(body["seed"].get<int>(), 123);
        QCOMPARE(body["n"].get<int>(), 5);
        QCOMPARE(body["logprobs"].get<bool>(), true);
        QCOMPARE(body["top_logprobs"].get<int>(), 20);
        QVERIFY(!body.contains("stream"));
        parameters.topLogProbabilities = 99;
        QCOMPARE(bodyOf(chatRequest(preset("vllm"), parameters, prompt))["top_logprobs"].get<int>(),
                 20);
    }

    void defaultTemperatureIsLeftOut()
    {
        ChatParameters parameters = parametersOf("gpt-4");
        parameters.temperature.reset(); // as the paper's runs
        QVERIFY(!bodyOf(chatRequest(preset("azure"), parameters, prompt)).contains("temperature"));
    }

    void reasoningModelIsAskedWithoutWhatItRefuses()
    {
        ChatParameters parameters = parametersOf("o4-mini");
        parameters.topP = 0.5;
        parameters.logProbabilities = true;
        parameters.seed = 7;
        for (const char *id : {"openai", "azure", "azure-v1"}) {
            const json body = bodyOf(chatRequest(preset(id), parameters, prompt, 3));
            std::set<std::string> names;
            for (const auto &[name, value] : body.items())
                names.insert(name);
            const std::set<std::string> expected = {"model", "messages", "max_completion_tokens",
                                                    "seed"};
            QVERIFY2(names == expected, body.dump().c_str());
        }
    }

    void oneSampleAsksForNoNumberOfThem()
    {
        const json body = bodyOf(chatRequest(preset("vllm"), parametersOf("m"), prompt, 1));
        QVERIFY(!body.contains("n"));
        const json ollama = bodyOf(chatRequest(preset("ollama"), parametersOf("m"), prompt, 5));
        QVERIFY(!ollama.contains("n"));
    }

    void numberSchemaIsAskedForInOpenAisForm()
    {
        ChatParameters parameters = parametersOf("gpt-4o");
        parameters.responseFormat = ResponseFormat::JsonSchema;
        const json format = bodyOf(
            chatRequest(preset("openai"), parameters, prompt))["response_format"];
        QCOMPARE(format["type"].get<std::string>(), std::string("json_schema"));
        QVERIFY(format["json_schema"]["strict"].get<bool>());
        QVERIFY(format["json_schema"]["schema"] == schema());
        parameters.responseFormat = ResponseFormat::JsonObject;
        QVERIFY(bodyOf(chatRequest(preset("openai"), parameters, prompt))["response_format"]
                == json({{"type", "json_object"}}));
    }

    void formatOfTheSwitchesHoldsWhereNoneIsAskedFor()
    {
        Provider provider = preset("llama-cpp");
        provider.switches.responseFormat = ResponseFormat::JsonSchema;
        ChatParameters parameters = parametersOf("m");
        QVERIFY(responseFormatOf(provider, parameters) == ResponseFormat::JsonSchema);
        QVERIFY(bodyOf(chatRequest(provider, parameters, prompt)).contains("response_format"));
        parameters.responseFormat = ResponseFormat::JsonObject;
        QVERIFY(responseFormatOf(provider, parameters) == ResponseFormat::JsonObject);
    }

    void streamAsksForItsUsage()
    {
        const HttpRequest request = chatRequest(preset("openai"), parametersOf("gpt-4o"), prompt, 1,
                                                true);
        QCOMPARE(header(request, "Accept"), std::string("text/event-stream"));
        QVERIFY(bodyOf(request)["stream"].get<bool>());
        QVERIFY(bodyOf(request)["stream_options"] == json({{"include_usage", true}}));
        const json mistral = bodyOf(
            chatRequest(preset("mistral"), parametersOf("m"), prompt, 1, true));
        QVERIFY(mistral["stream"].get<bool>());
        QVERIFY(!mistral.contains("stream_options"));
        const json claude = bodyOf(
            chatRequest(preset("anthropic"), parametersOf("claude-haiku-4-5"), prompt, 1, true));
        QVERIFY(claude["stream"].get<bool>());
        QVERIFY(!claude.contains("stream_options"));
    }

    void azureAddressesTheDeploymentByName()
    {
        const HttpRequest request = chatRequest(preset("azure"), parametersOf("gpt 4/lab?x"),
                                                prompt);
        QCOMPARE(request.url,
                 std::string("https://lab.openai.azure.com/openai/deployments/gpt%204%2Flab%3Fx/"
                             "chat/completions?api-version=2024-10-21"));
        QCOMPARE(request.keyHeader.first, std::string("api-key"));
        QCOMPARE(request.keyHeader.second, std::string());
        QCOMPARE(bodyOf(request)["max_tokens"].get<int>(), 25);
    }

    void azureV1IsSpokenToAsOpenAi()
    {
        const HttpRequest request = chatRequest(preset("azure-v1"), parametersOf("gpt-4o"), prompt);
        QCOMPARE(request.url,
                 std::string("https://lab.openai.azure.com/openai/v1/chat/completions"));
        QCOMPARE(request.keyHeader.second, std::string("Bearer "));
        Provider preview = preset("azure-v1");
        preview.apiVersion = "preview";
        QCOMPARE(chatRequest(preview, parametersOf("m"), prompt).url,
                 std::string("https://lab.openai.azure.com/openai/v1/chat/completions"
                             "?api-version=preview"));
    }

    void anthropicRequestHasItsVersionAndNothingItDoesNotKnow()
    {
        ChatParameters parameters = parametersOf("claude-haiku-4-5");
        parameters.seed = 1;
        parameters.logProbabilities = true;
        Provider provider = preset("anthropic");
        provider.switches.promptCaching = false;
        const HttpRequest request = chatRequest(provider, parameters, prompt, 4);
        QCOMPARE(request.url, std::string("https://api.anthropic.com/v1/messages"));
        QCOMPARE(header(request, "anthropic-version"), std::string("2023-06-01"));
        QCOMPARE(request.keyHeader.first, std::string("x-api-key"));
        QCOMPARE(request.keyHeader.second, std::string());
        const json expected = {{"model", "claude-haiku-4-5"},
                               {"max_tokens", 25},
                               {"messages", {{{"role", "user"}, {"content", prompt}}}},
                               {"temperature", 0.0}};
        QVERIFY(bodyOf(request) == expected);
        parameters.responseFormat = ResponseFormat::JsonSchema;
        QVERIFY(bodyOf(chatRequest(provider, parameters, prompt))["output_config"]["format"]
                == json({{"type", "json_schema"}, {"schema", schema()}}));
        QVERIFY(!bodyOf(chatRequest(provider, parametersOf("claude-opus-5"), prompt))
                     .contains("temperature"));
    }

    void anthropicKeepsEverythingBeforeTheLastArchitecture()
    {
        const json body = bodyOf(
            chatRequest(preset("anthropic"), parametersOf("claude-haiku-4-5"), prompt));
        const json content = body["messages"][0]["content"];
        const json expected = {{{"type", "text"},
                                {"text", "Role.\n\nExamples.\n\n"},
                                {"cache_control", {{"type", "ephemeral"}}}},
                               {{"type", "text"}, {"text", "embedding: 640\nBLEU: "}}};
        QVERIFY(content == expected);
    }

    void promptThatCannotBeSplitGoesInOnePiece_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no blank line") << "one\ntwo";
        QTest::newRow("nothing before") << "\n\ntwo";
        QTest::newRow("nothing after") << "one\n\n ";
    }

    void promptThatCannotBeSplitGoesInOnePiece()
    {
        QFETCH(QString, text);
        const json body = bodyOf(
            chatRequest(preset("anthropic"), parametersOf("claude-haiku-4-5"), text.toStdString()));
        QCOMPARE(body["messages"][0]["content"].get<std::string>(), text.toStdString());
    }

    void extraFieldsAreMergedAndNullTakesAFieldAway()
    {
        Provider provider = preset("llama-cpp");
        QVERIFY(
            !bodyOf(chatRequest(provider, parametersOf("m"), prompt))["cache_prompt"].get<bool>());
        provider.switches.extra = {{"top_k", 1},
                                   {"temperature", nullptr},
                                   {"stream_options", {{"include_usage", nullptr}}}};
        const json body = bodyOf(chatRequest(provider, parametersOf("m"), prompt, 1, true));
        QCOMPARE(body["top_k"].get<int>(), 1);
        QVERIFY(!body.contains("temperature"));
        QVERIFY(!body.contains("cache_prompt"));
    }

    void mistralsSeedHasItsName()
    {
        ChatParameters parameters = parametersOf("mistral-large-latest");
        parameters.seed = 5;
        const json body = bodyOf(chatRequest(preset("mistral"), parameters, prompt));
        QCOMPARE(body["random_seed"].get<int>(), 5);
        QVERIFY(!body.contains("seed"));
    }

    void promptGoesByteForByte()
    {
        const std::string odd = "tab\t quote\" back\\slash \xc3\xbc \xe2\x80\xa8 nul";
        for (const char *id : {"openai", "ollama"}) {
            const json body = bodyOf(chatRequest(preset(id), parametersOf("m"), odd));
            QCOMPARE(body["messages"][0]["content"].get<std::string>(), odd);
        }
    }

    void bytesThatAreNoTextDoNotBreakTheRequest()
    {
        const json body = bodyOf(chatRequest(preset("openai"), parametersOf("m"), "a\xff z"));
        QCOMPARE(body["messages"][0]["content"].get<std::string>(), std::string("a\xef\xbf\xbd z"));
    }

    void modelsAreAskedForWhereEachServiceHasThem()
    {
        const HttpRequest openAi = modelsRequest(preset("openai"));
        QCOMPARE(openAi.method, std::string("GET"));
        QVERIFY(openAi.body.empty());
        QCOMPARE(openAi.url, std::string("https://api.openai.com/v1/models"));
        QCOMPARE(modelsRequest(preset("azure")).url,
                 std::string("https://lab.openai.azure.com/openai/models?api-version=2024-10-21"));
        const HttpRequest anthropic = modelsRequest(preset("anthropic"));
        QCOMPARE(anthropic.url, std::string("https://api.anthropic.com/v1/models?limit=1000"));
        QCOMPARE(header(anthropic, "anthropic-version"), std::string("2023-06-01"));
        Provider slash = preset("ollama");
        slash.baseUrl += "/";
        QCOMPARE(modelsRequest(slash).url, std::string("http://localhost:11434/v1/models"));
    }

    void tokensAreCountedByTheServiceThatCan()
    {
        const ChatParameters parameters = parametersOf("m");
        const HttpRequest llama = countTokensRequest(preset("llama-cpp"), parameters, prompt);
        QCOMPARE(llama.url, std::string("http://localhost:8080/tokenize"));
        QCOMPARE(bodyOf(llama)["content"].get<std::string>(), prompt);
        const HttpRequest anthropic = countTokensRequest(preset("anthropic"), parameters, prompt);
        QCOMPARE(anthropic.url, std::string("https://api.anthropic.com/v1/messages/count_tokens"));
        QCOMPARE(bodyOf(anthropic).size(), std::size_t(2));
        QCOMPARE(bodyOf(anthropic)["messages"].size(), std::size_t(1));
        QVERIFY(countTokensRequest(preset("openai"), parameters, prompt).url.empty());
    }

    void countedTokensAreRead()
    {
        const json tokens = {{"tokens", {1, 2, 3}}};
        QCOMPARE(tokenCountOf(preset("llama-cpp"), tokens.dump()).value(), std::int64_t(3));
        const json count = {{"input_tokens", 2095}};
        QCOMPARE(tokenCountOf(preset("anthropic"), count.dump()).value(), std::int64_t(2095));
        for (const char *body : {"", "{}", "[]", R"({"tokens": 3})", R"({"input_tokens": -1})"}) {
            const Result<std::int64_t> llama = tokenCountOf(preset("llama-cpp"), body);
            QVERIFY(!llama);
            QVERIFY(llama.error().message.find("llama.cpp counted no tokens") == 0);
            QVERIFY(!tokenCountOf(preset("anthropic"), body));
        }
    }

    void noRequestHoldsAKey()
    {
        for (const Provider &provider : builtInProviders()) {
            for (const HttpRequest &request :
                 {chatRequest(provider, parametersOf("m"), prompt), modelsRequest(provider)}) {
                for (const auto &[name, value] : request.headers)
                    QVERIFY(name != request.keyHeader.first);
                QVERIFY(!request.keyHeader.first.empty());
            }
        }
    }

    void requestKeyIsTheSameInEveryVersion()
    {
        Provider provider;
        provider.id = "any";
        provider.baseUrl = "https://api.example.com/v1";
        // Replies that were paid for are found by these: they may never change.
        QCOMPARE(requestKey(provider, parametersOf("gpt-4"), "prompt", 0, 0),
                 std::string("d7d310b54149e184e34df610af56bf1af3f17944a4834400c51f0a3af8fe52fc"));
        provider.family = ApiFamily::Anthropic;
        ChatParameters parameters = parametersOf("claude");
        parameters.temperature = 0.1;
        parameters.topP = 0.5;
        parameters.seed = 5; // which this service does not know
        parameters.responseFormat = ResponseFormat::JsonSchema;
        QCOMPARE(requestKey(provider, parameters, "prompt", 2, 1),
                 std::string("ff318f9920a5ffcb4309afb6ae7bc1304c7f761daddf0b0f9e5e67dda92a01f2"));
    }

    void whatDecidesTheReplyDecidesTheKey()
    {
        using Change = std::function<void(Provider &, ChatParameters &)>;
        const std::vector<Change> changes = {
            [](Provider &, ChatParameters &) {},
            [](Provider &p, ChatParameters &) { p.family = ApiFamily::Azure; },
            [](Provider &p, ChatParameters &) { p.baseUrl = "https://other.example.com/v1"; },
            [](Provider &, ChatParameters &c) { c.model = "other"; },
            [](Provider &, ChatParameters &c) { c.temperature = 1.0; },
            [](Provider &, ChatParameters &c) { c.temperature.reset(); },
            [](Provider &, ChatParameters &c) { c.topP = 0.5; },
            [](Provider &, ChatParameters &c) { c.maxTokens = 26; },
            [](Provider &p, ChatParameters &) {
                p.switches.maxTokensField = MaxTokensField::MaxCompletionTokens;
            },
            [](Provider &, ChatParameters &c) { c.seed = 1; },
            [](Provider &, ChatParameters &c) { c.seed = 2; },
            [](Provider &, ChatParameters &c) { c.logProbabilities = true; },
            [](Provider &, ChatParameters &c) {
                c.logProbabilities = true;
                c.topLogProbabilities = 5;
            },
            [](Provider &, ChatParameters &c) { c.responseFormat = ResponseFormat::JsonObject; },
            [](Provider &p, ChatParameters &) {
                p.switches.responseFormat = ResponseFormat::JsonSchema;
            },
            [](Provider &p, ChatParameters &) {
                p.switches.extra = {{"top_k", 1}};
            },
        };
        std::set<std::string> keys;
        for (const Change &change : changes) {
            Provider provider;
            provider.baseUrl = "https://api.example.com/v1";
            ChatParameters parameters = parametersOf("m");
            change(provider, parameters);
            keys.insert(requestKey(provider, parameters, "prompt", 0, 0));
        }
        Provider provider;
        provider.baseUrl = "https://api.example.com/v1";
        keys.insert(requestKey(provider, parametersOf("m"), "prompt ", 0, 0));
        keys.insert(requestKey(provider, parametersOf("m"), "prompt", 1, 0));
        keys.insert(requestKey(provider, parametersOf("m"), "prompt", 0, 1));
        QCOMPARE(keys.size(), changes.size() + 3);
    }

    void howARequestTravelsDoesNotDecideTheKey()
    {
        Provider provider;
        provider.id = "a";
        provider.baseUrl = "https://api.example.com/v1";
        const std::string key = requestKey(provider, parametersOf("m"), "prompt", 0, 0);
        provider.id = "b";
        provider.title = "B";
        provider.baseUrl += "/";
        provider.parallel = 99;
        provider.requestsPerMinute = 5;
        provider.keyVariable = "KEY";
        provider.switches.manySamples = false;
        provider.switches.promptCaching = true;
        provider.switches.streamUsage = false;
        QCOMPARE(requestKey(provider, parametersOf("m"), "prompt", 0, 0), key);
        // A parameter that is switched off is not sent, so it decides nothing.
        provider.switches.seed = false;
        ChatParameters parameters = parametersOf("m");
        parameters.seed = 7;
        QCOMPARE(requestKey(provider, parameters, "prompt", 0, 0), key);
    }
};

QTEST_GUILESS_MAIN(TestChatRequest)
#include "tst_chat_request.moc"
