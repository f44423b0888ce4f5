// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/llm/prompt.h"
#include "core/store/workspace.h"

// Where prompts come from on the command line: a name, a name with a version, or a file.

namespace auspex::cli {

/// A file in our form or a template of LLMAS, told apart by their placeholders.
Result<Prompt> readPromptFile(const std::string &file);

struct NamedPrompt {
    std::string name;
    int version = 0; ///< 0: a built-in one or a file
    Prompt prompt;
};

/// NAME, NAME@VERSION (of the workspace, where there is one; else built in), or, where no prompt
/// has the name, a file.
Result<NamedPrompt> findPrompt(Workspace *workspace, const std::string &name);

/// As a file would hold it: ours, or LLMAS's template as it is.
std::string fileTextOf(const Prompt &prompt);

} // namespace auspex::cli
