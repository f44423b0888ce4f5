// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QPainter>

#include "ui/charts/plot_scene.h"

namespace auspex {

namespace {

/// Zooming ends where neighbouring doubles would show, and where the data is a dot.
AxisRange zoomed(AxisRange range, double factor, double fixed, AxisRange full)
{
    const double least = std::max(std::abs(fixed), full.span()) * 1e-10;
    const double most = full.span() * 100;
    const double span = std::clamp(range.span() * factor, least, most);
    const double share = (fixed - range.low) / range.span();
    const double low = fixed - share * span;
    return {low, low + span};
}

} // namespace

PlotView::PlotView(QWidget *parent)
    : QWidget(parent)
    , m_scene(std::make_unique<PlotScene>())
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setStatusTip(tr("Drag to select (Shift adds, Ctrl toggles). Wheel zooms, Space and drag pans, "
                    "a double click shows everything."));
    createActions();
    applyTheme();
    setData({});
}

PlotView::~PlotView() = default;

void PlotView::setData(const PlotData &data)
{
    const PlotData &old = this->data();
    const bool sameAxes = data.xAxis.title == old.xAxis.title
                          && data.yAxis.title == old.yAxis.title;
    const PlotRanges ranges = m_scene->ranges();
    const std::optional<qint64> key = current();
    const PlotFacts facts = factsOf(data);

    // What the user switched stays, unless the data now wishes something else.
    const PlotOptions before = m_scene->options();
    PlotOptions options = before;
    if (!sameAxes || data.xAxis.logarithmic != old.xAxis.logarithmic)
        options.logarithmicX = data.xAxis.logarithmic;
    if (!sameAxes || data.yAxis.logarithmic != old.yAxis.logarithmic)
        options.logarithmicY = data.yAxis.logarithmic;
    if (data.identityLine != old.identityLine)
        options.identityLine = data.identityLine;
    if (data.regressionLine != old.regressionLine)
        options.regressionLine = data.regressionLine;
    options.logarithmicX = options.logarithmicX && facts.positiveX;
    options.logarithmicY = options.logarithmicY && facts.positiveY;
    options.hiddenSeries.removeIf([&](int series) { return series >= data.series.size(); });

    m_scene->setData(data, options);
    m_zoomed = m_zoomed && sameAxes && options.logarithmicX == before.logarithmicX
               && options.logarithmicY == before.logarithmicY;
    if (m_zoomed)
        m_scene->setRanges(ranges);
    m_current.reset();
    setCurrent(key);
    updateAccessibleName();
    updateActions();
}

const PlotData &PlotView::data() const
{
    return m_scene->data();
}

void PlotView::setSelection(const QSet<qint64> &keys)
{
    if (keys == m_selection)
        return;
    m_selection = keys;
    showSelection();
    Q_EMIT selectionChanged(m_selection);
}

void PlotView::applySelection(const QSet<qint64> &keys, Qt::KeyboardModifiers modifiers)
{
    QSet<qint64> chosen = keys;
    if (modifiers.testFlag(Qt::ControlModifier)) {
        chosen = m_selection;
        for (const qint64 key : keys) {
            if (!chosen.remove(key))
                chosen.insert(key);
        }
    } else if (modifiers.testFlag(Qt::ShiftModifier)) {
        chosen.unite(m_selection);
    }
    setSelection(chosen);
}

void PlotView::setCurrent(std::optional<qint64> key)
{
    std::optional<qsizetype> index;
    const QVector<PlotPoint> &points = data().points;
    if (key && m_current && *m_current < points.size() && points[*m_current].key == *key)
        return;
    for (qsizetype i = 0; key && !index && i < points.size(); ++i) {
        if (points[i].key == *key && m_scene->cloud().isVisible(i))
            index = i;
    }
    makeCurrent(index, false);
}

std::optional<qint64> PlotView::current() const
{
    return m_current ? std::optional(data().points[*m_current].key) : std::nullopt;
}

void PlotView::makeCurrent(std::optional<qsizetype> index, bool notify)
{
    m_current = index;
    showSelection();
    const QString text = index ? describePoint(*index) : QString();
    setAccessibleDescription(text);
    if (!notify || !index)
        return;
    Q_EMIT currentDescribed(text);
    Q_EMIT currentChanged(data().points[*index].key);
}

void PlotView::showSelection()
{
    m_scene->setSelection(m_selection, m_current);
    update();
}

QRectF PlotView::visibleRange() const
{
    const PlotMapping &mapping = m_scene->mapping();
    const QPointF low = mapping.valueAt(mapping.area.bottomLeft());
    const QPointF high = mapping.valueAt(mapping.area.topRight());
    return QRectF(low, high);
}

