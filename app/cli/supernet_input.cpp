// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/supernet_input.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <system_error>

#include <cstdlib>

#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/architecture_files.h"
#include "core/arch/architecture_codecs.h"
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

/// HAT's configuration of a subnet inside the program, {"encoder": {...}, "decoder": {...}}, under
/// the keys of its files.
nlohmann::json flatArchitecture(const nlohmann::json &nested)
{
    constexpr std::array<std::array<const char *, 3>, 10> keys = {{
        {"encoder", "encoder_embed_dim", "encoder-embed-dim-subtransformer"},
        {"encoder", "encoder_layer_num", "encoder-layer-num-subtransformer"},
        {"encoder", "encoder_ffn_embed_dim", "encoder-ffn-embed-dim-all-subtransformer"},
        {"encoder", "encoder_self_attention_heads",
         "encoder-self-attention-heads-all-subtransformer"},
        {"decoder", "decoder_embed_dim", "decoder-embed-dim-subtransformer"},
        {"decoder", "decoder_layer_num", "decoder-layer-num-subtransformer"},
        {"decoder", "decoder_ffn_embed_dim", "decoder-ffn-embed-dim-all-subtransformer"},
        {"decoder", "decoder_self_attention_heads",
         "decoder-self-attention-heads-all-subtransformer"},
        {"decoder", "decoder_ende_attention_heads",
         "decoder-ende-attention-heads-all-subtransformer"},
        {"decoder", "decoder_arbitrary_ende_attn",
         "decoder-arbitrary-ende-attn-all-subtransformer"},
    }};
    nlohmann::json flat = nlohmann::json::object();
    for (const auto &[side, key, name] : keys) {
        const auto part = nested.find(side);
        if (part != nested.end() && part->is_object() && part->contains(key))
            flat[name] = part->at(key);
    }
    return flat;
}

/// The cases of a document whose architectures have the nested form; nothing for other files.
std::optional<nlohmann::json> nestedCases(const std::string &file)
{
    std::error_code ignored;
    if (!isJson(file) || !fs::is_regular_file(file, ignored))
        return std::nullopt;
    const Result<nlohmann::json> document = documentOf(file);
    if (!document || !document->contains("cases") || !document->at("cases").is_array())
        return std::nullopt;
    nlohmann::json architectures = nlohmann::json::array();
    for (const nlohmann::json &item : document->at("cases")) {
        const bool isNested = item.is_object() && item.contains("arch")
                              && item.at("arch").is_object() && item.at("arch").contains("encoder");
        if (!isNested)
            return std::nullopt;
        architectures.push_back(flatArchitecture(item.at("arch")));
    }
    return architectures;
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
    std::error_code error;
    std::string folder = (fs::temp_directory_path(error) / "auspex-XXXXXX").string();
    if (error || !::mkdtemp(folder.data()))
        return tl::make_unexpected(
            Stop(Status::Failed, "No folder for temporary files can be made ("
                                     + std::system_category().message(error ? error.value() : errno)
                                     + "); set TMPDIR to one that can be written."));
    result.m_temporaryFolder = folder;
    result.m_path = result.m_temporaryFolder / "pairs.safetensors";
    if (Result<void> written = writeTokenPairs(result.m_path, *pairs); !written)
        return tl::make_unexpected(Stop(written.error()));
    return result;
}

TokenPairFile::TokenPairFile(TokenPairFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_temporaryFolder(std::exchange(other.m_temporaryFolder, {}))
{
}

TokenPairFile::~TokenPairFile()
{
    std::error_code ignored;
    if (!m_temporaryFolder.empty())
        fs::remove_all(m_temporaryFolder, ignored);
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

tl::expected<std::vector<Architecture>, Stop> architecturesOf(Context &context,
                                                              const SupernetFiles &files)
{
    std::vector<Architecture> architectures;
    std::vector<std::string> others;
    for (const std::string &file : files.architectures) {
        const std::optional<nlohmann::json> cases = nestedCases(file);
        if (!cases) {
            others.push_back(file);
            continue;
        }
        for (const nlohmann::json &flat : *cases) {
            const Result<Architecture> architecture = architectureOfJson(flat);
            if (!architecture)
                return tl::make_unexpected(
                    Stop(Status::Failed, file + ": " + architecture.error().message));
            architectures.push_back(*architecture);
        }
    }
    if (others.empty())
        return architectures;
    const auto records = readArchitectureFiles(context, others);
    if (!records)
        return tl::make_unexpected(records.error());
    for (const ArchitectureRecord &record : *records)
        architectures.push_back(record.record.architecture);
    return architectures;
}

std::string engineFileName(const fs::path &file)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error);
    return (error ? file : absolute).string();
}

} // namespace auspex::cli
