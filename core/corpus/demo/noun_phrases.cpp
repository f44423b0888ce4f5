// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/noun_phrases.h"

#include <algorithm>

namespace auspex::demo {

namespace {

using namespace meaning;

const Noun &drawNoun(Classes classes, const Noun *avoided, Random &random)
{
    std::vector<const Noun *> fitting;
    for (const Noun &noun : nouns()) {
        if ((noun.classes & classes) != 0 && &noun != avoided)
            fitting.push_back(&noun);
    }
    // A class of a single noun has to do with that one.
    if (fitting.empty() && avoided)
        return *avoided;
    return fitting.empty() ? nouns().front() : *random.choice(fitting);
}

void drawAdjectives(NounPhrase &phrase, Random &random)
{
    if (!chance(random, 0.35))
        return;
    std::vector<const Adjective *> fitting;
    for (const Adjective &adjective : adjectives()) {
        if ((adjective.classes & phrase.noun->classes) != 0)
            fitting.push_back(&adjective);
    }
    if (!fitting.empty())
        phrase.adjectives.push_back(random.choice(fitting));
}

Determiner singularDeterminer(const NounPhraseLimits &limits, bool isFamily, Random &random)
{
    if (isFamily && chance(random, 0.7))
        return Determiner::Possessive;
    const double draw = random.unit();
    if (draw < 0.48)
        return Determiner::Definite;
    if (draw < 0.72)
        return Determiner::Indefinite;
    if (draw < 0.80)
        return Determiner::This;
    if (draw < 0.92)
        return Determiner::Possessive;
    if (limits.isSubject && draw < 0.96)
        return Determiner::Every;
    return limits.isSubject ? Determiner::No : Determiner::Definite;
}

Determiner pluralDeterminer(Random &random)
{
    const double draw = random.unit();
    if (draw < 0.45)
        return Determiner::Definite;
    if (draw < 0.68)
        return Determiner::Indefinite;
    if (draw < 0.86)
        return Determiner::Number;
    return draw < 0.93 ? Determiner::This : Determiner::Possessive;
}

int drawNumber(Random &random)
{
    const auto below = [&](std::uint64_t count) { return static_cast<int>(random.below(count)); };
    if (chance(random, 0.7))
        return 2 + below(11);
    return chance(random, 0.8) ? 13 + below(87) : 100 + below(900);
}

NounPhrase pronounPhrase(Pronoun pronoun)
{
    NounPhrase phrase;
    phrase.pronoun = pronoun;
    phrase.plural = pronoun == Pronoun::We || pronoun == Pronoun::They;
    return phrase;
}

Pronoun drawPersonal(Random &random)
{
    static const std::vector<Pronoun> people = {Pronoun::I,   Pronoun::You, Pronoun::He,
                                                Pronoun::She, Pronoun::We,  Pronoun::They};
    return random.choice(people);
}

NounPhrase namePhrase(Random &random)
{
    NounPhrase phrase;
    phrase.name = &random.choice(names());
    return phrase;
}

} // namespace

bool chance(Random &random, double probability)
{
    return random.unit() < probability;
}

NounPhrase drawNounPhrase(Classes classes, const NounPhraseLimits &limits, Random &random)
{
    if ((classes & person) != 0) {
        if (limits.mayBePronoun && chance(random, 0.25))
            return pronounPhrase(drawPersonal(random));
        if (limits.mayBeName && chance(random, 0.1))
            return namePhrase(random);
    }
    NounPhrase phrase;
    phrase.noun = &drawNoun(classes, limits.avoided, random);
    phrase.owner = limits.owner.value_or(drawPersonal(random));
    if (!phrase.noun->isCountable) {
        phrase.determiner = chance(random, 0.5) ? Determiner::Definite : Determiner::None;
    } else if (chance(random, 0.27)) {
        phrase.plural = true;
        phrase.determiner = pluralDeterminer(random);
        if (phrase.determiner == Determiner::Number)
            phrase.number = drawNumber(random);
    } else {
        phrase.determiner = singularDeterminer(limits, (phrase.noun->classes & family) != 0,
                                               random);
    }
    drawAdjectives(phrase, random);
    const bool canBeOwned = (phrase.noun->classes & (thing | building | text | family | vehicle))
                            != 0;
    if (limits.mayHaveGenitive && phrase.determiner == Determiner::Definite && canBeOwned
        && chance(random, 0.15)) {
        NounPhrase owner;
        owner.noun = &drawNoun(person, phrase.noun, random);
        owner.determiner = chance(random, 0.8) ? Determiner::Definite : Determiner::Indefinite;
        owner.plural = owner.determiner == Determiner::Definite && chance(random, 0.25);
        drawAdjectives(owner, random);
        phrase.genitive = std::make_shared<const NounPhrase>(std::move(owner));
    }
    return phrase;
}

std::optional<NounPhrase> drawObjectPronoun(const NounPhrase &subject, Random &random)
{
    const Pronoun pronoun = drawPersonal(random);
    const auto isFirst = [](Pronoun one) { return one == Pronoun::I || one == Pronoun::We; };
    if (subject.pronoun
        && (*subject.pronoun == pronoun || (isFirst(pronoun) && isFirst(*subject.pronoun))))
        return std::nullopt;
    return pronounPhrase(pronoun);
}

NounPhrase pronounFor(const NounPhrase &antecedent)
{
    if (antecedent.pronoun)
        return antecedent;
    NounPhrase phrase;
    phrase.plural = antecedent.plural;
    const bool isPerson = antecedent.name || (antecedent.noun->classes & person) != 0;
    const Gender gender = antecedent.name ? antecedent.name->gender : antecedent.noun->gender;
    if (antecedent.plural) {
        phrase.pronoun = Pronoun::They;
    } else if (isPerson) {
        phrase.pronoun = gender == Gender::Feminine ? Pronoun::She : Pronoun::He;
    } else {
        phrase.pronoun = Pronoun::It;
        phrase.itGender = gender;
    }
    return phrase;
}

Pronoun ownerFor(const NounPhrase &subject)
{
    return *pronounFor(subject).pronoun;
}

PrepositionPhrase drawPlace(Classes classes, bool isTowards, Random &random)
{
    PrepositionPhrase place;
    if (chance(random, 0.2)) {
        place.city = random.choice(cities());
        place.preposition = isTowards ? Preposition{"to", "nach", Case::Dative}
                                      : Preposition{"in", "in", Case::Dative};
        return place;
    }
    NounPhrase &phrase = place.object;
    phrase.noun = &drawNoun(classes, nullptr, random);
    phrase.determiner = chance(random, 0.8)   ? Determiner::Definite
                        : chance(random, 0.5) ? Determiner::Indefinite
                                              : Determiner::This;
    drawAdjectives(phrase, random);
    place.preposition = isTowards ? phrase.noun->towards : phrase.noun->at;
    return place;
}

PrepositionPhrase drawSpot(Classes classes, Case form, Random &random)
{
    static const std::vector<Preposition> spots = {{"on", "auf", Case::Accusative},
                                                   {"on", "auf", Case::Accusative},
                                                   {"under", "unter", Case::Accusative},
                                                   {"next to", "neben", Case::Accusative},
                                                   {"behind", "hinter", Case::Accusative}};
    PrepositionPhrase place;
    place.object.noun = &drawNoun(classes, nullptr, random);
    place.object.determiner = chance(random, 0.8) ? Determiner::Definite : Determiner::Indefinite;
    drawAdjectives(place.object, random);
    place.preposition = (classes & wall) != 0 ? Preposition{"on", "an", form}
                                              : random.choice(spots);
    place.preposition.governs = form;
    return place;
}

} // namespace auspex::demo
