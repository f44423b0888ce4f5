// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batch_script.h"

#include <algorithm>
#include <ctime>
#include <set>

using nlohmann::json;

namespace auspex::test {

struct BatchScript::State {
    mutable std::mutex mutex;
    Shape shape = Shape::OpenAi;
    std::string key;
    std::map<std::string, std::string> files; ///< by id
    std::vector<Job> jobs;                    ///< oldest first, those of others too
    std::set<std::string> foreign;
    std::size_t pageSize = 100;
    std::string problem;
    int filesMade = 0;

    ScriptedReply answer(const ReceivedRequest &request);
    ScriptedReply upload(const ReceivedRequest &request);
    ScriptedReply create(const ReceivedRequest &request);
    ScriptedReply list(const std::string &query) const;
    ScriptedReply refuse(int status, const std::string &message);
    json described(const Job &job) const;
    Job *find(const std::string &id);
    bool isAnthropic() const { return shape == Shape::Anthropic; }
    std::string resultLine(const Request &request, const Fate &fate) const;
};

namespace {

ScriptedReply jsonReply(const json &body)
{
    ScriptedReply reply;
    reply.body = body.dump();
    return reply;
}

ScriptedReply linesReply(const std::string &lines)
{
    ScriptedReply reply;
    reply.headers = {{"content-type", "application/octet-stream"}};
    reply.body = lines;
    return reply;
}

std::string utc(std::int64_t seconds)
{
    const std::time_t time = seconds;
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.104250Z", &parts);
    return text;
}

/// The parts of a form by their name.
std::map<std::string, std::string> formParts(const ReceivedRequest &request)
{
    const std::string *type = request.header("content-type");
    const std::string prefix = "multipart/form-data; boundary=";
    if (!type || !type->starts_with(prefix))
        return {};
    const std::string delimiter = "--" + type->substr(prefix.size());
    std::map<std::string, std::string> parts;
    std::size_t at = request.body.find(delimiter);
    while (at == 0 || (at != std::string::npos && request.body.substr(at - 2, 2) == "\r\n")) {
        at += delimiter.size();
        if (request.body.substr(at, 4) == "--\r\n" && at + 4 == request.body.size())
            return parts;
        const std::size_t head = request.body.find("\r\n\r\n", at);
        const std::size_t next = request.body.find("\r\n" + delimiter, at);
        if (head == std::string::npos || next == std::string::npos)
            return {};
        const std::size_t name = request.body.find("name=\"", at) + 6;
        parts[request.body.substr(name, request.body.find('"', name) - name)] = request.body.substr(
            head + 4, next - head - 4);
        at = next + 2;
    }
    return {};
}

std::string parameter(const std::string &query, const std::string &name)
{
    const std::size_t at = query.find(name + '=');
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + name.size() + 1;
    return query.substr(begin, query.find('&', begin) - begin);
}

} // namespace

BatchScript::BatchScript(Shape shape, std::string key)
    : m_state(std::make_shared<State>())
{
    m_state->shape = shape;
    m_state->key = std::move(key);
}

Script BatchScript::script()
{
    return [state = m_state](const ReceivedRequest &request) {
        const std::lock_guard lock(state->mutex);
        return state->answer(request);
    };
}

ScriptedReply BatchScript::State::refuse(int status, const std::string &message)
{
    problem = message;
    return errorReply(shape, status, status == 404 ? "not_found_error" : "invalid_request_error",
                      "", message);
}

BatchScript::Job *BatchScript::State::find(const std::string &id)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(),
                                    [&](const Job &job) { return job.id == id; });
    return found == jobs.end() ? nullptr : &*found;
}

