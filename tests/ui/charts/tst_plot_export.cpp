// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <cmath>

#include "ui/charts/plot.h"
#include "ui/charts/plot_export.h"

using namespace auspex;

namespace {

PlotData scatter(int count)
{
    PlotData data;
    data.title = QStringLiteral("Predicted & true");
    data.xAxis.title = QStringLiteral("TFS (BLEU)");
    data.yAxis.title = QStringLiteral("Predicted (BLEU)");
    data.series = {{QStringLiteral("stacked")}, {QStringLiteral("HAT")}};
    for (int i = 0; i < count; ++i) {
        PlotPoint point;
        point.x = 24 + i * 0.125;
        point.y = 24.5 + i * 0.125;
        point.series = i % 2;
        point.key = i;
        point.label = QStringLiteral("arch %1").arg(i);
        data.points.append(point);
    }
    return data;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Drawing {
    bool wellFormed = false;
    int paths = 0;
    QStringList texts;
    double largest = 0; ///< the largest coordinate of any path
};

Drawing parsed(const QByteArray &svg)
{
    Drawing drawing;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == QLatin1String("path")) {
            ++drawing.paths;
            const QString commands = reader.attributes().value(QLatin1String("d")).toString();
            for (const QString &part : commands.split(u' ', Qt::SkipEmptyParts)) {
                for (const QString &number : part.mid(1).split(u','))
                    drawing.largest = std::max(drawing.largest, number.toDouble());
            }
        } else if (reader.name() == QLatin1String("text")) {
            drawing.texts << reader.readElementText().trimmed();
        }
    }
    drawing.wellFormed = !reader.hasError();
    return drawing;
}

} // namespace

class TestPlotExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pngHasTheScaledSizeAndIsLight();
    void svgHasOnePathForEachPointAndTextAsText();
    void svgOfAZoomedChartStaysInside();
    void pdfHasOnePageOfTheChartsSize();
    void aFailedSaveLeavesTheOldFile();
    void tableHasCLocaleNumbers();
    void linesAndBarsHaveTheirOwnTables();
    void copyPutsImageTextAndHtmlOnTheClipboard();

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    Result<void> save(const PlotView &view, const char *name, PlotFormat format) const
    {
        return savePlot(view, file(name).toStdString(), format, {400, 300}, 2);
    }
    QTemporaryDir m_folder;
};

void TestPlotExport::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QVERIFY(m_folder.isValid());
}

void TestPlotExport::pngHasTheScaledSizeAndIsLight()
{
    PlotView view;
    QPalette dark = view.palette();
    dark.setColor(QPalette::Base, QColor(20, 21, 22));
    dark.setColor(QPalette::Text, Qt::white);
    view.setPalette(dark);
    view.setData(scatter(10));
    QVERIFY(save(view, "chart.png", PlotFormat::Png));
    const QImage image(file("chart.png"));
    QCOMPARE(image.size(), QSize(800, 600));
    QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    QCOMPARE(image.pixelColor(798, 598), QColor(Qt::white));
}

void TestPlotExport::svgHasOnePathForEachPointAndTextAsText()
{
    PlotView view;
    view.setData(scatter(10));
    QVERIFY(save(view, "ten.svg", PlotFormat::Svg));
    view.setData(scatter(110));
    QVERIFY(save(view, "more.svg", PlotFormat::Svg));
    const Drawing ten = parsed(contentOf(file("ten.svg")));
    const Drawing more = parsed(contentOf(file("more.svg")));
    QVERIFY(ten.wellFormed && more.wellFormed);
    QCOMPARE(more.paths - ten.paths, 100);
    QVERIFY(ten.paths >= 10);
    QVERIFY(ten.texts.contains(QStringLiteral("Predicted & true")));
    QVERIFY(ten.texts.contains(QStringLiteral("TFS (BLEU)")));
    QVERIFY(ten.texts.contains(QStringLiteral("stacked")));
    QVERIFY2(contentOf(file("more.svg")).size() < 110000, "a point takes more than 600 bytes");
}

