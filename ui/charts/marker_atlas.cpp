// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/marker_atlas.h"

#include <cmath>
#include <numbers>

namespace auspex {

namespace {

constexpr double kMarkerRadius = 5.2; // the star with its outline
constexpr double kRingRadius = 9.5;   // the outer ring of the current point

QPainterPath polygon(std::initializer_list<QPointF> corners)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QVector<QPointF>(corners)));
    path.closeSubpath();
    return path;
}

QPainterPath plus(double reach, double half)
{
    return polygon({{-half, -reach},
                    {half, -reach},
                    {half, -half},
                    {reach, -half},
                    {reach, half},
                    {half, half},
                    {half, reach},
                    {-half, reach},
                    {-half, half},
                    {-reach, half},
                    {-reach, -half},
                    {-half, -half}});
}

QPainterPath star(double outer, double inner)
{
    QPolygonF corners;
    for (int i = 0; i < 10; ++i) {
        const double angle = std::numbers::pi * (i / 5.0 - 0.5);
        const double radius = i % 2 == 0 ? outer : inner;
        corners << QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(corners);
    path.closeSubpath();
    return path;
}

} // namespace

QPainterPath markerPath(int shape)
{
    switch (((shape % kMarkerShapes) + kMarkerShapes) % kMarkerShapes) {
    case 0: {
        QPainterPath circle;
        circle.addEllipse(QPointF(0, 0), 3.0, 3.0);
        return circle;
    }
    case 1:
        return polygon({{-2.7, -2.7}, {2.7, -2.7}, {2.7, 2.7}, {-2.7, 2.7}});
    case 2:
        return polygon({{0, -4.1}, {3.9, 2.7}, {-3.9, 2.7}});
    case 3:
        return polygon({{0, -4.1}, {4.1, 0}, {0, 4.1}, {-4.1, 0}});
    case 4:
        return plus(3.9, 1.3);
    case 5:
        return polygon({{0, 4.1}, {-3.9, -2.7}, {3.9, -2.7}});
    case 6:
        return QTransform().rotate(45).map(plus(3.9, 1.3));
    default:
        return star(4.6, 2.0);
    }
}

int shapeOfColour(int colour)
{
    return (colour + colour / kMarkerShapes) % kMarkerShapes;
}

void paintMarker(QPainter &painter, const Marker &marker, QPointF centre)
{
    QColor fill = marker.fill;
    fill.setAlphaF(0.8F);
    QColor outline = marker.outline;
    outline.setAlphaF(0.8F);
    painter.setBrush(fill);
    painter.setPen(QPen(outline, 0.75, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(markerPath(marker.shape).translated(centre));
}

void paintRings(QPainter &painter, const QColor &ring, const QColor &halo, QPointF centre,
                bool current)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, 3.0));
    painter.drawEllipse(centre, 5.6, 5.6);
    painter.setPen(QPen(ring, 1.4));
    painter.drawEllipse(centre, 5.6, 5.6);
    if (current)
        painter.drawEllipse(centre, 8.4, 8.4);
}

void MarkerAtlas::build(const QVector<Marker> &markers, const QColor &ring, const QColor &halo,
                        double ratio)
{
    if (markers == m_markers && ring == m_ring && halo == m_halo && ratio == m_ratio)
        return;
    m_markers = markers;
    m_ring = ring;
    m_halo = halo;
    m_ratio = ratio;
    // An odd side has a middle pixel, so that a marker is symmetric about its point.
    const auto oddSide = [ratio](double radius) {
        return 2 * static_cast<int>(std::ceil(radius * ratio)) + 1;
    };
    m_side = oddSide(kMarkerRadius);
    m_ringSide = oddSide(kRingRadius);
    m_pixmap = QPixmap(m_side * static_cast<int>(markers.size()) + 2 * m_ringSide, m_ringSide);
    m_pixmap.fill(Qt::transparent);
    QPainter painter(&m_pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto placeAt = [&](QPointF centre) {
        painter.resetTransform();
        painter.translate(centre);
        painter.scale(ratio, ratio);
    };
    for (qsizetype i = 0; i < markers.size(); ++i) {
        placeAt(cell(i).center());
        paintMarker(painter, markers[i], {0, 0});
    }
    for (const bool current : {false, true}) {
        placeAt(ringCell(current).center());
        paintRings(painter, ring, halo, {0, 0}, current);
    }
}

QRectF MarkerAtlas::cell(qsizetype marker) const
{
    return QRectF(static_cast<double>(marker) * m_side, 0, m_side, m_side);
}

QRectF MarkerAtlas::ringCell(bool current) const
{
    const double left = static_cast<double>(m_markers.size()) * m_side;
    return QRectF(left + (current ? m_ringSide : 0), 0, m_ringSide, m_ringSide);
}

} // namespace auspex
