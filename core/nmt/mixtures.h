// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nmt/operations.h"

namespace auspex {

/// What the routers see of an architecture, [10], where and as the parameters are.
at::Tensor routerInputTensor(const SupernetShape &shape, const ModelParameters &parameters,
                             const Architecture &architecture);

/// The FFN of one layer of a mixture, mixed for the architecture that the router's input [10]
/// describes: rows and columns of a subnet of this width and FFN dimension
/// (supernets-and-proxies.md, A.4). Gradients go to the experts and to the routers.
MixedFfn mixedFfn(Operations &operations, Mixture mixture, const LayerParameters &layer,
                  const at::Tensor &routerInput, int width, int ffnDim, double routerDropout,
                  DropoutSites &sites);

} // namespace auspex
