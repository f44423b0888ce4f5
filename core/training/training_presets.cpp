// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/training/training_options.h"

namespace auspex {

namespace {

/// Spec section 6.1, and A.6 for the sandwich.
TrainingOptions wmt(TrainingMode mode)
{
    TrainingOptions options;
    options.mode = mode;
    if (mode == TrainingMode::Scratch)
        options.learningRate.warmup = 4000;
    return options;
}

/// Spec section 6.2.
TrainingOptions iwslt(TrainingMode mode)
{
    TrainingOptions options;
    options.mode = mode;
    options.maxUpdates = 50000;
    options.learningRate.kind = LearningRateKind::InverseSquareRoot;
    options.learningRate.warmup = mode == TrainingMode::Scratch ? 4000 : 10000;
    options.learningRate.highest = 5e-4;
    options.adam.weightDecay = 1e-4;
    options.adam.clipNorm = 25.0;
    options.adam.updatesAll = false;
    options.dropout.dropout = 0.375;
    options.dropout.attention = 0.0;
    options.updateFrequency = 1;
    return options;
}

/// A small space and corpus on two cores: fewer updates of one micro-batch, less dropout. On the
/// demo task an architecture then reaches 35 to 70 BLEU in some minutes, by its size, and the
/// subnets of a supernet rank so.
TrainingOptions small(TrainingMode mode)
{
    TrainingOptions options;
    options.mode = mode;
    options.maxUpdates = mode == TrainingMode::Scratch ? 800 : 2000;
    options.learningRate.warmup = options.maxUpdates / 10;
    options.learningRate.highest = 2e-3;
    options.dropout.dropout = 0.1;
    options.dropout.attention = 0.0;
    options.batches.maxTokens = 2048;
    options.updateFrequency = 1;
    options.validationInterval = 250;
    options.checkpointInterval = 250;
    return options;
}

std::vector<TrainingPreset> makePresets()
{
    using Mode = TrainingMode;
    return {
        {"wmt-supernet", "WMT supernet (HAT)", wmt(Mode::SinglePath)},
        {"wmt-sandwich", "WMT supernet with the sandwich rule (MoS)", wmt(Mode::Sandwich)},
        {"wmt-scratch", "WMT from scratch", wmt(Mode::Scratch)},
        {"iwslt-supernet", "IWSLT supernet (HAT)", iwslt(Mode::SinglePath)},
        {"iwslt-scratch", "IWSLT from scratch", iwslt(Mode::Scratch)},
        {"small-supernet", "Small machine: supernet", small(Mode::SinglePath)},
        {"small-sandwich", "Small machine: supernet with the sandwich rule", small(Mode::Sandwich)},
        {"small-scratch", "Small machine: from scratch", small(Mode::Scratch)},
    };
}

std::string modeName(TrainingMode mode)
{
    switch (mode) {
    case TrainingMode::Sandwich:
        return "sandwich";
    case TrainingMode::Scratch:
        return "scratch";
    case TrainingMode::SinglePath:
        break;
    }
    return "single-path";
}

Result<void> wrong(const std::string &what)
{
    return failure(ErrorCode::InvalidInput, "The training cannot begin: " + what + '.');
}

Result<void> checkNumbers(const TrainingOptions &options)
{
    if (options.maxUpdates < 1)
        return wrong("it has no update (max updates is " + std::to_string(options.maxUpdates)
                     + ')');
    if (options.updateFrequency < 1)
        return wrong("an update needs at least one micro-batch");
    if (options.batches.maxTokens < 1)
        return wrong("a micro-batch needs at least one token");
    if (options.learningRate.warmup < 0 || options.learningRate.period < 0)
        return wrong("updates of warm-up and period cannot be negative");
    for (const double rate : {options.learningRate.highest, options.learningRate.lowest,
                              options.learningRate.warmupFrom}) {
        if (!(rate >= 0.0 && rate <= 1.0))
            return wrong("learning rates lie between 0 and 1");
    }
    for (const double rate :
         {options.dropout.dropout, options.dropout.attention, options.dropout.router}) {
        if (!(rate >= 0.0 && rate < 1.0))
            return wrong("dropout is at least 0 and less than 1");
    }
    if (!(options.labelSmoothing >= 0.0 && options.labelSmoothing < 1.0))
        return wrong("label smoothing is at least 0 and less than 1");
    const AdamOptions &adam = options.adam;
    if (!(adam.beta1 >= 0.0 && adam.beta1 < 1.0 && adam.beta2 >= 0.0 && adam.beta2 < 1.0
          && adam.epsilon > 0.0 && adam.weightDecay >= 0.0 && adam.clipNorm >= 0.0))
        return wrong(
            "Adam needs betas from 0 to below 1, a positive epsilon, and no negative weight "
            "decay or clip norm");
    if (options.sandwichSampled < 0 || options.patience < 0 || options.validationInterval < 0
        || options.checkpointInterval < 0)
        return wrong("sampled subnets, patience and intervals cannot be negative");
    return {};
}

} // namespace

const std::vector<TrainingPreset> &trainingPresets()
{
    static const std::vector<TrainingPreset> presets = makePresets();
    return presets;
}

std::optional<TrainingOptions> trainingPreset(std::string_view name)
{
    const auto &presets = trainingPresets();
    const auto found = std::find_if(presets.begin(), presets.end(),
                                    [&](const auto &preset) { return preset.name == name; });
    return found == presets.end() ? std::nullopt : std::optional(found->options);
}

void setMaxUpdates(TrainingOptions &options, std::int64_t updates)
{
    const double factor = static_cast<double>(updates) / static_cast<double>(options.maxUpdates);
    options.learningRate.warmup = static_cast<std::int64_t>(
        static_cast<double>(options.learningRate.warmup) * factor);
    options.maxUpdates = updates;
}

void setHighestLearningRate(TrainingOptions &options, double rate)
{
    options.learningRate.highest = rate;
    options.learningRate.lowest = std::min(options.learningRate.lowest, rate);
    options.learningRate.warmupFrom = std::min(options.learningRate.warmupFrom, rate);
}

nlohmann::ordered_json trainingJson(const TrainingOptions &options)
{
    nlohmann::ordered_json json;
    json["mode"] = modeName(options.mode);
    if (options.architecture)
        json["architecture"] = architectureKey(*options.architecture);
    if (options.mode == TrainingMode::Sandwich) {
        json["sandwich_sampled"] = options.sandwichSampled;
        json["distilling"] = options.isDistilling;
    }
    if (options.samplingSeed)
        json["sampling_seed"] = *options.samplingSeed;
    json["max_updates"] = options.maxUpdates;
    const LearningRate &rate = options.learningRate;
    json["learning_rate"] = {
        {"kind", rate.kind == LearningRateKind::Cosine ? "cosine" : "inverse-square-root"},
        {"warmup", rate.warmup},
        {"warmup_from", rate.warmupFrom},
        {"highest", rate.highest},
        {"lowest", rate.lowest},
        {"period", rate.period},
        {"shrink", rate.shrink}};
    const AdamOptions &adam = options.adam;
    json["adam"] = {{"beta1", adam.beta1},        {"beta2", adam.beta2},
                    {"epsilon", adam.epsilon},    {"weight_decay", adam.weightDecay},
                    {"clip_norm", adam.clipNorm}, {"updates_all", adam.updatesAll}};
    json["dropout"] = {
        {"dropout", options.dropout.dropout},
        {"attention", options.dropout.attention},
        {"router", options.dropout.router},
        {"encoder_self_attention_unscaled", options.dropout.isEncoderSelfAttentionUnscaled}};
    json["label_smoothing"] = options.labelSmoothing;
    json["batches"] = {{"max_tokens", options.batches.maxTokens},
                       {"max_sentences", options.batches.maxSentences},
                       {"multiple", options.batches.multiple},
                       {"max_positions", options.batches.maxPositions}};
    json["update_frequency"] = options.updateFrequency;
    json["seed"] = options.seed;
    return json;
}

Result<void> checkTraining(const TrainingOptions &options, const SearchSpace &space,
                           const SupernetShape &shape)
{
    if (Result<void> numbers = checkNumbers(options); !numbers)
        return numbers;
    if (options.mode == TrainingMode::Scratch) {
        if (!options.architecture)
            return wrong("training from scratch needs an architecture");
        return checkSubnet(shape, *options.architecture);
    }
    if (Result<void> checked = checkSpace(space); !checked)
        return checked;
    Architecture largest = largestArchitecture(space);
    for (const int attention : space.arbitraryAttention) {
        largest.decoder.front().arbitraryAttention = attention;
        if (Result<void> checked = checkSubnet(shape, largest); !checked)
            return checked;
    }
    return {};
}

} // namespace auspex
