// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QProcess>
#include <QTest>

#include "core/base/files.h"
#include "core/store/batch_store.h"
#include "core/store/corpus_store.h"
#include "core/store/document_store.h"
#include "core/store/evaluation_store.h"
#include "core/store/predictor_store.h"
#include "core/store/prompt_store.h"
#include "core/store/run_store.h"
#include "core/store/schema.h"
#include "core/store/score_store.h"
#include "core/store/supernet_store.h"
#include "core/store/tfs_task_store.h"
#include "core/store/workspace_file.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestWorkspaceOpen : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createdWorkspaceIsEmptyAndSound();
    void existingFileIsNotOverwritten();
    void logOfADeletedWorkspaceIsNotTakenOver();
    void closedWorkspaceIsOneFile();
    void unsuitableFilesAreRefusedPolitely_data();
    void unsuitableFilesAreRefusedPolitely();
    void newerWorkspaceIsLeftAlone();
    void readOnlyOpeningReadsAndDoesNotWrite();
    void readOnlyFolderCanBeRead();
    void logInAReadOnlyFolderIsNotPassedOver();
    void anotherConnectionSeesChanges();
    void workspaceOfSchema1IsUpgradedAndItsFileKept();
    void workspaceOfSchema2Opens();
    void workspaceOfSchema3Opens();
};

void TestWorkspaceOpen::createdWorkspaceIsEmptyAndSound()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("neu Ω.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QCOMPARE(workspace->path(), folder.file("neu Ω.auspex"));
    QVERIFY(!workspace->isReadOnly());
    QCOMPARE(workspace->readOnlyReason(), std::string());
    QCOMPARE(findings(*workspace), QString());
    QCOMPARE(loadTasks(*workspace)->size(), 0U);
    QCOMPARE(workspaceInfo(*workspace)->schemaVersion, newestSchemaVersion());
    QCOMPARE(schemaVersionOf(folder.file("neu Ω.auspex")).value(), newestSchemaVersion());
}

void TestWorkspaceOpen::existingFileIsNotOverwritten()
{
    const TestFolder folder;
    QVERIFY(writeFileAtomically(folder.file("a.auspex"), "precious"));
    const auto created = Workspace::create(folder.file("a.auspex"));
    QVERIFY(!created);
    QVERIFY2(problem(created).contains(QStringLiteral("exists already")),
             qPrintable(problem(created)));
    QCOMPARE(readFile(folder.file("a.auspex")).value(), std::string("precious"));
    const auto nowhere = Workspace::create(folder.file("none") / "a.auspex");
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
}

void TestWorkspaceOpen::logOfADeletedWorkspaceIsNotTakenOver()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    const auto log = folder.file("a.auspex-wal");
    {
        Result<Workspace> workspace = Workspace::create(file);
        QVERIFY(saveDocument(*workspace, "judge", "old"));
        std::filesystem::copy_file(log, folder.file("kept"));
    }
    std::filesystem::remove(file);
    std::filesystem::copy_file(folder.file("kept"), log);
    Result<Workspace> workspace = Workspace::create(file);
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QVERIFY(!loadDocument(*workspace, "judge")->has_value());
}

void TestWorkspaceOpen::closedWorkspaceIsOneFile()
{
    const TestFolder folder;
    {
        Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
        Result<Workspace> another = workspace->openAnother();
        QVERIFY(saveDocument(*another, "judge", 1));
        QVERIFY(std::filesystem::exists(folder.file("a.auspex-wal")));
        QVERIFY(std::filesystem::exists(folder.file("a.auspex.lock")));
    }
    const auto entries = std::filesystem::directory_iterator(folder.path());
    QCOMPARE(std::distance(begin(entries), end(entries)), 1);
}

void TestWorkspaceOpen::unsuitableFilesAreRefusedPolitely_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QByteArray("") << u"it is not a SQLite file"_qs;
    QTest::newRow("text") << QByteArray(500, 'x') << u"it is not a SQLite file"_qs;
    QTest::newRow("cut off") << QByteArray("SQLite format 3\0abc", 19)
                             << u"it is not a SQLite file"_qs;
    QTest::newRow("other program") << QByteArray("SQLite format 3\0", 16) + QByteArray(500, '\1')
                                   << u"is a SQLite file of another program"_qs;
}

