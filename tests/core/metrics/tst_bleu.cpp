// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <QtTest>

#include "core/metrics/bleu.h"

using namespace auspex;

using Lines = std::vector<std::string>;
using Counts = std::array<std::int64_t, bleuOrder>;

namespace {

BleuScore scoreOf(const Lines &hypotheses, const std::vector<Lines> &references,
                  const BleuOptions &options = {})
{
    return corpusBleu(hypotheses, references, options).value();
}

/// Scores are given to 4 decimals.
bool isAbout(double score, double expected)
{
    return std::abs(score - expected) <= 0.5e-4;
}

constexpr BleuOptions untokenized{.tokenizer = BleuTokenizer::None};

} // namespace

// The vectors V1 to V14 are sacreBLEU's own output.
class TestBleu : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void corpusScoresAreSacreBleus_data();
    void corpusScoresAreSacreBleus();
    void countsAndLengthsOfV2();
    void smoothingOfAnOrderWithoutMatch();
    void effectiveOrderForgivesShortSegments();
    void manyMatchesAreClipped();
    void segmentsAddUp();
    void emptyHypothesisCountsNoWord();
    void severalReferencesGiveTheMostAndTheClosest();
    void equallyCloseReferencesGiveTheShorter();
    void lowerCase();
    void tokenizersDiffer();
    void sentenceScoreUsesTheEffectiveOrder();
    void statisticsOfSegmentsGiveTheCorpusScore();
    void signatureHasSacreBleusFieldsAndOurVersion();
    void textForm();
    void unusableInputIsAnError();
};

void TestBleu::corpusScoresAreSacreBleus_data()
{
    QTest::addColumn<QString>("hypothesis");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const char *hypothesis, const char *reference,
                        double score) {
        QTest::newRow(name) << QString::fromUtf8(hypothesis) << QString::fromUtf8(reference)
                            << score;
    };
    row("V1", "the cat sat on the mat .", "the cat sat on the mat .", 100.0);
    row("V2", "the cat sat on a mat .", "the cat sat on the mat .", 48.8923);
    row("V3", "the cat sat on", "the cat sat on the mat .", 47.2367);
    row("V4", "the dog sat on my mat", "the cat sat on the mat", 19.3049);
    row("V5", "foo bar", "the cat sat", 0.0);
    row("V6", "the the the the the the the", "the cat is on the mat", 7.8098);
    row("V8", "good morning", "good morning", 0.0);
    row("V11", "The Cat Sat On The Mat", "the cat sat on the mat", 0.0);
    row("V12", "", "a b", 0.0);
    row("V13", "Er sagte: „Das ist gut“, 12,5 % mehr.",
        "Er sagte: „Das ist sehr gut“, 12,5 % mehr.", 74.2614);
    row("V14", "Combien coûte 1\u00a0000\u00a0€\u202f?", "Combien coûte 1 000 € ?", 100.0);
}

void TestBleu::corpusScoresAreSacreBleus()
{
    QFETCH(QString, hypothesis);
    QFETCH(QString, reference);
    QFETCH(double, score);
    const double found = scoreOf({hypothesis.toStdString()}, {{reference.toStdString()}}).score;
    QVERIFY2(isAbout(found, score), qPrintable(QString::number(found, 'f', 6)));
}

void TestBleu::countsAndLengthsOfV2()
{
    const BleuScore score = scoreOf({"the cat sat on a mat ."}, {{"the cat sat on the mat ."}});
    QCOMPARE(score.statistics.matches, (Counts{6, 4, 2, 1}));
    QCOMPARE(score.statistics.totals, (Counts{7, 6, 5, 4}));
    QCOMPARE(score.statistics.hypothesisLength, std::int64_t{7});
    QCOMPARE(score.statistics.referenceLength, std::int64_t{7});
    QCOMPARE(score.brevityPenalty, 1.0);
}

