// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QList>
#include <QString>

namespace auspex {

struct FuzzyMatch {
    int score = 0;        ///< higher is better
    QList<int> positions; ///< of the matched characters in the text, ascending
};

/// Whether every word of the query stands in the text, in any order, each either whole or as
/// characters in their order; case and accents do not matter. Beginnings of words and unbroken
/// stretches score higher. An empty query matches everything with score 0.
std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &text);

} // namespace auspex
