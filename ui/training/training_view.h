// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "core/report/result_table.h"
#include "ui/charts/plot_data.h"
#include "ui/session/training_center.h"

class QLabel;
class QProgressBar;

namespace auspex {

class PlotView;

/// Losses per role, of training and validation.
PlotData lossChart(const TrainingProgress &progress);
PlotData learningRateChart(const TrainingProgress &progress);

/// Every point of both curves: a row an update and role.
ResultTable curveTable(const TrainingProgress &progress);

QString titleText(const TrainingInfo &info); ///< tells what is trained from scratch from supernets
QString stateText(const TrainingInfo &info);

/// How far a training is, and its curves.
class TrainingView : public QWidget {
    Q_OBJECT

public:
    explicit TrainingView(QWidget *parent);

    void setTraining(const std::optional<TrainingInfo> &info);

Q_SIGNALS:
    void message(const QString &text);

private:
    QLabel *m_title;
    QLabel *m_facts;
    QProgressBar *m_bar;
    PlotView *m_losses;
    PlotView *m_rates;
};

} // namespace auspex
