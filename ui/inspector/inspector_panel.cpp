// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_panel.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/arch/counts.h"
#include "ui/common/theme.h"
#include "ui/inspector/architecture_drawing.h"
#include "ui/inspector/fact_grid.h"
#include "ui/judge/judge_charts.h"

namespace auspex {

namespace {

QString score(double value)
{
    return QLocale().toString(value, 'f', 2);
}

/// "45.2 million", with three digits that count; the exact number is the tooltip.
QString magnitude(std::int64_t count, double unit, const QString &pattern)
{
    return pattern.arg(QLocale().toString(static_cast<double>(count) / unit, 'f', 2));
}

} // namespace

InspectorPanel::InspectorPanel(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("inspectorPanel"));
    createActions();
    m_empty = new QLabel(tr("Select an architecture, in a chart or a table, to see its layers, its "
                            "size and all of its scores here."),
                         this);
    m_empty->setObjectName(QStringLiteral("inspectorEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(spacingHuge);

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(spacing, spacing, spacing, spacing);
    column->setSpacing(spacing);
    column->addWidget(createSummary());
    column->addWidget(createDetails());
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(session->selection(), &Selection::changed, this, &InspectorPanel::showSelection);
    connect(session, &Session::tasksChanged, this, &InspectorPanel::showSelection);
    showSelection();
}

void InspectorPanel::createActions()
{
    const auto add = [this](const char *name, const QString &text, const QString &tip, auto call) {
        auto *action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setStatusTip(tip);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this, call);
        m_actions.append(action);
    };
    add("inspectorCopyJson", tr("Copy the architecture as &JSON"),
        tr("One object with the ten keys of SubTransformer configurations"), [this] {
            if (const TfsRecord *record = current()) {
                QGuiApplication::clipboard()->setText(
                    QString::fromStdString(architectureJson(record->architecture).dump(2)));
            }
        });
    add("inspectorCopyYaml", tr("Copy the architecture as &YAML"),
        tr("A SubTransformer configuration as HAT reads it"), [this] {
            if (const TfsRecord *record = current()) {
                QGuiApplication::clipboard()->setText(
                    QString::fromStdString(architectureYaml(record->architecture)));
            }
        });
    add("inspectorCopyText", tr("Copy what the &inspector shows"),
        tr("Names and values of the shown architecture, line by line"), [this] { copyText(); });
}

QWidget *InspectorPanel::createSummary()
{
    m_summary = new QTableWidget(this);
    m_summary->setObjectName(QStringLiteral("inspectorSummary"));
    m_summary->setAccessibleName(tr("Selected architectures"));
    m_summary->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_summary->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_summary->setSelectionMode(QAbstractItemView::SingleSelection);
    m_summary->setShowGrid(false);
    m_summary->setAlternatingRowColors(true);
    m_summary->setTabKeyNavigation(false);
    m_summary->verticalHeader()->hide();
    m_summary->horizontalHeader()->setHighlightSections(false);
    connect(m_summary, &QTableWidget::itemSelectionChanged, this, [this] {
        const QList<QTableWidgetItem *> chosen = m_summary->selectedItems();
        if (!chosen.isEmpty()) {
            Selection *selection = m_session->selection();
            selection->set(selection->task(), selection->records(),
                           chosen.first()->data(Qt::UserRole).toLongLong());
        }
    });
    return m_summary;
}

QWidget *InspectorPanel::createDetails()
{
    m_details = new QWidget(this);
    auto *layout = new QVBoxLayout(m_details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    auto *top = new QHBoxLayout;
    m_title = new QLabel(m_details);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto *copy = new QPushButton(m_details);
    copy->setObjectName(QStringLiteral("inspectorCopy"));
    copy->setText(tr("&Copy"));
    copy->setToolTip(tr("Copy this architecture"));
    auto *menu = new QMenu(copy);
    menu->addActions(m_actions);
    copy->setMenu(menu);
    top->addWidget(m_title, 1);
    top->addWidget(copy);
    layout->addLayout(top);
    m_drawing = new ArchitectureDrawing(m_details);
    layout->addWidget(m_drawing);
    m_scores = new FactGrid(tr("Scores"), m_details);
    m_predictions = new FactGrid(tr("Predicted by"), m_details);
    m_sizes = new FactGrid(tr("Size and cost"), m_details);
    for (FactGrid *grid : {m_scores, m_predictions, m_sizes})
        layout->addWidget(grid);
    return m_details;
}

std::shared_ptr<const TfsTask> InspectorPanel::task() const
{
    return m_session->task(m_session->selection()->task());
}

const TfsRecord *InspectorPanel::current() const
{
    const std::shared_ptr<const TfsTask> known = task();
    const qint64 record = m_session->selection()->current();
    if (!known || record < 0 || record >= static_cast<qint64>(known->records.size()))
        return nullptr;
    return &known->records[static_cast<std::size_t>(record)];
}

void InspectorPanel::setEvaluation(const JudgeResultsPtr &results)
{
    m_results = results;
    showSelection();
}

void InspectorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_title) {
        QFont bold = font();
        bold.setBold(true);
        m_title->setFont(bold);
    }
}

