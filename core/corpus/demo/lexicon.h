// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// The words of the demo task. A word that English has one of and German several stands here several
// times, and which of them is meant follows from the words that it may stand with.

namespace auspex::demo {

enum class Gender { Masculine, Feminine, Neuter };
enum class Case { Nominative, Accusative, Dative, Genitive };

/// What a noun means, as bits: verbs, adjectives and prepositions say what they may stand with.
using Classes = std::uint32_t;
namespace meaning {
inline constexpr Classes person = 1U << 0;
inline constexpr Classes animal = 1U << 1;
inline constexpr Classes food = 1U << 2;
inline constexpr Classes drink = 1U << 3;
inline constexpr Classes text = 1U << 4;    ///< is read and written
inline constexpr Classes flat = 1U << 5;    ///< is laid
inline constexpr Classes upright = 1U << 6; ///< is stood
inline constexpr Classes vehicle = 1U << 7;
inline constexpr Classes building = 1U << 8;
inline constexpr Classes room = 1U << 9;
inline constexpr Classes outdoors = 1U << 10;
inline constexpr Classes event = 1U << 11;
inline constexpr Classes machine = 1U << 12;
inline constexpr Classes question = 1U << 13; ///< has to be thought about
inline constexpr Classes furniture = 1U << 14;
inline constexpr Classes clothing = 1U << 15;
inline constexpr Classes plant = 1U << 16;
inline constexpr Classes picture = 1U << 17; ///< is hung
inline constexpr Classes door = 1U << 18;    ///< is opened and closed
inline constexpr Classes luggage = 1U << 19;
inline constexpr Classes money = 1U << 20;
inline constexpr Classes instrument = 1U << 21;
inline constexpr Classes stage = 1U << 23; ///< is watched: films, games
inline constexpr Classes crop = 1U << 24;
inline constexpr Classes family = 1U << 25; ///< has a possessive where it can
inline constexpr Classes wall = 1U << 26;   ///< things hang there
inline constexpr Classes table = 1U << 27;  ///< things lie there
inline constexpr Classes file = 1U << 28;
inline constexpr Classes thing = flat | upright | clothing | picture | luggage;
} // namespace meaning

struct Preposition {
    std::string english;
    std::string german;
    Case governs = Case::Dative;
};

struct Noun {
    std::string english;
    std::string englishPlural;
    std::string german;
    std::string germanPlural;
    Gender gender = Gender::Masculine;
    std::string genitive; ///< singular
    bool isWeak = false;  ///< its other singular forms are the plural's
    Classes classes = 0;
    bool isCountable = true;
    Preposition at;      ///< where one is at it; places only
    Preposition towards; ///< where one goes to it
};

struct Name {
    std::string text;
    Gender gender = Gender::Masculine;
};

struct Adjective {
    std::string english;
    std::string german;
    std::string stem; ///< what endings are put to
    std::string englishComparative;
    std::string germanComparative;
    Classes classes = 0;
};

/// What stands with a verb.
enum class Frame {
    Intransitive,  ///< nothing
    Transitive,    ///< an accusative
    DativeObject,  ///< a dative, where English has an object
    Ditransitive,  ///< a dative and an accusative
    Prepositional, ///< an object with a preposition
    Motion,        ///< a place to go to
    Put,           ///< an accusative and a place to bring it to
    Liking,        ///< English's object is the subject and its subject a dative
    Clausal,       ///< a clause
    Infinitive,    ///< an infinitive
    Copula,
};

struct Verb {
    // English
    std::string base;
    std::string third;
    std::string past;
    std::string participle;
    std::string progressive;
    std::string particle; ///< "up"; behind the verb, or behind a pronoun
    // German, without the prefix
    std::string infinitive;
    std::string first; ///< ich
    std::string germanThird;
    std::string preterite;
    std::string preteritePlural;
    std::string germanParticiple;
    std::string prefix; ///< that is separated
    bool withSein = false;
    bool isReflexive = false;
    Frame frame = Frame::Intransitive;
    Classes subjects = 0;
    Classes objects = 0;
    Preposition preposition; ///< of Prepositional; of Clausal: the conjunctions
    bool lasts = false;      ///< can be done for hours
    bool canBePassive = false;
};

struct Phrase {
    std::string english;
    std::string german;
};

const std::vector<Noun> &nouns();
const std::vector<Name> &names();
const std::vector<Adjective> &adjectives();
const std::vector<Verb> &verbs();
const Verb &copula();

const std::vector<Phrase> &cities();
const std::vector<Phrase> &weekdays();
const std::vector<Phrase> &months();
const std::vector<Phrase> &manners();
const std::vector<Phrase> &frequencies();

/// "twenty three" and "dreiundzwanzig"; 1 to 999.
Phrase cardinal(int number);

/// "third" and "dritten", as dates have it; 1 to 31.
Phrase ordinal(int number);

} // namespace auspex::demo
