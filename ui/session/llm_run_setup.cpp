// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/session/llm_center.h"

namespace auspex {

namespace {

const QString prefix = QStringLiteral("llm:");

}

QString predictorOf(const LlmRunSetup &setup)
{
    return prefix + QString::fromStdString(llmSpecText(setup.spec));
}

QString llmRunSetupJson(const LlmRunSetup &setup)
{
    QJsonObject object{
        {QStringLiteral("version"), 1},
        {QStringLiteral("predictor"), predictorOf(setup)},
        {QStringLiteral("task"), setup.task},
        {QStringLiteral("target"), setup.target},
        {QStringLiteral("demonstrations"), setup.demonstrations},
        {QStringLiteral("splits"), QJsonArray::fromStringList(setup.splits)},
        {QStringLiteral("batch"), setup.asBatch},
        {QStringLiteral("with_demonstrations"), setup.withDemonstrations},
    };
    if (setup.budget) {
        object.insert(QStringLiteral("budget"), *setup.budget);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<LlmRunSetup> llmRunSetupOfJson(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    const QString predictor = object.value(QStringLiteral("predictor")).toString();
    if (!predictor.startsWith(prefix)) {
        return std::nullopt;
    }
    Result<LlmSpec> spec = parseLlmSpec(predictor.mid(prefix.size()).toStdString());
    if (!spec) {
        return std::nullopt;
    }
    LlmRunSetup setup;
    setup.spec = std::move(*spec);
    setup.task = object.value(QStringLiteral("task")).toString();
    setup.target = object.value(QStringLiteral("target")).toString(setup.target);
    setup.demonstrations = std::max(
        0, object.value(QStringLiteral("demonstrations")).toInt(setup.demonstrations));
    for (const QJsonValue &split : object.value(QStringLiteral("splits")).toArray()) {
        setup.splits.append(split.toString());
    }
    const QJsonValue budget = object.value(QStringLiteral("budget"));
    if (budget.isDouble()) {
        setup.budget = budget.toDouble();
    }
    setup.asBatch = object.value(QStringLiteral("batch")).toBool();
    setup.withDemonstrations = object.value(QStringLiteral("with_demonstrations")).toBool();
    return setup;
}

EvaluationOptions evaluationOptionsOf(const LlmRunSetup &setup)
{
    EvaluationOptions options;
    options.target = setup.target.toStdString();
    options.demonstrations = setup.demonstrations;
    for (const QString &split : setup.splits) {
        options.splits.push_back(split.toStdString());
    }
    return options;
}

} // namespace auspex
