// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/training_data.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/arch/space_yaml.h"
#include "core/base/text.h"

namespace auspex {

namespace {

/// The engine may have another working folder.
std::vector<std::string> tokenFilesOf(const Corpus &corpus, const CorpusSplit &split)
{
    std::vector<std::string> files;
    for (const std::string &name : split.tokenFiles) {
        std::error_code error;
        const std::filesystem::path file = corpus.folder / name;
        const std::filesystem::path absolute = std::filesystem::absolute(file, error);
        files.push_back((error ? file : absolute).string());
    }
    return files;
}

} // namespace

Result<SupernetShape> shapeFor(const SearchSpace &space, const Corpus &corpus, Mixture mixture,
                               int experts)
{
    if (space.sharedEmbeddings && !corpus.joined)
        return failure(ErrorCode::InvalidInput,
                       "The search space " + quotedForMessage(space.name)
                           + " has one embedding for both languages, and the corpus "
                           + quotedForMessage(corpus.name)
                           + " two dictionaries; import it with one, or choose a space that does "
                             "not share its embeddings.");
    SupernetShape shape = supernetShape(space, static_cast<int>(corpus.source.dictionary.size()),
                                        static_cast<int>(corpus.target.dictionary.size()), mixture);
    if (mixture != Mixture::None)
        shape.experts = experts;
    return shape;
}

Result<engine::TrainRequest> trainRequestFor(const SearchSpace &space, const SupernetShape &shape,
                                             const Corpus &corpus, const TrainingOptions &options)
{
    const CorpusSplit *train = corpus.split("train");
    if (!train)
        return failure(ErrorCode::InvalidInput, "The corpus " + quotedForMessage(corpus.name)
                                                    + " has no split \"train\" to train on.");
    engine::TrainRequest request;
    request.space = space;
    request.shape = shape;
    request.training = tokenFilesOf(corpus, *train);
    if (const CorpusSplit *valid = corpus.split("valid"))
        request.validation = tokenFilesOf(corpus, *valid);
    request.options = options;
    return request;
}

nlohmann::json spaceJson(const SearchSpace &space)
{
    const std::optional<SearchSpace> builtIn = builtInSpace(space.name);
    if (builtIn && *builtIn == space)
        return {{"name", space.name}};
    nlohmann::json value = {{"name", space.name},
                            {"title", space.title},
                            {"yaml", spaceYaml(space)},
                            {"sentence_length", space.sentenceLength}};
    if (space.vocabulary)
        value["vocabulary"] = *space.vocabulary;
    return value;
}

Result<SearchSpace> spaceOfJson(const nlohmann::json &value)
{
    try {
        const auto name = value.at("name").get<std::string>();
        if (!value.contains("yaml")) {
            if (std::optional<SearchSpace> space = builtInSpace(name))
                return *std::move(space);
            return failure(ErrorCode::NotFound,
                           "This version has no search space " + quotedForMessage(name) + '.');
        }
        Result<SearchSpace> space = parseSpaceYaml(value.at("yaml").get<std::string>(), name);
        if (!space)
            return space;
        space->name = name;
        space->title = value.value("title", name);
        space->sentenceLength = value.value("sentence_length", space->sentenceLength);
        if (value.contains("vocabulary"))
            space->vocabulary = value["vocabulary"].get<int>();
        return space;
    } catch (const nlohmann::json::exception &error) {
        return failure(ErrorCode::Corrupt, "The search space of the run cannot be read.",
                       error.what());
    }
}

std::filesystem::path trainingFolder(const Workspace &workspace, std::int64_t run)
{
    std::error_code error;
    const std::filesystem::path file = std::filesystem::absolute(workspace.path(), error);
    const std::filesystem::path &base = error ? workspace.path() : file;
    return std::filesystem::path(base.native() + ".d") / "training" / std::to_string(run);
}

void removeTrainingFolder(const Workspace &workspace, std::int64_t run)
{
    std::error_code ignored;
    const std::filesystem::path folder = trainingFolder(workspace, run);
    std::filesystem::remove_all(folder, ignored);
    std::filesystem::remove(folder.parent_path(), ignored); // where it was the last one
}

Result<StoredRun> loadTrainingRun(Workspace &workspace, const std::string &kind, std::int64_t id)
{
    const Result<std::vector<StoredRun>> runs = loadRuns(workspace, kind);
    if (!runs)
        return tl::make_unexpected(runs.error());
    std::vector<std::string> others;
    for (const StoredRun &run : *runs) {
        if (run.id == id)
            return run;
        if (run.state != RunState::Done)
            others.push_back(std::to_string(run.id));
    }
    return failure(ErrorCode::NotFound,
                   "The workspace has no training with the number " + std::to_string(id)
                       + (others.empty() ? std::string("; none is unfinished.")
                                         : "; unfinished are: " + join(others, ", ") + '.'));
}

Result<std::int64_t> unfinishedRun(Workspace &workspace, const std::string &kind,
                                   const nlohmann::json &settings)
{
    const Result<std::vector<StoredRun>> runs = loadRuns(workspace, kind);
    if (!runs)
        return tl::make_unexpected(runs.error());
    const auto found = std::find_if(runs->rbegin(), runs->rend(), [&](const StoredRun &run) {
        return run.state != RunState::Done && run.settings == settings;
    });
    return found == runs->rend() ? 0 : found->id;
}

} // namespace auspex
