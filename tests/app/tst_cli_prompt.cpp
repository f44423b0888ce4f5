// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/app/cli_runner.h"
#include "tests/support/data_folder.h"

using namespace auspex::test;

/// Prompts on the command line: the list, files, versions, and exact texts.
class TestCliPrompt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listNamesTheBuiltInOnesWithTheSevenVariants();
    void shownPromptComesBackAsItWas();
    void savedVersionsCountAndStay();
    void unknownNamesAreTold_data();
    void unknownNamesAreTold();
    void renderedTemplateFollowsTheRule();
    void ownFileOfATemplateIsNoTemplate();
    void severalArchitecturesNeedAFolderOrAnIndex();
    void renderedTextHasNoLineBreakBehindIt();
    void switchedOffComponentsAreNotThere();
    void examplesAreDrawnByTheSeed();
    void taskDescriptionIsKeptInTheWorkspace();
    void aDemonstrationIsNotShownItsOwnScore();
    void realDataRendersByTheRuleOnAllNineSplits_data();
    void realDataRendersByTheRuleOnAllNineSplits();

private:
    static QString data(const Scratch &scratch);
    static QStringList render(const Scratch &scratch)
    {
        return {QStringLiteral("prompt"), QStringLiteral("render"),
                QStringLiteral("--tfs"),  data(scratch),
                QStringLiteral("--task"), QStringLiteral("wmt14ende"),
                QStringLiteral("--arch"), scratch.path("asked.jsonl")};
    }
};

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ');
}

QStringList inWorkspace(const Scratch &scratch)
{
    return {QStringLiteral("--workspace"), scratch.path("study.auspex")};
}

/// printf's, as the paper's Python code has it.
QByteArray fixed(double value, int decimals)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

QJsonObject scratchOf(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object()[QStringLiteral("scratch")].toObject();
}

/// The ten lines and the GFLOPs of one record, in the order of the paper's prompts.
QByteArray subjectLines(const QJsonObject &scratch)
{
    QByteArrayList lines;
    for (const char *key :
         {"encoder-embed-dim-subtransformer", "encoder-layer-num-subtransformer",
          "encoder-ffn-embed-dim-all-subtransformer",
          "encoder-self-attention-heads-all-subtransformer", "decoder-embed-dim-subtransformer",
          "decoder-layer-num-subtransformer", "decoder-ffn-embed-dim-all-subtransformer",
          "decoder-self-attention-heads-all-subtransformer",
          "decoder-ende-attention-heads-all-subtransformer",
          "decoder-arbitrary-ende-attn-all-subtransformer"}) {
        for (const QJsonValue &line : scratch[QStringLiteral("arch_info")].toArray()) {
            const QByteArray text = line.toString().toUtf8();
            if (text.startsWith(QByteArray(key) + ':'))
                lines << text;
        }
    }
    lines << "GFLOPS: " + fixed(scratch[QStringLiteral("total_flops")].toDouble() / 1e9, 1);
    return lines.join('\n');
}

/// What the paper's code makes of a template: demonstrations and examples put in for their
/// placeholders, the query behind an empty line, "BLEU: " at the end.
QByteArray byTheRule(QByteArray text, const QList<QByteArray> &demonstrations,
                     const QByteArray &examples, const QByteArray &query)
{
    QByteArrayList shown;
    for (const QByteArray &line : demonstrations) {
        const QJsonObject scratch = scratchOf(line);
        shown << subjectLines(scratch)
                     + "\nBLEU: " + fixed(scratch[QStringLiteral("valid_BLEU")].toDouble(), 2);
    }
    text.replace("$$$task_examples$$$", examples);
    text.replace("$$$seedarch_examples$$$", shown.join("\n\n"));
    return text + "\n\n" + subjectLines(scratchOf(query)) + "\nBLEU: ";
}

/// A line with FLOPs as its own space computes them, so that both ways to get them agree.
QByteArray withFlops(QByteArray line, double flops)
{
    return line.replace(R"("valid_BLEU":)", R"("total_flops": )" + QByteArray::number(flops, 'f', 0)
                                                + R"(, "valid_BLEU":)");
}

} // namespace

