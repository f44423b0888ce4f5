// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/provider.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/llm/json_fields.h"
#include "core/llm/resource.h"

// Providers as JSON: the presets in resources/llm/providers.json and the user's own.

namespace auspex {

namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view fileFormat = "auspex-providers";
constexpr std::uintmax_t largestFile = 4ULL << 20;

template<typename T, std::size_t Count>
using Names = std::array<std::pair<std::string_view, T>, Count>;

constexpr Names<ApiFamily, 3> families = {{{"openai", ApiFamily::OpenAi},
                                           {"azure", ApiFamily::Azure},
                                           {"anthropic", ApiFamily::Anthropic}}};
constexpr Names<MaxTokensField, 2> maxTokensFields = {
    {{"max_tokens", MaxTokensField::MaxTokens},
     {"max_completion_tokens", MaxTokensField::MaxCompletionTokens}}};
constexpr Names<ResponseFormat, 3> responseFormats = {
    {{"text", ResponseFormat::Text},
     {"json_object", ResponseFormat::JsonObject},
     {"json_schema", ResponseFormat::JsonSchema}}};
constexpr Names<TokenCounter, 3> tokenCounters = {{{"none", TokenCounter::None},
                                                   {"llama.cpp", TokenCounter::LlamaCpp},
                                                   {"anthropic", TokenCounter::Anthropic}}};

template<typename T, std::size_t Count>
std::string nameOf(const Names<T, Count> &names, T value)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [value](const auto &name) { return name.second == value; });
    return std::string(found->first);
}

template<typename T, std::size_t Count>
std::span<const std::pair<std::string_view, T>> all(const Names<T, Count> &names)
{
    return names;
}

OrderedJson switchesJson(const ModelSwitches &switches, const ModelSwitches &base)
{
    OrderedJson json = OrderedJson::object();
    if (switches.maxTokensField != base.maxTokensField)
        json["max_tokens_field"] = nameOf(maxTokensFields, switches.maxTokensField);
    const auto flag = [&](const char *name, bool ModelSwitches::*member) {
        if (switches.*member != base.*member)
            json[name] = switches.*member;
    };
    flag("temperature", &ModelSwitches::temperature);
    flag("seed", &ModelSwitches::seed);
    if (switches.seedField != base.seedField)
        json["seed_field"] = switches.seedField;
    flag("log_probabilities", &ModelSwitches::logProbabilities);
    flag("many_samples", &ModelSwitches::manySamples);
    if (switches.responseFormat != base.responseFormat)
        json["response_format"] = nameOf(responseFormats, switches.responseFormat);
    flag("prompt_caching", &ModelSwitches::promptCaching);
    flag("stream_usage", &ModelSwitches::streamUsage);
    if (switches.extra != base.extra)
        json["extra"] = switches.extra;
    return json;
}

Result<ModelSwitches> switchesOf(const Json &json, const ModelSwitches &base)
{
    ModelSwitches switches = base;
    JsonFields fields(json);
    fields.choice("max_tokens_field", switches.maxTokensField, all(maxTokensFields));
    fields.flag("temperature", switches.temperature);
    fields.flag("seed", switches.seed);
    fields.text("seed_field", switches.seedField);
    fields.flag("log_probabilities", switches.logProbabilities);
    fields.flag("many_samples", switches.manySamples);
    fields.choice("response_format", switches.responseFormat, all(responseFormats));
    fields.flag("prompt_caching", switches.promptCaching);
    fields.flag("stream_usage", switches.streamUsage);
    if (const Json *extra = fields.object("extra"))
        switches.extra = *extra;
    if (const std::optional<std::string> problem = fields.problem())
        return failure(ErrorCode::InvalidInput, *problem);
    return switches;
}

Result<ModelRule> ruleOf(const Json &json, const ModelSwitches &base)
{
    ModelRule rule;
    rule.switches = base;
    JsonFields fields(json);
    fields.text("pattern", rule.pattern);
    if (rule.pattern.empty())
        fields.wrong("pattern", "must name models");
    if (const Json *switches = fields.object("switches")) {
        Result<ModelSwitches> read = switchesOf(*switches, base);
        if (read)
            rule.switches = std::move(*read);
        else
            fields.wrong(read.error().message);
    }
    if (const std::optional<std::string> problem = fields.problem())
        return failure(ErrorCode::InvalidInput, *problem);
    return rule;
}

void readLists(JsonFields &fields, Provider &provider)
{
    if (const Json *switches = fields.object("switches")) {
        Result<ModelSwitches> read = switchesOf(*switches, {});
        if (read)
            provider.switches = std::move(*read);
        else
            fields.wrong("In \"switches\": " + read.error().message);
    }
    const Json *rules = fields.list("models");
    for (std::size_t i = 0; rules && i < rules->size(); ++i) {
        Result<ModelRule> rule = ruleOf((*rules)[i], provider.switches);
        if (rule)
            provider.models.push_back(std::move(*rule));
        else
            fields.wrong("In entry " + std::to_string(i + 1)
                         + " of \"models\": " + rule.error().message);
    }
    const Json *suggested = fields.list("suggested_models");
    for (std::size_t i = 0; suggested && i < suggested->size(); ++i) {
        if ((*suggested)[i].is_string())
            provider.suggestedModels.push_back((*suggested)[i].get<std::string>());
        else
            fields.wrong("suggested_models", "must be a list of texts");
    }
}

