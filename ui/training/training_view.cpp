// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_view.h"

#include <algorithm>

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/charts/plot.h"
#include "ui/common/theme.h"
#include "ui/jobs/jobs_dock.h"

namespace auspex {

namespace {

constexpr int barSteps = 1000;

QString roleText(const std::string &role)
{
    if (role == "sampled") {
        return TrainingView::tr("sampled");
    }
    if (role == "largest") {
        return TrainingView::tr("largest");
    }
    if (role == "smallest") {
        return TrainingView::tr("smallest");
    }
    return role == "own" ? TrainingView::tr("the architecture") : QString::fromStdString(role);
}

double perToken(const LossSums &loss)
{
    return loss.labelSmoothed / static_cast<double>(loss.tokens);
}

} // namespace

PlotData lossChart(const TrainingProgress &progress)
{
    PlotData chart;
    chart.xAxis.title = TrainingView::tr("Updates");
    chart.xAxis.integerTicks = true;
    chart.yAxis.title = TrainingView::tr("Label-smoothed loss (nats a token)");
    chart.emptyText = TrainingView::tr("The curve begins with the first update.");
    std::map<std::string, PlotLine> training;
    std::map<std::string, PlotLine> validation;
    const auto add = [](std::map<std::string, PlotLine> &lines, const auto &point) {
        for (const auto &[role, loss] : point.roles) {
            if (loss.tokens > 0) {
                lines[role].points.append({static_cast<double>(point.update), perToken(loss)});
            }
        }
    };
    for (const CurvePoint &point : progress.curve) {
        add(training, point);
    }
    for (const ValidationPoint &point : progress.validations) {
        add(validation, point);
    }
    int series = 0;
    const auto take = [&](std::map<std::string, PlotLine> &lines, LineStyle style,
                          const QString &name) {
        for (auto &[role, line] : lines) {
            line.name = name.arg(roleText(role));
            line.series = series++;
            line.style = style;
            chart.series.append({line.name, line.series}); // for the legend
            chart.lines.append(line);
        }
    };
    take(training, LineStyle::Solid, TrainingView::tr("training: %1"));
    take(validation, LineStyle::Dashed, TrainingView::tr("validation: %1"));
    return chart;
}

PlotData learningRateChart(const TrainingProgress &progress)
{
    PlotData chart;
    chart.xAxis.title = TrainingView::tr("Updates");
    chart.xAxis.integerTicks = true;
    chart.yAxis.title = TrainingView::tr("Learning rate");
    chart.emptyText = TrainingView::tr("The curve begins with the first update.");
    PlotLine line;
    line.series = 0;
    chart.series = {{QString(), 0}};
    for (const CurvePoint &point : progress.curve) {
        line.points.append({static_cast<double>(point.update), point.learningRate});
    }
    if (!line.points.isEmpty()) {
        chart.lines = {line};
    }
    return chart;
}

ResultTable curveTable(const TrainingProgress &progress)
{
    ResultTable table;
    table.columns = {{.key = "curve", .title = "Curve"},
                     {.key = "update", .title = "Update", .kind = ColumnKind::Integer},
                     {.key = "role", .title = "Role"},
                     {.key = "label_smoothed_loss",
                      .title = "Label-smoothed loss",
                      .kind = ColumnKind::Number,
                      .decimals = 4},
                     {.key = "nll", .title = "NLL", .kind = ColumnKind::Number, .decimals = 4},
                     {.key = "learning_rate",
                      .title = "Learning rate",
                      .kind = ColumnKind::Number,
                      .decimals = 6}};
    const auto add = [&table](const char *curve, const auto &point, const TableCell &rate) {
        for (const auto &[role, loss] : point.roles) {
            if (loss.tokens > 0) {
                table.rows.push_back({{.value = std::string(curve)},
                                      {.value = point.update},
                                      {.value = role},
                                      {.value = perToken(loss)},
                                      {.value = loss.nll / static_cast<double>(loss.tokens)},
                                      rate});
            }
        }
    };
    for (const CurvePoint &point : progress.curve) {
        add("training", point, {.value = point.learningRate});
    }
    for (const ValidationPoint &point : progress.validations) {
        add("validation", point, {});
    }
    return table;
}

QString titleText(const TrainingInfo &info)
{
    return info.kind == TrainingKind::Scratch ? TrainingView::tr("From scratch: %1").arg(info.title)
                                              : info.title;
}

QString stateText(const TrainingInfo &info)
{
    switch (info.state) {
    case TrainingState::Waiting:
        return TrainingView::tr("waits for another training");
    case TrainingState::Running:
        return TrainingView::tr("runs");
    case TrainingState::Paused:
        return TrainingView::tr("paused");
    case TrainingState::Cancelling:
        return TrainingView::tr("is being cancelled");
    case TrainingState::Interrupted:
        return TrainingView::tr("interrupted");
    case TrainingState::Failed:
        return TrainingView::tr("failed");
    case TrainingState::Done:
        break;
    }
    return TrainingView::tr("done");
}

TrainingView::TrainingView(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_losses(new PlotView(this))
    , m_rates(new PlotView(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_facts->setObjectName(QStringLiteral("trainingFacts"));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_bar->setAccessibleName(tr("Progress of the training"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, barSteps);
    m_losses->setObjectName(QStringLiteral("trainingLosses"));
    m_rates->setObjectName(QStringLiteral("trainingRates"));
    auto *tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(m_losses, tr("Loss"));
    tabs->addTab(m_rates, tr("Learning rate"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(m_title);
    layout->addWidget(m_bar);
    layout->addWidget(m_facts);
    layout->addWidget(tabs, 1);
    for (PlotView *plot : {m_losses, m_rates}) {
        connect(plot, &PlotView::currentDescribed, this, &TrainingView::message);
        connect(plot, &PlotView::message, this, &TrainingView::message);
    }
}

void TrainingView::setTraining(const std::optional<TrainingInfo> &info)
{
    if (!info) {
        return;
    }
    const QString problem = info->problem.isEmpty() ? QString() : u'\n' + info->problem;
    m_title->setText(tr("%1: %2", "training, state").arg(titleText(*info), stateText(*info))
                     + problem);
    const TrainingProgress progress = info->progress ? *info->progress : TrainingProgress();
    const double share = info->total > 0
                             ? static_cast<double>(info->done) / static_cast<double>(info->total)
                             : 0.0;
    m_bar->setValue(static_cast<int>(share * barSteps));
    const QLocale locale;
    QStringList facts;
    if (info->kind == TrainingKind::Scratch) {
        facts << tr("%1 of %2 architectures")
                     .arg(locale.toString(qlonglong(info->done)),
                          locale.toString(qlonglong(info->total)));
    }
    facts << tr("%1 of %2 updates")
                 .arg(locale.toString(qlonglong(progress.update)),
                      locale.toString(qlonglong(progress.maxUpdates)));
    facts << tr("learning rate %1").arg(locale.toString(progress.learningRate, 'g', 3));
    facts << tr("%1 tokens/s").arg(locale.toString(progress.tokensPerSecond, 'f', 0));
    facts << tr("%1 at work").arg(durationText(static_cast<qint64>(progress.seconds * 1000)));
    const auto left = progress.secondsLeft();
    if (left && info->state == TrainingState::Running) {
        facts << tr("%1 left").arg(durationText(static_cast<qint64>(*left * 1000)));
    }
    facts << tr("memory %1").arg(locale.formattedDataSize(static_cast<qint64>(progress.memory)));
    if (progress.bestLoss) {
        facts << tr("best validation loss %1").arg(locale.toString(*progress.bestLoss, 'f', 3));
    }
    m_facts->setText(facts.join(QStringLiteral("  \u00b7  ")));
    m_losses->setData(lossChart(progress));
    m_rates->setData(learningRateChart(progress));
}

} // namespace auspex
