// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/llm/prompt_template.h"

// What is wrong with a prompt before anything is filled in.

namespace auspex {

namespace {

void checkPlaceholders(const Prompt &prompt, const PromptComponent &component,
                       std::vector<PromptProblem> &problems)
{
    for (const TemplatePiece &piece : piecesOf(prompt.format, component.text)) {
        const auto add = [&](std::string message) {
            problems.push_back({component.id, piece.offset, piece.length, std::move(message)});
        };
        if (piece.kind == TemplatePiece::Kind::Unclosed)
            add("The placeholder " + quotedForMessage("{{" + std::string(piece.text), 30)
                + " is not closed in its line; write }} behind its name, or {{{{ for two braces.");
        else if (piece.kind == TemplatePiece::Kind::Placeholder) {
            if (auto unknown = unknownPlaceholder(prompt.format, piece.text))
                add(*std::move(unknown));
        }
    }
}

bool uses(const Prompt &prompt, const PromptComponent &component, std::string_view placeholder)
{
    const std::vector<TemplatePiece> pieces = piecesOf(prompt.format, component.text);
    return std::any_of(pieces.begin(), pieces.end(), [&](const TemplatePiece &piece) {
        return piece.kind == TemplatePiece::Kind::Placeholder && piece.text == placeholder;
    });
}

void checkParts(const Prompt &prompt, const PromptComponent &component,
                std::vector<PromptProblem> &problems)
{
    const auto add = [&](std::string message) {
        problems.push_back({component.id, 0, component.text.size(), std::move(message)});
    };
    if (component.part == PromptPart::Demonstrations && component.enabled
        && !uses(prompt, component, "demonstrations"))
        add("The demonstrations are switched on, and their text does not show them; write "
            "{{demonstrations}} where they are to stand.");
    if (component.part == PromptPart::Query && !uses(prompt, component, "query")
        && !uses(prompt, component, "architecture"))
        add("The query does not show the architecture that is asked about; write {{query}} or "
            "{{architecture}} where it is to stand.");
}

/// Exactly one query, the last, switched on.
void checkQuery(const Prompt &prompt, std::vector<PromptProblem> &problems)
{
    const auto isQuery = [](const PromptComponent &component) {
        return component.part == PromptPart::Query;
    };
    const auto add = [&](std::string message) {
        problems.push_back({{}, 0, 0, std::move(message)});
    };
    const auto count = std::count_if(prompt.components.begin(), prompt.components.end(), isQuery);
    if (count == 0)
        add("The prompt has no query; add one as its last component.");
    else if (count > 1)
        add("The prompt has " + std::to_string(count) + " queries; keep one, the last component.");
    else if (!isQuery(prompt.components.back()))
        add("The query is not the last component; move it to the end.");
    else if (!prompt.components.back().enabled)
        add("The query is switched off, so that nothing is asked; switch it on.");
}

void checkIds(const Prompt &prompt, std::vector<PromptProblem> &problems)
{
    std::set<std::string_view> ids;
    for (const PromptComponent &component : prompt.components) {
        if (!isPromptId(component.id))
            problems.push_back({{},
                                0,
                                0,
                                "The component id " + quotedForMessage(component.id)
                                    + " cannot be; use lower-case letters, digits and hyphens."});
        else if (!ids.insert(component.id).second)
            problems.push_back(
                {{},
                 0,
                 0,
                 "Two components have the id " + component.id + "; give one of them another."});
    }
}

void checkLlmas(const Prompt &prompt, std::vector<PromptProblem> &problems)
{
    if (prompt.components.size() != 1 || !prompt.components.front().enabled) {
        problems.push_back({{},
                            0,
                            0,
                            "A LLMAS template is one component that is switched on, and this one "
                            "has "
                                + std::to_string(prompt.components.size())
                                + "; import its file again."});
        return;
    }
    const PromptComponent &component = prompt.components.front();
    if (!uses(prompt, component, "seedarch_examples"))
        problems.push_back({component.id, 0, component.text.size(),
                            "The template does not show the demonstrations; write "
                            "$$$seedarch_examples$$$ where they are to stand."});
}

void checkVariants(const Prompt &prompt, std::vector<PromptProblem> &problems)
{
    std::set<std::string_view> ids;
    for (const PromptVariant &variant : prompt.variants) {
        const auto add = [&](const std::string &message) {
            problems.push_back({{}, 0, 0, "The variant " + quotedForMessage(variant.id) + message});
        };
        if (!isPromptId(variant.id))
            add(" has an id that cannot be; use lower-case letters, digits and hyphens.");
        if (!ids.insert(variant.id).second)
            add(" stands twice; give one of them another id.");
        for (const std::string &id : variant.components) {
            if (std::none_of(prompt.components.begin(), prompt.components.end(),
                             [&](const PromptComponent &component) { return component.id == id; }))
                add(" names the component " + quotedForMessage(id) + ", which there is not.");
        }
        const auto asks = [&](const PromptComponent &component) {
            return component.part == PromptPart::Query
                   && std::find(variant.components.begin(), variant.components.end(), component.id)
                          != variant.components.end();
        };
        if (prompt.format == PromptFormat::Auspex
            && std::none_of(prompt.components.begin(), prompt.components.end(), asks))
            add(" is without the query, so that nothing is asked; add it.");
    }
}

} // namespace

std::vector<PromptProblem> componentProblems(const Prompt &prompt)
{
    std::vector<PromptProblem> problems;
    checkIds(prompt, problems);
    if (prompt.format == PromptFormat::Llmas)
        checkLlmas(prompt, problems);
    else
        checkQuery(prompt, problems);
    for (const PromptComponent &component : prompt.components) {
        checkPlaceholders(prompt, component, problems);
        if (prompt.format == PromptFormat::Auspex)
            checkParts(prompt, component, problems);
    }
    return problems;
}

std::vector<PromptProblem> promptProblems(const Prompt &prompt)
{
    std::vector<PromptProblem> problems = componentProblems(prompt);
    checkVariants(prompt, problems);
    return problems;
}

} // namespace auspex
