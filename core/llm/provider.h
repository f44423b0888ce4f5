// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

// Who answers: LLM services as presets that a user can copy and edit. No key is ever part of one.
// Any thread may call.

namespace auspex {

/// How a service is spoken to (spec llm-api, 5.1 to 5.5).
enum class ApiFamily {
    OpenAi, ///< {base}/chat/completions, Bearer key: OpenAI and everything compatible
    Azure,  ///< classic: {base}/openai/deployments/{model}/chat/completions?api-version=, api-key
    Anthropic, ///< {base}/v1/messages, x-api-key
};

enum class MaxTokensField { MaxTokens, MaxCompletionTokens };

enum class ResponseFormat {
    Text,
    JsonObject, ///< {"type":"json_object"}
    JsonSchema, ///< a schema of one number, "value" (OpenAI's, and Anthropic's output_config)
};

/// Exact token counts before anything is paid.
enum class TokenCounter {
    None,
    LlamaCpp,  ///< POST {root}/tokenize
    Anthropic, ///< POST {base}/v1/messages/count_tokens
};

/// What a model takes. A provider has them in general, and for models whose name matches.
struct ModelSwitches {
    MaxTokensField maxTokensField = MaxTokensField::MaxTokens;
    bool temperature = true; ///< and top_p; reasoning models refuse both
    bool seed = true;
    std::string seedField = "seed"; ///< Mistral: "random_seed"
    bool logProbabilities = true;
    bool manySamples = true; ///< "n": k samples of one request, the prompt billed once
    ResponseFormat responseFormat = ResponseFormat::Text;
    bool promptCaching = false; ///< Anthropic: marks the shared beginning of the prompt
    bool streamUsage = true;    ///< a stream's usage must be asked for (stream_options)
    /// Merged into the request body (RFC 7386: null takes a field away).
    nlohmann::json extra = nlohmann::json::object();

    bool operator==(const ModelSwitches &) const = default;
};

struct ModelRule {
    std::string pattern; ///< of the model's name, with * for any characters: "o3*"
    ModelSwitches switches;

    bool operator==(const ModelRule &) const = default;
};

struct Provider {
    std::string id;    ///< "openai": in specs and on command lines; letters, digits, - and _
    std::string title; ///< "OpenAI"
    ApiFamily family = ApiFamily::OpenAi;
    std::string baseUrl;    ///< without a slash at the end: "https://api.openai.com/v1"
    std::string apiVersion; ///< Azure (and OpenAI's, if any): api-version; Anthropic's header
    bool needsKey = true;
    std::string keyVariable;      ///< environment variable that may hold the key: "OPENAI_API_KEY"
    bool allowsPlainHttp = false; ///< http to another machine than this one
    int parallel = 8;             ///< requests in flight at once
    int requestsPerMinute = 0;    ///< 0: only what the service's headers say
    bool batches = false;         ///< OpenAI's or Anthropic's batch interface
    TokenCounter tokenCounter = TokenCounter::None;
    bool isLocal = false; ///< runs on this machine or the user's own: costs nothing
    ModelSwitches switches;
    std::vector<ModelRule> models; ///< the first that matches holds
    std::vector<std::string> suggestedModels;

    bool operator==(const Provider &) const = default;
};

/// OpenAI, Azure (classic and v1), Anthropic, Mistral, OpenRouter, vLLM, Ollama, llama.cpp, LM
/// Studio: resources/llm/providers.json.
const std::vector<Provider> &builtInProviders();

const ModelSwitches &switchesFor(const Provider &provider, std::string_view model);

/// Whether the whole name is the pattern's, where * stands for any characters, none too.
bool matchesPattern(std::string_view name, std::string_view pattern);

/// Letters, digits and _, not a digit in front; or empty. Keys are none, so that one that was put
/// into the wrong field is kept in no file.
bool isVariableName(std::string_view text);

/// This machine by name or address: localhost, 127.0.0.0/8, ::1 (brackets allowed).
bool isLoopbackHost(std::string_view host);

/// Every reason why it cannot be used, each a full sentence: a bad id or address, a part of the
/// address that is still to be filled in ("YOUR-RESOURCE"), user name, password or query in the
/// address, plain http to another machine without being allowed, extra fields that would change
/// what is asked (model, messages, n, stream).
std::vector<std::string> providerProblems(const Provider &provider);

/// The built-in presets with the user's own from a JSON file over them (same id replaces the whole
/// entry); a file that is not there gives the presets. Fails, naming file and entry, on one that
/// cannot be read: unknown fields are refused, so that a slip of the pen changes no request.
Result<std::vector<Provider>> loadProviders(const std::filesystem::path &userFile);

/// Writes those that differ from the presets. Keys have no place in it.
Result<void> saveProviders(const std::filesystem::path &userFile,
                           const std::vector<Provider> &providers);

/// The error lists the ids that there are, with the likeliest meant.
Result<Provider> findProvider(const std::vector<Provider> &providers, std::string_view id);

/// Only what differs from Provider's defaults; a model rule only what differs from the provider's
/// switches, and reads so too.
nlohmann::ordered_json providerJson(const Provider &provider);
Result<Provider> providerOfJson(const nlohmann::json &json);

/// Where the user's providers and prices are kept by default: providers.json and prices.json in the
/// configuration folder of Auspex.
std::filesystem::path userLlmFolder();

} // namespace auspex
