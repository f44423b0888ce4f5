// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/token_batch.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

constexpr const char *sourceName = "src_tokens";
constexpr const char *targetName = "target";
constexpr const char *previousName = "prev_output_tokens";

using Sentence = std::vector<std::int32_t>;

/// What is wrong with a sentence without its padding, as a phrase.
std::optional<std::string> problemOf(const Sentence &sentence)
{
    if (sentence.empty())
        return "has no token";
    for (const std::int32_t token : sentence) {
        if (token < 0)
            return "has the token " + std::to_string(token) + ", below 0";
        if (token == padToken)
            return "has padding (1) between its tokens";
    }
    if (sentence.back() != endToken)
        return "does not end with the end token (2)";
    return std::nullopt;
}

/// The rows of a matrix of token ids, as they are; null where the file has no such tensor.
Result<std::optional<std::vector<Sentence>>> rowsOf(const TensorFile &content,
                                                    const std::string &name,
                                                    const std::string &source)
{
    const auto found = content.tensors.find(name);
    if (found == content.tensors.end())
        return std::nullopt;
    const Tensor &tensor = found->second;
    if (tensor.shape.size() != 2)
        return failure(ErrorCode::InvalidInput,
                       "'" + name + "' in " + source + " has " + std::to_string(tensor.shape.size())
                           + " dimensions; sentences are stored as [batch, length].");
    const Result<std::vector<std::int64_t>> values = integersOf(tensor);
    if (!values)
        return failure(ErrorCode::InvalidInput,
                       "'" + name + "' in " + source
                           + " does not hold token ids: " + values.error().message);
    const auto length = static_cast<std::size_t>(tensor.shape[1]);
    if (length == 0 && tensor.shape[0] > 0)
        return failure(ErrorCode::InvalidInput,
                       "'" + name + "' in " + source + " holds sentences without a token.");
    std::vector<Sentence> rows(static_cast<std::size_t>(length == 0 ? 0 : tensor.shape[0]));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < length; ++i) {
            const std::int64_t token = (*values)[row * length + i];
            if (token < 0 || token > std::numeric_limits<std::int32_t>::max())
                return failure(ErrorCode::InvalidInput,
                               "Sentence " + std::to_string(row + 1) + " of '" + name + "' in "
                                   + source + " has the token " + std::to_string(token)
                                   + ", which no vocabulary holds.");
            rows[row].push_back(static_cast<std::int32_t>(token));
        }
    }
    return rows;
}

void dropPadding(Sentence &sentence, bool left)
{
    while (!sentence.empty() && sentence.back() == padToken)
        sentence.pop_back();
    if (left)
        sentence.erase(sentence.begin(),
                       std::find_if(sentence.begin(), sentence.end(),
                                    [](auto token) { return token != padToken; }));
}

Tensor paddedMatrix(const std::vector<Sentence> &sentences, bool left)
{
    std::size_t length = 0;
    for (const Sentence &sentence : sentences)
        length = std::max(length, sentence.size());
    std::vector<std::int64_t> values(sentences.size() * length, padToken);
    for (std::size_t row = 0; row < sentences.size(); ++row) {
        const Sentence &sentence = sentences[row];
        const std::size_t begin = row * length + (left ? length - sentence.size() : 0);
        std::copy(sentence.begin(), sentence.end(),
                  values.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    return integerTensor(
        {static_cast<std::int64_t>(sentences.size()), static_cast<std::int64_t>(length)},
        std::move(values));
}

} // namespace

std::vector<std::int32_t> previousTokens(std::span<const std::int32_t> target)
{
    std::vector<std::int32_t> previous(target.begin(), target.end());
    if (!previous.empty())
        std::rotate(previous.begin(), previous.end() - 1, previous.end());
    return previous;
}

Result<std::vector<TokenPair>> readTokenPairs(const std::filesystem::path &file)
{
    const Result<TensorFile> content = readSafetensors(file);
    if (!content)
        return tl::make_unexpected(content.error());
    const std::string source = file.string();
    const auto sources = rowsOf(*content, sourceName, source);
    const auto targets = rowsOf(*content, targetName, source);
    const auto previous = rowsOf(*content, previousName, source);
    for (const auto *rows : {&sources, &targets, &previous}) {
        if (!*rows)
            return tl::make_unexpected(rows->error());
    }
    if (!*sources)
        return failure(ErrorCode::InvalidInput,
                       source + " has no tensor 'src_tokens'; token batches hold one.");
    const std::size_t count = (*sources)->size();
    for (const auto *rows : {&targets, &previous}) {
        if (*rows && **rows && (**rows)->size() != count)
            return failure(ErrorCode::InvalidInput, "The tensors of " + source
                                                        + " hold different numbers of sentences ("
                                                        + std::to_string(count) + " sources).");
    }
    if (*previous && !*targets)
        return failure(ErrorCode::InvalidInput,
                       source + " has 'prev_output_tokens' but no 'target' that it belongs to.");

    std::vector<TokenPair> pairs(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto wrong = [&](const char *name, const std::string &what) {
            return failure(ErrorCode::InvalidInput, "Sentence " + std::to_string(i + 1) + " of '"
                                                        + name + "' in " + source + " " + what
                                                        + "; write the batch again.");
        };
        TokenPair &pair = pairs[i];
        pair.source = (**sources)[i];
        dropPadding(pair.source, true);
        if (const auto problem = problemOf(pair.source))
            return wrong(sourceName, *problem);
        if (!*targets)
            continue;
        pair.target = (**targets)[i];
        dropPadding(pair.target, false);
        if (const auto problem = problemOf(pair.target))
            return wrong(targetName, *problem);
        if (!*previous)
            continue;
        Sentence fed = (**previous)[i];
        dropPadding(fed, false);
        if (fed != previousTokens(pair.target))
            return wrong(previousName, "is not the target with its end moved to the front");
    }
    return pairs;
}

Result<void> writeTokenPairs(const std::filesystem::path &file, std::span<const TokenPair> pairs)
{
    std::vector<Sentence> sources;
    std::vector<Sentence> targets;
    std::vector<Sentence> previous;
    const bool withTargets = !pairs.empty() && !pairs.front().target.empty();
    for (const TokenPair &pair : pairs) {
        const std::string number = std::to_string(sources.size() + 1);
        if (const auto problem = problemOf(pair.source))
            return failure(ErrorCode::InvalidInput,
                           "Source " + number + " for " + file.string() + " " + *problem + ".");
        sources.push_back(pair.source);
        if (pair.target.empty() == withTargets)
            return failure(ErrorCode::InvalidInput,
                           "Some sentences for " + file.string()
                               + " have a translation and others, as number " + number
                               + " may show, have none; write them into two files.");
        if (!withTargets)
            continue;
        if (const auto problem = problemOf(pair.target))
            return failure(ErrorCode::InvalidInput,
                           "Target " + number + " for " + file.string() + " " + *problem + ".");
        targets.push_back(pair.target);
        previous.push_back(previousTokens(pair.target));
    }
    TensorFile content;
    content.tensors[sourceName] = paddedMatrix(sources, true);
    if (withTargets) {
        content.tensors[targetName] = paddedMatrix(targets, false);
        content.tensors[previousName] = paddedMatrix(previous, false);
    }
    return writeSafetensors(file, content);
}

} // namespace auspex
