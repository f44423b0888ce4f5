// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/german_inflection.h"

#include <array>

#include "core/base/text.h"

namespace auspex::demo {

namespace {

/// Columns: nominative, accusative, dative, genitive; rows: masculine, feminine, neuter, plural.
using Table = std::array<std::array<const char *, 4>, 4>;

constexpr Table definite = {{{"der", "den", "dem", "des"},
                             {"die", "die", "der", "der"},
                             {"das", "das", "dem", "des"},
                             {"die", "die", "den", "der"}}};
/// Of dieser, jeder.
constexpr Table strongArticle = {{{"er", "en", "em", "es"},
                                  {"e", "e", "er", "er"},
                                  {"es", "es", "em", "es"},
                                  {"e", "e", "en", "er"}}};
/// Of ein, kein, mein.
constexpr Table mixedArticle = {
    {{"", "en", "em", "es"}, {"e", "e", "er", "er"}, {"", "", "em", "es"}, {"e", "e", "en", "er"}}};
/// Of adjectives behind der; behind ein; behind nothing.
constexpr Table weak = {{{"e", "en", "en", "en"},
                         {"e", "e", "en", "en"},
                         {"e", "e", "en", "en"},
                         {"en", "en", "en", "en"}}};
constexpr Table mixed = {{{"er", "en", "en", "en"},
                          {"e", "e", "en", "en"},
                          {"es", "es", "en", "en"},
                          {"en", "en", "en", "en"}}};
constexpr Table strong = {{{"er", "en", "em", "en"},
                           {"e", "e", "er", "er"},
                           {"es", "es", "em", "en"},
                           {"e", "e", "en", "er"}}};

const char *at(const Table &table, Gender gender, bool plural, Case form)
{
    return table[plural ? 3 : static_cast<std::size_t>(gender)][static_cast<std::size_t>(form)];
}

std::string possessiveStem(Pronoun owner)
{
    constexpr std::array<const char *, 7> stems = {"mein", "Ihr",   "sein", "ihr",
                                                   "sein", "unser", "ihr"};
    return stems[static_cast<std::size_t>(owner)];
}

struct Article {
    std::string text;
    const Table *adjectiveEndings;
};

Article articleOf(const NounPhrase &phrase, Case form)
{
    const Gender gender = genderOf(phrase);
    const auto with = [&](const std::string &stem, const Table &table) {
        return stem + at(table, gender, phrase.plural, form);
    };
    switch (phrase.determiner) {
    case Determiner::Definite:
        return {at(definite, gender, phrase.plural, form), &weak};
    case Determiner::This:
        return {with("dies", strongArticle), &weak};
    case Determiner::Every:
        return {with("jed", strongArticle), &weak};
    case Determiner::Indefinite:
        if (phrase.plural)
            return {"", &strong};
        return {with("ein", mixedArticle), &mixed};
    case Determiner::No:
        return {with("kein", mixedArticle), &mixed};
    case Determiner::Possessive: {
        std::string text = with(possessiveStem(phrase.owner), mixedArticle);
        return {text, &mixed};
    }
    case Determiner::Number:
        return {cardinal(phrase.number).german, &strong};
    case Determiner::None:
    case Determiner::Whose:
        break;
    }
    return {"", &strong};
}

std::string nounForm(const NounPhrase &phrase, Case form)
{
    const Noun &noun = *phrase.noun;
    if (phrase.plural) {
        const std::string &plural = noun.germanPlural;
        const bool needsN = form == Case::Dative && !plural.ends_with('n')
                            && !plural.ends_with('s');
        return plural + (needsN ? "n" : "");
    }
    if (noun.isWeak && form != Case::Nominative)
        return noun.germanPlural;
    return form == Case::Genitive ? noun.genitive : noun.german;
}

std::string presentOf(const Verb &verb, Agreement agreement)
{
    switch (agreement) {
    case Agreement::First:
        return verb.first;
    case Agreement::Third:
        return verb.germanThird;
    case Agreement::Plural:
        break;
    }
    return verb.frame == Frame::Copula ? "sind" : verb.infinitive;
}

std::string preteriteOf(const Verb &verb, Agreement agreement)
{
    return agreement == Agreement::Plural ? verb.preteritePlural : verb.preterite;
}

struct Auxiliary {
    const char *first;
    const char *third;
    const char *plural;
    const char *preterite;
    const char *preteritePlural;

