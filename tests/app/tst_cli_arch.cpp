// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "tests/app/cli_runner.h"
#include "tests/support/data_folder.h"

using namespace auspex::test;

class TestCliArch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsHaveTheirNames();
    void describesAllTfsEvalRecordsExactly();
    void describesAllSampledArchitecturesExactly();
    void describesPublishedYamlFilesByTheSpaceInTheirName();
    void readsTheStandardInput();
    void fileNamesAndStatedCountsSayWhichVocabulary();
    void statedCountsThatDifferAreWarnedAbout();
    void badLinesAreWarnedAboutAndTheRestIsDescribed();
    void nothingReadableFails();
    void missingFileAndEmptyFolderFail();
    void unknownVocabularyLeavesCountsOut();
    void jsonHasNumbersAndTheSameNames();
    void convertsBetweenAllForms();
    void convertToYamlWantsOneArchitecture();

private:
    static Csv describe(const QStringList &arguments, const QByteArray &input = {});
};

namespace {

const QStringList describeCommand = {QStringLiteral("arch"), QStringLiteral("describe"),
                                     QStringLiteral("--format"), QStringLiteral("csv")};

qint64 number(const QMap<QString, QString> &row, const char *column)
{
    bool isNumber = false;
    const qint64 value = row[QString::fromUtf8(column)].toLongLong(&isNumber);
    return isNumber ? value : -1;
}

} // namespace

Csv TestCliArch::describe(const QStringList &arguments, const QByteArray &input)
{
    const Run run = runCli(describeCommand + arguments, input);
    return run.status == 0 && run.err.isEmpty() ? parsedCsv(run.out) : Csv();
}

void TestCliArch::columnsHaveTheirNames()
{
    const Csv csv = describe(
        {QStringLiteral("-"), QStringLiteral("--space"), QStringLiteral("wmt14ende")},
        architectureLine(2));
    QCOMPARE(csv.header,
             QStringLiteral("index source total_flops last_layer_flops "
                            "total_flops_without_last_layer params_without_embeddings "
                            "embedding_params model_size distill_encoding latency_encoding")
                 .split(u' '));
    QCOMPARE(csv.rows.size(), 1);
    const auto &row = csv.rows.first();
    QCOMPARE(row[QStringLiteral("index")], QStringLiteral("0"));
    QCOMPARE(number(row, "total_flops"),
             number(row, "last_layer_flops") + number(row, "total_flops_without_last_layer"));
    QCOMPARE(number(row, "model_size"),
             number(row, "params_without_embeddings") + number(row, "embedding_params"));
    QCOMPARE(number(row, "last_layer_flops"), qint64{2} * 30 * 512 * 32768);
    const QStringList encoding = row[QStringLiteral("distill_encoding")].split(u' ');
    QCOMPARE(encoding.size(), 10);
    QCOMPARE(encoding.at(0).toDouble(), 512.0 / 640);
    QCOMPARE(encoding.at(5).toDouble(), 2.0 / 6);
    QCOMPARE(encoding.at(6).toDouble(), 2048.0 / 3072);
    QCOMPARE(encoding.at(9).toDouble(), 0.0); // attention -1
    QCOMPARE(row[QStringLiteral("latency_encoding")].split(u' ').size(), 10);
}

void TestCliArch::describesAllTfsEvalRecordsExactly()
{
    AUSPEX_REQUIRE_DATA();
    const Csv csv = describe({dataPath("tfs-eval")});
    QCOMPARE(csv.rows.size(), 270);
    // The five counts of each record as the files state them, read here on our own.
    int compared = 0;
    QMap<QString, QList<QByteArray>> lines;
    for (const auto &row : csv.rows) {
        const QString source = row[QStringLiteral("source")];
        const qsizetype colon = source.lastIndexOf(u':');
        const QString file = source.left(colon);
        if (!lines.contains(file)) {
            QFile device(file);
            QVERIFY(device.open(QIODevice::ReadOnly));
            lines[file] = device.readAll().split('\n');
        }
        const QJsonObject scratch = parsedJson(lines[file][source.mid(colon + 1).toInt() - 1])
                                        .object()[QStringLiteral("scratch")]
                                        .toObject();
        const QList<QPair<const char *, const char *>> columns = {
            {"total_flops", "total_flops"},
            {"last_layer_flops", "last_layer_flops"},
            {"total_flops_without_last_layer", "total_flops_without_last_layer"},
            {"params_without_embeddings", "num_parameters_without_embedding_weights"},
            {"embedding_params", "num_embedding_parameters"}};
        for (const auto &[ours, theirs] : columns) {
            QCOMPARE(number(row, ours),
                     static_cast<qint64>(scratch[QString::fromUtf8(theirs)].toDouble(-2)));
            ++compared;
        }
    }
    QCOMPARE(compared, 270 * 5);
}

