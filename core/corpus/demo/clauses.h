// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/corpus/demo/tree.h"

namespace auspex::demo {

/// What a clause must and may be.
struct ClauseLimits {
    Tense tense = Tense::Present;
    std::optional<NounPhrase> subject; ///< that is given, and what it means
    Classes subjectClasses = 0;
    bool mayHaveTime = true;
    bool mayBeFirst = false; ///< the time may stand at the beginning
    bool mayBeNo = true;     ///< "no" and "every" for the subject
    bool mayBeNegated = true;
    bool mayBeRepeated = true; ///< "often", "never"
    int depth = 0;             ///< relative clauses stop at 2
};

Clause drawClause(const ClauseLimits &limits, Random &random);

/// "The woman knows that ...", "The man asks whether ..."
Clause drawThatClause(Random &random);

/// "The man tries to ..."
Clause drawInfinitiveClause(Random &random);

/// "The man goes into the city in order to ..."
Clause drawPurposeClause(Random &random);

/// "There is a book on the table"
Clause drawThereIs(Random &random);

} // namespace auspex::demo
