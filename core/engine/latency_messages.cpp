// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/latency_messages.h"

#include <limits>
#include <string>

#include "core/engine/network_fields.h"

namespace auspex::engine {

namespace {

constexpr int mostTokens = 1000;
constexpr int mostRepetitions = 1'000'000;

nlohmann::json jsonOfLatency(const Latency &latency)
{
    return {{"encoder_ms", latency.encoderMs},
            {"decoder_ms", latency.decoderMs},
            {"encoder_deviation_ms", latency.encoderDeviationMs},
            {"decoder_deviation_ms", latency.decoderDeviationMs}};
}

Result<Latency> latencyOf(const nlohmann::json &value, const std::string &owner)
{
    Latency latency;
    FieldReader reader(value, owner);
    reader.read("encoder_ms", latency.encoderMs);
    reader.read("decoder_ms", latency.decoderMs);
    reader.read("encoder_deviation_ms", latency.encoderDeviationMs);
    reader.read("decoder_deviation_ms", latency.decoderDeviationMs);
    return reader.resultOf(latency);
}

void readOptions(FieldReader &reader, LatencyOptions &target)
{
    reader.read("device", target.device, Presence::Optional);
    const nlohmann::json *value = reader.object("options", Presence::Optional);
    if (!value)
        return;
    FieldReader member(*value, std::string("the options of ") + method::measureLatency);
    constexpr Presence optional = Presence::Optional;
    member.read("sentence_length", target.sentenceLength, 1, mostTokens, optional);
    member.read("hypotheses", target.hypotheses, 1, mostTokens, optional);
    member.read("warm_ups", target.warmUps, 0, mostRepetitions, optional);
    member.read("repetitions", target.repetitions, 3, mostRepetitions, optional);
    member.read("training_mode", target.isTrainingMode, optional);
    takeOver(reader, member.resultOf(target), target);
}

} // namespace

nlohmann::json jsonOf(const LatencyRequest &request)
{
    const LatencyOptions &options = request.options;
    return {{"shape", jsonOfShape(request.shape)},
            {"architectures", jsonOfArchitectures(request.architectures)},
            {"options",
             {{"sentence_length", options.sentenceLength},
              {"hypotheses", options.hypotheses},
              {"warm_ups", options.warmUps},
              {"repetitions", options.repetitions},
              {"training_mode", options.isTrainingMode}}},
            {"device", options.device}};
}

nlohmann::json jsonOf(const LatencyReply &reply)
{
    nlohmann::json latencies = nlohmann::json::array();
    for (const Latency &latency : reply.latencies)
        latencies.push_back(jsonOfLatency(latency));
    return {{"latencies", std::move(latencies)}};
}

nlohmann::json jsonOf(const LatencyNotice &notice)
{
    return {{"index", notice.index}, {"latency", jsonOfLatency(notice.latency)}};
}

Result<LatencyRequest> latencyRequestOf(const nlohmann::json &value)
{
    LatencyRequest request;
    FieldReader reader(value, method::measureLatency);
    readShape(reader, method::measureLatency, request.shape);
    readArchitectures(reader, method::measureLatency, request.architectures);
    readOptions(reader, request.options);
    return reader.resultOf(std::move(request));
}

Result<LatencyReply> latencyReplyOf(const nlohmann::json &value)
{
    LatencyReply reply;
    FieldReader reader(value, method::measureLatency);
    if (const nlohmann::json *latencies = reader.array("latencies")) {
        reply.latencies.resize(latencies->size());
        for (std::size_t i = 0; i < latencies->size() && reader.isFine(); ++i)
            takeOver(reader,
                     latencyOf((*latencies)[i],
                               "latency " + std::to_string(i) + " of " + method::measureLatency),
                     reply.latencies[i]);
    }
    return reader.resultOf(std::move(reply));
}

Result<LatencyNotice> latencyNoticeOf(const nlohmann::json &value)
{
    LatencyNotice notice;
    FieldReader reader(value, method::latencyMeasured);
    std::int64_t index = 0;
    reader.read("index", index, 0, std::numeric_limits<std::int64_t>::max());
    notice.index = static_cast<std::size_t>(index);
    if (const nlohmann::json *latency = reader.object("latency"))
        takeOver(reader, latencyOf(*latency, method::latencyMeasured), notice.latency);
    return reader.resultOf(notice);
}

} // namespace auspex::engine
