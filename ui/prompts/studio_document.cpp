// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/studio_document.h"

#include <algorithm>

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace auspex {

namespace {

using Json = nlohmann::ordered_json;

std::string s(const QString &text)
{
    return text.toStdString();
}

QString stringIn(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string()
               ? QString::fromStdString(found->get<std::string>())
               : QString();
}

int numberIn(const Json &object, const char *key, int otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<int>() : otherwise;
}

/// Nothing where it is no JSON object.
Json objectOf(const QString &json)
{
    Json object = Json::parse(s(json), nullptr, false);
    return object.is_object() ? object : Json();
}

const char *originKey(PromptOrigin origin)
{
    switch (origin) {
    case PromptOrigin::Own:
        return "own";
    case PromptOrigin::Version:
        return "version";
    case PromptOrigin::BuiltIn:
        break;
    }
    return "built-in";
}

PromptOrigin originOf(const QString &key)
{
    return key == QLatin1String("own")       ? PromptOrigin::Own
           : key == QLatin1String("version") ? PromptOrigin::Version
                                             : PromptOrigin::BuiltIn;
}

const char *choiceKey(DemonstrationChoice how)
{
    switch (how) {
    case DemonstrationChoice::Drawn:
        return "drawn";
    case DemonstrationChoice::Picked:
        return "picked";
    case DemonstrationChoice::First:
        break;
    }
    return "first";
}

DemonstrationChoice choiceOf(const QString &key)
{
    return key == QLatin1String("drawn")    ? DemonstrationChoice::Drawn
           : key == QLatin1String("picked") ? DemonstrationChoice::Picked
                                            : DemonstrationChoice::First;
}

} // namespace

QString studioDocumentJson(const StudioDocument &document)
{
    Json drafts = Json::array();
    for (const PromptDraft &draft : document.drafts)
        drafts.push_back({{"name", s(draft.name)},
                          {"based_on", draft.basedOn},
                          {"prompt", Json::parse(promptJson(draft.prompt), nullptr, false)}});
    const Json object{{"version", 1},
                      {"open",
                       {{"origin", originKey(document.place.origin)},
                        {"name", s(document.place.name)},
                        {"version", document.place.version}}},
                      {"variant", s(document.variant)},
                      {"component", s(document.component)},
                      {"drafts", drafts}};
    return QString::fromStdString(object.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::optional<StudioDocument> studioDocumentOfJson(const QString &json, QString *problem)
{
    const Json object = objectOf(json);
    if (object.is_null())
        return std::nullopt;
    StudioDocument document;
    if (const auto open = object.find("open"); open != object.end() && open->is_object()) {
        document.place.origin = originOf(stringIn(*open, "origin"));
        document.place.name = stringIn(*open, "name");
        document.place.version = numberIn(*open, "version", 0);
    }
    document.variant = stringIn(object, "variant");
    document.component = stringIn(object, "component");
    const auto drafts = object.find("drafts");
    if (drafts == object.end() || !drafts->is_array())
        return document;
    for (const Json &entry : *drafts) {
        if (!entry.is_object() || !entry.contains("prompt"))
            continue;
        const QString name = stringIn(entry, "name");
        const Result<Prompt> prompt = promptOfJson(entry["prompt"].dump());
        if (!prompt || name.isEmpty()) {
            *problem = QCoreApplication::translate(
                           "auspex::PromptStudio",
                           "The unsaved edits of the prompt %1 cannot be read: %2")
                           .arg(name, prompt ? QString()
                                             : QString::fromStdString(prompt.error().message));
            continue;
        }
        document.drafts.push_back({name, numberIn(entry, "based_on", 0), *prompt});
    }
    return document;
}

QString materialChoiceJson(const MaterialChoice &choice)
{
    Json picked = Json::array();
    for (const QString &key : choice.picked)
        picked.push_back(s(key));
    const Json object{{"version", 1},
                      {"task", s(choice.task)},
                      {"target", s(choice.target)},
                      {"split", s(choice.split)},
                      {"how", choiceKey(choice.how)},
                      {"demonstrations", choice.demonstrations},
                      {"seed", choice.seed},
                      {"picked", picked},
                      {"examples", choice.examples},
                      {"query", s(choice.query)}};
    return QString::fromStdString(object.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::optional<MaterialChoice> materialChoiceOfJson(const QString &json)
{
    const Json object = objectOf(json);
    if (object.is_null())
        return std::nullopt;
    MaterialChoice choice;
    choice.task = stringIn(object, "task");
    choice.target = stringIn(object, "target");
    choice.split = stringIn(object, "split");
    choice.how = choiceOf(stringIn(object, "how"));
    choice.demonstrations = std::max(0, numberIn(object, "demonstrations", choice.demonstrations));
    if (const auto seed = object.find("seed"); seed != object.end() && seed->is_number_unsigned())
        choice.seed = seed->get<quint64>();
    if (const auto picked = object.find("picked"); picked != object.end() && picked->is_array()) {
        for (const Json &key : *picked) {
            if (key.is_string())
                choice.picked.append(QString::fromStdString(key.get<std::string>()));
        }
    }
    choice.examples = std::max(0, numberIn(object, "examples", choice.examples));
    choice.query = stringIn(object, "query");
    return choice;
}

} // namespace auspex
