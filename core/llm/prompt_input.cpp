// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/prompt_input.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <numeric>
#include <system_error>

#include "core/base/text.h"

namespace auspex {

namespace {

/// No sentence is longer: what is, is no text file.
constexpr std::size_t longestLine = 1'000'000;

/// A file's lines one by one, for corpora that do not fit in memory.
class LineReader {
public:
    explicit LineReader(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }

    Result<void> open()
    {
        std::error_code error;
        const std::filesystem::file_status status = std::filesystem::status(m_file, error);
        if (!std::filesystem::exists(status))
            return failure(ErrorCode::NotFound,
                           "The file " + m_file.string() + " does not exist; check its name.");
        if (std::filesystem::is_directory(status))
            return failure(ErrorCode::InvalidInput,
                           m_file.string() + " is a folder; name a file in it instead.");
        errno = 0;
        m_stream.open(m_file, std::ios::binary);
        return m_stream.is_open() ? Result<void>() : unreadable();
    }

    /// Whether there was a line, then in line(), without its end. CRLF and LF.
    Result<bool> next()
    {
        m_line.clear();
        bool ended = false;
        bool any = false;
        while (!ended && (m_at < m_filled || fill())) {
            const auto begin = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_at);
            const auto end = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_filled);
            const auto found = std::find(begin, end, '\n');
            m_line.append(begin, found);
            any = true;
            ended = found != end;
            m_at += static_cast<std::size_t>(found - begin) + (ended ? 1 : 0);
            if (m_line.size() > longestLine)
                return failure(ErrorCode::InvalidInput,
                               place(m_number + 1) + "the line has more than "
                                   + std::to_string(longestLine)
                                   + " bytes, which no sentence has; check that it is the right "
                                     "file.");
        }
        if (m_stream.bad())
            return tl::make_unexpected(unreadable().error());
        if (!any)
            return false;
        ++m_number;
        if (!m_line.empty() && m_line.back() == '\r')
            m_line.pop_back();
        if (m_number == 1 && m_line.compare(0, 3, "\xef\xbb\xbf") == 0)
            m_line.erase(0, 3);
        if (!isValidUtf8(m_line))
            return failure(ErrorCode::InvalidInput,
                           place(m_number)
                               + "the text is not UTF-8; convert the file to that encoding.");
        return true;
    }

    const std::string &line() const { return m_line; }
    std::size_t number() const { return m_number; }
    std::string place(std::size_t line) const
    {
        return m_file.string() + ", line " + std::to_string(line) + ": ";
    }
    std::string name() const { return m_file.string(); }

private:
    Result<void> unreadable() const
    {
        return failure(ErrorCode::Io, "The file " + m_file.string() + " cannot be read ("
                                          + std::system_category().message(errno)
                                          + "); check its permissions.");
    }

