// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "core/arch/space_yaml.h"
#include "core/base/files.h"
#include "core/store/supernet_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/support/tiny_space.h"
#include "ui/charts/plot.h"
#include "ui/corpora/corpus_setup.h"
#include "ui/session/session.h"
#include "ui/session/training_center.h"
#include "ui/training/training_dialog.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_view.h"

using namespace auspex;

namespace {

constexpr int patience = 120000; // ms
constexpr int updates = 600;     // enough that a cancel comes before the end

} // namespace

class TestTrainingPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_training_panel"));
        QLocale::setDefault(QLocale::c());
        qputenv("AUSPEX_ENGINE", AUSPEX_ENGINE);
        QVERIFY(m_folder.isValid());
        QVERIFY(writeFileAtomically(m_folder.filePath(QStringLiteral("tiny.yml")).toStdString(),
                                    spaceYaml(test::tinySpace())));
    }

    void init()
    {
        QSettings().clear();
        m_home = m_folder.filePath(QString::number(++m_number));
        QVERIFY(QDir().mkpath(m_home));
        m_session = std::make_unique<Session>();
        QVERIFY(m_session->createWorkspace(m_home + QStringLiteral("/w.auspex")));
        m_panel = std::make_unique<TrainingPanel>(m_session.get());
        m_panel->resize(1000, 640);
        m_panel->show();
    }

    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void emptyWorkspaceOffersATrainingAndSaysWhatIsMissing()
    {
        QVERIFY(m_panel->findChild<QWidget *>(QStringLiteral("trainingEmptyState"))->isVisible());
        QVERIFY(!action("trainingPause")->isEnabled());
        QVERIFY(!action("trainingExport")->isEnabled());
        TrainingDialog *dialog = open();
        QVERIFY(!child<QPushButton>(dialog, "trainingStart")->isEnabled());
        QVERIFY(!child<QLabel>(dialog, "trainingStatus")->text().isEmpty());
        dialog->reject();
        m_session->closeWorkspace();
        QVERIFY(!action("trainingSupernet")->isEnabled());
    }

    void updatesStretchTheWarmUpUntilItIsGiven()
    {
        TrainingDialog *dialog = open();
        auto *warmup = child<QSpinBox>(dialog, "trainingWarmup");
        QCOMPARE(warmup->value(), 200);
        child<QSpinBox>(dialog, "trainingUpdates")->setValue(4000);
        QCOMPARE(warmup->value(), 400);
        warmup->setValue(50);
        child<QSpinBox>(dialog, "trainingUpdates")->setValue(1000);
        QCOMPARE(warmup->value(), 50);
        dialog->reject();
    }

    void trainingIsCancelledGoesOnAfterARestartAndEnds()
    {
        makeCorpus();
        TrainingDialog *dialog = open();
        child<QLineEdit>(dialog, "trainingName")->setText(QStringLiteral("first"));
        child<QComboBox>(dialog, "trainingSpace")
            ->setCurrentIndex(child<QComboBox>(dialog, "trainingSpace")->count() - 1);
        child<QLineEdit>(dialog, "trainingSpaceFile")
            ->setText(m_folder.filePath(QStringLiteral("tiny.yml")));
        child<QSpinBox>(dialog, "trainingUpdates")->setValue(updates);
        child<QSpinBox>(dialog, "trainingMaxTokens")->setValue(256);
        child<QSpinBox>(dialog, "trainingValidate")->setValue(200);
        child<QSpinBox>(dialog, "trainingSave")->setValue(100);
        child<QSpinBox>(dialog, "trainingThreads")->setValue(1);
        child<QPushButton>(dialog, "trainingStart")->click();
        const qint64 id = m_panel->currentTraining();
        QVERIFY(id > 0);
        const auto info = [&] { return *m_session->trainings()->training(id); };
        QTRY_VERIFY_WITH_TIMEOUT(info().progress && info().progress->update > 0, patience);
        action("trainingCancel")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(info().state, TrainingState::Interrupted, patience);
        const QString file = m_session->workspaceFile();
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->jobs()->isRunning(), patience);
        m_session->closeWorkspace();
        QVERIFY(m_session->openWorkspace(file));
        QCOMPARE(m_panel->currentTraining(), id);
        QCOMPARE(info().state, TrainingState::Interrupted);
        QVERIFY(info().progress->savedUpdate > 0 && info().progress->savedUpdate < updates);
        QVERIFY(action("trainingResume")->isEnabled());
        action("trainingResume")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(info().state, TrainingState::Done, patience);
        QCOMPARE(info().progress->update, std::int64_t(updates));
        std::int64_t covered = 0;
        for (const CurvePoint &point : info().progress->curve) {
            covered += point.updates;
        }
        QCOMPARE(covered, std::int64_t(updates));
        QCOMPARE(info().progress->validations.size(), std::size_t(3));
        QVERIFY(curveTable(*info().progress).rows.size()
                >= info().progress->curve.size() + info().progress->validations.size());
        QCOMPARE(child<PlotView>(m_panel.get(), "trainingLosses")->data().lines.isEmpty(), false);
        const auto supernets = loadSupernets(*m_session->workspace());
        QVERIFY(supernets);
        QCOMPARE(supernets->size(), std::size_t(1));
        QCOMPARE(supernets->front().name, std::string("first"));
        QVERIFY(action("trainingExport")->isEnabled());
        if (const QString folder = qEnvironmentVariable("AUSPEX_SCREENSHOTS"); !folder.isEmpty()) {
            m_panel->grab().save(folder + QStringLiteral("/training.png"));
            TrainingDialog *shown = open();
            QTest::qWait(100);
            shown->grab().save(folder + QStringLiteral("/training-dialog.png"));
            shown->reject();
        }

        action("trainingRemove")->trigger();
        QCOMPARE(m_panel->currentTraining(), qint64(0));
        m_session->undoStack()->undo();
        QCOMPARE(m_panel->currentTraining(), id);
    }

    void architecturesAreTrainedFromScratchIntoATask()
    {
        makeCorpus();
        TrainingDialog *dialog = open("trainingScratch");
        QCOMPARE(child<QSpinBox>(dialog, "trainingCount")->value(), 30);
        QCOMPARE(child<QSpinBox>(dialog, "trainingUpdates")->value(), 800);
        QVERIFY(!child<QComboBox>(dialog, "trainingMethod")->isVisibleTo(dialog));
        child<QComboBox>(dialog, "trainingSpace")
            ->setCurrentIndex(child<QComboBox>(dialog, "trainingSpace")->count() - 1);
        child<QLineEdit>(dialog, "trainingSpaceFile")
            ->setText(m_folder.filePath(QStringLiteral("tiny.yml")));
        child<QSpinBox>(dialog, "trainingCount")->setValue(2);
        child<QSpinBox>(dialog, "trainingUpdates")->setValue(20);
        child<QSpinBox>(dialog, "trainingMaxTokens")->setValue(256);
        child<QSpinBox>(dialog, "trainingThreads")->setValue(1);
        child<QPushButton>(dialog, "trainingStart")->click();
        const qint64 id = m_panel->currentTraining();
        QVERIFY2(id > 0, qPrintable(child<QLabel>(dialog, "trainingStatus")->text()));
        const auto info = [&] { return *m_session->trainings()->training(id); };
        QTRY_COMPARE_WITH_TIMEOUT(info().state, TrainingState::Done, patience);
        QCOMPARE(info().done, std::int64_t(2));
        QCOMPARE(info().total, std::int64_t(2));
        QVERIFY(child<QLabel>(m_panel.get(), "trainingFacts")
                    ->text()
                    .contains(QStringLiteral("2 of 2 architectures")));
        const auto tasks = loadTasks(*m_session->workspace());
        QVERIFY(tasks);
        QCOMPARE(tasks->size(), std::size_t(1));
        QCOMPARE(tasks->front().records.size(), std::size_t(2));
        QVERIFY(tasks->front().records[0].architecture.decoderLayers()
                != tasks->front().records[1].architecture.decoderLayers());
        for (const TfsRecord &record : tasks->front().records)
            QVERIFY(record.tfs.at("test_bleu") >= 0.0);
        QCOMPARE(m_session->tasks().size(), std::size_t(1)); // the window knows it
    }

