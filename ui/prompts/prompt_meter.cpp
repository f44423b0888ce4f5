// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_meter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include "core/llm/call_cache.h"
#include "core/llm/key_store.h"
#include "core/llm/llm_run.h"
#include "ui/common/theme.h"
#include "ui/prompts/model_choice.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/studio_rendering.h"
#include "ui/session/llm_center.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

/// Holds nothing but how long a model's tokens are: what a prompt would cost if it were sent anew.
class RatioCache : public CallCache {
public:
    explicit RatioCache(std::optional<double> ratio)
        : m_ratio(ratio)
    {
    }

    Result<std::vector<std::optional<StoredCall>>> find(std::span<const std::string> keys) override
    {
        return std::vector<std::optional<StoredCall>>(keys.size());
    }
    Result<void> keep(std::span<const StoredCall>) override { return {}; }
    Result<std::optional<double>> bytesPerToken(const std::string &) override { return m_ratio; }

private:
    std::optional<double> m_ratio;
};

LlmRunOptions optionsOf(const LlmSpec &spec)
{
    LlmRunOptions options;
    options.parameters.model = spec.model;
    options.parameters.temperature = spec.temperature;
    options.parameters.maxTokens = spec.maxTokens;
    options.maxReasks = 0;
    return options;
}

} // namespace

