// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiped_heap.h"

#include <cstdlib>

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
#include <cstring>

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
