// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace auspex {

/// How latency is measured (spec section 5.1). The defaults are those of HAT's data sets but for
/// the mode.
struct LatencyOptions {
    int sentenceLength = 30; ///< tokens of the source, and of what is decoded
    int hypotheses = 5;      ///< decoded together
    int warmUps = 5;         ///< runs of encoder and decoder before the first that is timed
    int repetitions = 20;    ///< timed runs of encoder and decoder; at least 3
    /// Dropout acts and gradients are recorded, as when HAT measures; off: as when one translates.
    bool isTrainingMode = false;
    std::string device = "cpu"; ///< as LibTorch names it
    int threads = 0;            ///< on the CPU; 0: as many as the process may use

    bool operator==(const LatencyOptions &) const = default;
};

/// Means and standard deviations in milliseconds, of the timed runs without the fastest and the
/// slowest tenth.
struct Latency {
    double encoderMs = 0.0;
    double decoderMs = 0.0;
    double encoderDeviationMs = 0.0;
    double decoderDeviationMs = 0.0;

    double totalMs() const { return encoderMs + decoderMs; }
    bool operator==(const Latency &) const = default;
};

struct TrimmedMean {
    double mean = 0.0;
    double deviation = 0.0; ///< of the population
};

/// Without the lowest int(count / 10) values and the highest max(1, int(count / 10)), as HAT's data
/// sets are made. At least two values.
TrimmedMean trimmedMean(std::span<const double> values);

} // namespace auspex