PromptMeter::PromptMeter(Session *session, StudioRendering *rendering, PromptMaterial *material,
                         ModelChoice *choice, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_rendering(rendering)
    , m_material(material)
    , m_choice(choice)
    , m_label(new QLabel(this))
    , m_count(new QToolButton(this))
{
    m_label->setObjectName(QStringLiteral("studioMeter"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_count->setObjectName(QStringLiteral("studioCountTokens"));
    m_count->setText(tr("Count"));
    m_count->setToolTip(tr("Sends the prompt to the provider to count its tokens"));
    m_count->setFocusPolicy(Qt::TabFocus);
    connect(m_count, &QToolButton::clicked, this, &PromptMeter::countExactly);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_count);
    connect(rendering, &StudioRendering::changed, this, &PromptMeter::update);
    connect(material, &PromptMaterial::choiceChanged, this, &PromptMeter::update);
    connect(choice, &ModelChoice::changed, this, &PromptMeter::update);
    connect(session, &Session::workspaceChanged, this, [this] {
        m_isRatioKnown = false;
        m_counted.reset();
        update();
    });
    if (choice->center()) {
        connect(choice->center(), &LlmCenter::repliesChanged, this, [this] {
            m_isRatioKnown = false;
            update();
        });
    }
    update();
}

QString PromptMeter::text() const
{
    return m_label->text();
}

/// Looked up once for a model: a key press must not ask the workspace.
std::optional<double> PromptMeter::bytesPerToken()
{
    const std::string model = m_choice->spec().model;
    if (m_counted && m_counted->model == model && m_counted->tokens > 0)
        return static_cast<double>(m_counted->prompt.size())
               / static_cast<double>(m_counted->tokens);
    if (!m_isRatioKnown || m_ratioModel != model) {
        m_ratio.reset();
        if (m_session->workspace() && !model.empty())
            m_ratio = bytesPerPromptToken(*m_session->workspace(), model).value_or(std::nullopt);
        m_ratioModel = model;
        m_isRatioKnown = true;
    }
    return m_ratio;
}

CostEstimate PromptMeter::estimate()
{
    const Provider provider = m_choice->provider().value_or(Provider());
    RatioCache cache(bytesPerToken());
    Job job;
    CostEstimate estimate = estimateCost(provider, SecretKey(), m_choice->prices(),
                                         {{m_rendering->utf8(), Architecture()}},
                                         optionsOf(m_choice->spec()), cache, job)
                                .value_or(CostEstimate());
    const bool isCounted = m_counted && m_counted->prompt == m_rendering->utf8()
                           && m_counted->model == m_choice->spec().model;
    estimate.tokensAreExact = isCounted;
    if (isCounted)
        estimate.promptTokens = m_counted->tokens;
    if (!m_choice->isComplete())
        estimate.cost.reset();
    return estimate;
}

void PromptMeter::update()
{
    const std::optional<Provider> provider = m_choice->provider();
    m_count->setVisible(provider && provider->tokenCounter != TokenCounter::None
                        && m_choice->isComplete());
    if (m_rendering->text().isEmpty()) {
        m_count->setEnabled(false);
        m_label->clear();
        return;
    }
    const CostEstimate now = estimate();
    if (now.promptTokens == 0) { // no model is chosen that could be estimated for
        m_count->setEnabled(false);
        m_label->clear();
        return;
    }
    const bool isCounted = now.tokensAreExact;
    m_count->setEnabled(!isCounted && !m_isCounting && m_rendering->isExact());
    const QString count = QLocale().toString(static_cast<qlonglong>(now.promptTokens));
    const QString tokens = isCounted ? tr("%1 tokens", "an exact count").arg(count)
                                     : tr("about %1 tokens", "an estimate").arg(count);
    const QString cost = costText(now);
    m_label->setText(cost.isEmpty() ? tokens : tokens + QStringLiteral(" \u00b7 ") + cost);
    m_label->setToolTip(
        isCounted ? tr("Counted by the provider for exactly this text.")
        : m_counted && m_counted->model == m_choice->spec().model
            ? tr("An estimate, from the provider's count of an earlier text.")
        : m_ratio ? tr("An estimate, from what this model's replies were billed for.")
                  : tr("An estimate, from the length of the text: this model has not counted any "
                       "yet."));
    m_label->setAccessibleDescription(m_label->toolTip());
}

QString PromptMeter::costText(const CostEstimate &now) const
{
    if (!m_choice->isComplete())
        return {};
    if (!now.cost)
        return tr("price unknown");
    if (*now.cost <= 0.0)
        return tr("free");
    const qint64 set = m_material->testCount();
    const QString one = moneyText(*now.cost);
    return set > 0 ? tr("at most %1 each, %2 for all %3 test architectures")
                         .arg(one, moneyText(*now.cost * static_cast<double>(set)))
                         .arg(set)
                   : tr("at most %1 each").arg(one);
}

void PromptMeter::countExactly()
{
    const std::optional<Provider> provider = m_choice->provider();
    if (!provider || m_isCounting || !m_choice->isComplete())
        return;
    m_isCounting = true;
    m_count->setEnabled(false);
    const std::string prompt = m_rendering->utf8();
    const LlmSpec spec = m_choice->spec();
    const PriceList prices = m_choice->prices();
    const auto work = [=](Job &job) -> Result<CostEstimate> {
        const SecretKey key = findKey(*provider).key;
        if (provider->needsKey && key.isEmpty())
            return tl::make_unexpected(missingKey(*provider));
        RatioCache cache(std::nullopt);
        return estimateCost(*provider, key, prices, {{prompt, Architecture()}}, optionsOf(spec),
                            cache, job);
    };
    m_session->jobs()->run<CostEstimate>(
        tr("Counting tokens at %1").arg(QString::fromStdString(provider->title)), this, work,
        [this, prompt, model = spec.model](const Result<CostEstimate> &counted) {
            finishCount(prompt, model, counted);
        });
}

void PromptMeter::finishCount(const std::string &prompt, const std::string &model,
                              const Result<CostEstimate> &counted)
{
    m_isCounting = false;
    if (counted && counted->tokensAreExact)
        m_counted = Counted{prompt, model, counted->promptTokens};
    else if (counted)
        Q_EMIT failed(tr("The provider counted no tokens; the estimate stays."));
    else if (counted.error().code != ErrorCode::Cancelled)
        Q_EMIT failed(QString::fromStdString(counted.error().message));
    update();
}

} // namespace auspex
