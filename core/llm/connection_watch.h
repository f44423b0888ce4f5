// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/llm/chat_format.h"

namespace auspex {

/// Whether the service can be reached at all. A request that could not even be sent says that it
/// cannot; connections that are cut say so when nothing came through between several of them. Time
/// is an argument: seconds of any steady clock. One thread at a time.
class ConnectionWatch {
public:
    explicit ConnectionWatch(const Provider &provider);

    bool isAway() const { return m_isAway; }

    /// A reply of whatever status.
    void replied();

    /// Takes note, and says whether the failure is the network's alone: nothing was sent, nothing
    /// can be charged, and the request has no part in it.
    bool failed(double now, const ChatFailure &failure);

    /// While it is away: when to look again, longer each time.
    double probeAt() const { return m_probeAt; }
    void probeFailed(double now, const ChatFailure &failure);

    /// "for the network: api.openai.com was not found", "for the server at localhost:8080, ...".
    const std::string &waiting() const { return m_waiting; }

private:
    void goAway(double now, const ChatFailure &failure);
    std::string waitingText(const ChatFailure &failure) const;

    std::string m_host;
    bool m_isHere = false; ///< the service runs on this computer
    bool m_isAway = false;
    int m_cuts = 0; ///< in a row
    double m_pause = 0.0;
    double m_probeAt = 0.0;
    std::string m_waiting;
};

} // namespace auspex