private:
    template<typename T>
    T *child(QWidget *parent, const char *name)
    {
        T *found = parent->findChild<T *>(QLatin1String(name));
        if (!found) {
            qFatal("there is no %s", name);
        }
        return found;
    }

    QAction *action(const char *name)
    {
        for (QAction *action : m_panel->placeActions()) {
            if (action->objectName() == QLatin1String(name)) {
                return action;
            }
        }
        qFatal("there is no %s", name);
    }

    TrainingDialog *open(const char *how = "trainingSupernet")
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        action(how)->trigger();
        auto *dialog = m_panel->findChild<TrainingDialog *>();
        if (!dialog) {
            qFatal("there is no dialog");
        }
        return dialog;
    }

    void makeCorpus()
    {
        CorpusSetup setup;
        setup.name = QStringLiteral("demo");
        setup.folder = m_home + QStringLiteral("/demo");
        setup.trainSize = 200;
        setup.validSize = 20;
        setup.testSize = 10;
        Job job;
        const Result<StoredCorpus> corpus = auspex::makeCorpus(setup, job);
        QVERIFY(corpus);
        QVERIFY(saveCorpus(*m_session->workspace(), *corpus));
        m_session->reloadCorpora();
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    QString m_home;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<TrainingPanel> m_panel;
};

QTEST_MAIN(TestTrainingPanel)
#include "tst_training_panel.moc"
