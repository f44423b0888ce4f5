// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QVector>

namespace auspex {

inline constexpr int kMarkerShapes = 8;

/// The marker as a path around the origin, in logical pixels; all shapes cover about the area of a
/// circle of 6 pixels. Circle, square, triangle, diamond, plus, triangle down, cross, star.
QPainterPath markerPath(int shape);

/// The shape that repeats what a colour says; a colour that comes round again gets the next shape.
int shapeOfColour(int colour);

struct Marker {
    QColor fill;
    QColor outline;
    int shape = 0;
    friend bool operator==(const Marker &, const Marker &) = default;
};

/// At 80 % opacity, so that points behind show through.
void paintMarker(QPainter &painter, const Marker &marker, QPointF centre);

/// Markers, and rings for selected points, rendered once in a row of cells with odd sides: painting
/// a hundred thousand points is then one call of QPainter::drawPixmapFragments.
class MarkerAtlas {
public:
    /// Renders only if something changed. `ratio` is device pixels per logical pixel.
    void build(const QVector<Marker> &markers, const QColor &ring, const QColor &halo,
               double ratio);

    const QPixmap &pixmap() const { return m_pixmap; }
    QRectF cell(qsizetype marker) const;
    QRectF ringCell(bool current) const;

private:
    QVector<Marker> m_markers;
    QColor m_ring;
    QColor m_halo;
    double m_ratio = 0;
    int m_side = 0;
    int m_ringSide = 0;
    QPixmap m_pixmap;
};

/// One ring around a selected point, two around the current one, each on a halo of the background.
void paintRings(QPainter &painter, const QColor &ring, const QColor &halo, QPointF centre,
                bool current);

} // namespace auspex
