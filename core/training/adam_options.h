// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace auspex {

struct AdamOptions {
    double beta1 = 0.9;
    double beta2 = 0.98;
    double epsilon = 1e-8;
    double weightDecay = 0.0; ///< decoupled: times the learning rate and the weight
    double clipNorm = 0.0;    ///< most L2 norm of the gradients; 0: not clipped
    /// Every parameter at each step, with a gradient of zero where the subnet does not reach (HAT's
    /// 16-bit training, WMT); off: parameters of inactive layers wait (its float32 one, IWSLT).
    bool updatesAll = true;

    bool operator==(const AdamOptions &) const = default;
};

} // namespace auspex
