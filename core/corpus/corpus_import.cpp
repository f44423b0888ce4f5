// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/corpus_import.h"

#include <algorithm>
#include <array>
#include <functional>

#include "core/corpus/corpus_writer.h"
#include "core/corpus/fairseq_data.h"

namespace auspex {

namespace {

using Use = std::function<Result<void>(SentencePair &&)>;

/// A split's pairs, which can be gone through again and again.
struct PairSource {
    std::string name;
    std::function<Result<PairCount>(const Use &)> forEach;
};

std::filesystem::path pathOf(const std::filesystem::path &prefix, const std::string &language)
{
    return prefix.string() + '.' + language;
}

std::string nameFor(const std::string &name, const std::filesystem::path &folder)
{
    if (!name.empty())
        return name;
    return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

/// The first, and the last: the same where there is one for both.
template<typename T>
std::array<const T *, 2> bothOf(const std::vector<T> &list)
{
    return {&list.front(), &list.back()};
}

Result<void> checkCounts(const VocabularyOptions &options)
{
    const std::size_t ways = (options.bpeCodes.empty() ? 0U : 1U)
                             + (options.sentencePieceModels.empty() ? 0U : 1U)
                             + (options.trainSentencePiece ? 1U : 0U);
    if (ways > 1)
        return failure(ErrorCode::InvalidInput, "Texts are segmented in one way only; give BPE "
                                                "codes, or a SentencePiece model, or train one.");
    for (const auto *list :
         {&options.bpeCodes, &options.sentencePieceModels, &options.dictionaries}) {
        if (list->size() > 2)
            return failure(
                ErrorCode::InvalidInput,
                "Give one file for both languages or two, the source's and the target's, "
                "not "
                    + std::to_string(list->size()) + '.');
    }
    return {};
}

Result<void> checkLanguages(const std::string &source, const std::string &target)
{
    for (const std::string &language : {source, target}) {
        if (!isLanguageName(language))
            return failure(ErrorCode::InvalidInput,
                           "A language is named by letters, digits, '-' and '_', such as en; \""
                               + language + "\" is no such name.");
    }
    if (source == target)
        return failure(ErrorCode::InvalidInput, "The source and the target language are both "
                                                    + source + "; give two different names.");
    return {};
}

/// Codes and models that are given.
Result<void> readSegmentation(Corpus &corpus, const std::vector<std::filesystem::path> &codes,
                              const std::vector<std::filesystem::path> &models)
{
    const std::array<TextCodec *, 2> codecs = {&corpus.source, &corpus.target};
    for (std::size_t side = 0; side < 2; ++side) {
        if (!codes.empty()) {
            const Result<BpeCodes> read = BpeCodes::read(*bothOf(codes)[side]);
            if (!read)
                return tl::make_unexpected(read.error());
            codecs[side]->segmentation = Segmentation::Bpe;
            codecs[side]->codes = *read;
        }
        if (!models.empty()) {
            const Result<SentencePiece> read = SentencePiece::read(*bothOf(models)[side]);
            if (!read)
                return tl::make_unexpected(read.error());
            codecs[side]->segmentation = Segmentation::SentencePiece;
            codecs[side]->model = *read;
        }
    }
    return {};
}

/// Fills a corpus with what its texts say.
class Builder {
public:
    Builder(Corpus corpus, const VocabularyOptions &options, std::vector<PairSource> sources,
            Job &job)
        : m_corpus(std::move(corpus))
        , m_options(options)
        , m_sources(std::move(sources))
        , m_job(job)
    {
    }

    Result<Corpus> build(const std::filesystem::path &folder)
    {
        const Result<void> ready = readSegmentation(m_corpus, m_options.bpeCodes,
                                                    m_options.sentencePieceModels)
                                       .and_then([this] { return trainModels(); })
                                       .and_then([this] { return makeDictionaries(); });
        if (!ready)
            return tl::make_unexpected(ready.error());
        Result<CorpusWriter> writer = CorpusWriter::begin(folder, m_corpus);
        if (!writer)
            return tl::make_unexpected(writer.error());
        for (const PairSource &source : m_sources) {
            if (Result<void> written = writeSplit(*writer, source); !written)
                return tl::make_unexpected(written.error());
        }
        return writer->finish();
    }

private:
    const PairSource *trainSource() const
    {
        const auto found = std::find_if(m_sources.begin(), m_sources.end(),
                                        [](const PairSource &one) { return one.name == "train"; });
        return found == m_sources.end() ? nullptr : &*found;
    }

    Result<PairCount> forEachTrainPair(const std::string &what, const Use &use)
    {
        const PairSource *train = trainSource();
        if (!train)
            return failure(
                ErrorCode::InvalidInput,
                "Without training texts there is nothing to make a vocabulary of; give a "
                "train split, or the dictionaries.");
        return forEachPairOf(*train, what, use);
    }

    Result<PairCount> forEachPairOf(const PairSource &source, const std::string &what,
                                    const Use &use)
    {
        std::int64_t done = 0;
        return source.forEach([&](SentencePair &&pair) -> Result<void> {
            if (++done % 1000 == 0) {
                if (m_job.isCancelled())
                    return cancelled();
                m_job.report({done, 0, "sentences", what, {}});
            }
            return use(std::move(pair));
        });
    }

    Result<void> trainModels()
    {
        if (!m_options.trainSentencePiece)
            return {};
        const SentencePieceOptions &options = *m_options.trainSentencePiece;
        // With one sample for both languages each of them has its half.
        SentenceSample first(options.sentences, options.seed);
        SentenceSample second(options.sentences, options.seed);
        const Result<PairCount> read = forEachTrainPair(
            "reading texts for SentencePiece", [&](SentencePair &&pair) -> Result<void> {
                first.add(pair.source);
                (m_options.joined ? first : second).add(pair.target);
                return {};
            });
        if (!read)
            return tl::make_unexpected(read.error());
        m_job.report({0, 0, "sentences", "training SentencePiece", {}});
        Result<SentencePiece> model = SentencePiece::train(options, first.sentences());
        if (!model)
            return tl::make_unexpected(model.error());
        m_corpus.source.model = *model;
        if (!m_options.joined)
            model = SentencePiece::train(options, second.sentences());
        if (!model)
            return tl::make_unexpected(model.error());
        m_corpus.target.model = *model;
        m_corpus.source.segmentation = m_corpus.target.segmentation = Segmentation::SentencePiece;
        if (m_job.isCancelled())
            return cancelled();
        return {};
    }

    /// Of pieces, each language its own; two models that are the same give the same.
    Result<void> takeDictionariesOfModels()
    {
        Result<Dictionary> source = m_corpus.source.model->dictionary();
        Result<Dictionary> target = m_corpus.target.model->dictionary();
        if (!source || !target)
            return tl::make_unexpected((source ? target : source).error());
        m_corpus.source.dictionary = *std::move(source);
        m_corpus.target.dictionary = *std::move(target);
        m_corpus.joined = m_corpus.source.dictionary == m_corpus.target.dictionary;
        return {};
    }

    Result<void> readDictionaries()
    {
        const auto files = bothOf(m_options.dictionaries);
        Result<Dictionary> source = readDictionary(*files[0]);
        Result<Dictionary> target = readDictionary(*files[1]);
        if (!source || !target)
            return tl::make_unexpected((source ? target : source).error());
        m_corpus.joined = m_options.dictionaries.size() == 1 || *source == *target;
        m_corpus.source.dictionary = *std::move(source);
        m_corpus.target.dictionary = *std::move(target);
        return {};
    }

    Result<void> makeDictionaries()
    {
        if (!m_options.dictionaries.empty())
            return readDictionaries();
        if (m_corpus.source.model)
            return takeDictionariesOfModels();
        WordCounter source;
        WordCounter target;
        const Result<PairCount> read = forEachTrainPair(
            "counting symbols", [&](SentencePair &&pair) -> Result<void> {
                source.add(m_corpus.source.symbols(pair.source));
                (m_options.joined ? source : target).add(m_corpus.target.symbols(pair.target));
                return {};
            });
        if (!read)
            return tl::make_unexpected(read.error());
        const auto made = [&](const WordCounter &counter) {
            return counter.dictionary(m_options.threshold, m_options.most, m_options.multiple);
        };
        m_corpus.source.dictionary = made(source);
        m_corpus.target.dictionary = made(m_options.joined ? source : target);
        m_corpus.joined = m_options.joined;
        return {};
    }

    Result<void> writeSplit(CorpusWriter &writer, const PairSource &source)
    {
        const bool withTexts = source.name != "train";
        if (Result<void> begun = writer.beginSplit(source.name, withTexts); !begun)
            return begun;
        const Result<PairCount> count = forEachPairOf(
            source, "encoding " + source.name,
            [&](SentencePair &&pair) { return writer.add(pair); });
        if (!count)
            return tl::make_unexpected(count.error());
        writer.setLeftOut(count->leftOut);
        return {};
    }

    Corpus m_corpus;
    const VocabularyOptions &m_options;
    std::vector<PairSource> m_sources;
    Job &m_job;
};

Result<void> checkSplits(const std::vector<MosesImport::Split> &splits)
{
    if (splits.empty())
        return failure(ErrorCode::InvalidInput,
                       "A corpus needs at least one split; give the prefix "
                       "of the training texts.");
    for (std::size_t i = 0; i < splits.size(); ++i) {
        if (!isLanguageName(splits[i].name))
            return failure(ErrorCode::InvalidInput, "\"" + splits[i].name
                                                        + "\" cannot be the name of a split; use "
                                                          "letters, digits, '-' and '_'.");
        for (std::size_t j = 0; j < i; ++j) {
            if (splits[j].name == splits[i].name)
                return failure(ErrorCode::InvalidInput,
                               "The split " + splits[i].name + " is given twice; give it once.");
        }
    }
    return {};
}

/// How symbols show that they are parts of words.
Segmentation segmentationOf(const Dictionary &dictionary)
{
    std::size_t parts = 0;
    std::size_t pieces = 0;
    for (std::int32_t id = 0; static_cast<std::size_t>(id) < dictionary.size(); ++id) {
        parts += dictionary.symbol(id).ends_with(bpeSeparator) ? 1U : 0U;
        pieces += dictionary.symbol(id).starts_with("\u2581") ? 1U : 0U;
    }
    const std::size_t few = dictionary.size() / 50;
    if (pieces > few && pieces > parts)
        return Segmentation::SentencePiece;
    return parts > few ? Segmentation::Bpe : Segmentation::Words;
}

Result<void> copyDataBinSplit(CorpusWriter &writer, const Corpus &corpus,
                              const DataBinFolder &found, const std::string &split)
{
    Result<TokenSentences> sources = readFairseqData(found.prefix(split, found.source),
                                                     corpus.source.dictionary.size());
    if (!sources)
        return tl::make_unexpected(sources.error());
    Result<TokenSentences> targets = readFairseqData(found.prefix(split, found.target),
                                                     corpus.target.dictionary.size());
    if (!targets)
        return tl::make_unexpected(targets.error());
    if (sources->size() != targets->size())
        return failure(ErrorCode::InvalidInput,
                       "The split " + split + " of " + found.folder.string() + " has "
                           + std::to_string(sources->size()) + " sentences of " + found.source
                           + " and " + std::to_string(targets->size()) + " of " + found.target
                           + "; make it again with fairseq's preprocess.py.");
    const bool withTexts = split != "train";
    if (Result<void> begun = writer.beginSplit(split, withTexts); !begun)
        return begun;
    for (std::size_t i = 0; i < sources->size(); ++i) {
        SentencePair text;
        if (withTexts) {
            const Result<std::string> source = corpus.source.decode((*sources)[i]);
            const Result<std::string> target = corpus.target.decode((*targets)[i]);
            if (!source || !target)
                return tl::make_unexpected((source ? target : source).error());
            text = {*source, *target};
        }
        Result<void> added = writer.add({std::move((*sources)[i]), std::move((*targets)[i])},
                                        withTexts ? &text : nullptr);
        if (!added)
            return added;
    }
    return {};
}

} // namespace

Result<Corpus> importMoses(const MosesImport &options, const std::filesystem::path &folder,
                           Job &job)
{
    const Result<void> fine = checkLanguages(options.sourceLanguage, options.targetLanguage)
                                  .and_then([&] { return checkSplits(options.splits); })
                                  .and_then([&] { return checkCounts(options.vocabulary); });
    if (!fine)
        return tl::make_unexpected(fine.error());
    Corpus corpus;
    corpus.name = nameFor(options.name, folder);
    corpus.sourceLanguage = options.sourceLanguage;
    corpus.targetLanguage = options.targetLanguage;
    corpus.origin = "moses";
    std::vector<PairSource> sources;
    for (const MosesImport::Split &split : options.splits) {
        const ParallelFiles files = {pathOf(split.prefix, options.sourceLanguage),
                                     pathOf(split.prefix, options.targetLanguage),
                                     options.emptyLines};
        sources.push_back(
            {split.name, [files, &job](const Use &use) { return forEachPair(files, use, job); }});
    }
    return Builder(std::move(corpus), options.vocabulary, std::move(sources), job).build(folder);
}

Result<Corpus> importDemo(const DemoImport &options, const std::filesystem::path &folder, Job &job)
{
    if (Result<void> fine = checkCounts(options.vocabulary); !fine)
        return tl::make_unexpected(fine.error());
    Corpus corpus;
    corpus.name = nameFor(options.name, folder);
    corpus.sourceLanguage = "en";
    corpus.targetLanguage = "de";
    corpus.origin = "demo";
    std::vector<PairSource> sources;
    const DemoTaskOptions task = options.task;
    const auto add = [&](const char *name, DemoSplit split, std::size_t count) {
        if (count == 0)
            return;
        sources.push_back({name, [task, split, count, &job](const Use &use) -> Result<PairCount> {
                               const Result<void> drawn = forEachDemoPair(task, split, use, job);
                               if (!drawn)
                                   return tl::make_unexpected(drawn.error());
                               return PairCount{count, 0};
                           }});
    };
    add("train", DemoSplit::Train, task.train);
    add("valid", DemoSplit::Valid, task.valid);
    add("test", DemoSplit::Test, task.test);
    return Builder(std::move(corpus), options.vocabulary, std::move(sources), job).build(folder);
}

Result<Corpus> importDataBin(const DataBinImport &options, const std::filesystem::path &folder,
                             Job &job)
{
    VocabularyOptions vocabulary;
    vocabulary.bpeCodes = options.bpeCodes;
    vocabulary.sentencePieceModels = options.sentencePieceModels;
    if (Result<void> fine = checkCounts(vocabulary); !fine)
        return tl::make_unexpected(fine.error());
    const Result<DataBinFolder> found = findDataBin(options.dataBin, options.sourceLanguage,
                                                    options.targetLanguage);
    if (!found)
        return tl::make_unexpected(found.error());
    if (Result<void> fine = checkLanguages(found->source, found->target); !fine)
        return tl::make_unexpected(fine.error());
    Corpus corpus;
    corpus.name = nameFor(options.name, folder);
    corpus.sourceLanguage = found->source;
    corpus.targetLanguage = found->target;
    corpus.origin = "data-bin";
    Result<Dictionary> source = readDictionary(found->dictionary(found->source));
    Result<Dictionary> target = readDictionary(found->dictionary(found->target));
    if (!source || !target)
        return tl::make_unexpected((source ? target : source).error());
    corpus.joined = *source == *target;
    // The source's symbols speak for both: a manifest has one segmentation.
    corpus.source.segmentation = corpus.target.segmentation = segmentationOf(*source);
    corpus.source.dictionary = *std::move(source);
    corpus.target.dictionary = *std::move(target);
    if (Result<void> read = readSegmentation(corpus, options.bpeCodes, options.sentencePieceModels);
        !read)
        return tl::make_unexpected(read.error());
    Result<CorpusWriter> writer = CorpusWriter::begin(folder, corpus);
    if (!writer)
        return tl::make_unexpected(writer.error());
    std::int64_t done = 0;
    for (const std::string &split : found->splits) {
        if (job.isCancelled())
            return cancelled();
        job.report({done++, static_cast<std::int64_t>(found->splits.size()), "splits", split, {}});
        if (Result<void> copied = copyDataBinSplit(*writer, corpus, *found, split); !copied)
            return tl::make_unexpected(copied.error());
    }
    return writer->finish();
}

} // namespace auspex
