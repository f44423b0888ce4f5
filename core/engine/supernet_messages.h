// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/arch/architecture.h"
#include "core/arch/supernet.h"
#include "core/base/result.h"
#include "core/inference/options.h"

// The methods of supernets as plain values with their JSON (core/engine/PROTOCOL.md).

namespace auspex::engine {

namespace method {
inline constexpr const char *score = "supernet/score";
inline constexpr const char *scored = "supernet/scored";
inline constexpr const char *generate = "supernet/generate";
inline constexpr const char *generated = "supernet/generated";
inline constexpr const char *extract = "supernet/extract";
} // namespace method

/// Weights and what they are. File names of requests are those of the engine's machine.
struct SupernetReference {
    std::string weights;
    SupernetShape shape;

    bool operator==(const SupernetReference &) const = default;
};

struct ScoreRequest {
    SupernetReference supernet;
    std::string pairs; ///< file of readTokenPairs()
    std::vector<Architecture> architectures;
    ScoringOptions options;
    std::string device = "cpu";
    std::string logits; ///< file to write; empty: none

    bool operator==(const ScoreRequest &) const = default;
};

struct ScoredSubnet {
    SubnetScore score;
    std::int64_t parameters = 0; ///< without embeddings

    bool operator==(const ScoredSubnet &) const = default;
};

struct ScoreReply {
    std::vector<ScoredSubnet> scores;  ///< in the order of the request's architectures
    Kernel kernel = Kernel::Automatic; ///< the one that was used
};

/// Sent as soon as a score is known.
struct ScoredNotice {
    std::size_t index = 0; ///< of the architecture
    ScoredSubnet subnet;
};

struct GenerateRequest {
    SupernetReference supernet;
    std::string pairs;
    std::vector<Architecture> architectures;
    BeamOptions options;
    std::string device = "cpu";

    bool operator==(const GenerateRequest &) const = default;
};

struct GenerateReply {
    std::vector<std::vector<Hypotheses>> hypotheses; ///< [architecture][sentence]
};

/// Sent when sentences are done.
struct GeneratedNotice {
    std::size_t index = 0; ///< of the architecture
    struct Sentence {
        std::size_t sentence = 0; ///< its index in the pairs
        Hypotheses hypotheses;
    };
    std::vector<Sentence> sentences;
};

struct ExtractRequest {
    SupernetReference supernet;
    Architecture architecture;
    std::string output; ///< file to write

    bool operator==(const ExtractRequest &) const = default;
};

struct ExtractReply {
    std::int64_t parameters = 0; ///< without embeddings
};

nlohmann::json jsonOf(const ScoreRequest &request);
nlohmann::json jsonOf(const ScoreReply &reply);
nlohmann::json jsonOf(const ScoredNotice &notice);
nlohmann::json jsonOf(const GenerateRequest &request);
nlohmann::json jsonOf(const GenerateReply &reply);
nlohmann::json jsonOf(const GeneratedNotice &notice);
nlohmann::json jsonOf(const ExtractRequest &request);
nlohmann::json jsonOf(const ExtractReply &reply);

Result<ScoreRequest> scoreRequestOf(const nlohmann::json &value);
Result<ScoreReply> scoreReplyOf(const nlohmann::json &value);
Result<ScoredNotice> scoredNoticeOf(const nlohmann::json &value);
Result<GenerateRequest> generateRequestOf(const nlohmann::json &value);
Result<GenerateReply> generateReplyOf(const nlohmann::json &value);
Result<GeneratedNotice> generatedNoticeOf(const nlohmann::json &value);
Result<ExtractRequest> extractRequestOf(const nlohmann::json &value);
Result<ExtractReply> extractReplyOf(const nlohmann::json &value);

} // namespace auspex::engine
