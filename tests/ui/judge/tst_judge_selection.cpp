// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>
#include <QtTest>

#include "core/arch/architecture_codecs.h"
#include "judge_fixture.h"
#include "ui/charts/plot.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/judge/architecture_model.h"

using namespace auspex;
using namespace auspex::test;

class TestJudgeSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void plotSelectsRowsInEveryOpenView();
    void rowsSelectPoints();
    void clickOnAPointSelectsItsRow();
    void selectionSurvivesNewResults();
    void filterKeepsWhatItHides();
    void inspectorShowsTheCurrentArchitecture();
    void inspectorListsSeveral();
    void inspectorCopiesTheArchitecture();

private:
    QTableView *rows() const { return m_fixture->find<QTableView>("judgeArchitectureTable"); }
    PlotView *plot(const char *name) const { return m_fixture->find<PlotView>(name); }
    QSet<qint64> selectedRows() const;
    Selection *selection() const { return m_fixture->session()->selection(); }

    std::unique_ptr<JudgeFixture> m_fixture;
};

void TestJudgeSelection::init()
{
    m_fixture = std::make_unique<JudgeFixture>();
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->openPanel());
}

void TestJudgeSelection::cleanup()
{
    m_fixture.reset();
}

QSet<qint64> TestJudgeSelection::selectedRows() const
{
    QSet<qint64> records;
    for (const QModelIndex &index : rows()->selectionModel()->selectedRows())
        records.insert(index.data(ArchitectureModel::RecordRole).toLongLong());
    return records;
}

void TestJudgeSelection::plotSelectsRowsInEveryOpenView()
{
    const QSet<qint64> chosen = {12, 14, 21};
    plot("judgeScatter")->setSelection(chosen);
    QCOMPARE(selection()->records(), chosen);
    QCOMPARE(selection()->task(), QStringLiteral("wmt14ende"));
    QCOMPARE(selectedRows(), chosen);
    QCOMPARE(plot("judgeResiduals")->selection(), chosen);
    QCOMPARE(plot("judgeRanks")->selection(), chosen);
    plot("judgeRanks")->setSelection({});
    QCOMPARE(selectedRows(), QSet<qint64>());
    QCOMPARE(plot("judgeScatter")->selection(), QSet<qint64>());
}

void TestJudgeSelection::rowsSelectPoints()
{
    rows()->selectRow(3);
    const qint64 record
        = rows()->model()->index(3, 0).data(ArchitectureModel::RecordRole).toLongLong();
    QCOMPARE(plot("judgeScatter")->selection(), QSet<qint64>{record});
    QCOMPARE(selection()->current(), record);
    selection()->clear();
    QCOMPARE(selectedRows(), QSet<qint64>());
}

void TestJudgeSelection::clickOnAPointSelectsItsRow()
{
    PlotView *scatter = plot("judgeScatter");
    const PlotPoint point = scatter->data().points[5];
    QTest::mouseClick(scatter, Qt::LeftButton, Qt::NoModifier,
                      scatter->positionOf({point.x, point.y}).toPoint());
    QCOMPARE(selection()->records().size(), 1);
    QCOMPARE(selectedRows(), selection()->records());
}

void TestJudgeSelection::selectionSurvivesNewResults()
{
    selection()->set(QStringLiteral("wmt14ende"), {11, 13});
    m_fixture->find<QAction>("judgeEvaluate")->trigger();
    QVERIFY(m_fixture->waitForResults());
    QCOMPARE(selection()->records(), (QSet<qint64>{11, 13}));
    QCOMPARE(selectedRows(), (QSet<qint64>{11, 13}));
    QCOMPARE(plot("judgeScatter")->selection(), (QSet<qint64>{11, 13}));
}

void TestJudgeSelection::filterKeepsWhatItHides()
{
    selection()->set(QStringLiteral("wmt14ende"), {11, 13});
    auto *filter = m_fixture->find<QLineEdit>("judgeArchitectureFilter");
    filter->setText(QStringLiteral("no such text"));
    QCOMPARE(rows()->model()->rowCount(), 0);
    QCOMPARE(selection()->records(), (QSet<qint64>{11, 13}));
    filter->clear();
    QCOMPARE(selectedRows(), (QSet<qint64>{11, 13}));
}

void TestJudgeSelection::inspectorShowsTheCurrentArchitecture()
{
    InspectorPanel inspector(m_fixture->session());
    inspector.show();
    auto *empty = inspector.findChild<QLabel *>(QStringLiteral("inspectorEmpty"));
    QVERIFY(empty->isVisible());
    selection()->set(QStringLiteral("wmt14ende"), {12});
    QVERIFY(!empty->isVisible());
    QCOMPARE(inspector.findChild<QLabel *>(QStringLiteral("inspectorTitle"))->text(),
             QStringLiteral("Architecture 13 of wmt14ende"));
    const auto shows = [&](const QString &text) {
        for (const QLabel *label : inspector.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text)
                return true;
        }
        return false;
    };
    const TfsTask &task = *m_fixture->session()->tasks().front();
    QTRY_VERIFY(shows(QLocale().toString(task.records[12].tfs.at("valid_bleu"), 'f', 2)));
    const QString title = predictorTitle(QStringLiteral("mean-by-depth"));
    QVERIFY(!shows(title));
    inspector.setEvaluation(m_fixture->results());
    QTRY_VERIFY(shows(title));
}

void TestJudgeSelection::inspectorListsSeveral()
{
    InspectorPanel inspector(m_fixture->session());
    inspector.show();
    selection()->set(QStringLiteral("wmt14ende"), {12, 3, 20});
    auto *summary = inspector.findChild<QTableWidget *>(QStringLiteral("inspectorSummary"));
    QVERIFY(summary->isVisible());
    QCOMPARE(summary->rowCount(), 3);
    QCOMPARE(summary->item(0, 0)->text(), QStringLiteral("4"));
    summary->selectRow(2);
    QCOMPARE(selection()->current(), 20);
    QCOMPARE(selection()->records().size(), 3);
}

void TestJudgeSelection::inspectorCopiesTheArchitecture()
{
    InspectorPanel inspector(m_fixture->session());
    selection()->set(QStringLiteral("wmt14ende"), {12});
    const Architecture &expected = m_fixture->session()->tasks().front()->records[12].architecture;
    for (QAction *action : inspector.placeActions()) {
        action->trigger();
        const std::string text = QGuiApplication::clipboard()->text().toStdString();
        if (action->objectName() == QLatin1String("inspectorCopyText")) {
            QVERIFY(text.find(architectureKey(expected)) != std::string::npos);
            continue;
        }
        const auto parsed = parseArchitectures(text, "clipboard");
        QVERIFY2(parsed && parsed->records.size() == 1, text.c_str());
        QVERIFY(parsed->records.front().record.architecture == expected);
    }
}

QTEST_MAIN(TestJudgeSelection)
#include "tst_judge_selection.moc"
