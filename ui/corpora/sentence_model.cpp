// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/sentence_model.h"

#include <algorithm>

#include <QLocale>

namespace auspex {

namespace {

constexpr std::size_t mostChunks = 2;

/// Without the end token.
qsizetype tokensIn(const std::vector<std::int32_t> &ids)
{
    return static_cast<qsizetype>(ids.size()) - (!ids.empty() && ids.back() == endToken ? 1 : 0);
}

} // namespace

void SentenceModel::setSplit(SplitContentPtr split)
{
    beginResetModel();
    m_reading.drop();
    m_requested.reset();
    m_chunks.clear();
    m_matches.reset();
    m_split = std::move(split);
    endResetModel();
}

void SentenceModel::setMatches(std::optional<SentenceMatches> matches)
{
    beginResetModel();
    m_matches = std::move(matches);
    endResetModel();
}

void SentenceModel::setShowsTokens(bool tokens)
{
    m_showsTokens = tokens;
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int SentenceModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_split) {
        return 0;
    }
    return static_cast<int>(m_matches ? m_matches->numbers.size() : m_split->split.sentences);
}

int SentenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

SentenceModel::Cell SentenceModel::cell(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    const std::size_t number = m_matches ? m_matches->numbers[place] : place;
    const auto after = std::upper_bound(m_split->firsts.begin(), m_split->firsts.end(), number);
    const auto file = static_cast<std::size_t>(after - m_split->firsts.begin()) - 1;
    for (const SentenceChunkPtr &chunk : m_chunks) {
        if (chunk->file == file) {
            return {number, chunk};
        }
    }
    request(file);
    return {number, nullptr};
}

void SentenceModel::request(std::size_t file) const
{
    if (m_requested) {
        return; // whoever still looks at the rows asks again
    }
    m_requested = file;
    auto *self = const_cast<SentenceModel *>(this);
    m_reading.start(
        self, [split = m_split, file](Job &) { return readChunk(*split, file); },
        [self](const Result<SentenceChunkPtr> &chunk) {
            if (!chunk) { // and m_requested stays: what cannot be read is tried once
                Q_EMIT self->failed(QString::fromStdString(chunk.error().message));
                return;
            }
            self->m_requested.reset();
            self->m_chunks.push_front(*chunk);
            if (self->m_chunks.size() > mostChunks) {
                self->m_chunks.pop_back();
            }
            Q_EMIT self->dataChanged(self->index(0, 0),
                                     self->index(self->rowCount() - 1, ColumnCount - 1));
        });
}

QString SentenceModel::text(const Cell &cell, int column) const
{
    const std::size_t place = cell.number - cell.chunk->first;
    if (place >= cell.chunk->pairs.size()) {
        return {};
    }
    const TokenPair &pair = cell.chunk->pairs[place];
    if (column == SourceTokens || column == TargetTokens) {
        return QLocale().toString(tokensIn(column == SourceTokens ? pair.source : pair.target));
    }
    const ShownPair shown = shownPair(*m_split, cell.number, pair, m_showsTokens);
    return column == SourceText ? shown.source : shown.target;
}

QVariant SentenceModel::data(const QModelIndex &index, int role) const
{
    const bool isText = index.column() == SourceText || index.column() == TargetText;
    if (role == Qt::TextAlignmentRole && !isText) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && isText)) {
        return {};
    }
    const Cell found = cell(index.row());
    if (index.column() == Number) {
        return QLocale().toString(static_cast<qulonglong>(found.number + 1));
    }
    return found.chunk ? text(found, index.column()) : QStringLiteral("...");
}

QVariant SentenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isText = section == SourceText || section == TargetText;
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && section == Number) {
        return tr("The line in the texts, without those that were left out");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QString source = m_split ? QString::fromStdString(m_split->corpus->sourceLanguage)
                                   : QString();
    const QString target = m_split ? QString::fromStdString(m_split->corpus->targetLanguage)
                                   : QString();
    switch (section) {
    case Number:
        return tr("No.");
    case SourceText:
        return tr("Source (%1)").arg(source);
    case TargetText:
        return tr("Target (%1)").arg(target);
    case SourceTokens:
        return tr("%1 tokens", "of a language").arg(source);
    default:
        return tr("%1 tokens", "of a language").arg(target);
    }
}

} // namespace auspex
