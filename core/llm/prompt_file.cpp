// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>

#include "core/base/text.h"
#include "core/llm/prompt_template.h"

// The file format of prompts/README.md.

namespace auspex {

namespace {

constexpr std::string_view formatKey = "auspex-prompt";
constexpr std::string_view formatVersion = "1";

struct Line {
    std::string_view text;
    std::size_t number = 0;
};

/// LF, CRLF or CR; the last line may be ended or not.
std::vector<Line> linesOf(std::string_view text)
{
    std::vector<Line> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        lines.push_back({text.substr(0, end), lines.size() + 1});
        const bool pair = text.substr(end, 2) == "\r\n";
        text.remove_prefix(std::min(end + (pair ? 2 : 1), text.size()));
    }
    return lines;
}

bool isBlank(std::string_view line)
{
    return trimmed(line).empty();
}

bool isHeader(std::string_view line)
{
    return line.substr(0, 1) == "[";
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    for (const std::string_view part : split(text, ' ')) {
        if (const std::string_view word = trimmed(part); !word.empty())
            words.emplace_back(word);
    }
    return words;
}

/// Reads one file; the members are what has been read so far.
class PromptFileReader {
public:
    PromptFileReader(std::string_view text, const std::string &source)
        : m_source(source)
        , m_lines(linesOf(text))
    {
    }

    Result<Prompt> read()
    {
        if (const Result<void> head = readHead(); !head)
            return tl::make_unexpected(head.error());
        while (m_at < m_lines.size()) {
            if (const Result<void> section = readSection(); !section)
                return tl::make_unexpected(section.error());
        }
        if (m_prompt.components.empty())
            return failure(ErrorCode::InvalidInput,
                           m_source
                               + ": the file has no component; it needs at least a query, a "
                                 "line \"[query query]\" with the text below it.");
        if (const Result<void> named = checkVariants(); !named)
            return tl::make_unexpected(named.error());
        return std::move(m_prompt);
    }

private:
    tl::unexpected<Error> refused(std::size_t line, const std::string &reason) const
    {
        return failure(ErrorCode::InvalidInput,
                       m_source + ", line " + std::to_string(line) + ": " + reason);
    }

    /// "key: value" up to the first section. Comments and empty lines are passed over.
    Result<void> readHead()
    {
        bool known = false;
        for (; m_at < m_lines.size() && !isHeader(m_lines[m_at].text); ++m_at) {
            const Line &line = m_lines[m_at];
            if (isBlank(line.text) || line.text.front() == '#')
                continue;
            const auto [key, value] = keyAndValue(line.text);
            if (!known && key != formatKey)
                return refused(line.number, "this is not a prompt of Auspex; its first line is "
                                            "\"auspex-prompt: 1\".");
            if (key == formatKey && value != formatVersion)
                return refused(line.number,
                               "the file is of version " + quotedForMessage(value, 20)
                                   + ", and this program reads version 1; take a newer program.");
            if (key == formatKey)
                known = true;
            else if (key == "title")
                m_prompt.title = value;
            else if (key == "format" && (value == "auspex" || value == "llmas"))
                m_prompt.format = value == "llmas" ? PromptFormat::Llmas : PromptFormat::Auspex;
            else if (key == "format")
                return refused(line.number, "there is no format " + quotedForMessage(value, 20)
                                                + "; it is auspex or llmas.");
            else
                return refused(line.number, quotedForMessage(line.text)
                                                + " has no meaning here; expected are title, "
                                                  "format, or a section as \"[role role]\".");
        }
        if (!known)
            return failure(ErrorCode::InvalidInput,
                           m_source
                               + " is not a prompt of Auspex; its first line is "
                                 "\"auspex-prompt: 1\".");
        return {};
    }

