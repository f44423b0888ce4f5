// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/prompt_values.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/arch/architecture_codecs.h"
#include "core/base/text.h"
#include "core/llm/python_text.h"

namespace auspex {

namespace {

/// In the order of subTransformerKeys.
constexpr std::array<std::string_view, 10> definitions = {
    "width of the encoder, that is, of its token embeddings and of the output of each of its "
    "layers",
    "number of encoder layers",
    "width of the hidden layer of the feed-forward network, one number for each encoder layer, "
    "beginning with the one next to the input",
    "number of self-attention heads, one number for each encoder layer",
    "width of the decoder, that is, of its token embeddings and of the output of each of its "
    "layers",
    "number of decoder layers",
    "width of the hidden layer of the feed-forward network, one number for each decoder layer",
    "number of self-attention heads, one number for each decoder layer",
    "number of heads with which a decoder layer attends to the encoder, one number for each "
    "decoder "
    "layer",
    "which encoder layers a decoder layer attends to, one number for each decoder layer: -1 for "
    "the "
    "last encoder layer alone, 1 for the last two, 2 for the last three",
};

struct EfficiencyWords {
    std::string_view name;
    std::string_view unit;
    std::string_view label;
    std::string_view definition;
};

EfficiencyWords wordsOf(EfficiencyMetric metric)
{
    switch (metric) {
    case EfficiencyMetric::None:
        break;
    case EfficiencyMetric::Gflops:
        return {"GFLOPS", "billions of floating point operations", "GFLOPS",
                "how many billions of floating point operations the network needs to process one "
                "sentence, its output layer included"};
    case EfficiencyMetric::Latency:
        return {"latency", "milliseconds", "Latency (ms)",
                "how many milliseconds the network needs to process one sentence"};
    case EfficiencyMetric::ModelSize:
        return {"model size", "millions of parameters", "Parameters (millions)",
                "how many millions of parameters the network has, its embeddings included"};
    }
    return {};
}

std::string definitionsText()
{
    std::string text;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        text += i == 0 ? "" : "\n";
        text += subTransformerKeys[i];
        text += ": ";
        text += definitions[i];
    }
    return text;
}

void addArchitecture(std::string &text, const Architecture &architecture)
{
    for (const std::string &line : architectureInfo(architecture)) {
        text += line;
        text += '\n';
    }
}

void addEfficiency(std::string &text, EfficiencyMetric metric, double value)
{
    text += efficiencyLabel(metric);
    text += ": ";
    text += formatFixed(value, 1);
    text += '\n';
}

tl::unexpected<Error> noEfficiency(const std::string &whose, EfficiencyMetric metric)
{
    return failure(ErrorCode::InvalidInput,
                   "The " + std::string(wordsOf(metric).name) + " of " + whose
                       + " is not known; choose another efficiency metric, or none.");
}

bool isKnown(const std::optional<double> &value)
{
    return value && std::isfinite(*value);
}

Result<std::string> needed(const std::string &value, const std::string &what)
{
    if (trimmed(value).empty())
        return failure(ErrorCode::InvalidInput, "The task has no " + what
                                                    + ", which the prompt asks for; fill it in, or "
                                                      "take the placeholder out.");
    return value;
}

Result<std::string> efficiencyWord(std::string_view word)
{
    if (word.empty())
        return failure(
            ErrorCode::InvalidInput,
            "The prompt speaks of the efficiency metric, and the task shows none; choose "
            "one, or take the placeholder out.");
    return std::string(word);
}

SubjectFormat formatOf(const PromptInput &input)
{
    return {input.task.efficiency, input.task.metric, scoreDecimalsOf(input.demonstrations)};
}

} // namespace

std::string_view efficiencyLabel(EfficiencyMetric metric)
{
    return wordsOf(metric).label;
}

bool isOfEfficiency(std::string_view placeholder)
{
    return placeholder.substr(0, 11) == "efficiency_";
}

std::string taskExamplesText(const std::vector<TaskExample> &examples)
{
    std::string text;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        text += "Example " + std::to_string(i + 1) + ":\n";
        text += "Input: " + examples[i].source + '\n';
        text += "Output: " + examples[i].target + "\n\n";
    }
    return std::string(pythonStripped(text));
}

