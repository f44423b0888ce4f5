// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/text_diff.h"

#include <algorithm>

#include <QHash>

namespace auspex {

namespace {

constexpr qsizetype mostEdits = 4000; // of one middle snake: bounds time at edits squared

/// Equal units have equal numbers: comparing is then cheap.
std::vector<int> numbered(const QStringList &units, QHash<QString, int> &numbers)
{
    std::vector<int> sequence;
    sequence.reserve(static_cast<std::size_t>(units.size()));
    for (const QString &unit : units) {
        auto found = numbers.find(unit);
        if (found == numbers.end())
            found = numbers.insert(unit, static_cast<int>(numbers.size()));
        sequence.push_back(*found);
    }
    return sequence;
}

class Myers {
public:
    Myers(std::vector<int> left, std::vector<int> right)
        : m_left(std::move(left))
        , m_right(std::move(right))
    {
    }

    std::vector<CommonRun> runs()
    {
        compare(
            {0, static_cast<qsizetype>(m_left.size()), 0, static_cast<qsizetype>(m_right.size())});
        return std::move(m_runs);
    }

private:
    struct Box {
        qsizetype left, leftEnd, right, rightEnd;
    };
    struct Split {
        qsizetype left = -1, right = -1; ///< a point on a shortest path; -1: too far to find
    };

    int leftAt(qsizetype i) const { return m_left[static_cast<std::size_t>(i)]; }
    int rightAt(qsizetype i) const { return m_right[static_cast<std::size_t>(i)]; }

    void add(qsizetype left, qsizetype right, qsizetype length)
    {
        if (length <= 0)
            return;
        if (!m_runs.empty() && m_runs.back().left + m_runs.back().length == left
            && m_runs.back().right + m_runs.back().length == right) {
            m_runs.back().length += length;
            return;
        }
        m_runs.push_back({left, right, length});
    }

    void compare(Box box)
    {
        const Box whole = box;
        while (box.left < box.leftEnd && box.right < box.rightEnd
               && leftAt(box.left) == rightAt(box.right)) {
            ++box.left;
            ++box.right;
        }
        add(whole.left, whole.right, box.left - whole.left);
        const Box begun = box;
        while (box.left < box.leftEnd && box.right < box.rightEnd
               && leftAt(box.leftEnd - 1) == rightAt(box.rightEnd - 1)) {
            --box.leftEnd;
            --box.rightEnd;
        }
        if (box.left < box.leftEnd && box.right < box.rightEnd) {
            const Split split = middle(box);
            if (split.left >= 0) {
                compare({box.left, split.left, box.right, split.right});
                compare({split.left, box.leftEnd, split.right, box.rightEnd});
            }
        }
        add(box.leftEnd, box.rightEnd, begun.leftEnd - box.leftEnd);
    }

    /// Where the paths from both corners meet; the box differs at its first and its last units.
    Split middle(const Box &box)
    {
        const qsizetype n = box.leftEnd - box.left;
        const qsizetype m = box.rightEnd - box.right;
        const qsizetype delta = n - m;
        const bool isOdd = delta % 2 != 0;
        const qsizetype most = std::min((n + m + 1) / 2, mostEdits);
        const qsizetype offset = most + 1;
        std::vector<qsizetype> forward(static_cast<std::size_t>(2 * offset + 1), 0);
        std::vector<qsizetype> backward = forward;
        const auto at = [offset](std::vector<qsizetype> &reach, qsizetype k) -> qsizetype & {
            return reach[static_cast<std::size_t>(k + offset)];
        };
        for (qsizetype d = 0; d <= most; ++d) {
            for (qsizetype k = -d; k <= d; k += 2) {
                qsizetype x = k == -d || (k != d && at(forward, k - 1) < at(forward, k + 1))
                                  ? at(forward, k + 1)
                                  : at(forward, k - 1) + 1;
                qsizetype y = x - k;
                while (x < n && y >= 0 && y < m && leftAt(box.left + x) == rightAt(box.right + y)) {
                    ++x;
                    ++y;
                }
                at(forward, k) = x;
                const qsizetype other = delta - k;
                if (isOdd && other >= -(d - 1) && other <= d - 1 && inside(x, y, n, m)
                    && x + at(backward, other) >= n)
                    return {box.left + x, box.right + y};
            }
            for (qsizetype k = -d; k <= d; k += 2) {
                qsizetype x = k == -d || (k != d && at(backward, k - 1) < at(backward, k + 1))
                                  ? at(backward, k + 1)
                                  : at(backward, k - 1) + 1;
                qsizetype y = x - k;
                while (x < n && y >= 0 && y < m
                       && leftAt(box.leftEnd - 1 - x) == rightAt(box.rightEnd - 1 - y)) {
                    ++x;
                    ++y;
                }
                at(backward, k) = x;
                const qsizetype other = delta - k;
                if (!isOdd && other >= -d && other <= d && inside(x, y, n, m)
                    && x + at(forward, other) >= n)
                    return {box.leftEnd - x, box.rightEnd - y};
            }
        }
        return {};
    }

    static bool inside(qsizetype x, qsizetype y, qsizetype n, qsizetype m)
    {
        return x >= 0 && x <= n && y >= 0 && y <= m;
    }

