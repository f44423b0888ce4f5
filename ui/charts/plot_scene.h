// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QGraphicsScene>
#include <QSet>

#include "ui/charts/plot_axes.h"
#include "ui/charts/plot_data.h"
#include "ui/charts/plot_header.h"
#include "ui/charts/plot_layer.h"
#include "ui/charts/plot_ranges.h"
#include "ui/charts/plot_theme.h"
#include "ui/charts/point_cloud.h"

namespace auspex {

/// A chart that can be painted anywhere: on the screen, into an image, into a page. It knows no
/// input and no widget; setters do the work at once, nothing waits for an event loop.
class PlotScene {
public:
    PlotScene();
    PlotScene(const PlotScene &) = delete;
    PlotScene &operator=(const PlotScene &) = delete;

    /// Shows all of the data. Where the ranges shall stay, set them again afterwards.
    void setData(const PlotData &data, const PlotOptions &options);
    void setOptions(const PlotOptions &options);
    void setTheme(const PlotTheme &theme);
    void setSize(QSizeF size);
    void setRanges(const PlotRanges &ranges);
    void setSelection(const QSet<qint64> &keys, std::optional<qsizetype> current);

    const PlotData &data() const { return m_data; }
    const PlotOptions &options() const { return m_options; }
    const PlotFacts &facts() const { return m_facts; }
    const PlotMapping &mapping() const { return m_mapping; }
    const PointCloud &cloud() const { return m_cloud; }
    PlotRanges ranges() const { return {m_mapping.x, m_mapping.y}; }
    const PlotRanges &fullRanges() const { return m_full; }
    QSizeF size() const { return m_size; }

    /// The series of the legend entry under the position.
    std::optional<int> legendSeriesAt(QPointF position) const;

    struct Bar {
        qsizetype series = 0;
        qsizetype bar = 0;
    };
    std::optional<Bar> barAt(QPointF position) const;

    /// Into (0, 0) to size() of the painter, background included.
    void paint(QPainter *painter);

private:
    void showAll();
    void refresh();
    void layOut();

    QGraphicsScene m_scene;
    PlotAxes m_axes;
    PlotHeader *m_header;
    PlotLayer *m_layer;
    PlotData m_data;
    PlotOptions m_options;
    PlotFacts m_facts;
    PlotRanges m_full;
    PlotTheme m_theme;
    PointCloud m_cloud;
    PlotMapping m_mapping;
    QSizeF m_size{400, 300};
};

} // namespace auspex
