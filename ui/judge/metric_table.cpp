// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/metric_table.h"

#include <array>
#include <cmath>

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/judge/metric_delegate.h"

namespace auspex {

namespace {

QString columnsKey()
{
    return QStringLiteral("judge/metricColumns");
}

constexpr int widestName = 22; // average characters; longer names are cut in the middle

/// What decides between predictors stands first: error, rank, and rank at equal depth.
constexpr std::array<MetricId, metricCount> firstOrder = {
    MetricId::Mae,  MetricId::Tau,  MetricId::TauWithinDepth, MetricId::Spearman,
    MetricId::Bias, MetricId::Rmse, MetricId::RegretAt1,      MetricId::OverlapAt5};

} // namespace

MetricTable::MetricTable(JudgeState *state, QWidget *parent)
    : QTableView(parent)
    , m_state(state)
    , m_model(new MetricModel(state, this))
    , m_proxy(new ValueSortProxy(this))
{
    setObjectName(QStringLiteral("judgeMetricTable"));
    setAccessibleName(tr("Predictors and their metrics"));
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(MetricModel::ValueRole);
    setModel(m_proxy);
    setItemDelegate(new MetricDelegate(this));
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(false);
    header->setHighlightSections(false);
    header->setSortIndicatorClearable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setTextElideMode(Qt::ElideRight);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(header, &QHeaderView::customContextMenuRequested, this, &MetricTable::showColumnMenu);

    createActions();
    loadColumns();
    connect(header, &QHeaderView::sectionMoved, this, &MetricTable::saveColumns);
    connect(header, &QHeaderView::sectionResized, this, &MetricTable::saveColumns);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &MetricTable::saveColumns);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &MetricTable::updateActions);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_fitted)
            fitColumns();
        updateActions();
    });
    fitColumns();
    updateActions();
    m_loading = false;
}

QAction *MetricTable::command(const char *name, const QString &text, const QKeySequence &shortcut,
                              std::function<void()> call)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(call));
    addAction(action);
    m_actions.append(action);
    return action;
}

void MetricTable::createActions()
{
    command("judgeCopyTable", tr("&Copy the table"), QKeySequence::Copy,
            [this] { copySelection(); })
        ->setStatusTip(
            tr("Copies the selected predictors, or all, as a table for office programs and "
               "as text"));
    command("judgeCompareWith", tr("Compare the others &with it"), {}, [this] {
        m_state->setBaseline(currentSpec());
    })->setStatusTip(tr("Tests every other predictor against this one"));
    command("judgeRunMissing", tr("Ru&n the missing predictions..."), {}, [this] {
        Q_EMIT runRequested(currentSpec());
    })->setStatusTip(tr("Asks the language model for what the workspace does not hold yet"));
    command("judgeRemovePredictor", tr("&Remove the predictor"), QKeySequence::Delete, [this] {
        m_state->removePredictors(selectedSpecs());
    })->setStatusTip(tr("Takes the selected predictors off the comparison"));
    command("judgeMoveUp", tr("Move the predictor &up"), QKeySequence(Qt::ALT | Qt::Key_Up),
            [this] {
                const QString spec = currentSpec();
                m_state->movePredictor(spec, -1);
                selectSpec(spec);
            })
        ->setStatusTip(tr("Moves it in the own order of the predictors, which also legends have"));
    command("judgeMoveDown", tr("Move the predictor &down"), QKeySequence(Qt::ALT | Qt::Key_Down),
            [this] {
                const QString spec = currentSpec();
                m_state->movePredictor(spec, 1);
                selectSpec(spec);
            })
        ->setStatusTip(tr("Moves it in the own order of the predictors, which also legends have"));
    command("judgeOwnOrder", tr("S&how the own order"), {}, [this] {
        horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    })->setStatusTip(tr("Takes sorting back: predictors as they were added"));
    command("judgeRestoreColumns", tr("Restore the c&olumns"), {}, [this] {
        restoreColumns();
    })->setStatusTip(tr("Shows all columns of the table in their first order"));
}

void MetricTable::updateActions()
{
    const bool any = !selectedSpecs().isEmpty();
    for (QAction *action : std::as_const(m_actions)) {
        const QString name = action->objectName();
        if (name == QLatin1String("judgeRemovePredictor")
            || name == QLatin1String("judgeCompareWith"))
            action->setEnabled(any);
        if (name == QLatin1String("judgeRunMissing"))
            action->setEnabled(any && m_state->runFor(currentSpec()));
        if (name == QLatin1String("judgeMoveUp") || name == QLatin1String("judgeMoveDown"))
            action->setEnabled(any);
    }
}

