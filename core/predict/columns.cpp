// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/columns.h"

#include <set>

#include "core/base/text.h"
#include "core/predict/features.h"

namespace auspex {

namespace {

using Eigen::Index;

template<typename Item, typename ArchitectureOf>
Result<Eigen::MatrixXd> matrixOf(std::span<const Column> columns, std::span<const Item> items,
                                 const std::string &predictor, const std::string &noun,
                                 ArchitectureOf architectureOf)
{
    Eigen::MatrixXd values(static_cast<Index>(items.size()), static_cast<Index>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t missing = 0;
        const Architecture *first = nullptr;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Architecture &architecture = architectureOf(items[i]);
            const std::optional<double> value = columns[c].value(architecture);
            if (!value && ++missing == 1)
                first = &architecture;
            values(static_cast<Index>(i), static_cast<Index>(c)) = value.value_or(0.0);
        }
        if (missing > 0)
            return failure(ErrorCode::NotFound,
                           predictor + " needs the " + columns[c].title + ", which is not known of "
                               + std::to_string(missing) + " of the " + std::to_string(items.size())
                               + ' ' + noun + " (the first is " + architectureKey(*first)
                               + "); import it for all of them or leave this predictor out.");
    }
    return values;
}

} // namespace

Column featureColumn(const std::string &name, const std::shared_ptr<const Knowledge> &knowledge)
{
    return {name, name, [name, knowledge](const Architecture &architecture) {
                return std::optional(featureValue(name, *knowledge, architecture));
            }};
}

Column recordedColumn(const std::string &name, const std::shared_ptr<const Knowledge> &knowledge)
{
    return {name, "score of " + quotedForMessage(name),
            [name, knowledge](const Architecture &architecture) -> std::optional<double> {
                const auto known = knowledge->known.find(architecture);
                if (known == knowledge->known.end())
                    return std::nullopt;
                const auto score = known->second.recorded.find(name);
                if (score == known->second.recorded.end())
                    return std::nullopt;
                return score->second;
            }};
}

Column latencyColumn(const std::shared_ptr<const Knowledge> &knowledge)
{
    return {"latency", "latency",
            [knowledge](const Architecture &architecture) -> std::optional<double> {
                const auto known = knowledge->known.find(architecture);
                return known == knowledge->known.end() ? std::nullopt : known->second.latencyMs;
            }};
}

std::vector<std::string> recordedColumns(const Knowledge &knowledge)
{
    std::set<std::string> names;
    for (const auto &[architecture, known] : knowledge.known) {
        for (const auto &[name, score] : known.recorded)
            names.insert(name);
    }
    return {names.begin(), names.end()};
}

Result<Eigen::MatrixXd> columnMatrix(std::span<const Column> columns,
                                     std::span<const Architecture> architectures,
                                     const std::string &predictor)
{
    return matrixOf(columns, architectures, predictor, "architectures",
                    [](const Architecture &a) -> const Architecture & { return a; });
}

Result<Eigen::MatrixXd> columnMatrix(std::span<const Column> columns,
                                     std::span<const Demonstration> demonstrations,
                                     const std::string &predictor)
{
    return matrixOf(columns, demonstrations, predictor, "demonstrations",
                    [](const Demonstration &d) -> const Architecture & { return d.architecture; });
}

Eigen::VectorXd scoresOf(std::span<const Demonstration> demonstrations)
{
    Eigen::VectorXd scores(static_cast<Index>(demonstrations.size()));
    for (std::size_t i = 0; i < demonstrations.size(); ++i)
        scores(static_cast<Index>(i)) = demonstrations[i].score;
    return scores;
}

Error tooFewDemonstrations(const std::string &predictor, std::size_t needed, std::size_t has,
                           const std::string &otherwise)
{
    const std::string noun = needed == 1 ? " demonstration" : " demonstrations";
    return {ErrorCode::InvalidInput,
            predictor + " needs at least " + std::to_string(needed) + noun + " and has "
                + std::to_string(has) + "; show more"
                + (otherwise.empty() ? std::string() : " or choose " + otherwise) + '.',
            {}};
}

} // namespace auspex