void TestCliArch::describesAllSampledArchitecturesExactly()
{
    AUSPEX_REQUIRE_DATA();
    const Csv csv = describe({dataPath("arch-samples/wmt14ende.jsonl"), QStringLiteral("--vocab"),
                              QStringLiteral("32768")});
    QFile file(dataPath("arch-samples/wmt14ende.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 500);
    QCOMPARE(csv.rows.size(), 500);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QJsonObject scratch
            = parsedJson(lines[i]).object()[QStringLiteral("scratch")].toObject();
        QCOMPARE(number(csv.rows[i], "total_flops"),
                 static_cast<qint64>(scratch[QStringLiteral("total_flops")].toDouble(-2)));
    }
}

void TestCliArch::describesPublishedYamlFilesByTheSpaceInTheirName()
{
    AUSPEX_REQUIRE_DATA();
    const Csv csv = describe({dataPath("hat-configs")});
    QCOMPARE(csv.rows.size(), 10);
    for (const auto &row : csv.rows) {
        const qint64 vocabulary = row[QStringLiteral("source")].contains(QStringLiteral("enfr"))
                                      ? 44512
                                      : 32768;
        QCOMPARE(number(row, "embedding_params") % vocabulary, 0);
    }
}

void TestCliArch::readsTheStandardInput()
{
    const Csv csv = describe(
        {QStringLiteral("-"), QStringLiteral("--space"), QStringLiteral("demo")},
        architectureLine(1, 64) + '\n' + architectureLine(3, 128));
    QCOMPARE(csv.rows.size(), 2);
    QCOMPARE(csv.rows[1][QStringLiteral("source")], QStringLiteral("standard input:2"));
    QCOMPARE(number(csv.rows[1], "embedding_params"), 128 * 2000);
}

void TestCliArch::fileNamesAndStatedCountsSayWhichVocabulary()
{
    const Scratch scratch;
    const auto embeddings = [&](const QString &file, const QStringList &more = {}) {
        const Run run = runCli(describeCommand + QStringList(file) + more);
        return run.status == 0 ? number(parsedCsv(run.out).rows.first(), "embedding_params") : -1;
    };
    const QByteArray line = architectureLine(2);
    QCOMPARE(embeddings(scratch.write("wmt14enfr/test.jsonl", line)), 512 * 44512);
    QCOMPARE(embeddings(scratch.write("wmt19ende.jsonl", line)), 512 * 49600);
    QCOMPARE(embeddings(scratch.write("demo/any.jsonl", line)), 512 * 32768); // too wide for demo
    QCOMPARE(embeddings(scratch.write("demo/narrow.jsonl", architectureLine(2, 64))), 64 * 2000);
    QByteArray stated = tfsDataLine(2, 25);
    stated.replace("\"arch_info\"", "\"num_embedding_parameters\": 512000, \"arch_info\"");
    QCOMPARE(embeddings(scratch.write("any/stated.jsonl", stated)), 512 * 1000);
    QCOMPARE(embeddings(scratch.path("wmt19ende.jsonl"),
                        {QStringLiteral("--vocab"), QStringLiteral("10")}),
             512 * 10);
    QCOMPARE(embeddings(scratch.path("wmt19ende.jsonl"),
                        {QStringLiteral("--space"), QStringLiteral("WMT14.en-fr")}),
             512 * 44512);
    const Run assumed = runCli(describeCommand
                               + QStringList(scratch.write("any/plain.jsonl", line)));
    QVERIFY(assumed.err.contains("counted as wmt14ende"));
}

void TestCliArch::statedCountsThatDifferAreWarnedAbout()
{
    const Scratch scratch;
    QByteArray line = tfsDataLine(2, 25);
    line.replace("\"arch_info\"", "\"last_layer_flops\": 12345, \"arch_info\"");
    const QString file = scratch.write("wmt14ende/test.jsonl", tfsDataLine(1, 24) + '\n' + line);
    const Run run = runCli(describeCommand + QStringList(file));
    QCOMPARE(run.status, 0);
    QCOMPARE(parsedCsv(run.out).rows.size(), 2);
    QCOMPARE(run.err,
             "auspex-cli: warning: " + file.toUtf8()
                 + ":2: last_layer_flops is stated as 12345, but is 1006632960 in wmt14ende "
                   "with a vocabulary of 32768.\n");
}

void TestCliArch::badLinesAreWarnedAboutAndTheRestIsDescribed()
{
    const Scratch scratch;
    const QString file = scratch.write("wmt14ende.jsonl", architectureLine(1) + "\n{\"broken\n\n"
                                                              + architectureLine(3) + "\n{}\n");
    const Run run = runCli(describeCommand + QStringList(file));
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.rows.size(), 2);
    QVERIFY(csv.rows[1][QStringLiteral("source")].endsWith(QStringLiteral("wmt14ende.jsonl:4")));
    QCOMPARE(run.err.count('\n'), 2);
    QVERIFY2(run.err.contains("wmt14ende.jsonl, line 2: "), run.err.constData());
    QVERIFY2(run.err.contains("wmt14ende.jsonl, line 5: "), run.err.constData());
}

