// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "judge_fixture.h"
#include "ui/judge/judge_charts.h"
#include "ui/judge/judge_setup.h"

using namespace auspex;
using auspex::test::synthesisedTask;

namespace {

QStringList specsOf(const JudgeSetup &setup)
{
    QStringList specs;
    for (const JudgedPredictor &predictor : setup.predictors)
        specs.append(predictor.spec);
    return specs;
}

JudgeResults judged(const TfsTask &task, const JudgeSetup &setup)
{
    std::vector<PredictorSpec> specs;
    for (const QString &spec : specsOf(setup))
        specs.push_back(*parsePredictorSpec(spec.toStdString()));
    EvaluationOptions options = evaluationOptions(setup, task);
    options.resamples = 0;
    Job job;
    return {std::make_shared<TfsTask>(task), *evaluate(task, specs, options, job)};
}

} // namespace

class TestJudgeSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonGivesTheSameSetupBack();
    void damagedJsonIsRefusedAndPartsGetDefaults();
    void firstLookProposesTheDefaults();
    void removedPredictorIsNotProposedAgain();
    void unknownTargetAndSplitsAreReplaced();
    void coloursAreKeptAndSpread();
    void taskWithoutSplitsIsJudgedOnDrawnOnes();
    void scatterHasAPointForEveryPrediction();
    void residualIsPredictedMinusTrained();
    void ranksBeginWithTheBest();
    void rankOnlyPredictorsStayOutOfTheScatter();
    void discordantPairsAreThoseOfTau();
    void intervalsNameEveryPredictor();
};

void TestJudgeSetup::jsonGivesTheSameSetupBack()
{
    JudgeSetup setup = settled({}, synthesisedTask());
    setDrawn(setup, 2, true);
    setup.splits = {QStringLiteral("456")};
    setup.baseline = setup.predictors[1].spec;
    setup.shape = PointShape::Split;
    setup.intervalMetric = MetricId::OverlapAt5;
    setup.cumulative = setup.errorBars = setup.drawnChosen = true;
    setup.demonstrations = 7;
    const std::optional<JudgeSetup> back = judgeSetupOfJson(judgeSetupJson(setup));
    QVERIFY(back);
    QVERIFY(*back == setup);
}

void TestJudgeSetup::damagedJsonIsRefusedAndPartsGetDefaults()
{
    QVERIFY(!judgeSetupOfJson(QString()));
    QVERIFY(!judgeSetupOfJson(QStringLiteral("[1")));
    const auto setup = judgeSetupOfJson(QStringLiteral(
        R"({"demonstrations": -3, "predictors": [{"spec": "mean"}, 7, {"spec": "mean"}]})"));
    QVERIFY(setup);
    QCOMPARE(setup->demonstrations, 0);
    QCOMPARE(setup->predictors.size(), 1);
}

void TestJudgeSetup::firstLookProposesTheDefaults()
{
    const TfsTask task = synthesisedTask();
    const JudgeSetup setup = settled({}, task);
    QStringList expected;
    for (const PredictorSpec &spec : defaultPredictors(knowledgeOf(task, "valid_bleu")))
        expected.append(QString::fromStdString(specText(spec)));
    QVERIFY(expected.size() > 3);
    QCOMPARE(specsOf(setup), expected);
    QCOMPARE(setup.target, QStringLiteral("valid_bleu"));
    QVERIFY(settled(setup, task) == setup);
}

void TestJudgeSetup::removedPredictorIsNotProposedAgain()
{
    JudgeSetup setup = settled({}, synthesisedTask());
    const QString removed = setup.predictors.takeFirst().spec;
    const JudgeSetup other = settled(setup, synthesisedTask("wmt19ende"));
    QVERIFY(!specsOf(other).contains(removed));
    QCOMPARE(other.seenTasks.size(), 2);
    QVERIFY(specsOf(withDefaultPredictors(other, synthesisedTask())).contains(removed));
}

void TestJudgeSetup::unknownTargetAndSplitsAreReplaced()
{
    JudgeSetup setup;
    setup.target = QStringLiteral("chrf");
    setup.splits = {QStringLiteral("456"), QStringLiteral("gone")};
    setup.baseline = QStringLiteral("knn:3");
    setup = settled(setup, synthesisedTask());
    QCOMPARE(setup.target, QStringLiteral("valid_bleu"));
    QCOMPARE(setup.splits, QStringList{QStringLiteral("456")});
    QCOMPARE(setup.baseline, QString());
}

void TestJudgeSetup::coloursAreKeptAndSpread()
{
    JudgeSetup setup;
    for (int i = 0; i < 9; ++i)
        setup.predictors.append({QStringLiteral("knn:%1").arg(i + 1)});
    for (const qsizetype i : {4, 2, 7})
        setDrawn(setup, i, true);
    QCOMPARE(setup.predictors[4].colour, 0);
    QCOMPARE(setup.predictors[2].colour, 1);
    QCOMPARE(setup.predictors[7].colour, 2);
    setDrawn(setup, 4, false);
    setDrawn(setup, 0, true);
    QCOMPARE(setup.predictors[0].colour, 3); // the hidden one's colour waits for it
    setDrawn(setup, 4, true);
    QCOMPARE(setup.predictors[4].colour, 0);
}

