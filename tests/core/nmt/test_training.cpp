// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "core/arch/hat_sampling.h"
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/nmt/training.h"
#include "core/tensors/safetensors.h"
#include "nmt_tests.h"

using namespace auspex;

namespace {

namespace fs = std::filesystem;

SearchSpace tinySpace()
{
    SearchSpace space = *builtInSpace("wmt14ende");
    space.encoderEmbedDims = space.decoderEmbedDims = {32, 24};
    space.encoderLayerCounts = {3};
    space.decoderLayerCounts = {3, 2, 1};
    space.encoderFfnDims = space.decoderFfnDims = {48, 32};
    space.encoderSelfHeads = space.decoderSelfHeads = space.decoderCrossHeads = {4, 2};
    space.qkvDim = 32;
    space.superEncoderEmbedDim = space.superDecoderEmbedDim = 32;
    space.superEncoderFfnDim = space.superDecoderFfnDim = 48;
    space.superEncoderLayers = 3;
    space.superDecoderLayers = 3;
    space.superEncoderHeads = space.superDecoderHeads = 4;
    return space;
}

/// The target is the source backwards, one token higher: something to learn.
std::vector<TokenPair> reversals(std::size_t count, std::uint64_t seed)
{
    Random random(seed, "reversals");
    std::vector<TokenPair> pairs(count);
    for (TokenPair &pair : pairs) {
        const std::size_t length = 2 + random.below(5);
        for (std::size_t i = 0; i < length; ++i)
            pair.source.push_back(4 + static_cast<std::int32_t>(random.below(20)));
        pair.target.assign(pair.source.rbegin(), pair.source.rend());
        for (std::int32_t &token : pair.target)
            ++token;
        pair.source.push_back(endToken);
        pair.target.push_back(endToken);
    }
    return pairs;
}

TrainingOptions tinyOptions(TrainingMode mode)
{
    TrainingOptions options = *trainingPreset("small-supernet");
    options.mode = mode;
    if (mode == TrainingMode::Scratch)
        options.architecture = largestArchitecture(tinySpace());
    options.maxUpdates = 20;
    options.learningRate.warmup = 5;
    options.batches.maxTokens = 64;
    options.updateFrequency = 2;
    options.dropout.attention = 0.1;
    options.validationInterval = 5;
    options.checkpointInterval = 4;
    options.model.threads = 1;
    return options;
}

struct Setting {
    SearchSpace space = tinySpace();
    SupernetShape shape;
    std::vector<TokenPair> training = reversals(60, 1);
    std::vector<TokenPair> validation = reversals(20, 2);

