// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_scene.h"

#include <QPainter>

#include "ui/charts/plot.h"

namespace auspex {

namespace {

constexpr double kMargin = 8;

} // namespace

PlotScene::PlotScene()
    : m_header(new PlotHeader)
    , m_layer(new PlotLayer)
{
    // Nobody asks the scene which item is where, so an index would only cost time.
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    m_scene.addItem(m_axes.item());
    m_scene.addItem(m_layer);
    m_scene.addItem(m_header);
    m_header->setPos(kMargin, kMargin);
}

void PlotScene::setData(const PlotData &data, const PlotOptions &options)
{
    m_data = data;
    m_options = options;
    m_facts = factsOf(data);
    m_axes.setTitles(data.xAxis.title, data.yAxis.title);
    showAll();
    m_layer->setSelection({}, std::nullopt);
    refresh();
}

void PlotScene::setOptions(const PlotOptions &options)
{
    const bool scalesChange = options.logarithmicX != m_options.logarithmicX
                              || options.logarithmicY != m_options.logarithmicY;
    m_options = options;
    if (scalesChange)
        showAll();
    refresh();
}

void PlotScene::showAll()
{
    m_full = auspex::fullRanges(m_data, m_options);
    m_mapping.x = m_full.x;
    m_mapping.y = m_full.y;
    m_axes.forgetWidth();
}

void PlotScene::setTheme(const PlotTheme &theme)
{
    m_theme = theme;
    m_axes.setTheme(theme);
    refresh();
}

void PlotScene::setSize(QSizeF size)
{
    m_size = size;
    m_axes.forgetWidth();
    layOut();
}

void PlotScene::setRanges(const PlotRanges &ranges)
{
    m_mapping.x = ranges.x;
    m_mapping.y = ranges.y;
    layOut();
}

void PlotScene::setSelection(const QSet<qint64> &keys, std::optional<qsizetype> current)
{
    m_layer->setSelection(keys, current);
}

void PlotScene::refresh()
{
    m_mapping.logarithmicX = m_options.logarithmicX;
    m_mapping.logarithmicY = m_options.logarithmicY;
    m_cloud.build(m_data.points, m_options);
    m_header->setData(m_data, m_options, m_facts, m_theme);
    m_layer->setData(&m_data, &m_cloud, m_options, m_theme);
    layOut();
}

void PlotScene::layOut()
{
    // Not hidden: Qt Charts shortens the titles of a hidden axis to nothing and leaves them so.
    m_axes.item()->setOpacity(m_facts.empty ? 0 : 1);
    m_layer->setVisible(!m_facts.empty);
    const double header = m_header->layOut(m_size.width() - 2 * kMargin);
    const double top = kMargin + header;
    const QRectF frame(kMargin, top, m_size.width() - 2 * kMargin, m_size.height() - top - kMargin);
    m_mapping.area = m_axes.layOut(frame, m_mapping, m_data.xAxis, m_data.yAxis);
    m_layer->setMapping(m_mapping);
}

std::optional<int> PlotScene::legendSeriesAt(QPointF position) const
{
    return m_header->seriesAt(position - m_header->pos());
}

std::optional<PlotScene::Bar> PlotScene::barAt(QPointF position) const
{
    for (qsizetype series = 0; series < m_data.bars.heights.size(); ++series) {
        for (qsizetype bar = 0; bar < m_data.bars.heights[series].size(); ++bar) {
            const std::optional<QRectF> place = m_layer->barRectangle(series, bar);
            if (place && place->contains(position))
                return Bar{series, bar};
        }
    }
    return std::nullopt;
}

void PlotScene::paint(QPainter *painter)
{
    const QRectF whole(QPointF(0, 0), m_size);
    // A little beyond the edge: viewers round the millimetres of an SVG up to another pixel.
    painter->fillRect(whole.adjusted(-1, -1, 1, 1), m_theme.background);
    painter->setRenderHint(QPainter::Antialiasing, false);
    m_scene.render(painter, whole, whole, Qt::IgnoreAspectRatio);
    if (!m_facts.empty)
        return;
    painter->setFont(m_theme.font);
    painter->setPen(m_theme.muted);
    const QString text = m_data.emptyText.isEmpty() ? PlotView::tr("There is nothing to show yet.")
                                                    : m_data.emptyText;
    painter->drawText(whole.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, text);
}

} // namespace auspex
