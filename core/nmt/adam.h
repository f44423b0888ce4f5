// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/nmt/model_parameters.h"
#include "core/training/adam_options.h"

namespace auspex {

/// fairseq's Adam over the flat parameters (spec sections 3.6 and 6.4): bias corrections folded
/// into the step, epsilon added to the uncorrected root, weight decay decoupled. The gradients are
/// zero after a step.
class Adam {
public:
    Adam(const ModelParameters &parameters, const AdamOptions &options);

    /// One step with the gradients times `gradientScale`. `used`: which parameters the update's
    /// subnets reach; the others are left alone unless the options say that all are updated. False,
    /// with nothing changed but the gradients zeroed, where a gradient is not finite.
    bool step(double learningRate, double gradientScale, const std::vector<bool> &used);

    /// L2 norm of the scaled gradients of the last step; 0 where neither clipping nor checking
    /// needs it.
    double gradientNorm() const { return m_norm; }

    /// Looks for gradients that are not finite also where nothing is clipped.
    void setChecksGradients(bool checks) { m_checks = checks; }

    /// Moments by parameter and the counts of steps, as a checkpoint holds them.
    void save(std::map<std::string, Tensor> &tensors) const;
    Result<void> load(const std::map<std::string, Tensor> &tensors, const std::string &source);

private:
    struct Run {
        std::int64_t begin = 0;
        std::int64_t end = 0;
        std::int64_t steps = 0;
    };
    double squaresOf(const std::vector<Run> &runs) const;
    void stepRun(const Run &run, double learningRate, double gradientScale);

    const ModelParameters &m_parameters;
    AdamOptions m_options;
    at::Tensor m_first;
    at::Tensor m_second;
    std::vector<std::int64_t> m_steps; ///< of each parameter
    bool m_isRaw;
    bool m_checks = false;
    double m_norm = 0.0;
};

} // namespace auspex
