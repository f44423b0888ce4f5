// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_json.h"

#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/base/suggestion.h"

namespace auspex {

namespace {

using Json = nlohmann::json;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t mostInt = std::numeric_limits<int>::max();
constexpr std::int64_t mostSeed = std::numeric_limits<std::uint32_t>::max();

template<typename Enum>
using Names = std::vector<std::pair<Enum, std::string>>;

const Names<TrainingMode> &modes()
{
    static const Names<TrainingMode> names = {{TrainingMode::SinglePath, "single-path"},
                                              {TrainingMode::Sandwich, "sandwich"},
                                              {TrainingMode::Scratch, "scratch"}};
    return names;
}

const Names<LearningRateKind> &rateKinds()
{
    static const Names<LearningRateKind> names = {
        {LearningRateKind::Cosine, "cosine"},
        {LearningRateKind::InverseSquareRoot, "inverse-square-root"}};
    return names;
}

const Names<Kernel> &kernels()
{
    static const Names<Kernel> names = {{Kernel::Automatic, "automatic"},
                                        {Kernel::Blas, "blas"},
                                        {Kernel::OneDnn, "onednn"},
                                        {Kernel::OneDnnBFloat16, "onednn-bf16"}};
    return names;
}

const Names<ProductType> &productTypes()
{
    static const Names<ProductType> names = {{ProductType::Float32, "float32"},
                                             {ProductType::BFloat16, "bfloat16"},
                                             {ProductType::Float16, "float16"}};
    return names;
}

template<typename Enum>
std::string nameOf(const Names<Enum> &names, Enum value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return name;
    }
    return names.front().second;
}

/// Takes the members of one object; in the end every member must have been asked for.
class Members {
public:
    Members(const Json &value, std::string owner, std::optional<Error> &error)
        : m_value(value)
        , m_owner(std::move(owner))
        , m_error(error)
    {
        if (!m_value.is_object())
            fail("What belongs to " + m_owner + " must be an object.");
    }

    const Json *take(const char *name)
    {
        m_known.insert(name);
        if (m_error)
            return nullptr;
        const auto found = m_value.find(name);
        return found == m_value.end() ? nullptr : &*found;
    }

    void read(const char *name, bool &target)
    {
        const Json *value = take(name);
        if (value && value->is_boolean())
            target = value->get<bool>();
        else if (value)
            wrong(name, "true or false", *value);
    }

    void read(const char *name, double &target)
    {
        const Json *value = take(name);
        if (value && value->is_number())
            target = value->get<double>();
        else if (value)
            wrong(name, "a number", *value);
    }

    void read(const char *name, std::string &target)
    {
        const Json *value = take(name);
        if (value && value->is_string())
            target = value->get<std::string>();
        else if (value)
            wrong(name, "a text", *value);
    }

    template<typename Integer>
    void read(const char *name, Integer &target, std::int64_t lowest, std::int64_t highest)
    {
        const Json *value = take(name);
        if (!value)
            return;
        const bool isFine = value->is_number_integer() && !isHuge(*value)
                            && value->get<std::int64_t>() >= lowest
                            && value->get<std::int64_t>() <= highest;
        if (isFine)
            target = static_cast<Integer>(value->get<std::int64_t>());
        else
            wrong(name,
                  "a whole number from " + std::to_string(lowest) + " to "
                      + std::to_string(highest),
                  *value);
    }

    template<typename Enum>
    void read(const char *name, Enum &target, const Names<Enum> &names)
    {
        const Json *value = take(name);
        if (!value)
            return;
        std::string all;
        for (const auto &[candidate, text] : names) {
            if (value->is_string() && value->get<std::string>() == text) {
                target = candidate;
                return;
            }
            all += (all.empty() ? "" : ", ") + text;
        }
        wrong(name, "one of " + all, *value);
    }

    void wrong(const char *name, const std::string &wanted, const Json &value)
    {
        fail(std::string("\"") + name + "\" of " + m_owner + " must be " + wanted + " and is "
             + value.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60) + '.');
    }

    void fail(std::string sentence)
    {
        if (!m_error)
            m_error = Error{ErrorCode::InvalidInput, std::move(sentence), {}};
    }

    void finish()
    {
        if (m_error)
            return;
        const std::vector<std::string> known(m_known.begin(), m_known.end());
        for (const auto &[name, value] : m_value.items()) {
            if (m_known.count(name) == 0)
                fail("There is no setting \"" + name + "\" of " + m_owner + suggestion(name, known)
                     + '.');
        }
    }

private:
    static bool isHuge(const Json &value)
    {
        return value.is_number_unsigned()
               && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
    }

    const Json &m_value;
    std::string m_owner;
    std::optional<Error> &m_error;
    std::set<std::string> m_known;
};

void readLearningRate(const Json &value, LearningRate &target, std::optional<Error> &error)
{
    Members members(value, "the learning rate", error);
    members.read("kind", target.kind, rateKinds());
    members.read("warmup", target.warmup, 0, most);
    members.read("warmup_from", target.warmupFrom);
    members.read("highest", target.highest);
    members.read("lowest", target.lowest);
    members.read("period", target.period, 0, most);
    members.read("shrink", target.shrink);
    members.finish();
}

