// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/judge/metric_model.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

namespace auspex {

namespace {

constexpr double significance = 0.05;

QString fixed(double value, int decimals)
{
    QString text = QLocale().toString(value, 'f', decimals);
    const QString zero = QLocale().toString(0.0, 'f', decimals);
    return text.endsWith(zero) && text.size() == zero.size() + 1 ? zero : text; // never "-0.00"
}

} // namespace

MetricModel::MetricModel(JudgeState *state, QObject *parent)
    : QAbstractTableModel(parent)
    , m_state(state)
{
    connect(state, &JudgeState::setupChanged, this, &MetricModel::update);
    connect(state, &JudgeState::resultsChanged, this, &MetricModel::update);
    connect(state, &JudgeState::runningChanged, this, [this] {
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
    update();
}

void MetricModel::update()
{
    std::vector<Row> rows;
    const JudgeResultsPtr results = m_state->results();
    std::vector<MetricEmphasis> emphasis;
    if (results)
        emphasis = metricEmphasis(results->evaluation);
    for (const JudgedPredictor &predictor : m_state->setup().predictors) {
        Row row;
        row.predictor = predictor;
        const Result<PredictorSpec> spec = parsePredictorSpec(predictor.spec.toStdString());
        row.title = spec ? QString::fromStdString(specTitle(*spec)) : predictor.spec;
        if (!spec)
            row.parseError = QString::fromStdString(spec.error().message);
        row.evaluation = results ? results->find(predictor.spec) : nullptr;
        if (row.evaluation) {
            const auto place = row.evaluation - results->evaluation.predictors.data();
            row.emphasis = emphasis[static_cast<std::size_t>(place)];
        }
        rows.push_back(std::move(row));
    }
    const bool sameRows = std::equal(
        rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
        [](const Row &a, const Row &b) { return a.predictor.spec == b.predictor.spec; });
    // The selection and the current row survive what only changes values.
    if (sameRows) {
        m_rows = std::move(rows);
        m_results = results;
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_results = results;
    endResetModel();
}

int MetricModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MetricModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(metricCount);
}

QVariant MetricModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SpecRole:
        return row.predictor.spec;
    case ColourRole:
        return row.predictor.colour;
    case StaleRole:
        return m_state->isStale() || m_state->isRunning();
    default:
        return index.column() == 0 ? nameData(row, role)
                                   : metricData(row, metricOf(index.column()), role);
    }
}

QVariant MetricModel::nameData(const Row &row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case ValueRole:
        return row.title;
    case Qt::CheckStateRole:
        return row.predictor.drawn ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole: {
        QStringList lines = {row.title, row.predictor.spec};
        if (!row.parseError.isEmpty())
            lines.append(row.parseError);
        if (row.evaluation && row.evaluation->error)
            lines.append(QString::fromStdString(row.evaluation->error->message));
        if (row.evaluation && row.evaluation->missed > 0) {
            const auto judged = static_cast<int>(row.evaluation->judged);
            const auto all = judged + static_cast<int>(row.evaluation->missed);
            lines.append(
                tr("It predicts %1 of %n architecture(s) and is judged on those.", nullptr, all)
                    .arg(judged));
        }
        if (row.evaluation && row.evaluation->scale == PredictionScale::RankOnly)
            lines.append(tr("It only ranks: its values are no scores."));
        if (row.evaluation && !row.evaluation->splits.empty()) {
            for (const SplitOutcome &outcome : row.evaluation->splits) {
                if (!outcome.explanation.empty())
                    lines.append(tr("Split %1: %2")
                                     .arg(QString::fromStdString(outcome.split),
                                          QString::fromStdString(outcome.explanation)));
            }
        }
        lines.removeDuplicates();
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole:
        return row.predictor.drawn ? tr("%1, drawn").arg(row.title)
                                   : tr("%1, not drawn").arg(row.title);
    default:
        return {};
    }
}

QString MetricModel::missingReason(const Row &row, MetricId metric) const
{
    if (!row.parseError.isEmpty())
        return row.parseError;
    if (!row.evaluation) {
        return m_state->isRunning() ? tr("This predictor is being judged.")
                                    : tr("This predictor was not judged yet. Press F5.");
    }
    if (row.evaluation->error)
        return QString::fromStdString(row.evaluation->error->message);
    return QString::fromStdString(row.evaluation->metrics[static_cast<std::size_t>(metric)].reason);
}

QVariant MetricModel::metricData(const Row &row, MetricId metric, int role) const
{
    const auto place = static_cast<std::size_t>(metric);
    const MetricSummary *summary = row.evaluation && !row.evaluation->error
                                           && std::isfinite(row.evaluation->metrics[place].mean)
                                       ? &row.evaluation->metrics[place]
                                       : nullptr;
    switch (role) {
    case Qt::DisplayRole:
        if (!summary)
            return QStringLiteral("-");
        return tr("%1 ± %2").arg(fixed(summary->mean, 2), fixed(summary->std, 2));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case Qt::ToolTipRole:
        return summary ? metricTooltip(row, metric) : missingReason(row, metric);
    case ValueRole:
        return summary ? QVariant(summary->mean) : QVariant();
    case SpreadRole:
        return summary ? QVariant(summary->std) : QVariant();
    case EmphasisRole:
        return static_cast<int>(row.emphasis[place]);
    case SignificantRole:
        return summary && summary->pValue && *summary->pValue < significance;
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(metricTitle(metric),
                                metricData(row, metric, Qt::DisplayRole).toString());
    default:
        return {};
    }
}

QString MetricModel::metricTooltip(const Row &row, MetricId metric) const
{
    const MetricSummary &summary = row.evaluation->metrics[static_cast<std::size_t>(metric)];
    QStringList lines;
    lines.append(
        tr("%1, %2: %3 ± %4")
            .arg(row.title, metricTitle(metric), fixed(summary.mean, 3), fixed(summary.std, 3)));
    if (std::isfinite(summary.low) && std::isfinite(summary.high)) {
        const double level = m_results->evaluation.options.level;
        lines.append(tr("%1 % bootstrap interval: %2 to %3")
                         .arg(QLocale().toString(level * 100, 'g', 3), fixed(summary.low, 3),
                              fixed(summary.high, 3)));
    }
    if (summary.pValue) {
        lines.append(
            tr("p = %1 against %2")
                .arg(fixed(*summary.pValue, 3), predictorTitle(m_state->setup().baseline)));
    }
    const Emphasis emphasis = row.emphasis[static_cast<std::size_t>(metric)];
    if (emphasis == Emphasis::Best)
        lines.append(tr("The best of this column."));
    if (emphasis == Emphasis::Tied)
        lines.append(tr("Not told apart from the best: its interval holds the best value."));
    return lines.join(u'\n');
}

bool MetricModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != 0)
        return false;
    m_state->setPredictorDrawn(specOf(index.row()), value.toInt() == Qt::Checked);
    return true;
}

QVariant MetricModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (section == 0) {
        if (role == Qt::ToolTipRole)
            return tr("The predictors that are compared. Those with a tick are drawn.");
        return role == Qt::DisplayRole ? tr("Predictor") : QVariant();
    }
    const MetricId metric = metricOf(section);
    if (role == Qt::DisplayRole)
        return metricShortTitle(metric);
    if (role == Qt::ToolTipRole)
        return tr("%1. %2").arg(metricTitle(metric), metricExplanation(metric));
    return {};
}

Qt::ItemFlags MetricModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    if (index.column() == 0)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace auspex
