// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "ui/charts/plot.h"

using namespace auspex;

namespace {

/// A grid of 5 by 5 points at whole numbers, key = 10 x + y; the left two columns are series 0.
PlotData grid()
{
    PlotData data;
    data.xAxis.title = QStringLiteral("TFS");
    data.yAxis.title = QStringLiteral("predicted");
    data.series = {{QStringLiteral("left")}, {QStringLiteral("right")}};
    for (int x = 1; x <= 5; ++x) {
        for (int y = 1; y <= 5; ++y) {
            PlotPoint point;
            point.x = x;
            point.y = y;
            point.series = x <= 2 ? 0 : 1;
            point.key = 10 * x + y;
            point.label = QStringLiteral("arch %1\nsecond line").arg(point.key);
            data.points.append(point);
        }
    }
    return data;
}

QPoint at(const PlotView &view, double x, double y)
{
    return view.positionOf({x, y}).toPoint();
}

void drag(PlotView &view, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
          Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(&view, button, modifiers, from);
    for (int step = 1; step <= 4; ++step) {
        const QPointF position = from + QPointF(to - from) * step / 4;
        QMouseEvent move(QEvent::MouseMove, position, view.mapToGlobal(position), Qt::NoButton,
                         button, modifiers);
        QApplication::sendEvent(&view, &move);
    }
    QTest::mouseRelease(&view, button, modifiers, to);
}

void wheel(PlotView &view, QPointF position, int delta)
{
    QWheelEvent event(position, view.mapToGlobal(position), {}, {0, delta}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &event);
}

int colouredPixels(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

} // namespace

class TestPlotView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void clickSelectsTheNearestPoint();
    void clickOnNothingClearsTheSelection();
    void rubberBandSelectsShiftAddsControlToggles();
    void selectionFromOutsideIsSignalledOnceAndKept();
    void wheelZoomsAroundThePointer();
    void wheelOverAnAxisZoomsItAlone();
    void middleButtonAndSpacePan();
    void modesChangeWhatDraggingDoes();
    void doubleClickShowsEverything();
    void arrowKeysMoveTheCurrentPoint();
    void escapeClears();
    void hiddenSeriesCannotBeHit();
    void legendEntryHidesItsSeries();
    void tooltipNamesThePointInTheUsersLocale();
    void namedTicksReadAsTheirNames();
    void logarithmicAxesNeedPositiveValues();
    void newDataKeepsZoomAndSelectionOnTheSameAxes();
    void pointsWithoutAValueAreLeftOut();
    void emptyDataSaysSo();
    void aPaletteChangeRepaintsInItsColours();
    void selectedPointsAreRinged();
    void aTinyWidgetIsHarmless();
    void everyCommandIsAnAction();
    void contextMenuListsTheCommandsAndSeries();

private:
    std::unique_ptr<PlotView> m_view;
};

void TestPlotView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::German));
}

void TestPlotView::init()
{
    m_view = std::make_unique<PlotView>();
    m_view->resize(640, 480);
    m_view->setData(grid());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestPlotView::cleanup()
{
    m_view.reset();
}

void TestPlotView::clickSelectsTheNearestPoint()
{
    QSignalSpy selected(m_view.get(), &PlotView::selectionChanged);
    QSignalSpy current(m_view.get(), &PlotView::currentChanged);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 2, 3) + QPoint(5, -4));
    QCOMPARE(m_view->selection(), QSet<qint64>{23});
    QCOMPARE(selected.size(), 1);
    QCOMPARE(current.size(), 1);
    QCOMPARE(current[0][0].toLongLong(), 23);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, at(*m_view, 4, 4));
    QCOMPARE(m_view->selection(), (QSet<qint64>{23, 44}));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, at(*m_view, 2, 3));
    QCOMPARE(m_view->selection(), QSet<qint64>{44});
}

void TestPlotView::clickOnNothingClearsTheSelection()
{
    m_view->setSelection({23, 44});
    const QPoint between = at(*m_view, 2.5, 2.5);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, between);
    QCOMPARE(m_view->selection().size(), 2);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, between);
    QCOMPARE(m_view->selection(), QSet<qint64>());
}

