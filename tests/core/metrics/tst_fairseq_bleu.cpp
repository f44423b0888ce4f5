// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <QtTest>

#include "core/metrics/fairseq_bleu.h"

using namespace auspex;

using Lines = std::vector<std::string>;
using Counts = std::array<std::int64_t, bleuOrder>;

namespace {

FairseqBleuScore scoreOf(const Lines &hypotheses, const Lines &references)
{
    return fairseqCorpusBleu(hypotheses, references).value();
}

/// Added up, as fairseq does where a smoothed scorer sees several segments.
double plusOneScoreOf(const Lines &hypotheses, const Lines &references)
{
    const std::vector<BleuStatistics> segments = fairseqStatistics(hypotheses, references).value();
    BleuStatistics sum;
    for (const BleuStatistics &segment : segments)
        sum += segment;
    return fairseqBleuOf(sum, FairseqSmoothing::PlusOne).score;
}

bool isAbout(double score, double expected)
{
    return std::abs(score - expected) <= 0.5e-4;
}

} // namespace

// Golden values from fairseq's libbleu.
class TestFairseqBleu : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoresAreLibbleus_data();
    void scoresAreLibbleus();
    void countsOfAGermanAndEnglishCorpus();
    void anEmptyLineCountsAsOneToken();
    void anEmptyHypothesisMatchesAnEmptyReference();
    void unknownWordsOfTheReferenceNeverMatch();
    void paddingIsTrimmed();
    void sentenceScoreStartsFromOne();
    void compoundsAreSplit_data();
    void compoundsAreSplit();
    void textForm();
    void unusableInputIsAnError();
};

void TestFairseqBleu::scoresAreLibbleus_data()
{
    QTest::addColumn<Lines>("hypotheses");
    QTest::addColumn<Lines>("references");
    QTest::addColumn<double>("corpus");
    QTest::addColumn<double>("plusOne");
    const auto row = [](const char *name, Lines hypotheses, Lines references, double corpus,
                        double plusOne) {
        QTest::newRow(name) << hypotheses << references << corpus << plusOne;
    };
    row("V1", {"the cat sat on the mat ."}, {"the cat sat on the mat ."}, 100.0, 100.0);
    row("V2", {"the cat sat on a mat ."}, {"the cat sat on the mat ."}, 48.8923, 59.1546);
    row("V3", {"the cat sat on"}, {"the cat sat on the mat ."}, 47.2367, 47.2367);
    row("V4", {"the dog sat on my mat"}, {"the cat sat on the mat"}, 0.0, 32.4668);
    row("V6", {"the the the the the the the"}, {"the cat is on the mat"}, 0.0, 19.2056);
    row("V7", {"Hello , world !", "It 's 3.14 ( approx . ) ."},
        {"Hello world !", "It 's 3.14 , approx ."}, 0.0, 31.3180);
    row("V8", {"good morning"}, {"good morning"}, 0.0, 100.0);
}

void TestFairseqBleu::scoresAreLibbleus()
{
    QFETCH(Lines, hypotheses);
    QFETCH(Lines, references);
    QFETCH(double, corpus);
    QFETCH(double, plusOne);
    const double found = scoreOf(hypotheses, references).score;
    QVERIFY2(isAbout(found, corpus), qPrintable(QString::number(found, 'f', 6)));
    const double smoothed = plusOneScoreOf(hypotheses, references);
    QVERIFY2(isAbout(smoothed, plusOne), qPrintable(QString::number(smoothed, 'f', 6)));
}

void TestFairseqBleu::countsOfAGermanAndEnglishCorpus()
{
    const FairseqBleuScore score = scoreOf(
        {"the cat sat on the mat today", "a dog barked loudly at night",
         "es gibt viele Wege nach Rom ."},
        {"the cat sat on the mat", "a dog barked very loudly at night",
         "es gibt sehr viele Wege nach Rom ."});
    QCOMPARE(score.statistics.matches, (Counts{19, 14, 9, 5}));
    QCOMPARE(score.statistics.totals, (Counts{20, 17, 14, 11}));
    QCOMPARE(score.statistics.hypothesisLength, std::int64_t{20});
    QCOMPARE(score.statistics.referenceLength, std::int64_t{21});
    QVERIFY(std::abs(score.score - 65.774704) <= 0.5e-6);
}