    static std::pair<std::string_view, std::string_view> keyAndValue(std::string_view line)
    {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return {trimmed(line), {}};
        return {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
    }

    Result<void> readSection()
    {
        const Line &header = m_lines[m_at];
        ++m_at;
        const std::string_view text = trimmed(header.text);
        if (text.back() != ']')
            return notHeader(header);
        const std::vector<std::string> words = wordsOf(text.substr(1, text.size() - 2));
        if (words.size() == 2 && words.front() == "variant")
            return readVariant(header.number, words[1]);
        const bool off = words.size() == 3 && words[2] == "off";
        if (words.size() != 2 && !off)
            return notHeader(header);
        const std::optional<PromptPart> part = partOfKey(words.front());
        if (!part)
            return refused(header.number, "there is no part " + quotedForMessage(words.front())
                                              + "; there are " + partKeys() + ", and variant.");
        if (Result<void> id = checkId(header.number, words[1], m_componentIds); !id)
            return id;
        m_prompt.components.push_back({words[1], *part, readText(), !off});
        return {};
    }

    tl::unexpected<Error> notHeader(const Line &line) const
    {
        return refused(line.number, quotedForMessage(line.text)
                                        + " opens no section, as \"[role role]\" does; write a "
                                          "backslash before it where it is text.");
    }

    Result<void> checkId(std::size_t line, const std::string &id, std::vector<std::string> &taken)
    {
        if (!isPromptId(id))
            return refused(line, "the id " + quotedForMessage(id)
                                     + " cannot be; use lower-case letters, digits and hyphens.");
        if (std::find(taken.begin(), taken.end(), id) != taken.end())
            return refused(line, "the id " + id + " stands twice; give one of them another.");
        taken.push_back(id);
        return {};
    }

    /// The lines up to the next section, without blank ones at both ends; a backslash at the start
    /// of a line only protects what follows it.
    std::string readText()
    {
        std::size_t begin = m_at;
        while (m_at < m_lines.size() && !isHeader(m_lines[m_at].text))
            ++m_at;
        std::size_t end = m_at;
        while (begin < end && isBlank(m_lines[begin].text))
            ++begin;
        while (end > begin && isBlank(m_lines[end - 1].text))
            --end;
        std::string text;
        for (std::size_t i = begin; i < end; ++i) {
            std::string_view line = m_lines[i].text;
            if (line.substr(0, 1) == "\\")
                line.remove_prefix(1);
            text += i == begin ? "" : "\n";
            text += line;
        }
        return text;
    }

    Result<void> readVariant(std::size_t number, const std::string &id)
    {
        if (Result<void> fine = checkId(number, id, m_variantIds); !fine)
            return fine;
        PromptVariant variant{id, {}, {}};
        for (; m_at < m_lines.size() && !isHeader(m_lines[m_at].text); ++m_at) {
            const Line &line = m_lines[m_at];
            if (isBlank(line.text) || line.text.front() == '#')
                continue;
            const auto [key, value] = keyAndValue(line.text);
            if (key == "title")
                variant.title = value;
            else if (key == "components")
                variant.components = wordsOf(value);
            else
                return refused(line.number, quotedForMessage(line.text)
                                                + " has no meaning in a variant; expected are "
                                                  "title and components.");
        }
        m_prompt.variants.push_back(std::move(variant));
        m_variantLines.push_back(number);
        return {};
    }

    Result<void> checkVariants() const
    {
        for (std::size_t i = 0; i < m_prompt.variants.size(); ++i) {
            for (const std::string &id : m_prompt.variants[i].components) {
                if (std::find(m_componentIds.begin(), m_componentIds.end(), id)
                    == m_componentIds.end())
                    return refused(m_variantLines[i], "the variant names the component "
                                                          + quotedForMessage(id)
                                                          + ", which there is not; there are "
                                                          + join(m_componentIds, ", ") + '.');
            }
        }
        return {};
    }

    const std::string &m_source;
    std::vector<Line> m_lines;
    std::size_t m_at = 0;
    Prompt m_prompt;
    std::vector<std::string> m_componentIds;
    std::vector<std::string> m_variantIds;
    std::vector<std::size_t> m_variantLines;
};

std::size_t lineOfInvalidUtf8(std::string_view text)
{
    std::size_t number = 1;
    for (const std::string_view line : split(text, '\n')) {
        if (!isValidUtf8(line))
            return number;
        ++number;
    }
    return 1;
}

/// One line, as the file's head holds it.
std::string oneLine(std::string_view text)
{
    std::string line(trimmed(text));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return line;
}

std::string protectedText(std::string_view text)
{
    std::string result;
    const std::vector<std::string_view> lines = split(text, '\n');
    const bool single = lines.size() == 1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = lines[i];
        const bool edge = i == 0 || i + 1 == lines.size();
        const bool bare = single && line.empty(); // no text at all
        if (!bare && (isHeader(line) || line.substr(0, 1) == "\\" || (edge && isBlank(line))))
            result += '\\';
        result += line;
        result += '\n';
    }
    return result;
}

} // namespace

Result<Prompt> parsePromptFile(std::string_view text, const std::string &source)
{
    if (!isValidUtf8(text))
        return failure(ErrorCode::InvalidInput,
                       source + ", line " + std::to_string(lineOfInvalidUtf8(text))
                           + ": the text is not UTF-8; save the file in that encoding.");
    if (text.substr(0, 3) == "\xef\xbb\xbf")
        text.remove_prefix(3);
    return PromptFileReader(text, source).read();
}

Result<Prompt> importPrompt(std::string_view text, const std::string &file)
{
    bool ours = false;
    for (const Line &line : linesOf(text.substr(0, text.find("$$$")))) {
        const std::string_view content = trimmed(line.text);
        ours = ours || content.substr(0, formatKey.size()) == formatKey;
    }
    if (!ours && text.find("$$$") != std::string_view::npos)
        return importLlmasTemplate(text, std::filesystem::path(file).stem().string());
    return parsePromptFile(text, file);
}

std::string promptFileText(const Prompt &prompt)
{
    std::string text = std::string(formatKey) + ": " + std::string(formatVersion) + '\n';
    text += "title: " + oneLine(prompt.title) + '\n';
    if (prompt.format == PromptFormat::Llmas)
        text += "format: llmas\n";
    for (const PromptComponent &component : prompt.components) {
        text += "\n[" + std::string(partKey(component.part)) + ' ' + component.id
                + (component.enabled ? "]\n" : " off]\n");
        text += protectedText(component.text);
    }
    for (const PromptVariant &variant : prompt.variants) {
        text += "\n[variant " + variant.id + "]\n";
        text += "title: " + oneLine(variant.title) + '\n';
        text += "components: " + join(variant.components, " ") + '\n';
    }
    return text;
}

} // namespace auspex