    explicit Setting(Mixture mixture = Mixture::None)
        : shape(supernetShape(space, 26, 26, mixture))
    {
        shape.routerHiddenDim = 8;
    }
    TrainingData data(const fs::path &folder = {}) const
    {
        return {space, shape, training, validation, nullptr, folder};
    }
};

const char *messageOf(const Result<TrainingOutcome> &outcome)
{
    return outcome ? "" : outcome.error().message.c_str();
}

std::string bytesOf(const fs::path &file)
{
    return *readFile(file);
}

std::vector<std::string> checkpointNames(const fs::path &folder)
{
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(folder)) {
        if (entry.path().filename().string().rfind("checkpoint-", 0) == 0)
            names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

class TestTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cosineHasTheReferenceValues()
    {
        LearningRate rate;
        const std::pair<std::int64_t, double> expected[] = {
            {0, 1e-7},           {1, 1.9999e-7},       {100, 1.0099e-5},    {1000, 1.0009e-4},
            {5000, 5.0005e-4},   {10000, 1e-3},        {20000, 7.50025e-4}, {25000, 5.0005e-4},
            {30000, 2.50075e-4}, {39999, 1.000027e-7}, {40000, 1e-3}};
        for (const auto &[updates, value] : expected)
            QVERIFY(std::abs(learningRateAt(rate, updates, 40000) / value - 1.0) < 1e-6);
        rate.warmup = 4000;
        const std::pair<std::int64_t, double> scratch[] = {
            {1000, 2.50075e-4},   {4000, 1e-3},         {10000, 9.330194e-4}, {20000, 5.868654e-4},
            {25000, 3.706534e-4}, {30000, 1.786883e-4}, {39999, 1.000019e-7}};
        for (const auto &[updates, value] : scratch)
            QVERIFY(std::abs(learningRateAt(rate, updates, 40000) / value - 1.0) < 1e-6);
    }

    void inverseSquareRootHasTheReferenceValues()
    {
        const LearningRate rate = trainingPreset("iwslt-supernet")->learningRate;
        QVERIFY(std::abs(learningRateAt(rate, 20000, 50000) / 3.535534e-4 - 1.0) < 1e-6);
        QVERIFY(std::abs(learningRateAt(rate, 50000, 50000) / 2.236068e-4 - 1.0) < 1e-6);
        QVERIFY(std::abs(learningRateAt(rate, 10000, 50000) / 5e-4 - 1.0) < 1e-9);
    }

    void presetsAreThePapers()
    {
        const TrainingOptions wmt = *trainingPreset("wmt-supernet");
        QCOMPARE(wmt.maxUpdates, 40000);
        QCOMPARE(wmt.learningRate.warmup, 10000);
        QCOMPARE(trainingPreset("wmt-scratch")->learningRate.warmup, 4000);
        QVERIFY(wmt.adam.updatesAll);
        const TrainingOptions iwslt = *trainingPreset("iwslt-supernet");
        QCOMPARE(iwslt.dropout.dropout, 0.375);
        QCOMPARE(iwslt.adam.clipNorm, 25.0);
        QVERIFY(!iwslt.adam.updatesAll);
        QVERIFY(!trainingPreset("no such preset"));
    }

    void lossFalls_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("mixture");
        const auto row = [](const char *name, TrainingMode mode, Mixture mixture) {
            QTest::newRow(name) << static_cast<int>(mode) << static_cast<int>(mixture);
        };
        row("single path", TrainingMode::SinglePath, Mixture::None);
        row("sandwich", TrainingMode::Sandwich, Mixture::None);
        row("scratch", TrainingMode::Scratch, Mixture::None);
        row("layer-wise", TrainingMode::SinglePath, Mixture::LayerWise);
        row("neuron-wise", TrainingMode::SinglePath, Mixture::NeuronWise);
    }
    void lossFalls()
    {
        QFETCH(int, mode);
        QFETCH(int, mixture);
        const Setting setting(static_cast<Mixture>(mixture));
        TrainingOptions options = tinyOptions(static_cast<TrainingMode>(mode));
        options.maxUpdates = 150;
        options.learningRate.warmup = 20;
        options.learningRate.highest = 3e-3;
        options.validationInterval = 50;
        std::vector<double> losses;
        TrainingListener listener;
        listener.onValidation = [&](const ValidationReport &report, const SupernetModel &) {
            for (const RoleLoss &role : report.roles)
                losses.push_back(role.loss.nll / static_cast<double>(role.loss.tokens));
        };
        const auto fresh = SupernetModel::initialised(setting.shape, options.seed, options.model);
        QVERIFY(fresh);
        const Architecture checked = largestArchitecture(setting.space);
        const auto before = fresh->evaluate(checked, setting.validation, 0.1);
        Job job;
        const auto outcome = train(setting.data(), options, job, listener);
        QVERIFY2(outcome, messageOf(outcome));
        QCOMPARE(outcome->updates, 150);
        const auto after = outcome->model.evaluate(checked, setting.validation, 0.1);
        QVERIFY(before && after);
        QVERIFY2(after->labelSmoothed < 0.8 * before->labelSmoothed,
                 qPrintable(QStringLiteral("%1 after %2")
                                .arg(after->labelSmoothed)
                                .arg(before->labelSmoothed)));
        QCOMPARE(losses.size(), static_cast<std::size_t>(mode == 2 ? 3 : 6));
    }

    void singlePathTrainsHatsSequence()
    {
        const Setting setting;
        TrainingOptions options = tinyOptions(TrainingMode::SinglePath);
        std::vector<Architecture> seen;
        TrainingListener listener;
        listener.onUpdate = [&](const UpdateReport &report) {
            QCOMPARE(report.roles.size(), 1U);
            QCOMPARE(report.update, static_cast<std::int64_t>(seen.size()) + 1);
            seen.push_back(report.roles[0].architecture);
        };
        Job job;
        QVERIFY(train(setting.data(), options, job, listener));
        QCOMPARE(seen.size(), 20U);
        for (std::uint32_t update = 0; update < 20; ++update)
            QVERIFY(seen[update] == hatSample(setting.space, update));
    }

    void sandwichGoesRandomLargestSmallest()
    {
        const Setting setting;
        TrainingOptions options = tinyOptions(TrainingMode::Sandwich);
        options.maxUpdates = 2;
        std::vector<std::string> roles;
        std::int64_t tokens = 0;
        TrainingListener listener;
        listener.onUpdate = [&](const UpdateReport &report) {
            roles.clear();
            tokens = 0;
            for (const RoleLoss &role : report.roles) {
                roles.push_back(role.role);
                tokens += role.loss.tokens;
                QCOMPARE(role.loss.tokens, report.roles[0].loss.tokens);
            }
            QCOMPARE(report.tokens, tokens);
        };
        Job job;
        QVERIFY(train(setting.data(), options, job, listener));
        const std::vector<std::string> expected = {"sampled", "largest", "smallest"};
        QVERIFY(roles == expected);
        options.isDistilling = true;
        QVERIFY(train(setting.data(), options, job, listener));
        QCOMPARE(roles[0], std::string("largest"));
    }

