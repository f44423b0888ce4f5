// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/text.h"
#include "core/llm/prompt_template.h"
#include "core/llm/prompt_values.h"

// Templates of LLMAS, the code that was released with the paper (specification, section 8.2).

namespace auspex {

namespace {

/// What its code always shows.
constexpr SubjectFormat llmasFormat = {EfficiencyMetric::Gflops, "BLEU", 2};

/// As Python opens a text file.
std::string withUniversalNewlines(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && text.substr(i + 1, 1) == "\n")
            continue;
        result += text[i] == '\r' ? '\n' : text[i];
    }
    return result;
}

void replaceAll(std::string &text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool isBleu(std::string_view metric)
{
    std::string lowered(metric);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lowered.find("bleu") != std::string::npos;
}

/// A figure must not be sent under another one's name.
Result<void> checkTask(const PromptTask &task)
{
    if (!isBleu(task.metric))
        return failure(ErrorCode::InvalidInput,
                       "A LLMAS template asks for BLEU, and the task is measured in "
                           + quotedForMessage(task.metric) + "; take another prompt for it.");
    if (task.efficiency != EfficiencyMetric::Gflops)
        return failure(ErrorCode::InvalidInput,
                       "A LLMAS template shows GFLOPS, and the task's efficiency metric is "
                           + std::string(efficiencyKey(task.efficiency))
                           + "; choose gflops, or take another prompt.");
    return {};
}

} // namespace

Result<RenderedPrompt> renderLlmasPrompt(const Prompt &prompt, const PromptInput &input)
{
    if (const Result<void> fine = checkTask(input.task); !fine)
        return tl::make_unexpected(fine.error());
    const PromptComponent &component = prompt.components.front();
    std::string text = component.text;
    const std::string examples = writtenPlaceholder(PromptFormat::Llmas, "task_examples");
    if (text.find(examples) != std::string::npos) {
        const Result<std::string> value = placeholderValue("task_examples", input);
        if (!value)
            return tl::make_unexpected(value.error());
        replaceAll(text, examples, *value);
    }
    const Result<std::string> demonstrations = demonstrationsText(input.demonstrations,
                                                                  llmasFormat);
    if (!demonstrations)
        return tl::make_unexpected(demonstrations.error());
    replaceAll(text, writtenPlaceholder(PromptFormat::Llmas, "seedarch_examples"), *demonstrations);
    const Result<std::string> query = architectureText(input.query, llmasFormat);
    if (!query)
        return tl::make_unexpected(query.error());
    RenderedPrompt rendered{text + "\n\n" + *query + "BLEU: ", {}};
    rendered.spans.push_back({component.id, 0, rendered.text.size()});
    return rendered;
}

Result<Prompt> importLlmasTemplate(std::string_view text, const std::string &title)
{
    if (!isValidUtf8(text))
        return failure(ErrorCode::InvalidInput, "The template " + quotedForMessage(title)
                                                    + " is not UTF-8 text; check that it is the "
                                                      "right file.");
    Prompt prompt{title, PromptFormat::Llmas, {}, {}};
    prompt.components.push_back({"template", PromptPart::Text, withUniversalNewlines(text), true});
    const std::vector<PromptProblem> problems = promptProblems(prompt);
    if (!problems.empty()) {
        // That the demonstrations are missing follows from a misspelt name, which says more.
        const auto named = std::find_if(problems.begin(), problems.end(),
                                        [](const PromptProblem &problem) {
                                            return problem.message.rfind("There is no", 0) == 0;
                                        });
        const PromptProblem &problem = named == problems.end() ? problems.front() : *named;
        return failure(ErrorCode::InvalidInput, "The template " + quotedForMessage(title)
                                                    + " cannot be imported: " + problem.message);
    }
    return prompt;
}

} // namespace auspex
