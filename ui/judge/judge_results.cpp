// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/judge_results.h"

#include <QCoreApplication>

namespace auspex {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Judge", text);
}

} // namespace

const PredictorEvaluation *JudgeResults::find(const QString &spec) const
{
    const std::string text = spec.toStdString();
    for (const PredictorEvaluation &predictor : evaluation.predictors) {
        if (specText(predictor.spec) == text)
            return &predictor;
    }
    return nullptr;
}

QString predictorTitle(const QString &spec)
{
    const Result<PredictorSpec> parsed = parsePredictorSpec(spec.toStdString());
    return parsed ? QString::fromStdString(specTitle(*parsed)) : spec;
}

QString targetTitle(const QString &target)
{
    if (target == QStringLiteral("valid_bleu"))
        return translated(QT_TRANSLATE_NOOP("Judge", "validation BLEU"));
    if (target == QStringLiteral("test_bleu"))
        return translated(QT_TRANSLATE_NOOP("Judge", "test BLEU"));
    return target;
}

QString metricTitle(MetricId metric)
{
    switch (metric) {
    case MetricId::Mae:
        return translated(QT_TRANSLATE_NOOP("Judge", "Mean absolute error"));
    case MetricId::Rmse:
        return translated(QT_TRANSLATE_NOOP("Judge", "Root mean squared error"));
    case MetricId::Bias:
        return translated(QT_TRANSLATE_NOOP("Judge", "Bias"));
    case MetricId::Tau:
        return translated(QT_TRANSLATE_NOOP("Judge", "Kendall tau"));
    case MetricId::TauWithinDepth:
        return translated(QT_TRANSLATE_NOOP("Judge", "Kendall tau within depth"));
    case MetricId::Spearman:
        return translated(QT_TRANSLATE_NOOP("Judge", "Spearman correlation"));
    case MetricId::RegretAt1:
        return translated(QT_TRANSLATE_NOOP("Judge", "Regret at 1"));
    case MetricId::OverlapAt5:
        return translated(QT_TRANSLATE_NOOP("Judge", "Overlap at 5"));
    }
    return {};
}

QString metricShortTitle(MetricId metric)
{
    switch (metric) {
    case MetricId::Mae:
        return translated(QT_TRANSLATE_NOOP("Judge", "MAE"));
    case MetricId::Rmse:
        return translated(QT_TRANSLATE_NOOP("Judge", "RMSE"));
    case MetricId::Bias:
        return translated(QT_TRANSLATE_NOOP("Judge", "Bias"));
    case MetricId::Tau:
        return translated(QT_TRANSLATE_NOOP("Judge", "Tau"));
    case MetricId::TauWithinDepth:
        return translated(QT_TRANSLATE_NOOP("Judge", "Within depth"));
    case MetricId::Spearman:
        return translated(QT_TRANSLATE_NOOP("Judge", "Spearman"));
    case MetricId::RegretAt1:
        return translated(QT_TRANSLATE_NOOP("Judge", "Regret@1"));
    case MetricId::OverlapAt5:
        return translated(QT_TRANSLATE_NOOP("Judge", "Overlap@5"));
    }
    return {};
}

QString metricExplanation(MetricId metric)
{
    switch (metric) {
    case MetricId::Mae:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "How far predictions are from the scores of training from scratch, on "
                     "average. Lower is better."));
    case MetricId::Rmse:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "As the mean absolute error, with large errors counted more. Lower is "
                     "better."));
    case MetricId::Bias:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "Predictions minus scores, on average: above zero the predictor promises "
                     "too much. Nearest to zero is best."));
    case MetricId::Tau:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "How well the order of all architectures is predicted: 1 is perfect, 0 is "
                     "no better than chance."));
    case MetricId::TauWithinDepth:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "The same among architectures with as many decoder layers: what the "
                     "predictor knows beyond the depth."));
    case MetricId::Spearman:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "Correlation of the predicted ranks with the true ranks. Higher is better."));
    case MetricId::RegretAt1:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "What is lost by training only the architecture that is predicted to be "
                     "the best. Lower is better."));
    case MetricId::OverlapAt5:
        return translated(QT_TRANSLATE_NOOP(
            "Judge", "The share of the five truly best architectures among the five predicted "
                     "best. Higher is better."));
    }
    return {};
}

} // namespace auspex
