// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/llm_center.h"

namespace auspex {

/// The command that asks for the same predictions without a display and judges them, for a POSIX
/// shell. A batch job is handed over by the desktop alone: the command asks one by one.
QString runCommandLine(const LlmRunSetup &setup, const QString &workspaceFile);

} // namespace auspex
