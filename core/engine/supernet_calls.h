// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/engine/client.h"
#include "core/engine/supernet_messages.h"

namespace auspex::engine {

/// Called once for every architecture, as soon as its score is known, in any order, on the client's
/// thread; must not block.
using ScoredListener = std::function<void(const ScoredNotice &)>;
using GeneratedListener = std::function<void(const GeneratedNotice &)>;

// Each waits for the engine as Client::call() does, and checks that the answer fits the question.
// File names must be absolute.

Result<ScoreReply> score(Client &client, const ScoreRequest &request, Job &job,
                         ScoredListener listener = {});

/// The listener may hear of a sentence again where the engine had to be restarted.
Result<GenerateReply> generate(Client &client, const GenerateRequest &request, Job &job,
                               GeneratedListener listener = {});

Result<ExtractReply> extract(Client &client, const ExtractRequest &request, Job &job);

Result<BenchmarkReply> benchmark(Client &client, const BenchmarkRequest &request, Job &job);

} // namespace auspex::engine
