// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QTemporaryDir>
#include <QtTest>

#include "core/inference/extract.h"
#include "core/inference/score.h"
#include "core/tensors/safetensors.h"
#include "tests/support/data_folder.h"
#include "tests/support/golden_set.h"
#include "tests/support/random_supernet.h"

using namespace auspex;

namespace {

float largestDifference(const Tensor &a, const Tensor &b)
{
    float largest = a.shape == b.shape ? 0.0F : 1e9F;
    for (std::size_t i = 0; i < std::min(a.values<float>().size(), b.values<float>().size()); ++i)
        largest = std::max(largest, std::abs(a.values<float>()[i] - b.values<float>()[i]));
    return largest;
}

} // namespace

class TestExtraction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExtractedSubnetComputesWhatItDidInTheSupernet()
    {
        AUSPEX_REQUIRE_DATA();
        QTemporaryDir folder;
        const std::filesystem::path file
            = folder.filePath(QStringLiteral("subnet.safetensors")).toStdString();
        for (const test::GoldenSet &set : test::goldenSets()) {
            if (set.batch.empty())
                continue;
            const Result<SupernetWeights> weights = loadSupernet(set.shape, set.weights);
            QVERIFY(weights);
            for (const Architecture &architecture : set.architectures)
                compare(*weights, architecture, set.pairs, file);
        }
    }

    /// Widths that differ and embeddings that are not shared, with every kind of mixture.
    void everyKindOfSupernetIsExtracted_data()
    {
        QTest::addColumn<int>("mixture");
        QTest::addColumn<bool>("shared");
        for (const bool shared : {true, false}) {
            QTest::addRow("HAT %d", shared) << static_cast<int>(Mixture::None) << shared;
            QTest::addRow("layer-wise %d", shared)
                << static_cast<int>(Mixture::LayerWise) << shared;
            QTest::addRow("neuron-wise %d", shared)
                << static_cast<int>(Mixture::NeuronWise) << shared;
        }
    }
    void everyKindOfSupernetIsExtracted()
    {
        QFETCH(int, mixture);
        QFETCH(bool, shared);
        QTemporaryDir folder;
        SupernetShape shape;
        shape.encoderEmbedDim = shape.decoderEmbedDim = 40;
        shape.encoderFfnDim = shape.decoderFfnDim = 56;
        shape.encoderLayers = 4;
        shape.qkvDim = 32;
        shape.routerHiddenDim = 8;
        shape.sharedEmbeddings = shared;
        shape.sourceVocabulary = 50;
        shape.targetVocabulary = shared ? 50 : 61;
        shape.mixture = static_cast<Mixture>(mixture);
        const SupernetWeights weights = *supernetWeights(shape, test::randomWeights(shape, 2),
                                                         "test");
        // Fewer encoder layers than the supernet has, so that "the last but one" is the last.
        const Architecture architecture = {
            40, 24, {{56, 4}, {30, 2}, {17, 1}}, {{20, 2, 4, 2}, {56, 4, 1, 1}, {8, 1, 2, -1}}};
        compare(weights, architecture, test::randomPairs(shape, 5, 8, 3),
                folder.filePath(QStringLiteral("subnet.safetensors")).toStdString());
    }

    void aFileWithoutMetadataIsRefused()
    {
        QTemporaryDir folder;
        const std::filesystem::path file
            = folder.filePath(QStringLiteral("other.safetensors")).toStdString();
        TensorFile content;
        content.tensors.emplace("weight", floatTensor({2}, {1.0F, 2.0F}));
        QVERIFY(writeSafetensors(file, content));
        const Result<OpenedSubnet> opened = openSubnet(file);
        QVERIFY(!opened);
        QVERIFY(opened.error().message.find("is no subnet on its own") != std::string::npos);
    }

private:
    static void compare(const SupernetWeights &weights, const Architecture &architecture,
                        const std::vector<TokenPair> &pairs, const std::filesystem::path &file)
    {
        const Result<TensorFile> subnet = extractSubnet(weights, architecture);
        QVERIFY2(subnet, subnet ? "" : subnet.error().message.c_str());
        std::int64_t parameters = 0;
        for (const auto &[name, tensor] : subnet->tensors) {
            if (name.find("embed_") == std::string::npos)
                parameters += tensor.elementCount();
        }
        QCOMPARE(parameters, subnetParameters(weights.shape, architecture));
        QVERIFY(writeSafetensors(file, *subnet));
        const Result<OpenedSubnet> opened = openSubnet(file);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QVERIFY(opened->architecture == architecture);
        const Result<Tensor> inside = subnetLogits(weights, pairs, architecture);
        const Result<Tensor> outside = subnetLogits(opened->weights, pairs, architecture);
        QVERIFY2(inside && outside, outside ? "" : outside.error().message.c_str());
        QVERIFY(largestDifference(*inside, *outside) < 1e-5F);
    }
};

QTEST_APPLESS_MAIN(TestExtraction)
#include "tst_extraction.moc"
