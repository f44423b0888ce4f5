// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/corpus/corpus.h"
#include "core/corpus/corpus_statistics.h"
#include "core/corpus/demo_task.h"
#include "ui/charts/plot.h"
#include "ui/common/message_bar.h"
#include "ui/common/result_table_model.h"
#include "ui/corpora/corpora_panel.h"
#include "ui/corpora/corpus_import_dialog.h"
#include "ui/corpora/sentence_model.h"
#include "ui/corpora/vocabulary_model.h"
#include "ui/session/session.h"

using namespace auspex;

namespace {

constexpr int patience = 60000; // ms
constexpr int trainSentences = 120;
constexpr int validSentences = 30;
constexpr int testSentences = 20;

} // namespace

class TestCorporaPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_corpora_panel"));
        QLocale::setDefault(QLocale::c());
        QVERIFY(m_folder.isValid());
    }

    void init()
    {
        QSettings().clear();
        m_home = m_folder.filePath(QString::number(++m_number));
        QVERIFY(QDir().mkpath(m_home));
        m_session = std::make_unique<Session>();
        QVERIFY(m_session->createWorkspace(m_home + QStringLiteral("/w.auspex")));
        m_panel = std::make_unique<CorporaPanel>(m_session.get());
        m_panel->resize(1000, 640);
        m_panel->show();
    }

    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void emptyWorkspaceOffersAnImport()
    {
        QVERIFY(m_panel->findChild<QWidget *>(QStringLiteral("corporaEmptyState"))->isVisible());
        QVERIFY(child<QPushButton>(m_panel.get(), "corporaImportButton")->isDefault());
        QVERIFY(child<QPushButton>(m_panel.get(), "corporaDemoButton")->isEnabled());
        QVERIFY(!action("corporaRemove")->isEnabled());
        QVERIFY(!action("corporaOpenFolder")->isEnabled());
        m_session->closeWorkspace();
        QVERIFY(!action("corporaImport")->isEnabled());
    }

    void demoCorpusComesFromTheDialog()
    {
        importDemo();
        QCOMPARE(m_session->corpora().size(), std::size_t(1));
        QCOMPARE(m_panel->currentCorpus(), QStringLiteral("demo"));
        const QString text = list()->item(0)->text();
        QVERIFY2(text.contains(QStringLiteral("en to de"))
                     && text.contains(QStringLiteral("train: 120"))
                     && text.contains(QStringLiteral("test: 20")),
                 qPrintable(text));
        QCOMPARE(m_session->undoStack()->undoText(), QStringLiteral("Import corpus demo"));
        const StoredCorpus stored = m_session->corpora().front();
        QCOMPARE(QString::fromStdString(stored.folder),
                 QDir(m_home).canonicalPath() + QStringLiteral("/corpora/demo"));
        QVERIFY(openCorpus(stored.folder));
    }

    void sentencesAreThoseOfTheCorpus()
    {
        importDemo();
        QAbstractItemModel *model = sentences()->model();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), trainSentences, patience);
        const SentencePair first = pair(DemoSplit::Train, 0);
        QTRY_COMPARE_WITH_TIMEOUT(cell(0, SentenceModel::SourceText),
                                  QString::fromStdString(first.source), patience);
        QCOMPARE(cell(0, SentenceModel::TargetText), QString::fromStdString(first.target));
        const Corpus corpus = openCorpus(m_session->corpora().front().folder).value();
        const auto tokens = readCorpusTokens(corpus, "train").value();
        QCOMPARE(cell(7, SentenceModel::SourceTokens).toInt(),
                 static_cast<int>(tokens[7].source.size()) - 1);
        QCOMPARE(cell(7, SentenceModel::TargetTokens).toInt(),
                 static_cast<int>(tokens[7].target.size()) - 1);

        child<QComboBox>(m_panel.get(), "corpusSplit")->setCurrentText(QStringLiteral("test"));
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), testSentences, patience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(3, SentenceModel::TargetText),
                                  QString::fromStdString(pair(DemoSplit::Test, 3).target),
                                  patience);
    }

    void searchFindsWhatIsShownInWhateverCase()
    {
        importDemo();
        QAbstractItemModel *model = sentences()->model();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), trainSentences, patience);
        const QString word
            = QString::fromStdString(pair(DemoSplit::Train, 5).source).section(u' ', 1, 1);
        std::vector<int> expected;
        for (int i = 0; i < trainSentences; ++i) {
            const SentencePair texts = pair(DemoSplit::Train, i);
            if (QString::fromStdString(texts.source).contains(word, Qt::CaseInsensitive)
                || QString::fromStdString(texts.target).contains(word, Qt::CaseInsensitive)) {
                expected.push_back(i);
            }
        }
        QVERIFY(!expected.empty() && expected.size() < trainSentences);
        child<QLineEdit>(m_panel.get(), "corpusSearch")->setText(word.toUpper());
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), static_cast<int>(expected.size()), patience);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(cell(static_cast<int>(i), SentenceModel::Number).toInt(), expected[i] + 1);
        }
        const QString count = child<QLabel>(m_panel.get(), "corpusSentenceCount")->text();
        QVERIFY2(count.startsWith(QStringLiteral("%1 of 120").arg(expected.size())),
                 qPrintable(count));
        child<QLineEdit>(m_panel.get(), "corpusSearch")->clear();
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), trainSentences, patience);
    }

    void copiedSentencesAreTabSeparated()
    {
        importDemo();
        QTRY_COMPARE_WITH_TIMEOUT(sentences()->model()->rowCount(), trainSentences, patience);
        const SentencePair second = pair(DemoSplit::Train, 1);
        QTRY_COMPARE_WITH_TIMEOUT(cell(1, SentenceModel::SourceText),
                                  QString::fromStdString(second.source), patience);
        sentences()->selectRow(1);
        sentences()->actions().first()->trigger();
        const QStringList lines = QGuiApplication::clipboard()->mimeData()->text().trimmed().split(
            u'\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], QStringLiteral("number\tsource\ttarget\tsource_tokens\ttarget_tokens"));
        const QStringList cells = lines[1].split(u'\t');
        QCOMPARE(cells.size(), 5);
        QCOMPARE(cells[0], QStringLiteral("2"));
        QCOMPARE(cells[1], QString::fromStdString(second.source));
    }

    void vocabularyCountsTheTrainingTokens()
    {
        importDemo();
        child<QTabWidget>(m_panel.get(), "corpusTabs")->setCurrentIndex(1);
        auto *view = child<QTableView>(m_panel.get(), "corpusVocabulary");
        const Corpus corpus = openCorpus(m_session->corpora().front().folder).value();
        QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(),
                                  static_cast<int>(corpus.source.dictionary.size()), patience);
        std::int64_t expected = 0;
        const std::string word = corpus.source.dictionary.symbol(4);
        const auto tokens = readCorpusTokens(corpus, "train").value();
        for (const TokenPair &pair : tokens) {
            expected += std::count(pair.source.begin(), pair.source.end(), 4);
        }
        QVERIFY(expected > 0);
        const auto value = [&](int column) {
            return view->model()->index(4, column).data(VocabularyModel::ValueRole);
        };
        QTRY_COMPARE_WITH_TIMEOUT(value(VocabularyModel::Found).toLongLong(), expected, patience);
        QCOMPARE(value(VocabularyModel::Symbol).toString(), QString::fromStdString(word));
        QCOMPARE(value(VocabularyModel::Stated).toLongLong(), corpus.source.dictionary.count(4));
        view->sortByColumn(VocabularyModel::Found, Qt::DescendingOrder);
        const auto found = [&](int row) {
            const QModelIndex index = view->model()->index(row, VocabularyModel::Found);
            return index.data(VocabularyModel::ValueRole).toLongLong();
        };
        for (int row = 1; row < view->model()->rowCount(); ++row) {
            QVERIFY(found(row - 1) >= found(row));
        }
        child<QLineEdit>(m_panel.get(), "vocabularyFilter")->setText(QStringLiteral("</s>"));
        QCOMPARE(view->model()->rowCount(), 1);
        QCOMPARE(view->model()->index(0, VocabularyModel::Found).data().toInt(), trainSentences);
    }

    void statisticsAreThoseOfCore()
    {
        importDemo();
        child<QTabWidget>(m_panel.get(), "corpusTabs")->setCurrentIndex(2);
        auto *table = child<QTableView>(m_panel.get(), "corpusStatistics");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 6, patience);
        const Corpus corpus = openCorpus(m_session->corpora().front().folder).value();
        Job job;
        const auto statistics = corpusStatistics(corpus, job).value();
        const auto *model = qobject_cast<ResultTableModel *>(table->model());
        QCOMPARE(std::get<std::int64_t>(model->table().rows[1][4].value),
                 statistics[0].target.tokens);
        QCOMPARE(std::get<double>(model->table().rows[0][8].value),
                 statistics[0].source.meanLength());
        const PlotData chart = child<PlotView>(m_panel.get(), "corpusLengths")->data();
        QCOMPARE(chart.series.size(), 2);
        double sentences = 0;
        for (const double bar : chart.bars.heights[1]) {
            sentences += bar;
        }
        QCOMPARE(sentences, double(trainSentences));
        const int length = 9;
        QCOMPARE(chart.bars.centres[length], double(length));
        QCOMPARE(chart.bars.heights[0][length],
                 static_cast<double>(statistics[0].source.lengths[length]));
        child<QComboBox>(m_panel.get(), "statisticsSplit")->setCurrentText(QStringLiteral("valid"));
        const PlotData valid = child<PlotView>(m_panel.get(), "corpusLengths")->data();
        QVERIFY(valid.bars.heights[0] != chart.bars.heights[0]);
    }

    void removedCorpusComesBackByUndo()
    {
        importDemo();
        StoredCorpus before = m_session->corpora().front();
        QTRY_COMPARE_WITH_TIMEOUT(sentences()->model()->rowCount(), trainSentences, patience);
        action("corporaRemove")->trigger();
        QVERIFY(m_session->corpora().empty());
        QVERIFY(m_panel->findChild<QWidget *>(QStringLiteral("corporaEmptyState"))->isVisible());
        QVERIFY(QDir(QString::fromStdString(before.folder)).exists());
        QCOMPARE(m_session->undoStack()->undoText(), QStringLiteral("Remove corpus demo"));
        m_session->undoStack()->undo();
        QCOMPARE(m_session->corpora().size(), std::size_t(1));
        StoredCorpus after = m_session->corpora().front();
        after.id = before.id;
        after.createdAt = before.createdAt;
        QVERIFY(after == before);
        QTRY_COMPARE_WITH_TIMEOUT(sentences()->model()->rowCount(), trainSentences, patience);
        m_session->undoStack()->undo(); // the import
        QVERIFY(m_session->corpora().empty());
        m_session->undoStack()->redo();
        QCOMPARE(m_panel->currentCorpus(), QStringLiteral("demo"));
    }

    void badTextsAreToldAndTheImportCanBeChanged()
    {
        write("train.en", "one\ntwo\nthree\n");
        write("train.de", "eins\nzwei\n");
        CorpusSetup setup;
        setup.origin = CorpusSetup::Texts;
        setup.sourceLanguage = QStringLiteral("en");
        setup.targetLanguage = QStringLiteral("de");
        setup.train = m_home + QStringLiteral("/train");
        setup.name = QStringLiteral("unequal");
        setup.folder = m_home + QStringLiteral("/made");
        m_panel->importCorpus(setup);
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 1, patience);
        QCOMPARE(messages().first()->kind(), MessageKind::Error);
        const QString text = messages().first()->text();
        QVERIFY2(text.contains(QStringLiteral("train.de")) && text.contains(u'3')
                     && text.contains(u'2'),
                 qPrintable(text));
        QVERIFY(!QDir(setup.folder).exists());
        QVERIFY(m_session->corpora().empty());

        write("train.de", "eins\nzwei\ndrei\n");
        child<QAction>(m_panel.get(), "corporaImportAgain")->trigger();
        auto *dialog = m_panel->findChild<CorpusImportDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->setup() == setup);
        child<QPushButton>(dialog, "corpusImport")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->corpora().size(), std::size_t(1), patience);
        QTRY_COMPARE_WITH_TIMEOUT(sentences()->model()->rowCount(), 3, patience);
    }

    void dialogSaysWhatIsMissing()
    {
        importDemo();
        m_panel->askForImport({});
        auto *dialog = m_panel->findChild<CorpusImportDialog *>();
        auto *import = child<QPushButton>(dialog, "corpusImport");
        auto *status = child<QLabel>(dialog, "corpusStatus");
        auto *name = child<QLineEdit>(dialog, "corpusName");
        QCOMPARE(name->text(), QStringLiteral("demo-2"));
        QVERIFY(import->isEnabled());
        type(name, "demo");
        QVERIFY(!import->isEnabled());
        QVERIFY2(status->text().contains(QStringLiteral("already")), qPrintable(status->text()));
        type(name, "other");
        QVERIFY(import->isEnabled());
        QCOMPARE(dialog->setup().folder, QFileInfo(m_session->workspaceFile()).absolutePath()
                                             + QStringLiteral("/corpora/other"));

        auto *origin = child<QComboBox>(dialog, "corpusOrigin");
        origin->setCurrentIndex(origin->findData(CorpusSetup::Texts));
        QVERIFY(status->text().contains(QStringLiteral("languages")));
        child<QLineEdit>(dialog, "corpusSource")->setText(QStringLiteral("en"));
        child<QLineEdit>(dialog, "corpusTarget")->setText(QStringLiteral("e/n"));
        QVERIFY(status->text().contains(QStringLiteral("e/n")));
        child<QLineEdit>(dialog, "corpusTarget")->setText(QStringLiteral("de"));
        QVERIFY(status->text().contains(QStringLiteral("training texts")));
        child<QLineEdit>(dialog, "corpusTrain")->setText(m_home + QStringLiteral("/none"));
        QVERIFY2(status->text().contains(QStringLiteral("none.en")), qPrintable(status->text()));

        auto *segments = child<QComboBox>(dialog, "corpusSegments");
        origin->setCurrentIndex(origin->findData(CorpusSetup::Demo));
        segments->setCurrentIndex(segments->findData(CorpusSetup::BpeCodes));
        QVERIFY(status->text().contains(QStringLiteral("BPE codes")));
        QVERIFY(!import->isEnabled());
        segments->setCurrentIndex(segments->findData(CorpusSetup::TrainSentencePiece));
        QVERIFY(import->isEnabled());
        dialog->reject();
    }

    void corpusOfAnotherFolderIsOpened()
    {
        importDemo();
        const QString folder = QString::fromStdString(m_session->corpora().front().folder);
        m_session->undoStack()->undo();
        CorpusSetup setup;
        setup.origin = CorpusSetup::Folder;
        setup.folder = folder;
        m_panel->importCorpus(setup);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->corpora().size(), std::size_t(1), patience);
        QCOMPARE(m_panel->currentCorpus(), QStringLiteral("demo"));
        QString shown;
        m_panel->openFolder = [&](const QString &path) { shown = path; };
        action("corporaOpenFolder")->trigger();
        QCOMPARE(shown, folder);
    }

    void missingFolderIsTold()
    {
        importDemo();
        const QString folder = QString::fromStdString(m_session->corpora().front().folder);
        QTRY_COMPARE_WITH_TIMEOUT(sentences()->model()->rowCount(), trainSentences, patience);
        QVERIFY(QDir().rename(folder, folder + QStringLiteral("-moved")));
        const QString file = m_session->workspaceFile();
        m_session->closeWorkspace();
        QVERIFY(m_session->openWorkspace(file));
        QTRY_VERIFY_WITH_TIMEOUT(!allMessages().isEmpty(), patience);
        QVERIFY2(allMessages().first()->text().contains(folder),
                 qPrintable(allMessages().first()->text()));
        QCOMPARE(sentences()->model()->rowCount(), 0);
        action("corporaOpenFolder")->trigger();
        QVERIFY(messages().first()->text().contains(folder));
    }

    void cancelledImportLeavesNothing()
    {
        CorpusSetup setup;
        setup.name = QStringLiteral("large");
        setup.folder = m_home + QStringLiteral("/corpora/large");
        setup.trainSize = 1000000;
        m_panel->importCorpus(setup);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->jobs()->isRunning(), patience);
        m_session->jobs()->cancelAll();
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->jobs()->isRunning(), patience);
        QVERIFY(m_session->corpora().empty());
        QVERIFY(messages().isEmpty());
        QVERIFY(QDir(m_home).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden).isEmpty());
    }