/// Three demonstrations of the task wmt14ende.
QString TestCliPrompt::data(const Scratch &scratch)
{
    scratch.write("data/1/wmt14ende/train.jsonl",
                  tfsDataLine(1, 24.125) + '\n' + tfsDataLine(2, 25.5) + '\n' + tfsDataLine(6, 28));
    scratch.write("data/1/wmt14ende/test.jsonl",
                  tfsDataLine(3, 26) + '\n' + tfsDataLine(4, 27) + '\n' + tfsDataLine(5, 29));
    scratch.write("asked.jsonl", architectureLine(3) + '\n' + architectureLine(4) + '\n');
    scratch.write("pairs.tsv", "a\tA\nb\tB\nc\tC\nd\tD\ne\tE\nf\tF\ng\tG\nh\tH\n");
    return scratch.path("data");
}

void TestCliPrompt::listNamesTheBuiltInOnesWithTheSevenVariants()
{
    const Run run = runCli(words("prompt list --format csv"));
    QCOMPARE(run.status, 0);
    const Csv csv = parsedCsv(run.out);
    QCOMPARE(csv.header, words("name version origin title variants created note"));
    QCOMPARE(csv.rows.size(), 2);
    QCOMPARE(csv.rows[0][QStringLiteral("name")], QStringLiteral("llm-pp"));
    QCOMPARE(csv.rows[1][QStringLiteral("name")], QStringLiteral("llm-pp-wmt"));
    for (const auto &row : csv.rows) {
        QCOMPARE(row[QStringLiteral("variants")].split(u' ').size(), 7);
        QCOMPARE(row[QStringLiteral("origin")], QStringLiteral("built in"));
    }
}

void TestCliPrompt::shownPromptComesBackAsItWas()
{
    const Scratch scratch;
    const Run shown = runCli(words("prompt show llm-pp"));
    QCOMPARE(shown.status, 0);
    QVERIFY(shown.out.contains("{{demonstrations}}"));
    scratch.write("mine.prompt", shown.out);
    const Run imported = runCli(inWorkspace(scratch)
                                + QStringList{QStringLiteral("prompt"), QStringLiteral("import"),
                                              scratch.path("mine.prompt")});
    QVERIFY2(imported.status == 0, imported.err.constData());
    QVERIFY2(imported.err.contains("saved as mine@1"), imported.err.constData());
    QCOMPARE(runCli(inWorkspace(scratch) + words("prompt show mine")).out, shown.out);
    const Run exported = runCli(inWorkspace(scratch) + words("prompt export mine -o")
                                + QStringList{scratch.path("copy.prompt")});
    QCOMPARE(exported.status, 0);
    QCOMPARE(scratch.read("copy.prompt"), shown.out);
}

void TestCliPrompt::savedVersionsCountAndStay()
{
    const Scratch scratch;
    const QStringList save = inWorkspace(scratch) + words("prompt save llm-pp --as mine");
    QVERIFY2(runCli(save).status == 0, runCli(save).err.constData());
    const Run same = runCli(save);
    QVERIFY2(same.err.contains("mine@1"), same.err.constData()); // nothing has changed
    const Run second = runCli(save + words("--variant demonstrations-only --note shorter"));
    QVERIFY2(second.err.contains("mine@2"), second.err.constData());
    const Csv csv = parsedCsv(runCli(inWorkspace(scratch) + words("prompt list --format csv")).out);
    QCOMPARE(csv.rows.size(), 4);
    QCOMPARE(csv.rows[3][QStringLiteral("version")], QStringLiteral("2"));
    QCOMPARE(csv.rows[3][QStringLiteral("note")], QStringLiteral("shorter"));
    QVERIFY(!csv.rows[3][QStringLiteral("created")].isEmpty());
    const QByteArray first = runCli(inWorkspace(scratch) + words("prompt show mine@1")).out;
    QCOMPARE(first, runCli(words("prompt show llm-pp")).out);
    QVERIFY(runCli(inWorkspace(scratch) + words("prompt show mine")).out != first);
}

