// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/key_store.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <QByteArray>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

#include "core/llm/keyring.h"

namespace auspex {

namespace {

constexpr std::chrono::seconds longestWait(40); ///< for another thread's answer of the keyring

/// What this session knows, for all threads.
struct KnownKeys {
    std::mutex mutex;
    std::condition_variable answered;
    std::map<std::string, SecretKey> typed;   ///< for this session only
    std::map<std::string, SecretKey> keyring; ///< as it answered; an empty key: it has none
    std::map<std::string, std::thread::id> asking;
};

KnownKeys &knownKeys()
{
    static KnownKeys keys;
    return keys;
}

/// A crash of this program must not write a key to the disk.
void forbidCoreDumps()
{
#ifdef Q_OS_LINUX
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/// Asks the keyring at most once a session. While one thread waits for its answer, others wait
/// with it; a call that comes back into the waiting thread, by its event loop, does without.
SecretKey keyringKey(const std::string &providerId)
{
    KnownKeys &keys = knownKeys();
    {
        std::unique_lock lock(keys.mutex);
        const auto asking = keys.asking.find(providerId);
        if (asking != keys.asking.end() && asking->second == std::this_thread::get_id())
            return {};
        // Bounded: two threads that each come back into their own wait could wait for each other.
        const bool answered = keys.answered.wait_for(
            lock, longestWait, [&] { return keys.asking.count(providerId) == 0; });
        if (!answered)
            return {};
        if (const auto found = keys.keyring.find(providerId); found != keys.keyring.end())
            return found->second;
        keys.asking[providerId] = std::this_thread::get_id();
    }
    SecretKey key = readKeyring(providerId).value_or(SecretKey());
    const std::lock_guard lock(keys.mutex);
    keys.asking.erase(providerId);
    keys.keyring[providerId] = key;
    keys.answered.notify_all();
    return key;
}

SecretKey environmentKey(const Provider &provider)
{
    if (provider.keyVariable.empty())
        return {};
    return SecretKey(qgetenv(provider.keyVariable.c_str()).toStdString());
}

} // namespace

FoundKey findKey(const Provider &provider)
{
    KnownKeys &keys = knownKeys();
    FoundKey found;
    {
        const std::lock_guard lock(keys.mutex);
        if (const auto typed = keys.typed.find(provider.id); typed != keys.typed.end())
            found = {typed->second, KeySource::Session};
    }
    if (found.key.isEmpty())
        found = {keyringKey(provider.id), KeySource::Keyring};
    if (found.key.isEmpty())
        found = {environmentKey(provider), KeySource::Environment};
    if (found.key.isEmpty())
        return {};
    forbidCoreDumps();
    return found;
}

KeySource keySourceOf(const Provider &provider)
{
    return findKey(provider).source;
}

void setSessionKey(const std::string &providerId, SecretKey key)
{
    forbidCoreDumps();
    KnownKeys &keys = knownKeys();
    const std::lock_guard lock(keys.mutex);
    if (key.isEmpty())
        keys.typed.erase(providerId);
    else
        keys.typed[providerId] = std::move(key);
}

Result<void> storeKey(const std::string &providerId, const SecretKey &key)
{
    if (key.isEmpty())
        return failure(ErrorCode::InvalidInput,
                       "There is no key to keep; enter it, or forget the one that is kept.");
    forbidCoreDumps();
    if (Result<void> written = writeKeyring(providerId, key); !written)
        return written;
    KnownKeys &keys = knownKeys();
    const std::lock_guard lock(keys.mutex);
    keys.keyring[providerId] = key;
    keys.typed.erase(providerId); // the stored one is meant to hold from now on
    return {};
}

Result<void> forgetKey(const std::string &providerId)
{
    KnownKeys &keys = knownKeys();
    {
        const std::lock_guard lock(keys.mutex);
        keys.typed.erase(providerId);
    }
    if (Result<void> erased = eraseFromKeyring(providerId); !erased)
        return erased;
    const std::lock_guard lock(keys.mutex);
    keys.keyring[providerId] = SecretKey();
    return {};
}

Error missingKey(const Provider &provider)
{
    const std::string variable = provider.keyVariable.empty()
                                     ? std::string()
                                     : ", set the environment variable " + provider.keyVariable;
    return {ErrorCode::NotFound,
            provider.title + " needs a key, and there is none: keep one in the system's keyring"
                + variable + ", or enter one for this session.",
            {}};
}

} // namespace auspex