private:
    template<typename T>
    static T *child(const QObject *parent, const char *name)
    {
        T *found = parent->findChild<T *>(QLatin1String(name));
        if (!found) {
            qFatal("there is no %s", name);
        }
        return found;
    }

    static void type(QLineEdit *line, const char *text)
    {
        line->selectAll();
        QTest::keyClicks(line, QLatin1String(text));
    }

    QAction *action(const char *name) const { return child<QAction>(m_panel.get(), name); }
    QListWidget *list() const { return child<QListWidget>(m_panel.get(), "corporaList"); }
    QTableView *sentences() const { return child<QTableView>(m_panel.get(), "corpusSentences"); }
    QString cell(int row, int column) const
    {
        return sentences()->model()->index(row, column).data().toString();
    }

    /// Of the panel itself, not of the corpus that it shows.
    QList<MessageBar *> messages() const
    {
        return m_panel->findChild<MessageArea *>({}, Qt::FindDirectChildrenOnly)->messages();
    }

    QList<MessageBar *> allMessages() const
    {
        QList<MessageBar *> all;
        for (const MessageArea *area : m_panel->findChildren<MessageArea *>()) {
            all += area->messages();
        }
        return all;
    }

    static SentencePair pair(DemoSplit split, int place)
    {
        DemoTaskOptions options;
        options.train = trainSentences;
        options.valid = validSentences;
        options.test = testSentences;
        Job job;
        std::vector<SentencePair> pairs;
        const auto collected = forEachDemoPair(
            options, split,
            [&](SentencePair &&one) -> Result<void> {
                pairs.push_back(std::move(one));
                return {};
            },
            job);
        return collected ? pairs[static_cast<std::size_t>(place)] : SentencePair();
    }

    void write(const char *name, const std::string &text)
    {
        QVERIFY(writeFileAtomically((m_home + u'/' + QLatin1String(name)).toStdString(), text));
    }

    void importDemo()
    {
        action("corporaDemo")->trigger();
        auto *dialog = m_panel->findChild<CorpusImportDialog *>();
        QVERIFY(dialog);
        child<QSpinBox>(dialog, "corpusTrainSize")->setValue(trainSentences);
        child<QSpinBox>(dialog, "corpusValidSize")->setValue(validSentences);
        child<QSpinBox>(dialog, "corpusTestSize")->setValue(testSentences);
        child<QPushButton>(dialog, "corpusImport")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->corpora().size(), std::size_t(1), patience);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    QTemporaryDir m_folder;
    QString m_home;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CorporaPanel> m_panel;
    int m_number = 0;
};

QTEST_MAIN(TestCorporaPanel)
#include "tst_corpora_panel.moc"
