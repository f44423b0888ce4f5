// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/arch/tfs_data.h"

namespace auspex {

/// The ten keys of HAT's SubTransformer configurations, in the order of the paper's prompts.
extern const std::array<std::string_view, 10> subTransformerKeys;

/// The integers of each key, in the order of subTransformerKeys; one for the scalars. The decoder's
/// lists may be longer than its layers (HAT's samplers always list six attention values).
using KeyValues = std::array<std::vector<int>, 10>;

/// Fails on lists shorter than the layers, sizes that are not positive or beyond 100,000, more than
/// 64 layers, and attention values other than -1, 1, 2.
Result<Architecture> architectureOf(const KeyValues &values);
KeyValues keyValuesOf(const Architecture &architecture);

/// LLMAS's "arch_info": ten lines "key: value" (lists "[a, b]"), in any order.
Result<Architecture> architectureOfInfo(const std::vector<std::string> &lines);
std::vector<std::string> architectureInfo(const Architecture &architecture);

/// The integers of "[1024, 2048]", "1024 2048" or "640". The error is a phrase without a full stop.
Result<std::vector<int>> integersOf(std::string_view text);

/// HAT's configuration object: one with the objects "encoder" and "decoder".
bool isConfiguration(const nlohmann::json &object);

/// Our own form, which the lines of our JSONL files have: one flat object with the ten keys; or
/// HAT's configuration, whose keys are "encoder_embed_dim" and so on under "encoder" and "decoder".
Result<Architecture> architectureOfJson(const nlohmann::json &object);
nlohmann::ordered_json architectureJson(const Architecture &architecture);

/// HAT's SubTransformer YAML.
Result<Architecture> parseArchitectureYaml(std::string_view text, const std::string &source);
std::string architectureYaml(const Architecture &architecture);

/// An architecture from a file, with what else its line said.
struct ArchitectureRecord {
    TfsRecord record;   ///< scores and stated counts where the file has them
    std::string source; ///< "file.jsonl:3"
};

struct ArchitectureFile {
    std::vector<ArchitectureRecord> records;
    std::vector<LineProblem> problems;
};

/// Reads any architecture file by its content: LLMAS JSONL with or without scores, our JSONL (a
/// bare object, or one under "arch"), HAT's configurations in the same places, a whole JSON
/// document with "cases", HAT SubTransformer YAML. Fails only where the file cannot be read or is
/// of none of these kinds.
Result<ArchitectureFile> readArchitectures(const std::filesystem::path &file);
Result<ArchitectureFile> parseArchitectures(std::string_view text, const std::string &source);

} // namespace auspex
