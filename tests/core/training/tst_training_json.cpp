// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/training/training_json.h"

using namespace auspex;

namespace {

/// No field has its default.
TrainingOptions unusual()
{
    TrainingOptions options;
    options.mode = TrainingMode::Scratch;
    Architecture architecture;
    architecture.encoderEmbedDim = 64;
    architecture.decoderEmbedDim = 48;
    architecture.encoder = {{96, 4}, {64, 2}};
    architecture.decoder = {{40, 2, 4, 1}};
    options.architecture = architecture;
    options.sandwichSampled = 3;
    options.isDistilling = true;
    options.samplingSeed = 0xFFFFFFFFFFFFFFFFULL;
    options.maxUpdates = 77;
    options.learningRate = {LearningRateKind::InverseSquareRoot, 5, 1e-6, 0.1, 1e-8, 9, 0.25};
    options.adam = {0.8, 0.9, 1e-6, 0.01, 2.5, false};
    options.dropout = {0.2, 0.3, 0.4, false};
    options.labelSmoothing = 0.05;
    options.batches = {123, 45, 6, 78};
    options.updateFrequency = 12;
    options.seed = 4294967295U;
    options.validationInterval = 11;
    options.checkpointInterval = 13;
    options.patience = 4;
    options.model = {"cuda:1", 3, false, Kernel::OneDnn, ProductType::BFloat16};
    return options;
}

Result<TrainingOptions> readBack(const nlohmann::ordered_json &json)
{
    return trainingOptionsOf(nlohmann::json::parse(json.dump()));
}

} // namespace

class TestTrainingJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingComesBack();
    void everyPresetComesBack();
    void missingSettingKeepsItsDefault();
    void wrongSettingIsNamed_data();
    void wrongSettingIsNamed();
};

void TestTrainingJson::everySettingComesBack()
{
    const TrainingOptions options = unusual();
    const auto back = readBack(trainingOptionsJson(options));
    QVERIFY2(back, back ? "" : back.error().message.c_str());
    QCOMPARE(back->mode, options.mode);
    QVERIFY(back->architecture == options.architecture);
    QCOMPARE(back->sandwichSampled, 3);
    QCOMPARE(back->isDistilling, true);
    QVERIFY(back->samplingSeed == options.samplingSeed);
    QCOMPARE(back->maxUpdates, std::int64_t{77});
    QVERIFY(back->learningRate == options.learningRate);
    QVERIFY(back->adam == options.adam);
    QVERIFY(back->dropout == options.dropout);
    QCOMPARE(back->labelSmoothing, 0.05);
    QCOMPARE(back->batches.maxTokens, 123);
    QCOMPARE(back->batches.maxSentences, 45);
    QCOMPARE(back->batches.multiple, 6);
    QCOMPARE(back->batches.maxPositions, 78);
    QCOMPARE(back->updateFrequency, 12);
    QCOMPARE(back->seed, 4294967295U);
    QCOMPARE(back->validationInterval, std::int64_t{11});
    QCOMPARE(back->checkpointInterval, std::int64_t{13});
    QCOMPARE(back->patience, 4);
    QCOMPARE(back->model.device, std::string("cuda:1"));
    QCOMPARE(back->model.threads, 3);
    QCOMPARE(back->model.isFast, false);
    QCOMPARE(back->model.kernel, Kernel::OneDnn);
    QCOMPARE(back->model.productType, ProductType::BFloat16);
    // What a checkpoint compares is the same too.
    QCOMPARE(trainingJson(*back).dump(), trainingJson(options).dump());
}

void TestTrainingJson::everyPresetComesBack()
{
    for (const TrainingPreset &preset : trainingPresets()) {
        const auto json = trainingOptionsJson(preset.options);
        const auto back = readBack(json);
        QVERIFY2(back, preset.name.c_str());
        QCOMPARE(trainingOptionsJson(*back).dump(), json.dump());
    }
}

void TestTrainingJson::missingSettingKeepsItsDefault()
{
    const auto back = trainingOptionsOf({{"learning_rate", {{"highest", 0.002}}}});
    QVERIFY(back);
    TrainingOptions expected;
    expected.learningRate.highest = 0.002;
    QCOMPARE(trainingOptionsJson(*back).dump(), trainingOptionsJson(expected).dump());
}

void TestTrainingJson::wrongSettingIsNamed_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");

    const auto row = [](const char *path, const char *value, const char *sentence) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(value)
                            << QString::fromUtf8(sentence);
    };
    row("/mode", "\"spos\"",
        "\"mode\" of the training must be one of single-path, sandwich, scratch and is \"spos\".");
    row("/max_updates", "0",
        "\"max_updates\" of the training must be a whole number from 1 to 9223372036854775807 and "
        "is 0.");
    row("/maxupdates", "10",
        "There is no setting \"maxupdates\" of the training (did you mean max_updates?).");
    row("/learning_rate/highest", "\"fast\"",
        "\"highest\" of the learning rate must be a number and is \"fast\".");
    row("/learning_rate/high", "1", "There is no setting \"high\" of the learning rate.");
    row("/adam/updates_all", "1", "\"updates_all\" of Adam must be true or false and is 1.");
    row("/batches", "[]", "What belongs to the batches must be an object.");
    row("/model/product_type", "\"float8\"",
        "\"product_type\" of the model must be one of float32, bfloat16, float16 and is "
        "\"float8\".");
    row("/sampling_seed", "-1",
        "\"sampling_seed\" of the training must be a whole number that is not negative and is -1.");
    row("/seed", "4294967296",
        "\"seed\" of the training must be a whole number from 0 to 4294967295 and is 4294967296.");
}

void TestTrainingJson::wrongSettingIsNamed()
{
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QString, sentence);
    auto json = nlohmann::json::parse(trainingOptionsJson(TrainingOptions()).dump());
    json[nlohmann::json::json_pointer(path.toStdString())] = nlohmann::json::parse(
        value.toStdString());
    const auto back = trainingOptionsOf(json);
    QVERIFY(!back);
    QCOMPARE(QString::fromStdString(back.error().message), sentence);
}

QTEST_GUILESS_MAIN(TestTrainingJson)
#include "tst_training_json.moc"
