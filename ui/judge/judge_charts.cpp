// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/judge_charts.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include "core/metrics/discordance.h"
#include "core/metrics/rank.h"

namespace auspex {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Judge", text);
}

struct DrawnPredictor {
    const PredictorEvaluation *evaluation;
    QString title;
    int colour;
};

/// The dark end of the colour order, for predictors that never got a colour.
constexpr int neutralColour = 7;

enum class Needs { Ranks, Scores };

std::vector<DrawnPredictor> drawnPredictors(const JudgeResults &results, const JudgeSetup &setup,
                                            Needs needs)
{
    std::vector<DrawnPredictor> drawn;
    for (const JudgedPredictor &predictor : setup.predictors) {
        const PredictorEvaluation *evaluation = predictor.drawn ? results.find(predictor.spec)
                                                                : nullptr;
        if (!evaluation || evaluation->error)
            continue;
        if (needs == Needs::Scores && evaluation->scale == PredictionScale::RankOnly)
            continue;
        drawn.push_back({evaluation, predictorTitle(predictor.spec), predictor.colour});
    }
    return drawn;
}

QString splitTitle(const std::string &split)
{
    return translated(QT_TRANSLATE_NOOP("Judge", "split %1")).arg(QString::fromStdString(split));
}

/// What the marker shapes say: the decoder depth, or the split.
class ShapeKey {
public:
    ShapeKey(const JudgeResults &results, const std::vector<DrawnPredictor> &drawn,
             PointShape shape)
        : m_task(*results.task)
        , m_shape(shape)
    {
        for (const DrawnPredictor &predictor : drawn) {
            for (const SplitOutcome &outcome : predictor.evaluation->splits) {
                const QString split = QString::fromStdString(outcome.split);
                if (!m_splits.contains(split))
                    m_splits.append(split);
                for (const std::size_t record : outcome.records) {
                    const int depth = m_task.records[record].architecture.decoderLayers();
                    if (!m_depths.contains(depth))
                        m_depths.append(depth);
                }
            }
        }
        std::sort(m_depths.begin(), m_depths.end());
    }

    int of(const SplitOutcome &outcome, std::size_t record) const
    {
        const qsizetype place = m_shape == PointShape::Split
                                    ? m_splits.indexOf(QString::fromStdString(outcome.split))
                                    : m_depths.indexOf(
                                        m_task.records[record].architecture.decoderLayers());
        return static_cast<int>(place);
    }

    QVector<QString> names() const
    {
        QVector<QString> names;
        if (m_shape == PointShape::Split) {
            for (const QString &split : m_splits)
                names.append(splitTitle(split.toStdString()));
            return names;
        }
        for (const int depth : m_depths)
            names.append(
                QCoreApplication::translate("Judge", "%n decoder layer(s)", nullptr, depth));
        return names;
    }

private:
    const TfsTask &m_task;
    PointShape m_shape;
    QStringList m_splits;
    QList<int> m_depths;
};

PlotData emptyChart(const std::vector<DrawnPredictor> &drawn)
{
    PlotData data;
    for (const DrawnPredictor &predictor : drawn)
        data.series.append({predictor.title, predictor.colour});
    data.emptyText = translated(QT_TRANSLATE_NOOP(
        "Judge", "Nothing to draw. Tick predictors in the table to see them here."));
    return data;
}

/// Calls `add(predictor index, outcome, index in the outcome, point)` for every prediction, with
/// all of the point set but its place.
template<typename Add>
void addPoints(PlotData &data, const JudgeResults &results, const JudgeSetup &setup,
               const std::vector<DrawnPredictor> &drawn, Add add)
{
    const ShapeKey shapes(results, drawn, setup.shape);
    data.shapeNames = shapes.names();
    for (std::size_t p = 0; p < drawn.size(); ++p) {
        for (const SplitOutcome &outcome : drawn[p].evaluation->splits) {
            for (std::size_t i = 0; i < outcome.records.size(); ++i) {
                PlotPoint point;
                point.series = static_cast<int>(p);
                point.shape = shapes.of(outcome, outcome.records[i]);
                point.key = static_cast<qint64>(outcome.records[i]);
                point.label = QStringLiteral("%1\n%2, %3")
                                  .arg(architectureName(point.key), drawn[p].title,
                                       splitTitle(outcome.split));
                add(p, outcome, i, point);
                data.points.append(point);
            }
        }
    }
}

