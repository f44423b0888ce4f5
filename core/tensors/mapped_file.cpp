// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/mapped_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auspex {

Result<MappedFile> mapFile(const std::filesystem::path &file)
{
    const auto refused = [&](int error) {
        return failure(ErrorCode::Io, "The file " + file.string() + " cannot be read ("
                                          + std::system_category().message(error)
                                          + "); check its permissions.");
    };
    // Without blocking: a pipe of that name must not hold the program up.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return failure(ErrorCode::NotFound,
                       "The file " + file.string() + " does not exist; check its name.");
    if (descriptor < 0)
        return refused(errno);
    const std::shared_ptr<const int> closed(&descriptor, [](const int *open) { ::close(*open); });
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return refused(errno);
    if (S_ISDIR(status.st_mode))
        return failure(ErrorCode::InvalidInput,
                       file.string() + " is a folder; name a file in it instead.");
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::InvalidInput,
                       file.string() + " is not a regular file; name one instead.");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0)
        return MappedFile{};
    void *address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (address == MAP_FAILED)
        return refused(errno);
    MappedFile mapped;
    mapped.bytes = {static_cast<const std::byte *>(address), size};
    mapped.owner = std::shared_ptr<const void>(
        address, [size](const void *bytes) { ::munmap(const_cast<void *>(bytes), size); });
    return mapped;
}

} // namespace auspex