Result<std::vector<Provider>> parseProviders(std::string_view text, const std::string &source)
{
    const Result<Json> list = listOfDocument(text, source, fileFormat, "providers");
    if (!list)
        return tl::make_unexpected(list.error());
    std::vector<Provider> providers;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < list->size(); ++i) {
        Result<Provider> provider = providerOfJson((*list)[i]);
        const std::string where = source + ", provider " + std::to_string(i + 1);
        if (!provider)
            return failure(provider.error().code, where + ": " + provider.error().message);
        if (!ids.insert(provider->id).second)
            return failure(ErrorCode::InvalidInput, where + ": the id "
                                                        + quotedForMessage(provider->id)
                                                        + " is there twice; rename one.");
        providers.push_back(std::move(*provider));
    }
    return providers;
}

} // namespace

nlohmann::ordered_json providerJson(const Provider &provider)
{
    OrderedJson json = {{"id", provider.id},
                        {"title", provider.title},
                        {"family", nameOf(families, provider.family)},
                        {"base_url", provider.baseUrl}};
    if (!provider.apiVersion.empty())
        json["api_version"] = provider.apiVersion;
    json["needs_key"] = provider.needsKey;
    if (!provider.keyVariable.empty())
        json["key_variable"] = provider.keyVariable;
    if (provider.allowsPlainHttp)
        json["allows_plain_http"] = true;
    json["parallel"] = provider.parallel;
    if (provider.requestsPerMinute != 0)
        json["requests_per_minute"] = provider.requestsPerMinute;
    if (provider.batches)
        json["batches"] = true;
    if (provider.tokenCounter != TokenCounter::None)
        json["token_counter"] = nameOf(tokenCounters, provider.tokenCounter);
    if (provider.isLocal)
        json["is_local"] = true;
    if (OrderedJson switches = switchesJson(provider.switches, {}); !switches.empty())
        json["switches"] = std::move(switches);
    for (const ModelRule &rule : provider.models)
        json["models"].push_back({{"pattern", rule.pattern},
                                  {"switches", switchesJson(rule.switches, provider.switches)}});
    if (!provider.suggestedModels.empty())
        json["suggested_models"] = provider.suggestedModels;
    return json;
}

Result<Provider> providerOfJson(const Json &json)
{
    Provider provider;
    JsonFields fields(json);
    // The commonest mistake, and a dangerous one: it deserves its own sentence.
    for (const char *name : {"key", "api_key", "apiKey"}) {
        if (json.is_object() && json.contains(name))
            fields.wrong("\"" + std::string(name)
                         + "\" has no place here: keep the key in the keyring, or in the "
                           "environment variable that \"key_variable\" names.");
    }
    fields.text("id", provider.id);
    fields.text("title", provider.title);
    fields.choice("family", provider.family, all(families));
    fields.text("base_url", provider.baseUrl);
    fields.text("api_version", provider.apiVersion);
    fields.flag("needs_key", provider.needsKey);
    fields.text("key_variable", provider.keyVariable);
    if (!isVariableName(provider.keyVariable))
        fields.wrong("key_variable", "must be the name of an environment variable, never the key");
    fields.flag("allows_plain_http", provider.allowsPlainHttp);
    std::int64_t parallel = provider.parallel;
    fields.whole("parallel", parallel, 1, 1000);
    provider.parallel = static_cast<int>(parallel);
    std::int64_t rate = provider.requestsPerMinute;
    fields.whole("requests_per_minute", rate, 0, 1'000'000);
    provider.requestsPerMinute = static_cast<int>(rate);
    fields.flag("batches", provider.batches);
    fields.choice("token_counter", provider.tokenCounter, all(tokenCounters));
    fields.flag("is_local", provider.isLocal);
    readLists(fields, provider);
    if (provider.id.empty())
        fields.wrong("id", "is missing");
    if (provider.title.empty())
        provider.title = provider.id;
    while (!provider.baseUrl.empty() && provider.baseUrl.back() == '/')
        provider.baseUrl.pop_back();
    if (const std::optional<std::string> problem = fields.problem())
        return failure(ErrorCode::InvalidInput, *problem);
    return provider;
}

const std::vector<Provider> &builtInProviders()
{
    // That it can be read is pinned by a test, so a broken one never leaves the workshop.
    static const std::vector<Provider> presets
        = parseProviders(resourceText("llm/providers.json"), "providers.json").value();
    return presets;
}

Result<std::vector<Provider>> loadProviders(const std::filesystem::path &userFile)
{
    std::vector<Provider> providers = builtInProviders();
    std::error_code none;
    if (!std::filesystem::exists(userFile, none))
        return providers;
    const Result<std::string> text = readFile(userFile, largestFile);
    if (!text)
        return tl::make_unexpected(text.error());
    Result<std::vector<Provider>> own = parseProviders(*text, userFile.string());
    if (!own)
        return tl::make_unexpected(own.error());
    for (Provider &provider : *own) {
        const auto same = std::find_if(providers.begin(), providers.end(),
                                       [&](const Provider &p) { return p.id == provider.id; });
        if (same == providers.end())
            providers.push_back(std::move(provider));
        else
            *same = std::move(provider);
    }
    return providers;
}

Result<void> saveProviders(const std::filesystem::path &userFile,
                           const std::vector<Provider> &providers)
{
    const std::vector<Provider> &presets = builtInProviders();
    OrderedJson list = OrderedJson::array();
    for (const Provider &provider : providers) {
        if (std::find(presets.begin(), presets.end(), provider) != presets.end())
            continue;
        OrderedJson entry = providerJson(provider);
        // What could not be read again is refused now, while its author is there to mend it.
        if (const Result<Provider> read = providerOfJson(Json(entry)); !read)
            return failure(ErrorCode::InvalidInput, "The provider " + quotedForMessage(provider.id)
                                                        + " cannot be kept. "
                                                        + read.error().message);
        list.push_back(std::move(entry));
    }
    return writeUserFile(userFile, {{"format", fileFormat}, {"providers", std::move(list)}});
}

} // namespace auspex
