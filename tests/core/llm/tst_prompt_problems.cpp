// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/prompt.h"
#include "tests/core/llm/prompt_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// "component@offset+length: message" of each, or nothing.
QStringList problemsOf(const Prompt &prompt)
{
    QStringList lines;
    for (const PromptProblem &problem : promptProblems(prompt))
        lines += QStringLiteral("%1@%2+%3: %4")
                     .arg(QString::fromStdString(problem.component))
                     .arg(problem.offset)
                     .arg(problem.length)
                     .arg(QString::fromStdString(problem.message));
    return lines;
}

QStringList problemsOfText(const char *text)
{
    return problemsOf(promptOf({{"t", PromptPart::Text, text, true}}));
}

} // namespace

class TestPromptProblems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownPlaceholderIsMarkedInBytes()
    {
        QCOMPARE(problemsOfText("Für {{metrik}}, {{task}}"),
                 QStringList{QStringLiteral(
                     "t@5+10: There is no placeholder {{metrik}} (did you mean metric?).")});
    }

    void placeholderFarFromAllListsThem()
    {
        QCOMPARE(problemsOfText("{{budget}}"),
                 QStringList{QStringLiteral(
                     "t@0+10: There is no placeholder {{budget}}; there are task, source_language, "
                     "target_language, metric, efficiency_metric, efficiency_unit, "
                     "efficiency_label, efficiency_definition, task_examples, definitions, "
                     "demonstrations, demonstration_count, query, architecture.")});
    }

    void unclosedPlaceholderIsMarkedToTheLinesEnd()
    {
        QCOMPARE(problemsOfText("a {{task\nb}} {{metric}}"),
                 QStringList{QStringLiteral(
                     "t@2+6: The placeholder \"{{task\" is not closed in its line; write }} behind "
                     "its name, or {{{{ for two braces.")});
    }

    void severalProblemsComeInTheirOrder()
    {
        const QStringList problems = problemsOfText("{{}} {{queri}}");
        QCOMPARE(problems.size(), 2);
        QVERIFY2(problems[0].startsWith(QStringLiteral("t@0+4: There is no placeholder {{}}; ")),
                 qPrintable(problems[0]));
        QVERIFY(problems[1].startsWith(QStringLiteral("t@5+9: ")));
    }

    void switchedOffComponentsAreCheckedToo()
    {
        const Prompt prompt = promptOf({{"t", PromptPart::Text, "{{tusk}}", false}});
        QCOMPARE(problemsOf(prompt),
                 QStringList{QStringLiteral(
                     "t@0+8: There is no placeholder {{tusk}} (did you mean task?).")});
    }

    void theQueryIsOneAndTheLast_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("message");
        QTest::newRow("none")
            << 0 << QStringLiteral("@0+0: The prompt has no query; add one as its last component.");
        QTest::newRow("two")
            << 1 << QStringLiteral("@0+0: The prompt has 2 queries; keep one, the last component.");
        QTest::newRow("first")
            << 2
            << QStringLiteral("@0+0: The query is not the last component; move it to the end.");
        QTest::newRow("off") << 3
                             << QStringLiteral("@0+0: The query is switched off, so that nothing "
                                               "is asked; switch it on.");
        QTest::newRow("empty")
            << 4
            << QStringLiteral("query@0+5: The query does not show the architecture that is asked "
                              "about; write {{query}} or {{architecture}} where it is to stand.");
    }

    void theQueryIsOneAndTheLast()
    {
        QFETCH(int, form);
        QFETCH(QString, message);
        const PromptComponent text{"text", PromptPart::Text, "Text", true};
        PromptComponent query = queryComponent();
        PromptComponent other = queryComponent();
        other.id = "other";
        Prompt prompt = promptOf({text});
        if (form == 0)
            prompt.components = {text};
        else if (form == 1)
            prompt.components = {other, query};
        else if (form == 2)
            prompt.components = {query, text};
        else if (form == 3)
            prompt.components.back().enabled = false;
        else
            prompt.components.back().text = "BLEU?";
        QCOMPARE(problemsOf(prompt), QStringList{message});
        const Result<RenderedPrompt> rendered = renderPrompt(prompt, smallInput());
        QVERIFY(!rendered);
        QVERIFY(message.endsWith(
            QString::fromStdString(rendered.error().message).section(QStringLiteral(": "), -1)));
    }

    void demonstrationsMustBeShown()
    {
        Prompt prompt = promptOf({{"shots", PromptPart::Demonstrations, "See:", true}});
        QCOMPARE(problemsOf(prompt),
                 QStringList{QStringLiteral(
                     "shots@0+4: The demonstrations are switched on, and their text does not show "
                     "them; write {{demonstrations}} where they are to stand.")});
        prompt.components.front().enabled = false;
        QCOMPARE(problemsOf(prompt), QStringList());
    }

    void idsAreUniqueAndPlain()
    {
        const Prompt twice = promptOf(
            {{"a", PromptPart::Text, "1", true}, {"a", PromptPart::Text, "2", true}});
        QCOMPARE(problemsOf(twice),
                 QStringList{QStringLiteral(
                     "@0+0: Two components have the id a; give one of them another.")});
        const Prompt odd = promptOf({{"A b", PromptPart::Text, "1", true}});
        QCOMPARE(problemsOf(odd),
                 QStringList{QStringLiteral("@0+0: The component id \"A b\" cannot be; use "
                                            "lower-case letters, digits and hyphens.")});
    }

    void variantsNameWhatThereIs()
    {
        Prompt prompt = promptOf({{"a", PromptPart::Text, "1", true}});
        prompt.variants = {{"fine", "", {"a", "query"}},
                           {"fine", "", {"query"}},
                           {"lost", "", {"b", "query"}},
                           {"mute", "", {"a"}}};
        QCOMPARE(problemsOf(prompt),
                 (QStringList{
                     QStringLiteral("@0+0: The variant \"fine\" stands twice; give one of them "
                                    "another id."),
                     QStringLiteral("@0+0: The variant \"lost\" names the component \"b\", which "
                                    "there is not."),
                     QStringLiteral("@0+0: The variant \"mute\" is without the query, so that "
                                    "nothing is asked; add it."),
                 }));
        QVERIFY(renderPrompt(prompt, smallInput())); // none of this is in the way of the prompt
    }

    void placeholdersAreDescribed()
    {
        for (const PromptFormat format : {PromptFormat::Auspex, PromptFormat::Llmas}) {
            for (const PromptPlaceholder &placeholder : placeholdersOf(format)) {
                QVERIFY(!placeholder.description.empty());
                QVERIFY(placeholder.description.find('\n') == std::string::npos);
            }
        }
        QCOMPARE(placeholdersOf(PromptFormat::Auspex).size(), std::size_t(14));
        QCOMPARE(placeholdersOf(PromptFormat::Llmas).size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestPromptProblems)
#include "tst_prompt_problems.moc"
