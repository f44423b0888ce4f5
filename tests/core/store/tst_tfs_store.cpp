// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTest>

#include "core/store/tfs_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestTfsStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void importedRecordsComeBackExactly();
    void storedTaskEqualsTheMergedOne();
    void sameFileTwiceChangesNothing();
    void sameContentForAnotherSplitIsImported();
    void conflictIsNamedAndTheFirstValueStays();
    void architectureOfBothRolesIsNamed();
    void newMembersReplaceTheOldOnes();
    void recordsWithoutSplitJoinTheTask();
    void numbersThatAreNotFiniteAreLeftOut();
    void fileWithoutUsableRecordChangesNothing();
    void partsOfOneFileGoInTogetherOrNotAtAll();
    void removedImportLeavesTheTaskAsItWas();
    void olderImportCannotBeRemovedFirst();
    void removingAllImportsRemovesTheTask();
    void drawnSplitIsStoredAndTakenBack();
    void splitOfUnknownArchitecturesIsRefused();
    void listenersHearOfEachChange();

private:
    ImportSummary import(const ImportRequest &request);
    TfsTask stored(const std::string &name = "t");

    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

void TestTfsStore::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("tfs.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestTfsStore::cleanup()
{
    QCOMPARE(findings(*m_workspace), QString());
    m_workspace.reset();
    m_folder.reset();
}

ImportSummary TestTfsStore::import(const ImportRequest &request)
{
    const auto summary = importTfsFile(*m_workspace, request);
    if (!summary)
        QTest::qFail(qPrintable(problem(summary)), __FILE__, __LINE__);
    return summary.value_or(ImportSummary());
}

TfsTask TestTfsStore::stored(const std::string &name)
{
    const auto task = loadTask(*m_workspace, name);
    if (!task)
        QTest::qFail(qPrintable(problem(task)), __FILE__, __LINE__);
    return task.value_or(TfsTask());
}

void TestTfsStore::importedRecordsComeBackExactly()
{
    const std::vector<TfsRecord> records = makeRecords(1, 25);
    const ImportSummary summary = import(
        makeRequest("t", "123", SplitRole::Demonstrations, records));
    QVERIFY(summary.isNewTask);
    QVERIFY(!summary.wasKnown);
    QCOMPARE(summary.usedRecords, 25U);
    QCOMPARE(summary.newRecords, 25U);
    QCOMPARE(summary.newScores, 125U); // 2 of training from scratch, 3 recorded
    QCOMPARE(summary.problems.size(), 0U);
    QCOMPARE(summary.message, std::string("t-123-train.jsonl: 25 architectures for task t "
                                          "(demonstrations, split 123), 25 of them new; 125 new "
                                          "scores."));
    const TfsTask task = stored();
    QVERIFY(task.records == records);
    QCOMPARE(task.splits.size(), 1U);
    QCOMPARE(task.splits[0].demonstrations.size(), 25U);
    QCOMPARE(task.splits[0].test.size(), 0U);
}

void TestTfsStore::storedTaskEqualsTheMergedOne()
{
    // Three splits of the same thirty records, in another order each: the layout of TFS-Eval.
    std::vector<TfsRecord> records = makeRecords(2, 30);
    Random random(2, "order");
    TfsTask expected;
    expected.name = "t";
    for (const char *split : {"123", "456", "789"}) {
        random.shuffle(records);
        for (const SplitRole role : {SplitRole::Demonstrations, SplitRole::Test}) {
            const bool isTest = role == SplitRole::Test;
            const ImportRequest request = makeRequest(
                "t", split, role,
                {records.begin() + (isTest ? 10 : 0), records.begin() + (isTest ? 30 : 10)});
            mergeRecords(expected, split, role, request.records, request.lines, request.file);
            import(request);
        }
    }
    QVERIFY(stored() == expected);
    const auto tasks = loadTasks(*m_workspace);
    QVERIFY(tasks && tasks->size() == 1 && tasks->front() == expected);
    const auto list = listTasks(*m_workspace);
    QVERIFY(list && list->size() == 1);
    QCOMPARE(list->front().records, 30);
    QCOMPARE(list->front().splits, (std::vector<std::string>{"123", "456", "789"}));
    QCOMPARE(list->front().targets, (std::vector<std::string>{"test_bleu", "valid_bleu"}));
    const auto info = workspaceInfo(*m_workspace);
    QVERIFY(info);
    QCOMPARE(info->architectures, 30);
    QCOMPARE(info->imports, 6);
    QCOMPARE(info->tfsScores, 60);
    QCOMPARE(info->recordedScores, 90);
}

void TestTfsStore::sameFileTwiceChangesNothing()
{
    const ImportRequest request = makeRequest("t", "1", SplitRole::Test, makeRecords(3, 5));
    const ImportSummary first = import(request);
    const auto before = listTasks(*m_workspace);
    const ImportSummary second = import(request);
    QVERIFY(second.wasKnown);
    QCOMPARE(second.importId, first.importId);
    QCOMPARE(second.newRecords, 0U);
    QCOMPARE(second.message,
             std::string("t-1-test.jsonl: the workspace already has exactly this content for task "
                         "t; nothing changed."));
    const auto after = listTasks(*m_workspace);
    QCOMPARE(after->front().revision, before->front().revision);
    QCOMPARE(workspaceInfo(*m_workspace)->imports, 1);
}

void TestTfsStore::sameContentForAnotherSplitIsImported()
{
    ImportRequest request = makeRequest("t", "1", SplitRole::Test, makeRecords(4, 5));
    import(request);
    request.split = std::string("2");
    const ImportSummary second = import(request);
    QVERIFY(!second.wasKnown);
    QCOMPARE(second.usedRecords, 5U);
    QCOMPARE(second.newRecords, 0U);
    QCOMPARE(second.newScores, 0U);
    QCOMPARE(stored().splits.size(), 2U);
}

void TestTfsStore::conflictIsNamedAndTheFirstValueStays()
{
    std::vector<TfsRecord> records = makeRecords(5, 5);
    import(makeRequest("t", "1", SplitRole::Test, records));
    const double first = records[2].tfs["valid_bleu"];
    records[2].tfs["valid_bleu"] = first + 1;
    const ImportSummary second = import(makeRequest("t", "2", SplitRole::Test, records));
    QCOMPARE(second.usedRecords, 4U);
    QCOMPARE(second.problems.size(), 1U);
    QCOMPARE(second.problems[0].line, 3U);
    QCOMPARE(second.problems[0].file, std::string("t-2-test.jsonl"));
    QVERIFY2(second.problems[0].reason.find("valid_bleu") != std::string::npos,
             second.problems[0].reason.c_str());
    const TfsTask task = stored();
    QCOMPARE(task.records[2].tfs.at("valid_bleu"), first);
    QCOMPARE(task.splits[1].test, (std::vector<std::size_t>{0, 1, 3, 4}));
    QCOMPARE(
        m_workspace->database()
            .count("SELECT json_array_length(problems) FROM imports WHERE id = ?", second.importId)
            .value(),
        1);
}

void TestTfsStore::architectureOfBothRolesIsNamed()
{
    const std::vector<TfsRecord> records = makeRecords(6, 5);
    import(
        makeRequest("t", "1", SplitRole::Demonstrations, {records.begin(), records.begin() + 2}));
    const ImportSummary second = import(makeRequest("t", "1", SplitRole::Test, records));
    QCOMPARE(second.problems.size(), 2U);
    QCOMPARE(stored().splits[0].test, (std::vector<std::size_t>{2, 3, 4}));
}

void TestTfsStore::newMembersReplaceTheOldOnes()
{
    const std::vector<TfsRecord> records = makeRecords(7, 6);
    import(makeRequest("t", "1", SplitRole::Test, {records.begin(), records.begin() + 4}));
    import(makeRequest("t", "1", SplitRole::Test, {records.begin() + 3, records.end()}));
    const TfsTask task = stored();
    QVERIFY(task.records == records);
    QCOMPARE(task.splits.size(), 1U);
    QCOMPARE(task.splits[0].test, (std::vector<std::size_t>{3, 4, 5}));
}

void TestTfsStore::recordsWithoutSplitJoinTheTask()
{
    const std::vector<TfsRecord> records = makeRecords(8, 6);
    ImportRequest request = makeRequest("t", "", SplitRole::Test, records);
    import(request);
    const TfsTask task = stored();
    QVERIFY(task.records == records);
    QVERIFY(task.splits.empty());
    QVERIFY(import(request).wasKnown);
}

void TestTfsStore::numbersThatAreNotFiniteAreLeftOut()
{
    std::vector<TfsRecord> records = makeRecords(9, 4);
    records[0].tfs["valid_bleu"] = std::nan("");
    records[1].recorded["HAT"]["valid_bleu"] = std::numeric_limits<double>::infinity();
    records[2].latencyMs = -std::numeric_limits<double>::infinity();
    const ImportSummary summary = import(makeRequest("t", "1", SplitRole::Test, records));
    QCOMPARE(summary.usedRecords, 1U);
    QCOMPARE(summary.problems.size(), 3U);
    QCOMPARE(summary.problems[1].line, 2U);
    QVERIFY(stored().records[0] == records[3]);
}

void TestTfsStore::fileWithoutUsableRecordChangesNothing()
{
    ImportRequest request = makeRequest("t", "1", SplitRole::Test, {});
    request.problems.push_back({"bad.jsonl", 7, "it is not JSON."});
    const auto summary = importTfsFile(*m_workspace, request);
    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::InvalidInput);
    QVERIFY2(problem(summary).contains(QStringLiteral("bad.jsonl, line 7: it is not JSON.")),
             qPrintable(problem(summary)));
    QCOMPARE(listTasks(*m_workspace)->size(), 0U);
    request.task = std::string(" ");
    QCOMPARE(importTfsFile(*m_workspace, request).error().code, ErrorCode::InvalidInput);
}

