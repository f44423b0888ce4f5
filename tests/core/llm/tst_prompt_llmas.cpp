// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdio>
#include <fstream>

#include <nlohmann/json.hpp>

#include "core/arch/tfs_eval.h"
#include "core/llm/prompt_input.h"
#include "tests/core/llm/prompt_fixtures.h"
#include "tests/support/data_folder.h"

using namespace auspex;
using namespace auspex::test;

namespace {

// Templates of our own with the placeholders of LLMAS.
const std::string fullTemplate = "You guess how well networks translate.\n"
                                 "\n"
                                 "Mind this:\n"
                                 "1. Pairs of sentences:\n"
                                 "$$$task_examples$$$\n"
                                 "2. Look at what was measured. \n"
                                 "\n"
                                 "$$$seedarch_examples$$$";
const std::string bareTemplate = "$$$seedarch_examples$$$";

const std::vector<TaskExample> examples = {
    {"Good day", "Guten Tag"}, {"$ 5 {{metric}}", "5 Dollar"}, {"Bye", "Tschüss"}};

/// "%.*f" of C, which the paper's code uses by Python's name.
std::string percentFormatted(const char *format, double value)
{
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// What follows is the rule of the specification, section 8.2, on the bytes of the data files, and
/// nothing of the program: it is what the program is held to.
std::vector<nlohmann::json> linesOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    std::vector<nlohmann::json> records;
    for (std::string line; std::getline(stream, line);)
        records.push_back(nlohmann::json::parse(line)["scratch"]);
    return records;
}

std::string architectureByRule(const nlohmann::json &record)
{
    std::string text;
    for (const std::string line : record["arch_info"])
        text += line + "\n";
    return text + "GFLOPS: " + percentFormatted("%.1f", record["total_flops"].get<double>() / 1e9)
           + "\n";
}

std::string replacedByRule(std::string text, const std::string &placeholder,
                           const std::string &value)
{
    const std::size_t at = text.find(placeholder);
    return at == std::string::npos
               ? text
               : text.substr(0, at) + value + text.substr(at + placeholder.size());
}

std::string promptByRule(const std::string &templateText,
                         const std::vector<nlohmann::json> &training, std::size_t count,
                         const nlohmann::json &query)
{
    std::string shown;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        shown += i == 0 ? "" : "\n\n";
        shown += "Example " + std::to_string(i + 1) + ":\nInput: " + examples[i].source
                 + "\nOutput: " + examples[i].target;
    }
    std::string demonstrations;
    for (std::size_t i = 0; i < count; ++i) {
        demonstrations += i == 0 ? "" : "\n\n";
        demonstrations += architectureByRule(training[i]) + "BLEU: "
                          + percentFormatted("%.2f", training[i]["valid_BLEU"].get<double>());
    }
    const std::string filled = replacedByRule(
        replacedByRule(templateText, "$$$task_examples$$$", shown), "$$$seedarch_examples$$$",
        demonstrations);
    return filled + "\n\n" + architectureByRule(query) + "BLEU: ";
}

QString importError(const std::string &text)
{
    const Result<Prompt> prompt = importLlmasTemplate(text, "mine");
    return prompt ? QStringLiteral("imported") : QString::fromStdString(prompt.error().message);
}

} // namespace

