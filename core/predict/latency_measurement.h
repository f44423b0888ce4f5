// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "core/base/job.h"
#include "core/predict/latency_data.h"
#include "core/training/latency_options.h"

namespace auspex {

namespace engine {
class Client;
}

/// A latency data set of one's own: which architectures are measured, and how.
struct LatencyDataPlan {
    SearchSpace space; ///< HAT samples a wider one than it searches: "wmt14ende-latency"
    int sourceVocabulary = 0;
    int targetVocabulary = 0; ///< its size decides what the output projection takes
    std::size_t count = 2000;
    std::uint64_t seed = 1;
    LatencyOptions options;
};

/// An architecture's averages with its measurement, as a line of HAT's CSV has them.
LatencyRow latencyRow(const Architecture &architecture, const Latency &latency);

/// Told after each line; `done` counts all of the file's.
using LatencyRowListener = std::function<void(std::size_t done, const LatencyRow &row)>;

struct LatencyDataSummary {
    std::size_t measured = 0; ///< by this call
    std::size_t known = 0;    ///< that the file had
};

/// Samples the plan's architectures and has the engine measure them; each line is in HAT's CSV as
/// soon as it is known. A file that is there is gone on with: its lines must be the first ones of
/// this plan, and FILE.json beside it, where the settings stand, must name the same settings;
/// otherwise it fails and changes nothing. The count may grow from call to call. What a cancel or a
/// kill leaves is whole lines, and perhaps the beginning of one, which the next call drops. The
/// listener is called on the engine client's thread.
Result<LatencyDataSummary> measureLatencyData(engine::Client &client, const LatencyDataPlan &plan,
                                              const std::filesystem::path &file, Job &job,
                                              const LatencyRowListener &listener = {});

} // namespace auspex
