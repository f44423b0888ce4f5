// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <memory>

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/corpus/corpus_import.h"
#include "core/supernets/supernet_service.h"
#include "core/tensors/safetensors.h"
#include "tests/support/random_supernet.h"
#include "ui/common/message_bar.h"
#include "ui/common/result_table_model.h"
#include "ui/session/session.h"
#include "ui/session/supernet_center.h"
#include "ui/supernets/subnet_view.h"
#include "ui/supernets/supernet_import_dialog.h"
#include "ui/supernets/supernets_panel.h"

using namespace auspex;

namespace {

constexpr int patience = 240000; // ms
constexpr int sentences = 6;

} // namespace

class TestSupernetsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("AuspexTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_supernets_panel"));
        QLocale::setDefault(QLocale::c());
        DemoImport options;
        options.name = "demo";
        options.task = {.train = 200, .valid = sentences, .test = 5, .seed = 3};
        Job job;
        const auto corpus = importDemo(options, path("demo").toStdString(), job);
        QVERIFY2(corpus, corpus ? "" : corpus.error().message.c_str());
        m_manifest = corpus->manifest().dump();
        m_space = *builtInSpace("demo");
        m_shape = supernetShape(m_space, static_cast<int>(corpus->source.dictionary.size()),
                                static_cast<int>(corpus->target.dictionary.size()));
        m_shape.sharedEmbeddings = m_shape.sharedEmbeddings && corpus->joined;
        QVERIFY(writeSafetensors(path("tiny.safetensors").toStdString(),
                                 test::randomWeights(m_shape, 7)));
    }

    void init()
    {
        QSettings().clear();
        m_session = std::make_unique<Session>();
        QVERIFY(m_session->createWorkspace(
            path(QString::number(++m_number) + QStringLiteral(".auspex"))));
        QVERIFY(saveCorpus(*m_session->workspace(),
                           {0, "demo", "en", "de", path("demo").toStdString(), m_manifest, {}}));
        m_session->reloadCorpora();
        m_panel = std::make_unique<SupernetsPanel>(m_session.get());
        m_panel->resize(1100, 640);
        m_panel->show();
    }

    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void emptyWorkspaceOffersAnImport()
    {
        QVERIFY(m_panel->findChild<QWidget *>(QStringLiteral("supernetsEmptyState"))->isVisible());
        QVERIFY(child<QPushButton>("supernetsImportButton")->isDefault());
        for (const char *name : {"supernetsScore", "supernetsJudge", "supernetsRemove"}) {
            QVERIFY2(!child<QAction>(name)->isEnabled(), name);
        }
        m_session->closeWorkspace();
        QVERIFY(!child<QAction>("supernetsImport")->isEnabled());
    }

    void dialogSaysWhatIsMissingAndImports()
    {
        m_panel->askForImport({});
        auto *dialog = m_panel->findChild<SupernetImportDialog *>();
        auto *import = dialog->findChild<QPushButton *>(QStringLiteral("supernetImport"));
        auto *status = dialog->findChild<QLabel *>(QStringLiteral("supernetStatus"));
        QVERIFY(!import->isEnabled());
        auto *weights = dialog->findChild<QLineEdit *>(QStringLiteral("supernetWeights"));
        weights->setText(path("none.pt"));
        QVERIFY(status->text().contains(QStringLiteral("none.pt")));
        weights->setText(path("tiny.safetensors"));
        QCOMPARE(dialog->setup().name, QStringLiteral("tiny"));
        QVERIFY(status->text().contains(QStringLiteral("search space")));
        for (const char *name : {"supernetSpace", "supernetCorpus"}) {
            auto *box = dialog->findChild<QComboBox *>(QLatin1String(name));
            box->setCurrentIndex(box->findData(QStringLiteral("demo")));
        }
        QVERIFY2(import->isEnabled(), qPrintable(status->text()));
        import->click();
        QTRY_COMPARE_WITH_TIMEOUT(list()->count(), 1, patience);
        const StoredSupernet stored = m_session->supernets()->supernets().front();
        QVERIFY(stored.shape == m_shape);
        QCOMPARE(stored.space, std::string("demo"));
        QCOMPARE(stored.corpus.value(), std::string("demo"));
    }

    void weightsOfAnotherShapeAreTold()
    {
        SupernetSetup setup = tiny();
        setup.mixture = Mixture::LayerWise;
        m_panel->importSupernet(setup);
        const auto *area = m_panel->findChild<MessageArea *>({}, Qt::FindDirectChildrenOnly);
        QTRY_COMPARE_WITH_TIMEOUT(area->messages().size(), 1, patience);
        QCOMPARE(area->messages().first()->kind(), MessageKind::Error);
        QVERIFY(m_session->supernets()->supernets().empty());
        child<QAction>("supernetsImportAgain")->trigger();
        QVERIFY(m_panel->findChild<SupernetImportDialog *>()->setup() == setup);
    }

    void editsAreUndone()
    {
        import();
        m_panel->renameSupernet(QStringLiteral("tiny"), QStringLiteral("small"));
        QCOMPARE(m_panel->currentSupernet(), QStringLiteral("small"));
        QCOMPARE(m_session->undoStack()->undoText(), QStringLiteral("Rename supernet tiny"));
        child<QAction>("supernetsRemove")->trigger();
        QVERIFY(m_session->supernets()->supernets().empty());
        m_session->undoStack()->undo();
        QCOMPARE(m_panel->currentSupernet(), QStringLiteral("small"));
        m_session->undoStack()->undo();
        QCOMPARE(m_panel->currentSupernet(), QStringLiteral("tiny"));
        m_session->undoStack()->undo();
        QVERIFY(m_session->supernets()->supernets().empty());
        m_session->undoStack()->redo();
        QCOMPARE(m_panel->currentSupernet(), QStringLiteral("tiny"));
    }

    void scoresAreThoseOfTheServiceAndAreKept()
    {
        import();
        score();
        const ResultTable table = model("supernetScores")->table();
        const std::vector<Architecture> subnets{largestArchitecture(m_space),
                                                smallestArchitecture(m_space)};
        SupernetSpec spec;
        spec.supernet = "tiny";
        Job job;
        const auto service = m_session->supernets()->service().value();
        const auto losses = service->scores(spec, subnets, job).value();
        spec.metric = SupernetMetric::Nll;
        const auto nlls = service->scores(spec, subnets, job).value();
        QCOMPARE(table.rows.size(), std::size_t(2));
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(losses[i].wasKnown);
            QCOMPARE(std::get<std::int64_t>(table.rows[i][1].value),
                     subnetParameters(m_shape, subnets[i]));
            QCOMPARE(std::get<double>(table.rows[i][2].value), *losses[i].value);
            QCOMPARE(std::get<double>(table.rows[i][3].value), *nlls[i].value);
            QCOMPARE(std::get<double>(table.rows[i][4].value), std::exp(*nlls[i].value));
            QCOMPARE(std::get<std::string>(table.rows[i].back().value), std::string("now"));
        }
        child<QAction>("supernetsScore")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(
            std::get<std::string>(model("supernetScores")->table().rows[1].back().value),
            std::string("the workspace"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->jobs()->isRunning(), patience);
    }

    void twoSubnetsAreComparedAndOneIsSaved()
    {
        import();
        score();
        const auto *scores = child<QTableView>("supernetScores");
        child<QAction>("supernetsExportSubnet");
        auto *view = m_panel->findChild<SubnetView *>();
        QCOMPARE(view->selectedSubnets().size(), std::size_t(1));
        const QString file = path("subnet.safetensors");
        view->exportSubnet(file);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->jobs()->isRunning(), patience);
        QVERIFY(readSafetensors(file.toStdString()));

        const_cast<QTableView *>(scores)->selectAll();
        m_panel->renameSupernet(QStringLiteral("tiny"), QStringLiteral("small"));
        QCOMPARE(view->selectedSubnets().size(), std::size_t(2));
        child<QAction>("supernetsTranslate")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(model("supernetTranslations")->rowCount(), sentences, patience);
        const ResultTable table = model("supernetTranslations")->table();
        QCOMPARE(table.columns.size(), std::size_t(6));
        SupernetSpec spec;
        spec.supernet = "small";
        Job job;
        const auto service = m_session->supernets()->service().value();
        const auto second = service->translations(spec, smallestArchitecture(m_space), job).value();
        QCOMPARE(std::get<std::string>(table.rows[3][1].value), second[3].source);
        QCOMPARE(std::get<std::string>(table.rows[3][2].value), second[3].reference);
        QCOMPARE(std::get<std::string>(table.rows[3][4].value), second[3].hypothesis);
        QVERIFY(view->exportTable(path("translations.csv")));
        const auto csv = readFile(path("translations.csv").toStdString(), 1 << 20);
        QVERIFY(csv->find(second[3].reference) != std::string::npos);
        const auto *translated = child<QTableView>("supernetTranslations");
        int width = 0;
        for (int column = 0; column < 6; ++column) {
            QVERIFY(translated->columnWidth(column) > 0);
            width += translated->columnWidth(column);
        }
        QVERIFY(width <= translated->viewport()->width()); // both are in sight
    }

    void judgeIsAskedForThePredictor()
    {
        import();
        const QSignalSpy asked(m_panel.get(), &SupernetsPanel::judgeRequested);
        child<QAction>("supernetsJudge")->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), QStringLiteral("supernet:tiny"));
    }

