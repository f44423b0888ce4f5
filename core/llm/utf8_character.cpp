// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/utf8_character.h"

#include "core/base/text.h"

namespace auspex {

Utf8Character firstCharacter(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (!isValidUtf8(text.substr(0, length)))
        return {0xfffd, 1};
    char32_t code = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
    return {code, length};
}

Utf8Character lastCharacter(std::string_view text)
{
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length) {
        const std::string_view end = text.substr(text.size() - length);
        const bool isContinuation = (static_cast<unsigned char>(end.front()) & 0xc0) == 0x80;
        if (isContinuation)
            continue;
        const Utf8Character character = firstCharacter(end);
        if (character.length == length)
            return character;
        break;
    }
    return {0xfffd, 1};
}

} // namespace auspex
