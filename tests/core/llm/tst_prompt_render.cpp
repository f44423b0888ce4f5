// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/prompt.h"
#include "tests/core/llm/prompt_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// What is rendered before the query, or the error's message.
std::string renderedBefore(const Prompt &prompt, const PromptInput &input)
{
    const Result<RenderedPrompt> rendered = renderPrompt(prompt, input);
    if (!rendered)
        return rendered.error().message;
    const std::size_t query = rendered->spans.back().begin;
    return rendered->text.substr(0, query);
}

std::string renderedText(const std::string &text, const PromptInput &input = smallInput())
{
    std::string before = renderedBefore(promptOf({{"t", PromptPart::Text, text, true}}), input);
    const bool separated = before.size() >= 2 && before.substr(before.size() - 2) == "\n\n";
    return separated ? before.substr(0, before.size() - 2) : before;
}

std::string queryText(const PromptInput &input)
{
    const Result<RenderedPrompt> rendered = renderPrompt(promptOf({}), input);
    return rendered ? rendered->text : rendered.error().message;
}

} // namespace

#define COMPARE_TEXT(actual, expected)                                                             \
    QCOMPARE(QString::fromStdString(actual), QString::fromStdString(expected))

class TestPromptRender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void demonstrationsAreTenLinesEfficiencyAndScore()
    {
        COMPARE_TEXT(renderedText("{{demonstrations}}"),
                     smallArchitectureLines() + "GFLOPS: 2.7\nBLEU: 24.30\n\n"
                         + smallArchitectureLines() + "GFLOPS: 3.5\nBLEU: 25.93");
    }

    void queryEndsWithTheMetricAndASpace()
    {
        COMPARE_TEXT(queryText(smallInput()), smallArchitectureLines() + "GFLOPS: 2.3\nBLEU: ");
    }

    void numbersAreRoundedAsPrintfRounds()
    {
        // Ties of the binary value go to the even digit.
        PromptInput input = smallInput();
        input.demonstrations = {{smallArchitecture(), 2.25, 24.125}};
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "GFLOPS: 2.2\nBLEU: 24.12");
        input.demonstrations = {{smallArchitecture(), 2.75, 24.375}};
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "GFLOPS: 2.8\nBLEU: 24.38");
        // 2.35 is a little more than that in binary, 1.005 a little less.
        input.demonstrations = {{smallArchitecture(), 2.35, 1.005}};
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "GFLOPS: 2.4\nBLEU: 1.00");
    }

    void latencyAndModelSizeHaveTheirOwnLines()
    {
        PromptInput input = smallInput();
        input.demonstrations.resize(1);
        input.task.efficiency = EfficiencyMetric::Latency;
        input.demonstrations[0].efficiency = 41.8098;
        input.query->efficiency = 120.04;
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "Latency (ms): 41.8\nBLEU: 24.30");
        COMPARE_TEXT(queryText(input), smallArchitectureLines() + "Latency (ms): 120.0\nBLEU: ");
        input.task.efficiency = EfficiencyMetric::ModelSize;
        input.demonstrations[0].efficiency = 43.171456;
        input.query->efficiency = 9.96;
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "Parameters (millions): 43.2\nBLEU: 24.30");
        COMPARE_TEXT(queryText(input),
                     smallArchitectureLines() + "Parameters (millions): 10.0\nBLEU: ");
    }

    void noEfficiencyMetricMeansNoLine()
    {
        PromptInput input = smallInput();
        input.task.efficiency = EfficiencyMetric::None;
        input.demonstrations.resize(1);
        input.demonstrations[0].efficiency.reset();
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "BLEU: 24.30");
        COMPARE_TEXT(queryText(input), smallArchitectureLines() + "BLEU: ");
    }

    void instructionAboutEfficiencyIsLeftOutWhereThereIsNone()
    {
        const Prompt prompt = promptOf({
            {"heading", PromptPart::Heading, "Mind:", true},
            {"first", PromptPart::Instruction, "One.", true},
            {"second", PromptPart::Instruction, "{{efficiency_label}} it is.", true},
            {"third", PromptPart::Instruction, "Three.", true},
        });
        PromptInput input = smallInput();
        COMPARE_TEXT(renderedBefore(prompt, input),
                     std::string("Mind:\n1. One.\n2. GFLOPS it is.\n3. Three.\n\n"));
        input.task.efficiency = EfficiencyMetric::None;
        COMPARE_TEXT(renderedBefore(prompt, input), std::string("Mind:\n1. One.\n2. Three.\n\n"));
    }

    void otherComponentAboutEfficiencyFailsWhereThereIsNone()
    {
        PromptInput input = smallInput();
        input.task.efficiency = EfficiencyMetric::None;
        COMPARE_TEXT(renderedText("a\n{{efficiency_unit}}", input),
                     std::string("Component t, line 2: The prompt speaks of the efficiency metric, "
                                 "and the task shows none; choose one, or take the placeholder "
                                 "out."));
    }

    void scoresBelowOneHaveFourDecimals()
    {
        PromptInput input = smallInput();
        input.task.metric = "COMET";
        input.demonstrations[0].score = 0.85127;
        input.demonstrations[1].score = -0.1;
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "GFLOPS: 2.7\nCOMET: 0.8513\n\n"
                         + smallArchitectureLines() + "GFLOPS: 3.5\nCOMET: -0.1000");
        COMPARE_TEXT(queryText(input), smallArchitectureLines() + "GFLOPS: 2.3\nCOMET: ");
        input.demonstrations[1].score = 1.5;
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     smallArchitectureLines() + "GFLOPS: 2.7\nCOMET: 0.85\n\n"
                         + smallArchitectureLines() + "GFLOPS: 3.5\nCOMET: 1.50");
    }

    void everyPlaceholderHasItsValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("{{task}}", "WMT'14 English to German");
        row("{{source_language}}", "English");
        row("{{target_language}}", "German");
        row("{{metric}}", "BLEU");
        row("{{efficiency_metric}}", "GFLOPS");
        row("{{efficiency_unit}}", "billions of floating point operations");
        row("{{efficiency_label}}", "GFLOPS");
        row("{{efficiency_definition}}",
            "how many billions of floating point operations the network needs to process one "
            "sentence, its output layer included");
        row("{{task_examples}}", "Example 1:\nInput: Good day\nOutput: Guten Tag\n\n"
                                 "Example 2:\nInput: Thanks\nOutput: Danke");
        row("{{demonstration_count}}", "2");
        row("from {{ source_language }} to {{target_language}}!", "from English to German!");
        row("{{{{", "{{");
        row("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1}}");
        row("{{{{task}}", "{{task}}");
        row("{{{{{{task}}", "{{WMT'14 English to German");
        row("{{{{ {{metric}} }} {", "{{ BLEU }} {");
    }

    void everyPlaceholderHasItsValue()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(renderedText(text.toStdString())), expected);
    }

    void architectureIsTheQueryWithoutItsLastLine()
    {
        COMPARE_TEXT(renderedText("<{{architecture}}>"),
                     '<' + smallArchitectureLines() + "GFLOPS: 2.3>");
    }

    void definitionsNameTheTenKeysInOrder()
    {
        const QStringList lines
            = QString::fromStdString(renderedText("{{definitions}}")).split(QLatin1Char('\n'));
        const QStringList keys
            = QString::fromStdString(smallArchitectureLines()).split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 10);
        for (int i = 0; i < 10; ++i) {
            const QString key = keys[i].section(QLatin1Char(':'), 0, 0) + QStringLiteral(": ");
            QVERIFY2(lines[i].startsWith(key), qPrintable(lines[i]));
            QVERIFY2(lines[i].size() > key.size() + 20, qPrintable(lines[i]));
        }
    }

    void valuesAreNotFilledInAgain()
    {
        PromptInput input = smallInput();
        input.task.name = "{{metric}} {{{{";
        COMPARE_TEXT(renderedText("{{task}}", input), std::string("{{metric}} {{{{"));
    }

    void componentsStandAnEmptyLineApart()
    {
        const Prompt prompt = promptOf({
            {"role", PromptPart::Role, "Role.", true},
            {"heading", PromptPart::Heading, "Mind:", true},
            {"one", PromptPart::Instruction, "One.", true},
            {"off", PromptPart::Instruction, "Off.", false},
            {"two", PromptPart::Instruction, "Two.", true},
            {"nothing", PromptPart::Text, "", true},
            {"text", PromptPart::Text, "Text.", true},
            {"three", PromptPart::Instruction, "Three.", true},
        });
        COMPARE_TEXT(renderedBefore(prompt, smallInput()),
                     std::string("Role.\n\nMind:\n1. One.\n2. Two.\n\nText.\n\n3. Three.\n\n"));
    }

    void headingNeedsAnInstruction()
    {
        const Prompt prompt = promptOf({
            {"role", PromptPart::Role, "Role.", true},
            {"heading", PromptPart::Heading, "Mind:", true},
            {"one", PromptPart::Instruction, "One.", false},
        });
        COMPARE_TEXT(renderedBefore(prompt, smallInput()), std::string("Role.\n\n"));
    }

    void spansSayWhereEachComponentWent()
    {
        const Prompt prompt = promptOf({
            {"role", PromptPart::Role, "Für {{metric}}.", true},
            {"off", PromptPart::Text, "Off.", false},
            {"one", PromptPart::Instruction, "One.", true},
        });
        const Result<RenderedPrompt> rendered = renderPrompt(prompt, smallInput());
        QVERIFY(rendered);
        QCOMPARE(rendered->spans.size(), std::size_t(3));
        const auto textOf = [&](std::size_t i) {
            const RenderedSpan &span = rendered->spans[i];
            return span.component + '=' + rendered->text.substr(span.begin, span.end - span.begin);
        };
        COMPARE_TEXT(textOf(0), std::string("role=Für BLEU."));
        COMPARE_TEXT(textOf(1), std::string("one=1. One."));
        COMPARE_TEXT(textOf(2), "query=" + smallArchitectureLines() + "GFLOPS: 2.3\nBLEU: ");
        QCOMPARE(rendered->spans[2].end, rendered->text.size());
    }

    void previewWithoutAnArchitectureHasTheKeysAlone()
    {
        PromptInput input = smallInput();
        input.query.reset();
        const QString text = QString::fromStdString(queryText(input));
        QVERIFY(text.startsWith(QStringLiteral("encoder-embed-dim-subtransformer:\n")));
        QVERIFY(text.endsWith(
            QStringLiteral("decoder-arbitrary-ende-attn-all-subtransformer:\nGFLOPS:\nBLEU: ")));
        QCOMPARE(text.count(QLatin1Char('\n')), 11);
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("examples") << QStringLiteral("a\n\n{{task_examples}}")
                                  << QStringLiteral("Component t, line 3: There are no task "
                                                    "examples, which the prompt shows; choose "
                                                    "some, or switch off the component.");
        QTest::newRow("demonstrations")
            << QStringLiteral("{{demonstrations}}")
            << QStringLiteral("Component t, line 1: There are no demonstrations, which the prompt "
                              "shows; choose some, or switch off the component.");
        QTest::newRow("language")
            << QStringLiteral("{{target_language}}")
            << QStringLiteral("Component t, line 1: The task has no target language, which the "
                              "prompt asks for; fill it in, or take the placeholder out.");
        QTest::newRow("unknown name")
            << QStringLiteral("{{demonstration}}")
            << QStringLiteral("Component t, line 1: There is no placeholder {{demonstration}} (did "
                              "you mean demonstrations?).");
    }

    void whatIsMissingIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        PromptInput input = smallInput();
        input.examples.clear();
        input.demonstrations.clear();
        input.task.targetLanguage = " ";
        QCOMPARE(QString::fromStdString(renderedText(text.toStdString(), input)), message);
    }

    void unknownFiguresAreNamedByTheirPlace()
    {
        PromptInput input = smallInput();
        input.demonstrations[1].efficiency.reset();
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     std::string("Component t, line 1: The GFLOPS of demonstration 2 is not known; "
                                 "choose another efficiency metric, or none."));
        input.demonstrations[1].efficiency = 3.0;
        input.demonstrations[0].score.reset();
        COMPARE_TEXT(renderedText("{{demonstrations}}", input),
                     std::string("Component t, line 1: The score of demonstration 1 is not known; "
                                 "leave it out."));
        input = smallInput();
        input.query->efficiency.reset();
        COMPARE_TEXT(queryText(input),
                     std::string("Component query, line 1: The GFLOPS of the architecture to be "
                                 "predicted is not known; choose another efficiency metric, or "
                                 "none."));
    }

    void problemsOfComponentsThatAreOffDoNotMatter()
    {
        const Prompt prompt = promptOf({{"t", PromptPart::Text, "{{nonsense}} {{", false}});
        const Result<RenderedPrompt> rendered = renderPrompt(prompt, smallInput());
        QVERIFY(rendered);
        COMPARE_TEXT(rendered->text, smallArchitectureLines() + "GFLOPS: 2.3\nBLEU: ");
    }

    void variantSwitchesExactlyItsComponentsOn()
    {
        Prompt prompt = promptOf(
            {{"a", PromptPart::Text, "A", true}, {"b", PromptPart::Text, "B", false}});
        prompt.variants = {{"only-b", "Only b", {"b", "query"}}};
        const Result<Prompt> chosen = withVariant(prompt, "only-b");
        QVERIFY(chosen);
        QVERIFY(!chosen->components[0].enabled);
        QVERIFY(chosen->components[1].enabled);
        QVERIFY(chosen->components[2].enabled);
        QVERIFY(chosen->variants == prompt.variants);
        const Result<Prompt> unknown = withVariant(prompt, "only-c");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().code == ErrorCode::NotFound);
        COMPARE_TEXT(unknown.error().message,
                     std::string("The prompt \"a prompt\" has no variant \"only-c\"; it has "
                                 "only-b."));
    }

    void efficiencyIsCountedAsTheTaskSaysIt()
    {
        const SearchSpace space = builtInSpace("wmt14ende").value();
        const Architecture smallest = smallestArchitecture(space);
        const auto value = [&](EfficiencyMetric metric, int vocabulary,
                               std::optional<double> latency = {}) {
            return efficiencyValue(metric, space, vocabulary, smallest, latency);
        };
        // 959,232,168 with attention value -1; value 1 has one decoder layer see 30 tokens more:
        // 2 * (2 * 30 * 512 * 512 + 2 * 30 * 30 * 512) operations; then the output layer's
        // 2 * 30 * 512 * 32768.
        const double counted = 959'232'168 + 2.0 * (2 * 30 * 512 * 512 + 2 * 30 * 30 * 512)
                               + 2.0 * 30 * 512 * 32768;
        QCOMPARE(value(EfficiencyMetric::Gflops, 32768).value(), counted / 1e9);
        QVERIFY(!value(EfficiencyMetric::Gflops, 0));
        QCOMPARE(value(EfficiencyMetric::ModelSize, 32768).value(),
                 (15'771'136 + 512.0 * 32768) / 1e6);
        QVERIFY(!value(EfficiencyMetric::ModelSize, 0));
        QCOMPARE(value(EfficiencyMetric::Latency, 0, 41.5).value(), 41.5);
        QVERIFY(!value(EfficiencyMetric::Latency, 32768));
        QVERIFY(!value(EfficiencyMetric::None, 32768, 41.5));
    }

    void efficiencyKeysReadBack()
    {
        for (const char *key : {"none", "gflops", "latency", "model-size"})
            QCOMPARE(
                QString::fromStdString(std::string(efficiencyKey(efficiencyOfKey(key).value()))),
                QLatin1String(key));
        QVERIFY(!efficiencyOfKey("GFLOPS"));
    }
};

QTEST_GUILESS_MAIN(TestPromptRender)
#include "tst_prompt_render.moc"
