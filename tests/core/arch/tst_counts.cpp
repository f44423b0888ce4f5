// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/arch/architecture_codecs.h"
#include "core/arch/counts.h"
#include "core/arch/tfs_eval.h"
#include "tests/support/data_folder.h"

using namespace auspex;

class TestCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void extremesOfThePublishedSpace()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Architecture largest = largestArchitecture(space);
        QCOMPARE(countParameters(space, largest, 0).withoutEmbeddings, 70'900'992);
        QCOMPARE(countFlops(space, largest, 0).total(), 4'528'681'188);
        for (DecoderLayer &layer : largest.decoder)
            layer.arbitraryAttention = 2;
        QCOMPARE(countFlops(space, largest, 0).total(), 4'775'669'988);
        Architecture smallest = smallestArchitecture(space);
        QCOMPARE(countParameters(space, smallest, 0).withoutEmbeddings, 15'771'136);
        smallest.decoder.front().arbitraryAttention = -1;
        QCOMPARE(countFlops(space, smallest, 0).total(), 959'232'168);
    }

    void headsChangeNoCount()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Architecture architecture = largestArchitecture(space);
        const std::int64_t before = countFlops(space, architecture, 32768).total();
        architecture.encoder[2].selfHeads = 4;
        architecture.decoder[1].crossHeads = 4;
        QCOMPARE(countFlops(space, architecture, 32768).total(), before);
    }

    void everyTfsEvalRecordIsReproducedExactly()
    {
        AUSPEX_REQUIRE_DATA();
        const auto files = findTfsEvalFiles(*test::dataFolder() / "tfs-eval");
        QVERIFY(files);
        int records = 0;
        for (const TfsEvalFile &file : *files) {
            const SearchSpace space = *builtInSpace(file.task);
            const auto content = readTfsFile(file.path);
            QVERIFY(content && content->problems.empty());
            for (const TfsRecord &record : content->records) {
                const FlopCount flops = countFlops(space, record.architecture, *space.vocabulary);
                const ParameterCount parameters = countParameters(space, record.architecture,
                                                                  *space.vocabulary);
                QCOMPARE(flops.total(), record.stated.totalFlops.value());
                QCOMPARE(flops.lastLayer, record.stated.lastLayerFlops.value());
                QCOMPARE(flops.withoutLastLayer, record.stated.flopsWithoutLastLayer.value());
                QCOMPARE(parameters.withoutEmbeddings,
                         record.stated.parametersWithoutEmbeddings.value());
                QCOMPARE(parameters.embeddings, record.stated.embeddingParameters.value());
                QCOMPARE(impliedVocabulary(record, space.sentenceLength), space.vocabulary);
                ++records;
            }
        }
        QCOMPARE(records, 270);
    }

    void everyDistillationQueryIsReproducedExactly()
    {
        AUSPEX_REQUIRE_DATA();
        const auto file = readArchitectures(*test::dataFolder() / "arch-samples"
                                            / "wmt14ende.jsonl");
        QVERIFY(file && file->problems.empty());
        QCOMPARE(file->records.size(), 500U);
        const SearchSpace space = *builtInSpace("wmt14ende");
        for (const ArchitectureRecord &record : file->records)
            QCOMPARE(countFlops(space, record.record.architecture, 32768).total(),
                     record.record.stated.totalFlops.value());
    }

    void tinyModelsHaveTheParametersThatHatCounts()
    {
        AUSPEX_REQUIRE_DATA();
        const auto file = readArchitectures(*test::dataFolder() / "golden" / "hat_tiny.json");
        QVERIFY(file && file->problems.empty());
        QVERIFY(!file->records.empty());
        SearchSpace space = *builtInSpace("demo");
        space.qkvDim = 32;
        QCOMPARE(countParameters(space, file->records[0].record.architecture, 57).withoutEmbeddings,
                 60432);
    }
};

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
