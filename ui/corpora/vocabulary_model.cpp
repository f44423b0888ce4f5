// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/vocabulary_model.h"

#include <QLocale>

namespace auspex {

Result<TokenCounts> countTokens(const Corpus &corpus, Job &job)
{
    TokenCounts counts;
    counts.source.resize(corpus.source.dictionary.size());
    counts.target.resize(corpus.target.dictionary.size());
    if (corpus.splits.empty()) {
        return counts;
    }
    counts.split = corpus.split("train") ? "train" : corpus.splits.front().name;
    const auto count = [&](const std::vector<TokenPair> &pairs) -> Result<void> {
        if (job.isCancelled()) {
            return cancelled();
        }
        for (const TokenPair &pair : pairs) {
            for (const std::int32_t id : pair.source) {
                ++counts.source[static_cast<std::size_t>(id)];
            }
            for (const std::int32_t id : pair.target) {
                ++counts.target[static_cast<std::size_t>(id)];
            }
        }
        return {};
    };
    return forEachTokenFile(corpus, counts.split, count).map([&] { return counts; });
}

void VocabularyModel::setCorpus(CorpusPtr corpus, bool target)
{
    beginResetModel();
    m_corpus = std::move(corpus);
    m_isTarget = target;
    endResetModel();
}

void VocabularyModel::setCounts(std::shared_ptr<const TokenCounts> counts)
{
    beginResetModel();
    m_counts = std::move(counts);
    endResetModel();
}

const Dictionary &VocabularyModel::dictionary() const
{
    return (m_isTarget ? m_corpus->target : m_corpus->source).dictionary;
}

int VocabularyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_corpus ? 0 : static_cast<int>(dictionary().size());
}

int VocabularyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<std::int64_t> VocabularyModel::number(int row, int column) const
{
    switch (column) {
    case Id:
        return row;
    case Stated:
        return row <= unknownToken ? std::nullopt : std::optional(dictionary().count(row));
    case Found: {
        if (!m_counts) {
            return std::nullopt;
        }
        const auto &counts = m_isTarget ? m_counts->target : m_counts->source;
        const auto place = static_cast<std::size_t>(row);
        return place < counts.size() ? std::optional(counts[place]) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

QVariant VocabularyModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && index.column() != Symbol) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    const bool isShown = role == Qt::DisplayRole;
    if (!isShown && role != ValueRole && role != Qt::ToolTipRole) {
        return {};
    }
    if (index.column() == Symbol) {
        return role == Qt::ToolTipRole
                   ? QVariant()
                   : QVariant(QString::fromStdString(dictionary().symbol(index.row())));
    }
    const std::optional<std::int64_t> value = number(index.row(), index.column());
    if (role == ValueRole) {
        return value ? QVariant(static_cast<qlonglong>(*value)) : QVariant();
    }
    if (role == Qt::ToolTipRole) {
        return !value && index.column() == Stated
                   ? tr("A special symbol, of which dictionaries state no count")
                   : QVariant();
    }
    if (!value) {
        return index.column() == Found && !m_counts ? QStringLiteral("...") : QStringLiteral("-");
    }
    return QLocale().toString(static_cast<qlonglong>(*value));
}

QVariant VocabularyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section == Symbol ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Stated:
            return tr(
                "As dict.txt has it. One that is made of a model's pieces states 1 for each.");
        case Found:
            return tr("How often the symbol comes in that split of this corpus");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Id:
        return tr("Id");
    case Symbol:
        return tr("Symbol");
    case Stated:
        return tr("Count in the dictionary");
    default:
        return m_counts ? tr("Count in %1").arg(QString::fromStdString(m_counts->split))
                        : tr("Count");
    }
}

} // namespace auspex
