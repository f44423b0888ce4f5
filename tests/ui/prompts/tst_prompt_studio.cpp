// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>

#include "core/base/files.h"
#include "tests/ui/prompts/studio_test.h"
#include "ui/window/action_catalog.h"

using namespace auspex;

class TestPromptStudio : public test::StudioTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beginWorkspace();
        openStudio();
    }

    void cleanup() { closeAll(); }

    void builtInPromptIsLockedAndItsCopyIsNot()
    {
        QVERIFY(editor()->isReadOnly());
        QVERIFY(!action("studioSave")->isEnabled());
        QVERIFY(!disabledReason(action("studioSave")).isEmpty());
        QCOMPARE(child<QLabel>("studioTitle")->text(), QStringLiteral("llm-pp"));
        QTest::mouseClick(child<QPushButton>("studioCopyButton"), Qt::LeftButton);
        QCOMPARE(child<QLabel>("studioTitle")->text(), QStringLiteral("llm-pp copy"));
        QVERIFY(!editor()->isReadOnly());
        QVERIFY(action("studioSave")->isEnabled());
        undo()->undo();
        QVERIFY(editor()->isReadOnly());
    }

    void keyPressIsRenderedAtOnce()
    {
        startCopy();
        const QString before = rendered()->toPlainText();
        QVERIFY(before.contains(QStringLiteral("BLEU")));
        QTest::keyClicks(editor(), QStringLiteral("Now "));
        const QString after = rendered()->toPlainText();
        QVERIFY2(after.startsWith(QStringLiteral("Now ")), qPrintable(after.left(40)));
        QCOMPARE(after.mid(4), before);
        QCOMPARE(undo()->undoText(), QStringLiteral("Type in role"));
    }

    void oneStackTakesTypingSwitchesAndFieldsBackInOrder()
    {
        startCopy();
        const int begun = undo()->count();
        QTest::keyClicks(editor(), QStringLiteral("typed "));
        const QString text = editor()->exactText();
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Space);
        QVERIFY(!child<QLabel>("studioEditorHint")->isHidden());
        auto *name = child<QLineEdit>("studioTaskName");
        QTest::keyClicks(name, QStringLiteral("!"));
        auto *count = child<QSpinBox>("studioDemonstrationCount");
        count->setValue(12);
        QCOMPARE(undo()->count(), begun + 4);
        // The keys are not the fields' own, wherever the focus is.
        QTest::keyClick(name, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(count->value(), 10);
        QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!name->text().endsWith(u'!'));
        QCOMPARE(editor()->exactText(), text);
        QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(list()->currentIndex().data(Qt::CheckStateRole).value<Qt::CheckState>(),
                 Qt::Checked);
        QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!editor()->exactText().startsWith(QStringLiteral("typed")));
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(editor()->exactText(), text);
        QCOMPARE(count->value(), 12);
    }

    void undoPutsTheCursorWhereTheEditWas()
    {
        startCopy();
        editor()->setCursorPosition(7);
        QTest::keyClicks(editor(), QStringLiteral("abc"));
        editor()->setCursorPosition(0);
        undo()->undo();
        QCOMPARE(editor()->textCursor().position(), 7);
        undo()->redo();
        QCOMPARE(editor()->textCursor().position(), 10);
    }

    void noBreakSpacesAreSentAsTheyAreTyped()
    {
        startCopy();
        QTest::keyClicks(editor(), QStringLiteral("a\u00a0b"));
        QVERIFY(editor()->exactText().startsWith(QStringLiteral("a\u00a0b")));
        QTest::keyClicks(editor(), QStringLiteral("c"));
        const QString file = m_fixture->path(QStringLiteral("out.prompt"));
        QVERIFY(m_studio->exportPrompt(file));
        QVERIFY(readFile(file.toStdString())
                    ->find("a\xc2\xa0"
                           "bc")
                != std::string::npos);
    }

    void placeholderIsCompletedFromItsFirstLetters()
    {
        startCopy();
        QTest::keyClicks(editor(), QStringLiteral("x {{effi"));
        auto *completer = editor()->findChild<QCompleter *>();
        QVERIFY(completer->popup()->isVisible());
        QCOMPARE(completer->currentIndex().row(), 0);
        const int offered = completer->completionCount();
        QVERIFY2(offered >= 3 && offered < 8, qPrintable(QString::number(offered)));
        QTest::keyClick(editor(), Qt::Key_Return);
        QVERIFY(!completer->popup()->isVisible());
        QVERIFY2(editor()->exactText().startsWith(QStringLiteral("x {{efficiency_metric}}")),
                 qPrintable(editor()->exactText().left(40)));
        undo()->undo(); // the completion alone
        QVERIFY(editor()->exactText().startsWith(QStringLiteral("x {{effi")));
        QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Escape);
        QVERIFY(!completer->popup()->isVisible());
    }

    void problemIsNamedBelowAndLeadsToItsPlace()
    {
        startCopy();
        auto *problems = child<QListWidget>("studioProblems");
        QVERIFY(problems->isHidden());
        QTest::keyClicks(editor(), QStringLiteral("{{nosuch}} "));
        QCOMPARE(problems->count(), 1);
        QVERIFY(problems->item(0)->text().contains(QStringLiteral("nosuch")));
        QCOMPARE(editor()->extraSelections().size(), 1);
        QCOMPARE(editor()->extraSelections()[0].cursor.selectedText(),
                 QStringLiteral("{{nosuch}}"));
        QVERIFY(!child<QLabel>("studioObstacle")->text().isEmpty());
        QVERIFY(rendered()->toPlainText().startsWith(QStringLiteral("{{nosuch}} ")));
        select(QStringLiteral("query"));
        QVERIFY(editor()->extraSelections().isEmpty());
        Q_EMIT problems->itemActivated(problems->item(0));
        QCOMPARE(editor()->textCursor().selectedText(), QStringLiteral("{{nosuch}}"));
        undo()->undo();
        QVERIFY(problems->isHidden());
    }

    void variantTabsShowTheirSwitches()
    {
        auto *tabs = child<QTabBar>("studioVariants");
        QCOMPARE(tabs->count(), 8); // as it is, and the seven rows of the paper's table
        tabs->setCurrentIndex(1);
        QStringList on;
        for (int row = 0; row < list()->model()->rowCount(); ++row) {
            const QModelIndex index = list()->model()->index(row, 0);
            if (index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked)
                on.append(index.data().toString());
        }
        QCOMPARE(on, (QStringList{QStringLiteral("demonstrations"), QStringLiteral("query")}));
        QVERIFY(!rendered()->toPlainText().contains(QStringLiteral("expert")));
    }

    void ownVariantIsAddedRenamedAndRemoved()
    {
        startCopy();
        auto *tabs = child<QTabBar>("studioVariants");
        tabs->setCurrentIndex(2);
        action("studioAddVariant")->trigger();
        answer(QStringLiteral("Mine & more"));
        QCOMPARE(tabs->count(), 9);
        QCOMPARE(tabs->currentIndex(), 3);
        QCOMPARE(tabs->tabText(3), QStringLiteral("Mine && more"));
        select(QStringLiteral("role"));
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Space); // in this variant alone
        tabs->setCurrentIndex(2);
        select(QStringLiteral("role"));
        QCOMPARE(list()->currentIndex().data(Qt::CheckStateRole).value<Qt::CheckState>(),
                 Qt::Checked);
        tabs->setCurrentIndex(3);
        action("studioRenameVariant")->trigger();
        answer(QStringLiteral("Other"));
        QCOMPARE(tabs->tabText(3), QStringLiteral("Other"));
        action("studioRemoveVariant")->trigger();
        QCOMPARE(tabs->count(), 8);
        for (int i = 0; i < 4; ++i)
            undo()->undo();
        QCOMPARE(tabs->count(), 8);
    }

    void componentsAreEditedByKeys()
    {
        startCopy();
        const QStringList before = components();
        select(QStringLiteral("first-instruction"));
        action("studioComponentDown")->trigger();
        QCOMPARE(components()[3], QStringLiteral("first-instruction"));
        QCOMPARE(list()->currentIndex().row(), 3);
        action("studioDuplicateComponent")->trigger();
        QCOMPARE(components().size(), before.size() + 1);
        QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("first-instruction-2"));
        action("studioRemoveComponent")->trigger();
        QCOMPARE(components().size(), before.size());
        select(QStringLiteral("query"));
        QVERIFY(!action("studioRemoveComponent")->isEnabled());
        QVERIFY(!action("studioComponentUp")->isEnabled());
        for (int i = 0; i < 3; ++i)
            undo()->undo();
        QCOMPARE(components(), before);
    }

    void componentIsRenamedInPlaceAndBadNamesAreRefused()
    {
        startCopy();
        select(QStringLiteral("role"));
        QSignalSpy refused(m_studio.get(), &PromptStudio::message);
        QVERIFY(!list()->model()->setData(list()->currentIndex(), QStringLiteral("Not So"),
                                          Qt::EditRole));
        QCOMPARE(refused.count(), 1);
        QVERIFY(list()->model()->setData(list()->currentIndex(), QStringLiteral("persona"),
                                         Qt::EditRole));
        QCOMPARE(child<QLabel>("studioComponentName")->text(), QStringLiteral("persona"));
        undo()->undo();
        QCOMPARE(child<QLabel>("studioComponentName")->text(), QStringLiteral("role"));
    }

    void draggedComponentMoves()
    {
        startCopy();
        const QStringList before = components();
        const auto at = [this](int row, bool lowerHalf) {
            const QRect area = list()->visualRect(list()->model()->index(row, 0));
            return QPoint(area.center().x(), lowerHalf ? area.bottom() - 1 : area.top() + 1);
        };
        QCOMPARE(list()->rowFor(at(4, false), 1), 3); // before the fourth, its own row being free
        QCOMPARE(list()->rowFor(at(4, true), 1), 4);
        QCOMPARE(list()->rowFor(at(0, false), 1), 0);
        QCOMPARE(list()->rowFor(at(0, true), 1), 1);
        QCOMPARE(list()->rowFor(QPoint(5, 100000), 1), int(before.size()) - 1);
        list()->moveRequested(1, 4);
        QCOMPARE(components()[4], before[1]);
        QSignalSpy told(m_studio.get(), &PromptStudio::message);
        list()->moveRequested(0, int(before.size()) - 1);
        QCOMPARE(components().last(), before.last()); // the query stays last
        QCOMPARE(told.count(), 1);
    }

    void clickInTheTextSelectsItsComponent()
    {
        const qsizetype at = rendered()->toPlainText().indexOf(QStringLiteral("encoder-embed-dim"));
        QVERIFY(at > 0);
        QTextCursor cursor = rendered()->textCursor();
        cursor.setPosition(int(at));
        rendered()->setTextCursor(cursor);
        rendered()->ensureCursorVisible();
        QTest::mouseClick(rendered()->viewport(), Qt::LeftButton, {},
                          rendered()->cursorRect().center());
        QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("definitions"));
    }

    void typedTextSurvivesARestart()
    {
        startCopy();
        QTest::keyClicks(editor(), QStringLiteral("kept "));
        m_studio.reset();
        QVERIFY(m_fixture->reopen());
        openStudio();
        QCOMPARE(child<QLabel>("studioTitle")->text(), QStringLiteral("llm-pp copy"));
        QVERIFY(editor()->exactText().startsWith(QStringLiteral("kept ")));
    }

    void readOnlyWorkspaceIsShownAndSaysWhyNothingChanges()
    {
        startCopy();
        saveVersion({});
        m_studio.reset();
        QVERIFY(m_fixture->reopenReadOnly());
        openStudio();
        QVERIFY(editor()->isReadOnly());
        QVERIFY(!rendered()->toPlainText().isEmpty());
        for (const char *name : {"studioNew", "studioCopy", "studioSave", "studioRename",
                                 "studioRemove", "studioImport", "studioAddComponent",
                                 "studioAddVariant", "studioRun", "studioRunSet"}) {
            QVERIFY2(!action(name)->isEnabled(), name);
            QVERIFY2(!disabledReason(action(name)).isEmpty(), name);
        }
        QVERIFY(action("studioExport")->isEnabled());
        QVERIFY(action("studioCompare")->isEnabled());
        QVERIFY(!child<QSpinBox>("studioDemonstrationCount")->isEnabled());
        QVERIFY(child<QLineEdit>("studioTaskName")->isReadOnly());
        QCOMPARE(child<QLabel>("studioStatus")->text(), m_fixture->session()->readOnlyReason());
    }

    void withoutAWorkspaceThereIsASentence()
    {
        m_fixture->session()->closeWorkspace();
        QVERIFY(child<QWidget>("studioEmptyState")->isVisible());
        for (const QAction *each : m_studio->placeActions())
            QVERIFY2(!each->isEnabled() || each->objectName() == QLatin1String("studioCopyText"),
                     qPrintable(each->objectName()));
    }

    void everyInputHasANameForScreenReaders()
    {
        const QList<QLabel *> labels = m_studio->findChildren<QLabel *>();
        for (const QWidget *widget : m_studio->findChildren<QWidget *>()) {
            const bool isInput = widget->inherits("QAbstractItemView")
                                 || widget->inherits("QComboBox")
                                 || widget->inherits("QAbstractSpinBox")
                                 || widget->inherits("QPlainTextEdit")
                                 || widget->inherits("QLineEdit")
                                 || widget->inherits("QToolButton");
            const QWidget *parent = widget->parentWidget();
            const bool isPart = parent->inherits("QComboBox") || parent->inherits("QTabBar")
                                || parent->inherits("QComboBoxPrivateContainer")
                                || parent->inherits("QAbstractSpinBox")
                                || parent->inherits("QLineEdit");
            if (!isInput || isPart || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const bool hasLabel = std::any_of(labels.begin(), labels.end(), [&](const QLabel *l) {
                return l->buddy() == widget;
            });
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(hasLabel || !widget->accessibleName().isEmpty()
                         || (button && !button->text().isEmpty()),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + u' '
                                + widget->objectName()));
        }
    }
};

QTEST_MAIN(TestPromptStudio)
#include "tst_prompt_studio.moc"
