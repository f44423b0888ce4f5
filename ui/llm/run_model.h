// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "ui/session/llm_center.h"

namespace auspex {

/// The runs of the workspace, the newest first, one a row; follows them while they are under way.
class RunModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { State, Predictor, Task, Progress, Cost, Rate, Left, Errors, Started };
    static constexpr int columns = 9;
    enum Role {
        IdRole = Qt::UserRole + 1, ///< of the run, qint64
        ValueRole,                 ///< what a column is sorted by
        ShareRole,                 ///< of what is done, 0 to 1, for Progress
    };

    explicit RunModel(LlmCenter *center, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const LlmRunInfo &run(int row) const { return m_runs[static_cast<std::size_t>(row)]; }
    int rowOf(qint64 id) const; ///< -1 where there is none

private:
    void reload();
    void follow(qint64 id);
    QString text(const LlmRunInfo &run, int column) const;
    QVariant value(const LlmRunInfo &run, int column) const;
    QString toolTip(const LlmRunInfo &run, int column) const;

    LlmCenter *m_center;
    std::vector<LlmRunInfo> m_runs;
};

/// Predictions that have an answer or never will, of those that are asked for; of a batch what the
/// service says.
std::pair<qint64, qint64> runProgress(const LlmRunInfo &run);

} // namespace auspex
