// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

// The envelope of core/engine/PROTOCOL.md: JSON-RPC 2.0, one message a line. Both sides use it.

namespace auspex::engine {

/// What both sides must have in common.
inline constexpr int protocolVersion = 1;

/// The numbers that errors have on the wire.
enum class WireCode {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParameters = -32602,
    Internal = -32603,
    NotInitialized = -32002,
    WrongProtocol = -32001,
    InvalidInput = 1,
    NotFound = 2,
    Io = 3,
    ReadOnly = 4,
    Corrupt = 5,
    Cancelled = 6,
    OutOfMemory = 7,
    DiskFull = 8,
};

struct WireError {
    int code = static_cast<int>(WireCode::Internal);
    std::string message; ///< a full sentence
    std::string detail;
    std::optional<int> protocol; ///< the engine's own, with WrongProtocol
};

/// An Io error that says that the disk, or the user's share of it, is full gets a number of its
/// own.
WireError wireErrorOf(const Error &error);
/// What the front makes of it: OutOfMemory is Internal, DiskFull is Io, InvalidParameters is
/// InvalidInput; the sentence stays.
Error errorOfWire(const WireError &error);

struct Request {
    nlohmann::json id; ///< integer or text
    std::string method;
    nlohmann::json parameters = nlohmann::json::object();
};

struct Notification {
    std::string method;
    nlohmann::json parameters = nlohmann::json::object();
};

struct Response {
    nlohmann::json id; ///< null where the request's could not be read
    tl::expected<nlohmann::json, WireError> outcome;
};

using Message = std::variant<Request, Notification, Response>;

/// A whole line with its line feed. Texts that are no UTF-8 are made so.
std::string lineOf(const Request &request);
std::string lineOf(const Notification &notification);
std::string lineOf(const Response &response);

/// Why a line is no message, with the id to answer to (null where there is none to be seen).
struct BadMessage {
    nlohmann::json id;
    WireError error;
};

tl::expected<Message, BadMessage> messageOf(std::string_view line);

/// Cuts a stream of bytes into lines.
class LineSplitter {
public:
    /// A line that becomes longer than `most` bytes is thrown away up to its end and told as such.
    explicit LineSplitter(std::size_t most);

    void add(std::string_view bytes);

    struct Line {
        std::string text; ///< without its end; empty where the line was too long
        bool isTooLong = false;
    };
    /// The next whole line that is not empty, if there is one.
    std::optional<Line> next();

private:
    std::size_t m_most;
    std::string m_bytes;
    std::size_t m_begin = 0;    ///< of the line that is not taken yet
    std::size_t m_searched = 0; ///< no line feed between m_begin and here
    bool m_isSkipping = false;
};

} // namespace auspex::engine
