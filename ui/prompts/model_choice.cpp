// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/model_choice.h"

#include <algorithm>
#include <cmath>

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include "ui/session/llm_center.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

QString documentKey()
{
    return QStringLiteral("prompt-studio-model");
}

} // namespace

ModelChoice::ModelChoice(Session *session, LlmCenter *center, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_center(center)
{
    connect(session, &Session::workspaceChanged, this, &ModelChoice::load);
    if (center) {
        const auto tell = [this] {
            Q_EMIT providersChanged();
            Q_EMIT changed();
        };
        connect(center, &LlmCenter::providersChanged, this, tell);
        connect(center, &LlmCenter::pricesChanged, this, tell);
    }
    load();
}

std::vector<Provider> ModelChoice::providers() const
{
    return m_center ? m_center->providers() : builtInProviders();
}

const PriceList &ModelChoice::prices() const
{
    return m_center ? m_center->prices() : builtInPrices();
}

std::optional<Provider> ModelChoice::provider() const
{
    if (m_spec.provider.empty())
        return std::nullopt;
    const Result<Provider> found = findProvider(providers(), m_spec.provider);
    return found ? std::optional(*found) : std::nullopt;
}

void ModelChoice::setSpec(const LlmSpec &spec)
{
    if (spec == m_spec)
        return;
    m_spec = spec;
    save();
    Q_EMIT changed();
}

void ModelChoice::setProvider(const QString &id)
{
    LlmSpec spec = m_spec;
    spec.provider = id.toStdString();
    if (spec.provider == m_spec.provider)
        return;
    spec.model.clear();
    if (const Result<Provider> found = findProvider(providers(), spec.provider);
        found && !found->suggestedModels.empty())
        spec.model = found->suggestedModels.front();
    setSpec(spec);
}

void ModelChoice::load()
{
    m_spec = {};
    const QJsonObject object
        = QJsonDocument::fromJson(m_session->document(documentKey()).toUtf8()).object();
    m_spec.provider = object.value(QStringLiteral("provider")).toString().toStdString();
    m_spec.model = object.value(QStringLiteral("model")).toString().toStdString();
    const QJsonValue temperature = object.value(QStringLiteral("temperature"));
    if (temperature.isDouble())
        m_spec.temperature = temperature.toDouble();
    else if (temperature.isNull())
        m_spec.temperature.reset();
    m_spec.maxTokens = std::max(1,
                                object.value(QStringLiteral("max_tokens")).toInt(m_spec.maxTokens));
    Q_EMIT changed();
}

void ModelChoice::save()
{
    const QJsonObject object{
        {QStringLiteral("version"), 1},
        {QStringLiteral("provider"), QString::fromStdString(m_spec.provider)},
        {QStringLiteral("model"), QString::fromStdString(m_spec.model)},
        {QStringLiteral("temperature"),
         m_spec.temperature ? QJsonValue(*m_spec.temperature) : QJsonValue(QJsonValue::Null)},
        {QStringLiteral("max_tokens"), m_spec.maxTokens},
    };
    m_session->setDocument(documentKey(),
                           QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

QString moneyText(double dollars)
{
    if (dollars <= 0.0)
        return ModelChoice::tr("free");
    const int digits = dollars >= 1.0
                           ? 2
                           : std::clamp(1 - static_cast<int>(std::floor(std::log10(dollars))), 2,
                                        8);
    return ModelChoice::tr("$%1").arg(QLocale().toString(dollars, 'f', digits));
}

} // namespace auspex
