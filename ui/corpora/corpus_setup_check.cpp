// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include "core/corpus/corpus.h"
#include "core/corpus/demo_task.h"
#include "core/corpus/fairseq_data.h"
#include "ui/corpora/corpus_import_dialog.h"

namespace auspex {

namespace {

QString missingFile(const QString &file)
{
    return QFileInfo(file).isFile() ? QString()
                                    : CorpusImportDialog::tr("There is no file %1.").arg(file);
}

QString firstOf(std::initializer_list<QString> problems)
{
    const auto found = std::find_if(problems.begin(), problems.end(),
                                    [](const QString &problem) { return !problem.isEmpty(); });
    return found == problems.end() ? QString() : *found;
}

QString optionalFile(const QString &file)
{
    return file.isEmpty() ? QString() : missingFile(file);
}

QString languageProblem(const CorpusSetup &setup)
{
    for (const QString &language : {setup.sourceLanguage, setup.targetLanguage}) {
        if (language.isEmpty()) {
            return CorpusImportDialog::tr(
                "Name both languages: the endings of the text files, as in "
                "en and de.");
        }
        if (!isLanguageName(language.toStdString())) {
            return CorpusImportDialog::tr(
                       "A language's name has letters, digits, - and _ only, and "
                       "%1 has others.")
                .arg(language);
        }
    }
    return setup.sourceLanguage == setup.targetLanguage
               ? CorpusImportDialog::tr("The languages are the same; name two.")
               : QString();
}

QString textProblem(const CorpusSetup &setup)
{
    if (const QString problem = languageProblem(setup); !problem.isEmpty()) {
        return problem;
    }
    if (setup.train.isEmpty() && setup.dictionary.isEmpty()) {
        return CorpusImportDialog::tr(
            "Name the training texts; without them, a dictionary is needed.");
    }
    if (setup.train.isEmpty() && setup.valid.isEmpty() && setup.test.isEmpty()) {
        return CorpusImportDialog::tr("Name the texts of at least one split.");
    }
    for (const QString &prefix : {setup.train, setup.valid, setup.test}) {
        for (const QString &language : {setup.sourceLanguage, setup.targetLanguage}) {
            const QString problem = prefix.isEmpty() ? QString()
                                                     : missingFile(prefix + u'.' + language);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
    }
    return {};
}

QString dataBinProblem(const CorpusSetup &setup)
{
    if (setup.dataBin.isEmpty()) {
        return CorpusImportDialog::tr("Choose the folder that fairseq's preprocess.py wrote.");
    }
    const auto found = findDataBin(QFileInfo(setup.dataBin).filesystemAbsoluteFilePath(),
                                   setup.sourceLanguage.toStdString(),
                                   setup.targetLanguage.toStdString());
    return found ? QString() : QString::fromStdString(found.error().message);
}

QString demoProblem(const CorpusSetup &setup)
{
    const auto all = static_cast<std::size_t>(setup.trainSize)
                     + static_cast<std::size_t>(setup.validSize)
                     + static_cast<std::size_t>(setup.testSize);
    if (setup.trainSize == 0 && setup.dictionary.isEmpty()) {
        return CorpusImportDialog::tr(
            "The vocabulary is made of the training sentences: let there be "
            "some.");
    }
    return all > mostDemoSentences
               ? CorpusImportDialog::tr("The demo task has at most %1 sentences in all.")
                     .arg(QLocale().toString(static_cast<qulonglong>(mostDemoSentences)))
               : QString();
}

QString segmentProblem(const CorpusSetup &setup)
{
    const bool needsFile = setup.segments == CorpusSetup::BpeCodes
                           || setup.segments == CorpusSetup::SentencePieceModel;
    if (needsFile && setup.segmentFile.isEmpty()) {
        return setup.segments == CorpusSetup::BpeCodes
                   ? CorpusImportDialog::tr("Choose the file of BPE codes.")
                   : CorpusImportDialog::tr("Choose the SentencePiece model.");
    }
    return needsFile
               ? firstOf({missingFile(setup.segmentFile), optionalFile(setup.targetSegmentFile)})
               : QString();
}

QString nameProblem(const CorpusSetup &setup, const QStringList &names)
{
    if (setup.name.isEmpty()) {
        return CorpusImportDialog::tr("Give the corpus a name.");
    }
    if (names.contains(setup.name)) {
        return CorpusImportDialog::tr("There is a corpus %1 already; choose another name.")
            .arg(setup.name);
    }
    if (setup.folder.isEmpty()) {
        return CorpusImportDialog::tr("Say in which folder the corpus shall be.");
    }
    const QFileInfo folder(setup.folder);
    if (folder.exists() && (!folder.isDir() || !QDir(setup.folder).isEmpty())) {
        return CorpusImportDialog::tr("%1 is there already and not empty; choose another folder.")
            .arg(setup.folder);
    }
    return {};
}

QString folderProblem(const CorpusSetup &setup)
{
    if (setup.folder.isEmpty()) {
        return CorpusImportDialog::tr("Choose the folder of a corpus.");
    }
    const QString manifest = QString::fromLatin1(corpusManifestName);
    return QFileInfo(QDir(setup.folder).filePath(manifest)).isFile()
               ? QString()
               : CorpusImportDialog::tr("%1 has no %2, so it is not the folder of a corpus.")
                     .arg(setup.folder, manifest);
}

bool isDataBin(const QString &folder)
{
    return !QDir(folder).entryList({QStringLiteral("dict.*.txt")}, QDir::Files).isEmpty()
           && !QDir(folder).entryList({QStringLiteral("*.idx")}, QDir::Files).isEmpty();
}

QString *splitOf(CorpusSetup *setup, const QString &prefix)
{
    const QString stem = QFileInfo(prefix).fileName().toLower();
    if (stem.contains(QStringLiteral("test"))) {
        return &setup->test;
    }
    if (stem.contains(QStringLiteral("valid")) || stem.contains(QStringLiteral("dev"))) {
        return &setup->valid;
    }
    return &setup->train;
}

/// The languages in the order of their files, the first one's being the source.
QList<CorpusSetup> textSetups(const QStringList &files)
{
    QStringList prefixes;
    QStringList languages;
    for (const QString &file : files) {
        const TextFileName name = textFileName(file);
        if (name.language.isEmpty()) {
            continue;
        }
        if (!prefixes.contains(name.prefix)) {
            prefixes.append(name.prefix);
        }
        if (!languages.contains(name.language)) {
            languages.append(name.language);
        }
    }
    if (languages.size() != 2 || files.size() != 2 * prefixes.size()) {
        return {};
    }
    CorpusSetup setup;
    setup.origin = CorpusSetup::Texts;
    setup.sourceLanguage = languages[0];
    setup.targetLanguage = languages[1];
    for (const QString &prefix : std::as_const(prefixes)) {
        *splitOf(&setup, prefix) = prefix;
    }
    setup.name = QFileInfo(QFileInfo(prefixes.first()).absolutePath()).fileName();
    return {setup};
}

} // namespace

QString corpusSetupProblem(const CorpusSetup &setup, const QStringList &names)
{
    switch (setup.origin) {
    case CorpusSetup::Folder:
        return folderProblem(setup);
    case CorpusSetup::DataBin:
        return firstOf({dataBinProblem(setup), segmentProblem(setup), nameProblem(setup, names)});
    case CorpusSetup::Demo:
        return firstOf({demoProblem(setup), segmentProblem(setup), optionalFile(setup.dictionary),
                        optionalFile(setup.targetDictionary), nameProblem(setup, names)});
    default:
        return firstOf({textProblem(setup), segmentProblem(setup), optionalFile(setup.dictionary),
                        optionalFile(setup.targetDictionary), nameProblem(setup, names)});
    }
}

QList<CorpusSetup> takeCorpusSetups(QStringList *paths)
{
    QList<CorpusSetup> setups;
    QStringList files;
    QStringList others;
    for (const QString &path : std::as_const(*paths)) {
        const QFileInfo info(path);
        CorpusSetup setup;
        setup.name = info.fileName();
        if (info.isFile()) {
            files.append(info.absoluteFilePath());
        } else if (QFileInfo(QDir(path).filePath(QString::fromLatin1(corpusManifestName)))
                       .isFile()) {
            setup.origin = CorpusSetup::Folder;
            setup.folder = info.absoluteFilePath();
            setups.append(setup);
        } else if (info.isDir() && isDataBin(path)) {
            setup.origin = CorpusSetup::DataBin;
            setup.dataBin = info.absoluteFilePath();
            setups.append(setup);
        } else {
            others.append(path);
        }
    }
    const QList<CorpusSetup> texts = textSetups(files);
    *paths = texts.isEmpty() ? others + files : others;
    return setups + texts;
}

} // namespace auspex
