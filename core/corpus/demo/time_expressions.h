// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/corpus/demo/tree.h"

namespace auspex::demo {

/// "at half past three", "um halb vier"
Phrase clockTime(Random &random);

/// A time that goes with the tense.
Phrase timeOf(Tense tense, Random &random);

/// "for three hours", "drei Stunden lang": of a past that lasted.
Phrase duration(Random &random);

/// "for three hours", "seit drei Stunden": of what still goes on.
Phrase since(Random &random);

} // namespace auspex::demo
