// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <QString>
#include <QTemporaryDir>

#include "core/store/call_store.h"
#include "core/store/tfs_store.h"
#include "core/store/workspace.h"
#include "core/store/workspace_check.h"

namespace auspex::test {

/// A folder that goes with the test; its name has a space and letters beyond ASCII.
class TestFolder {
public:
    TestFolder();
    std::filesystem::path path() const { return m_path; }
    std::filesystem::path file(const std::string &name) const { return m_path / name; }

private:
    QTemporaryDir m_parent;
    std::filesystem::path m_path;
};

/// Distinct architectures with made-up scores, recorded scores, latency and counts; the same for
/// the same seed.
std::vector<TfsRecord> makeRecords(std::uint64_t seed, std::size_t count);

/// A request with these records as lines 1, 2, ... and a content hash of its own.
ImportRequest makeRequest(const std::string &task, const std::string &split, SplitRole role,
                          std::vector<TfsRecord> records);

/// A made-up reply of no run, distinct for each number, as loadCall() gives it but for id and time.
StoredCall makeCall(int number);

/// All findings as text, one a line; empty for a sound workspace.
QString findings(Workspace &workspace, bool withNotes = true);

/// What went wrong, to show in a failed test; empty for success.
template<typename T>
QString problem(const Result<T> &result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
}

/// The path of the second program.
QString helperProgram();

/// Changes the file outside of SQLite.
void overwrite(const std::filesystem::path &file, std::uint64_t offset, const std::string &bytes);

} // namespace auspex::test
