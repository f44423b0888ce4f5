// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loaded into another program by LD_PRELOAD: when that has done everything, its memory is written
// to the file that AUSPEX_MEMORY_AT_EXIT names, as a core dump would hold it; with
// AUSPEX_ABORT_AT_EXIT the program then ends by abort(), which leaves a core file where the system
// makes some. Only system calls and the stack are used, so as not to disturb what is looked at.

#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

constexpr std::size_t most = 1 << 16;

/// A line of /proc/self/maps at a time, without the heap.
class Lines {
public:
    Lines()
        : m_file(::open("/proc/self/maps", O_RDONLY | O_CLOEXEC))
    {
    }
    ~Lines() { ::close(m_file); }
    Lines(const Lines &) = delete;
    Lines &operator=(const Lines &) = delete;

    bool next(char *line, std::size_t size)
    {
        std::size_t length = 0;
        char c = 0;
        while (length + 1 < size && ::read(m_file, &c, 1) == 1 && c != '\n')
            line[length++] = c;
        line[length] = '\0';
        return length > 0;
    }

private:
    int m_file;
};

void copyRange(int memory, int file, unsigned long begin, unsigned long end)
{
    static char buffer[most]; // is itself in the dump, after what it is copied from
    while (begin < end) {
        const std::size_t wanted = end - begin < most ? end - begin : most;
        const ssize_t count = ::pread(memory, buffer, wanted, static_cast<off_t>(begin));
        if (count <= 0)
            return;
        if (::write(file, buffer, static_cast<std::size_t>(count)) != count)
            return;
        begin += static_cast<unsigned long>(count);
    }
}

void dumpTo(const char *name)
{
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    const int file = ::open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    Lines lines;
    char line[512];
    while (lines.next(line, sizeof line)) {
        char *rest = nullptr;
        const unsigned long begin = std::strtoul(line, &rest, 16);
        const unsigned long end = std::strtoul(rest + 1, &rest, 16);
        const bool isWritable = std::strncmp(rest, " rw", 3) == 0;
        if (isWritable && !std::strstr(line, "[v"))
            copyRange(memory, file, begin, end);
    }
    ::close(file);
    ::close(memory);
}

__attribute__((destructor)) void look()
{
    if (const char *name = std::getenv("AUSPEX_MEMORY_AT_EXIT"))
        dumpTo(name);
    if (!std::getenv("AUSPEX_ABORT_AT_EXIT"))
        return;
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_CORE, &limit);
    std::abort();
}

} // namespace
