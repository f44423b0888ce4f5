// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include "core/llm/provider.h"

using namespace auspex;

namespace {

Provider preset(const std::string &id)
{
    return findProvider(builtInProviders(), id).value();
}

Provider usable()
{
    Provider provider;
    provider.id = "mine";
    provider.title = "Mine";
    provider.baseUrl = "https://llm.example.org/v1";
    return provider;
}

bool anyHas(const std::vector<std::string> &sentences, const std::string &words)
{
    return std::any_of(sentences.begin(), sentences.end(), [&](const std::string &sentence) {
        return sentence.find(words) != std::string::npos;
    });
}

bool has(const Error &error, const std::string &words)
{
    return error.message.find(words) != std::string::npos;
}

} // namespace

class TestProviders : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path file(const char *name, const QByteArray &content = {})
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        if (!content.isEmpty()) {
            QFile written(path);
            if (written.open(QIODevice::WriteOnly))
                written.write(content);
        }
        return path.toStdString();
    }

private Q_SLOTS:
    void presetsAreTheTenServices()
    {
        std::vector<std::string> ids;
        for (const Provider &provider : builtInProviders())
            ids.push_back(provider.id);
        const std::vector<std::string> expected = {
            "openai",     "azure", "azure-v1", "anthropic", "mistral",
            "openrouter", "vllm",  "ollama",   "llama-cpp", "lm-studio"};
        QVERIFY(ids == expected);
    }

    void onlyTheAddressesOfAzureArePlaceholders()
    {
        for (const Provider &provider : builtInProviders()) {
            const std::vector<std::string> problems = providerProblems(provider);
            const bool isAzure = provider.id.rfind("azure", 0) == 0;
            QCOMPARE(problems.size(), std::size_t(isAzure ? 1 : 0));
            if (isAzure)
                QVERIFY(problems.front().find("in place of YOUR-RESOURCE.") != std::string::npos);
        }
        Provider azure = preset("azure");
        azure.baseUrl = "https://lab.openai.azure.com";
        QVERIFY(providerProblems(azure).empty());
    }

    void presetsSpeakAsTheirServicesDo()
    {
        QVERIFY(preset("azure").family == ApiFamily::Azure);
        QVERIFY(preset("azure-v1").family == ApiFamily::OpenAi);
        const Provider anthropic = preset("anthropic");
        QVERIFY(anthropic.family == ApiFamily::Anthropic);
        QCOMPARE(anthropic.apiVersion, std::string("2023-06-01"));
        QVERIFY(!anthropic.switches.seed && !anthropic.switches.manySamples
                && !anthropic.switches.logProbabilities && anthropic.switches.promptCaching);
        const nlohmann::json repeatable = {{"cache_prompt", false}};
        QVERIFY(preset("llama-cpp").switches.extra == repeatable);
        for (const char *id : {"vllm", "ollama", "llama-cpp", "lm-studio"}) {
            const Provider local = preset(id);
            QVERIFY2(local.isLocal && !local.needsKey, id);
        }
        for (const char *id : {"openai", "azure", "anthropic", "mistral", "openrouter"}) {
            const Provider paid = preset(id);
            QVERIFY2(!paid.isLocal && paid.needsKey && !paid.keyVariable.empty(), id);
        }
        QVERIFY(!preset("ollama").switches.manySamples);
        QCOMPARE(preset("mistral").switches.seedField, std::string("random_seed"));
    }

    void reasoningModelsGetNoTemperatureAndTheOtherTokenField_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("temperature");
        QTest::addColumn<bool>("completionTokens");
        QTest::newRow("o3") << "openai"
                            << "o3" << false << true;
        QTest::newRow("o4-mini") << "openai"
                                 << "o4-mini-2025-04-16" << false << true;
        QTest::newRow("gpt-5") << "openai"
                               << "gpt-5-nano" << false << true;
        QTest::newRow("gpt-5.5") << "openai"
                                 << "gpt-5.5" << false << true;
        QTest::newRow("chat model") << "openai"
                                    << "gpt-5-chat-latest" << true << true;
        QTest::newRow("gpt-4o") << "openai"
                                << "gpt-4o" << true << true;
        QTest::newRow("Azure o3") << "azure"
                                  << "o3-mini" << false << true;
        QTest::newRow("Azure gpt-4") << "azure"
                                     << "gpt-4" << true << false;
        QTest::newRow("Azure v1") << "azure-v1"
                                  << "gpt-5-mini" << false << true;
        QTest::newRow("OpenRouter") << "openrouter"
                                    << "openai/o3" << false << true;
        QTest::newRow("Opus 4.8") << "anthropic"
                                  << "claude-opus-4-8" << false << false;
        QTest::newRow("Sonnet 5") << "anthropic"
                                  << "claude-sonnet-5" << false << false;
        QTest::newRow("Haiku 4.5") << "anthropic"
                                   << "claude-haiku-4-5" << true << false;
    }

    void reasoningModelsGetNoTemperatureAndTheOtherTokenField()
    {
        QFETCH(QString, provider);
        QFETCH(QString, model);
        QFETCH(bool, temperature);
        QFETCH(bool, completionTokens);
        const Provider found = preset(provider.toStdString());
        const ModelSwitches &switches = switchesFor(found, model.toStdString());
        QCOMPARE(switches.temperature, temperature);
        QCOMPARE(switches.maxTokensField == MaxTokensField::MaxCompletionTokens, completionTokens);
        if (!temperature && found.family != ApiFamily::Anthropic)
            QVERIFY(!switches.logProbabilities);
    }

    void patternsMatchWholeNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("matches");
        QTest::newRow("itself") << "gpt-4"
                                << "gpt-4" << true;
        QTest::newRow("longer name") << "gpt-4o"
                                     << "gpt-4" << false;
        QTest::newRow("star at the end") << "gpt-4o-mini"
                                         << "gpt-4*" << true;
        QTest::newRow("star for nothing") << "o3"
                                          << "o3*" << true;
        QTest::newRow("star in front") << "openai/o3"
                                       << "*/o3" << true;
        QTest::newRow("star comes back") << "aXbXc"
                                         << "a*Xc" << true;
        QTest::newRow("two stars") << "gpt-5-chat-latest"
                                   << "gpt-5*-chat*" << true;
        QTest::newRow("no end") << "abc"
                                << "a*bd" << false;
        QTest::newRow("everything") << ""
                                    << "*" << true;
        QTest::newRow("empty pattern") << "a"
                                       << "" << false;
    }

    void patternsMatchWholeNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, pattern);
        QFETCH(bool, matches);
        QCOMPARE(matchesPattern(name.toStdString(), pattern.toStdString()), matches);
    }

    void firstRuleThatMatchesHolds()
    {
        Provider provider = usable();
        ModelRule first{"gpt-5-chat*", {}};
        first.switches.seed = false;
        ModelRule second{"gpt-5*", {}};
        second.switches.temperature = false;
        provider.models = {first, second};
        QVERIFY(switchesFor(provider, "gpt-5-chat-latest") == first.switches);
        QVERIFY(switchesFor(provider, "gpt-5") == second.switches);
        QVERIFY(switchesFor(provider, "gpt-4") == provider.switches);
    }

    void plainHttpGoesToThisMachineOnly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("name") << "http://localhost:8000/v1" << true;
        QTest::newRow("capitals") << "http://LOCALHOST/v1" << true;
        QTest::newRow("127.0.0.1") << "http://127.0.0.1/v1" << true;
        QTest::newRow("127.8.8.8") << "http://127.8.8.8/v1" << true;
        QTest::newRow("::1") << "http://[::1]:8080/v1" << true;
        QTest::newRow("looks like it") << "http://127.0.0.1.evil.example/v1" << false;
        QTest::newRow("starts like it") << "http://localhost.evil.example/v1" << false;
        QTest::newRow("private") << "http://192.168.1.20:8000/v1" << false;
        QTest::newRow("any address") << "http://0.0.0.0:8000/v1" << false;
        QTest::newRow("public") << "http://api.openai.com/v1" << false;
    }

    void plainHttpGoesToThisMachineOnly()
    {
        QFETCH(QString, address);
        QFETCH(bool, allowed);
        Provider provider = usable();
        provider.baseUrl = address.toStdString();
        const std::vector<std::string> problems = providerProblems(provider);
        QCOMPARE(problems.empty(), allowed);
        if (!allowed)
            QVERIFY(anyHas(problems, "unencrypted"));
        provider.allowsPlainHttp = true;
        QVERIFY(providerProblems(provider).empty());
    }

    void unusableProviderSaysWhy_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("no id") << "id"
                               << ""
                               << "letters, digits";
        QTest::newRow("id with a slash") << "id"
                                         << "a/b"
                                         << "\"a/b\"";
        QTest::newRow("no address") << "base_url"
                                    << ""
                                    << "has no address";
        QTest::newRow("no web") << "base_url"
                                << "ftp://example.org"
                                << "none of the web";
        QTest::newRow("no scheme") << "base_url"
                                   << "api.example.org/v1"
                                   << "none of the web";
        QTest::newRow("blank") << "base_url"
                               << "https://exam ple.org"
                               << "none of the web";
        QTest::newRow("password") << "base_url"
                                  << "https://me:secret@example.org/v1"
                                  << "a user name or a password";
        QTest::newRow("query") << "base_url"
                               << "https://example.org/v1?key=secret"
                               << "a query";
        QTest::newRow("variable") << "key_variable"
                                  << "KEY=secret"
                                  << "no name of one";
        QTest::newRow("key") << "key_variable"
                             << "sk-secret"
                             << "never the key";
        QTest::newRow("digit") << "key_variable"
                               << "1KEY"
                               << "no name of one";
    }

    void unusableProviderSaysWhy()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, words);
        Provider provider = usable();
        (field == QStringLiteral("id")         ? provider.id
         : field == QStringLiteral("base_url") ? provider.baseUrl
                                               : provider.keyVariable)
            = value.toStdString();
        const std::vector<std::string> problems = providerProblems(provider);
        QCOMPARE(problems.size(), std::size_t(1));
        QVERIFY2(anyHas(problems, words.toStdString()), problems.front().c_str());
        QVERIFY(!anyHas(problems, "secret")); // what was put in the wrong place is not spread
    }

    void extraFieldsMayNotChangeWhatIsAsked()
    {
        Provider provider = usable();
        provider.switches.extra = {{"top_k", 40}};
        QVERIFY(providerProblems(provider).empty());
        provider.models = {{"o3*", {}}};
        provider.models.front().switches.extra = {{"n", 5}};
        const std::vector<std::string> problems = providerProblems(provider);
        QCOMPARE(problems.size(), std::size_t(1));
        QVERIFY(anyHas(problems, "for \"o3*\" set \"n\""));
    }

    void everyProviderReadsBackAsItself()
    {
        for (const Provider &provider : builtInProviders()) {
            const Result<Provider> again = providerOfJson(nlohmann::json(providerJson(provider)));
            QVERIFY2(again.has_value(), provider.id.c_str());
            QVERIFY2(*again == provider, provider.id.c_str());
        }
        Provider odd = usable();
        odd.family = ApiFamily::Azure;
        odd.apiVersion = "2024-10-21";
        odd.allowsPlainHttp = true;
        odd.requestsPerMinute = 30;
        odd.batches = true;
        odd.tokenCounter = TokenCounter::LlamaCpp;
        odd.switches.extra = {{"top_k", 1}, {"deep", {{"x", {1.5, nullptr}}}}};
        odd.switches.responseFormat = ResponseFormat::JsonSchema;
        odd.switches.streamUsage = false;
        odd.models = {{"a*", {}}, {"b*", odd.switches}}; // the first takes everything back
        odd.suggestedModels = {"a1", "b/2"};
        const Result<Provider> again = providerOfJson(nlohmann::json(providerJson(odd)));
        QVERIFY(again.has_value());
        QVERIFY(*again == odd);
    }

    void usersProvidersStandOverThePresets()
    {
        const std::filesystem::path path = file(
            "own.json",
            R"({"format": "auspex-providers", )"
            R"("providers": [ )"
            R"({"id": "openai", "title": "Proxy", "base_url": "https://proxy.example.org/v1/"}, )"
            R"({"id": "lab", "base_url": "http://10.0.0.5:8000/v1", "allows_plain_http": true, )"
            R"("switches": {"seed": false}, )"
            R"("models": [{"pattern": "big*", "switches": {"temperature": false}}]}]})");
        const Result<std::vector<Provider>> loaded = loadProviders(path);
        QVERIFY(loaded.has_value());
        QCOMPARE(loaded->size(), builtInProviders().size() + 1);
        const Provider openai = findProvider(*loaded, "openai").value();
        QCOMPARE(openai.baseUrl, std::string("https://proxy.example.org/v1"));
        QVERIFY(openai.models.empty()); // the whole entry is the user's
        const Provider lab = findProvider(*loaded, "lab").value();
        QCOMPARE(lab.title, std::string("lab"));
        QVERIFY(!switchesFor(lab, "big-one").temperature);
        QVERIFY(!switchesFor(lab, "big-one").seed); // what a rule leaves out is the provider's
    }

    void withoutAFileThereAreThePresets()
    {
        const Result<std::vector<Provider>> loaded = loadProviders(file("none.json"));
        QVERIFY(loaded.has_value());
        QVERIFY(*loaded == builtInProviders());
    }

    void onlyWhatDiffersIsSaved()
    {
        const std::filesystem::path path = file("deep/er/saved.json");
        std::vector<Provider> providers = builtInProviders();
        providers.front().parallel = 3;
        providers.push_back(usable());
        QVERIFY(saveProviders(path, providers).has_value());
        const Result<std::vector<Provider>> again = loadProviders(path);
        QVERIFY(again.has_value());
        QVERIFY(*again == providers);
        QFile saved(QString::fromStdString(path.string()));
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const auto json = nlohmann::json::parse(saved.readAll().toStdString());
        QCOMPARE(json["providers"].size(), std::size_t(2));
    }

    void whatCouldNotBeReadAgainIsNotSaved()
    {
        const std::filesystem::path path = file("kept.json");
        QVERIFY(saveProviders(path, {usable()}).has_value());
        Provider broken = usable();
        broken.keyVariable = "sk-TESTKEY-1"; // pasted into the wrong field
        const Result<void> leaked = saveProviders(path, {broken});
        QVERIFY(!leaked);
        QVERIFY(has(leaked.error(), "never the key"));
        QVERIFY(!has(leaked.error(), "TESTKEY"));
        broken = usable();
        broken.parallel = 0;
        const Result<void> saved = saveProviders(path, {broken});
        QVERIFY(!saved);
        QVERIFY(has(saved.error(), "\"mine\" cannot be kept"));
        QVERIFY(has(saved.error(), "from 1 to 1000"));
        QVERIFY(findProvider(loadProviders(path).value(), "mine").value() == usable());
    }

    void brokenFileNamesEntryAndField_data()
    {
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QString>("words");
        const QByteArray fine = R"({"id": "a", "base_url": "https://a.example"})";
        QTest::newRow("kind") << fine + R"(, {"id": "b", "base_url": 7})"
                              << "provider 2: \"base_url\" must be a text.";
        QTest::newRow("slip") << QByteArray(R"({"id": "b", "needs_keys": false})")
                              << "provider 1: There is no field \"needs_keys\".";
        QTest::newRow("switch") << QByteArray(
            R"({"id": "b", "switches": {"max_token_field": "max_tokens"}})")
                                << "In \"switches\": There is no field \"max_token_field\".";
        QTest::newRow("choice")
            << QByteArray(R"({"id": "b", "family": "google"})")
            << "\"family\" must be one of \"openai\", \"azure\", \"anthropic\".";
        QTest::newRow("rule") << QByteArray(R"({"id": "b", "models": [{"switches": {}}]})")
                              << "In entry 1 of \"models\": \"pattern\" must name models.";
        QTest::newRow("no object") << QByteArray("[]") << "provider 1: It is not an object.";
        QTest::newRow("range") << QByteArray(R"({"id": "b", "parallel": 18446744073709551615})")
                               << "\"parallel\" must be a whole number from 1 to 1000.";
        QTest::newRow("twice") << fine + ", " + fine << "provider 2: the id \"a\" is there twice";
        QTest::newRow("no id") << QByteArray(R"({"title": "b"})") << "\"id\" is missing";
        QTest::newRow("key") << QByteArray(R"({"id": "b", "api_key": "sk-TESTKEY-1"})")
                             << "\"api_key\" has no place here";
    }

    void brokenFileNamesEntryAndField()
    {
        QFETCH(QByteArray, entries);
        QFETCH(QString, words);
        const std::filesystem::path path = file(
            "broken.json", R"({"format": "auspex-providers", "providers": [)" + entries + "]}");
        const Result<std::vector<Provider>> loaded = loadProviders(path);
        QVERIFY(!loaded);
        QVERIFY2(has(loaded.error(), words.toStdString()), loaded.error().message.c_str());
        QVERIFY(has(loaded.error(), path.string()));
        QVERIFY(!has(loaded.error(), "TESTKEY"));
    }

    void otherFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("providers: []");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("other format") << QByteArray(R"({"format": "x", "providers": []})");
        QTest::newRow("no list") << QByteArray(R"({"format": "auspex-providers"})");
        QTest::newRow("deep") << QByteArray(200000, '[');
    }

    void otherFilesAreRefused()
    {
        QFETCH(QByteArray, content);
        const std::filesystem::path path = file("other.json", content);
        const Result<std::vector<Provider>> loaded = loadProviders(path);
        QVERIFY(!loaded);
        QVERIFY(has(loaded.error(), path.string()));
    }

    void unknownIdListsTheOthersAndTheLikeliest()
    {
        const Result<Provider> found = findProvider(builtInProviders(), "OpenAi");
        QVERIFY(!found);
        QVERIFY(has(found.error(), "(did you mean openai?)"));
        QVERIFY(has(found.error(), "there are openai, azure, azure-v1, anthropic, "));
        const Result<Provider> strange = findProvider(builtInProviders(), "gemini");
        QVERIFY(!strange);
        QVERIFY(!has(strange.error(), "did you mean"));
    }

    void loopbackIsKnownByNameAndByAddress()
    {
        QVERIFY(isLoopbackHost("localhost"));
        QVERIFY(isLoopbackHost("127.1.2.3"));
        QVERIFY(isLoopbackHost("::1"));
        QVERIFY(isLoopbackHost("[::1]"));
        QVERIFY(!isLoopbackHost(""));
        QVERIFY(!isLoopbackHost("::2"));
        QVERIFY(!isLoopbackHost("10.0.0.1"));
        QVERIFY(!isLoopbackHost("128.0.0.1"));
        QVERIFY(!isLoopbackHost("notlocalhost"));
    }

    void filesOfTheUserStandInTheConfigurationFolder()
    {
        qputenv("XDG_CONFIG_HOME", "/somewhere/config");
        QCOMPARE(userLlmFolder().string(), std::string("/somewhere/config/auspex"));
    }
};

QTEST_GUILESS_MAIN(TestProviders)
#include "tst_providers.moc"
