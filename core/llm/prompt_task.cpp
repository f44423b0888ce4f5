// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/llm/prompt.h"

namespace auspex {

namespace {

struct Language {
    std::string_view code; ///< ISO 639-1
    std::string_view name;
};

/// Those of the translation tasks that are commonly evaluated on.
constexpr std::array<Language, 48> languages = {{
    {"af", "Afrikaans"},  {"ar", "Arabic"},     {"bg", "Bulgarian"},  {"bn", "Bengali"},
    {"ca", "Catalan"},    {"cs", "Czech"},      {"da", "Danish"},     {"de", "German"},
    {"el", "Greek"},      {"en", "English"},    {"es", "Spanish"},    {"et", "Estonian"},
    {"fa", "Persian"},    {"fi", "Finnish"},    {"fr", "French"},     {"gu", "Gujarati"},
    {"ha", "Hausa"},      {"he", "Hebrew"},     {"hi", "Hindi"},      {"hr", "Croatian"},
    {"hu", "Hungarian"},  {"id", "Indonesian"}, {"is", "Icelandic"},  {"it", "Italian"},
    {"ja", "Japanese"},   {"kk", "Kazakh"},     {"km", "Khmer"},      {"ko", "Korean"},
    {"lt", "Lithuanian"}, {"lv", "Latvian"},    {"ms", "Malay"},      {"ne", "Nepali"},
    {"nl", "Dutch"},      {"no", "Norwegian"},  {"pl", "Polish"},     {"ps", "Pashto"},
    {"pt", "Portuguese"}, {"ro", "Romanian"},   {"ru", "Russian"},    {"si", "Sinhala"},
    {"sl", "Slovenian"},  {"sv", "Swedish"},    {"ta", "Tamil"},      {"th", "Thai"},
    {"tr", "Turkish"},    {"uk", "Ukrainian"},  {"vi", "Vietnamese"}, {"zh", "Chinese"},
}};

std::string_view languageOf(std::string_view code)
{
    const auto found = std::find_if(
        languages.begin(), languages.end(),
        [&](const Language &language) { return language.code == code; });
    return found == languages.end() ? std::string_view() : found->name;
}

bool isLetter(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isSeparator(char c)
{
    return c == '-' || c == '_' || c == '.' || c == '/' || c == ' ';
}

std::string loweredAscii(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lowered;
}

/// Letters and digits only: "wmt14.en-de" is "wmt14ende".
std::string plainName(std::string_view name)
{
    std::string plain = loweredAscii(name);
    std::erase_if(plain, [](char c) { return !isLetter(c) && (c < '0' || c > '9'); });
    return plain;
}

/// "...ende", "...en-de" and the like; the codes must not be the end of a longer word.
void findLanguages(PromptTask &task, std::string_view taskName)
{
    const std::string name = loweredAscii(taskName);
    if (name.size() < 4)
        return;
    const std::string target = name.substr(name.size() - 2);
    std::size_t end = name.size() - 2;
    if (isSeparator(name[end - 1]))
        --end;
    if (end < 2)
        return;
    const std::string source = name.substr(end - 2, 2);
    if (end > 2 && isLetter(name[end - 3]))
        return;
    if (languageOf(source).empty() || languageOf(target).empty() || source == target)
        return;
    task.sourceLanguage = languageOf(source);
    task.targetLanguage = languageOf(target);
}

struct KnownTask {
    std::string_view plain;
    std::string_view name;
};

constexpr std::array<KnownTask, 4> knownTasks = {{
    {"wmt14ende", "WMT'14 English to German"},
    {"wmt14enfr", "WMT'14 English to French"},
    {"wmt19ende", "WMT'19 English to German"},
    {"iwslt14deen", "IWSLT'14 German to English"},
}};

} // namespace

PromptTask promptTaskOf(std::string_view taskName)
{
    PromptTask task;
    task.name = taskName;
    findLanguages(task, taskName);
    const std::string plain = plainName(taskName);
    for (const KnownTask &known : knownTasks) {
        if (known.plain != plain)
            continue;
        task.name = known.name;
        findLanguages(task, known.plain);
    }
    return task;
}

} // namespace auspex
