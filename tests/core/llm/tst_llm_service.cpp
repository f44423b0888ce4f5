// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <thread>

#include "core/base/text.h"
#include "core/llm/llm_service.h"
#include "core/store/document_store.h"
#include "core/store/prompt_store.h"
#include "tests/support/contract_shapes.h"

using namespace auspex;
using namespace auspex::test;

namespace {

Architecture architecture(int depth)
{
    Architecture made;
    made.encoderEmbedDim = 640;
    made.decoderEmbedDim = 512;
    made.encoder.assign(6, {2048, 8});
    made.decoder.assign(static_cast<std::size_t>(depth), {1024, 8, 4, -1});
    return made;
}

/// Two demonstrations and the depths asked for.
LlmQuery query(const std::vector<int> &depths)
{
    LlmQuery made;
    made.task = "wmt14ende";
    made.target = "valid_bleu";
    made.space = *builtInSpace("wmt14ende");
    made.vocabulary = 32768;
    made.demonstrations = {{architecture(1), {}, 24.0}, {architecture(6), {}, 28.0}};
    for (const int depth : depths)
        made.subjects.push_back({architecture(depth), {}, {}});
    return made;
}

LlmSpec spec(const std::string &options = {})
{
    return *parseLlmSpec("here/test-model/llm-pp:demonstrations-only" + options);
}

Provider provider(const std::string &url)
{
    Provider made;
    made.id = "here";
    made.title = "Here";
    made.baseUrl = url;
    made.keyVariable = "AUSPEX_NO_SUCH_KEY";
    return made;
}

PriceList prices(double input)
{
    Price price;
    price.model = "test-model";
    price.rates.input = input;
    price.source = "a test";
    return PriceList({price});
}

std::string messageOf(const Error &error)
{
    return error.message;
}

template<typename T>
std::string problemOf(const Result<T> &result)
{
    return result ? std::string() : messageOf(result.error());
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

ShapedAnswer saying(const std::string &content)
{
    ShapedAnswer answer;
    answer.contents = {content};
    return answer;
}

std::size_t chats(const ContractServer &server)
{
    const auto requests = server.requests();
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [](const ReceivedRequest &request) {
            return request.method == "POST" && contains(request.path, "chat/completions");
        }));
}

} // namespace

