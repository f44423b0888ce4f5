// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "core/predict/predictor.h"

namespace auspex {

/// A number of an architecture that predictors rank by or regress on.
struct Column {
    std::string name;  ///< in formulas: "decoder_layers", "HAT"
    std::string title; ///< in sentences: "score of HAT"
    std::function<std::optional<double>(const Architecture &)> value; ///< nothing: not known
};

Column featureColumn(const std::string &name, const std::shared_ptr<const Knowledge> &knowledge);
Column recordedColumn(const std::string &name, const std::shared_ptr<const Knowledge> &knowledge);
Column latencyColumn(const std::shared_ptr<const Knowledge> &knowledge);

/// Names of all recorded columns that the knowledge holds, sorted.
std::vector<std::string> recordedColumns(const Knowledge &knowledge);

/// The values of the columns, [architectures, columns]. Fails where one is not known, in a sentence
/// that begins with `predictor`, the text of the predictor's spec.
Result<Eigen::MatrixXd> columnMatrix(std::span<const Column> columns,
                                     std::span<const Architecture> architectures,
                                     const std::string &predictor);
Result<Eigen::MatrixXd> columnMatrix(std::span<const Column> columns,
                                     std::span<const Demonstration> demonstrations,
                                     const std::string &predictor);

Eigen::VectorXd scoresOf(std::span<const Demonstration> demonstrations);

/// The error of a predictor that got too few: "ols:decoder_layers needs at least 2 demonstrations
/// and has 1; show more or choose mean." `otherwise` is what to choose, empty for nothing.
Error tooFewDemonstrations(const std::string &predictor, std::size_t needed, std::size_t has,
                           const std::string &otherwise);

} // namespace auspex