void TestBleu::smoothingOfAnOrderWithoutMatch()
{
    const Lines hypothesis{"the dog sat on my mat"};
    const std::vector<Lines> references{{"the cat sat on the mat"}};
    const auto smoothed = [&](BleuSmoothing smoothing, std::optional<double> value = {}) {
        return scoreOf(hypothesis, references, {.smoothing = smoothing, .smoothingValue = value});
    };
    const BleuScore exponential = smoothed(BleuSmoothing::Exp);
    QCOMPARE(exponential.statistics.matches, (Counts{4, 1, 0, 0}));
    QCOMPARE(exponential.statistics.totals, (Counts{6, 5, 4, 3}));
    QCOMPARE(exponential.precisions[0], 100.0 * 4 / 6);
    QCOMPARE(exponential.precisions[1], 20.0);
    QCOMPARE(exponential.precisions[2], 12.5);
    QCOMPARE(exponential.precisions[3], 100.0 / 12);
    QCOMPARE(smoothed(BleuSmoothing::None).score, 0.0);
    QVERIFY(isAbout(smoothed(BleuSmoothing::Floor).score, 10.2669));
    QVERIFY(isAbout(smoothed(BleuSmoothing::AddK).score, 32.4668));
    QVERIFY(smoothed(BleuSmoothing::Floor, 0.1).score == smoothed(BleuSmoothing::Floor).score);
    QVERIFY(smoothed(BleuSmoothing::Floor, 0.2).score > smoothed(BleuSmoothing::Floor).score);
    QCOMPARE(smoothed(BleuSmoothing::AddK).statistics.totals, (Counts{6, 5, 4, 3}));
}

void TestBleu::effectiveOrderForgivesShortSegments()
{
    const BleuScore score = scoreOf({"good morning"}, {{"good morning"}}, {.effectiveOrder = true});
    QVERIFY(isAbout(score.score, 100.0));
}

void TestBleu::manyMatchesAreClipped()
{
    const BleuScore score = scoreOf({"the the the the the the the"}, {{"the cat is on the mat"}});
    QCOMPARE(score.statistics.matches, (Counts{2, 0, 0, 0}));
    QCOMPARE(score.statistics.totals, (Counts{7, 6, 5, 4}));
    QCOMPARE(score.precisions[3], 3.125);
}

void TestBleu::segmentsAddUp()
{
    const Lines hypotheses{"Hello, world!", "It's 3.14 (approx.)."};
    const std::vector<Lines> references{{"Hello world!", "It's 3.14, approx."}};
    const BleuScore score = scoreOf(hypotheses, references);
    QVERIFY(isAbout(score.score, 16.5904));
    QCOMPARE(score.statistics.matches, (Counts{7, 3, 0, 0}));
    QCOMPARE(score.statistics.totals, (Counts{11, 9, 7, 5}));
    QCOMPARE(score.statistics.hypothesisLength, std::int64_t{11});
    QCOMPARE(score.statistics.referenceLength, std::int64_t{8});
    QCOMPARE(scoreOf(hypotheses, references, untokenized).score, 0.0);
}

void TestBleu::emptyHypothesisCountsNoWord()
{
    const BleuScore score = scoreOf({"", "a b c d e"}, {{"x y z", "a b c d e"}});
    QVERIFY(isAbout(score.score, 54.8812));
    QCOMPARE(score.statistics.hypothesisLength, std::int64_t{5});
    QCOMPARE(score.statistics.referenceLength, std::int64_t{8});
    QCOMPARE(scoreOf({""}, {{"a b"}}).brevityPenalty, 0.0);
    QCOMPARE(scoreOf({""}, {{""}}).score, 0.0);
}

void TestBleu::severalReferencesGiveTheMostAndTheClosest()
{
    const BleuScore score = scoreOf({"the cat is here"},
                                    {{"a cat is here now"}, {"the cat was here"}});
    QVERIFY(isAbout(score.score, 70.7107));
    QCOMPARE(score.statistics.matches, (Counts{4, 3, 1, 0}));
    QCOMPARE(score.statistics.totals, (Counts{4, 3, 2, 1}));
    QCOMPARE(score.statistics.referenceLength, std::int64_t{4});
}

void TestBleu::equallyCloseReferencesGiveTheShorter()
{
    QCOMPARE(scoreOf({"a b c"}, {{"a b c d"}, {"a b"}}).statistics.referenceLength,
             std::int64_t{2});
}

void TestBleu::lowerCase()
{
    const Lines hypothesis{"The Cat Sat On The Mat"};
    QVERIFY(isAbout(scoreOf(hypothesis, {{"the cat sat on the mat"}}, {.lowerCase = true}).score,
                    100.0));
    QVERIFY(isAbout(
        scoreOf({"ÄRGER ÜBER ÖL ODER"}, {{"Ärger über Öl oder"}}, {.lowerCase = true}).score,
        100.0));
}

