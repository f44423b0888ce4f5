// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_command.h"

#include <QProcess>
#include <QSettings>

namespace auspex {

QString engineCommand()
{
    const QString asked = qEnvironmentVariable("AUSPEX_ENGINE");
    return asked.isEmpty() ? QSettings().value(QStringLiteral("engine/command")).toString() : asked;
}

engine::ClientOptions engineClientOptions(int threads)
{
    engine::ClientOptions options;
    const QStringList words = QProcess::splitCommand(engineCommand());
    for (const QString &word : words) {
        options.command.push_back(word.toStdString());
    }
    options.threads = threads;
    return options;
}

} // namespace auspex
