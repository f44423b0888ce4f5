// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "ui/common/command_action.h"
#include "ui/common/theme.h"
#include "ui/common/value_sort_proxy.h"
#include "ui/llm/llm_runs_panel.h"
#include "ui/llm/progress_delegate.h"
#include "ui/llm/run_commands.h"
#include "ui/llm/run_model.h"
#include "ui/session/session.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int widestColumn = 40; // average characters

/// Whether resuming would still bring something.
bool hasMore(const LlmRunInfo &run)
{
    const bool isAway = run.batch && isOpen(*run.batch);
    switch (run.run.state) {
    case RunState::Done:
        return run.status.done < run.status.predictions;
    case RunState::Running:
        return !run.isLive && !isAway;
    default:
        return !isAway;
    }
}

} // namespace

QAction *LlmRunsPanel::command(const char *name, const QString &icon, const QString &text,
                               const QKeySequence &shortcut, const QString &tip,
                               std::function<void()> call)
{
    m_actions.append(commandAction(this, name, icon, text, shortcut, tip, std::move(call)));
    return m_actions.last();
}

void LlmRunsPanel::createActions()
{
    m_run = command("llmRun", QStringLiteral("run"), tr("&Run predictions..."),
                    QKeySequence(Qt::CTRL | Qt::Key_R),
                    tr("Asks a language model to predict architectures"),
                    [this] { Q_EMIT launchRequested(std::nullopt); });
    m_providers = command("llmProviders", QStringLiteral("settings"), tr("Pr&oviders and keys..."),
                          {}, tr("Services that answer, and how they are reached"),
                          [this] { Q_EMIT providersRequested(); });
    m_prices = command("llmPrices", QStringLiteral("table"), tr("Price &list..."), {},
                       tr("What the models cost, with dates and sources"),
                       [this] { Q_EMIT pricesRequested(); });
    command("llmSearchCost", QStringLiteral("report"), tr("Cost of &searches..."), {},
            tr("What it costs to search with a language model, and what distilling it costs"),
            [this] { Q_EMIT searchCostRequested(); });
}

void LlmRunsPanel::createRunActions()
{
    m_pause = command("llmPauseRun", QStringLiteral("pause"), tr("&Pause the run"), {},
                      tr("Sends nothing more until the run is resumed"),
                      [this] { m_center->pauseRun(currentRun()); });
    m_resume = command("llmResumeRun", QStringLiteral("run"), tr("Res&ume the run"), {},
                       tr("Goes on: what was answered is not asked again"),
                       [this] { resume(currentRun()); });
    m_cancel = command("llmCancelRun", QStringLiteral("cancel"), tr("&Cancel the run"), {},
                       tr("Ends the run; what was answered is kept"),
                       [this] { m_center->cancelRun(currentRun()); });
    m_again = command("llmRunAgain", QStringLiteral("refresh"), tr("Run &again..."), {},
                      tr("Opens the dialog with the settings of this run"), [this] {
                          withCurrent(
                              [this](const LlmRunInfo &run) { Q_EMIT launchRequested(run.setup); });
                      });
    m_judge = command("llmShowInJudge", QStringLiteral("judge"), tr("Show in &Judge"), {},
                      tr("Compares the run's predictor with the regressions"), [this] {
                          withCurrent(
                              [this](const LlmRunInfo &run) { Q_EMIT judgeRequested(run.setup); });
                      });
    m_export = command("llmExportCalls", QStringLiteral("export"), tr("&Export the calls..."), {},
                       tr("Saves the shown calls as CSV, TSV, LaTeX, Markdown, HTML or JSON"),
                       [this] { askForExport(CallTexts::Short); });
    m_exportTexts = command("llmExportCallsWithTexts", QStringLiteral("export"),
                            tr("Export the calls with their &texts..."), {},
                            tr("Saves the shown calls with every request and reply"),
                            [this] { askForExport(CallTexts::All); });
    m_batches = command("llmCheckBatches", QStringLiteral("refresh"), tr("Check &batches now"), {},
                        tr("Asks the services how far their batch jobs are"),
                        [this] { m_center->checkBatches(); });
    m_remove = command("llmRemoveRun", QStringLiteral("trash"), tr("Re&move the run"),
                       QKeySequence::Delete,
                       tr("Takes the run off the list; its answers stay in the workspace"),
                       [this] { removeSelected(); });
    m_remove->setShortcutContext(Qt::WidgetShortcut); // elsewhere Delete is somebody else's
}

