// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "core/report/result_table.h"
#include "ui/judge/judge_state.h"

namespace auspex {

/// One row a judged architecture: its number, decoder depth, splits and TFS score, then for every
/// drawn predictor the prediction and the residual, averaged over the splits that judge it.
class ArchitectureModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        RecordRole = Qt::UserRole + 1, ///< qint64: index into the task's records
        ValueRole,                     ///< what sorting compares; invalid where there is none
    };
    enum Column { NumberColumn, DepthColumn, SplitsColumn, TfsColumn, FirstPredictorColumn };

    explicit ArchitectureModel(JudgeState *state, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    QString task() const; ///< of the records; empty before the first results
    /// The rows in this order, for clipboard and files.
    ResultTable table(const QList<int> &rows) const;

Q_SIGNALS:
    void columnsChanged(); ///< other predictors are drawn

private:
    /// One drawn predictor's numbers for one architecture, in the splits that judge it.
    struct Cell {
        QStringList splits;
        std::vector<double> predicted;
        double mean() const; ///< NaN where no split judges it
    };
    struct Row {
        qint64 record = 0;
        int depth = 0;
        QStringList splits;
        double tfs = 0;
        std::vector<Cell> cells; ///< as m_predictors
    };
    struct DrawnPredictor {
        QString spec;
        QString title;
        int colour = -1;
        bool scores = true; ///< its values are TFS scores, so that a residual has a meaning
    };

    void update();
    std::vector<Row> rowsOf(const JudgeResults &results,
                            const std::vector<DrawnPredictor> &predictors) const;
    std::optional<double> valueAt(const Row &row, int column) const;
    QString tooltip(const Row &row, int column) const;
    const DrawnPredictor &predictorOf(int column) const;
    static bool isResidual(int column) { return (column - FirstPredictorColumn) % 2 == 1; }

    JudgeState *m_state;
    JudgeResultsPtr m_results;
    std::vector<DrawnPredictor> m_predictors;
    std::vector<Row> m_rows;
};

} // namespace auspex
