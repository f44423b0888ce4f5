// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/files.h"
#include "core/store/batch_store.h"
#include "core/store/document_store.h"
#include "core/store/prompt_store.h"
#include "core/store/run_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/core/store/failing_file_system.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestWorkspaceDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fullDiskLeavesNothingOfAnImport();
    void failedWriteLeavesAllOrNothing_data();
    void failedWriteLeavesAllOrNothing();
    void failedWriteLeavesNoHalfWorkspace();
    void flippedBytesNeverCrash();
    void wipedPageIsFound();
    void truncatedFileIsFound();
    void changedRowsAreFound_data();
    void changedRowsAreFound();

private:
    /// A workspace with 60 records in it, closed.
    std::filesystem::path copyOfSample(const std::string &name) const;

    TestFolder m_folder;
};

void TestWorkspaceDamage::initTestCase()
{
    Result<Workspace> workspace = Workspace::create(m_folder.file("sample.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    for (const char *split : {"1", "2"})
        QVERIFY(importTfsFile(*workspace,
                              makeRequest("t", split, SplitRole::Test, makeRecords(1, 60))));
    QVERIFY(saveDocument(*workspace, "judge", {{"task", "t"}}));
    QVERIFY(savePrompt(*workspace, "mine", "{}"));
    QVERIFY(savePrompt(*workspace, "mine", "[]"));
    QVERIFY(addRun(*workspace, "llm", nlohmann::json::object()));
    const std::vector<StoredCall> calls = {makeCall(1), makeCall(2)};
    QVERIFY(saveCalls(*workspace, calls));
    StoredBatch batch;
    batch.provider = "openai";
    batch.marker = "marker";
    batch.requests = 2;
    const std::string key(64, 'a');
    QVERIFY(
        addBatch(*workspace, batch, {{"c-0", key, {}, 0, 0, "{}"}, {"c-1", key, {}, 0, 0, "{}"}}));
}

std::filesystem::path TestWorkspaceDamage::copyOfSample(const std::string &name) const
{
    const std::filesystem::path file = m_folder.file(name);
    for (const char *suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(std::filesystem::path(file.native() + suffix));
    std::filesystem::copy_file(m_folder.file("sample.auspex"), file);
    return file;
}

void TestWorkspaceDamage::fullDiskLeavesNothingOfAnImport()
{
    Result<Workspace> workspace = Workspace::open(copyOfSample("full.auspex"));
    Database &database = workspace->database();
    const std::int64_t pages = database.count("PRAGMA page_count").value();
    const auto limit = [&](std::int64_t most) {
        return database.execute("PRAGMA max_page_count = " + std::to_string(most));
    };
    const ImportRequest request = makeRequest("big", "1", SplitRole::Test, makeRecords(2, 500));
    int refused = 0;
    for (std::int64_t room = 0; room < 60; room += 6) {
        QVERIFY(limit(pages + room));
        const auto summary = importTfsFile(*workspace, request);
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ErrorCode::Io);
        QVERIFY2(problem(summary).contains(QStringLiteral("the disk is full; free some space")),
                 qPrintable(problem(summary)));
        QCOMPARE(listTasks(*workspace)->size(), 1U);
        QCOMPARE(findings(*workspace), QString());
        ++refused;
    }
    QCOMPARE(refused, 10);
    QVERIFY(limit(1'000'000));
    const auto summary = importTfsFile(*workspace, request);
    QVERIFY2(summary, qPrintable(problem(summary)));
    QCOMPARE(loadTask(*workspace, "big")->records.size(), 500U);
}

void TestWorkspaceDamage::failedWriteLeavesAllOrNothing_data()
{
    QTest::addColumn<bool>("forGood");
    QTest::newRow("one operation fails") << false;
    QTest::newRow("nothing can be written from then on") << true;
}

void TestWorkspaceDamage::failedWriteLeavesAllOrNothing()
{
    QFETCH(bool, forGood);
    const ImportRequest request = makeRequest("u", "1", SplitRole::Test, makeRecords(3, 25));
    FailingFileSystem disk;
    int failures = 0;
    bool sawSuccess = false;
    for (int operation = 1; !sawSuccess; ++operation) {
        QVERIFY(operation < 1000);
        const auto file = copyOfSample("failing.auspex");
        bool wasAcknowledged = false;
        {
            Result<Workspace> workspace = Workspace::open(file);
            QVERIFY2(workspace, qPrintable(problem(workspace)));
            disk.failAt(operation, forGood);
            const auto summary = importTfsFile(*workspace, request);
            wasAcknowledged = summary.has_value();
            sawSuccess = summary && !disk.hasFailed();
            failures += summary ? 0 : 1;
            QVERIFY(summary || summary.error().code == ErrorCode::Io);
        }
        disk.heal();
        Result<Workspace> workspace = Workspace::open(file);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        QCOMPARE(findings(*workspace), QString());
        const auto tasks = listTasks(*workspace);
        QVERIFY(tasks->size() == 1 || tasks->size() == 2);
        QVERIFY(!wasAcknowledged || tasks->size() == 2);
        if (tasks->size() == 2)
            QVERIFY(loadTask(*workspace, "u")->records == request.records);
    }
    qInfo("%d failing operations", failures);
    QVERIFY(failures > 20);
}

void TestWorkspaceDamage::failedWriteLeavesNoHalfWorkspace()
{
    FailingFileSystem disk;
    const auto file = m_folder.file("never.auspex");
    int failures = 0;
    for (int operation = 1; operation < 1000; ++operation) {
        disk.failAt(operation, true);
        const bool created = Workspace::create(file).has_value();
        const bool failed = disk.hasFailed();
        disk.heal();
        if (std::filesystem::exists(file)) {
            Result<Workspace> workspace = Workspace::open(file);
            QVERIFY2(workspace, qPrintable(problem(workspace)));
            QCOMPARE(findings(*workspace), QString());
        }
        std::filesystem::remove(file);
        if (created && !failed)
            break;
        failures += created ? 0 : 1;
    }
    qInfo("%d failing operations", failures);
    QVERIFY(failures > 10);
    QVERIFY(!std::filesystem::exists(file));
}

void TestWorkspaceDamage::flippedBytesNeverCrash()
{
    const auto size = std::filesystem::file_size(m_folder.file("sample.auspex"));
    Random random(11, "flip");
    int noticed = 0;
    constexpr int cases = 120;
    for (int i = 0; i < cases; ++i) {
        const auto file = copyOfSample("flipped.auspex");
        // Half of them within a page's header and cell pointers, where it hurts most.
        const std::uint64_t page = random.below(size / 4096);
        const std::uint64_t offset = page * 4096
                                     + (i % 2 == 0 ? random.below(64) : random.below(4096));
        std::string bytes(1 + random.below(8), '\0');
        for (char &byte : bytes)
            byte = static_cast<char>(random.below(256));
        overwrite(file, std::min<std::uint64_t>(offset, size - bytes.size()), bytes);
        Result<Workspace> workspace = Workspace::open(file);
        if (!workspace) {
            ++noticed;
            QVERIFY2(workspace.error().code == ErrorCode::Corrupt
                         || workspace.error().code == ErrorCode::InvalidInput
                         || workspace.error().code == ErrorCode::Io,
                     qPrintable(problem(workspace)));
            QVERIFY(problem(workspace).contains(QStringLiteral("flipped.auspex")));
            continue;
        }
        loadTasks(*workspace);
        workspaceInfo(*workspace);
        loadDocument(*workspace, "judge");
        importTfsFile(*workspace, makeRequest("u", "1", SplitRole::Test, makeRecords(4, 5)));
        noticed += findings(*workspace).isEmpty() ? 0 : 1;
    }
    qInfo("%d of %d damaged files noticed", noticed, cases);
    QVERIFY(noticed > cases / 4);
}

void TestWorkspaceDamage::wipedPageIsFound()
{
    const auto pages = std::filesystem::file_size(m_folder.file("sample.auspex")) / 4096;
    for (std::uint64_t page = 1; page < pages; ++page) {
        const auto file = copyOfSample("wiped.auspex");
        overwrite(file, page * 4096, std::string(4096, '\0'));
        Result<Workspace> workspace = Workspace::open(file);
        if (!workspace)
            QCOMPARE(workspace.error().code, ErrorCode::Corrupt);
        else
            QVERIFY2(!findings(*workspace).isEmpty(), qPrintable(QString::number(page)));
    }
}

void TestWorkspaceDamage::truncatedFileIsFound()
{
    const auto size = std::filesystem::file_size(m_folder.file("sample.auspex"));
    for (const std::uintmax_t kept :
         {size - 4096, size / 2, std::uintmax_t(4096), std::uintmax_t(1000), std::uintmax_t(100)}) {
        const auto file = copyOfSample("short.auspex");
        std::filesystem::resize_file(file, kept);
        Result<Workspace> workspace = Workspace::open(file);
        if (workspace) {
            QVERIFY2(!findings(*workspace).isEmpty(), qPrintable(QString::number(kept)));
            continue;
        }
        QCOMPARE(workspace.error().code, ErrorCode::Corrupt);
        QVERIFY2(problem(workspace).contains(QStringLiteral("short.auspex is damaged")),
                 qPrintable(problem(workspace)));
    }
}

void TestWorkspaceDamage::changedRowsAreFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("message");
    const auto row = [](const QString &sql, const QString &message) {
        QTest::newRow(qPrintable(message)) << sql << message;
    };
    row(u"DELETE FROM tfs_scores WHERE architecture_id = 3"_qs,
        u"brought 120 scores of training from scratch, but 118 are there"_qs);
    row(u"DELETE FROM recorded_scores WHERE architecture_id < 3"_qs,
        u"brought 180 recorded scores, but 174 are there"_qs);
    row(u"DELETE FROM latencies WHERE architecture_id = 3"_qs,
        u"brought 60 latencies, but 59 are there"_qs);
    row(u"DELETE FROM stated_counts WHERE architecture_id = 3"_qs,
        u"brought 120 stated counts, but 118 are there"_qs);
    row(u"DELETE FROM split_members WHERE position = 3"_qs,
        u"Split 2 of task t has lost some of its members"_qs);
    row(u"DELETE FROM records WHERE position = 3"_qs,
        u"Task t holds 59 of its 60 architectures"_qs);
    row(u"PRAGMA foreign_keys = OFF; DELETE FROM architectures WHERE id = 3"_qs,
        u"1 rows of table records refer to rows of architectures that are not there"_qs);
    row(u"UPDATE architectures SET json = '{}' WHERE id = 3"_qs,
        u"an architecture that cannot be read (\"{}\")"_qs);
    row(u"UPDATE architectures SET json = (SELECT json FROM architectures WHERE id = 4) "
        "WHERE id = 3"_qs,
        u"Architecture 3 is stored as"_qs);
    row(u"UPDATE imports SET split_id = 1, role = 'demonstrations' WHERE id = 2"_qs,
        u"Split 1 of task t has an architecture among both"_qs);
    row(u"INSERT INTO tasks (id, name) VALUES (9, 'u'); "
        "UPDATE splits SET task_id = 9 WHERE id = 1"_qs,
        u"1 imports belong to a split of another task"_qs);
    row(u"DELETE FROM prompt_versions WHERE version = 1"_qs,
        u"The prompt \"mine\" has 1 of its 2 versions"_qs);
    const QString unchecked = u"PRAGMA ignore_check_constraints = ON; "_qs;
    row(unchecked + u"UPDATE prompt_versions SET json = '{' WHERE version = 2"_qs,
        u"Version 2 of the prompt \"mine\" cannot be read"_qs);
    row(unchecked + u"UPDATE runs SET progress = '{'"_qs,
        u"The settings or the progress of run 1 cannot be read"_qs);
    row(u"UPDATE calls SET key = replace(key, substr(key, 1, 1), 'X') WHERE id = 2"_qs,
        u"Call 2 has a key that is none"_qs);
    row(u"DELETE FROM call_texts WHERE call_id = 1"_qs,
        u"Call 1 has lost its request and reply"_qs);
    row(u"UPDATE call_texts SET request = 'cut' WHERE call_id = 2"_qs,
        u"Call 2 has lost its request and reply"_qs);
    row(unchecked + u"UPDATE call_texts SET usage = '{' WHERE call_id = 2"_qs,
        u"The usage or the price of call 2 cannot be read"_qs);
    row(u"DROP INDEX calls_by_key; UPDATE calls SET key = (SELECT max(key) FROM calls)"_qs,
        u"has 2 replies, but one is kept for each"_qs);
    row(unchecked + u"UPDATE batches SET settings = '{'"_qs,
        u"The settings of batch job 1 cannot be read"_qs);
    row(u"UPDATE batches SET state = 'collected'"_qs,
        u"Batch job 1 is collected, but 2 of its requests still wait"_qs);
    row(u"UPDATE batch_requests SET key = replace(key, 'a', 'g')"_qs,
        u"A request of batch job 1 has a key that is none"_qs);
    row(u"DELETE FROM batch_requests WHERE custom_id = 'c-1'"_qs,
        u"Batch job 1 holds 1 of its 2 requests"_qs);
}

void TestWorkspaceDamage::changedRowsAreFound()
{
    QFETCH(QString, sql);
    QFETCH(QString, message);
    Result<Workspace> workspace = Workspace::open(copyOfSample("changed.auspex"));
    QCOMPARE(findings(*workspace), QString());
    const Result<void> changed = workspace->database().execute(sql.toStdString());
    QVERIFY2(changed, qPrintable(problem(changed)));
    QVERIFY2(findings(*workspace, false).contains(message), qPrintable(findings(*workspace)));
}

QTEST_GUILESS_MAIN(TestWorkspaceDamage)
#include "tst_workspace_damage.moc"
