// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>
#include <QUrl>

#include "core/base/files.h"
#include "tests/ui/prompts/studio_test.h"
#include "ui/common/message_bar.h"
#include "ui/prompts/diff_dialog.h"
#include "ui/prompts/example_import_dialog.h"
#include "ui/prompts/name_dialog.h"

using namespace auspex;

/// Versions, files, and what a prompt is filled with.
class TestPromptStudioFiles : public test::StudioTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        beginWorkspace();
        openStudio();
    }

    void cleanup() { closeAll(); }

    void versionsAreSavedListedAndTakenUpAgain()
    {
        startCopy();
        const QString first = editor()->exactText();
        saveVersion(QStringLiteral("first"));
        QVERIFY(!action("studioSave")->isEnabled());
        QTest::keyClicks(editor(), QStringLiteral("Now "));
        saveVersion(QStringLiteral("second"));
        auto *tree = child<QTreeWidget>("studioPrompts");
        QTreeWidgetItem *own = tree->topLevelItem(0)->child(0);
        QCOMPARE(own->text(0), QStringLiteral("llm-pp copy"));
        QCOMPARE(own->text(1), QStringLiteral("2"));
        QCOMPARE(own->childCount(), 2);
        QCOMPARE(own->child(1)->text(0), QStringLiteral("1: first"));
        tree->setCurrentItem(own->child(1));
        QVERIFY(editor()->isReadOnly());
        QCOMPARE(editor()->exactText(), first);
        action("studioRestore")->trigger();
        QVERIFY(!editor()->isReadOnly());
        QCOMPARE(editor()->exactText(), first);
        QVERIFY(action("studioDiscard")->isEnabled());
        action("studioDiscard")->trigger();
        QVERIFY(editor()->exactText().startsWith(QStringLiteral("Now ")));
        undo()->undo();
        QCOMPARE(editor()->exactText(), first);
    }

    void runOnASetAsksForAVersionFirst()
    {
        QSignalSpy requested(m_studio.get(), &PromptStudio::runRequested);
        child<QTabBar>("studioVariants")->setCurrentIndex(3);
        action("studioRunSet")->trigger();
        QCOMPARE(requested.count(), 1);
        auto spec = requested[0][0].value<LlmSpec>();
        QCOMPARE(spec.prompt, std::string("llm-pp"));
        QVERIFY(!spec.promptVersion);
        QCOMPARE(spec.variant, std::string("first-instruction"));
        startCopy();
        action("studioRunSet")->trigger();
        QCOMPARE(requested.count(), 1);
        auto *dialog = child<NameDialog>("studioSaveDialog");
        dialog->accept();
        QCOMPARE(requested.count(), 2);
        spec = requested[1][0].value<LlmSpec>();
        QCOMPARE(spec.prompt, std::string("llm-pp copy"));
        QCOMPARE(spec.promptVersion.value(), 1);
    }

    void droppedFilesAreImported()
    {
        const std::string text = "You\xc2\xa0see:\n$$$seedarch_examples$$$\n\nEnd. ";
        const QString file = m_fixture->path(QStringLiteral("template.txt"));
        QVERIFY(writeFileAtomically(file.toStdString(), text));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_studio.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_studio.get(), &drop);
        QCOMPARE(child<QLabel>("studioTitle")->text(), QStringLiteral("template"));
        QCOMPARE(components(), QStringList{QStringLiteral("template")});
        // Byte for byte, as long as nobody edits it.
        const QString out = m_fixture->path(QStringLiteral("again.txt"));
        QVERIFY(m_studio->exportPrompt(out));
        QCOMPARE(*readFile(out.toStdString()), text);
        QVERIFY(!action("studioAddComponent")->isEnabled());
        undo()->undo();
        QCOMPARE(child<QLabel>("studioTitle")->text(), QStringLiteral("llm-pp"));
    }

    void exportedPromptComesInAgain()
    {
        startCopy();
        QTest::keyClicks(editor(), QStringLiteral("Mine: "));
        const QString text = rendered()->toPlainText();
        const QString file = m_fixture->path(QStringLiteral("mine.prompt"));
        QVERIFY(m_studio->exportPrompt(file));
        m_studio->importFiles({file});
        QCOMPARE(child<QLabel>("studioTitle")->text(), QStringLiteral("mine"));
        QCOMPARE(rendered()->toPlainText(), text);
    }

    void unusableFilesAreToldAndChangeNothing()
    {
        const QString file = m_fixture->path(QStringLiteral("bad.prompt"));
        QVERIFY(writeFileAtomically(file.toStdString(), "nothing of the kind"));
        const int before = undo()->count();
        m_studio->importFiles({file, m_fixture->path(QStringLiteral("missing.prompt"))});
        const QList<MessageBar *> bars = m_studio->findChild<MessageArea *>()->messages();
        QCOMPARE(bars.size(), 2);
        QVERIFY2(bars[1]->text().contains(QStringLiteral("bad.prompt")),
                 qPrintable(bars[1]->text()));
        QVERIFY(bars[0]->text().contains(QStringLiteral("missing.prompt")));
        QCOMPARE(undo()->count(), before);
    }

    void demonstrationIsPickedByACheck()
    {
        auto *table = child<QTableView>("studioDemonstrations");
        QCOMPARE(table->model()->rowCount(), test::studioDemonstrations);
        const QString before = rendered()->toPlainText();
        QVERIFY(table->model()->setData(table->model()->index(0, 0), Qt::Unchecked,
                                        Qt::CheckStateRole));
        QCOMPARE(child<QTabWidget>("studioMaterial")->tabText(0),
                 QStringLiteral("Demonstrations (9)"));
        QVERIFY(rendered()->toPlainText().size() < before.size());
        undo()->undo();
        QCOMPARE(rendered()->toPlainText(), before);
    }

    void examplesAreImportedFromParallelFiles()
    {
        const QString source = m_fixture->path(QStringLiteral("train.en"));
        const QString target = m_fixture->path(QStringLiteral("train.de"));
        QVERIFY(writeFileAtomically(source.toStdString(), "One.\nTwo.\n"));
        QVERIFY(writeFileAtomically(target.toStdString(), "Eins.\n"));
        QTest::mouseClick(child<QPushButton>("studioExampleImport"), Qt::LeftButton);
        auto *dialog = child<ExampleImportDialog>("studioExampleImportDialog");
        dialog->setFiles(source, target);
        auto *status = dialog->findChild<QLabel *>(QStringLiteral("exampleStatus"));
        QTRY_VERIFY2_WITH_TIMEOUT(status->text().contains(QStringLiteral("train.")),
                                  qPrintable(status->text()), patience);
        QVERIFY(dialog->examples().empty());
        QVERIFY(writeFileAtomically(target.toStdString(), "Eins.\nZwei.\n"));
        dialog->setFiles({}, {});
        dialog->setFiles(source, target);
        QTRY_COMPARE_WITH_TIMEOUT(dialog->examples().size(), std::size_t(2), patience);
        dialog->accept();
        auto *table = child<QTableView>("studioExamples");
        QCOMPARE(table->model()->rowCount(), 2);
        QVERIFY(rendered()->toPlainText().contains(QStringLiteral("Output: Zwei.")));
        QVERIFY(table->model()->setData(table->model()->index(1, 2), QStringLiteral("Zwo."),
                                        Qt::EditRole));
        QVERIFY(rendered()->toPlainText().contains(QStringLiteral("Output: Zwo.")));
        undo()->undo();
        undo()->undo();
        QCOMPARE(table->model()->rowCount(), 8);
        QVERIFY(rendered()->toPlainText().contains(QStringLiteral("Satz Nummer")));
    }

    void exampleIsPickedAddedAndRemoved()
    {
        auto *table = child<QTableView>("studioExamples");
        const auto checked = [&](int row) {
            return table->model()->index(row, 0).data(Qt::CheckStateRole).value<Qt::CheckState>()
                   == Qt::Checked;
        };
        int shown = 0;
        for (int row = 0; row < 8; ++row)
            shown += checked(row) ? 1 : 0;
        QCOMPARE(shown, 5);
        const int off = checked(0) ? 1 : 0; // one that is not shown
        int row = 0;
        while (checked(row))
            ++row;
        QVERIFY(off <= 1);
        QVERIFY(table->model()->setData(table->model()->index(row, 0), Qt::Checked,
                                        Qt::CheckStateRole));
        QVERIFY(checked(row));
        QCOMPARE(child<QSpinBox>("studioExampleCount")->value(), 6);
        undo()->undo();
        QVERIFY(!checked(row));
        QCOMPARE(child<QSpinBox>("studioExampleCount")->value(), 5);
        child<QPushButton>("studioExampleAdd")->click();
        QCOMPARE(table->model()->rowCount(), 9);
        table->selectRow(8);
        child<QPushButton>("studioExampleRemove")->click();
        QCOMPARE(table->model()->rowCount(), 8);
        undo()->undo();
        QCOMPARE(table->model()->rowCount(), 9);
    }

    void versionsAreComparedSideBySide()
    {
        startCopy();
        saveVersion({});
        QTest::keyClicks(editor(), QStringLiteral("Now "));
        select(QStringLiteral("definitions"));
        QTest::keyClicks(editor(), QStringLiteral("New line"));
        QTest::keyClick(editor(), Qt::Key_Return);
        action("studioCompare")->trigger();
        auto *dialog = child<DiffDialog>("studioDiff");
        QCOMPARE(dialog->differenceCount(), 2);
        QCOMPARE(dialog->currentDifference(), 0);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTest::keyClick(dialog, Qt::Key_F8);
        QCOMPARE(dialog->currentDifference(), 1);
        QTest::keyClick(dialog, Qt::Key_F8);
        QCOMPARE(dialog->currentDifference(), 1); // the last one
        QTest::keyClick(dialog, Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(dialog->currentDifference(), 0);
        undo()->undo();
        QCOMPARE(dialog->differenceCount(), 1); // it follows the edits
        delete dialog;
    }
};

QTEST_MAIN(TestPromptStudioFiles)
#include "tst_prompt_studio_files.moc"
