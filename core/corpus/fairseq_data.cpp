// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/fairseq_data.h"

#include <algorithm>
#include <concepts>
#include <limits>
#include <optional>

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/tensors/token_batch.h"

namespace auspex {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view indexedMark = "TNTIDX\0\0"sv;
constexpr std::string_view mappedMark = "MMIDIDX\0\0"sv;

/// Larger data sets need more memory than the machines have that this is for.
constexpr std::uintmax_t mostBytes = 1ULL << 36;

/// Takes numbers from the front of a text, whatever the machine's own byte order is.
class Bytes {
public:
    explicit Bytes(std::string_view text)
        : m_rest(text)
    {
    }

    std::size_t left() const { return m_rest.size(); }

    /// Nothing where the text ends before.
    std::optional<std::uint64_t> number(std::size_t size)
    {
        if (m_rest.size() < size)
            return std::nullopt;
        std::uint64_t value = 0;
        for (std::size_t i = size; i > 0; --i)
            value = (value << 8) | static_cast<unsigned char>(m_rest[i - 1]);
        m_rest.remove_prefix(size);
        return value;
    }

    /// `count` numbers; nothing where the text ends before.
    std::optional<std::vector<std::uint64_t>> numbers(std::uint64_t count, std::size_t size)
    {
        if (count > m_rest.size() / size)
            return std::nullopt;
        std::vector<std::uint64_t> values;
        values.reserve(count);
        for (std::uint64_t i = 0; i < count; ++i)
            values.push_back(*number(size));
        return values;
    }

private:
    std::string_view m_rest;
};

void append(std::string &text, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        text.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

struct ElementKind {
    std::uint64_t code;
    std::size_t size;
    bool isSigned;
};

std::optional<ElementKind> elementKind(std::uint64_t code)
{
    constexpr ElementKind kinds[] = {{1, 1, false}, {2, 1, true}, {3, 2, true},
                                     {4, 4, true},  {5, 8, true}, {8, 2, false}};
    for (const ElementKind &kind : kinds) {
        if (kind.code == code)
            return kind;
    }
    return std::nullopt;
}

/// What an index says, in elements of the .bin file.
struct Index {
    ElementKind kind{};
    std::vector<std::uint64_t> lengths; ///< of the sentences, which lie one after another
    int stored = 0;                     ///< what was added to each token
};

tl::unexpected<Error> damaged(const std::string &source, const std::string &what)
{
    return failure(ErrorCode::InvalidInput, "The binarised data " + source + ' ' + what
                                                + "; make it again with fairseq's preprocess.py.");
}

Result<ElementKind> knownKind(std::optional<std::uint64_t> code, const std::string &source)
{
    if (!code)
        return damaged(source, "has an index that was cut off");
    const std::optional<ElementKind> kind = elementKind(*code);
    if (!kind)
        return damaged(source,
                       "has elements of type " + std::to_string(*code) + ", which no tokens have");
    return *kind;
}

Result<void> checkVersion(std::optional<std::uint64_t> version, const std::string &source)
{
    if (version != 1U)
        return damaged(source,
                       version ? "has an index of version " + std::to_string(*version) + ", not 1"
                               : "has an index that was cut off");
    return {};
}

/// Lengths out of offsets that begin at 0 and never fall.
Result<std::vector<std::uint64_t>> differences(const std::vector<std::uint64_t> &offsets,
                                               const std::string &source)
{
    std::vector<std::uint64_t> lengths;
    lengths.reserve(offsets.size());
    for (std::size_t i = 0; i + 1 < offsets.size(); ++i) {
        if (offsets[i + 1] < offsets[i])
            return damaged(source, "has sentences that overlap");
        lengths.push_back(offsets[i + 1] - offsets[i]);
    }
    if (offsets.front() != 0)
        return damaged(source, "does not begin with its first sentence");
    return lengths;
}

Result<Index> parseIndexed(Bytes bytes, const std::string &source)
{
    if (Result<void> fine = checkVersion(bytes.number(8), source); !fine)
        return tl::make_unexpected(fine.error());
    const Result<ElementKind> kind = knownKind(bytes.number(8), source);
    if (!kind)
        return tl::make_unexpected(kind.error());
    const auto size = bytes.number(8);
    const auto sentences = bytes.number(8);
    const auto dimensions = bytes.number(8);
    if (!dimensions || *sentences >= bytes.left())
        return damaged(source, "has an index that was cut off");
    if (*size != kind->size)
        return damaged(source, "says that its elements have " + std::to_string(*size) + " bytes");
    const auto dimensionOffsets = bytes.numbers(*sentences + 1, 8);
    const auto dataOffsets = bytes.numbers(*sentences + 1, 8);
    const auto sizes = bytes.numbers(*dimensions, 8);
    if (!dimensionOffsets || !dataOffsets || !sizes)
        return damaged(source, "has an index that was cut off");
    if (bytes.left() != 0)
        return damaged(source, "has an index with more in it than it states");
    Result<std::vector<std::uint64_t>> lengths = differences(*dataOffsets, source);
    if (!lengths)
        return tl::make_unexpected(lengths.error());
    for (std::size_t i = 0; i <= *sentences; ++i) {
        if ((*dimensionOffsets)[i] != i)
            return damaged(source, "holds arrays of another shape than sentences have");
    }
    if (*sizes != *lengths)
        return damaged(source, "states sizes that are not those of its sentences");
    return Index{*kind, *std::move(lengths), 1};
}

Result<Index> parseMapped(Bytes bytes, const std::string &source)
{
    if (Result<void> fine = checkVersion(bytes.number(8), source); !fine)
        return tl::make_unexpected(fine.error());
    const Result<ElementKind> kind = knownKind(bytes.number(1), source);
    if (!kind)
        return tl::make_unexpected(kind.error());
    const auto sentences = bytes.number(8);
    if (!sentences)
        return damaged(source, "has an index that was cut off");
    auto sizes = bytes.numbers(*sentences, 4);
    const auto offsets = bytes.numbers(*sentences, 8);
    if (!sizes || !offsets)
        return damaged(source, "has an index that was cut off");
    if (bytes.left() != 0)
        return damaged(source, "has an index with more in it than it states (later versions of "
                               "fairseq's relatives write such files)");
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < sizes->size(); ++i) {
        if ((*offsets)[i] != next)
            return damaged(source, "has sentences that overlap or leave holes");
        next += (*sizes)[i] * kind->size;
    }
    return Index{*kind, *std::move(sizes), 0};
}

std::int64_t element(std::uint64_t raw, const ElementKind &kind)
{
    const auto bits = static_cast<unsigned>(8 * kind.size);
    if (kind.isSigned && bits < 64 && (raw >> (bits - 1)) != 0)
        raw |= ~std::uint64_t{0} << bits;
    return static_cast<std::int64_t>(raw);
}

Result<std::vector<std::int32_t>> parseSentence(Bytes &bytes, const Index &index,
                                                std::uint64_t length, std::size_t symbols,
                                                const std::string &where)
{
    std::vector<std::int32_t> sentence;
    sentence.reserve(length);
    for (std::uint64_t i = 0; i < length; ++i) {
        const std::int64_t stored = element(*bytes.number(index.kind.size), index.kind);
        if (stored < index.stored || static_cast<std::uint64_t>(stored - index.stored) >= symbols)
            return damaged(where, "holds a token that is not among the " + std::to_string(symbols)
                                      + " of its dictionary");
        const auto token = static_cast<std::int32_t>(stored - index.stored);
        if ((token == endToken) != (i + 1 == length))
            return damaged(where, "does not end with the end token, or has it before its end");
        sentence.push_back(token);
    }
    if (sentence.empty())
        return damaged(where, "is empty");
    return sentence;
}

std::filesystem::path withExtension(const std::filesystem::path &prefix, const char *extension)
{
    return {prefix.string() + extension};
}

/// Where a split stands in lists.
int rankOf(const std::string &split)
{
    return split == "train" ? 0 : split == "valid" ? 1 : split == "test" ? 2 : 3;
}

struct NamedPair {
    std::string split;
    std::string source;
    std::string target;
};

/// Of "train.en-de.en.idx".
std::optional<NamedPair> pairOf(const std::string &fileName)
{
    const std::vector<std::string_view> parts = split(fileName, '.');
    if (parts.size() != 4 || parts[3] != "idx")
        return std::nullopt;
    for (std::size_t dash = parts[1].find('-'); dash != std::string_view::npos;
         dash = parts[1].find('-', dash + 1)) {
        const std::string_view source = parts[1].substr(0, dash);
        const std::string_view target = parts[1].substr(dash + 1);
        if (parts[2] == source || parts[2] == target)
            return NamedPair{std::string(parts[0]), std::string(source), std::string(target)};
    }
    return std::nullopt;
}

Result<void> checkFiles(const DataBinFolder &found)
{
    std::vector<std::filesystem::path> needed = {found.dictionary(found.source),
                                                 found.dictionary(found.target)};
    for (const std::string &split : found.splits) {
        for (const std::string &language : {found.source, found.target}) {
            for (const char *extension : {".idx", ".bin"})
                needed.push_back(withExtension(found.prefix(split, language), extension));
        }
    }
    std::error_code ignored;
    for (const std::filesystem::path &file : needed) {
        if (!std::filesystem::is_regular_file(file, ignored))
            return failure(ErrorCode::NotFound,
                           "The folder " + found.folder.string() + " lacks "
                               + file.filename().string()
                               + "; name a folder that fairseq's preprocess.py made.");
    }
    return {};
}

} // namespace

