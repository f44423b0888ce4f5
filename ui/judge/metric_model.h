// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "core/report/evaluation_table.h"
#include "ui/judge/judge_state.h"

namespace auspex {

/// One row a chosen predictor, in the setup's order; its name with a check box (is it drawn?), then
/// the eight metrics.
class MetricModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        SpecRole = Qt::UserRole + 1, ///< the predictor of the row, as a spec
        ValueRole,                   ///< double, or invalid where there is no value
        SpreadRole,                  ///< double, as shown behind the value
        EmphasisRole,                ///< int(Emphasis)
        SignificantRole,             ///< bool: differs from the baseline beyond chance
        ColourRole,                  ///< place in the colour order, -1 for none
        StaleRole,                   ///< bool: not the results of what is chosen now
    };

    explicit MetricModel(JudgeState *state, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    static int columnOf(MetricId metric) { return 1 + static_cast<int>(metric); }
    static MetricId metricOf(int column) { return static_cast<MetricId>(column - 1); }
    QString specOf(int row) const { return m_rows[static_cast<std::size_t>(row)].predictor.spec; }

private:
    struct Row {
        JudgedPredictor predictor;
        QString title;
        QString parseError;
        const PredictorEvaluation *evaluation = nullptr; ///< lives in m_results
        MetricEmphasis emphasis{};
    };

    void update();
    QVariant nameData(const Row &row, int role) const;
    QVariant metricData(const Row &row, MetricId metric, int role) const;
    QString metricTooltip(const Row &row, MetricId metric) const;
    QString missingReason(const Row &row, MetricId metric) const;

    JudgeState *m_state;
    JudgeResultsPtr m_results;
    std::vector<Row> m_rows;
};

} // namespace auspex
