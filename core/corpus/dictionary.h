// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"

namespace auspex {

/// A vocabulary as fairseq keeps it: symbols with how often each was counted. The first four ids
/// are the special ones of core/tensors/token_batch.h ("<s>", "<pad>", "</s>", "<unk>"), and a
/// dict.txt file does not list them: its first line is id 4.
class Dictionary {
public:
    /// With the special symbols only.
    Dictionary();

    /// Symbols in all, the special ones among them.
    std::size_t size() const { return m_symbols.size(); }

    /// Of an id from 0 to size() - 1.
    const std::string &symbol(std::int32_t id) const;
    std::int64_t count(std::int32_t id) const;

    /// unknownToken where the symbol is not here.
    std::int32_t id(std::string_view symbol) const;
    bool contains(std::string_view symbol) const;

    /// Appends a symbol. Fails for one that is here already, is empty, or holds white space.
    Result<void> add(std::string symbol, std::int64_t count);

    /// Appends "madeupword0000", "madeupword0001" ... (count 0) until the size is a multiple.
    void padToMultiple(std::size_t multiple);

    /// Words to ids, with endToken at the end.
    std::vector<std::int32_t> encode(std::span<const std::string> words) const;

    /// The symbols of a sentence, without those of beginToken, padToken and endToken. Fails on an
    /// id that is not in the dictionary.
    Result<std::vector<std::string>> decode(std::span<const std::int32_t> ids) const;

    bool operator==(const Dictionary &other) const
    {
        return m_symbols == other.m_symbols && m_counts == other.m_counts;
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    std::vector<std::string> m_symbols;
    std::vector<std::int64_t> m_counts;
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> m_ids;
};

/// The parts of a sentence between white space, as fairseq splits it.
std::vector<std::string> wordsOf(std::string_view sentence);

/// Counts the words of texts, to make a dictionary of them.
class WordCounter {
public:
    void add(std::span<const std::string> words);

    /// The words counted at least `threshold` times, most frequent first and, among equals, in the
    /// order of their code points, as fairseq orders them; at most `most` symbols in all (0: no
    /// limit), and then padded to a multiple (see Dictionary::padToMultiple; 0 and 1: not padded).
    Dictionary dictionary(std::int64_t threshold = 1, std::size_t most = 0,
                          std::size_t multiple = 8) const;

private:
    std::map<std::string, std::int64_t, std::less<>> m_counts;
};

/// Reads dict.txt: "SYMBOL COUNT" a line, split at the last space. Fails, naming the line, on
/// anything else, on a symbol that came before or is a special one, and on text that is not UTF-8.
Result<Dictionary> parseDictionary(std::string_view text, const std::string &source);
Result<Dictionary> readDictionary(const std::filesystem::path &file);

/// What readDictionary() reads.
std::string dictionaryText(const Dictionary &dictionary);

} // namespace auspex
