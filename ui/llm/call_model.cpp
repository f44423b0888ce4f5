// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/call_model.h"

#include <QLocale>

#include "ui/common/theme.h"
#include "ui/llm/llm_texts.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr std::int64_t atOnce = 500; // calls read between two looks at the events

bool isRight(int column)
{
    return column == CallModel::Sample || column == CallModel::Value
           || (column >= CallModel::Tokens && column <= CallModel::Latency);
}

} // namespace

CallModel::CallModel(Session *session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    m_load.setInterval(0);
    connect(&m_load, &QTimer::timeout, this, &CallModel::loadMore);
}

void CallModel::setRun(qint64 runId, const QString &task)
{
    beginResetModel();
    m_calls.clear();
    m_runId = runId;
    if (task != m_task || m_records.empty()) {
        m_task = task;
        m_records.clear();
        if (const auto snapshot = m_session->task(task)) {
            for (std::size_t i = 0; i < snapshot->records.size(); ++i) {
                m_records.emplace(architectureKey(snapshot->records[i].architecture), i);
            }
        }
    }
    endResetModel();
    m_load.stop();
    refresh();
}

void CallModel::refresh()
{
    if (m_runId != 0 && m_session->workspace()) {
        loadMore();
    } else {
        Q_EMIT loaded();
    }
}

void CallModel::loadMore()
{
    if (!m_session->workspace()) {
        m_load.stop();
        return;
    }
    CallFilter filter;
    filter.runId = m_runId == LlmCenter::callsOfNoRun ? 0 : m_runId;
    filter.afterId = m_calls.empty() ? 0 : m_calls.back().id;
    filter.most = atOnce;
    Result<std::vector<StoredCall>> calls = loadCalls(*m_session->workspace(), filter);
    if (!calls) {
        m_load.stop();
        Q_EMIT m_session->errorOccurred(QString::fromStdString(calls.error().message));
        return;
    }
    if (!calls->empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(calls->size()) - 1);
        std::move(calls->begin(), calls->end(), std::back_inserter(m_calls));
        endInsertRows();
    }
    if (static_cast<std::int64_t>(calls->size()) == atOnce) {
        m_load.start();
        return;
    }
    m_load.stop();
    Q_EMIT loaded();
}

int CallModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_calls.size());
}

int CallModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

qint64 CallModel::recordOf(const StoredCall &call) const
{
    const auto found = m_records.find(call.architectureKey);
    return found == m_records.end() ? -1 : found->second;
}

QString CallModel::text(const StoredCall &call, int column) const
{
    const QLocale locale;
    const QString none = QStringLiteral("-");
    switch (column) {
    case Architecture: {
        const qint64 record = recordOf(call);
        return record >= 0 ? QStringLiteral("#%1").arg(record + 1)
                           : QString::fromStdString(call.architectureKey);
    }
    case Sample:
        return call.ask > 0 ? tr("%1, ask %2").arg(call.sample + 1).arg(call.ask + 1)
                            : locale.toString(call.sample + 1);
    case Value: {
        const std::optional<double> shown = call.expected ? call.expected : call.value;
        if (!shown) {
            return none;
        }
        return call.deviation ? tr("%1 ± %2").arg(locale.toString(*shown, 'f', 2),
                                                  locale.toString(*call.deviation, 'f', 2))
                              : locale.toString(*shown, 'f', 2);
    }
    case Form: {
        const QString form = answerFormTitle(call.form);
        return form.isEmpty() ? none : form;
    }
    case Tokens:
        return call.replied ? tr("%1 + %2").arg(countText(call.promptTokens),
                                                countText(call.completionTokens))
                            : none;
    case Cost:
        return call.replied ? moneyText(call.cost) : none;
    case Latency:
        return call.seconds > 0.0 ? secondsText(call.seconds) : none;
    case Time:
        return localClockText(call.createdAt);
    case Problem:
        return QString::fromStdString(call.problem).simplified();
    default:
        return {};
    }
}

QVariant CallModel::value(const StoredCall &call, int column) const
{
    switch (column) {
    case Architecture: {
        const qint64 record = recordOf(call);
        return record >= 0 ? QVariant(record) : QVariant();
    }
    case Sample: {
        constexpr int mostAsks = 100;
        return call.sample * mostAsks + call.ask;
    }
    case Value:
        return call.expected ? QVariant(*call.expected)
               : call.value  ? QVariant(*call.value)
                             : QVariant();
    case Tokens:
        return call.replied ? QVariant(qint64(call.promptTokens + call.completionTokens))
                            : QVariant();
    case Cost:
        return call.cost ? QVariant(*call.cost) : QVariant();
    case Latency:
        return call.seconds;
    case Time:
        return qint64(call.id); // in the order that they came
    default:
        return text(call, column);
    }
}

QString CallModel::toolTip(const StoredCall &call, int column) const
{
    switch (column) {
    case Architecture:
        return QString::fromStdString(call.architectureKey);
    case Value:
        return QString::fromStdString(call.content);
    case Tokens:
        return tr("Prompt: %1, of these from the service's cache: %2\nAnswer: %3")
            .arg(countText(call.promptTokens), countText(call.cachedTokens),
                 countText(call.completionTokens));
    case Cost:
        return call.replied && !call.cost ? tr("The price of the model was not known.") : QString();
    case Time:
        return localTimeText(call.createdAt);
    case Problem:
        return QString::fromStdString(call.problem);
    default:
        return {};
    }
}

QVariant CallModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const StoredCall &call = m_calls[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(call, index.column());
    case Qt::ToolTipRole:
        return toolTip(call, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (isRight(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::DecorationRole:
        if (index.column() != Architecture || (call.replied && call.problem.empty())) {
            return {};
        }
        return themedIcon(call.replied ? QStringLiteral("warning") : QStringLiteral("error"));
    case IdRole:
        return qint64(call.id);
    case ValueRole:
        return value(call, index.column());
    case RecordRole:
        return recordOf(call);
    case FailedRole:
        return !call.replied;
    case UnusableRole:
        return call.replied && !call.value && !call.expected;
    default:
        return {};
    }
}

QVariant CallModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((isRight(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole && section == Tokens) {
        return tr("Tokens of the prompt and of the answer");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Architecture:
        return tr("Architecture");
    case Sample:
        return tr("Sample");
    case Value:
        return tr("Value");
    case Form:
        return tr("Form");
    case Tokens:
        return tr("Tokens");
    case Cost:
        return tr("Cost");
    case Latency:
        return tr("Latency");
    case Time:
        return tr("Time");
    case Problem:
        return tr("Problem");
    default:
        return {};
    }
}

} // namespace auspex
