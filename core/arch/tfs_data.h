// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/arch/search_space.h"

namespace auspex {

/// A line of a file that could not be used; the rest of the file was.
struct LineProblem {
    std::string file;
    std::size_t line = 0; ///< from 1; 0 for the file as a whole
    std::string reason;   ///< a full sentence
};

/// "FILE, line N: REASON", as people read it.
std::string describe(const LineProblem &problem);

/// Scores by target name: "valid_bleu", "test_bleu", or what an import named.
using TargetScores = std::map<std::string, double>;

/// Counts as a data file states them, to be held against our own.
struct StatedCounts {
    std::optional<std::int64_t> totalFlops;
    std::optional<std::int64_t> lastLayerFlops;
    std::optional<std::int64_t> flopsWithoutLastLayer;
    std::optional<std::int64_t> parametersWithoutEmbeddings;
    std::optional<std::int64_t> embeddingParameters;

    bool operator==(const StatedCounts &) const = default;
};

/// What is known of one architecture on one task.
struct TfsRecord {
    Architecture architecture;
    TargetScores tfs;                             ///< of the network trained from scratch
    std::map<std::string, TargetScores> recorded; ///< by predictor name ("HAT"): supernets' scores
    std::optional<double> latencyMs;
    StatedCounts stated;

    bool operator==(const TfsRecord &) const = default;
};

/// Which records a predictor is shown, and which it is judged on: indices into TfsTask::records, in
/// the order of the files (the first n demonstrations are those that a prompt of n shows).
struct TfsSplit {
    std::string name; ///< "123"
    std::vector<std::size_t> demonstrations;
    std::vector<std::size_t> test;

    bool operator==(const TfsSplit &) const = default;
};

struct TfsTask {
    std::string name;               ///< "wmt14ende"
    std::vector<TfsRecord> records; ///< each architecture once
    std::vector<TfsSplit> splits;

    bool operator==(const TfsTask &) const = default;
};

enum class SplitRole { Demonstrations, Test };

/// Adds the records of one file to a task: known architectures are merged, new ones appended, and
/// the split gets the role's indices (replacing those it had). A record that contradicts what is
/// known (another score for the same architecture), an architecture that stands twice in `records`,
/// or that the other role of the same split holds, is left out and named among the problems, with
/// the line of the same index in `lines`.
std::vector<LineProblem> mergeRecords(TfsTask &task, const std::string &split, SplitRole role,
                                      const std::vector<TfsRecord> &records,
                                      const std::vector<std::size_t> &lines,
                                      const std::string &file);

/// Names of all targets and of all recorded predictors that any record has, sorted.
std::vector<std::string> targetNames(const TfsTask &task);
std::vector<std::string> recordedNames(const TfsTask &task);

/// The built-in space with the task's name, else WMT'14 En-De's choices under the task's name; its
/// vocabulary is the one that the stated counts imply, where they do, else the built-in one.
SearchSpace spaceOf(const TfsTask &task);

/// The vocabulary that stated counts imply (embedding parameters / decoder width, or last-layer
/// FLOPs / (2 * length * width)), where they are stated and divide evenly.
std::optional<int> impliedVocabulary(const TfsRecord &record, int sentenceLength);

/// A split of all records with the target: `demonstrations` drawn at random by the seed, the rest
/// for test. Named after the seed. For data that brings no split of its own.
TfsSplit drawSplit(const TfsTask &task, const std::string &target, std::size_t demonstrations,
                   std::uint64_t seed);

} // namespace auspex
