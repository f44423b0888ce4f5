// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QTemporaryDir>

#include "core/arch/tfs_eval.h"
#include "core/base/files.h"
#include "tests/support/data_folder.h"

using namespace auspex;

class TestTfsEval : public QObject {
    Q_OBJECT

    static TfsRecord example()
    {
        TfsRecord record;
        record.architecture = {512, 640, {{1024, 4}}, {{2048, 8, 4, 2}}};
        record.tfs = {{"valid_bleu", 24.3}, {"test_bleu", 25.6}};
        record.recorded["Supernet (Sandwich)"] = {{"valid_bleu", 23.51}};
        record.latencyMs = 41.8098220427831;
        record.stated.totalFlops = 2669506728;
        record.stated.embeddingParameters = 20971520;
        return record;
    }

private Q_SLOTS:
    void aLineReadsBackAsTheSameRecord()
    {
        const TfsFileContent content = parseTfsLines(tfsLine(example()) + '\n', "f");
        QCOMPARE(content.records.size(), 1U);
        QVERIFY(content.records[0] == example());
    }

    void wrongMembersAreNamed()
    {
        std::string line = tfsLine(example());
        line.replace(line.find("24.3"), 4, "\"x\"");
        const TfsFileContent content = parseTfsLines("\n" + line, "f");
        QCOMPARE(describe(content.problems.at(0)),
                 std::string("f, line 2: valid_BLEU is not a number."));
    }

    void aFolderMayBeTheWholeASplitOrATask()
    {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        for (const char *name : {"1/de", "1/fr", "2/de"})
            std::filesystem::create_directories(root / name);
        for (const char *name :
             {"1/de/train.jsonl", "1/de/test.jsonl", "1/fr/test.jsonl", "2/de/train.jsonl"})
            QVERIFY(writeFileAtomically(root / name, tfsLine(example()) + '\n'));
        QCOMPARE(findTfsEvalFiles(root)->size(), 4U);
        QCOMPARE(findTfsEvalFiles(root / "1")->size(), 3U);
        const auto one = findTfsEvalFiles(root / "1/de/");
        QCOMPARE(one->size(), 2U);
        QCOMPARE(one->front().task, std::string("de"));
        QCOMPARE(one->front().split, std::string("1"));
        QVERIFY(!findTfsEvalFiles(root / "none"));
        std::filesystem::create_directories(root / "empty");
        QVERIFY(findTfsEvalFiles(root / "empty").error().message.find("holds no TFS-Eval data")
                != std::string::npos);
    }

    void unreadableLinesAreProblemsAndNothingReadableIsAnError()
    {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        std::filesystem::create_directories(root / "1/de");
        QVERIFY(writeFileAtomically(root / "1/de/test.jsonl", "{\n"));
        Job job;
        QVERIFY(!readTfsEval(root, job));
        QVERIFY(writeFileAtomically(root / "1/de/test.jsonl", "{\n" + tfsLine(example()) + '\n'));
        const auto eval = readTfsEval(root, job);
        QVERIFY(eval);
        QCOMPARE(eval->tasks.at(0).records.size(), 1U);
        QCOMPARE(eval->problems.size(), 1U);
        job.cancel();
        QCOMPARE(readTfsEval(root, job).error().code, ErrorCode::Cancelled);
    }

    void thePublishedDataHasThirtyArchitecturesATask()
    {
        AUSPEX_REQUIRE_DATA();
        Job job;
        const auto eval = readTfsEval(*test::dataFolder() / "tfs-eval", job);
        QVERIFY(eval);
        QVERIFY(eval->problems.empty());
        QCOMPARE(eval->tasks.size(), 3U);
        for (const TfsTask &task : eval->tasks) {
            QCOMPARE(task.records.size(), 30U);
            QCOMPARE(task.splits.size(), 3U);
            for (const TfsSplit &split : task.splits) {
                QCOMPARE(split.demonstrations.size(), 10U);
                QCOMPARE(split.test.size(), 20U);
            }
            QCOMPARE(recordedNames(task).size(), 4U);
            QVERIFY(spaceOf(task) == *builtInSpace(task.name));
        }
    }
};

QTEST_GUILESS_MAIN(TestTfsEval)
#include "tst_tfs_eval.moc"
