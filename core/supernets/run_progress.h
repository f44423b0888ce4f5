// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

#include "core/store/run_store.h"
#include "core/supernets/training_call.h"
#include "core/supernets/training_progress.h"

namespace auspex {

/// Trains for a run: keeps the progress, has it written every few seconds and with each checkpoint,
/// and reports to the job. `write` stores the progress; what it cannot store is tried again later.
Result<engine::TrainReply> trainForRun(engine::Client &client, const engine::TrainRequest &request,
                                       Job &job, TrainingProgress &progress,
                                       const std::function<void()> &write,
                                       const std::function<void()> &told = {});

/// How many threads the training has: those asked for, else those of its first start, else the
/// engine's, which are then kept in the progress.
Result<int> threadsFor(int wanted, engine::Client &client, Job &job, TrainingProgress &progress);

/// The state of a run that ended with the error.
RunState stateAfter(const Error &error);

} // namespace auspex
