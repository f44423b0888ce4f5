// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/corpus/demo/tree.h"

namespace auspex::demo {

/// A sentence drawn from the grammar. What it draws depends on the generator alone.
Sentence drawSentence(Random &random);

} // namespace auspex::demo
