// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/predict/predictor.h"
#include "core/supernets/score_spec.h"

namespace auspex {

/// A proxy's score of the untrained network; it only ranks, and learns nothing of demonstrations.
/// The knowledge must have services.supernets.
std::unique_ptr<Predictor> proxyPredictor(ProxySpec spec,
                                          std::shared_ptr<const Knowledge> knowledge);

} // namespace auspex
