// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/corpus/demo/tree.h"

namespace auspex::demo {

using Words = std::vector<std::string>;

void append(Words &words, const Words &more);
void appendPhrase(Words &words, const std::string &phrase);

/// Which form of a verb goes with a subject.
enum class Agreement { First, Third, Plural };
Agreement agreementOf(const NounPhrase &subject);

Gender genderOf(const NounPhrase &phrase);

/// "der", "dem" ...: of definite articles and, but for three forms, of relative pronouns.
std::string definiteArticle(Gender gender, bool plural, Case form);
std::string relativePronoun(Gender gender, bool plural, Case form);
std::string personalPronoun(const NounPhrase &phrase, Case form);
std::string reflexivePronoun(const NounPhrase &subject);

/// Article, adjectives and noun, without what hangs on the noun.
Words nominal(const NounPhrase &phrase, Case form);

/// The verb's parts in a clause. In a main clause `finite` is the second part and `rest` the end;
/// in a subordinate one `rest` and then `finite` are the end.
struct VerbParts {
    std::string finite;
    std::string prefix; ///< of a finite verb that has one
    Words rest;
};
VerbParts verbParts(const Clause &clause);

/// "zu lesen", "anzurufen"
Words infinitiveWithZu(const Verb &verb);

} // namespace auspex::demo
