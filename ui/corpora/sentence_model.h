// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

#include <QAbstractTableModel>

#include "ui/common/background.h"
#include "ui/corpora/sentence_source.h"

namespace auspex {

/// The sentence pairs of a split, or those that a search found. Only the files of tokens whose rows
/// are looked at are in memory, two at most; a cell of a file that is still being read is "...".
class SentenceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, SourceText, TargetText, SourceTokens, TargetTokens, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setSplit(SplitContentPtr split); ///< null: no rows. Forgets the matches.
    const SplitContentPtr &split() const { return m_split; }

    void setMatches(std::optional<SentenceMatches> matches); ///< nothing: all pairs
    void setShowsTokens(bool tokens);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void failed(const QString &message); ///< a file cannot be read

private:
    struct Cell {
        std::size_t number = 0;
        SentenceChunkPtr chunk; ///< null: not read yet
    };
    Cell cell(int row) const;
    void request(std::size_t file) const;
    QString text(const Cell &cell, int column) const;

    SplitContentPtr m_split;
    std::optional<SentenceMatches> m_matches;
    bool m_showsTokens = false;
    mutable std::deque<SentenceChunkPtr> m_chunks; ///< the one that was read last is the first
    mutable std::optional<std::size_t> m_requested;
    mutable Background<Result<SentenceChunkPtr>> m_reading;
};

} // namespace auspex
