// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/relative_clauses.h"

#include "core/corpus/demo/clauses.h"
#include "core/corpus/demo/noun_phrases.h"

namespace auspex::demo {

namespace {

using namespace meaning;

Tense drawTense(Random &random)
{
    static const std::vector<Tense> tenses = {Tense::Present, Tense::Past, Tense::Perfect};
    return random.choice(tenses);
}

/// A verb that can have such an object; null where there is none.
const Verb *drawVerb(Frame frame, Classes objects, Random &random)
{
    std::vector<const Verb *> fitting;
    for (const Verb &verb : verbs()) {
        if (verb.frame == frame && (verb.objects & objects) != 0 && (verb.subjects & person) != 0)
            fitting.push_back(&verb);
    }
    return fitting.empty() ? nullptr : random.choice(fitting);
}

NounPhrase drawOtherSubject(const NounPhrase &phrase, Random &random)
{
    NounPhraseLimits limits;
    limits.avoided = phrase.noun;
    limits.mayBePronoun = true;
    limits.mayHaveGenitive = false;
    return drawNounPhrase(person, limits, random);
}

/// "the man who ..."
Clause subjectRelative(const NounPhrase &phrase, int depth, Random &random)
{
    ClauseLimits limits;
    limits.tense = drawTense(random);
    limits.subject = phrase;
    limits.subject->relative.reset();
    limits.subject->determiner
        = Determiner::Definite; // so that "no" and "every" decide nothing inside
    limits.subjectClasses = phrase.noun->classes;
    limits.mayHaveTime = false;
    limits.depth = depth + 1;
    Clause clause = drawClause(limits, random);
    while (clause.verb->frame == Frame::Liking) // its English subject is a dative in German
        clause = drawClause(limits, random);
    clause.gap = Gap::Subject;
    return clause;
}

/// "the book that the man ...", "the woman whom the man helps", "the bus for which we wait"
Clause objectRelative(const NounPhrase &phrase, Frame frame, Random &random)
{
    Clause clause;
    clause.verb = drawVerb(frame, phrase.noun->classes, random);
    if (!clause.verb)
        return clause;
    clause.tense = drawTense(random);
    clause.subject = drawOtherSubject(phrase, random);
    NounPhrase gap = phrase;
    gap.relative.reset();
    if (frame == Frame::Prepositional) {
        clause.object = PrepositionPhrase{clause.verb->preposition, gap, {}};
        clause.gap = clause.verb->preposition.english.empty() ? Gap::None : Gap::Prepositional;
        if (clause.gap == Gap::None)
            clause.verb = nullptr; // English has no preposition there, and German has
        return clause;
    }
    clause.direct = gap;
    clause.gap = Gap::Direct;
    return clause;
}

/// "the man to whom the woman gives the book"
Clause recipientRelative(const NounPhrase &phrase, Random &random)
{
    Clause clause;
    std::vector<const Verb *> fitting;
    for (const Verb &verb : verbs()) {
        if (verb.frame == Frame::Ditransitive && verb.particle.empty())
            fitting.push_back(&verb);
    }
    clause.verb = random.choice(fitting);
    clause.tense = drawTense(random);
    clause.subject = drawOtherSubject(phrase, random);
    NounPhraseLimits limits;
    limits.owner = ownerFor(clause.subject);
    limits.mayHaveGenitive = false;
    clause.direct = drawNounPhrase(clause.verb->objects, limits, random);
    clause.indirect = phrase;
    clause.indirect->relative.reset();
    clause.gap = Gap::Indirect;
    return clause;
}

/// "the man whose brother ..."
Clause ownerRelative(int depth, Random &random)
{
    NounPhraseLimits limits;
    limits.mayBeName = false;
    limits.mayHaveGenitive = false;
    NounPhrase owned = drawNounPhrase(chance(random, 0.6) ? family : building | clothing | vehicle,
                                      limits, random);
    owned.determiner = Determiner::Whose;
    owned.adjectives.clear();
    ClauseLimits inside;
    inside.tense = drawTense(random);
    inside.subject = owned;
    inside.subjectClasses = owned.noun->classes;
    inside.mayHaveTime = false;
    inside.depth = depth + 1;
    Clause clause = drawClause(inside, random);
    while (clause.verb->frame == Frame::Liking)
        clause = drawClause(inside, random);
    clause.gap = Gap::Owner;
    return clause;
}

} // namespace

void drawRelative(NounPhrase &phrase, int depth, double probability, Random &random)
{
    if (!phrase.noun || depth >= 2 || !phrase.noun->isCountable || phrase.genitive
        || !chance(random, depth == 0 ? probability : probability / 3))
        return;
    const bool isPerson = (phrase.noun->classes & person) != 0;
    const double draw = random.unit();
    Clause clause;
    if (draw < 0.35)
        clause = subjectRelative(phrase, depth, random);
    else if (draw < 0.65)
        clause = objectRelative(phrase, Frame::Transitive, random);
    else if (draw < 0.75)
        clause = objectRelative(phrase, Frame::DativeObject, random);
    else if (draw < 0.85)
        clause = objectRelative(phrase, Frame::Prepositional, random);
    else if (draw < 0.92 && isPerson)
        clause = recipientRelative(phrase, random);
    else if (isPerson)
        clause = ownerRelative(depth, random);
    if (clause.verb)
        phrase.relative = std::make_shared<const Clause>(std::move(clause));
}

} // namespace auspex::demo
