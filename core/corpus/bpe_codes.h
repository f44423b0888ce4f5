// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace auspex {

/// What stands at the end of every part of a word but its last.
inline constexpr std::string_view bpeSeparator = "@@";

/// Merges learned by subword-nmt, applied to words exactly as its apply_bpe does (without a
/// vocabulary, glossaries or dropout): of all pairs of neighbours in the word, the one that stands
/// first in the file is merged, everywhere and from the left, until none is left.
class BpeCodes {
public:
    /// Reads a codes file: "#version: 0.1" or "#version: 0.2" (without it: 0.1), then two symbols a
    /// line. Of a pair that stands there twice the first counts. Fails, naming the line, on
    /// anything else, another version, and text that is not UTF-8.
    static Result<BpeCodes> parse(std::string_view text, const std::string &source);
    static Result<BpeCodes> read(const std::filesystem::path &file);

    /// The file's content, as it was read.
    const std::string &text() const;

    /// Merges, without those that stand there again.
    std::size_t size() const;

    /// The parts of each word, all but a word's last with bpeSeparator at the end. Words that came
    /// before are looked up; any thread may call.
    std::vector<std::string> segmented(std::span<const std::string> words) const;

private:
    struct Impl;
    explicit BpeCodes(std::shared_ptr<const Impl> impl);
    std::shared_ptr<const Impl> m_impl;
};

/// Words out of parts: those that end in bpeSeparator are joined with the next. One that stands at
/// the end of a sentence loses it.
std::vector<std::string> joinedBpe(std::span<const std::string> parts);

} // namespace auspex
