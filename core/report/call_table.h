// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/report/result_table.h"
#include "core/store/call_store.h"

namespace auspex {

enum class CallTexts {
    Short, ///< the answer and what is said of it
    All,   ///< request and reply as they went over the wire, too
};

/// One row a call to an LLM service, in their order, replies and failed attempts alike: id, run,
/// time (UTC), architecture, sample, ask, provider, model, status, answer, finish, value, form,
/// expected, deviation, problem, failure, prompt_tokens, cached_tokens, completion_tokens,
/// cost_usd, seconds, fingerprint, request_id; with CallTexts::All request, response, usage and
/// price. A cost that is not known and a value that is not there are missing.
ResultTable callTable(std::span<const StoredCall> calls, CallTexts texts = CallTexts::Short);

} // namespace auspex
