// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/failing_file_system.h"

#include <new>

#include <sqlite3.h>

namespace auspex::test {

namespace {

struct Plan {
    std::int64_t remaining = 0; ///< operations until the failure; 0 for none
    bool forGood = false;
    bool hasFailed = false;
};

Plan plan; // SQLite's file system has no room for one of our own
std::int64_t flushCount = 0;
sqlite3_vfs *realVfs = nullptr;
sqlite3_vfs failingVfs;

bool failsNow()
{
    if (plan.remaining == 0)
        return plan.hasFailed && plan.forGood;
    if (--plan.remaining > 0)
        return false;
    plan.hasFailed = true;
    return true;
}

/// SQLite allocates it, followed by the real file.
struct File {
    sqlite3_file base;

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

sqlite3_file *realOf(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file)->real();
}

int writeOrFail(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    if (failsNow()) { // a torn write: half of it gets to the disk
        realOf(file)->pMethods->xWrite(realOf(file), data, size / 2, offset);
        return SQLITE_IOERR_WRITE;
    }
    return realOf(file)->pMethods->xWrite(realOf(file), data, size, offset);
}

int flushOrFail(sqlite3_file *file, int flags)
{
    ++flushCount;
    if (failsNow())
        return SQLITE_IOERR_FSYNC;
    return realOf(file)->pMethods->xSync(realOf(file), flags);
}

int closeFile(sqlite3_file *file)
{
    return realOf(file)->pMethods->xClose(realOf(file));
}

template<auto method, typename... Arguments>
int forward(sqlite3_file *file, Arguments... arguments)
{
    return (realOf(file)->pMethods->*method)(realOf(file), arguments...);
}

void barrier(sqlite3_file *file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}

using Methods = sqlite3_io_methods;

constexpr Methods methods = {
    2, // without memory mapping, which would write past us
    closeFile,
    forward<&Methods::xRead, void *, int, sqlite3_int64>,
    writeOrFail,
    forward<&Methods::xTruncate, sqlite3_int64>,
    flushOrFail,
    forward<&Methods::xFileSize, sqlite3_int64 *>,
    forward<&Methods::xLock, int>,
    forward<&Methods::xUnlock, int>,
    forward<&Methods::xCheckReservedLock, int *>,
    forward<&Methods::xFileControl, int, void *>,
    forward<&Methods::xSectorSize>,
    forward<&Methods::xDeviceCharacteristics>,
    forward<&Methods::xShmMap, int, int, int, void volatile **>,
    forward<&Methods::xShmLock, int, int, int>,
    barrier,
    forward<&Methods::xShmUnmap, int>,
    nullptr,
    nullptr,
};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *mine = new (file) File;
    mine->base.pMethods = nullptr;
    const int code = realVfs->xOpen(realVfs, name, mine->real(), flags, outFlags);
    if (mine->real()->pMethods)
        mine->base.pMethods = &methods;
    return code;
}

} // namespace

FailingFileSystem::FailingFileSystem()
{
    realVfs = sqlite3_vfs_find(nullptr);
    failingVfs = *realVfs;
    failingVfs.zName = "auspex-failing";
    failingVfs.szOsFile = static_cast<int>(sizeof(File)) + realVfs->szOsFile;
    failingVfs.xOpen = openFile;
    sqlite3_vfs_register(&failingVfs, 1);
    heal();
    flushCount = 0;
}

FailingFileSystem::~FailingFileSystem()
{
    sqlite3_vfs_unregister(&failingVfs);
    sqlite3_vfs_register(realVfs, 1);
}

void FailingFileSystem::failAt(std::int64_t operation, bool forGood)
{
    plan = {operation, forGood, false};
}

void FailingFileSystem::heal()
{
    plan = {};
}

bool FailingFileSystem::hasFailed() const
{
    return plan.hasFailed;
}

std::int64_t FailingFileSystem::flushes() const
{
    return flushCount;
}

} // namespace auspex::test