void TestPlotView::rubberBandSelectsShiftAddsControlToggles()
{
    drag(*m_view, at(*m_view, 0.9, 2.2), at(*m_view, 2.2, 0.9));
    QCOMPARE(m_view->selection(), (QSet<qint64>{11, 12, 21, 22}));
    drag(*m_view, at(*m_view, 3.5, 4.5), at(*m_view, 4.5, 3.5), Qt::LeftButton, Qt::ShiftModifier);
    QCOMPARE(m_view->selection(), (QSet<qint64>{11, 12, 21, 22, 44}));
    drag(*m_view, at(*m_view, 1.5, 1.5), at(*m_view, 3.5, 0.9), Qt::LeftButton,
         Qt::ControlModifier);
    QCOMPARE(m_view->selection(), (QSet<qint64>{11, 12, 22, 31, 44}));
    drag(*m_view, at(*m_view, 1.4, 1.6), at(*m_view, 1.6, 1.4));
    QCOMPARE(m_view->selection(), QSet<qint64>());
}

void TestPlotView::selectionFromOutsideIsSignalledOnceAndKept()
{
    QSignalSpy selected(m_view.get(), &PlotView::selectionChanged);
    m_view->setSelection({11, 999});
    m_view->setSelection({11, 999});
    QCOMPARE(selected.size(), 1);
    QCOMPARE(m_view->selection(), (QSet<qint64>{11, 999}));
    QSignalSpy current(m_view.get(), &PlotView::currentChanged);
    m_view->setCurrent(23);
    QCOMPARE(m_view->current(), std::optional<qint64>(23));
    m_view->setCurrent(999);
    QCOMPARE(m_view->current(), std::nullopt);
    QCOMPARE(current.size(), 0);
}

void TestPlotView::wheelZoomsAroundThePointer()
{
    const QPointF position = m_view->positionOf({2, 4});
    const QRectF before = m_view->visibleRange();
    for (int notch = 0; notch < 3; ++notch) {
        wheel(*m_view, position, 120);
        // Wider labels may have moved the plot area by some pixels.
        QVERIFY((m_view->positionOf({2, 4}) - position).manhattanLength() < 12);
    }
    QVERIFY(m_view->visibleRange().width() < before.width() * 0.65);
    const QRectF area = m_view->plotArea();
    const QPointF still = m_view->positionOf({2, 4});
    wheel(*m_view, still, -40);
    QCOMPARE(m_view->plotArea(), area);
    QVERIFY((m_view->positionOf({2, 4}) - still).manhattanLength() < 1e-6);
    m_view->resetZoom();
    QCOMPARE(m_view->visibleRange(), before);
}

void TestPlotView::wheelOverAnAxisZoomsItAlone()
{
    const QRectF before = m_view->visibleRange();
    const QRectF area = m_view->plotArea();
    wheel(*m_view, {area.center().x(), area.bottom() + 10}, 120);
    QVERIFY(m_view->visibleRange().width() < before.width() * 0.9);
    QCOMPARE(m_view->visibleRange().height(), before.height());
    const double width = m_view->visibleRange().width();
    wheel(*m_view, {area.left() - 10, area.center().y()}, 120);
    QVERIFY(m_view->visibleRange().height() < before.height() * 0.9);
    QVERIFY(std::abs(m_view->visibleRange().width() - width) < 1e-9);
}

void TestPlotView::middleButtonAndSpacePan()
{
    const QRectF before = m_view->visibleRange();
    drag(*m_view, at(*m_view, 3, 3), at(*m_view, 2, 4), Qt::MiddleButton);
    const double pixel = before.width() / m_view->plotArea().width();
    QVERIFY(std::abs(m_view->visibleRange().left() - before.left() - 1) < 2 * pixel);
    QVERIFY(std::abs(m_view->visibleRange().top() - before.top() + 1) < 2 * pixel);
    QCOMPARE(m_view->selection(), QSet<qint64>());

    QTest::keyPress(m_view.get(), Qt::Key_Space);
    drag(*m_view, at(*m_view, 2, 4), at(*m_view, 3, 3));
    QTest::keyRelease(m_view.get(), Qt::Key_Space);
    QVERIFY(std::abs(m_view->visibleRange().left() - before.left()) < 2 * pixel);
    QCOMPARE(m_view->selection(), QSet<qint64>());
}

