// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/arch/architecture.h"
#include "core/arch/search_space.h"
#include "core/base/result.h"

// Prompts of LLM-PP (paper, section 3.2): named components in order, each of which can be switched
// off, with named placeholders in their texts. Any thread may call.

namespace auspex {

/// What a component is for; decides what stands between it and its neighbours.
enum class PromptPart {
    Role,
    Heading,     ///< of the instructions; rendered only where one of them is
    Instruction, ///< numbered "1. " and so on among those that are switched on
    Definitions, ///< what each hyperparameter means
    Demonstrations,
    Query, ///< exactly one, the last
    Text,  ///< anything else
};

struct PromptComponent {
    std::string id; ///< unique in its prompt: lower-case letters, digits, hyphens
    PromptPart part = PromptPart::Text;
    std::string text; ///< with {{placeholders}}
    bool enabled = true;

    bool operator==(const PromptComponent &) const = default;
};

/// A named choice of components: a row of the paper's ablation (Table 1).
struct PromptVariant {
    std::string id;                      ///< "first-instruction"
    std::string title;                   ///< "+ First instruction"
    std::vector<std::string> components; ///< ids of those that are switched on

    bool operator==(const PromptVariant &) const = default;
};

enum class PromptFormat {
    Auspex, ///< components with {{placeholders}}
    Llmas,  ///< one text with $$$placeholders$$$, rendered byte for byte as the paper's code does
};

struct Prompt {
    std::string title;
    PromptFormat format = PromptFormat::Auspex;
    std::vector<PromptComponent> components; ///< in order; a Llmas prompt has one, "template"
    std::vector<PromptVariant> variants;

    bool operator==(const Prompt &) const = default;
};

/// The efficiency figure that a prompt shows beside each architecture.
enum class EfficiencyMetric { None, Gflops, Latency, ModelSize };

/// "gflops", "latency", "model-size", "none": in files and on command lines.
std::string_view efficiencyKey(EfficiencyMetric metric);
std::optional<EfficiencyMetric> efficiencyOfKey(std::string_view key);

/// What a prompt says of its task.
struct PromptTask {
    std::string name; ///< as a reader would say it: "WMT'14 English to German"
    std::string sourceLanguage;
    std::string targetLanguage;
    std::string metric = "BLEU"; ///< of the demonstrations' scores and of the answer
    EfficiencyMetric efficiency = EfficiencyMetric::Gflops;

    bool operator==(const PromptTask &) const = default;
};

/// The known description of a data set ("wmt14ende", "wmt14enfr", "wmt19ende", "iwslt14deen"); for
/// any other its name, and languages where it ends in two known two-letter codes.
PromptTask promptTaskOf(std::string_view taskName);

/// A sentence pair of the task's training data.
struct TaskExample {
    std::string source;
    std::string target;

    bool operator==(const TaskExample &) const = default;
};

/// An architecture as a prompt shows it.
struct PromptSubject {
    Architecture architecture;
    /// In the unit of the task's efficiency metric: GFLOPs of one sentence with the output layer,
    /// milliseconds, million parameters.
    std::optional<double> efficiency;
    std::optional<double> score; ///< of a demonstration
};

struct PromptInput {
    PromptTask task;
    std::vector<TaskExample> examples;
    std::vector<PromptSubject> demonstrations;
    std::optional<PromptSubject>
        query; ///< none: the query renders with its keys alone, for a preview
};

/// In the metric's unit; nothing where it is not known (no latency, no vocabulary) or None.
std::optional<double> efficiencyValue(EfficiencyMetric metric, const SearchSpace &space,
                                      int vocabulary, const Architecture &architecture,
                                      std::optional<double> latencyMs);

/// What is wrong in a component's text, for an editor to underline.
struct PromptProblem {
    std::string component;  ///< its id; empty where it is the prompt as a whole
    std::size_t offset = 0; ///< bytes, in the component's text
    std::size_t length = 0;
    std::string message; ///< one full sentence
};

struct PromptPlaceholder {
    std::string name;        ///< "demonstrations"
    std::string description; ///< one line, for completion lists
};

/// Those of the format, in the order of a help text.
const std::vector<PromptPlaceholder> &placeholdersOf(PromptFormat format);

/// Unknown and unclosed placeholders, duplicate ids, no or several queries, a query or
/// demonstrations without their placeholder, variants that name what there is not. Of components
/// that are switched off, too.
std::vector<PromptProblem> promptProblems(const Prompt &prompt);

/// Where a component's text went, an instruction's number included.
struct RenderedSpan {
    std::string component;
    std::size_t begin = 0; ///< bytes in RenderedPrompt::text
    std::size_t end = 0;
};

struct RenderedPrompt {
    std::string text; ///< one user message
    std::vector<RenderedSpan> spans;
};

/// The exact text that is sent. Fails on the first problem of a component that is switched on, and
/// where a used placeholder has nothing to show (examples or demonstrations that are not there, an
/// efficiency that is not known).
///
/// Auspex: an empty line between components, none before an instruction that follows another one or
/// the heading. A component without text is passed over, as is an instruction that speaks of the
/// efficiency where the task's metric is None. Efficiencies have one decimal, scores two, or four
/// where all demonstrations' scores are between -1 and 1.
///
/// Llmas: as the paper's code assembles it, "BLEU: " and a space at the end. It fails where the
/// task's metric is no BLEU or its efficiency not Gflops, which the format always names.
Result<RenderedPrompt> renderPrompt(const Prompt &prompt, const PromptInput &input);

/// The prompt with exactly the variant's components switched on. Fails on an unknown id and lists
/// those that there are.
Result<Prompt> withVariant(const Prompt &prompt, std::string_view variantId);

/// Reads and writes the file format of prompts/ (prompts/README.md). The error names the line. What
/// promptProblems() finds in the texts is no error here. Written and read again a prompt is the
/// same, but for carriage returns and for space at the ends of titles.
Result<Prompt> parsePromptFile(std::string_view text, const std::string &source);
std::string promptFileText(const Prompt &prompt);

/// A template file of LLMAS, as Python reads it: every kind of line end becomes "\n". Fails where
/// it is not UTF-8, has an unknown
/// $$$placeholder$$$ or lacks $$$seedarch_examples$$$.
Result<Prompt> importLlmasTemplate(std::string_view text, const std::string &title);

/// Either kind of file by its content: one of ours says so in its first line, anything else with
/// "$$$" is a template of LLMAS, titled by the file's name.
Result<Prompt> importPrompt(std::string_view text, const std::string &file);

/// JSON for the workspace; reading fails with ErrorCode::Corrupt.
std::string promptJson(const Prompt &prompt);
Result<Prompt> promptOfJson(std::string_view json);

/// A prompt that comes with the program: "llm-pp" (any task) and "llm-pp-wmt" (the paper's tasks).
struct BuiltInPrompt {
    std::string name;
    Prompt prompt;
};
const std::vector<BuiltInPrompt> &builtInPrompts();

} // namespace auspex
