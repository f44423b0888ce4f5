// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace auspex {

/// Paints a MetricModel: the predictor's colour before its name; a metric as its value, a smaller
/// grey deviation, and a place for the mark of significance, so that digits stand under digits.
class MetricDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter *painter, QStyleOptionViewItem option, const QModelIndex &index) const;
    void paintMetric(QPainter *painter, QStyleOptionViewItem option,
                     const QModelIndex &index) const;
};

} // namespace auspex