ScriptedReply BatchScript::State::answer(const ReceivedRequest &request)
{
    const std::string *sent = request.header(isAnthropic() ? "x-api-key" : "authorization");
    if (!sent || *sent != (isAnthropic() ? key : "Bearer " + key))
        return errorReply(shape, 401,
                          isAnthropic() ? "authentication_error" : "invalid_request_error",
                          "invalid_api_key",
                          "Incorrect API key provided: " + (sent ? *sent : std::string("none")));
    const std::string *version = request.header("anthropic-version");
    if (isAnthropic() && !version)
        return refuse(400, "anthropic-version: header is required");
    const std::size_t question = request.path.find('?');
    const std::string path = request.path.substr(0, question);
    const std::string query = question == std::string::npos ? "" : request.path.substr(question);
    const std::string batches = isAnthropic() ? "/v1/messages/batches" : "/v1/batches";
    if (request.method == "POST" && path == "/v1/files" && !isAnthropic())
        return upload(request);
    if (request.method == "POST" && path == batches)
        return create(request);
    if (request.method == "GET" && path == batches)
        return list(query);
    if (request.method == "GET" && path.starts_with("/v1/files/") && path.ends_with("/content")) {
        const auto file = files.find(path.substr(10, path.size() - 18));
        return file == files.end() ? refuse(404, "No such file.") : linesReply(file->second);
    }
    if (!path.starts_with(batches + '/'))
        return refuse(404, "Nothing is at " + path);
    std::string id = path.substr(batches.size() + 1);
    const std::string action = id.find('/') == std::string::npos ? "" : id.substr(id.find('/'));
    id.resize(id.size() - action.size());
    Job *job = find(id);
    if (!job)
        return refuse(404, "No such batch.");
    if (action.empty() && request.method == "GET")
        return jsonReply(described(*job));
    if (action == "/results" && isAnthropic() && request.method == "GET")
        return job->status == "completed" ? linesReply(job->results + job->errors)
                                          : refuse(404, "There are no results yet.");
    if (action != "/cancel" || request.method != "POST")
        return refuse(404, "Nothing is at " + path);
    if (job->status != "validating" && job->status != "in_progress" && job->status != "cancelling")
        return refuse(isAnthropic() ? 400 : 409, "The batch has ended already.");
    job->status = "cancelling";
    job->isCancelAsked = true;
    return jsonReply(described(*job));
}

ScriptedReply BatchScript::State::upload(const ReceivedRequest &request)
{
    const auto parts = formParts(request);
    if (!parts.contains("purpose") || parts.at("purpose") != "batch" || !parts.contains("file"))
        return refuse(400, "The form has no purpose and file.");
    const std::string id = "file-" + std::to_string(++filesMade);
    files[id] = parts.at("file");
    return jsonReply({{"id", id},
                      {"object", "file"},
                      {"bytes", parts.at("file").size()},
                      {"filename", "x.jsonl"},
                      {"purpose", "batch"}});
}

ScriptedReply BatchScript::State::create(const ReceivedRequest &request)
{
    const json asked = json::parse(request.body, nullptr, false);
    if (!asked.is_object())
        return refuse(400, "The body is no JSON.");
    Job job;
    job.id = (isAnthropic() ? "msgbatch_" : "batch_") + std::to_string(jobs.size() + 1);
    job.createdAt = std::time(nullptr);
    if (isAnthropic()) {
        for (const json &entry : asked.value("requests", json::array()))
            job.requests.push_back({entry.value("custom_id", ""), entry.value("params", json())});
    } else {
        if (asked.value("completion_window", "") != "24h"
            || asked.value("endpoint", "") != "/v1/chat/completions")
            return refuse(400, "The window or the endpoint is wrong.");
        const auto file = files.find(asked.value("input_file_id", ""));
        if (file == files.end())
            return refuse(400, "No such file: " + asked.value("input_file_id", ""));
        job.marker = asked.value("metadata", json::object()).value("auspex_batch", "");
        std::size_t at = 0;
        for (std::size_t end = file->second.find('\n'); end != std::string::npos;
             end = file->second.find('\n', at)) {
            const json line = json::parse(file->second.substr(at, end - at), nullptr, false);
            at = end + 1;
            if (!line.is_object() || line.value("method", "") != "POST"
                || line.value("url", "") != "/v1/chat/completions")
                return refuse(400, "A line is wrong.");
            job.requests.push_back({line.value("custom_id", ""), line.value("body", json())});
        }
        if (at != file->second.size())
            return refuse(400, "The last line has no end.");
    }
    std::set<std::string> ids;
    for (const Request &entry : job.requests) {
        if (entry.customId.empty() || entry.customId.size() > 64
            || !ids.insert(entry.customId).second || !entry.body.is_object())
            return refuse(400, "A request has no id or body of its own.");
    }
    if (job.requests.empty())
        return refuse(400, "There are no requests.");
    jobs.push_back(job);
    return jsonReply(described(job));
}

