// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <QApplication>
#include <QDockWidget>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QToolBar>
#include <QUrl>

#include "tests/ui/window/small_tfs_eval.h"
#include "ui/common/message_bar.h"
#include "ui/welcome/recent_list.h"
#include "ui/welcome/welcome_page.h"
#include "ui/window/action_catalog.h"
#include "ui/window/main_window.h"

using namespace auspex;

namespace {

constexpr int patience = 30000; // ms

QAction *actionOf(const MainWindow &window, const char *name)
{
    return window.findChild<QAction *>(QLatin1String(name));
}

QDockWidget *inspectorOf(const MainWindow &window)
{
    return window.findChild<QDockWidget *>(QStringLiteral("inspectorDock"));
}

/// Types into the palette and returns what stands at the top of its list.
QString typeIntoPalette(MainWindow &window, const QString &query)
{
    actionOf(window, "searchEverything")->trigger();
    auto *edit = window.findChild<QLineEdit *>(QStringLiteral("paletteEdit"));
    QTest::keyClicks(edit, query);
    const auto *list = window.findChild<QListView *>(QStringLiteral("paletteList"));
    return list->currentIndex().data().toString();
}

void pressInPalette(MainWindow &window, Qt::Key key)
{
    QTest::keyClick(window.findChild<QLineEdit *>(QStringLiteral("paletteEdit")), key);
}

/// A job that runs until it is told to end or cancelled.
struct Running {
    explicit Running(Session *session)
        : state(std::make_shared<std::atomic<bool>>(false))
    {
        session->jobs()->run<void>(
            QStringLiteral("long work"), session,
            [ends = state](Job &job) -> Result<void> {
                while (!*ends && !job.isCancelled()) {
                    QThread::msleep(2);
                }
                return job.isCancelled() ? Result<void>(cancelled()) : Result<void>();
            },
            [](const Result<void> &) {});
    }
    std::shared_ptr<std::atomic<bool>> state;
};

QPushButton *answer(MainWindow &window, const char *name)
{
    auto *box = window.findChild<QMessageBox *>(QStringLiteral("askAboutJobs"));
    return box ? box->findChild<QPushButton *>(QLatin1String(name)) : nullptr;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_main_window"));
        QApplication::setQuitOnLastWindowClosed(false);
        QVERIFY(m_folder.isValid());
    }

    void init() { QSettings().clear(); }

    void isUpInLessThanASecond()
    {
        QElapsedTimer clock;
        clock.start();
        MainWindow window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.grab();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    }

    void beginsOnTheWelcomePageAndSaysWhatNeedsAWorkspace()
    {
        MainWindow window;
        window.show();
        QVERIFY(window.findChild<WelcomePage *>()->isVisible());
        QVERIFY(inspectorOf(window)->isHidden());
        QCOMPARE(window.currentPlace(), QString());
        QAction *judge = actionOf(window, "place-judge");
        QVERIFY(!judge->isEnabled());
        QCOMPARE(disabledReason(judge), QStringLiteral("Open or create a workspace first"));
        QCOMPARE(window.windowTitle(), QStringLiteral("Auspex"));
    }