void TestCliPrompt::unknownNamesAreTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("hint");
    const auto row = [](const char *arguments, int status, const char *hint) {
        QTest::newRow(arguments) << words(arguments) << status << QByteArray(hint);
    };
    row("prompt show llm", 1, "built in are llm-pp, llm-pp-wmt");
    row("prompt show llm-pp --variant first", 1, "first-instruction");
    row("prompt import nowhere.prompt --workspace x.auspex", 1, "nowhere.prompt");
    row("prompt save llm-pp", 2, "--as is required");
    row("prompt render --arch x", 2, "--task is required");
    row("prompt render --task t", 2, "--arch is required");
    row("prompt task wmt14ende", 2, "--workspace FILE.auspex");
    row("prompt show llm-pp --format csv", 2, "writes a prompt file");
    row("prompt task t --efficiency watts --workspace x.auspex", 2, "gflops, latency, model-size");
}

void TestCliPrompt::unknownNamesAreTold()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, hint);
    const Run run = runCli(arguments);
    QCOMPARE(run.status, status);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.contains(hint), run.err.constData());
}

void TestCliPrompt::ownFileOfATemplateIsNoTemplate()
{
    // It holds the placeholders of a template, and is a file of ours all the same.
    const Scratch scratch;
    const QByteArray text = "Say the score.\n\n$$$seedarch_examples$$$";
    scratch.write("own.txt",
                  "auspex-prompt: 1\ntitle: Own\nformat: llmas\n\n[text template]\n" + text + "\n");
    scratch.write("template.txt", text);
    const QString folder = data(scratch);
    QByteArrayList rendered;
    for (const char *file : {"own.txt", "template.txt"}) {
        const Run run = runCli(render(scratch)
                               + QStringList{QStringLiteral("--template"), scratch.path(file),
                                             QStringLiteral("--index"), QStringLiteral("1"),
                                             QStringLiteral("--demos"), QStringLiteral("2")});
        QVERIFY2(run.status == 0, run.err.constData());
        rendered.push_back(run.out);
    }
    QVERIFY(rendered[0].startsWith("Say the score."));
    QCOMPARE(rendered[0], rendered[1]);
}

void TestCliPrompt::renderedTemplateFollowsTheRule()
{
    const Scratch scratch;
    const QByteArray text = "Say the score.\n1. Examples:\n$$$task_examples$$$\n\nNow:\n\n"
                            "$$$seedarch_examples$$$";
    scratch.write("template.txt", text);
    const QString folder = data(scratch);
    const Run run = runCli(render(scratch)
                           + QStringList{QStringLiteral("--template"), scratch.path("template.txt"),
                                         QStringLiteral("--index"), QStringLiteral("1"),
                                         QStringLiteral("--examples-tsv"),
                                         scratch.path("pairs.tsv"),
                                         QStringLiteral("--examples-count"), QStringLiteral("99"),
                                         QStringLiteral("--demos"), QStringLiteral("2")});
    QVERIFY2(run.status == 0, run.err.constData());
    // FLOPs of the architectures, which `arch describe` is tested to count.
    const Csv counts = parsedCsv(runCli({QStringLiteral("arch"), QStringLiteral("describe"),
                                         folder + QStringLiteral("/1/wmt14ende/train.jsonl"),
                                         folder + QStringLiteral("/1/wmt14ende/test.jsonl"),
                                         QStringLiteral("--format"), QStringLiteral("csv")})
                                     .out);
    QCOMPARE(counts.rows.size(), 6);
    const auto flops = [&](qsizetype row) {
        return counts.rows[row][QStringLiteral("total_flops")].toDouble();
    };
    QByteArrayList examples;
    int number = 1;
    for (const char letter : QByteArray("abcdefgh"))
        examples << "Example " + QByteArray::number(number++) + ":\nInput: " + letter
                        + "\nOutput: " + QByteArray(1, letter).toUpper();
    const QByteArray expected = byTheRule(
        text,
        {withFlops(tfsDataLine(1, 24.125), flops(0)), withFlops(tfsDataLine(2, 25.5), flops(1))},
        examples.join("\n\n"), withFlops(tfsDataLine(4, 27), flops(4)));
    QCOMPARE(run.out, expected);
    QVERIFY(expected.contains("BLEU: 24.12\n")); // half to even, as the binary value has it
}

