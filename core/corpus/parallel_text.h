// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"

// Parallel text in Moses' layout: one UTF-8 file a language, one sentence a line, and line N of one
// file is the translation of line N of the other.

namespace auspex {

struct SentencePair {
    std::string source;
    std::string target;

    bool operator==(const SentencePair &) const = default;
};

/// What becomes of a pair of which one sentence, or both, is empty or white space.
enum class EmptyLines {
    Refuse,  ///< an error that names the line
    LeaveOut ///< counted, and passed over
};

struct ParallelFiles {
    std::filesystem::path source;
    std::filesystem::path target;
    EmptyLines emptyLines = EmptyLines::Refuse;
};

struct PairCount {
    std::size_t pairs = 0;   ///< that were used
    std::size_t leftOut = 0; ///< with an empty line
};

/// A line longer than this many bytes is no sentence, and refused.
inline constexpr std::size_t longestLine = 1U << 20;

/// Gives each pair, in order, to `use`, whose failure ends the reading. Only one pair is in memory
/// at a time, so that files of any size can be read. Line breaks are LF or CRLF; a byte order mark
/// at the beginning is passed over; the sentences come without white space at their ends. Fails,
/// naming file and line, on text that is not UTF-8, NUL characters, lines longer than longestLine,
/// empty lines where they are refused, files of unequal length (with both counts) and empty files.
Result<PairCount> forEachPair(const ParallelFiles &files,
                              const std::function<Result<void>(SentencePair &&)> &use, Job &job);

/// The sentences of one file of that form; a line that is empty stays.
Result<std::vector<std::string>> readSentences(const std::filesystem::path &file);

/// What a language's name must be, as it becomes part of file names: letters, digits, '-' and '_',
/// at most 32 of them.
bool isLanguageName(std::string_view name);

} // namespace auspex
