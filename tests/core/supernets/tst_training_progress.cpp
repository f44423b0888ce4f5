// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QtTest>

#include "core/supernets/supernet_training.h"
#include "core/supernets/tfs_training.h"
#include "core/supernets/training_data.h"
#include "core/training/training_json.h"

using namespace auspex;

namespace {

engine::UpdatedNotice updated(std::int64_t update, std::int64_t updates = 1)
{
    engine::UpdatedNotice notice;
    notice.update = update;
    notice.updates = updates;
    notice.learningRate = 0.001 * static_cast<double>(update);
    notice.tokens = 100 * updates;
    notice.seconds = 0.5 * static_cast<double>(updates);
    notice.roles = {{"sampled", std::nullopt, {4.0, 3.0, 50}},
                    {"sampled", std::nullopt, {6.0, 5.0, 50}},
                    {"largest", std::nullopt, {2.0, 1.0, 50}}};
    return notice;
}

engine::ValidatedNotice validated(std::int64_t update, double loss, bool isBest)
{
    return {update,
            {{"largest", std::nullopt, {1.0, 1.0, 10}},
             {"smallest", std::nullopt, {loss * 10.0, 1.0, 10}}},
            isBest};
}

std::int64_t updatesIn(const TrainingProgress &progress)
{
    std::int64_t sum = 0;
    for (const CurvePoint &point : progress.curve)
        sum += point.updates;
    return sum;
}

} // namespace

class TestTrainingProgress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rolesOfOneNameAreAddedUp();
    void longCurveIsThinnedWithoutLosingUpdates();
    void repeatedUpdatesTakeTheirOldPlace();
    void bestLossIsThatOfTheLastRole();
    void progressComesBackFromJson();
    void speedAndTimeLeftFollowTheNotices();
    void plansComeBackFromTheirSettings();
    void sampledArchitecturesAreDistinctAndExtendable();
    void stratifiedOnesTakeDepthsInTurn();
    void spaceWithTooFewArchitecturesIsRefused();
};

void TestTrainingProgress::rolesOfOneNameAreAddedUp()
{
    TrainingProgress progress;
    progress.add(updated(1));
    QCOMPARE(progress.roles.size(), std::size_t{2});
    QVERIFY((progress.roles["sampled"] == LossSums{10.0, 8.0, 100}));
    QVERIFY((progress.roles["largest"] == LossSums{2.0, 1.0, 50}));
}

void TestTrainingProgress::longCurveIsThinnedWithoutLosingUpdates()
{
    TrainingProgress progress;
    for (int i = 1; i <= 9001; ++i)
        progress.add(updated(i));
    QVERIFY(progress.curve.size() <= mostCurvePoints);
    QVERIFY(progress.curve.size() > mostCurvePoints / 4);
    QCOMPARE(updatesIn(progress), std::int64_t{9001});
    LossSums sum;
    for (const CurvePoint &point : progress.curve)
        sum += point.roles.at("largest");
    QCOMPARE(sum.tokens, std::int64_t{9001 * 50});
    QCOMPARE(progress.curve.back().update, std::int64_t{9001});
}

void TestTrainingProgress::repeatedUpdatesTakeTheirOldPlace()
{
    TrainingProgress progress;
    for (int i = 1; i <= 10; ++i)
        progress.add(updated(i));
    progress.add(validated(4, 3.0, true));
    progress.add(validated(8, 2.0, true));
    progress.add(updated(7, 2)); // updates 6 and 7 again: the engine went on from its fifth
    QCOMPARE(progress.curve.size(), std::size_t{6});
    QCOMPARE(updatesIn(progress), std::int64_t{7});
    QCOMPARE(progress.update, std::int64_t{7});
    QCOMPARE(progress.validations.size(), std::size_t{1});
}

void TestTrainingProgress::bestLossIsThatOfTheLastRole()
{
    TrainingProgress progress;
    progress.add(validated(2, 5.0, true));
    progress.add(validated(4, 6.0, false));
    QCOMPARE(*progress.bestLoss, 5.0);
    progress.add(validated(6, 4.0, true));
    QCOMPARE(*progress.bestLoss, 4.0);
}

void TestTrainingProgress::progressComesBackFromJson()
{
    TrainingProgress progress;
    progress.maxUpdates = 40;
    progress.savedUpdate = 2;
    progress.threads = 3;
    progress.add(updated(3, 3));
    progress.add(validated(3, 5.0, true));
    const auto back = TrainingProgress::of(nlohmann::json::parse(progress.json().dump()));
    QCOMPARE(back.update, std::int64_t{3});
    QCOMPARE(back.maxUpdates, std::int64_t{40});
    QCOMPARE(back.savedUpdate, std::int64_t{2});
    QCOMPARE(back.threads, 3);
    QCOMPARE(back.seconds, 1.5);
    QCOMPARE(*back.bestLoss, 5.0);
    QVERIFY(back.curve == progress.curve);
    QVERIFY(back.validations == progress.validations);
    QVERIFY(back.roles == progress.roles);
    // What another version or a hand wrote is no reason to fail.
    QCOMPARE(TrainingProgress::of("text").update, std::int64_t{0});
    QCOMPARE(TrainingProgress::of({{"curve", 3}, {"update", "x"}}).update, std::int64_t{0});
}

