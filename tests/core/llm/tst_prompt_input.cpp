// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <set>

#include "core/llm/prompt_input.h"
#include "tests/core/llm/prompt_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

std::vector<TaskExample> pool(std::size_t size)
{
    std::vector<TaskExample> examples;
    for (std::size_t i = 0; i < size; ++i)
        examples.push_back({"s" + std::to_string(i), "t" + std::to_string(i)});
    return examples;
}

/// Eight records whose score is their place; the fifth has another target only.
TfsTask smallTask()
{
    TfsTask task{"wmt14ende", {}, {}};
    const SearchSpace space = builtInSpace("wmt14ende").value();
    Random random(1, "test");
    for (int i = 0; i < 8; ++i) {
        TfsRecord record;
        record.architecture = sampleArchitecture(space, random);
        record.tfs[i == 4 ? "test_bleu" : "valid_bleu"] = i;
        record.latencyMs = 10.0 * i;
        task.records.push_back(record);
    }
    task.splits = {{"a", {6, 4, 2, 0, 5, 7}, {1, 3}}};
    return task;
}

std::vector<double> scoresOf(const std::vector<PromptSubject> &subjects)
{
    std::vector<double> scores;
    for (const PromptSubject &subject : subjects)
        scores.push_back(subject.score.value_or(-1.0));
    return scores;
}

} // namespace

class TestPromptInput : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path written(const char *name, const std::string &content)
    {
        const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString())
                                           / name;
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    /// The message with the folder's name taken out.
    QString errorOf(const std::filesystem::path &source, const std::filesystem::path &target)
    {
        const auto examples = readTaskExamples(source, target);
        if (examples)
            return QStringLiteral("read %1").arg(examples->size());
        return QString::fromStdString(examples.error().message)
            .remove(m_folder.path() + QLatin1Char('/'));
    }

