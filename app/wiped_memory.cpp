// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiped_memory.h"

#include <cstdlib>
#include <cstring>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define AUSPEX_HEAP_IS_ANOTHERS
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)
#define AUSPEX_HEAP_IS_ANOTHERS
#endif

#ifdef AUSPEX_HEAP_IS_ANOTHERS

void auspex::wipeFreedMemory() {}

#else

#include <algorithm>
#include <atomic>

#include <malloc.h>

namespace {

std::atomic<bool> wipes = false;

} // namespace

// The program's own free() and realloc() stand before the C library's, for the program and for all
// the shared libraries that it loads.
extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the C library's names
void __libc_free(void *memory);
void *__libc_malloc(std::size_t size);
void *__libc_realloc(void *memory, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

void free(void *memory) noexcept
{
    if (memory && wipes.load(std::memory_order_relaxed))
        ::explicit_bzero(memory, ::malloc_usable_size(memory));
    __libc_free(memory);
}

void *realloc(void *memory, std::size_t size) noexcept
{
    if (!memory || size == 0 || !wipes.load(std::memory_order_relaxed))
        return __libc_realloc(memory, size);
    const std::size_t before = ::malloc_usable_size(memory);
    if (size <= before && size > before / 2)
        return memory;
    void *moved = __libc_malloc(size);
    if (!moved)
        return nullptr;
    std::memcpy(moved, memory, std::min(before, size));
    free(memory);
    return moved;
}

} // extern "C"

void auspex::wipeFreedMemory()
{
    wipes.store(true, std::memory_order_relaxed);
}

#endif

namespace {

void wipeRegisters()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        __asm__ volatile("vpxorq %%zmm16, %%zmm16, %%zmm16\n\t"
                         "vpxorq %%zmm17, %%zmm17, %%zmm17\n\t"
                         "vpxorq %%zmm18, %%zmm18, %%zmm18\n\t"
                         "vpxorq %%zmm19, %%zmm19, %%zmm19\n\t"
                         "vpxorq %%zmm20, %%zmm20, %%zmm20\n\t"
                         "vpxorq %%zmm21, %%zmm21, %%zmm21\n\t"
                         "vpxorq %%zmm22, %%zmm22, %%zmm22\n\t"
                         "vpxorq %%zmm23, %%zmm23, %%zmm23\n\t"
                         "vpxorq %%zmm24, %%zmm24, %%zmm24\n\t"
                         "vpxorq %%zmm25, %%zmm25, %%zmm25\n\t"
                         "vpxorq %%zmm26, %%zmm26, %%zmm26\n\t"
                         "vpxorq %%zmm27, %%zmm27, %%zmm27\n\t"
                         "vpxorq %%zmm28, %%zmm28, %%zmm28\n\t"
                         "vpxorq %%zmm29, %%zmm29, %%zmm29\n\t"
                         "vpxorq %%zmm30, %%zmm30, %%zmm30\n\t"
                         "vpxorq %%zmm31, %%zmm31, %%zmm31"
                         :
                         :
                         : "memory");
    }
    if (__builtin_cpu_supports("avx"))
        __asm__ volatile("vzeroall"
                         :
                         :
                         : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8",
                           "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "memory");
#endif
}

} // namespace

__attribute__((noinline)) void auspex::wipeStackBelow()
{
    wipeRegisters();
    constexpr std::size_t depth = 1 << 19; // of what event loops and parsers take
    volatile char stack[depth];
    ::explicit_bzero(const_cast<char *>(stack), sizeof stack);
}