void TestPlotView::modesChangeWhatDraggingDoes()
{
    m_view->plotAction(QStringLiteral("plotModeZoom"))->trigger();
    drag(*m_view, at(*m_view, 1.5, 4.5), at(*m_view, 3.5, 2.5));
    const QRectF zoomed = m_view->visibleRange();
    QVERIFY(std::abs(zoomed.left() - 1.5) < 0.02 && std::abs(zoomed.right() - 3.5) < 0.02);
    QVERIFY(std::abs(zoomed.top() - 2.5) < 0.02 && std::abs(zoomed.bottom() - 4.5) < 0.02);
    QCOMPARE(m_view->selection(), QSet<qint64>());

    m_view->plotAction(QStringLiteral("plotModePan"))->trigger();
    drag(*m_view, at(*m_view, 3, 3), at(*m_view, 2, 3));
    QVERIFY(std::abs(m_view->visibleRange().left() - 2.5) < 0.02);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 3, 3));
    QCOMPARE(m_view->selection(), QSet<qint64>{33});

    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(m_view->plotAction(QStringLiteral("plotModeSelect"))->isChecked());
    QCOMPARE(m_view->selection(), QSet<qint64>{33});
}

void TestPlotView::doubleClickShowsEverything()
{
    const QRectF before = m_view->visibleRange();
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QVERIFY(m_view->visibleRange().width() < before.width());
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 2.5, 2.5));
    QCOMPARE(m_view->visibleRange(), before);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QVERIFY(m_view->visibleRange().width() > before.width());
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->visibleRange(), before);
}

void TestPlotView::arrowKeysMoveTheCurrentPoint()
{
    QSignalSpy described(m_view.get(), &PlotView::currentDescribed);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->current(), std::optional<qint64>(33));
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(m_view->current(), std::optional<qint64>(43));
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->current(), std::optional<qint64>(44));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->current(), std::optional<qint64>(33));
    QCOMPARE(described.size(), 5);
    QCOMPARE(described.last()[0].toString(), QStringLiteral("arch 33: TFS 3,000, predicted 3,000"));
    QCOMPARE(m_view->accessibleDescription(), described.last()[0].toString());
    QCOMPARE(m_view->selection(), QSet<qint64>());
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(m_view->selection(), QSet<qint64>{33});
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->current(), std::optional<qint64>(13));
}

void TestPlotView::escapeClears()
{
    m_view->setSelection({11});
    m_view->setCurrent(11);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QCOMPARE(m_view->selection(), QSet<qint64>());
    QCOMPARE(m_view->current(), std::nullopt);
}

void TestPlotView::hiddenSeriesCannotBeHit()
{
    m_view->setCurrent(11);
    m_view->setSeriesVisible(0, false);
    QCOMPARE(m_view->current(), std::nullopt);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 1, 1));
    QCOMPARE(m_view->selection(), QSet<qint64>());
    drag(*m_view, at(*m_view, 0.9, 1.4), at(*m_view, 3.4, 0.9));
    QCOMPARE(m_view->selection(), QSet<qint64>{31});
    m_view->setSeriesVisible(0, true);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 1, 1));
    QCOMPARE(m_view->selection(), QSet<qint64>{11});
}

void TestPlotView::legendEntryHidesItsSeries()
{
    const QPoint first(14, 16);
    const QImage shown = m_view->grab().toImage();
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, first);
    QVERIFY(!m_view->isSeriesVisible(0));
    QVERIFY(m_view->isSeriesVisible(1));
    QVERIFY(m_view->grab().toImage() != shown);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, first);
    QVERIFY(m_view->isSeriesVisible(0));
    QCOMPARE(m_view->grab().toImage(), shown);
}

