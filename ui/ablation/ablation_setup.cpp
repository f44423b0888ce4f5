// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ablation/ablation_setup.h"

#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace auspex {

namespace {

constexpr int mostDemonstrations = 1000;
constexpr int mostSamples = 100;

QStringList qtStrings(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

std::vector<std::string> stdStrings(const QStringList &texts)
{
    std::vector<std::string> list;
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

/// The fallback where there is no such list.
QStringList stringsOf(const QJsonObject &object, const QString &key, const QStringList &fallback)
{
    const QJsonValue value = object.value(key);
    if (!value.isArray())
        return fallback;
    QStringList strings;
    for (const QJsonValue &entry : value.toArray()) {
        if (entry.isString() && !strings.contains(entry.toString()))
            strings.append(entry.toString());
    }
    return strings;
}

QList<int> countsOf(const QJsonValue &value, const QList<int> &fallback)
{
    QList<int> counts;
    for (const QJsonValue &entry : value.toArray()) {
        const int count = entry.toInt();
        if (count >= 1 && count <= mostDemonstrations && !counts.contains(count))
            counts.append(count);
    }
    return counts.isEmpty() ? fallback : counts;
}

} // namespace

AblationSetup paperAblationSetup()
{
    const AblationPlan plan = paperAblation();
    AblationSetup setup;
    setup.prompts = qtStrings(plan.prompts);
    setup.variants = qtStrings(plan.variants);
    setup.demonstrations = QList<int>(plan.demonstrations.begin(), plan.demonstrations.end());
    return setup;
}

QString ablationSetupJson(const AblationSetup &setup)
{
    QJsonArray counts;
    for (const int count : setup.demonstrations)
        counts.append(count);
    QJsonObject object{
        {QStringLiteral("version"), 1},
        {QStringLiteral("tasks"), QJsonArray::fromStringList(setup.tasks)},
        {QStringLiteral("models"), QJsonArray::fromStringList(setup.models)},
        {QStringLiteral("prompts"), QJsonArray::fromStringList(setup.prompts)},
        {QStringLiteral("variants"), QJsonArray::fromStringList(setup.variants)},
        {QStringLiteral("demonstrations"), counts},
        {QStringLiteral("splits"), QJsonArray::fromStringList(setup.splits)},
        {QStringLiteral("target"), setup.target},
        {QStringLiteral("samples"), setup.samples},
    };
    object.insert(QStringLiteral("budget"),
                  setup.budget ? QJsonValue(*setup.budget) : QJsonValue(QJsonValue::Null));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<AblationSetup> ablationSetupOfJson(const QString &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    AblationSetup setup = paperAblationSetup();
    setup.tasks = stringsOf(object, QStringLiteral("tasks"), setup.tasks);
    setup.models = stringsOf(object, QStringLiteral("models"), setup.models);
    setup.prompts = stringsOf(object, QStringLiteral("prompts"), setup.prompts);
    setup.variants = stringsOf(object, QStringLiteral("variants"), setup.variants);
    setup.demonstrations = countsOf(object.value(QStringLiteral("demonstrations")),
                                    setup.demonstrations);
    setup.splits = stringsOf(object, QStringLiteral("splits"), setup.splits);
    setup.target = object.value(QStringLiteral("target")).toString(setup.target);
    setup.samples = qBound(1, object.value(QStringLiteral("samples")).toInt(1), mostSamples);
    if (const QJsonValue budget = object.value(QStringLiteral("budget")); budget.isNull())
        setup.budget.reset();
    else if (budget.isDouble() && budget.toDouble() >= 0)
        setup.budget = budget.toDouble();
    return setup;
}

AblationPlan planOf(const AblationSetup &setup)
{
    AblationPlan plan = paperAblation();
    plan.models = stdStrings(setup.models);
    plan.prompts = stdStrings(setup.prompts);
    plan.variants = stdStrings(setup.variants);
    plan.demonstrations.assign(setup.demonstrations.begin(), setup.demonstrations.end());
    plan.splits = stdStrings(setup.splits);
    plan.target = setup.target.toStdString();
    if (setup.samples > 1)
        plan.options = "samples=" + std::to_string(setup.samples);
    return plan;
}

QString countsText(const QList<int> &counts)
{
    QStringList texts;
    for (const int count : counts)
        texts.append(QString::number(count));
    return texts.join(QStringLiteral(", "));
}

std::optional<QList<int>> countsOfText(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    QList<int> counts;
    for (const QString &part : text.split(separators, Qt::SkipEmptyParts)) {
        bool fine = false;
        const int count = part.toInt(&fine);
        if (!fine || count < 1 || count > mostDemonstrations)
            return std::nullopt;
        if (!counts.contains(count))
            counts.append(count);
    }
    if (counts.isEmpty())
        return std::nullopt;
    std::sort(counts.begin(), counts.end());
    return counts;
}

} // namespace auspex
