// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/llm/prompt.h"

// The placeholders of a component's text, found. Shared by the renderer and the checks.

namespace auspex {

/// A stretch of a text: what stands there as it is, or a placeholder.
struct TemplatePiece {
    enum class Kind {
        Literal,
        Placeholder,
        Unclosed, ///< "{{" without its "}}"
    };
    Kind kind = Kind::Literal;
    std::string_view text;  ///< what is rendered of a literal; a placeholder's name
    std::size_t offset = 0; ///< bytes, of the whole stretch with its braces or dollars
    std::size_t length = 0;
};

/// Of {{placeholders}}: "{{{{" is a literal "{{", and spaces beside a name do not count. A name
/// ends in its line.
std::vector<TemplatePiece> auspexPieces(std::string_view text);

/// Of $$$placeholders$$$: names of letters, digits and underscores; all else is literal.
std::vector<TemplatePiece> llmasPieces(std::string_view text);

std::vector<TemplatePiece> piecesOf(PromptFormat format, std::string_view text);

/// "There is no placeholder {{NAME}} (did you mean ...?); ...", or nothing where there is one.
std::optional<std::string> unknownPlaceholder(PromptFormat format, std::string_view name);

/// "{{name}}" or "$$$name$$$".
std::string writtenPlaceholder(PromptFormat format, std::string_view name);

/// Names of the prompt's parts in files: "role", "instruction", ...
std::string_view partKey(PromptPart part);
std::optional<PromptPart> partOfKey(std::string_view key);
std::string partKeys(); ///< all of them, with commas, for messages

/// Lower-case letters, digits and hyphens, at least one.
bool isPromptId(std::string_view text);

/// promptProblems() of the components and of the prompt as a whole, without those of the variants.
std::vector<PromptProblem> componentProblems(const Prompt &prompt);

/// The prompt's texts for a LLMAS template: what the paper's code sends, byte for byte.
Result<RenderedPrompt> renderLlmasPrompt(const Prompt &prompt, const PromptInput &input);

} // namespace auspex
