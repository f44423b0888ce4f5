// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/predict/predictor.h"
#include "core/supernets/supernet_service.h"

namespace auspex {

/// The score that a subnet has in its supernet: BLEU as it is, and minus a loss, which only ranks.
/// It learns nothing of demonstrations.
std::unique_ptr<Predictor> supernetPredictor(SupernetSpec spec,
                                             std::shared_ptr<SupernetService> service);

/// What the service's answer is as a prediction: `sign` -1 for values of which less is better.
Prediction predictionOf(const SubnetValue &value, double sign);

} // namespace auspex
