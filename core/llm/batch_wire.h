// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/llm/chat_format.h"
#include "core/store/batch_store.h"

// What the batch interfaces of OpenAI and Anthropic send and say (spec llm-api 5.3 and 5.6). Pure
// functions: nothing is sent here. Any thread may call.

namespace auspex {

/// A batch job as its service describes it.
struct RemoteBatch {
    enum class State {
        InProgress,
        Ended,  ///< results can be fetched
        Failed, ///< refused as a whole: nothing was asked
    };
    std::string id;
    State state = State::InProgress;
    bool isCancelled = false; ///< or is being cancelled
    bool isExpired = false;   ///< ended before all were answered
    std::int64_t requests = 0;
    std::int64_t finished = 0;            ///< answered, refused, cancelled or expired
    std::int64_t results = 0;             ///< how many the results hold at least
    std::string marker;                   ///< ours; OpenAI only
    std::int64_t createdAt = 0;           ///< seconds since 1970; 0: not said
    std::vector<std::string> resultFiles; ///< OpenAI: ids of the files with the results
    std::string problem;                  ///< the service's words; empty where it had none
};

/// What the requests of a batch are uploaded as: OpenAI's file of lines, Anthropic's body.
std::string batchUpload(const Provider &provider, std::span<const BatchRequest> requests);

/// OpenAI only: the file, as a form of several parts.
HttpRequest uploadRequest(const Provider &provider, const std::string &marker,
                          std::string_view upload);

/// `upload` is for Anthropic, `inputFile` (an uploaded file's id) for OpenAI.
HttpRequest createBatchRequest(const Provider &provider, const std::string &marker,
                               const std::string &inputFile, const std::string &upload);
HttpRequest batchRequest(const Provider &provider, const std::string &id);
HttpRequest cancelBatchRequest(const Provider &provider, const std::string &id);

/// The newest first; those before the one named `after`.
HttpRequest listBatchesRequest(const Provider &provider, const std::string &after = {});

/// One or two downloads of lines.
std::vector<HttpRequest> resultRequests(const Provider &provider, const RemoteBatch &batch);

/// The id of an uploaded file. Nothing for another text, and for an id that could not stand in an
/// address.
std::optional<std::string> uploadedFile(std::string_view body);

/// Nothing for what is no batch job.
std::optional<RemoteBatch> remoteBatch(const Provider &provider, std::string_view body);

struct RemoteBatchPage {
    std::vector<RemoteBatch> batches;
    std::string after; ///< to ask on with; empty: this was the last page
};
std::optional<RemoteBatchPage> remoteBatchPage(const Provider &provider, std::string_view body);

/// Seconds since 1970 of "2026-11-24T12:00:00.000Z"; nothing for another text.
std::optional<std::int64_t> secondsOfUtc(std::string_view text);

} // namespace auspex
