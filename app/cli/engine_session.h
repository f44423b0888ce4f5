// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "app/cli/context.h"
#include "app/cli/event_loop.h"
#include "core/engine/client.h"

namespace auspex::cli {

/// --engine of a command that works with the engine.
struct EngineOptions {
    std::string command; ///< program and arguments, words with spaces in quotes; empty: ours
    /// How long a cancelled request may take until the engine is ended by signals.
    std::chrono::milliseconds cancelGrace{10'000};
};

void addEngineOption(CLI::App &command, EngineOptions &options);

/// An engine for the length of a command.
class EngineSession {
public:
    EngineSession(const EngineOptions &options, const GlobalOptions &global);

    engine::Client &client() { return *m_client; }
    /// Must not outlive the session.
    const std::shared_ptr<engine::Client> &shared() { return m_client; }

private:
    std::unique_ptr<EventLoop> m_eventLoop; ///< null where the command has one already
    std::shared_ptr<engine::Client> m_client;
};

} // namespace auspex::cli
