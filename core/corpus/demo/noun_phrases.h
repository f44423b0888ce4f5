// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/corpus/demo/tree.h"

namespace auspex::demo {

bool chance(Random &random, double probability);

/// What a noun phrase may become.
struct NounPhraseLimits {
    bool isSubject = false;    ///< "every" and "no" are for subjects
    bool mayBePronoun = false; ///< of people
    bool mayBeName = true;
    bool mayHaveGenitive = true;
    const Noun *avoided = nullptr; ///< another noun than this
    std::optional<Pronoun> owner;  ///< whom a possessive refers to
};

NounPhrase drawNounPhrase(Classes classes, const NounPhraseLimits &limits, Random &random);

/// An object pronoun that can stand beside the subject; nothing where none was found.
std::optional<NounPhrase> drawObjectPronoun(const NounPhrase &subject, Random &random);

/// "he", "she", "it" or "they" for what was named before, with the gender that German needs.
NounPhrase pronounFor(const NounPhrase &antecedent);

/// Whom "his", "her" ... refer to, where the subject is this.
Pronoun ownerFor(const NounPhrase &subject);

/// A place that one is at, or goes to.
PrepositionPhrase drawPlace(Classes classes, bool isTowards, Random &random);

/// Where things lie (dative) or are brought to (accusative).
PrepositionPhrase drawSpot(Classes classes, Case form, Random &random);

} // namespace auspex::demo
