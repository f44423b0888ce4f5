// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/architecture_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <QGuiApplication>
#include <QIcon>
#include <QLocale>
#include <QPainter>

#include "ui/charts/plot_theme.h"

namespace auspex {

namespace {

QString fixed(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

/// A name that a data file can have for a column: "recorded:HAT" gives "recorded_HAT".
std::string identifierOf(const QString &spec)
{
    std::string name = spec.toStdString();
    std::replace_if(
        name.begin(), name.end(),
        [](char c) {
            return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        },
        '_');
    return name;
}

QIcon colourIcon(const QColor &colour)
{
    constexpr int side = 32; // scaled down wherever it is shown
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(7, 7, side - 14, side - 14));
    return QIcon(pixmap);
}

} // namespace

double ArchitectureModel::Cell::mean() const
{
    if (predicted.empty())
        return std::nan("");
    return std::accumulate(predicted.begin(), predicted.end(), 0.0)
           / static_cast<double>(predicted.size());
}

ArchitectureModel::ArchitectureModel(JudgeState *state, QObject *parent)
    : QAbstractTableModel(parent)
    , m_state(state)
{
    connect(state, &JudgeState::setupChanged, this, &ArchitectureModel::update);
    connect(state, &JudgeState::resultsChanged, this, &ArchitectureModel::update);
    update();
}

QString ArchitectureModel::task() const
{
    return m_results ? QString::fromStdString(m_results->task->name) : QString();
}

void ArchitectureModel::update()
{
    const JudgeResultsPtr results = m_state->results();
    std::vector<DrawnPredictor> predictors;
    for (const JudgedPredictor &predictor : m_state->setup().predictors) {
        const PredictorEvaluation *evaluation = results && predictor.drawn
                                                    ? results->find(predictor.spec)
                                                    : nullptr;
        if (!evaluation || evaluation->error)
            continue;
        predictors.push_back({predictor.spec, predictorTitle(predictor.spec), predictor.colour,
                              evaluation->scale == PredictionScale::Score});
    }
    const auto same = [](const DrawnPredictor &a, const DrawnPredictor &b) {
        return a.spec == b.spec && a.colour == b.colour;
    };
    const bool sameColumns = std::equal(predictors.begin(), predictors.end(), m_predictors.begin(),
                                        m_predictors.end(), same);
    if (sameColumns && results == m_results)
        return;
    beginResetModel();
    m_results = results;
    m_predictors = std::move(predictors);
    m_rows = results ? rowsOf(*results, m_predictors) : std::vector<Row>();
    endResetModel();
    if (!sameColumns)
        Q_EMIT columnsChanged();
}

std::vector<ArchitectureModel::Row> ArchitectureModel::rowsOf(
    const JudgeResults &results, const std::vector<DrawnPredictor> &predictors) const
{
    std::map<std::size_t, Row> rows;
    for (const PredictorEvaluation &evaluation : results.evaluation.predictors) {
        for (const SplitOutcome &outcome : evaluation.splits) {
            const QString split = QString::fromStdString(outcome.split);
            for (std::size_t i = 0; i < outcome.records.size(); ++i) {
                Row &row = rows[outcome.records[i]];
                row.tfs = outcome.target[i];
                if (!row.splits.contains(split))
                    row.splits.append(split);
            }
        }
    }
    for (auto &[record, row] : rows) {
        row.record = static_cast<qint64>(record);
        row.depth = results.task->records[record].architecture.decoderLayers();
        row.cells.resize(predictors.size());
    }
    for (std::size_t p = 0; p < predictors.size(); ++p) {
        const PredictorEvaluation *evaluation = results.find(predictors[p].spec);
        for (const SplitOutcome &outcome : evaluation->splits) {
            for (std::size_t i = 0; i < outcome.records.size(); ++i) {
                Cell &cell = rows[outcome.records[i]].cells[p];
                cell.splits.append(QString::fromStdString(outcome.split));
                cell.predicted.push_back(outcome.predictions[i].value);
            }
        }
    }
    std::vector<Row> ordered;
    for (auto &[record, row] : rows)
        ordered.push_back(std::move(row));
    return ordered;
}

int ArchitectureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ArchitectureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstPredictorColumn + 2 * static_cast<int>(m_predictors.size());
}

const ArchitectureModel::DrawnPredictor &ArchitectureModel::predictorOf(int column) const
{
    return m_predictors[static_cast<std::size_t>((column - FirstPredictorColumn) / 2)];
}

std::optional<double> ArchitectureModel::valueAt(const Row &row, int column) const
{
    switch (column) {
    case NumberColumn:
        return static_cast<double>(row.record + 1);
    case DepthColumn:
        return row.depth;
    case TfsColumn:
        return row.tfs;
    default:
        break;
    }
    const Cell &cell = row.cells[static_cast<std::size_t>((column - FirstPredictorColumn) / 2)];
    const double mean = cell.mean();
    if (!std::isfinite(mean) || (isResidual(column) && !predictorOf(column).scores))
        return std::nullopt;
    return isResidual(column) ? mean - row.tfs : mean;
}

