// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/arch/json_lines.h"
#include "core/base/text.h"
#include "core/llm/prompt_template.h"

namespace auspex {

namespace {

using Json = nlohmann::ordered_json;

constexpr int jsonVersion = 1;

tl::unexpected<Error> corrupt(const std::string &what)
{
    return failure(ErrorCode::Corrupt,
                   "A stored prompt " + what + "; restore the workspace from a backup.");
}

PromptComponent componentOf(const Json &json)
{
    const std::optional<PromptPart> part = partOfKey(json.at("part").get<std::string>());
    if (!part)
        throw std::invalid_argument("part");
    return {json.at("id").get<std::string>(), *part, json.at("text").get<std::string>(),
            json.at("enabled").get<bool>()};
}

PromptVariant variantOf(const Json &json)
{
    return {json.at("id").get<std::string>(), json.at("title").get<std::string>(),
            json.at("components").get<std::vector<std::string>>()};
}

} // namespace

std::string promptJson(const Prompt &prompt)
{
    Json components = Json::array();
    for (const PromptComponent &component : prompt.components)
        components.push_back({{"id", component.id},
                              {"part", partKey(component.part)},
                              {"text", component.text},
                              {"enabled", component.enabled}});
    Json variants = Json::array();
    for (const PromptVariant &variant : prompt.variants)
        variants.push_back(
            {{"id", variant.id}, {"title", variant.title}, {"components", variant.components}});
    const Json json = {{"version", jsonVersion},
                       {"title", prompt.title},
                       {"format", prompt.format == PromptFormat::Llmas ? "llmas" : "auspex"},
                       {"components", std::move(components)},
                       {"variants", std::move(variants)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Prompt> promptOfJson(std::string_view text)
{
    if (!isShallowJson(text))
        return corrupt("nests too deeply");
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return corrupt("is not JSON");
    try {
        if (json.at("version").get<int>() != jsonVersion)
            return corrupt("is of version " + json.at("version").dump()
                           + ", which this program does not know");
        Prompt prompt;
        prompt.title = json.at("title").get<std::string>();
        const std::string format = json.at("format").get<std::string>();
        if (format != "auspex" && format != "llmas")
            return corrupt("has the unknown format " + quotedForMessage(format));
        prompt.format = format == "llmas" ? PromptFormat::Llmas : PromptFormat::Auspex;
        for (const Json &component : json.at("components"))
            prompt.components.push_back(componentOf(component));
        for (const Json &variant : json.at("variants"))
            prompt.variants.push_back(variantOf(variant));
        return prompt;
    } catch (const std::exception &exception) {
        Result<Prompt> broken = corrupt("lacks a field or has one of another kind");
        broken.error().detail = exception.what();
        return broken;
    }
}

} // namespace auspex
