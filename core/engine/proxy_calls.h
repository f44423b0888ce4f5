// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/engine/client.h"
#include "core/engine/proxy_messages.h"

namespace auspex::engine {

/// As ScoredListener of supernet_calls.h: once for every architecture, on the client's thread.
using ProxyScoredListener = std::function<void(const ProxyNotice &)>;

/// Waits for the engine as Client::call() does, and checks that the answer fits the question. File
/// names must be absolute.
Result<ProxyReply> proxyScores(Client &client, const ProxyRequest &request, Job &job,
                               ProxyScoredListener listener = {});

} // namespace auspex::engine
