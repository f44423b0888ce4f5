// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/llm/chat_format.h"

// Pieces of replies that whole bodies and streams have in common.

namespace auspex {

/// Whether a service reports an error in this document, whatever the status says.
bool holdsError(const nlohmann::json &document);

/// What an error means; `document` is null for a body that is no JSON.
ChatFailure failureOfDocument(const Provider &provider, int status, const Headers &headers,
                              const nlohmann::json *document, std::string_view raw);

/// `reason` ends the sentence that "... is no reply: " begins.
ChatFailure badReply(const Provider &provider, int status, const Headers &headers,
                     const std::string &reason, std::string_view raw);

FinishReason openAiFinish(std::string_view reason);
FinishReason anthropicFinish(std::string_view reason);

/// A message's content: a text, or the texts of a list of parts.
std::string contentText(const nlohmann::json *content);

/// Appends what choices[].logprobs has.
void addTokens(const nlohmann::json *logprobs, ChatChoice &choice);

void readOpenAiUsage(const nlohmann::json *usage, ChatReply &reply);
void readAnthropicUsage(const nlohmann::json *usage, ChatReply &reply);

/// A document without an error.
tl::expected<ChatReply, ChatFailure> openAiReply(const Provider &provider, int status,
                                                 const Headers &headers,
                                                 const nlohmann::json &document,
                                                 std::string_view raw);
tl::expected<ChatReply, ChatFailure> anthropicReply(const Provider &provider, int status,
                                                    const Headers &headers,
                                                    const nlohmann::json &document,
                                                    std::string_view raw);

} // namespace auspex
