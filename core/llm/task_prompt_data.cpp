// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/base/text.h"
#include "core/llm/llm_service.h"
#include "core/store/document_store.h"

namespace auspex {

namespace {

using nlohmann::json;

std::string documentKey(const std::string &task)
{
    return "prompt-task:" + task;
}

json jsonOf(const TaskPromptData &data)
{
    json pool = json::array();
    for (const TaskExample &example : data.pool)
        pool.push_back({example.source, example.target});
    return {{"name", data.task.name},
            {"source_language", data.task.sourceLanguage},
            {"target_language", data.task.targetLanguage},
            {"metric", data.task.metric},
            {"efficiency", efficiencyKey(data.task.efficiency)},
            {"examples", std::move(pool)},
            {"chosen", data.chosen},
            {"example_seed", data.exampleSeed}};
}

/// Throws nlohmann::json::exception where a member is missing or of another kind.
TaskPromptData dataOf(const json &document)
{
    TaskPromptData data;
    document.at("name").get_to(data.task.name);
    document.at("source_language").get_to(data.task.sourceLanguage);
    document.at("target_language").get_to(data.task.targetLanguage);
    document.at("metric").get_to(data.task.metric);
    const auto efficiency = efficiencyOfKey(document.at("efficiency").get<std::string>());
    data.task.efficiency = efficiency.value_or(EfficiencyMetric::Gflops);
    for (const json &pair : document.at("examples"))
        data.pool.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
    document.at("chosen").get_to(data.chosen);
    document.at("example_seed").get_to(data.exampleSeed);
    return data;
}

} // namespace

Result<TaskPromptData> loadTaskPromptData(Workspace &workspace, const std::string &task)
{
    const auto document = loadDocument(workspace, documentKey(task));
    if (!document)
        return tl::make_unexpected(document.error());
    if (!*document)
        return TaskPromptData{promptTaskOf(task), {}, {}, TaskPromptData().exampleSeed};
    try {
        return dataOf(**document);
    } catch (const json::exception &error) {
        return failure(ErrorCode::Corrupt,
                       "What the workspace " + workspace.path().string()
                           + " keeps for the prompts of the task " + quotedForMessage(task)
                           + " cannot be read; set the task's description and examples again.",
                       error.what());
    }
}

Result<void> saveTaskPromptData(Workspace &workspace, const std::string &task,
                                const TaskPromptData &data)
{
    return saveDocument(workspace, documentKey(task), jsonOf(data));
}

std::vector<TaskExample> examplesOf(const TaskPromptData &data, int count)
{
    const auto wanted = static_cast<std::size_t>(std::max(0, count));
    if (data.chosen.empty())
        return drawTaskExamples(data.pool, wanted, data.exampleSeed);
    std::vector<TaskExample> examples;
    for (const std::size_t index : data.chosen) {
        if (index < data.pool.size() && examples.size() < wanted)
            examples.push_back(data.pool[index]);
    }
    return examples;
}

std::string metricOfTarget(const std::string &target)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{{
        {"bleu", "BLEU"},
        {"sacrebleu", "BLEU"},
        {"comet", "COMET"},
        {"chrf", "chrF"},
        {"ter", "TER"},
        {"accuracy", "accuracy"},
    }};
    const std::size_t underscore = target.find('_');
    std::string name = underscore == std::string::npos || underscore + 1 == target.size()
                           ? target
                           : target.substr(underscore + 1);
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto &[key, title] : known) {
        if (lower == key)
            return std::string(title);
    }
    return name;
}

} // namespace auspex
