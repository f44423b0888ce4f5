// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/arch/tfs_data.h"

using namespace auspex;

class TestTfsData : public QObject {
    Q_OBJECT

    static TfsRecord record(int ffn, double score)
    {
        TfsRecord made;
        made.architecture = {512, 512, {{ffn, 4}}, {{1024, 4, 4, 1}}};
        made.tfs["valid_bleu"] = score;
        return made;
    }

private Q_SLOTS:
    void architecturesAreHeldOnceAndSplitsKeepFileOrder()
    {
        TfsTask task;
        QVERIFY(mergeRecords(task, "1", SplitRole::Demonstrations,
                             {record(1024, 24), record(2048, 25)}, {1, 2}, "train")
                    .empty());
        QVERIFY(mergeRecords(task, "1", SplitRole::Test, {record(3072, 26)}, {1}, "test").empty());
        QVERIFY(mergeRecords(task, "2", SplitRole::Test, {record(3072, 26), record(1024, 24)},
                             {1, 2}, "test2")
                    .empty());
        QCOMPARE(task.records.size(), 3U);
        QCOMPARE(task.splits[0].test, (std::vector<std::size_t>{2}));
        QCOMPARE(task.splits[1].test, (std::vector<std::size_t>{2, 0}));
    }

    void whatAnotherFileAddsCompletesARecord()
    {
        TfsTask task;
        mergeRecords(task, "1", SplitRole::Test, {record(1024, 24)}, {1}, "a");
        TfsRecord more = record(1024, 24);
        more.tfs["test_bleu"] = 25;
        more.recorded["HAT"]["valid_bleu"] = 23;
        more.latencyMs = 40;
        QVERIFY(mergeRecords(task, "2", SplitRole::Test, {more}, {1}, "b").empty());
        QVERIFY(task.records[0] == more);
    }

    void contradictionsAndDuplicatesAreLeftOutAndNamed()
    {
        TfsTask task;
        mergeRecords(task, "1", SplitRole::Demonstrations, {record(1024, 24)}, {1}, "a");
        const auto problems = mergeRecords(
            task, "1", SplitRole::Test,
            {record(1024, 24), record(2048, 25), record(2048, 25), record(3072, 26)}, {1, 2, 3, 5},
            "b");
        QCOMPARE(problems.size(), 2U);
        QCOMPARE(problems[0].line, 1U); // among both roles
        QCOMPARE(problems[1].line, 3U); // twice in the file
        const auto other = mergeRecords(task, "2", SplitRole::Test, {record(2048, 25.5)}, {7}, "c");
        QCOMPARE(
            describe(other.at(0)),
            std::string("c, line 7: its trained-from-scratch valid_bleu is 25.5 here and was 25 "
                        "before; it was left out."));
        QCOMPARE(task.records.size(), 3U);
    }

    void drawnSplitsPartTheRecordsThatHaveTheTarget()
    {
        TfsTask task;
        for (int i = 1; i <= 12; ++i)
            task.records.push_back(record(16 * i, i));
        task.records[4].tfs.clear();
        const TfsSplit split = drawSplit(task, "valid_bleu", 4, 9);
        QCOMPARE(split.demonstrations.size(), 4U);
        QCOMPARE(split.test.size(), 7U);
        QVERIFY(split == drawSplit(task, "valid_bleu", 4, 9));
        QVERIFY(!(split == drawSplit(task, "valid_bleu", 4, 10)));
        QCOMPARE(drawSplit(task, "valid_bleu", 40, 9).test.size(), 0U);
    }

    void theVocabularyFollowsFromStatedCounts()
    {
        TfsRecord stated = record(1024, 24);
        QVERIFY(!impliedVocabulary(stated, 30));
        stated.stated.lastLayerFlops = 2LL * 30 * 512 * 44512;
        QCOMPARE(impliedVocabulary(stated, 30), std::optional(44512));
        stated.stated.embeddingParameters = 512LL * 1000;
        QCOMPARE(impliedVocabulary(stated, 30), std::optional(1000));
        TfsTask task{"my-task", {stated}, {}};
        QCOMPARE(spaceOf(task).vocabulary, std::optional(1000));
        QCOMPARE(spaceOf(task).name, std::string("my-task"));
    }
};

QTEST_GUILESS_MAIN(TestTfsData)
#include "tst_tfs_data.moc"
