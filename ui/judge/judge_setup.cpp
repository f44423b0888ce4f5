// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/judge_setup.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace auspex {

namespace {

constexpr int colourCount = 8; // of the Okabe-Ito order, PlotTheme::seriesColour()
constexpr int drawnAtFirst = 3;

QStringList stringsOf(const QJsonValue &value)
{
    QStringList strings;
    for (const QJsonValue &entry : value.toArray()) {
        if (entry.isString())
            strings.append(entry.toString());
    }
    return strings;
}

QString metricKey(MetricId metric)
{
    const std::string_view key = allMetrics()[static_cast<std::size_t>(metric)].key;
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

MetricId metricOfKey(const QString &key)
{
    for (const MetricInfo &metric : allMetrics()) {
        if (metricKey(metric.id) == key)
            return metric.id;
    }
    return MetricId::Mae;
}

/// The colour that the fewest predictors have; those that are drawn count more than the others.
int leastUsedColour(const JudgeSetup &setup)
{
    std::array<int, colourCount> uses{};
    for (const JudgedPredictor &predictor : setup.predictors) {
        if (predictor.colour >= 0)
            uses[static_cast<std::size_t>(predictor.colour % colourCount)] += predictor.drawn ? 100
                                                                                              : 1;
    }
    return static_cast<int>(std::min_element(uses.begin(), uses.end()) - uses.begin());
}

QStringList defaultSpecs(const TfsTask &task, const QString &target)
{
    QStringList specs;
    for (const PredictorSpec &spec : defaultPredictors(knowledgeOf(task, target.toStdString())))
        specs.append(QString::fromStdString(specText(spec)));
    return specs;
}

void propose(JudgeSetup &setup, const QStringList &specs)
{
    for (const QString &spec : specs) {
        if (!setup.proposed.contains(spec))
            setup.proposed.append(spec);
        if (indexOf(setup, spec) < 0)
            setup.predictors.append({spec});
    }
}

} // namespace

QString judgeSetupJson(const JudgeSetup &setup)
{
    QJsonArray predictors;
    for (const JudgedPredictor &predictor : setup.predictors) {
        predictors.append(QJsonObject{{QStringLiteral("spec"), predictor.spec},
                                      {QStringLiteral("drawn"), predictor.drawn},
                                      {QStringLiteral("colour"), predictor.colour}});
    }
    const QJsonObject object{
        {QStringLiteral("version"), 1},
        {QStringLiteral("task"), setup.task},
        {QStringLiteral("target"), setup.target},
        {QStringLiteral("demonstrations"), setup.demonstrations},
        {QStringLiteral("splits"), QJsonArray::fromStringList(setup.splits)},
        {QStringLiteral("baseline"), setup.baseline},
        {QStringLiteral("predictors"), predictors},
        {QStringLiteral("seen_tasks"), QJsonArray::fromStringList(setup.seenTasks)},
        {QStringLiteral("proposed"), QJsonArray::fromStringList(setup.proposed)},
        {QStringLiteral("drawn_chosen"), setup.drawnChosen},
        {QStringLiteral("shape"),
         setup.shape == PointShape::Split ? QStringLiteral("split") : QStringLiteral("depth")},
        {QStringLiteral("error_bars"), setup.errorBars},
        {QStringLiteral("interval_metric"), metricKey(setup.intervalMetric)},
        {QStringLiteral("cumulative"), setup.cumulative},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<JudgeSetup> judgeSetupOfJson(const QString &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    JudgeSetup setup;
    setup.task = object.value(QStringLiteral("task")).toString();
    setup.target = object.value(QStringLiteral("target")).toString();
    setup.demonstrations = std::max(
        0, object.value(QStringLiteral("demonstrations")).toInt(setup.demonstrations));
    setup.splits = stringsOf(object.value(QStringLiteral("splits")));
    setup.baseline = object.value(QStringLiteral("baseline")).toString();
    for (const QJsonValue &value : object.value(QStringLiteral("predictors")).toArray()) {
        const QJsonObject entry = value.toObject();
        const QString spec = entry.value(QStringLiteral("spec")).toString();
        if (spec.isEmpty() || indexOf(setup, spec) >= 0)
            continue;
        setup.predictors.append({spec, entry.value(QStringLiteral("drawn")).toBool(),
                                 entry.value(QStringLiteral("colour")).toInt(-1)});
    }
    setup.seenTasks = stringsOf(object.value(QStringLiteral("seen_tasks")));
    setup.proposed = stringsOf(object.value(QStringLiteral("proposed")));
    setup.drawnChosen = object.value(QStringLiteral("drawn_chosen")).toBool();
    setup.shape = object.value(QStringLiteral("shape")).toString() == QStringLiteral("split")
                      ? PointShape::Split
                      : PointShape::Depth;
    setup.errorBars = object.value(QStringLiteral("error_bars")).toBool();
    setup.intervalMetric = metricOfKey(object.value(QStringLiteral("interval_metric")).toString());
    setup.cumulative = object.value(QStringLiteral("cumulative")).toBool();
    return setup;
}

qsizetype indexOf(const JudgeSetup &setup, const QString &spec)
{
    for (qsizetype i = 0; i < setup.predictors.size(); ++i) {
        if (setup.predictors[i].spec == spec)
            return i;
    }
    return -1;
}

void setDrawn(JudgeSetup &setup, qsizetype index, bool drawn)
{
    JudgedPredictor &predictor = setup.predictors[index];
    predictor.drawn = false;
    if (drawn && predictor.colour < 0)
        predictor.colour = leastUsedColour(setup);
    predictor.drawn = drawn;
}

bool asksLlm(const JudgeSetup &setup)
{
    return std::any_of(setup.predictors.begin(), setup.predictors.end(), [](const auto &one) {
        const Result<PredictorSpec> spec = parsePredictorSpec(one.spec.toStdString());
        return spec && asksLlm(*spec);
    });
}

bool asksEngine(const JudgeSetup &setup)
{
    return std::any_of(setup.predictors.begin(), setup.predictors.end(), [](const auto &one) {
        const Result<PredictorSpec> spec = parsePredictorSpec(one.spec.toStdString());
        return spec && asksEngine(*spec);
    });
}

JudgeSetup settled(JudgeSetup setup, const TfsTask &task)
{
    setup.task = QString::fromStdString(task.name);
    const std::vector<std::string> targets = targetNames(task);
    const auto has = [&](const std::string &name) {
        return std::find(targets.begin(), targets.end(), name) != targets.end();
    };
    if (!has(setup.target.toStdString()) && !targets.empty()) {
        const std::string target = has("valid_bleu") ? "valid_bleu" : targets.front();
        setup.target = QString::fromStdString(target);
    }
    const QStringList offered = offeredSplits(setup, task);
    setup.splits.removeIf([&](const QString &name) { return !offered.contains(name); });
    if (!setup.seenTasks.contains(setup.task)) {
        setup.seenTasks.append(setup.task);
        QStringList specs = defaultSpecs(task, setup.target);
        specs.removeIf([&](const QString &spec) { return setup.proposed.contains(spec); });
        propose(setup, specs);
    }
    if (indexOf(setup, setup.baseline) < 0)
        setup.baseline.clear();
    return setup;
}

JudgeSetup withDefaultPredictors(JudgeSetup setup, const TfsTask &task)
{
    setup.predictors.clear();
    propose(setup, defaultSpecs(task, setup.target));
    setup.drawnChosen = false;
    return settled(setup, task);
}

void chooseDrawn(JudgeSetup &setup, const Evaluation &evaluation)
{
    if (setup.drawnChosen)
        return;
    struct Candidate {
        double error;
        qsizetype index;
    };
    std::vector<Candidate> candidates;
    for (const PredictorEvaluation &predictor : evaluation.predictors) {
        const qsizetype index = indexOf(setup, QString::fromStdString(specText(predictor.spec)));
        const double error = predictor.metrics[static_cast<std::size_t>(MetricId::Mae)].mean;
        if (index >= 0 && !predictor.error && std::isfinite(error))
            candidates.push_back({error, index});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) { return a.error < b.error; });
    for (std::size_t i = 0; i < candidates.size() && i < drawnAtFirst; ++i)
        setDrawn(setup, candidates[i].index, true);
    if (const qsizetype index = indexOf(setup, setup.baseline); index >= 0)
        setDrawn(setup, index, true);
    setup.drawnChosen = !candidates.empty();
}

EvaluationOptions evaluationOptions(const JudgeSetup &setup, const TfsTask &task)
{
    EvaluationOptions options;
    options.target = setup.target.toStdString();
    options.demonstrations = setup.demonstrations;
    if (task.splits.empty() || !setup.splits.isEmpty()) {
        for (const QString &name : judgedSplits(setup, task))
            options.splits.push_back(name.toStdString());
    }
    return options;
}

QStringList offeredSplits(const JudgeSetup &setup, const TfsTask &task)
{
    QStringList names;
    for (const TfsSplit &split : task.splits)
        names.append(QString::fromStdString(split.name));
    if (names.isEmpty())
        names = {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")};
    for (const QString &name : setup.splits) {
        bool isSeed = false;
        name.toULongLong(&isSeed);
        if (isSeed && !names.contains(name))
            names.append(name);
    }
    return names;
}

QStringList judgedSplits(const JudgeSetup &setup, const TfsTask &task)
{
    if (!setup.splits.isEmpty())
        return setup.splits;
    JudgeSetup plain;
    return offeredSplits(plain, task);
}

} // namespace auspex
