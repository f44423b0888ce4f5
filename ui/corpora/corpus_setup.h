// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include "core/base/job.h"
#include "core/store/corpus_store.h"

namespace auspex {

/// Where a corpus comes from, and how its texts become tokens: what the import dialog asks for.
struct CorpusSetup {
    enum Origin { Texts, DataBin, Demo, Folder };
    enum Segments { Words, BpeCodes, SentencePieceModel, TrainSentencePiece };

    QString name;
    QString folder; ///< that is made, or of Folder: that is there
    int origin = Demo;

    // Texts
    QString sourceLanguage; ///< of DataBin, too
    QString targetLanguage;
    QString train; ///< prefixes of two files PREFIX.LANGUAGE
    QString valid;
    QString test;
    bool leaveOutEmpty = false;

    // DataBin
    QString dataBin;

    // Demo
    int trainSize = 20000;
    int validSize = 500;
    int testSize = 500;
    int seed = 1;

    int segments = Words;
    QString segmentFile;       ///< of codes or a model
    QString targetSegmentFile; ///< empty: the same for both languages
    int pieces = 8000;
    bool bpePieces = false;   ///< train a BPE model, and not a unigram one
    QString dictionary;       ///< empty: made of the training texts, or of the model's pieces
    QString targetDictionary; ///< empty: the same for both languages
    bool joined = true;
    int threshold = 1;
    int most = 0;

    bool operator==(const CorpusSetup &) const = default;
};

/// A sentence about the first field that cannot be right; empty where all may be. Looks at names
/// and files, not into them. `names` are those of the workspace's corpora.
QString corpusSetupProblem(const CorpusSetup &setup, const QStringList &names);

/// Makes the corpus, or opens the one that is there. Any thread.
Result<StoredCorpus> makeCorpus(const CorpusSetup &setup, Job &job);

/// The command that does the same without a display, for a POSIX shell. There is none for Folder.
QString corpusCommandLine(const CorpusSetup &setup, const QString &workspaceFile);

/// What dropped files and folders are, as far as their names say: texts in pairs, a folder of
/// fairseq's or one of ours. Takes their paths out and leaves the others.
QList<CorpusSetup> takeCorpusSetups(QStringList *paths);

/// PREFIX.LANGUAGE of a file as its two parts; the language is empty where the ending is none.
struct TextFileName {
    QString prefix;
    QString language;
};
TextFileName textFileName(const QString &file);

QString corpusSetupToJson(const CorpusSetup &setup);
CorpusSetup corpusSetupOfJson(const QString &json);

} // namespace auspex