void TestCliArch::nothingReadableFails()
{
    const Scratch scratch;
    const Run run = runCli(describeCommand + QStringList(scratch.write("bad.jsonl", "{\n{\n")));
    QCOMPARE(run.status, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY(run.err.contains("line 1"));
    QVERIFY(run.err.endsWith("No architecture could be read; see the warnings above and check the "
                             "files.\n"));
    QCOMPARE(runCli(describeCommand + QStringList(scratch.write("empty.json", ""))).status, 1);
    QCOMPARE(
        runCli(describeCommand + QStringList(scratch.write("wild.yml", "\xff\x00\x01"))).status, 1);
}

void TestCliArch::missingFileAndEmptyFolderFail()
{
    const Scratch scratch;
    const Run missing = runCli(describeCommand + QStringList(scratch.path("missing.jsonl")));
    QCOMPARE(missing.status, 1);
    QVERIFY(missing.err.contains("missing.jsonl does not exist"));
    scratch.write("folder/notes.txt", "nothing");
    const Run folder = runCli(describeCommand + QStringList(scratch.path("folder")));
    QCOMPARE(folder.status, 1);
    QVERIFY(folder.err.contains("holds no architecture file"));
}

void TestCliArch::unknownVocabularyLeavesCountsOut()
{
    const Run run = runCli(describeCommand
                               + QStringList{QStringLiteral("-"), QStringLiteral("--space"),
                                             QStringLiteral("iwslt14deen")},
                           architectureLine(2));
    QCOMPARE(run.status, 0);
    const auto row = parsedCsv(run.out).rows.first();
    QCOMPARE(row[QStringLiteral("total_flops")], QString());
    QCOMPARE(row[QStringLiteral("model_size")], QString());
    QVERIFY(number(row, "total_flops_without_last_layer") > 0);
    QVERIFY(run.err.contains("--vocab N"));
}

void TestCliArch::jsonHasNumbersAndTheSameNames()
{
    const Run run = runCli({QStringLiteral("arch"), QStringLiteral("describe"), QStringLiteral("-"),
                            QStringLiteral("--space"), QStringLiteral("wmt14ende"),
                            QStringLiteral("--format"), QStringLiteral("json")},
                           architectureLine(2));
    const QJsonArray rows = parsedJson(run.out).array();
    QCOMPARE(rows.size(), 1);
    const QJsonObject row = rows.first().toObject();
    QCOMPARE(row[QStringLiteral("embedding_params")].toInteger(), 512 * 32768);
    QVERIFY(row[QStringLiteral("latency_encoding")].isString());
    QCOMPARE(row.size(), 10);
}

void TestCliArch::convertsBetweenAllForms()
{
    const Scratch scratch;
    QByteArray input = architectureLine(2) + '\n';
    const auto convert = [&](const char *form) {
        const Run run = runCli({QStringLiteral("arch"), QStringLiteral("convert"),
                                QStringLiteral("-"), QStringLiteral("--to"),
                                QString::fromUtf8(form)},
                               input);
        return run.status == 0 ? run.out : QByteArray();
    };
    const QByteArray ours = convert("jsonl");
    for (const char *form : {"yaml", "llmas", "jsonl"}) {
        input = convert(form);
        QVERIFY2(!input.isEmpty(), form);
    }
    QCOMPARE(input, ours);
    QCOMPARE(parsedJson(ours).object(), parsedJson(architectureLine(2)).object());
}

void TestCliArch::convertToYamlWantsOneArchitecture()
{
    const QByteArray two = architectureLine(2) + '\n' + architectureLine(3) + '\n';
    const QStringList command = {QStringLiteral("arch"), QStringLiteral("convert"),
                                 QStringLiteral("-"), QStringLiteral("--to"),
                                 QStringLiteral("yaml")};
    QCOMPARE(runCli(command, two).status, 2);
    const Run second = runCli(command + QStringList{QStringLiteral("--index"), QStringLiteral("1")},
                              two);
    QCOMPARE(second.status, 0);
    QVERIFY(second.out.contains("decoder-layer-num-subtransformer: 3\n"));
    const Run third = runCli(command + QStringList{QStringLiteral("--index"), QStringLiteral("2")},
                             two);
    QCOMPARE(third.status, 1);
}

QTEST_GUILESS_MAIN(TestCliArch)
#include "tst_cli_arch.moc"
