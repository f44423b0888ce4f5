// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/predict/latency_data.h"
#include "core/predict/mlp.h"

namespace auspex {

/// HAT's latency predictor: a perceptron from latencyEncoding() to the latency over a norm, which
/// depends on the device (the section 5.3 of HAT's specification).
struct LatencyPredictor {
    Mlp mlp;
    double normMs = 1.0;                         ///< what the network's output is multiplied by
    std::map<std::string, std::string> metadata; ///< what the file says besides: the data set

    double predictMs(const Architecture &architecture) const;
    std::vector<double> predictMs(std::span<const LatencyRow> rows) const;
};

/// What the network is given: [rows, 10], the encodings.
FloatMatrix latencyInputs(std::span<const LatencyRow> rows);

/// HAT's norm of a device that the text names: 200 ms for "titanxp", 300 for "xeon", 5000 for
/// "raspberrypi".
std::optional<double> latencyNormOf(std::string_view text);

/// Reads HAT's .pt files, or ours. The norm: the one given, else the file's own (ours have it),
/// else that of the device in the file's name; fails where there is none, and on tensors that are
/// not such a network.
Result<LatencyPredictor> readLatencyPredictor(const std::filesystem::path &file,
                                              std::optional<double> normMs = {});

/// As safetensors under HAT's names, with the norm and the metadata; all or nothing.
Result<void> writeLatencyPredictor(const std::filesystem::path &file,
                                   const LatencyPredictor &predictor);

} // namespace auspex
