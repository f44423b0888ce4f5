// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/result_table_model.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include "ui/common/theme.h"

namespace auspex {

namespace {

QString shownNumber(const TableColumn &column, double number, int decimals)
{
    const QLocale locale;
    if (column.kind == ColumnKind::Integer)
        return locale.toString(number, 'f', 0);
    if (column.kind == ColumnKind::Percentage)
        return locale.toString(number * 100, 'f', decimals) + QStringLiteral(" %");
    return locale.toString(number, 'f', decimals);
}

QString shownText(const TableColumn &column, const TableCell &cell, int decimals)
{
    if (isMissing(cell))
        return QStringLiteral("-");
    if (const auto *text = std::get_if<std::string>(&cell.value))
        return QString::fromStdString(*text);
    QString shown = shownNumber(column, numberIn(cell).value_or(0.0), decimals);
    if (cell.spread)
        shown += QStringLiteral(" ± ") + shownNumber(column, *cell.spread, decimals);
    return shown;
}

QVariant sortValue(const TableCell &cell)
{
    if (isMissing(cell))
        return {};
    if (const auto *text = std::get_if<std::string>(&cell.value))
        return QString::fromStdString(*text);
    return numberIn(cell).value_or(0.0);
}

QVariant fontOf(const TableCell &cell)
{
    if (cell.emphasis == Emphasis::None)
        return {};
    QFont font;
    font.setBold(true);
    return font;
}

} // namespace

void ResultTableModel::setTable(ResultTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int ResultTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ResultTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant ResultTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TableColumn &column = m_table.columns[static_cast<std::size_t>(index.column())];
    const TableCell &cell = m_table.rows[static_cast<std::size_t>(index.row())]
                                        [static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return shownText(column, cell, column.decimals);
    case Qt::ToolTipRole:
        if (isMissing(cell))
            return QString::fromStdString(cell.reason);
        return shownText(column, cell, column.decimals + 1);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::FontRole:
        return fontOf(cell);
    case Qt::ForegroundRole:
        if (isMissing(cell) || cell.emphasis == Emphasis::Tied)
            return mutedText(QGuiApplication::palette());
        return {};
    case ValueRole:
        return sortValue(cell);
    default:
        return {};
    }
}

QVariant ResultTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    const TableColumn &column = m_table.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return QString::fromStdString(column.title);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(
            (isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    return {};
}

} // namespace auspex
