// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/corpus_import_command.h"

#include <functional>
#include <optional>
#include <system_error>

#include "app/cli/corpus_info.h"
#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/base/text.h"
#include "core/corpus/corpus_import.h"
#include "core/store/corpus_store.h"

namespace auspex::cli {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pathsOf(const std::vector<std::string> &names)
{
    return {names.begin(), names.end()};
}

tl::expected<VocabularyOptions, Stop> vocabularyOf(const CorpusVocabularyOptions &options,
                                                   const GlobalOptions &global)
{
    VocabularyOptions vocabulary;
    vocabulary.bpeCodes = pathsOf(options.bpeCodes);
    vocabulary.sentencePieceModels = pathsOf(options.sentencePieceModels);
    vocabulary.dictionaries = pathsOf(options.dictionaries);
    vocabulary.joined = !options.separate;
    vocabulary.threshold = options.threshold;
    vocabulary.most = options.most;
    if (options.pieceModel != "unigram" && options.pieceModel != "bpe")
        return wrongUsage("There is no SentencePiece model of type "
                          + quotedForMessage(options.pieceModel) + "; it is unigram or bpe.");
    if (options.trainPieces > 0) {
        SentencePieceOptions training;
        training.model = options.pieceModel == "bpe" ? PieceModel::Bpe : PieceModel::Unigram;
        training.pieces = options.trainPieces;
        training.characterCoverage = options.characterCoverage;
        training.seed = global.seed;
        vocabulary.trainSentencePiece = training;
    }
    const int ways = (vocabulary.bpeCodes.empty() ? 0 : 1)
                     + (vocabulary.sentencePieceModels.empty() ? 0 : 1)
                     + (vocabulary.trainSentencePiece ? 1 : 0);
    if (ways > 1)
        return wrongUsage("Texts are segmented in one way only; give one of --bpe-codes, "
                          "--sentencepiece-model and --train-sentencepiece.");
    return vocabulary;
}

/// FOLDER or -o FOLDER, which every other command writes its table to.
tl::expected<fs::path, Stop> folderOf(const std::string &folder, const GlobalOptions &global)
{
    const bool hasOutput = !global.output.empty() && global.output != "-";
    if (!folder.empty() && hasOutput && folder != global.output)
        return wrongUsage("Two folders are named; give one, as FOLDER or with -o.");
    if (folder.empty() && !hasOutput)
        return wrongUsage("Say where the corpus shall be: FOLDER, or -o FOLDER.");
    return fs::path(folder.empty() ? global.output : folder);
}

std::string absoluteName(const fs::path &folder)
{
    std::error_code ignored;
    const fs::path full = fs::weakly_canonical(folder, ignored);
    return (full.empty() ? folder : full).string();
}

std::string nameOf(const std::string &name, const fs::path &folder)
{
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
    return name.empty() ? plain.filename().string() : name;
}

using Make = std::function<Result<Corpus>(const fs::path &folder, Job &job)>;

/// Makes a corpus and says what is in it. A name that the workspace has already is told first, and
/// not after an hour.
Outcome makeCorpus(Context &context, const fs::path &folder, const std::string &name,
                   const Make &make)
{
    // The table goes to the standard output: -o names the corpus.
    GlobalOptions shown = context.options;
    shown.output.clear();
    Context table{shown, context.console, context.job};
    if (const auto format = tableFormat(shown); !format)
        return tl::make_unexpected(format.error());
    std::optional<Workspace> workspace;
    if (!context.options.workspace.empty()) {
        auto opened = openToWrite(context, IfMissing::Create);
        if (!opened)
            return tl::make_unexpected(opened.error());
        workspace.emplace(*std::move(opened));
        if (Result<void> free = checkCorpusName(*workspace, nameOf(name, folder),
                                                absoluteName(folder));
            !free)
            return tl::make_unexpected(free.error());
    }
    const Result<Corpus> corpus = make(folder, context.job);
    if (!corpus) {
        Stop stop = corpus.error();
        if (stop.message.find("have pairs with an empty line left out") != std::string::npos)
            stop.message += " That is --skip-empty.";
        return tl::make_unexpected(stop);
    }
    if (workspace) {
        const Result<std::int64_t> saved = saveCorpus(*workspace, {0,
                                                                   corpus->name,
                                                                   corpus->sourceLanguage,
                                                                   corpus->targetLanguage,
                                                                   absoluteName(folder),
                                                                   corpus->manifest().dump(),
                                                                   {}});
        if (!saved)
            return tl::make_unexpected(saved.error());
    }
    std::size_t leftOut = 0;
    for (const CorpusSplit &split : corpus->splits)
        leftOut += split.leftOut;
    context.console.finish();
    if (leftOut > 0)
        context.console.warn(std::to_string(leftOut) + " pairs with an empty line were left out.");
    context.console.say("the corpus " + corpus->name + " is in " + folder.string() + '.');
    return writeStatistics(table, *corpus);
}

Outcome checkImport(const CorpusImportOptions &options)
{
    const bool hasTexts = !options.train.empty() || !options.valid.empty() || !options.test.empty();
    if (options.dataBin.empty() != hasTexts)
        return wrongUsage(
            "Say what to import: texts with --source, --target and --train, or binarised "
            "data with --data-bin.");
    if (hasTexts && (options.source.empty() || options.target.empty()))
        return wrongUsage(
            "Name the languages of the texts with --source and --target; they are the "
            "endings of the files.");
    const CorpusVocabularyOptions &vocabulary = options.vocabulary;
    if (!hasTexts && (vocabulary.trainPieces > 0 || !vocabulary.dictionaries.empty()))
        return wrongUsage("Binarised data has its vocabulary already: --train-sentencepiece and "
                          "--dictionary are for texts.");
    return {};
}

MosesImport mosesImport(const CorpusImportOptions &options, VocabularyOptions vocabulary)
{
    MosesImport import;
    import.name = options.name;
    import.sourceLanguage = options.source;
    import.targetLanguage = options.target;
    import.emptyLines = options.skipEmpty ? EmptyLines::LeaveOut : EmptyLines::Refuse;
    import.vocabulary = std::move(vocabulary);
    const std::pair<const char *, const std::string *> splits[] = {
        {"train", &options.train}, {"valid", &options.valid}, {"test", &options.test}};
    for (const auto &[name, prefix] : splits) {
        if (!prefix->empty())
            import.splits.push_back({name, *prefix});
    }
    return import;
}

} // namespace

