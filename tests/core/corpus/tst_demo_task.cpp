// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <set>

#include "core/corpus/demo/lexicon.h"
#include "core/corpus/demo/tree.h"
#include "core/corpus/demo_task.h"
#include "core/corpus/dictionary.h"
#include "tests/core/corpus/corpus_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

std::vector<SentencePair> pairsOf(const DemoTaskOptions &options, DemoSplit split)
{
    std::vector<SentencePair> pairs;
    Job job;
    const auto drawn = forEachDemoPair(
        options, split,
        [&](SentencePair &&pair) -> Result<void> {
            pairs.push_back(std::move(pair));
            return {};
        },
        job);
    return drawn ? pairs : std::vector<SentencePair>();
}

const demo::Noun &noun(const std::string &english)
{
    for (const demo::Noun &one : demo::nouns()) {
        if (one.english == english)
            return one;
    }
    return demo::nouns().front();
}

const demo::Verb &verb(const std::string &german, const std::string &prefix = {})
{
    for (const demo::Verb &one : demo::verbs()) {
        if (one.infinitive == german && one.prefix == prefix)
            return one;
    }
    return demo::copula();
}

/// A preposition and an article that should be one word; behind a comma it is a relative pronoun.
bool hasArticleLeft(const std::string &text, const std::string &words)
{
    for (std::size_t at = text.find(words); at != std::string::npos;
         at = text.find(words, at + 1)) {
        if (text[at - 1] != ',')
            return true;
    }
    return false;
}

demo::NounPhrase phrase(const std::string &english, demo::Determiner determiner)
{
    demo::NounPhrase made;
    made.noun = &noun(english);
    made.determiner = determiner;
    return made;
}

} // namespace

class TestDemoTask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesTheSamePairs();
    void splitsDoNotOverlapAndTrainDoesNotMoveTheOthers();
    void sentencesAreWellFormed();
    void vocabularyIsOfSomeHundredsOfWords();
    void verbsAndArticlesFollowGermanGrammar();
    void wordsAreChosenByContext();
    void numbersAndHoursTurnRound();
    void tooManyAreRefused();
};

void TestDemoTask::sameSeedGivesTheSamePairs()
{
    const DemoTaskOptions options = {200, 20, 20, 5};
    const auto first = pairsOf(options, DemoSplit::Train);
    QCOMPARE(first.size(), 200U);
    QVERIFY(first == pairsOf(options, DemoSplit::Train));
    QVERIFY(first != pairsOf({200, 20, 20, 6}, DemoSplit::Train));
}

void TestDemoTask::splitsDoNotOverlapAndTrainDoesNotMoveTheOthers()
{
    const DemoTaskOptions options = {3000, 300, 300, 1};
    std::set<std::string> sources;
    std::set<std::string> held;
    for (const DemoSplit split : {DemoSplit::Test, DemoSplit::Valid, DemoSplit::Train}) {
        for (const SentencePair &pair : pairsOf(options, split)) {
            QVERIFY2(sources.insert(pair.source).second, pair.source.c_str());
            if (split != DemoSplit::Train)
                held.insert(pair.target);
            else
                QVERIFY2(!held.contains(pair.target), pair.target.c_str());
        }
    }
    QCOMPARE(sources.size(), 3600U);
    QVERIFY(pairsOf(options, DemoSplit::Valid) == pairsOf({10, 300, 300, 1}, DemoSplit::Valid));
}

void TestDemoTask::sentencesAreWellFormed()
{
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const SentencePair pair = demoPair(11, i);
        for (const std::string &text : {pair.source, pair.target}) {
            const bool ends = text.ends_with(" .") || text.ends_with(" ?");
            const bool clean = text.find("  ") == std::string::npos
                               && text.find(", ,") == std::string::npos
                               && text.find(", .") == std::string::npos
                               && text.find(", ?") == std::string::npos && text.front() != ' '
                               && text.front() != ',';
            QVERIFY2(ends && clean, text.c_str());
        }
        QVERIFY2(wordsOf(pair.target).size() >= 3, pair.target.c_str());
        for (const char *wrong :
             {" in dem ", " an dem ", " von dem ", " zu dem ", " zu der ", " in das "})
            QVERIFY2(!hasArticleLeft(pair.target, wrong), pair.target.c_str());
    }
}

void TestDemoTask::vocabularyIsOfSomeHundredsOfWords()
{
    WordCounter source;
    WordCounter target;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const SentencePair pair = demoPair(1, i);
        source.add(wordsOf(pair.source));
        target.add(wordsOf(pair.target));
    }
    const std::size_t english = source.dictionary(1, 0, 1).size();
    const std::size_t german = target.dictionary(1, 0, 1).size();
    QVERIFY2(english > 700 && english < 2000, qPrintable(QString::number(english)));
    QVERIFY2(german > english && german < 5000, qPrintable(QString::number(german)));
}

