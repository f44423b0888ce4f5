// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/llm/chat_format.h"
#include "core/store/batch_store.h"
#include "core/store/call_store.h"

// Results of batch jobs as kept calls. Pure functions. Any thread may call.

namespace auspex {

/// Cuts bytes, as they come, into lines.
class LineSplitter {
public:
    using Use = std::function<void(std::string_view)>;

    void feed(std::string_view bytes, const Use &use);
    void finish(const Use &use); ///< a last line without an end

private:
    std::string m_line;
};

/// What a batch job gave for one of its requests.
struct BatchResult {
    enum class Kind {
        Answered,  ///< with a reply or with an error of its own
        Expired,   ///< its time was over before it was asked
        Cancelled, ///< not asked because the job was cancelled
    };
    std::string customId;
    Kind kind = Kind::Answered;
    int status = 200;
    std::string requestId;
    std::string body; ///< of the reply, or of the error
};

/// A line of a result file; nothing for what is none.
std::optional<BatchResult> batchResult(ApiFamily family, std::string_view line);

/// How the results of a batch are read; kept with it (StoredBatch::settings).
struct BatchReading {
    AnswerOptions answers;
    int maxTokens = 0;
};
nlohmann::json batchReadingJson(const BatchReading &reading);
BatchReading batchReadingOf(const nlohmann::json &settings);

/// The calls to keep for a result: one for each prediction that waits for it, in their order. Usage
/// and cost are shared out so that they add up to the request's.
std::vector<StoredCall> callsOf(const Provider &provider, const PriceList &prices,
                                const StoredBatch &batch, const BatchResult &result,
                                std::span<const BatchRequest> waiting);

/// The failed call for a prediction that nothing came for.
StoredCall callWithoutResult(const StoredBatch &batch, const BatchRequest &waiting,
                             std::string problem);

} // namespace auspex
