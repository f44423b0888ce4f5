// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/statistics_view.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/charts/plot.h"
#include "ui/common/labelled.h"
#include "ui/common/result_table_model.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr std::int64_t mostBars = 40;
constexpr int mostTableRows = 6; // that are seen without scrolling

TableColumn integerColumn(const char *key, const QString &title)
{
    return {.key = key, .title = title.toStdString(), .kind = ColumnKind::Integer};
}

} // namespace

ResultTable statisticsTable(const Corpus &corpus, const std::vector<SplitStatistics> &splits)
{
    ResultTable table;
    table.columns = {{.key = "split", .title = StatisticsView::tr("Split").toStdString()},
                     {.key = "language", .title = StatisticsView::tr("Language").toStdString()},
                     integerColumn("sentences", StatisticsView::tr("Sentences")),
                     integerColumn("left_out", StatisticsView::tr("Left out")),
                     integerColumn("tokens", StatisticsView::tr("Tokens")),
                     integerColumn("types", StatisticsView::tr("Types")),
                     integerColumn("vocabulary", StatisticsView::tr("Vocabulary")),
                     {.key = "unknown",
                      .title = StatisticsView::tr("Unknown").toStdString(),
                      .kind = ColumnKind::Percentage},
                     {.key = "mean_length",
                      .title = StatisticsView::tr("Mean length").toStdString(),
                      .kind = ColumnKind::Number,
                      .decimals = 1},
                     integerColumn("median_length", StatisticsView::tr("Median")),
                     integerColumn("longest", StatisticsView::tr("Longest"))};
    for (const SplitStatistics &split : splits) {
        const auto add = [&](const SideStatistics &side, const std::string &language,
                             const TextCodec &codec) {
            table.rows.push_back({{.value = split.name},
                                  {.value = language},
                                  {.value = split.sentences},
                                  {.value = split.leftOut},
                                  {.value = side.tokens},
                                  {.value = side.types},
                                  {.value = static_cast<std::int64_t>(codec.dictionary.size())},
                                  {.value = side.unknownRate()},
                                  {.value = side.meanLength()},
                                  {.value = side.lengthQuantile(0.5)},
                                  {.value = side.longest}});
        };
        add(split.source, corpus.sourceLanguage, corpus.source);
        add(split.target, corpus.targetLanguage, corpus.target);
    }
    return table;
}

PlotData lengthChart(const Corpus &corpus, const SplitStatistics &split)
{
    PlotData chart;
    chart.xAxis.title = StatisticsView::tr("Length (tokens)");
    chart.xAxis.integerTicks = true;
    chart.yAxis.title = StatisticsView::tr("Sentences");
    chart.yAxis.integerTicks = true;
    chart.series = {{QString::fromStdString(corpus.sourceLanguage), 0},
                    {QString::fromStdString(corpus.targetLanguage), 1}};
    chart.emptyText = StatisticsView::tr("The split has no sentences.");
    const std::int64_t longest = std::max(split.source.longest, split.target.longest);
    const std::int64_t width = longest / mostBars + 1;
    const auto bars = static_cast<std::size_t>(width);
    std::vector<std::int64_t> source = split.source.histogram(bars);
    std::vector<std::int64_t> target = split.target.histogram(bars);
    const std::size_t count = std::max(source.size(), target.size());
    source.resize(count);
    target.resize(count);
    chart.bars.width = static_cast<double>(width);
    chart.bars.heights.resize(2);
    for (std::size_t i = 0; i < count; ++i) {
        const double first = static_cast<double>(i) * static_cast<double>(width);
        chart.bars.centres.append(first + static_cast<double>(width - 1) / 2.0);
        chart.bars.heights[0].append(static_cast<double>(source[i]));
        chart.bars.heights[1].append(static_cast<double>(target[i]));
    }
    return chart;
}

StatisticsView::StatisticsView(QWidget *parent)
    : QWidget(parent)
    , m_model(new ResultTableModel(this))
    , m_table(new QTableView(this))
    , m_split(new QComboBox(this))
    , m_plot(new PlotView(this))
{
    createTable();
    m_split->setObjectName(QStringLiteral("statisticsSplit"));
    m_split->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_plot->setObjectName(QStringLiteral("corpusLengths"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_table);
    layout->addWidget(labelled(tr("Len&gths in"), m_split, this), 0, Qt::AlignLeft);
    layout->addWidget(m_plot, 1);
    connect(m_split, &QComboBox::currentIndexChanged, this, &StatisticsView::showLengths);
    connect(m_plot, &PlotView::currentDescribed, this, &StatisticsView::message);
    connect(m_plot, &PlotView::message, this, &StatisticsView::message);
    showStatistics();
}

void StatisticsView::createTable()
{
    m_table->setObjectName(QStringLiteral("corpusStatistics"));
    m_table->setAccessibleName(tr("Statistics of the corpus"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * spacingSmall);
    m_table->horizontalHeader()->setHighlightSections(false);
    auto *copy = new QAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &StatisticsView::copy);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void StatisticsView::setCorpus(CorpusPtr corpus)
{
    m_counting.drop();
    m_isCounted = false;
    m_statistics.clear();
    m_corpus = std::move(corpus);
    showStatistics();
    if (isVisible()) {
        count();
    }
}

void StatisticsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    count();
}

void StatisticsView::count()
{
    if (!m_corpus || m_isCounted || m_counting.isRunning()) {
        return;
    }
    m_counting.start(
        this, [corpus = m_corpus](Job &job) { return corpusStatistics(*corpus, job); },
        [this](const Result<std::vector<SplitStatistics>> &statistics) {
            m_isCounted = true;
            if (statistics) {
                m_statistics = *statistics;
            } else {
                Q_EMIT failed(QString::fromStdString(statistics.error().message));
            }
            showStatistics();
        });
    showLengths();
}

void StatisticsView::showStatistics()
{
    const int before = std::max(0, m_split->currentIndex());
    {
        const QSignalBlocker blocker(m_split);
        m_split->clear();
        for (const SplitStatistics &split : m_statistics) {
            m_split->addItem(QString::fromStdString(split.name));
        }
        m_split->setCurrentIndex(std::min(before, m_split->count() - 1));
    }
    m_model->setTable(m_corpus ? statisticsTable(*m_corpus, m_statistics) : ResultTable());
    m_table->resizeColumnsToContents();
    fitTable();
    showLengths();
}

/// As high as its rows, up to some.
void StatisticsView::fitTable()
{
    const int rows = std::clamp(m_model->rowCount(), 2, mostTableRows);
    const bool scrolls = m_table->horizontalHeader()->length() > width();
    const int scrollBar = scrolls ? m_table->horizontalScrollBar()->sizeHint().height() : 0;
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + rows * m_table->verticalHeader()->defaultSectionSize() + scrollBar
                            + 2 * m_table->frameWidth());
}

void StatisticsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTable();
}

void StatisticsView::showLengths()
{
    PlotData chart;
    const auto place = static_cast<std::size_t>(std::max(0, m_split->currentIndex()));
    if (m_corpus && place < m_statistics.size()) {
        chart = lengthChart(*m_corpus, m_statistics[place]);
    } else {
        chart.emptyText = m_counting.isRunning() ? tr("Tokens are being counted.") : QString();
    }
    m_plot->setData(chart);
}

void StatisticsView::copy()
{
    if (!m_model->table().rows.empty()) {
        copyTable(m_model->table());
    }
}

} // namespace auspex
