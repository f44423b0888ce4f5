// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/engine/client.h"
#include "core/engine/training_messages.h"

namespace auspex::engine {

/// Called on the client's thread in the order of the training; must not block. Each may be empty.
/// After a restart of the engine updates come again from its checkpoint on.
struct TrainingNotices {
    std::function<void(const UpdatedNotice &)> updated;
    std::function<void(const ValidatedNotice &)> validated;
    std::function<void(const SavedNotice &)> saved;
};

// Each waits for the engine as Client::call() does. File names must be absolute.

/// Trains, or goes on with what the folder holds. Cancelling writes a checkpoint first: the
/// client's cancelGrace should leave the time that takes.
Result<TrainReply> trainNetwork(Client &client, const TrainRequest &request, Job &job,
                                const TrainingNotices &notices = {});

Result<TrainInitReply> initialiseWeights(Client &client, const TrainInitRequest &request, Job &job);

} // namespace auspex::engine
