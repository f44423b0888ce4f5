// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/calibrated.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "core/metrics/errors.h"
#include "core/predict/columns.h"
#include "core/predict/isotonic.h"
#include "core/predict/linear_model.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

VectorXd vectorOf(const std::vector<double> &values)
{
    return Eigen::Map<const VectorXd>(values.data(), static_cast<Index>(values.size()));
}

/// What is added to a prediction, and how far the errors scatter around it.
struct Shift {
    double value = 0.0;
    std::optional<double> deviation;
};

Shift fitShift(const std::vector<double> &predicted, const std::vector<double> &scores)
{
    Shift shift{-bias(predicted, scores), std::nullopt};
    const auto count = static_cast<double>(scores.size());
    if (scores.size() < 2)
        return shift;
    double squares = 0.0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double residual = scores[i] - predicted[i] - shift.value;
        squares += residual * residual;
    }
    shift.deviation = std::sqrt(squares / (count - 1.0) * (1.0 + 1.0 / count));
    return shift;
}

struct Isotonic {
    IsotonicMap map;
    double deviation = 0.0;
};

/// The map follows its own points too closely for their residuals to tell its error: each is judged
/// by a map that has not seen it.
Isotonic fitIsotonicWithError(const std::vector<double> &predicted,
                              const std::vector<double> &scores)
{
    std::vector<double> left;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        std::vector<double> otherPredicted = predicted;
        std::vector<double> otherScores = scores;
        const auto at = static_cast<std::ptrdiff_t>(i);
        otherPredicted.erase(otherPredicted.begin() + at);
        otherScores.erase(otherScores.begin() + at);
        left.push_back(fitIsotonic(otherPredicted, otherScores)(predicted[i]));
    }
    return {fitIsotonic(predicted, scores), rootMeanSquaredError(left, scores)};
}

class CalibratedPredictor : public Predictor {
public:
    CalibratedPredictor(std::string name, Calibration how, PredictorFactory makeInner, bool learns)
        : m_name(std::move(name))
        , m_how(how)
        , m_makeInner(std::move(makeInner))
        , m_learns(learns)
        , m_inner(m_makeInner())
    {
    }

    PredictionScale scale() const override
    {
        return m_how == Calibration::Linear || m_how == Calibration::Isotonic
                   ? PredictionScale::Score
                   : m_inner->scale();
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &job) override
    {
        m_correction = std::monostate();
        m_fittedTo.clear();
        if (isIdentity())
            return m_inner->fit(demonstrations, job);
        const std::size_t needed = m_how == Calibration::Shift ? 1 : 2;
        if (demonstrations.size() < needed)
            return tl::make_unexpected(
                tooFewDemonstrations(m_name, needed, demonstrations.size(),
                                     needed == 2 ? "calibrated:shift" : "calibrated:none"));
        if (auto fitted = m_inner->fit(demonstrations, job); !fitted)
            return fitted;
        const auto left = leaveOneOutPredictions(m_makeInner, demonstrations, job);
        if (!left)
            return tl::make_unexpected(withReason(left.error()));
        if (auto enough = checkPresent(*left, needed); !enough)
            return enough;
        std::vector<double> predicted;
        std::vector<double> scores;
        for (std::size_t i = 0; i < demonstrations.size(); ++i) {
            if ((*left)[i].isMissing())
                continue;
            predicted.push_back((*left)[i].value);
            scores.push_back(demonstrations[i].score);
        }
        if (scores.size() < demonstrations.size())
            m_fittedTo = " (fitted to " + std::to_string(scores.size()) + " of "
                         + counted(demonstrations.size(), "demonstration")
                         + ", the others having no prediction)";
        correct(predicted, scores);
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &job) const override
    {
        auto predictions = m_inner->predict(architectures, job);
        if (!predictions)
            return predictions;
        for (Prediction &prediction : *predictions) {
            if (!prediction.isMissing())
                prediction = corrected(prediction);
        }
        return predictions;
    }

