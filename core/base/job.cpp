// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/job.h"

namespace auspex {

Job::Job(Listener listener)
    : m_listener(std::move(listener))
{
}

void Job::report(const JobProgress &progress)
{
    if (m_listener)
        m_listener(progress);
}

tl::unexpected<Error> cancelled()
{
    return failure(ErrorCode::Cancelled, "Cancelled; what was finished before is kept.");
}

} // namespace auspex
