// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_table.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/common/value_sort_proxy.h"
#include "ui/data/record_model.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

constexpr int widestColumn = 30; // average characters

}

RecordTable::RecordTable(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new RecordModel(this))
    , m_proxy(new ValueSortProxy(this))
    , m_filter(new QLineEdit(this))
    , m_target(new QComboBox(this))
    , m_targetLabel(new QLabel(tr("&Recorded scores for"), this))
    , m_count(new QLabel(this))
    , m_view(new QTableView(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(RecordModel::ValueRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(createTop());
    layout->addWidget(m_view, 1);
    createView();

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        const QScopedValueRollback<bool> guard(m_syncing, true);
        m_proxy->setFilterFixedString(text);
        showSelection();
        updateCount();
    });
    connect(m_target, &QComboBox::currentTextChanged, this, &RecordTable::showTarget);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RecordTable::takeSelection);
    connect(session->selection(), &Selection::changed, this, [this] {
        if (!m_syncing) {
            showSelection();
        }
    });
    updateCount();
}

QWidget *RecordTable::createTop()
{
    m_filter->setObjectName(QStringLiteral("dataFilter"));
    m_filter->setPlaceholderText(tr("Filter architectures"));
    m_filter->setAccessibleName(tr("Filter architectures"));
    m_filter->setClearButtonEnabled(true);
    m_target->setObjectName(QStringLiteral("dataTarget"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_target->setToolTip(tr("The target whose recorded scores the table shows"));
    m_targetLabel->setBuddy(m_target);
    auto *top = new QWidget(this);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(m_filter, 1);
    row->addWidget(m_count);
    row->addSpacing(spacing);
    row->addWidget(m_targetLabel);
    row->addWidget(m_target);
    return top;
}

void RecordTable::createView()
{
    m_view->setObjectName(QStringLiteral("dataRecords"));
    m_view->setAccessibleName(tr("Architectures of the task"));
    m_view->setModel(m_proxy);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    auto *copy = new QAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this);
    copy->setObjectName(QStringLiteral("dataCopy"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &RecordTable::copy);
    m_view->addAction(copy);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void RecordTable::setTask(std::shared_ptr<const TfsTask> task)
{
    if (task == m_model->task()) {
        return;
    }
    const QString before = m_target->currentText();
    {
        const QSignalBlocker blocker(m_target);
        m_target->clear();
        if (task) {
            for (const std::string &target : targetNames(*task)) {
                m_target->addItem(QString::fromStdString(target));
            }
        }
        // Predictors are judged on validation scores unless one asks otherwise.
        const int kept = m_target->findText(before);
        const int usual = m_target->findText(QStringLiteral("valid_bleu"));
        m_target->setCurrentIndex(std::max(0, kept >= 0 ? kept : usual));
    }
    const bool choice = task && m_target->count() > 1 && !recordedNames(*task).empty();
    m_target->setVisible(choice);
    m_targetLabel->setVisible(choice);
    const QScopedValueRollback<bool> guard(m_syncing, true);
    m_model->setTask(std::move(task), m_target->currentText().toStdString());
    fitColumns();
    updateCount();
    showSelection();
}

void RecordTable::showTarget()
{
    const QScopedValueRollback<bool> guard(m_syncing, true);
    m_model->setTask(m_model->task(), m_target->currentText().toStdString());
    showSelection();
}

QString RecordTable::taskName() const
{
    return m_model->task() ? QString::fromStdString(m_model->task()->name) : QString();
}

void RecordTable::fitColumns()
{
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    const int most = fontMetrics().averageCharWidth() * widestColumn;
    for (int column = 0; column < m_proxy->columnCount(); ++column) {
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, qMin(m_view->columnWidth(column) + spacing, most));
    }
    m_view->horizontalHeader()->setStretchLastSection(true);
}

void RecordTable::updateCount()
{
    const int shown = m_proxy->rowCount();
    const int all = m_model->rowCount();
    m_count->setText(
        shown == all ? tr("%n architecture(s)", nullptr, all)
                     : tr("%1 of %n architecture(s)", nullptr, all).arg(QLocale().toString(shown)));
}

void RecordTable::takeSelection()
{
    if (m_syncing) {
        return;
    }
    const QScopedValueRollback<bool> guard(m_syncing, true);
    QSet<qint64> records;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows) {
        records.insert(index.data(RecordModel::RecordRole).toLongLong());
    }
    Selection *selection = m_session->selection();
    if (!m_filter->text().isEmpty() && selection->task() == taskName()) {
        QSet<qint64> hidden = selection->records(); // what the filter hides stays as it is
        for (int row = 0; row < m_proxy->rowCount(); ++row) {
            hidden.remove(m_proxy->index(row, 0).data(RecordModel::RecordRole).toLongLong());
        }
        records.unite(hidden);
    }
    const QModelIndex current = m_view->selectionModel()->currentIndex();
    const qint64 record = current.isValid() ? current.data(RecordModel::RecordRole).toLongLong()
                                            : -1;
    selection->set(taskName(), records, records.contains(record) ? record : -1);
}

void RecordTable::showSelection()
{
    const Selection *selection = m_session->selection();
    const bool here = selection->task() == taskName();
    const QSet<qint64> records = here ? selection->records() : QSet<qint64>();
    QItemSelection rows;
    QModelIndex current;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        const qint64 record = index.data(RecordModel::RecordRole).toLongLong();
        if (records.contains(record)) {
            rows.select(index, index);
        }
        if (here && record == selection->current()) {
            current = index;
        }
    }
    const QScopedValueRollback<bool> guard(m_syncing, true);
    QItemSelectionModel *model = m_view->selectionModel();
    model->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid() && current.row() != model->currentIndex().row()) {
        model->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(current);
    }
}

ResultTable RecordTable::table() const
{
    QList<int> rows;
    const QItemSelectionModel *selection = m_view->selectionModel();
    const bool any = selection->hasSelection();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        if (!any || selection->isRowSelected(row, {})) {
            rows.append(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
        }
    }
    return m_model->table(rows);
}

void RecordTable::copy()
{
    const ResultTable copied = table();
    if (!copied.rows.empty()) {
        copyTable(copied);
    }
}

} // namespace auspex
