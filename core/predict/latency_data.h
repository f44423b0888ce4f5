// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/arch/architecture.h"
#include "core/arch/encodings.h"
#include "core/base/result.h"

namespace auspex {

/// A measurement of HAT's latency data: not the architecture, but its averages over the active
/// layers (the section 5.2 of HAT's specification).
struct LatencyRow {
    /// Encoder width, layers, FFN, heads; decoder width, layers, FFN, self heads, cross heads,
    /// attended encoder layers. As measured: 640, 6, 1194.67, ...
    std::array<double, 10> averages = {};
    double encoderMs = 0.0; ///< mean of the timed runs
    double decoderMs = 0.0;
    double encoderDeviationMs = 0.0;
    double decoderDeviationMs = 0.0;

    double totalMs() const { return encoderMs + decoderMs; }
    bool operator==(const LatencyRow &) const = default;
};

/// The averages of an architecture, without a measurement.
LatencyRow latencyRow(const Architecture &architecture);

/// What the predictor is shown: latencyEncoding() of every architecture with these averages.
Encoding latencyEncoding(const LatencyRow &row);

/// An architecture with exactly these averages, one of many: layers differ by as little as they
/// can. Fails where none has them (half a layer, an average that no whole numbers make).
Result<Architecture> architectureWith(const LatencyRow &row);

/// HAT's CSV: the fourteen columns, in any order, and no others. Fails on a value that is no
/// number, not positive where it must be, or impossible, naming the line.
Result<std::vector<LatencyRow>> readLatencyData(const std::filesystem::path &file);
Result<std::vector<LatencyRow>> parseLatencyData(std::string_view text, const std::string &source);

/// The header and one line, each with its line break; numbers read back as the same.
std::string latencyCsvHeader();
std::string latencyCsvLine(const LatencyRow &row);

} // namespace auspex
