// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/architecture_drawing.h"

#include <algorithm>

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "ui/charts/plot_theme.h"
#include "ui/common/theme.h"

namespace auspex {

namespace {

constexpr double narrowestBar = 0.42; // of the column: an FFN of 0 would still hold its label

} // namespace

ArchitectureDrawing::ArchitectureDrawing(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("architectureDrawing"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ArchitectureDrawing::setArchitecture(const Architecture &architecture)
{
    m_architecture = architecture;
    m_widestFfn = 1;
    for (const EncoderLayer &layer : architecture.encoder)
        m_widestFfn = std::max(m_widestFfn, layer.ffnDim);
    for (const DecoderLayer &layer : architecture.decoder)
        m_widestFfn = std::max(m_widestFfn, layer.ffnDim);
    setAccessibleName(tr("Drawing of the layers"));
    setAccessibleDescription(QString::fromStdString(architectureKey(architecture)));
    setToolTip(tr("Layers from the first at the bottom. Bars: FFN width · attention heads (in the "
                  "decoder: self-attention/encoder-decoder attention). Lines: the encoder layers "
                  "that a decoder layer attends to."));
    updateGeometry();
    update();
}

int ArchitectureDrawing::rowHeight() const
{
    return fontMetrics().height() + 2 * spacingSmall;
}

QSize ArchitectureDrawing::sizeHint() const
{
    const int layers = std::max(
        {m_architecture.encoderLayers(), m_architecture.decoderLayers(), 1});
    const int titles = fontMetrics().height() + spacing;
    return {fontMetrics().averageCharWidth() * 36, layers * (rowHeight() + spacingSmall) + titles};
}

QSize ArchitectureDrawing::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 26, sizeHint().height()};
}

QRectF ArchitectureDrawing::bar(bool encoder, int layer, int ffn) const
{
    const double gap = width() * 0.16;
    const double column = (width() - gap) / 2.0 - 1;
    const double share = narrowestBar
                         + (1 - narrowestBar) * static_cast<double>(ffn)
                               / static_cast<double>(m_widestFfn);
    const double length = column * share;
    const double bottom = height() - fontMetrics().height() - spacing;
    const double top = bottom - (layer + 1) * (rowHeight() + spacingSmall) + spacingSmall;
    const double left = encoder ? 0.5 + column - length : 0.5 + column + gap;
    return {left, top, length, static_cast<double>(rowHeight())};
}

QString ArchitectureDrawing::barText(bool encoder, std::size_t layer) const
{
    const QLocale locale;
    if (encoder) {
        const EncoderLayer &drawn = m_architecture.encoder[layer];
        return QStringLiteral("%1 · %2").arg(locale.toString(drawn.ffnDim),
                                             locale.toString(drawn.selfHeads));
    }
    const DecoderLayer &drawn = m_architecture.decoder[layer];
    return QStringLiteral("%1 · %2/%3")
        .arg(locale.toString(drawn.ffnDim), locale.toString(drawn.selfHeads),
             locale.toString(drawn.crossHeads));
}

void ArchitectureDrawing::paintStack(QPainter &painter, bool encoder) const
{
    const PlotTheme theme = screenTheme(palette(), font(), QLocale());
    const QColor accent = theme.seriesColour(encoder ? 0 : 1);
    const int layers = encoder ? m_architecture.encoderLayers() : m_architecture.decoderLayers();
    for (int i = 0; i < layers; ++i) {
        const auto layer = static_cast<std::size_t>(i);
        const QRectF place = bar(encoder, i,
                                 encoder ? m_architecture.encoder[layer].ffnDim
                                         : m_architecture.decoder[layer].ffnDim);
        painter.setPen(QPen(accent, 1));
        painter.setBrush(mixed(accent, palette().color(QPalette::Window), 0.22));
        painter.drawRoundedRect(place, 3, 3);
        painter.setPen(palette().color(QPalette::WindowText));
        // A text that its bar cannot hold begins with it and goes on into the free side.
        const QString text = barText(encoder, layer);
        const double missing = fontMetrics().horizontalAdvance(text) + spacing - place.width();
        const double more = std::max(0.0, missing);
        painter.drawText(place.adjusted(encoder ? -more : 0, 0, encoder ? 0 : more, 0),
                         Qt::AlignCenter, text);
    }
    const int width = encoder ? m_architecture.encoderEmbedDim : m_architecture.decoderEmbedDim;
    const QString title = encoder ? tr("Encoder %1") : tr("Decoder %1");
    const double half = this->width() / 2.0 - spacingSmall;
    const QRectF place(encoder ? 0 : this->width() - half, height() - fontMetrics().height(), half,
                       fontMetrics().height());
    painter.setPen(mutedText(palette()));
    painter.drawText(place, (encoder ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                     fontMetrics().elidedText(title.arg(QLocale().toString(width)), Qt::ElideMiddle,
                                              static_cast<int>(half)));
}

void ArchitectureDrawing::paintAttention(QPainter &painter) const
{
    painter.setPen(QPen(mutedText(palette()), 1));
    painter.setBrush(Qt::NoBrush);
    const int encoderLayers = m_architecture.encoderLayers();
    for (int i = 0; i < m_architecture.decoderLayers(); ++i) {
        const DecoderLayer &layer = m_architecture.decoder[static_cast<std::size_t>(i)];
        const QRectF to = bar(false, i, layer.ffnDim);
        const int first = encoderLayers - attendedEncoderLayers(layer.arbitraryAttention);
        for (int j = std::max(0, first); j < encoderLayers; ++j) {
            const QRectF from = bar(true, j,
                                    m_architecture.encoder[static_cast<std::size_t>(j)].ffnDim);
            const QPointF begin(from.right(), from.center().y());
            const QPointF end(to.left(), to.center().y());
            const double middle = (begin.x() + end.x()) / 2;
            QPainterPath path(begin);
            path.cubicTo({middle, begin.y()}, {middle, end.y()}, end);
            painter.drawPath(path);
        }
    }
}

void ArchitectureDrawing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAttention(painter);
    paintStack(painter, true);
    paintStack(painter, false);
}

void ArchitectureDrawing::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace auspex