void MetricTable::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addActions(m_actions);
    menu.exec(event->globalPos());
}

void MetricTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        if (m_model)
            fitColumns();
    }
}

void MetricTable::showColumnMenu(const QPoint &position)
{
    QMenu menu(this);
    for (int column = 1; column < m_model->columnCount(); ++column) {
        QAction *action = menu.addAction(metricTitle(MetricModel::metricOf(column)));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            saveColumns();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Restore the columns")), &QAction::triggered, this,
            &MetricTable::restoreColumns);
    menu.exec(horizontalHeader()->mapToGlobal(position));
}

void MetricTable::restoreColumns()
{
    m_loading = true;
    arrangeColumns();
    m_loading = false;
    fitColumns();
    QSettings().remove(columnsKey());
    m_fitted = false;
}

void MetricTable::arrangeColumns()
{
    QHeaderView *header = horizontalHeader();
    int place = 1;
    for (const MetricId metric : firstOrder) {
        const int column = MetricModel::columnOf(metric);
        header->setSectionHidden(column, false);
        header->moveSection(header->visualIndex(column), place++);
    }
}

void MetricTable::loadColumns()
{
    const QByteArray stored = QSettings().value(columnsKey()).toByteArray();
    if (stored.isEmpty() || !horizontalHeader()->restoreState(stored)) {
        arrangeColumns();
        return;
    }
    m_fitted = true;
    QHeaderView *header = horizontalHeader();
    header->setSectionHidden(0, false);
    header->setSortIndicatorClearable(true);
    sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
}

void MetricTable::saveColumns()
{
    if (m_loading)
        return;
    m_fitted = true;
    QSettings().setValue(columnsKey(), horizontalHeader()->saveState());
}

void MetricTable::fitColumns()
{
    if (m_fitted)
        return;
    const bool loading = m_loading;
    m_loading = true;
    const int most = fontMetrics().averageCharWidth() * widestName;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        resizeColumnToContents(column);
        if (column == 0)
            setColumnWidth(0, qMin(columnWidth(0), most + 3 * fontMetrics().height()));
    }
    m_loading = loading;
}

ResultTable MetricTable::table(EvaluationForm form, bool onlySelected) const
{
    const JudgeResultsPtr results = m_state->results();
    if (!results)
        return {};
    Evaluation shown = results->evaluation;
    shown.predictors.clear();
    std::vector<bool> taken;
    const QStringList selected = onlySelected ? selectedSpecs() : QStringList();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QString spec = m_proxy->index(row, 0).data(MetricModel::SpecRole).toString();
        if (const PredictorEvaluation *evaluation = results->find(spec)) {
            shown.predictors.push_back(*evaluation);
            taken.push_back(selected.isEmpty() || selected.contains(spec));
        }
    }
    std::vector<MetricId> metrics;
    for (const MetricInfo &metric : allMetrics()) {
        if (!isColumnHidden(MetricModel::columnOf(metric.id)))
            metrics.push_back(metric.id);
    }
    ResultTable table = evaluationTable({&shown, 1}, form, metrics);
    std::vector<std::vector<TableCell>> rows;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (taken[row])
            rows.push_back(std::move(table.rows[row]));
    }
    table.rows = std::move(rows);
    return table;
}

QStringList MetricTable::selectedSpecs() const
{
    QStringList specs;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        specs.append(index.data(MetricModel::SpecRole).toString());
    return specs;
}

QString MetricTable::currentSpec() const
{
    if (currentIndex().isValid())
        return currentIndex().data(MetricModel::SpecRole).toString();
    const QStringList specs = selectedSpecs();
    return specs.isEmpty() ? QString() : specs.first();
}

void MetricTable::selectSpec(const QString &spec)
{
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        if (m_proxy->index(row, 0).data(MetricModel::SpecRole).toString() == spec) {
            setCurrentIndex(m_proxy->index(row, 0));
            scrollTo(m_proxy->index(row, 0));
        }
    }
}

void MetricTable::copySelection()
{
    const ResultTable chosen = table(EvaluationForm::People, true);
    if (!chosen.columns.empty())
        copyTable(chosen);
}

} // namespace auspex
