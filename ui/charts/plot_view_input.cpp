// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <cmath>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/charts/plot_scene.h"

namespace auspex {

namespace {

constexpr double kReach = 8;        // how far from a point a click still means it
constexpr double kWheelStep = 0.85; // for one notch of a mouse wheel

QString line(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
}

/// Three decimals say enough of a score; a whole number needs none.
QString number(double value, bool whole, const QLocale &locale)
{
    if (whole && value == std::floor(value))
        return locale.toString(value, 'f', 0);
    return std::abs(value) >= 1e7 || (value != 0 && std::abs(value) < 1e-3)
               ? locale.toString(value, 'g', 4)
               : locale.toString(value, 'f', 3);
}

QString valueText(double value, const PlotAxis &axis, const QLocale &locale)
{
    const bool named = value == std::floor(value) && value >= 0
                       && value < static_cast<double>(axis.names.size());
    return named ? axis.names[static_cast<qsizetype>(value)]
                 : number(value, axis.integerTicks, locale);
}

} // namespace

QString PlotView::describePoint(qsizetype index) const
{
    const PlotPoint &point = data().points[index];
    const QString x = tr("%1 %2").arg(data().xAxis.title,
                                      valueText(point.x, data().xAxis, locale()));
    const QString y = tr("%1 %2").arg(data().yAxis.title,
                                      valueText(point.y, data().yAxis, locale()));
    const QString values = data().yAxis.names.isEmpty() ? tr("%1, %2").arg(x, y) : x;
    const QString name = point.label.section(u'\n', 0, 0);
    return name.isEmpty() ? values : tr("%1: %2").arg(name, values);
}

QString PlotView::pointTooltip(qsizetype index) const
{
    const PlotPoint &point = data().points[index];
    QStringList lines;
    if (!point.label.isEmpty())
        lines << QStringLiteral("<b>%1</b>").arg(line(point.label.section(u'\n', 0, 0)));
    if (point.label.contains(u'\n'))
        lines << line(point.label.section(u'\n', 1));
    if (point.series >= 0 && point.series < data().series.size() && data().series.size() > 1
        && !data().series[point.series].name.isEmpty())
        lines << line(data().series[point.series].name);
    lines << line(tr("%1: %2").arg(data().xAxis.title, valueText(point.x, data().xAxis, locale())));
    QString y = valueText(point.y, data().yAxis, locale());
    if (point.errorLow && point.errorHigh)
        y = tr("%1 (%2 to %3)")
                .arg(y, number(*point.errorLow, false, locale()),
                     number(*point.errorHigh, false, locale()));
    if (data().yAxis.names.isEmpty())
        lines << line(tr("%1: %2").arg(data().yAxis.title, y));
    return lines.join(QStringLiteral("<br>"));
}

QString PlotView::barText(qsizetype series, qsizetype bar) const
{
    const PlotBars &bars = data().bars;
    const double low = bars.centres[bar] - bars.width / 2;
    const bool whole = data().xAxis.integerTicks || !data().xAxis.names.isEmpty();
    QStringList lines;
    if (series < data().series.size() && !data().series[series].name.isEmpty())
        lines << QStringLiteral("<b>%1</b>").arg(line(data().series[series].name));
    const QString place = whole ? valueText(bars.centres[bar], data().xAxis, locale())
                                : tr("%1 to %2")
                                      .arg(number(low, false, locale()),
                                           number(low + bars.width, false, locale()));
    lines << line(tr("%1: %2").arg(data().xAxis.title, place));
    lines << line(
        tr("%1: %2").arg(data().yAxis.title, number(bars.heights[series][bar], true, locale())));
    return lines.join(QStringLiteral("<br>"));
}

void PlotView::hover(QPointF position)
{
    const QPoint global = mapToGlobal(position.toPoint());
    const auto point = m_scene->cloud().nearest(m_scene->mapping(), position, kReach);
    const auto bar = m_scene->barAt(position);
    const auto entry = m_scene->legendSeriesAt(position);
    if (point)
        QToolTip::showText(global, pointTooltip(*point), this);
    else if (bar)
        QToolTip::showText(global, barText(bar->series, bar->bar), this);
    else if (entry)
        QToolTip::showText(global,
                           isSeriesVisible(*entry) ? tr("Click to hide this series")
                                                   : tr("Click to show this series"),
                           this);
    else
        QToolTip::hideText();
}

void PlotView::setMode(Mode mode)
{
    m_mode = mode;
    updateCursor();
}

void PlotView::updateCursor()
{
    if (m_drag == Drag::Pan)
        setCursor(Qt::ClosedHandCursor);
    else if (m_spaceHeld || m_mode == Mode::Pan)
        setCursor(Qt::OpenHandCursor);
    else if (m_mode == Mode::Zoom)
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

void PlotView::mousePressEvent(QMouseEvent *event)
{
    const bool left = event->button() == Qt::LeftButton;
    if (m_drag != Drag::None || (!left && event->button() != Qt::MiddleButton)) {
        event->ignore();
        return;
    }
    m_pressed = event->position();
    m_lastPosition = m_pressed;
    m_dragButton = event->button();
    const bool pans = !left || m_spaceHeld || m_mode == Mode::Pan;
    m_drag = pans && !(left && m_scene->legendSeriesAt(m_pressed)) ? Drag::Pan : Drag::Pending;
    updateCursor();
}

void PlotView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF position = event->position();
    if (m_drag == Drag::None) {
        hover(position);
        return;
    }
    const QPointF moved = position - m_pressed;
    if (m_drag == Drag::Pending && plotArea().contains(m_pressed)
        && moved.manhattanLength() >= QApplication::startDragDistance()) {
        QToolTip::hideText();
        m_drag = m_mode == Mode::Zoom ? Drag::Zoom : Drag::Select;
    }
    if (m_drag == Drag::Pan)
        panBy(position - m_lastPosition);
    m_lastPosition = position;
    update();
}

void PlotView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag == Drag::None || event->button() != m_dragButton)
        return;
    const Drag drag = m_drag;
    m_lastPosition = event->position();
    m_drag = Drag::None;
    const bool still = (m_lastPosition - m_pressed).manhattanLength()
                       < QApplication::startDragDistance();
    if (drag == Drag::Pending
        || (drag == Drag::Pan && still && m_dragButton == Qt::LeftButton && !m_spaceHeld)) {
        click(m_pressed, event->modifiers());
    } else if (drag == Drag::Select || drag == Drag::Zoom) {
        finishBand(drag, event->modifiers());
    }
    updateCursor();
    update();
}

