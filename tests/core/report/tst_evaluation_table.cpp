// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QtTest>

#include "core/report/evaluation_table.h"

using namespace auspex;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

MetricSummary summary(double mean, double std, double low, double high)
{
    return {.mean = mean, .std = std, .low = low, .high = high, .pValue = {}, .reason = {}};
}

PredictorEvaluation judged(const std::string &spec, double mae, double low, double high)
{
    PredictorEvaluation predictor;
    predictor.spec = *parsePredictorSpec(spec);
    for (MetricSummary &metric : predictor.metrics) {
        metric = summary(undefined, 0, undefined, undefined);
        metric.reason = "Not asked.";
    }
    predictor.metrics[0] = summary(mae, 0.03125, low, high);
    for (const char *split : {"123", "456"}) {
        predictor.splits.emplace_back();
        predictor.splits.back().split = split;
    }
    return predictor;
}

Evaluation twoPredictors(const std::string &task = "wmt14ende")
{
    Evaluation evaluation;
    evaluation.task = task;
    evaluation.testCount = 40;
    evaluation.predictors = {judged("mean", 0.5, 0.3, 0.7), judged("recorded:HAT", 0.25, 0.2, 0.3)};
    return evaluation;
}

QStringList lines(const std::string &text)
{
    return QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

class TestEvaluationTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dataHasTheColumnsOfTheCommandLine();
    void dataRowHoldsSpecAndFullPrecision();
    void undefinedMetricIsEmptyAndKeepsItsReason();
    void predictorInErrorIsARowOfReasons();
    void intervalThatHoldsTheBestMeanIsATie();
    void biasIsBestNearZeroOnEitherSide();
    void peopleSeeTitlesAndDeviations();
    void taskIsAColumnWhereItDiffers();
    void chosenMetricsKeepTheirOrder();
    void everyFormPassesTheCheck();
};

void TestEvaluationTable::dataHasTheColumnsOfTheCommandLine()
{
    const Evaluation evaluation = twoPredictors();
    const std::string csv = render(evaluationTable({&evaluation, 1}, EvaluationForm::Data),
                                   TableFormat::Csv);
    QCOMPARE(lines(csv).first(),
             QStringLiteral("task,target,predictor,demonstrations,splits,n,"
                            "mae_mean,mae_std,mae_low,mae_high,"
                            "rmse_mean,rmse_std,rmse_low,rmse_high,"
                            "bias_mean,bias_std,bias_low,bias_high,"
                            "tau_mean,tau_std,tau_low,tau_high,"
                            "tau_within_depth_mean,tau_within_depth_std,tau_within_depth_low,"
                            "tau_within_depth_high,"
                            "spearman_mean,spearman_std,spearman_low,spearman_high,"
                            "regret_at_1_mean,regret_at_1_std,regret_at_1_low,regret_at_1_high,"
                            "overlap_at_5_mean,overlap_at_5_std,overlap_at_5_low,"
                            "overlap_at_5_high"));
}

void TestEvaluationTable::dataRowHoldsSpecAndFullPrecision()
{
    Evaluation evaluation = twoPredictors();
    evaluation.predictors[1].metrics[0].mean = 0.1234567890123;
    const std::string csv = render(evaluationTable({&evaluation, 1}, EvaluationForm::Data),
                                   TableFormat::Csv);
    QVERIFY2(lines(csv).at(2).startsWith(
                 QStringLiteral("wmt14ende,valid_bleu,recorded:HAT,10,123 456,40,"
                                "0.1234567890123,0.03125,0.2,0.3,")),
             csv.c_str());
}

void TestEvaluationTable::undefinedMetricIsEmptyAndKeepsItsReason()
{
    const Evaluation evaluation = twoPredictors();
    const ResultTable table = evaluationTable({&evaluation, 1}, EvaluationForm::People);
    QVERIFY(isMissing(table.rows[0][2]));
    QCOMPARE(table.rows[0][2].reason, std::string("Not asked."));
}

