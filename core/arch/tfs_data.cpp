// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/tfs_data.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/base/text.h"

namespace auspex {

namespace {

/// What the first difference between two statements about one architecture is, or nothing.
std::optional<std::string> contradiction(const TargetScores &known, const TargetScores &added,
                                         const std::string &whose)
{
    for (const auto &[target, value] : added) {
        const auto old = known.find(target);
        if (old != known.end() && old->second != value)
            return whose + ' ' + target + " is " + formatDouble(value) + " here and was "
                   + formatDouble(old->second) + " before";
    }
    return std::nullopt;
}

std::optional<std::string> contradiction(const TfsRecord &known, const TfsRecord &added)
{
    if (auto found = contradiction(known.tfs, added.tfs, "its trained-from-scratch"))
        return found;
    for (const auto &[name, scores] : added.recorded) {
        const auto old = known.recorded.find(name);
        if (old == known.recorded.end())
            continue;
        if (auto found = contradiction(old->second, scores, "the score that " + name + " gives as"))
            return found;
    }
    if (known.latencyMs && added.latencyMs && *known.latencyMs != *added.latencyMs)
        return "its latency is " + formatDouble(*added.latencyMs) + " ms here and was "
               + formatDouble(*known.latencyMs) + " ms before";
    return std::nullopt;
}

void complete(TfsRecord &known, const TfsRecord &added)
{
    known.tfs.insert(added.tfs.begin(), added.tfs.end());
    for (const auto &[name, scores] : added.recorded)
        known.recorded[name].insert(scores.begin(), scores.end());
    if (!known.latencyMs)
        known.latencyMs = added.latencyMs;
    const auto take = [](auto &mine, const auto &theirs) {
        if (!mine)
            mine = theirs;
    };
    take(known.stated.totalFlops, added.stated.totalFlops);
    take(known.stated.lastLayerFlops, added.stated.lastLayerFlops);
    take(known.stated.flopsWithoutLastLayer, added.stated.flopsWithoutLastLayer);
    take(known.stated.parametersWithoutEmbeddings, added.stated.parametersWithoutEmbeddings);
    take(known.stated.embeddingParameters, added.stated.embeddingParameters);
}

TfsSplit &splitNamed(TfsTask &task, const std::string &name)
{
    const auto found = std::find_if(task.splits.begin(), task.splits.end(),
                                    [&](const TfsSplit &split) { return split.name == name; });
    if (found != task.splits.end())
        return *found;
    task.splits.push_back({name, {}, {}});
    return task.splits.back();
}

} // namespace

std::string describe(const LineProblem &problem)
{
    const std::string place = problem.line == 0
                                  ? problem.file
                                  : problem.file + ", line " + std::to_string(problem.line);
    return place + ": " + problem.reason;
}

std::vector<LineProblem> mergeRecords(TfsTask &task, const std::string &split, SplitRole role,
                                      const std::vector<TfsRecord> &records,
                                      const std::vector<std::size_t> &lines,
                                      const std::string &file)
{
    std::unordered_map<Architecture, std::size_t> indexOf;
    for (std::size_t i = 0; i < task.records.size(); ++i)
        indexOf.emplace(task.records[i].architecture, i);
    TfsSplit &target = splitNamed(task, split);
    std::vector<std::size_t> &members = role == SplitRole::Demonstrations ? target.demonstrations
                                                                          : target.test;
    const std::vector<std::size_t> &others = role == SplitRole::Demonstrations
                                                 ? target.test
                                                 : target.demonstrations;
    const std::set<std::size_t> taken(others.begin(), others.end());

    std::vector<LineProblem> problems;
    std::vector<std::size_t> added;
    std::unordered_map<Architecture, std::size_t> lineOf;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const TfsRecord &record = records[i];
        const auto refuse = [&](const std::string &reason) {
            problems.push_back({file, lines[i], reason});
        };
        if (const auto twice = lineOf.find(record.architecture); twice != lineOf.end()) {
            refuse("the architecture already stands in line " + std::to_string(twice->second)
                   + "; it was left out.");
            continue;
        }
        const auto known = indexOf.find(record.architecture);
        if (known != indexOf.end() && taken.contains(known->second)) {
            refuse("the architecture is among both the demonstrations and the test architectures "
                   "of split "
                   + split + "; it was left out here.");
            continue;
        }
        if (known != indexOf.end()) {
            if (const auto found = contradiction(task.records[known->second], record)) {
                refuse(*found + "; it was left out.");
                continue;
            }
        }
        lineOf.emplace(record.architecture, lines[i]);
        if (known != indexOf.end()) {
            complete(task.records[known->second], record);
            added.push_back(known->second);
        } else {
            indexOf.emplace(record.architecture, task.records.size());
            added.push_back(task.records.size());
            task.records.push_back(record);
        }
    }
    members = std::move(added);
    return problems;
}

std::vector<std::string> targetNames(const TfsTask &task)
{
    std::set<std::string> names;
    for (const TfsRecord &record : task.records) {
        for (const auto &[target, value] : record.tfs)
            names.insert(target);
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> recordedNames(const TfsTask &task)
{
    std::set<std::string> names;
    for (const TfsRecord &record : task.records) {
        for (const auto &[name, scores] : record.recorded)
            names.insert(name);
    }
    return {names.begin(), names.end()};
}

SearchSpace spaceOf(const TfsTask &task)
{
    std::optional<SearchSpace> known = builtInSpace(task.name);
    SearchSpace space = known ? *known : *builtInSpace("wmt14ende");
    if (!known) {
        space.name = task.name;
        space.title = task.name;
    }
    for (const TfsRecord &record : task.records) {
        if (const auto implied = impliedVocabulary(record, space.sentenceLength)) {
            space.vocabulary = implied;
            break;
        }
    }
    return space;
}

std::optional<int> impliedVocabulary(const TfsRecord &record, int sentenceLength)
{
    const std::int64_t width = record.architecture.decoderEmbedDim;
    const auto dividedBy = [](const std::optional<std::int64_t> &value,
                              std::int64_t divisor) -> std::optional<int> {
        if (!value || divisor <= 0 || *value <= 0 || *value % divisor != 0
            || *value / divisor > 10'000'000)
            return std::nullopt;
        return static_cast<int>(*value / divisor);
    };
    if (const auto vocabulary = dividedBy(record.stated.embeddingParameters, width))
        return vocabulary;
    return dividedBy(record.stated.lastLayerFlops, 2 * width * sentenceLength);
}

TfsSplit drawSplit(const TfsTask &task, const std::string &target, std::size_t demonstrations,
                   std::uint64_t seed)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < task.records.size(); ++i) {
        if (task.records[i].tfs.contains(target))
            order.push_back(i);
    }
    Random random(seed, "split");
    random.shuffle(order);
    const auto middle = order.begin()
                        + static_cast<std::ptrdiff_t>(std::min(demonstrations, order.size()));
    return {std::to_string(seed), {order.begin(), middle}, {middle, order.end()}};
}

} // namespace auspex
