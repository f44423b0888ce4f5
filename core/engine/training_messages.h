// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/arch/search_space.h"
#include "core/arch/supernet.h"
#include "core/base/result.h"
#include "core/training/training_options.h"

// The methods of training as plain values with their JSON (core/engine/PROTOCOL.md).

namespace auspex::engine {

namespace method {
inline constexpr const char *trainRun = "train/run";
inline constexpr const char *trainUpdated = "train/updated";
inline constexpr const char *trainValidated = "train/validated";
inline constexpr const char *trainSaved = "train/saved";
inline constexpr const char *trainInit = "train/init";
} // namespace method

/// File names are those of the engine's machine, absolute.
struct TrainRequest {
    SearchSpace space; ///< comes without name, title, sentence length and vocabulary (spaceYaml())
    SupernetShape shape;
    std::vector<std::string> training;   ///< files of readTokenPairs(), one after the other
    std::vector<std::string> validation; ///< likewise; may be empty
    TrainingOptions options;             ///< threads 0: those of the engine
    std::string folder;                  ///< of checkpoints and results; a training's own
    std::string initialWeights;          ///< file; empty: fresh ones
};

struct TrainReply {
    std::int64_t updates = 0;
    std::int64_t resumedFrom = 0; ///< the update of the checkpoint; 0 for a fresh start
    bool isStoppedEarly = false;
    std::optional<double> bestLoss; ///< label-smoothed, natural logarithm, a token
    std::string weights;            ///< file of the last weights, with the shape in its metadata
    std::string best;               ///< the same of the best validation; empty without one

    bool operator==(const TrainReply &) const = default;
};

struct TrainedRole {
    std::string role;                         ///< "sampled", "largest", "smallest", "own"
    std::optional<Architecture> architecture; ///< where it was the same one in all updates
    LossSums loss;

    bool operator==(const TrainedRole &) const = default;
};

/// The updates since the notice before; none is left out of the sums. A restarted engine tells
/// updates again that come after its checkpoint.
struct UpdatedNotice {
    std::int64_t update = 0;        ///< done with this one
    std::int64_t updates = 1;       ///< how many are summed here, this one the last
    double learningRate = 0.0;      ///< of the last
    std::vector<TrainedRole> roles; ///< sums over the updates
    double gradientNorm = 0.0;      ///< of the last; 0 where nothing needed it
    double lossScale = 1.0;         ///< of the last
    std::int64_t tokens = 0;        ///< target tokens of all passes, summed
    double seconds = 0.0;           ///< of the updates, summed
    double memory = 0.0;            ///< most that the engine has had so far, bytes

    bool operator==(const UpdatedNotice &) const = default;
};

struct ValidatedNotice {
    std::int64_t update = 0;
    std::vector<TrainedRole> roles; ///< the last one decides
    bool isBest = false;

    bool operator==(const ValidatedNotice &) const = default;
};

struct SavedNotice {
    std::int64_t update = 0;
    std::string file;

    bool operator==(const SavedNotice &) const = default;
};

struct TrainInitRequest {
    SupernetShape shape;
    std::uint64_t seed = 1;
    std::string output; ///< file to write

    bool operator==(const TrainInitRequest &) const = default;
};

struct TrainInitReply {
    std::int64_t parameters = 0; ///< all that are in the file
};

nlohmann::json jsonOf(const TrainRequest &request);
nlohmann::json jsonOf(const TrainReply &reply);
nlohmann::json jsonOf(const UpdatedNotice &notice);
nlohmann::json jsonOf(const ValidatedNotice &notice);
nlohmann::json jsonOf(const SavedNotice &notice);
nlohmann::json jsonOf(const TrainInitRequest &request);
nlohmann::json jsonOf(const TrainInitReply &reply);

Result<TrainRequest> trainRequestOf(const nlohmann::json &value);
Result<TrainReply> trainReplyOf(const nlohmann::json &value);
Result<UpdatedNotice> updatedNoticeOf(const nlohmann::json &value);
Result<ValidatedNotice> validatedNoticeOf(const nlohmann::json &value);
Result<SavedNotice> savedNoticeOf(const nlohmann::json &value);
Result<TrainInitRequest> trainInitRequestOf(const nlohmann::json &value);
Result<TrainInitReply> trainInitReplyOf(const nlohmann::json &value);

} // namespace auspex::engine
