// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supernet_messages.h"

#include <limits>
#include <optional>
#include <utility>

#include "core/arch/architecture_codecs.h"
#include "core/base/text.h"
#include "core/engine/network_fields.h"
#include "core/engine/protocol.h"

namespace auspex::engine {

namespace {

constexpr int mostInt = std::numeric_limits<int>::max();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

nlohmann::json jsonOfSupernet(const SupernetReference &supernet)
{
    return {{"weights", supernet.weights}, {"shape", jsonOfShape(supernet.shape)}};
}

nlohmann::json jsonOfScore(const ScoredSubnet &subnet)
{
    return {{"nll_sum", subnet.score.nllSum},
            {"label_smoothed_loss_sum", subnet.score.labelSmoothedLossSum},
            {"ntokens", subnet.score.tokens},
            {"params_without_embeddings", subnet.parameters}};
}

nlohmann::json jsonOfHypotheses(const Hypotheses &hypotheses)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Hypothesis &hypothesis : hypotheses)
        list.push_back({{"tokens", hypothesis.tokens}, {"score", hypothesis.score}});
    return list;
}

void readSupernet(FieldReader &reader, const std::string &owner, SupernetReference &target)
{
    const nlohmann::json *value = reader.object("supernet");
    if (!value)
        return;
    FieldReader member(*value, "the supernet of " + owner);
    member.read("weights", target.weights);
    if (member.isFine() && target.weights.empty())
        member.wrong("weights", "must name a file");
    readShape(member, owner, target.shape);
    takeOver(reader, member.resultOf(target), target);
}

void readKernel(FieldReader &reader, Kernel &target, Presence presence)
{
    std::string name = kernelName(target);
    reader.read("kernel", name, presence);
    const std::optional<Kernel> kernel = kernelOfName(name);
    if (kernel)
        target = *kernel;
    else
        reader.wrong("kernel",
                     "must be automatic, blas, onednn or onednn-bf16 and is \"" + name + '"');
}

void readScoringOptions(FieldReader &reader, ScoringOptions &target)
{
    const nlohmann::json *value = reader.object("options", Presence::Optional);
    if (!value)
        return;
    FieldReader member(*value, std::string("the options of ") + method::score);
    constexpr Presence optional = Presence::Optional;
    member.read("label_smoothing", target.labelSmoothing, optional);
    if (!(target.labelSmoothing >= 0.0 && target.labelSmoothing <= 1.0))
        member.wrong("label_smoothing", "must be from 0 to 1");
    readKernel(member, target.kernel, optional);
    member.read("max_tokens", target.maxTokens, 1, mostInt, optional);
    member.read("shares_prefixes", target.sharesPrefixes, optional);
    member.read("fuses_output", target.fusesOutput, optional);
    member.read("rounds_unlikely_tokens", target.roundsUnlikelyTokens, optional);
    member.read("packs_weights", target.packsWeights, optional);
    member.read("leaves_out_padding", target.leavesOutPadding, optional);
    takeOver(reader, member.resultOf(target), target);
}