int scoreDecimalsOf(const std::vector<PromptSubject> &demonstrations)
{
    const auto isSmall = [](const PromptSubject &subject) {
        return !subject.score || std::abs(*subject.score) <= 1.0;
    };
    const auto hasScore = [](const PromptSubject &subject) { return subject.score.has_value(); };
    const bool small = std::any_of(demonstrations.begin(), demonstrations.end(), hasScore)
                       && std::all_of(demonstrations.begin(), demonstrations.end(), isSmall);
    return small ? 4 : 2;
}

Result<std::string> demonstrationsText(const std::vector<PromptSubject> &demonstrations,
                                       const SubjectFormat &format)
{
    if (demonstrations.empty())
        return failure(
            ErrorCode::InvalidInput,
            "There are no demonstrations, which the prompt shows; choose some, or switch "
            "off the component.");
    std::string text;
    for (std::size_t i = 0; i < demonstrations.size(); ++i) {
        const PromptSubject &subject = demonstrations[i];
        const auto whose = [&] { return "demonstration " + std::to_string(i + 1); };
        if (!isKnown(subject.score))
            return failure(ErrorCode::InvalidInput,
                           "The score of " + whose() + " is not known; leave it out.");
        text += i == 0 ? "" : "\n";
        addArchitecture(text, subject.architecture);
        if (format.efficiency != EfficiencyMetric::None) {
            if (!isKnown(subject.efficiency))
                return noEfficiency(whose(), format.efficiency);
            addEfficiency(text, format.efficiency, *subject.efficiency);
        }
        text += format.metric;
        text += ": ";
        text += formatFixed(*subject.score, format.scoreDecimals);
        text += '\n';
    }
    text.pop_back();
    return text;
}

Result<std::string> architectureText(const std::optional<PromptSubject> &query,
                                     const SubjectFormat &format)
{
    std::string text;
    const bool hasEfficiency = format.efficiency != EfficiencyMetric::None;
    if (!query) {
        for (const std::string_view key : subTransformerKeys)
            text += std::string(key) + ":\n";
        if (hasEfficiency)
            text += std::string(efficiencyLabel(format.efficiency)) + ":\n";
        return text;
    }
    addArchitecture(text, query->architecture);
    if (hasEfficiency) {
        if (!isKnown(query->efficiency))
            return noEfficiency("the architecture to be predicted", format.efficiency);
        addEfficiency(text, format.efficiency, *query->efficiency);
    }
    return text;
}

Result<std::string> placeholderValue(std::string_view placeholder, const PromptInput &input)
{
    const PromptTask &task = input.task;
    const EfficiencyWords efficiency = wordsOf(task.efficiency);
    if (placeholder == "task")
        return needed(task.name, "name");
    if (placeholder == "source_language")
        return needed(task.sourceLanguage, "source language");
    if (placeholder == "target_language")
        return needed(task.targetLanguage, "target language");
    if (placeholder == "metric")
        return needed(task.metric, "metric");
    if (placeholder == "efficiency_metric")
        return efficiencyWord(efficiency.name);
    if (placeholder == "efficiency_unit")
        return efficiencyWord(efficiency.unit);
    if (placeholder == "efficiency_label")
        return efficiencyWord(efficiency.label);
    if (placeholder == "efficiency_definition")
        return efficiencyWord(efficiency.definition);
    if (placeholder == "definitions")
        return definitionsText();
    if (placeholder == "demonstration_count")
        return std::to_string(input.demonstrations.size());
    if (placeholder == "task_examples") {
        if (input.examples.empty())
            return failure(ErrorCode::InvalidInput,
                           "There are no task examples, which the prompt shows; choose some, or "
                           "switch off the component.");
        return taskExamplesText(input.examples);
    }
    if (auto named = needed(task.metric, "metric"); !named)
        return named;
    if (placeholder == "demonstrations")
        return demonstrationsText(input.demonstrations, formatOf(input));
    Result<std::string> architecture = architectureText(input.query, formatOf(input));
    if (!architecture)
        return architecture;
    if (placeholder == "architecture") {
        architecture->pop_back(); // the last line's end
        return architecture;
    }
    return *architecture + task.metric + ": "; // {{query}}: the answer is what comes next
}

} // namespace auspex
