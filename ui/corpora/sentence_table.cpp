// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/sentence_table.h"

#include <algorithm>

#include <QAction>
#include <QCheckBox>
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

namespace auspex {

namespace {

constexpr int typingPause = 250; // ms

bool isText(int column)
{
    return column == SentenceModel::SourceText || column == SentenceModel::TargetText;
}

} // namespace

SentenceTable::SentenceTable(QWidget *parent)
    : QWidget(parent)
    , m_model(new SentenceModel(this))
    , m_split(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_tokens(new QCheckBox(tr("Show to&kens"), this))
    , m_count(new QLabel(this))
    , m_view(new QTableView(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(createTop());
    layout->addWidget(m_view, 1);
    createView();
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &SentenceTable::search);
    connect(m_search, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_split, &QComboBox::currentIndexChanged, this, &SentenceTable::showSplit);
    connect(m_tokens, &QCheckBox::toggled, this, [this](bool on) {
        m_model->setShowsTokens(on);
        search(); // what is searched is what is seen
    });
    connect(m_model, &SentenceModel::failed, this, &SentenceTable::failed);
}

QWidget *SentenceTable::createTop()
{
    m_split->setObjectName(QStringLiteral("corpusSplit"));
    m_split->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_search->setObjectName(QStringLiteral("corpusSearch"));
    m_search->setPlaceholderText(tr("Search sentences"));
    m_search->setAccessibleName(tr("Search sentences"));
    m_search->setClearButtonEnabled(true);
    m_tokens->setObjectName(QStringLiteral("corpusTokens"));
    m_tokens->setToolTip(tr("The symbols that a model reads, instead of the text"));
    m_count->setObjectName(QStringLiteral("corpusSentenceCount"));
    auto *top = new QWidget(this);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(labelled(tr("Sp&lit"), m_split, top));
    row->addWidget(m_search, 1);
    row->addWidget(m_count);
    row->addWidget(m_tokens);
    return top;
}

void SentenceTable::createView()
{
    m_view->setObjectName(QStringLiteral("corpusSentences"));
    m_view->setAccessibleName(tr("Sentences of the corpus"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    QHeaderView *header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(SentenceModel::SourceText, QHeaderView::Stretch);
    header->setSectionResizeMode(SentenceModel::TargetText, QHeaderView::Stretch);
    auto *copy = new QAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &SentenceTable::copy);
    m_view->addAction(copy);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void SentenceTable::setCorpus(CorpusPtr corpus)
{
    const QString before = m_split->currentText();
    {
        const QSignalBlocker blocker(m_split);
        m_corpus = std::move(corpus);
        m_split->clear();
        if (m_corpus) {
            for (const CorpusSplit &split : m_corpus->splits) {
                m_split->addItem(QString::fromStdString(split.name));
            }
        }
        m_split->setCurrentIndex(std::max(0, m_split->findText(before)));
    }
    showSplit();
}

void SentenceTable::showSplit()
{
    m_searching.drop();
    m_model->setSplit(nullptr);
    m_reading.drop();
    if (!m_corpus || m_split->currentIndex() < 0) {
        updateCount();
        return;
    }
    m_count->setText(tr("Reading..."));
    m_reading.start(
        this,
        [corpus = m_corpus, split = m_split->currentText().toStdString()](Job &) {
            return readSplit(corpus, split);
        },
        [this](const Result<SplitContentPtr> &split) {
            if (!split) {
                m_count->clear();
                Q_EMIT failed(QString::fromStdString(split.error().message));
                return;
            }
            m_model->setSplit(*split);
            fitColumns();
            search();
        });
}

void SentenceTable::search()
{
    m_pause.stop();
    m_searching.drop();
    const QString text = m_search->text().trimmed();
    if (!m_model->split()) {
        return;
    }
    if (text.isEmpty()) {
        m_isCut = false;
        m_model->setMatches(std::nullopt);
        updateCount();
        return;
    }
    m_count->setText(tr("Searching..."));
    m_searching.start(
        this,
        [split = m_model->split(), text, tokens = m_tokens->isChecked()](Job &job) {
            return findSentences(*split, text, tokens, job);
        },
        [this](const Result<SentenceMatches> &matches) {
            if (!matches) {
                Q_EMIT failed(QString::fromStdString(matches.error().message));
                return;
            }
            m_isCut = !matches->areAll;
            m_model->setMatches(*matches);
            updateCount();
        });
}

void SentenceTable::fitColumns()
{
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    const QString widest = QLocale().toString(static_cast<qulonglong>(m_model->rowCount()));
    const int digits = fontMetrics().horizontalAdvance(widest) + 2 * spacing;
    for (const int column :
         {SentenceModel::Number, SentenceModel::SourceTokens, SentenceModel::TargetTokens}) {
        const int title = m_view->horizontalHeader()->sectionSizeHint(column);
        m_view->setColumnWidth(column,
                               column == SentenceModel::Number ? std::max(title, digits) : title);
    }
}

void SentenceTable::updateCount()
{
    const auto &split = m_model->split();
    if (!split) {
        m_count->clear();
        return;
    }
    const auto all = static_cast<int>(split->split.sentences);
    const QString shown = QLocale().toString(m_model->rowCount());
    if (m_isCut) {
        m_count->setText(tr("the first %1 matches in %Ln sentence(s)", nullptr, all).arg(shown));
    } else if (m_search->text().trimmed().isEmpty()) {
        m_count->setText(tr("%Ln sentence(s)", nullptr, all));
    } else {
        m_count->setText(tr("%1 of %Ln sentence(s)", nullptr, all).arg(shown));
    }
}

void SentenceTable::copy()
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        return;
    }
    ResultTable table;
    const char *keys[] = {"number", "source", "target", "source_tokens", "target_tokens"};
    for (int column = 0; column < SentenceModel::ColumnCount; ++column) {
        const QString title
            = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        table.columns.push_back({.key = keys[column],
                                 .title = title.toStdString(),
                                 .kind = isText(column) ? ColumnKind::Text : ColumnKind::Integer});
    }
    for (const QModelIndex &row : std::as_const(rows)) {
        std::vector<TableCell> cells;
        for (int column = 0; column < SentenceModel::ColumnCount; ++column) {
            const QString text = row.siblingAtColumn(column).data().toString();
            bool isNumber = false;
            const qlonglong number = QLocale().toLongLong(text, &isNumber);
            if (isText(column)) {
                cells.push_back({.value = text.toStdString()});
            } else if (isNumber) {
                cells.push_back({.value = static_cast<std::int64_t>(number)});
            } else {
                cells.push_back({});
            }
        }
        table.rows.push_back(std::move(cells));
    }
    copyTable(table);
}

} // namespace auspex
