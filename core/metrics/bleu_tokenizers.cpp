// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/bleu_tokenizers.h"

#include <cstddef>
#include <cstdint>

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace auspex {

namespace {

/// An invalid byte b is carried as this plus b, outside of Unicode, and written back as b.
constexpr char32_t invalidByte = 0x110000;

/// The character that starts at `position`, which moves behind it.
char32_t nextCharacter(std::string_view text, std::size_t &position)
{
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    const std::size_t start = position;
    UChar32 character = 0;
    U8_NEXT(bytes, position, text.size(), character);
    if (character >= 0)
        return static_cast<char32_t>(character);
    position = start + 1;
    return invalidByte + bytes[start];
}

void append(std::string &text, char32_t character)
{
    if (character >= invalidByte) {
        text += static_cast<char>(character - invalidByte);
        return;
    }
    char bytes[U8_MAX_LENGTH];
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, character);
    text.append(bytes, length);
}

std::u32string charactersOf(std::string_view text)
{
    std::u32string characters;
    characters.reserve(text.size());
    for (std::size_t position = 0; position < text.size();)
        characters += nextCharacter(text, position);
    return characters;
}

std::string utf8Of(const std::u32string &characters)
{
    std::string text;
    text.reserve(characters.size());
    for (const char32_t character : characters)
        append(text, character);
    return text;
}

bool isSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0
           || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029
           || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool isInClass(char32_t character, std::uint32_t mask)
{
    return character < invalidByte && (U_GET_GC_MASK(static_cast<UChar32>(character)) & mask) != 0;
}

/// How a matched pair of characters is written: "a b " or " a b".
enum class Spaces { BehindBoth, BeforeBoth };

/// One pass from left to right over pairs of neighbours. A character that took part in a match
/// takes part in no other one of the same pass, which decides cases such as "...".
template<typename Char, typename IsFirst, typename IsSecond>
std::basic_string<Char> separatePairs(const std::basic_string<Char> &text, Spaces spaces,
                                      IsFirst isFirst, IsSecond isSecond)
{
    constexpr auto space = static_cast<Char>(' ');
    std::basic_string<Char> out;
    out.reserve(text.size() + text.size() / 4);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i + 1 == text.size() || !isFirst(text[i]) || !isSecond(text[i + 1])) {
            out += text[i];
            continue;
        }
        if (spaces == Spaces::BeforeBoth)
            out += space;
        out += text[i];
        out += space;
        out += text[++i];
        if (spaces == Spaces::BehindBoth)
            out += space;
    }
    return out;
}

template<typename Char, typename Wanted>
std::basic_string<Char> separateEach(const std::basic_string<Char> &text, Wanted wanted)
{
    constexpr auto space = static_cast<Char>(' ');
    std::basic_string<Char> out;
    out.reserve(text.size() + text.size() / 4);
    for (const Char character : text) {
        const bool apart = wanted(character);
        if (apart)
            out += space;
        out += character;
        if (apart)
            out += space;
    }
    return out;
}

void replaceAll(std::string &text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string joinedTokens(std::string_view text)
{
    std::string joined;
    joined.reserve(text.size());
    for (const std::string_view token : splitOnWhitespace(text)) {
        if (!joined.empty())
            joined += ' ';
        joined += token;
    }
    return joined;
}

} // namespace

std::vector<std::string_view> splitOnWhitespace(std::string_view text)
{
    std::vector<std::string_view> tokens;
    std::size_t start = 0;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t at = position;
        if (!isSpace(nextCharacter(text, position)))
            continue;
        if (at > start)
            tokens.push_back(text.substr(start, at - start));
        start = position;
    }
    if (start < text.size())
        tokens.push_back(text.substr(start));
    return tokens;
}

std::string_view withoutTrailingWhitespace(std::string_view text)
{
    std::size_t end = 0;
    for (std::size_t position = 0; position < text.size();) {
        if (!isSpace(nextCharacter(text, position)))
            end = position;
    }
    return text.substr(0, end);
}

std::string lowerCased(std::string_view text)
{
    icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    std::string lower;
    unicode.toLower(icu::Locale::getRoot()).toUTF8String(lower);
    return lower;
}

std::string tokenize13a(std::string_view text)
{
    std::string line(text);
    replaceAll(line, "<skipped>", "");
    replaceAll(line, "-\n", "");
    replaceAll(line, "\n", " ");
    replaceAll(line, "&quot;", "\"");
    replaceAll(line, "&amp;", "&");
    replaceAll(line, "&lt;", "<");
    replaceAll(line, "&gt;", ">");
    line = ' ' + line + ' ';

    // Byte by byte: what is looked for is ASCII, which is never a part of another character.
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isNoDigit = [&](char c) { return !isDigit(c); };
    const auto isStopOrComma = [](char c) { return c == '.' || c == ','; };
    const auto isPunctuation = [](char c) {
        return (c >= ' ' && c <= '&') || (c >= '(' && c <= '+') || c == '/'
               || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    };
    line = separateEach(line, isPunctuation);
    line = separatePairs(line, Spaces::BehindBoth, isNoDigit, isStopOrComma);
    line = separatePairs(line, Spaces::BeforeBoth, isStopOrComma, isNoDigit);
    line = separatePairs(line, Spaces::BehindBoth, isDigit, [](char c) { return c == '-'; });
    return joinedTokens(line);
}

std::string tokenizeInternational(std::string_view text)
{
    const auto isPunctuation = [](char32_t c) { return isInClass(c, U_GC_P_MASK); };
    const auto isNoNumber = [](char32_t c) { return !isInClass(c, U_GC_N_MASK); };
    const auto isSymbol = [](char32_t c) { return isInClass(c, U_GC_S_MASK); };
    std::u32string line = charactersOf(text);
    line = separatePairs(line, Spaces::BehindBoth, isNoNumber, isPunctuation);
    line = separatePairs(line, Spaces::BeforeBoth, isPunctuation, isNoNumber);
    line = separateEach(line, isSymbol);
    return joinedTokens(utf8Of(line));
}

} // namespace auspex
