// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/predictors/predictors_panel.h"

#include <QAction>
#include <QDialog>
#include <QMenu>
#include <QSettings>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/ablation/ablation_panel.h"
#include "ui/common/theme.h"
#include "ui/llm/key_dialog.h"
#include "ui/llm/launch_dialog.h"
#include "ui/llm/llm_runs_panel.h"
#include "ui/llm/price_dialog.h"
#include "ui/llm/providers_dialog.h"
#include "ui/llm/search_cost_dialog.h"
#include "ui/prompts/prompt_studio.h"
#include "ui/session/session.h"
#include "ui/supernets/supernets_panel.h"

namespace auspex {

namespace {

const QString tabKey = QStringLiteral("predictors/tab");

}

PredictorsPanel::PredictorsPanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_center(session->llm())
    , m_tabs(new QTabWidget(this))
    , m_studio(new PromptStudio(session, m_center, this))
    , m_runs(new LlmRunsPanel(session, m_center, this))
    , m_ablation(new AblationPanel(session, m_center, this))
    , m_supernets(new SupernetsPanel(session, this))
{
    setObjectName(QStringLiteral("predictorsPanel"));
    m_tabs->setObjectName(QStringLiteral("predictorTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_studio, tr("Prompt studio"));
    addMenu(m_studio, tr("&Prompt studio"), "predictorsShowStudio", m_studio->placeActions());
    m_tabs->addTab(m_runs, tr("LLM runs"));
    addMenu(m_runs, tr("&LLM runs"), "predictorsShowRuns", m_runs->placeActions());
    m_tabs->addTab(m_ablation, tr("Ablation"));
    addMenu(m_ablation, tr("&Ablation"), "predictorsShowAblation", m_ablation->placeActions());
    m_tabs->addTab(m_supernets, tr("Supernets"));
    addMenu(m_supernets, tr("&Supernets"), "predictorsShowSupernets", m_supernets->placeActions());
    m_tabs->setCurrentIndex(qBound(0, QSettings().value(tabKey, 0).toInt(), m_tabs->count() - 1));
    connect(m_tabs, &QTabWidget::currentChanged, this,
            [](int index) { QSettings().setValue(tabKey, index); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacingSmall, 0, 0);
    layout->addWidget(m_tabs);

    connect(m_runs, &LlmRunsPanel::launchRequested, this, &PredictorsPanel::launch);
    connect(m_runs, &LlmRunsPanel::judgeRequested, this, &PredictorsPanel::judgeRequested);
    connect(m_runs, &LlmRunsPanel::providersRequested, this, &PredictorsPanel::showProviders);
    connect(m_runs, &LlmRunsPanel::pricesRequested, this, &PredictorsPanel::showPrices);
    connect(m_runs, &LlmRunsPanel::searchCostRequested, this, &PredictorsPanel::showSearchCost);
    connect(m_runs, &LlmRunsPanel::helpRequested, this, &PredictorsPanel::helpRequested);
    connect(m_runs, &LlmRunsPanel::message, this, &PredictorsPanel::message);
    connect(m_studio, &PromptStudio::runRequested, this, &PredictorsPanel::launchStudioPrompt);
    connect(m_studio, &PromptStudio::importRequested, this, &PredictorsPanel::importRequested);
    connect(m_studio, &PromptStudio::message, this, &PredictorsPanel::message);
    connect(m_ablation, &AblationPanel::message, this, &PredictorsPanel::message);
    connect(m_ablation, &AblationPanel::importRequested, this, &PredictorsPanel::importRequested);
    connect(m_supernets, &SupernetsPanel::helpRequested, this, &PredictorsPanel::helpRequested);
    connect(m_supernets, &SupernetsPanel::judgeRequested, this,
            &PredictorsPanel::predictorJudgeRequested);
    connect(m_center, &LlmCenter::keyNeeded, this, &PredictorsPanel::askForKey);
    connect(m_center, &LlmCenter::runEnded, this, &PredictorsPanel::runEnded);
}

PredictorsPanel::~PredictorsPanel() = default;

/// The commands of a tab are a menu of their own: all of them in one are more than there are
/// letters.
void PredictorsPanel::addMenu(QWidget *tab, const QString &title, const char *showName,
                              const QList<QAction *> &actions)
{
    const QString name = m_tabs->tabText(m_tabs->indexOf(tab));
    auto *menu = new QMenu(title, this);
    auto *show = new QAction(tr("Sho&w: %1").arg(name), this);
    show->setObjectName(QLatin1String(showName));
    show->setStatusTip(tr("Opens the tab %1").arg(name));
    show->setToolTip(show->statusTip());
    menu->addAction(show);
    menu->addSeparator();
    menu->addActions(actions);
    for (QAction *action : QList<QAction *>{show} + actions) { // what a command did is to be seen
        connect(action, &QAction::triggered, this, [this, tab] { m_tabs->setCurrentWidget(tab); });
    }
    m_actions.append(menu->menuAction());
}

void PredictorsPanel::openDialog(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PredictorsPanel::launch(const std::optional<LlmRunSetup> &setup)
{
    auto *dialog = new LaunchDialog(m_session, m_center, setup, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (dialog->startedRun() != 0) {
            showRun(dialog->startedRun());
        }
    });
    openDialog(dialog);
}

/// With the studio's model and prompt; the rest as it was started last.
void PredictorsPanel::launchStudioPrompt(const LlmSpec &spec)
{
    LlmRunSetup setup = LaunchDialog::lastSetup(m_session);
    setup.spec = spec;
    launch(setup);
}

void PredictorsPanel::showRun(qint64 id)
{
    m_tabs->setCurrentWidget(m_runs);
    m_runs->selectRun(id);
}

void PredictorsPanel::showProviders()
{
    openDialog(new ProvidersDialog(m_center, this));
}

void PredictorsPanel::showPrices()
{
    openDialog(new PriceDialog(m_center, this));
}

void PredictorsPanel::showSearchCost()
{
    openDialog(new SearchCostDialog(m_center, this));
}

void PredictorsPanel::askForKey(const QString &providerId, const QString &reason)
{
    const Provider *provider = m_center->provider(providerId);
    if (!provider || m_asked.contains(providerId)) {
        return;
    }
    m_asked.append(providerId);
    Q_EMIT attentionNeeded();
    auto *dialog = new KeyDialog(m_center, *provider, reason, this);
    connect(dialog, &QDialog::finished, this, [this, providerId](int result) {
        m_asked.removeAll(providerId);
        if (result == QDialog::Accepted) {
            resumeWaiting(providerId);
        }
    });
    openDialog(dialog);
}

/// The runs that stopped for want of the key.
void PredictorsPanel::resumeWaiting(const QString &providerId)
{
    for (const LlmRunInfo &run : m_center->runs()) {
        if (run.run.state != RunState::Paused || run.isLive || run.problem.isEmpty()
            || QString::fromStdString(run.setup.spec.provider) != providerId) {
            continue;
        }
        const Result<void> resumed = m_center->resumeRun(run.run.id);
        if (!resumed) {
            Q_EMIT m_session->errorOccurred(QString::fromStdString(resumed.error().message));
        }
    }
}

} // namespace auspex
