// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace auspex {

namespace {

constexpr double kLargest = 1e150;

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`.
double niceStep(double least)
{
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

QString superscript(int number)
{
    static const char16_t digits[] = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    QString text = number < 0 ? QStringLiteral("⁻") : QString();
    for (const QChar digit : QString::number(std::abs(number)))
        text += QChar(digits[digit.digitValue()]);
    return text;
}

int powerOf(double value)
{
    return static_cast<int>(std::floor(std::log10(value) + 1e-9));
}

QString withPower(double mantissa, int decimals, int power, const QLocale &locale)
{
    return locale.toString(mantissa, 'f', decimals) + QStringLiteral("×10") + superscript(power);
}

/// `step` is the distance to the next tick, which says how many decimals are needed; `largest` is
/// the largest of the axis, whose power of a thousand all large or tiny numbers of it share.
QString tickLabel(double value, double step, double largest, const QLocale &locale)
{
    const int stepPower = powerOf(step);
    const int power = 3 * static_cast<int>(std::floor(powerOf(largest) / 3.0));
    const bool scaled = largest >= 1e6 || largest < 1e-3;
    const int decimals = std::clamp((scaled ? power : 0) - stepPower, 0, 17);
    if (std::abs(value) < step * 1e-9)
        return locale.toString(0.0, 'f', scaled ? 0 : decimals);
    if (scaled)
        return withPower(value / std::pow(10.0, power), decimals, power, locale);
    return locale.toString(value, 'f', decimals);
}

QVector<AxisTick> linearTicks(AxisRange values, bool integer, int most, const QLocale &locale)
{
    double step = niceStep(values.span() / std::max(1, most));
    if (integer)
        step = std::max(1.0, step);
    const double first = std::ceil(values.low / step - 1e-9);
    const double last = std::floor(values.high / step + 1e-9);
    const double largest = std::max(std::abs(values.low), std::abs(values.high));
    QVector<AxisTick> ticks;
    for (double i = first; i <= last && ticks.size() <= 2 * most; i += 1)
        ticks.append({i * step, tickLabel(i * step, step, largest, locale)});
    return ticks;
}

/// For 1, 2 or 5 times a power of ten on a logarithmic axis.
QString powerLabel(int factor, int power, const QLocale &locale)
{
    if (power >= -4 && power < 5)
        return locale.toString(factor * std::pow(10.0, power), 'f', std::max(0, -power));
    return factor == 1 ? QStringLiteral("10") + superscript(power)
                       : withPower(factor, 0, power, locale);
}

QVector<AxisTick> logarithmicTicks(AxisRange range, bool integer, int most, const QLocale &locale)
{
    const double first = std::floor(range.low);
    const double stride = std::max(1.0, std::ceil(range.span() / std::max(1, most)));
    const bool between = range.span() * 3 <= most;
    QVector<AxisTick> ticks;
    for (double power = std::floor(first / stride) * stride; power <= range.high; power += stride) {
        for (const int factor : {1, 2, 5}) {
            const double position = power + std::log10(factor);
            if ((factor == 1 || between) && position >= range.low - 1e-9
                && position <= range.high + 1e-9)
                ticks.append({position, powerLabel(factor, static_cast<int>(power), locale)});
        }
    }
    if (ticks.size() >= 3 || (ticks.size() == 2 && most < 4))
        return ticks;
    // Less than a decade is on view: plain steps read better than two lone powers.
    const AxisRange values{std::pow(10.0, range.low), std::pow(10.0, range.high)};
    QVector<AxisTick> plain = linearTicks(values, integer, most, locale);
    plain.removeIf([](const AxisTick &tick) { return tick.position <= 0; });
    for (AxisTick &tick : plain)
        tick.position = std::log10(tick.position);
    return plain.size() > ticks.size() ? plain : ticks;
}

} // namespace

double toAxis(double value, bool logarithmic)
{
    if (!isDrawable(value) || (logarithmic && value <= 0))
        return std::numeric_limits<double>::quiet_NaN();
    return logarithmic ? std::log10(value) : value;
}

double fromAxis(double position, bool logarithmic)
{
    return logarithmic ? std::pow(10.0, position) : position;
}

bool isDrawable(double value)
{
    return std::isfinite(value) && std::abs(value) < kLargest;
}

AxisRange paddedRange(AxisRange data, bool logarithmic)
{
    const double centre = (data.low + data.high) / 2;
    const double least = logarithmic ? 0 : std::abs(centre) * 1e-12;
    if (data.span() > least) {
        const double margin = data.span() * 0.04;
        return {data.low - margin, data.high + margin};
    }
    const double room = logarithmic ? 0.3
                                    : std::max(std::abs(centre) * 0.1, centre == 0 ? 1 : 1e-9);
    return {centre - room, centre + room};
}

QVector<AxisTick> axisTicks(AxisRange range, bool logarithmic, bool integer, int most,
                            const QLocale &locale)
{
    if (!(range.span() > 0))
        return {};
    const int count = std::max(2, most);
    return logarithmic ? logarithmicTicks(range, integer, count, locale)
                       : linearTicks(range, integer, count, locale);
}

QPointF PlotMapping::pixel(double axisX, double axisY) const
{
    return {area.left() + (axisX - x.low) / x.span() * area.width(),
            area.bottom() - (axisY - y.low) / y.span() * area.height()};
}

QPointF PlotMapping::pixelOfValue(QPointF value) const
{
    return pixel(toAxis(value.x(), logarithmicX), toAxis(value.y(), logarithmicY));
}

QPointF PlotMapping::valueAt(QPointF pixel) const
{
    const double axisX = x.low + (pixel.x() - area.left()) / area.width() * x.span();
    const double axisY = y.low + (area.bottom() - pixel.y()) / area.height() * y.span();
    return {fromAxis(axisX, logarithmicX), fromAxis(axisY, logarithmicY)};
}

std::optional<QLineF> clippedLine(QLineF line, const QRectF &rectangle)
{
    double enter = 0;
    double leave = 1;
    const auto keepsSide = [&](double distance, double towards) {
        if (towards == 0)
            return distance >= 0;
        const double at = distance / towards;
        if (towards > 0)
            leave = std::min(leave, at);
        else
            enter = std::max(enter, at);
        return enter <= leave;
    };
    if (!std::isfinite(line.x1()) || !std::isfinite(line.y1()) || !std::isfinite(line.x2())
        || !std::isfinite(line.y2()))
        return std::nullopt;
    if (!keepsSide(line.x1() - rectangle.left(), -line.dx())
        || !keepsSide(rectangle.right() - line.x1(), line.dx())
        || !keepsSide(line.y1() - rectangle.top(), -line.dy())
        || !keepsSide(rectangle.bottom() - line.y1(), line.dy()))
        return std::nullopt;
    return QLineF(line.pointAt(enter), line.pointAt(leave));
}

} // namespace auspex
