// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "ui/corpora/corpus_setup.h"

using namespace auspex;

class TestCorpusSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void droppedTextsAreSplitsOfOneCorpus()
    {
        QTemporaryDir folder;
        QStringList paths;
        for (const char *name :
             {"train.en", "train.de", "dev.en", "dev.de", "newstest2014.en", "newstest2014.de"}) {
            paths.append(touch(folder, name));
        }
        const QList<CorpusSetup> setups = takeCorpusSetups(&paths);
        QVERIFY(paths.isEmpty());
        QCOMPARE(setups.size(), 1);
        QCOMPARE(setups[0].origin, static_cast<int>(CorpusSetup::Texts));
        QCOMPARE(setups[0].sourceLanguage, QStringLiteral("en"));
        QCOMPARE(setups[0].targetLanguage, QStringLiteral("de"));
        QCOMPARE(setups[0].train, folder.filePath(QStringLiteral("train")));
        QCOMPARE(setups[0].valid, folder.filePath(QStringLiteral("dev")));
        QCOMPARE(setups[0].test, folder.filePath(QStringLiteral("newstest2014")));
    }

    void foldersAreKnownByTheirFiles()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("ours")));
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("bin")));
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("other")));
        touch(folder, "ours/corpus.json");
        touch(folder, "bin/dict.en.txt");
        touch(folder, "bin/train.en-de.en.idx");
        QStringList paths{folder.filePath(QStringLiteral("ours")),
                          folder.filePath(QStringLiteral("bin")),
                          folder.filePath(QStringLiteral("other"))};
        const QList<CorpusSetup> setups = takeCorpusSetups(&paths);
        QCOMPARE(setups.size(), 2);
        QCOMPARE(setups[0].origin, static_cast<int>(CorpusSetup::Folder));
        QCOMPARE(setups[1].origin, static_cast<int>(CorpusSetup::DataBin));
        QCOMPARE(paths, QStringList{folder.filePath(QStringLiteral("other"))});
    }

    void oneTextAloneIsNoCorpus()
    {
        QTemporaryDir folder;
        QStringList paths{touch(folder, "train.en")};
        QVERIFY(takeCorpusSetups(&paths).isEmpty());
        QCOMPARE(paths.size(), 1);
    }

    void commandSaysTheSame()
    {
        CorpusSetup setup;
        setup.name = QStringLiteral("my demo");
        setup.folder = QStringLiteral("/tmp/demo");
        setup.trainSize = 100;
        setup.seed = 7;
        setup.segments = CorpusSetup::TrainSentencePiece;
        setup.pieces = 200;
        setup.joined = false;
        QCOMPARE(corpusCommandLine(setup, QStringLiteral("/tmp/w.auspex")),
                 QStringLiteral("auspex-cli --workspace /tmp/w.auspex --seed 7 corpus demo "
                                "/tmp/demo --name 'my demo' --train 100 --valid 500 --test 500 "
                                "--train-sentencepiece 200 --separate"));
        setup = {};
        setup.origin = CorpusSetup::Texts;
        setup.name = QStringLiteral("t");
        setup.folder = QStringLiteral("/tmp/t");
        setup.sourceLanguage = QStringLiteral("en");
        setup.targetLanguage = QStringLiteral("de");
        setup.train = QStringLiteral("/tmp/train");
        setup.leaveOutEmpty = true;
        setup.threshold = 2;
        QCOMPARE(
            corpusCommandLine(setup, QStringLiteral("/tmp/w.auspex")),
            QStringLiteral("auspex-cli --workspace /tmp/w.auspex corpus import /tmp/t --name t "
                           "--source en --target de --train /tmp/train --skip-empty "
                           "--threshold 2"));
    }

    void whatIsKeptComesBack()
    {
        CorpusSetup setup;
        setup.origin = CorpusSetup::DataBin;
        setup.sourceLanguage = QStringLiteral("bzd");
        setup.seed = 9;
        setup.joined = false;
        setup.segments = CorpusSetup::SentencePieceModel;
        setup.segmentFile = QStringLiteral("/tmp/m.model");
        QVERIFY(corpusSetupOfJson(corpusSetupToJson(setup)) == setup);
        QVERIFY(corpusSetupOfJson(QStringLiteral("nonsense")) == CorpusSetup());
    }

private:
    static QString touch(const QTemporaryDir &folder, const char *name)
    {
        QFile file(folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) ? file.fileName() : QString();
    }
};

QTEST_GUILESS_MAIN(TestCorpusSetup)
#include "tst_corpus_setup.moc"
