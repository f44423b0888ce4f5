// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/corpus/demo/lexicon.h"

// What a sentence of the demo task means, before it is said in either language.

namespace auspex::demo {

enum class Tense { Present, Past, Perfect, Pluperfect, Future };
enum class Modal { None, Can, Must, Want, Should, May };
enum class Pronoun { I, You, He, She, It, We, They };
enum class Determiner { None, Definite, Indefinite, This, Every, No, Possessive, Number, Whose };

struct Clause;

/// What a relative clause lacks, because its relative pronoun stands for it.
enum class Gap { None, Subject, Direct, Indirect, Prepositional, Owner };

struct NounPhrase {
    const Noun *noun = nullptr; ///< null for a pronoun or a name
    const Name *name = nullptr;
    std::optional<Pronoun> pronoun;
    Gender itGender = Gender::Neuter; ///< of what an "it" stands for
    Determiner determiner = Determiner::Definite;
    Pronoun owner = Pronoun::He; ///< of Possessive
    int number = 0;              ///< of Number
    bool plural = false;
    std::vector<const Adjective *> adjectives;
    std::shared_ptr<const NounPhrase> genitive; ///< "of the teacher"
    std::shared_ptr<const Clause> relative;

    bool isPronoun() const { return pronoun.has_value(); }
};

struct PrepositionPhrase {
    Preposition preposition;
    NounPhrase object;
    std::optional<Phrase> city; ///< in the place of the object
};

struct Clause {
    NounPhrase subject;
    const Verb *verb = nullptr;
    Tense tense = Tense::Present;
    Modal modal = Modal::None;
    bool isNegated = false;
    bool isPassive = false;          ///< the subject is what the verb's object was
    bool isGern = false;             ///< "likes to"
    bool isProgressiveSince = false; ///< English "has been reading" with a German present
    std::optional<NounPhrase> agent; ///< of a passive
    std::optional<NounPhrase> indirect;
    std::optional<NounPhrase> direct;
    std::optional<PrepositionPhrase> object;
    std::optional<PrepositionPhrase> place;
    std::optional<Phrase> time;
    bool timeIsFirst = false;
    std::optional<Phrase> frequency;
    std::optional<Phrase> manner;
    const Adjective *predicate = nullptr;
    std::optional<NounPhrase> comparedTo;
    std::shared_ptr<const Clause> that;       ///< of Frame::Clausal
    std::shared_ptr<const Clause> infinitive; ///< of Frame::Infinitive
    std::shared_ptr<const Clause> purpose;    ///< "in order to"
    Gap gap = Gap::None;
    bool impersonalThereIs = false; ///< "there is" with place and direct
};

/// How the second clause hangs on the first.
enum class Link { None, And, But, Because, Although, If, When, While, Before, After, AsSoonAs };

struct Sentence {
    Clause main;
    Link link = Link::None;
    std::optional<Clause> other;
    bool otherIsFirst = false;
    bool isQuestion = false;
    std::optional<Phrase> questionWord; ///< "why"; without: a question of yes or no
};

/// Words with spaces between, marks apart: "The man sleeps ."
std::string englishText(const Sentence &sentence);
std::string germanText(const Sentence &sentence);

} // namespace auspex::demo