ScriptedReply BatchScript::State::list(const std::string &query) const
{
    const std::string after = parameter(query, isAnthropic() ? "after_id" : "after");
    json data = json::array();
    bool begun = after.empty();
    bool more = false;
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) {
        if (begun && data.size() == pageSize) {
            more = true;
            break;
        }
        if (begun)
            data.push_back(described(*job));
        begun = begun || job->id == after;
    }
    return jsonReply({{"data", data}, {"has_more", more}});
}

json BatchScript::State::described(const Job &job) const
{
    const auto total = static_cast<std::int64_t>(job.requests.size());
    const std::int64_t open = total - job.answered - job.otherwise;
    if (isAnthropic()) {
        const bool ended = job.status == "completed";
        return {{"id", job.id},
                {"type", "message_batch"},
                {"processing_status", ended                        ? "ended"
                                      : job.status == "cancelling" ? "canceling"
                                                                   : "in_progress"},
                {"request_counts",
                 {{"processing", open},
                  {"succeeded", job.answered},
                  {"errored", job.otherwise},
                  {"canceled", 0},
                  {"expired", 0}}},
                {"created_at", utc(job.createdAt)},
                {"cancel_initiated_at",
                 job.isCancelAsked ? json(utc(job.createdAt + 1)) : json(nullptr)},
                {"results_url", ended ? json("https://example.org/results") : json(nullptr)}};
    }
    json described = {
        {"id", job.id},
        {"object", "batch"},
        {"endpoint", "/v1/chat/completions"},
        {"errors", nullptr},
        {"completion_window", "24h"},
        {"status", job.status},
        {"created_at", job.createdAt},
        {"request_counts",
         {{"total", job.status == "validating" ? 0 : total},
          {"completed", job.answered},
          {"failed", job.otherwise}}},
        {"metadata", job.marker.empty() ? json(nullptr) : json({{"auspex_batch", job.marker}})}};
    if (!job.results.empty())
        described["output_file_id"] = "file-out-" + job.id;
    if (!job.errors.empty())
        described["error_file_id"] = "file-err-" + job.id;
    if (job.status == "failed")
        described["errors"] = {
            {"object", "list"},
            {"data", json::array({{{"code", "invalid"}, {"message", job.errors}, {"line", 1}}})}};
    if (job.status == "failed")
        described.erase("error_file_id");
    return described;
}

std::string BatchScript::State::resultLine(const Request &request, const Fate &fate) const
{
    json line = {{"custom_id", request.customId}};
    if (isAnthropic()) {
        switch (fate.kind) {
        case Fate::Kind::Answered:
            line["result"] = {{"type", "succeeded"},
                              {"message", json::parse(chatBody(shape, fate.answer))}};
            break;
        case Fate::Kind::Refused:
            line["result"] = {
                {"type", "errored"},
                {"error", json::parse(errorBody(shape, fate.status, "invalid_request_error", "",
                                                fate.message))}};
            break;
        case Fate::Kind::Expired:
            line["result"] = {{"type", "expired"}};
            break;
        case Fate::Kind::Cancelled:
            line["result"] = {{"type", "canceled"}};
            break;
        }
        return line.dump() + '\n';
    }
    line["id"] = "batch_req_" + request.customId;
    line["response"] = nullptr;
    line["error"] = nullptr;
    switch (fate.kind) {
    case Fate::Kind::Answered:
        line["response"] = {{"status_code", 200},
                            {"request_id", "req_" + request.customId},
                            {"body", json::parse(chatBody(shape, fate.answer))}};
        break;
    case Fate::Kind::Refused:
        line["response"] = {
            {"status_code", fate.status},
            {"request_id", "req_" + request.customId},
            {"body", json::parse(errorBody(shape, fate.status, "invalid_request_error", "",
                                           fate.message))}};
        break;
    case Fate::Kind::Expired:
        line["error"] = {{"code", "batch_expired"},
                         {"message", "This request could not be executed before the completion "
                                     "window expired."}};
        break;
    case Fate::Kind::Cancelled:
        line["error"] = {{"code", "batch_cancelled"}, {"message", "This batch was cancelled."}};
        break;
    }
    return line.dump() + '\n';
}

