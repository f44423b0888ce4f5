// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>

#include "core/engine/supernet_messages.h"
#include "core/inference/supernet_weights.h"

namespace auspex::engine {

/// The supernets used last, so that one search does not read its weights again for every
/// generation. One thread at a time.
class SupernetCache {
public:
    /// A supernet's weights, read where they are not here or their file has another size or time of
    /// change than when it was read. Views of it may outlive its place here.
    Result<SupernetWeights> find(const SupernetReference &supernet);

private:
    struct Entry {
        SupernetReference supernet;
        std::uintmax_t size = 0;
        std::filesystem::file_time_type time;
        SupernetWeights weights;
    };

    std::list<Entry> m_entries; ///< the one used last in front
};

} // namespace auspex::engine
