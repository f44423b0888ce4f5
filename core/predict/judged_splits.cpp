// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/judged_splits.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/predict/wording.h"

namespace auspex {

namespace {

/// Drawn where the data brings no split and none is asked for.
constexpr std::array<std::uint64_t, 3> seedsWithoutSplits{1, 2, 3};

Result<std::vector<TfsSplit>> chosenSplits(const TfsTask &task, const EvaluationOptions &options,
                                           std::vector<std::string> &notes)
{
    if (options.splits.empty() && !task.splits.empty())
        return task.splits;
    std::vector<std::string> names = options.splits;
    if (names.empty()) {
        for (const std::uint64_t seed : seedsWithoutSplits)
            names.push_back(std::to_string(seed));
        notes.push_back("The task " + task.name + " brings no splits, so " + join(names, ", ")
                        + " were drawn at random.");
    }
    std::vector<TfsSplit> splits;
    for (const std::string &name : names) {
        const bool known = std::any_of(splits.begin(), splits.end(),
                                       [&](const TfsSplit &split) { return split.name == name; });
        if (known)
            continue;
        auto split = findSplit(task, name, options);
        if (!split)
            return tl::make_unexpected(split.error());
        splits.push_back(std::move(*split));
    }
    return splits;
}

/// The split's records with their scores; the number of those without the target is added to a
/// note.
JudgedSplit judgedSplit(const TfsTask &task, const TfsSplit &split,
                        const EvaluationOptions &options, std::vector<std::string> &notes)
{
    JudgedSplit judged;
    judged.name = split.name;
    const auto wanted = static_cast<std::size_t>(options.demonstrations);
    judged.demonstrations = demonstrationsOf(task, split, options);
    for (const std::size_t record : split.test) {
        const TfsRecord &tested = task.records[record];
        const auto score = tested.tfs.find(options.target);
        if (score == tested.tfs.end())
            continue;
        judged.records.push_back(record);
        judged.architectures.push_back(tested.architecture);
        judged.target.push_back(score->second);
        judged.depth.push_back(tested.architecture.decoderLayers());
        judged.item.push_back(static_cast<int>(record));
    }
    if (judged.demonstrations.size() < wanted)
        notes.push_back("Split " + split.name + " has "
                        + counted(judged.demonstrations.size(), "demonstration") + " with "
                        + options.target + "; " + std::to_string(wanted) + " were asked for.");
    if (judged.records.size() < split.test.size())
        notes.push_back("Split " + split.name + " leaves out "
                        + counted(split.test.size() - judged.records.size(), "test architecture")
                        + " without " + options.target + '.');
    return judged;
}

} // namespace

Result<TfsSplit> findSplit(const TfsTask &task, const std::string &name,
                           const EvaluationOptions &options)
{
    const auto found = std::find_if(task.splits.begin(), task.splits.end(),
                                    [&](const TfsSplit &split) { return split.name == name; });
    if (found != task.splits.end())
        return *found;
    if (const auto seed = parseInteger(name); seed && *seed >= 0)
        return drawSplit(task, options.target, static_cast<std::size_t>(options.demonstrations),
                         static_cast<std::uint64_t>(*seed));
    std::vector<std::string> names;
    for (const TfsSplit &split : task.splits)
        names.push_back(split.name);
    return failure(ErrorCode::NotFound,
                   "The task " + task.name + " has no split called " + quotedForMessage(name)
                       + (names.empty() ? "; it has none" : "; it has " + join(names, ", "))
                       + ", and any whole number draws one.");
}

std::vector<Demonstration> demonstrationsOf(const TfsTask &task, const TfsSplit &split,
                                            const EvaluationOptions &options)
{
    const auto wanted = static_cast<std::size_t>(options.demonstrations);
    std::vector<Demonstration> demonstrations;
    for (const std::size_t record : split.demonstrations) {
        const TfsRecord &shown = task.records[record];
        const auto score = shown.tfs.find(options.target);
        if (score != shown.tfs.end() && demonstrations.size() < wanted)
            demonstrations.push_back({shown.architecture, score->second});
    }
    return demonstrations;
}

Result<std::vector<JudgedSplit>> judgedSplits(const TfsTask &task, const EvaluationOptions &options,
                                              std::vector<std::string> &notes)
{
    const std::vector<std::string> targets = targetNames(task);
    if (std::find(targets.begin(), targets.end(), options.target) == targets.end())
        return failure(ErrorCode::NotFound,
                       "No architecture of " + task.name + " has a score called "
                           + quotedForMessage(options.target)
                           + (targets.empty() ? "; the task has no scores at all."
                                              : "; there are " + join(targets, ", ") + '.'));
    const auto chosen = chosenSplits(task, options, notes);
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    std::vector<JudgedSplit> splits;
    for (const TfsSplit &split : *chosen) {
        JudgedSplit judged = judgedSplit(task, split, options, notes);
        if (judged.records.empty())
            notes.push_back("Split " + split.name + " has no test architecture with "
                            + options.target + " and is left out.");
        else
            splits.push_back(std::move(judged));
    }
    if (splits.empty())
        return failure(ErrorCode::InvalidInput,
                       "Nothing can be judged: no split of " + task.name
                           + " has a test architecture with " + options.target
                           + "; import more architectures or show fewer demonstrations.");
    return splits;
}

} // namespace auspex
