// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "core/llm/prompt.h"
#include "studio_fixture.h"
#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/prompts/studio_state.h"

using namespace auspex;

namespace {

const QString mine = QStringLiteral("mine");
const QString role = QStringLiteral("role");

PromptPlace own(const QString &name)
{
    return {PromptOrigin::Own, name, 0};
}

QString textOf(const Prompt &prompt, const QString &component)
{
    const int index = componentIndex(prompt, component);
    return index < 0
               ? QString()
               : QString::fromStdString(prompt.components[static_cast<std::size_t>(index)].text);
}

} // namespace

class TestStudioState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::StudioFixture>();
        m_state = std::make_unique<StudioState>(m_fixture->session());
    }

    void cleanup()
    {
        m_state.reset();
        m_fixture.reset();
    }

    void builtInPromptIsOpenFirstAndStaysAsItIs()
    {
        QCOMPARE(m_state->place().origin, PromptOrigin::BuiltIn);
        QVERIFY(m_state->ownNames().isEmpty());
        QVERIFY(!m_state->isEditable());
        const Prompt before = m_state->prompt();
        m_state->edit(QStringLiteral("x"), Prompt());
        QVERIFY(m_state->prompt() == before);
        QCOMPARE(undo()->count(), 0);
    }

    void typingIsOneCommandUntilItPausesOrMoves()
    {
        startMine();
        const QString before = textOf(m_state->prompt(), role);
        type(role, 0, QStringLiteral("a"));
        type(role, 1, QStringLiteral("b"));
        QCOMPARE(undo()->count(), 2); // the prompt, and both letters
        type(role, 5, QStringLiteral("c"));
        QCOMPARE(undo()->count(), 3); // elsewhere
        erase(role, 5, 1);
        QCOMPARE(undo()->count(), 4); // another kind
        erase(role, 4, 1);
        QCOMPARE(undo()->count(), 4); // Backspace goes on
        type(role, 4, QStringLiteral("\n"), true);
        type(role, 5, QStringLiteral("d"));
        QCOMPARE(undo()->count(), 6); // a line break ends a burst
        m_state->endTyping();
        type(role, 6, QStringLiteral("e"));
        QCOMPARE(undo()->count(), 7);
        while (undo()->index() > 1)
            undo()->undo();
        QCOMPARE(textOf(m_state->prompt(), role), before);
        while (undo()->canRedo())
            undo()->redo();
        QVERIFY(textOf(m_state->prompt(), role).startsWith(QStringLiteral("ab")));
    }

    void undoCrossesComponentsSwitchesAndVariantsInOrder()
    {
        startMine();
        const Prompt begun = m_state->prompt();
        std::vector<Prompt> history{begun};
        const auto remember = [&] { history.push_back(m_state->prompt()); };
        type(role, 0, QStringLiteral("A"));
        remember();
        const QString instruction = QStringLiteral("first-instruction");
        m_state->setComponent(instruction);
        type(instruction, 0, QStringLiteral("B"));
        remember();
        m_state->edit(QStringLiteral("off"),
                      withComponentOn(m_state->prompt(), {}, instruction, false), instruction);
        remember();
        m_state->edit(QStringLiteral("move"), withComponentMoved(m_state->prompt(), 0, 1), role);
        remember();
        QString id;
        m_state->edit(QStringLiteral("variant"),
                      withVariantAdded(m_state->prompt(), {}, QStringLiteral("Mine"), &id));
        m_state->setVariant(id);
        remember();
        m_state->edit(QStringLiteral("off in the variant"),
                      withComponentOn(m_state->prompt(), id, role, false), role);
        remember();
        QCOMPARE(undo()->count(), int(history.size()));
        for (std::size_t i = history.size() - 1; i > 0; --i) {
            undo()->undo();
            QVERIFY2(m_state->prompt() == history[i - 1], qPrintable(QString::number(i)));
        }
        QVERIFY(m_state->variant().isEmpty());
        for (std::size_t i = 1; i < history.size(); ++i) {
            undo()->redo();
            QVERIFY2(m_state->prompt() == history[i], qPrintable(QString::number(i)));
        }
        QVERIFY(!isComponentOn(m_state->prompt(), id, role));
    }

    void undoOpensThePromptThatItChanges()
    {
        startMine();
        type(role, 0, QStringLiteral("A"));
        m_state->open({PromptOrigin::BuiltIn, QStringLiteral("llm-pp"), 0});
        m_state->setComponent(QStringLiteral("query"));
        QSignalSpy cursor(m_state.get(), &StudioState::cursorWanted);
        undo()->undo();
        QCOMPARE(m_state->place(), own(mine));
        QCOMPARE(m_state->component(), role);
        QCOMPARE(cursor.count(), 1);
        QCOMPARE(cursor[0][1].toLongLong(), 0);
    }

    void savedVersionsStayWhileEditsGoOn()
    {
        startMine();
        const Prompt first = m_state->prompt();
        QVERIFY(m_state->isModified(mine));
        const Result<PromptVersion> saved = m_state->save(QStringLiteral("the first"));
        QVERIFY(saved);
        QCOMPARE(saved->version, 1);
        QVERIFY(!m_state->isModified(mine));
        type(role, 0, QStringLiteral("A"));
        QVERIFY(m_state->isModified(mine));
        QCOMPARE(m_state->basedOn(), 1);
        QVERIFY(*m_state->promptAt({PromptOrigin::Version, mine, 1}) == first);
        QVERIFY(m_state->save(QStringLiteral("the second")));
        QCOMPARE(m_state->newestVersion(mine), 2);
        undo()->undo(); // crosses the save: the text is the first version's again, as an edit
        QVERIFY(m_state->prompt() == first);
        QVERIFY(m_state->isModified(mine));
        undo()->redo();
        QVERIFY(!m_state->isModified(mine));
        m_state->open({PromptOrigin::Version, mine, 1});
        QVERIFY(!m_state->isEditable());
        QVERIFY(m_state->prompt() == first);
        QCOMPARE(m_state->versionsOf(mine).front().note, std::string("the first"));
    }

    void deletedPromptComesBackWithVersionsAndEdits()
    {
        startMine();
        QVERIFY(m_state->save({}));
        type(role, 0, QStringLiteral("unsaved "));
        const Prompt edited = m_state->prompt();
        m_state->remove(mine);
        QVERIFY(m_state->ownNames().isEmpty());
        QCOMPARE(m_state->place().origin, PromptOrigin::BuiltIn);
        QVERIFY(!m_state->nameProblem(mine).isEmpty()); // results still go by it
        undo()->undo();
        QCOMPARE(m_state->place(), own(mine));
        QVERIFY(m_state->prompt() == edited);
        QCOMPARE(m_state->newestVersion(mine), 1);
        undo()->redo();
        QVERIFY(m_state->ownNames().isEmpty());
    }

    void promptThatWasNeverSavedComesBackToo()
    {
        startMine();
        type(role, 0, QStringLiteral("new "));
        const Prompt edited = m_state->prompt();
        m_state->remove(mine);
        undo()->undo();
        QVERIFY(m_state->prompt() == edited);
        while (undo()->canUndo())
            undo()->undo();
        QVERIFY(m_state->ownNames().isEmpty());
        while (undo()->canRedo() && undo()->index() < 2)
            undo()->redo();
        QVERIFY(m_state->prompt() == edited);
    }

    void creationThatWasSavedSinceIsTakenBackWithoutLoss()
    {
        startMine();
        QVERIFY(m_state->save({}));
        undo()->undo();
        QVERIFY(m_state->ownNames().isEmpty());
        undo()->redo();
        QCOMPARE(m_state->newestVersion(mine), 1);
        QVERIFY(!m_state->isModified(mine));
    }

    void renamedPromptKeepsVersionsAndEdits()
    {
        startMine();
        QVERIFY(m_state->save({}));
        type(role, 0, QStringLiteral("A"));
        const QString other = QStringLiteral("other");
        m_state->rename(mine, other);
        QCOMPARE(m_state->ownNames(), QStringList{other});
        QCOMPARE(m_state->place(), own(other));
        QVERIFY(m_state->isModified(other));
        undo()->undo();
        QCOMPARE(m_state->ownNames(), QStringList{mine});
        undo()->undo();
        QVERIFY(!m_state->isModified(mine));
    }

    void namesAreChecked()
    {
        startMine();
        for (const char *name : {"", " ", "a/b", "a@1", "a:b", "a?b", "llm-pp", "mine"})
            QVERIFY2(!m_state->nameProblem(QLatin1String(name)).isEmpty(), name);
        QVERIFY(m_state->nameProblem(mine, mine).isEmpty());
        QVERIFY(m_state->nameProblem(QStringLiteral("llm-pp copy")).isEmpty());
        QCOMPARE(m_state->freeName(mine), QStringLiteral("mine 2"));
        QCOMPARE(m_state->freeName(QStringLiteral("a/b:c")), QStringLiteral("abc"));
        QVERIFY(m_state->nameProblem(m_state->freeName(QStringLiteral("//"))).isEmpty());
    }

    void editsAreInTheWorkspaceWithinASecond()
    {
        startMine();
        type(role, 0, QStringLiteral("kept "));
        const Prompt edited = m_state->prompt();
        const QString instruction = QStringLiteral("second-instruction");
        m_state->setComponent(instruction);
        QTest::qWait(1000);
        // As after a crash: nobody says goodbye.
        StudioState again(m_fixture->session());
        QCOMPARE(again.place(), own(mine));
        QVERIFY(again.prompt() == edited);
        QCOMPARE(again.component(), instruction);
    }

    void editsAreWrittenWhenTheStateGoes()
    {
        startMine();
        type(role, 0, QStringLiteral("kept "));
        const Prompt edited = m_state->prompt();
        m_state.reset();
        QVERIFY(m_fixture->reopen());
        m_state = std::make_unique<StudioState>(m_fixture->session());
        QVERIFY(m_state->prompt() == edited);
        QVERIFY(m_state->isModified(mine));
    }

    void readOnlyWorkspaceShowsAndChangesNothing()
    {
        startMine();
        QVERIFY(m_state->save({}));
        const Prompt before = m_state->prompt();
        m_state.reset();
        QVERIFY(m_fixture->reopenReadOnly());
        m_state = std::make_unique<StudioState>(m_fixture->session());
        QCOMPARE(m_state->place(), own(mine));
        QVERIFY(!m_state->isEditable());
        QVERIFY(!m_state->whyNotEditable().isEmpty());
        type(role, 0, QStringLiteral("x"));
        m_state->remove(mine);
        m_state->create(QStringLiteral("x"), QStringLiteral("y"), before);
        QVERIFY(m_state->prompt() == before);
        QVERIFY(!m_state->save({}));
        QCOMPARE(undo()->count(), 0);
    }

    void renderingHasEveryComponentInItsPlace()
    {
        QVERIFY(m_fixture->importTask());
        QVERIFY(m_fixture->addExamples(8));
        PromptMaterial material(m_fixture->session());
        StudioRendering rendering(m_state.get(), &material);
        QVERIFY2(rendering.isExact(), qPrintable(rendering.obstacle()));
        const Result<RenderedPrompt> expected = renderPrompt(m_state->prompt(), material.input());
        QVERIFY(expected);
        QCOMPARE(rendering.utf8(), expected->text);
        QCOMPARE(rendering.text(), QString::fromStdString(expected->text));
        const RenderedPart *part = rendering.partOf(QStringLiteral("definitions"));
        QVERIFY(part);
        QCOMPARE(rendering.componentAt(part->begin + 1), QStringLiteral("definitions"));
        m_state->setVariant(QStringLiteral("demonstrations-only"));
        QVERIFY(!rendering.partOf(QStringLiteral("definitions")));
        QVERIFY(rendering.isExact());
    }

    void whatIsMissingIsSaidAndStoodInFor()
    {
        PromptMaterial material(m_fixture->session());
        StudioRendering rendering(m_state.get(), &material);
        QVERIFY(!rendering.isExact());
        QVERIFY(!rendering.obstacle().isEmpty());
        QVERIFY(!rendering.text().isEmpty());
        QVERIFY(m_fixture->importTask());
        QVERIFY2(rendering.obstacle().contains(QStringLiteral("example")),
                 qPrintable(rendering.obstacle()));
        m_state->setVariant(QStringLiteral("first-instruction"));
        QVERIFY2(rendering.isExact(), qPrintable(rendering.obstacle()));
    }

    void problemsStandWhereTheyAreInCharacters()
    {
        startMine();
        PromptMaterial material(m_fixture->session());
        StudioRendering rendering(m_state.get(), &material);
        type(role, 0, QStringLiteral("\u00e9\U0001F600{{nosuch}} "));
        QCOMPARE(rendering.problems().size(), std::size_t(1));
        const ShownProblem &problem = rendering.problems().front();
        QCOMPARE(problem.component, role);
        QCOMPARE(problem.position, 3);
        QCOMPARE(problem.length, 10);
        QVERIFY(problem.message.contains(QStringLiteral("nosuch")));
    }

    void demonstrationsAreChosenInThreeWays()
    {
        QVERIFY(m_fixture->importTask());
        PromptMaterial material(m_fixture->session());
        QCOMPARE(material.candidates().size(), std::size_t(test::studioDemonstrations));
        QCOMPARE(material.input().demonstrations.size(), std::size_t(10));
        QCOMPARE(material.input().demonstrations[3].architecture,
                 material.candidates()[3].architecture);
        MaterialChoice choice = material.choice();
        choice.how = DemonstrationChoice::Drawn;
        choice.demonstrations = 7;
        choice.seed = 3;
        material.change(QStringLiteral("draw"), choice);
        QCOMPARE(material.input().demonstrations.size(), std::size_t(7));
        const auto drawn = material.input().demonstrations;
        choice.how = DemonstrationChoice::Picked;
        choice.picked = {
            QString::fromStdString(architectureKey(material.candidates()[20].architecture))};
        material.change(QStringLiteral("pick"), choice);
        QCOMPARE(material.input().demonstrations.size(), std::size_t(1));
        QVERIFY(material.isShown(material.candidates()[20]));
        QVERIFY(!material.isShown(material.candidates()[0]));
        undo()->undo();
        QCOMPARE(material.input().demonstrations.size(), drawn.size());
        undo()->undo();
        QCOMPARE(material.input().demonstrations.size(), std::size_t(10));
    }

    void queryIsAskedAboutWithoutItsScore()
    {
        QVERIFY(m_fixture->importTask());
        PromptMaterial material(m_fixture->session());
        QCOMPARE(material.queries().size(), std::size_t(5));
        QVERIFY(material.queries()[2].score);
        material.setQuery(
            QString::fromStdString(architectureKey(material.queries()[2].architecture)));
        QCOMPARE(material.queryIndex(), 2);
        QVERIFY(material.input().query->architecture == material.queries()[2].architecture);
        QVERIFY(!material.input().query->score);
        QCOMPARE(undo()->command(undo()->count() - 1)->text(), QStringLiteral("Import tfs"));
    }

    void taskDataAreKeptAndUndone()
    {
        QVERIFY(m_fixture->importTask());
        QVERIFY(m_fixture->addExamples(8));
        {
            PromptMaterial material(m_fixture->session());
            QCOMPARE(material.shownExamples().size(), std::size_t(5));
            material.editData(
                QStringLiteral("chosen"),
                [](TaskPromptData &data) {
                    data.chosen = {1, 6};
                },
                [](TaskPromptData &data) { data.chosen.clear(); });
            QCOMPARE(material.shownExamples(), (std::vector<std::size_t>{1, 6}));
            QCOMPARE(material.input().examples[1].target, std::string("Satz Nummer 7."));
            undo()->undo();
            QCOMPARE(material.shownExamples().size(), std::size_t(5));
            undo()->redo();
        } // what is not written yet is written now
        const auto data = loadTaskPromptData(*m_fixture->session()->workspace(), "wmt14ende");
        QVERIFY(data);
        QCOMPARE(data->chosen, (std::vector<std::size_t>{1, 6}));
    }

private:
    QUndoStack *undo() const { return m_fixture->session()->undoStack(); }

    void startMine()
    {
        m_state->create(QStringLiteral("copy"), mine, m_state->prompt());
        m_state->setComponent(role);
    }

    /// As the editor tells it.
    void type(const QString &component, qsizetype at, const QString &text, bool ends = false)
    {
        QString after = textOf(m_state->prompt(), component);
        after.insert(at, text);
        m_state->editText(component, after, {at, 0, text.size(), false, ends});
    }

    void erase(const QString &component, qsizetype at, qsizetype length)
    {
        QString after = textOf(m_state->prompt(), component);
        after.remove(at, length);
        m_state->editText(component, after, {at, length, 0, false, false});
    }

    std::unique_ptr<test::StudioFixture> m_fixture;
    std::unique_ptr<StudioState> m_state;
};

QTEST_MAIN(TestStudioState)
#include "tst_studio_state.moc"
