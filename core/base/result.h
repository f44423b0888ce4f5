// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace auspex {

/// What kind of failure it is, for code that must react; people read Error::message.
enum class ErrorCode {
    InvalidInput, ///< a value, a file or a line that cannot be used
    NotFound,     ///< a name, a row or a file that does not exist
    Io,           ///< the operating system refused to read or write
    ReadOnly,     ///< the workspace is open without the right to write
    Corrupt,      ///< stored data that breaks its own rules
    Cancelled,    ///< the user stopped it; nothing went wrong
    Internal,     ///< a library failed in a way nobody expected
};

/// An expected failure. `message` is one full sentence with the values in it that says what to do,
/// and is shown to people as it is; `detail` holds what only a bug report needs.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string detail;
};

template<typename T>
using Result = tl::expected<T, Error>;

/// `return failure(ErrorCode::NotFound, "...")` from any function that returns a Result.
inline tl::unexpected<Error> failure(ErrorCode code, std::string message, std::string detail = {})
{
    return tl::make_unexpected(Error{code, std::move(message), std::move(detail)});
}

} // namespace auspex
