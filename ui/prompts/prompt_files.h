// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/llm/prompt.h"

// Prompts as files of their own.

namespace auspex {

/// A file of our own format, or a template of LLMAS, told apart by what is in it. The error names
/// the file.
Result<Prompt> readPromptFile(const QString &file);

/// A LLMAS template byte for byte, any other prompt in our own format.
Result<void> writePromptFile(const QString &file, const Prompt &prompt);

/// "mine.prompt", "mine.txt".
QString promptFileName(const QString &name, const Prompt &prompt);

bool isPromptFile(const QString &file); ///< by its ending
QString promptFileFilter();             ///< for file dialogs

/// The name that a file suggests: without what names refuse.
QString promptNameOf(const QString &file);

} // namespace auspex
