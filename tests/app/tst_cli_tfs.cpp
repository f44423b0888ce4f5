// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "core/arch/tfs_eval.h"
#include "tests/app/cli_runner.h"
#include "tests/support/data_folder.h"

using namespace auspex;
using namespace auspex::test;

class TestCliTfs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importMakesTheWorkspaceAndReportsEachFile();
    void importingAgainChangesNothing();
    void exportedLayoutHoldsWhatWasImported();
    void exportAsJsonHoldsAllTasksWithSplits();
    void badLinesAreListedAndTheRestOfTheFileIsImported();
    void fileWithoutAUsableRecordFailsAndTheOthersGoIn();
    void wrongSourceFailsWithoutMakingAWorkspace();
    void exportRefusesWhatItCannotHold();
    void exportedCsvImportsAgain();
};

namespace {

Run import(const QString &workspace, const QString &source)
{
    return runCli({QStringLiteral("--workspace"), workspace, QStringLiteral("tfs"),
                   QStringLiteral("import"), source, QStringLiteral("--format"),
                   QStringLiteral("csv")});
}

Run tfs(const QString &workspace, const QString &words)
{
    return runCli(QStringList{QStringLiteral("tfs")} + words.split(u' ')
                  + QStringList{QStringLiteral("--workspace"), workspace});
}

/// All lines of all files below a folder, by the file's place in it.
QMap<QString, QByteArray> contents(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator entry(folder, QDir::Files, QDirIterator::Subdirectories);
    while (entry.hasNext()) {
        QFile file(entry.next());
        if (file.open(QIODevice::ReadOnly))
            files[QDir(folder).relativeFilePath(file.fileName())] = file.readAll();
    }
    return files;
}

} // namespace

void TestCliTfs::importMakesTheWorkspaceAndReportsEachFile()
{
    AUSPEX_REQUIRE_DATA();
    const Scratch scratch;
    const Run run = import(scratch.path("w.auspex"), dataPath("tfs-eval"));
    QCOMPARE(run.status, 0);
    QCOMPARE(run.err, QByteArray());
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, QStringLiteral("file task split role status architectures "
                                        "new_architectures new_scores problems")
                             .split(u' '));
    QCOMPARE(csv.rows.size(), 18);
    QCOMPARE(csv.rows[0][QStringLiteral("role")], QStringLiteral("demonstrations"));
    QCOMPARE(csv.rows[0][QStringLiteral("architectures")], QStringLiteral("10"));
    QCOMPARE(csv.rows[1][QStringLiteral("architectures")], QStringLiteral("20"));
    QCOMPARE(csv.rows[1][QStringLiteral("new_scores")],
             QStringLiteral("200")); // 5 scorers, 2 targets
    QCOMPARE(csv.rows[2][QStringLiteral("new_architectures")], QStringLiteral("0"));

    const Run list = tfs(scratch.path("w.auspex"), QStringLiteral("list --format csv"));
    const Csv tasks = parsedCsv(list.out);
    QCOMPARE(tasks.header,
             QStringLiteral("task architectures splits targets recorded latencies").split(u' '));
    QCOMPARE(tasks.rows.size(), 3);
    QCOMPARE(tasks.rows[2][QStringLiteral("task")], QStringLiteral("wmt19ende"));
    QCOMPARE(tasks.rows[2][QStringLiteral("architectures")], QStringLiteral("30"));
    QCOMPARE(tasks.rows[2][QStringLiteral("splits")], QStringLiteral("123, 456, 789"));
    QCOMPARE(tasks.rows[2][QStringLiteral("targets")], QStringLiteral("test_bleu, valid_bleu"));
    QCOMPARE(tasks.rows[2][QStringLiteral("recorded")],
             QStringLiteral("HAT, Layer-wise MoS, Neuron-wise MoS, Supernet (Sandwich)"));
}

