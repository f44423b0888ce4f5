// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/parallel_text.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>

#include "core/base/text.h"

namespace auspex {

namespace {

/// The lines of one file, without holding more than one.
class LineReader {
public:
    static Result<LineReader> open(const std::filesystem::path &file)
    {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored))
            return failure(ErrorCode::NotFound,
                           "The file " + file.string() + " does not exist; check its name.");
        if (std::filesystem::is_directory(file, ignored))
            return failure(ErrorCode::InvalidInput,
                           file.string() + " is a folder; name a text file in it instead.");
        LineReader reader(file);
        if (!reader.m_stream.is_open())
            return reader.unreadable();
        return reader;
    }

    /// The next line, trimmed; nothing after the last.
    Result<std::optional<std::string>> next()
    {
        std::string line;
        const Result<bool> found = readLine(line);
        if (!found)
            return tl::make_unexpected(found.error());
        if (!*found)
            return std::optional<std::string>();
        ++m_line;
        if (m_line == 1 && line.starts_with("\xef\xbb\xbf"))
            line.erase(0, 3);
        if (!isValidUtf8(line))
            return problem("is not UTF-8; convert the file to UTF-8 first");
        if (line.find('\0') != std::string::npos)
            return problem("holds a NUL character, so that this is no text file; name another");
        return std::optional(std::string(trimmed(line)));
    }

    /// How many lines there are in all, reading on to the end.
    Result<std::size_t> countAll()
    {
        std::string line;
        while (true) {
            const Result<bool> found = readLine(line);
            if (!found)
                return tl::make_unexpected(found.error());
            if (!*found)
                return m_line;
            ++m_line;
        }
    }

    std::size_t line() const { return m_line; }
    const std::filesystem::path &file() const { return m_file; }

    tl::unexpected<Error> problem(const std::string &what) const
    {
        return failure(ErrorCode::InvalidInput, "Line " + std::to_string(m_line) + " of "
                                                    + m_file.string() + ' ' + what + '.');
    }

private:
    explicit LineReader(const std::filesystem::path &file)
        : m_file(file)
        , m_stream(file, std::ios::binary)
    {
    }

    tl::unexpected<Error> unreadable() const
    {
        return failure(ErrorCode::Io, "The file " + m_file.string() + " cannot be read ("
                                          + std::system_category().message(errno)
                                          + "); check its permissions.");
    }

    /// Into `line`, without its line break; false at the end of the file.
    Result<bool> readLine(std::string &line)
    {
        line.clear();
        std::streambuf &buffer = *m_stream.rdbuf();
        constexpr int end = std::char_traits<char>::eof();
        errno = 0;
        int character = buffer.sbumpc();
        if (character == end && errno != 0)
            return unreadable();
        if (character == end)
            return false;
        for (; character != end && character != '\n'; character = buffer.sbumpc()) {
            if (line.size() == longestLine) {
                ++m_line;
                return problem("has more than " + std::to_string(longestLine)
                               + " bytes; a file of parallel text has one sentence a line");
            }
            line.push_back(static_cast<char>(character));
        }
        if (character == end && errno != 0)
            return unreadable();
        return true;
    }

    std::filesystem::path m_file;
    std::ifstream m_stream;
    std::size_t m_line = 0;
};

tl::unexpected<Error> unequal(std::size_t sourceLines, const LineReader &source,
                              std::size_t targetLines, const LineReader &target)
{
    return failure(ErrorCode::InvalidInput,
                   source.file().string() + " has " + std::to_string(sourceLines) + " lines and "
                       + target.file().string() + " has " + std::to_string(targetLines)
                       + ", but line for line they must be translations; align them first.");
}

/// One of the files is at its end: fine where the other is too.
Result<void> checkEnd(LineReader &source, bool sourceEnded, LineReader &target, bool targetEnded)
{
    if (sourceEnded && targetEnded)
        return {};
    const Result<std::size_t> sourceLines = source.countAll();
    if (!sourceLines)
        return tl::make_unexpected(sourceLines.error());
    const Result<std::size_t> targetLines = target.countAll();
    if (!targetLines)
        return tl::make_unexpected(targetLines.error());
    return unequal(*sourceLines, source, *targetLines, target);
}

} // namespace

Result<PairCount> forEachPair(const ParallelFiles &files,
                              const std::function<Result<void>(SentencePair &&)> &use, Job &job)
{
    Result<LineReader> source = LineReader::open(files.source);
    if (!source)
        return tl::make_unexpected(source.error());
    Result<LineReader> target = LineReader::open(files.target);
    if (!target)
        return tl::make_unexpected(target.error());
    PairCount count;
    while (true) {
        if (source->line() % 1024 == 0 && job.isCancelled())
            return cancelled();
        Result<std::optional<std::string>> from = source->next();
        if (!from)
            return tl::make_unexpected(from.error());
        Result<std::optional<std::string>> to = target->next();
        if (!to)
            return tl::make_unexpected(to.error());
        if (!*from || !*to) {
            if (Result<void> equal = checkEnd(*source, !*from, *target, !*to); !equal)
                return tl::make_unexpected(equal.error());
            break;
        }
        if ((*from)->empty() || (*to)->empty()) {
            if (files.emptyLines == EmptyLines::Refuse)
                return ((*from)->empty() ? *source : *target)
                    .problem("is empty; fill it, or have pairs with an empty line left out");
            ++count.leftOut;
            continue;
        }
        if (Result<void> used = use({**std::move(from), **std::move(to)}); !used)
            return tl::make_unexpected(used.error());
        ++count.pairs;
    }
    if (count.pairs == 0)
        return failure(ErrorCode::InvalidInput, "There is no sentence pair in "
                                                    + files.source.string() + " and "
                                                    + files.target.string() + "; check the names.");
    return count;
}

Result<std::vector<std::string>> readSentences(const std::filesystem::path &file)
{
    Result<LineReader> reader = LineReader::open(file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    std::vector<std::string> sentences;
    while (true) {
        Result<std::optional<std::string>> line = reader->next();
        if (!line)
            return tl::make_unexpected(line.error());
        if (!*line)
            return sentences;
        sentences.push_back(**std::move(line));
    }
}

bool isLanguageName(std::string_view name)
{
    return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '-' || c == '_';
    });
}

} // namespace auspex
