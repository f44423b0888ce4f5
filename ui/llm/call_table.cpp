// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/call_table.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/labelled.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/llm/call_model.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int widestColumn = 26; // average characters

}

void CallProxy::show(Show what)
{
    m_show = what;
    invalidateFilter();
}

bool CallProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    switch (m_show) {
    case Show::Failed:
        return index.data(CallModel::FailedRole).toBool();
    case Show::Unusable:
        return index.data(CallModel::UnusableRole).toBool();
    case Show::All:
        break;
    }
    return true;
}

CallTable::CallTable(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new CallModel(session, this))
    , m_proxy(new CallProxy(this))
    , m_show(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_empty(new QLabel(this))
    , m_view(new QTableView(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(CallModel::ValueRole);
    m_show->setObjectName(QStringLiteral("llmCallFilter"));
    m_show->setAccessibleName(tr("Calls to show"));
    m_show->addItems({tr("All calls"), tr("Failed attempts"), tr("Answers without a number")});
    m_empty->setObjectName(QStringLiteral("llmCallsEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    createView();
    auto *top = new QHBoxLayout;
    top->setSpacing(spacing);
    top->addWidget(labelled(tr("S&how"), m_show, this));
    top->addWidget(m_count);
    top->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);

    connect(m_show, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_proxy->show(static_cast<CallProxy::Show>(index));
        updateCount();
    });
    connect(m_model, &CallModel::loaded, this, [this] {
        fitColumns();
        updateCount();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CallTable::takeCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { Q_EMIT currentChanged(0); });
    updateCount();
}

void CallTable::createView()
{
    m_view->setObjectName(QStringLiteral("llmCalls"));
    m_view->setAccessibleName(tr("Calls of the run"));
    m_view->setModel(m_proxy);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setSortIndicator(CallModel::Time, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    auto *copyRows = new QAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this);
    copyRows->setObjectName(QStringLiteral("llmCopyCalls"));
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setShortcutContext(Qt::WidgetShortcut);
    connect(copyRows, &QAction::triggered, this, &CallTable::copy);
    m_view->addAction(copyRows);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void CallTable::setRun(qint64 runId, const QString &task)
{
    if (runId != m_model->runId()) {
        m_fitted = false;
        m_model->setRun(runId, task);
    }
}

void CallTable::refresh()
{
    m_model->refresh();
}

bool CallTable::isEmpty() const
{
    return m_model->rowCount() == 0;
}

void CallTable::setEmptyText(const QString &text)
{
    m_empty->setText(text);
}

void CallTable::fitColumns()
{
    if (m_fitted || m_model->rowCount() == 0) {
        return;
    }
    m_fitted = true;
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    const int most = fontMetrics().averageCharWidth() * widestColumn;
    for (int column = 0; column < CallModel::columns - 1; ++column) {
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, qMin(m_view->columnWidth(column), most));
    }
}

void CallTable::updateCount()
{
    const int shown = m_proxy->rowCount();
    const int all = m_model->rowCount();
    m_count->setText(shown == all
                         ? tr("%n call(s)", nullptr, all)
                         : tr("%1 of %n call(s)", nullptr, all).arg(QLocale().toString(shown)));
    m_view->setVisible(all > 0);
    m_empty->setVisible(all == 0);
    m_show->setEnabled(all > 0);
}

void CallTable::takeCurrent()
{
    const QModelIndex current = m_view->selectionModel()->currentIndex();
    Q_EMIT currentChanged(current.isValid() ? current.data(CallModel::IdRole).toLongLong() : 0);
    const qint64 record = current.isValid() ? current.data(CallModel::RecordRole).toLongLong() : -1;
    if (record >= 0) {
        m_session->selection()->set(m_model->task(), {record}, record);
    }
}

Result<ResultTable> CallTable::table(CallTexts texts, bool onlySelected) const
{
    std::vector<StoredCall> calls;
    const QItemSelectionModel *selection = m_view->selectionModel();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (onlySelected && selection->hasSelection() && !selection->isRowSelected(row, {})) {
            continue;
        }
        const StoredCall &call = m_model->call(m_proxy->mapToSource(index).row());
        if (texts == CallTexts::Short) {
            calls.push_back(call);
            continue;
        }
        Result<StoredCall> whole = loadCall(*m_session->workspace(), call.id);
        if (!whole) {
            return tl::make_unexpected(whole.error());
        }
        calls.push_back(std::move(*whole));
    }
    return callTable(calls, texts);
}

void CallTable::copy()
{
    if (const Result<ResultTable> chosen = table(CallTexts::Short, true)) {
        copyTable(*chosen);
    }
}

} // namespace auspex
