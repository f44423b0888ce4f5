// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "core/engine/server.h"
#include "core/engine/training_messages.h"
#include "core/nmt/training.h"

namespace auspex::engine {

/// Tells the front of a training: updates summed up, about ten times a second, the rest at once and
/// after the updates that it follows. On the training's thread.
class TrainingNoticeSender {
public:
    explicit TrainingNoticeSender(Call &call);

    void add(const UpdateReport &report);
    void add(const ValidationReport &report);
    void addCheckpoint(const std::filesystem::path &file, std::int64_t update);
    /// Sends what is held back.
    void flush();

private:
    Call &m_call;
    std::optional<UpdatedNotice> m_waiting;
    std::chrono::steady_clock::time_point m_sent; ///< the beginning of time: nothing was
};

} // namespace auspex::engine