void TestTrainingProgress::speedAndTimeLeftFollowTheNotices()
{
    TrainingProgress progress;
    QVERIFY(!progress.secondsLeft());
    progress.maxUpdates = 11;
    progress.add(updated(1));
    QCOMPARE(progress.tokensPerSecond, 200.0);
    QCOMPARE(*progress.secondsLeft(), 5.0);
    const std::string sentence = progress.sentence();
    QCOMPARE(sentence,
             std::string("largest 0.040, sampled 0.100, lr 0.001, 200 tokens/s, 5 s left"));
}

void TestTrainingProgress::plansComeBackFromTheirSettings()
{
    SupernetTrainingPlan plan;
    plan.name = "n";
    plan.corpus = "c";
    plan.space = *builtInSpace("demo");
    plan.mixture = Mixture::LayerWise;
    plan.experts = 3;
    plan.options = *trainingPreset("small-sandwich");
    const auto settings = supernetTrainingSettings(plan);
    const auto back = supernetTrainingPlanOf(nlohmann::json::parse(settings.dump()));
    QVERIFY2(back, back ? "" : back.error().message.c_str());
    QVERIFY(back->space == plan.space);
    QCOMPARE(supernetTrainingSettings(*back).dump(), settings.dump());

    TfsTrainingPlan tfs;
    tfs.task = "t";
    tfs.corpus = "c";
    tfs.space = plan.space;
    tfs.space.name = "mine"; // no built-in one any more
    tfs.space.encoderLayerCounts = {1};
    tfs.architectures = *architecturesToTrain(tfs.space, 2, 1, false);
    tfs.options = *trainingPreset("small-scratch");
    tfs.beam.beam = 7;
    const auto tfsSettings = tfsTrainingSettings(tfs);
    const auto tfsBack = tfsTrainingPlanOf(nlohmann::json::parse(tfsSettings.dump()));
    QVERIFY2(tfsBack, tfsBack ? "" : tfsBack.error().message.c_str());
    QVERIFY(tfsBack->space == tfs.space);
    QVERIFY(tfsBack->architectures == tfs.architectures);
    QCOMPARE(tfsTrainingSettings(*tfsBack).dump(), tfsSettings.dump());
    QVERIFY(!tfsTrainingPlanOf(nlohmann::json::object()));
}

void TestTrainingProgress::sampledArchitecturesAreDistinctAndExtendable()
{
    const SearchSpace space = *builtInSpace("demo");
    for (const bool isStratified : {false, true}) {
        const auto few = architecturesToTrain(space, 5, 7, isStratified);
        const auto many = architecturesToTrain(space, 40, 7, isStratified);
        QVERIFY(few && many);
        QVERIFY(std::equal(few->begin(), few->end(), many->begin()));
        std::set<std::string> keys;
        for (const Architecture &architecture : *many) {
            QVERIFY(checkMember(space, architecture));
            keys.insert(architectureKey(architecture));
        }
        QCOMPARE(keys.size(), std::size_t{40});
        const auto other = architecturesToTrain(space, 5, 8, isStratified);
        QVERIFY(other && *other != *few);
    }
}

void TestTrainingProgress::stratifiedOnesTakeDepthsInTurn()
{
    const SearchSpace space = *builtInSpace("demo");
    const std::size_t depths = space.decoderLayerCounts.size();
    const auto sampled = architecturesToTrain(space, 3 * depths, 1, true);
    QVERIFY(sampled);
    std::map<int, int> counts;
    for (const Architecture &architecture : *sampled)
        ++counts[architecture.decoderLayers()];
    QCOMPARE(counts.size(), depths);
    for (const auto &[depth, count] : counts)
        QCOMPARE(count, 3);
}

void TestTrainingProgress::spaceWithTooFewArchitecturesIsRefused()
{
    SearchSpace space = *builtInSpace("demo");
    space.encoderEmbedDims.resize(1);
    space.decoderEmbedDims.resize(1);
    space.encoderLayerCounts.resize(1);
    space.decoderLayerCounts.resize(1);
    space.encoderFfnDims.resize(1);
    space.decoderFfnDims.resize(1);
    space.encoderSelfHeads.resize(1);
    space.decoderSelfHeads.resize(1);
    space.decoderCrossHeads.resize(1);
    space.arbitraryAttention.resize(1);
    QVERIFY(architecturesToTrain(space, 1, 1, false));
    const auto two = architecturesToTrain(space, 2, 1, true);
    QVERIFY(!two);
    QVERIFY2(two.error().message.find("only about 1") != std::string::npos,
             two.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestTrainingProgress)
#include "tst_training_progress.moc"
