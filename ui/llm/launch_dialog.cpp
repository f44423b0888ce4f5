// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/launch_dialog.h"

#include <algorithm>

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/common/scrolled_body.h"
#include "ui/common/theme.h"
#include "ui/llm/key_dialog.h"
#include "ui/llm/launch_answer.h"
#include "ui/llm/launch_estimate.h"
#include "ui/llm/launch_model.h"
#include "ui/llm/launch_prompt.h"
#include "ui/llm/launch_task.h"
#include "ui/llm/providers_dialog.h"
#include "ui/llm/run_command_line.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

const QString lastKey = QStringLiteral("llm/launch");

} // namespace

LlmRunSetup paperSetup(const LlmRunSetup &now)
{
    LlmRunSetup paper;
    paper.task = now.task;
    paper.spec.provider = now.spec.provider;
    paper.spec.model = now.spec.model;
    paper.spec.temperature.reset();
    paper.spec.tolerant = false;
    const PromptTask task = promptTaskOf(now.task.toStdString());
    const QString wmt = QStringLiteral("llm-pp-wmt");
    const std::vector<BuiltInPrompt> &prompts = builtInPrompts();
    const bool hasWmt = std::any_of(prompts.begin(), prompts.end(), [&](const auto &prompt) {
        return prompt.name == wmt.toStdString();
    });
    if (hasWmt && task.name.rfind("WMT", 0) == 0) {
        paper.spec.prompt = wmt.toStdString();
    }
    return paper;
}

LlmRunSetup LaunchDialog::lastSetup(Session *session)
{
    LlmRunSetup setup
        = llmRunSetupOfJson(QSettings().value(lastKey).toString()).value_or(LlmRunSetup());
    if (!session->task(setup.task)) {
        const QString selected = session->selection()->task();
        setup.splits.clear();
        setup.task = session->task(selected) ? selected
                     : !session->tasks().empty()
                         ? QString::fromStdString(session->tasks().front()->name)
                         : QString();
    }
    return setup;
}

