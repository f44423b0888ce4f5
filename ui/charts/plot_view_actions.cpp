// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include <algorithm>

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QRegularExpression>
#include <QSettings>

#include "core/base/files.h"
#include "ui/charts/plot_export.h"
#include "ui/charts/plot_scene.h"

namespace auspex {

namespace {

QString folderKey()
{
    return QStringLiteral("charts/lastFolder");
}

QString formatKey()
{
    return QStringLiteral("charts/lastImageFormat");
}

/// The chart's title as a file name that every system accepts.
QString proposedPath(const PlotData &data, const QString &suffix)
{
    static const QRegularExpression unusable(QStringLiteral("[^\\w.+-]+"),
                                             QRegularExpression::UseUnicodePropertiesOption);
    QString name = data.title.isEmpty() ? data.yAxis.title : data.title;
    name = name.replace(unusable, QStringLiteral("-")).left(80);
    name.remove(QRegularExpression(QStringLiteral("^[-.]+|[-.]+$")));
    if (name.isEmpty())
        name = PlotView::tr("chart");
    const QDir folder(QSettings().value(folderKey(), QDir::homePath()).toString());
    return folder.filePath(name + u'.' + suffix);
}

void rememberFolder(const QString &path)
{
    QSettings().setValue(folderKey(), QFileInfo(path).absolutePath());
}

std::filesystem::path fileOf(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

void report(PlotView *view, const Result<void> &outcome, const QString &path)
{
    if (outcome) {
        rememberFolder(path);
        Q_EMIT view->message(PlotView::tr("Saved to %1").arg(QDir::toNativeSeparators(path)));
        return;
    }
    QMessageBox::warning(view, PlotView::tr("Not saved"),
                         QString::fromStdString(outcome.error().message));
}

QString withSuffix(const QString &path, const QString &suffix)
{
    return QFileInfo(path).suffix().isEmpty() ? path + u'.' + suffix : path;
}

} // namespace

QAction *PlotView::addPlotAction(const char *objectName, const QString &text)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcutContext(Qt::WidgetShortcut);
    addAction(action);
    m_actions.append(action);
    return action;
}

void PlotView::createActions()
{
    const auto command = [this](const char *name, const QString &text, auto call) {
        QAction *action = addPlotAction(name, text);
        connect(action, &QAction::triggered, this, call);
        return action;
    };
    command("plotCopyImage", tr("&Copy image"), &PlotView::copyImage)
        ->setShortcut(QKeySequence::Copy);
    command("plotCopyData", tr("Copy &data"), &PlotView::copyData)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    command("plotSaveImage", tr("&Save image..."), &PlotView::saveImage);
    command("plotExportData", tr("&Export data..."), &PlotView::exportData);
    command("plotResetZoom", tr("&Reset zoom"), &PlotView::resetZoom);

    const auto option = [this](const char *name, const QString &text, bool PlotOptions::*field) {
        QAction *action = addPlotAction(name, text);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, field](bool on) {
            PlotOptions options = m_scene->options();
            options.*field = on;
            m_scene->setOptions(options);
            m_zoomed = m_scene->ranges() != m_scene->fullRanges();
            update();
        });
        return action;
    };
    option("plotLogarithmicX", tr("Logarithmic &x axis"), &PlotOptions::logarithmicX);
    option("plotLogarithmicY", tr("Logarithmic &y axis"), &PlotOptions::logarithmicY);
    option("plotIdentityLine", tr("Show &identity line"), &PlotOptions::identityLine);
    option("plotRegressionLine", tr("Show re&gression line"), &PlotOptions::regressionLine)
        ->setStatusTip(tr("Least squares through the visible points, straight on these axes"));
    option("plotLabels", tr("Show &labels"), &PlotOptions::labels);

    auto *modes = new QActionGroup(this);
    const auto mode = [&](const char *name, const QString &text, Mode value, Qt::Key key) {
        QAction *action = command(name, text, [this, value] { setMode(value); });
        action->setCheckable(true);
        action->setChecked(value == Mode::Select);
        action->setShortcut(QKeySequence(key));
        modes->addAction(action);
    };
    mode("plotModeSelect", tr("Drag to selec&t"), Mode::Select, Qt::Key_S);
    mode("plotModePan", tr("Drag to &pan"), Mode::Pan, Qt::Key_P);
    mode("plotModeZoom", tr("Drag to &zoom"), Mode::Zoom, Qt::Key_Z);
}

QList<QAction *> PlotView::plotActions() const
{
    return m_actions;
}

QAction *PlotView::plotAction(const QString &objectName) const
{
    const auto found = std::find_if(m_actions.begin(), m_actions.end(), [&](QAction *action) {
        return action->objectName() == objectName;
    });
    return found == m_actions.end() ? nullptr : *found;
}