void TestEvaluationTable::predictorInErrorIsARowOfReasons()
{
    Evaluation evaluation = twoPredictors();
    evaluation.predictors[1].error = Error{ErrorCode::NotFound, "There is no column HAT.", {}};
    evaluation.predictors[1].splits.clear();
    const ResultTable table = evaluationTable({&evaluation, 1}, EvaluationForm::Data);
    QCOMPARE(std::get<std::string>(table.rows[1][2].value), std::string("recorded:HAT"));
    QCOMPARE(std::get<std::string>(table.rows[1][4].value), std::string("123 456"));
    for (std::size_t i = 6; i < table.columns.size(); ++i) {
        QVERIFY(isMissing(table.rows[1][i]));
        QCOMPARE(table.rows[1][i].reason, std::string("There is no column HAT."));
    }
    QCOMPARE(metricEmphasis(evaluation)[0][0], Emphasis::Best);
}

void TestEvaluationTable::intervalThatHoldsTheBestMeanIsATie()
{
    Evaluation evaluation = twoPredictors();
    QCOMPARE(metricEmphasis(evaluation)[0][0], Emphasis::None);
    QCOMPARE(metricEmphasis(evaluation)[1][0], Emphasis::Best);
    evaluation.predictors[0].metrics[0].low = 0.25;
    QCOMPARE(metricEmphasis(evaluation)[0][0], Emphasis::Tied);
}

void TestEvaluationTable::biasIsBestNearZeroOnEitherSide()
{
    Evaluation evaluation = twoPredictors();
    const auto bias = static_cast<std::size_t>(MetricId::Bias);
    evaluation.predictors[0].metrics[bias] = summary(-0.1, 0, -0.2, 0.0);
    evaluation.predictors[1].metrics[bias] = summary(0.2, 0, 0.1, 0.3);
    QCOMPARE(metricEmphasis(evaluation)[0][bias], Emphasis::Best);
    QCOMPARE(metricEmphasis(evaluation)[1][bias], Emphasis::Tied);
    evaluation.predictors[1].metrics[bias].low = 0.15;
    QCOMPARE(metricEmphasis(evaluation)[1][bias], Emphasis::None);
}

void TestEvaluationTable::peopleSeeTitlesAndDeviations()
{
    const Evaluation evaluation = twoPredictors();
    const ResultTable table = evaluationTable({&evaluation, 1}, EvaluationForm::People);
    const std::string markdown = render(table, TableFormat::Markdown);
    const QString row = lines(markdown).last();
    QVERIFY2(
        row.startsWith(QStringLiteral("| %1 | **0.25 ± 0.03** |")
                           .arg(QString::fromStdString(specTitle(evaluation.predictors[1].spec)))),
        qPrintable(row));
    QVERIFY2(table.caption.find("wmt14ende, valid_bleu") != std::string::npos,
             table.caption.c_str());
}

void TestEvaluationTable::taskIsAColumnWhereItDiffers()
{
    const std::vector<Evaluation> both = {twoPredictors(), twoPredictors("wmt19ende")};
    const ResultTable table = evaluationTable(both, EvaluationForm::People);
    QCOMPARE(table.columns.front().key, std::string("task"));
    QCOMPARE(table.rows.size(), std::size_t{4});
    QCOMPARE(std::get<std::string>(table.rows[3][0].value), std::string("wmt19ende"));
    QCOMPARE(table.rows[3][2].emphasis, Emphasis::Best); // the best of each task, not of all
    QCOMPARE(table.rows[1][2].emphasis, Emphasis::Best);
}

void TestEvaluationTable::chosenMetricsKeepTheirOrder()
{
    const Evaluation evaluation = twoPredictors();
    const std::array chosen = {MetricId::Tau, MetricId::Mae};
    const ResultTable table = evaluationTable({&evaluation, 1}, EvaluationForm::People, chosen);
    QCOMPARE(table.columns.size(), std::size_t{3});
    QCOMPARE(table.columns[1].key, std::string("mae"));
    QCOMPARE(table.columns[2].key, std::string("tau"));
}

void TestEvaluationTable::everyFormPassesTheCheck()
{
    const Evaluation evaluation = twoPredictors();
    for (const EvaluationForm form : {EvaluationForm::Data, EvaluationForm::People}) {
        const Result<void> checked = checkTable(evaluationTable({&evaluation, 1}, form));
        QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
        QVERIFY(checkTable(evaluationTable({}, form)));
    }
}

QTEST_GUILESS_MAIN(TestEvaluationTable)
#include "tst_evaluation_table.moc"
