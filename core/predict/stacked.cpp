// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/stacked.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "core/metrics/errors.h"
#include "core/predict/columns.h"
#include "core/predict/leave_one_out.h"
#include "core/predict/regression.h"
#include "core/predict/simple_predictors.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

/// Leaving one of two out leaves nothing to fit a line to.
constexpr std::size_t fewest = 3;

/// On standardised columns: about one demonstration's worth of doubt.
constexpr double penalty = 1.0;

/// A member without any leave-one-out error must not get an infinite weight; relative to the
/// mean's.
constexpr double leastError = 1e-12;

using Columns = std::vector<Column>;

std::vector<Columns> memberColumns(const std::shared_ptr<const Knowledge> &knowledge,
                                   std::span<const Demonstration> demonstrations)
{
    const Column depth = featureColumn("decoder_layers", knowledge);
    const Column logDepth = featureColumn("log_decoder_layers", knowledge);
    const Column width = featureColumn("total_ffn", knowledge);
    std::vector<Columns> members{{depth}, {logDepth}, {depth, width}, {logDepth, width}};
    for (const std::string &name : recordedColumns(*knowledge)) {
        const Column score = recordedColumn(name, knowledge);
        const auto isKnown = [&](const Demonstration &demonstration) {
            return score.value(demonstration.architecture).has_value();
        };
        if (!std::all_of(demonstrations.begin(), demonstrations.end(), isKnown))
            continue;
        members.push_back({score});
        members.push_back({score, depth});
        members.push_back({score, depth, width});
    }
    return members;
}

std::unique_ptr<Predictor> makeMember(const std::string &name, const Columns &columns)
{
    if (columns.size() == 1)
        return leastSquaresPredictor(name, columns);
    return ridgePredictor(name, columns, penalty, RidgeScaling::Standardised);
}

std::string labelOf(const Columns &columns)
{
    std::vector<std::string> names;
    for (const Column &column : columns)
        names.push_back(column.name);
    return join(names, " + ");
}

double squared(double value)
{
    return value * value;
}

struct Member {
    std::string label;
    std::unique_ptr<Predictor> predictor;
    std::vector<double> left; // leave-one-out predictions of the demonstrations
    double weight = 0.0;      // the weights of all members sum to 1
};

class StackedPredictor : public Predictor {
public:
    StackedPredictor(std::string name, std::shared_ptr<const Knowledge> knowledge)
        : m_name(std::move(name))
        , m_knowledge(std::move(knowledge))
        , m_mean(meanPredictor(m_name))
    {
    }

    Result<void> fit(std::span<const Demonstration> demonstrations, Job &job) override
    {
        m_members.clear();
        if (auto fitted = m_mean->fit(demonstrations, job); !fitted)
            return fitted;
        if (demonstrations.size() < fewest)
            return {};
        std::vector<double> scores;
        for (const Demonstration &demonstration : demonstrations)
            scores.push_back(demonstration.score);
        const auto meanLeft = leaveOneOut([this] { return meanPredictor(m_name); }, demonstrations,
                                          job);
        if (!meanLeft)
            return tl::make_unexpected(meanLeft.error());
        m_meanError = rootMeanSquaredError(*meanLeft, scores);
        for (const Columns &columns : memberColumns(m_knowledge, demonstrations)) {
            if (auto added = addIfBetter(columns, demonstrations, scores, job); !added)
                return added;
        }
        normalise();
        m_error = combinedError(scores);
        return {};
    }

    Result<std::vector<Prediction>> predict(std::span<const Architecture> architectures,
                                            Job &job) const override
    {
        if (m_members.empty())
            return m_mean->predict(architectures, job);
        std::vector<Prediction> predictions;
        for (const Architecture &architecture : architectures) {
            if (job.isCancelled())
                return cancelled();
            const auto prediction = combined(architecture, job);
            if (!prediction)
                return tl::make_unexpected(prediction.error());
            predictions.push_back(*prediction);
        }
        return predictions;
    }

