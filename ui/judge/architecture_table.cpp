// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/architecture_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/table_output.h"
#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr int widestColumn = 28; // average characters

}

ArchitectureTable::ArchitectureTable(JudgeState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new ArchitectureModel(state, this))
    , m_proxy(new ValueSortProxy(this))
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_view(new QTableView(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ArchitectureModel::ValueRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);

    m_filter->setObjectName(QStringLiteral("judgeArchitectureFilter"));
    m_filter->setPlaceholderText(tr("Filter architectures"));
    m_filter->setAccessibleName(tr("Filter architectures"));
    m_filter->setClearButtonEnabled(true);
    m_view->setObjectName(QStringLiteral("judgeArchitectureTable"));
    m_view->setAccessibleName(tr("Architectures and their predictions"));
    m_view->setModel(m_proxy);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = m_view->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setTextElideMode(Qt::ElideMiddle);
    header->setSortIndicator(ArchitectureModel::NumberColumn, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);

    auto *copy = new QAction(tr("&Copy the table"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ArchitectureTable::copySelection);
    m_view->addAction(copy);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, spacingSmall, 0, 0);
    top->addWidget(m_filter, 1);
    top->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QScopedValueRollback<bool> guard(m_syncing, true);
        m_proxy->setFilterFixedString(text);
        showSelection();
        updateCount();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ArchitectureTable::takeSelection);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_syncing = true; });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_syncing = false;
        showSelection();
        updateCount();
    });
    connect(m_model, &ArchitectureModel::columnsChanged, this, &ArchitectureTable::fitColumns);
    connect(state->session()->selection(), &Selection::changed, this, [this] {
        if (!m_syncing)
            showSelection();
    });
    fitColumns();
    updateCount();
    showSelection();
}

void ArchitectureTable::fitColumns()
{
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    for (int column = 0; column < m_proxy->columnCount(); ++column) {
        m_view->resizeColumnToContents(column);
        const int most = fontMetrics().averageCharWidth() * widestColumn;
        m_view->setColumnWidth(column, qMin(m_view->columnWidth(column), most));
    }
}

void ArchitectureTable::updateCount()
{
    const int shown = m_proxy->rowCount();
    const int all = m_model->rowCount();
    m_count->setText(shown == all ? tr("%n architecture(s)", nullptr, all)
                                  : tr("%1 of %n architecture(s)", nullptr, all).arg(shown));
}

void ArchitectureTable::takeSelection()
{
    if (m_syncing)
        return;
    const QScopedValueRollback<bool> guard(m_syncing, true);
    QSet<qint64> records;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        records.insert(index.data(ArchitectureModel::RecordRole).toLongLong());
    // What the filter hides stays as it is.
    Selection *selection = m_state->session()->selection();
    if (!m_filter->text().isEmpty() && selection->task() == m_model->task()) {
        QSet<qint64> shown;
        for (int row = 0; row < m_proxy->rowCount(); ++row)
            shown.insert(m_proxy->index(row, 0).data(ArchitectureModel::RecordRole).toLongLong());
        records.unite(selection->records() - shown);
    }
    const QModelIndex current = m_view->selectionModel()->currentIndex();
    const qint64 record = current.isValid()
                              ? current.data(ArchitectureModel::RecordRole).toLongLong()
                              : -1;
    selection->set(m_model->task(), records, records.contains(record) ? record : -1);
}

void ArchitectureTable::showSelection()
{
    const Selection *selection = m_state->session()->selection();
    const bool here = selection->task() == m_model->task();
    const QSet<qint64> records = here ? selection->records() : QSet<qint64>();
    QItemSelection rows;
    QModelIndex current;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        const qint64 record = index.data(ArchitectureModel::RecordRole).toLongLong();
        if (records.contains(record))
            rows.select(index, index);
        if (record == selection->current() && here)
            current = index;
    }
    const QScopedValueRollback<bool> guard(m_syncing, true);
    QItemSelectionModel *model = m_view->selectionModel();
    model->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid() && current.row() != model->currentIndex().row()) {
        model->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(current);
    }
}

ResultTable ArchitectureTable::table(bool onlySelected) const
{
    QList<int> rows;
    const QItemSelectionModel *selection = m_view->selectionModel();
    const bool any = onlySelected && selection->hasSelection();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (!any || selection->isRowSelected(row, {}))
            rows.append(m_proxy->mapToSource(index).row());
    }
    return m_model->table(rows);
}

void ArchitectureTable::copySelection()
{
    copyTable(table(true));
}

} // namespace auspex
