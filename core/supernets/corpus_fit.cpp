// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/corpus_fit.h"

#include "core/base/text.h"

namespace auspex {

Result<void> checkVocabularies(const SupernetShape &shape, const Corpus &corpus,
                               const std::string &owner)
{
    const auto source = static_cast<std::size_t>(shape.sourceVocabulary);
    const auto target = static_cast<std::size_t>(shape.targetVocabulary);
    if (corpus.source.dictionary.size() == source && corpus.target.dictionary.size() == target)
        return {};
    return failure(ErrorCode::InvalidInput,
                   owner + " has " + std::to_string(source) + " source and "
                       + std::to_string(target) + " target tokens, and the corpus "
                       + quotedForMessage(corpus.name) + " has "
                       + std::to_string(corpus.source.dictionary.size()) + " and "
                       + std::to_string(corpus.target.dictionary.size())
                       + "; choose the corpus that it was trained on.");
}

} // namespace auspex