    std::string form(Agreement agreement, bool past) const
    {
        if (past)
            return agreement == Agreement::Plural ? preteritePlural : preterite;
        return agreement == Agreement::First   ? first
               : agreement == Agreement::Third ? third
                                               : plural;
    }
};

constexpr Auxiliary haben = {"habe", "hat", "haben", "hatte", "hatten"};
constexpr Auxiliary sein = {"bin", "ist", "sind", "war", "waren"};
constexpr Auxiliary werden = {"werde", "wird", "werden", "wurde", "wurden"};

const Auxiliary &modalVerb(Modal modal)
{
    static constexpr std::array<Auxiliary, 6> modals = {
        {{"", "", "", "", ""},
         {"kann", "kann", "können", "konnte", "konnten"},
         {"muss", "muss", "müssen", "musste", "mussten"},
         {"will", "will", "wollen", "wollte", "wollten"},
         {"sollte", "sollte", "sollten", "sollte", "sollten"},
         {"darf", "darf", "dürfen", "durfte", "durften"}}};
    return modals[static_cast<std::size_t>(modal)];
}

} // namespace

void append(Words &words, const Words &more)
{
    words.insert(words.end(), more.begin(), more.end());
}

void appendPhrase(Words &words, const std::string &phrase)
{
    for (const std::string_view word : split(phrase, ' ')) {
        if (!word.empty())
            words.emplace_back(word);
    }
}

Agreement agreementOf(const NounPhrase &subject)
{
    if (!subject.pronoun)
        return subject.plural ? Agreement::Plural : Agreement::Third;
    switch (*subject.pronoun) {
    case Pronoun::I:
        return Agreement::First;
    case Pronoun::You: // the polite "Sie"
    case Pronoun::We:
    case Pronoun::They:
        return Agreement::Plural;
    case Pronoun::He:
    case Pronoun::She:
    case Pronoun::It:
        break;
    }
    return Agreement::Third;
}

Gender genderOf(const NounPhrase &phrase)
{
    if (phrase.noun)
        return phrase.noun->gender;
    if (phrase.name)
        return phrase.name->gender;
    return phrase.itGender;
}

std::string definiteArticle(Gender gender, bool plural, Case form)
{
    return at(definite, gender, plural, form);
}

std::string relativePronoun(Gender gender, bool plural, Case form)
{
    if (form == Case::Genitive)
        return plural || gender == Gender::Feminine ? "deren" : "dessen";
    if (plural && form == Case::Dative)
        return "denen";
    return definiteArticle(gender, plural, form);
}

std::string personalPronoun(const NounPhrase &phrase, Case form)
{
    // Nominative, accusative, dative.
    using Forms = std::array<const char *, 3>;
    constexpr Forms he = {"er", "ihn", "ihm"};
    constexpr Forms she = {"sie", "sie", "ihr"};
    constexpr Forms it = {"es", "es", "ihm"};
    constexpr Forms they = {"sie", "sie", "ihnen"};
    const auto index = static_cast<std::size_t>(form);
    switch (phrase.pronoun.value_or(Pronoun::It)) {
    case Pronoun::I:
        return Forms{"ich", "mich", "mir"}[index];
    case Pronoun::You:
        return Forms{"Sie", "Sie", "Ihnen"}[index];
    case Pronoun::We:
        return Forms{"wir", "uns", "uns"}[index];
    case Pronoun::They:
        return they[index];
    case Pronoun::He:
        return he[index];
    case Pronoun::She:
        return she[index];
    case Pronoun::It:
        break;
    }
    const Forms &forms = phrase.itGender == Gender::Masculine  ? he
                         : phrase.itGender == Gender::Feminine ? she
                                                               : it;
    return forms[index];
}

std::string reflexivePronoun(const NounPhrase &subject)
{
    if (subject.pronoun == Pronoun::I)
        return "mich";
    return subject.pronoun == Pronoun::We ? "uns" : "sich";
}

Words nominal(const NounPhrase &phrase, Case form)
{
    if (phrase.pronoun)
        return {personalPronoun(phrase, form)};
    if (phrase.name)
        return {phrase.name->text};
    Words words;
    const Article article = articleOf(phrase, form);
    if (!article.text.empty())
        words.push_back(article.text);
    for (const Adjective *adjective : phrase.adjectives)
        words.push_back(adjective->stem
                        + at(*article.adjectiveEndings, genderOf(phrase), phrase.plural, form));
    words.push_back(nounForm(phrase, form));
    return words;
}

VerbParts verbParts(const Clause &clause)
{
    const Verb &verb = *clause.verb;
    const Agreement agreement = agreementOf(clause.subject);
    const std::string participle = verb.prefix + verb.germanParticiple;
    // What stands at the end of the clause when another verb is the finite one.
    const Words infinitive = clause.isPassive ? Words{participle, "werden"}
                                              : Words{verb.prefix + verb.infinitive};
    const Words perfect = clause.isPassive ? Words{participle, "worden"} : Words{participle};
    const Auxiliary &perfectAuxiliary = verb.withSein || clause.isPassive ? sein : haben;
    if (clause.modal != Modal::None)
        return {modalVerb(clause.modal).form(agreement, clause.tense == Tense::Past), "",
                infinitive};
    switch (clause.tense) {
    case Tense::Perfect:
        if (clause.isProgressiveSince)
            break; // German says it in the present
        return {perfectAuxiliary.form(agreement, false), "", perfect};
    case Tense::Pluperfect:
        return {perfectAuxiliary.form(agreement, true), "", perfect};
    case Tense::Future:
        return {werden.form(agreement, false), "", infinitive};
    case Tense::Present:
    case Tense::Past:
        break;
    }
    const bool past = clause.tense == Tense::Past;
    if (clause.isPassive)
        return {werden.form(agreement, past), "", {participle}};
    return {past ? preteriteOf(verb, agreement) : presentOf(verb, agreement), verb.prefix, {}};
}

Words infinitiveWithZu(const Verb &verb)
{
    if (verb.prefix.empty())
        return {"zu", verb.infinitive};
    return {verb.prefix + "zu" + verb.infinitive};
}

} // namespace auspex::demo
