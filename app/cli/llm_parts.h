// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/llm/key_store.h"

// The subcommands of "llm", each in a file of its own.

namespace auspex::cli {

void addLlmCheck(CLI::App &llm, Program &program);
void addLlmCost(CLI::App &llm, Program &program);
void addLlmPrices(CLI::App &llm, Program &program);
void addLlmKey(CLI::App &llm, Program &program);
void addLlmBatches(CLI::App &llm, Program &program);

/// Where the provider's key is: "keyring", "variable OPENAI_API_KEY", "none needed", "missing".
std::string keySourceText(const Provider &provider, KeySource source);

} // namespace auspex::cli
