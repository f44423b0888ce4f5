// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/engine_session.h"

#include <CLI/App.hpp>

#include <QCoreApplication>
#include <QProcess>

namespace auspex::cli {

void addEngineOption(CLI::App &command, EngineOptions &options)
{
    command
        .add_option(
            "--engine", options.command,
            "How the engine is started, as 'ssh server auspex-engine'. Files must have the\n"
            "same names where it runs. Without it: the environment variable AUSPEX_ENGINE,\n"
            "else the auspex-engine beside this program or in PATH")
        ->envname("AUSPEX_ENGINE")
        ->type_name("COMMAND");
}

EngineSession::EngineSession(const EngineOptions &options, const GlobalOptions &global)
{
    if (!QCoreApplication::instance())
        m_eventLoop = std::make_unique<EventLoop>();
    engine::ClientOptions client;
    for (const QString &word : QProcess::splitCommand(QString::fromStdString(options.command)))
        client.command.push_back(word.toStdString());
    client.threads = global.threads;
    client.cancelGrace = options.cancelGrace;
    m_client = std::make_shared<engine::Client>(std::move(client));
}

} // namespace auspex::cli
