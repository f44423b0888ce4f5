// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "ui/corpora/sentence_source.h"

namespace auspex {

/// How often each id comes in a split.
struct TokenCounts {
    std::string split;
    std::vector<std::int64_t> source; ///< by id
    std::vector<std::int64_t> target;
};

/// Of the training split, or the first one where there is none. Any thread.
Result<TokenCounts> countTokens(const Corpus &corpus, Job &job);

/// The symbols of one dictionary: id, symbol, the count that the dictionary states, and how often
/// the symbol comes in a split.
class VocabularyModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Id, Symbol, Stated, Found, ColumnCount };
    enum Role { ValueRole = Qt::UserRole + 1 }; ///< the number or text, for sorting

    using QAbstractTableModel::QAbstractTableModel;

    /// No corpus: no rows. `target`: the target's dictionary, else the source's.
    void setCorpus(CorpusPtr corpus, bool target);
    void setCounts(std::shared_ptr<const TokenCounts> counts); ///< null: not counted yet

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Dictionary &dictionary() const;
    std::optional<std::int64_t> number(int row, int column) const;

    CorpusPtr m_corpus;
    bool m_isTarget = false;
    std::shared_ptr<const TokenCounts> m_counts;
};

} // namespace auspex
