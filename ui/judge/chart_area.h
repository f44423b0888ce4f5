// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QTimer>
#include <QWidget>

#include "ui/charts/plot.h"
#include "ui/judge/judge_state.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTabBar;

namespace auspex {

/// The Judge's charts in tabs, with the options that the open one has. All share the window's
/// selection; only the open one is computed.
class ChartArea : public QWidget {
    Q_OBJECT

public:
    enum Chart { Scatter, Residuals, Discordant, Intervals, Ranks };
    static constexpr int chartCount = 5;

    explicit ChartArea(JudgeState *state, QWidget *parent = nullptr);

    PlotView *plot(Chart chart) const { return m_plots[static_cast<std::size_t>(chart)]; }
    PlotView *currentPlot() const { return plot(currentChart()); }
    Chart currentChart() const;
    void showChart(Chart chart);
    static QString chartTitle(Chart chart);
    /// Greys the charts, a little later: what is judged quickly must not flicker.
    void setStale(bool stale);

Q_SIGNALS:
    void predictorChosen(const QString &spec); ///< a point of the intervals was clicked
    void message(const QString &text);         ///< for the status bar

private:
    QWidget *createOptions();
    void showSetup();
    void refresh(); ///< marks all charts as out of date and draws the open one
    void draw();
    void showSelection();
    void takeSelection(Chart chart, const QSet<qint64> &keys);
    void takeCurrent(Chart chart, qint64 key);

    JudgeState *m_state;
    std::array<PlotView *, chartCount> m_plots{};
    std::array<bool, chartCount> m_isCurrent{}; ///< the chart shows the present setup and results
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_veil = nullptr;
    QTimer m_veilDelay;
    QLabel *m_note = nullptr;
    QWidget *m_shapeOption = nullptr;
    QComboBox *m_shape = nullptr;
    QCheckBox *m_errorBars = nullptr;
    QWidget *m_metricOption = nullptr;
    QComboBox *m_metric = nullptr;
    QWidget *m_pairsOption = nullptr;
    QComboBox *m_pairs = nullptr;
    bool m_syncing = false;
};

} // namespace auspex