Outcome importCorpus(Context &context, const CorpusImportOptions &options)
{
    if (Outcome fine = checkImport(options); !fine)
        return fine;
    const auto folder = folderOf(options.folder, context.options);
    if (!folder)
        return tl::make_unexpected(folder.error());
    const auto vocabulary = vocabularyOf(options.vocabulary, context.options);
    if (!vocabulary)
        return tl::make_unexpected(vocabulary.error());
    return makeCorpus(
        context, *folder, options.name, [&](const fs::path &target, Job &job) -> Result<Corpus> {
            if (options.dataBin.empty())
                return importMoses(mosesImport(options, *vocabulary), target, job);
            return importDataBin({options.name, options.dataBin, options.source, options.target,
                                  vocabulary->bpeCodes, vocabulary->sentencePieceModels},
                                 target, job);
        });
}

Outcome makeDemoCorpus(Context &context, const CorpusDemoOptions &options)
{
    const auto folder = folderOf(options.folder, context.options);
    if (!folder)
        return tl::make_unexpected(folder.error());
    const auto vocabulary = vocabularyOf(options.vocabulary, context.options);
    if (!vocabulary)
        return tl::make_unexpected(vocabulary.error());
    const DemoImport demo = {options.name,
                             {options.train, options.valid, options.test, context.options.seed},
                             *vocabulary};
    return makeCorpus(context, *folder, options.name, [&](const fs::path &target, Job &job) {
        return importDemo(demo, target, job);
    });
}

} // namespace auspex::cli