void TestFairseqBleu::anEmptyLineCountsAsOneToken()
{
    const FairseqBleuScore score = scoreOf({"", "a b c d e"}, {"x y z", "a b c d e"});
    QVERIFY(isAbout(score.score, 68.4605));
    QCOMPARE(score.statistics.hypothesisLength, std::int64_t{6});
    QCOMPARE(score.statistics.totals, (Counts{6, 4, 3, 2}));
}

void TestFairseqBleu::anEmptyHypothesisMatchesAnEmptyReference()
{
    const FairseqBleuScore score = scoreOf({"", "a b c d e"}, {"  ", "a b c d e"});
    QVERIFY(isAbout(score.score, 100.0));
    QCOMPARE(score.statistics.matches, (Counts{6, 4, 3, 2}));
}

void TestFairseqBleu::unknownWordsOfTheReferenceNeverMatch()
{
    const Lines lines{"a <unk> c d e f", "the cat sat on the mat"};
    QVERIFY(isAbout(scoreOf(lines, lines).score, 77.8158));
    const Lines printed{"a <<unk>> c d e f", "the cat sat on the mat"};
    QVERIFY(isAbout(scoreOf(printed, printed).score, 100.0));
}

void TestFairseqBleu::paddingIsTrimmed()
{
    const BleuStatistics statistics = fairseqStatistics(Lines{"<pad> a <pad> b </s> <pad>"},
                                                        Lines{"a <pad> b"})
                                          .value()
                                          .front();
    QCOMPARE(statistics.hypothesisLength, std::int64_t{3});
    QCOMPARE(statistics.matches, (Counts{3, 2, 1, 0}));
}

void TestFairseqBleu::sentenceScoreStartsFromOne()
{
    QVERIFY(isAbout(fairseqSentenceBleu("the cat sat on a mat .", "the cat sat on the mat .").score,
                    59.1546));
    QVERIFY(isAbout(fairseqSentenceBleu("good morning", "good morning").score, 100.0));
    QCOMPARE(fairseqSentenceBleu("a b", "c d").score, 0.0); // the first order is not smoothed
}

void TestFairseqBleu::compoundsAreSplit_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("split");
    const auto row = [](const char *text, const char *split) {
        QTest::newRow(text) << std::string(text) << std::string(split);
    };
    row("a-b-c", "a ##AT##-##AT## b-c");
    row("3-4-5-6", "3 ##AT##-##AT## 4-5 ##AT##-##AT## 6");
    row("a--b", "a ##AT##-##AT## -b");
    row("x - y", "x - y");
    row("well-known-fact", "well ##AT##-##AT## known ##AT##-##AT## fact");
    row("a-é-b", "a ##AT##-##AT## é ##AT##-##AT## b"); // é is two bytes: only one of them is used
    row("-a b-", "-a b-");
    row("---", "- ##AT##-##AT## -");
    row("-", "-");
    row("", "");
}

void TestFairseqBleu::compoundsAreSplit()
{
    QFETCH(std::string, text);
    QFETCH(std::string, split);
    QCOMPARE(splitCompounds(text), split);
}

void TestFairseqBleu::textForm()
{
    QCOMPARE(fairseqBleuText(scoreOf({"the cat sat on a mat ."}, {"the cat sat on the mat ."})),
             std::string("BLEU4 = 48.89, 85.7/66.7/40.0/25.0 (BP=1.000, ratio=1.000, syslen=7, "
                         "reflen=7)"));
}

void TestFairseqBleu::unusableInputIsAnError()
{
    const auto unequal = fairseqCorpusBleu(Lines{"a", "b"}, Lines{"a"});
    QVERIFY(!unequal);
    QCOMPARE(unequal.error().code, ErrorCode::InvalidInput);
    QCOMPARE(unequal.error().message,
             std::string("There are 2 hypotheses and 1 references; give at least one, and as many "
                         "of each."));
    QVERIFY(!fairseqCorpusBleu({}, {}));
}

QTEST_GUILESS_MAIN(TestFairseqBleu)
#include "tst_fairseq_bleu.moc"
