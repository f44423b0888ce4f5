// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QCoreApplication>
#include <QProcess>
#include <QSysInfo>
#include <QTest>

#include "core/base/files.h"
#include "core/store/document_store.h"
#include "core/store/workspace_lock.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestWorkspaceLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secondProgramGetsItReadOnly();
    void weGetItReadOnlyWhileAnotherProgramHasIt();
    void lockOfAKilledProgramIsTakenOver();
    void lockThatNamesThisProcessButIsNotHeldIsTakenOver();
    void secondWindowOfTheSameProgramGetsItReadOnly();
    void lockEndsWithTheLastConnection();
    void threadsWriteThroughConnectionsOfTheirOwn();

private:
    /// Starts the second program with the workspace and gives the first line it says.
    static QString startHelper(QProcess &helper, const std::filesystem::path &file);
};

QString TestWorkspaceLock::startHelper(QProcess &helper, const std::filesystem::path &file)
{
    helper.start(helperProgram(), {QStringLiteral("hold"), QString::fromStdString(file.string())});
    while (!helper.canReadLine() && helper.waitForReadyRead()) {
    }
    return QString::fromUtf8(helper.readLine()).trimmed();
}

void TestWorkspaceLock::secondProgramGetsItReadOnly()
{
    const TestFolder folder;
    const Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QProcess helper;
    const QString said = startHelper(helper, folder.file("a.auspex"));
    QVERIFY2(said.startsWith(QStringLiteral("read-only The workspace ")), qPrintable(said));
    const QString holder = QStringLiteral("is open in tst_store_workspace_lock (process %1 on ")
                               .arg(QCoreApplication::applicationPid());
    QVERIFY2(said.contains(holder), qPrintable(said));
    helper.closeWriteChannel();
    QVERIFY(helper.waitForFinished());
}

void TestWorkspaceLock::weGetItReadOnlyWhileAnotherProgramHasIt()
{
    const TestFolder folder;
    QVERIFY(Workspace::create(folder.file("a.auspex")));
    QProcess helper;
    QCOMPARE(startHelper(helper, folder.file("a.auspex")), QStringLiteral("writable"));
    const Result<Workspace> second = Workspace::open(folder.file("a.auspex"));
    QVERIFY2(second, qPrintable(problem(second)));
    QVERIFY(second->isReadOnly());
    const QString reason = QString::fromStdString(second->readOnlyReason());
    QVERIFY2(reason.contains(QStringLiteral("store_helper (process %1").arg(helper.processId())),
             qPrintable(reason));
    QVERIFY2(reason.contains(QSysInfo::machineHostName()), qPrintable(reason));
    const Result<Workspace> another = second->openAnother();
    QVERIFY(another && another->isReadOnly());
    helper.closeWriteChannel();
    QVERIFY(helper.waitForFinished());
    QVERIFY(!Workspace::open(folder.file("a.auspex"))->isReadOnly());
}

void TestWorkspaceLock::lockOfAKilledProgramIsTakenOver()
{
    const TestFolder folder;
    QVERIFY(Workspace::create(folder.file("a.auspex")));
    QProcess helper;
    QCOMPARE(startHelper(helper, folder.file("a.auspex")), QStringLiteral("writable"));
    helper.kill();
    QVERIFY(helper.waitForFinished());
    QVERIFY(std::filesystem::exists(folder.file("a.auspex.lock")));
    Result<Workspace> workspace = Workspace::open(folder.file("a.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QVERIFY2(!workspace->isReadOnly(), workspace->readOnlyReason().c_str());
    QVERIFY(saveDocument(*workspace, "judge", 1));
}

void TestWorkspaceLock::lockThatNamesThisProcessButIsNotHeldIsTakenOver()
{
    // As after a restart in a container, where each start has the same process number.
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    QVERIFY(Workspace::create(file));
    const auto lockFile = folder.file("a.auspex.lock");
    std::string content;
    {
        const WorkspaceLock lock(file);
        QVERIFY(lock.isHeld());
        content = readFile(lockFile).value();
    }
    QVERIFY(writeFileAtomically(lockFile, content));
    const Result<Workspace> workspace = Workspace::open(file);
    QVERIFY2(workspace && !workspace->isReadOnly(), workspace->readOnlyReason().c_str());
}

void TestWorkspaceLock::secondWindowOfTheSameProgramGetsItReadOnly()
{
    const TestFolder folder;
    Result<Workspace> first = Workspace::create(folder.file("a.auspex"));
    const Result<Workspace> second = Workspace::open(folder.file("a.auspex"));
    QVERIFY(second && second->isReadOnly());
    QVERIFY2(second->readOnlyReason().find("another window of this program") != std::string::npos,
             second->readOnlyReason().c_str());
    QVERIFY(saveDocument(*first, "judge", 1));
}

void TestWorkspaceLock::lockEndsWithTheLastConnection()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    std::optional<Workspace> first(*Workspace::create(file));
    std::optional<Workspace> another(*first->openAnother());
    first.reset();
    QVERIFY(Workspace::open(file)->isReadOnly());
    another.reset();
    QVERIFY(!std::filesystem::exists(folder.file("a.auspex.lock")));
    QVERIFY(!Workspace::open(file)->isReadOnly());
}

void TestWorkspaceLock::threadsWriteThroughConnectionsOfTheirOwn()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    constexpr int threadCount = 4;
    constexpr int writesEach = 25;
    std::vector<std::string> problems(threadCount);
    std::vector<std::thread> threads;
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back([&workspace, &message = problems[static_cast<std::size_t>(i)], i] {
            Result<Workspace> own = workspace->openAnother();
            for (int j = 0; own && j < writesEach; ++j) {
                const auto saved = saveDocument(*own, std::to_string(i) + ' ' + std::to_string(j),
                                                j);
                if (!saved)
                    message = saved.error().message;
            }
            if (!own)
                message = own.error().message;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    for (const std::string &message : problems)
        QCOMPARE(message, std::string());
    QCOMPARE(workspace->database().count("SELECT count(*) FROM documents").value(),
             threadCount * writesEach);
}

QTEST_GUILESS_MAIN(TestWorkspaceLock)
#include "tst_workspace_lock.moc"
