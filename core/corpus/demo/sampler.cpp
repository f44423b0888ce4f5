// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/sampler.h"

#include <array>

#include "core/corpus/demo/clauses.h"
#include "core/corpus/demo/noun_phrases.h"

namespace auspex::demo {

namespace {

/// Tenses of two clauses that go together, and which link needs them.
struct LinkedTenses {
    Link link;
    Tense main;
    Tense other;
};

LinkedTenses drawLink(Random &random)
{
    static const std::vector<LinkedTenses> all = {
        {Link::And, Tense::Present, Tense::Present},
        {Link::And, Tense::Past, Tense::Past},
        {Link::And, Tense::Perfect, Tense::Perfect},
        {Link::But, Tense::Present, Tense::Present},
        {Link::But, Tense::Past, Tense::Past},
        {Link::But, Tense::Past, Tense::Present},
        {Link::Because, Tense::Present, Tense::Present},
        {Link::Because, Tense::Past, Tense::Past},
        {Link::Because, Tense::Future, Tense::Present},
        {Link::Because, Tense::Present, Tense::Perfect},
        {Link::Although, Tense::Past, Tense::Past},
        {Link::Although, Tense::Present, Tense::Present},
        {Link::Although, Tense::Past, Tense::Pluperfect},
        {Link::If, Tense::Future, Tense::Present},
        {Link::If, Tense::Future, Tense::Perfect},
        {Link::When, Tense::Past, Tense::Past},
        {Link::When, Tense::Present, Tense::Present},
        {Link::While, Tense::Past, Tense::Past},
        {Link::While, Tense::Present, Tense::Present},
        {Link::Before, Tense::Past, Tense::Past},
        {Link::Before, Tense::Future, Tense::Present},
        {Link::After, Tense::Past, Tense::Pluperfect},
        {Link::AsSoonAs, Tense::Future, Tense::Present},
    };
    return random.choice(all);
}

bool isSubordinate(Link link)
{
    return link != Link::And && link != Link::But;
}

/// What a pronoun of the next clause can stand for: the subject, or a thing that is the object.
const NounPhrase &antecedentIn(const Clause &clause, Random &random)
{
    if (clause.direct && clause.direct->noun && !clause.direct->genitive && !clause.isNegated
        && (clause.direct->noun->classes & (meaning::person | meaning::animal)) == 0
        && clause.direct->noun->isCountable && chance(random, 0.5))
        return *clause.direct;
    return clause.subject;
}

bool canBeReferredTo(const NounPhrase &phrase)
{
    return phrase.determiner != Determiner::No && phrase.determiner != Determiner::Every
           && (!phrase.noun || phrase.noun->isCountable);
}

Sentence linked(Random &random)
{
    const LinkedTenses tenses = drawLink(random);
    Sentence sentence;
    sentence.link = tenses.link;
    sentence.otherIsFirst = isSubordinate(tenses.link) && chance(random, 0.35);
    const Tense firstTense = sentence.otherIsFirst ? tenses.other : tenses.main;
    const Tense secondTense = sentence.otherIsFirst ? tenses.main : tenses.other;
    ClauseLimits limits;
    limits.tense = firstTense;
    limits.mayBeFirst = !sentence.otherIsFirst;
    limits.mayHaveTime = firstTense != Tense::Pluperfect;
    // What happens once, at one time, is neither denied nor repeated.
    const bool isMoment = tenses.link == Link::When || tenses.link == Link::Before
                          || tenses.link == Link::After || tenses.link == Link::AsSoonAs;
    limits.mayBeRepeated = !isMoment;
    limits.mayBeNegated = !isMoment || !sentence.otherIsFirst;
    Clause first = drawClause(limits, random);
    limits.tense = secondTense;
    limits.mayHaveTime = false;
    limits.depth = 1;
    limits.mayBeNegated = !isMoment || sentence.otherIsFirst;
    const NounPhrase antecedent = antecedentIn(first, random);
    if (canBeReferredTo(antecedent) && chance(random, 0.6)) {
        limits.subject = pronounFor(antecedent);
        limits.subjectClasses = antecedent.noun ? antecedent.noun->classes
                                                : Classes{meaning::person};
    }
    Clause second = drawClause(limits, random);
    if (sentence.otherIsFirst)
        std::swap(first, second);
    sentence.main = std::move(first);
    sentence.other = std::move(second);
    return sentence;
}

Tense drawTense(Random &random)
{
    const double draw = random.unit();
    if (draw < 0.35)
        return Tense::Present;
    if (draw < 0.65)
        return Tense::Past;
    return draw < 0.85 ? Tense::Perfect : Tense::Future;
}

Sentence simple(Random &random)
{
    ClauseLimits limits;
    limits.tense = drawTense(random);
    limits.mayBeFirst = true;
    Sentence sentence;
    sentence.main = drawClause(limits, random);
    return sentence;
}

Sentence question(Random &random)
{
    ClauseLimits limits;
    limits.tense = drawTense(random);
    limits.mayBeNo = false;
    Sentence sentence;
    sentence.isQuestion = true;
    if (chance(random, 0.5)) {
        static const std::vector<Phrase> words = {{"why", "warum"}, {"when", "wann"}};
        sentence.questionWord = random.choice(words);
        limits.mayHaveTime = sentence.questionWord->english != "when";
        if (!limits.mayHaveTime && limits.tense == Tense::Perfect)
            limits.tense = Tense::Past; // "when has ..." is no English
        if (!limits.mayHaveTime)
            limits.mayBeRepeated = false;
    }
    sentence.main = drawClause(limits, random);
    return sentence;
}

} // namespace

Sentence drawSentence(Random &random)
{
    const double draw = random.unit();
    Sentence sentence;
    if (draw < 0.30)
        return simple(random);
    if (draw < 0.39)
        return question(random);
    if (draw < 0.71)
        return linked(random);
    if (draw < 0.82)
        sentence.main = drawThatClause(random);
    else if (draw < 0.91)
        sentence.main = drawInfinitiveClause(random);
    else if (draw < 0.96)
        sentence.main = drawPurposeClause(random);
    else
        sentence.main = drawThereIs(random);
    return sentence;
}

} // namespace auspex::demo
