// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loaded into another program by LD_PRELOAD: when that has done everything, its memory is written
// to the file that AUSPEX_MEMORY_AT_EXIT names, as a core dump would hold it, and behind it 'y' or
// 'n': whether a core dump may be made of it. With AUSPEX_ABORT_AT_EXIT the program then ends by
// abort(), which leaves a core file where the system makes some. Only system calls and the stack
// are used, so as not to disturb what is looked at.

#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

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

/// Without a buffer of our own, which would be looked at as well; what cannot be read is left out.
void copyRange(int file, unsigned long begin, unsigned long end)
{
    constexpr unsigned long most = 1 << 16;
    for (; begin < end; begin += most) {
        const std::size_t wanted = end - begin < most ? end - begin : most;
        (void)!::write(file, reinterpret_cast<const void *>(begin), wanted);
    }
}

void dumpTo(const char *name)
{
    const int file = ::open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    Lines lines;
    char line[512];
    while (lines.next(line, sizeof line)) {
        char *rest = nullptr;
        const unsigned long begin = std::strtoul(line, &rest, 16);
        const unsigned long end = std::strtoul(rest + 1, &rest, 16);
        const bool isWritable = std::strncmp(rest, " rw", 3) == 0;
        if (isWritable && !std::strstr(line, "[v"))
            copyRange(file, begin, end);
    }
    ::close(file);
}

__attribute__((destructor)) void look()
{
    const char *name = std::getenv("AUSPEX_MEMORY_AT_EXIT");
    if (!name)
        return;
    dumpTo(name);
    // What is asked of the system: may somebody dump this program?
    const char answer = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 'n' : 'y';
    const int file = ::open(name, O_WRONLY | O_APPEND | O_CLOEXEC);
    (void)!::write(file, &answer, 1);
    ::close(file);
    if (!std::getenv("AUSPEX_ABORT_AT_EXIT"))
        return;
    // The program forbids core dumps once it has read a key: here, its memory is to be seen.
    ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_CORE, &limit);
    std::abort();
}

} // namespace
