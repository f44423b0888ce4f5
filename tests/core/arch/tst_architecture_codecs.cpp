// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/arch/counts.h"
#include "tests/support/data_folder.h"

using namespace auspex;

class TestArchitectureCodecs : public QObject {
    Q_OBJECT

    static Architecture example()
    {
        return {512, 640, {{1024, 4}}, {{2048, 8, 4, 2}, {1024, 4, 8, -1}}};
    }

private Q_SLOTS:
    void infoLinesAreWrittenAsThePromptsShowThem()
    {
        const std::vector<std::string> expected = {
            "encoder-embed-dim-subtransformer: 512",
            "encoder-layer-num-subtransformer: 1",
            "encoder-ffn-embed-dim-all-subtransformer: [1024]",
            "encoder-self-attention-heads-all-subtransformer: [4]",
            "decoder-embed-dim-subtransformer: 640",
            "decoder-layer-num-subtransformer: 2",
            "decoder-ffn-embed-dim-all-subtransformer: [2048, 1024]",
            "decoder-self-attention-heads-all-subtransformer: [8, 4]",
            "decoder-ende-attention-heads-all-subtransformer: [4, 8]",
            "decoder-arbitrary-ende-attn-all-subtransformer: [2, -1]",
        };
        QCOMPARE(architectureInfo(example()), expected);
    }

    void attentionListsMayHoldAValueForEverySlotOfTheSupernet()
    {
        nlohmann::json object = nlohmann::json::parse(architectureJson(example()).dump());
        object["decoder-arbitrary-ende-attn-all-subtransformer"] = {2, -1, 1, 1, 1, 1};
        QVERIFY(architectureOfJson(object).value() == example());
    }

    void everyFormOfAFileIsRecognisedByItsContent()
    {
        const std::string json = architectureJson(example()).dump();
        const std::string pretty = architectureJson(example()).dump(2);
        const std::string info = nlohmann::json(architectureInfo(example())).dump();
        const std::vector<std::string> texts = {
            json + '\n',
            pretty,
            "{\"arch\": " + json + ", \"note\": 1}\n",
            "{\"cases\": [{\"arch\": " + pretty + "}]}",
            "{\"scratch\": {\"arch_info\": " + info + ", \"total_flops\": 2.0e9}}\n",
            architectureYaml(example()),
        };
        for (const std::string &text : texts) {
            const auto file = parseArchitectures(text, "a");
            QVERIFY2(file, text.c_str());
            QVERIFY2(file->problems.empty(), text.c_str());
            QCOMPARE(file->records.size(), 1U);
            QVERIFY(file->records[0].record.architecture == example());
        }
    }

    void configurationsOfHatAreRead()
    {
        const nlohmann::json configuration = {
            {"encoder",
             {{"encoder_embed_dim", 512},
              {"encoder_layer_num", 1},
              {"encoder_ffn_embed_dim", {1024}},
              {"encoder_self_attention_heads", {4}}}},
            {"decoder",
             {{"decoder_embed_dim", 640},
              {"decoder_layer_num", 2},
              {"decoder_ffn_embed_dim", {2048, 1024}},
              {"decoder_self_attention_heads", {8, 4}},
              {"decoder_ende_attention_heads", {4, 8}},
              {"decoder_arbitrary_ende_attn", {2, -1, 1, 1, 1, 1}}}}};
        QVERIFY(architectureOfJson(configuration).value() == example());
        for (const nlohmann::json &text :
             {configuration, nlohmann::json{{"arch", configuration}},
              nlohmann::json{{"cases", {{{"arch", configuration}, {"loss", 2.5}}}}}}) {
            const auto file = parseArchitectures(text.dump(), "a.json");
            QVERIFY(file);
            QCOMPARE(file->records.size(), std::size_t(1));
            QVERIFY(file->records[0].record.architecture == example());
        }
        nlohmann::json wrong = configuration;
        wrong["decoder"]["decoder_ffn_embed_dim"] = "2048";
        const auto refused = architectureOfJson(wrong);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.starts_with("decoder_ffn_embed_dim must be"));
        wrong["decoder"].erase("decoder_ffn_embed_dim");
        QVERIFY(!architectureOfJson(wrong));
    }

    void casesOfTheGoldenFilesAreRead()
    {
        AUSPEX_REQUIRE_DATA();
        const auto file = readArchitectures(*auspex::test::dataFolder() / "golden"
                                            / "hat_beam.json");
        QVERIFY(file);
        QVERIFY(file->problems.empty());
        QVERIFY(!file->records.empty());
        const Architecture &first = file->records[0].record.architecture;
        QCOMPARE(architectureKey(first), std::string("48/48 e96:2,96:2,96:2 d40:4:2:2"));
    }

    void aBadLineIsNamedAndTheRestIsRead()
    {
        const std::string good = architectureJson(example()).dump();
        std::string shortList = good;
        shortList.replace(shortList.find("[8,4]"), 5, "[8]");
        const auto file = parseArchitectures(
            good + "\n{broken\n\n" + shortList + '\n' + good + "\n{}\n", "f.jsonl");
        QVERIFY(file);
        QCOMPARE(file->records.size(), 2U);
        QCOMPARE(file->records[1].source, std::string("f.jsonl:5"));
        QCOMPARE(file->problems.size(), 3U);
        QCOMPARE(describe(file->problems[0]),
                 std::string("f.jsonl, line 2: it is not valid JSON."));
        QCOMPARE(
            describe(file->problems[1]),
            std::string("f.jsonl, line 4: decoder-self-attention-heads-all-subtransformer has 1 "
                        "values for 2 layers."));
        QCOMPARE(file->problems[2].line, 6U);
    }

    void hostileFilesAreRefusedNotExecuted()
    {
        QVERIFY(parseArchitectures(std::string(100'000, '['), "deep").value().records.empty());
        QVERIFY(!parseArchitectures("- - " + std::string(100'000, '-'), "deep.yml"));
        QVERIFY(!parseArchitectures("\xff\xfe", "binary"));
        QVERIFY(!parseArchitectures("  \n", "blank"));
        std::string huge = architectureJson(example()).dump();
        huge.replace(huge.find("640"), 3, "99999999999999999999");
        QCOMPARE(parseArchitectures(huge + "\n\n", "huge").value().problems.size(), 1U);
    }

    void publishedSubTransformersOpen()
    {
        AUSPEX_REQUIRE_DATA();
        const SearchSpace space = *builtInSpace("wmt14ende");
        int count = 0;
        for (const auto &entry :
             std::filesystem::directory_iterator(*test::dataFolder() / "hat-configs")) {
            const auto file = readArchitectures(entry.path());
            QVERIFY2(file, entry.path().c_str());
            QCOMPARE(file->records.size(), 1U);
            QVERIFY(checkMember(space, file->records[0].record.architecture));
            ++count;
        }
        QCOMPARE(count, 10);
    }
};

QTEST_GUILESS_MAIN(TestArchitectureCodecs)
#include "tst_architecture_codecs.moc"