void TestPlotExport::svgOfAZoomedChartStaysInside()
{
    PlotData data = scatter(40);
    data.identityLine = true;
    data.lines = {{QStringLiteral("line"), {{-1000, 24}, {1000, 29}}, 0, LineStyle::Solid}};
    PlotView view;
    view.setData(data);
    view.setVisibleRange(QRectF(25, 25, 1, 1));
    QVERIFY(save(view, "zoomed.svg", PlotFormat::Svg));
    const Drawing drawing = parsed(contentOf(file("zoomed.svg")));
    QVERIFY(drawing.wellFormed);
    QVERIFY2(drawing.largest > 100 && drawing.largest <= 400,
             qPrintable(QString::number(drawing.largest)));
}

void TestPlotExport::pdfHasOnePageOfTheChartsSize()
{
    PlotView view;
    view.setData(scatter(10));
    QVERIFY(save(view, "chart.pdf", PlotFormat::Pdf));
    const QByteArray pdf = contentOf(file("chart.pdf"));
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY2(pdf.contains("/MediaBox [0 0 300 225]")
                 || pdf.contains("/MediaBox [0 0 300.000000 225.000000]"),
             pdf.mid(pdf.indexOf("/MediaBox"), 50).constData());
    QVERIFY(pdf.contains("/Count 1"));
}

void TestPlotExport::aFailedSaveLeavesTheOldFile()
{
    PlotView view;
    view.setData(scatter(3));
    const Result<void> nowhere = savePlot(view, file("no/such/folder.png").toStdString(),
                                          PlotFormat::Png, {400, 300}, 1);
    QVERIFY(!nowhere);
    QVERIFY(save(view, "kept.svg", PlotFormat::Svg));
    const QByteArray before = contentOf(file("kept.svg"));
    const Result<void> sizeless = savePlot(view, file("kept.svg").toStdString(), PlotFormat::Svg,
                                           {0, 300}, 1);
    QVERIFY(!sizeless);
    QCOMPARE(sizeless.error().code, ErrorCode::InvalidInput);
    QCOMPARE(contentOf(file("kept.svg")), before);
}

void TestPlotExport::tableHasCLocaleNumbers()
{
    PlotData data = scatter(2);
    data.points[0].errorLow = 24.25;
    data.points[0].label = QStringLiteral("a\tb\nsecond line");
    data.points[1].y = std::nan("");
    data.points[1].shape = 0;
    data.shapeNames = {QStringLiteral("split 123")};
    QCOMPARE(plotDataAsTsv(data),
             QStringLiteral("label\tseries\tshape\tTFS (BLEU)\tPredicted (BLEU)\terror low\terror "
                            "high\tkey\n"
                            "\"a\tb\"\tstacked\t\t24\t24.5\t24.25\t\t0\n"
                            "arch 1\tHAT\tsplit 123\t24.125\t\t\t\t1\n"));
    QVERIFY(plotDataAsText(data, ',').contains(QStringLiteral("arch 1,HAT,split 123,24.125,,,,1")));
}

void TestPlotExport::linesAndBarsHaveTheirOwnTables()
{
    PlotData data;
    data.xAxis.title = QStringLiteral("distance");
    data.yAxis.title = QStringLiteral("pairs");
    data.series = {{QStringLiteral("HAT")}};
    data.lines = {{QString(), {{0, 0}, {0.5, 0.75}}, 0, LineStyle::Solid}};
    data.bars.centres = {0.25, 0.75};
    data.bars.heights = {{3, 1}, {2}};
    QCOMPARE(plotDataAsTsv(data),
             QStringLiteral("line\tdistance\tpairs\nHAT\t0\t0\nHAT\t0.5\t0.75\n"
                            "\ndistance\tHAT\tpairs\n0.25\t3\t2\n0.75\t1\t\n"));
}

void TestPlotExport::copyPutsImageTextAndHtmlOnTheClipboard()
{
    PlotView view;
    view.resize(400, 300);
    view.setData(scatter(4));
    view.plotAction(QStringLiteral("plotCopyData"))->trigger();
    const QMimeData *copied = QApplication::clipboard()->mimeData();
    QCOMPARE(copied->text(), plotDataAsTsv(view.data()));
    QVERIFY(copied->html().contains(QStringLiteral("<td>arch 3</td>")));
    view.plotAction(QStringLiteral("plotCopyImage"))->trigger();
    QCOMPARE(QApplication::clipboard()->image().size(), QSize(800, 600));
}

QTEST_MAIN(TestPlotExport)
#include "tst_plot_export.moc"