    bool fill()
    {
        m_stream.read(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
        m_filled = static_cast<std::size_t>(m_stream.gcount());
        m_at = 0;
        return m_filled > 0;
    }

    std::filesystem::path m_file;
    std::ifstream m_stream;
    std::array<char, 1 << 16> m_buffer{};
    std::size_t m_at = 0;
    std::size_t m_filled = 0;
    std::string m_line;
    std::size_t m_number = 0;
};

void keep(std::vector<TaskExample> &examples, std::size_t most, std::string_view source,
          std::string_view target)
{
    if (examples.size() < most && !trimmed(source).empty() && !trimmed(target).empty())
        examples.push_back({std::string(source), std::string(target)});
}

Result<std::vector<TaskExample>> readTabbed(const std::filesystem::path &file, std::size_t most)
{
    LineReader reader(file);
    if (const Result<void> opened = reader.open(); !opened)
        return tl::make_unexpected(opened.error());
    std::vector<TaskExample> examples;
    while (true) {
        const Result<bool> more = reader.next();
        if (!more)
            return tl::make_unexpected(more.error());
        if (!*more)
            return examples;
        if (trimmed(reader.line()).empty())
            continue;
        const std::vector<std::string_view> parts = split(reader.line(), '\t');
        if (parts.size() != 2)
            return failure(ErrorCode::InvalidInput,
                           reader.place(reader.number()) + "the line has "
                               + std::to_string(parts.size() - 1)
                               + " tabs where one is needed, between source and target.");
        keep(examples, most, parts[0], parts[1]);
    }
}

Result<std::vector<TaskExample>> readParallel(const std::filesystem::path &sourceFile,
                                              const std::filesystem::path &targetFile,
                                              std::size_t most)
{
    LineReader source(sourceFile);
    LineReader target(targetFile);
    if (const Result<void> opened = source.open(); !opened)
        return tl::make_unexpected(opened.error());
    if (const Result<void> opened = target.open(); !opened)
        return tl::make_unexpected(opened.error());
    std::vector<TaskExample> examples;
    while (true) {
        const Result<bool> moreSource = source.next();
        if (!moreSource)
            return tl::make_unexpected(moreSource.error());
        const Result<bool> moreTarget = target.next();
        if (!moreTarget)
            return tl::make_unexpected(moreTarget.error());
        if (*moreSource != *moreTarget) {
            const LineReader &shorter = *moreSource ? target : source;
            const LineReader &longer = *moreSource ? source : target;
            return failure(ErrorCode::InvalidInput,
                           longer.place(longer.number()) + "this line has no partner, because "
                               + shorter.name() + " ends after " + std::to_string(shorter.number())
                               + " lines; take two files that are translations line by line.");
        }
        if (!*moreSource)
            return examples;
        keep(examples, most, source.line(), target.line());
    }
}

/// The indices 0 to size - 1, or `count` of them drawn without replacement, in ascending order.
std::vector<std::size_t> drawnIndices(std::size_t size, std::size_t count, Random &random)
{
    std::vector<std::size_t> indices(size);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    const std::size_t drawn = std::min(size, count);
    for (std::size_t i = 0; i < drawn; ++i)
        std::swap(indices[i], indices[i + static_cast<std::size_t>(random.below(size - i))]);
    indices.resize(drawn);
    std::sort(indices.begin(), indices.end());
    return indices;
}

/// As the data state it, which is what the paper's prompts show; else as we count.
std::optional<double> efficiencyOf(EfficiencyMetric efficiency, const TfsRecord &record,
                                   const SearchSpace &space)
{
    const StatedCounts &stated = record.stated;
    if (efficiency == EfficiencyMetric::Gflops && stated.totalFlops)
        return static_cast<double>(*stated.totalFlops) / 1e9;
    if (efficiency == EfficiencyMetric::ModelSize && stated.parametersWithoutEmbeddings
        && stated.embeddingParameters)
        return (static_cast<double>(*stated.parametersWithoutEmbeddings)
                + static_cast<double>(*stated.embeddingParameters))
               / 1e6;
    return efficiencyValue(efficiency, space, space.vocabulary.value_or(0), record.architecture,
                           record.latencyMs);
}

} // namespace

Result<std::vector<TaskExample>> readTaskExamples(const std::filesystem::path &source,
                                                  const std::filesystem::path &target,
                                                  std::size_t most)
{
    return target.empty() ? readTabbed(source, most) : readParallel(source, target, most);
}

std::vector<TaskExample> drawTaskExamples(const std::vector<TaskExample> &pool, std::size_t count,
                                          std::uint64_t seed)
{
    Random random(seed, "task-examples");
    std::vector<TaskExample> examples;
    for (const std::size_t index : drawnIndices(pool.size(), count, random))
        examples.push_back(pool[index]);
    return examples;
}

std::vector<PromptSubject> promptDemonstrations(const TfsTask &task, const TfsSplit &split,
                                                const std::string &target, std::size_t count,
                                                EfficiencyMetric efficiency,
                                                std::optional<std::uint64_t> drawnBy)
{
    std::vector<const TfsRecord *> known;
    for (const std::size_t index : split.demonstrations) {
        if (index < task.records.size() && task.records[index].tfs.contains(target))
            known.push_back(&task.records[index]);
    }
    std::vector<std::size_t> chosen(std::min(count, known.size()));
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    if (drawnBy) {
        Random random(*drawnBy, "demonstrations");
        chosen = drawnIndices(known.size(), count, random);
    }
    const SearchSpace space = spaceOf(task);
    std::vector<PromptSubject> subjects;
    for (const std::size_t index : chosen) {
        const TfsRecord &record = *known[index];
        subjects.push_back(
            {record.architecture, efficiencyOf(efficiency, record, space), record.tfs.at(target)});
    }
    return subjects;
}

PromptSubject promptQuery(const TfsTask &task, const Architecture &architecture,
                          EfficiencyMetric efficiency)
{
    const SearchSpace space = spaceOf(task);
    const auto found = std::find_if(
        task.records.begin(), task.records.end(),
        [&](const TfsRecord &record) { return record.architecture == architecture; });
    if (found != task.records.end())
        return {architecture, efficiencyOf(efficiency, *found, space), std::nullopt};
    TfsRecord record;
    record.architecture = architecture;
    return {architecture, efficiencyOf(efficiency, record, space), std::nullopt};
}

} // namespace auspex
