// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/arch/supernet.h"
#include "core/corpus/corpus.h"

namespace auspex {

/// Fails unless the corpus's dictionaries have as many symbols as the shape's embeddings have rows.
/// `owner` begins the sentence: "The supernet HAT".
Result<void> checkVocabularies(const SupernetShape &shape, const Corpus &corpus,
                               const std::string &owner);

} // namespace auspex
