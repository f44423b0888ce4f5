// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/chart_area.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScopedValueRollback>
#include <QSettings>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/common/labelled.h"
#include "ui/common/theme.h"
#include "ui/judge/flow_layout.h"
#include "ui/judge/judge_charts.h"

namespace auspex {

namespace {

QString chartKey()
{
    return QStringLiteral("judge/chart");
}

constexpr int veilDelay = 300; // ms

/// Greys what lies under it and lets every event through.
class Veil : public QWidget {
public:
    explicit Veil(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QColor colour = palette().color(QPalette::Base);
        colour.setAlphaF(0.55F);
        QPainter(this).fillRect(rect(), colour);
    }
};

QString objectNameOf(ChartArea::Chart chart)
{
    switch (chart) {
    case ChartArea::Scatter:
        return QStringLiteral("judgeScatter");
    case ChartArea::Residuals:
        return QStringLiteral("judgeResiduals");
    case ChartArea::Discordant:
        return QStringLiteral("judgeDiscordant");
    case ChartArea::Intervals:
        return QStringLiteral("judgeIntervals");
    case ChartArea::Ranks:
        return QStringLiteral("judgeRanks");
    }
    return {};
}

} // namespace

QString ChartArea::chartTitle(Chart chart)
{
    switch (chart) {
    case Scatter:
        return tr("Scatter");
    case Residuals:
        return tr("Residuals");
    case Discordant:
        return tr("Discordant pairs");
    case Intervals:
        return tr("Intervals");
    case Ranks:
        return tr("Ranks");
    }
    return {};
}

ChartArea::ChartArea(JudgeState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("judgeChartTabs"));
    m_tabs->setAccessibleName(tr("Charts"));
    m_tabs->setShape(QTabBar::RoundedSouth);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_stack = new QStackedWidget(this);
    for (int i = 0; i < chartCount; ++i) {
        const auto chart = static_cast<Chart>(i);
        auto *plot = new PlotView(m_stack);
        plot->setObjectName(objectNameOf(chart));
        m_plots[static_cast<std::size_t>(i)] = plot;
        m_stack->addWidget(plot);
        m_tabs->addTab(chartTitle(chart));
        connect(plot, &PlotView::selectionChanged, this,
                [this, chart](const QSet<qint64> &keys) { takeSelection(chart, keys); });
        connect(plot, &PlotView::currentChanged, this,
                [this, chart](qint64 key) { takeCurrent(chart, key); });
        connect(plot, &PlotView::currentDescribed, this, &ChartArea::message);
        connect(plot, &PlotView::message, this, &ChartArea::message);
    }
    m_veilDelay.setSingleShot(true);
    m_veilDelay.setInterval(veilDelay);
    connect(&m_veilDelay, &QTimer::timeout, this, [this] {
        m_veil->show();
        m_veil->raise();
    });
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("judgeChartNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacingSmall);
    layout->addWidget(createOptions());
    auto *layers = new QGridLayout; // the veil lies over the chart
    m_veil = new Veil(this);
    layers->addWidget(m_stack, 0, 0);
    layers->addWidget(m_veil, 0, 0);
    layout->addLayout(layers, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_tabs);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        QSettings().setValue(chartKey(), index);
        showSetup();
        draw();
    });
    connect(state, &JudgeState::setupChanged, this, &ChartArea::refresh);
    connect(state, &JudgeState::resultsChanged, this, &ChartArea::refresh);
    connect(state->session()->selection(), &Selection::changed, this, &ChartArea::showSelection);
    m_tabs->setCurrentIndex(qBound(0, QSettings().value(chartKey(), 0).toInt(), chartCount - 1));
    refresh();
}

QWidget *ChartArea::createOptions()
{
    auto *options = new QWidget(this);
    auto *layout = new FlowLayout(spacingLarge, spacingSmall, options);

    m_shape = new QComboBox(options);
    m_shape->setObjectName(QStringLiteral("judgeShape"));
    m_shape->addItem(tr("Decoder depth"), static_cast<int>(PointShape::Depth));
    m_shape->addItem(tr("Split"), static_cast<int>(PointShape::Split));
    m_shapeOption = labelled(tr("&Shape shows"), m_shape, options);
    layout->addWidget(m_shapeOption);
    connect(m_shape, &QComboBox::activated, this, [this] {
        JudgeSetup setup = m_state->setup();
        setup.shape = static_cast<PointShape>(m_shape->currentData().toInt());
        m_state->change(setup.shape == PointShape::Split ? tr("Show the split by shape")
                                                         : tr("Show the decoder depth by shape"),
                        setup);
    });

    m_errorBars = new QCheckBox(tr("&Error bars"), options);
    m_errorBars->setObjectName(QStringLiteral("judgeErrorBars"));
    m_errorBars->setToolTip(tr("One standard deviation around each prediction, where the predictor "
                               "says how certain it is"));
    layout->addWidget(m_errorBars);
    connect(m_errorBars, &QCheckBox::clicked, this, [this](bool on) {
        JudgeSetup setup = m_state->setup();
        setup.errorBars = on;
        m_state->change(on ? tr("Show error bars") : tr("Hide error bars"), setup);
    });

    m_metric = new QComboBox(options);
    m_metric->setObjectName(QStringLiteral("judgeIntervalMetric"));
    for (const MetricInfo &metric : allMetrics())
        m_metric->addItem(metricTitle(metric.id), static_cast<int>(metric.id));
    m_metricOption = labelled(tr("&Metric"), m_metric, options);
    layout->addWidget(m_metricOption);
    connect(m_metric, &QComboBox::activated, this, [this] {
        JudgeSetup setup = m_state->setup();
        setup.intervalMetric = static_cast<MetricId>(m_metric->currentData().toInt());
        m_state->change(tr("Show the intervals of %1").arg(m_metric->currentText()), setup);
    });

    m_pairs = new QComboBox(options);
    m_pairs->setObjectName(QStringLiteral("judgePairs"));
    m_pairs->addItem(tr("Number of pairs"), false);
    m_pairs->addItem(tr("Cumulative share"), true);
    m_pairsOption = labelled(tr("Sh&ow"), m_pairs, options);
    layout->addWidget(m_pairsOption);
    connect(m_pairs, &QComboBox::activated, this, [this] {
        JudgeSetup setup = m_state->setup();
        setup.cumulative = m_pairs->currentData().toBool();
        m_state->change(setup.cumulative ? tr("Show the cumulative share of discordant pairs")
                                         : tr("Show the number of discordant pairs"),
                        setup);
    });
    return options;
}

