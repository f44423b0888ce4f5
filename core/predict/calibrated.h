// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/predict/leave_one_out.h"
#include "core/predict/predictor.h"

namespace auspex {

enum class Calibration {
    None,     ///< as it is
    Shift,    ///< plus the mean error on the demonstrations
    Linear,   ///< the least-squares line of the scores on the predictions
    Isotonic, ///< the non-decreasing function that fits best
};

/// A predictor whose output is corrected on the demonstrations. The correction is fitted to
/// leave-one-out predictions: those that a fitted predictor makes of its own demonstrations are too
/// good, and for one that does not learn the two are the same.
///
/// Linear and isotonic turn a number that only ranks into a score; a shift cannot, and leaves such
/// a number as it is. `learns` says that the inner predictor is fitted to the demonstrations: its
/// line then never falls, since leave-one-out predictions of a predictor that knows nothing (the
/// mean) run against the scores. Linear and isotonic need two demonstrations, shift needs one.
///
/// An inner prediction that is missing stays missing; the correction is fitted to the
/// demonstrations whose prediction is there.
std::unique_ptr<Predictor> calibratedPredictor(std::string name, Calibration how,
                                               PredictorFactory makeInner, bool learns);

} // namespace auspex
