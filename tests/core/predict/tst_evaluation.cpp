// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <thread>

#include "core/predict/evaluation.h"
#include "tests/core/predict/small_data.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// Six architectures: depths 1 1 2 2 3 3 with TFS scores 1 to 6. Column A says 1.5 of the first
/// two, 3.5 of the next and 5.5 of the last.
TfsTask smallTask()
{
    TfsTask task;
    task.name = "small";
    for (int i = 0; i < 6; ++i) {
        TfsRecord record;
        record.architecture = architecture(1 + i / 2, i % 2 == 0 ? 1024 : 3072);
        record.tfs["valid_bleu"] = 1.0 + i;
        record.recorded["A"]["valid_bleu"] = 1.5 + 2.0 * (i / 2);
        task.records.push_back(record);
    }
    task.splits.push_back({"one", {4, 5}, {0, 1, 2, 3}});
    task.splits.push_back({"two", {0, 1}, {2, 3, 4, 5}});
    return task;
}

std::vector<PredictorSpec> specs(std::initializer_list<const char *> texts)
{
    std::vector<PredictorSpec> made;
    for (const char *text : texts)
        made.push_back(*parsePredictorSpec(text));
    return made;
}

EvaluationOptions quick()
{
    EvaluationOptions options;
    options.demonstrations = 2;
    options.resamples = 0;
    return options;
}

const MetricSummary &metric(const PredictorEvaluation &row, MetricId id)
{
    return row.metrics[static_cast<std::size_t>(id)];
}

