// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "app/cli/context.h"
#include "app/cli/engine_session.h"
#include "core/training/training_options.h"

namespace CLI {
class App;
}

namespace auspex::cli {

/// What the commands that train have in common: a preset, and what shall differ from it.
struct TrainingArguments {
    std::string corpus;
    std::string space;
    std::string preset;
    std::optional<std::int64_t> updates;
    std::optional<std::int64_t> warmup;
    std::optional<double> learningRate;
    std::optional<int> maxTokens;
    std::optional<int> updateFrequency;
    std::optional<double> dropout;
    std::optional<std::int64_t> validationInterval;
    std::optional<std::int64_t> checkpointInterval;
    std::optional<int> patience;
    std::string precision = "float32";
    EngineOptions engine;
};

void addTrainingArguments(CLI::App &command, TrainingArguments &arguments,
                          const std::string &defaultPreset);

/// The preset with what differs from it, and --seed, --device and --threads. A number of updates
/// stretches the preset's warm-up with it, where no other is given.
tl::expected<TrainingOptions, Stop> trainingOptions(const TrainingArguments &arguments,
                                                    const GlobalOptions &global);

// Each adds its commands.
void addSupernetTrainingCommands(CLI::App &supernet, Program &program);
void addTfsTrainingCommands(CLI::App &tfs, Program &program);

} // namespace auspex::cli
