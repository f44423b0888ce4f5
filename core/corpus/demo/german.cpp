// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <utility>

#include "core/base/text.h"
#include "core/corpus/demo/german_inflection.h"
#include "core/corpus/demo/marks.h"

namespace auspex::demo {

namespace {

Words phraseWords(const NounPhrase &phrase, Case form);
Words subordinate(const Clause &clause);
Words infinitiveClause(const Clause &clause);

/// A clause as German divides it: what is an object in English may be the subject or a dative.
Clause inGermanRoles(Clause clause)
{
    if (clause.verb->frame == Frame::Liking) {
        clause.indirect = std::exchange(clause.subject, *clause.direct);
        clause.direct.reset();
    } else if (clause.verb->frame == Frame::DativeObject) {
        clause.indirect = std::exchange(clause.direct, std::nullopt);
        if (clause.gap == Gap::Direct)
            clause.gap = Gap::Indirect;
    }
    // "does not read a book" has its negation in the article.
    std::optional<NounPhrase> &object = clause.direct ? clause.direct : clause.indirect;
    if (clause.isNegated && !clause.isGern && object && object->noun
        && (object->determiner == Determiner::Indefinite
            || object->determiner == Determiner::None)) {
        object->determiner = Determiner::No;
        clause.isNegated = false;
    }
    return clause;
}

std::string contracted(const std::string &preposition, const std::string &article)
{
    constexpr std::array<std::array<const char *, 3>, 7> forms = {{{"in", "dem", "im"},
                                                                   {"in", "das", "ins"},
                                                                   {"an", "dem", "am"},
                                                                   {"an", "das", "ans"},
                                                                   {"von", "dem", "vom"},
                                                                   {"zu", "dem", "zum"},
                                                                   {"zu", "der", "zur"}}};
    for (const auto &form : forms) {
        if (preposition == form[0] && article == form[1])
            return form[2];
    }
    return {};
}

Words prepositionWords(const PrepositionPhrase &phrase)
{
    if (phrase.city)
        return {phrase.preposition.german, phrase.city->german};
    Words words = phraseWords(phrase.object, phrase.preposition.governs);
    const bool hasArticle = phrase.object.noun && phrase.object.determiner == Determiner::Definite
                            && !phrase.object.plural;
    const std::string shortened = hasArticle ? contracted(phrase.preposition.german, words.front())
                                             : "";
    if (!shortened.empty())
        words.front() = shortened;
    else
        words.insert(words.begin(), phrase.preposition.german);
    return words;
}

/// Behind the noun that it belongs to, with its commas.
Words relativeClause(const NounPhrase &phrase)
{
    const Clause clause = inGermanRoles(*phrase.relative);
    const auto pronoun = [&](Case form) {
        return relativePronoun(genderOf(phrase), phrase.plural, form);
    };
    Words words = {","};
    switch (clause.gap) {
    case Gap::Subject:
        words.push_back(pronoun(Case::Nominative));
        break;
    case Gap::Direct:
        words.push_back(pronoun(Case::Accusative));
        break;
    case Gap::Indirect:
        words.push_back(pronoun(Case::Dative));
        break;
    case Gap::Prepositional:
        words.push_back(clause.verb->preposition.german);
        words.push_back(pronoun(clause.verb->preposition.governs));
        break;
    case Gap::Owner:
        words.push_back(pronoun(Case::Genitive));
        break;
    case Gap::None:
        break;
    }
    append(words, subordinate(clause));
    words.emplace_back(",");
    return words;
}

Words phraseWords(const NounPhrase &phrase, Case form)
{
    Words words = nominal(phrase, form);
    if (phrase.genitive)
        append(words, phraseWords(*phrase.genitive, Case::Genitive));
    if (phrase.relative)
        append(words, relativeClause(phrase));
    return words;
}

bool isDefinite(const NounPhrase &phrase)
{
    return phrase.determiner != Determiner::Indefinite && phrase.determiner != Determiner::No
           && phrase.determiner != Determiner::None && phrase.determiner != Determiner::Number;
}

Words mannerWords(const Clause &clause)
{
    Words words;
    if (clause.isGern && clause.isNegated)
        words.emplace_back("nicht");
    if (clause.isGern)
        words.emplace_back("gern");
    if (clause.manner) {
        // The negation is of the manner then: it stands before it.
        if (clause.isNegated && !clause.isGern)
            words.emplace_back("nicht");
        words.push_back(clause.manner->german);
    }
    return words;
}

/// "sich", and whom something pleases, stand before a subject that is a noun.
bool pronounIsFirst(const Clause &clause)
{
    const bool isPleased = clause.verb->frame == Frame::Liking && clause.indirect->isPronoun();
    return (clause.verb->isReflexive || isPleased) && !clause.subject.isPronoun()
           && clause.gap != Gap::Subject && clause.gap != Gap::Owner;
}

/// The subject where it does not begin the sentence.
Words innerSubject(const Clause &clause)
{
    Words words;
    if (pronounIsFirst(clause))
        words.push_back(clause.verb->isReflexive ? reflexivePronoun(clause.subject)
                                                 : personalPronoun(*clause.indirect, Case::Dative));
    append(words, phraseWords(clause.subject, Case::Nominative));
    return words;
}

/// Everything between the two parts of the verb but the subject, and but for the pronoun that was
/// said before it.
Words middle(const Clause &clause, bool pronounIsSaid)
{
    Words words;
    const bool hasDirect = clause.direct && clause.gap != Gap::Direct;
    const bool hasIndirect = clause.indirect && clause.gap != Gap::Indirect;
    if (clause.verb->isReflexive && !pronounIsSaid)
        words.push_back(reflexivePronoun(clause.subject));
    if (hasDirect && clause.direct->isPronoun())
        append(words, phraseWords(*clause.direct, Case::Accusative));
    const bool isSaid = pronounIsSaid && clause.verb->frame == Frame::Liking;
    if (hasIndirect && clause.indirect->isPronoun() && !isSaid)
        append(words, phraseWords(*clause.indirect, Case::Dative));
    if (clause.time && !clause.timeIsFirst)
        appendPhrase(words, clause.time->german);
    if (clause.frequency)
        words.push_back(clause.frequency->german);
    if (clause.agent)
        append(words, prepositionWords({{"by", "von", Case::Dative}, *clause.agent, {}}));
    if (hasIndirect && !clause.indirect->isPronoun())
        append(words, phraseWords(*clause.indirect, Case::Dative));
    const bool directIsFull = hasDirect && !clause.direct->isPronoun();
    if (directIsFull && isDefinite(*clause.direct))
        append(words, phraseWords(*clause.direct, Case::Accusative));
    append(words, mannerWords(clause));
    if (directIsFull && !isDefinite(*clause.direct))
        append(words, phraseWords(*clause.direct, Case::Accusative));
    if (clause.isNegated && !clause.isGern && !clause.manner)
        words.emplace_back("nicht");
    if (clause.object && clause.gap != Gap::Prepositional)
        append(words, prepositionWords(*clause.object));
    if (clause.place && !clause.impersonalThereIs)
        append(words, prepositionWords(*clause.place));
    if (clause.predicate)
        words.push_back(clause.comparedTo ? clause.predicate->germanComparative
                                          : clause.predicate->german);
    if (clause.comparedTo) {
        words.emplace_back("als");
        append(words, phraseWords(*clause.comparedTo, Case::Nominative));
    }
    return words;
}

/// Clauses that stand behind the end of the verb.
Words behind(const Clause &clause)
{
    Words words;
    if (clause.that) {
        words.emplace_back(",");
        words.push_back(clause.verb->preposition.german);
        append(words, subordinate(inGermanRoles(*clause.that)));
        words.emplace_back(",");
    }
    if (clause.infinitive) {
        words.emplace_back(",");
        append(words, infinitiveClause(*clause.infinitive));
        words.emplace_back(",");
    }
    if (clause.purpose) {
        words.emplace_back(",");
        words.emplace_back("um");
        append(words, infinitiveClause(*clause.purpose));
        words.emplace_back(",");
    }
    return words;
}

Words infinitiveClause(const Clause &clause)
{
    const Clause german = inGermanRoles(clause);
    Words words = middle(german, false);
    append(words, infinitiveWithZu(*german.verb));
    append(words, behind(german));
    return words;
}

/// A clause in German roles with its verb at the end, behind its conjunction or relative pronoun.
Words subordinate(const Clause &clause)
{
    Words words;
    if (clause.gap != Gap::Subject)
        append(words, innerSubject(clause));
    Clause inside = clause;
    inside.timeIsFirst = false;
    append(words, middle(inside, pronounIsFirst(clause)));
    const VerbParts verb = verbParts(clause);
    append(words, verb.rest);
    words.push_back(verb.prefix + verb.finite);
    append(words, behind(clause));
    return words;
}

/// The finite verb and what follows it, where `front` stands before it or, for questions, nothing.
Words fromVerb(const Clause &clause, bool withSubject)
{
    const VerbParts verb = verbParts(clause);
    Words words = {verb.finite};
    if (withSubject)
        append(words, innerSubject(clause));
    append(words, middle(clause, withSubject && pronounIsFirst(clause)));
    append(words, verb.rest);
    if (!verb.prefix.empty())
        words.push_back(verb.prefix);
    append(words, behind(clause));
    return words;
}

/// A main clause; `isOccupied` says that another clause stands before its verb.
Words mainClause(const Clause &clause, bool isOccupied)
{
    Clause inside = clause;
    Words words;
    if (clause.impersonalThereIs) {
        if (!isOccupied)
            append(words, prepositionWords(*clause.place));
        append(words, fromVerb(clause, true));
        return words;
    }
    if (isOccupied)
        inside.timeIsFirst = false;
    if (inside.time && inside.timeIsFirst)
        appendPhrase(words, inside.time->german);
    const bool subjectIsFirst = words.empty() && !isOccupied;
    if (subjectIsFirst)
        append(words, phraseWords(clause.subject, Case::Nominative));
    append(words, fromVerb(inside, !subjectIsFirst));
    return words;
}

std::string conjunction(Link link, Tense tense)
{
    switch (link) {
    case Link::And:
        return "und";
    case Link::But:
        return "aber";
    case Link::Because:
        return "weil";
    case Link::Although:
        return "obwohl";
    case Link::If:
        return "wenn";
    case Link::When:
        return tense == Tense::Past ? "als" : "wenn";
    case Link::While:
        return "während";
    case Link::Before:
        return "bevor";
    case Link::After:
        return "nachdem";
    case Link::AsSoonAs:
        return "sobald";
    case Link::None:
        break;
    }
    return {};
}

bool coordinates(Link link)
{
    return link == Link::And || link == Link::But;
}

} // namespace

std::string germanText(const Sentence &sentence)
{
    const Clause main = inGermanRoles(sentence.main);
    Words words;
    if (sentence.isQuestion) {
        Clause inside = main;
        inside.timeIsFirst = false;
        if (sentence.questionWord)
            words.push_back(sentence.questionWord->german);
        append(words, fromVerb(inside, true));
    } else if (sentence.other && sentence.otherIsFirst) {
        words.push_back(conjunction(sentence.link, sentence.other->tense));
        append(words, subordinate(inGermanRoles(*sentence.other)));
        words.emplace_back(",");
        append(words, mainClause(main, true));
    } else {
        append(words, mainClause(main, false));
    }
    if (sentence.other && !sentence.otherIsFirst) {
        const Clause other = inGermanRoles(*sentence.other);
        if (sentence.link != Link::And)
            words.emplace_back(",");
        words.push_back(conjunction(sentence.link, other.tense));
        append(words, coordinates(sentence.link) ? mainClause(other, false) : subordinate(other));
    }
    return finished(std::move(words), sentence.isQuestion);
}

} // namespace auspex::demo
