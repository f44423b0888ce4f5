// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/llm/chat_format.h"

// Keys of LLM services: the system's keyring, else an environment variable, else one that is typed
// in for as long as the program runs. Never the workspace, a file, a log or a message. The keyring
// calls run an event loop of their own and need a QCoreApplication; any thread may call. From the
// first key on the process leaves no core dump (Linux), which would hold it.

namespace auspex {

enum class KeySource { None, Session, Keyring, Environment };

struct FoundKey {
    SecretKey key;
    KeySource source = KeySource::None;
};

/// The key for a provider: typed in this session, then keyring (under "Auspex", the provider's id),
/// then the variable it names. A keyring that is not there is no error: the next place is asked.
/// One that has not answered after 30 seconds is not asked again in this session.
FoundKey findKey(const Provider &provider);

/// Where it would be found, without reading it out of the keyring more than once a session.
KeySource keySourceOf(const Provider &provider);

void setSessionKey(const std::string &providerId, SecretKey key);

/// Fails, with what to do, where this system has no keyring or it is locked.
Result<void> storeKey(const std::string &providerId, const SecretKey &key);

/// From the keyring and the session.
Result<void> forgetKey(const std::string &providerId);

/// The sentence for a provider without its key: names the variable and the other ways.
Error missingKey(const Provider &provider);

} // namespace auspex
