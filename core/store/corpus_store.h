// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/store/workspace.h"

// The corpora that a workspace knows. Their folders lie beside it, or anywhere. All calls belong to
// the workspace's thread.

namespace auspex {

struct StoredCorpus {
    std::int64_t id = 0; ///< given by saving
    std::string name;    ///< unique
    std::string sourceLanguage;
    std::string targetLanguage;
    std::string folder;    ///< absolute
    std::string manifest;  ///< JSON: what its corpus.json held
    std::string createdAt; ///< UTC, given by loading

    bool operator==(const StoredCorpus &) const = default;
};

/// Registers a corpus. One of the same name and folder is replaced; fails where the name belongs to
/// another folder, or a field is empty, or the manifest is no JSON. Gives its id.
Result<std::int64_t> saveCorpus(Workspace &workspace, const StoredCorpus &corpus);

/// Fails as saveCorpus() would because of the name, and changes nothing: to be asked before a long
/// import.
Result<void> checkCorpusName(Workspace &workspace, const std::string &name,
                             const std::string &folder);

/// By name.
Result<std::vector<StoredCorpus>> loadCorpora(Workspace &workspace);

/// Nothing where there is no corpus of that name.
Result<std::optional<StoredCorpus>> loadCorpus(Workspace &workspace, const std::string &name);

/// Forgets the corpus and leaves its folder. Does nothing where there is none.
Result<void> removeCorpus(Workspace &workspace, const std::string &name);

} // namespace auspex
