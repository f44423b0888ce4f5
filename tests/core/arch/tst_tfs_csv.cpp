// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/arch/architecture_codecs.h"
#include "core/arch/gene.h"
#include "core/arch/tfs_csv.h"
#include "core/base/text.h"

using namespace auspex;

class TestTfsCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExportedTaskReadsBack()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Random random(1, "csv");
        TfsTask task{"t", {}, {}};
        for (int i = 0; i < 20; ++i) {
            TfsRecord record;
            record.architecture = sampleArchitecture(space, random);
            record.tfs["valid_bleu"] = 24 + random.unit();
            if (i % 2 == 0)
                record.recorded["Supernet (Sandwich)"]["valid_bleu"] = 23 + random.unit();
            if (i % 3 == 0)
                record.latencyMs = 40 + random.unit();
            task.records.push_back(record);
        }
        const CsvTable table = parseCsv(tfsCsv(task), "t.csv").value();
        const auto records = recordsOf(table, guessCsvMapping(table), space, "t.csv");
        QVERIFY(records);
        QVERIFY(records->problems.empty());
        QVERIFY(records->unassigned.records == task.records);
    }

    void genesAndRolesAreUnderstood()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        std::vector<std::string> numbers;
        const Architecture architecture = largestArchitecture(space);
        const Gene slots = geneOf(space, architecture).value();
        for (const int number : slots)
            numbers.push_back(std::to_string(number));
        const std::string gene = join(numbers, " ");
        const CsvTable table
            = parseCsv("gene;BLEU;HAT valid_bleu;split\n" + gene + ";26.5;25;train\n" + gene
                           + ";26,5;25;test\n640;1;1;test\n" + gene + ";;;elsewhere\n",
                       "g.csv")
                  .value();
        CsvMapping mapping = guessCsvMapping(table);
        QCOMPARE(mapping.geneColumn, std::string("gene"));
        QCOMPARE(mapping.targets.at("bleu"), std::string("BLEU"));
        QCOMPARE(mapping.recorded.at(0).predictor, std::string("HAT"));
        const auto records = recordsOf(table, mapping, space, "g.csv");
        QVERIFY(records);
        QCOMPARE(records->demonstrations.records.size(), 1U);
        QVERIFY(records->demonstrations.records[0].architecture == architecture);
        QCOMPARE(records->problems.size(), 3U);
        QVERIFY(records->problems[0].reason.find("\"26,5\" in BLEU is not a number") == 0);
        QVERIFY(records->problems[1].reason.find("The gene has 1 numbers") == 0);
        QVERIFY(records->problems[2].reason.find("neither \"demonstration\" nor \"test\"")
                != std::string::npos);
    }

    void whatAMappingLacksIsSaid()
    {
        const CsvTable table = parseCsv("gene,score\n1,2\n", "g.csv").value();
        CsvMapping mapping = guessCsvMapping(table);
        QCOMPARE(*mappingProblem(table, mapping),
                 std::string(
                     "Choose at least one column with scores of networks trained from scratch."));
        mapping.targets["comet"] = "score";
        QVERIFY(!mappingProblem(table, mapping));
        mapping.targets["comet"] = "gone";
        QCOMPARE(*mappingProblem(table, mapping), std::string("The table has no column \"gone\"."));
        mapping.geneColumn.clear();
        QVERIFY(
            mappingProblem(table, mapping)->starts_with("Choose the column of encoder-embed-dim"));
    }
};

QTEST_GUILESS_MAIN(TestTfsCsv)
#include "tst_tfs_csv.moc"