void LlmRunsPanel::createRunTable()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(RunModel::ValueRole);
    m_runs = new QTableView(this);
    m_runs->setObjectName(QStringLiteral("llmRuns"));
    m_runs->setAccessibleName(tr("Runs"));
    m_runs->setModel(m_proxy);
    m_runs->setItemDelegateForColumn(RunModel::Progress,
                                     new ProgressDelegate(RunModel::ShareRole, m_runs));
    m_runs->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_runs->setShowGrid(false);
    m_runs->setAlternatingRowColors(true);
    m_runs->setWordWrap(false);
    m_runs->setTabKeyNavigation(false);
    m_runs->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_runs->setTextElideMode(Qt::ElideMiddle);
    m_runs->verticalHeader()->hide();
    m_runs->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 3 * spacingSmall);
    QHeaderView *header = m_runs->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setSortIndicator(RunModel::Started, Qt::DescendingOrder);
    m_runs->setSortingEnabled(true);
    const int letter = fontMetrics().averageCharWidth();
    const auto width = [&](int column, int letters) {
        m_runs->setColumnWidth(column, letter * qMin(letters, widestColumn));
    };
    width(RunModel::State, 19);
    width(RunModel::Predictor, 40);
    width(RunModel::Task, 14);
    width(RunModel::Progress, 18);
    width(RunModel::Cost, 12);
    width(RunModel::Rate, 10);
    width(RunModel::Left, 12);
    width(RunModel::Errors, 26);
    m_runs->addActions(
        {m_pause, m_resume, m_cancel, m_again, m_judge, m_export, m_exportTexts, m_remove});
    m_runs->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_runs, &QTableView::doubleClicked, m_judge, &QAction::trigger);
}

QWidget *LlmRunsPanel::createBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    auto *run = new QPushButton(m_run->icon(), m_run->text(), bar);
    run->setObjectName(QStringLiteral("llmRunButton"));
    run->setToolTip(m_run->toolTip());
    connect(run, &QPushButton::clicked, m_run, &QAction::trigger);
    connect(m_run, &QAction::changed, run, [this, run] { run->setEnabled(m_run->isEnabled()); });
    layout->addWidget(run);
    const auto add = [&](QAction *action, bool withText) {
        auto *button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text().remove(u'&'));
        button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon
                                            : Qt::ToolButtonIconOnly);
        layout->addWidget(button);
    };
    for (QAction *action : {m_pause, m_resume, m_cancel, m_again, m_remove}) {
        add(action, false);
    }
    add(m_judge, true);
    layout->addStretch();
    add(m_export, false);
    add(m_providers, true);
    add(m_prices, true);
    return bar;
}

void LlmRunsPanel::updateActions()
{
    QString cannotWrite;
    if (!m_session->workspace()) {
        cannotWrite = tr("Open or create a workspace first");
    } else if (m_session->isReadOnly()) {
        cannotWrite = tr("The workspace is read-only");
    }
    const std::optional<LlmRunInfo> run = m_center->run(currentRun());
    const QString noRun = run ? QString() : tr("There is no run yet");
    const auto needs = [&](QAction *action, bool possible, const QString &why, bool writes) {
        setDisabledReason(action, !noRun.isEmpty()                   ? noRun
                                  : writes && !cannotWrite.isEmpty() ? cannotWrite
                                  : possible                         ? QString()
                                                                     : why);
    };
    const bool isRun = run && run->run.id != LlmCenter::callsOfNoRun;
    const QString outside = tr("These calls belong to no run");
    const bool isAway = run && run->batch && isOpen(*run->batch);
    const bool isPaused = run && run->run.state == RunState::Paused;
    setDisabledReason(m_run, !cannotWrite.isEmpty() ? cannotWrite
                             : m_session->tasks().empty()
                                 ? tr("Import architectures with their scores first")
                                 : QString());
    needs(m_pause, run && run->isLive && !isPaused && !run->setup.asBatch,
          tr("Only a run under way can be paused"), true);
    needs(m_resume, isRun && ((run->isLive && isPaused) || (!run->isLive && hasMore(*run))),
          tr("There is nothing left to ask"), true);
    needs(m_cancel, run && (run->isLive || isPaused || isAway), tr("The run has ended"), true);
    needs(m_again, isRun, outside, true);
    needs(m_judge, isRun, outside, false);
    needs(m_remove, isRun && !run->isLive && !isAway,
          isRun ? tr("Cancel the run before removing it") : outside, true);
    needs(m_export, true, {}, false);
    needs(m_exportTexts, true, {}, false);
    setDisabledReason(m_batches,
                      m_center->hasOpenBatches() ? cannotWrite : tr("No batch job is open"));
}

void LlmRunsPanel::resume(qint64 id)
{
    const Result<void> resumed = m_center->resumeRun(id);
    if (!resumed) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(resumed.error().message));
    }
}

void LlmRunsPanel::removeSelected()
{
    const std::vector<qint64> ids = selectedRuns();
    if (ids.empty() || !m_remove->isEnabled()) {
        return;
    }
    m_session->undoStack()->push(new RemoveRunsCommand(m_session, ids));
    Q_EMIT m_session->statusMessage(
        tr("Removed %n run(s); Undo brings them back.", nullptr, static_cast<int>(ids.size())));
}

} // namespace auspex