void TestTfsStore::partsOfOneFileGoInTogetherOrNotAtAll()
{
    const std::vector<TfsRecord> records = makeRecords(3, 6);
    const std::vector<TfsRecord> test(records.begin() + 2, records.end());
    std::vector<ImportRequest> parts = {
        makeRequest("t", "1", SplitRole::Demonstrations, {records[0], records[1]}),
        makeRequest("t", "1", SplitRole::Test, {})};
    QCOMPARE(importTfsFile(*m_workspace, parts).error().code, ErrorCode::InvalidInput);
    QCOMPARE(listTasks(*m_workspace)->size(), 0U); // the first part alone would have been fine
    parts[1] = makeRequest("t", "1", SplitRole::Test, test);
    const auto summaries = importTfsFile(*m_workspace, parts);
    QVERIFY(summaries);
    QCOMPARE(summaries->size(), 2U);
    QCOMPARE(stored().splits.at(0).demonstrations.size(), 2U);
    QCOMPARE(stored().splits.at(0).test.size(), 4U);
}

void TestTfsStore::removedImportLeavesTheTaskAsItWas()
{
    std::vector<TfsRecord> records = makeRecords(10, 20);
    std::vector<TfsRecord> bare(records.begin(), records.begin() + 8);
    for (TfsRecord &record : bare) { // the second file completes these
        record.recorded.clear();
        record.latencyMs.reset();
        record.stated = {};
    }
    import(makeRequest("t", "1", SplitRole::Test, bare));
    const TfsTask before = stored();
    const ImportRequest request = makeRequest("t", "1", SplitRole::Test, records);
    const ImportSummary second = import(request);
    const TfsTask after = stored();
    QCOMPARE(after.records.size(), 20U);
    QVERIFY(after.records[0] == records[0]);

    const Result<void> undone = removeImports(*m_workspace, {second.importId});
    QVERIFY2(undone, qPrintable(problem(undone)));
    QVERIFY(stored() == before);
    import(request);
    QVERIFY(stored() == after);
}