QString scoreAxis(const char *pattern, const JudgeResults &results)
{
    return translated(pattern).arg(
        targetTitle(QString::fromStdString(results.evaluation.options.target)));
}

/// Rank 1 for the highest value; ties share the mean of their ranks.
std::vector<double> ranksFromTop(const std::vector<double> &values)
{
    std::vector<double> ranks = midRanks(values);
    for (double &rank : ranks)
        rank = static_cast<double>(values.size()) + 1 - rank;
    return ranks;
}

std::vector<double> predictedValues(const SplitOutcome &outcome)
{
    std::vector<double> values;
    for (const Prediction &prediction : outcome.predictions)
        values.push_back(prediction.value);
    return values;
}

DiscordanceHistogram discordanceOf(const PredictorEvaluation &predictor)
{
    DiscordanceHistogram sum;
    for (const SplitOutcome &outcome : predictor.splits)
        sum += discordanceHistogram(predictedValues(outcome), outcome.target);
    return sum;
}

} // namespace

QString architectureName(qint64 record)
{
    return translated(QT_TRANSLATE_NOOP("Judge", "Architecture %1")).arg(record + 1);
}

QStringList rankOnlyTitles(const JudgeResults &results, const JudgeSetup &setup)
{
    QStringList titles;
    for (const DrawnPredictor &predictor : drawnPredictors(results, setup, Needs::Ranks)) {
        if (predictor.evaluation->scale == PredictionScale::RankOnly)
            titles.append(predictor.title);
    }
    return titles;
}

PlotData scatterChart(const JudgeResults &results, const JudgeSetup &setup)
{
    const auto drawn = drawnPredictors(results, setup, Needs::Scores);
    PlotData data = emptyChart(drawn);
    data.xAxis.title = scoreAxis(QT_TRANSLATE_NOOP("Judge", "Trained from scratch (%1)"), results);
    data.yAxis.title = scoreAxis(QT_TRANSLATE_NOOP("Judge", "Predicted (%1)"), results);
    data.equalScales = true;
    data.identityLine = true;
    addPoints(data, results, setup, drawn,
              [&](std::size_t, const SplitOutcome &outcome, std::size_t i, PlotPoint &point) {
                  const Prediction &prediction = outcome.predictions[i];
                  point.x = outcome.target[i];
                  point.y = prediction.value;
                  if (setup.errorBars && prediction.deviation) {
                      point.errorLow = prediction.value - *prediction.deviation;
                      point.errorHigh = prediction.value + *prediction.deviation;
                  }
              });
    return data;
}

PlotData residualChart(const JudgeResults &results, const JudgeSetup &setup)
{
    const auto drawn = drawnPredictors(results, setup, Needs::Scores);
    PlotData data = emptyChart(drawn);
    data.xAxis.title = scoreAxis(QT_TRANSLATE_NOOP("Judge", "Trained from scratch (%1)"), results);
    data.yAxis.title = scoreAxis(QT_TRANSLATE_NOOP("Judge", "Predicted minus trained (%1)"),
                                 results);
    double low = INFINITY;
    double high = -INFINITY;
    addPoints(data, results, setup, drawn,
              [&](std::size_t, const SplitOutcome &outcome, std::size_t i, PlotPoint &point) {
                  const Prediction &prediction = outcome.predictions[i];
                  point.x = outcome.target[i];
                  point.y = prediction.value - outcome.target[i];
                  low = std::min(low, point.x);
                  high = std::max(high, point.x);
                  if (setup.errorBars && prediction.deviation) {
                      point.errorLow = point.y - *prediction.deviation;
                      point.errorHigh = point.y + *prediction.deviation;
                  }
              });
    if (low <= high) {
        PlotLine zero;
        zero.points = {QPointF(low, 0), QPointF(high, 0)};
        zero.style = LineStyle::Thin;
        data.lines.append(zero);
    }
    return data;
}

