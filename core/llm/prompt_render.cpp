// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/text.h"
#include "core/llm/prompt_template.h"
#include "core/llm/prompt_values.h"

namespace auspex {

namespace {

const PromptComponent *componentNamed(const Prompt &prompt, const std::string &id)
{
    const auto found = std::find_if(
        prompt.components.begin(), prompt.components.end(),
        [&](const PromptComponent &component) { return component.id == id; });
    return found == prompt.components.end() ? nullptr : &*found;
}

/// "Component role, line 2: There is no placeholder ...".
tl::unexpected<Error> refused(const PromptComponent &component, std::size_t offset,
                              const std::string &message)
{
    const auto end = component.text.begin() + static_cast<std::ptrdiff_t>(offset);
    const auto line = 1 + std::count(component.text.begin(), end, '\n');
    return failure(ErrorCode::InvalidInput,
                   "Component " + component.id + ", line " + std::to_string(line) + ": " + message);
}

Result<void> checkRenderable(const Prompt &prompt)
{
    for (const PromptProblem &problem : componentProblems(prompt)) {
        if (problem.component.empty())
            return failure(ErrorCode::InvalidInput, problem.message);
        const PromptComponent *component = componentNamed(prompt, problem.component);
        if (component != nullptr && component->enabled)
            return refused(*component, problem.offset, problem.message);
    }
    return {};
}

/// Whether an instruction has nothing to say, because it is about an efficiency metric and the task
/// shows none: the metric "none" must not make every prompt fail.
bool isLeftOut(const PromptComponent &component, const std::vector<TemplatePiece> &pieces,
               const PromptInput &input)
{
    return component.part == PromptPart::Instruction
           && input.task.efficiency == EfficiencyMetric::None
           && std::any_of(pieces.begin(), pieces.end(), [](const TemplatePiece &piece) {
                  return piece.kind == TemplatePiece::Kind::Placeholder
                         && isOfEfficiency(piece.text);
              });
}

/// A component's own text, filled in.
struct FilledComponent {
    const PromptComponent *component = nullptr;
    std::string text;
};

Result<std::vector<FilledComponent>> filledComponents(const Prompt &prompt,
                                                      const PromptInput &input)
{
    std::vector<FilledComponent> filled;
    for (const PromptComponent &component : prompt.components) {
        const std::vector<TemplatePiece> pieces = auspexPieces(component.text);
        if (!component.enabled || isLeftOut(component, pieces, input))
            continue;
        FilledComponent next{&component, {}};
        for (const TemplatePiece &piece : pieces) {
            if (piece.kind == TemplatePiece::Kind::Literal) {
                next.text += piece.text;
                continue;
            }
            const Result<std::string> value = placeholderValue(piece.text, input);
            if (!value)
                return refused(component, piece.offset, value.error().message);
            next.text += *value;
        }
        if (!next.text.empty())
            filled.push_back(std::move(next));
    }
    return filled;
}

/// Between two neighbours: instructions follow each other and their heading line by line, all else
/// has an empty line before it.
std::string_view separator(PromptPart before, PromptPart after)
{
    const bool listed = after == PromptPart::Instruction
                        && (before == PromptPart::Instruction || before == PromptPart::Heading);
    return listed ? "\n" : "\n\n";
}

} // namespace

Result<RenderedPrompt> renderPrompt(const Prompt &prompt, const PromptInput &input)
{
    if (const Result<void> fine = checkRenderable(prompt); !fine)
        return tl::make_unexpected(fine.error());
    if (prompt.format == PromptFormat::Llmas)
        return renderLlmasPrompt(prompt, input);
    const Result<std::vector<FilledComponent>> filled = filledComponents(prompt, input);
    if (!filled)
        return tl::make_unexpected(filled.error());
    const auto isInstruction = [](const FilledComponent &part) {
        return part.component->part == PromptPart::Instruction;
    };
    const bool instructs = std::any_of(filled->begin(), filled->end(), isInstruction);

    RenderedPrompt rendered;
    const PromptComponent *before = nullptr;
    int number = 0;
    for (const FilledComponent &part : *filled) {
        if (part.component->part == PromptPart::Heading && !instructs)
            continue;
        if (before != nullptr)
            rendered.text += separator(before->part, part.component->part);
        const std::size_t begin = rendered.text.size();
        if (isInstruction(part))
            rendered.text += std::to_string(++number) + ". ";
        rendered.text += part.text;
        rendered.spans.push_back({part.component->id, begin, rendered.text.size()});
        before = part.component;
    }
    return rendered;
}

Result<Prompt> withVariant(const Prompt &prompt, std::string_view variantId)
{
    const auto found = std::find_if(
        prompt.variants.begin(), prompt.variants.end(),
        [&](const PromptVariant &variant) { return variant.id == variantId; });
    if (found == prompt.variants.end()) {
        std::vector<std::string> ids;
        for (const PromptVariant &variant : prompt.variants)
            ids.push_back(variant.id);
        return failure(
            ErrorCode::NotFound,
            "The prompt " + quotedForMessage(prompt.title) + " has no variant "
                + quotedForMessage(variantId)
                + (ids.empty() ? "; it has none at all." : "; it has " + join(ids, ", ") + '.'));
    }
    Prompt chosen = prompt;
    for (PromptComponent &component : chosen.components)
        component.enabled = std::find(found->components.begin(), found->components.end(),
                                      component.id)
                            != found->components.end();
    return chosen;
}

} // namespace auspex
