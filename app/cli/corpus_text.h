// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/context.h"

namespace auspex::cli {

struct CorpusTextOptions {
    std::string corpus; ///< a folder, or a name in the workspace
    std::string file;
    bool isTarget = false;
};

/// Sentences to token ids; ids to sentences. A line in, a line out.
Outcome encodeTexts(Context &context, const CorpusTextOptions &options);
Outcome decodeTexts(Context &context, const CorpusTextOptions &options);

} // namespace auspex::cli
