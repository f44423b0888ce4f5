// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <rapidcheck.h>

#include "core/llm/llm_service.h"

using namespace auspex;

namespace {

std::string errorOf(const std::string &text)
{
    const auto spec = parseLlmSpec(text);
    return spec ? std::string() : spec.error().message;
}

/// Names with everything that separates elsewhere, and characters of several bytes.
rc::Gen<std::string> name()
{
    return rc::gen::map(
        rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
            std::vector<std::string>{"a", "B", "7", "/", "?", "%", ":", "@", "&", "=", " ", "-",
                                     ".", "%2F", "\xc3\xa4", "\xe4\xb8\xad"}))),
        [](const std::vector<std::string> &parts) {
            std::string text;
            for (const std::string &part : parts)
                text += part;
            return text;
        });
}

rc::Gen<LlmSpec> anySpec()
{
    return rc::gen::build<LlmSpec>(
        rc::gen::set(&LlmSpec::provider,
                     rc::gen::elementOf(std::vector<std::string>{"openai", "my_server-2"})),
        rc::gen::set(&LlmSpec::model, name()), rc::gen::set(&LlmSpec::prompt, name()),
        rc::gen::set(&LlmSpec::promptVersion,
                     rc::gen::oneOf(rc::gen::just(std::optional<int>()),
                                    rc::gen::map(rc::gen::inRange(1, 900),
                                                 [](int n) { return std::optional<int>(n); }))),
        rc::gen::set(&LlmSpec::variant, rc::gen::oneOf(rc::gen::just(std::string()), name())),
        rc::gen::set(&LlmSpec::samples, rc::gen::inRange(1, 1000)),
        rc::gen::set(&LlmSpec::expected, rc::gen::arbitrary<bool>()),
        rc::gen::set(&LlmSpec::temperature, rc::gen::elementOf(std::vector<std::optional<double>>{
                                                std::nullopt, 0.0, 0.7, 1.0, 2.0})),
        rc::gen::set(&LlmSpec::maxTokens, rc::gen::inRange(1, 5000)),
        rc::gen::set(&LlmSpec::seed, rc::gen::elementOf(std::vector<std::optional<std::int64_t>>{
                                         std::nullopt, 0, 123, INT64_MAX})),
        rc::gen::set(&LlmSpec::tolerant, rc::gen::arbitrary<bool>()),
        rc::gen::set(&LlmSpec::efficiency,
                     rc::gen::elementOf(std::vector<std::optional<EfficiencyMetric>>{
                         std::nullopt, EfficiencyMetric::None, EfficiencyMetric::Gflops,
                         EfficiencyMetric::Latency, EfficiencyMetric::ModelSize})),
        rc::gen::set(&LlmSpec::examples, rc::gen::inRange(0, 1000)));
}

} // namespace

class TestLlmSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShortFormHasThePapersDefaults()
    {
        const auto spec = parseLlmSpec("openai/gpt-4");
        QVERIFY(spec);
        QCOMPARE(spec->provider, std::string("openai"));
        QCOMPARE(spec->model, std::string("gpt-4"));
        QCOMPARE(spec->prompt, std::string("llm-pp"));
        QVERIFY(!spec->promptVersion);
        QCOMPARE(spec->variant, std::string());
        QCOMPARE(spec->samples, 1);
        QCOMPARE(spec->temperature.value(), 0.0);
        QCOMPARE(spec->maxTokens, 25);
        QCOMPARE(spec->examples, 5);
        QVERIFY(spec->tolerant && !spec->expected && !spec->seed && !spec->efficiency);
        QCOMPARE(llmSpecText(*spec), std::string("openai/gpt-4"));
    }

    void everyPartIsRead()
    {
        const auto spec = parseLlmSpec(
            "openrouter/meta%2Fllama-3:free/my prompt@3:first-instruction?samples=5&value=expected&"
            "temperature=0.7&max-tokens=40&seed=9&answers=plain&efficiency=model-size&examples=0");
        QVERIFY(spec);
        QCOMPARE(spec->model, std::string("meta/llama-3:free"));
        QCOMPARE(spec->prompt, std::string("my prompt"));
        QCOMPARE(spec->promptVersion.value(), 3);
        QCOMPARE(spec->variant, std::string("first-instruction"));
        QCOMPARE(spec->samples, 5);
        QVERIFY(spec->expected);
        QCOMPARE(spec->temperature.value(), 0.7);
        QCOMPARE(spec->maxTokens, 40);
        QCOMPARE(spec->seed.value(), std::int64_t{9});
        QVERIFY(!spec->tolerant);
        QVERIFY(spec->efficiency == EfficiencyMetric::ModelSize);
        QCOMPARE(spec->examples, 0);
        QVERIFY(!parseLlmSpec("a/b?temperature=default")->temperature);
    }

    void textOfASpecParsesBack()
    {
        QVERIFY(rc::check([] {
            const LlmSpec spec = *anySpec();
            const auto parsed = parseLlmSpec(llmSpecText(spec));
            RC_ASSERT(parsed.has_value());
            RC_ASSERT(*parsed == spec);
        }));
    }

    void differentSpecsHaveDifferentTexts()
    {
        QVERIFY(rc::check([] {
            const LlmSpec a = *anySpec();
            const LlmSpec b = *anySpec();
            RC_ASSERT((a == b) == (llmSpecText(a) == llmSpecText(b)));
        }));
    }

    void anyTextIsParsedOrRefusedWithASentence()
    {
        QVERIFY(rc::check([](const std::string &text) {
            const auto parsed = parseLlmSpec(text);
            RC_ASSERT(parsed.has_value() || parsed.error().message.ends_with('.'));
        }));
    }

    void errorsSayWhatToDo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *text, const char *part) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part);
        };
        row("", "names no model");
        row("openai", "names no model; write llm:PROVIDER/MODEL");
        row("openai/", "needs the name of a model");
        row("openai/a/b/c", "a slash within a name as %2F");
        row("open ai/gpt", "no id of one");
        row("openai/gpt%zz", "write the sign itself as %25");
        row("openai/gpt%2", "write the sign itself as %25");
        row("openai/gpt%0A", "control characters");
        row("openai/gpt%FF", "no UTF-8 text");
        row("openai/gpt/", "needs the name of a prompt");
        row("openai/gpt/mine@0", "versions count from 1");
        row("openai/gpt/mine@two", "versions count from 1");
        row("openai/gpt/mine:", "needs the name of a variant");
        row("openai/gpt?", "has no option");
        row("openai/gpt?tokens=3", "there are samples=K");
        row("openai/gpt?samples", "there are samples=K");
        row("openai/gpt?samples=0", "from 1 to 1000");
        row("openai/gpt?samples=1.5", "from 1 to 1000");
        row("openai/gpt?seed=-1", "from 0 to");
        row("openai/gpt?temperature=2.1", "from 0 to 2 or default");
        row("openai/gpt?temperature=nan", "from 0 to 2 or default");
        row("openai/gpt?value=mean", "sampled or expected");
        row("openai/gpt?answers=json", "plain or tolerant");
        row("openai/gpt?efficiency=watts", "gflops, latency, model-size or none");
        row("openai/gpt?samples=2&samples=3", "stands twice");
    }

    void errorsSayWhatToDo()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const std::string message = errorOf(text.toStdString());
        QVERIFY2(QString::fromStdString(message).contains(part), message.c_str());
        QVERIFY(message.ends_with('.'));
    }

    void titlesTellSpecsApart()
    {
        const auto title = [](const char *text) { return llmSpecTitle(*parseLlmSpec(text)); };
        QCOMPARE(title("openai/gpt-4"), std::string("gpt-4, llm-pp"));
        QCOMPARE(title("openai/gpt-4/llm-pp:first-instruction"),
                 std::string("gpt-4, llm-pp, + First instruction"));
        QCOMPARE(title("openai/gpt-4/mine@2:odd"), std::string("gpt-4, mine version 2, odd"));
        QCOMPARE(title("openai/gpt-4?samples=3&temperature=1&value=expected"),
                 std::string("gpt-4, llm-pp, 3 samples, expected value, temperature 1"));
        QCOMPARE(title("openai/gpt-4?temperature=default&examples=1&efficiency=none"),
                 std::string("gpt-4, llm-pp, the service's temperature, no efficiency, 1 example"));
    }

    void metricsAreCalledAsTheFieldDoes()
    {
        QCOMPARE(metricOfTarget("valid_bleu"), std::string("BLEU"));
        QCOMPARE(metricOfTarget("test_bleu"), std::string("BLEU"));
        QCOMPARE(metricOfTarget("valid_COMET"), std::string("COMET"));
        QCOMPARE(metricOfTarget("chrf"), std::string("chrF"));
        QCOMPARE(metricOfTarget("test_perplexity"), std::string("perplexity"));
        QCOMPARE(metricOfTarget("score_"), std::string("score_"));
    }
};

QTEST_GUILESS_MAIN(TestLlmSpec)
#include "tst_llm_spec.moc"