LaunchDialog::LaunchDialog(Session *session, LlmCenter *center,
                           const std::optional<LlmRunSetup> &setup, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_center(center)
    , m_task(new LaunchTask(session, this))
    , m_model(new LaunchModel(center, this))
    , m_prompt(new LaunchPrompt(session, this))
    , m_answer(new LaunchAnswer(this))
    , m_estimate(new LaunchEstimate(session, center, this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("llmLaunchDialog"));
    setWindowTitle(tr("Run Predictions"));
    m_problem->setObjectName(QStringLiteral("llmLaunchProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacingLarge, spacingLarge, spacingLarge, spacingLarge);
    layout->setSpacing(spacing);
    layout->addWidget(createBody(), 1);
    layout->addWidget(m_problem);
    layout->addWidget(createButtons());

    connect(m_task, &LaunchTask::changed, this, &LaunchDialog::change);
    connect(m_model, &LaunchModel::changed, this, &LaunchDialog::change);
    connect(m_model, &LaunchModel::providersRequested, this, &LaunchDialog::editProviders);
    connect(m_prompt, &LaunchPrompt::changed, this, &LaunchDialog::change);
    connect(m_answer, &LaunchAnswer::changed, this, &LaunchDialog::change);
    connect(m_estimate, &LaunchEstimate::changed, this, &LaunchDialog::change);
    connect(m_estimate, &LaunchEstimate::reckoned, this, &LaunchDialog::validate);
    connect(center, &LlmCenter::pricesChanged, this, &LaunchDialog::change);
    setSetup(setup.value_or(lastSetup(session)));
    fitToScreen();
}

/// As large as the fields want it, where the screen is.
void LaunchDialog::fitToScreen()
{
    const auto *scroll = findChild<QScrollArea *>();
    const QSize body = scroll->widget()->sizeHint();
    const QSize frame = sizeHint() - scroll->sizeHint();
    const QSize room = screen()->availableSize() * 19 / 20;
    resize((body + frame).expandedTo({fontMetrics().averageCharWidth() * 120, 0}).boundedTo(room));
}

QWidget *LaunchDialog::createBody()
{
    auto *body = new QWidget(this);
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing);
    grid->addWidget(m_task, 0, 0);
    grid->addWidget(m_prompt, 0, 1);
    grid->addWidget(m_model, 1, 0);
    grid->addWidget(m_answer, 1, 1);
    grid->addWidget(m_estimate, 2, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(3, 1);
    QScrollArea *scroll = scrolledBody(body, this);
    scroll->setMinimumWidth(body->sizeHint().width()
                            + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    return scroll;
}

QWidget *LaunchDialog::createButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Start r&un"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("llmStart"));
    m_start->setDefault(true);
    QPushButton *reset = buttons->addButton(tr("Reset to the paper's values"),
                                            QDialogButtonBox::ResetRole);
    reset->setObjectName(QStringLiteral("llmReset"));
    m_copy = buttons->addButton(tr("&Copy as command"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("llmCopyCommand"));
    for (QPushButton *button : {reset, m_copy}) {
        button->setAutoDefault(false);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &LaunchDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(reset, &QPushButton::clicked, this, &LaunchDialog::resetToPaper);
    connect(m_copy, &QPushButton::clicked, this, &LaunchDialog::copyCommand);
    return buttons;
}

LlmRunSetup LaunchDialog::setup() const
{
    LlmRunSetup setup;
    m_task->fill(setup);
    m_model->fill(setup);
    m_prompt->fill(setup);
    m_answer->fill(setup);
    m_estimate->fill(setup);
    return setup;
}

void LaunchDialog::setSetup(const LlmRunSetup &setup)
{
    m_task->setSetup(setup);
    m_model->setSetup(setup);
    m_prompt->setSetup(setup);
    m_answer->setSetup(setup);
    m_estimate->setSetup(setup);
    change();
}

void LaunchDialog::change()
{
    const Provider *provider = m_model->provider();
    m_answer->setSwitches(provider ? &switchesFor(*provider, m_model->model().toStdString())
                                   : nullptr);
    const bool isWhole = problem().isEmpty();
    m_estimate->reckon(isWhole ? std::optional(setup()) : std::nullopt, provider);
    validate();
}

/// Of the fields, without what reckoning finds out.
QString LaunchDialog::problem() const
{
    if (m_session->isReadOnly()) {
        return m_session->readOnlyReason();
    }
    for (const QString &problem :
         {m_task->problem(), m_model->problem(), m_prompt->problem(), m_answer->problem()}) {
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

void LaunchDialog::validate()
{
    QString why = problem();
    if (why.isEmpty()) {
        why = m_estimate->problem();
    }
    showProblem(why);
    m_start->setEnabled(why.isEmpty());
    m_copy->setEnabled(problem().isEmpty());
}

void LaunchDialog::showProblem(const QString &text)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_problem->setPalette(colours);
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void LaunchDialog::accept()
{
    if (!m_start->isEnabled()) {
        return;
    }
    const Provider *provider = m_model->provider();
    const std::optional<KeySource> source = m_center->keySource(
        QString::fromStdString(provider->id));
    const bool nothingToSend = m_estimate->takes() && m_estimate->takes()->missing == 0;
    if (!provider->needsKey || source != KeySource::None || nothingToSend) {
        start();
        return;
    }
    auto *ask = new KeyDialog(m_center, *provider,
                              QString::fromStdString(missingKey(*provider).message), this);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    connect(ask, &QDialog::accepted, this, &LaunchDialog::start);
    ask->open();
}

void LaunchDialog::start()
{
    const LlmRunSetup wanted = setup();
    const Result<qint64> started = m_center->startRun(wanted);
    if (!started) {
        showProblem(QString::fromStdString(started.error().message));
        return;
    }
    m_started = *started;
    QSettings().setValue(lastKey, llmRunSetupJson(wanted));
    QDialog::accept();
}

void LaunchDialog::resetToPaper()
{
    setSetup(paperSetup(setup()));
}

QString LaunchDialog::commandLine() const
{
    return runCommandLine(setup(), m_session->workspaceFile());
}

void LaunchDialog::copyCommand()
{
    QGuiApplication::clipboard()->setText(commandLine());
}

void LaunchDialog::editProviders(const QString &shown)
{
    auto *dialog = new ProvidersDialog(m_center, this, shown);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace auspex
