// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/files.h"

namespace auspex {

namespace {

/// Sentences times the longest of them: a file of tokens pads all to the same length, so that this
/// bounds its size (eight bytes each) and the memory for it.
constexpr std::size_t mostCells = 1U << 24;

tl::unexpected<Error> unwritable(const std::filesystem::path &path, int error)
{
    return failure(ErrorCode::Io, "The folder " + path.string() + " cannot be written ("
                                      + std::system_category().message(error)
                                      + "); choose another place or free some space.");
}

/// What was written under that name is on the disk.
Result<void> flush(const std::filesystem::path &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return unwritable(path, errno);
    const int error = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (error != 0)
        return unwritable(path, error);
    return {};
}

std::string tokenFileName(const std::string &split, std::size_t number)
{
    return split + (number == 0 ? std::string() : '-' + std::to_string(number + 1))
           + ".safetensors";
}

std::filesystem::path withoutSlash(const std::filesystem::path &folder)
{
    return folder.has_filename() ? folder : folder.parent_path();
}

} // namespace

CorpusWriter::CorpusWriter(std::filesystem::path folder, std::filesystem::path temporary,
                           Corpus corpus)
    : m_folder(std::move(folder))
    , m_temporary(std::move(temporary))
    , m_corpus(std::move(corpus))
{
    m_corpus.folder = m_temporary;
    m_corpus.splits.clear();
}

CorpusWriter::CorpusWriter(CorpusWriter &&other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_temporary(std::exchange(other.m_temporary, {}))
    , m_corpus(std::move(other.m_corpus))
    , m_pairs(std::move(other.m_pairs))
    , m_longest(other.m_longest)
    , m_sourceTexts(std::move(other.m_sourceTexts))
    , m_targetTexts(std::move(other.m_targetTexts))
{
}

CorpusWriter::~CorpusWriter()
{
    std::error_code ignored;
    if (!m_temporary.empty())
        std::filesystem::remove_all(m_temporary, ignored);
}

Result<CorpusWriter> CorpusWriter::begin(const std::filesystem::path &folder, Corpus corpus)
{
    const std::filesystem::path target = withoutSlash(folder);
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(target, error))
        && !(std::filesystem::is_directory(target, error)
             && std::filesystem::is_empty(target, error)))
        return failure(ErrorCode::InvalidInput,
                       target.string()
                           + " exists already, and a corpus never replaces anything; choose "
                             "another name, or remove it first.");
    std::string temporary = target.string() + ".incomplete-XXXXXX";
    if (!::mkdtemp(temporary.data()))
        return unwritable(target, errno);
    CorpusWriter writer(target, temporary, std::move(corpus));
    // mkdtemp() lets nobody else in, but a corpus is a folder like any other.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::chmod(temporary.c_str(), 0777 & ~mask) != 0)
        return unwritable(target, errno);
    if (Result<void> written = writer.writeDictionaries(); !written)
        return tl::make_unexpected(written.error());
    return writer;
}

Result<void> CorpusWriter::writeDictionaries()
{
    for (const auto &[language, codec] : {std::pair(&m_corpus.sourceLanguage, &m_corpus.source),
                                          std::pair(&m_corpus.targetLanguage, &m_corpus.target)}) {
        Result<void> written = writeFileAtomically(m_temporary / ("dict." + *language + ".txt"),
                                                   dictionaryText(codec->dictionary));
        if (written && codec->codes)
            written = writeFileAtomically(m_temporary / ("bpe." + *language + ".codes"),
                                          codec->codes->text());
        if (written && codec->model)
            written = writeFileAtomically(m_temporary / ("sentencepiece." + *language + ".model"),
                                          codec->model->bytes());
        if (!written)
            return written;
    }
    return {};
}

Result<void> CorpusWriter::beginSplit(const std::string &name, bool withTexts)
{
    if (Result<void> ended = endSplit(); !ended)
        return ended;
    m_corpus.splits.push_back({name, 0, 0, {}, withTexts});
    if (!withTexts)
        return {};
    const CorpusSplit &split = m_corpus.splits.back();
    m_sourceTexts.open(m_corpus.textFile(split, m_corpus.sourceLanguage), std::ios::binary);
    m_targetTexts.open(m_corpus.textFile(split, m_corpus.targetLanguage), std::ios::binary);
    return {};
}

Result<void> CorpusWriter::add(const SentencePair &text)
{
    return add({m_corpus.source.encode(text.source), m_corpus.target.encode(text.target)},
               m_corpus.splits.back().hasTexts ? &text : nullptr);
}

Result<void> CorpusWriter::add(TokenPair pair, const SentencePair *text)
{
    const std::size_t length = std::max(pair.source.size(), pair.target.size());
    const std::size_t longest = std::max(m_longest, length);
    if (!m_pairs.empty() && (m_pairs.size() + 1) * longest > mostCells) {
        if (Result<void> written = writeTokens(); !written)
            return written;
    }
    m_longest = std::max(m_longest, length);
    m_pairs.push_back(std::move(pair));
    ++m_corpus.splits.back().sentences;
    if (text) {
        m_sourceTexts << text->source << '\n';
        m_targetTexts << text->target << '\n';
    }
    return {};
}

void CorpusWriter::setLeftOut(std::size_t pairs)
{
    m_corpus.splits.back().leftOut = pairs;
}

Result<void> CorpusWriter::writeTokens()
{
    CorpusSplit &split = m_corpus.splits.back();
    const std::string name = tokenFileName(split.name, split.tokenFiles.size());
    Result<void> written = writeTokenPairs(m_temporary / name, m_pairs);
    split.tokenFiles.push_back(name);
    m_pairs.clear();
    m_longest = 0;
    return written;
}

Result<void> CorpusWriter::endSplit()
{
    if (m_corpus.splits.empty())
        return {};
    if (!m_pairs.empty()) {
        if (Result<void> written = writeTokens(); !written)
            return written;
    }
    const CorpusSplit &split = m_corpus.splits.back();
    if (!split.hasTexts)
        return {};
    m_sourceTexts.close();
    m_targetTexts.close();
    if (!m_sourceTexts || !m_targetTexts)
        return unwritable(m_folder, errno);
    return flush(m_corpus.textFile(split, m_corpus.sourceLanguage)).and_then([&] {
        return flush(m_corpus.textFile(split, m_corpus.targetLanguage));
    });
}

Result<Corpus> CorpusWriter::finish()
{
    if (Result<void> ended = endSplit(); !ended)
        return tl::make_unexpected(ended.error());
    const Result<void> written = writeFileAtomically(
                                     m_temporary / corpusManifestName,
                                     m_corpus.manifest().dump(
                                         2, ' ', false, nlohmann::json::error_handler_t::replace)
                                         + '\n')
                                     .and_then([&] { return flush(m_temporary); });
    if (!written)
        return tl::make_unexpected(written.error());
    // rename() replaces an empty folder, and no other.
    if (::rename(m_temporary.c_str(), m_folder.c_str()) != 0)
        return unwritable(m_folder, errno);
    m_temporary.clear();
    m_corpus.folder = m_folder;
    const std::filesystem::path parent = m_folder.parent_path();
    if (Result<void> flushed = flush(parent.empty() ? "." : parent); !flushed)
        return tl::make_unexpected(flushed.error());
    return std::move(m_corpus);
}

} // namespace auspex