void TestCliTfs::importingAgainChangesNothing()
{
    const Scratch scratch;
    scratch.write("data/1/task/train.jsonl", tfsDataLine(1, 24) + '\n' + tfsDataLine(2, 25));
    scratch.write("data/1/task/test.jsonl", tfsDataLine(3, 26));
    const QString workspace = scratch.path("w.auspex");
    QCOMPARE(import(workspace, scratch.path("data")).status, 0);
    const Run before = tfs(workspace, QStringLiteral("export --format json"));
    const Run again = import(workspace, scratch.path("data"));
    QCOMPARE(again.status, 0);
    for (const auto &row : parsedCsv(again.out).rows)
        QCOMPARE(row[QStringLiteral("status")], QStringLiteral("unchanged"));
    QCOMPARE(tfs(workspace, QStringLiteral("export --format json")).out, before.out);
    const Run info = runCli({QStringLiteral("workspace"), QStringLiteral("info"), workspace,
                             QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY(info.out.contains("imports,2\n"));
}

void TestCliTfs::exportedLayoutHoldsWhatWasImported()
{
    AUSPEX_REQUIRE_DATA();
    const Scratch scratch;
    QCOMPARE(import(scratch.path("w.auspex"), dataPath("tfs-eval")).status, 0);
    const QString folder = scratch.path("out");
    QCOMPARE(
        tfs(scratch.path("w.auspex"), QStringLiteral("export --format llmas -o ") + folder).status,
        0);
    Job job;
    const auto original = readTfsEval(dataPath("tfs-eval").toStdString(), job);
    const auto exported = readTfsEval(folder.toStdString(), job);
    QVERIFY(original && exported);
    QVERIFY(exported->problems.empty());
    QVERIFY(exported->tasks == original->tasks);

    // And once more around: the same files, byte for byte.
    QCOMPARE(import(scratch.path("w2.auspex"), folder).status, 0);
    const QString second = scratch.path("out2");
    QCOMPARE(tfs(scratch.path("w2.auspex"), QStringLiteral("export -o ") + second).status, 0);
    QCOMPARE(contents(second).size(), 18);
    QCOMPARE(contents(second), contents(folder));
}

void TestCliTfs::exportAsJsonHoldsAllTasksWithSplits()
{
    const Scratch scratch;
    scratch.write("data/1/a/train.jsonl", tfsDataLine(1, 24) + '\n' + tfsDataLine(2, 25));
    scratch.write("data/1/a/test.jsonl", tfsDataLine(3, 26.5));
    scratch.write("data/1/b/test.jsonl", tfsDataLine(3, 30));
    QCOMPARE(import(scratch.path("w.auspex"), scratch.path("data")).status, 0);
    const QJsonArray tasks
        = parsedJson(tfs(scratch.path("w.auspex"), QStringLiteral("export --format json")).out)
              .array();
    QCOMPARE(tasks.size(), 2);
    const QJsonObject first = tasks[0].toObject();
    QCOMPARE(first[QStringLiteral("task")].toString(), QStringLiteral("a"));
    const QJsonArray records = first[QStringLiteral("records")].toArray();
    QCOMPARE(records.size(), 3);
    const QJsonObject split = first[QStringLiteral("splits")].toArray()[0].toObject();
    QCOMPARE(split[QStringLiteral("demonstrations")].toArray(), (QJsonArray{0, 1}));
    QCOMPARE(split[QStringLiteral("test")].toArray(), QJsonArray{2});
    QCOMPARE(
        records[2].toObject()[QStringLiteral("scratch")].toObject()[QStringLiteral("valid_BLEU")],
        QJsonValue(26.5));
    const Run one = tfs(scratch.path("w.auspex"), QStringLiteral("export --format json --task b"));
    QCOMPARE(parsedJson(one.out).array().size(), 1);
}

void TestCliTfs::badLinesAreListedAndTheRestOfTheFileIsImported()
{
    const Scratch scratch;
    scratch.write("data/1/task/test.jsonl", tfsDataLine(1, 24) + "\n{\"scratch\": 1}\n"
                                                + tfsDataLine(1, 24) + '\n' + tfsDataLine(2, 25));
    const Run run = import(scratch.path("w.auspex"), scratch.path("data"));
    QCOMPARE(run.status, 0);
    const auto row = parsedCsv(run.out).rows.first();
    QCOMPARE(row[QStringLiteral("architectures")], QStringLiteral("2"));
    QCOMPARE(row[QStringLiteral("problems")], QStringLiteral("2"));
    QVERIFY2(run.err.contains("test.jsonl, line 2: "), run.err.constData());
    QVERIFY2(run.err.contains("test.jsonl, line 3: the architecture already stands in line 1"),
             run.err.constData());
}

void TestCliTfs::fileWithoutAUsableRecordFailsAndTheOthersGoIn()
{
    const Scratch scratch;
    scratch.write("data/1/task/train.jsonl", "{\n");
    scratch.write("data/1/task/test.jsonl", tfsDataLine(1, 24));
    const Run run = import(scratch.path("w.auspex"), scratch.path("data"));
    QCOMPARE(run.status, 1);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 2);
    QCOMPARE(csv.rows[0][QStringLiteral("status")], QStringLiteral("failed"));
    QCOMPARE(csv.rows[1][QStringLiteral("status")], QStringLiteral("imported"));
    QVERIFY(run.err.contains("1 of 2 files could not be imported"));
    const Run list = tfs(scratch.path("w.auspex"), QStringLiteral("list --format csv"));
    QCOMPARE(parsedCsv(list.out).rows.size(), 1);
}

void TestCliTfs::wrongSourceFailsWithoutMakingAWorkspace()
{
    const Scratch scratch;
    scratch.write("folder/notes.txt", "nothing");
    scratch.write("test.jsonl", tfsDataLine(1, 24));
    for (const char *source : {"missing", "folder", "test.jsonl"}) {
        const Run run = import(scratch.path("w.auspex"), scratch.path(source));
        QCOMPARE(run.status, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(run.err.contains("SPLIT/TASK/train.jsonl"));
    }
    QVERIFY(!QFile::exists(scratch.path("w.auspex")));
    QCOMPARE(tfs(scratch.path("w.auspex"), QStringLiteral("list")).status, 1);
}

void TestCliTfs::exportRefusesWhatItCannotHold()
{
    const Scratch scratch;
    const QString workspace = scratch.path("w.auspex");
    scratch.write("data/1/a/test.jsonl", tfsDataLine(1, 24));
    scratch.write("data/1/b/test.jsonl", tfsDataLine(1, 24));
    QCOMPARE(import(workspace, scratch.path("data")).status, 0);
    const Run csv = tfs(workspace, QStringLiteral("export --format csv"));
    QCOMPARE(csv.status, 2);
    QVERIFY(csv.err.contains("choose it with --task from a, b"));
    const Run nowhere = tfs(workspace, QStringLiteral("export --format llmas"));
    QCOMPARE(nowhere.status, 2);
    QVERIFY(nowhere.err.contains("-o FOLDER"));
    const Run full = tfs(workspace, QStringLiteral("export -o ") + scratch.path("data"));
    QCOMPARE(full.status, 1);
    QVERIFY(full.err.contains("not an empty folder"));
    const Run unknown = tfs(workspace, QStringLiteral("export --task c"));
    QCOMPARE(unknown.status, 1);
    QVERIFY(unknown.err.contains("it has a, b"));
    QCOMPARE(tfs(workspace, QStringLiteral("export --format latex")).status, 2);
}

void TestCliTfs::exportedCsvImportsAgain()
{
    AUSPEX_REQUIRE_DATA();
    const Scratch scratch;
    QCOMPARE(import(scratch.path("w.auspex"), dataPath("tfs-eval")).status, 0);
    const QString file = scratch.path("wmt14ende.csv");
    QCOMPARE(
        tfs(scratch.path("w.auspex"), QStringLiteral("export --task wmt14ende -o ") + file).status,
        0);
    const Run again = import(scratch.path("w2.auspex"), file);
    QCOMPARE(again.status, 0);
    QCOMPARE(parsedCsv(again.out).rows.first()[QStringLiteral("new_scores")],
             QStringLiteral("300"));
    const Run out = tfs(scratch.path("w2.auspex"), QStringLiteral("export --format csv"));
    QCOMPARE(out.out, scratch.read("wmt14ende.csv"));
}

QTEST_GUILESS_MAIN(TestCliTfs)
#include "tst_cli_tfs.moc"
