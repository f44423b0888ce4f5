// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/run_model.h"

#include <algorithm>

#include <QLocale>

#include "ui/common/theme.h"
#include "ui/llm/llm_texts.h"

namespace auspex {

std::pair<qint64, qint64> runProgress(const LlmRunInfo &run)
{
    if (run.batch && isOpen(*run.batch)) {
        return {run.batch->finished, run.batch->requests};
    }
    const LlmRunStatus &status = run.status;
    return {status.done + status.unusable + status.failed, status.predictions};
}

namespace {

bool isOfNoRun(const LlmRunInfo &run)
{
    return run.run.id == LlmCenter::callsOfNoRun;
}

/// All runs, and below them the calls of none.
std::vector<LlmRunInfo> rowsOf(const LlmCenter &center)
{
    std::vector<LlmRunInfo> rows = center.runs();
    if (std::optional<LlmRunInfo> others = center.run(LlmCenter::callsOfNoRun)) {
        rows.push_back(std::move(*others));
    }
    return rows;
}

} // namespace

RunModel::RunModel(LlmCenter *center, QObject *parent)
    : QAbstractTableModel(parent)
    , m_center(center)
    , m_runs(rowsOf(*center))
{
    connect(center, &LlmCenter::runsChanged, this, &RunModel::reload);
    connect(center, &LlmCenter::repliesChanged, this, &RunModel::reload); // trials are of no run
    connect(center, &LlmCenter::runProgressed, this, &RunModel::follow);
}

void RunModel::reload()
{
    std::vector<LlmRunInfo> runs = rowsOf(*m_center);
    const bool sameRows = std::equal(
        runs.begin(), runs.end(), m_runs.begin(), m_runs.end(),
        [](const LlmRunInfo &a, const LlmRunInfo &b) { return a.run.id == b.run.id; });
    if (sameRows) { // the selection stays
        m_runs = std::move(runs);
        if (!m_runs.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
        }
        return;
    }
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

void RunModel::follow(qint64 id)
{
    const int row = rowOf(id);
    const std::optional<LlmRunInfo> now = m_center->run(id);
    if (row < 0 || !now) {
        return;
    }
    m_runs[static_cast<std::size_t>(row)] = *now;
    Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
}

int RunModel::rowOf(qint64 id) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [id](const LlmRunInfo &run) { return run.run.id == id; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

int RunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString RunModel::text(const LlmRunInfo &run, int column) const
{
    const LlmRunStatus &status = run.status;
    switch (column) {
    case State:
        return isOfNoRun(run) ? tr("Kept") : runStateText(run);
    case Predictor:
        return isOfNoRun(run) ? tr("Calls outside of runs")
                              : QString::fromStdString(llmSpecTitle(run.setup.spec));
    case Task:
        return isOfNoRun(run) ? QStringLiteral("-") : run.setup.task;
    case Progress: {
        const auto [done, all] = runProgress(run);
        return all > 0 ? tr("%1 of %2").arg(countText(done), countText(all)) : QStringLiteral("-");
    }
    case Cost:
        return moneyText(status.cost);
    case Rate:
        return run.isLive && status.perSecond > 0.0
                   ? tr("%1/s").arg(QLocale().toString(status.perSecond, 'f', 1))
                   : QStringLiteral("-");
    case Left: {
        const auto left = secondsLeft(status);
        return run.isLive && left ? durationEstimateText(*left) : QStringLiteral("-");
    }
    case Errors: {
        const QString failures = failuresText(status);
        return failures.isEmpty() ? QStringLiteral("-") : failures;
    }
    case Started:
        return isOfNoRun(run) ? QStringLiteral("-") : localTimeText(run.run.createdAt);
    default:
        return {};
    }
}

QVariant RunModel::value(const LlmRunInfo &run, int column) const
{
    const LlmRunStatus &status = run.status;
    switch (column) {
    case Progress: {
        const auto [done, all] = runProgress(run);
        return all > 0 ? QVariant(static_cast<double>(done) / static_cast<double>(all))
                       : QVariant();
    }
    case Cost:
        return status.cost ? QVariant(*status.cost) : QVariant();
    case Rate:
        return run.isLive ? QVariant(status.perSecond) : QVariant();
    case Left: {
        const auto left = secondsLeft(status);
        return run.isLive && left ? QVariant(*left) : QVariant();
    }
    case Errors: {
        qint64 sum = 0;
        for (const auto &[kind, count] : status.failures) {
            sum += count;
        }
        return sum > 0 ? QVariant(sum) : QVariant();
    }
    case Started:
        return QString::fromStdString(run.run.createdAt);
    default:
        return text(run, column);
    }
}

QString RunModel::toolTip(const LlmRunInfo &run, int column) const
{
    const LlmRunStatus &status = run.status;
    switch (column) {
    case State:
        if (run.batch && !run.batch->checkedAt.empty()) {
            return tr("Batch job %1, asked about at %2")
                .arg(QString::fromStdString(run.batch->remoteId),
                     localTimeText(run.batch->checkedAt));
        }
        return run.problem.isEmpty() ? waitingText(status) : run.problem;
    case Predictor:
        return isOfNoRun(run) ? tr("Of the command line, of trials, and of runs that were removed")
                              : predictorOf(run.setup);
    case Progress:
        return tr("Usable answers: %1\nAnswers without a number: %2\nFailed: %3\nAnswered from "
                  "the workspace: %4\nRequests sent: %5\nIn flight: %6")
            .arg(countText(status.done), countText(status.unusable), countText(status.failed),
                 countText(status.fromCache), countText(status.requests),
                 countText(status.inFlight));
    case Cost:
        return status.cost
                   ? tr("%1 tokens of prompts, %2 tokens of answers")
                         .arg(countText(status.usage.prompt), countText(status.usage.completion))
                   : tr("The price of the model is not known; enter it in the price list.");
    case Errors:
        return failuresText(status).isEmpty()
                   ? QString()
                   : tr("Attempts that failed, those that went well when tried again included");
    default:
        return {};
    }
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const LlmRunInfo &run = m_runs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(run, index.column());
    case Qt::ToolTipRole:
        return toolTip(run, index.column());
    case Qt::DecorationRole:
        return index.column() == State ? QVariant(themedIcon(runStateIcon(run))) : QVariant();
    case Qt::TextAlignmentRole: {
        const bool right = index.column() >= Cost && index.column() <= Left;
        return QVariant::fromValue(
            Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    case IdRole:
        return qint64(run.run.id);
    case ValueRole:
        return value(run, index.column());
    case ShareRole:
        return value(run, Progress);
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool right = section >= Cost && section <= Left;
        return QVariant::fromValue(
            Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case State:
        return tr("State");
    case Predictor:
        return tr("Predictor");
    case Task:
        return tr("Task");
    case Progress:
        return tr("Predictions");
    case Cost:
        return tr("Cost");
    case Rate:
        return tr("Rate");
    case Left:
        return tr("Time left");
    case Errors:
        return tr("Errors");
    case Started:
        return tr("Started");
    default:
        return {};
    }
}

} // namespace auspex
