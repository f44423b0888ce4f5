// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/proxy_messages.h"

#include <array>
#include <limits>
#include <utility>

#include "core/arch/architecture_codecs.h"
#include "core/engine/field_reader.h"

namespace auspex::engine {

namespace {

constexpr std::array<std::pair<ProxyKind, const char *>, 3> kindNames{{
    {ProxyKind::GradientNorm, "grad-norm"},
    {ProxyKind::Snip, "snip"},
    {ProxyKind::Synflow, "synflow"},
}};

constexpr std::array<std::pair<ProxyWeights, const char *>, 3> weightsNames{{
    {ProxyWeights::Linear, "linear"},
    {ProxyWeights::LinearQkv, "linear+qkv"},
    {ProxyWeights::All, "all"},
}};

template<typename Value, std::size_t count>
std::string nameIn(const std::array<std::pair<Value, const char *>, count> &names, Value value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return {};
}

template<typename Value, std::size_t count>
std::optional<Value> valueIn(const std::array<std::pair<Value, const char *>, count> &names,
                             const std::string &wanted)
{
    for (const auto &[value, name] : names) {
        if (wanted == name)
            return value;
    }
    return std::nullopt;
}

constexpr std::size_t mostSeeds = 1000;

void readSeeds(FieldReader &reader, std::vector<std::uint64_t> &target)
{
    const nlohmann::json *list = reader.array("seeds", Presence::Optional);
    if (!list)
        return;
    target.clear();
    for (const nlohmann::json &seed : *list) {
        const bool isSeed = seed.is_number_unsigned()
                            || (seed.is_number_integer() && seed.get<std::int64_t>() >= 0);
        if (!isSeed)
            return reader.wrong("seeds", "must be a list of integers from 0");
        target.push_back(seed.get<std::uint64_t>());
    }
    if (target.empty() || target.size() > mostSeeds)
        reader.wrong("seeds", "must list 1 to " + std::to_string(mostSeeds) + " seeds");
}

void readShare(FieldReader &reader, const char *name, double &target, bool mayBeOne)
{
    reader.read(name, target, Presence::Optional);
    if (!(target >= 0.0 && (target < 1.0 || (mayBeOne && target == 1.0))))
        reader.wrong(name, mayBeOne ? "must be from 0 to 1" : "must be from 0 to below 1");
}

void readOptions(FieldReader &reader, ProxyOptions &target)
{
    const nlohmann::json *value = reader.object("options");
    if (!value)
        return;
    FieldReader member(*value, std::string("the options of ") + method::proxyScore);
    constexpr Presence optional = Presence::Optional;
    std::string kind;
    member.read("kind", kind);
    if (const auto known = proxyKindOfName(kind))
        target.kind = *known;
    else
        member.wrong("kind", "must be grad-norm, snip or synflow and is \"" + kind + '"');
    std::string weights = proxyWeightsName(target.weights);
    member.read("weights", weights, optional);
    if (const auto known = proxyWeightsOfName(weights))
        target.weights = *known;
    else
        member.wrong("weights", "must be linear, linear+qkv or all and is \"" + weights + '"');
    readSeeds(member, target.seeds);
    readShare(member, "label_smoothing", target.labelSmoothing, true);
    member.read("dropout_active", target.isDropoutActive, optional);
    readShare(member, "dropout", target.dropout, false);
    readShare(member, "attention_dropout", target.attentionDropout, false);
    member.read("logarithm", target.isLogarithm, optional);
    member.read("norms", target.hasNorms, optional);
    member.read("sentence_length", target.sentenceLength, 1, 100'000, optional);
    Result<ProxyOptions> decoded = member.resultOf(target);
    if (!decoded)
        reader.fail(decoded.error());
}

void readArchitectures(FieldReader &reader, std::vector<Architecture> &target)
{
    const nlohmann::json *list = reader.array("architectures");
    if (!list)
        return;
    for (const nlohmann::json &item : *list) {
        Result<Architecture> decoded = architectureOfJson(item);
        if (!decoded)
            return reader.fail({ErrorCode::InvalidInput,
                                "Architecture " + std::to_string(target.size()) + " of "
                                    + method::proxyScore + ": " + decoded.error().message,
                                decoded.error().detail});
        target.push_back(std::move(*decoded));
    }
}

nlohmann::json jsonOfScore(const ProxyScore &score)
{
    return {{"score", score.score}, {"seeds", score.seeds}, {"overflow", score.isOverflow}};
}

Result<ProxyScore> scoreOf(const nlohmann::json &value, const std::string &owner)
{
    ProxyScore score;
    FieldReader reader(value, owner);
    reader.read("score", score.score);
    reader.read("overflow", score.isOverflow);
    if (const nlohmann::json *seeds = reader.array("seeds")) {
        for (const nlohmann::json &seed : *seeds) {
            if (!seed.is_number() && !seed.is_null()) {
                reader.wrong("seeds", "must be a list of numbers");
                break;
            }
            score.seeds.push_back(seed.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                                 : seed.get<double>());
        }
    }
    return reader.resultOf(std::move(score));
}

} // namespace

std::string proxyKindName(ProxyKind kind)
{
    return nameIn(kindNames, kind);
}

std::optional<ProxyKind> proxyKindOfName(const std::string &name)
{
    return valueIn(kindNames, name);
}

std::string proxyWeightsName(ProxyWeights weights)
{
    return nameIn(weightsNames, weights);
}

std::optional<ProxyWeights> proxyWeightsOfName(const std::string &name)
{
    return valueIn(weightsNames, name);
}

nlohmann::json jsonOf(const ProxyOptions &options)
{
    return {{"kind", proxyKindName(options.kind)},
            {"weights", proxyWeightsName(options.weights)},
            {"seeds", options.seeds},
            {"label_smoothing", options.labelSmoothing},
            {"dropout_active", options.isDropoutActive},
            {"dropout", options.dropout},
            {"attention_dropout", options.attentionDropout},
            {"logarithm", options.isLogarithm},
            {"norms", options.hasNorms},
            {"sentence_length", options.sentenceLength}};
}

nlohmann::json jsonOf(const ProxyRequest &request)
{
    nlohmann::json architectures = nlohmann::json::array();
    for (const Architecture &architecture : request.architectures)
        architectures.push_back(nlohmann::json(architectureJson(architecture)));
    nlohmann::json value = {{"shape", nlohmann::json(supernetShapeJson(request.shape))},
                            {"architectures", std::move(architectures)},
                            {"options", jsonOf(request.options)},
                            {"device", request.device}};
    if (!request.pairs.empty())
        value["pairs"] = request.pairs;
    return value;
}

nlohmann::json jsonOf(const ProxyReply &reply)
{
    nlohmann::json scores = nlohmann::json::array();
    for (const ProxyScore &score : reply.scores)
        scores.push_back(jsonOfScore(score));
    return {{"scores", std::move(scores)}};
}

nlohmann::json jsonOf(const ProxyNotice &notice)
{
    return {{"index", notice.index}, {"score", jsonOfScore(notice.score)}};
}

Result<ProxyRequest> proxyRequestOf(const nlohmann::json &value)
{
    ProxyRequest request;
    FieldReader reader(value, method::proxyScore);
    if (const nlohmann::json *shape = reader.object("shape")) {
        Result<SupernetShape> decoded = supernetShapeOfJson(*shape, std::string("The shape of ")
                                                                        + method::proxyScore);
        if (decoded)
            request.shape = *decoded;
        else
            reader.fail(decoded.error());
    }
    readArchitectures(reader, request.architectures);
    readOptions(reader, request.options);
    reader.read("pairs", request.pairs, Presence::Optional);
    if (request.pairs.empty() && request.options.kind != ProxyKind::Synflow)
        reader.wrong("pairs",
                     "must name a file of token pairs for " + proxyKindName(request.options.kind));
    reader.read("device", request.device, Presence::Optional);
    return reader.resultOf(std::move(request));
}

Result<ProxyReply> proxyReplyOf(const nlohmann::json &value)
{
    ProxyReply reply;
    FieldReader reader(value, method::proxyScore);
    if (const nlohmann::json *scores = reader.array("scores")) {
        for (const nlohmann::json &item : *scores) {
            Result<ProxyScore> decoded = scoreOf(
                item, "score " + std::to_string(reply.scores.size()) + " of " + method::proxyScore);
            if (!decoded)
                return tl::make_unexpected(decoded.error());
            reply.scores.push_back(std::move(*decoded));
        }
    }
    return reader.resultOf(std::move(reply));
}

Result<ProxyNotice> proxyNoticeOf(const nlohmann::json &value)
{
    ProxyNotice notice;
    FieldReader reader(value, method::proxyScored);
    std::int64_t index = 0;
    reader.read("index", index, 0, std::numeric_limits<std::int64_t>::max());
    notice.index = static_cast<std::size_t>(index);
    if (const nlohmann::json *score = reader.object("score")) {
        Result<ProxyScore> decoded = scoreOf(*score, method::proxyScored);
        if (decoded)
            notice.score = std::move(*decoded);
        else
            reader.fail(decoded.error());
    }
    return reader.resultOf(std::move(notice));
}

} // namespace auspex::engine
