// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/judged_columns.h"

#include <utility>

namespace auspex {

namespace {

/// Goes through a split's records beside an outcome of it, which holds some of them in the same
/// order.
class Follower {
public:
    explicit Follower(const SplitOutcome &outcome)
        : m_outcome(outcome)
    {
    }

    /// The prediction for the record, null where it is missed.
    const Prediction *next(std::size_t record)
    {
        if (m_at == m_outcome.records.size() || m_outcome.records[m_at] != record)
            return nullptr;
        return &m_outcome.predictions[m_at++];
    }

private:
    const SplitOutcome &m_outcome;
    std::size_t m_at = 0;
};

} // namespace

JudgedColumns columnsOf(const PredictorEvaluation &row, const std::vector<JudgedSplit> &splits,
                        const PredictorEvaluation *other)
{
    JudgedColumns columns;
    for (std::size_t s = 0; s < splits.size(); ++s) {
        const JudgedSplit &split = splits[s];
        Follower own(row.splits[s]);
        Follower others(other ? other->splits[s] : row.splits[s]);
        JudgedColumns::Split column;
        for (std::size_t i = 0; i < split.records.size(); ++i) {
            const Prediction *prediction = own.next(split.records[i]);
            const bool isShared = others.next(split.records[i]) != nullptr;
            if (!prediction || !isShared)
                continue;
            column.predicted.push_back(prediction->value);
            column.target.push_back(split.target[i]);
            column.depth.push_back(split.depth[i]);
            column.item.push_back(split.item[i]);
        }
        if (!other || !column.item.empty())
            columns.splits.push_back(std::move(column));
    }
    return columns;
}

std::vector<SplitScores> scoresOf(const JudgedColumns &columns)
{
    std::vector<SplitScores> scores;
    for (const JudgedColumns::Split &split : columns.splits)
        scores.push_back({split.predicted, split.target, split.depth, split.item});
    return scores;
}

} // namespace auspex
