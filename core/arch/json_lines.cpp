// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/json_lines.h"

#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/base/text.h"

namespace auspex {

namespace {

using nlohmann::json;

/// Reads members of an object and keeps the first that is wrong, as a sentence.
struct Reader {
    std::optional<std::string> problem;

    std::optional<double> number(const json &object, const char *key)
    {
        const auto found = object.find(key);
        if (found == object.end() || found->is_null())
            return std::nullopt;
        if (!found->is_number() || !std::isfinite(found->get<double>())) {
            if (!problem)
                problem = std::string(key) + " is not a number.";
            return std::nullopt;
        }
        return found->get<double>();
    }

    /// Counts are whole, though some files write them as 2.0e9.
    std::optional<std::int64_t> count(const json &object, const char *key)
    {
        const auto found = object.find(key);
        const bool tooLarge = found != object.end() && found->is_number_unsigned()
                              && !std::in_range<std::int64_t>(found->get<std::uint64_t>());
        if (found != object.end() && found->is_number_integer() && !tooLarge)
            return found->get<std::int64_t>();
        const std::optional<double> value = number(object, key);
        if (!value)
            return std::nullopt;
        if (std::abs(*value) > 9.0e15 || *value != std::floor(*value)) {
            if (!problem)
                problem = std::string(key) + " is not a whole number.";
            return std::nullopt;
        }
        return static_cast<std::int64_t>(*value);
    }

    TargetScores scores(const json &object)
    {
        TargetScores scores;
        if (const auto valid = number(object, "valid_BLEU"))
            scores["valid_bleu"] = *valid;
        if (const auto test = number(object, "test_BLEU"))
            scores["test_bleu"] = *test;
        return scores;
    }
};

Result<Architecture> architectureOfScratch(const json &scratch)
{
    const auto info = scratch.find("arch_info");
    if (info == scratch.end() || !info->is_array())
        return failure(ErrorCode::InvalidInput, "it has no list \"arch_info\" under \"scratch\".");
    std::vector<std::string> lines;
    for (const json &line : *info) {
        if (!line.is_string())
            return failure(ErrorCode::InvalidInput, "arch_info holds something that is not text.");
        lines.push_back(line.get<std::string>());
    }
    return architectureOfInfo(lines);
}

Result<TfsRecord> recordOfLlmas(const json &object)
{
    const json &scratch = object.at("scratch");
    if (!scratch.is_object())
        return failure(ErrorCode::InvalidInput, "\"scratch\" is not an object.");
    Result<Architecture> architecture = architectureOfScratch(scratch);
    if (!architecture)
        return tl::make_unexpected(architecture.error());
    TfsRecord record;
    record.architecture = *std::move(architecture);
    Reader reader;
    record.tfs = reader.scores(scratch);
    record.latencyMs = reader.number(scratch, "overall_latency");
    record.stated.totalFlops = reader.count(scratch, "total_flops");
    record.stated.lastLayerFlops = reader.count(scratch, "last_layer_flops");
    record.stated.flopsWithoutLastLayer = reader.count(scratch, "total_flops_without_last_layer");
    record.stated.parametersWithoutEmbeddings = reader.count(
        scratch, "num_parameters_without_embedding_weights");
    record.stated.embeddingParameters = reader.count(scratch, "num_embedding_parameters");
    for (const auto &[name, value] : object.items()) {
        if (name == "scratch" || !value.is_object())
            continue;
        TargetScores scores = reader.scores(value);
        if (!scores.empty())
            record.recorded[name] = std::move(scores);
    }
    if (reader.problem)
        return failure(ErrorCode::InvalidInput, *reader.problem);
    return record;
}

} // namespace

bool isShallowJson(std::string_view text)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > 32)
            return false;
        else if (!quoted && (c == ']' || c == '}'))
            --depth;
    }
    return true;
}

Result<TfsRecord> recordOfJson(const nlohmann::json &object)
{
    if (!object.is_object())
        return failure(ErrorCode::InvalidInput, "it is not a JSON object.");
    if (object.contains("scratch"))
        return recordOfLlmas(object);
    const auto nested = object.find("arch");
    const json &plain = nested != object.end() && nested->is_object() ? *nested : object;
    if (!plain.contains(subTransformerKeys.front()) && !isConfiguration(plain))
        return failure(ErrorCode::InvalidInput,
                       "it describes no architecture: neither \"scratch\" nor "
                           + quotedForMessage(subTransformerKeys.front()) + " is there.");
    Result<Architecture> architecture = architectureOfJson(plain);
    if (!architecture)
        return tl::make_unexpected(architecture.error());
    TfsRecord record;
    record.architecture = *std::move(architecture);
    return record;
}

} // namespace auspex
