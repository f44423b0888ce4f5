// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include <cmath>
#include <optional>

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace auspex {

namespace {

/// Draws an SVG whose strokes are #000 in a colour that is looked up at each painting, so that a
/// change of theme needs nobody to set icons again.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QString name, QByteArray svg, std::optional<QColor> colour)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
        , m_colour(std::move(colour))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const double scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap drawn = rendered((QSizeF(rect.size()) * scale).toSize(), colourOf(mode));
        drawn.setDevicePixelRatio(scale);
        painter->drawPixmap(rect.topLeft(), drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(size, colourOf(mode));
    }

    QIconEngine *clone() const override { return new LineIconEngine(m_name, m_svg, m_colour); }
    QString key() const override { return QStringLiteral("auspex-line"); }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QColor colourOf(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled) {
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        }
        if (m_colour) {
            return *m_colour;
        }
        return mode == QIcon::Selected ? palette.color(QPalette::HighlightedText)
                                       : palette.color(QPalette::Active, QPalette::WindowText);
    }

    QPixmap rendered(const QSize &pixels, const QColor &colour) const
    {
        const QString key = QStringLiteral("auspex:%1:%2:%3x%4")
                                .arg(m_name, colour.name(QColor::HexArgb))
                                .arg(pixels.width())
                                .arg(pixels.height());
        QPixmap drawn;
        if (QPixmapCache::find(key, &drawn)) {
            return drawn;
        }
        drawn = QPixmap(pixels);
        drawn.fill(Qt::transparent);
        QByteArray svg = m_svg;
        svg.replace("#000", colour.name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&drawn);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter);
        QPixmapCache::insert(key, drawn);
        return drawn;
    }

    QString m_name;
    QByteArray m_svg;
    std::optional<QColor> m_colour;
};

QIcon lineIcon(const QString &name, std::optional<QColor> colour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new LineIconEngine(name, file.readAll(), std::move(colour)));
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF()
           < palette.color(QPalette::WindowText).lightnessF();
}

QIcon themedIcon(const QString &name)
{
    return lineIcon(name, std::nullopt);
}

QIcon colouredIcon(const QString &name, const QColor &colour)
{
    return lineIcon(name, colour);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](int x, int y) {
        return static_cast<int>(std::lround(x * share + y * (1.0 - share)));
    };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()),
                  channel(a.blue(), b.blue()));
}

QColor mutedText(const QPalette &palette)
{
    // 0.68 keeps a contrast of at least 4.5 to 1 between black and white at either end.
    return mixed(palette.color(QPalette::Active, QPalette::WindowText),
                 palette.color(QPalette::Active, QPalette::Window), 0.68);
}

QColor warningColour(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xf0, 0xb4, 0x29) : QColor(0x8f, 0x5b, 0x00);
}

QColor errorColour(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x26, 0x1e);
}

QColor infoColour(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x7f, 0xc1, 0xf5) : QColor(0x00, 0x5f, 0x9e);
}

} // namespace auspex