    void bothFormulationsTrainAlike_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("isDistilling");
        QTest::addColumn<int>("mixture");
        QTest::newRow("single path") << 0 << false << 0;
        QTest::newRow("distilling sandwich") << 1 << true << 0;
        QTest::newRow("layer-wise") << 0 << false << 1;
        QTest::newRow("neuron-wise") << 0 << false << 2;
    }
    void bothFormulationsTrainAlike()
    {
        QFETCH(int, mode);
        QFETCH(bool, isDistilling);
        QFETCH(int, mixture);
        const Setting setting(static_cast<Mixture>(mixture));
        TrainingOptions options = tinyOptions(static_cast<TrainingMode>(mode));
        options.isDistilling = isDistilling;
        // Masks of attention follow the layout, padded or packed; all others are the same.
        options.dropout.attention = 0.0;
        options.dropout.dropout = 0.3;
        std::vector<std::vector<double>> losses(2);
        for (const bool isFast : {true, false}) {
            options.model.isFast = isFast;
            TrainingListener listener;
            listener.onUpdate = [&](const UpdateReport &report) {
                for (const RoleLoss &role : report.roles)
                    losses[isFast ? 0 : 1].push_back(role.loss.labelSmoothed);
            };
            Job job;
            const auto outcome = train(setting.data(), options, job, listener);
            QVERIFY2(outcome, messageOf(outcome));
        }
        QCOMPARE(losses[0].size(), losses[1].size());
        for (std::size_t i = 0; i < losses[0].size(); ++i)
            QVERIFY2(std::abs(losses[0][i] / losses[1][i] - 1.0) < 2e-4,
                     qPrintable(QStringLiteral("update %1: %2 and %3")
                                    .arg(i)
                                    .arg(losses[0][i])
                                    .arg(losses[1][i])));
    }

    void anInterruptedTrainingEndsInTheSameBytes_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("updatesAll");
        QTest::newRow("single path, all updated") << 0 << true;
        QTest::newRow("sandwich, inactive ones wait") << 1 << false;
    }
    void anInterruptedTrainingEndsInTheSameBytes()
    {
        QFETCH(int, mode);
        QFETCH(bool, updatesAll);
        const Setting setting(mode == 0 ? Mixture::LayerWise : Mixture::None);
        TrainingOptions options = tinyOptions(static_cast<TrainingMode>(mode));
        options.adam.updatesAll = updatesAll;
        options.adam.clipNorm = updatesAll ? 0.0 : 1.0;
        const QTemporaryDir folder;
        const fs::path whole = folder.filePath(QStringLiteral("whole")).toStdString();
        Job job;
        const auto straight = train(setting.data(whole), options, job);
        QVERIFY2(straight, messageOf(straight));

        const fs::path parts = folder.filePath(QStringLiteral("parts")).toStdString();
        for (const std::int64_t stop : {1, 4, 7, 8, 13, 19}) {
            Job cancelledJob;
            TrainingListener listener;
            listener.onUpdate = [&](const UpdateReport &report) {
                if (report.update == stop)
                    cancelledJob.cancel();
            };
            const auto stopped = train(setting.data(parts), options, cancelledJob, listener);
            QVERIFY(!stopped);
            QVERIFY(stopped.error().code == ErrorCode::Cancelled);
        }
        const auto resumed = train(setting.data(parts), options, job);
        QVERIFY2(resumed, messageOf(resumed));
        QCOMPARE(resumed->resumedFrom, 19);
        QCOMPARE(straight->checkpoint.filename(), resumed->checkpoint.filename());
        QVERIFY(bytesOf(straight->checkpoint) == bytesOf(resumed->checkpoint));
        QVERIFY(bytesOf(straight->best) == bytesOf(resumed->best));
        QCOMPARE(checkpointNames(parts).size(), 2U);
    }

    void aKilledTrainingGoesOnFromItsLastCheckpoint()
    {
        const Setting setting;
        const TrainingOptions options = tinyOptions(TrainingMode::SinglePath);
        const QTemporaryDir folder;
        const fs::path whole = folder.filePath(QStringLiteral("whole")).toStdString();
        Job job;
        const auto straight = train(setting.data(whole), options, job);
        QVERIFY2(straight, messageOf(straight));
        // What a kill leaves: an older checkpoint, half of a file beside it, a damaged newest one.
        const fs::path killed = folder.filePath(QStringLiteral("killed")).toStdString();
        fs::create_directories(killed);
        const fs::path earlier = whole / "checkpoint-0000000016.safetensors";
        QVERIFY(fs::exists(earlier));
        fs::copy_file(earlier, killed / earlier.filename());
        std::ofstream(killed / "checkpoint-0000000018.safetensors") << "half a fi";
        const auto resumed = train(setting.data(killed), options, job);
        QVERIFY2(resumed, messageOf(resumed));
        QCOMPARE(resumed->resumedFrom, 16);
        QVERIFY(bytesOf(straight->checkpoint) == bytesOf(resumed->checkpoint));
    }

    void otherSettingsDoNotResume()
    {
        const Setting setting;
        TrainingOptions options = tinyOptions(TrainingMode::SinglePath);
        const QTemporaryDir folder;
        const fs::path place = folder.filePath(QStringLiteral("training")).toStdString();
        Job job;
        QVERIFY(train(setting.data(place), options, job));
        options.learningRate.highest = 5e-4;
        const auto other = train(setting.data(place), options, job);
        QVERIFY(!other);
        QVERIFY2(other.error().message.find("learning_rate/highest: 0.002 then, 0.0005 now")
                     != std::string::npos,
                 messageOf(other));
    }

    void inactiveParametersWaitOrMove()
    {
        Setting setting;
        TrainingOptions options = tinyOptions(TrainingMode::Scratch);
        options.architecture = smallestArchitecture(setting.space); // one decoder layer of three
        options.adam.weightDecay = 0.01;
        const auto fresh = SupernetModel::initialised(setting.shape, options.seed, options.model);
        QVERIFY(fresh);
        const std::string name = "decoder.layers.2.fc1.weight";
        const Tensor before = fresh->weights().tensors.at(name);
        for (const bool updatesAll : {true, false}) {
            options.adam.updatesAll = updatesAll;
            Job job;
            const auto outcome = train(setting.data(), options, job);
            QVERIFY2(outcome, messageOf(outcome));
            const Tensor after = outcome->model.weights().tensors.at(name);
            const bool isSame = std::equal(before.values<float>().begin(),
                                           before.values<float>().end(),
                                           after.values<float>().begin());
            QCOMPARE(isSame, !updatesAll); // the decay moves all that is updated
        }
    }

    void earlyStoppingEndsTheTraining()
    {
        const Setting setting;
        TrainingOptions options = tinyOptions(TrainingMode::Scratch);
        options.maxUpdates = 200;
        options.validationInterval = 1;
        options.patience = 2;
        options.learningRate.warmup = 1;
        options.learningRate.highest = 0.0;
        options.learningRate.lowest = 0.0;
        options.learningRate.warmupFrom = 0.0;
        Job job;
        const auto outcome = train(setting.data(), options, job);
        QVERIFY2(outcome, messageOf(outcome));
        QVERIFY(outcome->isStoppedEarly);
        QCOMPARE(outcome->updates, 3); // the first is the best, two without a better one
    }

    void badInputIsOneSentence()
    {
        Setting setting;
        TrainingOptions options = tinyOptions(TrainingMode::Scratch);
        options.architecture.reset();
        Job job;
        QVERIFY(!train(setting.data(), options, job));
        options = tinyOptions(TrainingMode::SinglePath);
        options.labelSmoothing = std::nan("");
        const auto smoothing = train(setting.data(), options, job);
        QVERIFY(!smoothing);
        QVERIFY(smoothing.error().message.find("label smoothing") != std::string::npos);
        options = tinyOptions(TrainingMode::SinglePath);
        options.model.device = "cuda:7";
        QVERIFY(!train(setting.data(), options, job));
        options.model.device = "tpu";
        const auto device = train(setting.data(), options, job);
        QVERIFY(!device);
        QVERIFY(device.error().message.find("\"tpu\"") != std::string::npos);
        options = tinyOptions(TrainingMode::SinglePath);
        Setting shallow; // an attention to three encoder layers needs three
        shallow.space.encoderLayerCounts = {2};
        shallow.space.superEncoderLayers = shallow.shape.encoderLayers = 2;
        const auto lacking = train(shallow.data(), options, job);
        QVERIFY(!lacking);
        QVERIFY2(lacking.error().message.find("the supernet has only 2") != std::string::npos,
                 messageOf(lacking));
        setting.training.clear();
        QVERIFY(!train(setting.data(), options, job));
    }
};

int runTraining(int argc, char **argv)
{
    TestTraining test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_training.moc"
