// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/arch/tfs_data.h"
#include "core/report/result_table.h"

namespace auspex {

/// One row for each architecture of a task: its sizes and counts, its scores trained from scratch,
/// every predictor's recorded score for one target, its latency and its splits. Counts are those of
/// core/arch/counts.h in the task's space.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        RecordRole = Qt::UserRole + 1, ///< qint64: index into the task's records
        ValueRole,                     ///< what sorting compares; invalid where there is none
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// A null task empties the table. `target` is the one whose recorded scores are shown.
    void setTask(std::shared_ptr<const TfsTask> task, const std::string &target);
    const std::shared_ptr<const TfsTask> &task() const { return m_task; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The rows in this order, for the clipboard.
    ResultTable table(const QList<int> &rows) const;

private:
    struct Column {
        std::string key;
        QString title;
        QString tip;
        ColumnKind kind = ColumnKind::Number;
        int decimals = 2;
        QString whyMissing = {};                        ///< for cells without a value
        std::vector<std::optional<double>> values = {}; ///< empty for the column of splits
    };

    void addColumns(const std::string &target);
    void addCountColumns();
    QString text(const Column &column, std::size_t row) const;

    std::shared_ptr<const TfsTask> m_task;
    std::vector<Column> m_columns;
    std::vector<QString> m_splits; ///< by record: "123 test, 456 demonstration"
};

} // namespace auspex
