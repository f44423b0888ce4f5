// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/engine/training_calls.h"

namespace auspex {

/// engine::trainNetwork() with the notices on the calling thread, which may write a workspace in
/// them. Cancelling and pausing are passed on; a cancelled training has its checkpoint when this
/// returns.
Result<engine::TrainReply> trainFromHere(engine::Client &client,
                                         const engine::TrainRequest &request, Job &job,
                                         const engine::TrainingNotices &notices);

} // namespace auspex
