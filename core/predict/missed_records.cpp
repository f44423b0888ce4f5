// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/missed_records.h"

#include <algorithm>
#include <utility>

#include "core/predict/judged_columns.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

/// Why records are missed, the most frequent reasons first: "REASON REASON".
std::string whyMissed(const std::vector<SplitOutcome> &splits)
{
    constexpr std::size_t shown = 3;
    std::vector<std::pair<std::string, std::size_t>> reasons;
    for (const SplitOutcome &split : splits) {
        for (const MissedRecord &missed : split.missed) {
            const auto known = std::find_if(
                reasons.begin(), reasons.end(),
                [&](const auto &reason) { return reason.first == missed.problem; });
            if (known == reasons.end())
                reasons.emplace_back(missed.problem, 1);
            else
                ++known->second;
        }
    }
    std::stable_sort(reasons.begin(), reasons.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, reasons.size()); ++i) {
        text += i == 0 ? "" : " ";
        text += reasons.size() == 1 ? "" : std::to_string(reasons[i].second) + " times: ";
        text += reasons[i].first;
    }
    if (reasons.size() > shown)
        text += " And " + counted(reasons.size() - shown, "other reason") + '.';
    return text;
}

std::string repliesNotHere(const PredictorEvaluation &row)
{
    return std::to_string(row.unasked) + " of " + std::to_string(row.judged + row.missed)
           + " replies are not in this workspace; run it first.";
}

} // namespace

void countRecords(PredictorEvaluation &row)
{
    for (const SplitOutcome &split : row.splits) {
        row.judged += split.records.size();
        row.missed += split.missed.size();
        for (const MissedRecord &missed : split.missed)
            row.unasked += missed.isUnasked ? 1 : 0;
    }
}

std::optional<Error> tooFewPredictions(const PredictorEvaluation &row)
{
    constexpr std::size_t fewest = 2;
    const auto poor = std::find_if(
        row.splits.begin(), row.splits.end(), [](const SplitOutcome &split) {
            return split.records.size() < fewest && !split.missed.empty();
        });
    if (poor == row.splits.end())
        return std::nullopt;
    if (row.unasked > 0)
        return Error{ErrorCode::NotFound, repliesNotHere(row), {}};
    const std::size_t asked = poor->records.size() + poor->missed.size();
    return Error{ErrorCode::InvalidInput,
                 "Split " + poor->split + ": " + specTitle(row.spec) + " predicts "
                     + std::to_string(poor->records.size()) + " of "
                     + counted(asked, "test architecture") + ", too few to be judged. "
                     + whyMissed({*poor}),
                 {}};
}

void noteMissed(const PredictorEvaluation &row, std::vector<std::string> &notes)
{
    if (row.missed == 0)
        return;
    const std::string title = specTitle(row.spec);
    const std::size_t asked = row.judged + row.missed;
    if (row.unasked == row.missed) {
        notes.push_back(title + " is judged on " + std::to_string(row.judged) + " of "
                        + counted(asked, "test architecture") + ": " + repliesNotHere(row));
        return;
    }
    notes.push_back(title + " has no prediction for " + std::to_string(row.missed) + " of "
                    + counted(asked, "test architecture") + " and is judged on the others. "
                    + whyMissed(row.splits));
}

void noteShared(const PredictorEvaluation &row, const PredictorEvaluation &baseline,
                const std::vector<JudgedSplit> &splits, std::vector<std::string> &notes)
{
    if (row.missed == 0 && baseline.missed == 0)
        return;
    std::size_t shared = 0;
    for (const JudgedColumns::Split &split : columnsOf(row, splits, &baseline).splits)
        shared += split.item.size();
    notes.push_back(specTitle(row.spec) + " is tested against " + specTitle(baseline.spec) + " on "
                    + counted(shared, "test architecture") + ", those that both predict.");
}

} // namespace auspex
