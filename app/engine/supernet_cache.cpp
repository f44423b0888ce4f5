// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/supernet_cache.h"

#include <algorithm>
#include <system_error>

namespace auspex::engine {

namespace {

/// A run of the paper uses four supernets in turn; one of full size takes about 0.4 GB.
constexpr std::size_t most = 4;

} // namespace

Result<SupernetWeights> SupernetCache::find(const SupernetReference &supernet)
{
    // Where the file is gone or cannot be looked at, reading it says so.
    std::error_code noSize;
    std::error_code noTime;
    const std::uintmax_t size = std::filesystem::file_size(supernet.weights, noSize);
    const auto time = std::filesystem::last_write_time(supernet.weights, noTime);

    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.supernet == supernet; });
    if (found != m_entries.end()) {
        if (!noSize && !noTime && found->size == size && found->time == time) {
            m_entries.splice(m_entries.begin(), m_entries, found);
            return m_entries.front().weights;
        }
        m_entries.erase(found);
    }
    // Room first: two full sets at once may be what does not fit.
    while (m_entries.size() >= most)
        m_entries.pop_back();
    Result<SupernetWeights> weights = loadSupernet(supernet.shape, supernet.weights);
    if (weights && !noSize && !noTime)
        m_entries.push_front({supernet, size, time, *weights});
    return weights;
}

} // namespace auspex::engine
