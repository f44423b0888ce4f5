// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/judge_panel.h"

#include <algorithm>

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/common/command_action.h"
#include "ui/common/empty_state.h"
#include "ui/common/message_bar.h"
#include "ui/common/table_output.h"
#include "ui/common/theme.h"
#include "ui/judge/architecture_table.h"
#include "ui/judge/chart_area.h"
#include "ui/judge/judge_header.h"
#include "ui/judge/judge_state.h"
#include "ui/judge/metric_table.h"
#include "ui/judge/predictor_popup.h"
#include "ui/session/supernet_center.h"

namespace auspex {

namespace {

constexpr int sideBySideFrom = 110; // average characters of width that charts beside tables need

QString splitterKey(Qt::Orientation orientation)
{
    return orientation == Qt::Horizontal ? QStringLiteral("judge/splitterSideBySide")
                                         : QStringLiteral("judge/splitterStacked");
}

QString tableKey()
{
    return QStringLiteral("judge/table");
}

/// Whether the note is of a predictor that a bar of its own offers to run.
bool isToldAbove(const std::string &note, const JudgeResults &results)
{
    return std::any_of(results.replies.begin(), results.replies.end(), [&](const auto &entry) {
        const std::string title = predictorTitle(entry.first).toStdString();
        return note.rfind(title + " is judged on ", 0) == 0;
    });
}

} // namespace

JudgePanel::JudgePanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_state(new JudgeState(session, this))
{
    setObjectName(QStringLiteral("judgePanel"));
    createActions();
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(createResults());
    m_stack->addWidget(createEmptyState());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    createChartActions();
    m_actions += m_metrics->tableActions();

    connect(m_state, &JudgeState::resultsChanged, this, [this] {
        update();
        Q_EMIT evaluationChanged(m_state->results());
    });
    connect(m_state, &JudgeState::setupChanged, this, &JudgePanel::update);
    connect(m_state, &JudgeState::runningChanged, this, &JudgePanel::updateProgress);
    update();
    updateProgress();
    updateOrientation();
}

JudgePanel::~JudgePanel() = default;

QAction *JudgePanel::command(const char *name, const QString &text, const QKeySequence &shortcut,
                             const QString &tip, std::function<void()> call)
{
    m_actions.append(commandAction(this, name, {}, text, shortcut, tip, std::move(call)));
    return m_actions.last();
}

void JudgePanel::createActions()
{
    command("judgeAddPredictor", tr("&Add predictor..."),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), tr("Compares one more predictor"),
            [this] { showPredictorPopup(); })
        ->setIconText(tr("+ Predictor"));
    command("judgeEvaluate", tr("&Judge again"), QKeySequence(Qt::Key_F5),
            tr("Judges all predictors anew"), [this] { m_state->evaluateNow(); });
    command("judgeExport", tr("&Export the table..."), QKeySequence(Qt::CTRL | Qt::Key_E),
            tr("Saves the open table as CSV, TSV, LaTeX, Markdown, HTML or JSON"),
            [this] { askForExport(); });
    command("judgeDefaultPredictors", tr("Restore the default &predictors"), {},
            tr("Compares what a first look at the task compares"),
            [this] { m_state->restoreDefaultPredictors(); });
}

void JudgePanel::createChartActions()
{
    struct Entry {
        const char *name;
        const char *plotAction;
        QString text;
        QString tip;
    };
    const QList<Entry> entries = {
        {"judgeSaveChart", "plotSaveImage", tr("Sa&ve the chart..."),
         tr("Saves the open chart as PNG, SVG or PDF")},
        {"judgeCopyChart", "plotCopyImage", tr("Cop&y the chart"),
         tr("Puts the open chart on the clipboard as an image")},
        {"judgeExportChartData", "plotExportData", tr("Export the chart's da&ta..."),
         tr("Saves what the open chart shows as numbers")},
        {"judgeResetZoom", "plotResetZoom", tr("Show everything &in the chart"),
         tr("Takes zooming and panning back")},
    };
    for (const Entry &entry : entries) {
        const QString plotAction = QLatin1String(entry.plotAction);
        command(entry.name, entry.text, {}, entry.tip, [this, plotAction] {
            if (QAction *action = m_charts->currentPlot()->plotAction(plotAction))
                action->trigger();
        });
    }
    for (int i = 0; i < ChartArea::chartCount; ++i) {
        const auto chart = static_cast<ChartArea::Chart>(i);
        const QString title = ChartArea::chartTitle(chart);
        QAction *action = command("judgeShowChart", tr("Show chart: %1").arg(title), {},
                                  tr("Opens the chart %1").arg(title),
                                  [this, chart] { m_charts->showChart(chart); });
        action->setObjectName(QStringLiteral("judgeShowChart%1").arg(i));
    }
}

