// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/base/text.h"
#include "core/corpus/demo/marks.h"
#include "core/corpus/demo/tree.h"

namespace auspex::demo {

namespace {

using Words = std::vector<std::string>;

Words phraseWords(const NounPhrase &phrase, bool isSubject);
Words clauseWords(const Clause &clause);

void add(Words &words, const Words &more)
{
    words.insert(words.end(), more.begin(), more.end());
}

void addText(Words &words, const std::string &text)
{
    for (const std::string_view word : split(text, ' ')) {
        if (!word.empty())
            words.emplace_back(word);
    }
}

bool isThird(const NounPhrase &subject)
{
    if (!subject.pronoun)
        return !subject.plural;
    return *subject.pronoun == Pronoun::He || *subject.pronoun == Pronoun::She
           || *subject.pronoun == Pronoun::It;
}

std::string pronounWord(Pronoun pronoun, bool isSubject)
{
    constexpr std::array<std::array<const char *, 2>, 7> forms = {{{"I", "me"},
                                                                   {"you", "you"},
                                                                   {"he", "him"},
                                                                   {"she", "her"},
                                                                   {"it", "it"},
                                                                   {"we", "us"},
                                                                   {"they", "them"}}};
    return forms[static_cast<std::size_t>(pronoun)][isSubject ? 0 : 1];
}

std::string possessive(Pronoun owner)
{
    constexpr std::array<const char *, 7> forms = {"my",  "your", "his",  "her",
                                                   "its", "our",  "their"};
    return forms[static_cast<std::size_t>(owner)];
}

std::string determinerText(const NounPhrase &phrase, const std::string &nextWord)
{
    switch (phrase.determiner) {
    case Determiner::Definite:
        return "the";
    case Determiner::This:
        return phrase.plural ? "these" : "this";
    case Determiner::Every:
        return "every";
    case Determiner::No:
        return "no";
    case Determiner::Possessive:
        return possessive(phrase.owner);
    case Determiner::Number:
        return cardinal(phrase.number).english;
    case Determiner::Indefinite: {
        if (phrase.plural)
            return {};
        const bool vowel = std::string_view("aeiou").find(nextWord.front())
                           != std::string_view::npos;
        return vowel && !nextWord.starts_with("uni") ? "an" : "a";
    }
    case Determiner::None:
    case Determiner::Whose:
        break;
    }
    return {};
}

std::string relativePronoun(const NounPhrase &phrase, const Clause &clause)
{
    const bool person = (phrase.noun->classes & meaning::person) != 0;
    switch (clause.gap) {
    case Gap::Subject:
        return person ? "who" : "that";
    case Gap::Direct:
        return person ? "whom" : "that";
    case Gap::Indirect:
        return "to whom";
    case Gap::Prepositional: {
        const std::string &preposition = clause.verb->preposition.english;
        return (preposition.empty() ? "" : preposition + ' ') + (person ? "whom" : "which");
    }
    case Gap::Owner:
        return "whose";
    case Gap::None:
        break;
    }
    return {};
}

Words phraseWords(const NounPhrase &phrase, bool isSubject)
{
    if (phrase.pronoun)
        return {pronounWord(*phrase.pronoun, isSubject)};
    if (phrase.name)
        return {phrase.name->text};
    Words words;
    for (const Adjective *adjective : phrase.adjectives)
        addText(words, adjective->english);
    words.push_back(phrase.plural ? phrase.noun->englishPlural : phrase.noun->english);
    Words all;
    addText(all, determinerText(phrase, words.front()));
    add(all, words);
    if (phrase.genitive) {
        all.emplace_back("of");
        add(all, phraseWords(*phrase.genitive, false));
    }
    if (phrase.relative) {
        addText(all, relativePronoun(phrase, *phrase.relative));
        add(all, clauseWords(*phrase.relative));
    }
    return all;
}

Words prepositionWords(const PrepositionPhrase &phrase)
{
    Words words;
    addText(words, phrase.preposition.english);
    if (phrase.city)
        words.push_back(phrase.city->english);
    else
        add(words, phraseWords(phrase.object, false));
    return words;
}

std::string formOfBe(const NounPhrase &subject, bool past)
{
    if (isThird(subject))
        return past ? "was" : "is";
    if (subject.pronoun == Pronoun::I)
        return past ? "was" : "am";
    return past ? "were" : "are";
}

/// "has been read" in its words: the first is finite.
struct VerbGroup {
    Words words;
    bool hasAuxiliary = false; ///< the first can stand before the subject and take a "not"
};

/// A verb as a main verb of the tense.
VerbGroup conjugated(const Clause &clause, const Verb &verb, const Words &behindIt)
{
    const bool third = isThird(clause.subject);
    const std::string have = third ? "has" : "have";
    VerbGroup group;
    switch (clause.tense) {
    case Tense::Perfect:
        group = clause.isProgressiveSince ? VerbGroup{{have, "been", verb.progressive}, true}
                                          : VerbGroup{{have, verb.participle}, true};
        break;
    case Tense::Pluperfect:
        group = {{"had", verb.participle}, true};
        break;
    case Tense::Future:
        group = {{"will", verb.base}, true};
        break;
    case Tense::Present:
        group = {{verb.base == "be" ? formOfBe(clause.subject, false)
                  : third           ? verb.third
                                    : verb.base},
                 verb.base == "be"};
        break;
    case Tense::Past:
        group = {{verb.base == "be" ? formOfBe(clause.subject, true) : verb.past},
                 verb.base == "be"};
        break;
    }
    add(group.words, behindIt);
    return group;
}

/// Verbs that carry an infinitive.
Verb carrier(const char *base, const char *third, const char *past, const char *participle)
{
    Verb verb;
    verb.base = base;
    verb.third = third;
    verb.past = past;
    verb.participle = participle;
    return verb;
}

VerbGroup verbGroup(const Clause &clause)
{
    const Verb &verb = *clause.verb;
    const Words bare = clause.isPassive ? Words{"be", verb.participle} : Words{verb.base};
    Words withTo = {"to"};
    add(withTo, bare);
    const auto modal = [&](const char *word) {
        Words words = {word};
        add(words, bare);
        return VerbGroup{words, true};
    };
    const bool past = clause.tense == Tense::Past;
    if (clause.isGern)
        return conjugated(clause, carrier("like", "likes", "liked", "liked"), withTo);
    switch (clause.modal) {
    case Modal::Can:
        return modal(past ? "could" : "can");
    case Modal::Must:
        return past ? conjugated(clause, carrier("have", "has", "had", "had"), withTo)
                    : modal("must");
    case Modal::Should:
        return modal("should");
    case Modal::Want:
        return conjugated(clause, carrier("want", "wants", "wanted", "wanted"), withTo);
    case Modal::May: {
        if (!past)
            return modal("may");
        Words words = {formOfBe(clause.subject, true), "allowed"};
        add(words, withTo);
        return {words, true};
    }
    case Modal::None:
        break;
    }
    if (clause.isPassive) {
        static const Verb be = carrier("be", "is", "was", "been");
        return conjugated(clause, be, {verb.participle});
    }
    return conjugated(clause, verb, {});
}

/// With "do" where a question or a negation needs an auxiliary that is not there.
VerbGroup withAuxiliary(const Clause &clause)
{
    VerbGroup group = verbGroup(clause);
    if (group.hasAuxiliary)
        return group;
    const bool past = clause.tense == Tense::Past;
    const std::string base = clause.isGern                 ? "like"
                             : clause.modal == Modal::Want ? "want"
                             : clause.modal == Modal::Must ? "have"
                                                           : clause.verb->base;
    group.words.front() = base;
    group.words.insert(group.words.begin(), past ? "did" : isThird(clause.subject) ? "does" : "do");
    group.hasAuxiliary = true;
    return group;
}

bool staysAtVerb(const std::string &particle)
{
    return particle == "for" || particle == "after" || particle == "to";
}

/// Objects in English's order, and the particle among them.
Words objects(const Clause &clause)
{
    Words words;
    const std::string &particle = clause.verb->particle;
    const bool hasDirect = clause.direct && clause.gap != Gap::Direct && !clause.isPassive;
    const bool hasIndirect = clause.indirect && clause.gap != Gap::Indirect;
    const bool indirectIsLast = hasIndirect && particle == "to";
    const bool particleIsLast = hasDirect && clause.direct->isPronoun() && !staysAtVerb(particle);
    const bool isShift = clause.verb->frame == Frame::Ditransitive && particle == "to";
    if (!particleIsLast && !isShift)
        addText(words, particle);
    if (hasIndirect && !indirectIsLast)
        add(words, phraseWords(*clause.indirect, false));
    if (hasDirect)
        add(words, phraseWords(*clause.direct, false));
    if (particleIsLast && !isShift)
        addText(words, particle);
    if (indirectIsLast) {
        words.emplace_back("to");
        add(words, phraseWords(*clause.indirect, false));
    }
    if (clause.object && clause.gap != Gap::Prepositional)
        add(words, prepositionWords(*clause.object));
    return words;
}

/// Everything behind the verb.
Words rest(const Clause &clause)
{
    Words words = objects(clause);
    if (clause.predicate)
        addText(words, clause.comparedTo ? clause.predicate->englishComparative
                                         : clause.predicate->english);
    if (clause.comparedTo) {
        words.emplace_back("than");
        add(words, phraseWords(*clause.comparedTo, false));
    }
    if (clause.place)
        add(words, prepositionWords(*clause.place));
    if (clause.manner)
        words.push_back(clause.manner->english);
    if (clause.agent) {
        words.emplace_back("by");
        add(words, phraseWords(*clause.agent, false));
    }
    if (clause.time && !clause.timeIsFirst)
        addText(words, clause.time->english);
    if (clause.that) {
        words.push_back(clause.verb->preposition.english);
        add(words, clauseWords(*clause.that));
    }
    if (clause.infinitive) {
        words.emplace_back("to");
        words.push_back(clause.infinitive->verb->base);
        add(words, rest(*clause.infinitive));
    }
    if (clause.purpose) {
        addText(words, "in order to");
        words.push_back(clause.purpose->verb->base);
        add(words, rest(*clause.purpose));
    }
    return words;
}

/// The verb's words behind its first, with "not" and how often.
Words groupBehindFirst(const Clause &clause, const VerbGroup &group)
{
    Words words;
    if (clause.isNegated)
        words.emplace_back("not");
    if (clause.frequency)
        words.push_back(clause.frequency->english);
    words.insert(words.end(), group.words.begin() + 1, group.words.end());
    return words;
}

Words thereIs(const Clause &clause)
{
    const bool plural = clause.direct->plural;
    const bool past = clause.tense == Tense::Past;
    Words words = {"there", past ? (plural ? "were" : "was") : (plural ? "are" : "is")};
    add(words, phraseWords(*clause.direct, false));
    add(words, prepositionWords(*clause.place));
    return words;
}

Words clauseWords(const Clause &clause)
{
    if (clause.impersonalThereIs)
        return thereIs(clause);
    Words words;
    if (clause.time && clause.timeIsFirst)
        addText(words, clause.time->english);
    if (clause.gap != Gap::Subject)
        add(words, phraseWords(clause.subject, true));
    const VerbGroup group = clause.isNegated ? withAuxiliary(clause) : verbGroup(clause);
    if (group.hasAuxiliary) {
        words.push_back(group.words.front());
        add(words, groupBehindFirst(clause, group));
    } else {
        if (clause.frequency)
            words.push_back(clause.frequency->english);
        add(words, group.words);
    }
    add(words, rest(clause));
    return words;
}

Words question(const Sentence &sentence)
{
    Clause clause = sentence.main;
    clause.timeIsFirst = false;
    const VerbGroup group = withAuxiliary(clause);
    Words words;
    if (sentence.questionWord)
        words.push_back(sentence.questionWord->english);
    words.push_back(group.words.front());
    add(words, phraseWords(clause.subject, true));
    add(words, groupBehindFirst(clause, group));
    add(words, rest(clause));
    return words;
}

std::string conjunction(Link link)
{
    constexpr std::array<const char *, 11> words = {"",         "and",   "but",       "because",
                                                    "although", "if",    "when",      "while",
                                                    "before",   "after", "as soon as"};
    return words[static_cast<std::size_t>(link)];
}

} // namespace

std::string englishText(const Sentence &sentence)
{
    Words words;
    if (sentence.isQuestion) {
        words = question(sentence);
    } else if (sentence.other && sentence.otherIsFirst) {
        addText(words, conjunction(sentence.link));
        add(words, clauseWords(*sentence.other));
        words.emplace_back(",");
        add(words, clauseWords(sentence.main));
    } else {
        words = clauseWords(sentence.main);
    }
    if (sentence.other && !sentence.otherIsFirst) {
        if (sentence.link == Link::But)
            words.emplace_back(",");
        addText(words, conjunction(sentence.link));
        add(words, clauseWords(*sentence.other));
    }
    return finished(std::move(words), sentence.isQuestion);
}

} // namespace auspex::demo
