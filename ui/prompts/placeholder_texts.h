// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/llm/prompt.h"

namespace auspex {

/// What the placeholder stands for, in the interface's language.
QString meaningOf(const PromptPlaceholder &placeholder);

} // namespace auspex