Result<TokenSentences> parseFairseqData(std::string_view index, std::string_view data,
                                        std::size_t symbols, const std::string &source)
{
    const bool isIndexed = index.starts_with(indexedMark);
    if (!isIndexed && !index.starts_with(mappedMark))
        return damaged(source, "has an index of no format that HAT's fairseq writes");
    const Result<Index> read = isIndexed
                                   ? parseIndexed(Bytes(index.substr(indexedMark.size())), source)
                                   : parseMapped(Bytes(index.substr(mappedMark.size())), source);
    if (!read)
        return tl::make_unexpected(read.error());
    std::uint64_t left = data.size() / read->kind.size;
    for (const std::uint64_t length : read->lengths) {
        if (length > left)
            return damaged(source, "has an index of more tokens than the .bin file holds");
        left -= length;
    }
    if (left != 0 || data.size() % read->kind.size != 0)
        return damaged(source, "has a .bin file of more bytes than the index knows of");
    Bytes bytes(data);
    TokenSentences sentences;
    sentences.reserve(read->lengths.size());
    for (const std::uint64_t length : read->lengths) {
        auto sentence = parseSentence(bytes, *read, length, symbols,
                                      source + ", sentence " + std::to_string(sentences.size() + 1)
                                          + ',');
        if (!sentence)
            return tl::make_unexpected(sentence.error());
        sentences.push_back(*std::move(sentence));
    }
    return sentences;
}

