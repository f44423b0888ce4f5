// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/llm/prompt.h"

// What a prompt's placeholders stand for.

namespace auspex {

/// "GFLOPS", "Latency (ms)", "Parameters (millions)": what stands before the figure.
std::string_view efficiencyLabel(EfficiencyMetric metric);

/// Whether the placeholder speaks of the efficiency metric.
bool isOfEfficiency(std::string_view placeholder);

/// "Example 1:", "Input: ...", "Output: ..." and an empty line, for each. White space at the end is
/// taken off as Python's strip() does.
std::string taskExamplesText(const std::vector<TaskExample> &examples);

/// How a prompt writes architectures.
struct SubjectFormat {
    EfficiencyMetric efficiency = EfficiencyMetric::Gflops;
    std::string_view metric = "BLEU";
    int scoreDecimals = 2;
};

/// Two; four where all scores are between -1 and 1, as COMET's are: two would tell too little.
int scoreDecimalsOf(const std::vector<PromptSubject> &demonstrations);

/// Each as its ten lines, the efficiency's and the score's; an empty line between them. Fails,
/// naming which one, where an efficiency or a score is not known.
Result<std::string> demonstrationsText(const std::vector<PromptSubject> &demonstrations,
                                       const SubjectFormat &format);

/// The ten lines and the efficiency's, each ended. Without an architecture the lines have no value.
Result<std::string> architectureText(const std::optional<PromptSubject> &query,
                                     const SubjectFormat &format);

/// The value of an Auspex prompt's placeholder. Fails with a full sentence where there is none.
Result<std::string> placeholderValue(std::string_view placeholder, const PromptInput &input);

} // namespace auspex