PlotData rankChart(const JudgeResults &results, const JudgeSetup &setup)
{
    const auto drawn = drawnPredictors(results, setup, Needs::Ranks);
    PlotData data = emptyChart(drawn);
    data.xAxis.title = translated(
        QT_TRANSLATE_NOOP("Judge", "Rank when trained from scratch (1 is the best)"));
    data.yAxis.title = translated(QT_TRANSLATE_NOOP("Judge", "Predicted rank"));
    data.equalScales = true;
    data.identityLine = true;
    const SplitOutcome *ranked = nullptr;
    std::size_t rankedPredictor = 0;
    std::vector<double> gold;
    std::vector<double> predicted;
    addPoints(data, results, setup, drawn,
              [&](std::size_t p, const SplitOutcome &outcome, std::size_t i, PlotPoint &point) {
                  if (ranked != &outcome || rankedPredictor != p) {
                      ranked = &outcome;
                      rankedPredictor = p;
                      gold = ranksFromTop(outcome.target);
                      predicted = ranksFromTop(predictedValues(outcome));
                  }
                  point.x = gold[i];
                  point.y = predicted[i];
              });
    return data;
}

PlotData discordantChart(const JudgeResults &results, const JudgeSetup &setup)
{
    const auto drawn = drawnPredictors(results, setup, Needs::Ranks);
    PlotData data = emptyChart(drawn);
    data.xAxis.title = translated(QT_TRANSLATE_NOOP("Judge", "Distance in the gold ranking"));
    data.xAxis.integerTicks = true;
    data.yAxis.title = setup.cumulative
                           ? translated(QT_TRANSLATE_NOOP(
                               "Judge", "Share of the discordant pairs up to this distance"))
                           : translated(QT_TRANSLATE_NOOP("Judge", "Discordant pairs"));
    data.yAxis.integerTicks = !setup.cumulative;
    std::vector<DiscordanceHistogram> histograms;
    std::size_t longest = 0;
    for (const DrawnPredictor &predictor : drawn) {
        histograms.push_back(discordanceOf(*predictor.evaluation));
        longest = std::max(longest, histograms.back().counts.size());
    }
    if (setup.cumulative) {
        data.yAxis.minimum = 0;
        data.yAxis.maximum = 1;
        for (std::size_t p = 0; p < drawn.size(); ++p) {
            PlotLine line;
            line.series = static_cast<int>(p);
            const std::vector<double> shares = histograms[p].cdf();
            for (std::size_t d = 0; d < shares.size(); ++d)
                line.points.append(QPointF(static_cast<double>(d + 1), shares[d]));
            if (histograms[p].total > 0)
                data.lines.append(line);
        }
        return data;
    }
    for (std::size_t d = 0; d < longest; ++d)
        data.bars.centres.append(static_cast<double>(d + 1));
    data.bars.width = 0.8;
    for (const DiscordanceHistogram &histogram : histograms) {
        QVector<double> heights(static_cast<qsizetype>(longest), 0.0);
        for (std::size_t d = 0; d < histogram.counts.size(); ++d)
            heights[static_cast<qsizetype>(d)] = static_cast<double>(histogram.counts[d]);
        data.bars.heights.append(heights);
    }
    return data;
}

PlotData intervalChart(const JudgeResults &results, const JudgeSetup &setup)
{
    PlotData data;
    data.emptyText = translated(
        QT_TRANSLATE_NOOP("Judge", "No predictor has a value of this metric."));
    data.xAxis.title = metricTitle(setup.intervalMetric);
    const auto metric = static_cast<std::size_t>(setup.intervalMetric);
    const qsizetype count = setup.predictors.size();
    QVector<QString> names;
    for (qsizetype i = count - 1; i >= 0; --i) {
        const JudgedPredictor &predictor = setup.predictors[i];
        const PredictorEvaluation *evaluation = results.find(predictor.spec);
        if (!evaluation || evaluation->error || !std::isfinite(evaluation->metrics[metric].mean))
            continue;
        const MetricSummary &summary = evaluation->metrics[metric];
        const auto place = static_cast<double>(names.size());
        names.append(predictorTitle(predictor.spec));
        const int series = static_cast<int>(data.series.size());
        data.series.append({QString(), predictor.colour >= 0 ? predictor.colour : neutralColour});
        PlotPoint point;
        point.x = summary.mean;
        point.y = place;
        point.series = series;
        point.key = -1 - static_cast<qint64>(i);
        point.label = names.last();
        data.points.append(point);
        if (std::isfinite(summary.low) && std::isfinite(summary.high)) {
            PlotLine whisker;
            whisker.series = series;
            whisker.points = {QPointF(summary.low, place), QPointF(summary.high, place)};
            data.lines.append(whisker);
        }
    }
    data.yAxis.names = names;
    return data;
}

} // namespace auspex