    std::string explanation() const override
    {
        const std::string inner = m_inner->explanation();
        std::string text;
        if (const auto *shift = std::get_if<Shift>(&m_correction))
            text = "prediction " + std::string(shift->value < 0.0 ? "- " : "+ ")
                   + shortNumber(std::abs(shift->value));
        else if (const auto *line = std::get_if<LinearModel>(&m_correction))
            text = formula(*line, {"prediction"});
        else if (const auto *isotonic = std::get_if<Isotonic>(&m_correction))
            text = "rising from " + shortNumber(isotonic->map.y.front()) + " to "
                   + shortNumber(isotonic->map.y.back());
        else if (m_how == Calibration::Shift)
            text = "as it is: a shift does not make a score of a number that only ranks";
        text += m_fittedTo;
        if (inner.empty() || text.empty())
            return text + inner;
        return text + ", where the prediction is " + inner;
    }

private:
    bool isIdentity() const
    {
        return m_how == Calibration::None
               || (m_how == Calibration::Shift && m_inner->scale() == PredictionScale::RankOnly);
    }

    void correct(const std::vector<double> &predicted, const std::vector<double> &scores)
    {
        if (m_how == Calibration::Shift) {
            m_correction = fitShift(predicted, scores);
        } else if (m_how == Calibration::Isotonic) {
            m_correction = fitIsotonicWithError(predicted, scores);
        } else {
            LinearModel line = fitLeastSquares(vectorOf(predicted), vectorOf(scores));
            if (m_learns && line.coefficients(0) < 0.0)
                line = fitLeastSquares(VectorXd::Zero(static_cast<Index>(scores.size())),
                                       vectorOf(scores));
            m_correction = line;
        }
    }

    Prediction corrected(const Prediction &prediction) const
    {
        if (const auto *shift = std::get_if<Shift>(&m_correction))
            return {prediction.value + shift->value, shift->deviation};
        if (const auto *line = std::get_if<LinearModel>(&m_correction)) {
            const VectorXd x = VectorXd::Constant(1, prediction.value);
            return {line->value(x), line->deviation(x)};
        }
        if (const auto *isotonic = std::get_if<Isotonic>(&m_correction))
            return {isotonic->map(prediction.value), isotonic->deviation};
        return prediction;
    }

    /// What was not asked yet makes another correction once it is; what has no usable answer never
    /// will, and the rest has to do.
    Result<void> checkPresent(const std::vector<Prediction> &left, std::size_t needed) const
    {
        const auto isMissing = [](const Prediction &one) { return one.isMissing(); };
        const auto isUnasked = [](const Prediction &one) { return one.isUnasked; };
        const auto unasked = std::count_if(left.begin(), left.end(), isUnasked);
        if (unasked > 0)
            return failure(ErrorCode::NotFound,
                           m_name + " calibrates on predictions of the demonstrations: "
                               + std::to_string(unasked) + " of " + std::to_string(left.size())
                               + " replies are not in this workspace; run it first.");
        const auto present = left.size()
                             - static_cast<std::size_t>(
                                 std::count_if(left.begin(), left.end(), isMissing));
        if (present >= needed)
            return {};
        return failure(ErrorCode::NotFound,
                       m_name + " needs predictions of at least " + counted(needed, "demonstration")
                           + " to calibrate on and has " + std::to_string(present) + ": "
                           + std::find_if(left.begin(), left.end(), isMissing)->problem);
    }

    Error withReason(Error error) const
    {
        if (error.code != ErrorCode::Cancelled)
            error.message = m_name + " calibrates on predictions that leave out one demonstration: "
                            + error.message;
        return error;
    }

    std::string m_name;
    Calibration m_how;
    PredictorFactory m_makeInner;
    bool m_learns;
    std::unique_ptr<Predictor> m_inner;
    std::string m_fittedTo; // where predictions of demonstrations are missing
    std::variant<std::monostate, Shift, LinearModel, Isotonic> m_correction;
};

} // namespace

std::unique_ptr<Predictor> calibratedPredictor(std::string name, Calibration how,
                                               PredictorFactory makeInner, bool learns)
{
    return std::make_unique<CalibratedPredictor>(std::move(name), how, std::move(makeInner),
                                                 learns);
}

} // namespace auspex