class TestPromptLlmas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realDataRenderByteForByte_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("split");
        for (const char *task : {"wmt14ende", "wmt14enfr", "wmt19ende"}) {
            for (const char *split : {"123", "456", "789"})
                QTest::addRow("%s %s", task, split)
                    << QString::fromLatin1(task) << QString::fromLatin1(split);
        }
    }

    void realDataRenderByteForByte()
    {
        AUSPEX_REQUIRE_DATA();
        QFETCH(QString, task);
        QFETCH(QString, split);
        const std::filesystem::path folder = *dataFolder() / "tfs-eval" / split.toStdString()
                                             / task.toStdString();
        const std::vector<nlohmann::json> training = linesOf(folder / "train.jsonl");
        const std::vector<nlohmann::json> queries = linesOf(folder / "test.jsonl");
        QCOMPARE(training.size(), std::size_t(10));
        QCOMPARE(queries.size(), std::size_t(20));

        Job job;
        const TfsEval data = readTfsEval(*dataFolder() / "tfs-eval", job).value();
        const auto read = std::find_if(data.tasks.begin(), data.tasks.end(), [&](const auto &each) {
            return each.name == task.toStdString();
        });
        QVERIFY(read != data.tasks.end());
        const auto ours = std::find_if(
            read->splits.begin(), read->splits.end(),
            [&](const TfsSplit &each) { return each.name == split.toStdString(); });
        QVERIFY(ours != read->splits.end());
        QCOMPARE(ours->test.size(), queries.size());

        for (const std::string &text : {fullTemplate, bareTemplate}) {
            const Prompt prompt = importLlmasTemplate(text, "mine").value();
            for (const std::size_t count : {std::size_t(1), std::size_t(10)}) {
                PromptInput input;
                input.task = promptTaskOf(task.toStdString());
                input.examples = examples;
                input.demonstrations = promptDemonstrations(*read, *ours, "valid_bleu", count,
                                                            EfficiencyMetric::Gflops);
                for (std::size_t i = 0; i < queries.size(); ++i) {
                    input.query = promptQuery(*read, read->records[ours->test[i]].architecture,
                                              EfficiencyMetric::Gflops);
                    const Result<RenderedPrompt> rendered = renderPrompt(prompt, input);
                    QVERIFY2(rendered, rendered ? "" : rendered.error().message.c_str());
                    QCOMPARE(
                        QByteArray::fromStdString(rendered->text),
                        QByteArray::fromStdString(promptByRule(text, training, count, queries[i])));
                }
            }
        }
    }

    void smallPromptIsAsWrittenByHand()
    {
        const Prompt prompt = importLlmasTemplate("Look:\n$$$task_examples$$$\n\n"
                                                  "$$$seedarch_examples$$$ ",
                                                  "mine")
                                  .value();
        const Result<RenderedPrompt> rendered = renderPrompt(prompt, smallInput());
        QVERIFY(rendered);
        QCOMPARE(QString::fromStdString(rendered->text),
                 QString::fromStdString("Look:\n"
                                        "Example 1:\nInput: Good day\nOutput: Guten Tag\n\n"
                                        "Example 2:\nInput: Thanks\nOutput: Danke\n\n"
                                        + smallArchitectureLines() + "GFLOPS: 2.7\nBLEU: 24.30\n\n"
                                        + smallArchitectureLines() + "GFLOPS: 3.5\nBLEU: 25.93 \n\n"
                                        + smallArchitectureLines() + "GFLOPS: 2.3\nBLEU: "));
        QCOMPARE(rendered->spans.size(), std::size_t(1));
        QCOMPARE(rendered->spans[0].component, std::string("template"));
        QCOMPARE(rendered->spans[0].end, rendered->text.size());
    }

    void spaceAfterTheLastExampleIsStrippedAsPythonDoes()
    {
        const Prompt prompt
            = importLlmasTemplate("<$$$task_examples$$$>$$$seedarch_examples$$$", "mine").value();
        PromptInput input = smallInput();
        input.examples = {{"a ", "b\u00a0"}, {"c", "d \u2003\u3000\t"}};
        const Result<RenderedPrompt> rendered = renderPrompt(prompt, input);
        QVERIFY(rendered);
        const std::string begin = "<Example 1:\nInput: a \nOutput: b\u00a0\n\n"
                                  "Example 2:\nInput: c\nOutput: d>encoder-";
        QCOMPARE(QString::fromStdString(rendered->text.substr(0, begin.size())),
                 QString::fromStdString(begin));
    }

    void templateIsReadAsPythonReadsIt()
    {
        const Prompt prompt
            = importLlmasTemplate("a\r\nb\rc\n $$$seedarch_examples$$$ \r\n", "mine").value();
        QCOMPARE(prompt.title, std::string("mine"));
        QCOMPARE(prompt.components.size(), std::size_t(1));
        QCOMPARE(prompt.components[0].id, std::string("template"));
        QCOMPARE(prompt.components[0].text, std::string("a\nb\nc\n $$$seedarch_examples$$$ \n"));
    }

    void everyPlaceholderIsReplacedEverywhere()
    {
        const Prompt prompt = importLlmasTemplate(
                                  "$$$$task_examples$$$$ $$$ $$$seedarch_examples$$$\n"
                                  "$$$seedarch_examples$$$ {{task}} {{",
                                  "mine")
                                  .value();
        PromptInput input = smallInput();
        input.examples = {{"a", "b"}};
        input.demonstrations.resize(1);
        const std::string one = smallArchitectureLines() + "GFLOPS: 2.7\nBLEU: 24.30";
        const Result<RenderedPrompt> rendered = renderPrompt(prompt, input);
        QVERIFY(rendered);
        QCOMPARE(QString::fromStdString(rendered->text),
                 QString::fromStdString("$Example 1:\nInput: a\nOutput: b$ $$$ " + one + '\n' + one
                                        + " {{task}} {{\n\n" + smallArchitectureLines()
                                        + "GFLOPS: 2.3\nBLEU: "));
    }

    void examplesAreOnlyNeededWhereTheyAreShown()
    {
        PromptInput input = smallInput();
        input.examples.clear();
        QVERIFY(renderPrompt(importLlmasTemplate(bareTemplate, "mine").value(), input));
        const Result<RenderedPrompt> full = renderPrompt(
            importLlmasTemplate(fullTemplate, "mine").value(), input);
        QVERIFY(!full);
        QCOMPARE(QString::fromStdString(full.error().message),
                 QStringLiteral("There are no task examples, which the prompt shows; choose some, "
                                "or switch off the component."));
    }

    void anotherFigureIsNotSentUnderTheNameOfBleuOrGflops()
    {
        const Prompt prompt = importLlmasTemplate(bareTemplate, "mine").value();
        PromptInput input = smallInput();
        input.task.metric = "COMET";
        QVERIFY(!renderPrompt(prompt, input));
        input.task.metric = "sacreBLEU";
        QVERIFY(renderPrompt(prompt, input));
        input.task.efficiency = EfficiencyMetric::Latency;
        const Result<RenderedPrompt> latency = renderPrompt(prompt, input);
        QVERIFY(!latency);
        QCOMPARE(
            QString::fromStdString(latency.error().message),
            QStringLiteral("A LLMAS template shows GFLOPS, and the task's efficiency metric is "
                           "latency; choose gflops, or take another prompt."));
    }

    void scoresKeepTwoDecimalsHoweverSmall()
    {
        PromptInput input = smallInput();
        input.demonstrations = {{smallArchitecture(), 2.0, 0.514}};
        const Result<RenderedPrompt> rendered = renderPrompt(
            importLlmasTemplate(bareTemplate, "mine").value(), input);
        QVERIFY(rendered);
        QVERIFY(rendered->text.find("GFLOPS: 2.0\nBLEU: 0.51\n\n") != std::string::npos);
    }

    void filesThatAreNoTemplateAreRefused()
    {
        QCOMPARE(importError("Guess."),
                 QStringLiteral("The template \"mine\" cannot be imported: The template does not "
                                "show the demonstrations; write $$$seedarch_examples$$$ where they "
                                "are to stand."));
        QCOMPARE(importError("$$$seedarch_example$$$"),
                 QStringLiteral("The template \"mine\" cannot be imported: There is no placeholder "
                                "$$$seedarch_example$$$ (did you mean seedarch_examples?)."));
        QCOMPARE(importError("$$$seedarch_examples$$$ $$$constraint_value$$$"),
                 QStringLiteral("The template \"mine\" cannot be imported: There is no placeholder "
                                "$$$constraint_value$$$; there are task_examples, "
                                "seedarch_examples."));
        QCOMPARE(importError("$$$seedarch_examples$$$\xc3"),
                 QStringLiteral("The template \"mine\" is not UTF-8 text; check that it is the "
                                "right file."));
    }
};

QTEST_GUILESS_MAIN(TestPromptLlmas)
#include "tst_prompt_llmas.moc"
