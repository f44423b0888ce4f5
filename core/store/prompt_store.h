// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/store/workspace.h"

// Saved prompts. A version is never changed; a name's versions count from 1. The prompt itself is
// opaque JSON here (promptJson() of core/llm/prompt.h). All calls belong to the workspace's thread.

namespace auspex {

struct PromptVersion {
    std::int64_t id = 0; ///< given by saving
    std::string name;
    int version = 0; ///< given by saving
    std::string json;
    std::string note;      ///< what the author said of it; may be empty
    std::string createdAt; ///< UTC, given by loading

    bool operator==(const PromptVersion &) const = default;
};

/// Adds the next version of the name; one that was taken off the list is back on it and counts on.
/// The same JSON as the newest version adds none and gives that. Fails on a name that is empty,
/// begins or ends with a space, or has a slash, '@', ':', '?' or a control character, and on a
/// text that is no JSON.
Result<PromptVersion> savePrompt(Workspace &workspace, const std::string &name,
                                 const std::string &json, const std::string &note = {});

/// All versions of all prompts that are not deleted, by name and version.
Result<std::vector<PromptVersion>> loadPrompts(Workspace &workspace);

/// Without a version: the newest. Nothing where there is none; deleted ones are found too, so that
/// results keep their prompt.
Result<std::optional<PromptVersion>> loadPrompt(Workspace &workspace, const std::string &name,
                                                std::optional<int> version = {});

/// Takes a name with all versions off the list; restorePrompt() brings it back.
Result<void> removePrompt(Workspace &workspace, const std::string &name);
Result<void> restorePrompt(Workspace &workspace, const std::string &name);
/// With all versions. Fails where the new name is taken, be it by a prompt that was removed.
Result<void> renamePrompt(Workspace &workspace, const std::string &from, const std::string &to);

} // namespace auspex
