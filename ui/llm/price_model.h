// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/llm/price.h"

namespace auspex {

/// The user's own prices, which can be edited, before those that come with the program.
class PriceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Model,
        From,
        Above,
        Input,
        CachedInput,
        CacheWrite,
        Output,
        BatchFactor,
        Source,
        AsOf,
    };
    static constexpr int columns = 10;
    enum Role { OwnRole = Qt::UserRole + 1 }; ///< bool

    explicit PriceModel(std::vector<Price> own, QObject *parent = nullptr);

    const std::vector<Price> &own() const { return m_own; }
    bool isOwn(int row) const { return row < static_cast<int>(m_own.size()); }
    const Price &price(int row) const;
    int add(const Price &price); ///< gives its row
    void remove(int row);        ///< one's own

    /// What is wrong with one's own prices, a sentence; empty where nothing is.
    QString problem() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<Price> m_own;
};

} // namespace auspex
