// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/batch_wire.h"

#include <algorithm>
#include <chrono>

#include "core/base/text.h"
#include "core/llm/wire_json.h"

namespace auspex {

namespace {

using Json = nlohmann::json;

constexpr const char *markerName = "auspex_batch"; // of OpenAI's metadata

bool isAnthropic(const Provider &provider)
{
    return provider.family == ApiFamily::Anthropic;
}

/// An id goes into an address: it must not lead elsewhere.
bool isPlainId(std::string_view id)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), isPlain);
}

std::string addressOf(const Provider &provider, const std::string &path)
{
    if (isAnthropic(provider) || provider.apiVersion.empty())
        return provider.baseUrl + path;
    return provider.baseUrl + path + (path.find('?') == std::string::npos ? '?' : '&')
           + "api-version=" + provider.apiVersion;
}

std::string batchesPath(const Provider &provider)
{
    return isAnthropic(provider) ? "/v1/messages/batches" : "/batches";
}

/// With the headers that every request to the provider has.
HttpRequest requestTo(const Provider &provider, std::string method, const std::string &path)
{
    HttpRequest request = modelsRequest(provider);
    request.method = std::move(method);
    request.url = addressOf(provider, path);
    request.body.clear();
    return request;
}

void setHeader(HttpRequest &request, const std::string &name, std::string value)
{
    std::erase_if(request.headers, [&](const auto &header) { return header.first == name; });
    request.headers.emplace_back(name, std::move(value));
}

std::int64_t countIn(const Json *counts, const char *name)
{
    return counts ? countOf(memberOf(*counts, name)).value_or(0) : 0;
}

std::optional<RemoteBatch> openAiBatch(const Json &json)
{
    RemoteBatch batch;
    const std::string status = textOf(memberOf(json, "status"));
    if (status.empty())
        return std::nullopt;
    if (status == "failed")
        batch.state = RemoteBatch::State::Failed;
    else if (status == "completed" || status == "expired" || status == "cancelled")
        batch.state = RemoteBatch::State::Ended;
    batch.isCancelled = status == "cancelling" || status == "cancelled";
    batch.isExpired = status == "expired";
    const Json *counts = memberOf(json, "request_counts");
    batch.requests = countIn(counts, "total");
    batch.results = countIn(counts, "completed");
    batch.finished = batch.results + countIn(counts, "failed");
    batch.marker = textOf(memberOf(memberOf(json, "metadata"), markerName));
    batch.createdAt = countOf(memberOf(json, "created_at")).value_or(0);
    for (const char *name : {"output_file_id", "error_file_id"}) {
        std::string file = textOf(memberOf(json, name));
        if (isPlainId(file))
            batch.resultFiles.push_back(std::move(file));
    }
    const Json *errors = memberOf(memberOf(json, "errors"), "data");
    if (errors && errors->is_array() && !errors->empty())
        batch.problem = textOf(memberOf(errors->front(), "message"));
    return batch;
}

std::optional<RemoteBatch> anthropicBatch(const Json &json)
{
    RemoteBatch batch;
    const std::string status = textOf(memberOf(json, "processing_status"));
    if (status.empty())
        return std::nullopt;
    if (status == "ended")
        batch.state = RemoteBatch::State::Ended;
    const Json *counts = memberOf(json, "request_counts");
    for (const char *name : {"succeeded", "errored", "canceled", "expired"})
        batch.finished += countIn(counts, name);
    batch.requests = batch.finished + countIn(counts, "processing");
    // Before it has ended, the service counts everything as processing.
    batch.results = batch.state == RemoteBatch::State::Ended ? batch.finished : 0;
    batch.isCancelled = status == "canceling" || memberOf(json, "cancel_initiated_at");
    batch.isExpired = countIn(counts, "expired") > 0;
    batch.createdAt = secondsOfUtc(textOf(memberOf(json, "created_at"))).value_or(0);
    return batch;
}

std::optional<RemoteBatch> batchOf(const Provider &provider, const Json &json)
{
    std::string id = textOf(memberOf(json, "id"));
    if (!isPlainId(id))
        return std::nullopt;
    std::optional<RemoteBatch> batch = isAnthropic(provider) ? anthropicBatch(json)
                                                             : openAiBatch(json);
    if (batch)
        batch->id = std::move(id);
    return batch;
}

} // namespace

std::string batchUpload(const Provider &provider, std::span<const BatchRequest> requests)
{
    std::string upload = isAnthropic(provider) ? "{\"requests\":[" : "";
    bool isFirst = true;
    for (const BatchRequest &request : requests) {
        if (request.body.empty())
            continue; // a further sample of a request
        if (isAnthropic(provider)) {
            upload += isFirst ? "" : ",";
            upload += R"({"custom_id":")" + request.customId + R"(","params":)" + request.body
                      + '}';
        } else {
            upload += R"({"custom_id":")" + request.customId
                      + R"(","method":"POST","url":"/v1/chat/completions","body":)" + request.body
                      + "}\n";
        }
        isFirst = false;
    }
    return isAnthropic(provider) ? upload + "]}" : upload;
}