void readAdam(const Json &value, AdamOptions &target, std::optional<Error> &error)
{
    Members members(value, "Adam", error);
    members.read("beta1", target.beta1);
    members.read("beta2", target.beta2);
    members.read("epsilon", target.epsilon);
    members.read("weight_decay", target.weightDecay);
    members.read("clip_norm", target.clipNorm);
    members.read("updates_all", target.updatesAll);
    members.finish();
}

void readDropout(const Json &value, DropoutOptions &target, std::optional<Error> &error)
{
    Members members(value, "the dropout", error);
    members.read("dropout", target.dropout);
    members.read("attention", target.attention);
    members.read("router", target.router);
    members.read("encoder_self_attention_unscaled", target.isEncoderSelfAttentionUnscaled);
    members.finish();
}

void readBatches(const Json &value, BatchLimits &target, std::optional<Error> &error)
{
    Members members(value, "the batches", error);
    members.read("max_tokens", target.maxTokens, 1, mostInt);
    members.read("max_sentences", target.maxSentences, 0, mostInt);
    members.read("multiple", target.multiple, 1, mostInt);
    members.read("max_positions", target.maxPositions, 1, mostInt);
    members.finish();
}

void readModel(const Json &value, ModelOptions &target, std::optional<Error> &error)
{
    Members members(value, "the model", error);
    members.read("device", target.device);
    members.read("threads", target.threads, 0, 4096);
    members.read("fast", target.isFast);
    members.read("kernel", target.kernel, kernels());
    members.read("product_type", target.productType, productTypes());
    members.finish();
}

void readArchitecture(Members &members, TrainingOptions &target)
{
    const Json *value = members.take("architecture");
    if (!value)
        return;
    Result<Architecture> architecture = architectureOfJson(*value);
    if (architecture)
        target.architecture = std::move(*architecture);
    else
        members.fail("The architecture of the training: " + architecture.error().message);
}

void readSamplingSeed(Members &members, TrainingOptions &target)
{
    const Json *value = members.take("sampling_seed");
    if (!value)
        return;
    if (value->is_number_integer() && (value->is_number_unsigned() || *value >= 0))
        target.samplingSeed = value->get<std::uint64_t>();
    else
        members.wrong("sampling_seed", "a whole number that is not negative", *value);
}

} // namespace

std::string trainingModeName(TrainingMode mode)
{
    return nameOf(modes(), mode);
}

std::optional<TrainingMode> trainingModeOfName(std::string_view name)
{
    for (const auto &[mode, text] : modes()) {
        if (text == name)
            return mode;
    }
    return std::nullopt;
}

nlohmann::ordered_json trainingOptionsJson(const TrainingOptions &options)
{
    nlohmann::ordered_json json = trainingJson(options);
    if (options.architecture)
        json["architecture"] = architectureJson(*options.architecture);
    json["sandwich_sampled"] = options.sandwichSampled;
    json["distilling"] = options.isDistilling;
    json["validation_interval"] = options.validationInterval;
    json["checkpoint_interval"] = options.checkpointInterval;
    json["patience"] = options.patience;
    const ModelOptions &model = options.model;
    json["model"] = {{"device", model.device},
                     {"threads", model.threads},
                     {"fast", model.isFast},
                     {"kernel", nameOf(kernels(), model.kernel)},
                     {"product_type", nameOf(productTypes(), model.productType)}};
    return json;
}

Result<TrainingOptions> trainingOptionsOf(const nlohmann::json &value)
{
    TrainingOptions options;
    std::optional<Error> error;
    Members members(value, "the training", error);
    members.read("mode", options.mode, modes());
    readArchitecture(members, options);
    members.read("sandwich_sampled", options.sandwichSampled, 0, 1'000'000);
    members.read("distilling", options.isDistilling);
    readSamplingSeed(members, options);
    members.read("max_updates", options.maxUpdates, 1, most);
    if (const Json *member = members.take("learning_rate"))
        readLearningRate(*member, options.learningRate, error);
    if (const Json *member = members.take("adam"))
        readAdam(*member, options.adam, error);
    if (const Json *member = members.take("dropout"))
        readDropout(*member, options.dropout, error);
    members.read("label_smoothing", options.labelSmoothing);
    if (const Json *member = members.take("batches"))
        readBatches(*member, options.batches, error);
    members.read("update_frequency", options.updateFrequency, 1, mostInt);
    members.read("seed", options.seed, 0, mostSeed);
    members.read("validation_interval", options.validationInterval, 0, most);
    members.read("checkpoint_interval", options.checkpointInterval, 0, most);
    members.read("patience", options.patience, 0, mostInt);
    if (const Json *member = members.take("model"))
        readModel(*member, options.model, error);
    members.finish();
    if (error)
        return tl::make_unexpected(*error);
    return options;
}

} // namespace auspex