void TestCliPrompt::severalArchitecturesNeedAFolderOrAnIndex()
{
    const Scratch scratch;
    const QStringList command = render(scratch) + words("--variant demonstrations-only");
    const Run refused = runCli(command);
    QCOMPARE(refused.status, 2);
    QVERIFY2(refused.err.contains("There are 2 architectures; write one file each with -o FOLDER, "
                                  "or choose one with --index I."),
             refused.err.constData());
    const Run beyond = runCli(command + words("--index 2"));
    QCOMPARE(beyond.status, 1);
    QVERIFY2(beyond.err.contains("they count from 0"), beyond.err.constData());
    const Run run = runCli(command + QStringList{QStringLiteral("-o"), scratch.path("out")});
    QVERIFY2(run.status == 0, run.err.constData());
    QCOMPARE(run.out, QByteArray());
    QCOMPARE(QDir(scratch.path("out")).entryList(QDir::Files), words("0.txt 1.txt"));
    QCOMPARE(scratch.read("out/1.txt"), runCli(command + words("--index 1")).out);
    QVERIFY(scratch.read("out/0.txt") != scratch.read("out/1.txt"));
}

void TestCliPrompt::renderedTextHasNoLineBreakBehindIt()
{
    const Scratch scratch;
    const Run run = runCli(render(scratch) + words("--variant demonstrations-only --index 0"));
    QVERIFY2(run.status == 0, run.err.constData());
    QVERIFY(!run.out.isEmpty() && !run.out.endsWith('\n'));
}

void TestCliPrompt::switchedOffComponentsAreNotThere()
{
    const Scratch scratch;
    const QStringList command = render(scratch) + words("--index 0 --examples-tsv")
                                + QStringList{scratch.path("pairs.tsv")};
    const Run full = runCli(command);
    QVERIFY2(full.status == 0, full.err.constData());
    const Run bare = runCli(command + words("--variant demonstrations-only"));
    QVERIFY(bare.out.size() < full.out.size() / 2);
    QVERIFY(full.out.contains("WMT'14 English to German"));
    QVERIFY(!bare.out.contains("WMT'14"));
    // Without examples the component that shows some cannot be rendered, and says so.
    const Run without = runCli(render(scratch) + words("--index 0"));
    QCOMPARE(without.status, 1);
    QVERIFY2(without.err.contains("xample"), without.err.constData());
}

void TestCliPrompt::examplesAreDrawnByTheSeed()
{
    const Scratch scratch;
    const QStringList command = render(scratch)
                                + words("--index 0 --examples-count 3 --examples-tsv")
                                + QStringList{scratch.path("pairs.tsv")};
    const Run usual = runCli(command);
    QVERIFY2(usual.status == 0, usual.err.constData());
    QCOMPARE(runCli(command + words("--seed 123")).out, usual.out);
    int different = 0;
    for (const char *seed : {"--seed 1", "--seed 2", "--seed 3", "--seed 4"})
        different += runCli(command + words(seed)).out == usual.out ? 0 : 1;
    QVERIFY(different >= 3); // of 56 choices
    QVERIFY2(
        runCli(command
               + QStringList{QStringLiteral("--examples"), scratch.path("a"), scratch.path("b")})
                .status
            == 2,
        "two sources of examples");
}

void TestCliPrompt::taskDescriptionIsKeptInTheWorkspace()
{
    const Scratch scratch;
    const QString folder = data(scratch);
    const Run set = runCli(
        inWorkspace(scratch) + words("prompt task wmt14ende --metric chrF --name")
        + QStringList{QStringLiteral("Bribri to Spanish"), QStringLiteral("--examples-tsv"),
                      scratch.path("pairs.tsv"), QStringLiteral("--seed"), QStringLiteral("5"),
                      QStringLiteral("--format"), QStringLiteral("csv")});
    QVERIFY2(set.status == 0, set.err.constData());
    const Csv shown = parsedCsv(
        runCli(inWorkspace(scratch) + words("prompt task wmt14ende --format csv")).out);
    QCOMPARE(shown.rows.size(), 1);
    QCOMPARE(shown.rows[0], parsedCsv(set.out).rows[0]);
    QCOMPARE(shown.rows[0][QStringLiteral("name")], QStringLiteral("Bribri to Spanish"));
    QCOMPARE(shown.rows[0][QStringLiteral("metric")], QStringLiteral("chrF"));
    QCOMPARE(shown.rows[0][QStringLiteral("examples")], QStringLiteral("8"));
    QCOMPARE(shown.rows[0][QStringLiteral("seed")], QStringLiteral("5"));
    // Another setting leaves the examples.
    QVERIFY(runCli(inWorkspace(scratch) + words("prompt task wmt14ende --efficiency none")).status
            == 0);
    const Run rendered = runCli(render(scratch) + inWorkspace(scratch) + words("--index 0"));
    QVERIFY2(rendered.status == 0, rendered.err.constData());
    QVERIFY(rendered.out.contains("Bribri to Spanish"));
    QVERIFY(rendered.out.contains("chrF: 24.12"));
    QVERIFY(!rendered.out.contains("BLEU"));
    QVERIFY(!rendered.out.contains("GFLOPS: ")); // no efficiency figure beside an architecture
}

