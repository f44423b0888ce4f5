// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QCoreApplication;

namespace auspex::cli {

/// What talking to services needs. Made by the commands that do, so that the others start without
/// it. One at a time, on the main thread; what Qt has to say of the network stays silent, since
/// every failure comes back as a value.
class EventLoop {
public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

private:
    std::unique_ptr<QCoreApplication> m_application;
};

} // namespace auspex::cli
