// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"

namespace auspex::cli {

/// While it lives, Ctrl-C (SIGINT) and SIGTERM cancel the job; a second one ends the process at
/// once, which loses the work in flight and nothing else. One at a time.
class Interruption {
public:
    explicit Interruption(Job &job);
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;
    ~Interruption();
};

} // namespace auspex::cli