private:
    template<typename T>
    T *child(const char *name) const
    {
        T *found = m_panel->findChild<T *>(QLatin1String(name));
        if (!found) {
            qFatal("there is no %s", name);
        }
        return found;
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QListWidget *list() const { return child<QListWidget>("supernetsList"); }
    ResultTableModel *model(const char *table) const
    {
        auto *proxy = qobject_cast<QSortFilterProxyModel *>(child<QTableView>(table)->model());
        return qobject_cast<ResultTableModel *>(proxy->sourceModel());
    }
    SupernetSetup tiny() const
    {
        return {.name = QStringLiteral("tiny"),
                .weights = path("tiny.safetensors"),
                .shape = {},
                .space = QStringLiteral("demo"),
                .corpus = QStringLiteral("demo")};
    }
    void import()
    {
        m_panel->importSupernet(tiny());
        QTRY_COMPARE_WITH_TIMEOUT(list()->count(), 1, patience);
    }
    void score()
    {
        child<QAction>("supernetsScore")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->jobs()->isRunning(), patience);
        for (const MessageArea *area : m_panel->findChildren<MessageArea *>()) {
            for (const MessageBar *bar : area->messages()) {
                QFAIL(qPrintable(bar->text()));
            }
        }
        QCOMPARE(model("supernetScores")->rowCount(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->jobs()->isRunning(), patience);
    }

    QTemporaryDir m_folder;
    std::string m_manifest;
    SearchSpace m_space;
    SupernetShape m_shape;
    int m_number = 0;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<SupernetsPanel> m_panel;
};

QTEST_MAIN(TestSupernetsPanel)
#include "tst_supernets_panel.moc"