ChartArea::Chart ChartArea::currentChart() const
{
    return static_cast<Chart>(qMax(0, m_tabs->currentIndex()));
}

void ChartArea::showChart(Chart chart)
{
    m_tabs->setCurrentIndex(chart);
    currentPlot()->setFocus();
}

void ChartArea::setStale(bool stale)
{
    if (!stale) {
        m_veilDelay.stop();
        m_veil->hide();
    } else if (!m_veil->isVisible() && !m_veilDelay.isActive()) {
        m_veilDelay.start();
    }
}

void ChartArea::showSetup()
{
    const JudgeSetup &setup = m_state->setup();
    const Chart chart = currentChart();
    m_shape->setCurrentIndex(m_shape->findData(static_cast<int>(setup.shape)));
    m_errorBars->setChecked(setup.errorBars);
    m_metric->setCurrentIndex(m_metric->findData(static_cast<int>(setup.intervalMetric)));
    m_pairs->setCurrentIndex(setup.cumulative ? 1 : 0);
    m_shapeOption->setVisible(chart == Scatter || chart == Residuals || chart == Ranks);
    m_errorBars->setVisible(chart == Scatter || chart == Residuals);
    m_metricOption->setVisible(chart == Intervals);
    m_pairsOption->setVisible(chart == Discordant);
}

void ChartArea::refresh()
{
    m_isCurrent.fill(false);
    showSetup();
    draw();
}

void ChartArea::draw()
{
    const Chart chart = currentChart();
    const auto place = static_cast<std::size_t>(chart);
    const JudgeResultsPtr results = m_state->results();
    const JudgeSetup &setup = m_state->setup();
    QStringList rankOnly;
    if (results && (chart == Scatter || chart == Residuals))
        rankOnly = rankOnlyTitles(*results, setup);
    m_note->setVisible(!rankOnly.isEmpty());
    m_note->setText(
        tr("Not drawn here, because they only rank: %1.").arg(rankOnly.join(QStringLiteral(", "))));
    if (m_isCurrent[place])
        return;
    m_isCurrent[place] = true;
    PlotData shown;
    if (!results) {
        shown.emptyText = setup.predictors.isEmpty() ? tr("Add a predictor to see how it does.")
                                                     : tr("The predictors are being judged.");
    } else if (chart == Scatter) {
        shown = scatterChart(*results, setup);
    } else if (chart == Residuals) {
        shown = residualChart(*results, setup);
    } else if (chart == Discordant) {
        shown = discordantChart(*results, setup);
    } else if (chart == Intervals) {
        shown = intervalChart(*results, setup);
    } else {
        shown = rankChart(*results, setup);
    }
    const QScopedValueRollback<bool> guard(m_syncing, true);
    plot(chart)->setData(shown);
    showSelection();
}

void ChartArea::showSelection()
{
    const QScopedValueRollback<bool> guard(m_syncing, true);
    const Selection *selection = m_state->session()->selection();
    const JudgeResultsPtr results = m_state->results();
    const bool here = results && selection->task() == QString::fromStdString(results->task->name);
    for (int i = 0; i < chartCount; ++i) {
        if (i == Intervals || i == Discordant)
            continue;
        PlotView *view = m_plots[static_cast<std::size_t>(i)];
        view->setSelection(here ? selection->records() : QSet<qint64>());
        view->setCurrent(here && selection->current() >= 0 ? std::optional(selection->current())
                                                           : std::nullopt);
    }
}

void ChartArea::takeSelection(Chart chart, const QSet<qint64> &keys)
{
    const JudgeResultsPtr results = m_state->results();
    if (m_syncing || !results)
        return;
    if (chart == Intervals) {
        for (const qint64 key : keys) {
            const qint64 place = -1 - key;
            if (place >= 0 && place < m_state->setup().predictors.size())
                Q_EMIT predictorChosen(m_state->setup().predictors[place].spec);
        }
        return;
    }
    Selection *selection = m_state->session()->selection();
    const qint64 current = selection->current();
    selection->set(QString::fromStdString(results->task->name), keys,
                   keys.contains(current) ? current : -1);
}

void ChartArea::takeCurrent(Chart chart, qint64 key)
{
    const JudgeResultsPtr results = m_state->results();
    if (m_syncing || !results || chart == Intervals || key < 0)
        return;
    // The plot has its current point already; moving it again would jump between splits.
    const QScopedValueRollback<bool> guard(m_syncing, true);
    Selection *selection = m_state->session()->selection();
    const QString task = QString::fromStdString(results->task->name);
    selection->set(task, selection->task() == task ? selection->records() : QSet<qint64>(), key);
}

} // namespace auspex
