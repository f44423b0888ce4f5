// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_export.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "ui/charts/plot.h"

namespace auspex {

namespace {

using Table = QVector<QStringList>; // the first row is the header

QString decimal(double value)
{
    return QString::fromStdString(formatDouble(value));
}

QString decimal(const std::optional<double> &value)
{
    return value ? decimal(*value) : QString();
}

QString seriesName(const PlotData &data, qsizetype series)
{
    return series >= 0 && series < data.series.size() ? data.series[series].name : QString();
}

QString titleOr(const QString &title, const QString &otherwise)
{
    return title.isEmpty() ? otherwise : title;
}

Table pointTable(const PlotData &data, const QString &x, const QString &y)
{
    Table table{{PlotView::tr("label"), PlotView::tr("series"), PlotView::tr("shape"), x, y,
                 PlotView::tr("error low"), PlotView::tr("error high"), PlotView::tr("key")}};
    for (const PlotPoint &point : data.points) {
        const bool named = point.shape >= 0 && point.shape < data.shapeNames.size();
        table.append({point.label.section(u'\n', 0, 0), seriesName(data, point.series),
                      named ? data.shapeNames[point.shape] : QString(), decimal(point.x),
                      decimal(point.y), decimal(point.errorLow), decimal(point.errorHigh),
                      QString::number(point.key)});
    }
    return table;
}

Table lineTable(const PlotData &data, const QString &x, const QString &y)
{
    Table table{{PlotView::tr("line"), x, y}};
    for (const PlotLine &line : data.lines) {
        const QString name = titleOr(line.name, seriesName(data, line.series));
        for (const QPointF &vertex : line.points)
            table.append({name, decimal(vertex.x()), decimal(vertex.y())});
    }
    return table;
}

Table barTable(const PlotData &data, const QString &x, const QString &y)
{
    Table table{{x}};
    for (qsizetype i = 0; i < data.bars.heights.size(); ++i)
        table[0] << titleOr(seriesName(data, i), y);
    for (qsizetype bar = 0; bar < data.bars.centres.size(); ++bar) {
        QStringList row{decimal(data.bars.centres[bar])};
        for (const QVector<double> &heights : data.bars.heights)
            row << (bar < heights.size() ? decimal(heights[bar]) : QString());
        table.append(row);
    }
    return table;
}

QVector<Table> tablesOf(const PlotData &data)
{
    const QString x = titleOr(data.xAxis.title, QStringLiteral("x"));
    const QString y = titleOr(data.yAxis.title, QStringLiteral("y"));
    QVector<Table> tables;
    if (!data.points.isEmpty())
        tables.append(pointTable(data, x, y));
    if (!data.lines.isEmpty())
        tables.append(lineTable(data, x, y));
    if (!data.bars.heights.isEmpty())
        tables.append(barTable(data, x, y));
    return tables;
}

QByteArray svgOf(const PlotView &view, QSizeF size)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    QPainter painter(&generator);
    view.paintForPaper(&painter, size);
    painter.end();
    // QSvgGenerator::setTitle of Qt 6.4 does not escape: an ampersand would spoil the file.
    QByteArray content = buffer.data();
    const QString title = view.data().title.toHtmlEscaped();
    content.insert(content.indexOf("<defs>"),
                   QStringLiteral("<title>%1</title>\n").arg(title).toUtf8());
    return content;
}

QByteArray pdfOf(const PlotView &view, QSizeF size)
{
    constexpr double pointsPerPixel = 72.0 / 96.0;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(96);
    writer.setPageSize(
        QPageSize(size * pointsPerPixel, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(view.data().title);
    QPainter painter(&writer);
    view.paintForPaper(&painter, size);
    painter.end();
    return buffer.data();
}

QByteArray pngOf(const PlotView &view, QSizeF size, double scale)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    plotImage(view, size, scale).save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

QImage plotImage(const PlotView &view, QSizeF size, double scale)
{
    QImage image((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(scale);
    image.fill(Qt::white);
    QPainter painter(&image);
    view.paintForPaper(&painter, size);
    return image;
}

Result<void> savePlot(const PlotView &view, const std::filesystem::path &file, PlotFormat format,
                      QSizeF size, double scale)
{
    if (!(size.width() >= 1) || !(size.height() >= 1) || !(scale > 0))
        return failure(ErrorCode::InvalidInput,
                       PlotView::tr("A chart cannot be saved at a size of %1 by %2 pixels and "
                                    "scale %3; give a size of at least one pixel.")
                           .arg(size.width())
                           .arg(size.height())
                           .arg(scale)
                           .toStdString());
    const QByteArray content = format == PlotFormat::Svg   ? svgOf(view, size)
                               : format == PlotFormat::Pdf ? pdfOf(view, size)
                                                           : pngOf(view, size, scale);
    if (content.isEmpty())
        return failure(ErrorCode::Internal,
                       PlotView::tr("The chart could not be drawn for %1; try a smaller size or "
                                    "another format.")
                           .arg(QString::fromStdString(file.string()))
                           .toStdString());
    return writeFileAtomically(file,
                               {content.constData(), static_cast<std::size_t>(content.size())});
}

QString plotDataAsText(const PlotData &data, char separator)
{
    QString text;
    for (const Table &table : tablesOf(data)) {
        if (!text.isEmpty())
            text += u'\n';
        for (const QStringList &row : table) {
            QStringList cells;
            for (const QString &cell : row)
                cells << QString::fromStdString(csvCell(cell.toStdString(), separator));
            text += cells.join(QLatin1Char(separator)) + u'\n';
        }
    }
    return text;
}

QString plotDataAsHtml(const PlotData &data)
{
    QString html = QStringLiteral("<meta charset=\"utf-8\">");
    for (const Table &table : tablesOf(data)) {
        html += QStringLiteral("<table>");
        for (qsizetype i = 0; i < table.size(); ++i) {
            const QString tag = i == 0 ? QStringLiteral("th") : QStringLiteral("td");
            html += QStringLiteral("<tr>");
            for (const QString &cell : table[i])
                html += QStringLiteral("<%1>%2</%1>").arg(tag, cell.toHtmlEscaped());
            html += QStringLiteral("</tr>");
        }
        html += QStringLiteral("</table>");
    }
    return html;
}

} // namespace auspex