void TestCliPrompt::aDemonstrationIsNotShownItsOwnScore()
{
    const Scratch scratch;
    const QString folder = data(scratch);
    const Run run = runCli({QStringLiteral("prompt"), QStringLiteral("render"),
                            QStringLiteral("--tfs"), folder, QStringLiteral("--task"),
                            QStringLiteral("wmt14ende"), QStringLiteral("--variant"),
                            QStringLiteral("demonstrations-only"), QStringLiteral("--arch"),
                            folder + QStringLiteral("/1/wmt14ende/train.jsonl"),
                            QStringLiteral("--index"), QStringLiteral("1")});
    QVERIFY2(run.status == 0, run.err.constData());
    QVERIFY(run.out.contains("24.12") && run.out.contains("28.00"));
    QVERIFY(!run.out.contains("25.50"));
}

void TestCliPrompt::realDataRendersByTheRuleOnAllNineSplits_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("split");
    for (const char *task : {"wmt14ende", "wmt14enfr", "wmt19ende"}) {
        for (const char *split : {"123", "456", "789"})
            QTest::addRow("%s %s", task, split)
                << QString::fromUtf8(task) << QString::fromUtf8(split);
    }
}

void TestCliPrompt::realDataRendersByTheRuleOnAllNineSplits()
{
    AUSPEX_REQUIRE_DATA();
    QFETCH(QString, task);
    QFETCH(QString, split);
    const Scratch scratch;
    const QByteArray text = "Predict it.\n$$$task_examples$$$\n\n$$$seedarch_examples$$$";
    scratch.write("template", text);
    scratch.write("pairs.tsv", "A house.\tEin Haus.\nA tree.\tEin Baum.\n");
    const QString folder = dataPath("tfs-eval") + u'/' + split + u'/' + task;
    const auto lines = [&](const char *name) {
        QFile file(folder + u'/' + QString::fromUtf8(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n')
                                              : QList<QByteArray>();
    };
    const Run run = runCli(
        {QStringLiteral("prompt"), QStringLiteral("render"), QStringLiteral("--tfs"),
         dataPath("tfs-eval"), QStringLiteral("--task"), task, QStringLiteral("--split"), split,
         QStringLiteral("--template"), scratch.path("template"), QStringLiteral("--arch"),
         folder + QStringLiteral("/test.jsonl"), QStringLiteral("--examples-tsv"),
         scratch.path("pairs.tsv"), QStringLiteral("-o"), scratch.path("out")});
    QVERIFY2(run.status == 0, run.err.constData());
    const QList<QByteArray> demonstrations = lines("train.jsonl");
    const QList<QByteArray> tests = lines("test.jsonl");
    QCOMPARE(demonstrations.size(), 10);
    QCOMPARE(tests.size(), 20);
    for (qsizetype i = 0; i < tests.size(); ++i) {
        const QByteArray name = "out/" + QByteArray::number(i).rightJustified(2, '0') + ".txt";
        QCOMPARE(scratch.read(name.constData()),
                 byTheRule(text, demonstrations,
                           "Example 1:\nInput: A house.\nOutput: Ein Haus.\n\n"
                           "Example 2:\nInput: A tree.\nOutput: Ein Baum.",
                           tests[i]));
    }
}

QTEST_GUILESS_MAIN(TestCliPrompt)
#include "tst_cli_prompt.moc"