void TestJudgeSetup::taskWithoutSplitsIsJudgedOnDrawnOnes()
{
    TfsTask task = synthesisedTask();
    task.splits.clear();
    const JudgeSetup setup = settled({}, task);
    QCOMPARE(judgedSplits(setup, task).size(), 3);
    const JudgeResults results = judged(task, setup);
    QCOMPARE(results.evaluation.predictors.front().splits.size(), std::size_t{3});
    QCOMPARE(results.evaluation.testCount, std::size_t{90});
}

void TestJudgeSetup::scatterHasAPointForEveryPrediction()
{
    const TfsTask task = synthesisedTask();
    JudgeSetup setup;
    setup.predictors = {{QStringLiteral("recorded:HAT")}, {QStringLiteral("mean")}};
    setup = settled(setup, task);
    setDrawn(setup, 0, true);
    setDrawn(setup, 1, true);
    const PlotData data = scatterChart(judged(task, setup), setup);
    QCOMPARE(data.points.size(), 2 * 40); // two predictors, 20 architectures in each of two splits
    QCOMPARE(data.series.size(), 2);
    QVERIFY(data.identityLine && data.equalScales);
    for (const PlotPoint &point : data.points) {
        const TfsRecord &record = task.records[static_cast<std::size_t>(point.key)];
        QCOMPARE(point.x, record.tfs.at("valid_bleu"));
        if (point.series == 0)
            QCOMPARE(point.y, record.recorded.at("HAT").at("valid_bleu"));
        const int depth = record.architecture.decoderLayers();
        QVERIFY(data.shapeNames[point.shape].contains(QString::number(depth)));
    }
}

void TestJudgeSetup::residualIsPredictedMinusTrained()
{
    const TfsTask task = synthesisedTask();
    JudgeSetup setup = settled({}, task);
    setDrawn(setup, indexOf(setup, QStringLiteral("recorded:HAT")), true);
    const PlotData data = residualChart(judged(task, setup), setup);
    QCOMPARE(data.points.size(), 40);
    for (const PlotPoint &point : data.points) {
        const TfsRecord &record = task.records[static_cast<std::size_t>(point.key)];
        QCOMPARE(point.y, record.recorded.at("HAT").at("valid_bleu") - record.tfs.at("valid_bleu"));
    }
    QCOMPARE(data.lines.size(), 1); // the zero line
}

void TestJudgeSetup::ranksBeginWithTheBest()
{
    const TfsTask task = synthesisedTask();
    JudgeSetup setup = settled({}, task);
    setup.splits = {QStringLiteral("123")};
    setDrawn(setup, indexOf(setup, QStringLiteral("recorded:HAT")), true);
    const PlotData data = rankChart(judged(task, setup), setup);
    QCOMPARE(data.points.size(), 20);
    double best = 0;
    for (const PlotPoint &point : data.points) {
        QVERIFY(point.x >= 1 && point.x <= 20);
        best = qMax(best, task.records[static_cast<std::size_t>(point.key)].tfs.at("valid_bleu"));
    }
    for (const PlotPoint &point : data.points) {
        const double score = task.records[static_cast<std::size_t>(point.key)].tfs.at("valid_bleu");
        QCOMPARE(point.x == 1.0, score == best);
    }
}

void TestJudgeSetup::rankOnlyPredictorsStayOutOfTheScatter()
{
    const TfsTask task = synthesisedTask();
    JudgeSetup setup;
    setup.predictors = {{QStringLiteral("params")}};
    setup = settled(setup, task);
    setDrawn(setup, 0, true);
    const JudgeResults results = judged(task, setup);
    QCOMPARE(scatterChart(results, setup).points.size(), 0);
    QCOMPARE(rankChart(results, setup).points.size(), 40);
    QCOMPARE(rankOnlyTitles(results, setup), QStringList{predictorTitle(QStringLiteral("params"))});
}

void TestJudgeSetup::discordantPairsAreThoseOfTau()
{
    const TfsTask task = synthesisedTask();
    JudgeSetup setup = settled({}, task);
    const QString hat = QStringLiteral("recorded:HAT");
    setDrawn(setup, indexOf(setup, hat), true);
    const JudgeResults results = judged(task, setup);
    double expected = 0;
    for (const SplitOutcome &outcome : results.find(hat)->splits) {
        for (std::size_t i = 0; i < outcome.records.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if ((outcome.target[i] - outcome.target[j])
                        * (outcome.predictions[i].value - outcome.predictions[j].value)
                    < 0)
                    ++expected;
            }
        }
    }
    QVERIFY(expected > 0);
    const PlotData bars = discordantChart(results, setup);
    QCOMPARE(std::accumulate(bars.bars.heights[0].begin(), bars.bars.heights[0].end(), 0.0),
             expected);
    setup.cumulative = true;
    const PlotData shares = discordantChart(results, setup);
    QCOMPARE(shares.lines.first().points.last().y(), 1.0);
}

void TestJudgeSetup::intervalsNameEveryPredictor()
{
    const TfsTask task = synthesisedTask();
    JudgeSetup setup = settled({}, task);
    setup.intervalMetric = MetricId::Tau;
    const JudgeResults results = judged(task, setup);
    const PlotData data = intervalChart(results, setup);
    int defined = 0;
    for (const PredictorEvaluation &predictor : results.evaluation.predictors)
        defined += std::isfinite(predictor.metrics[static_cast<std::size_t>(MetricId::Tau)].mean);
    QCOMPARE(data.yAxis.names.size(), defined);
    QVERIFY(data.points.first().key < 0); // no architecture
}

QTEST_GUILESS_MAIN(TestJudgeSetup)
#include "tst_judge_setup.moc"
