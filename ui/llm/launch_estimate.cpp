// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/launch_estimate.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include "ui/common/theme.h"
#include "ui/llm/llm_texts.h"
#include "ui/session/llm_live_run.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int delayBeforeReckoning = 250; // ms
constexpr double mostDollars = 1'000'000.0;
constexpr double firstBudget = 5.0;

void add(CostEstimate &sum, const CostEstimate &more)
{
    const auto both = [](const std::optional<double> &a, const std::optional<double> &b) {
        return a && b ? std::optional(*a + *b) : std::nullopt;
    };
    sum.requests += more.requests;
    sum.promptTokens += more.promptTokens;
    sum.completionTokens += more.completionTokens;
    sum.tokensAreExact = sum.tokensAreExact && more.tokensAreExact;
    sum.promptsCounted += more.promptsCounted;
    sum.cost = both(sum.cost, more.cost);
    sum.batchCost = both(sum.batchCost, more.batchCost);
    sum.seconds += more.seconds;
}

QString tokensText(const CostEstimate &cost)
{
    const QString prompts = countText(cost.promptTokens);
    const QString answers = countText(cost.completionTokens);
    if (cost.tokensAreExact)
        return LaunchEstimate::tr("%1 in prompts (counted by the service), at most %2 in answers")
            .arg(prompts, answers);
    if (cost.promptsCounted > 0)
        return LaunchEstimate::tr("about %1 in prompts (reckoned from %2 of them, counted by the "
                                  "service), at most %3 in answers")
            .arg(prompts, countText(cost.promptsCounted), answers);
    return LaunchEstimate::tr("about %1 in prompts (an estimate), at most %2 in answers")
        .arg(prompts, answers);
}

/// In a thread of its own.
Result<LaunchEstimate::Takes> takesOf(const std::shared_ptr<const TfsTask> &task,
                                      const LlmRunSetup &setup,
                                      const std::shared_ptr<LlmService> &service, Job &job)
{
    const auto demands = demandOf(*task, setup, service);
    if (!demands) {
        return tl::make_unexpected(demands.error());
    }
    LaunchEstimate::Takes takes;
    takes.cost.tokensAreExact = true;
    takes.cost.cost = takes.cost.batchCost = 0.0;
    for (const LlmDemand &demand : *demands) {
        if (job.isCancelled()) {
            return cancelled();
        }
        const auto questions = service->questions(demand.spec, demand.query);
        if (!questions) {
            return tl::make_unexpected(questions.error());
        }
        takes.predictions += static_cast<qint64>(questions->size()) * setup.spec.samples;
        const auto missing = service->missing(demand.spec, demand.query);
        if (!missing) {
            return tl::make_unexpected(missing.error());
        }
        takes.missing += *missing;
        if (*missing == 0) {
            continue; // takes nothing, whatever counting would say of it
        }
        const auto cost = service->estimate(demand.spec, demand.query, job);
        if (!cost) {
            return tl::make_unexpected(cost.error());
        }
        add(takes.cost, *cost);
    }
    return takes;
}

} // namespace

LaunchEstimate::LaunchEstimate(Session *session, LlmCenter *center, QWidget *parent)
    : QGroupBox(tr("What it takes"), parent)
    , m_session(session)
    , m_center(center)
    , m_hasBudget(new QCheckBox(tr("stop at a &budget of"), this))
    , m_budget(new QDoubleSpinBox(this))
    , m_batch(new QCheckBox(tr("as a batc&h job"), this))
    , m_requests(new QLabel(this))
    , m_tokens(new QLabel(this))
    , m_price(new QLabel(this))
    , m_time(new QLabel(this))
    , m_count(new QPushButton(tr("Count e&xactly"), this))
{
    m_hasBudget->setObjectName(QStringLiteral("llmHasBudget"));
    m_budget->setObjectName(QStringLiteral("llmBudget"));
    m_budget->setRange(0.01, mostDollars);
    m_budget->setDecimals(2);
    m_budget->setValue(firstBudget);
    m_budget->setPrefix(QStringLiteral("$"));
    m_budget->setAccessibleName(tr("Budget in US dollars"));
    m_batch->setObjectName(QStringLiteral("llmBatch"));
    m_count->setObjectName(QStringLiteral("llmCountExactly"));
    m_count->setAutoDefault(false);
    m_count->setToolTip(tr("Sends some of the prompts to the service's token counter, which costs "
                           "nothing"));
    for (const auto &[label, name] :
         {std::pair(m_requests, "llmRequests"), std::pair(m_tokens, "llmTokens"),
          std::pair(m_price, "llmPrice"), std::pair(m_time, "llmTime")}) {
        label->setObjectName(QLatin1String(name));
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    auto *budget = new QHBoxLayout;
    budget->setSpacing(spacing);
    budget->addWidget(m_hasBudget);
    budget->addWidget(m_budget);
    budget->addSpacing(spacingLarge);
    budget->addWidget(m_batch);
    budget->addStretch();
    auto *tokens = new QHBoxLayout;
    tokens->setSpacing(spacing);
    tokens->addWidget(m_tokens, 1);
    tokens->addWidget(m_count);
    auto *form = new QFormLayout(this);
    form->setSpacing(spacing);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Requests:"), m_requests);
    form->addRow(tr("Tokens:"), tokens);
    form->addRow(tr("Price:"), m_price);
    form->addRow(tr("Time:"), m_time);
    form->addRow(tr("Limits:"), budget);

    m_delay.setSingleShot(true);
    m_delay.setInterval(delayBeforeReckoning);
    connect(&m_delay, &QTimer::timeout, this, [this] { start(false); });
    connect(m_hasBudget, &QCheckBox::toggled, this, [this](bool on) {
        m_budget->setEnabled(on);
        Q_EMIT changed();
    });
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, &LaunchEstimate::changed);
    connect(m_batch, &QCheckBox::toggled, this, &LaunchEstimate::changed);
    connect(m_count, &QPushButton::clicked, this, [this] { start(true); });
    m_budget->setEnabled(false);
    showNothing({});
}

