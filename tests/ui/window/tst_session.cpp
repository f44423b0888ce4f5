// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/tfs_store.h"
#include "tests/support/data_folder.h"
#include "tests/ui/window/small_tfs_eval.h"
#include "ui/session/session.h"

using namespace auspex;

namespace {

constexpr int patience = 30000; // ms

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY(m_folder.isValid());
    }

    void importCanBeUndoneAndRedone()
    {
        Session session;
        QVERIFY(session.createWorkspace(file("undo")));
        const QString data = test::writeSmallTfsEval(
            m_folder.path(), {QStringLiteral("wmt14ende"), QStringLiteral("wmt14enfr")});
        QSignalSpy finished(&session, &Session::importFinished);
        session.importTfsEval(data);
        QVERIFY(finished.wait(patience));
        QCOMPARE(finished[0][1].toStringList(), QStringList());
        QCOMPARE(session.tasks().size(), std::size_t(2));
        QCOMPARE(session.tasks()[0]->name, std::string("wmt14ende"));
        QCOMPARE(session.tasks()[0]->records.size(),
                 std::size_t(test::smallDemonstrations + test::smallTests));
        QCOMPARE(session.undoStack()->undoText(), QStringLiteral("Import small-tfs-eval"));
        const TfsTask imported = *session.tasks()[1];

        session.undoStack()->undo();
        QVERIFY(session.tasks().empty());
        session.undoStack()->redo();
        QCOMPARE(session.tasks().size(), std::size_t(2));
        QVERIFY(*session.tasks()[1] == imported);
        session.undoStack()->undo();
        QVERIFY(session.tasks().empty());
    }

    void importingTheSameAgainChangesNothing()
    {
        Session session;
        QVERIFY(session.createWorkspace(file("twice")));
        const QString data = test::writeSmallTfsEval(m_folder.path(),
                                                     {QStringLiteral("wmt14ende")});
        QSignalSpy finished(&session, &Session::importFinished);
        session.importTfsEval(data);
        QVERIFY(finished.wait(patience));
        const auto before = session.tasks().front();
        session.importTfsEval(data);
        QVERIFY(finished.wait(patience));
        QVERIFY(finished[1][0].toString().startsWith(QStringLiteral("Nothing new")));
        QCOMPARE(session.undoStack()->count(), 1);
        QCOMPARE(session.tasks().front(), before);
    }

    void realTfsEvalComesInWhole()
    {
        AUSPEX_REQUIRE_DATA();
        Session session;
        QVERIFY(session.createWorkspace(file("real")));
        QSignalSpy finished(&session, &Session::importFinished);
        session.importTfsEval(QString::fromStdString((*test::dataFolder() / "tfs-eval").string()));
        QVERIFY(finished.wait(patience));
        QCOMPARE(session.tasks().size(), std::size_t(3));
        for (const auto &task : session.tasks()) {
            QCOMPARE(task->records.size(), std::size_t(30));
            QCOMPARE(task->splits.size(), std::size_t(3));
        }
    }

    void folderWithoutDataFailsAsAJobWithASentence()
    {
        Session session;
        QVERIFY(session.createWorkspace(file("empty")));
        QTemporaryDir empty;
        QSignalSpy failed(session.jobs(), &JobList::failed);
        session.importTfsEval(empty.path());
        QVERIFY(failed.wait(patience));
        QVERIFY(failed[0][1].toString().size() > 20);
        QCOMPARE(session.undoStack()->count(), 0);
    }

    void failedOpeningLeavesTheOldWorkspaceOpen()
    {
        Session session;
        QVERIFY(session.createWorkspace(file("old")));
        QVERIFY(!session.openWorkspace(file("missing")));
        QVERIFY(!session.createWorkspace(file("old")));
        QCOMPARE(session.workspaceName(), QStringLiteral("old"));
        QVERIFY(!session.isReadOnly());
    }

    void openingTheSameFileAgainKeepsTheRightToWrite()
    {
        Session session;
        QVERIFY(session.createWorkspace(file("same")));
        QVERIFY(session.openWorkspace(file("same")));
        QVERIFY(!session.isReadOnly());
    }

    void secondSessionReadsOnlyAndSeesWhatTheFirstImports()
    {
        Session first;
        QVERIFY(first.createWorkspace(file("shared")));
        Session second;
        QVERIFY(second.openWorkspace(file("shared")));
        QVERIFY(second.isReadOnly());
        QVERIFY(!second.readOnlyReason().isEmpty());
        QSignalSpy error(&second, &Session::errorOccurred);
        second.importTfsEval(m_folder.path());
        QCOMPARE(error.size(), 1);

        QSignalSpy finished(&first, &Session::importFinished);
        first.importTfsEval(
            test::writeSmallTfsEval(file("shared-data"), {QStringLiteral("wmt14ende")}));
        QVERIFY(finished.wait(patience));
        QTRY_COMPARE_WITH_TIMEOUT(second.tasks().size(), std::size_t(1), patience);
    }

    void documentsAreKeptAndOfAReadOnlyWorkspaceUntilItIsClosed()
    {
        const QString key = QStringLiteral("judge");
        const QString json = QStringLiteral("{\"task\":\"wmt14ende\"}");
        Session session;
        QVERIFY(session.createWorkspace(file("documents")));
        QSignalSpy changed(&session, &Session::documentChanged);
        session.setDocument(key, json);
        session.setDocument(key, json);
        QCOMPARE(changed.size(), 1);
        Session reader;
        QVERIFY(reader.openWorkspace(file("documents")));
        QCOMPARE(reader.document(key), json);
        reader.setDocument(key, QStringLiteral("{}"));
        QCOMPARE(reader.document(key), QStringLiteral("{}"));
        QCOMPARE(session.document(key), json);
    }

    void selectionTellsOnlyChangesAndGoesWithItsRecords()
    {
        Session session;
        QVERIFY(session.createWorkspace(file("selection")));
        QSignalSpy finished(&session, &Session::importFinished);
        session.importTfsEval(
            test::writeSmallTfsEval(m_folder.path(), {QStringLiteral("wmt14ende")}));
        QVERIFY(finished.wait(patience));
        QSignalSpy changed(session.selection(), &Selection::changed);
        session.selection()->set(QStringLiteral("wmt14ende"), {3});
        session.selection()->set(QStringLiteral("wmt14ende"), {3}, 3);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(session.selection()->current(), 3);
        session.undoStack()->undo();
        QVERIFY(session.selection()->records().isEmpty());
    }

private:
    QString file(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name) + QStringLiteral(".auspex"));
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