void TestPlotView::tooltipNamesThePointInTheUsersLocale()
{
    PlotData data = grid();
    data.points[0].x = 1.23456;
    data.points[0].label = QStringLiteral("a < b\nmore");
    data.points[0].errorLow = 0.5;
    data.points[0].errorHigh = 1.5;
    m_view->setData(data);
    QTest::mouseMove(m_view.get(), at(*m_view, 1.23456, 1));
    QTRY_VERIFY(QToolTip::isVisible());
    QCOMPARE(QToolTip::text(), QStringLiteral("<b>a &lt; b</b><br>more<br>left<br>TFS: 1,235<br>"
                                              "predicted: 1,000 (0,500 to 1,500)"));
    QToolTip::hideText();
}

void TestPlotView::namedTicksReadAsTheirNames()
{
    PlotData data = grid();
    const QImage numbers = m_view->grab().toImage();
    // Names that are equal, or equal once they are shortened, keep a tick each.
    const QString name = QStringLiteral("a name that is a great deal too long for the axis");
    data.xAxis.names = {QStringLiteral("zero"), name, name, name, name, QStringLiteral("five")};
    m_view->setData(data);
    QVERIFY(m_view->grab().toImage() != numbers);
    QCOMPARE(m_view->describePoint(24), QStringLiteral("arch 55: TFS five, predicted 5,000"));
    data.yAxis.names = data.xAxis.names;
    m_view->setData(data);
    QVERIFY(m_view->plotArea().left() > 150);
    QVERIFY(m_view->plotArea().width() > 300);
}

void TestPlotView::logarithmicAxesNeedPositiveValues()
{
    QAction *logarithmicX = m_view->plotAction(QStringLiteral("plotLogarithmicX"));
    QVERIFY(logarithmicX->isEnabled());
    logarithmicX->trigger();
    QVERIFY(logarithmicX->isChecked());
    const double one = m_view->positionOf({1, 1}).x();
    const double two = m_view->positionOf({2, 1}).x();
    const double four = m_view->positionOf({4, 1}).x();
    QVERIFY(std::abs((four - two) - (two - one)) < 1e-6);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 4, 2));
    QCOMPARE(m_view->selection(), QSet<qint64>{42});
    const QPointF position = m_view->positionOf({2, 3});
    wheel(*m_view, position, 120);
    QVERIFY((m_view->positionOf({2, 3}) - position).manhattanLength() < 12);

    PlotData data = grid();
    data.points[0].x = 0;
    m_view->setData(data);
    QVERIFY(!logarithmicX->isEnabled());
    QVERIFY(!logarithmicX->isChecked());
    QVERIFY(m_view->plotAction(QStringLiteral("plotLogarithmicY"))->isEnabled());
    QVERIFY(m_view->plotArea().contains(m_view->positionOf({0, 1})));
}

void TestPlotView::newDataKeepsZoomAndSelectionOnTheSameAxes()
{
    m_view->setSelection({44});
    m_view->setCurrent(44);
    m_view->setVisibleRange(QRectF(1.5, 2.5, 2, 2));
    PlotData data = grid();
    data.points.remove(0, 10);
    m_view->setData(data);
    QVERIFY(std::abs(m_view->visibleRange().left() - 1.5) < 1e-9);
    QCOMPARE(m_view->selection(), QSet<qint64>{44});
    QCOMPARE(m_view->current(), std::optional<qint64>(44));
    data.xAxis.title = QStringLiteral("latency");
    m_view->setData(data);
    QVERIFY(m_view->visibleRange().right() > 5);
}

void TestPlotView::pointsWithoutAValueAreLeftOut()
{
    PlotData data = grid();
    data.points[0].y = std::nan("");
    data.points[1].x = std::numeric_limits<double>::infinity();
    m_view->setData(data);
    QVERIFY(m_view->visibleRange().right() < 6);
    drag(*m_view, at(*m_view, 0.9, 2.4), at(*m_view, 2.4, 0.9));
    QCOMPARE(m_view->selection(), (QSet<qint64>{21, 22}));
}

