// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/chat_format.h"

#include "core/llm/reply_parts.h"
#include "core/llm/wire_json.h"

namespace auspex {

using Json = nlohmann::json;

namespace {

tl::unexpected<ChatFailure> notJson(const Provider &provider, int status, const Headers &headers,
                                    std::string_view body)
{
    const bool isPage = body.find("<html") != std::string_view::npos
                        || body.find("<HTML") != std::string_view::npos;
    return tl::make_unexpected(badReply(provider, status, headers,
                                        body.empty() ? "it is empty"
                                        : isPage     ? "it is a web page"
                                                     : "it is not JSON, or was cut off",
                                        body));
}

} // namespace

std::string contentText(const Json *content)
{
    if (!content || !content->is_array())
        return textOf(content);
    std::string text;
    for (const Json &part : *content) {
        if (textOf(memberOf(part, "type")) == "text")
            text += textOf(memberOf(part, "text"));
    }
    return text;
}

tl::expected<ChatReply, ChatFailure> parseReply(const Provider &provider, int status,
                                                const Headers &headers, std::string_view body)
{
    const std::optional<Json> document = parsedJson(body);
    if (status >= 300 || (document && holdsError(*document)))
        return tl::make_unexpected(
            failureOfDocument(provider, status, headers, document ? &*document : nullptr, body));
    if (!document)
        return notJson(provider, status, headers, body);
    return provider.family == ApiFamily::Anthropic
               ? anthropicReply(provider, status, headers, *document, body)
               : openAiReply(provider, status, headers, *document, body);
}

tl::expected<std::vector<std::string>, ChatFailure> modelsOf(const Provider &provider, int status,
                                                             const Headers &headers,
                                                             std::string_view body)
{
    const std::optional<Json> document = parsedJson(body);
    if (status >= 300 || (document && holdsError(*document)))
        return tl::make_unexpected(
            failureOfDocument(provider, status, headers, document ? &*document : nullptr, body));
    if (!document)
        return notJson(provider, status, headers, body);
    // Some servers answer with the bare list.
    const Json *list = document->is_array() ? &*document : memberOf(*document, "data");
    if (!list || !list->is_array())
        return tl::make_unexpected(
            badReply(provider, status, headers, "it has no list of models", body));
    std::vector<std::string> models;
    for (const Json &model : *list) {
        if (std::string id = textOf(memberOf(model, "id")); !id.empty())
            models.push_back(std::move(id));
    }
    return models;
}

} // namespace auspex
