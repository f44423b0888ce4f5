// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "core/report/result_table.h"

namespace auspex {

/// Shows a ResultTable as it is: numbers in the user's language with their deviation, the best ones
/// bold, missing ones as "-" with the reason as a tool tip.
class ResultTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ValueRole = Qt::UserRole + 1, ///< the number or text, for sorting; invalid where missing
    };

    using QAbstractTableModel::QAbstractTableModel;

    const ResultTable &table() const { return m_table; }
    void setTable(ResultTable table);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ResultTable m_table;
};

} // namespace auspex
