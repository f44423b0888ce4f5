// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include "core/llm/prompt.h"
#include "tests/core/llm/prompt_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const char *const rows[] = {"demonstrations-only", "role-and-definitions", "first-instruction",
                            "second-instruction",  "third-instruction",    "fourth-instruction",
                            "fifth-instruction"};

QString renderedVariant(const Prompt &prompt, const char *variant, const PromptInput &input)
{
    const Result<Prompt> chosen = withVariant(prompt, variant);
    if (!chosen)
        return QString::fromStdString(chosen.error().message);
    const Result<RenderedPrompt> rendered = renderPrompt(*chosen, input);
    return QString::fromStdString(rendered ? rendered->text : rendered.error().message);
}

} // namespace

class TestPromptBuiltIn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAreTwo()
    {
        QCOMPARE(builtInPrompts().size(), std::size_t(2));
        QCOMPARE(builtInPrompts()[0].name, std::string("llm-pp"));
        QCOMPARE(builtInPrompts()[1].name, std::string("llm-pp-wmt"));
        for (const BuiltInPrompt &builtIn : builtInPrompts()) {
            QVERIFY(!builtIn.prompt.title.empty());
            QVERIFY(builtIn.prompt.format == PromptFormat::Auspex);
            QCOMPARE(promptProblems(builtIn.prompt).size(), std::size_t(0));
        }
    }

    void componentsHaveThePapersStructure()
    {
        const PromptPart parts[] = {PromptPart::Role,           PromptPart::Heading,
                                    PromptPart::Instruction,    PromptPart::Instruction,
                                    PromptPart::Instruction,    PromptPart::Instruction,
                                    PromptPart::Instruction,    PromptPart::Definitions,
                                    PromptPart::Demonstrations, PromptPart::Query};
        for (const BuiltInPrompt &builtIn : builtInPrompts()) {
            QCOMPARE(builtIn.prompt.components.size(), std::size(parts));
            for (std::size_t i = 0; i < std::size(parts); ++i) {
                QVERIFY(builtIn.prompt.components[i].part == parts[i]);
                QVERIFY(builtIn.prompt.components[i].enabled);
            }
        }
    }

    void variantsAreTheRowsOfTheAblation()
    {
        for (const BuiltInPrompt &builtIn : builtInPrompts()) {
            QCOMPARE(builtIn.prompt.variants.size(), std::size(rows));
            std::set<std::string> before;
            for (std::size_t i = 0; i < std::size(rows); ++i) {
                const PromptVariant &variant = builtIn.prompt.variants[i];
                QCOMPARE(variant.id, std::string(rows[i]));
                QVERIFY(!variant.title.empty());
                const std::set<std::string> components(variant.components.begin(),
                                                       variant.components.end());
                QCOMPARE(components.size(), variant.components.size());
                QVERIFY(std::includes(components.begin(), components.end(), before.begin(),
                                      before.end()));
                // Each row adds its own: role and definitions; the heading with the first one.
                const std::size_t added = i <= 2 ? 2 : 1;
                QCOMPARE(components.size() - before.size(), added);
                if (i >= 2)
                    QVERIFY(components.contains(rows[i]));
                before = components;
            }
            QCOMPARE(before.size(), builtIn.prompt.components.size());
        }
    }

    void demonstrationsOnlyIsNothingElse()
    {
        const std::string expected = smallArchitectureLines() + "GFLOPS: 2.7\nBLEU: 24.30\n\n"
                                     + smallArchitectureLines() + "GFLOPS: 3.5\nBLEU: 25.93\n\n"
                                     + smallArchitectureLines() + "GFLOPS: 2.3\nBLEU: ";
        for (const BuiltInPrompt &builtIn : builtInPrompts())
            QCOMPARE(renderedVariant(builtIn.prompt, rows[0], smallInput()),
                     QString::fromStdString(expected));
    }

    void wholePromptSaysWhatThePaperSays_data()
    {
        QTest::addColumn<int>("index");
        QTest::newRow("llm-pp") << 0;
        QTest::newRow("llm-pp-wmt") << 1;
    }

    void wholePromptSaysWhatThePaperSays()
    {
        QFETCH(int, index);
        const Prompt &prompt = builtInPrompts()[static_cast<std::size_t>(index)].prompt;
        const QString text = renderedVariant(prompt, "fifth-instruction", smallInput());
        const auto lineOf = [&](const QString &begin) {
            const auto at = text.indexOf(QLatin1Char('\n') + begin);
            return at < 0 ? QString() : text.mid(at + 1).section(QLatin1Char('\n'), 0, 0);
        };
        QVERIFY(lineOf(QStringLiteral("1. ")).contains(QLatin1String("WMT'14 English to German")));
        QVERIFY(lineOf(QStringLiteral("1. ")).contains(QLatin1String("BLEU")));
        QVERIFY(text.contains(QLatin1String("\nExample 1:\nInput: Good day\nOutput: Guten Tag\n")));
        QVERIFY(
            lineOf(QStringLiteral("3. ")).contains(QLatin1String("\"Attention Is All You Need\"")));
        QVERIFY(lineOf(QStringLiteral("4. ")).contains(QLatin1String("GFLOPS")));
        QVERIFY(lineOf(QStringLiteral("5. ")).startsWith(QLatin1String("5. Concentrate")));
        QVERIFY(!lineOf(QStringLiteral("decoder-arbitrary-ende-attn-all-subtransformer: which"))
                     .isEmpty());
        QVERIFY(!text.contains(QLatin1String("{{")));
        QVERIFY(text.endsWith(QLatin1String("\nGFLOPS: 2.3\nBLEU: ")));
    }

    void roleDoesNotTellTheDataSet()
    {
        // That is what the first instruction adds in the ablation.
        for (const BuiltInPrompt &builtIn : builtInPrompts()) {
            PromptInput input = smallInput();
            const QString text = renderedVariant(builtIn.prompt, rows[1], input);
            QVERIFY(!text.contains(QLatin1String("WMT")));
            QVERIFY(!text.contains(QLatin1String("German")));
            QVERIFY(!text.contains(QLatin1String("Attention Is")));
        }
    }

    void genericPromptFitsAnyMetric_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<int>("efficiency");
        for (const char *metric : {"BLEU", "COMET", "chrF++", "ROUGE-L"}) {
            for (const EfficiencyMetric efficiency :
                 {EfficiencyMetric::None, EfficiencyMetric::Gflops, EfficiencyMetric::Latency,
                  EfficiencyMetric::ModelSize})
                QTest::newRow(qPrintable(
                    QStringLiteral("%1 %2")
                        .arg(QLatin1String(metric))
                        .arg(QString::fromStdString(std::string(efficiencyKey(efficiency))))))
                    << QString::fromLatin1(metric) << static_cast<int>(efficiency);
        }
    }

    void genericPromptFitsAnyMetric()
    {
        QFETCH(QString, metric);
        QFETCH(int, efficiency);
        PromptInput input = smallInput();
        input.task = PromptTask{"headlines of newspapers",
                                {},
                                {},
                                metric.toStdString(),
                                static_cast<EfficiencyMetric>(efficiency)};
        for (const char *row : rows) {
            const QString text = renderedVariant(builtInPrompts()[0].prompt, row, input);
            QVERIFY2(text.endsWith(QLatin1Char('\n') + metric + QStringLiteral(": ")),
                     qPrintable(text));
            QVERIFY(metric == QLatin1String("BLEU") || !text.contains(QLatin1String("BLEU")));
            QVERIFY(input.task.efficiency == EfficiencyMetric::Gflops
                    || !text.contains(QLatin1String("FLOP")));
        }
    }
};

QTEST_GUILESS_MAIN(TestPromptBuiltIn)
#include "tst_prompt_built_in.moc"