bool contains(const std::vector<std::string> &notes, const std::string &part)
{
    return std::any_of(notes.begin(), notes.end(), [&](const std::string &note) {
        return note.find(part) != std::string::npos;
    });
}

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void metricsStandInTheirPlaces()
    {
        for (std::size_t i = 0; i < metricCount; ++i)
            QCOMPARE(static_cast<std::size_t>(allMetrics()[i].id), i);
        QCOMPARE(std::string(allMetrics()[4].key), std::string("tau_within_depth"));
    }

    void metricsAreThoseOfTheTestArchitectures()
    {
        Job job;
        const auto found = evaluate(smallTask(), specs({"recorded:A"}), quick(), job);
        QVERIFY(found);
        QCOMPARE(found->testCount, std::size_t{8});
        const PredictorEvaluation &row = found->predictors.front();
        QVERIFY(!row.error);
        QCOMPARE(row.splits.size(), std::size_t{2});
        QCOMPARE(row.splits[0].records, (std::vector<std::size_t>{0, 1, 2, 3}));
        QCOMPARE(row.splits[0].target, (std::vector<double>{1, 2, 3, 4}));
        AUSPEX_COMPARE(metric(row, MetricId::Mae).mean, 0.5);
        AUSPEX_COMPARE(metric(row, MetricId::Rmse).mean, 0.5);
        AUSPEX_COMPARE(metric(row, MetricId::Bias).mean, 0.0);
        // Two of six pairs are tied in the prediction.
        AUSPEX_COMPARE(metric(row, MetricId::Tau).mean, 4.0 / std::sqrt(24.0));
        AUSPEX_COMPARE(metric(row, MetricId::Tau).std, 0.0);
        AUSPEX_COMPARE(metric(row, MetricId::RegretAt1).mean, 0.5);
        QVERIFY(std::isnan(metric(row, MetricId::TauWithinDepth).mean));
        QCOMPARE(metric(row, MetricId::TauWithinDepth).reason,
                 std::string("Predictions are equal within each decoder depth, so there is no "
                             "ranking within one."));
        QCOMPARE(metric(row, MetricId::OverlapAt5).reason,
                 std::string("The overlap of the best five needs at least five test "
                             "architectures."));
        QVERIFY(std::isnan(metric(row, MetricId::Mae).low)); // no resamples
    }

    void deviationOverSplitsIsThePopulations()
    {
        Job job;
        const auto found = evaluate(smallTask(), specs({"mean"}), quick(), job);
        QVERIFY(found);
        const MetricSummary &error = metric(found->predictors.front(), MetricId::Mae);
        AUSPEX_COMPARE(error.mean, 3.0); // 5.5 for 1 2 3 4, and 1.5 for 3 4 5 6: 3 in both
        AUSPEX_COMPARE(error.std, 0.0);
        const MetricSummary &tilt = metric(found->predictors.front(), MetricId::Bias);
        AUSPEX_COMPARE(tilt.mean, 0.0); // 3 and -3
        AUSPEX_COMPARE(tilt.std, 3.0);
        QCOMPARE(metric(found->predictors.front(), MetricId::Tau).reason,
                 std::string("All predictions are equal, so there is no ranking."));
        QVERIFY(found->predictors.front().splits[0].explanation == "5.5");
    }

    void whatOnlyRanksHasNoErrors()
    {
        Job job;
        const auto found = evaluate(smallTask(), specs({"params:no-embeddings"}), quick(), job);
        QVERIFY(found);
        const PredictorEvaluation &row = found->predictors.front();
        QCOMPARE(row.scale, PredictionScale::RankOnly);
        for (const MetricId id : {MetricId::Mae, MetricId::Rmse, MetricId::Bias}) {
            QVERIFY(std::isnan(metric(row, id).mean));
            QVERIFY(metric(row, id).reason.find("calibrated:linear:params:no-embeddings makes one")
                    != std::string::npos);
        }
        AUSPEX_COMPARE(metric(row, MetricId::Tau).mean, 1.0);
    }

    void aPredictorThatCannotBeUsedIsReportedInItsRow()
    {
        TfsTask task = smallTask();
        task.records[2].recorded.clear();
        Job job;
        const auto found = evaluate(
            task, specs({"recorded:A", "recorded:B", "mean", "ols:decoder_layers+total_ffn"}),
            quick(), job);
        QVERIFY(found);
        QCOMPARE(found->predictors.size(), std::size_t{4});
        const std::string &lacking = found->predictors[0].error->message;
        QVERIFY2(lacking.starts_with("Split one: recorded:A needs the score of \"A\", which is not "
                                     "known of 1 of the 4 architectures"),
                 lacking.c_str());
        QVERIFY(found->predictors[0].splits.empty());
        QVERIFY(found->predictors[1].error->message.find("no valid_bleu column called \"B\"")
                != std::string::npos);
        QVERIFY(!found->predictors[2].error);
        QVERIFY(found->predictors[3].error->message.find("needs at least 3 demonstrations")
                != std::string::npos);
    }

    void recordsWithoutTheTargetAreLeftOutWithANote()
    {
        TfsTask task = smallTask();
        task.records[0].tfs.clear();
        Job job;
        const auto found = evaluate(task, specs({"mean"}), quick(), job);
        QVERIFY(found);
        QCOMPARE(found->testCount, std::size_t{7});
        QVERIFY(
            contains(found->notes, "Split one leaves out 1 test architecture without valid_bleu."));
        QVERIFY(contains(found->notes,
                         "Split two has 1 demonstration with valid_bleu; 2 were asked for."));
    }

    void aMetricThatOneSplitLacksIsTheMeanOfTheOthers()
    {
        TfsTask task = smallTask();
        for (const std::size_t record : {0, 1, 2, 3})
            task.records[record].recorded["A"]["valid_bleu"] = 3.0;
        Job job;
        const auto found = evaluate(task, specs({"recorded:A"}), quick(), job);
        QVERIFY(found);
        const PredictorEvaluation &row = found->predictors.front();
        QVERIFY(std::isnan(row.splits[0].metrics[3]));
        AUSPEX_COMPARE(metric(row, MetricId::Tau).mean, row.splits[1].metrics[3]);
        QVERIFY(metric(row, MetricId::Tau).reason.empty());
        QVERIFY(contains(found->notes, "The Kendall tau of A leaves out split one: All predictions "
                                       "are equal"));
    }

    void identicalColumnsAreNoted()
    {
        TfsTask task = smallTask();
        for (TfsRecord &record : task.records)
            record.recorded["B"] = record.recorded["A"];
        Job job;
        const auto found = evaluate(task, specs({"recorded:A", "recorded:B"}), quick(), job);
        QVERIFY(found);
        QVERIFY(contains(found->notes, "A and B give every test architecture the same score"));
    }

    void splitsAreChosenByNameOrDrawnByNumber()
    {
        Job job;
        EvaluationOptions options = quick();
        options.splits = {"two", "two", "17"};
        const auto found = evaluate(smallTask(), specs({"mean"}), options, job);
        QVERIFY(found);
        const auto &splits = found->predictors.front().splits;
        QCOMPARE(splits.size(), std::size_t{2});
        QCOMPARE(splits[0].split, std::string("two"));
        QCOMPARE(splits[1].records, drawSplit(smallTask(), "valid_bleu", 2, 17).test);
        QCOMPARE(found->testCount, std::size_t{8});

        options.splits = {"three"};
        const auto unknown = evaluate(smallTask(), specs({"mean"}), options, job);
        QCOMPARE(
            unknown.error().message,
            std::string("The task small has no split called \"three\"; it has one, two, and any "
                        "whole number draws one."));
    }

    void aTaskWithoutSplitsGetsThreeDrawn()
    {
        TfsTask task = smallTask();
        task.splits.clear();
        Job job;
        const auto found = evaluate(task, specs({"mean"}), quick(), job);
        QVERIFY(found);
        QCOMPARE(found->predictors.front().splits.size(), std::size_t{3});
        QVERIFY(contains(found->notes, "so 1, 2, 3 were drawn at random"));
    }

    void nothingToJudgeIsAnError()
    {
        TfsTask task = smallTask();
        task.records.resize(1);
        task.splits.clear();
        Job job;
        const auto nothing = evaluate(task, specs({"mean"}), quick(), job);
        QVERIFY(!nothing);
        QVERIFY(nothing.error().message.starts_with("Nothing can be judged"));
        // The one record alone can be judged without demonstrations.
        EvaluationOptions options = quick();
        options.demonstrations = 0;
        options.resamples = 50;
        const auto single = evaluate(task, specs({"recorded:A"}), options, job);
        QVERIFY(single);
        AUSPEX_COMPARE(metric(single->predictors.front(), MetricId::Mae).mean, 0.5);
        QCOMPARE(metric(single->predictors.front(), MetricId::Tau).reason,
                 std::string("A ranking needs at least two test architectures."));

        options.target = "test_bleu";
        QCOMPARE(evaluate(task, specs({"mean"}), options, job).error().message,
                 std::string("No architecture of small has a score called \"test_bleu\"; there are "
                             "valid_bleu."));
        QVERIFY(!evaluate(TfsTask{}, specs({"mean"}), quick(), job));
        options = quick();
        options.baseline = 1;
        QVERIFY(!evaluate(smallTask(), specs({"mean"}), options, job));
        options.baseline.reset();
        options.demonstrations = -1;
        QVERIFY(!evaluate(smallTask(), specs({"mean"}), options, job));
    }

    void intervalsAndTestsComeFromTheSameResamples()
    {
        Job job;
        EvaluationOptions options = quick();
        options.resamples = 200;
        options.baseline = 0;
        const auto predictors = specs({"mean", "recorded:A", "params:no-embeddings"});
        const auto found = evaluate(smallTask(), predictors, options, job);
        const auto again = evaluate(smallTask(), predictors, options, job);
        QVERIFY(found && again);
        const MetricSummary &error = metric(found->predictors[1], MetricId::Mae);
        AUSPEX_COMPARE(error.low, 0.5); // every architecture is half a point off
        AUSPEX_COMPARE(error.high, 0.5);
        QVERIFY(error.pValue.has_value());
        QVERIFY(*error.pValue < 0.05);
        QVERIFY(!metric(found->predictors[0], MetricId::Mae).pValue); // the baseline itself
        QVERIFY(!metric(found->predictors[1], MetricId::Tau).pValue); // the mean has no tau
        QVERIFY(!metric(found->predictors[2], MetricId::Mae).pValue); // no error to compare
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(again->predictors[i].metrics[0].pValue
                    == found->predictors[i].metrics[0].pValue);
            const double tau = found->predictors[i].metrics[3].low;
            QVERIFY(std::isnan(tau) || again->predictors[i].metrics[3].low == tau);
        }
    }

    void aBaselineThatFailsIsNoted()
    {
        Job job;
        EvaluationOptions options = quick();
        options.resamples = 20;
        options.baseline = 0;
        const auto found = evaluate(smallTask(), specs({"recorded:B", "mean"}), options, job);
        QVERIFY(found);
        QVERIFY(contains(found->notes, "nothing was tested against it"));
        QVERIFY(!metric(found->predictors[1], MetricId::Mae).pValue);
    }

    void noPredictorSeesATestScore()
    {
        const TfsTask task = smallTask();
        const auto offered = offeredPredictors(knowledgeOf(task, "valid_bleu"));
        Job job;
        EvaluationOptions options = quick();
        options.splits = {"one"};
        const auto before = evaluate(task, offered, options, job);
        TfsTask changed = task;
        for (const std::size_t record : task.splits[0].test)
            changed.records[record].tfs["valid_bleu"] = 100.0 - 7.0 * static_cast<double>(record);
        const auto after = evaluate(changed, offered, options, job);
        QVERIFY(before && after);
        for (std::size_t i = 0; i < offered.size(); ++i) {
            const auto &mine = before->predictors[i].splits;
            const auto &theirs = after->predictors[i].splits;
            QCOMPARE(mine.size(), theirs.size());
            for (std::size_t k = 0; !mine.empty() && k < mine[0].predictions.size(); ++k) {
                QCOMPARE(mine[0].predictions[k].value, theirs[0].predictions[k].value);
                QVERIFY(mine[0].predictions[k].deviation == theirs[0].predictions[k].deviation);
            }
        }
    }

    void cancellingStopsWithinATenthOfASecond()
    {
        Job job;
        EvaluationOptions options = quick();
        options.resamples = 2'000'000;
        QElapsedTimer sinceCancel;
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            sinceCancel.start();
            job.cancel();
        });
        const auto found = evaluate(smallTask(), specs({"mean", "recorded:A"}), options, job);
        const qint64 taken = sinceCancel.elapsed();
        other.join();
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
        QVERIFY2(taken < 100, qPrintable(QString::number(taken)));
    }

    void progressReachesItsTotals()
    {
        std::vector<JobProgress> seen;
        Job job([&](const JobProgress &progress) { seen.push_back(progress); });
        EvaluationOptions options = quick();
        options.resamples = 10;
        QVERIFY(evaluate(smallTask(), specs({"mean", "recorded:A"}), options, job));
        QCOMPARE(seen.front().unit, std::string("predictions"));
        QCOMPARE(seen.front().total, std::int64_t{4}); // two predictors on two splits
        QCOMPARE(seen.back().unit, std::string("resamples"));
        QCOMPARE(seen.back().done, std::int64_t{20});
        QCOMPARE(seen.back().total, std::int64_t{20});
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