void TestTfsStore::olderImportCannotBeRemovedFirst()
{
    const std::vector<TfsRecord> records = makeRecords(11, 6);
    const ImportSummary first = import(makeRequest("t", "1", SplitRole::Test, records));
    const ImportSummary second = import(makeRequest("t", "2", SplitRole::Test, records));
    const TfsTask before = stored();
    const Result<void> refused = removeImports(*m_workspace, {first.importId});
    QVERIFY(!refused);
    QVERIFY2(problem(refused).contains(QStringLiteral("undo those first")),
             qPrintable(problem(refused)));
    QVERIFY(stored() == before);
    QCOMPARE(removeImports(*m_workspace, {second.importId + 1}).error().code, ErrorCode::NotFound);
}

void TestTfsStore::removingAllImportsRemovesTheTask()
{
    const std::vector<TfsRecord> records = makeRecords(12, 6);
    const ImportSummary first = import(makeRequest("t", "1", SplitRole::Test, records));
    const ImportSummary second = import(makeRequest("t", "2", SplitRole::Test, records));
    QVERIFY(removeImports(*m_workspace, {first.importId, second.importId}));
    QCOMPARE(listTasks(*m_workspace)->size(), 0U);
    QCOMPARE(workspaceInfo(*m_workspace)->tfsScores, 0);
}

