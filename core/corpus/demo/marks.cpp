// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/demo/marks.h"

#include <string_view>

#include "core/base/text.h"

namespace auspex::demo {

namespace {

/// In UTF-8; of the letters that begin a sentence here only "ü" is none of ASCII's.
void capitalise(std::string &word)
{
    constexpr std::string_view small = "\u00fc";
    if (word.starts_with(small))
        word.replace(0, small.size(), "\u00dc");
    else if (word.front() >= 'a' && word.front() <= 'z')
        word.front() = static_cast<char>(word.front() - 'a' + 'A');
}

} // namespace

std::string finished(std::vector<std::string> words, bool isQuestion)
{
    std::vector<std::string> kept;
    for (std::string &word : words) {
        if (word != "," || (!kept.empty() && kept.back() != ","))
            kept.push_back(std::move(word));
    }
    while (!kept.empty() && kept.back() == ",")
        kept.pop_back();
    if (!kept.empty())
        capitalise(kept.front());
    kept.emplace_back(isQuestion ? "?" : ".");
    return join(kept, " ");
}

} // namespace auspex::demo
