// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace auspex {

/// Draws an outline around an empty check box where a style's own would be lost on a dark list.
void drawCheckFrame(QPainter *painter, const QStyleOptionViewItem &option);

/// An ordinary delegate whose check boxes are seen in every theme.
class CheckDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace auspex