    std::string explanation() const override
    {
        if (m_members.empty())
            return "the mean of the demonstrations, " + m_mean->explanation()
                   + ": fewer than three demonstrations, or no member predicts those left out "
                     "better";
        constexpr std::size_t shown = 5;
        std::string text;
        for (std::size_t i = 0; i < std::min(shown, m_members.size()); ++i)
            text += (i == 0 ? "" : ", ") + formatFixed(100.0 * m_members[i].weight, 0) + " % "
                    + m_members[i].label;
        if (m_members.size() > shown)
            text += " and " + std::to_string(m_members.size() - shown) + " more";
        return text + "; leave-one-out error " + shortNumber(m_error) + ", of the mean "
               + shortNumber(m_meanError);
    }

private:
    Result<void> addIfBetter(const Columns &columns, std::span<const Demonstration> demonstrations,
                             const std::vector<double> &scores, Job &job)
    {
        const auto make = [&] { return makeMember(m_name, columns); };
        auto left = leaveOneOut(make, demonstrations, job);
        if (!left)
            return tl::make_unexpected(left.error());
        const double error = rootMeanSquaredError(*left, scores);
        if (!(error < m_meanError))
            return {};
        Member member{labelOf(columns), make(), std::move(*left),
                      1.0 / (squared(error) + leastError * squared(m_meanError))};
        if (auto fitted = member.predictor->fit(demonstrations, job); !fitted)
            return fitted;
        m_members.push_back(std::move(member));
        return {};
    }

    void normalise()
    {
        double sum = 0.0;
        for (const Member &member : m_members)
            sum += member.weight;
        for (Member &member : m_members)
            member.weight /= sum;
        std::stable_sort(m_members.begin(), m_members.end(),
                         [](const Member &a, const Member &b) { return a.weight > b.weight; });
    }

    /// Of the weighted leave-one-out predictions. The weights have seen these demonstrations;
    /// finding them anew without each gains little, as the disagreement makes up for it.
    double combinedError(const std::vector<double> &scores) const
    {
        std::vector<double> combination(scores.size(), 0.0);
        for (const Member &member : m_members) {
            for (std::size_t i = 0; i < scores.size(); ++i)
                combination[i] += member.weight * member.left[i];
        }
        return rootMeanSquaredError(combination, scores);
    }

    Result<Prediction> combined(const Architecture &architecture, Job &job) const
    {
        std::vector<std::pair<double, double>> values; // weight, prediction
        double weights = 0.0;
        double sum = 0.0;
        std::optional<Error> lacking;
        for (const Member &member : m_members) {
            const auto predicted = member.predictor->predict({&architecture, 1}, job);
            if (!predicted) {
                lacking = predicted.error();
                continue;
            }
            const double value = predicted->front().value;
            if (predicted->front().isMissing()) {
                lacking = Error{ErrorCode::NotFound, predicted->front().problem, {}};
                continue;
            }
            values.emplace_back(member.weight, value);
            weights += member.weight;
            sum += member.weight * value;
        }
        if (values.empty())
            return tl::make_unexpected(*lacking);
        const double value = sum / weights;
        double disagreement = 0.0;
        for (const auto &[weight, member] : values)
            disagreement += weight / weights * squared(member - value);
        const auto count = static_cast<double>(m_members.front().left.size());
        const double variance = squared(m_error) * (1.0 + 1.0 / count) + disagreement;
        return Prediction{value, std::sqrt(variance)};
    }

    std::string m_name;
    std::shared_ptr<const Knowledge> m_knowledge;
    std::unique_ptr<Predictor> m_mean;
    double m_meanError = 0.0;      // leave-one-out, root mean squared
    double m_error = 0.0;          // of the combination
    std::vector<Member> m_members; // the heaviest first; none: the mean stands
};

} // namespace

std::unique_ptr<Predictor> stackedPredictor(std::string name,
                                            std::shared_ptr<const Knowledge> knowledge)
{
    return std::make_unique<StackedPredictor>(std::move(name), std::move(knowledge));
}

} // namespace auspex
