// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/message.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/base/text.h"

namespace auspex::engine {

namespace {

constexpr std::array<std::pair<ErrorCode, WireCode>, 7> codes = {{
    {ErrorCode::InvalidInput, WireCode::InvalidInput},
    {ErrorCode::NotFound, WireCode::NotFound},
    {ErrorCode::Io, WireCode::Io},
    {ErrorCode::ReadOnly, WireCode::ReadOnly},
    {ErrorCode::Corrupt, WireCode::Corrupt},
    {ErrorCode::Cancelled, WireCode::Cancelled},
    {ErrorCode::Internal, WireCode::Internal},
}};

/// Io errors carry the system's own words, and nothing else tells a full disk from a broken one.
bool saysDiskIsFull(const std::string &text)
{
    return text.find(std::system_category().message(ENOSPC)) != std::string::npos
           || text.find(std::system_category().message(EDQUOT)) != std::string::npos;
}

std::string lineOfJson(const nlohmann::json &message)
{
    return message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

nlohmann::json call(const std::string &method, const nlohmann::json &parameters)
{
    return {{"jsonrpc", "2.0"}, {"method", method}, {"params", parameters}};
}

bool isId(const nlohmann::json &value)
{
    return value.is_number_integer() || value.is_string();
}

tl::unexpected<BadMessage> bad(nlohmann::json id, WireCode code, std::string message,
                               std::string detail = {})
{
    return tl::make_unexpected(
        BadMessage{std::move(id), WireError{static_cast<int>(code), std::move(message),
                                            std::move(detail), std::nullopt}});
}

tl::expected<Message, BadMessage> responseOf(const nlohmann::json &object, const nlohmann::json &id)
{
    Response response{id, nlohmann::json()};
    if (const auto result = object.find("result"); result != object.end()) {
        response.outcome = *result;
        return Message(std::move(response));
    }
    const nlohmann::json &error = object.at("error");
    const bool isSound = error.is_object() && error.contains("code")
                         && error.at("code").is_number_integer() && error.contains("message")
                         && error.at("message").is_string();
    if (!isSound)
        return bad(id, WireCode::InvalidRequest, "An error must have a code and a message.");
    WireError wire{error.at("code").get<int>(), error.at("message").get<std::string>(), {}, {}};
    if (const auto data = error.find("data"); data != error.end() && data->is_object()) {
        const auto detail = data->find("detail");
        if (detail != data->end() && detail->is_string())
            wire.detail = detail->get<std::string>();
        const auto protocol = data->find("protocol");
        if (protocol != data->end() && protocol->is_number_integer())
            wire.protocol = protocol->get<int>();
    }
    response.outcome = tl::make_unexpected(std::move(wire));
    return Message(std::move(response));
}

} // namespace

WireError wireErrorOf(const Error &error)
{
    WireCode code = WireCode::Internal;
    for (const auto &[ours, wire] : codes) {
        if (ours == error.code)
            code = wire;
    }
    if (code == WireCode::Io && (saysDiskIsFull(error.message) || saysDiskIsFull(error.detail)))
        code = WireCode::DiskFull;
    return {static_cast<int>(code), error.message, error.detail, std::nullopt};
}

Error errorOfWire(const WireError &error)
{
    Error result{ErrorCode::Internal, error.message, error.detail};
    for (const auto &[ours, wire] : codes) {
        if (static_cast<int>(wire) == error.code)
            result.code = ours;
    }
    if (error.code == static_cast<int>(WireCode::DiskFull))
        result.code = ErrorCode::Io;
    if (error.code == static_cast<int>(WireCode::InvalidParameters))
        result.code = ErrorCode::InvalidInput;
    return result;
}

std::string lineOf(const Request &request)
{
    nlohmann::json message = call(request.method, request.parameters);
    message["id"] = request.id;
    return lineOfJson(message);
}

std::string lineOf(const Notification &notification)
{
    return lineOfJson(call(notification.method, notification.parameters));
}

std::string lineOf(const Response &response)
{
    nlohmann::json message = {{"jsonrpc", "2.0"}, {"id", response.id}};
    if (response.outcome) {
        message["result"] = *response.outcome;
        return lineOfJson(message);
    }
    const WireError &error = response.outcome.error();
    message["error"] = {
        {"code", error.code}, {"message", error.message}, {"data", {{"detail", error.detail}}}};
    if (error.protocol)
        message["error"]["data"]["protocol"] = *error.protocol;
    return lineOfJson(message);
}

tl::expected<Message, BadMessage> messageOf(std::string_view line)
{
    nlohmann::json object;
    try {
        object = nlohmann::json::parse(line);
    } catch (const nlohmann::json::exception &error) {
        return bad(nullptr, WireCode::ParseError,
                   "The line " + quotedForMessage(line)
                       + " is no JSON; each message must be one line of UTF-8.",
                   error.what());
    }
    if (!object.is_object())
        return bad(nullptr, WireCode::InvalidRequest,
                   "A message must be one JSON object; batches are not taken.");
    nlohmann::json id;
    if (const auto found = object.find("id"); found != object.end())
        id = *found;
    if (!id.is_null() && !isId(id))
        return bad(nullptr, WireCode::InvalidRequest,
                   "The id of a message must be a whole number or a text.");
    const auto version = object.find("jsonrpc");
    if (version == object.end() || *version != "2.0")
        return bad(id, WireCode::InvalidRequest, "A message must say \"jsonrpc\": \"2.0\".");

    const auto method = object.find("method");
    if (method == object.end()) {
        if (object.contains("result") || object.contains("error"))
            return responseOf(object, id);
        return bad(id, WireCode::InvalidRequest,
                   "A message must have a method, a result or an error.");
    }
    if (!method->is_string())
        return bad(id, WireCode::InvalidRequest, "The method of a message must be a text.");
    nlohmann::json parameters = nlohmann::json::object();
    if (const auto found = object.find("params"); found != object.end())
        parameters = std::move(*found);
    if (!parameters.is_object())
        return bad(id, WireCode::InvalidParameters, "The params of a message must be an object.");
    // A null id is that of a request in JSON-RPC, yet nobody could tell its answer from others.
    if (object.contains("id") && id.is_null())
        return bad(nullptr, WireCode::InvalidRequest, "The id of a request must not be null.");
    if (object.contains("id"))
        return Message(Request{std::move(id), method->get<std::string>(), std::move(parameters)});
    return Message(Notification{method->get<std::string>(), std::move(parameters)});
}

LineSplitter::LineSplitter(std::size_t most)
    : m_most(most)
{
}

void LineSplitter::add(std::string_view bytes)
{
    if (m_begin > 0) {
        m_bytes.erase(0, m_begin);
        m_searched -= m_begin;
        m_begin = 0;
    }
    m_bytes += bytes;
}

std::optional<LineSplitter::Line> LineSplitter::next()
{
    while (true) {
        const std::size_t end = m_bytes.find('\n', m_searched);
        if (end == std::string::npos) {
            m_searched = m_bytes.size();
            if (m_isSkipping || m_bytes.size() - m_begin > m_most) {
                m_isSkipping = true;
                m_begin = m_bytes.size();
            }
            return std::nullopt;
        }
        std::string_view text = std::string_view(m_bytes).substr(m_begin, end - m_begin);
        const bool isTooLong = m_isSkipping || text.size() > m_most;
        m_begin = m_searched = end + 1;
        m_isSkipping = false;
        if (isTooLong)
            return Line{{}, true};
        text = trimmed(text);
        if (!text.empty())
            return Line{std::string(text), false};
    }
}

} // namespace auspex::engine
