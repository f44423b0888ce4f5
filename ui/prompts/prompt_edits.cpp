// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_edits.h"

#include <algorithm>

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/llm/prompt_template.h"

namespace auspex {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("auspex::PromptStudio", text);
}

QString q(const std::string &text)
{
    return QString::fromStdString(text);
}

std::vector<std::string>::const_iterator findIn(const std::vector<std::string> &ids,
                                                const QString &id)
{
    return std::find(ids.begin(), ids.end(), id.toStdString());
}

QStringList componentIds(const Prompt &prompt)
{
    QStringList ids;
    for (const PromptComponent &component : prompt.components)
        ids.append(q(component.id));
    return ids;
}

QStringList variantIds(const Prompt &prompt)
{
    QStringList ids;
    for (const PromptVariant &variant : prompt.variants)
        ids.append(q(variant.id));
    return ids;
}

bool endsWithQuery(const Prompt &prompt)
{
    return !prompt.components.empty() && prompt.components.back().part == PromptPart::Query;
}

} // namespace

int componentIndex(const Prompt &prompt, const QString &id)
{
    return static_cast<int>(componentIds(prompt).indexOf(id));
}

int variantIndex(const Prompt &prompt, const QString &id)
{
    return static_cast<int>(variantIds(prompt).indexOf(id));
}

QString partTitle(PromptPart part)
{
    switch (part) {
    case PromptPart::Role:
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Role"));
    case PromptPart::Heading:
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Heading"));
    case PromptPart::Instruction:
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Instruction"));
    case PromptPart::Definitions:
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Definitions"));
    case PromptPart::Demonstrations:
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Demonstrations"));
    case PromptPart::Query:
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Query"));
    case PromptPart::Text:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio", "Text"));
}

const QList<PromptPart> &promptParts()
{
    static const QList<PromptPart> parts{
        PromptPart::Role,        PromptPart::Heading, PromptPart::Instruction,
        PromptPart::Definitions, PromptPart::Text,    PromptPart::Demonstrations,
        PromptPart::Query,
    };
    return parts;
}

bool isComponentOn(const Prompt &prompt, const QString &variant, const QString &id)
{
    if (const int index = variantIndex(prompt, variant); index >= 0) {
        const auto &ids = prompt.variants[static_cast<std::size_t>(index)].components;
        return findIn(ids, id) != ids.end();
    }
    const int index = componentIndex(prompt, id);
    return index >= 0 && prompt.components[static_cast<std::size_t>(index)].enabled;
}

Prompt withComponentOn(Prompt prompt, const QString &variant, const QString &id, bool on)
{
    const int component = componentIndex(prompt, id);
    if (component < 0 || isComponentOn(prompt, variant, id) == on)
        return prompt;
    const int index = variantIndex(prompt, variant);
    if (index < 0) {
        prompt.components[static_cast<std::size_t>(component)].enabled = on;
        return prompt;
    }
    // In the order of the prompt, so that switching off and on leaves no trace.
    std::vector<std::string> ids;
    for (const PromptComponent &each : prompt.components) {
        if (q(each.id) == id ? on : isComponentOn(prompt, variant, q(each.id)))
            ids.push_back(each.id);
    }
    prompt.variants[static_cast<std::size_t>(index)].components = std::move(ids);
    return prompt;
}

int componentsOn(const Prompt &prompt, const QString &variant)
{
    int count = 0;
    for (const PromptComponent &component : prompt.components)
        count += isComponentOn(prompt, variant, q(component.id)) ? 1 : 0;
    return count;
}

int allowedIndex(const Prompt &prompt, int from, int wanted)
{
    const int last = static_cast<int>(prompt.components.size()) - 1;
    if (!endsWithQuery(prompt))
        return std::clamp(wanted, 0, std::max(0, last));
    if (from == last)
        return last;
    return std::clamp(wanted, 0, std::max(0, last - 1));
}

Prompt withComponentMoved(Prompt prompt, int from, int to)
{
    const int count = static_cast<int>(prompt.components.size());
    if (from < 0 || from >= count)
        return prompt;
    const int place = allowedIndex(prompt, from, to);
    PromptComponent moved = std::move(prompt.components[static_cast<std::size_t>(from)]);
    prompt.components.erase(prompt.components.begin() + from);
    prompt.components.insert(prompt.components.begin() + place, std::move(moved));
    return prompt;
}

Prompt withComponentAdded(Prompt prompt, const QString &variant, int index, PromptPart part,
                          const QString &text, QString *id)
{
    const int last = static_cast<int>(prompt.components.size()) - (endsWithQuery(prompt) ? 1 : 0);
    PromptComponent component;
    const std::string_view key = partKey(part);
    const QString slug = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    *id = slugOf(part == PromptPart::Instruction ? slug + QStringLiteral("-1") : slug,
                 componentIds(prompt), slug);
    component.id = id->toStdString();
    component.part = part;
    component.text = text.toStdString();
    prompt.components.insert(prompt.components.begin() + std::clamp(index, 0, last),
                             std::move(component));
    return withComponentOn(std::move(prompt), variant, *id, true);
}

Prompt withComponentDuplicated(Prompt prompt, const QString &id, QString *copy)
{
    const int index = componentIndex(prompt, id);
    if (index < 0)
        return prompt;
    PromptComponent component = prompt.components[static_cast<std::size_t>(index)];
    *copy = slugOf(id, componentIds(prompt), id);
    component.id = copy->toStdString();
    const bool isQuery = component.part == PromptPart::Query;
    if (isQuery)
        component.part = PromptPart::Text;
    prompt.components.insert(prompt.components.begin() + index + (isQuery ? 0 : 1),
                             std::move(component));
    for (const QString &variant : variantIds(prompt)) {
        if (isComponentOn(prompt, variant, id))
            prompt = withComponentOn(std::move(prompt), variant, *copy, true);
    }
    return prompt;
}

QString whyComponentStays(const Prompt &prompt, const QString &id)
{
    const int index = componentIndex(prompt, id);
    if (index < 0)
        return translated(
            QT_TRANSLATE_NOOP("auspex::PromptStudio", "Select a component in the list first."));
    if (prompt.format == PromptFormat::Llmas)
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio",
                                            "A LLMAS template is one text without components."));
    if (prompt.components[static_cast<std::size_t>(index)].part == PromptPart::Query) {
        const auto queries = std::count_if(
            prompt.components.begin(), prompt.components.end(),
            [](const PromptComponent &each) { return each.part == PromptPart::Query; });
        if (queries < 2)
            return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio",
                                                "A prompt needs its query: the architecture that "
                                                "is asked about."));
    }
    return {};
}

