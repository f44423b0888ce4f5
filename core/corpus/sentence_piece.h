// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/corpus/dictionary.h"

namespace auspex {

enum class PieceModel { Unigram, Bpe };

struct SentencePieceOptions {
    PieceModel model = PieceModel::Unigram;
    int pieces = 8000;               ///< of the vocabulary, the four special ones among them
    double characterCoverage = 1.0;  ///< 0.9995 for languages of thousands of characters
    std::size_t sentences = 1000000; ///< that it is trained on, drawn where there are more
    std::uint64_t seed = 1;          ///< of the drawing
};

/// Keeps at most so many of the sentences that are added, each with the same probability.
class SentenceSample {
public:
    SentenceSample(std::size_t most, std::uint64_t seed);

    void add(std::string_view sentence);
    const std::vector<std::string> &sentences() const { return m_sentences; }

private:
    std::size_t m_most;
    std::uint64_t m_added = 0;
    Random m_random;
    std::vector<std::string> m_sentences;
};

/// A SentencePiece model: texts to pieces and back. Copies share the model; any thread may call.
class SentencePiece {
public:
    /// Trains on the sentences. The special ids are ours (begin 0, pad 1, end 2, unknown 3). The
    /// same sentences and options give the same model. Fails where the text has too many characters
    /// or too few different pieces for the vocabulary. It cannot be cancelled.
    static Result<SentencePiece> train(const SentencePieceOptions &options,
                                       std::span<const std::string> sentences);

    /// The bytes of a .model file; `source` names it in errors.
    static Result<SentencePiece> parse(std::string bytes, const std::string &source);
    static Result<SentencePiece> read(const std::filesystem::path &file);

    /// What parse() reads.
    const std::string &bytes() const;

    std::vector<std::string> segmented(std::string_view text) const;
    std::string joined(std::span<const std::string> pieces) const;

    /// All pieces in the model's order, but for its special ones. Where the model is one of
    /// train(), the ids are the model's own.
    Result<Dictionary> dictionary() const;

private:
    struct Impl;
    explicit SentencePiece(std::shared_ptr<const Impl> impl);
    std::shared_ptr<const Impl> m_impl;
};

} // namespace auspex