class TestLlmService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace.emplace(
            *Workspace::create(m_folder->filePath(QStringLiteral("w.auspex")).toStdString()));
    }

    void cleanup()
    {
        m_workspace.reset();
        m_folder.reset();
    }

    void savedPromptsGoBeforeBuiltInOnes()
    {
        const auto service = make(LlmService::Mode::CachedOnly, "http://127.0.0.1:9/v1");
        QCOMPARE(service->prompt(*parseLlmSpec("here/m"))->title,
                 builtInPrompts().front().prompt.title);
        Prompt mine = builtInPrompts().front().prompt;
        mine.title = "Mine, first";
        QVERIFY(savePrompt(*m_workspace, "llm-pp", promptJson(mine)));
        mine.title = "Mine, second";
        QVERIFY(savePrompt(*m_workspace, "llm-pp", promptJson(mine)));
        QCOMPARE(service->prompt(*parseLlmSpec("here/m"))->title, std::string("Mine, second"));
        QCOMPARE(service->prompt(*parseLlmSpec("here/m/llm-pp@1"))->title,
                 std::string("Mine, first"));
        const auto variant = service->prompt(*parseLlmSpec("here/m/llm-pp:demonstrations-only"));
        QVERIFY(variant);
        QCOMPARE(std::count_if(variant->components.begin(), variant->components.end(),
                               [](const PromptComponent &one) { return one.enabled; }),
                 2);
        // Results keep a prompt that is deleted.
        QVERIFY(removePrompt(*m_workspace, "llm-pp"));
        QVERIFY(service->prompt(*parseLlmSpec("here/m/llm-pp@1")));
        Prompt given = mine;
        given.title = "From a file";
        service->setPrompt("llm-pp", given);
        QCOMPARE(service->prompt(*parseLlmSpec("here/m"))->title, std::string("From a file"));
    }

    void unknownPromptsAndProvidersAreNamed()
    {
        const auto service = make(LlmService::Mode::CachedOnly, "http://127.0.0.1:9/v1");
        QVERIFY(savePrompt(*m_workspace, "mine", promptJson(builtInPrompts()[1].prompt)));
        const std::string name = problemOf(service->prompt(*parseLlmSpec("here/m/yours")));
        QVERIFY2(contains(name, "\"yours\"") && contains(name, "llm-pp") && contains(name, "mine"),
                 name.c_str());
        QVERIFY(contains(problemOf(service->prompt(*parseLlmSpec("here/m/mine@7"))),
                         "no saved version 7"));
        QVERIFY(contains(problemOf(service->prompt(*parseLlmSpec("here/m/llm-pp:odd"))),
                         "first-instruction"));
        Job job;
        QVERIFY(contains(problemOf(service->predict(*parseLlmSpec("there/m"), query({2}), job)),
                         "here"));
    }

    void taskDataIsKeptInTheWorkspace()
    {
        const auto service = make(LlmService::Mode::CachedOnly, "http://127.0.0.1:9/v1");
        QCOMPARE(service->promptTask(spec(), "wmt14ende", "valid_bleu")->name,
                 std::string("WMT'14 English to German"));
        TaskPromptData data;
        data.task = {"Bribri to Spanish", "Bribri", "Spanish", "chrF", EfficiencyMetric::Latency};
        data.pool = {{"a", "b"}, {"c \"quoted\"", "d\n"}, {"\xc3\xa4", ""}};
        data.chosen = {2, 0};
        data.exampleSeed = 18'000'000'000'000'000'000U;
        QVERIFY(saveTaskPromptData(*m_workspace, "wmt14ende", data));
        const auto loaded = loadTaskPromptData(*m_workspace, "wmt14ende");
        QVERIFY(loaded);
        QVERIFY(*loaded == data);
        // The service sees what another connection wrote.
        const auto task = service->promptTask(spec(), "wmt14ende", "valid_bleu");
        QCOMPARE(task->name, std::string("Bribri to Spanish"));
        QCOMPARE(task->metric, std::string("chrF"));
        QVERIFY(task->efficiency == EfficiencyMetric::Latency);
        QVERIFY(service->promptTask(spec("?efficiency=none"), "wmt14ende", "x")->efficiency
                == EfficiencyMetric::None);
        const auto examples = examplesOf(data, 5);
        QCOMPARE(examples.size(), std::size_t{2});
        QCOMPARE(examples[0].source, std::string("\xc3\xa4"));
        QCOMPARE(examplesOf(data, 1).size(), std::size_t{1});
        QVERIFY(examplesOf(data, -1).empty());

        QVERIFY(saveDocument(*m_workspace, "prompt-task:odd", {{"name", 3}}));
        const auto odd = loadTaskPromptData(*m_workspace, "odd");
        QVERIFY(!odd && odd.error().code == ErrorCode::Corrupt);
        QVERIFY(contains(odd.error().message, "set the task's description and examples again"));
    }

    void scoresAreCalledByTheTargetsName()
    {
        const auto service = make(LlmService::Mode::CachedOnly, "http://127.0.0.1:9/v1");
        LlmQuery asked = query({2});
        asked.target = "valid_comet";
        const auto questions = service->questions(spec(), asked);
        QVERIFY2(questions, problemOf(questions).c_str());
        QVERIFY(contains(questions->front().prompt, "COMET: 24.00"));
        QVERIFY(!contains(questions->front().prompt, "BLEU"));
        QCOMPARE(service->runOptions(spec(), asked)->answers.metric, std::string("COMET"));
    }

    void answersMayLieAsFarOutsideAsTheScoresAreApart()
    {
        const auto service = make(LlmService::Mode::CachedOnly, "http://127.0.0.1:9/v1");
        QCOMPARE(service->runOptions(spec(), query({2}))->answers.lowest, 0.0);
        QCOMPARE(service->runOptions(spec(), query({2}))->answers.highest, 100.0);
        LlmQuery asked = query({2});
        asked.demonstrations[0].score = -3.0;
        asked.demonstrations[1].score = 400.0;
        QCOMPARE(service->runOptions(spec(), asked)->answers.lowest, -406.0);
        QCOMPARE(service->runOptions(spec(), asked)->answers.highest, 803.0);
    }

    void equalSubjectsAreAskedAboutOnce()
    {
        ContractServer server(countingScript(1000));
        const auto service = make(LlmService::Mode::Send, server.url());
        const LlmQuery asked = query({2, 3, 2, 2});
        QCOMPARE(service->questions(spec(), asked)->size(), std::size_t{2});
        QCOMPARE(service->missing(spec(), asked).value(), std::int64_t{2});
        Job job;
        const auto answered = service->predict(spec(), asked, job);
        QVERIFY2(answered, problemOf(answered).c_str());
        QCOMPARE(answered->size(), std::size_t{4});
        QVERIFY((*answered)[0].value);
        QCOMPARE((*answered)[0].value, (*answered)[2].value);
        QVERIFY((*answered)[0].value != (*answered)[1].value);
        QCOMPARE(chats(server), std::size_t{2});
        QCOMPARE(service->missing(spec(), asked).value(), std::int64_t{0});
    }

    void whatIsKnownIsNotSentAgainByAnyService()
    {
        ContractServer server(countingScript(1000));
        Job job;
        std::vector<LlmPrediction> first;
        {
            const auto service = make(LlmService::Mode::Send, server.url());
            first = *service->predict(spec(), query({2, 3}), job);
            QVERIFY(!first[0].fromCache);
            QCOMPARE(service->status().requests, std::int64_t{2});
        }
        const auto service = make(LlmService::Mode::CachedOnly, server.url());
        const auto again = service->predict(spec(), query({2, 3, 4}), job);
        QVERIFY(again);
        QCOMPARE((*again)[1].value, first[1].value);
        QVERIFY((*again)[1].fromCache);
        QVERIFY(!(*again)[2].value);
        QCOMPARE((*again)[2].missing, 1);
        QCOMPARE((*again)[2].problem,
                 std::string("The reply is not in this workspace; run it first."));
        QCOMPARE(chats(server), std::size_t{2});
    }

    void theKeyIsAskedForOnlyWhereSomethingIsSent()
    {
        ContractServer server(countingScript(1000));
        Job job;
        const auto service = make(LlmService::Mode::Send, server.url());
        QVERIFY(service->predict(spec(), query({2}), job));
        LlmService::Settings settings = send(server.url());
        int asked = 0;
        settings.keys = [&](const Provider &) {
            ++asked;
            return FoundKey{};
        };
        const auto keyless = *LlmService::create(std::move(settings), &*m_workspace);
        QVERIFY(keyless->predict(spec(), query({2}), job));
        QCOMPARE(asked, 0);
        const auto refused = keyless->predict(spec(), query({2, 5}), job);
        QVERIFY(!refused);
        QCOMPARE(asked, 1);
        QVERIFY2(contains(refused.error().message, "AUSPEX_NO_SUCH_KEY"),
                 refused.error().message.c_str());
        QCOMPARE(chats(server), std::size_t{1});
    }

    void theBudgetIsOfAllCallsTogether()
    {
        ContractServer server(countingScript(1000));
        LlmService::Settings settings = send(server.url());
        settings.prices = prices(1000.0); // a dollar each, as the server counts
        settings.budget = 3.5;
        settings.parallel = 1;
        const auto service = *LlmService::create(std::move(settings), &*m_workspace);
        Job job;
        const auto first = service->predict(spec(), query({2, 3}), job);
        QVERIFY2(first, problemOf(first).c_str());
        QVERIFY((*first)[1].value);
        QVERIFY(qAbs(service->status().cost.value() - 2.0) < 1e-9);
        const auto second = service->predict(spec(), query({4, 5}), job);
        QVERIFY2(second, problemOf(second).c_str());
        QCOMPARE(std::count_if(second->begin(), second->end(),
                               [](const LlmPrediction &one) { return one.value.has_value(); }),
                 1);
        QVERIFY(service->status().cost.value() <= 3.5);
        // Nothing at all is left: that is why it cannot begin.
        const auto third = service->predict(spec(), query({6, 7}), job);
        QVERIFY(!third);
        QVERIFY2(contains(third.error().message, "budget")
                     || contains(third.error().message, "limit"),
                 third.error().message.c_str());
        const auto costs = service->costs(spec(), query({2, 7}));
        QVERIFY(qAbs(costs->at(0).value() - 1.0) < 1e-9);
        QVERIFY(!costs->at(1));
    }

    void estimatesCountWhatIsNotThere()
    {
        ContractServer server(countingScript(1000));
        LlmService::Settings settings = send(server.url());
        settings.prices = prices(2.0);
        const auto service = *LlmService::create(std::move(settings), &*m_workspace);
        Job job;
        auto estimate = service->estimate(spec(), query({2, 3, 4}), job);
        QVERIFY2(estimate, problemOf(estimate).c_str());
        QCOMPARE(estimate->requests, std::int64_t{3});
        QVERIFY(estimate->cost.value() > 0.0);
        QVERIFY(service->predict(spec(), query({2, 3}), job));
        estimate = service->estimate(spec(), query({2, 3, 4}), job);
        QCOMPARE(estimate->requests, std::int64_t{1});
        // The server says 1000 tokens a prompt: that is what the next one is taken for.
        QVERIFY2(qAbs(static_cast<double>(estimate->promptTokens) - 1000.0) < 100.0,
                 std::to_string(estimate->promptTokens).c_str());
        QCOMPARE(chats(server), std::size_t{2});
    }

    void samplesAreOneRequestWhereTheServiceHasThem()
    {
        ContractServer server(countingScript(1000));
        const auto service = make(LlmService::Mode::Send, server.url());
        Job job;
        const auto answered = service->predict(spec("?samples=4&temperature=1"), query({2}), job);
        QVERIFY2(answered, problemOf(answered).c_str());
        QCOMPARE(chats(server), std::size_t{1});
        const auto prompt = service->questions(spec(), query({2}))->front().prompt;
        std::vector<double> values;
        double mean = 0.0;
        for (int i = 0; i < 4; ++i) {
            values.push_back(*parseDouble(scoreOf(prompt, i)));
            mean += values.back() / 4.0;
        }
        double squares = 0.0;
        for (const double value : values)
            squares += (value - mean) * (value - mean);
        QCOMPARE((*answered)[0].usable, 4);
        QVERIFY(qAbs((*answered)[0].value.value() - mean) < 1e-9);
        QVERIFY(qAbs((*answered)[0].deviation.value() - std::sqrt(squares / 3.0)) < 1e-9);
    }

    void expectedValuesComeFromTheLogProbabilities()
    {
        // 24 with three quarters of the probability, 28 with the rest.
        const nlohmann::json tokens = nlohmann::json::array(
            {{{"token", "24"},
              {"logprob", std::log(0.75)},
              {"top_logprobs",
               {{{"token", "24"}, {"logprob", std::log(0.75)}},
                {{"token", "28"}, {"logprob", std::log(0.25)}}}}}});
        ContractServer server([&](const ReceivedRequest &) {
            ShapedAnswer answer;
            answer.contents = {"24"};
            answer.logProbabilities = tokens;
            return chatReply(Shape::OpenAi, answer);
        });
        const auto service = make(LlmService::Mode::Send, server.url());
        Job job;
        const auto answered = service->predict(spec("?value=expected"), query({2}), job);
        QVERIFY2(answered, problemOf(answered).c_str());
        QVERIFY(qAbs((*answered)[0].value.value() - 25.0) < 1e-6);
        QVERIFY(qAbs((*answered)[0].deviation.value() - std::sqrt(3.0)) < 1e-6);
        QVERIFY(contains(server.requests().front().body, "logprobs"));

        Provider without = provider(server.url());
        without.switches.logProbabilities = false;
        LlmService::Settings settings = send(server.url());
        settings.providers = {without};
        const auto other = *LlmService::create(std::move(settings), &*m_workspace);
        QVERIFY(contains(problemOf(other->predict(spec("?value=expected"), query({3}), job)),
                         "value=sampled"));
    }

    void aRefusedKeyFailsAsAWholeAndSaysWhy()
    {
        ContractServer server([](const ReceivedRequest &) {
            return errorReply(Shape::OpenAi, 401, "invalid_request_error", "invalid_api_key",
                              "Incorrect API key provided: sk-TESTKEY-12345678.");
        });
        const auto service = make(LlmService::Mode::Send, server.url());
        Job job;
        const auto answered = service->predict(spec(), query({2, 3, 4}), job);
        QVERIFY(!answered);
        QVERIFY2(!contains(answered.error().message + answered.error().detail, "TESTKEY"),
                 answered.error().message.c_str());
        QVERIFY(chats(server) <= 3);
    }

    void oneSubjectsFailureIsItsOwn()
    {
        ContractServer server([](const ReceivedRequest &request) {
            return contains(promptOf(request), "decoder-layer-num-subtransformer: 3")
                       ? chatReply(Shape::OpenAi, saying("no idea"))
                       : chatReply(Shape::OpenAi);
        });
        const auto service = make(LlmService::Mode::Send, server.url());
        Job job;
        const auto answered = service->predict(spec(), query({2, 3, 4}), job);
        QVERIFY2(answered, problemOf(answered).c_str());
        QCOMPARE((*answered)[0].value.value(), 24.37);
        QVERIFY(!(*answered)[1].value);
        QCOMPARE((*answered)[1].unusable, 1);
        QVERIFY2(contains((*answered)[1].problem, "no idea"), (*answered)[1].problem.c_str());
        QCOMPARE((*answered)[2].value.value(), 24.37);

        // No latency is known of any: nothing can be asked at all.
        const auto latency = service->predict(spec("?efficiency=latency"), query({2}), job);
        QVERIFY(!latency);
        QVERIFY2(contains(latency.error().message, "atency"), latency.error().message.c_str());
    }

    void cancelKeepsWhatCame()
    {
        Job job;
        int answered = 0;
        ContractServer server([&](const ReceivedRequest &) {
            if (++answered == 3)
                job.cancel();
            ScriptedReply reply = chatReply(Shape::OpenAi);
            reply.delay = 0.02;
            return reply;
        });
        LlmService::Settings settings = send(server.url());
        settings.parallel = 1;
        const auto service = *LlmService::create(std::move(settings), &*m_workspace);
        const auto cut = service->predict(spec(), query({2, 3, 4, 5, 6, 7, 8}), job);
        QVERIFY(!cut);
        QVERIFY(cut.error().code == ErrorCode::Cancelled);
        const std::int64_t left = service->missing(spec(), query({2, 3, 4, 5, 6, 7, 8})).value();
        QVERIFY2(left >= 4 && left <= 5, std::to_string(left).c_str());
    }

    void callsFromTwoThreadsWaitForEachOther()
    {
        AnsweringOptions slow;
        slow.delay = 0.02;
        ContractServer server(answeringScript(slow));
        const auto service = make(LlmService::Mode::Send, server.url());
        Result<std::vector<LlmPrediction>> first = failure(ErrorCode::Internal, {});
        Result<std::vector<LlmPrediction>> second = first;
        std::thread one([&] {
            Job job;
            first = service->predict(spec(), query({2, 3, 4}), job);
        });
        std::thread two([&] {
            Job job;
            second = service->predict(spec(), query({2, 3, 4}), job);
        });
        for (int i = 0; i < 50; ++i) // waits for nobody
            QVERIFY(service->status().requests <= 3);
        one.join();
        two.join();
        QVERIFY2(first && second, (problemOf(first) + problemOf(second)).c_str());
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE((*first)[i].value, (*second)[i].value);
        QCOMPARE(chats(server), std::size_t{3});
    }

    void repliesAreOnlySentForWhereTheyCanBeKept()
    {
        ContractServer server(countingScript(1000));
        const auto reading = *Workspace::open(m_workspace->path(), OpenMode::ReadOnly);
        const auto refused = LlmService::create(send(server.url()), &reading);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::ReadOnly);
        LlmService::Settings settings = send(server.url());
        settings.mode = LlmService::Mode::CachedOnly;
        QVERIFY(LlmService::create(std::move(settings), &reading));
        // In memory, for as long as it lives.
        const auto loose = *LlmService::create(send(server.url()));
        Job job;
        QVERIFY(loose->predict(spec(), query({2}), job));
        QVERIFY(loose->predict(spec(), query({2}), job));
        QCOMPARE(chats(server), std::size_t{1});
    }

private:
    static LlmService::Settings send(const std::string &url)
    {
        LlmService::Settings settings;
        settings.mode = LlmService::Mode::Send;
        settings.providers = {provider(url)};
        settings.prices = prices(0.0);
        settings.keys = [](const Provider &) {
            return FoundKey{SecretKey("sk-TESTKEY-12345678"), KeySource::Session};
        };
        return settings;
    }

    std::shared_ptr<LlmService> make(LlmService::Mode mode, const std::string &url)
    {
        LlmService::Settings settings = send(url);
        settings.mode = mode;
        return *LlmService::create(std::move(settings), &*m_workspace);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestLlmService)
#include "tst_llm_service.moc"