void TestBleu::tokenizersDiffer()
{
    const Lines hypothesis{"„Das ist gut“, sagte sie."};
    const std::vector<Lines> references{{"„Das ist sehr gut“, sagte sie."}};
    const auto length = [&](BleuTokenizer tokenizer) {
        return scoreOf(hypothesis, references, {.tokenizer = tokenizer})
            .statistics.hypothesisLength;
    };
    QCOMPARE(length(BleuTokenizer::None), std::int64_t{5});
    QCOMPARE(length(BleuTokenizer::Mteval13a), std::int64_t{7});
    QCOMPARE(length(BleuTokenizer::International), std::int64_t{9});
}

void TestBleu::sentenceScoreUsesTheEffectiveOrder()
{
    QVERIFY(isAbout(sentenceBleu("good morning", Lines{"good morning"}).score, 100.0));
    QVERIFY(isAbout(sentenceBleu("the dog sat on my mat", Lines{"the cat sat on the mat"}).score,
                    19.3049));
    QCOMPARE(sentenceBleu("a b", Lines{}).score, 0.0);
}

void TestBleu::statisticsOfSegmentsGiveTheCorpusScore()
{
    const Lines hypotheses{"the cat sat on a mat .", "the dog sat on my mat"};
    const std::vector<Lines> references{{"the cat sat on the mat .", "the cat sat on the mat"}};
    const std::vector<BleuStatistics> segments = bleuStatistics(hypotheses, references).value();
    QCOMPARE(segments.size(), std::size_t{2});
    BleuStatistics sum = segments[0];
    sum += segments[1];
    QCOMPARE(bleuOf(sum).score, scoreOf(hypotheses, references).score);
}

void TestBleu::signatureHasSacreBleusFieldsAndOurVersion()
{
    QCOMPARE(bleuSignature({}, 1),
             std::string("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:auspex-0.1.0"));
    QCOMPARE(bleuSignature({}, 1, SignatureForm::Short),
             std::string("#:1|c:mixed|e:no|tok:13a|s:exp|v:auspex-0.1.0"));
    const BleuOptions options{.tokenizer = BleuTokenizer::International,
                              .smoothing = BleuSmoothing::Floor,
                              .lowerCase = true,
                              .effectiveOrder = true};
    QCOMPARE(
        bleuSignature(options, 2),
        std::string("nrefs:2|case:lc|eff:yes|tok:intl|smooth:floor[0.10]|version:auspex-0.1.0"));
    const BleuOptions addK{
        .tokenizer = BleuTokenizer::None, .smoothing = BleuSmoothing::AddK, .smoothingValue = 0.25};
    QCOMPARE(
        bleuSignature(addK, 1),
        std::string("nrefs:1|case:mixed|eff:no|tok:none|smooth:add-k[0.25]|version:auspex-0.1.0"));
}

void TestBleu::textForm()
{
    const BleuScore score = scoreOf({"the cat sat on a mat ."}, {{"the cat sat on the mat ."}});
    QCOMPARE(bleuText(score, "sig"),
             std::string("BLEU|sig = 48.89 85.7/66.7/40.0/25.0 (BP = 1.000 ratio = 1.000 "
                         "hyp_len = 7 ref_len = 7)"));
    QCOMPARE(bleuText(score, "sig", 1).substr(0, 15), std::string("BLEU|sig = 48.9"));
    QCOMPARE(verboseBleu(scoreOf({"a"}, {{""}})),
             std::string("0.0/0.0/0.0/0.0 (BP = 1.000 ratio = 0.000 hyp_len = 1 ref_len = 0)"));
}

void TestBleu::unusableInputIsAnError()
{
    const Lines two{"a", "b"};
    const auto noReference = corpusBleu(two, {});
    QVERIFY(!noReference);
    QCOMPARE(noReference.error().code, ErrorCode::InvalidInput);
    QVERIFY(!corpusBleu({}, std::vector<Lines>{{}}));
    const auto shorter = corpusBleu(two, std::vector<Lines>{{"a"}});
    QVERIFY(!shorter);
    QCOMPARE(shorter.error().message,
             std::string("The hypotheses have 2 segments and a reference has 1; give files with "
                         "the same number of lines."));
}

QTEST_GUILESS_MAIN(TestBleu)
#include "tst_bleu.moc"