QWidget *JudgePanel::createEmptyState()
{
    auto *empty = new EmptyState("judgeEmptyState", {}, this);
    m_emptyText = empty->sentence();
    m_emptyText->setObjectName(QStringLiteral("judgeEmptyText"));
    QPushButton *import = empty->addButton(tr("&Import TFS-Eval..."));
    import->setObjectName(QStringLiteral("judgeImport"));
    connect(import, &QPushButton::clicked, this, &JudgePanel::importRequested);
    empty->addLink(QStringLiteral("tfs-eval"), tr("What data is needed, and where it comes from"));
    connect(empty, &EmptyState::helpRequested, this, &JudgePanel::helpRequested);
    return empty;
}

QWidget *JudgePanel::createResults()
{
    auto *results = new QWidget(this);
    m_header = new JudgeHeader(m_state, m_actions.first(), results);
    m_missing = new MessageArea(results);
    m_missing->setObjectName(QStringLiteral("judgeMissing"));
    m_notes = new QLabel(results);
    m_notes->setObjectName(QStringLiteral("judgeNotes"));
    m_notes->setWordWrap(true);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_charts = new ChartArea(m_state, results);
    m_metrics = new MetricTable(m_state, results);
    m_architectures = new ArchitectureTable(m_state, results);
    m_tables = new QTabWidget(results);
    m_tables->setObjectName(QStringLiteral("judgeTables"));
    m_tables->setDocumentMode(true);
    m_tables->addTab(m_metrics, tr("Predictors"));
    m_tables->addTab(m_architectures, tr("Architectures"));
    m_tables->setCurrentIndex(qBound(0, QSettings().value(tableKey(), 0).toInt(), 1));
    auto *exportButton = new QPushButton(tr("E&xport..."), m_tables);
    exportButton->setObjectName(QStringLiteral("judgeExportButton"));
    exportButton->setFlat(true);
    exportButton->setToolTip(m_actions[2]->toolTip());
    connect(exportButton, &QPushButton::clicked, m_actions[2], &QAction::trigger);
    m_tables->setCornerWidget(exportButton);
    connect(m_tables, &QTabWidget::currentChanged, this,
            [](int index) { QSettings().setValue(tableKey(), index); });

    m_splitter = new QSplitter(Qt::Horizontal, results);
    m_splitter->setObjectName(QStringLiteral("judgeSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(spacing);
    m_splitter->addWidget(m_charts);
    m_splitter->addWidget(m_tables);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        QSettings().setValue(splitterKey(m_splitter->orientation()), m_splitter->saveState());
    });

    auto *layout = new QVBoxLayout(results);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(m_header);
    layout->addWidget(m_missing);
    layout->addWidget(m_notes);
    layout->addWidget(m_splitter, 1);
    connect(m_charts, &ChartArea::message, this, &JudgePanel::message);
    connect(m_charts, &ChartArea::predictorChosen, m_metrics, &MetricTable::selectSpec);
    connect(m_metrics, &MetricTable::runRequested, this, &JudgePanel::requestRun);
    return results;
}

void JudgePanel::update()
{
    const bool hasTask = m_state->task() != nullptr;
    m_stack->setCurrentIndex(hasTask ? 0 : 1);
    m_emptyText->setText(
        m_session->workspace()
            ? tr("Nothing can be judged yet: this workspace holds no scores of "
                 "architectures that were trained from scratch.")
            : tr("Import scores of architectures that were trained from scratch, and "
                 "see which predictor can be trusted."));
    for (QAction *action : std::as_const(m_actions)) {
        const QString name = action->objectName();
        if (name == QLatin1String("judgeAddPredictor") || name == QLatin1String("judgeEvaluate")
            || name == QLatin1String("judgeDefaultPredictors"))
            action->setEnabled(hasTask);
        if (name == QLatin1String("judgeExport"))
            action->setEnabled(hasTask && m_state->results());
    }

    QStringList lines;
    if (!m_state->error().isEmpty())
        lines.append(m_state->error());
    else if (m_state->results() && !m_state->isStale()) {
        for (const std::string &note : m_state->results()->evaluation.notes) {
            if (!isToldAbove(note, *m_state->results()))
                lines.append(QString::fromStdString(note));
        }
    }
    if (hasTask && m_state->setup().predictors.isEmpty())
        lines = QStringList{tr("No predictor is compared. Add one, or restore the default ones.")};
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText,
                     m_state->error().isEmpty() ? mutedText(palette()) : errorColour(palette()));
    m_notes->setPalette(colours);
    m_notes->setText(lines.join(u'\n'));
    m_notes->setVisible(!lines.isEmpty());
    updateMissing();
}