Result<TokenSentences> readFairseqData(const std::filesystem::path &prefix, std::size_t symbols)
{
    const Result<std::string> index = readFile(withExtension(prefix, ".idx"), mostBytes);
    if (!index)
        return tl::make_unexpected(index.error());
    const Result<std::string> data = readFile(withExtension(prefix, ".bin"), mostBytes);
    if (!data)
        return tl::make_unexpected(data.error());
    return parseFairseqData(*index, *data, symbols, prefix.string());
}

FairseqFiles fairseqData(std::span<const std::vector<std::int32_t>> sentences, FairseqFormat format,
                         std::size_t symbols)
{
    const bool isIndexed = format == FairseqFormat::Indexed;
    const ElementKind kind = elementKind(isIndexed || symbols >= 65'500 ? 4 : 8).value();
    FairseqFiles files;
    files.index = isIndexed ? indexedMark : mappedMark;
    append(files.index, 1, 8);
    append(files.index, kind.code, isIndexed ? 8 : 1);
    if (isIndexed)
        append(files.index, kind.size, 8);
    append(files.index, sentences.size(), 8);
    if (isIndexed) {
        append(files.index, sentences.size(), 8);
        for (std::uint64_t i = 0; i <= sentences.size(); ++i)
            append(files.index, i, 8);
        std::uint64_t offset = 0;
        append(files.index, offset, 8);
        for (const auto &sentence : sentences)
            append(files.index, offset += sentence.size(), 8);
    }
    for (const auto &sentence : sentences)
        append(files.index, sentence.size(), isIndexed ? 8 : 4);
    std::uint64_t offset = 0;
    for (const auto &sentence : sentences) {
        if (!isIndexed)
            append(files.index, offset, 8);
        offset += sentence.size() * kind.size;
        for (const std::int32_t token : sentence)
            append(files.data, static_cast<std::uint64_t>(token) + (isIndexed ? 1 : 0), kind.size);
    }
    return files;
}

Result<void> writeFairseqData(const std::filesystem::path &prefix,
                              std::span<const std::vector<std::int32_t>> sentences,
                              FairseqFormat format, std::size_t symbols)
{
    const FairseqFiles files = fairseqData(sentences, format, symbols);
    return writeFileAtomically(withExtension(prefix, ".bin"), files.data).and_then([&] {
        return writeFileAtomically(withExtension(prefix, ".idx"), files.index);
    });
}

std::filesystem::path DataBinFolder::dictionary(const std::string &language) const
{
    return folder / ("dict." + language + ".txt");
}

std::filesystem::path DataBinFolder::prefix(const std::string &split,
                                            const std::string &language) const
{
    std::string name = split;
    name += '.';
    name += source;
    name += '-';
    name += target;
    name += '.';
    name += language;
    return folder / name;
}

Result<DataBinFolder> findDataBin(const std::filesystem::path &folder, const std::string &source,
                                  const std::string &target)
{
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error)
        return failure(ErrorCode::NotFound, "The folder " + folder.string() + " cannot be read ("
                                                + error.message() + "); check its name.");
    DataBinFolder found{folder, source, target, {}};
    std::vector<NamedPair> pairs;
    for (const auto &entry : entries) {
        const std::optional<NamedPair> pair = pairOf(entry.path().filename().string());
        if (pair && (source.empty() || pair->source == source)
            && (target.empty() || pair->target == target))
            pairs.push_back(*pair);
    }
    if (pairs.empty())
        return failure(ErrorCode::NotFound,
                       "The folder " + folder.string() + " holds no binarised data"
                           + (source.empty() && target.empty() ? "" : " of these languages")
                           + "; name a folder that fairseq's preprocess.py made.");
    found.source = pairs.front().source;
    found.target = pairs.front().target;
    for (const NamedPair &pair : pairs) {
        if (pair.source != found.source || pair.target != found.target)
            return failure(ErrorCode::InvalidInput,
                           "The folder " + folder.string()
                               + " holds several pairs of languages; say the source and the target "
                                 "language.");
        if (std::find(found.splits.begin(), found.splits.end(), pair.split) == found.splits.end())
            found.splits.push_back(pair.split);
    }
    std::sort(found.splits.begin(), found.splits.end(),
              [](const std::string &a, const std::string &b) {
                  return std::pair(rankOf(a), a) < std::pair(rankOf(b), b);
              });
    if (Result<void> complete = checkFiles(found); !complete)
        return tl::make_unexpected(complete.error());
    return found;
}

} // namespace auspex