    void newWorkspaceOpensDataAndIsRemembered()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("new"));
        QCOMPARE(window.currentPlace(), QStringLiteral("data"));
        QVERIFY(!inspectorOf(window)->isHidden());
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("new[*]")));
        QCOMPARE(window.recentWorkspaces()->entries().first().name(), QStringLiteral("new"));
        window.closeWorkspace();
        QVERIFY(window.findChild<WelcomePage *>()->isVisible());
        auto *list = window.findChild<RecentList *>();
        QCOMPARE(list->count(), 1);
        Q_EMIT list->itemActivated(list->item(0));
        QCOMPARE(window.session()->workspaceName(), QStringLiteral("new"));
    }

    void missingRecentWorkspaceIsGreyAndClearEmptiesTheList()
    {
        MainWindow window;
        window.recentWorkspaces()->add(file("gone"));
        const auto menus = window.findChildren<QMenu *>();
        const auto recent = std::find_if(menus.begin(), menus.end(), [](const QMenu *menu) {
            return menu->title() == QStringLiteral("Open &recent");
        });
        QVERIFY(recent != menus.end());
        QAction *gone = (*recent)->actions().first();
        QVERIFY(gone->text().startsWith(QStringLiteral("gone")));
        QVERIFY(!gone->isEnabled());
        QCOMPARE(disabledReason(gone), QStringLiteral("The file is missing"));
        (*recent)->actions().last()->trigger();
        QVERIFY(window.recentWorkspaces()->entries().isEmpty());
    }

    void openingWhatIsNoWorkspaceIsAMessage()
    {
        QFile wrong(file("wrong"));
        QVERIFY(wrong.open(QIODevice::WriteOnly));
        wrong.write("not a database");
        wrong.close();
        MainWindow window;
        window.openPaths({wrong.fileName(), m_folder.filePath(QStringLiteral("missing.csv"))});
        QCOMPARE(window.messages()->messages().size(), 2);
        for (const MessageBar *bar : window.messages()->messages()) {
            QCOMPARE(bar->kind(), MessageKind::Error);
        }
        QVERIFY(!window.session()->workspace());
    }

    void layoutAndPlaceAreRememberedAndReset()
    {
        {
            MainWindow window;
            window.show();
            window.createWorkspace(file("layout"));
            actionOf(window, "place-judge")->trigger();
            window.addDockWidget(Qt::LeftDockWidgetArea, inspectorOf(window));
            window.close();
        }
        MainWindow window;
        window.show();
        window.openWorkspace(file("layout"));
        QCOMPARE(window.currentPlace(), QStringLiteral("judge"));
        QCOMPARE(window.dockWidgetArea(inspectorOf(window)), Qt::LeftDockWidgetArea);
        inspectorOf(window)->setFloating(true);
        inspectorOf(window)->hide();
        actionOf(window, "resetLayout")->trigger();
        QVERIFY(inspectorOf(window)->isVisible());
        QVERIFY(!inspectorOf(window)->isFloating());
        QCOMPARE(window.dockWidgetArea(inspectorOf(window)), Qt::RightDockWidgetArea);
        QVERIFY(window.findChild<QToolBar *>(QStringLiteral("rail"))->isVisible());
    }

    void closedInspectorStaysClosedInTheNextWindow()
    {
        {
            MainWindow window;
            window.show();
            window.createWorkspace(file("closed"));
            actionOf(window, "showInspector")->trigger();
            QVERIFY(inspectorOf(window)->isHidden());
            window.close();
        }
        MainWindow window;
        window.show();
        window.openWorkspace(file("closed"));
        QVERIFY(inspectorOf(window)->isHidden());
        actionOf(window, "showInspector")->trigger();
        QVERIFY(inspectorOf(window)->isVisible());
    }

    void paletteFindsAndRunsCommandsByKeyboard()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("palette"));
        QCOMPARE(typeIntoPalette(window, QStringLiteral("judge")), QStringLiteral("Judge"));
        pressInPalette(window, Qt::Key_Return);
        QCOMPARE(window.currentPlace(), QStringLiteral("judge"));
        QVERIFY(window.findChild<CommandPalette *>()->isHidden());
        QCOMPARE(typeIntoPalette(window, QStringLiteral("reset lay")),
                 QStringLiteral("Reset layout"));
        pressInPalette(window, Qt::Key_Escape);
        QVERIFY(window.findChild<CommandPalette *>()->isHidden());
        QCOMPARE(typeIntoPalette(window, QStringLiteral("close w")),
                 QStringLiteral("Close workspace"));
        pressInPalette(window, Qt::Key_Return);
        QVERIFY(!window.session()->workspace());
    }

    void paletteDoesNotRunWhatIsDisabled()
    {
        MainWindow window;
        window.show();
        QCOMPARE(typeIntoPalette(window, QStringLiteral("check works")),
                 QStringLiteral("Check workspace"));
        pressInPalette(window, Qt::Key_Return);
        QVERIFY(window.findChild<CommandPalette *>()->isVisible());
        QCOMPARE(window.session()->jobs()->rowCount(), 0);
    }

    void paletteFindsTasksAndArchitectures()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("found"));
        importSmall(&window);
        QCOMPARE(typeIntoPalette(window, QStringLiteral("wmt14")), QStringLiteral("wmt14ende"));
        pressInPalette(window, Qt::Key_Return);
        QCOMPARE(window.session()->selection()->task(), QStringLiteral("wmt14ende"));
        QCOMPARE(typeIntoPalette(window, QStringLiteral("#5")), QStringLiteral("#5"));
        pressInPalette(window, Qt::Key_Return);
        QCOMPARE(window.session()->selection()->current(), 4);
        QVERIFY(inspectorOf(window)->isVisible());
    }

    void droppedFolderAsksForAWorkspaceAndIsImported()
    {
        MainWindow window;
        window.show();
        QString proposed;
        window.askNewWorkspaceFile = [&](const QString &proposal) {
            proposed = proposal;
            return file("dropped");
        };
        QSignalSpy finished(window.session(), &Session::importFinished);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(
            test::writeSmallTfsEval(m_folder.path(), {QStringLiteral("wmt14ende")}))});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &drop);
        QVERIFY(proposed.endsWith(QStringLiteral("TFS-Eval.auspex")));
        QVERIFY(finished.wait(patience));
        QCOMPARE(window.session()->tasks().size(), std::size_t(1));
        QCOMPARE(window.currentPlace(), QStringLiteral("data"));
        QCOMPARE(window.messages()->messages().first()->text(),
                 QStringLiteral("Imported 7 new architectures for 1 tasks from 2 files."));
    }

    void declinedFileNameImportsNothing()
    {
        MainWindow window;
        window.askNewWorkspaceFile = [](const QString &) { return QString(); };
        window.importTfsEval(m_folder.path());
        QVERIFY(!window.session()->workspace());
        QCOMPARE(window.session()->jobs()->rowCount(), 0);
    }

    void undoNamesWhatItTakesBack()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("names"));
        QVERIFY(!actionOf(window, "undo")->isEnabled());
        importSmall(&window);
        QCOMPARE(actionOf(window, "undo")->text(), QStringLiteral("Undo Import small-tfs-eval"));
        actionOf(window, "undo")->trigger();
        QVERIFY(window.session()->tasks().empty());
        QCOMPARE(actionOf(window, "redo")->text(), QStringLiteral("Redo Import small-tfs-eval"));
        actionOf(window, "redo")->trigger();
        QCOMPARE(window.session()->tasks().size(), std::size_t(1));
    }

    void workspaceOfAnotherIsReadOnlyWithABannerUntilItIsFree()
    {
        auto holder = std::make_unique<Session>();
        QVERIFY(holder->createWorkspace(file("held")));
        MainWindow window;
        window.show();
        window.openWorkspace(file("held"));
        QVERIFY(window.session()->isReadOnly());
        QVERIFY(window.windowTitle().contains(QStringLiteral("read-only")));
        QVERIFY(!actionOf(window, "importTfsEval")->isEnabled());
        const auto bars = window.findChildren<MessageBar *>();
        QCOMPARE(bars.size(), 1);
        QCOMPARE(bars[0]->text(), window.session()->readOnlyReason());
        QVERIFY(bars[0]->isVisible());

        holder.reset();
        auto *again = bars[0]->findChild<QAction *>();
        QVERIFY(again);
        again->trigger();
        QVERIFY(!window.session()->isReadOnly());
        QVERIFY(actionOf(window, "importTfsEval")->isEnabled());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(window.findChildren<MessageBar *>().isEmpty());
    }

    void closingWithARunningJobAsks()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("busy"));
        Running job(window.session());
        QVERIFY(!window.close());
        QVERIFY(window.isVisible());
        QVERIFY(answer(window, "stay"));
        answer(window, "stay")->click();
        QVERIFY(window.session()->jobs()->isRunning());

        QTRY_VERIFY(!window.findChild<QMessageBox *>());
        QVERIFY(!window.close());
        answer(window, "cancelJobs")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), patience);
        QVERIFY(!window.session()->jobs()->isRunning());
    }

    void keptRunningTheWindowClosesWhenTheJobsAreDone()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("background"));
        Running job(window.session());
        window.close();
        answer(window, "keepRunning")->click();
        QTRY_VERIFY(window.isMinimized());
        QVERIFY(window.session()->jobs()->isRunning());
        *job.state = true;
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), patience);
    }

    void leavingAWorkspaceWithARunningJobAsks()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("leave"));
        Running job(window.session());
        window.createWorkspace(file("next"));
        QCOMPARE(window.session()->workspaceName(), QStringLiteral("leave"));
        answer(window, "cancelJobs")->click();
        QTRY_COMPARE_WITH_TIMEOUT(window.session()->workspaceName(), QStringLiteral("next"),
                                  patience);
    }

    void checkSaysThatANewWorkspaceIsSound()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("sound"));
        importSmall(&window);
        window.messages()->clear();
        actionOf(window, "checkWorkspace")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(window.messages()->messages().size(), 1, patience);
        QCOMPARE(window.messages()->messages().first()->text(),
                 QStringLiteral("The workspace sound is sound."));
    }

    void everyCommandHasANameAndNoTwoShareKeys()
    {
        MainWindow window;
        window.createWorkspace(file("commands"));
        QMap<QString, QString> keys;
        for (const CatalogEntry &entry : catalogActions(window.menuBar())) {
            QVERIFY(!entry.text.isEmpty());
            // Keys of one widget's own may be those of another's.
            const bool everywhere = entry.action->shortcutContext() != Qt::WidgetShortcut;
            const QString shortcut = entry.action->shortcut().toString();
            if (!shortcut.isEmpty() && everywhere) {
                QVERIFY2(!keys.contains(shortcut),
                         qPrintable(entry.text + u' ' + keys.value(shortcut)));
                keys.insert(shortcut, entry.text);
            }
        }
        QVERIFY(keys.size() > 10);
    }

    void editCommandsGoToTheFieldThatHadTheFocus()
    {
        MainWindow window;
        window.show();
        window.createWorkspace(file("edit"));
        QLineEdit field(QStringLiteral("some text"), window.centralWidget());
        field.show();
        field.setFocus();
        QApplication::setActiveWindow(&window);
        QTRY_VERIFY(field.hasFocus());
        actionOf(window, "selectAll")->trigger();
        QCOMPARE(field.selectedText(), QStringLiteral("some text"));
    }

private:
    QString file(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name) + QStringLiteral(".auspex"));
    }

    void importSmall(MainWindow *window)
    {
        QSignalSpy finished(window->session(), &Session::importFinished);
        window->importTfsEval(
            test::writeSmallTfsEval(m_folder.path(), {QStringLiteral("wmt14ende")}));
        QVERIFY(finished.wait(patience));
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
