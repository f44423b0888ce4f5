// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/vocabulary_table.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/common/labelled.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/common/value_sort_proxy.h"

namespace auspex {

namespace {

constexpr int countWidth = 20; // average characters

} // namespace

VocabularyTable::VocabularyTable(QWidget *parent)
    : QWidget(parent)
    , m_model(new VocabularyModel(this))
    , m_proxy(new ValueSortProxy(this))
    , m_side(new QComboBox(this))
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_view(new QTableView(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(VocabularyModel::ValueRole);
    m_proxy->setFilterKeyColumn(VocabularyModel::Symbol);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(createTop());
    layout->addWidget(m_view, 1);
    createView();
    connect(m_side, &QComboBox::currentIndexChanged, this, &VocabularyTable::showSide);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text.trimmed());
        updateCount();
    });
}

QWidget *VocabularyTable::createTop()
{
    m_side->setObjectName(QStringLiteral("vocabularySide"));
    m_side->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_filter->setObjectName(QStringLiteral("vocabularyFilter"));
    m_filter->setPlaceholderText(tr("Filter symbols"));
    m_filter->setAccessibleName(tr("Filter symbols"));
    m_filter->setClearButtonEnabled(true);
    auto *top = new QWidget(this);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(labelled(tr("Dictio&nary"), m_side, top));
    row->addWidget(m_filter, 1);
    row->addWidget(m_count);
    return top;
}

void VocabularyTable::createView()
{
    m_view->setObjectName(QStringLiteral("corpusVocabulary"));
    m_view->setAccessibleName(tr("Symbols of the dictionary"));
    m_view->setModel(m_proxy);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    QHeaderView *header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(VocabularyModel::Symbol, QHeaderView::Stretch);
    header->setSortIndicator(VocabularyModel::Id, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    auto *copy = new QAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &VocabularyTable::copy);
    m_view->addAction(copy);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void VocabularyTable::setCorpus(CorpusPtr corpus)
{
    m_counting.drop();
    m_isCounted = false;
    m_corpus = std::move(corpus);
    const int before = std::max(0, m_side->currentIndex());
    {
        const QSignalBlocker blocker(m_side);
        m_side->clear();
        if (m_corpus) {
            m_side->addItem(
                tr("Source (%1)").arg(QString::fromStdString(m_corpus->sourceLanguage)));
            m_side->addItem(
                tr("Target (%1)").arg(QString::fromStdString(m_corpus->targetLanguage)));
            m_side->setCurrentIndex(before);
        }
    }
    m_model->setCounts(nullptr);
    showSide();
    if (isVisible()) {
        count();
    }
}

void VocabularyTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    count();
}

void VocabularyTable::count()
{
    if (!m_corpus || m_isCounted || m_counting.isRunning()) {
        return;
    }
    m_counting.start(
        this, [corpus = m_corpus](Job &job) { return countTokens(*corpus, job); },
        [this](const Result<TokenCounts> &counts) {
            m_isCounted = true;
            if (!counts) {
                Q_EMIT failed(QString::fromStdString(counts.error().message));
                return;
            }
            m_model->setCounts(std::make_shared<const TokenCounts>(*counts));
        });
}

void VocabularyTable::showSide()
{
    m_model->setCorpus(m_corpus, m_side->currentIndex() == 1);
    m_view->resizeColumnToContents(VocabularyModel::Id);
    const int width = fontMetrics().averageCharWidth() * countWidth;
    for (const int column : {VocabularyModel::Stated, VocabularyModel::Found}) {
        m_view->setColumnWidth(
            column, std::max(width, m_view->horizontalHeader()->sectionSizeHint(column)));
    }
    updateCount();
}

void VocabularyTable::updateCount()
{
    const int shown = m_proxy->rowCount();
    const int all = m_model->rowCount();
    m_count->setText(shown == all
                         ? tr("%Ln symbol(s)", nullptr, all)
                         : tr("%1 of %Ln symbol(s)", nullptr, all).arg(QLocale().toString(shown)));
}

void VocabularyTable::copy()
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    ResultTable table;
    const char *keys[] = {"id", "symbol", "dictionary_count", "count"};
    for (int column = 0; column < VocabularyModel::ColumnCount; ++column) {
        const QString title
            = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        table.columns.push_back(
            {.key = keys[column],
             .title = title.toStdString(),
             .kind = column == VocabularyModel::Symbol ? ColumnKind::Text : ColumnKind::Integer});
    }
    for (const QModelIndex &row : std::as_const(rows)) {
        std::vector<TableCell> cells;
        for (int column = 0; column < VocabularyModel::ColumnCount; ++column) {
            const QModelIndex cell = row.siblingAtColumn(column);
            const QVariant value = cell.data(VocabularyModel::ValueRole);
            if (column == VocabularyModel::Symbol) {
                cells.push_back({.value = value.toString().toStdString()});
            } else if (value.isValid()) {
                cells.push_back({.value = static_cast<std::int64_t>(value.toLongLong())});
            } else {
                cells.push_back({});
            }
        }
        table.rows.push_back(std::move(cells));
    }
    if (!table.rows.empty()) {
        copyTable(table);
    }
}

} // namespace auspex
