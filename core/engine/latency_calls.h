// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/engine/client.h"
#include "core/engine/latency_messages.h"

namespace auspex::engine {

/// As ScoredListener of supernet_calls.h: once for every architecture, on the client's thread. A
/// restarted engine measures all again; what was told stays.
using LatencyMeasuredListener = std::function<void(const LatencyNotice &)>;

/// Waits for the engine as Client::call() does, and checks that the answer fits the question.
Result<LatencyReply> measureLatencies(Client &client, const LatencyRequest &request, Job &job,
                                      LatencyMeasuredListener listener = {});

} // namespace auspex::engine
