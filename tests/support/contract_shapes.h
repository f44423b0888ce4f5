// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/contract_server.h"

// Replies in the shapes of the services (spec llm-api, 5.1 to 5.5), and a script that answers as
// one of them would.

namespace auspex::test {

enum class Shape { OpenAi, Azure, Anthropic, Ollama, LlamaCpp };

/// "openai", "azure", "anthropic", "ollama", "llama-cpp".
std::optional<Shape> shapeOfName(std::string_view name);

struct ShapedAnswer {
    std::vector<std::string> contents = {"24.37"}; ///< one a choice
    std::string finish = "stop";                   ///< as OpenAI says it; translated for others
    std::string model = "test-model";
    int promptTokens = 1000;
    int cachedTokens = 0;
    int completionTokens = 5; ///< of all choices
    /// OpenAI's `logprobs.content` for each choice; null: none.
    nlohmann::json logProbabilities;
};

std::string chatBody(Shape shape, const ShapedAnswer &answer);

/// As events of a stream of the shape, the first choice's content split into characters; complete,
/// with the end that the shape has.
std::string chatEvents(Shape shape, const ShapedAnswer &answer);

/// An error object of the shape; `type` and `code` as OpenAI says them.
std::string errorBody(Shape shape, int status, const std::string &type, const std::string &code,
                      const std::string &message);

ScriptedReply chatReply(Shape shape, const ShapedAnswer &answer = {});
ScriptedReply errorReply(Shape shape, int status, const std::string &type, const std::string &code,
                         const std::string &message);
ScriptedReply streamReply(std::string_view events, std::size_t pieceBytes, double pieceDelay = 0.0);

/// The text of the one user message of a chat request, whichever shape it has.
std::string promptOf(const ReceivedRequest &request);

/// The number that answeringScript() predicts: a fixed one for each prompt and choice, 20 to 30.
std::string scoreOf(std::string_view prompt, int choice = 0);

struct AnsweringOptions {
    Shape shape = Shape::OpenAi;
    double delay = 0.0; ///< of chat replies
    std::vector<std::string> models = {"test-model", "other-model"};
    std::string key;      ///< not empty: requests without it are refused with 401
    std::string content;  ///< not empty: answered in place of scores
    int promptTokens = 0; ///< told for every prompt; 0: a token for each four bytes
};

/// Answers chat requests by scoreOf() (streams where asked to, as many choices as asked for where
/// the shape has them), lists models, counts tokens (a token has four bytes); 404 for all else.
Script answeringScript(const AnsweringOptions &options = {});

/// The same, but every prompt has so many tokens.
Script countingScript(int promptTokens);

} // namespace auspex::test
