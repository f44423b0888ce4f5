// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_model.h"

#include <algorithm>
#include <functional>

#include <QLocale>

#include "core/arch/counts.h"

namespace auspex {

namespace {

constexpr double giga = 1e9;
constexpr double mega = 1e6;

/// A name that a data file can have for a column: "HAT valid_bleu" gives "HAT_valid_bleu".
std::string identifierOf(std::string name)
{
    std::replace_if(
        name.begin(), name.end(),
        [](char c) {
            return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        },
        '_');
    return name;
}

std::optional<double> scoreIn(const TargetScores &scores, const std::string &target)
{
    const auto found = scores.find(target);
    return found == scores.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::optional<double>> valuesOf(
    const TfsTask &task, const std::function<std::optional<double>(const TfsRecord &)> &value)
{
    std::vector<std::optional<double>> values;
    values.reserve(task.records.size());
    for (const TfsRecord &record : task.records) {
        values.push_back(value(record));
    }
    return values;
}

std::vector<QString> splitsOf(const TfsTask &task)
{
    std::vector<QString> texts(task.records.size());
    const auto add = [&](std::size_t record, const QString &text) {
        if (record < texts.size()) {
            texts[record] += texts[record].isEmpty() ? text : QStringLiteral(", ") + text;
        }
    };
    for (const TfsSplit &split : task.splits) {
        const QString name = QString::fromStdString(split.name);
        for (const std::size_t record : split.demonstrations) {
            add(record, RecordModel::tr("%1 demonstration", "a split's name").arg(name));
        }
        for (const std::size_t record : split.test) {
            add(record, RecordModel::tr("%1 test", "a split's name").arg(name));
        }
    }
    return texts;
}

} // namespace

void RecordModel::setTask(std::shared_ptr<const TfsTask> task, const std::string &target)
{
    beginResetModel();
    m_task = std::move(task);
    m_columns.clear();
    m_splits.clear();
    if (m_task) {
        m_splits = splitsOf(*m_task);
        addColumns(target);
    }
    endResetModel();
}

void RecordModel::addColumns(const std::string &target)
{
    const TfsTask &task = *m_task;
    Column number{"architecture", tr("No."), tr("The architecture's number in the task"),
                  ColumnKind::Integer, 0};
    for (std::size_t i = 0; i < task.records.size(); ++i) {
        number.values.push_back(static_cast<double>(i + 1));
    }
    m_columns.push_back(std::move(number));
    addCountColumns();
    for (const std::string &name : targetNames(task)) {
        const QString shown = QString::fromStdString(name);
        m_columns.push_back(
            {"tfs_" + identifierOf(name), tr("TFS %1").arg(shown),
             tr("%1 of the network trained from scratch").arg(shown), ColumnKind::Number, 2,
             tr("The data have no such score for this architecture."),
             valuesOf(task, [&](const TfsRecord &record) { return scoreIn(record.tfs, name); })});
    }
    for (const std::string &name : recordedNames(task)) {
        const QString shown = QString::fromStdString(name);
        const QString what = QString::fromStdString(target);
        m_columns.push_back(
            {"recorded_" + identifierOf(name + '_' + target), shown,
             tr("%1 that %2 gives the architecture, as the data record it").arg(what, shown),
             ColumnKind::Number, 2,
             tr("%1 has no recorded %2 for this architecture.").arg(shown, what),
             valuesOf(task, [&](const TfsRecord &record) {
                 const auto found = record.recorded.find(name);
                 return found == record.recorded.end() ? std::nullopt
                                                       : scoreIn(found->second, target);
             })});
    }
    Column latency{"latency_ms",
                   tr("Latency (ms)"),
                   tr("Milliseconds, as the data record them"),
                   ColumnKind::Number,
                   2,
                   tr("The data have no latency for this architecture."),
                   valuesOf(task, [](const TfsRecord &record) { return record.latencyMs; })};
    if (std::any_of(latency.values.begin(), latency.values.end(),
                    [](const auto &value) { return value.has_value(); })) {
        m_columns.push_back(std::move(latency));
    }
    m_columns.push_back({"splits", tr("Splits"),
                         tr("The splits that show the architecture as a demonstration, or judge "
                            "on it"),
                         ColumnKind::Text, 0});
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (m_columns[j].key == m_columns[i].key) {
                m_columns[i].key += '_' + std::to_string(i);
            }
        }
    }
}

