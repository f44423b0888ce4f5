// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QRandomGenerator>
#include <QTest>

#include "ui/prompts/text_diff.h"
#include "ui/prompts/text_replacement.h"

using namespace auspex;

namespace {

QStringList units(const QString &letters)
{
    QStringList list;
    for (const QChar letter : letters)
        list.append(letter);
    return list;
}

/// By the table of all prefixes: slow and plain.
qsizetype longestCommon(const QStringList &a, const QStringList &b)
{
    std::vector<std::vector<qsizetype>> best(
        static_cast<std::size_t>(a.size() + 1),
        std::vector<qsizetype>(static_cast<std::size_t>(b.size() + 1), 0));
    for (std::size_t i = 1; i < best.size(); ++i) {
        for (std::size_t j = 1; j < best[i].size(); ++j)
            best[i][j] = a[static_cast<qsizetype>(i) - 1] == b[static_cast<qsizetype>(j) - 1]
                             ? best[i - 1][j - 1] + 1
                             : std::max(best[i - 1][j], best[i][j - 1]);
    }
    return best.back().back();
}

QString randomLetters(QRandomGenerator &random, int most)
{
    QString letters;
    for (int i = random.bounded(most); i > 0; --i)
        letters.append(QChar(u'a' + random.bounded(4)));
    return letters;
}

} // namespace

class TestTextDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commonRunsOfTheClassicalExample()
    {
        qsizetype length = 0;
        for (const CommonRun &run :
             commonRuns(units(QStringLiteral("ABCABBA")), units(QStringLiteral("CBABAC"))))
            length += run.length;
        QCOMPARE(length, 4); // Myers 1986, figure 1: five edits
    }

    void commonRunsAreALongestCommonSubsequence()
    {
        QRandomGenerator random(20);
        for (int round = 0; round < 500; ++round) {
            const QStringList left = units(randomLetters(random, 24));
            const QStringList right = units(randomLetters(random, 24));
            qsizetype total = 0;
            qsizetype i = 0;
            qsizetype j = 0;
            for (const CommonRun &run : commonRuns(left, right)) {
                QVERIFY(run.length > 0 && run.left >= i && run.right >= j);
                for (qsizetype k = 0; k < run.length; ++k)
                    QCOMPARE(left[run.left + k], right[run.right + k]);
                i = run.left + run.length;
                j = run.right + run.length;
                total += run.length;
            }
            QCOMPARE(total, longestCommon(left, right));
        }
    }

    void changedLineShowsItsWords()
    {
        const std::vector<DiffRow> rows = diffRows(QStringLiteral("one\ntwo words here\nthree\n"),
                                                   QStringLiteral("one\ntwo names here\nthree\n"));
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[1].kind, DiffRow::Kind::Changed);
        QCOMPARE(rows[1].leftWords, (std::vector<TextRange>{{4, 5}}));
        QCOMPARE(rows[1].rightWords, (std::vector<TextRange>{{4, 5}}));
        QCOMPARE(rows[2].kind, DiffRow::Kind::Same);
        QCOMPARE(rows[2].left, 2);
        QCOMPARE(differences(rows), (std::vector<qsizetype>{1}));
    }

    void addedAndRemovedLinesStandAlone()
    {
        const std::vector<DiffRow> rows = diffRows(QStringLiteral("a\nb\nc"),
                                                   QStringLiteral("a\nc\nd"));
        QCOMPARE(rows.size(), std::size_t(4));
        QCOMPARE(rows[1].kind, DiffRow::Kind::Removed);
        QCOMPARE(rows[1].leftText, QStringLiteral("b"));
        QCOMPARE(rows[1].right, -1);
        QCOMPARE(rows[3].kind, DiffRow::Kind::Added);
        QCOMPARE(rows[3].rightText, QStringLiteral("d"));
        QCOMPARE(rows[3].left, -1);
        QCOMPARE(differences(rows), (std::vector<qsizetype>{1, 3}));
    }

    void likeLinesStandSideBySideAmongNewOnes()
    {
        const std::vector<DiffRow> rows = diffRows(
            QStringLiteral("the score of the network\n"),
            QStringLiteral("something else entirely\nthe score of this network\n"));
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].kind, DiffRow::Kind::Added);
        QCOMPARE(rows[1].kind, DiffRow::Kind::Changed);
    }

    void emptyTextsHaveNoRows()
    {
        QVERIFY(diffRows({}, {}).empty());
        QCOMPARE(diffRows({}, QStringLiteral("a")).size(), std::size_t(1));
        QCOMPARE(diffRows(QStringLiteral("a\n"), QStringLiteral("a")).front().kind,
                 DiffRow::Kind::Same);
    }

    void wholeCharactersAreReplaced()
    {
        // Two emoji that share their first half.
        const QString before = QStringLiteral("a\U0001F600b");
        const QString after = QStringLiteral("a\U0001F601b");
        const TextReplacement change = replacementFor(before, after);
        QCOMPARE(change.begin, 1);
        QCOMPARE(change.removed, 2);
        QCOMPARE(change.inserted, QStringLiteral("\U0001F601"));
    }

    void replacementTurnsOneTextIntoTheOther()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            const QString before = randomLetters(random, 12);
            const QString after = randomLetters(random, 12);
            const TextReplacement change = replacementFor(before, after);
            QString made = before;
            made.replace(change.begin, change.removed, change.inserted);
            QCOMPARE(made, after);
        }
    }
};

QTEST_GUILESS_MAIN(TestTextDiff)
#include "tst_text_diff.moc"
