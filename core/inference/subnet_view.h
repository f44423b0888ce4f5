// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/inference/supernet_weights.h"

namespace auspex {

/// One layer of a subnet: the slices of the supernet's tensors that it uses (spec section 3.1).
struct LayerView : LayerMatrices {
    int width = 0; ///< embedding dimension of its side
    int ffnDim = 0;
    int selfHeads = 0;
    int crossHeads = 0;     ///< decoder layers alone, as below
    int attendedLayers = 1; ///< of the last encoder layers
};

/// A subnet of a supernet as slices that are not copied. In a mixture the FFN matrices are mixed
/// for this architecture when the view is made, in float32 as the reference does, and live in it.
struct SubnetView {
    int encoderWidth = 0;
    int decoderWidth = 0;
    std::vector<LayerView> encoder;
    std::vector<LayerView> decoder;
    std::shared_ptr<const void> mixed; ///< memory of mixed FFN matrices; null without a mixture
};

/// The architecture must have passed checkSubnet(). The weights must live as long as the view.
SubnetView subnetView(const SupernetWeights &weights, const Architecture &architecture);

/// The ten numbers that the routers of a mixture see for this architecture.
std::array<float, 10> routerInput(const SupernetShape &shape, const Architecture &architecture);

} // namespace auspex