void TestWorkspaceOpen::unsuitableFilesAreRefusedPolitely()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    QVERIFY(writeFileAtomically(file, content.toStdString()));
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
        const auto workspace = Workspace::open(file, mode);
        QVERIFY(!workspace);
        QCOMPARE(workspace.error().code, ErrorCode::InvalidInput);
        QVERIFY2(problem(workspace).contains(message), qPrintable(problem(workspace)));
        QVERIFY(problem(workspace).contains(QStringLiteral("a.auspex")));
    }
    QCOMPARE(readFile(file).value(), content.toStdString());
    QVERIFY(!std::filesystem::exists(folder.file("a.auspex.lock")));
    QCOMPARE(Workspace::open(folder.path()).error().code, ErrorCode::InvalidInput);
    QCOMPARE(Workspace::open(folder.file("none")).error().code, ErrorCode::NotFound);
}

void TestWorkspaceOpen::newerWorkspaceIsLeftAlone()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    {
        Result<Workspace> workspace = Workspace::create(file);
        QVERIFY(workspace->database().execute("PRAGMA user_version = 4"));
    }
    const std::string before = readFile(file).value();
    for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
        const auto workspace = Workspace::open(file, mode);
        QVERIFY(!workspace);
        QCOMPARE(workspace.error().code, ErrorCode::InvalidInput);
        QVERIFY2(problem(workspace).contains(QStringLiteral("made by a newer version of Auspex "
                                                            "(schema 4")),
                 qPrintable(problem(workspace)));
    }
    QVERIFY(readFile(file).value() == before);
}

void TestWorkspaceOpen::readOnlyOpeningReadsAndDoesNotWrite()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    const std::vector<TfsRecord> records = makeRecords(1, 5);
    {
        Result<Workspace> workspace = Workspace::create(file);
        QVERIFY(importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, records)));
    }
    Result<Workspace> workspace = Workspace::open(file, OpenMode::ReadOnly);
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QVERIFY(workspace->isReadOnly());
    QVERIFY(!workspace->readOnlyReason().empty());
    QVERIFY(loadTask(*workspace, "t")->records == records);
    const auto refused = importTfsFile(*workspace, makeRequest("u", "1", SplitRole::Test, records));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
    QCOMPARE(removeTask(*workspace, "t").error().code, ErrorCode::ReadOnly);
    QCOMPARE(workspace->database().execute("DELETE FROM tasks").error().code, ErrorCode::ReadOnly);
    QVERIFY(!std::filesystem::exists(folder.file("a.auspex.lock")));
    // And it does not keep others from writing.
    QVERIFY(!Workspace::open(file)->isReadOnly());
}

void TestWorkspaceOpen::readOnlyFolderCanBeRead()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    {
        Result<Workspace> workspace = Workspace::create(file);
        QVERIFY(
            importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, makeRecords(1, 7))));
    }
    // A second program, which gives up the rights of the superuser where it has them.
    ::chmod(folder.path().parent_path().c_str(), 0755);
    ::chmod(folder.path().c_str(), 0555);
    ::chmod(file.c_str(), 0444);
    QProcess helper;
    helper.start(helperProgram(),
                 {QStringLiteral("read-as-nobody"), QString::fromStdString(file.string())});
    QVERIFY(helper.waitForFinished());
    ::chmod(folder.path().c_str(), 0755);
    const QString said = QString::fromUtf8(helper.readAllStandardOutput());
    QVERIFY2(said.startsWith(QStringLiteral("read-only 7 The file ")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("is write-protected")), qPrintable(said));

    // A file of one's own in a folder that is not.
    ::chmod(file.c_str(), 0666);
    ::chmod(folder.path().c_str(), 0555);
    helper.start(helperProgram(),
                 {QStringLiteral("read-as-nobody"), QString::fromStdString(file.string())});
    QVERIFY(helper.waitForFinished());
    ::chmod(folder.path().c_str(), 0755);
    const QString then = QString::fromUtf8(helper.readAllStandardOutput());
    QVERIFY2(then.startsWith(QStringLiteral("read-only 7 The folder ")), qPrintable(then));
}