void PlotView::setVisibleRange(const QRectF &values)
{
    const PlotOptions &options = m_scene->options();
    const PlotRanges ranges{
        {toAxis(values.left(), options.logarithmicX), toAxis(values.right(), options.logarithmicX)},
        {toAxis(values.top(), options.logarithmicY),
         toAxis(values.bottom(), options.logarithmicY)}};
    if (!(ranges.x.span() > 0) || !(ranges.y.span() > 0))
        return;
    m_zoomed = true;
    m_scene->setRanges(ranges);
    clampRanges();
    update();
}

void PlotView::clampRanges()
{
    const PlotRanges &full = m_scene->fullRanges();
    const PlotRanges now = m_scene->ranges();
    const auto middle = [](AxisRange range) { return (range.low + range.high) / 2; };
    const PlotRanges clamped{zoomed(now.x, 1, middle(now.x), full.x),
                             zoomed(now.y, 1, middle(now.y), full.y)};
    if (clamped.x.span() > now.x.span() * (1 + 1e-9) || clamped.x.span() < now.x.span() * (1 - 1e-9)
        || clamped.y.span() > now.y.span() * (1 + 1e-9)
        || clamped.y.span() < now.y.span() * (1 - 1e-9))
        m_scene->setRanges(clamped);
}

void PlotView::resetZoom()
{
    m_zoomed = false;
    m_scene->setSize(size()); // labels that were wide for a moment give their room back
    m_scene->setRanges(m_scene->fullRanges());
    update();
}

void PlotView::zoom(double factor, QPointF fixed, Qt::Orientations axes)
{
    if (m_scene->facts().empty)
        return;
    const PlotRanges &full = m_scene->fullRanges();
    const PlotMapping mapping = m_scene->mapping();
    PlotRanges ranges = m_scene->ranges();
    const double x = ranges.x.low
                     + (fixed.x() - mapping.area.left()) / mapping.area.width() * ranges.x.span();
    const double y = ranges.y.low
                     + (mapping.area.bottom() - fixed.y()) / mapping.area.height()
                           * ranges.y.span();
    if (axes.testFlag(Qt::Horizontal))
        ranges.x = zoomed(ranges.x, factor, x, full.x);
    if (axes.testFlag(Qt::Vertical))
        ranges.y = zoomed(ranges.y, factor, y, full.y);
    m_zoomed = true;
    m_scene->setRanges(ranges);
    update();
}

bool PlotView::isSeriesVisible(int series) const
{
    return !m_scene->options().hiddenSeries.contains(series);
}

void PlotView::setSeriesVisible(int series, bool visible)
{
    PlotOptions options = m_scene->options();
    if (visible)
        options.hiddenSeries.remove(series);
    else
        options.hiddenSeries.insert(series);
    m_scene->setOptions(options);
    if (m_current && !m_scene->cloud().isVisible(*m_current))
        makeCurrent(std::nullopt, false);
    showSelection();
}

QPointF PlotView::positionOf(QPointF value) const
{
    return m_scene->mapping().pixelOfValue(value);
}

QPointF PlotView::valueAt(QPointF position) const
{
    return m_scene->mapping().valueAt(position);
}

QRectF PlotView::plotArea() const
{
    return m_scene->mapping().area;
}

void PlotView::paintForPaper(QPainter *painter, QSizeF size) const
{
    PlotScene scene;
    scene.setTheme(paperTheme(font(), locale()));
    scene.setSize(size);
    scene.setData(data(), m_scene->options());
    scene.setRanges(m_scene->ranges());
    scene.setSelection(m_selection, std::nullopt);
    scene.paint(painter);
}

void PlotView::applyTheme()
{
    m_scene->setTheme(screenTheme(palette(), font(), locale()));
    update();
}

void PlotView::updateAccessibleName()
{
    const QString title = data().title;
    const QString axes = tr("%1 against %2").arg(data().yAxis.title, data().xAxis.title);
    setAccessibleName(title.isEmpty() ? tr("Chart: %1").arg(axes)
                                      : tr("Chart: %1, %2").arg(title, axes));
}

void PlotView::resizeEvent(QResizeEvent *)
{
    m_scene->setSize(size());
}

void PlotView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::ApplicationPaletteChange:
    case QEvent::FontChange:
    case QEvent::LocaleChange:
    case QEvent::StyleChange:
    case QEvent::EnabledChange:
        applyTheme();
        break;
    default:
        break;
    }
}

void PlotView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_scene->paint(&painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor accent = palette().color(QPalette::Highlight);
    if (m_drag == Drag::Select || m_drag == Drag::Zoom) {
        const QRectF band = QRectF(m_pressed, m_lastPosition).normalized() & plotArea();
        painter.setPen(QPen(accent, 1, m_drag == Drag::Zoom ? Qt::DashLine : Qt::SolidLine));
        QColor fill = accent;
        fill.setAlpha(40);
        painter.setBrush(fill);
        painter.drawRect(band);
    }
    if (hasFocus()) {
        painter.setPen(QPen(accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace auspex
