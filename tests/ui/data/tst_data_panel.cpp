// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <memory>

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "core/arch/counts.h"
#include "core/arch/gene.h"
#include "core/arch/tfs_csv.h"
#include "core/base/files.h"
#include "tests/ui/window/small_tfs_eval.h"
#include "ui/common/message_bar.h"
#include "ui/data/csv_import_dialog.h"
#include "ui/data/data_file.h"
#include "ui/data/data_panel.h"
#include "ui/data/record_model.h"
#include "ui/data/tfs_file_dialog.h"
#include "ui/data/tfs_folder_dialog.h"
#include "ui/session/session.h"

using namespace auspex;

namespace {

constexpr int patience = 30000; // ms
constexpr int records = test::smallDemonstrations + test::smallTests;
const QString ende = QStringLiteral("wmt14ende");
const QString enfr = QStringLiteral("wmt14enfr");

/// The column with the title, of a record table's model.
int columnOf(const QAbstractItemModel *model, const QString &title)
{
    for (int column = 0; column < model->columnCount(); ++column) {
        if (model->headerData(column, Qt::Horizontal).toString() == title) {
            return column;
        }
    }
    return -1;
}

void choose(QComboBox *box, const QString &id)
{
    box->setCurrentIndex(box->findData(id));
}

} // namespace

class TestDataPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_data_panel"));
        QSettings().clear();
        QLocale::setDefault(QLocale::c());
        QVERIFY(m_folder.isValid());
    }

    void init()
    {
        m_session = std::make_unique<Session>();
        QVERIFY(m_session->createWorkspace(
            m_folder.filePath(QStringLiteral("%1.auspex").arg(++m_number))));
        m_panel = std::make_unique<DataPanel>(m_session.get());
        m_panel->resize(1280, 720);
        m_panel->show();
    }

    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void emptyWorkspaceOffersBothImports()
    {
        auto *empty = m_panel->findChild<QWidget *>(QStringLiteral("dataEmptyState"));
        QVERIFY(empty->isVisible());
        auto *folder = child<QPushButton>(m_panel.get(), "dataImportTfsEvalButton");
        QVERIFY(folder->isDefault());
        QVERIFY(folder->isEnabled());
        QVERIFY(child<QPushButton>(m_panel.get(), "dataImportTableButton")->isEnabled());
        QVERIFY(!action("dataExport")->isEnabled());
        QVERIFY(!action("dataRemoveTask")->isEnabled());
        m_session->closeWorkspace();
        QVERIFY(!folder->isEnabled());
    }

    void importedFolderShowsItsTasksAndRecords()
    {
        importSmall({ende, enfr});
        QCOMPARE(tasks()->count(), 2);
        QCOMPARE(m_panel->currentTask(), ende);
        const QString text = tasks()->item(0)->text();
        QVERIFY2(text.contains(QStringLiteral("test_bleu, valid_bleu")), qPrintable(text));
        const QAbstractItemModel *model = table()->model();
        QCOMPARE(model->rowCount(), records);
        const auto task = m_session->task(ende);
        const TfsRecord &first = task->records[0];
        const auto value = [&](const QString &title) {
            return model->index(0, columnOf(model, title)).data(RecordModel::ValueRole).toDouble();
        };
        QCOMPARE(value(QStringLiteral("Decoder layers")), first.architecture.decoderLayers());
        QCOMPARE(value(QStringLiteral("TFS valid_bleu")), first.tfs.at("valid_bleu"));
        QCOMPARE(value(QStringLiteral("HAT")), first.recorded.at("HAT").at("valid_bleu"));
        const SearchSpace space = spaceOf(*task);
        const FlopCount flops = countFlops(space, first.architecture, space.vocabulary.value_or(0));
        QCOMPARE(value(QStringLiteral("GFLOPs")), static_cast<double>(flops.total()) / 1e9);
        QCOMPARE(model->index(0, columnOf(model, QStringLiteral("Splits"))).data().toString(),
                 QStringLiteral("123 demonstration"));

        child<QComboBox>(m_panel.get(), "dataTarget")->setCurrentText(QStringLiteral("valid_bleu"));
        QCOMPARE(value(QStringLiteral("HAT")), first.recorded.at("HAT").at("valid_bleu"));
        child<QLineEdit>(m_panel.get(), "dataFilter")->setText(QStringLiteral("123 TEST"));
        QCOMPARE(model->rowCount(), test::smallTests);
    }

    void sortingIsByNumber()
    {
        importSmall({ende});
        const int column = columnOf(table()->model(), QStringLiteral("TFS test_bleu"));
        table()->sortByColumn(column, Qt::DescendingOrder);
        std::vector<double> values;
        for (int row = 0; row < records; ++row) {
            values.push_back(
                table()->model()->index(row, column).data(RecordModel::ValueRole).toDouble());
        }
        QVERIFY(std::is_sorted(values.rbegin(), values.rend()));
    }

    void selectionGoesBothWays()
    {
        importSmall({ende, enfr});
        table()->selectRow(2);
        QCOMPARE(m_session->selection()->task(), ende);
        QCOMPARE(m_session->selection()->records(), QSet<qint64>{2});
        QCOMPARE(m_session->selection()->current(), 2);
        m_session->selection()->set(enfr, {1, 4}, 4);
        QCOMPARE(m_panel->currentTask(), enfr);
        QCOMPARE(table()->selectionModel()->selectedRows().size(), 2);
        QVERIFY(table()->selectionModel()->isRowSelected(4, {}));
        QCOMPARE(table()->currentIndex().row(), 4);
    }

    void copiedRowsAreTabSeparatedAndHtml()
    {
        importSmall({ende});
        table()->selectRow(1);
        child<QAction>(m_panel.get(), "dataCopy")->trigger();
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        const QStringList lines = data->text().trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QStringLiteral("architecture\tdecoder_layers\t")));
        QVERIFY(lines[1].startsWith(QStringLiteral("2\t")));
        QVERIFY(data->html().contains(QStringLiteral("<table")));
    }

    void removedTaskComesBackByUndo()
    {
        importSmall({ende, enfr});
        const TfsTask before = *m_session->task(ende);
        action("dataRemoveTask")->trigger();
        QCOMPARE(tasks()->count(), 1);
        QCOMPARE(m_panel->currentTask(), enfr);
        QCOMPARE(m_session->undoStack()->undoText(), QStringLiteral("Remove task wmt14ende"));
        m_session->undoStack()->undo();
        QCOMPARE(tasks()->count(), 2);
        QVERIFY(*m_session->task(ende) == before);
    }

    void renamedTaskKeepsTheSelectionAndUndoes()
    {
        importSmall({ende});
        m_session->selection()->set(ende, {3});
        m_panel->renameTask(ende, QStringLiteral("other"));
        QCOMPARE(m_panel->currentTask(), QStringLiteral("other"));
        QCOMPARE(m_session->selection()->task(), QStringLiteral("other"));
        QCOMPARE(m_session->selection()->records(), QSet<qint64>{3});
        m_session->undoStack()->undo();
        QCOMPARE(m_panel->currentTask(), ende);
    }

    void exportedFileIsTheTaskAsCsv()
    {
        importSmall({ende});
        const QString file = m_folder.filePath(QStringLiteral("out.csv"));
        QSignalSpy saved(m_session.get(), &Session::statusMessage);
        m_panel->exportTask(file);
        QVERIFY(saved.wait(patience));
        QCOMPARE(*readFile(file.toStdString()), tfsCsv(*m_session->task(ende)));
        m_panel->exportTask(m_folder.filePath(QStringLiteral("out.xls")));
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 1, patience);
        QVERIFY(messages().first()->text().contains(QStringLiteral("out.xls")));
    }

    void exportedLinesComeInAgainAsOneFile()
    {
        importSmall({ende});
        const TfsTask before = *m_session->task(ende);
        QDir(m_folder.path()).mkpath(QStringLiteral("7/again"));
        const QString file = m_folder.filePath(QStringLiteral("7/again/test.jsonl"));
        QSignalSpy saved(m_session.get(), &Session::statusMessage);
        m_panel->exportTask(file);
        QVERIFY(saved.wait(patience));
        m_panel->importFiles({file});
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->findChild<TfsFileDialog *>(), patience);
        auto *dialog = m_panel->findChild<TfsFileDialog *>();
        QCOMPARE(dialog->task(), QStringLiteral("again"));
        QCOMPARE(dialog->split(), QStringLiteral("7"));
        QCOMPARE(dialog->role(), SplitRole::Test);
        acceptAndWait(dialog);
        QCOMPARE(m_panel->currentTask(), QStringLiteral("again"));
        const auto again = m_session->task(QStringLiteral("again"));
        QCOMPARE(again->splits.front().test.size(), std::size_t(records));
        QVERIFY(again->records == before.records);
    }

    void folderIsShownBeforeItIsImported()
    {
        const QString folder = test::writeSmallTfsEval(m_folder.path(), {ende});
        QFile broken(folder + QStringLiteral("/123/wmt14ende/test.jsonl"));
        QVERIFY(broken.open(QIODevice::Append));
        broken.write("no json\n");
        broken.close();
        m_panel->importFolder(folder);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->findChild<TfsFolderDialog *>(), patience);
        auto *dialog = m_panel->findChild<TfsFolderDialog *>();
        QCOMPARE(child<QTreeWidget>(dialog, "tfsFolderFiles")->topLevelItemCount(), 2);
        QVERIFY(child<QLabel>(dialog, "tfsFolderProblems")
                    ->text()
                    .contains(QStringLiteral("test.jsonl, line 4")));
        QVERIFY(m_session->tasks().empty());
        acceptAndWait(dialog);
        QCOMPARE(m_panel->currentTask(), ende);
        QCOMPARE(table()->model()->rowCount(), records);
    }

    void tableIsMappedByHandAndImported()
    {
        m_panel->importFiles({writeGenes("scores.csv", "arch,quality,when,mine,ms\n")});
        auto *dialog = waitForCsvDialog();
        auto *import = child<QPushButton>(dialog, "csvImport");
        auto *status = child<QLabel>(dialog, "csvStatus");
        QVERIFY(!import->isEnabled());
        QVERIFY2(status->text().startsWith(QStringLiteral("Choose the column of")),
                 qPrintable(status->text()));
        choose(child<QComboBox>(dialog, "meaning0"), QStringLiteral("gene"));
        QVERIFY(status->text().contains(QStringLiteral("trained from scratch")));
        choose(child<QComboBox>(dialog, "meaning1"), QStringLiteral("tfs"));
        QCOMPARE(child<QLineEdit>(dialog, "target1")->text(), QStringLiteral("quality"));
        choose(child<QComboBox>(dialog, "meaning2"), QStringLiteral("role"));
        choose(child<QComboBox>(dialog, "meaning3"), QStringLiteral("recorded"));
        QVERIFY(!import->isEnabled());
        child<QLineEdit>(dialog, "predictor3")->setText(QStringLiteral("Mine"));
        child<QLineEdit>(dialog, "target3")->setText(QStringLiteral("quality"));
        choose(child<QComboBox>(dialog, "meaning4"), QStringLiteral("gene"));
        QVERIFY(status->text().contains(QStringLiteral("the same meaning")));
        choose(child<QComboBox>(dialog, "meaning4"), QStringLiteral("latency"));
        auto *task = child<QLineEdit>(dialog, "csvTask");
        QCOMPARE(task->text(), QStringLiteral("scores"));
        task->clear();
        QVERIFY(!import->isEnabled());
        task->setText(ende);
        QVERIFY(import->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(status->text().startsWith(QStringLiteral("4 row")), patience);
        QVERIFY2(status->text().contains(QStringLiteral("line 6")), qPrintable(status->text()));

        acceptAndWait(dialog);
        const auto imported = m_session->task(ende);
        QVERIFY(imported);
        QCOMPARE(imported->records.size(), std::size_t(4));
        QCOMPARE(imported->splits.front().name, std::string("csv"));
        QCOMPARE(imported->splits.front().demonstrations.size(), std::size_t(2));
        QCOMPARE(imported->splits.front().test.size(), std::size_t(1));
        QCOMPARE(imported->records[0].tfs.at("quality"), 20.0);
        QCOMPARE(imported->records[0].recorded.at("Mine").at("quality"), 19.5);
        QCOMPARE(imported->records[0].latencyMs.value(), 100.0);
        QVERIFY(m_problems.join(u'\n').contains(QStringLiteral("line 6")));
        m_session->undoStack()->undo();
        QVERIFY(m_session->tasks().empty());
    }

    void knownColumnsNeedNoHand()
    {
        importSmall({ende});
        const TfsTask before = *m_session->task(ende);
        const QString file = m_folder.filePath(QStringLiteral("known.csv"));
        QVERIFY(writeFileAtomically(file.toStdString(), tfsCsv(before)));
        m_panel->importFiles({file});
        auto *dialog = waitForCsvDialog();
        QVERIFY(child<QPushButton>(dialog, "csvImport")->isEnabled());
        acceptAndWait(dialog);
        QVERIFY(m_session->task(QStringLiteral("known"))->records == before.records);
    }

    void unusableFilesAreExplainedInline()
    {
        const QString ragged = m_folder.filePath(QStringLiteral("ragged.csv"));
        QVERIFY(writeFileAtomically(ragged.toStdString(), "gene,bleu\n1 2,3,4\n"));
        Random random(3, "bare");
        const QString bare = m_folder.filePath(QStringLiteral("bare.jsonl"));
        TfsRecord record;
        record.architecture = sampleArchitecture(*builtInSpace("wmt14ende"), random);
        QVERIFY(writeFileAtomically(bare.toStdString(), tfsLine(record) + '\n'));
        m_panel->importFiles({ragged, bare});
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 2, patience);
        QCOMPARE(messages()[1]->kind(), MessageKind::Error);
        QVERIFY2(messages()[1]->text().contains(QStringLiteral("ragged.csv")),
                 qPrintable(messages()[1]->text()));
        QCOMPARE(messages()[0]->kind(), MessageKind::Info);
        QVERIFY2(messages()[0]->text().contains(QStringLiteral("auspex-cli arch describe")),
                 qPrintable(messages()[0]->text()));
        QVERIFY(m_session->tasks().empty());
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

    QAction *action(const char *name) const { return child<QAction>(m_panel.get(), name); }
    QListWidget *tasks() const { return child<QListWidget>(m_panel.get(), "dataTasks"); }
    QTableView *table() const { return child<QTableView>(m_panel.get(), "dataRecords"); }
    QList<MessageBar *> messages() const { return m_panel->findChild<MessageArea *>()->messages(); }

    void importSmall(const QStringList &names)
    {
        QSignalSpy finished(m_session.get(), &Session::importFinished);
        QDir(m_folder.filePath(QStringLiteral("small-tfs-eval"))).removeRecursively();
        m_session->importTfsEval(test::writeSmallTfsEval(m_folder.path(), names));
        QVERIFY(finished.wait(patience));
    }

    void acceptAndWait(QDialog *dialog)
    {
        QSignalSpy finished(m_session.get(), &Session::importFinished);
        dialog->accept();
        QVERIFY(finished.wait(patience));
        m_problems = finished[0][1].toStringList();
    }

    CsvImportDialog *waitForCsvDialog()
    {
        for (int i = 0; i < patience / 10 && !m_panel->findChild<CsvImportDialog *>(); ++i) {
            QTest::qWait(10);
        }
        return m_panel->findChild<CsvImportDialog *>();
    }

    /// Four good rows, two to show, one to judge on and one of no split, then one bad one.
    QString writeGenes(const char *name, const std::string &header)
    {
        const SearchSpace space = *builtInSpace("wmt14ende");
        Random random(5, "genes");
        std::string text = header;
        const std::array<const char *, 4> roles{"demo", "train", "test", ""};
        for (std::size_t i = 0; i < roles.size(); ++i) {
            std::string gene;
            const Gene numbers = geneOf(space, sampleArchitecture(space, random)).value();
            for (const int number : numbers) {
                gene += (gene.empty() ? "" : " ") + std::to_string(number);
            }
            text += gene + ',' + std::to_string(20 + i) + ',' + roles[i] + ",19.5,100\n";
        }
        text += "1 2 3,24,test,19.5,100\n";
        const QString file = m_folder.filePath(QLatin1String(name));
        return writeFileAtomically(file.toStdString(), text) ? file : QString();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<DataPanel> m_panel;
    QStringList m_problems;
    int m_number = 0;
};

QTEST_MAIN(TestDataPanel)
#include "tst_data_panel.moc"
