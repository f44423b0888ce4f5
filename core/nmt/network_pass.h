// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/nmt/operations.h"
#include "core/training/model_options.h"

namespace auspex {

/// What one run of a subnet over a batch depends on besides the batch.
struct PassSettings {
    bool isTraining = false;
    DropoutOptions dropout;
    std::uint64_t dropoutSeed = 0;
    bool isInputOnes = false; ///< synflow: embeddings of ones, no positions
    bool hasNorms = true;     ///< off: the sums go on as they are
};

/// The last decoder states [target tokens, decoder width] of a subnet; spec section 3. The
/// architecture must have passed checkSubnet().
at::Tensor decoderStates(Operations &operations, const SupernetShape &shape,
                         const ModelParameters &parameters, const at::Tensor &positions,
                         const Architecture &architecture, const PackedBatch &batch,
                         const PassSettings &settings);

/// fairseq's sinusoidal table at full width [rows, width]; the pad's row is zero.
at::Tensor positionTable(std::int64_t rows, std::int64_t width, const at::TensorOptions &options);

} // namespace auspex
