// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/text_codec.h"

#include "core/base/text.h"

namespace auspex {

namespace {

/// What SentencePiece puts in the place of a space (U+2581).
constexpr std::string_view spaceMark = "\xe2\x96\x81";

/// Pieces joined where there is no model to ask.
std::string joinedPieces(std::span<const std::string> pieces)
{
    std::string marked;
    for (const std::string &piece : pieces)
        marked += piece;
    std::string text;
    for (std::size_t at = 0; at < marked.size();) {
        if (std::string_view(marked).substr(at).starts_with(spaceMark)) {
            text += ' ';
            at += spaceMark.size();
        } else {
            text += marked[at++];
        }
    }
    return std::string(trimmed(text));
}

} // namespace

std::string segmentationName(Segmentation segmentation)
{
    switch (segmentation) {
    case Segmentation::Bpe:
        return "bpe";
    case Segmentation::SentencePiece:
        return "sentencepiece";
    case Segmentation::Words:
        break;
    }
    return "words";
}

std::optional<Segmentation> segmentationOfName(std::string_view name)
{
    for (const Segmentation one :
         {Segmentation::Words, Segmentation::Bpe, Segmentation::SentencePiece}) {
        if (segmentationName(one) == name)
            return one;
    }
    return std::nullopt;
}

std::vector<std::string> TextCodec::symbols(std::string_view text) const
{
    if (model)
        return model->segmented(text);
    const std::vector<std::string> words = wordsOf(text);
    return codes ? codes->segmented(words) : words;
}

std::vector<std::int32_t> TextCodec::encode(std::string_view text) const
{
    return dictionary.encode(symbols(text));
}

Result<std::string> TextCodec::decode(std::span<const std::int32_t> ids) const
{
    const Result<std::vector<std::string>> parts = dictionary.decode(ids);
    if (!parts)
        return tl::make_unexpected(parts.error());
    switch (segmentation) {
    case Segmentation::Bpe:
        return join(joinedBpe(*parts), " ");
    case Segmentation::SentencePiece:
        return model ? model->joined(*parts) : joinedPieces(*parts);
    case Segmentation::Words:
        break;
    }
    return join(*parts, " ");
}

} // namespace auspex
