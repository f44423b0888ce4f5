// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/clauses.h"

#include <array>

#include "core/corpus/demo/noun_phrases.h"
#include "core/corpus/demo/relative_clauses.h"
#include "core/corpus/demo/time_expressions.h"

namespace auspex::demo {

namespace {

using namespace meaning;

constexpr Classes place = building | room | outdoors;

Frame drawFrame(Random &random)
{
    static const std::vector<std::pair<Frame, int>> weights = {
        {Frame::Transitive, 34},   {Frame::Intransitive, 14}, {Frame::DativeObject, 8},
        {Frame::Ditransitive, 11}, {Frame::Prepositional, 9}, {Frame::Motion, 7},
        {Frame::Put, 5},           {Frame::Copula, 9},        {Frame::Liking, 5}};
    auto draw = static_cast<int>(random.below(102));
    for (const auto &[frame, weight] : weights) {
        if (draw < weight)
            return frame;
        draw -= weight;
    }
    return Frame::Transitive;
}

const Verb &drawVerb(Frame frame, Classes subjects, Random &random)
{
    std::vector<const Verb *> fitting;
    for (const Verb &verb : verbs()) {
        if (verb.frame == frame && (verb.subjects & subjects) != 0)
            fitting.push_back(&verb);
    }
    return fitting.empty() ? copula() : *random.choice(fitting);
}

Classes classesOf(const NounPhrase &phrase)
{
    return phrase.noun ? phrase.noun->classes : Classes{person};
}

/// The subject that is given, or one that the verb can have.
void drawSubject(Clause &clause, Classes classes, const ClauseLimits &limits, Random &random)
{
    if (limits.subject) {
        clause.subject = *limits.subject;
        return;
    }
    NounPhraseLimits phrase;
    phrase.isSubject = limits.mayBeNo;
    phrase.mayBePronoun = true;
    clause.subject = drawNounPhrase(classes, phrase, random);
    drawRelative(clause.subject, limits.depth, 0.16, random);
}

NounPhrase drawObject(const Clause &clause, Classes classes, const ClauseLimits &limits,
                      Random &random)
{
    NounPhraseLimits phrase;
    phrase.avoided = clause.subject.noun;
    phrase.owner = ownerFor(clause.subject);
    NounPhrase object = drawNounPhrase(classes, phrase, random);
    drawRelative(object, limits.depth, 0.16, random);
    return object;
}

/// A person as an object, which may be a pronoun.
NounPhrase drawPersonObject(const Clause &clause, Classes classes, const ClauseLimits &limits,
                            Random &random)
{
    if ((classes & person) != 0 && chance(random, 0.3)) {
        if (std::optional<NounPhrase> pronoun = drawObjectPronoun(clause.subject, random))
            return *pronoun;
    }
    return drawObject(clause, classes, limits, random);
}

void drawCopula(Clause &clause, const ClauseLimits &limits, Random &random)
{
    clause.verb = &copula();
    std::vector<const Adjective *> fitting;
    for (const Adjective &adjective : adjectives()) {
        if (!limits.subject || (adjective.classes & limits.subjectClasses) != 0)
            fitting.push_back(&adjective);
    }
    clause.predicate = random.choice(fitting);
    drawSubject(clause, clause.predicate->classes, limits, random);
    // One adjective of the same meaning before the noun is enough.
    if (!clause.subject.adjectives.empty() && clause.subject.adjectives.front() == clause.predicate)
        clause.subject.adjectives.clear();
    if (!clause.predicate->englishComparative.empty() && chance(random, 0.3)) {
        NounPhraseLimits phrase;
        phrase.avoided = clause.subject.noun;
        phrase.mayHaveGenitive = false;
        const Classes alike = limits.subject ? limits.subjectClasses : classesOf(clause.subject);
        NounPhrase other = drawNounPhrase(clause.predicate->classes & alike, phrase, random);
        other.adjectives.clear();
        clause.comparedTo = std::move(other);
    }
}

/// "The book is read by the man"
void makePassive(Clause &clause, const ClauseLimits &limits, Random &random)
{
    clause.isPassive = true;
    NounPhrase agent = std::exchange(clause.subject, *std::exchange(clause.direct, std::nullopt));
    if (clause.subject.determiner == Determiner::Possessive)
        clause.subject.determiner = Determiner::Definite; // its owner was the subject
    const bool needsAgent = clause.verb->base == "eat";   // or who eats decides between two verbs
    if ((needsAgent || chance(random, 0.6)) && !agent.pronoun && agent.determiner != Determiner::No
        && !agent.relative)
        clause.agent = std::move(agent);
    else if (needsAgent)
        clause.agent = drawNounPhrase(clause.verb->subjects, {}, random);
    if (clause.tense == Tense::Pluperfect && !limits.mayHaveTime)
        clause.agent.reset();
}

void drawTransitive(Clause &clause, const ClauseLimits &limits, Random &random)
{
    const Verb &verb = *clause.verb;
    clause.direct = drawPersonObject(clause, verb.objects, limits, random);
    const bool isGiven = limits.subject.has_value();
    if (verb.canBePassive && !isGiven && !clause.direct->isPronoun() && chance(random, 0.22))
        makePassive(clause, limits, random);
}

/// The verb and everything that it asks for.
void drawCore(Clause &clause, const ClauseLimits &limits, Random &random)
{
    const Classes subjects = limits.subject ? limits.subjectClasses : ~Classes{0};
    const Frame frame = drawFrame(random);
    if (frame != Frame::Copula)
        clause.verb = &drawVerb(frame, subjects, random);
    if (frame == Frame::Copula || clause.verb->frame == Frame::Copula) {
        drawCopula(clause, limits, random);
        return;
    }
    const Verb &verb = *clause.verb;
    drawSubject(clause, verb.subjects, limits, random);
    switch (frame) {
    case Frame::Transitive:
        drawTransitive(clause, limits, random);
        break;
    case Frame::DativeObject:
        clause.direct = drawPersonObject(clause, verb.objects, limits, random);
        break;
    case Frame::Liking:
        clause.direct = drawObject(clause, verb.objects, limits, random);
        break;
    case Frame::Ditransitive:
        clause.indirect = drawPersonObject(clause, person, limits, random);
        clause.direct = drawObject(clause, verb.objects, limits, random);
        break;
    case Frame::Prepositional: {
        const bool isPerson = (verb.objects & person) != 0;
        clause.object = PrepositionPhrase{
            verb.preposition,
            isPerson ? drawPersonObject(clause, verb.objects, limits, random)
                     : drawObject(clause, verb.objects, limits, random),
            {}};
        break;
    }
    case Frame::Motion:
        clause.place = drawPlace(verb.objects, true, random);
        break;
    case Frame::Put:
        clause.direct = drawObject(clause, verb.objects, limits, random);
        clause.place = drawSpot((verb.objects & picture) != 0 ? wall : meaning::table,
                                Case::Accusative, random);
        break;
    case Frame::Intransitive:
    case Frame::Clausal:
    case Frame::Infinitive:
    case Frame::Copula:
        break;
    }
}

bool hasPersonSubject(const Clause &clause)
{
    return !clause.isPassive && (classesOf(clause.subject) & person) != 0
           && clause.subject.pronoun != Pronoun::It;
}

void drawModal(Clause &clause, Random &random)
{
    if (clause.tense != Tense::Present && clause.tense != Tense::Past)
        return;
    if (clause.verb->frame == Frame::Liking || clause.verb->frame == Frame::Copula)
        return;
    if (!hasPersonSubject(clause) && !clause.isPassive)
        return;
    if (!clause.isPassive && chance(random, 0.07)
        && (clause.verb->frame == Frame::Transitive || clause.verb->lasts)) {
        clause.isGern = true;
        return;
    }
    if (!chance(random, 0.28))
        return;
    static const std::vector<Modal> any = {Modal::Can, Modal::Must, Modal::Want, Modal::Should,
                                           Modal::May};
    static const std::vector<Modal> ofPassive = {Modal::Can, Modal::Must, Modal::Should,
                                                 Modal::May};
    clause.modal = random.choice(clause.isPassive ? ofPassive : any);
    if (clause.modal == Modal::Should && clause.tense == Tense::Past)
        clause.modal = Modal::Must; // the past of "should" has no plain counterpart
}

void drawNegation(Clause &clause, Random &random)
{
    // "must not" forbids in English, and is "need not" word for word in German.
    const bool isClear = clause.modal != Modal::Must;
    const bool isNegative = clause.subject.determiner == Determiner::No
                            || clause.subject.determiner == Determiner::Every;
    const auto isCounted = [](const std::optional<NounPhrase> &phrase) {
        return phrase && phrase->determiner == Determiner::Number;
    };
    if (isClear && !isNegative && !isCounted(clause.direct) && !isCounted(clause.indirect)
        && chance(random, 0.17))
        clause.isNegated = true;
}

void drawFrequency(Clause &clause, Random &random)
{
    if (clause.isNegated || clause.isGern || clause.tense == Tense::Pluperfect
        || clause.tense == Tense::Future || clause.subject.determiner == Determiner::No
        || clause.verb->base == "die" || !chance(random, 0.12))
        return;
    clause.frequency = random.choice(frequencies());
}

void drawManner(Clause &clause, Random &random)
{
    const Verb &verb = *clause.verb;
    if (clause.isNegated || clause.isGern || clause.isPassive || clause.frequency
        || clause.comparedTo)
        return;
    if (verb.base == "travel") {
        static const std::vector<Phrase> means = {{"by train", "mit dem Zug"},
                                                  {"by car", "mit dem Auto"},
                                                  {"by ship", "mit dem Schiff"},
                                                  {"by bus", "mit dem Bus"}};
        if (chance(random, 0.7))
            clause.manner = random.choice(means);
        return;
    }
    const bool isAction = verb.frame == Frame::Motion || verb.frame == Frame::Put
                          || verb.base == "work" || verb.base == "dance" || verb.base == "sing"
                          || verb.base == "cook" || verb.base == "carry" || verb.base == "open"
                          || verb.base == "close" || verb.base == "eat" || verb.base == "swim";
    if (!isAction || !chance(random, 0.25))
        return;
    const Phrase &manner = random.choice(manners());
    const bool needsPlural = manner.english == "together";
    const bool needsSingular = manner.english == "alone";
    if ((needsPlural && !clause.subject.plural) || (needsSingular && clause.subject.plural))
        return;
    clause.manner = manner;
}

/// In English the time at the end would then belong to the relative clause.
bool endsInRelative(const Clause &clause)
{
    const auto has = [](const std::optional<NounPhrase> &phrase) {
        return phrase && phrase->relative;
    };
    return has(clause.direct) || has(clause.indirect)
           || (clause.object && clause.object->object.relative);
}

void drawTime(Clause &clause, const ClauseLimits &limits, Random &random)
{
    if (!limits.mayHaveTime || clause.verb->frame == Frame::Liking || clause.comparedTo)
        return;
    if (endsInRelative(clause)) {
        if (limits.mayBeFirst && clause.tense != Tense::Perfect && !clause.frequency
            && chance(random, 0.3)) {
            clause.time = timeOf(clause.tense, random);
            clause.timeIsFirst = true;
        }
        return;
    }
    const bool isPlain = clause.modal == Modal::None && !clause.isNegated && !clause.frequency
                         && !clause.isGern && !clause.isPassive;
    if (isPlain && clause.verb->lasts && clause.tense == Tense::Perfect && chance(random, 0.7)) {
        clause.isProgressiveSince = true;
        clause.time = since(random);
        return;
    }
    if (isPlain && clause.verb->lasts && clause.tense == Tense::Past && chance(random, 0.25)) {
        clause.time = duration(random);
        return;
    }
    if (clause.tense == Tense::Perfect || clause.frequency || !chance(random, 0.42))
        return;
    clause.time = timeOf(clause.tense, random);
    clause.timeIsFirst = limits.mayBeFirst && chance(random, 0.45);
}

void drawLocation(Clause &clause, Random &random)
{
    const Verb &verb = *clause.verb;
    if (verb.frame != Frame::Intransitive || !verb.lasts)
        return;
    if (verb.base == "sleep" && (classesOf(clause.subject) & animal) != 0 && chance(random, 0.5))
        clause.place = drawSpot(meaning::table, Case::Dative, random);
    else if (chance(random, 0.4))
        clause.place = drawPlace(place, false, random);
}

/// The clause inside an infinitive with "to": a verb and what it asks for.
Clause drawInner(const NounPhrase &subject, Random &random)
{
    static const std::vector<Frame> frames = {
        Frame::Transitive,   Frame::Transitive,    Frame::Transitive, Frame::Ditransitive,
        Frame::DativeObject, Frame::Prepositional, Frame::Motion,     Frame::Put};
    Clause clause;
    clause.subject = subject;
    clause.subject.relative.reset();
    ClauseLimits limits;
    limits.depth = 1;
    const Frame frame = random.choice(frames);
    clause.verb = &drawVerb(frame, person, random);
    const Verb &verb = *clause.verb;
    if (frame == Frame::Ditransitive)
        clause.indirect = drawPersonObject(clause, person, limits, random);
    if (frame == Frame::Prepositional)
        clause.object = PrepositionPhrase{
            verb.preposition, drawObject(clause, verb.objects, limits, random), {}};
    else if (frame == Frame::Motion)
        clause.place = drawPlace(verb.objects, true, random);
    else if (frame == Frame::DativeObject || frame == Frame::Transitive)
        clause.direct = drawPersonObject(clause, verb.objects, limits, random);
    else
        clause.direct = drawObject(clause, verb.objects, limits, random);
    if (frame == Frame::Put)
        clause.place = drawSpot((verb.objects & picture) != 0 ? wall : meaning::table,
                                Case::Accusative, random);
    return clause;
}

Tense drawOuterTense(Random &random)
{
    static const std::vector<Tense> tenses = {Tense::Present, Tense::Past, Tense::Perfect};
    return random.choice(tenses);
}

Clause withPersonSubject(Frame frame, Tense tense, Random &random)
{
    Clause clause;
    clause.tense = tense;
    clause.verb = &drawVerb(frame, person, random);
    ClauseLimits limits;
    limits.mayBeNo = false;
    drawSubject(clause, person, limits, random);
    return clause;
}

} // namespace

Clause drawClause(const ClauseLimits &limits, Random &random)
{
    Clause clause;
    clause.tense = limits.tense;
    drawCore(clause, limits, random);
    drawModal(clause, random);
    if (limits.mayBeNegated)
        drawNegation(clause, random);
    if (limits.mayBeRepeated)
        drawFrequency(clause, random);
    drawManner(clause, random);
    drawLocation(clause, random);
    drawTime(clause, limits, random);
    return clause;
}

Clause drawThatClause(Random &random)
{
    static const std::vector<Tense> outer = {Tense::Present, Tense::Past};
    Clause clause = withPersonSubject(Frame::Clausal, random.choice(outer), random);
    clause.isNegated = clause.verb->base == "know" && chance(random, 0.3);
    ClauseLimits limits;
    limits.depth = 1;
    static const std::vector<Tense> now = {Tense::Present, Tense::Past, Tense::Perfect,
                                           Tense::Future};
    static const std::vector<Tense> then = {Tense::Past, Tense::Pluperfect};
    limits.tense = random.choice(clause.tense == Tense::Present ? now : then);
    limits.mayHaveTime = limits.tense != Tense::Pluperfect;
    clause.that = std::make_shared<const Clause>(drawClause(limits, random));
    return clause;
}

Clause drawInfinitiveClause(Random &random)
{
    Clause clause = withPersonSubject(Frame::Infinitive, drawOuterTense(random), random);
    if (clause.tense != Tense::Perfect && chance(random, 0.3)) {
        clause.time = timeOf(clause.tense, random);
        clause.timeIsFirst = true;
    }
    clause.infinitive = std::make_shared<const Clause>(drawInner(clause.subject, random));
    return clause;
}

Clause drawPurposeClause(Random &random)
{
    Clause clause = withPersonSubject(Frame::Motion, drawOuterTense(random), random);
    clause.place = drawPlace(clause.verb->objects, true, random);
    clause.purpose = std::make_shared<const Clause>(drawInner(clause.subject, random));
    return clause;
}

Clause drawThereIs(Random &random)
{
    static const Verb verb = [] {
        Verb made;
        made.base = "be";
        made.infinitive = "geben";
        made.first = "gebe";
        made.germanThird = "gibt";
        made.preterite = "gab";
        made.preteritePlural = "gaben";
        made.germanParticiple = "gegeben";
        made.frame = Frame::Transitive;
        return made;
    }();
    Clause clause;
    clause.verb = &verb;
    clause.impersonalThereIs = true;
    clause.tense = chance(random, 0.6) ? Tense::Present : Tense::Past;
    clause.subject.pronoun = Pronoun::It;
    NounPhraseLimits limits;
    limits.mayBeName = false;
    clause.direct = drawNounPhrase(plant | animal | furniture | person, limits, random);
    if (clause.direct->determiner != Determiner::Number)
        clause.direct->determiner = Determiner::Indefinite;
    clause.direct->genitive.reset();
    drawRelative(*clause.direct, 0, 0.25, random);
    clause.place = drawPlace(place, false, random);
    return clause;
}

} // namespace auspex::demo
