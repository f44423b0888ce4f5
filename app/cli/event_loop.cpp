// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_loop.h"

#include <array>
#include <clocale>

#include <QCoreApplication>

#include "app/wiped_memory.h"

namespace auspex::cli {

namespace {

void hush(QtMsgType, const QMessageLogContext &, const QString &) {}

} // namespace

EventLoop::EventLoop()
{
    wipeFreedMemory(); // there may be a key
    qInstallMessageHandler(hush);
    static int count = 1;
    static std::array<char, 11> name{"auspex-cli"};
    static std::array<char *, 2> arguments{name.data(), nullptr};
    m_application = std::make_unique<QCoreApplication>(count, arguments.data());
    // As the desktop's, so that both find the same settings.
    QCoreApplication::setOrganizationName(QStringLiteral("Auspex"));
    QCoreApplication::setApplicationName(QStringLiteral("auspex"));
    std::setlocale(LC_NUMERIC, "C"); // Qt sets the user's; files and tables are the C locale's
}

EventLoop::~EventLoop()
{
    m_application.reset();
    qInstallMessageHandler(nullptr);
    wipeStackBelow();
}

} // namespace auspex::cli
