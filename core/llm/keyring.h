// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/llm/chat_format.h"

// The system's keyring, by QtKeychain: under the service "Auspex" and the provider's id. Nothing is
// ever written to a file in its place. Each call runs an event loop until the keyring has answered
// or its time is over: it may ask its user for a password first.

namespace auspex {

/// Nothing where there is no such key, no keyring, or no answer.
std::optional<SecretKey> readKeyring(const std::string &providerId);

Result<void> writeKeyring(const std::string &providerId, const SecretKey &key);

/// That nothing was there is no failure, nor is a system without a keyring.
Result<void> eraseFromKeyring(const std::string &providerId);

} // namespace auspex