void TestDemoTask::verbsAndArticlesFollowGermanGrammar()
{
    using namespace demo;
    Clause call;
    call.subject = phrase("teacher", Determiner::Definite);
    call.verb = &verb("rufen", "an");
    call.direct = phrase("student", Determiner::Definite);
    Sentence sentence;
    sentence.main = call;
    QCOMPARE(germanText(sentence), std::string("Der Lehrer ruft den Studenten an ."));
    sentence.main.isNegated = true;
    QCOMPARE(englishText(sentence), std::string("The teacher does not call the student ."));
    QCOMPARE(germanText(sentence), std::string("Der Lehrer ruft den Studenten nicht an ."));
    sentence.main.isNegated = false;
    sentence.main.tense = Tense::Perfect;
    sentence.main.time = Phrase{"on Monday", "am Montag"};
    sentence.main.timeIsFirst = true;
    QCOMPARE(germanText(sentence),
             std::string("Am Montag hat der Lehrer den Studenten angerufen ."));

    Clause give;
    give.verb = &verb("geben");
    give.subject.pronoun = Pronoun::She;
    give.indirect = phrase("boy", Determiner::Indefinite);
    give.direct = phrase("book", Determiner::No);
    give.tense = Tense::Past;
    give.modal = Modal::Want;
    give.direct->determiner = Determiner::This;
    Sentence both;
    both.main = call;
    both.link = Link::Because;
    both.other = give;
    QCOMPARE(germanText(both),
             std::string("Der Lehrer ruft den Studenten an , weil sie einem Jungen "
                         "dieses Buch geben wollte ."));
    both.otherIsFirst = true;
    QCOMPARE(germanText(both),
             std::string("Weil sie einem Jungen dieses Buch geben wollte , ruft der "
                         "Lehrer den Studenten an ."));
    QCOMPARE(englishText(both),
             std::string("Because she wanted to give a boy this book , the teacher "
                         "calls the student ."));

    NounPhrase woman = phrase("woman", Determiner::Definite);
    Clause help;
    help.verb = &verb("helfen");
    help.subject.pronoun = Pronoun::I;
    help.direct = woman;
    help.gap = Gap::Direct;
    woman.relative = std::make_shared<const Clause>(help);
    Clause sleep;
    sleep.subject = woman;
    sleep.verb = &verb("schlafen");
    Sentence relative;
    relative.main = sleep;
    QCOMPARE(englishText(relative), std::string("The woman whom I help sleeps ."));
    QCOMPARE(germanText(relative), std::string("Die Frau , der ich helfe , schläft ."));
}

void TestDemoTask::wordsAreChosenByContext()
{
    std::map<std::string, std::set<std::string>> german;
    for (const demo::Verb &one : demo::verbs())
        german[one.base + ' ' + one.particle].insert(one.prefix + one.infinitive);
    QVERIFY((german["eat "] == std::set<std::string>{"essen", "fressen"}));
    QVERIFY((german["save "] == std::set<std::string>{"retten", "sparen", "speichern"}));
    QVERIFY((german["leave "] == std::set<std::string>{"abfahren", "verlassen"}));
    int ambiguous = 0;
    for (const auto &[english, verbs] : german)
        ambiguous += verbs.size() > 1 ? 1 : 0;
    QVERIFY2(ambiguous >= 12, qPrintable(QString::number(ambiguous)));
}

void TestDemoTask::numbersAndHoursTurnRound()
{
    QCOMPARE(demo::cardinal(23).german, std::string("dreiundzwanzig"));
    QCOMPARE(demo::cardinal(23).english, std::string("twenty three"));
    QCOMPARE(demo::cardinal(16).german, std::string("sechzehn"));
    QCOMPARE(demo::cardinal(171).german, std::string("einhunderteinundsiebzig"));
    QCOMPARE(demo::cardinal(700).english, std::string("seven hundred"));
    QCOMPARE(demo::ordinal(3).german, std::string("dritten"));
    QCOMPARE(demo::ordinal(17).german, std::string("siebzehnten"));
    QCOMPARE(demo::ordinal(21).german, std::string("einundzwanzigsten"));
    QCOMPARE(demo::ordinal(21).english, std::string("twenty first"));
    int seen = 0;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const SentencePair pair = demoPair(2, i);
        if (pair.source.find("half past twelve") == std::string::npos
            && pair.source.find("Half past twelve") == std::string::npos)
            continue;
        ++seen;
        QVERIFY2(pair.target.find("halb eins") != std::string::npos, pair.target.c_str());
    }
    QVERIFY(seen > 0);
}

void TestDemoTask::tooManyAreRefused()
{
    Job job;
    const auto refused = forEachDemoPair(
        {3'000'000, 1, 1, 1}, DemoSplit::Test, [](SentencePair &&) { return Result<void>(); }, job);
    QVERIFY(message(refused).contains(QStringLiteral("at most 2000000")));
    job.cancel();
    const auto stopped = forEachDemoPair(
        {10, 1, 1, 1}, DemoSplit::Train, [](SentencePair &&) { return Result<void>(); }, job);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestDemoTask)
#include "tst_demo_task.moc"
