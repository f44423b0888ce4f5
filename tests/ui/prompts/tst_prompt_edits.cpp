// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/prompts/placeholder_highlighter.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/studio_document.h"

using namespace auspex;

namespace {

Prompt smallPrompt()
{
    Prompt prompt;
    prompt.title = "Small";
    prompt.components = {
        {"role", PromptPart::Role, "You predict {{metric}}.", true},
        {"instruction-1", PromptPart::Instruction, "Be exact.", true},
        {"demonstrations", PromptPart::Demonstrations, "{{demonstrations}}", true},
        {"query", PromptPart::Query, "{{query}}", true},
    };
    prompt.variants = {{"bare", "Bare", {"demonstrations", "query"}}};
    return prompt;
}

QStringList ids(const Prompt &prompt)
{
    QStringList list;
    for (const PromptComponent &component : prompt.components)
        list.append(QString::fromStdString(component.id));
    return list;
}

const QString role = QStringLiteral("role");
const QString bare = QStringLiteral("bare");
const QString query = QStringLiteral("query");

} // namespace

class TestPromptEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void switchesBelongToTheirVariant()
    {
        const Prompt prompt = withComponentOn(smallPrompt(), bare, role, true);
        QVERIFY(isComponentOn(prompt, bare, role));
        QCOMPARE(prompt.variants[0].components,
                 (std::vector<std::string>{"role", "demonstrations", "query"}));
        QCOMPARE(prompt.components, smallPrompt().components);
        QCOMPARE(withComponentOn(prompt, bare, role, false), smallPrompt());
        const Prompt off = withComponentOn(smallPrompt(), {}, role, false);
        QVERIFY(!off.components[0].enabled);
        QCOMPARE(off.variants, smallPrompt().variants);
        QCOMPARE(componentsOn(off, {}), 3);
        QCOMPARE(componentsOn(off, bare), 2);
    }

    void nothingIsMovedBehindTheQuery()
    {
        const Prompt moved = withComponentMoved(smallPrompt(), 0, 3);
        QCOMPARE(ids(moved).last(), query);
        QCOMPARE(ids(moved)[2], role);
        QCOMPARE(withComponentMoved(smallPrompt(), 3, 0), smallPrompt());
        QCOMPARE(ids(withComponentMoved(smallPrompt(), 2, 0)).first(),
                 QStringLiteral("demonstrations"));
        QCOMPARE(withComponentMoved(smallPrompt(), -1, 0), smallPrompt());
    }

    void addedComponentHasAFreshNameAndIsOnWhereItWasMade()
    {
        QString id;
        const Prompt prompt = withComponentAdded(smallPrompt(), bare, 9, PromptPart::Instruction,
                                                 QStringLiteral("More."), &id);
        QCOMPARE(id, QStringLiteral("instruction-2"));
        QCOMPARE(ids(prompt).last(), query);
        QVERIFY(isComponentOn(prompt, bare, id));
        QVERIFY(isComponentOn(prompt, {}, id));
    }

    void copyStandsBehindAndIsOnWhereTheOriginalIs()
    {
        QString copy;
        const Prompt prompt = withComponentDuplicated(smallPrompt(), role, &copy);
        QCOMPARE(copy, QStringLiteral("role-2"));
        QCOMPARE(ids(prompt)[1], copy);
        QVERIFY(isComponentOn(prompt, {}, copy));
        QVERIFY(!isComponentOn(prompt, bare, copy));
        const Prompt twoQueries = withComponentDuplicated(smallPrompt(), query, &copy);
        QCOMPARE(twoQueries.components[3].part, PromptPart::Text);
        QCOMPARE(twoQueries.components[4].part, PromptPart::Query);
    }

    void queryStaysAndOthersLeaveNoTrace()
    {
        QVERIFY(!whyComponentStays(smallPrompt(), query).isEmpty());
        QVERIFY(whyComponentStays(smallPrompt(), role).isEmpty());
        QVERIFY(!whyComponentStays(smallPrompt(), QStringLiteral("none")).isEmpty());
        const Prompt prompt = withoutComponent(smallPrompt(), QStringLiteral("demonstrations"));
        QCOMPARE(prompt.variants[0].components, (std::vector<std::string>{"query"}));
    }

    void renamedComponentIsRenamedInVariants()
    {
        const QString name = QStringLiteral("demonstrations");
        const QString other = QStringLiteral("shots");
        const Prompt prompt = withComponentRenamed(smallPrompt(), name, other);
        QCOMPARE(prompt.variants[0].components, (std::vector<std::string>{"shots", "query"}));
        QVERIFY(!componentIdProblem(smallPrompt(), role, QStringLiteral("Role")).isEmpty());
        QVERIFY(!componentIdProblem(smallPrompt(), role, query).isEmpty());
        QVERIFY(componentIdProblem(smallPrompt(), role, role).isEmpty());
    }

    void newVariantBeginsWithWhatIsOn()
    {
        QString id;
        const Prompt prompt = withVariantAdded(smallPrompt(), bare, QStringLiteral("+ Mine!"), &id);
        QCOMPARE(id, QStringLiteral("mine"));
        QCOMPARE(prompt.variants.size(), std::size_t(2));
        QCOMPARE(prompt.variants[1].components, prompt.variants[0].components);
        QCOMPARE(prompt.variants[1].title, std::string("+ Mine!"));
        QCOMPARE(withoutVariant(prompt, id), smallPrompt());
    }

    void slugsAreFree()
    {
        QCOMPARE(slugOf(QStringLiteral("\u00dcber!"), {}, QStringLiteral("x")),
                 QStringLiteral("ber"));
        QCOMPARE(slugOf(QStringLiteral("!!"), {}, QStringLiteral("x")), QStringLiteral("x"));
        QCOMPARE(slugOf(QStringLiteral("a-1"), {QStringLiteral("a-1"), QStringLiteral("a-2")}, {}),
                 QStringLiteral("a-3"));
    }

    void placeholdersAreFoundInBothFormats()
    {
        const auto ours = placeholdersIn(QStringLiteral("a {{query}} {{open"),
                                         PromptFormat::Auspex);
        QCOMPARE(ours.size(), 2);
        QCOMPARE(ours[0].name, QStringLiteral("query"));
        QCOMPARE(ours[0].begin, 2);
        QCOMPARE(ours[0].length, 9);
        QVERIFY(!ours[1].isClosed);
        QVERIFY(placeholdersIn(QStringLiteral("{{{{literal"), PromptFormat::Auspex).isEmpty());
        const auto wide = placeholdersIn(QStringLiteral("\u00e9\U0001F600{{a}}"),
                                         PromptFormat::Auspex);
        QCOMPARE(wide[0].begin, 3);
        QCOMPARE(wide[0].length, 5);
        const auto theirs = placeholdersIn(QStringLiteral("$$$task_examples$$$"),
                                           PromptFormat::Llmas);
        QCOMPARE(theirs.size(), 1);
        QCOMPARE(theirs[0].name, QStringLiteral("task_examples"));
    }

    void nameThatIsBeingTypedIsFound()
    {
        const QString line = QStringLiteral("a {{que b");
        QCOMPARE(placeholderBegunBefore(line, 7, PromptFormat::Auspex), 4);
        QCOMPARE(placeholderBegunBefore(line, 4, PromptFormat::Auspex), 4);
        QCOMPARE(placeholderBegunBefore(line, 3, PromptFormat::Auspex), -1);
        QCOMPARE(placeholderBegunBefore(line, 9, PromptFormat::Auspex), -1);
        QCOMPARE(placeholderBegunBefore(QStringLiteral("{{{{que"), 7, PromptFormat::Auspex), -1);
        const QString theirs = QStringLiteral("$$$a$$$ $$$b");
        QCOMPARE(placeholderBegunBefore(theirs, 12, PromptFormat::Llmas), 11);
        QCOMPARE(placeholderBegunBefore(theirs, 7, PromptFormat::Llmas), -1);
    }

    void documentsComeBackAsTheyWere()
    {
        StudioDocument document;
        document.place = {PromptOrigin::Version, QStringLiteral("mine"), 3};
        document.variant = bare;
        document.component = role;
        document.drafts = {{QStringLiteral("other"), 2, smallPrompt()}};
        QString problem;
        const auto again = studioDocumentOfJson(studioDocumentJson(document), &problem);
        QVERIFY(again);
        QVERIFY(*again == document);
        QVERIFY(problem.isEmpty());
        QVERIFY(!studioDocumentOfJson(QStringLiteral("[]"), &problem));

        MaterialChoice choice;
        choice.task = QStringLiteral("wmt14ende");
        choice.how = DemonstrationChoice::Picked;
        choice.picked = {QStringLiteral("a"), QStringLiteral("b")};
        choice.seed = 1234567890123ULL;
        QCOMPARE(*materialChoiceOfJson(materialChoiceJson(choice)), choice);
    }

    void unreadableDraftIsToldAndTheOthersKept()
    {
        StudioDocument document;
        document.drafts = {{QStringLiteral("good"), 0, smallPrompt()}};
        QString json = studioDocumentJson(document);
        json.replace(QStringLiteral("\"drafts\":["),
                     QStringLiteral("\"drafts\":[{\"name\":\"bad\",\"prompt\":{\"x\":1}},"));
        QString problem;
        const auto read = studioDocumentOfJson(json, &problem);
        QVERIFY(read);
        QCOMPARE(read->drafts.size(), std::size_t(1));
        QVERIFY2(problem.contains(QStringLiteral("bad")), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestPromptEdits)
#include "tst_prompt_edits.moc"
