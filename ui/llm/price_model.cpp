// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/price_model.h"

#include <QDate>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include "ui/common/theme.h"

namespace auspex {

namespace {

bool isText(int column)
{
    return column == PriceModel::Model || column == PriceModel::From || column == PriceModel::Source
           || column == PriceModel::AsOf;
}

QString amount(const std::optional<double> &dollars)
{
    return dollars ? QLocale().toString(*dollars, 'g', 6) : QString();
}

bool isDay(const std::string &text)
{
    return QDate::fromString(QString::fromStdString(text), Qt::ISODate).isValid();
}

} // namespace

PriceModel::PriceModel(std::vector<Price> own, QObject *parent)
    : QAbstractTableModel(parent)
    , m_own(std::move(own))
{
}

const Price &PriceModel::price(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return place < m_own.size() ? m_own[place] : builtInPrices().prices()[place - m_own.size()];
}

int PriceModel::add(const Price &price)
{
    const int row = static_cast<int>(m_own.size());
    beginInsertRows({}, row, row);
    m_own.push_back(price);
    endInsertRows();
    return row;
}

void PriceModel::remove(int row)
{
    if (isOwn(row)) {
        beginRemoveRows({}, row, row);
        m_own.erase(m_own.begin() + row);
        endRemoveRows();
    }
}

QString PriceModel::problem() const
{
    for (const Price &price : m_own) {
        const QString name = QString::fromStdString(price.model);
        if (price.model.empty()) {
            return tr("A price of yours names no model; write its name, with * for any letters.");
        }
        if (!price.effectiveFrom.empty() && !isDay(price.effectiveFrom)) {
            return tr("The price of %1 holds from \"%2\", which is no day; write it as in "
                      "2026-09-01.")
                .arg(name, QString::fromStdString(price.effectiveFrom));
        }
        if (!price.asOf.empty() && !isDay(price.asOf)) {
            return tr("The source of the price of %1 was read on \"%2\", which is no day; write it "
                      "as in 2026-09-01.")
                .arg(name, QString::fromStdString(price.asOf));
        }
    }
    return {};
}

int PriceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_own.size() + builtInPrices().prices().size());
}

int PriceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant PriceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Price &shown = price(index.row());
    switch (role) {
    case OwnRole:
        return isOwn(index.row());
    case Qt::ForegroundRole:
        return isOwn(index.row()) ? QVariant() : mutedText(QGuiApplication::palette());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    case Qt::ToolTipRole:
        return isOwn(index.row())
                   ? tr("A price of yours: it goes before those that come with the program.")
                   : tr("This price comes with the program; copy it to change it.");
    case Qt::DisplayRole:
    case Qt::EditRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Model:
        return QString::fromStdString(shown.model);
    case From:
        return QString::fromStdString(shown.effectiveFrom);
    case Above:
        return shown.abovePromptTokens > 0 ? QLocale().toString(qint64(shown.abovePromptTokens))
                                           : QString();
    case Input:
        return amount(shown.rates.input);
    case CachedInput:
        return amount(shown.rates.cachedInput);
    case CacheWrite:
        return amount(shown.rates.cacheWrite);
    case Output:
        return amount(shown.rates.output);
    case BatchFactor:
        return amount(shown.batchFactor);
    case Source:
        return QString::fromStdString(shown.source);
    case AsOf:
        return QString::fromStdString(shown.asOf);
    default:
        return {};
    }
}

bool PriceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !isOwn(index.row())) {
        return false;
    }
    Price &edited = m_own[static_cast<std::size_t>(index.row())];
    const QString text = value.toString().trimmed();
    bool isNumber = false;
    const double number = QLocale().toDouble(text, &isNumber);
    const bool isAmount = isNumber && number >= 0.0;
    const std::optional<double> optional = text.isEmpty() ? std::nullopt : std::optional(number);
    switch (index.column()) {
    case Model:
        edited.model = text.toStdString();
        break;
    case From:
        edited.effectiveFrom = text.toStdString();
        break;
    case Source:
        edited.source = text.toStdString();
        break;
    case AsOf:
        edited.asOf = text.toStdString();
        break;
    case Above:
        if (!isAmount && !text.isEmpty()) {
            return false;
        }
        edited.abovePromptTokens = text.isEmpty() ? 0 : static_cast<std::int64_t>(number);
        break;
    case CachedInput:
    case CacheWrite:
        if (!isAmount && !text.isEmpty()) {
            return false;
        }
        (index.column() == CachedInput ? edited.rates.cachedInput : edited.rates.cacheWrite)
            = optional;
        break;
    default:
        if (!isAmount) {
            return false; // what is no amount is not taken
        }
        (index.column() == Input    ? edited.rates.input
         : index.column() == Output ? edited.rates.output
                                    : edited.batchFactor)
            = number;
    }
    Q_EMIT dataChanged(index, index);
    return true;
}

QVariant PriceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
    case Model:
        return isTip ? tr("The model's name, with * for any letters") : tr("Model");
    case From:
        return isTip ? tr("The first day; empty: always") : tr("From");
    case Above:
        return isTip ? tr("Only for prompts of more tokens than this") : tr("Above tokens");
    case Input:
        return isTip ? tr("US dollars for a million tokens of the prompt") : tr("Input");
    case CachedInput:
        return isTip ? tr("The same, read from the service's cache; empty: as input")
                     : tr("Cached");
    case CacheWrite:
        return isTip ? tr("The same, written to the service's cache; empty: as input")
                     : tr("Cache write");
    case Output:
        return isTip ? tr("US dollars for a million tokens of the answer") : tr("Output");
    case BatchFactor:
        return isTip ? tr("What is paid of these prices for batch jobs, 0 to 1") : tr("Batch");
    case Source:
        return isTip ? tr("Where the price is from") : tr("Source");
    case AsOf:
        return isTip ? tr("When the source was read") : tr("As of");
    default:
        return {};
    }
}

Qt::ItemFlags PriceModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    if (index.isValid() && isOwn(index.row())) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

} // namespace auspex
