// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/llm_runs_panel.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/empty_state.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/common/value_sort_proxy.h"
#include "ui/llm/call_detail.h"
#include "ui/llm/call_table.h"
#include "ui/llm/llm_texts.h"
#include "ui/llm/run_commands.h"
#include "ui/llm/run_model.h"
#include "ui/session/session.h"
#include "ui/window/action_catalog.h"

namespace auspex {

namespace {

constexpr int followInterval = 400; // ms
const QString runsKey = QStringLiteral("llm/runsSplitter");
const QString callsKey = QStringLiteral("llm/callsSplitter");

void rememberSizes(QSplitter *splitter, const QString &key)
{
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(spacing);
    splitter->restoreState(QSettings().value(key).toByteArray());
    QObject::connect(splitter, &QSplitter::splitterMoved, splitter,
                     [splitter, key] { QSettings().setValue(key, splitter->saveState()); });
}

QPalette inColour(QPalette palette, const QColor &colour)
{
    palette.setColor(QPalette::WindowText, colour);
    return palette;
}

} // namespace

LlmRunsPanel::LlmRunsPanel(Session *session, LlmCenter *center, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_center(center)
    , m_model(new RunModel(center, this))
    , m_proxy(new ValueSortProxy(this))
{
    setObjectName(QStringLiteral("llmRunsPanel"));
    createActions();
    createRunActions();
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(createRuns());
    m_stack->addWidget(createEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    m_follow.setInterval(followInterval);
    m_follow.setSingleShot(true);
    connect(&m_follow, &QTimer::timeout, m_table, &CallTable::refresh);
    connect(center, &LlmCenter::runProgressed, this, [this](qint64 id) {
        if (id != currentRun()) {
            return;
        }
        withCurrent([this](const LlmRunInfo &run) { describe(run); });
        if (!m_follow.isActive()) {
            m_follow.start();
        }
    });
    connect(center, &LlmCenter::runsChanged, this, &LlmRunsPanel::update);
    connect(session, &Session::tasksChanged, this, &LlmRunsPanel::update);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LlmRunsPanel::showCurrentRun);
    connect(m_runs->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LlmRunsPanel::showCurrentRun);
    connect(m_runs->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LlmRunsPanel::updateActions);
    connect(m_table, &CallTable::currentChanged, m_detail, &CallDetail::setCall);
    update();
}

LlmRunsPanel::~LlmRunsPanel() = default;

QWidget *LlmRunsPanel::createEmptyState()
{
    auto *empty = new EmptyState(
        "llmEmptyState",
        tr("No language model was asked yet: let one predict architectures, "
           "and see whether it beats a regression."),
        this);
    empty->addCommand(m_run)->setObjectName(QStringLiteral("llmRunFirst"));
    empty->addLink(QStringLiteral("llm"), tr("What is sent to whom, and what it costs"));
    connect(empty, &EmptyState::helpRequested, this, &LlmRunsPanel::helpRequested);
    return empty;
}

QWidget *LlmRunsPanel::createRuns()
{
    auto *page = new QWidget(this);
    createRunTable();
    m_summary = new QLabel(page);
    m_summary->setObjectName(QStringLiteral("llmRunSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem = new QLabel(page);
    m_problem->setObjectName(QStringLiteral("llmRunProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table = new CallTable(m_session, page);
    m_detail = new CallDetail(m_session, page);

    m_calls = new QSplitter(Qt::Horizontal, page);
    m_calls->addWidget(m_table);
    m_calls->addWidget(m_detail);
    m_calls->setStretchFactor(0, 3);
    m_calls->setStretchFactor(1, 2);
    m_calls->setSizes({300, 200});
    auto *below = new QWidget(page);
    auto *lines = new QVBoxLayout(below);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(spacing);
    lines->addWidget(m_summary);
    lines->addWidget(m_problem);
    lines->addWidget(m_calls, 1);
    m_splitter = new QSplitter(Qt::Vertical, page);
    m_splitter->addWidget(m_runs);
    m_splitter->addWidget(below);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({100, 260});
    rememberSizes(m_splitter, runsKey);
    rememberSizes(m_calls, callsKey);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(createBar());
    layout->addWidget(m_splitter, 1);
    return page;
}

void LlmRunsPanel::update()
{
    const bool any = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(any ? 0 : 1);
    if (any && !m_runs->currentIndex().isValid()) {
        m_runs->setCurrentIndex(m_proxy->index(0, 0));
    }
    showCurrentRun();
}

qint64 LlmRunsPanel::currentRun() const
{
    const QModelIndex index = m_runs->currentIndex();
    return index.isValid() ? index.data(RunModel::IdRole).toLongLong() : 0;
}

void LlmRunsPanel::selectRun(qint64 id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0) {
        const QModelIndex index = m_proxy->mapFromSource(m_model->index(row, 0));
        m_runs->setCurrentIndex(index);
        m_runs->scrollTo(index);
    }
}

std::vector<qint64> LlmRunsPanel::selectedRuns() const
{
    std::vector<qint64> ids;
    for (const QModelIndex &index : m_runs->selectionModel()->selectedRows()) {
        ids.push_back(index.data(RunModel::IdRole).toLongLong());
    }
    return ids;
}

void LlmRunsPanel::withCurrent(const std::function<void(const LlmRunInfo &)> &call) const
{
    const std::optional<LlmRunInfo> run = m_center->run(currentRun());
    if (run) {
        call(*run);
    }
}

void LlmRunsPanel::showCurrentRun()
{
    const qint64 id = currentRun();
    const std::optional<LlmRunInfo> run = m_center->run(id);
    if (run) {
        m_table->setRun(id, run->setup.task);
        m_table->setEmptyText(emptyCallsText(*run));
        describe(*run);
        m_table->refresh();
    } else {
        m_table->setRun(0, {});
        m_summary->clear();
        m_problem->hide();
    }
    updateActions();
}

QString LlmRunsPanel::emptyCallsText(const LlmRunInfo &run) const
{
    if (run.batch && isOpen(*run.batch)) {
        return tr("The service answers within a day; the calls are listed when its results have "
                  "been collected.");
    }
    if (run.status.predictions > 0 && run.status.fromCache >= run.status.predictions) {
        return tr("Every prediction was answered from the workspace: nothing was sent, and nothing "
                  "was paid.");
    }
    return run.isLive ? tr("Nothing was answered yet.") : tr("This run sent nothing.");
}

void LlmRunsPanel::describe(const LlmRunInfo &run)
{
    const LlmRunStatus &status = run.status;
    QStringList parts;
    if (run.run.id != LlmCenter::callsOfNoRun) {
        parts.append(tr("%n prediction(s)", nullptr, static_cast<int>(status.predictions)));
    }
    parts.append(tr("%1 usable").arg(countText(status.done)));
    if (status.unusable > 0) {
        parts.append(tr("%1 without a number").arg(countText(status.unusable)));
    }
    if (status.failed > 0) {
        parts.append(tr("%1 failed").arg(countText(status.failed)));
    }
    if (status.fromCache > 0) {
        parts.append(tr("%1 answered from the workspace").arg(countText(status.fromCache)));
    }
    parts.append(tr("%n request(s) sent", nullptr, static_cast<int>(status.requests)));
    parts.append(status.cost ? tr("%1 paid").arg(moneyText(status.cost)) : tr("price unknown"));
    if (const QString waiting = waitingText(status); run.isLive && !waiting.isEmpty()) {
        parts.append(waiting);
    }
    m_summary->setText(parts.join(QStringLiteral("  \u00b7  ")));
    m_problem->setText(run.problem);
    m_problem->setVisible(!run.problem.isEmpty());
    m_problem->setPalette(inColour(palette(), errorColour(palette())));
}

Result<void> LlmRunsPanel::exportCalls(const QString &file, CallTexts texts) const
{
    const Result<ResultTable> table = m_table->table(texts);
    if (!table) {
        return tl::make_unexpected(table.error());
    }
    return writeTable(file, [&table](TableFormat) { return *table; });
}

void LlmRunsPanel::askForExport(CallTexts texts)
{
    const QString file = askForTableFile(this, tr("calls-of-run-%1").arg(currentRun()));
    if (file.isEmpty()) {
        return;
    }
    const Result<void> written = exportCalls(file, texts);
    if (written) {
        Q_EMIT message(tr("Saved to %1").arg(file));
    } else {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(written.error().message));
    }
}

} // namespace auspex
