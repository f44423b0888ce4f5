// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include <termios.h>
#include <unistd.h>

#include <CLI/App.hpp>

#include "app/cli/llm_parts.h"
#include "app/cli/llm_session.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

struct KeyOptions {
    LlmOptions llm;
    std::string provider;
};

/// While it lives, what is typed is not shown.
class HiddenInput {
public:
    HiddenInput()
    {
        m_isTerminal = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (!m_isTerminal)
            return;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenInput()
    {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    HiddenInput(const HiddenInput &) = delete;
    HiddenInput &operator=(const HiddenInput &) = delete;

    bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before{};
    bool m_isTerminal = false;
};

/// Keys of today's services have a few hundred characters at most.
using Line = std::array<char, 4096>;

/// Reads into the buffer until a line ends; gives its length.
tl::expected<std::size_t, Stop> readLine(Line &line, const Job &job)
{
    std::size_t length = 0;
    while (length < line.size()) {
        const ssize_t count = ::read(STDIN_FILENO, line.data() + length, line.size() - length);
        if (job.isCancelled())
            return tl::make_unexpected(Stop(cancelled().value()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::make_unexpected(
                Stop(Status::Failed, "The standard input cannot be read ("
                                         + std::system_category().message(errno) + ")."));
        length += static_cast<std::size_t>(count);
        if (count == 0 || std::memchr(line.data(), '\n', length))
            return length;
    }
    return tl::make_unexpected(
        Stop(Status::Failed, "That is too long for a key; copy the key alone."));
}

/// The key is never an argument: others could read it from the list of processes.
tl::expected<SecretKey, Stop> typedKey(Context &context, const Provider &provider)
{
    Line line;
    const HiddenInput hidden;
    if (hidden.isTerminal())
        context.console.say("type or paste the key of " + provider.title
                            + " and press Enter; it is not shown.");
    const auto length = readLine(line, context.job);
    if (!length) {
        ::explicit_bzero(line.data(), line.size());
        return tl::make_unexpected(length.error());
    }
    const std::string_view text = trimmed({line.data(), *length});
    const bool isPlain = !text.empty()
                         && text.find_first_of(" \t\r\n\"'") == std::string_view::npos;
    SecretKey key{std::string(text)};
    ::explicit_bzero(line.data(), line.size());
    if (!isPlain)
        return tl::make_unexpected(
            Stop(Status::Failed, "That is no key: one word without quotation marks is expected on "
                                 "the standard input."));
    return key;
}

tl::expected<Provider, Stop> chosenProvider(const KeyOptions &options)
{
    const auto providers = providersOf(options.llm);
    if (!providers)
        return tl::make_unexpected(Stop(providers.error()));
    auto provider = findProvider(*providers, options.provider);
    if (!provider)
        return tl::make_unexpected(Stop(provider.error()));
    return std::move(*provider);
}

Outcome setKey(Context &context, const KeyOptions &options)
{
    const EventLoop eventLoop;
    const auto provider = chosenProvider(options);
    if (!provider)
        return tl::make_unexpected(provider.error());
    const auto key = typedKey(context, *provider);
    if (!key)
        return tl::make_unexpected(key.error());
    if (auto stored = storeKey(provider->id, *key); !stored)
        return tl::make_unexpected(Stop(stored.error()));
    context.console.say("the key of " + provider->title + " is in the keyring.");
    return {};
}

Outcome forget(Context &context, const KeyOptions &options)
{
    const EventLoop eventLoop;
    const auto provider = chosenProvider(options);
    if (!provider)
        return tl::make_unexpected(provider.error());
    if (auto gone = forgetKey(provider->id); !gone)
        return tl::make_unexpected(Stop(gone.error()));
    context.console.say("the key of " + provider->title + " is no longer in the keyring.");
    return {};
}

void addOne(CLI::App &key, Program &program, const char *name, const char *description,
            const char *footer, Outcome (*command)(Context &, const KeyOptions &))
{
    CLI::App *sub = key.add_subcommand(name, description);
    const auto options = std::make_shared<KeyOptions>();
    sub->add_option("PROVIDER", options->provider, "Its id in llm providers")
        ->required()
        ->type_name("");
    sub->add_option("--providers", options->llm.providersFile,
                    "LLM services, instead of the user's own over the presets")
        ->type_name("FILE");
    sub->footer(footer);
    sub->callback([&program, options, command] {
        program.command = [options, command](Context &context) {
            return command(context, *options);
        };
    });
}

} // namespace

void addLlmKey(CLI::App &llm, Program &program)
{
    CLI::App *key = llm.add_subcommand("key", "Keys of services in the system's keyring");
    key->require_subcommand(1);
    key->footer("A key is looked for in the keyring and then in the environment variable that llm\n"
                "providers names. It never stands in a file, a log or a message.\n\n"
                "Examples:\n"
                "  auspex-cli llm key set openai\n"
                "  auspex-cli llm key forget openai");
    addOne(*key, program, "set", "Keeps the key that is typed in, or comes on the standard input",
           "Examples:\n"
           "  auspex-cli llm key set openai\n"
           "  pass show openai | auspex-cli llm key set openai",
           setKey);
    addOne(*key, program, "forget", "Takes it out of the keyring",
           "Examples:\n  auspex-cli llm key forget openai", forget);
}

} // namespace auspex::cli
