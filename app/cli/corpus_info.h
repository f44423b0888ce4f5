// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"
#include "core/corpus/corpus.h"

namespace auspex::cli {

/// A folder, or a name that the workspace of --workspace knows.
tl::expected<Corpus, Stop> corpusNamed(Context &context, const std::string &folderOrName);

struct CorpusInfoOptions {
    std::string corpus;
    int lengths = 0; ///< width of the histogram's bars; 0: the statistics
};

Outcome showCorpus(Context &context, const CorpusInfoOptions &options);

Outcome listCorpora(Context &context);

/// A row a split and language.
Outcome writeStatistics(Context &context, const Corpus &corpus);

} // namespace auspex::cli
