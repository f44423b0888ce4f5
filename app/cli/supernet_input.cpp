// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/supernet_input.h"

#include <cstdint>
#include <system_error>
#include <utility>

#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/architecture_files.h"
#include "core/base/files.h"
#include "core/tensors/token_batch.h"

namespace auspex::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestDocument = std::uintmax_t{256} << 20;

Result<nlohmann::json> documentOf(const std::string &file)
{
    const Result<std::string> text = readFile(file, largestDocument);
    if (!text)
        return tl::make_unexpected(text.error());
    nlohmann::json document = nlohmann::json::parse(*text, nullptr, false);
    if (!document.is_object())
        return failure(ErrorCode::InvalidInput,
                       "The file " + file + " is no JSON document with an object; check its name.");
    return document;
}

bool isJson(const std::string &file)
{
    const std::string extension = fs::path(file).extension().string();
    return extension == ".json" || extension == ".jsonl";
}

Error wrongTokens(const std::string &file, const std::string &what)
{
    return {ErrorCode::InvalidInput,
            what + " of the file " + file
                + " must be a list of sentences, each a list of token ids; check the file.",
            {}};
}

/// The sentences of a padded matrix, without the padding.
Result<std::vector<std::vector<std::int32_t>>> sentencesOf(const nlohmann::json &document,
                                                           const char *name,
                                                           const std::string &file)
{
    std::vector<std::vector<std::int32_t>> sentences;
    const nlohmann::json &rows = document.at(name);
    if (!rows.is_array())
        return tl::make_unexpected(wrongTokens(file, name));
    for (const nlohmann::json &row : rows) {
        std::vector<std::int32_t> &sentence = sentences.emplace_back();
        if (!row.is_array())
            return tl::make_unexpected(wrongTokens(file, name));
        for (const nlohmann::json &token : row) {
            const bool isId = token.is_number_integer() && token.get<std::int64_t>() >= 0
                              && token.get<std::int64_t>() <= INT32_MAX;
            if (!isId)
                return tl::make_unexpected(wrongTokens(file, name));
            if (token != padToken)
                sentence.push_back(token.get<std::int32_t>());
        }
    }
    return sentences;
}

Result<std::vector<TokenPair>> tokenPairsOf(const nlohmann::json &document, const std::string &file)
{
    if (!document.contains("src_tokens"))
        return failure(ErrorCode::InvalidInput,
                       "The file " + file
                           + " has no \"src_tokens\"; name a safetensors file or a JSON document "
                             "with token ids.");
    const auto sources = sentencesOf(document, "src_tokens", file);
    if (!sources)
        return tl::make_unexpected(sources.error());
    std::vector<TokenPair> pairs;
    for (const std::vector<std::int32_t> &source : *sources)
        pairs.push_back({source, {}});
    if (!document.contains("target"))
        return pairs;
    const auto targets = sentencesOf(document, "target", file);
    if (!targets)
        return tl::make_unexpected(targets.error());
    if (targets->size() != pairs.size())
        return failure(ErrorCode::InvalidInput,
                       "The file " + file + " has " + std::to_string(pairs.size()) + " sources and "
                           + std::to_string(targets->size()) + " targets; check it.");
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i].target = (*targets)[i];
    return pairs;
}

Outcome checkExists(const std::string &file)
{
    std::error_code ignored;
    if (fs::exists(file, ignored))
        return {};
    return tl::make_unexpected(
        Stop(Status::Failed, "The file " + file + " does not exist; check its name."));
}

} // namespace

void addSupernetWeights(CLI::App &command, SupernetFiles &files)
{
    command
        .add_option("--weights", files.weights,
                    "The supernet's weights: safetensors or a PyTorch checkpoint")
        ->required()
        ->type_name("W");
    command
        .add_option("--supernet", files.supernet,
                    "What the supernet is: a JSON document with \"supernet\" and \"vocab\"")
        ->required()
        ->type_name("S");
}

void addSupernetFiles(CLI::App &command, SupernetFiles &files, bool needsBatch)
{
    addSupernetWeights(command, files);
    if (needsBatch) {
        command
            .add_option("--batch", files.batch,
                        "Token ids: safetensors or a JSON document with src_tokens and target")
            ->required()
            ->type_name("B");
    }
    command
        .add_option("--arch", files.architectures,
                    "Files with architectures, as arch describe reads them")
        ->required()
        ->type_name("A");
}

tl::expected<TokenPairFile, Stop> TokenPairFile::of(const std::string &file)
{
    TokenPairFile result;
    if (Outcome fine = checkExists(file); !fine)
        return tl::make_unexpected(fine.error());
    if (!isJson(file)) {
        result.m_path = file;
        return result;
    }
    const Result<nlohmann::json> document = documentOf(file);
    if (!document)
        return tl::make_unexpected(Stop(document.error()));
    const Result<std::vector<TokenPair>> pairs = tokenPairsOf(*document, file);
    if (!pairs)
        return tl::make_unexpected(Stop(pairs.error()));
    Result<TemporaryFolder> folder = TemporaryFolder::make();
    if (!folder)
        return tl::make_unexpected(Stop(folder.error()));
    result.m_folder = std::move(*folder);
    result.m_path = result.m_folder->path() / "pairs.safetensors";
    if (Result<void> written = writeTokenPairs(result.m_path, *pairs); !written)
        return tl::make_unexpected(Stop(written.error()));
    return result;
}

tl::expected<engine::SupernetReference, Stop> supernetOf(const SupernetFiles &files)
{
    if (Outcome fine = checkExists(files.weights); !fine)
        return tl::make_unexpected(fine.error());
    const Result<nlohmann::json> document = documentOf(files.supernet);
    if (!document)
        return tl::make_unexpected(Stop(document.error()));
    const Result<SupernetShape> shape = supernetShapeOfJson(*document, files.supernet);
    if (!shape)
        return tl::make_unexpected(Stop(shape.error()));
    return engine::SupernetReference{engineFileName(files.weights), *shape};
}

tl::expected<NamedSubnets, Stop> subnetsOf(Context &context, const SupernetFiles &files)
{
    auto supernet = supernetOf(files);
    if (!supernet)
        return tl::make_unexpected(supernet.error());
    const auto records = readArchitectureFiles(context, files.architectures);
    if (!records)
        return tl::make_unexpected(records.error());
    NamedSubnets subnets;
    subnets.supernet = std::move(*supernet);
    for (const ArchitectureRecord &record : *records)
        subnets.architectures.push_back(record.record.architecture);
    return subnets;
}

std::string engineFileName(const fs::path &file)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error);
    return (error ? file : absolute).string();
}

} // namespace auspex::cli