QVariant ArchitectureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == RecordRole)
        return row.record;
    if (role == Qt::TextAlignmentRole) {
        const Qt::Alignment side = column == SplitsColumn ? Qt::AlignLeft : Qt::AlignRight;
        return QVariant::fromValue(side | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole)
        return tooltip(row, column);
    if (role != Qt::DisplayRole && role != ValueRole)
        return {};
    if (column == SplitsColumn)
        return row.splits.join(QStringLiteral(", "));
    const std::optional<double> value = valueAt(row, column);
    if (role == ValueRole)
        return value ? QVariant(*value) : QVariant();
    if (!value)
        return QStringLiteral("-");
    if (column == NumberColumn || column == DepthColumn)
        return QLocale().toString(qRound64(*value));
    const bool scores = column == TfsColumn || predictorOf(column).scores;
    return scores ? fixed(*value, 2) : QLocale().toString(*value, 'g', 4);
}

QString ArchitectureModel::tooltip(const Row &row, int column) const
{
    if (column == TfsColumn)
        return fixed(row.tfs, 3);
    if (column < FirstPredictorColumn)
        return {};
    const DrawnPredictor &predictor = predictorOf(column);
    if (isResidual(column) && !predictor.scores)
        return tr("%1 only ranks: its values are no scores.").arg(predictor.title);
    const Cell &cell = row.cells[static_cast<std::size_t>((column - FirstPredictorColumn) / 2)];
    QStringList lines = {predictor.title};
    for (qsizetype i = 0; i < cell.splits.size(); ++i) {
        const double value = cell.predicted[static_cast<std::size_t>(i)];
        lines.append(
            tr("Split %1: %2")
                .arg(cell.splits[i], fixed(isResidual(column) ? value - row.tfs : value, 3)));
    }
    return lines.join(u'\n');
}

QVariant ArchitectureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    const bool known = section < FirstPredictorColumn;
    if (role == Qt::TextAlignmentRole)
        return data(index(0, section), role);
    if (role == Qt::DecorationRole && !known && !isResidual(section)) {
        const PlotTheme theme = screenTheme(QGuiApplication::palette(), QGuiApplication::font(),
                                            QLocale());
        return colourIcon(theme.seriesColour(predictorOf(section).colour));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case NumberColumn:
        return tip ? tr("The architecture's number in the task") : tr("No.");
    case DepthColumn:
        return tip ? tr("Decoder layers") : tr("Depth");
    case SplitsColumn:
        return tip ? tr("The splits that judge on this architecture") : tr("Splits");
    case TfsColumn:
        return tip ? tr("Its score when trained from scratch") : tr("TFS");
    default:
        break;
    }
    const QString title = predictorOf(section).title;
    if (isResidual(section))
        return tip ? tr("%1: predicted minus trained, mean over the splits").arg(title)
                   : tr("Residual");
    return tip ? tr("%1: predicted, mean over the splits").arg(title) : title;
}

ResultTable ArchitectureModel::table(const QList<int> &rows) const
{
    ResultTable table;
    table.caption = tr("Predictions for the architectures of %1").arg(task()).toStdString();
    table.label = "tab:architectures";
    table.columns = {
        {.key = "architecture", .title = tr("No.").toStdString(), .kind = ColumnKind::Integer},
        {.key = "decoder_layers", .title = tr("Depth").toStdString(), .kind = ColumnKind::Integer},
        {.key = "splits", .title = tr("Splits").toStdString()},
        {.key = "tfs", .title = tr("TFS").toStdString(), .kind = ColumnKind::Number},
    };
    for (std::size_t p = 0; p < m_predictors.size(); ++p) {
        const std::string end = identifierOf(m_predictors[p].spec) + "_" + std::to_string(p + 1);
        const std::string title = m_predictors[p].title.toStdString();
        table.columns.push_back(
            {.key = "predicted_" + end, .title = title, .kind = ColumnKind::Number});
        table.columns.push_back(
            {.key = "residual_" + end,
             .title = tr("%1, residual").arg(m_predictors[p].title).toStdString(),
             .kind = ColumnKind::Number});
    }
    for (const int number : rows) {
        const Row &row = m_rows[static_cast<std::size_t>(number)];
        std::vector<TableCell> cells = {
            {.value = std::int64_t{row.record + 1}},
            {.value = std::int64_t{row.depth}},
            {.value = row.splits.join(u' ').toStdString()},
            {.value = row.tfs},
        };
        for (int column = FirstPredictorColumn; column < columnCount(); ++column) {
            cells.emplace_back();
            if (const std::optional<double> value = valueAt(row, column))
                cells.back().value = *value;
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace auspex
