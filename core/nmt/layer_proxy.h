// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "core/nmt/proxies.h"

namespace auspex {

/// What one layer adds to a proxy's score (supernets-and-proxies.md, B.1).
double layerProxy(ProxyKind kind, const at::Tensor &weights, const at::Tensor &gradients);

} // namespace auspex
