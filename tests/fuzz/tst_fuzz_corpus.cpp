// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/arch/space_yaml.h"
#include "core/arch/tfs_eval.h"
#include "tests/fuzz/fuzz_bodies.h"

using namespace auspex;
using auspex::test::Violation;

namespace {

struct Importer {
    const char *name; ///< as its folder of the corpus
    Violation (*body)(std::string_view);
};

constexpr Importer importers[] = {
    {"tfs_lines", auspex::test::fuzzTfsLines},
    {"architectures", auspex::test::fuzzArchitectures},
    {"space_yaml", auspex::test::fuzzSpaceYaml},
    {"csv", auspex::test::fuzzCsv},
    {"predictor_spec", auspex::test::fuzzPredictorSpec},
    {"paper_figures", auspex::test::fuzzPaperFigures},
    {"prompt_file", auspex::test::fuzzPromptFile},
    {"llmas_template", auspex::test::fuzzLlmasTemplate},
    {"answer", auspex::test::fuzzAnswer},
    {"safetensors", auspex::test::fuzzSafetensors},
    {"checkpoint", auspex::test::fuzzCheckpoint},
    {"dictionary", auspex::test::fuzzDictionary},
    {"data_bin", auspex::test::fuzzDataBin},
    {"bpe_codes", auspex::test::fuzzBpeCodes},
};

} // namespace

class TestFuzzCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void corpusKeepsEveryPromise_data()
    {
        QTest::addColumn<int>("importer");
        for (int i = 0; i < static_cast<int>(std::size(importers)); ++i)
            QTest::newRow(importers[i].name) << i;
    }

    void corpusKeepsEveryPromise()
    {
        QFETCH(int, importer);
        const Importer &tested = importers[importer];
        const QDir folder(QStringLiteral(AUSPEX_FUZZ_CORPUS) + QLatin1Char('/')
                          + QLatin1String(tested.name));
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        QVERIFY2(!names.isEmpty(), qPrintable(folder.path()));
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            const QByteArray bytes = file.readAll();
            const Violation broken = tested.body(
                {bytes.constData(), static_cast<std::size_t>(bytes.size())});
            QVERIFY2(!broken, qPrintable(name + QStringLiteral(": ")
                                         + QString::fromStdString(broken.value_or(""))));
        }
    }

    void spaceWhoseCountsWouldOverflowIsRefused()
    {
        SearchSpace space = builtInSpace("wmt14ende").value();
        QVERIFY(parseSpaceYaml(spaceYaml(space), "fine.yml"));
        space.superDecoderLayers = 65;
        const Result<SearchSpace> deep = parseSpaceYaml(spaceYaml(space), "deep.yml");
        QVERIFY(!deep);
        QVERIFY(deep.error().message.find("65 layers") != std::string::npos);
        space.superDecoderLayers = 6;
        space.superEncoderFfnDim = 100'001;
        const Result<SearchSpace> wide = parseSpaceYaml(spaceYaml(space), "wide.yml");
        QVERIFY(!wide);
        QVERIFY(wide.error().message.find("100001") != std::string::npos);
    }

    void numberBeyond64BitsDoesNotWrapAround_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("attention value")
            << QByteArray("-1]}") << QByteArray("18446744073709551615]}");
        QTest::newRow("stated count") << QByteArray("\"total_flops\":7")
                                      << QByteArray("\"total_flops\":18446744073709551615");
    }

    void numberBeyond64BitsDoesNotWrapAround()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        TfsRecord record;
        record.architecture = {512, 512, {{1024, 4}}, {{1024, 4, 4, -1}}};
        record.stated.totalFlops = 7;
        const std::string written = from.startsWith('"')
                                        ? tfsLine(record)
                                        : architectureJson(record.architecture).dump();
        const QByteArray wrong = QByteArray::fromStdString(written).replace(from, to);
        QVERIFY(wrong.toStdString() != written);
        QCOMPARE(parseTfsLines(written, "fine.jsonl").records.size(), std::size_t(1));
        const TfsFileContent content = parseTfsLines(wrong.toStdString(), "wrong.jsonl");
        QCOMPARE(content.records.size(), std::size_t(0));
        QCOMPARE(content.problems.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzz_corpus.moc"
