// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "core/tensors/numpy_random.h"
#include "core/tensors/safetensors.h"
#include "core/tensors/token_batch.h"
#include "tests/support/data_folder.h"

using namespace auspex;

namespace {

using Batches = std::vector<std::vector<std::size_t>>;

std::vector<std::int32_t> sentence(std::size_t length)
{
    std::vector<std::int32_t> tokens(length, 7);
    tokens.back() = endToken;
    return tokens;
}

/// Sixty pairs whose lengths run through 2 to 14 and 2 to 12.
std::vector<TokenPair> pairsOfManyLengths()
{
    std::vector<TokenPair> pairs;
    for (std::size_t i = 0; i < 60; ++i)
        pairs.push_back({sentence(2 + i * 7 % 13), sentence(2 + i * 5 % 11)});
    return pairs;
}

} // namespace

class TestTokenBatch : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

    std::string errorOf(const TensorFile &content) const
    {
        if (!writeSafetensors(path("wrong.safetensors"), content))
            return "not written";
        const auto read = readTokenPairs(path("wrong.safetensors"));
        return read ? "accepted" : read.error().message;
    }

private Q_SLOTS:
    // What numpy 1.26 gives.
    void permutationIsNumpys()
    {
        QCOMPARE(numpyPermutation(10, 1), (std::vector<std::size_t>{2, 9, 6, 4, 0, 3, 1, 7, 8, 5}));
        QCOMPARE(numpyPermutation(16, 2),
                 (std::vector<std::size_t>{12, 4, 5, 0, 9, 3, 1, 10, 7, 14, 2, 11, 6, 15, 13, 8}));
        QCOMPARE(numpyPermutation(1, 123), std::vector<std::size_t>{0});
        QVERIFY(numpyPermutation(0, 1).empty());
        QCOMPARE(numpyPermutation(20, 4'000'000'000U),
                 (std::vector<std::size_t>{11, 14, 7,  13, 8, 6, 0, 4,  18, 15,
                                           9,  2,  17, 16, 1, 3, 5, 19, 10, 12}));
        const std::vector<std::size_t> large = numpyPermutation(100'000, 1);
        QCOMPARE(large[0], std::size_t(43660));
        QCOMPARE(large[99'999], std::size_t(98539));
        std::size_t sum = 0;
        for (std::size_t i = 0; i < large.size(); ++i)
            sum += large[i] * i % 1'000'003;
        QCOMPARE(sum, std::size_t(50'119'653'722));
    }

    void epochOrderIsSeededBySeedAndEpoch()
    {
        QCOMPARE(hatEpochOrder(9, 1, 2), (std::vector<std::size_t>{6, 2, 7, 4, 5, 0, 3, 1, 8}));
    }

    // What fairseq's rule gives under numpy for the same lengths.
    void batchesAreFairseqs()
    {
        const Batches whole = hatBatches(pairsOfManyLengths(), {110, 0, 8, 1024}, 1);
        QCOMPARE(whole, (Batches{{0, 52, 39, 26, 13, 54, 41, 28},
                                 {15, 2, 56, 43, 30, 17, 4, 58},
                                 {45, 32, 19, 6, 47, 34, 21, 8},
                                 {49, 36, 23, 10, 51, 38, 25, 12},
                                 {53, 40, 27, 14, 1, 55, 42, 29},
                                 {16, 3, 44, 31, 18, 5, 57, 33},
                                 {20, 7, 59, 46, 22, 9, 48, 35},
                                 {11, 50, 37, 24}}));
    }

    void whatIsBeyondTheMultipleBeginsTheNextBatch()
    {
        const Batches batches = hatBatches(pairsOfManyLengths(), {70, 0, 4, 1024}, 1);
        QCOMPARE(batches, (Batches{{0, 52, 39, 26},
                                   {13, 54, 41, 28},
                                   {15, 2, 56, 43},
                                   {30, 17, 4, 58},
                                   {45, 32, 19, 6},
                                   {47, 34, 21, 8},
                                   {49, 36, 23, 10, 51, 38, 25, 12},
                                   {53, 40, 27, 14},
                                   {1, 55, 42, 29},
                                   {16, 3, 44, 31},
                                   {18, 5, 57, 33},
                                   {20, 7, 59, 46},
                                   {22, 9, 48, 35},
                                   {11, 50, 37, 24}}));
    }

    void pairsBeyondTheLimitsAreLeftOut()
    {
        const std::vector<TokenPair> pairs = pairsOfManyLengths();
        const Batches batches = hatBatches(pairs, {60, 5, 4, 12}, 2);
        QCOMPARE(batches.size(), std::size_t(13));
        QCOMPARE(batches.front(), (std::vector<std::size_t>{0, 52, 39, 26}));
        QCOMPARE(batches.back(), (std::vector<std::size_t>{20, 7, 59, 46}));
        for (const auto &batch : batches) {
            QVERIFY(batch.size() <= 5);
            for (const std::size_t index : batch)
                QVERIFY(std::max(pairs[index].source.size(), pairs[index].target.size()) <= 12);
        }
    }

    void pairLongerThanABatchStandsAlone()
    {
        std::vector<TokenPair> pairs = pairsOfManyLengths();
        pairs[30].target = sentence(500);
        const Batches batches = hatBatches(pairs, {110, 0, 8, 1024}, 1);
        std::set<std::size_t> seen;
        for (const auto &batch : batches) {
            std::size_t longest = 0;
            for (const std::size_t index : batch) {
                longest = std::max(
                    {longest, pairs[index].source.size(), pairs[index].target.size()});
                QVERIFY(seen.insert(index).second);
            }
            if (longest > 110)
                QCOMPARE(batch, std::vector<std::size_t>{30});
            else
                QVERIFY(longest * batch.size() <= 110);
        }
        QCOMPARE(seen.size(), std::size_t(60));
    }

    void previousTokensBeginWithTheEnd()
    {
        QCOMPARE(previousTokens(std::vector<std::int32_t>{4, 5, 2}),
                 (std::vector<std::int32_t>{2, 4, 5}));
        QVERIFY(previousTokens({}).empty());
    }

    void pairsReadBackAndArePaddedAsHatPadsThem()
    {
        const std::vector<TokenPair> pairs = {{{5, 6, 2}, {9, 2}}, {{8, 2}, {4, 3, 0, 2}}};
        QVERIFY(writeTokenPairs(path("pairs.safetensors"), pairs));
        QVERIFY(readTokenPairs(path("pairs.safetensors")).value() == pairs);
        const TensorFile content = readSafetensors(path("pairs.safetensors")).value();
        const auto values = [&](const char *name) {
            return integersOf(content.tensors.at(name)).value();
        };
        QCOMPARE(values("src_tokens"), (std::vector<std::int64_t>{5, 6, 2, 1, 8, 2}));
        QCOMPARE(values("target"), (std::vector<std::int64_t>{9, 2, 1, 1, 4, 3, 0, 2}));
        QCOMPARE(values("prev_output_tokens"), (std::vector<std::int64_t>{2, 9, 1, 1, 2, 4, 3, 0}));
    }

    void sourcesAloneReadBack()
    {
        const std::vector<TokenPair> pairs = {{{5, 2}, {}}, {{2}, {}}};
        QVERIFY(writeTokenPairs(path("sources.safetensors"), pairs));
        QVERIFY(readTokenPairs(path("sources.safetensors")).value() == pairs);
        QVERIFY(writeTokenPairs(path("none.safetensors"), {}));
        QVERIFY(readTokenPairs(path("none.safetensors")).value().empty());
    }

    void pairsThatCannotBeReadBackAreNotWritten()
    {
        const std::vector<std::vector<TokenPair>> wrong = {
            {{{}, {}}},
            {{{5, 1, 2}, {}}},
            {{{5, 6}, {}}},
            {{{-3, 2}, {}}},
            {{{5, 2}, {4, 2}}, {{5, 2}, {}}},
            {{{5, 2}, {}}, {{5, 2}, {4, 2}}},
            {{{5, 2}, {4}}},
        };
        for (const auto &pairs : wrong)
            QVERIFY(!writeTokenPairs(path("never.safetensors"), pairs));
        QVERIFY(!std::filesystem::exists(path("never.safetensors")));
    }

    void wrongTensorsAreNamed()
    {
        const auto holds = [](const std::string &message, const char *part) {
            return message.find(part) != std::string::npos;
        };
        TensorFile content;
        QVERIFY(holds(errorOf(content), "no tensor 'src_tokens'"));
        content.tensors["src_tokens"] = integerTensor({2}, {5, 2});
        QVERIFY(holds(errorOf(content), "1 dimensions"));
        content.tensors["src_tokens"] = integerTensor({1, 3}, {5, 1, 2});
        QVERIFY(holds(errorOf(content), "Sentence 1 of 'src_tokens'"));
        content.tensors["src_tokens"] = integerTensor({1, 2}, {-5, 2});
        QVERIFY(holds(errorOf(content), "the token -5"));
        content.tensors["src_tokens"] = integerTensor({1, 2}, {std::int64_t{1} << 40, 2});
        QVERIFY(holds(errorOf(content), "which no vocabulary holds"));
        content.tensors["src_tokens"] = floatTensor({1, 2}, {5.5F, 2.0F});
        QVERIFY(holds(errorOf(content), "does not hold token ids"));
        content.tensors["src_tokens"] = integerTensor({1, 2}, {1, 1});
        QVERIFY(holds(errorOf(content), "has no token"));
        content.tensors["src_tokens"] = integerTensor({1, 3}, {5, 2, 1});
        QCOMPARE(errorOf(content), std::string("accepted")); // padding on the right as well
        content.tensors["prev_output_tokens"] = integerTensor({1, 2}, {2, 4});
        QVERIFY(holds(errorOf(content), "no 'target'"));
        content.tensors["target"] = integerTensor({1, 2}, {4, 2});
        QCOMPARE(errorOf(content), std::string("accepted"));
        content.tensors["prev_output_tokens"] = integerTensor({1, 2}, {2, 5});
        QVERIFY(holds(errorOf(content), "is not the target with its end moved"));
        content.tensors["target"] = integerTensor({2, 1}, {2, 2});
        QVERIFY(holds(errorOf(content), "different numbers of sentences"));
        content.tensors["target"] = integerTensor({1, 3}, {1, 4, 2});
        QVERIFY(holds(errorOf(content), "padding (1) between"));
    }

    void goldenBatchIsRead()
    {
        AUSPEX_REQUIRE_DATA();
        const auto pairs = readTokenPairs(*auspex::test::dataFolder() / "golden"
                                          / "hat_tiny.io.safetensors");
        QVERIFY(pairs);
        QCOMPARE(pairs->size(), std::size_t(5));
        QCOMPARE((*pairs)[4].source, (std::vector<std::int32_t>{14, 36, 2}));
        QCOMPARE((*pairs)[2].target, (std::vector<std::int32_t>{9, 5, 7, 2}));
    }
};

QTEST_GUILESS_MAIN(TestTokenBatch)
#include "tst_token_batch.moc"