void InspectorPanel::showSelection()
{
    const std::shared_ptr<const TfsTask> known = task();
    const QSet<qint64> records = known ? m_session->selection()->records() : QSet<qint64>();
    const TfsRecord *shown = current();
    const bool any = shown || records.size() > 1;
    m_stack->setCurrentIndex(any ? 1 : 0);
    m_summary->setVisible(records.size() > 1);
    m_details->setVisible(shown != nullptr);
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(shown != nullptr);
    if (records.size() > 1)
        showSummary(*known, records);
    if (shown)
        showDetails(*known, m_session->selection()->current());
}

void InspectorPanel::showSummary(const TfsTask &task, const QSet<qint64> &records)
{
    const QSignalBlocker quiet(m_summary);
    QList<qint64> sorted(records.begin(), records.end());
    std::sort(sorted.begin(), sorted.end());
    const std::vector<std::string> targets = targetNames(task);
    QStringList titles = {tr("No."), tr("Encoder"), tr("Decoder"), tr("Params (M)")};
    for (const std::string &target : targets)
        titles.append(targetTitle(QString::fromStdString(target)));
    m_summary->setColumnCount(static_cast<int>(titles.size()));
    m_summary->setHorizontalHeaderLabels(titles);
    m_summary->setRowCount(static_cast<int>(sorted.size()));
    const SearchSpace space = spaceOf(task);
    for (int row = 0; row < m_summary->rowCount(); ++row) {
        const TfsRecord &record = task.records[static_cast<std::size_t>(sorted[row])];
        const ParameterCount parameters = countParameters(space, record.architecture,
                                                          space.vocabulary.value_or(0));
        QStringList texts = {
            QLocale().toString(sorted[row] + 1),
            QLocale().toString(record.architecture.encoderLayers()),
            QLocale().toString(record.architecture.decoderLayers()),
            QLocale().toString(static_cast<double>(parameters.withoutEmbeddings) / 1e6, 'f', 1)};
        for (const std::string &target : targets) {
            const auto found = record.tfs.find(target);
            texts.append(found == record.tfs.end() ? QStringLiteral("-") : score(found->second));
        }
        for (int column = 0; column < m_summary->columnCount(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setData(Qt::UserRole, sorted[row]);
            m_summary->setItem(row, column, item);
        }
        if (sorted[row] == m_session->selection()->current())
            m_summary->selectRow(row);
    }
    m_summary->resizeColumnsToContents();
    const int rowHeight = fontMetrics().height() + 2 * spacingSmall;
    m_summary->verticalHeader()->setDefaultSectionSize(rowHeight);
    const int rows = std::min(m_summary->rowCount(), 8);
    m_summary->setFixedHeight(m_summary->horizontalHeader()->sizeHint().height() + rows * rowHeight
                              + 2 * spacing);
}

void InspectorPanel::showDetails(const TfsTask &task, qint64 record)
{
    const TfsRecord &shown = task.records[static_cast<std::size_t>(record)];
    m_title->setText(
        tr("%1 of %2").arg(architectureName(record), QString::fromStdString(task.name)));
    m_drawing->setArchitecture(shown.architecture);
    showScores(task, shown);
    showPredictions(task, record);
    showSizes(task, shown);
}

void InspectorPanel::showSizes(const TfsTask &task, const TfsRecord &record)
{
    m_sizes->clear();
    const Architecture &architecture = record.architecture;
    const SearchSpace space = spaceOf(task);
    const int vocabulary = space.vocabulary.value_or(0);
    const FlopCount flops = countFlops(space, architecture, vocabulary);
    const ParameterCount parameters = countParameters(space, architecture, vocabulary);
    const QLocale locale;
    m_sizes->addFact(tr("Encoder, decoder width"),
                     {QStringLiteral("%1, %2").arg(locale.toString(architecture.encoderEmbedDim),
                                                   locale.toString(architecture.decoderEmbedDim))});
    m_sizes->addFact(
        tr("Encoder, decoder layers"),
        {QStringLiteral("%1 + %2").arg(locale.toString(architecture.encoderLayers()),
                                       locale.toString(architecture.decoderLayers()))});
    const auto count = [&](const QString &name, std::int64_t value, double unit,
                           const QString &pattern) {
        m_sizes->addFact(name, {magnitude(value, unit, pattern)}, {locale.toString(qint64(value))});
    };
    if (vocabulary > 0)
        count(tr("FLOPs"), flops.total(), 1e9, tr("%1 billion"));
    count(tr("FLOPs without output layer"), flops.withoutLastLayer, 1e9, tr("%1 billion"));
    count(tr("Parameters without embeddings"), parameters.withoutEmbeddings, 1e6, tr("%1 million"));
    if (vocabulary > 0) {
        count(tr("Embedding parameters"), parameters.embeddings, 1e6, tr("%1 million"));
        count(tr("Model size"), parameters.modelSize(), 1e6, tr("%1 million"));
    }
    if (record.latencyMs)
        m_sizes->addFact(tr("Latency"),
                         {tr("%1 ms").arg(locale.toString(*record.latencyMs, 'f', 1))});
}

void InspectorPanel::showScores(const TfsTask &task, const TfsRecord &record)
{
    m_scores->clear();
    const std::vector<std::string> targets = targetNames(task);
    QStringList titles;
    for (const std::string &target : targets)
        titles.append(targetTitle(QString::fromStdString(target)));
    m_scores->setColumnTitles(titles);
    const auto add = [&](const QString &name, const TargetScores &scores) {
        QStringList values;
        QStringList tooltips;
        for (const std::string &target : targets) {
            const auto found = scores.find(target);
            const bool known = found != scores.end();
            values.append(known ? score(found->second) : QStringLiteral("-"));
            tooltips.append(known ? QLocale().toString(found->second, 'f', 4)
                                  : tr("The data has no such score."));
        }
        m_scores->addFact(name, values, tooltips);
    };
    add(tr("Trained from scratch"), record.tfs);
    for (const auto &[name, scores] : record.recorded)
        add(QString::fromStdString(name), scores);
}

void InspectorPanel::showPredictions(const TfsTask &task, qint64 record)
{
    m_predictions->clear();
    const bool here = m_results && m_results->task->name == task.name;
    for (std::size_t p = 0; here && p < m_results->evaluation.predictors.size(); ++p) {
        const PredictorEvaluation &predictor = m_results->evaluation.predictors[p];
        QStringList values;
        QStringList details;
        for (const SplitOutcome &outcome : predictor.splits) {
            const auto found = std::find(outcome.records.begin(), outcome.records.end(),
                                         static_cast<std::size_t>(record));
            if (found == outcome.records.end())
                continue;
            const auto place = static_cast<std::size_t>(found - outcome.records.begin());
            const Prediction &prediction = outcome.predictions[place];
            const bool isScore = predictor.scale == PredictionScale::Score;
            const QString value = isScore ? score(prediction.value)
                                          : QLocale().toString(prediction.value, 'g', 4);
            if (!values.contains(value))
                values.append(value);
            details.append(tr("Split %1: %2").arg(QString::fromStdString(outcome.split), value));
            if (prediction.deviation)
                details.last() += QStringLiteral(" ± %1").arg(score(*prediction.deviation));
        }
        if (!values.isEmpty()) {
            m_predictions->addFact(QString::fromStdString(specTitle(predictor.spec)),
                                   {values.join(QStringLiteral("; "))}, {details.join(u'\n')});
        }
    }
    m_predictions->setVisible(!m_predictions->isEmpty());
    if (!m_predictions->isEmpty()) {
        m_predictions->setTitle(
            tr("Predicted, %1")
                .arg(targetTitle(QString::fromStdString(m_results->evaluation.options.target))));
    }
}

void InspectorPanel::copyText()
{
    const TfsRecord *record = current();
    if (!record)
        return;
    QStringList lines = {m_title->text(),
                         QString::fromStdString(architectureKey(record->architecture))};
    for (const FactGrid *grid : {m_scores, m_predictions, m_sizes})
        lines += grid->lines();
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace auspex