void PlotView::finishBand(Drag drag, Qt::KeyboardModifiers modifiers)
{
    const QRectF band = QRectF(m_pressed, m_lastPosition).normalized() & plotArea();
    if (drag == Drag::Zoom) {
        if (band.width() > 2 && band.height() > 2) {
            const QPointF low = valueAt(band.bottomLeft());
            setVisibleRange(QRectF(low, valueAt(band.topRight())));
        }
        return;
    }
    QSet<qint64> keys;
    for (const qsizetype index : m_scene->cloud().inside(m_scene->mapping(), band))
        keys.insert(data().points[index].key);
    applySelection(keys, modifiers);
}

void PlotView::click(QPointF position, Qt::KeyboardModifiers modifiers)
{
    if (const std::optional<int> series = m_scene->legendSeriesAt(position)) {
        setSeriesVisible(*series, !isSeriesVisible(*series));
        updateActions();
        return;
    }
    const auto point = m_scene->cloud().nearest(m_scene->mapping(), position, kReach);
    if (point) {
        makeCurrent(point, true);
        applySelection({data().points[*point].key}, modifiers);
    } else if (!(modifiers & (Qt::ShiftModifier | Qt::ControlModifier))) {
        makeCurrent(std::nullopt, false);
        setSelection({});
    }
}

void PlotView::mouseDoubleClickEvent(QMouseEvent *event)
{
    // On a legend entry the second click of a fast pair is a click like the first.
    if (m_scene->legendSeriesAt(event->position()))
        mousePressEvent(event);
    else if (event->button() == Qt::LeftButton)
        resetZoom();
}

void PlotView::leaveEvent(QEvent *event)
{
    QToolTip::hideText();
    QWidget::leaveEvent(event);
}

void PlotView::panBy(QPointF pixels)
{
    if (m_scene->facts().empty)
        return;
    const PlotMapping &mapping = m_scene->mapping();
    PlotRanges ranges = m_scene->ranges();
    const double x = -pixels.x() / mapping.area.width() * ranges.x.span();
    const double y = pixels.y() / mapping.area.height() * ranges.y.span();
    ranges.x = {ranges.x.low + x, ranges.x.high + x};
    ranges.y = {ranges.y.low + y, ranges.y.high + y};
    m_zoomed = true;
    m_scene->setRanges(ranges);
    update();
}

void PlotView::wheelEvent(QWheelEvent *event)
{
    const double notches = event->angleDelta().y() / 120.0;
    const QRectF area = plotArea();
    const QPointF position = event->position();
    Qt::Orientations axes = Qt::Horizontal | Qt::Vertical;
    if (position.y() > area.bottom())
        axes = Qt::Horizontal;
    else if (position.x() < area.left())
        axes = Qt::Vertical;
    if (notches == 0 || position.y() < area.top()) {
        event->ignore();
        return;
    }
    zoom(std::pow(kWheelStep, notches), position, axes);
    event->accept();
}

void PlotView::moveCurrent(Qt::Key arrow)
{
    const PointCloud &cloud = m_scene->cloud();
    if (m_current && cloud.isVisible(*m_current)) {
        if (const auto next = cloud.next(m_scene->mapping(), *m_current, arrow))
            makeCurrent(next, true);
        return;
    }
    const QRectF area = plotArea();
    const auto nearest = cloud.nearest(m_scene->mapping(), area.center(),
                                       area.width() + area.height());
    if (nearest)
        makeCurrent(nearest, true);
}

void PlotView::escape()
{
    if (m_drag != Drag::None) {
        m_drag = Drag::None;
    } else if (m_mode != Mode::Select) {
        plotAction(QStringLiteral("plotModeSelect"))->trigger();
    } else {
        makeCurrent(std::nullopt, false);
        setSelection({});
    }
    updateCursor();
    update();
}

void PlotView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        moveCurrent(static_cast<Qt::Key>(event->key()));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            applySelection({data().points[*m_current].key}, event->modifiers());
        break;
    case Qt::Key_Space:
        m_spaceHeld = true;
        updateCursor();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kWheelStep, plotArea().center());
        break;
    case Qt::Key_Minus:
        zoom(1 / kWheelStep, plotArea().center());
        break;
    case Qt::Key_0:
        resetZoom();
        break;
    case Qt::Key_Escape:
        escape();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PlotView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        updateCursor();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

bool PlotView::event(QEvent *event)
{
    // A main window's shortcuts for Escape, Space or plain digits must not take our keys.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Space || key == Qt::Key_Return) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PlotView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void PlotView::focusOutEvent(QFocusEvent *event)
{
    m_spaceHeld = false;
    updateCursor();
    QWidget::focusOutEvent(event);
    update();
}

} // namespace auspex
