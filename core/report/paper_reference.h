// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace auspex {

/// A figure as the paper "LLM Performance Predictors are good initializers for Architecture Search"
/// prints it, to stand beside one's own. All are on validation BLEU, means over the three splits.
struct ReferenceRow {
    std::string predictor; ///< as in --predictor: "recorded:HAT", "params", ...
    std::string title;     ///< as the paper calls it
    std::string task;      ///< "wmt14ende", "wmt14enfr" or "wmt19ende"
    std::string metric;    ///< "mae" (in BLEU) or "tau" (Kendall's tau-b)
    double value = 0.0;    ///< rounded to two decimals by the paper
    std::string source;    ///< where in the paper, such as "Table 1"
};

/// Reads the text of resources/reference/paper-figures.json: an object with the array "figures",
/// each element with the fields of ReferenceRow. Fails on text that is not JSON and on an element
/// with a missing, empty or mistyped field, naming it; then nothing is read.
Result<std::vector<ReferenceRow>> parseReferenceFigures(std::string_view json);

} // namespace auspex
