// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

// What differs between two texts, by lines and within them by words.

namespace auspex {

/// A run of `length` units that both sequences have, `left` and `right` its beginnings.
struct CommonRun {
    qsizetype left = 0;
    qsizetype right = 0;
    qsizetype length = 0;

    bool operator==(const CommonRun &) const = default;
};

/// The longest common subsequence as runs in order: a shortest edit script's other half. Source of
/// the algorithm: Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, in the linear
/// space form. Sequences that differ in more than a few thousand places are taken for wholly
/// different in between, so that time stays bounded.
std::vector<CommonRun> commonRuns(const QStringList &left, const QStringList &right);

/// Characters of one line.
struct TextRange {
    qsizetype begin = 0;
    qsizetype length = 0;

    bool operator==(const TextRange &) const = default;
};

/// One line of a view with two sides. A side without a line has number -1.
struct DiffRow {
    enum class Kind {
        Same,
        Changed, ///< both sides, with the words that differ
        Removed, ///< left side alone
        Added,   ///< right side alone
    };
    Kind kind = Kind::Same;
    qsizetype left = -1; ///< line numbers, from 0
    qsizetype right = -1;
    QString leftText;
    QString rightText;
    std::vector<TextRange> leftWords; ///< what differs, of a changed line
    std::vector<TextRange> rightWords;
};

/// Lines end with "\n"; a last line without one is a line.
std::vector<DiffRow> diffRows(const QString &left, const QString &right);

/// First rows of the runs of rows that are not the same.
std::vector<qsizetype> differences(const std::vector<DiffRow> &rows);

} // namespace auspex