BatchScript::Fate BatchScript::answeredBy(const Request &request,
                                          const std::vector<std::string> &contents)
{
    Fate fate;
    fate.answer.contents = contents;
    fate.answer.model = request.body.value("model", "");
    fate.answer.promptTokens = 1000;
    fate.answer.completionTokens = 5 * static_cast<int>(contents.size());
    return fate;
}

void BatchScript::endAll(const std::string &status,
                         const std::function<Fate(const Request &, std::size_t index)> &fate)
{
    const std::lock_guard lock(m_state->mutex);
    for (Job &job : m_state->jobs) {
        if (job.status != "validating" && job.status != "cancelling")
            continue;
        // Backwards: never in the order of the requests.
        for (std::size_t i = job.requests.size(); i-- > 0;) {
            const Request &request = job.requests[i];
            Fate now;
            if (fate) {
                now = fate(request, i);
            } else {
                ReceivedRequest asked;
                asked.body = request.body.dump();
                std::vector<std::string> contents;
                for (int choice = 0; choice < request.body.value("n", 1); ++choice)
                    contents.push_back(scoreOf(promptOf(asked), choice));
                now = answeredBy(request, contents);
            }
            const bool isAnswered = now.kind == Fate::Kind::Answered;
            (isAnswered ? job.results : job.errors) += m_state->resultLine(request, now);
            ++(isAnswered ? job.answered : job.otherwise);
        }
        job.status = m_state->isAnthropic() ? "completed" : status;
        if (!m_state->isAnthropic()) {
            m_state->files["file-out-" + job.id] = job.results;
            m_state->files["file-err-" + job.id] = job.errors;
        }
    }
}

void BatchScript::failAll(const std::string &message)
{
    const std::lock_guard lock(m_state->mutex);
    for (Job &job : m_state->jobs) {
        job.status = "failed";
        job.errors = message;
    }
}

void BatchScript::addForeign(std::size_t requests, std::int64_t createdAt,
                             const std::string &status)
{
    const std::lock_guard lock(m_state->mutex);
    Job job;
    job.id = "foreign_" + std::to_string(m_state->jobs.size() + 1);
    job.createdAt = createdAt;
    job.status = status;
    for (std::size_t i = 0; i < requests; ++i) {
        job.requests.push_back({"foreign-" + std::to_string(i), json::object()});
        if (status == "completed") {
            job.results += m_state->resultLine(job.requests.back(),
                                               answeredBy(job.requests.back(), {"99.9"}));
            ++job.answered;
        }
    }
    m_state->foreign.insert(job.id);
    m_state->jobs.push_back(std::move(job));
}

void BatchScript::forgetFiles()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->files.clear();
}

void BatchScript::setPageSize(std::size_t size)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->pageSize = size;
}

void BatchScript::editResults(const std::function<std::string(std::string)> &edit)
{
    const std::lock_guard lock(m_state->mutex);
    Job &job = m_state->jobs.back();
    job.results = edit(job.results);
    if (!m_state->isAnthropic())
        m_state->files["file-out-" + job.id] = job.results;
}

std::vector<BatchScript::Job> BatchScript::jobs() const
{
    const std::lock_guard lock(m_state->mutex);
    std::vector<Job> ours;
    for (const Job &job : m_state->jobs) {
        if (!m_state->foreign.contains(job.id))
            ours.push_back(job);
    }
    return ours;
}

std::vector<std::string> BatchScript::uploads() const
{
    const std::lock_guard lock(m_state->mutex);
    std::vector<std::string> contents;
    for (const auto &[id, content] : m_state->files)
        contents.push_back(content);
    return contents;
}

std::string BatchScript::problem() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->problem;
}

} // namespace auspex::test
