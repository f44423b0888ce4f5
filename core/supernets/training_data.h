// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/search_space.h"
#include "core/arch/supernet.h"
#include "core/corpus/corpus.h"
#include "core/engine/training_messages.h"
#include "core/store/run_store.h"

// What trainings of supernets and of single architectures have in common.

namespace auspex {

/// The supernet of a space for a corpus's dictionaries. Fails where the space shares its embeddings
/// between the languages and the corpus has two dictionaries.
Result<SupernetShape> shapeFor(const SearchSpace &space, const Corpus &corpus,
                               Mixture mixture = Mixture::None, int experts = 2);

/// Everything of the request but the folder. Fails where the corpus has no split "train".
Result<engine::TrainRequest> trainRequestFor(const SearchSpace &space, const SupernetShape &shape,
                                             const Corpus &corpus, const TrainingOptions &options);

/// A space as runs store it: a built-in one's name, else its YAML with what that cannot hold.
nlohmann::json spaceJson(const SearchSpace &space);
Result<SearchSpace> spaceOfJson(const nlohmann::json &value);

/// NAME.auspex.d/training/RUN, where the run's checkpoints are until it is done.
std::filesystem::path trainingFolder(const Workspace &workspace, std::int64_t run);

/// Removes what trainingFolder() names. What cannot be removed stays.
void removeTrainingFolder(const Workspace &workspace, std::int64_t run);

/// The run of that kind. Fails where there is none.
Result<StoredRun> loadTrainingRun(Workspace &workspace, const std::string &kind, std::int64_t id);

/// The newest run of that kind and settings that is not done; 0 where there is none.
Result<std::int64_t> unfinishedRun(Workspace &workspace, const std::string &kind,
                                   const nlohmann::json &settings);

} // namespace auspex
