// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/corpus/bpe_codes.h"
#include "core/corpus/dictionary.h"
#include "core/corpus/sentence_piece.h"

namespace auspex {

/// How a sentence becomes symbols of the dictionary.
enum class Segmentation {
    Words,         ///< its words, between white space
    Bpe,           ///< parts of words, by subword-nmt's codes
    SentencePiece, ///< pieces, by a model
};

/// "words", "bpe", "sentencepiece"
std::string segmentationName(Segmentation segmentation);
std::optional<Segmentation> segmentationOfName(std::string_view name);

/// Texts of one language to token ids and back.
struct TextCodec {
    Dictionary dictionary;
    Segmentation segmentation = Segmentation::Words;
    /// Without codes or model, as binarised data comes: a text must be segmented already.
    std::optional<BpeCodes> codes;
    std::optional<SentencePiece> model;

    /// The symbols of a text, whether the dictionary has them or not.
    std::vector<std::string> symbols(std::string_view text) const;

    /// Token ids with endToken at the end; symbols that are not in the dictionary are unknownToken.
    std::vector<std::int32_t> encode(std::string_view text) const;

    /// The text, without beginToken, padToken and endToken; unknownToken reads "<unk>" (in pieces:
    /// as the model writes it). Fails on an id that the dictionary does not have.
    Result<std::string> decode(std::span<const std::int32_t> ids) const;
};

} // namespace auspex