void TestPlotView::emptyDataSaysSo()
{
    PlotData data;
    data.emptyText = QStringLiteral("Choose a predictor.");
    m_view->setData(data);
    const QImage image = m_view->grab().toImage();
    const QRect middle(220, 220, 200, 40);
    const QColor background = m_view->palette().color(QPalette::Base);
    QVERIFY(colouredPixels(image.copy(middle), background) < middle.width() * middle.height());
    QVERIFY(!m_view->plotAction(QStringLiteral("plotCopyImage"))->isEnabled());
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middle.center());
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QCOMPARE(m_view->current(), std::nullopt);
}

void TestPlotView::aPaletteChangeRepaintsInItsColours()
{
    const QColor night(20, 21, 22);
    QCOMPARE(colouredPixels(m_view->grab().toImage(), night), 0);
    QPalette dark = m_view->palette();
    dark.setColor(QPalette::Base, night);
    dark.setColor(QPalette::Text, QColor(230, 230, 230));
    m_view->setPalette(dark);
    const QImage image = m_view->grab().toImage();
    QVERIFY(colouredPixels(image, night) > image.width() * image.height() * 8 / 10);
    QCOMPARE(colouredPixels(image, QColor(Qt::white)), 0);
    QCOMPARE(colouredPixels(image, QColor(Qt::black)), 0);
}

void TestPlotView::selectedPointsAreRinged()
{
    m_view->clearFocus();
    const QPoint centre = at(*m_view, 3, 3);
    const QRect around(centre - QPoint(11, 11), QSize(23, 23));
    const QImage plain = m_view->grab(around).toImage();
    m_view->setSelection({33});
    const QImage ringed = m_view->grab(around).toImage();
    m_view->setCurrent(33);
    const QImage twice = m_view->grab(around).toImage();
    QVERIFY(plain != ringed);
    QVERIFY(ringed != twice);
    const auto darkPixels = [](const QImage &image) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).lightness() < 90 ? 1 : 0;
        }
        return count;
    };
    QVERIFY(darkPixels(ringed) > darkPixels(plain) + 15);
    QVERIFY(darkPixels(twice) > darkPixels(ringed) + 20);
}

void TestPlotView::aTinyWidgetIsHarmless()
{
    for (const QSize size : {QSize(1, 1), QSize(30, 700), QSize(700, 30), QSize(0, 0)}) {
        m_view->setMinimumSize(0, 0);
        m_view->resize(size);
        QApplication::processEvents();
        m_view->grab();
        m_view->zoom(0.5, {0, 0});
        QVERIFY(std::isfinite(m_view->visibleRange().width()));
    }
    m_view->resize(640, 480);
    m_view->resetZoom();
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(*m_view, 2, 3));
    QCOMPARE(m_view->selection(), QSet<qint64>{23});
}

void TestPlotView::everyCommandIsAnAction()
{
    for (const char *name :
         {"plotCopyImage", "plotCopyData", "plotSaveImage", "plotExportData", "plotResetZoom",
          "plotLogarithmicX", "plotLogarithmicY", "plotIdentityLine", "plotRegressionLine",
          "plotLabels", "plotModeSelect", "plotModePan", "plotModeZoom"}) {
        QAction *action = m_view->plotAction(QLatin1String(name));
        QVERIFY2(action && m_view->plotActions().contains(action), name);
        QVERIFY2(!action->text().isEmpty(), name);
    }
    QVERIFY(!m_view->accessibleName().isEmpty());
    const QImage before = m_view->grab().toImage();
    m_view->plotAction(QStringLiteral("plotIdentityLine"))->trigger();
    const QImage identity = m_view->grab().toImage();
    m_view->plotAction(QStringLiteral("plotLabels"))->trigger();
    const QImage labelled = m_view->grab().toImage();
    QVERIFY(before != identity && identity != labelled);
}

void TestPlotView::contextMenuListsTheCommandsAndSeries()
{
    QStringList texts;
    QTimer::singleShot(0, this, [&texts] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (const QAction *action : menu->actions())
            texts << action->text();
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, {300, 200},
                            m_view->mapToGlobal(QPoint(300, 200)));
    QApplication::sendEvent(m_view.get(), &event);
    QVERIFY(texts.contains(QStringLiteral("&Save image...")));
    QVERIFY(texts.contains(QStringLiteral("Show series")));
}

QTEST_MAIN(TestPlotView)
#include "tst_plot_view.moc"
