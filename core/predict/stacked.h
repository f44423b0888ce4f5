// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/predict/predictor.h"

namespace auspex {

/// Combines short regressions, chosen and weighted on the demonstrations alone. The members are,
/// for each recorded score that all demonstrations have: the score; the score and decoder depth;
/// the score, depth and total FFN width; and without a score: depth, its logarithm, and each with
/// the FFN width. One column is fitted by least squares, several by a ridge (penalty 1 on
/// standardised columns). Members whose leave-one-out error is not below that of the plain mean are
/// dropped; the rest are weighted by the inverse of their mean squared leave-one-out error (Bates
/// and Granger, 1969, without covariances, which ten demonstrations cannot tell).
///
/// The deviation adds the leave-one-out error of the combination and the members' disagreement.
/// With fewer than three demonstrations, or if no member beats it, the mean stands, and the
/// explanation says so. Members that need a score which an architecture lacks do without it there,
/// the others' weights being scaled up.
std::unique_ptr<Predictor> stackedPredictor(std::string name,
                                            std::shared_ptr<const Knowledge> knowledge);

} // namespace auspex
