// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/training_arguments.h"

#include <chrono>
#include <limits>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

constexpr std::int64_t mostUpdates = 1'000'000'000;

std::string presetNames()
{
    std::vector<std::string> names;
    for (const TrainingPreset &preset : trainingPresets())
        names.push_back(preset.name);
    return join(names, ", ");
}

CLI::Validator between(double lowest, double highest)
{
    return CLI::Range(lowest, highest).description({});
}

CLI::Validator between(std::int64_t lowest, std::int64_t highest)
{
    return CLI::Range(lowest, highest).description({});
}

} // namespace

void addTrainingArguments(CLI::App &command, TrainingArguments &arguments,
                          const std::string &defaultPreset)
{
    arguments.preset = defaultPreset;
    command
        .add_option("--corpus", arguments.corpus,
                    "A corpus of the workspace by its name, or a corpus's folder")
        ->required()
        ->type_name("C");
    command
        .add_option("--space", arguments.space,
                    "A built-in search space or a HAT supertransformer YAML")
        ->required()
        ->type_name("S");
    command.add_option("--preset", arguments.preset, "Settings to begin with: " + presetNames())
        ->capture_default_str()
        ->type_name("P");
    command
        .add_option("--updates", arguments.updates,
                    "How many; the preset's warm-up is stretched with them")
        ->check(between(std::int64_t{1}, mostUpdates))
        ->type_name("N");
    command.add_option("--warmup", arguments.warmup, "Updates until the highest learning rate")
        ->check(between(std::int64_t{0}, mostUpdates))
        ->type_name("N");
    command.add_option("--lr", arguments.learningRate, "The highest learning rate")
        ->check(between(0.0, 1.0))
        ->type_name("X");
    command
        .add_option("--max-tokens", arguments.maxTokens,
                    "Most tokens of a micro-batch; less takes less memory")
        ->check(between(std::int64_t{1}, std::int64_t{100'000'000}))
        ->type_name("N");
    command.add_option("--update-freq", arguments.updateFrequency, "Micro-batches of an update")
        ->check(between(std::int64_t{1}, std::int64_t{1'000'000}))
        ->type_name("N");
    command.add_option("--dropout", arguments.dropout, "From 0 to below 1")
        ->check(between(0.0, 0.999))
        ->type_name("X");
    command.add_option("--validate-every", arguments.validationInterval, "Updates; 0: never")
        ->check(between(std::int64_t{0}, mostUpdates))
        ->type_name("N");
    command
        .add_option("--save-every", arguments.checkpointInterval,
                    "Updates between checkpoints; 0: only at the end")
        ->check(between(std::int64_t{0}, mostUpdates))
        ->type_name("N");
    command
        .add_option("--patience", arguments.patience,
                    "Ends after so many validations without a better loss; 0: never")
        ->check(between(std::int64_t{0}, std::int64_t{1'000'000}))
        ->type_name("N");
    command
        .add_option("--precision", arguments.precision,
                    "Of matrix products: float32, bfloat16, or float16 (graphics cards)")
        ->capture_default_str()
        ->check(CLI::IsMember({"float32", "bfloat16", "float16"}).description({}))
        ->type_name("T");
    addEngineOption(command, arguments.engine);
    arguments.engine.cancelGrace = std::chrono::minutes(5); // a large checkpoint takes its time
}

tl::expected<TrainingOptions, Stop> trainingOptions(const TrainingArguments &arguments,
                                                    const GlobalOptions &global)
{
    std::optional<TrainingOptions> options = trainingPreset(arguments.preset);
    if (!options)
        return wrongUsage("There is no preset " + quotedForMessage(arguments.preset)
                          + "; there are " + presetNames() + '.');
    if (arguments.updates)
        setMaxUpdates(*options, *arguments.updates);
    options->learningRate.warmup = arguments.warmup.value_or(options->learningRate.warmup);
    if (arguments.learningRate)
        setHighestLearningRate(*options, *arguments.learningRate);
    options->batches.maxTokens = arguments.maxTokens.value_or(options->batches.maxTokens);
    options->updateFrequency = arguments.updateFrequency.value_or(options->updateFrequency);
    options->dropout.dropout = arguments.dropout.value_or(options->dropout.dropout);
    options->validationInterval = arguments.validationInterval.value_or(
        options->validationInterval);
    options->checkpointInterval = arguments.checkpointInterval.value_or(
        options->checkpointInterval);
    options->patience = arguments.patience.value_or(options->patience);
    if (arguments.precision == "bfloat16")
        options->model.productType = ProductType::BFloat16;
    else if (arguments.precision == "float16")
        options->model.productType = ProductType::Float16;
    if (global.seed > std::numeric_limits<std::uint32_t>::max())
        return wrongUsage("The seed of a training is at most 4294967295.");
    options->seed = static_cast<std::uint32_t>(global.seed);
    options->model.device = global.device;
    options->model.threads = global.threads;
    return *options;
}

} // namespace auspex::cli
