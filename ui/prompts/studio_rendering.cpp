// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/studio_rendering.h"

#include <algorithm>
#include <string_view>

#include "ui/prompts/prompt_edits.h"
#include "ui/prompts/prompt_material.h"
#include "ui/prompts/studio_state.h"

namespace auspex {

namespace {

/// As views show it: they take both kinds of line ends for one character.
QString shownText(std::string_view text)
{
    QString shown = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return shown.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

qsizetype charactersIn(std::string_view text, std::size_t begin, std::size_t end)
{
    const std::size_t from = std::min(begin, text.size());
    const std::size_t to = std::clamp(end, from, text.size());
    return shownText(text.substr(from, to - from)).size();
}

/// Whether the problem is the component's rather than that of a place in it.
bool isWhole(const PromptProblem &problem, const std::string &text)
{
    return problem.offset == 0 && problem.length == text.size()
           && problem.message.find("{{") == std::string::npos;
}

/// The input with something in the place of everything that is missing.
PromptInput withStandIns(PromptInput input)
{
    const auto fill = [](std::string &text, const QString &standIn) {
        if (text.empty())
            text = standIn.toStdString();
    };
    fill(input.task.name, StudioRendering::tr("(task)"));
    fill(input.task.sourceLanguage, StudioRendering::tr("(source language)"));
    fill(input.task.targetLanguage, StudioRendering::tr("(target language)"));
    fill(input.task.metric, StudioRendering::tr("(score)"));
    if (input.examples.empty())
        input.examples = {{StudioRendering::tr("(source sentence)").toStdString(),
                           StudioRendering::tr("(target sentence)").toStdString()}};
    const auto lacks = [&](const PromptSubject &subject) {
        return input.task.efficiency != EfficiencyMetric::None && !subject.efficiency;
    };
    const bool isUnknown = std::any_of(input.demonstrations.begin(), input.demonstrations.end(),
                                       lacks)
                           || !input.query || lacks(*input.query);
    if (isUnknown)
        input.task.efficiency = EfficiencyMetric::None;
    if (input.demonstrations.empty()) {
        PromptSubject subject = input.query.value_or(PromptSubject());
        subject.score = 0.0;
        input.demonstrations = {subject};
    }
    return input;
}

/// The prompt with placeholders that are none as text to be read, so that a slip of the pen, or a
/// name that is still being typed, leaves the rest in sight.
Prompt withoutSlips(Prompt prompt)
{
    if (prompt.format != PromptFormat::Auspex)
        return prompt;
    std::vector<PromptProblem> problems = promptProblems(prompt);
    std::stable_sort(problems.begin(), problems.end(),
                     [](const auto &a, const auto &b) { return a.offset > b.offset; });
    for (const PromptProblem &problem : problems) {
        const int index = componentIndex(prompt, QString::fromStdString(problem.component));
        if (index < 0)
            continue;
        std::string &text = prompt.components[static_cast<std::size_t>(index)].text;
        if (problem.length > 0 && text.compare(problem.offset, 2, "{{") == 0
            && text.compare(problem.offset, 4, "{{{{") != 0 && !isWhole(problem, text))
            text.insert(problem.offset, "{{"); // four braces are two to be read
    }
    return prompt;
}

} // namespace

StudioRendering::StudioRendering(StudioState *state, PromptMaterial *material, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_material(material)
{
    connect(state, &StudioState::opened, this, &StudioRendering::render);
    connect(state, &StudioState::promptChanged, this, &StudioRendering::render);
    connect(state, &StudioState::viewChanged, this, [this] {
        if (m_state->variant() != m_variant)
            render();
    });
    connect(material, &PromptMaterial::inputChanged, this, &StudioRendering::render);
    render();
}

void StudioRendering::render()
{
    m_variant = m_state->variant();
    findProblems();
    const Prompt prompt = asVariant(m_state->prompt(), m_variant);
    m_obstacle.clear();
    Result<RenderedPrompt> rendered = renderPrompt(prompt, m_material->input());
    if (!rendered) {
        m_obstacle = obstacleOf(rendered.error());
        rendered = renderPrompt(withoutSlips(prompt), withStandIns(m_material->input()));
    } else if (!m_material->input().query) {
        m_obstacle = tr("There is no architecture to ask about: choose a task that has some.");
    }
    take(rendered.value_or(RenderedPrompt()));
    Q_EMIT changed();
}

/// What is said below the editor is not said again.
QString StudioRendering::obstacleOf(const Error &error) const
{
    const QString message = QString::fromStdString(error.message);
    const bool isKnown = std::any_of(
        m_problems.begin(), m_problems.end(),
        [&](const ShownProblem &problem) { return message.contains(problem.message); });
    return isKnown ? tr("This cannot be sent before the problem below the editor is mended.")
                   : message;
}

void StudioRendering::findProblems()
{
    m_problems.clear();
    for (const PromptProblem &problem : promptProblems(m_state->prompt())) {
        ShownProblem shown;
        shown.component = QString::fromStdString(problem.component);
        shown.message = QString::fromStdString(problem.message);
        if (const int index = componentIndex(m_state->prompt(), shown.component); index >= 0) {
            const std::string &text
                = m_state->prompt().components[static_cast<std::size_t>(index)].text;
            shown.position = charactersIn(text, 0, problem.offset);
            shown.length = charactersIn(text, problem.offset, problem.offset + problem.length);
        }
        m_problems.push_back(std::move(shown));
    }
}

void StudioRendering::take(const RenderedPrompt &rendered)
{
    m_utf8 = rendered.text;
    m_text = shownText(rendered.text);
    m_parts.clear();
    std::size_t bytes = 0;
    qsizetype characters = 0;
    const auto characterAt = [&](std::size_t byte) {
        // Spans come in order: each step counts on from the one before.
        if (byte < bytes) {
            bytes = 0;
            characters = 0;
        }
        characters += charactersIn(m_utf8, bytes, byte);
        bytes = byte;
        return characters;
    };
    for (const RenderedSpan &span : rendered.spans) {
        RenderedPart part;
        part.component = QString::fromStdString(span.component);
        part.begin = characterAt(span.begin);
        part.end = characterAt(span.end);
        m_parts.push_back(std::move(part));
    }
}

const RenderedPart *StudioRendering::partOf(const QString &component) const
{
    const auto found = std::find_if(m_parts.begin(), m_parts.end(), [&](const RenderedPart &part) {
        return part.component == component;
    });
    return found == m_parts.end() ? nullptr : &*found;
}

QString StudioRendering::componentAt(qsizetype position) const
{
    for (const RenderedPart &part : m_parts) {
        if (position >= part.begin && position < part.end)
            return part.component;
    }
    return {};
}

} // namespace auspex
