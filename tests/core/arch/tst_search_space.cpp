// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QTemporaryDir>

#include <set>

#include "core/arch/space_yaml.h"
#include "core/base/files.h"

using namespace auspex;

class TestSearchSpace : public QObject {
    Q_OBJECT

    static std::string wmtYaml()
    {
        return "arch: transformersuper_wmt_en_de\nshare-all-embeddings: True\nlr: 0.0000001\n"
               "# SuperTransformer configs\nencoder-embed-dim: 640\ndecoder-embed-dim: 640\n"
               "encoder-ffn-embed-dim: 3072\ndecoder-ffn-embed-dim: 3072\n"
               "encoder-layers: 6\ndecoder-layers: 6\n"
               "encoder-attention-heads: 8\ndecoder-attention-heads: 8\nqkv-dim: 512\n"
               "encoder-embed-choice: [640, 512]\ndecoder-embed-choice: [640, 512]\n"
               "encoder-ffn-embed-dim-choice: [3072, 2048, 1024]\n"
               "decoder-ffn-embed-dim-choice: [3072, 2048, 1024]\n"
               "encoder-layer-num-choice: [6]\ndecoder-layer-num-choice: [6, 5, 4, 3, 2, 1]\n"
               "encoder-self-attention-heads-choice: [8, 4]\n"
               "decoder-self-attention-heads-choice: [8, 4]\n"
               "decoder-ende-attention-heads-choice: [8, 4]\n"
               "decoder-arbitrary-ende-attn-choice: [-1, 1, 2]\n";
    }

private Q_SLOTS:
    void builtInSpacesAreSoundAndFoundByAnySpelling()
    {
        QCOMPARE(builtInSpaces().size(), 9U);
        for (const SearchSpace &space : builtInSpaces()) {
            QVERIFY2(checkSpace(space), space.name.c_str());
            QVERIFY(checkMember(space, largestArchitecture(space)));
            QVERIFY(checkMember(space, smallestArchitecture(space)));
        }
        QCOMPARE(builtInSpace("WMT14.en-de")->name, std::string("wmt14ende"));
        QVERIFY(!builtInSpace("wmt15"));
    }

    void aPublishedSuperTransformerOpensAsTheBuiltInSpace()
    {
        SearchSpace space = parseSpaceYaml(wmtYaml(), "space0.yml").value();
        QCOMPARE(space.name, std::string("space0"));
        const SearchSpace builtIn = *builtInSpace("wmt14ende");
        space.name = builtIn.name;
        space.title = builtIn.title;
        space.vocabulary = builtIn.vocabulary;
        QVERIFY(space == builtIn);
    }

    void badSpacesAreRefusedBySentence_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("part");
        QTest::newRow("missing") << QByteArray("decoder-embed-choice: [640, 512]\n") << QByteArray()
                                 << QStringLiteral("it has no decoder-embed-choice");
        QTest::newRow("heads") << QByteArray("[8, 4]") << QByteArray("[7, 4]")
                               << QStringLiteral("7 heads do not divide");
        QTest::newRow("too wide") << QByteArray("encoder-embed-choice: [640")
                                  << QByteArray("encoder-embed-choice: [1024")
                                  << QStringLiteral("a choice of 1024");
        QTest::newRow("not a number")
            << QByteArray("[640, 512]") << QByteArray("[640, wide]")
            << QStringLiteral("line 14: encoder-embed-choice has \"wide\"");
        QTest::newRow("attention")
            << QByteArray("[-1, 1, 2]") << QByteArray("[0, 1]") << QStringLiteral("a choice of 0");
    }

    void badSpacesAreRefusedBySentence()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, part);
        std::string yaml = wmtYaml();
        const std::size_t at = yaml.find(from.toStdString());
        QVERIFY(at != std::string::npos);
        yaml.replace(at, static_cast<std::size_t>(from.size()), to.toStdString());
        const auto space = parseSpaceYaml(yaml, "space.yml");
        QVERIFY(!space);
        const QString message = QString::fromStdString(space.error().message);
        QVERIFY2(message.contains(part), qPrintable(message));
    }

    void aFileIsAcceptedWhereverANameIs()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("my space.yml")).toStdString();
        QVERIFY(writeFileAtomically(file, wmtYaml()));
        QCOMPARE(findSpace(file)->name, std::string("my space"));
        const auto unknown = findSpace("wmt15");
        QVERIFY(unknown.error().message.find("wmt14ende, wmt14enfr") != std::string::npos);
    }

    void membershipNamesTheFirstValueThatIsNotOffered()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Architecture architecture = largestArchitecture(space);
        architecture.decoder[2].crossHeads = 2;
        const auto member = checkMember(space, architecture);
        QVERIFY(!member);
        QVERIFY(
            member.error().message.find("encoder-decoder attention heads of decoder layer 3 is 2")
            != std::string::npos);
    }

    void samplesCoverTheSpaceUniformly()
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Random random(5, "sample");
        std::array<int, 7> depths{};
        std::set<std::string> keys;
        for (int i = 0; i < 6000; ++i) {
            const Architecture sample = sampleArchitecture(space, random);
            QVERIFY(checkMember(space, sample));
            ++depths[static_cast<std::size_t>(sample.decoderLayers())];
            keys.insert(architectureKey(sample));
        }
        for (std::size_t depth = 1; depth <= 6; ++depth)
            QVERIFY(std::abs(depths[depth] - 1000) < 120); // four standard deviations
        QVERIFY(keys.size() > 5990);
    }
};

QTEST_GUILESS_MAIN(TestSearchSpace)
#include "tst_search_space.moc"