void TestWorkspaceOpen::logInAReadOnlyFolderIsNotPassedOver()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    {
        Result<Workspace> workspace = Workspace::create(file);
        QVERIFY(
            importTfsFile(*workspace, makeRequest("t", "1", SplitRole::Test, makeRecords(1, 7))));
        // As a crash leaves it: what was imported is in the log alone.
        std::filesystem::create_directory(folder.file("crashed"));
        for (const char *name : {"a.auspex", "a.auspex-wal"})
            std::filesystem::copy_file(folder.file(name), folder.file("crashed") / name);
    }
    const auto crashed = folder.file("crashed") / "a.auspex";
    ::chmod(folder.path().parent_path().c_str(), 0755);
    ::chmod(folder.file("crashed").c_str(), 0555);
    QProcess helper;
    helper.start(helperProgram(),
                 {QStringLiteral("read-as-nobody"), QString::fromStdString(crashed.string())});
    QVERIFY(helper.waitForFinished());
    ::chmod(folder.file("crashed").c_str(), 0755);
    const QString said = QString::fromUtf8(helper.readAllStandardOutput());
    QVERIFY2(said.contains(QStringLiteral("was not closed properly")), qPrintable(said));
    Result<Workspace> workspace = Workspace::open(crashed);
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QCOMPARE(loadTask(*workspace, "t")->records.size(), 7U);
}

void TestWorkspaceOpen::anotherConnectionSeesChanges()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    Result<Workspace> another = workspace->openAnother();
    QVERIFY2(another, qPrintable(problem(another)));
    QVERIFY(!workspace->changedElsewhere());
    QVERIFY(saveDocument(*workspace, "judge", 1));
    QVERIFY(!workspace->changedElsewhere());
    QVERIFY(another->changedElsewhere());
    QVERIFY(!another->changedElsewhere());
    QVERIFY(saveDocument(*another, "judge", 2));
    QVERIFY(workspace->changedElsewhere());
    QVERIFY(loadDocument(*workspace, "judge").value() == nlohmann::json(2));
}

