// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpora/corpus_setup.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>

#include "core/corpus/corpus_import.h"
#include "core/corpus/fairseq_data.h"
#include "ui/common/shell_command.h"

namespace auspex {

namespace {

namespace fs = std::filesystem;

fs::path toPath(const QString &file)
{
    return QFileInfo(file).filesystemAbsoluteFilePath();
}

std::vector<fs::path> pathsOf(const QString &first, const QString &second)
{
    std::vector<fs::path> paths;
    for (const QString &file : {first, second}) {
        if (!file.isEmpty()) {
            paths.push_back(toPath(file));
        }
    }
    return paths;
}

VocabularyOptions vocabularyOf(const CorpusSetup &setup)
{
    VocabularyOptions vocabulary;
    const std::vector<fs::path> files = pathsOf(setup.segmentFile, setup.targetSegmentFile);
    if (setup.segments == CorpusSetup::BpeCodes) {
        vocabulary.bpeCodes = files;
    } else if (setup.segments == CorpusSetup::SentencePieceModel) {
        vocabulary.sentencePieceModels = files;
    } else if (setup.segments == CorpusSetup::TrainSentencePiece) {
        SentencePieceOptions training;
        training.model = setup.bpePieces ? PieceModel::Bpe : PieceModel::Unigram;
        training.pieces = setup.pieces;
        training.seed = static_cast<std::uint64_t>(setup.seed);
        vocabulary.trainSentencePiece = training;
    }
    vocabulary.dictionaries = pathsOf(setup.dictionary, setup.targetDictionary);
    vocabulary.joined = setup.joined;
    vocabulary.threshold = setup.threshold;
    vocabulary.most = static_cast<std::size_t>(setup.most);
    return vocabulary;
}

Result<Corpus> importTexts(const CorpusSetup &setup, const fs::path &folder, Job &job)
{
    MosesImport import;
    import.name = setup.name.toStdString();
    import.sourceLanguage = setup.sourceLanguage.toStdString();
    import.targetLanguage = setup.targetLanguage.toStdString();
    import.emptyLines = setup.leaveOutEmpty ? EmptyLines::LeaveOut : EmptyLines::Refuse;
    import.vocabulary = vocabularyOf(setup);
    const std::pair<const char *, const QString *> splits[] = {
        {"train", &setup.train}, {"valid", &setup.valid}, {"test", &setup.test}};
    for (const auto &[name, prefix] : splits) {
        if (!prefix->isEmpty()) {
            import.splits.push_back({name, toPath(*prefix)});
        }
    }
    return importMoses(import, folder, job);
}

Result<Corpus> importOf(const CorpusSetup &setup, Job &job)
{
    const fs::path folder = toPath(setup.folder);
    if (setup.origin == CorpusSetup::Folder) {
        return openCorpus(folder);
    }
    const VocabularyOptions vocabulary = vocabularyOf(setup);
    if (setup.origin == CorpusSetup::DataBin) {
        return importDataBin({setup.name.toStdString(), toPath(setup.dataBin),
                              setup.sourceLanguage.toStdString(),
                              setup.targetLanguage.toStdString(), vocabulary.bpeCodes,
                              vocabulary.sentencePieceModels},
                             folder, job);
    }
    if (setup.origin == CorpusSetup::Demo) {
        DemoTaskOptions task;
        task.train = static_cast<std::size_t>(setup.trainSize);
        task.valid = static_cast<std::size_t>(setup.validSize);
        task.test = static_cast<std::size_t>(setup.testSize);
        task.seed = static_cast<std::uint64_t>(setup.seed);
        return importDemo({setup.name.toStdString(), task, vocabulary}, folder, job);
    }
    return importTexts(setup, folder, job);
}

/// Calls `field(key, member)` for all that is kept for the next import.
template<typename Setup, typename Field>
void forEachKept(Setup &setup, Field field)
{
    field("origin", setup.origin);
    field("source", setup.sourceLanguage);
    field("target", setup.targetLanguage);
    field("leaveOutEmpty", setup.leaveOutEmpty);
    field("trainSize", setup.trainSize);
    field("validSize", setup.validSize);
    field("testSize", setup.testSize);
    field("seed", setup.seed);
    field("segments", setup.segments);
    field("segmentFile", setup.segmentFile);
    field("targetSegmentFile", setup.targetSegmentFile);
    field("pieces", setup.pieces);
    field("bpePieces", setup.bpePieces);
    field("dictionary", setup.dictionary);
    field("targetDictionary", setup.targetDictionary);
    field("joined", setup.joined);
    field("threshold", setup.threshold);
    field("most", setup.most);
}

void read(const QJsonValue &value, QString *member)
{
    *member = value.toString(*member);
}

void read(const QJsonValue &value, int *member)
{
    *member = value.toInt(*member);
}

void read(const QJsonValue &value, bool *member)
{
    *member = value.toBool(*member);
}

} // namespace

Result<StoredCorpus> makeCorpus(const CorpusSetup &setup, Job &job)
{
    // The folder that corpora are proposed for is made with the first one.
    const fs::path parent = toPath(setup.folder).parent_path();
    std::error_code problem;
    const bool isNew = setup.origin != CorpusSetup::Folder
                       && fs::create_directories(parent, problem);
    if (problem) {
        return failure(ErrorCode::Io, "The folder " + parent.string() + " cannot be made ("
                                          + problem.message() + "); choose another one.");
    }
    const Result<Corpus> made = importOf(setup, job);
    if (!made && isNew) {
        fs::remove(parent, problem); // does nothing where something is in it
    }
    return made.map([](const Corpus &corpus) {
        return StoredCorpus{0,
                            corpus.name,
                            corpus.sourceLanguage,
                            corpus.targetLanguage,
                            fs::weakly_canonical(corpus.folder).string(),
                            corpus.manifest().dump(),
                            {}};
    });
}

QString corpusCommandLine(const CorpusSetup &setup, const QString &workspaceFile)
{
    QStringList words{QStringLiteral("auspex-cli"), QStringLiteral("--workspace"), workspaceFile};
    const auto option = [&](const char *name, const QString &value) {
        if (!value.isEmpty()) {
            words << QLatin1String(name) << value;
        }
    };
    const bool isDemo = setup.origin == CorpusSetup::Demo;
    const bool isDataBin = setup.origin == CorpusSetup::DataBin;
    if (isDemo || setup.segments == CorpusSetup::TrainSentencePiece) {
        option("--seed", QString::number(setup.seed));
    }
    words << QStringLiteral("corpus")
          << (isDemo ? QStringLiteral("demo") : QStringLiteral("import")) << setup.folder;
    option("--name", setup.name);
    if (isDemo) {
        option("--train", QString::number(setup.trainSize));
        option("--valid", QString::number(setup.validSize));
        option("--test", QString::number(setup.testSize));
    } else {
        option("--source", setup.sourceLanguage);
        option("--target", setup.targetLanguage);
        option("--data-bin", isDataBin ? setup.dataBin : QString());
        option("--train", isDataBin ? QString() : setup.train);
        option("--valid", isDataBin ? QString() : setup.valid);
        option("--test", isDataBin ? QString() : setup.test);
        if (setup.leaveOutEmpty && !isDataBin) {
            words << QStringLiteral("--skip-empty");
        }
    }
    if (setup.segments == CorpusSetup::BpeCodes
        || setup.segments == CorpusSetup::SentencePieceModel) {
        const char *name = setup.segments == CorpusSetup::BpeCodes ? "--bpe-codes"
                                                                   : "--sentencepiece-model";
        option(name, setup.segmentFile);
        option(name, setup.targetSegmentFile);
    } else if (setup.segments == CorpusSetup::TrainSentencePiece && !isDataBin) {
        option("--train-sentencepiece", QString::number(setup.pieces));
        option("--sentencepiece-type", setup.bpePieces ? QStringLiteral("bpe") : QString());
    }
    if (!isDataBin) {
        option("--dictionary", setup.dictionary);
        option("--dictionary", setup.targetDictionary);
        if (!setup.joined) {
            words << QStringLiteral("--separate");
        }
        option("--threshold", setup.threshold > 1 ? QString::number(setup.threshold) : QString());
        option("--vocabulary", setup.most > 0 ? QString::number(setup.most) : QString());
    }
    return shellCommand(words);
}

TextFileName textFileName(const QString &file)
{
    const QFileInfo info(file);
    const QString ending = info.suffix();
    if (ending.isEmpty() || !isLanguageName(ending.toStdString())) {
        return {file, {}};
    }
    return {file.left(file.size() - ending.size() - 1), ending};
}

QString corpusSetupToJson(const CorpusSetup &setup)
{
    QJsonObject object;
    forEachKept(setup, [&](const char *key, const auto &member) {
        object.insert(QLatin1String(key), member);
    });
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

CorpusSetup corpusSetupOfJson(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    CorpusSetup setup;
    forEachKept(setup, [&](const char *key, auto &member) {
        read(object.value(QLatin1String(key)), &member);
    });
    return setup;
}

} // namespace auspex
