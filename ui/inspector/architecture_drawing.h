// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/arch/architecture.h"

namespace auspex {

/// A subnet as two stacks of layers, the first at the bottom: bars as wide as their FFN, labelled
/// with it and with the heads, and a line from each decoder layer to every encoder layer that it
/// attends to.
class ArchitectureDrawing : public QWidget {
    Q_OBJECT

public:
    explicit ArchitectureDrawing(QWidget *parent = nullptr);

    void setArchitecture(const Architecture &architecture);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int rowHeight() const;
    /// The bar of a layer; `widest` is the FFN dimension that fills the stack's column.
    QRectF bar(bool encoder, int layer, int ffn) const;
    void paintStack(QPainter &painter, bool encoder) const;
    void paintAttention(QPainter &painter) const;
    QString barText(bool encoder, std::size_t layer) const;

    Architecture m_architecture;
    int m_widestFfn = 1;
};

} // namespace auspex
