// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <vector>

#include "core/corpus/corpus.h"

namespace auspex {

/// Writes a corpus's folder beside its place and gives it its name at the end, so that a folder of
/// that name is always complete. Splits are written as they come: only one file of tokens is in
/// memory. What was not finished is removed.
class CorpusWriter {
public:
    /// Fails where the folder exists (and is not empty), or cannot be made. Of the corpus, name,
    /// languages, origin and codecs are used.
    static Result<CorpusWriter> begin(const std::filesystem::path &folder, Corpus corpus);

    CorpusWriter(CorpusWriter &&other) noexcept;
    CorpusWriter &operator=(CorpusWriter &&) = delete;
    ~CorpusWriter();

    /// Ends the split before. With texts, each pair needs one.
    Result<void> beginSplit(const std::string &name, bool withTexts);

    Result<void> add(TokenPair pair, const SentencePair *text);

    /// Encodes with the corpus's codecs, and keeps the text where the split has texts.
    Result<void> add(const SentencePair &text);

    void setLeftOut(std::size_t pairs);

    /// Gives the folder its name. Nothing of it is there when this fails.
    Result<Corpus> finish();

private:
    CorpusWriter(std::filesystem::path folder, std::filesystem::path temporary, Corpus corpus);
    Result<void> writeTokens();
    Result<void> endSplit();
    Result<void> writeDictionaries();

    std::filesystem::path m_folder;
    std::filesystem::path m_temporary; ///< empty: nothing is left to remove
    Corpus m_corpus;
    std::vector<TokenPair> m_pairs;
    std::size_t m_longest = 0; ///< of them, in tokens
    std::ofstream m_sourceTexts;
    std::ofstream m_targetTexts;
};

} // namespace auspex