void LaunchEstimate::setSetup(const LlmRunSetup &setup)
{
    const QSignalBlocker quiet(this);
    m_hasBudget->setChecked(setup.budget.has_value());
    m_budget->setEnabled(setup.budget.has_value());
    m_budget->setValue(setup.budget.value_or(firstBudget));
    m_batch->setChecked(setup.asBatch);
}

void LaunchEstimate::fill(LlmRunSetup &setup) const
{
    setup.budget = m_hasBudget->isChecked() ? std::optional(m_budget->value()) : std::nullopt;
    setup.asBatch = m_batch->isChecked() && m_batch->isEnabled();
}

void LaunchEstimate::reckon(const std::optional<LlmRunSetup> &setup, const Provider *provider)
{
    m_batch->setEnabled(provider && provider->batches);
    m_batch->setToolTip(m_batch->isEnabled()
                            ? tr("Handed over as a whole, answered within a day, for about half "
                                 "the price; the program may be closed meanwhile")
                            : tr("This provider takes no batch jobs"));
    m_count->setVisible(provider && provider->tokenCounter != TokenCounter::None);
    m_work.drop();
    m_takes.reset();
    m_problem.clear();
    m_setup = setup;
    if (!setup) {
        m_delay.stop();
        showNothing({});
        return;
    }
    showNothing(tr("..."));
    m_delay.start();
}

void LaunchEstimate::start(bool exactly)
{
    if (!m_setup || !m_session->workspace()) {
        return;
    }
    m_delay.stop();
    std::shared_ptr<LlmService> service = m_center->cachedService();
    if (exactly) {
        LlmService::Settings settings = m_center->serviceSettings();
        settings.mode = LlmService::Mode::Send;
        auto counting = LlmService::create(std::move(settings), m_session->workspace());
        if (!counting) {
            show(tl::make_unexpected(counting.error()));
            return;
        }
        service = std::move(*counting);
        m_tokens->setText(tr("Counting..."));
    }
    const std::shared_ptr<const TfsTask> task = m_session->task(m_setup->task);
    if (!service || !task) {
        return;
    }
    m_count->setEnabled(false);
    m_work.start(
        this,
        [task, setup = *m_setup, service](Job &job) {
            return std::make_shared<Reckoned>(takesOf(task, setup, service, job));
        },
        [this](const std::shared_ptr<Reckoned> &result) { show(*result); });
}

void LaunchEstimate::showNothing(const QString &text)
{
    for (QLabel *label : {m_requests, m_tokens, m_price, m_time}) {
        label->setText(text);
    }
}

void LaunchEstimate::show(const Reckoned &result)
{
    m_count->setEnabled(true);
    if (!result) {
        m_problem = QString::fromStdString(result.error().message);
        m_takes.reset();
        showNothing(QStringLiteral("-"));
        Q_EMIT reckoned();
        return;
    }
    m_problem.clear();
    m_takes = *result;
    const CostEstimate &cost = result->cost;
    const qint64 known = result->predictions - result->missing;
    QString requests = tr("%n prediction(s)", nullptr, static_cast<int>(result->predictions));
    if (known > 0) {
        requests += QStringLiteral(", ")
                    + tr("%1 already answered in the workspace").arg(countText(known));
    }
    requests += QStringLiteral(": ")
                + tr("%n request(s)", nullptr, static_cast<int>(cost.requests));
    m_requests->setText(requests);
    if (result->missing == 0) {
        m_tokens->setText(tr("none"));
        m_price->setText(tr("nothing: every answer is in the workspace"));
        m_time->setText(tr("none"));
        Q_EMIT reckoned();
        return;
    }
    m_tokens->setText(tokensText(cost));
    QString price = cost.cost ? tr("at most %1").arg(moneyText(cost.cost))
                              : tr("unknown: the price list has no such model");
    if (m_batch->isEnabled() && cost.batchCost) {
        price += QStringLiteral("; ") + tr("as a batch job %1").arg(moneyText(cost.batchCost));
    }
    m_price->setText(price + budgetHint(cost));
    m_time->setText(m_batch->isChecked() && m_batch->isEnabled()
                        ? tr("within a day")
                        : tr("about %1").arg(durationEstimateText(cost.seconds)));
    Q_EMIT reckoned();
}

QString LaunchEstimate::budgetHint(const CostEstimate &cost) const
{
    if (!m_hasBudget->isChecked()) {
        return {};
    }
    if (!cost.cost) {
        return QStringLiteral(". ")
               + tr("A budget cannot be kept without a price; enter one in the price list.");
    }
    return *cost.cost > m_budget->value()
               ? QStringLiteral(". ") + tr("The budget may end the run early.")
               : QString();
}

} // namespace auspex
