// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace auspex::test {

/// Stands between SQLite and the disk, and makes the n-th write or flush fail. There is one at a
/// time; while it lives, every database that is opened goes through it.
class FailingFileSystem {
public:
    FailingFileSystem();
    FailingFileSystem(const FailingFileSystem &) = delete;
    FailingFileSystem &operator=(const FailingFileSystem &) = delete;
    ~FailingFileSystem();

    /// From now on the `operation`-th write or flush (from 1) fails, and with `forGood` all later
    /// ones.
    void failAt(std::int64_t operation, bool forGood);

    /// Nothing fails any more.
    void heal();

    /// Whether anything has failed since failAt().
    bool hasFailed() const;

    /// How often anything was flushed to the disk since this object was made.
    std::int64_t flushes() const;
};

} // namespace auspex::test
