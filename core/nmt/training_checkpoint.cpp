// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/training_checkpoint.h"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/nmt/supernet_model_state.h"
#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::string prefix = "checkpoint-";
const std::string suffix = ".safetensors";
constexpr std::size_t kept = 2;

std::string nameOf(std::int64_t updates)
{
    char digits[32];
    std::snprintf(digits, sizeof(digits), "%010lld", static_cast<long long>(updates));
    return prefix + digits + suffix;
}

/// The newest first; names sort as their updates do.
std::vector<fs::path> checkpointsOf(const fs::path &folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool isOne = name.size() == nameOf(0).size()
                           && name.compare(0, prefix.size(), prefix) == 0
                           && entry.path().extension() == suffix;
        if (isOne)
            files.push_back(entry.path());
    }
    std::sort(files.rbegin(), files.rend());
    return files;
}

Json jsonOf(const TrainingCounters &counters)
{
    Json json;
    json["updates"] = counters.updates;
    json["loss_scale"] = counters.lossScale;
    json["updates_since_scale"] = counters.updatesSinceScale;
    if (counters.bestLoss)
        json["best_loss"] = *counters.bestLoss;
    json["validations_without_best"] = counters.validationsWithoutBest;
    json["finished"] = counters.isFinished;
    return json;
}

std::optional<TrainingCounters> countersOf(const Json &json)
{
    try {
        TrainingCounters counters;
        counters.updates = json.at("updates").get<std::int64_t>();
        counters.lossScale = json.at("loss_scale").get<double>();
        counters.updatesSinceScale = json.at("updates_since_scale").get<std::int64_t>();
        if (json.contains("best_loss"))
            counters.bestLoss = json["best_loss"].get<double>();
        counters.validationsWithoutBest = json.at("validations_without_best").get<int>();
        counters.isFinished = json.at("finished").get<bool>();
        return counters;
    } catch (const nlohmann::json::exception &) {
        return std::nullopt;
    }
}

/// "max_updates: 100 then, 200 now" for the first entry that differs.
std::string differenceOf(const Json &then, const Json &now)
{
    const Json flatThen = then.flatten();
    const Json flatNow = now.flatten();
    for (const auto &[key, value] : flatNow.items()) {
        if (!flatThen.contains(key) || flatThen[key] != value)
            return key.substr(1) + ": "
                   + (flatThen.contains(key) ? flatThen[key].dump() : std::string("nothing"))
                   + " then, " + value.dump() + " now";
    }
    return "settings that no longer exist";
}

std::string megabytes(std::uintmax_t bytes)
{
    return std::to_string((bytes + 999'999) / 1'000'000) + " MB";
}

} // namespace

TrainingCheckpoints::TrainingCheckpoints(fs::path folder, std::string description)
    : m_folder(std::move(folder))
    , m_description(std::move(description))
{
}

Result<void> TrainingCheckpoints::checkSpace(const SupernetModel &model, int copies) const
{
    // Weights and two moments of four bytes, and the header.
    const auto size = static_cast<std::uintmax_t>(model.state().parameters.values().numel()) * 12
                      + 1'000'000;
    const std::uintmax_t wanted = size * static_cast<std::uintmax_t>(copies);
    std::error_code error;
    const fs::space_info space = fs::space(m_folder, error);
    if (error)
        return failure(ErrorCode::Io, "The free space of the folder " + m_folder.string()
                                          + " cannot be found out: " + error.message() + '.');
    if (space.available >= wanted)
        return {};
    return failure(
        ErrorCode::Io,
        "The folder " + m_folder.string() + " has " + megabytes(space.available)
            + " left, but checkpoints of this training need " + megabytes(wanted)
            + "; free some space there or choose another folder. What is saved is kept.");
}

Result<void> TrainingCheckpoints::prepare(const SupernetModel &model) const
{
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (error || !fs::is_directory(m_folder))
        return failure(ErrorCode::Io,
                       "The folder " + m_folder.string() + " for checkpoints cannot be made: "
                           + (error ? error.message() : "there is a file of this name") + '.');
    // Two kept, one being written, and the weights of the best.
    const std::size_t present = checkpointsOf(m_folder).size();
    return checkSpace(model, 4 - static_cast<int>(std::min(present, kept)));
}

Result<std::optional<TrainingCounters>> TrainingCheckpoints::load(SupernetModel &model,
                                                                  Adam &adam) const
{
    std::optional<Error> damage;
    for (const fs::path &file : checkpointsOf(m_folder)) {
        const Result<TensorFile> content = readSafetensors(file);
        if (!content) {
            damage = damage ? damage : content.error();
            continue;
        }
        const auto metadata = [&](const char *key) {
            const auto entry = content->metadata.find(key);
            return entry == content->metadata.end() ? Json()
                                                    : Json::parse(entry->second, nullptr, false);
        };
        const std::optional<TrainingCounters> counters = countersOf(metadata("training_state"));
        if (!counters)
            return failure(ErrorCode::InvalidInput,
                           file.string()
                               + " holds no state of a training; choose an empty folder.");
        const Json now = Json::parse(m_description);
        if (const Json then = metadata("training"); then != now)
            return failure(ErrorCode::InvalidInput,
                           "The training in " + m_folder.string()
                               + " was begun with other settings (" + differenceOf(then, now)
                               + "); go on with those, or choose another folder.");
        if (Result<void> done = model.state().parameters.load(*content, file.string()); !done)
            return tl::make_unexpected(done.error());
        if (Result<void> done = adam.load(content->tensors, file.string()); !done)
            return tl::make_unexpected(done.error());
        return counters;
    }
    if (damage)
        return tl::make_unexpected(*damage);
    return std::nullopt;
}

Result<fs::path> TrainingCheckpoints::save(const SupernetModel &model, const Adam &adam,
                                           const TrainingCounters &counters) const
{
    if (Result<void> space = checkSpace(model, 1); !space)
        return tl::make_unexpected(space.error());
    TensorFile content = model.weights();
    adam.save(content.tensors);
    content.metadata["training"] = m_description;
    content.metadata["training_state"] = jsonOf(counters).dump();
    fs::path file = m_folder / nameOf(counters.updates);
    if (Result<void> written = writeSafetensors(file, content); !written)
        return tl::make_unexpected(written.error());
    const std::vector<fs::path> files = checkpointsOf(m_folder);
    for (std::size_t i = kept; i < files.size(); ++i) {
        std::error_code error; // one that stays is no harm
        fs::remove(files[i], error);
    }
    return file;
}

Result<fs::path> TrainingCheckpoints::saveBest(const SupernetModel &model,
                                               const TrainingCounters &counters) const
{
    TensorFile content = model.weights();
    content.metadata["training"] = m_description;
    content.metadata["training_state"] = jsonOf(counters).dump();
    fs::path file = m_folder / "best.safetensors";
    if (Result<void> written = writeSafetensors(file, content); !written)
        return tl::make_unexpected(written.error());
    return file;
}

} // namespace auspex