HttpRequest uploadRequest(const Provider &provider, const std::string &marker,
                          std::string_view upload)
{
    // The boundary must not occur in the file: with random markers it does not, but look.
    std::string boundary = marker;
    while (upload.find(boundary + "\r\n") != std::string_view::npos
           || upload.find("--" + boundary) != std::string_view::npos)
        boundary += 'x';
    HttpRequest request = requestTo(provider, "POST", "/files");
    setHeader(request, "Content-Type", "multipart/form-data; boundary=" + boundary);
    request.body = "--" + boundary
                   + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--"
                   + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                   + marker + ".jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n";
    request.body += upload;
    request.body += "\r\n--" + boundary + "--\r\n";
    return request;
}

HttpRequest createBatchRequest(const Provider &provider, const std::string &marker,
                               const std::string &inputFile, const std::string &upload)
{
    HttpRequest request = requestTo(provider, "POST", batchesPath(provider));
    setHeader(request, "Content-Type", "application/json");
    setHeader(request, "Idempotency-Key", marker);
    if (isAnthropic(provider)) {
        request.body = upload;
        return request;
    }
    const nlohmann::ordered_json body = {{"input_file_id", inputFile},
                                         {"endpoint", "/v1/chat/completions"},
                                         {"completion_window", "24h"},
                                         {"metadata", {{markerName, marker}}}};
    request.body = body.dump();
    return request;
}

HttpRequest batchRequest(const Provider &provider, const std::string &id)
{
    return requestTo(provider, "GET", batchesPath(provider) + '/' + id);
}

HttpRequest cancelBatchRequest(const Provider &provider, const std::string &id)
{
    return requestTo(provider, "POST", batchesPath(provider) + '/' + id + "/cancel");
}

HttpRequest listBatchesRequest(const Provider &provider, const std::string &after)
{
    std::string path = batchesPath(provider) + "?limit=100";
    if (!after.empty())
        path += (isAnthropic(provider) ? "&after_id=" : "&after=") + after;
    return requestTo(provider, "GET", path);
}

std::vector<HttpRequest> resultRequests(const Provider &provider, const RemoteBatch &batch)
{
    if (isAnthropic(provider))
        return {requestTo(provider, "GET", batchesPath(provider) + '/' + batch.id + "/results")};
    std::vector<HttpRequest> requests;
    for (const std::string &file : batch.resultFiles)
        requests.push_back(requestTo(provider, "GET", "/files/" + file + "/content"));
    return requests;
}

std::optional<std::string> uploadedFile(std::string_view body)
{
    const std::optional<Json> json = parsedJson(body);
    if (!json)
        return std::nullopt;
    std::string id = textOf(memberOf(*json, "id"));
    return isPlainId(id) ? std::optional(std::move(id)) : std::nullopt;
}

std::optional<RemoteBatch> remoteBatch(const Provider &provider, std::string_view body)
{
    const std::optional<Json> json = parsedJson(body);
    return json ? batchOf(provider, *json) : std::nullopt;
}

std::optional<RemoteBatchPage> remoteBatchPage(const Provider &provider, std::string_view body)
{
    const std::optional<Json> json = parsedJson(body);
    const Json *data = json ? memberOf(*json, "data") : nullptr;
    if (!data || !data->is_array())
        return std::nullopt;
    RemoteBatchPage page;
    for (const Json &entry : *data) {
        if (std::optional<RemoteBatch> batch = batchOf(provider, entry))
            page.batches.push_back(*std::move(batch));
    }
    const Json *more = memberOf(*json, "has_more");
    if (more && more->is_boolean() && more->get<bool>() && !page.batches.empty())
        page.after = page.batches.back().id;
    return page;
}

std::optional<std::int64_t> secondsOfUtc(std::string_view text)
{
    using namespace std::chrono;
    const auto number = [&](std::size_t at, std::size_t length) {
        return at + length <= text.size() ? parseInteger(text.substr(at, length)) : std::nullopt;
    };
    const auto y = number(0, 4);
    const auto month = number(5, 2);
    const auto day = number(8, 2);
    const auto hours = number(11, 2);
    const auto minutes = number(14, 2);
    const auto seconds = number(17, 2);
    if (!y || !month || !day || !hours || !minutes || !seconds || text[10] != 'T')
        return std::nullopt;
    const year_month_day date(year(static_cast<int>(*y)),
                              std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok())
        return std::nullopt;
    const std::int64_t days = sys_days(date).time_since_epoch().count();
    return ((days * 24 + *hours) * 60 + *minutes) * 60 + *seconds;
}

} // namespace auspex
