// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/prompt_template.h"

#include <algorithm>
#include <array>

#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::string_view dollars = "$$$";

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Joins what is literal, so that a text without placeholders is one piece.
void addLiteral(std::vector<TemplatePiece> &pieces, std::string_view text, std::size_t begin,
                std::size_t end)
{
    if (end > begin)
        pieces.push_back(
            {TemplatePiece::Kind::Literal, text.substr(begin, end - begin), begin, end - begin});
}

struct PartName {
    PromptPart part;
    std::string_view key;
};

constexpr std::array<PartName, 7> partNames = {{
    {PromptPart::Role, "role"},
    {PromptPart::Heading, "heading"},
    {PromptPart::Instruction, "instruction"},
    {PromptPart::Definitions, "definitions"},
    {PromptPart::Demonstrations, "demonstrations"},
    {PromptPart::Query, "query"},
    {PromptPart::Text, "text"},
}};

} // namespace

std::vector<TemplatePiece> auspexPieces(std::string_view text)
{
    std::vector<TemplatePiece> pieces;
    std::size_t begin = 0;
    for (std::size_t open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{", begin)) {
        addLiteral(pieces, text, begin, open);
        if (text.substr(open, 4) == "{{{{") {
            pieces.push_back({TemplatePiece::Kind::Literal, text.substr(open, 2), open, 4});
            begin = open + 4;
            continue;
        }
        const std::size_t name = open + 2;
        const std::size_t line = std::min(text.find('\n', name), text.size());
        const std::size_t close = text.substr(0, line).find("}}", name);
        if (close == std::string_view::npos) {
            pieces.push_back({TemplatePiece::Kind::Unclosed,
                              trimmed(text.substr(name, line - name)), open, line - open});
            begin = line;
            continue;
        }
        pieces.push_back({TemplatePiece::Kind::Placeholder,
                          trimmed(text.substr(name, close - name)), open, close + 2 - open});
        begin = close + 2;
    }
    addLiteral(pieces, text, begin, text.size());
    return pieces;
}

std::vector<TemplatePiece> llmasPieces(std::string_view text)
{
    std::vector<TemplatePiece> pieces;
    std::size_t begin = 0;
    std::size_t open = text.find(dollars);
    while (open != std::string_view::npos) {
        const std::size_t name = open + dollars.size();
        std::size_t end = name;
        while (end < text.size() && isNameCharacter(text[end]))
            ++end;
        if (end == name || text.substr(end, dollars.size()) != dollars) {
            open = text.find(dollars, open + 1);
            continue;
        }
        addLiteral(pieces, text, begin, open);
        begin = end + dollars.size();
        pieces.push_back(
            {TemplatePiece::Kind::Placeholder, text.substr(name, end - name), open, begin - open});
        open = text.find(dollars, begin);
    }
    addLiteral(pieces, text, begin, text.size());
    return pieces;
}

std::vector<TemplatePiece> piecesOf(PromptFormat format, std::string_view text)
{
    return format == PromptFormat::Llmas ? llmasPieces(text) : auspexPieces(text);
}

std::optional<std::string> unknownPlaceholder(PromptFormat format, std::string_view name)
{
    std::vector<std::string> names;
    for (const PromptPlaceholder &placeholder : placeholdersOf(format)) {
        if (placeholder.name == name)
            return std::nullopt;
        names.push_back(placeholder.name);
    }
    std::string shown = quotedForMessage(name, 40);
    shown = writtenPlaceholder(format, std::string_view(shown).substr(1, shown.size() - 2));
    const std::string meant = suggestion(name, names);
    if (!meant.empty())
        return "There is no placeholder " + shown + meant + '.';
    return "There is no placeholder " + shown + "; there are " + join(names, ", ") + '.';
}

std::string writtenPlaceholder(PromptFormat format, std::string_view name)
{
    const bool llmas = format == PromptFormat::Llmas;
    return (llmas ? "$$$" : "{{") + std::string(name) + (llmas ? "$$$" : "}}");
}

std::string_view partKey(PromptPart part)
{
    const auto found = std::find_if(partNames.begin(), partNames.end(),
                                    [&](const PartName &name) { return name.part == part; });
    return found == partNames.end() ? "text" : found->key;
}

std::optional<PromptPart> partOfKey(std::string_view key)
{
    const auto found = std::find_if(partNames.begin(), partNames.end(),
                                    [&](const PartName &name) { return name.key == key; });
    if (found == partNames.end())
        return std::nullopt;
    return found->part;
}

std::string partKeys()
{
    std::vector<std::string> keys;
    for (const PartName &name : partNames)
        keys.emplace_back(name.key);
    return join(keys, ", ");
}

bool isPromptId(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

} // namespace auspex
