// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QGraphicsItem>
#include <QPainter>
#include <QPen>
#include <QSet>

#include "ui/charts/marker_atlas.h"
#include "ui/charts/plot_data.h"
#include "ui/charts/plot_scale.h"
#include "ui/charts/plot_theme.h"
#include "ui/charts/point_cloud.h"

namespace auspex {

QPen linePen(const PlotData &data, const PlotTheme &theme, const PlotLine &line);
QPen identityPen(const PlotTheme &theme);
QPen regressionPen(const PlotTheme &theme);

/// Everything inside the axes, drawn by us: bars, lines, error bars, points, labels. Lines are
/// clipped as geometry and not by the painter, because QSvgGenerator knows no clipping.
class PlotLayer : public QGraphicsItem {
public:
    /// Both references must outlive the layer, or be given anew.
    void setData(const PlotData *data, const PointCloud *cloud, const PlotOptions &options,
                 const PlotTheme &theme);
    void setMapping(const PlotMapping &mapping);
    void setSelection(const QSet<qint64> &keys, std::optional<qsizetype> current);

    /// The rectangle of one bar in pixels; nothing where the bar is hidden or has no value.
    std::optional<QRectF> barRectangle(qsizetype series, qsizetype bar) const;

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintBars(QPainter &painter) const;
    void paintLines(QPainter &painter) const;
    void paintPolyline(QPainter &painter, const QVector<QPointF> &axisPoints) const;
    void paintErrorBars(QPainter &painter) const;
    void paintPointsAsPixmaps(QPainter &painter);
    void paintPointsAsPaths(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;
    QVector<QPointF> identityPoints() const;
    bool isSelected(qsizetype point) const { return !m_selected.isEmpty() && m_selected[point]; }

    const PlotData *m_data = nullptr;
    const PointCloud *m_cloud = nullptr;
    PlotOptions m_options;
    PlotTheme m_theme;
    PlotMapping m_mapping;
    QVector<Marker> m_markers; ///< the different ones in use
    QVector<int> m_markerOfPoint;
    QVector<bool> m_selected; ///< empty where nothing is
    std::optional<qsizetype> m_current;
    MarkerAtlas m_atlas;
    QVector<QPainter::PixmapFragment> m_fragments; ///< kept for its memory
};

} // namespace auspex
