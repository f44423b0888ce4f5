// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/fuzzy_match.h"

#include <algorithm>

namespace auspex {

namespace {

constexpr int wholeWordScore = 40; // a stretch that begins a word
constexpr int stretchScore = 20;   // a stretch inside a word
constexpr int letterScore = 1;
constexpr int wordStartScore = 8;
constexpr int neighbourScore = 4;

/// One character for one, so that positions in the folded text are positions in the text.
QString folded(const QString &text)
{
    QString result = text;
    for (QChar &character : result) {
        const QString parts = QString(character).normalized(QString::NormalizationForm_KD);
        character = (parts.isEmpty() ? character : parts.front()).toCaseFolded();
    }
    return result;
}

bool startsWord(const QString &text, qsizetype position)
{
    return position == 0 || !text[position - 1].isLetterOrNumber();
}

std::optional<FuzzyMatch> matchStretch(const QString &word, const QString &text)
{
    qsizetype found = -1;
    bool atStart = false;
    for (qsizetype at = text.indexOf(word); at >= 0 && !atStart; at = text.indexOf(word, at + 1)) {
        atStart = startsWord(text, at);
        if (found < 0 || atStart) {
            found = at;
        }
    }
    if (found < 0) {
        return std::nullopt;
    }
    FuzzyMatch match;
    match.score = (atStart ? wholeWordScore : stretchScore) + static_cast<int>(word.size())
                  + (found == 0 ? wordStartScore : 0);
    for (qsizetype i = 0; i < word.size(); ++i) {
        match.positions.append(static_cast<int>(found + i));
    }
    return match;
}

std::optional<FuzzyMatch> matchLetters(const QString &word, const QString &text)
{
    FuzzyMatch match;
    qsizetype at = 0;
    for (const QChar letter : word) {
        qsizetype found = text.indexOf(letter, at);
        // The start of a later word says more than the next letter inside this one.
        for (qsizetype later = found; later >= 0; later = text.indexOf(letter, later + 1)) {
            if (startsWord(text, later)) {
                found = later;
                break;
            }
        }
        if (found < 0) {
            return std::nullopt;
        }
        match.score += letterScore + (startsWord(text, found) ? wordStartScore : 0)
                       + (found == at && at > 0 ? neighbourScore : 0);
        match.positions.append(static_cast<int>(found));
        at = found + 1;
    }
    return match;
}

/// Greedy in word starts first; if that runs past the end, plainly letter by letter.
std::optional<FuzzyMatch> matchLettersPlainly(const QString &word, const QString &text)
{
    FuzzyMatch match;
    qsizetype at = 0;
    for (const QChar letter : word) {
        const qsizetype found = text.indexOf(letter, at);
        if (found < 0) {
            return std::nullopt;
        }
        match.score += letterScore + (startsWord(text, found) ? wordStartScore : 0);
        match.positions.append(static_cast<int>(found));
        at = found + 1;
    }
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &text)
{
    const QString plain = folded(text);
    FuzzyMatch whole;
    for (const QString &word : folded(query).split(u' ', Qt::SkipEmptyParts)) {
        std::optional<FuzzyMatch> match = matchStretch(word, plain);
        if (!match) {
            match = matchLetters(word, plain);
        }
        if (!match) {
            match = matchLettersPlainly(word, plain);
        }
        if (!match) {
            return std::nullopt;
        }
        whole.score += match->score;
        whole.positions += match->positions;
    }
    std::sort(whole.positions.begin(), whole.positions.end());
    whole.positions.erase(std::unique(whole.positions.begin(), whole.positions.end()),
                          whole.positions.end());
    return whole;
}

} // namespace auspex