void PlotView::updateActions()
{
    const PlotOptions &options = m_scene->options();
    const PlotFacts &facts = m_scene->facts();
    const auto set = [this](const char *name, bool enabled, bool checked = false) {
        QAction *action = plotAction(QLatin1String(name));
        action->setEnabled(enabled);
        if (action->isCheckable())
            action->setChecked(checked);
    };
    const bool points = !facts.empty && !data().points.isEmpty();
    set("plotCopyImage", !facts.empty);
    set("plotCopyData", !facts.empty);
    set("plotSaveImage", !facts.empty);
    set("plotExportData", !facts.empty);
    set("plotResetZoom", !facts.empty);
    set("plotLogarithmicX", !facts.empty && facts.positiveX, options.logarithmicX);
    set("plotLogarithmicY", !facts.empty && facts.positiveY, options.logarithmicY);
    set("plotIdentityLine", points, options.identityLine);
    set("plotRegressionLine", points, options.regressionLine);
    set("plotLabels", points, options.labels);
    const QString reason = tr("Some values are not positive, so they have no logarithm");
    for (const char *name : {"plotLogarithmicX", "plotLogarithmicY"}) {
        QAction *action = plotAction(QLatin1String(name));
        action->setStatusTip(action->isEnabled() || facts.empty ? QString() : reason);
        action->setToolTip(action->statusTip());
    }
}

void PlotView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    for (QAction *action : m_actions) {
        const QString name = action->objectName();
        if (name == QLatin1String("plotResetZoom") || name == QLatin1String("plotLogarithmicX")
            || name == QLatin1String("plotIdentityLine") || name == QLatin1String("plotModeSelect"))
            menu.addSeparator();
        menu.addAction(action);
    }
    QMenu *series = menu.addMenu(tr("Show series")); // the legend for the keyboard
    for (qsizetype i = 0; i < data().series.size(); ++i) {
        QString name = data().series[i].name;
        if (name.isEmpty())
            continue;
        const int index = static_cast<int>(i);
        QAction *action = series->addAction(name.replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(isSeriesVisible(index));
        connect(action, &QAction::toggled, this,
                [this, index](bool on) { setSeriesVisible(index, on); });
    }
    series->menuAction()->setVisible(series->actions().size() > 1);
    menu.exec(event->globalPos());
}

void PlotView::copyImage()
{
    QApplication::clipboard()->setImage(plotImage(*this, size()));
    Q_EMIT message(tr("The image is on the clipboard"));
}

void PlotView::copyData()
{
    auto *content = new QMimeData;
    content->setText(plotDataAsTsv(data()));
    content->setHtml(plotDataAsHtml(data()));
    QApplication::clipboard()->setMimeData(content);
    Q_EMIT message(tr("The data is on the clipboard"));
}

void PlotView::saveImage()
{
    struct Kind {
        PlotFormat format;
        QString suffix;
        QString filter;
    };
    const QVector<Kind> kinds = {
        {PlotFormat::Png, QStringLiteral("png"), tr("PNG image (*.png)")},
        {PlotFormat::Svg, QStringLiteral("svg"), tr("SVG drawing (*.svg)")},
        {PlotFormat::Pdf, QStringLiteral("pdf"), tr("PDF document (*.pdf)")}};
    const auto kindOf = [&kinds](auto matches) {
        const auto found = std::find_if(kinds.begin(), kinds.end(), matches);
        return found == kinds.end() ? kinds.front() : *found;
    };
    const QString last = QSettings().value(formatKey()).toString();
    const Kind before = kindOf([&](const Kind &kind) { return kind.suffix == last; });
    QStringList filters;
    for (const Kind &kind : kinds)
        filters << kind.filter;
    QString filter = before.filter;
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Save image"), proposedPath(data(), before.suffix),
        filters.join(QStringLiteral(";;")), &filter);
    if (chosen.isEmpty())
        return;
    // A suffix that was typed says more than the filter that happened to be set.
    const QString typed = QFileInfo(chosen).suffix().toLower();
    const Kind byFilter = kindOf([&](const Kind &kind) { return kind.filter == filter; });
    const auto sameSuffix = [&](const Kind &kind) { return kind.suffix == typed; };
    const Kind kind = std::any_of(kinds.begin(), kinds.end(), sameSuffix) ? kindOf(sameSuffix)
                                                                          : byFilter;
    const QString path = typed == kind.suffix ? chosen : chosen + u'.' + kind.suffix;
    const Result<void> outcome = savePlot(*this, fileOf(path), kind.format, size());
    if (outcome)
        QSettings().setValue(formatKey(), kind.suffix);
    report(this, outcome, path);
}

void PlotView::exportData()
{
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Export data"), proposedPath(data(), QStringLiteral("csv")),
        tr("Comma-separated values (*.csv);;Tab-separated values (*.tsv)"));
    if (chosen.isEmpty())
        return;
    const QString path = withSuffix(chosen, QStringLiteral("csv"));
    const char separator = path.endsWith(QLatin1String(".tsv"), Qt::CaseInsensitive) ? '\t' : ',';
    const std::string text = plotDataAsText(data(), separator).toStdString();
    report(this, writeFileAtomically(fileOf(path), text), path);
}

} // namespace auspex
