// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/sentence_piece.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <unordered_map>

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex {

namespace {

/// Threads of the training: a number of its own, because the sums that they share out depend on it.
constexpr const char *trainingThreads = "2";

/// Longer sentences, in bytes, take no part in the training.
constexpr const char *longestSentence = "16384";

class Sentences : public sentencepiece::SentenceIterator {
public:
    explicit Sentences(std::span<const std::string> sentences)
        : m_sentences(sentences)
    {
    }

    bool done() const override { return m_next == m_sentences.size(); }
    void Next() override { ++m_next; }
    const std::string &value() const override { return m_sentences[m_next]; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    std::span<const std::string> m_sentences;
    std::size_t m_next = 0;
};

/// What the library says, without where in its source: "INTERNAL: file.cc(12) [test] the reason".
std::string reasonOf(const sentencepiece::util::Status &status)
{
    std::string text = status.error_message();
    if (const std::size_t bracket = text.rfind("] "); bracket != std::string::npos)
        text.erase(0, bracket + 2);
    else if (const std::size_t bare = text.find('['); bare != std::string::npos)
        text.erase(0, bare);
    std::string_view shown = trimmed(text);
    while (shown.ends_with('.'))
        shown.remove_suffix(1);
    return std::string(shown);
}

tl::unexpected<Error> untrained(const std::string &reason, int pieces)
{
    return failure(ErrorCode::InvalidInput,
                   "No SentencePiece model of " + std::to_string(pieces)
                       + " pieces could be trained (" + quotedForMessage(reason, 300)
                       + "); ask for another number of pieces, or give more text.");
}

} // namespace

struct SentencePiece::Impl {
    std::string bytes;
    sentencepiece::SentencePieceProcessor processor;
};

SentencePiece::SentencePiece(std::shared_ptr<const Impl> impl)
    : m_impl(std::move(impl))
{
}

SentenceSample::SentenceSample(std::size_t most, std::uint64_t seed)
    : m_most(most)
    , m_random(seed, "sentence-sample")
{
}

void SentenceSample::add(std::string_view sentence)
{
    ++m_added;
    if (m_sentences.size() < m_most) {
        m_sentences.emplace_back(sentence);
        return;
    }
    // Reservoir sampling.
    const std::uint64_t place = m_random.below(m_added);
    if (place < m_most)
        m_sentences[static_cast<std::size_t>(place)] = sentence;
}

Result<SentencePiece> SentencePiece::train(const SentencePieceOptions &options,
                                           std::span<const std::string> sentences)
{
    if (options.pieces < 5 || options.pieces > 1'000'000)
        return untrained("a vocabulary has 5 to 1000000 pieces", options.pieces);
    if (!(options.characterCoverage > 0.9 && options.characterCoverage <= 1.0))
        return untrained("the character coverage must be above 0.9 and at most 1", options.pieces);
    if (sentences.empty())
        return untrained("there is no text", options.pieces);
    // The library's log and trainer settings belong to the whole process.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    const std::unordered_map<std::string, std::string> settings = {
        {"model_type", options.model == PieceModel::Bpe ? "bpe" : "unigram"},
        {"vocab_size", std::to_string(options.pieces)},
        {"character_coverage", formatDouble(options.characterCoverage)},
        {"shuffle_input_sentence", "false"},
        {"max_sentence_length", longestSentence},
        {"num_threads", trainingThreads},
        {"minloglevel", "3"},
        {"bos_id", "0"},
        {"pad_id", "1"},
        {"eos_id", "2"},
        {"unk_id", "3"},
    };
    std::string bytes;
    try {
        Sentences iterator(sentences);
        const auto status = sentencepiece::SentencePieceTrainer::Train(settings, &iterator, &bytes);
        if (!status.ok())
            return untrained(reasonOf(status), options.pieces);
    } catch (const std::exception &error) {
        return untrained(error.what(), options.pieces);
    }
    return parse(std::move(bytes), "just trained");
}

Result<SentencePiece> SentencePiece::parse(std::string bytes, const std::string &source)
{
    const auto unusable = [&](const std::string &reason) {
        return failure(ErrorCode::InvalidInput,
                       "The SentencePiece model " + source + " cannot be used ("
                           + quotedForMessage(reason, 200) + "); name a .model file.");
    };
    const auto impl = std::make_shared<Impl>();
    impl->bytes = std::move(bytes);
    try {
        if (impl->bytes.empty())
            return unusable("the file is empty");
        const auto status = impl->processor.LoadFromSerializedProto(impl->bytes);
        if (!status.ok())
            return unusable(reasonOf(status));
        if (impl->processor.GetPieceSize() == 0)
            return unusable("it has no pieces");
    } catch (const std::exception &error) {
        return unusable(error.what());
    }
    return SentencePiece(impl);
}

Result<SentencePiece> SentencePiece::read(const std::filesystem::path &file)
{
    constexpr std::uintmax_t mostBytes = 1U << 28;
    Result<std::string> bytes = readFile(file, mostBytes);
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    return parse(*std::move(bytes), file.string());
}

const std::string &SentencePiece::bytes() const
{
    return m_impl->bytes;
}

std::vector<std::string> SentencePiece::segmented(std::string_view text) const
{
    return m_impl->processor.EncodeAsPieces({text.data(), text.size()});
}

std::string SentencePiece::joined(std::span<const std::string> pieces) const
{
    return m_impl->processor.DecodePieces(std::vector<std::string>(pieces.begin(), pieces.end()));
}

Result<Dictionary> SentencePiece::dictionary() const
{
    Dictionary dictionary;
    const auto &processor = m_impl->processor;
    for (int id = 0; id < processor.GetPieceSize(); ++id) {
        if (processor.IsControl(id) || processor.IsUnknown(id) || processor.IsUnused(id))
            continue;
        // fairseq has no counts of pieces either, and writes a constant.
        if (const Result<void> added = dictionary.add(processor.IdToPiece(id), 1); !added)
            return failure(ErrorCode::InvalidInput, "The SentencePiece model "
                                                        + added.error().message
                                                        + "; train another one.");
    }
    return dictionary;
}

} // namespace auspex
