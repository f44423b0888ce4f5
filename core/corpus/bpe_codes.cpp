// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/bpe_codes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex {

namespace {

constexpr std::string_view wordEnd = "</w>";
constexpr std::string_view versionMark = "#version:";

/// Words that are kept; past this many the memory starts afresh.
constexpr std::size_t mostKeptWords = 1U << 20;

/// Each character of a word, in UTF-8.
std::vector<std::string> charactersOf(std::string_view word)
{
    std::vector<std::string> characters;
    for (const char c : word) {
        // A byte 10xxxxxx continues a character.
        if (characters.empty() || (static_cast<unsigned char>(c) & 0xc0) != 0x80)
            characters.emplace_back(1, c);
        else
            characters.back() += c;
    }
    return characters;
}

enum class Version { V01, V02 };

/// The last word of the line; "0.2.0" is 0.2, as trailing ".0" do not count.
std::optional<Version> versionOf(std::string_view line)
{
    std::string_view version = trimmed(line.substr(versionMark.size()));
    if (const std::size_t space = version.find_last_of(" \t"); space != std::string_view::npos)
        version.remove_prefix(space + 1);
    while (version.ends_with(".0"))
        version.remove_suffix(2);
    if (version == "0.1")
        return Version::V01;
    if (version == "0.2")
        return Version::V02;
    return std::nullopt;
}

} // namespace

struct BpeCodes::Impl {
    std::string text;
    Version version = Version::V01;
    std::unordered_map<std::string, std::size_t> ranks; ///< "left right" -> place in the file

    mutable std::mutex mutex; ///< of the words that came before
    mutable std::unordered_map<std::string, std::vector<std::string>> known;

    std::optional<std::size_t> rank(const std::string &left, const std::string &right) const
    {
        const auto found = ranks.find(left + ' ' + right);
        return found == ranks.end() ? std::nullopt : std::optional(found->second);
    }

    Result<void> addLine(std::string_view line, std::size_t place);
    std::vector<std::string> partsOf(const std::string &word) const;
    void append(std::vector<std::string> &parts, const std::string &word) const;
};

Result<void> BpeCodes::Impl::addLine(std::string_view line, std::size_t place)
{
    const std::vector<std::string_view> symbols = split(line, ' ');
    if (symbols.size() != 2 || symbols[0].empty() || symbols[1].empty())
        return failure(ErrorCode::InvalidInput,
                       "is " + quotedForMessage(line) + ", not two symbols with a space between");
    ranks.emplace(std::string(line), place); // of equals the first stays
    return {};
}

std::vector<std::string> BpeCodes::Impl::partsOf(const std::string &word) const
{
    std::vector<std::string> symbols = charactersOf(word);
    if (symbols.size() < 2)
        return symbols;
    if (version == Version::V01)
        symbols.emplace_back(wordEnd);
    else
        symbols.back() += wordEnd;
    while (symbols.size() > 1) {
        std::optional<std::size_t> best;
        std::size_t first = 0;
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const std::optional<std::size_t> one = rank(symbols[i], symbols[i + 1]);
            if (one && (!best || *one < *best)) {
                best = one;
                first = i;
            }
        }
        if (!best)
            break;
        const std::string left = symbols[first];
        const std::string right = symbols[first + 1];
        std::vector<std::string> merged;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            if (i + 1 < symbols.size() && symbols[i] == left && symbols[i + 1] == right) {
                merged.push_back(left + right);
                ++i;
            } else {
                merged.push_back(std::move(symbols[i]));
            }
        }
        symbols = std::move(merged);
    }
    if (symbols.back() == wordEnd)
        symbols.pop_back();
    else if (symbols.back().ends_with(wordEnd))
        symbols.back().resize(symbols.back().size() - wordEnd.size());
    return symbols;
}

void BpeCodes::Impl::append(std::vector<std::string> &parts, const std::string &word) const
{
    const std::lock_guard lock(mutex);
    if (known.size() >= mostKeptWords)
        known.clear();
    auto found = known.find(word);
    if (found == known.end()) {
        std::vector<std::string> made = partsOf(word);
        for (std::size_t i = 0; i + 1 < made.size(); ++i)
            made[i] += bpeSeparator;
        found = known.emplace(word, std::move(made)).first;
    }
    parts.insert(parts.end(), found->second.begin(), found->second.end());
}

BpeCodes::BpeCodes(std::shared_ptr<const Impl> impl)
    : m_impl(std::move(impl))
{
}

Result<BpeCodes> BpeCodes::parse(std::string_view text, const std::string &source)
{
    const auto impl = std::make_shared<Impl>();
    impl->text = text;
    const auto wrongLine = [&](std::size_t number, const std::string &what) {
        return failure(ErrorCode::InvalidInput, "Line " + std::to_string(number)
                                                    + " of the BPE codes " + source + ' ' + what
                                                    + "; name a file that subword-nmt learned.");
    };
    std::size_t number = 0;
    std::string_view rest = text;
    while (rest.ends_with('\n'))
        rest.remove_suffix(1);
    while (!rest.empty()) {
        ++number;
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!isValidUtf8(line))
            return wrongLine(number, "is not UTF-8");
        if (number == 1 && line.starts_with(versionMark)) {
            const std::optional<Version> version = versionOf(line);
            if (!version)
                return wrongLine(number, "states a version that is neither 0.1 nor 0.2");
            impl->version = *version;
            continue;
        }
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        while (!line.empty() && (line.front() == '\r' || line.front() == ' '))
            line.remove_prefix(1);
        if (const Result<void> added = impl->addLine(line, number); !added)
            return wrongLine(number, added.error().message);
    }
    if (impl->ranks.empty())
        return failure(ErrorCode::InvalidInput, "The BPE codes " + source
                                                    + " hold no merge; name a file that "
                                                      "subword-nmt learned.");
    return BpeCodes(impl);
}

Result<BpeCodes> BpeCodes::read(const std::filesystem::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    return parse(*text, file.string());
}

const std::string &BpeCodes::text() const
{
    return m_impl->text;
}

std::size_t BpeCodes::size() const
{
    return m_impl->ranks.size();
}

std::vector<std::string> BpeCodes::segmented(std::span<const std::string> words) const
{
    std::vector<std::string> parts;
    for (const std::string &word : words)
        m_impl->append(parts, word);
    return parts;
}

std::vector<std::string> joinedBpe(std::span<const std::string> parts)
{
    std::vector<std::string> words;
    bool goesOn = false;
    for (const std::string &part : parts) {
        const bool ends = !part.ends_with(bpeSeparator);
        const std::string_view text = std::string_view(part).substr(
            0, part.size() - (ends ? 0 : bpeSeparator.size()));
        if (goesOn)
            words.back() += text;
        else
            words.emplace_back(text);
        goesOn = !ends;
    }
    std::erase(words, std::string());
    return words;
}

} // namespace auspex
