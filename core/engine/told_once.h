// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/client.h"

namespace auspex::engine {

/// Passes the notices of a method on, each index from 0 to below `count` once: an engine that was
/// restarted tells what the one before it had told. Without a listener nothing is passed on.
template<typename Notice>
NotificationListener toldOnce(const char *method, std::size_t count,
                              Result<Notice> (*decode)(const nlohmann::json &),
                              std::function<void(const Notice &)> listener)
{
    if (!listener)
        return {};
    return [method, decode, listener = std::move(listener), told = std::vector<bool>(count)](
               const std::string &name, const nlohmann::json &parameters) mutable {
        if (name != method)
            return;
        const Result<Notice> notice = decode(parameters);
        if (!notice || notice->index >= told.size() || told[notice->index])
            return;
        told[notice->index] = true;
        listener(*notice);
    };
}

/// The error of a reply about another number of architectures than the question's.
inline Error doesNotFit(const char *method, std::size_t wanted, std::size_t got)
{
    return {ErrorCode::Internal,
            std::string("The engine answered ") + method + " for " + std::to_string(got)
                + " architectures, and was asked about " + std::to_string(wanted)
                + "; please report it.",
            {}};
}

} // namespace auspex::engine
