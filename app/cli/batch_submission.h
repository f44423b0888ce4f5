// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/cli/llm_session.h"

namespace auspex::cli {

/// Submits what the workspace lacks as one batch job a spec, after telling what it will cost, and
/// says how to collect it. Fails where the estimate is above the session's limit: a batch cannot be
/// stopped halfway.
Outcome submitAsBatch(Context &context, LlmSession &session, const std::vector<LlmDemand> &demands);

} // namespace auspex::cli
