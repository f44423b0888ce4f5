// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/store/workspace.h"

// Named JSON documents: what a panel shall show again when the workspace is opened ("judge").
// All calls belong to the workspace's thread.

namespace auspex {

/// Replaces the document. Invalid UTF-8 in texts becomes U+FFFD.
Result<void> saveDocument(Workspace &workspace, const std::string &key, const nlohmann::json &json);

/// Nothing where there is no such document.
Result<std::optional<nlohmann::json>> loadDocument(Workspace &workspace, const std::string &key);

/// Does nothing where there is none.
Result<void> removeDocument(Workspace &workspace, const std::string &key);

} // namespace auspex