/// One bar for each predictor that a run would complete, as long as it lacks something.
void JudgePanel::updateMissing()
{
    const JudgeResultsPtr results = m_state->isStale() ? nullptr : m_state->results();
    if (!results && m_state->isRunning())
        return; // told anew in a moment
    QStringList texts;
    QStringList specs;
    if (results) {
        for (const auto &[spec, replies] : results->replies) {
            if (indexOf(m_state->setup(), spec) < 0)
                continue;
            specs.append(spec);
            texts.append(tr("%1: %2 of %n replies are not in this workspace.", nullptr,
                            static_cast<int>(replies.asked))
                             .arg(predictorTitle(spec))
                             .arg(replies.missing));
        }
    }
    if (texts == m_missingShown)
        return;
    m_missingShown = texts;
    m_missing->clear();
    for (qsizetype i = texts.size() - 1; i >= 0; --i) { // the area shows the newest on top
        MessageBar *bar = m_missing->add(MessageKind::Info, texts[i]);
        bar->removeCloseButton();
        auto *run = new QAction(tr("Run..."), bar);
        run->setObjectName(QStringLiteral("judgeRunNow"));
        run->setToolTip(tr("Shows what it would cost, and asks the language model"));
        connect(run, &QAction::triggered, this, [this, spec = specs[i]] { requestRun(spec); });
        bar->addLasting(run);
    }
}

void JudgePanel::requestRun(const QString &spec)
{
    if (const std::optional<LlmRunSetup> run = m_state->runFor(spec))
        Q_EMIT runRequested(*run);
}

void JudgePanel::showRun(const LlmRunSetup &run)
{
    m_state->showRun(run);
    m_metrics->selectSpec(predictorOf(run));
}

void JudgePanel::showPredictor(const QString &spec)
{
    m_state->addPredictor(spec);
    m_metrics->selectSpec(spec);
}

/// What makes sense for the task, and the language models that were asked about it.
std::vector<PredictorSpec> JudgePanel::offered(const TfsTask &task) const
{
    std::vector<PredictorSpec> specs;
    const auto add = [&specs](const QString &text) {
        const Result<PredictorSpec> spec = parsePredictorSpec(text.toStdString());
        if (spec && std::find(specs.begin(), specs.end(), *spec) == specs.end())
            specs.push_back(*spec);
    };
    for (const LlmRunInfo &run : m_session->llm()->runs()) {
        if (run.setup.task == QString::fromStdString(task.name)) {
            add(predictorOf(run.setup));
            if (run.setup.withDemonstrations)
                add(QStringLiteral("calibrated:linear:") + predictorOf(run.setup));
        }
    }
    Knowledge knowledge = knowledgeOf(task, m_state->setup().target.toStdString());
    knowledge.services.supernets = m_session->supernets()->serviceForJudging();
    const std::vector<PredictorSpec> others = offeredPredictors(knowledge);
    specs.insert(specs.end(), others.begin(), others.end());
    return specs;
}

void JudgePanel::updateProgress()
{
    m_charts->setStale(m_state->isStale() && m_state->isRunning());
}

void JudgePanel::updateOrientation()
{
    const bool sideBySide = width() >= sideBySideFrom * fontMetrics().averageCharWidth();
    const Qt::Orientation wanted = sideBySide ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == wanted && m_splitter->property("placed").toBool())
        return;
    m_splitter->setProperty("placed", true);
    m_splitter->setOrientation(wanted);
    const QByteArray stored = QSettings().value(splitterKey(wanted)).toByteArray();
    if (stored.isEmpty() || !m_splitter->restoreState(stored))
        m_splitter->setSizes(sideBySide ? QList<int>{100, 125} : QList<int>{120, 100});
}

void JudgePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateOrientation();
}

void JudgePanel::showPredictorPopup()
{
    const std::shared_ptr<const TfsTask> task = m_state->task();
    if (!task)
        return;
    if (!m_popup) {
        m_popup = new PredictorPopup(this);
        connect(m_popup, &PredictorPopup::predictorChosen, m_state, &JudgeState::addPredictor);
    }
    QStringList chosen;
    for (const JudgedPredictor &predictor : m_state->setup().predictors)
        chosen.append(predictor.spec);
    m_popup->setPredictors(offered(*task), chosen);
    m_popup->openBelow(m_header->addButton());
}

Result<void> JudgePanel::exportTable(const QString &file) const
{
    return writeTable(file, [this](TableFormat format) {
        return m_tables->currentWidget() == m_metrics ? m_metrics->table(formFor(format))
                                                      : m_architectures->table();
    });
}

void JudgePanel::askForExport()
{
    const bool metrics = m_tables->currentWidget() == m_metrics;
    const QString name
        = (metrics ? tr("predictors-%1") : tr("architectures-%1")).arg(m_state->setup().task);
    const QString file = askForTableFile(this, name);
    if (file.isEmpty())
        return;
    const Result<void> written = exportTable(file);
    if (written)
        Q_EMIT message(tr("Saved to %1").arg(file));
    else
        Q_EMIT m_session->errorOccurred(QString::fromStdString(written.error().message));
}

} // namespace auspex
