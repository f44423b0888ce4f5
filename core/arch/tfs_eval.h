// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/arch/tfs_data.h"
#include "core/base/job.h"

namespace auspex {

/// One file of TFS-Eval: DIR/SPLIT/TASK/train.jsonl holds demonstrations, test.jsonl what is
/// judged.
struct TfsEvalFile {
    std::filesystem::path path;
    std::string split;
    std::string task;
    SplitRole role = SplitRole::Demonstrations;
};

/// The records of one file in file order, the line each stands in, and what could not be read.
struct TfsFileContent {
    std::vector<TfsRecord> records;
    std::vector<std::size_t> lines; ///< of the record with the same index, from 1
    std::vector<LineProblem> problems;
};

/// Finds the files of a folder in the LLMAS layout, sorted by task, split and role. The folder may
/// also be one split (its task folders below it) or one split's task. Fails where there is none.
Result<std::vector<TfsEvalFile>> findTfsEvalFiles(const std::filesystem::path &folder);

/// Parses LLMAS's JSON lines: an object with "scratch" {arch_info, valid_BLEU, test_BLEU, counts,
/// latency} and, for each supernet, its name with {valid_BLEU, test_BLEU}. Works on any text.
TfsFileContent parseTfsLines(std::string_view text, const std::string &source);

/// Fails only where the file itself cannot be read.
Result<TfsFileContent> readTfsFile(const std::filesystem::path &file);

/// A whole folder in memory, for evaluation without a workspace. Problems are collected, never
/// fatal, unless no record at all could be read.
struct TfsEval {
    std::vector<TfsTask> tasks; ///< sorted by name
    std::vector<LineProblem> problems;
};
Result<TfsEval> readTfsEval(const std::filesystem::path &folder, Job &job);

/// The record as a line of the same format, without the line break.
std::string tfsLine(const TfsRecord &record);

} // namespace auspex
