// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QGraphicsItem>

#include "ui/charts/marker_atlas.h"
#include "ui/charts/plot_ranges.h"
#include "ui/charts/plot_theme.h"

namespace auspex {

/// What a marker of this series looks like, for legend and points alike.
Marker markerOf(const PlotData &data, const PlotTheme &theme, int series, int shape);
QColor colourOf(const PlotData &data, const PlotTheme &theme, int series);

/// Above the plot area: title, legend and the count of points that have no value.
class PlotHeader : public QGraphicsItem {
public:
    void setData(const PlotData &data, const PlotOptions &options, const PlotFacts &facts,
                 const PlotTheme &theme);

    /// Arranges everything in lines as wide as that and returns the height.
    double layOut(double width);

    /// The series whose legend entry is there, in the item's coordinates.
    std::optional<int> seriesAt(QPointF position) const;

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    using Symbol = std::function<void(QPainter &, const QRectF &)>;
    struct Entry {
        QString text;
        Symbol symbol;
        int series = -1;
        bool hidden = false;
        bool startsGroup = false;
        QRectF place;
    };
    void addSeriesEntries(const PlotData &data);
    void addLineEntries(const PlotData &data);
    void addShapeEntries(const PlotData &data);
    Symbol seriesSymbol(const PlotData &data, int series) const;
    Symbol lineSymbol(const QPen &pen) const;

    QString m_title;
    QString m_note;
    QVector<Entry> m_entries;
    PlotOptions m_options;
    PlotTheme m_theme;
    QRectF m_titlePlace;
    QRectF m_notePlace;
    QSizeF m_size;
};

} // namespace auspex