    std::vector<int> m_left;
    std::vector<int> m_right;
    std::vector<CommonRun> m_runs;
};

QStringList linesOf(const QString &text)
{
    QStringList lines = text.split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

/// Words, runs of spaces, and each other character by itself.
QStringList wordsOf(const QString &line)
{
    QStringList words;
    qsizetype begin = 0;
    const auto kind = [](QChar c) {
        return c.isLetterOrNumber() || c.isSurrogate() || c == u'_' ? 1 : c.isSpace() ? 2 : 0;
    };
    for (qsizetype i = 1; i <= line.size(); ++i) {
        if (i < line.size() && kind(line[i]) != 0 && kind(line[i]) == kind(line[i - 1]))
            continue;
        words.append(line.mid(begin, i - begin));
        begin = i;
    }
    return words;
}

void addRange(std::vector<TextRange> &ranges, qsizetype begin, qsizetype end)
{
    if (end > begin)
        ranges.push_back({begin, end - begin});
}

std::vector<qsizetype> offsetsOf(const QStringList &words)
{
    std::vector<qsizetype> offsets{0};
    for (const QString &word : words)
        offsets.push_back(offsets.back() + word.size());
    return offsets;
}

/// How much of two lines is the same, 0 to 1; fills in the words that differ.
double compareWords(DiffRow &row)
{
    const QStringList left = wordsOf(row.leftText);
    const QStringList right = wordsOf(row.rightText);
    const std::vector<qsizetype> leftAt = offsetsOf(left);
    const std::vector<qsizetype> rightAt = offsetsOf(right);
    std::vector<CommonRun> runs = commonRuns(left, right);
    runs.push_back({left.size(), right.size(), 0});
    qsizetype leftDone = 0;
    qsizetype rightDone = 0;
    qsizetype same = 0;
    const auto offset = [](const std::vector<qsizetype> &offsets, qsizetype word) {
        return offsets[static_cast<std::size_t>(word)];
    };
    for (const CommonRun &run : runs) {
        addRange(row.leftWords, offset(leftAt, leftDone), offset(leftAt, run.left));
        addRange(row.rightWords, offset(rightAt, rightDone), offset(rightAt, run.right));
        leftDone = run.left + run.length;
        rightDone = run.right + run.length;
        same += offset(leftAt, leftDone) - offset(leftAt, run.left);
    }
    const qsizetype longer = std::max(row.leftText.size(), row.rightText.size());
    return longer == 0 ? 1.0 : static_cast<double>(same) / static_cast<double>(longer);
}

/// The rows between two common runs: lines that are alike stand side by side.
void addDifferent(std::vector<DiffRow> &rows, const QStringList &left, qsizetype leftBegin,
                  qsizetype leftEnd, const QStringList &right, qsizetype rightBegin,
                  qsizetype rightEnd)
{
    constexpr double alike = 0.3;
    qsizetype i = leftBegin;
    qsizetype j = rightBegin;
    const auto removed = [&](qsizetype line) {
        DiffRow row;
        row.kind = DiffRow::Kind::Removed;
        row.left = line;
        row.leftText = left[line];
        rows.push_back(std::move(row));
    };
    const auto added = [&](qsizetype line) {
        DiffRow row;
        row.kind = DiffRow::Kind::Added;
        row.right = line;
        row.rightText = right[line];
        rows.push_back(std::move(row));
    };
    while (i < leftEnd && j < rightEnd) {
        DiffRow row;
        row.kind = DiffRow::Kind::Changed;
        row.left = i;
        row.right = j;
        row.leftText = left[i];
        row.rightText = right[j];
        if (compareWords(row) >= alike || (leftEnd - i == 1 && rightEnd - j == 1)) {
            rows.push_back(std::move(row));
            ++i;
            ++j;
        } else if (leftEnd - i > rightEnd - j) {
            removed(i++);
        } else if (leftEnd - i < rightEnd - j) {
            added(j++);
        } else {
            rows.push_back(std::move(row));
            ++i;
            ++j;
        }
    }
    while (i < leftEnd)
        removed(i++);
    while (j < rightEnd)
        added(j++);
}

} // namespace

std::vector<CommonRun> commonRuns(const QStringList &left, const QStringList &right)
{
    QHash<QString, int> numbers;
    std::vector<int> leftNumbers = numbered(left, numbers);
    std::vector<int> rightNumbers = numbered(right, numbers);
    return Myers(std::move(leftNumbers), std::move(rightNumbers)).runs();
}

std::vector<DiffRow> diffRows(const QString &left, const QString &right)
{
    const QStringList leftLines = linesOf(left);
    const QStringList rightLines = linesOf(right);
    std::vector<CommonRun> runs = commonRuns(leftLines, rightLines);
    runs.push_back({leftLines.size(), rightLines.size(), 0});
    std::vector<DiffRow> rows;
    qsizetype i = 0;
    qsizetype j = 0;
    for (const CommonRun &run : runs) {
        addDifferent(rows, leftLines, i, run.left, rightLines, j, run.right);
        for (qsizetype k = 0; k < run.length; ++k) {
            DiffRow row;
            row.left = run.left + k;
            row.right = run.right + k;
            row.leftText = leftLines[row.left];
            row.rightText = rightLines[row.right];
            rows.push_back(std::move(row));
        }
        i = run.left + run.length;
        j = run.right + run.length;
    }
    return rows;
}

std::vector<qsizetype> differences(const std::vector<DiffRow> &rows)
{
    std::vector<qsizetype> first;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].kind != DiffRow::Kind::Same
            && (i == 0 || rows[i - 1].kind == DiffRow::Kind::Same))
            first.push_back(static_cast<qsizetype>(i));
    }
    return first;
}

} // namespace auspex