void readBeamOptions(FieldReader &reader, BeamOptions &target)
{
    const nlohmann::json *value = reader.object("options", Presence::Optional);
    if (!value)
        return;
    FieldReader member(*value, std::string("the options of ") + method::generate);
    constexpr Presence optional = Presence::Optional;
    member.read("beam", target.beam, 1, 1000, optional);
    member.read("length_penalty", target.lengthPenalty, optional);
    if (!(target.lengthPenalty >= -10.0 && target.lengthPenalty <= 10.0))
        member.wrong("length_penalty", "must be from -10 to 10");
    member.read("max_length_a", target.maxLengthA, optional);
    if (!(target.maxLengthA >= 0.0 && target.maxLengthA <= 1000.0))
        member.wrong("max_length_a", "must be from 0 to 1000");
    member.read("max_length_b", target.maxLengthB, 0, 100'000, optional);
    member.read("min_length", target.minLength, 0, 100'000, optional);
    readKernel(member, target.kernel, optional);
    member.read("max_sentences", target.maxSentences, 1, mostInt, optional);
    member.read("rounds_unlikely_tokens", target.roundsUnlikelyTokens, optional);
    takeOver(reader, member.resultOf(target), target);
}

Result<ScoredSubnet> scoreOf(const nlohmann::json &value, const std::string &owner)
{
    ScoredSubnet subnet;
    FieldReader reader(value, owner);
    reader.read("nll_sum", subnet.score.nllSum);
    reader.read("label_smoothed_loss_sum", subnet.score.labelSmoothedLossSum);
    reader.read("ntokens", subnet.score.tokens, 0, most);
    reader.read("params_without_embeddings", subnet.parameters, 0, most);
    return reader.resultOf(subnet);
}

Result<Hypothesis> hypothesisOf(const nlohmann::json &value, const std::string &owner)
{
    Hypothesis hypothesis;
    FieldReader reader(value, "a hypothesis of " + owner);
    reader.read("score", hypothesis.score);
    if (const nlohmann::json *tokens = reader.array("tokens")) {
        hypothesis.tokens.reserve(tokens->size());
        for (const nlohmann::json &token : *tokens) {
            if (!token.is_number_integer() || token.get<std::int64_t>() < 0
                || token.get<std::int64_t>() > mostInt) {
                reader.wrong("tokens", "must be a list of token ids");
                break;
            }
            hypothesis.tokens.push_back(token.get<std::int32_t>());
        }
    }
    return reader.resultOf(std::move(hypothesis));
}

Error notAList(const std::string &what)
{
    return {ErrorCode::InvalidInput, what + " must be a list.", {}};
}

Result<Hypotheses> hypothesesOf(const nlohmann::json &value, const std::string &owner)
{
    if (!value.is_array())
        return tl::make_unexpected(notAList("What belongs to a sentence of " + owner));
    Hypotheses hypotheses;
    for (const nlohmann::json &item : value) {
        Result<Hypothesis> decoded = hypothesisOf(item, owner);
        if (!decoded)
            return tl::make_unexpected(decoded.error());
        hypotheses.push_back(std::move(*decoded));
    }
    return hypotheses;
}

void readHypotheses(FieldReader &reader, const nlohmann::json &value, const std::string &owner,
                    Hypotheses &target)
{
    takeOver(reader, hypothesesOf(value, owner), target);
}

void readIndex(FieldReader &reader, const char *name, std::size_t &target)
{
    std::int64_t value = 0;
    reader.read(name, value, 0, most);
    target = static_cast<std::size_t>(value);
}

} // namespace

nlohmann::json jsonOf(const ScoreRequest &request)
{
    const ScoringOptions &options = request.options;
    nlohmann::json value = {{"supernet", jsonOfSupernet(request.supernet)},
                            {"pairs", request.pairs},
                            {"architectures", jsonOfArchitectures(request.architectures)},
                            {"options",
                             {{"label_smoothing", options.labelSmoothing},
                              {"kernel", kernelName(options.kernel)},
                              {"max_tokens", options.maxTokens},
                              {"shares_prefixes", options.sharesPrefixes},
                              {"fuses_output", options.fusesOutput},
                              {"rounds_unlikely_tokens", options.roundsUnlikelyTokens},
                              {"packs_weights", options.packsWeights},
                              {"leaves_out_padding", options.leavesOutPadding}}},
                            {"device", request.device}};
    if (!request.logits.empty())
        value["logits"] = request.logits;
    return value;
}

nlohmann::json jsonOf(const ScoreReply &reply)
{
    nlohmann::json scores = nlohmann::json::array();
    for (const ScoredSubnet &score : reply.scores)
        scores.push_back(jsonOfScore(score));
    return {{"scores", std::move(scores)}, {"kernel", kernelName(reply.kernel)}};
}

nlohmann::json jsonOf(const ScoredNotice &notice)
{
    return {{"index", notice.index}, {"score", jsonOfScore(notice.subnet)}};
}

nlohmann::json jsonOf(const GenerateRequest &request)
{
    const BeamOptions &options = request.options;
    return {{"supernet", jsonOfSupernet(request.supernet)},
            {"pairs", request.pairs},
            {"architectures", jsonOfArchitectures(request.architectures)},
            {"options",
             {{"beam", options.beam},
              {"length_penalty", options.lengthPenalty},
              {"max_length_a", options.maxLengthA},
              {"max_length_b", options.maxLengthB},
              {"min_length", options.minLength},
              {"kernel", kernelName(options.kernel)},
              {"max_sentences", options.maxSentences},
              {"rounds_unlikely_tokens", options.roundsUnlikelyTokens}}},
            {"device", request.device}};
}

nlohmann::json jsonOf(const GenerateReply &reply)
{
    nlohmann::json architectures = nlohmann::json::array();
    for (const std::vector<Hypotheses> &sentences : reply.hypotheses) {
        nlohmann::json list = nlohmann::json::array();
        for (const Hypotheses &hypotheses : sentences)
            list.push_back(jsonOfHypotheses(hypotheses));
        architectures.push_back(std::move(list));
    }
    return {{"hypotheses", std::move(architectures)}};
}

nlohmann::json jsonOf(const GeneratedNotice &notice)
{
    nlohmann::json sentences = nlohmann::json::array();
    for (const GeneratedNotice::Sentence &sentence : notice.sentences)
        sentences.push_back({{"sentence", sentence.sentence},
                             {"hypotheses", jsonOfHypotheses(sentence.hypotheses)}});
    return {{"index", notice.index}, {"sentences", std::move(sentences)}};
}

nlohmann::json jsonOf(const ExtractRequest &request)
{
    return {{"supernet", jsonOfSupernet(request.supernet)},
            {"architecture", nlohmann::json(architectureJson(request.architecture))},
            {"output", request.output}};
}

nlohmann::json jsonOf(const ExtractReply &reply)
{
    return {{"params_without_embeddings", reply.parameters}};
}

Result<ScoreRequest> scoreRequestOf(const nlohmann::json &value)
{
    ScoreRequest request;
    FieldReader reader(value, method::score);
    readSupernet(reader, method::score, request.supernet);
    reader.read("pairs", request.pairs);
    readArchitectures(reader, method::score, request.architectures);
    readScoringOptions(reader, request.options);
    reader.read("device", request.device, Presence::Optional);
    reader.read("logits", request.logits, Presence::Optional);
    return reader.resultOf(std::move(request));
}

Result<ScoreReply> scoreReplyOf(const nlohmann::json &value)
{
    ScoreReply reply;
    FieldReader reader(value, method::score);
    if (const nlohmann::json *scores = reader.array("scores")) {
        reply.scores.resize(scores->size());
        for (std::size_t i = 0; i < scores->size() && reader.isFine(); ++i)
            takeOver(reader,
                     scoreOf((*scores)[i], "score " + std::to_string(i) + " of " + method::score),
                     reply.scores[i]);
    }
    readKernel(reader, reply.kernel, Presence::Optional);
    return reader.resultOf(std::move(reply));
}

Result<ScoredNotice> scoredNoticeOf(const nlohmann::json &value)
{
    ScoredNotice notice;
    FieldReader reader(value, method::scored);
    readIndex(reader, "index", notice.index);
    if (const nlohmann::json *score = reader.object("score"))
        takeOver(reader, scoreOf(*score, method::scored), notice.subnet);
    return reader.resultOf(notice);
}

Result<GenerateRequest> generateRequestOf(const nlohmann::json &value)
{
    GenerateRequest request;
    FieldReader reader(value, method::generate);
    readSupernet(reader, method::generate, request.supernet);
    reader.read("pairs", request.pairs);
    readArchitectures(reader, method::generate, request.architectures);
    readBeamOptions(reader, request.options);
    reader.read("device", request.device, Presence::Optional);
    return reader.resultOf(std::move(request));
}

Result<GenerateReply> generateReplyOf(const nlohmann::json &value)
{
    GenerateReply reply;
    FieldReader reader(value, method::generate);
    if (const nlohmann::json *architectures = reader.array("hypotheses")) {
        for (const nlohmann::json &sentences : *architectures) {
            std::vector<Hypotheses> &list = reply.hypotheses.emplace_back();
            if (!sentences.is_array())
                reader.fail(notAList("What belongs to an architecture of supernet/generate"));
            for (std::size_t i = 0; i < sentences.size() && reader.isFine(); ++i)
                readHypotheses(reader, sentences[i], method::generate, list.emplace_back());
        }
    }
    return reader.resultOf(std::move(reply));
}

Result<GeneratedNotice> generatedNoticeOf(const nlohmann::json &value)
{
    GeneratedNotice notice;
    FieldReader reader(value, method::generated);
    readIndex(reader, "index", notice.index);
    if (const nlohmann::json *sentences = reader.array("sentences")) {
        for (const nlohmann::json &item : *sentences) {
            GeneratedNotice::Sentence sentence;
            FieldReader member(item, std::string("a sentence of ") + method::generated);
            readIndex(member, "sentence", sentence.sentence);
            if (const nlohmann::json *hypotheses = member.array("hypotheses"))
                readHypotheses(member, *hypotheses, method::generated, sentence.hypotheses);
            takeOver(reader, member.resultOf(sentence), sentence);
            notice.sentences.push_back(std::move(sentence));
        }
    }
    return reader.resultOf(std::move(notice));
}

Result<ExtractRequest> extractRequestOf(const nlohmann::json &value)
{
    ExtractRequest request;
    FieldReader reader(value, method::extract);
    readSupernet(reader, method::extract, request.supernet);
    if (const nlohmann::json *architecture = reader.object("architecture"))
        readArchitecture(reader, *architecture,
                         std::string("The architecture of ") + method::extract,
                         request.architecture);
    reader.read("output", request.output);
    if (reader.isFine() && request.output.empty())
        reader.wrong("output", "must name a file");
    return reader.resultOf(std::move(request));
}

Result<ExtractReply> extractReplyOf(const nlohmann::json &value)
{
    ExtractReply reply;
    FieldReader reader(value, method::extract);
    reader.read("params_without_embeddings", reply.parameters, 0, most);
    return reader.resultOf(reply);
}

} // namespace auspex::engine
