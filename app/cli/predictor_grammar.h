// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace auspex::cli {

/// What --predictor takes, for help texts.
std::string predictorGrammar();

/// Why the text is no predictor; empty where it is one.
std::string predictorProblem(const std::string &text);

} // namespace auspex::cli
