// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus.h"

#include <algorithm>

#include "core/base/files.h"
#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex {

namespace {

constexpr const char *formatName = "auspex-corpus";
constexpr int formatVersion = 1;

tl::unexpected<Error> damaged(const std::filesystem::path &folder, const std::string &what)
{
    return failure(ErrorCode::Corrupt,
                   "The corpus " + folder.string() + ' ' + what + "; import it again.");
}

/// A name of a file in the folder, and not a way out of it.
bool isPlainName(const std::string &name)
{
    return !name.empty() && name != "." && name != ".." && name.size() <= 255
           && name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

/// Throws nlohmann's exceptions for a field that is missing or of another type.
CorpusSplit splitOfJson(const std::string &name, const nlohmann::json &json)
{
    CorpusSplit split;
    split.name = name;
    split.sentences = json.at("sentences").get<std::size_t>();
    split.leftOut = json.at("left_out").get<std::size_t>();
    split.tokenFiles = json.at("tokens").get<std::vector<std::string>>();
    split.hasTexts = json.at("texts").get<bool>();
    return split;
}

struct Manifest {
    Corpus corpus; ///< without dictionaries and models
    Segmentation segmentation = Segmentation::Words;
    bool hasModel = false; ///< codes or a SentencePiece model
};

Result<Manifest> parseManifest(const std::string &text, const std::filesystem::path &folder)
{
    Manifest manifest;
    Corpus &corpus = manifest.corpus;
    corpus.folder = folder;
    try {
        const nlohmann::json json = nlohmann::json::parse(text);
        if (json.at("format").get<std::string>() != formatName)
            return damaged(folder, "has a manifest of something else");
        if (const int version = json.at("version").get<int>(); version != formatVersion)
            return failure(ErrorCode::InvalidInput,
                           "The corpus " + folder.string() + " has format "
                               + std::to_string(version) + ", and this program reads format "
                               + std::to_string(formatVersion) + "; use the program that made it.");
        corpus.name = json.at("name").get<std::string>();
        corpus.sourceLanguage = json.at("source_language").get<std::string>();
        corpus.targetLanguage = json.at("target_language").get<std::string>();
        corpus.origin = json.at("origin").get<std::string>();
        corpus.joined = json.at("joined_dictionary").get<bool>();
        const auto segmentation = segmentationOfName(json.at("segmentation").get<std::string>());
        if (!segmentation)
            return damaged(folder, "has a segmentation that this program does not know");
        manifest.segmentation = *segmentation;
        manifest.hasModel = json.at("segmentation_model").get<bool>();
        for (const auto &[name, split] : json.at("splits").items())
            corpus.splits.push_back(splitOfJson(name, split));
    } catch (const nlohmann::json::exception &error) {
        return damaged(folder,
                       std::string("has a manifest that cannot be read (") + error.what() + ")");
    }
    std::sort(corpus.splits.begin(), corpus.splits.end(),
              [](const CorpusSplit &a, const CorpusSplit &b) {
                  const auto rank = [](const std::string &name) {
                      return name == "train" ? 0 : name == "valid" ? 1 : name == "test" ? 2 : 3;
                  };
                  return std::pair(rank(a.name), a.name) < std::pair(rank(b.name), b.name);
              });
    for (const CorpusSplit &split : corpus.splits) {
        if (!isPlainName(split.name)
            || !std::all_of(split.tokenFiles.begin(), split.tokenFiles.end(), isPlainName))
            return damaged(folder, "names files outside of itself");
    }
    if (!isLanguageName(corpus.sourceLanguage) || !isLanguageName(corpus.targetLanguage)
        || corpus.sourceLanguage == corpus.targetLanguage)
        return damaged(folder, "has no two languages");
    return manifest;
}

Result<TextCodec> readCodec(const Manifest &manifest, const std::string &language)
{
    const std::filesystem::path &folder = manifest.corpus.folder;
    TextCodec codec;
    codec.segmentation = manifest.segmentation;
    Result<Dictionary> dictionary = readDictionary(folder / ("dict." + language + ".txt"));
    if (!dictionary)
        return tl::make_unexpected(dictionary.error());
    codec.dictionary = *std::move(dictionary);
    if (manifest.hasModel && codec.segmentation == Segmentation::Bpe) {
        const Result<BpeCodes> codes = BpeCodes::read(folder / ("bpe." + language + ".codes"));
        if (!codes)
            return tl::make_unexpected(codes.error());
        codec.codes = *codes;
    }
    if (manifest.hasModel && codec.segmentation == Segmentation::SentencePiece) {
        const Result<SentencePiece> model = SentencePiece::read(
            folder / ("sentencepiece." + language + ".model"));
        if (!model)
            return tl::make_unexpected(model.error());
        codec.model = *model;
    }
    return codec;
}

Result<const CorpusSplit *> splitNamed(const Corpus &corpus, std::string_view name)
{
    if (const CorpusSplit *split = corpus.split(name))
        return split;
    std::vector<std::string> names;
    for (const CorpusSplit &split : corpus.splits)
        names.push_back(split.name);
    return failure(ErrorCode::NotFound, "The corpus " + corpus.name + " has no split "
                                            + quotedForMessage(name) + suggestion(name, names)
                                            + "; it has " + join(names, ", ") + '.');
}

bool areIn(const Dictionary &dictionary, const std::vector<std::int32_t> &tokens)
{
    return std::all_of(tokens.begin(), tokens.end(), [&](std::int32_t token) {
        return token >= 0 && static_cast<std::size_t>(token) < dictionary.size();
    });
}

Result<std::vector<SentencePair>> textsOf(const Corpus &corpus, const CorpusSplit &split)
{
    auto sources = readSentences(corpus.textFile(split, corpus.sourceLanguage));
    if (!sources)
        return tl::make_unexpected(sources.error());
    auto targets = readSentences(corpus.textFile(split, corpus.targetLanguage));
    if (!targets)
        return tl::make_unexpected(targets.error());
    if (sources->size() != split.sentences || targets->size() != split.sentences)
        return damaged(corpus.folder, "has texts of split " + split.name + " that are not the "
                                          + std::to_string(split.sentences)
                                          + " which its manifest states");
    std::vector<SentencePair> pairs;
    pairs.reserve(split.sentences);
    for (std::size_t i = 0; i < split.sentences; ++i)
        pairs.push_back({std::move((*sources)[i]), std::move((*targets)[i])});
    return pairs;
}

} // namespace

const CorpusSplit *Corpus::split(std::string_view splitName) const
{
    const auto found = std::find_if(splits.begin(), splits.end(),
                                    [&](const CorpusSplit &one) { return one.name == splitName; });
    return found == splits.end() ? nullptr : &*found;
}

nlohmann::ordered_json Corpus::manifest() const
{
    nlohmann::ordered_json json;
    json["format"] = formatName;
    json["version"] = formatVersion;
    json["name"] = name;
    json["source_language"] = sourceLanguage;
    json["target_language"] = targetLanguage;
    json["origin"] = origin;
    json["segmentation"] = segmentationName(source.segmentation);
    json["segmentation_model"] = source.codes.has_value() || source.model.has_value();
    json["joined_dictionary"] = joined;
    json["source_vocabulary"] = source.dictionary.size();
    json["target_vocabulary"] = target.dictionary.size();
    json["splits"] = nlohmann::ordered_json::object();
    for (const CorpusSplit &split : splits) {
        json["splits"][split.name] = {{"sentences", split.sentences},
                                      {"left_out", split.leftOut},
                                      {"tokens", split.tokenFiles},
                                      {"texts", split.hasTexts}};
    }
    return json;
}

std::filesystem::path Corpus::textFile(const CorpusSplit &split, const std::string &language) const
{
    return folder / (split.name + '.' + language);
}

Result<Corpus> openCorpus(const std::filesystem::path &folder)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(folder / corpusManifestName, ignored))
        return failure(ErrorCode::NotFound, folder.string() + " is no corpus, as it holds no "
                                                + corpusManifestName
                                                + "; name a folder that corpus import or corpus "
                                                  "demo made.");
    constexpr std::uintmax_t mostBytes = 1U << 24;
    const Result<std::string> text = readFile(folder / corpusManifestName, mostBytes);
    if (!text)
        return tl::make_unexpected(text.error());
    Result<Manifest> manifest = parseManifest(*text, folder);
    if (!manifest)
        return tl::make_unexpected(manifest.error());
    Corpus &corpus = manifest->corpus;
    Result<TextCodec> source = readCodec(*manifest, corpus.sourceLanguage);
    if (!source)
        return tl::make_unexpected(source.error());
    Result<TextCodec> target = readCodec(*manifest, corpus.targetLanguage);
    if (!target)
        return tl::make_unexpected(target.error());
    if (corpus.joined && !(source->dictionary == target->dictionary))
        return damaged(folder, "has two dictionaries where its manifest states one");
    corpus.source = *std::move(source);
    corpus.target = *std::move(target);
    return std::move(corpus);
}

