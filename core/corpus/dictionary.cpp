// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/dictionary.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/tensors/token_batch.h"

namespace auspex {

namespace {

constexpr std::array<const char *, 4> specialSymbols = {"<s>", "<pad>", "</s>", "<unk>"};
constexpr std::string_view whiteSpace = " \t\r\n\v\f";

/// Bytes of the white space at the start of a text; 0 where there is none. These are the characters
/// that Python, and so fairseq, splits at.
std::size_t leadingSpace(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80)
        return first == ' ' || (first >= 0x09 && first <= 0x0d) || (first >= 0x1c && first <= 0x1f);
    constexpr std::array<std::string_view, 8> others = {"\u0085", "\u00a0", "\u1680", "\u2028",
                                                        "\u2029", "\u202f", "\u205f", "\u3000"};
    for (const std::string_view other : others) {
        if (text.starts_with(other))
            return other.size();
    }
    // U+2000 to U+200A
    const bool isWide = text.size() >= 3 && text.starts_with("\xe2\x80")
                        && static_cast<unsigned char>(text[2]) >= 0x80
                        && static_cast<unsigned char>(text[2]) <= 0x8a;
    return isWide ? 3 : 0;
}

std::string madeUpWord(std::size_t number)
{
    const std::string digits = std::to_string(number);
    return "madeupword" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

/// One line of dict.txt; the reason why it is none.
Result<void> addLine(Dictionary &dictionary, std::string_view line)
{
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos)
        return failure(ErrorCode::InvalidInput, "has no count; it must be a symbol, a space and a "
                                                "count");
    const std::optional<std::int64_t> count = parseInteger(line.substr(space + 1));
    if (!count || *count < 0)
        return failure(ErrorCode::InvalidInput,
                       "ends in " + quotedForMessage(line.substr(space + 1))
                           + ", which is no count; it must be a symbol, a space and a count");
    return dictionary.add(std::string(line.substr(0, space)), *count);
}

} // namespace

Dictionary::Dictionary()
{
    for (const char *symbol : specialSymbols) {
        m_ids.emplace(symbol, static_cast<std::int32_t>(m_symbols.size()));
        m_symbols.emplace_back(symbol);
        m_counts.push_back(1);
    }
}

const std::string &Dictionary::symbol(std::int32_t id) const
{
    return m_symbols[static_cast<std::size_t>(id)];
}

std::int64_t Dictionary::count(std::int32_t id) const
{
    return m_counts[static_cast<std::size_t>(id)];
}

std::int32_t Dictionary::id(std::string_view symbol) const
{
    const auto found = m_ids.find(symbol);
    return found == m_ids.end() ? unknownToken : found->second;
}

bool Dictionary::contains(std::string_view symbol) const
{
    return m_ids.find(symbol) != m_ids.end();
}

Result<void> Dictionary::add(std::string symbol, std::int64_t count)
{
    if (symbol.empty() || symbol.find_first_of(whiteSpace) != std::string::npos)
        return failure(ErrorCode::InvalidInput,
                       "has the symbol " + quotedForMessage(symbol)
                           + ", but a symbol is not empty and holds no white space");
    if (m_symbols.size() >= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return failure(ErrorCode::InvalidInput, "is one symbol more than a dictionary can have");
    const auto id = static_cast<std::int32_t>(m_symbols.size());
    if (!m_ids.emplace(symbol, id).second)
        return failure(ErrorCode::InvalidInput,
                       "has the symbol " + quotedForMessage(symbol)
                           + (this->id(symbol) < 4 ? ", which every dictionary has by itself"
                                                   : ", which came before"));
    m_symbols.push_back(std::move(symbol));
    m_counts.push_back(count);
    return {};
}

void Dictionary::padToMultiple(std::size_t multiple)
{
    std::size_t number = 0;
    while (multiple > 1 && size() % multiple != 0)
        (void)add(madeUpWord(number++), 0); // one that is a word already is passed over
}

std::vector<std::int32_t> Dictionary::encode(std::span<const std::string> words) const
{
    std::vector<std::int32_t> ids;
    ids.reserve(words.size() + 1);
    for (const std::string &word : words)
        ids.push_back(id(word));
    ids.push_back(endToken);
    return ids;
}

Result<std::vector<std::string>> Dictionary::decode(std::span<const std::int32_t> ids) const
{
    std::vector<std::string> words;
    words.reserve(ids.size());
    for (const std::int32_t id : ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= size())
            return failure(ErrorCode::InvalidInput, "The token " + std::to_string(id)
                                                        + " is not among the "
                                                        + std::to_string(size())
                                                        + " of the dictionary; use the corpus that "
                                                          "the tokens come from.");
        if (id > endToken)
            words.push_back(symbol(id));
    }
    return words;
}

std::vector<std::string> wordsOf(std::string_view sentence)
{
    std::vector<std::string> words;
    std::string word;
    while (!sentence.empty()) {
        const std::size_t space = leadingSpace(sentence);
        if (space == 0)
            word += sentence.front();
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
        sentence.remove_prefix(std::max<std::size_t>(space, 1));
    }
    if (!word.empty())
        words.push_back(std::move(word));
    return words;
}

void WordCounter::add(std::span<const std::string> words)
{
    for (const std::string &word : words)
        ++m_counts[word];
}

Dictionary WordCounter::dictionary(std::int64_t threshold, std::size_t most,
                                   std::size_t multiple) const
{
    std::vector<std::pair<std::string, std::int64_t>> words(m_counts.begin(), m_counts.end());
    // UTF-8 sorts as its code points do.
    std::stable_sort(words.begin(), words.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    Dictionary dictionary;
    for (auto &[word, count] : words) {
        if (count < threshold || (most > 0 && dictionary.size() >= most))
            break;
        (void)dictionary.add(word, count); // a text that has "<unk>" in it adds nothing
    }
    dictionary.padToMultiple(multiple);
    return dictionary;
}

Result<Dictionary> parseDictionary(std::string_view text, const std::string &source)
{
    Dictionary dictionary;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const Result<void> added = isValidUtf8(line)
                                       ? addLine(dictionary, line)
                                       : failure(ErrorCode::InvalidInput,
                                                 "is not UTF-8; convert the file first");
        if (!added)
            return failure(ErrorCode::InvalidInput, "Line " + std::to_string(number)
                                                        + " of the dictionary " + source + ' '
                                                        + added.error().message + '.');
    }
    if (dictionary.size() == specialSymbols.size())
        return failure(ErrorCode::InvalidInput,
                       "The dictionary " + source + " is empty; name fairseq's dict.LANGUAGE.txt.");
    return dictionary;
}

Result<Dictionary> readDictionary(const std::filesystem::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    return parseDictionary(*text, file.string());
}

std::string dictionaryText(const Dictionary &dictionary)
{
    std::string text;
    for (auto id = static_cast<std::int32_t>(specialSymbols.size());
         static_cast<std::size_t>(id) < dictionary.size(); ++id)
        text += dictionary.symbol(id) + ' ' + std::to_string(dictionary.count(id)) + '\n';
    return text;
}

} // namespace auspex
