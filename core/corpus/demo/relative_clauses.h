// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/corpus/demo/tree.h"

namespace auspex::demo {

/// Hangs a relative clause on the noun, with this probability and only below a depth.
void drawRelative(NounPhrase &phrase, int depth, double probability, Random &random);

} // namespace auspex::demo
