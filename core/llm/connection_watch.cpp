// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/connection_watch.h"

#include <algorithm>

#include <QUrl>

#include "core/llm/http_failure.h"

namespace auspex {

namespace {

constexpr int cutsThatTell = 3;
constexpr double firstPause = 1.0;
constexpr double longestPause = 30.0;

} // namespace

ConnectionWatch::ConnectionWatch(const Provider &provider)
{
    const QUrl url(QString::fromStdString(provider.baseUrl));
    m_host = hostText(url);
    m_isHere = isLoopbackHost(url.host().toStdString());
}

void ConnectionWatch::replied()
{
    m_isAway = false;
    m_cuts = 0;
}

bool ConnectionWatch::failed(double now, const ChatFailure &failure)
{
    if (failure.kind != FailureKind::Network)
        return false;
    if (failure.code == "cut") {
        // What was cut may have been answered and charged: it counts against its request.
        if (++m_cuts >= cutsThatTell)
            goAway(now, failure);
        return false;
    }
    if (!failure.retry)
        return false; // a proxy that wants a password
    goAway(now, failure);
    return true;
}

void ConnectionWatch::probeFailed(double now, const ChatFailure &failure)
{
    m_pause = std::min(m_pause * 2.0, longestPause);
    m_probeAt = now + m_pause;
    m_waiting = waitingText(failure);
}

void ConnectionWatch::goAway(double now, const ChatFailure &failure)
{
    m_waiting = waitingText(failure);
    if (m_isAway)
        return; // those that were under way tell the same
    m_isAway = true;
    m_cuts = 0;
    m_pause = firstPause;
    m_probeAt = now + m_pause;
}

std::string ConnectionWatch::waitingText(const ChatFailure &failure) const
{
    if (m_isHere)
        return "for the server at " + m_host + ", which does not answer";
    if (failure.code == "host_unknown")
        return "for the network: " + m_host + " was not found";
    if (failure.code == "refused")
        return "for the network: " + m_host + " refuses connections";
    if (failure.code == "proxy")
        return "for the network: the proxy does not let requests through to " + m_host;
    if (failure.code == "cut")
        return "for the network: connections to " + m_host + " are cut";
    return "for the network: " + m_host + " cannot be reached";
}

} // namespace auspex