private Q_SLOTS:
    void pairsOfTwoFilesKeepTheirOrder()
    {
        const auto source = written("a.en", "\xef\xbb\xbfone \r\n\r\ntwo\nthree\n \nfive");
        const auto target = written("a.de", "eins\n\nzwei\n\nvier\nfünf\n");
        // Pairs of which either side is empty are passed over.
        const std::vector<TaskExample> expected = {
            {"one ", "eins"}, {"two", "zwei"}, {"five", "fünf"}};
        QVERIFY(readTaskExamples(source, target).value() == expected);
    }

    void atMostSoManyAreKept()
    {
        const auto source = written("b.en", "1\n2\n3\n");
        const auto target = written("b.de", "4\n5\n6\n");
        const std::vector<TaskExample> expected = {{"1", "4"}, {"2", "5"}};
        QVERIFY(readTaskExamples(source, target, 2).value() == expected);
        // What comes after them is checked all the same.
        const auto longer = written("b.fr", "4\n5\n6\n7\n");
        QVERIFY(!readTaskExamples(source, longer, 2));
    }

    void tabSeparatesTheSidesOfOneFile()
    {
        const auto file = written("c.tsv", "one\teins\r\n\ntwo \t zwei\n\tdrei\n");
        const std::vector<TaskExample> expected = {{"one", "eins"}, {"two ", " zwei"}};
        QVERIFY(readTaskExamples(file, {}).value() == expected);
    }

    void linesLongerThanTheBufferAreWhole()
    {
        const std::string words(200'000, 'x');
        const auto file = written("d.tsv", "a\t" + words + "\nb\t" + words + "y\n");
        const auto examples = readTaskExamples(file, {}).value();
        QCOMPARE(examples.size(), std::size_t(2));
        QVERIFY(examples[0].target == words);
        QVERIFY(examples[1].target == words + 'y');
    }

    void errorsNameFileAndLine()
    {
        const auto three = written("three.en", "1\n2\n3\n");
        const auto two = written("two.de", "1\n2\n");
        QCOMPARE(errorOf(three, two),
                 QStringLiteral("three.en, line 3: this line has no partner, because two.de ends "
                                "after 2 lines; take two files that are translations line by "
                                "line."));
        QCOMPARE(errorOf(two, three),
                 QStringLiteral("three.en, line 3: this line has no partner, because two.de ends "
                                "after 2 lines; take two files that are translations line by "
                                "line."));
        QCOMPARE(errorOf(three, written("latin.de", "1\nGr\xfc\xdf"
                                                    "e\n3\n")),
                 QStringLiteral("latin.de, line 2: the text is not UTF-8; convert the file to that "
                                "encoding."));
        QCOMPARE(
            errorOf(written("none.tsv", "a\tb\nc\n"), {}),
            QStringLiteral("none.tsv, line 2: the line has 0 tabs where one is needed, between "
                           "source and target."));
        QCOMPARE(
            errorOf(written("more.tsv", "a\tb\tc\n"), {}),
            QStringLiteral("more.tsv, line 1: the line has 2 tabs where one is needed, between "
                           "source and target."));
        QCOMPARE(errorOf(written("huge.tsv", "a\tb\n" + std::string(1'200'000, 'x')), {}),
                 QStringLiteral("huge.tsv, line 2: the line has more than 1000000 bytes, which no "
                                "sentence has; check that it is the right file."));
        const std::filesystem::path folder(m_folder.path().toStdString());
        QCOMPARE(errorOf(folder / "absent.en", two),
                 QStringLiteral("The file absent.en does not exist; check its name."));
        QCOMPARE(errorOf(folder / ".", {}),
                 QStringLiteral(". is a folder; name a file in it instead."));
    }

    void drawnExamplesAreDistinctAndInOrder()
    {
        const std::vector<TaskExample> all = pool(50);
        const std::vector<TaskExample> drawn = drawTaskExamples(all, 5, 123);
        QCOMPARE(drawn.size(), std::size_t(5));
        auto at = all.begin();
        for (const TaskExample &example : drawn) {
            at = std::find(at, all.end(), example); // from the one before on
            QVERIFY(at != all.end());
            ++at;
        }
        QVERIFY(drawTaskExamples(all, 5, 123) == drawn);
        QVERIFY(drawTaskExamples(all, 5, 124) != drawn);
        QVERIFY(drawTaskExamples(all, 60, 1) == all);
        QCOMPARE(drawTaskExamples(all, 0, 1).size(), std::size_t(0));
        QCOMPARE(drawTaskExamples({}, 5, 1).size(), std::size_t(0));
    }

    void everyExampleIsDrawnEquallyOften()
    {
        const std::vector<TaskExample> all = pool(10);
        std::map<std::string, int> counts;
        for (std::uint64_t seed = 0; seed < 2000; ++seed) {
            for (const TaskExample &example : drawTaskExamples(all, 3, seed))
                ++counts[example.source];
        }
        QCOMPARE(counts.size(), all.size());
        // 600 expected; the standard deviation is sqrt(2000 * 0.3 * 0.7), 20.5.
        for (const auto &[source, count] : counts)
            QVERIFY2(count > 500 && count < 700, qPrintable(QString::number(count)));
    }

    void demonstrationsAreTheFirstThatHaveTheTarget()
    {
        const TfsTask task = smallTask();
        const auto demonstrations = [&](std::size_t count) {
            return promptDemonstrations(task, task.splits[0], "valid_bleu", count,
                                        EfficiencyMetric::Latency);
        };
        QVERIFY(scoresOf(demonstrations(3)) == (std::vector<double>{6, 2, 0}));
        QVERIFY(scoresOf(demonstrations(10)) == (std::vector<double>{6, 2, 0, 5, 7}));
        QCOMPARE(demonstrations(1)[0].efficiency.value(), 60.0);
        QVERIFY(demonstrations(1)[0].architecture == task.records[6].architecture);
        QCOMPARE(demonstrations(0).size(), std::size_t(0));
        QVERIFY(scoresOf(promptDemonstrations(task, task.splits[0], "test_bleu", 3,
                                              EfficiencyMetric::None))
                == (std::vector<double>{4}));
    }

    void seedDrawsDemonstrationsInTheirOrder()
    {
        const TfsTask task = smallTask();
        std::set<std::vector<double>> seen;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const std::vector<double> scores = scoresOf(promptDemonstrations(
                task, task.splits[0], "valid_bleu", 2, EfficiencyMetric::None, seed));
            QCOMPARE(scores.size(), std::size_t(2));
            seen.insert(scores);
        }
        QCOMPARE(seen.size(), std::size_t(10)); // all pairs of five, each in one order
        const std::vector<double> order = {6, 2, 0, 5, 7};
        for (const std::vector<double> &pair : seen)
            QVERIFY(std::find(order.begin(), order.end(), pair[0])
                    < std::find(order.begin(), order.end(), pair[1]));
    }

    void statedCountsGoBeforeOurOwn()
    {
        TfsTask task = smallTask();
        const Architecture &architecture = task.records[1].architecture;
        const SearchSpace space = builtInSpace("wmt14ende").value();
        const auto gflops = [&] {
            return promptQuery(task, architecture, EfficiencyMetric::Gflops).efficiency.value();
        };
        QCOMPARE(gflops(), efficiencyValue(EfficiencyMetric::Gflops, space, *space.vocabulary,
                                           architecture, {})
                               .value());
        task.records[1].stated.totalFlops = 2'669'506'728;
        QCOMPARE(gflops(), 2.669506728);
        task.records[1].stated.parametersWithoutEmbeddings = 22'199'936;
        task.records[1].stated.embeddingParameters = 20'971'520;
        QCOMPARE(promptQuery(task, architecture, EfficiencyMetric::ModelSize).efficiency.value(),
                 43.171456);
        QVERIFY(!promptQuery(task, architecture, EfficiencyMetric::ModelSize).score);
    }

    void architectureThatNobodyRecordedIsCounted()
    {
        TfsTask task = smallTask();
        const SearchSpace space = builtInSpace("wmt14ende").value();
        const Architecture largest = largestArchitecture(space);
        QCOMPARE(promptQuery(task, largest, EfficiencyMetric::Gflops).efficiency.value(),
                 (4'528'681'188 + 2.0 * 30 * 640 * 32768) / 1e9);
        QVERIFY(!promptQuery(task, largest, EfficiencyMetric::Latency).efficiency);
        QVERIFY(!promptQuery(task, largest, EfficiencyMetric::None).efficiency);
        QVERIFY(promptQuery(task, largest, EfficiencyMetric::None).architecture == largest);
    }
};

QTEST_GUILESS_MAIN(TestPromptInput)
#include "tst_prompt_input.moc"
