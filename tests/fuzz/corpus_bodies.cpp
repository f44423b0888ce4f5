// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/bpe_codes.h"
#include "core/corpus/dictionary.h"
#include "core/corpus/fairseq_data.h"
#include "tests/fuzz/fuzz_bodies.h"

namespace auspex::test {

Violation fuzzDictionary(std::string_view text)
{
    const Result<Dictionary> dictionary = parseDictionary(text, "dict.txt");
    if (!dictionary)
        return std::nullopt;
    const Result<Dictionary> again = parseDictionary(dictionaryText(*dictionary), "again.txt");
    if (!again)
        return "A written dictionary is refused: " + again.error().message;
    if (!(*again == *dictionary))
        return "A written dictionary reads back as another.";
    for (std::int32_t id = 0; static_cast<std::size_t>(id) < dictionary->size(); ++id) {
        if (dictionary->id(dictionary->symbol(id)) != id)
            return "A symbol has another id than its own.";
    }
    return std::nullopt;
}

/// The first two bytes, little endian, say how long the index is; the data follows it.
Violation fuzzDataBin(std::string_view text)
{
    if (text.size() < 2)
        return std::nullopt;
    const std::size_t length = static_cast<unsigned char>(text[0])
                               + 256U * static_cast<unsigned char>(text[1]);
    text.remove_prefix(2);
    const std::string_view index = text.substr(0, length);
    const std::string_view data = text.substr(index.size());
    constexpr std::size_t symbols = 1000;
    const Result<TokenSentences> sentences = parseFairseqData(index, data, symbols, "input");
    if (!sentences)
        return std::nullopt;
    for (const FairseqFormat format : {FairseqFormat::Indexed, FairseqFormat::MemoryMapped}) {
        const FairseqFiles files = fairseqData(*sentences, format, symbols);
        const auto again = parseFairseqData(files.index, files.data, symbols, "again");
        if (!again)
            return "Written data is refused: " + again.error().message;
        if (*again != *sentences)
            return "Written data reads back as other sentences.";
    }
    return std::nullopt;
}

/// Codes, and the words of their own text.
Violation fuzzBpeCodes(std::string_view text)
{
    const Result<BpeCodes> codes = BpeCodes::parse(text, "codes");
    if (!codes)
        return std::nullopt;
    if (!BpeCodes::parse(codes->text(), "again"))
        return "Codes are refused the second time.";
    for (const std::string &word : wordsOf(text)) {
        if (word.size() > 200 || word.find(bpeSeparator) != std::string::npos
            || word.find("</w>") != std::string::npos || word.ends_with('@'))
            continue; // such words cannot be told from what marks parts
        bool marked = false;
        std::string joined;
        for (const std::string &part : codes->segmented(std::vector<std::string>{word})) {
            joined += part;
            marked = marked || part.find("</w>") != std::string::npos;
        }
        std::string plain;
        for (std::size_t at = 0; at < joined.size(); ++at) {
            if (joined.compare(at, 2, bpeSeparator) == 0)
                ++at;
            else
                plain += joined[at];
        }
        if (plain.find('@') == std::string::npos && word.find('@') == std::string::npos
            && plain != word)
            return "The parts of " + word + " join to " + plain + '.';
        if (marked)
            return "A part of " + word + " has the mark of the word's end.";
    }
    return std::nullopt;
}

} // namespace auspex::test