void RecordModel::addCountColumns()
{
    const TfsTask &task = *m_task;
    const SearchSpace space = spaceOf(task);
    const int vocabulary = space.vocabulary.value_or(0);
    const auto ifVocabulary = [vocabulary](double value) {
        return vocabulary > 0 ? std::optional(value) : std::nullopt;
    };
    const QString unknown = tr("The size of the task's vocabulary is not known.");
    const auto integers = [&](const char *key, const QString &title, const QString &tip,
                              auto value) {
        m_columns.push_back({key,
                             title,
                             tip,
                             ColumnKind::Integer,
                             0,
                             {},
                             valuesOf(task, [value](const TfsRecord &record) {
                                 return std::optional<double>(value(record.architecture));
                             })});
    };
    integers("decoder_layers", tr("Decoder layers"), tr("Number of decoder layers"),
             [](const Architecture &a) { return a.decoderLayers(); });
    integers("encoder_width", tr("Enc. width"), tr("The encoder's embedding dimension"),
             [](const Architecture &a) { return a.encoderEmbedDim; });
    integers("decoder_width", tr("Dec. width"), tr("The decoder's embedding dimension"),
             [](const Architecture &a) { return a.decoderEmbedDim; });
    m_columns.push_back(
        {"gflops", tr("GFLOPs"),
         tr("Operations for one sentence of %n tokens, with the output layer", nullptr,
            space.sentenceLength),
         ColumnKind::Number, 3, unknown, valuesOf(task, [&](const TfsRecord &record) {
             const FlopCount count = countFlops(space, record.architecture, vocabulary);
             return ifVocabulary(static_cast<double>(count.total()) / giga);
         })});
    m_columns.push_back(
        {"gflops_without_output_layer",
         tr("GFLOPs w/o output"),
         tr("Operations for one sentence of %n tokens, without the output layer", nullptr,
            space.sentenceLength),
         ColumnKind::Number,
         3,
         {},
         valuesOf(task, [&](const TfsRecord &record) {
             const FlopCount count = countFlops(space, record.architecture, vocabulary);
             return std::optional(static_cast<double>(count.withoutLastLayer) / giga);
         })});
    m_columns.push_back(
        {"parameters_m", tr("Parameters (M)"), tr("Millions of parameters, embeddings among them"),
         ColumnKind::Number, 2, unknown, valuesOf(task, [&](const TfsRecord &record) {
             const ParameterCount count = countParameters(space, record.architecture, vocabulary);
             return ifVocabulary(static_cast<double>(count.modelSize()) / mega);
         })});
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_task ? 0 : static_cast<int>(m_task->records.size());
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString RecordModel::text(const Column &column, std::size_t row) const
{
    if (column.kind == ColumnKind::Text) {
        return m_splits[row];
    }
    const std::optional<double> value = column.values[row];
    return value ? QLocale().toString(*value, 'f', column.decimals) : QStringLiteral("-");
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    const Column &column = m_columns[static_cast<std::size_t>(index.column())];
    const bool isText = column.kind == ColumnKind::Text;
    switch (role) {
    case RecordRole:
        return static_cast<qint64>(row);
    case ValueRole:
        if (isText) {
            return m_splits[row];
        }
        return column.values[row] ? QVariant(*column.values[row]) : QVariant();
    case Qt::DisplayRole:
        return text(column, row);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (isText) {
            return m_splits[row];
        }
        if (!column.values[row]) {
            return column.whyMissing;
        }
        return column.kind == ColumnKind::Integer
                   ? QVariant()
                   : QLocale().toString(*column.values[row], 'f', column.decimals + 1);
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const Column &column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return column.tip;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (column.kind == ColumnKind::Text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

ResultTable RecordModel::table(const QList<int> &rows) const
{
    ResultTable table;
    if (!m_task) {
        return table;
    }
    table.caption
        = tr("Architectures of %1").arg(QString::fromStdString(m_task->name)).toStdString();
    table.label = "tab:architectures";
    for (const Column &column : m_columns) {
        table.columns.push_back({.key = column.key,
                                 .title = column.title.toStdString(),
                                 .kind = column.kind,
                                 .decimals = column.decimals});
    }
    for (const int number : rows) {
        const auto row = static_cast<std::size_t>(number);
        std::vector<TableCell> cells;
        for (const Column &column : m_columns) {
            TableCell &cell = cells.emplace_back();
            if (column.kind == ColumnKind::Text) {
                cell.value = m_splits[row].toStdString();
            } else if (!column.values[row]) {
                cell.reason = column.whyMissing.toStdString();
            } else if (column.kind == ColumnKind::Integer) {
                cell.value = static_cast<std::int64_t>(*column.values[row]);
            } else {
                cell.value = *column.values[row];
            }
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace auspex