Result<void> forEachTokenFile(
    const Corpus &corpus, std::string_view split,
    const std::function<Result<void>(const std::vector<TokenPair> &)> &use)
{
    const Result<const CorpusSplit *> found = splitNamed(corpus, split);
    if (!found)
        return tl::make_unexpected(found.error());
    std::size_t sentences = 0;
    for (const std::string &name : (*found)->tokenFiles) {
        const Result<std::vector<TokenPair>> pairs = readTokenPairs(corpus.folder / name);
        if (!pairs)
            return tl::make_unexpected(pairs.error());
        for (const TokenPair &pair : *pairs) {
            if (!areIn(corpus.source.dictionary, pair.source)
                || !areIn(corpus.target.dictionary, pair.target))
                return damaged(corpus.folder,
                               "has tokens in " + name + " that its dictionaries do not have");
        }
        sentences += pairs->size();
        if (Result<void> used = use(*pairs); !used)
            return used;
    }
    if (sentences != (*found)->sentences)
        return damaged(corpus.folder, "has " + std::to_string(sentences) + " sentences in split "
                                          + std::string(split) + ", but its manifest states "
                                          + std::to_string((*found)->sentences));
    return {};
}

Result<std::vector<TokenPair>> readCorpusTokens(const Corpus &corpus, std::string_view split)
{
    std::vector<TokenPair> all;
    const Result<void> read = forEachTokenFile(
        corpus, split, [&](const std::vector<TokenPair> &pairs) -> Result<void> {
            all.insert(all.end(), pairs.begin(), pairs.end());
            return {};
        });
    if (!read)
        return tl::make_unexpected(read.error());
    return all;
}

Result<std::vector<SentencePair>> readCorpusTexts(const Corpus &corpus, std::string_view split)
{
    const Result<const CorpusSplit *> found = splitNamed(corpus, split);
    if (!found)
        return tl::make_unexpected(found.error());
    if ((*found)->hasTexts)
        return textsOf(corpus, **found);
    std::vector<SentencePair> texts;
    const Result<void> read = forEachTokenFile(
        corpus, split, [&](const std::vector<TokenPair> &pairs) -> Result<void> {
            for (const TokenPair &pair : pairs) {
                Result<std::string> source = corpus.source.decode(pair.source);
                Result<std::string> target = corpus.target.decode(pair.target);
                if (!source || !target)
                    return tl::make_unexpected((source ? target : source).error());
                texts.push_back({*std::move(source), *std::move(target)});
            }
            return {};
        });
    if (!read)
        return tl::make_unexpected(read.error());
    return texts;
}

} // namespace auspex