void TestTfsStore::drawnSplitIsStoredAndTakenBack()
{
    import(makeRequest("t", "", SplitRole::Test, makeRecords(13, 30)));
    const TfsTask before = stored();
    const TfsSplit split = drawSplit(before, "valid_bleu", 10, 42);
    const auto ids = saveSplit(*m_workspace, "t", split);
    QVERIFY2(ids, qPrintable(problem(ids)));
    TfsTask after = stored();
    QCOMPARE(after.splits.size(), 1U);
    QVERIFY(after.splits[0] == split);

    TfsSplit other = drawSplit(before, "valid_bleu", 5, 43);
    other.name = split.name;
    const auto replaced = saveSplit(*m_workspace, "t", other);
    QVERIFY(replaced);
    QVERIFY(stored().splits[0] == other);
    QVERIFY(removeImports(*m_workspace, *replaced));
    QVERIFY(stored() == after);
    QVERIFY(removeImports(*m_workspace, *ids));
    QVERIFY(stored() == before);
}

void TestTfsStore::splitOfUnknownArchitecturesIsRefused()
{
    import(makeRequest("t", "1", SplitRole::Test, makeRecords(14, 3)));
    QCOMPARE(saveSplit(*m_workspace, "t", {"x", {0}, {3}}).error().code, ErrorCode::InvalidInput);
    QCOMPARE(saveSplit(*m_workspace, "t", {"x", {0}, {0}}).error().code, ErrorCode::InvalidInput);
    QCOMPARE(saveSplit(*m_workspace, "t", {"", {0}, {1}}).error().code, ErrorCode::InvalidInput);
    QCOMPARE(saveSplit(*m_workspace, "u", {"x", {0}, {1}}).error().code, ErrorCode::NotFound);
    QCOMPARE(stored().splits.size(), 1U);
}

void TestTfsStore::listenersHearOfEachChange()
{
    int heard = 0;
    const int id = m_workspace->addListener(
        [&](Change change) { heard += change == Change::Tasks ? 1 : 100; });
    const ImportRequest request = makeRequest("t", "1", SplitRole::Test, makeRecords(15, 3));
    const ImportSummary summary = import(request);
    QCOMPARE(heard, 1);
    import(request); // known
    QCOMPARE(heard, 1);
    QVERIFY(removeImports(*m_workspace, {summary.importId}));
    QCOMPARE(heard, 2);
    QVERIFY(!removeImports(*m_workspace, {summary.importId}));
    QCOMPARE(heard, 2);
    m_workspace->removeListener(id);
    import(request);
    QCOMPARE(heard, 2);
}

QTEST_GUILESS_MAIN(TestTfsStore)
#include "tst_tfs_store.moc"