Prompt withoutComponent(Prompt prompt, const QString &id)
{
    const int index = componentIndex(prompt, id);
    if (index < 0)
        return prompt;
    prompt.components.erase(prompt.components.begin() + index);
    for (PromptVariant &variant : prompt.variants)
        std::erase(variant.components, id.toStdString());
    return prompt;
}

QString componentIdProblem(const Prompt &prompt, const QString &id, const QString &newId)
{
    if (!isPromptId(newId.toStdString()))
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio",
                                            "A component's name has lower-case letters, digits "
                                            "and hyphens alone."));
    if (newId != id && componentIndex(prompt, newId) >= 0)
        return translated(QT_TRANSLATE_NOOP("auspex::PromptStudio",
                                            "There is a component %1 already; choose another "
                                            "name."))
            .arg(newId);
    return {};
}

Prompt withComponentRenamed(Prompt prompt, const QString &id, const QString &newId)
{
    const int index = componentIndex(prompt, id);
    if (index < 0)
        return prompt;
    prompt.components[static_cast<std::size_t>(index)].id = newId.toStdString();
    for (PromptVariant &variant : prompt.variants)
        std::replace(variant.components.begin(), variant.components.end(), id.toStdString(),
                     newId.toStdString());
    return prompt;
}

Prompt withVariantAdded(Prompt prompt, const QString &from, const QString &title, QString *id)
{
    PromptVariant variant;
    *id = slugOf(title, variantIds(prompt), QStringLiteral("variant"));
    variant.id = id->toStdString();
    variant.title = title.toStdString();
    for (const PromptComponent &component : prompt.components) {
        if (isComponentOn(prompt, from, q(component.id)))
            variant.components.push_back(component.id);
    }
    const int index = variantIndex(prompt, from);
    prompt.variants.insert(index < 0 ? prompt.variants.end() : prompt.variants.begin() + index + 1,
                           std::move(variant));
    return prompt;
}

Prompt withVariantRenamed(Prompt prompt, const QString &variant, const QString &title)
{
    if (const int index = variantIndex(prompt, variant); index >= 0)
        prompt.variants[static_cast<std::size_t>(index)].title = title.toStdString();
    return prompt;
}

Prompt withoutVariant(Prompt prompt, const QString &variant)
{
    if (const int index = variantIndex(prompt, variant); index >= 0)
        prompt.variants.erase(prompt.variants.begin() + index);
    return prompt;
}

QString slugOf(const QString &title, const QStringList &taken, const QString &otherwise)
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    static const QRegularExpression ends(QStringLiteral("^-+|-+$"));
    static const QRegularExpression number(QStringLiteral("-\\d+$"));
    QString slug = title.toLower().replace(others, QStringLiteral("-")).remove(ends);
    if (slug.isEmpty())
        slug = otherwise;
    if (!taken.contains(slug))
        return slug;
    const QString stem = QString(slug).remove(number);
    int next = 2;
    while (taken.contains(QStringLiteral("%1-%2").arg(stem).arg(next)))
        ++next;
    return QStringLiteral("%1-%2").arg(stem).arg(next);
}

Prompt asVariant(const Prompt &prompt, const QString &variant)
{
    if (variantIndex(prompt, variant) < 0)
        return prompt;
    return withVariant(prompt, variant.toStdString()).value_or(prompt);
}

} // namespace auspex