namespace {

/// A writable copy of a workspace of tests/data.
std::filesystem::path copyOfReleased(const TestFolder &folder, const std::string &name)
{
    const auto file = folder.file("old.auspex");
    std::filesystem::copy_file(std::filesystem::path(AUSPEX_TEST_DATA) / name, file);
    std::filesystem::permissions(file, std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    return file;
}

/// What every sample has held since schema 1 (store_helper make-sample).
void checkSample(Workspace &workspace)
{
    QCOMPARE(findings(workspace), QString());
    const auto task = loadTask(workspace, "wmt14ende");
    QVERIFY2(task, qPrintable(problem(task)));
    QVERIFY(task->records == makeRecords(1, 30));
    QCOMPARE(task->splits.size(), 1U);
    QCOMPARE(task->splits[0].name, std::string("123"));
    QCOMPARE(task->splits[0].demonstrations.size(), 10U);
    QCOMPARE(task->splits[0].test.size(), 20U);
    QCOMPARE(loadPredictors(workspace)->front().spec, std::string("recorded:HAT"));
    QCOMPARE(loadEvaluations(workspace)->front().result["mae"].get<double>(), 1.5);
    QVERIFY(loadDocument(workspace, "judge").value() == nlohmann::json({{"task", "wmt14ende"}}));
}

} // namespace

void TestWorkspaceOpen::workspaceOfSchema1IsUpgradedAndItsFileKept()
{
    const TestFolder folder;
    const auto file = copyOfReleased(folder, "workspace-v1.auspex");
    const auto backup = folder.file("old.auspex.backup-v1");
    QCOMPARE(schemaVersionOf(file).value(), 1);
    {
        Result<Workspace> workspace = Workspace::open(file, OpenMode::ReadOnly);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        checkSample(*workspace);
        QCOMPARE(loadPrompts(*workspace)->size(), 0U);
        QCOMPARE(schemaVersionOf(file).value(), 1);
        QVERIFY(!std::filesystem::exists(backup));
    }
    Result<Workspace> workspace = Workspace::open(file);
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    checkSample(*workspace);
    QCOMPARE(schemaVersionOf(file).value(), newestSchemaVersion());
    QCOMPARE(schemaVersionOf(backup).value(), 1);
    QVERIFY(savePrompt(*workspace, "mine", "{}"));
    const std::vector<StoredCall> calls = {makeCall(1)};
    QVERIFY(saveCalls(*workspace, calls));
    QCOMPARE(callTotals(*workspace)->replies, 1);
    QCOMPARE(findings(*workspace), QString());
}

namespace {

/// A made-up hash.
std::string repeated(const std::string &byte)
{
    std::string hash;
    for (int i = 0; i < 32; ++i)
        hash += byte;
    return hash;
}

} // namespace

void TestWorkspaceOpen::workspaceOfSchema3Opens()
{
    const TestFolder folder;
    const auto file = copyOfReleased(folder, "workspace-v3.auspex");
    QCOMPARE(schemaVersionOf(file).value(), 3);
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        Result<Workspace> workspace = Workspace::open(file, mode);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        QCOMPARE(loadPrompts(*workspace)->size(), 2U);
        const auto corpora = loadCorpora(*workspace);
        QCOMPARE(corpora->size(), 1U);
        const StoredCorpus expected = {1,
                                       "demo",
                                       "en",
                                       "de",
                                       "/nowhere/demo",
                                       R"({"format":"auspex-corpus"})",
                                       "2000-01-01T00:00:00.000Z"};
        QVERIFY(corpora->front() == expected);
        const auto supernets = loadSupernets(*workspace);
        QVERIFY2(supernets, qPrintable(problem(supernets)));
        QCOMPARE(supernets->size(), 1U);
        QCOMPARE(supernets->front().name, std::string("HAT"));
        QCOMPARE(supernets->front().shape.targetVocabulary, 32768);
        QVERIFY(supernets->front().corpus == "demo" && !supernets->front().training);
        const ScoreSet set{"loss", {{"pairs", repeated("cd")}, {"supernet", repeated("ab")}}};
        QCOMPARE(workspaceInfo(*workspace)->subnetScores, 2);
        QCOMPARE(workspace->database()
                     .count("SELECT count(*) FROM score_sets WHERE key = ?", set.key())
                     .value(),
                 1);
    }
}

void TestWorkspaceOpen::workspaceOfSchema2Opens()
{
    const TestFolder folder;
    const auto file = copyOfReleased(folder, "workspace-v2.auspex");
    QCOMPARE(schemaVersionOf(file).value(), 2);
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        Result<Workspace> workspace = Workspace::open(file, mode);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        checkSample(*workspace);
        const auto prompts = loadPrompts(*workspace);
        QCOMPARE(prompts->size(), 2U);
        QCOMPARE(prompts->back().json, std::string(R"({"name":"second"})"));
        const auto runs = loadRuns(*workspace, "llm");
        QCOMPARE(runs->size(), 1U);
        QCOMPARE(runs->front().state, RunState::Done);
        QCOMPARE(callTotals(*workspace, runs->front().id)->replies, 3);
        StoredCall call = loadCall(*workspace, 2).value();
        QCOMPARE(call.createdAt, std::string("2000-01-01T00:00:00.000Z"));
        QCOMPARE(call.runId, runs->front().id);
        call.id = call.runId = 0;
        call.createdAt.clear();
        QVERIFY(call == makeCall(2));
        const auto batches = loadBatches(*workspace);
        QCOMPARE(batches->size(), 1U);
        QCOMPARE(batches->front().remoteId, std::string("batch_1"));
        QCOMPARE(loadBatchRequests(*workspace, 1)->size(), 2U);
    }
}

QTEST_GUILESS_MAIN(TestWorkspaceOpen)
#include "tst_workspace_open.moc"
