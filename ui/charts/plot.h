// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QAction>
#include <QList>
#include <QRectF>
#include <QSet>
#include <QWidget>

#include "ui/charts/plot_data.h"

class QPainter;

namespace auspex {

class PlotScene;

/// The one chart of the program: scatter, lines and histograms, with selection, zoom and export.
/// Panels include this header alone; which library draws is not to be seen in it.
///
/// Mouse: drag selects (Shift adds, Ctrl toggles), a click selects the nearest point; the middle
/// button or Space and drag pans; the wheel zooms around the pointer, and one axis alone where the
/// pointer is over its labels; Z, P and S make dragging zoom, pan and select; a double click shows
/// everything; a click on a legend entry hides or shows its series.
/// Keyboard: the arrow keys move the current point, Return selects it (with Shift and Ctrl as
/// above), + - 0 zoom, Escape leaves the mode, then clears the selection.
class PlotView : public QWidget {
    Q_OBJECT
public:
    explicit PlotView(QWidget *parent = nullptr);
    ~PlotView() override;

    /// A selection is kept by key. So are the visible ranges, if the user chose them and both axes
    /// still have the same titles.
    void setData(const PlotData &data);
    const PlotData &data() const;

    /// The selection may hold keys that this chart does not show.
    void setSelection(const QSet<qint64> &keys);
    QSet<qint64> selection() const { return m_selection; }

    /// The point that the keyboard moves and the inspector shows; a key without a point: none.
    void setCurrent(std::optional<qint64> key);
    std::optional<qint64> current() const;

    /// In data values; the rectangle's top is the lowest y value.
    QRectF visibleRange() const;
    void setVisibleRange(const QRectF &values);
    void resetZoom();
    /// `factor` below 1 shows less; the value at `fixed` (widget pixels) stays where it is.
    void zoom(double factor, QPointF fixed, Qt::Orientations axes = Qt::Horizontal | Qt::Vertical);

    bool isSeriesVisible(int series) const;
    void setSeriesVisible(int series, bool visible);

    /// Widget pixels of a data value, and back. Points outside the visible range have a place too.
    QPointF positionOf(QPointF value) const;
    QPointF valueAt(QPointF position) const;
    QRectF plotArea() const;

    /// "arch 17: TFS 25.912, predicted 25.801", for the status bar and for screen readers.
    QString describePoint(qsizetype index) const;

    /// Every command of the context menu, for the main window's menus and the command palette. An
    /// action's objectName says which it is: plotCopyImage, plotSaveImage, plotLogarithmicX, ...
    QList<QAction *> plotActions() const;
    QAction *plotAction(const QString &objectName) const;

    /// As on the screen, with dark colours on white. Vector devices get true paths and text.
    void paintForPaper(QPainter *painter, QSizeF size) const;

    QSize sizeHint() const override { return {640, 440}; }
    QSize minimumSizeHint() const override { return {240, 180}; }

Q_SIGNALS:
    void selectionChanged(const QSet<qint64> &keys);
    void currentChanged(qint64 key);
    void currentDescribed(const QString &text); ///< the current point in words
    void message(const QString &text);          ///< "Saved to ...", for the status bar

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Mode { Select, Pan, Zoom };
    enum class Drag { None, Pending, Select, Pan, Zoom };

    // plot_view.cpp
    void applyTheme();
    void updateAccessibleName();
    void clampRanges();
    void applySelection(const QSet<qint64> &keys, Qt::KeyboardModifiers modifiers);
    void makeCurrent(std::optional<qsizetype> index, bool notify);
    void showSelection();

    // plot_view_input.cpp
    void setMode(Mode mode);
    void updateCursor();
    void hover(QPointF position);
    void click(QPointF position, Qt::KeyboardModifiers modifiers);
    void finishBand(Drag drag, Qt::KeyboardModifiers modifiers);
    void moveCurrent(Qt::Key arrow);
    void escape();
    void panBy(QPointF pixels);
    QString barText(qsizetype series, qsizetype bar) const;
    QString pointTooltip(qsizetype index) const;

    // plot_view_actions.cpp
    void createActions();
    QAction *addPlotAction(const char *objectName, const QString &text);
    void updateActions();
    void copyImage();
    void copyData();
    void saveImage();
    void exportData();

    std::unique_ptr<PlotScene> m_scene;
    QSet<qint64> m_selection;
    std::optional<qsizetype> m_current;
    bool m_zoomed = false;
    QList<QAction *> m_actions;

    Mode m_mode = Mode::Select;
    Drag m_drag = Drag::None;
    Qt::MouseButton m_dragButton = Qt::NoButton;
    QPointF m_pressed;
    QPointF m_lastPosition;
    bool m_spaceHeld = false;
};

} // namespace auspex
