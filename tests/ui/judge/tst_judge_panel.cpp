// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTreeWidget>
#include <QUndoStack>
#include <QtTest>

#include "judge_fixture.h"
#include "ui/judge/metric_table.h"
#include "ui/judge/predictor_popup.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const int mae = MetricModel::columnOf(MetricId::Mae);

QStringList shownSpecs(const MetricTable *table)
{
    QStringList specs;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        specs.append(table->model()->index(row, 0).data(MetricModel::SpecRole).toString());
    return specs;
}

QModelIndex cell(const MetricTable *table, const QString &spec, int column)
{
    return table->model()->index(static_cast<int>(shownSpecs(table).indexOf(spec)), column);
}

QStringList drawnSpecs(const MetricTable *table)
{
    QStringList specs;
    for (const QString &spec : shownSpecs(table)) {
        if (cell(table, spec, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked)
            specs.append(spec);
    }
    return specs;
}

void choose(QComboBox *box, const QString &value)
{
    box->setCurrentIndex(box->findData(value));
    Q_EMIT box->activated(box->currentIndex());
}

} // namespace

class TestJudgePanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void defaultSetAppearsWithTheBestThreeDrawn();
    void predictorIsAddedRemovedAndUndone();
    void popupChecksASpecWhileItIsTyped();
    void popupSearchesByWordsAndTakesReturn();
    void drawingIsUndoable();
    void predictorsCanBeReordered();
    void sortingKeepsMissingValuesLast();
    void columnsAreKept();
    void targetSwitchChangesTheValues();
    void spinningIsOneUndoStep();
    void unusablePredictorIsARowWithItsReason();
    void baselineGivesPValues();
    void restartRestoresTheSetup();
    void switchingTheTaskKeepsThePredictors();
    void emptyWorkspaceOffersTheImport();
    void editsWhileJudgingEndWithTheLastSetup();
    void everyActionSaysWhatItDoes();

private:
    MetricTable *table() const { return m_fixture->find<MetricTable>("judgeMetricTable"); }
    void addBySpec(const QString &spec);
    void openSynthesised();

    std::unique_ptr<JudgeFixture> m_fixture;
};

void TestJudgePanel::init()
{
    m_fixture = std::make_unique<JudgeFixture>();
}

void TestJudgePanel::cleanup()
{
    m_fixture.reset();
}

void TestJudgePanel::openSynthesised()
{
    QVERIFY(m_fixture->import({synthesisedTask()}));
    m_fixture->session()->undoStack()->clear(); // of the import
    QVERIFY(m_fixture->openPanel());
}

void TestJudgePanel::addBySpec(const QString &spec)
{
    m_fixture->panel()->showPredictorPopup();
    m_fixture->find<QLineEdit>("judgePredictorSpec")->setText(spec);
    m_fixture->find<QPushButton>("judgePredictorAdd")->click();
}

void TestJudgePanel::defaultSetAppearsWithTheBestThreeDrawn()
{
    openSynthesised();
    const TfsTask task = synthesisedTask();
    QStringList expected;
    for (const PredictorSpec &spec : defaultPredictors(knowledgeOf(task, "valid_bleu")))
        expected.append(QString::fromStdString(specText(spec)));
    QCOMPARE(shownSpecs(table()), expected);
    const QStringList drawn = drawnSpecs(table());
    QCOMPARE(drawn.size(), 3);
    double worstDrawn = 0;
    double bestOther = 1e9;
    for (const QString &spec : expected) {
        const QVariant value = cell(table(), spec, mae).data(MetricModel::ValueRole);
        if (!value.isValid())
            continue;
        if (drawn.contains(spec))
            worstDrawn = qMax(worstDrawn, value.toDouble());
        else
            bestOther = qMin(bestOther, value.toDouble());
    }
    QVERIFY(worstDrawn <= bestOther);
    QVERIFY(!m_fixture->session()->undoStack()->canUndo()); // nobody did anything yet
}

void TestJudgePanel::predictorIsAddedRemovedAndUndone()
{
    openSynthesised();
    QUndoStack *undo = m_fixture->session()->undoStack();
    const QStringList before = shownSpecs(table());
    const QString spec = QStringLiteral("ols:params+decoder_layers");
    addBySpec(spec);
    QCOMPARE(undo->undoText(), QStringLiteral("Add predictor %1").arg(predictorTitle(spec)));
    QCOMPARE(shownSpecs(table()), before + QStringList{spec});
    QVERIFY(drawnSpecs(table()).contains(spec));
    QVERIFY(m_fixture->waitForResults());
    QVERIFY(cell(table(), spec, mae).data(MetricModel::ValueRole).isValid());

    undo->undo();
    QCOMPARE(shownSpecs(table()), before);
    undo->redo();
    QCOMPARE(shownSpecs(table()), before + QStringList{spec});

    table()->selectSpec(spec);
    m_fixture->find<QAction>("judgeRemovePredictor")->trigger();
    QCOMPARE(undo->undoText(), QStringLiteral("Remove predictor %1").arg(predictorTitle(spec)));
    QCOMPARE(shownSpecs(table()), before);
    undo->undo();
    QVERIFY(shownSpecs(table()).contains(spec));
}

void TestJudgePanel::popupChecksASpecWhileItIsTyped()
{
    openSynthesised();
    m_fixture->panel()->showPredictorPopup();
    auto *spec = m_fixture->find<QLineEdit>("judgePredictorSpec");
    auto *add = m_fixture->find<QPushButton>("judgePredictorAdd");
    auto *check = m_fixture->find<QLabel>("judgePredictorCheck");
    QVERIFY(!add->isEnabled());
    spec->setText(QStringLiteral("ols:decoder"));
    QVERIFY(!add->isEnabled());
    QCOMPARE(check->text(),
             QString::fromStdString(parsePredictorSpec("ols:decoder").error().message));
    spec->setText(QStringLiteral("ridge:params+flops"));
    QVERIFY(add->isEnabled());
    spec->setText(shownSpecs(table()).first());
    QVERIFY(!add->isEnabled()); // compared already
}

void TestJudgePanel::popupSearchesByWordsAndTakesReturn()
{
    openSynthesised();
    const TfsTask task = synthesisedTask();
    QString offered;
    for (const PredictorSpec &spec : offeredPredictors(knowledgeOf(task, "valid_bleu"))) {
        const QString text = QString::fromStdString(specText(spec));
        if (!shownSpecs(table()).contains(text) && text.contains(u':'))
            offered = text;
    }
    QVERIFY(!offered.isEmpty());
    m_fixture->panel()->showPredictorPopup();
    auto *search = m_fixture->find<QLineEdit>("judgePredictorSearch");
    QTest::keyClicks(search, offered);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY2(shownSpecs(table()).contains(offered), qPrintable(offered));
    QVERIFY(!m_fixture->find<PredictorPopup>("judgePredictorPopup")->isVisible());
}

void TestJudgePanel::drawingIsUndoable()
{
    openSynthesised();
    const QStringList before = drawnSpecs(table());
    QString other;
    for (const QString &spec : shownSpecs(table())) {
        if (!before.contains(spec))
            other = spec;
    }
    QVERIFY(table()->model()->setData(cell(table(), other, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(drawnSpecs(table()).contains(other));
    m_fixture->session()->undoStack()->undo();
    QCOMPARE(drawnSpecs(table()), before);
}

void TestJudgePanel::predictorsCanBeReordered()
{
    openSynthesised();
    const QStringList before = shownSpecs(table());
    table()->selectSpec(before[1]);
    m_fixture->find<QAction>("judgeMoveUp")->trigger();
    QCOMPARE(shownSpecs(table()).first(), before[1]);
    QCOMPARE(table()->currentSpec(), before[1]);
    m_fixture->session()->undoStack()->undo();
    QCOMPARE(shownSpecs(table()), before);
}

void TestJudgePanel::sortingKeepsMissingValuesLast()
{
    openSynthesised();
    addBySpec(QStringLiteral("recorded:Nobody"));
    QVERIFY(m_fixture->waitForResults());
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        table()->sortByColumn(mae, order);
        bool missing = false;
        double last = order == Qt::AscendingOrder ? -1e9 : 1e9;
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            const QVariant value = table()->model()->index(row, mae).data(MetricModel::ValueRole);
            if (!value.isValid()) {
                missing = true;
                continue;
            }
            QVERIFY(!missing);
            QVERIFY(order == Qt::AscendingOrder ? value.toDouble() >= last
                                                : value.toDouble() <= last);
            last = value.toDouble();
        }
        QVERIFY(missing);
    }
}

void TestJudgePanel::columnsAreKept()
{
    openSynthesised();
    const int rmse = MetricModel::columnOf(MetricId::Rmse);
    table()->setColumnHidden(rmse, true);
    table()->horizontalHeader()->moveSection(
        table()->horizontalHeader()->visualIndex(MetricModel::columnOf(MetricId::Tau)), 1);
    table()->setColumnWidth(mae, 173);
    table()->sortByColumn(mae, Qt::DescendingOrder);
    QVERIFY(m_fixture->openPanel());
    QVERIFY(table()->isColumnHidden(rmse));
    QCOMPARE(table()->horizontalHeader()->visualIndex(MetricModel::columnOf(MetricId::Tau)), 1);
    QCOMPARE(table()->columnWidth(mae), 173);
    QCOMPARE(table()->horizontalHeader()->sortIndicatorSection(), mae);
    m_fixture->find<QAction>("judgeRestoreColumns")->trigger();
    QVERIFY(!table()->isColumnHidden(rmse));
    QCOMPARE(table()->horizontalHeader()->visualIndex(mae), mae);
}

void TestJudgePanel::targetSwitchChangesTheValues()
{
    openSynthesised();
    const QString hat = QStringLiteral("recorded:HAT");
    const QVariant before = cell(table(), hat, mae).data(MetricModel::ValueRole);
    choose(m_fixture->find<QComboBox>("judgeTarget"), QStringLiteral("test_bleu"));
    QCOMPARE(m_fixture->session()->undoStack()->undoText(), QStringLiteral("Show test BLEU"));
    QVERIFY(m_fixture->waitForResults());
    QCOMPARE(m_fixture->results()->evaluation.options.target, std::string("test_bleu"));
    const QVariant after = cell(table(), hat, mae).data(MetricModel::ValueRole);
    QVERIFY(after.isValid() && after != before);
    m_fixture->session()->undoStack()->undo();
    QVERIFY(m_fixture->waitForResults());
    QCOMPARE(cell(table(), hat, mae).data(MetricModel::ValueRole), before);
}

void TestJudgePanel::spinningIsOneUndoStep()
{
    openSynthesised();
    auto *spin = m_fixture->find<QSpinBox>("judgeDemonstrations");
    for (const int count : {9, 8, 7, 6})
        spin->setValue(count);
    QCOMPARE(m_fixture->session()->undoStack()->count(), 1);
    QVERIFY(m_fixture->waitForResults());
    QCOMPARE(m_fixture->results()->evaluation.options.demonstrations, 6);
    m_fixture->session()->undoStack()->undo();
    QCOMPARE(spin->value(), 10);
}

void TestJudgePanel::unusablePredictorIsARowWithItsReason()
{
    openSynthesised();
    const QString spec = QStringLiteral("recorded:Nobody");
    addBySpec(spec);
    QVERIFY(m_fixture->waitForResults());
    const PredictorEvaluation *evaluation = m_fixture->results()->find(spec);
    QVERIFY(evaluation && evaluation->error);
    const QModelIndex missing = cell(table(), spec, mae);
    QCOMPARE(missing.data().toString(), QStringLiteral("-"));
    QCOMPARE(missing.data(Qt::ToolTipRole).toString(),
             QString::fromStdString(evaluation->error->message));
}

void TestJudgePanel::baselineGivesPValues()
{
    openSynthesised();
    choose(m_fixture->find<QComboBox>("judgeBaseline"), QStringLiteral("mean"));
    QVERIFY(m_fixture->waitForResults());
    const PredictorEvaluation *hat = m_fixture->results()->find(QStringLiteral("recorded:HAT"));
    const std::optional<double> pValue = hat->metrics[0].pValue;
    QVERIFY(pValue);
    const QModelIndex index = cell(table(), QStringLiteral("recorded:HAT"), mae);
    QCOMPARE(index.data(MetricModel::SignificantRole).toBool(), *pValue < 0.05);
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QLocale().toString(*pValue, 'f', 3)));
}

void TestJudgePanel::restartRestoresTheSetup()
{
    openSynthesised();
    addBySpec(QStringLiteral("knn:4"));
    choose(m_fixture->find<QComboBox>("judgeTarget"), QStringLiteral("test_bleu"));
    choose(m_fixture->find<QComboBox>("judgeBaseline"), QStringLiteral("mean"));
    m_fixture->find<QSpinBox>("judgeDemonstrations")->setValue(8);
    const QStringList specs = shownSpecs(table());
    const QStringList drawn = drawnSpecs(table());
    QVERIFY(m_fixture->reopenWorkspace());
    QVERIFY(m_fixture->openPanel());
    QCOMPARE(shownSpecs(table()), specs);
    QCOMPARE(drawnSpecs(table()), drawn);
    QCOMPARE(m_fixture->find<QComboBox>("judgeTarget")->currentData().toString(),
             QStringLiteral("test_bleu"));
    QCOMPARE(m_fixture->find<QComboBox>("judgeBaseline")->currentData().toString(),
             QStringLiteral("mean"));
    QCOMPARE(m_fixture->find<QSpinBox>("judgeDemonstrations")->value(), 8);
    QCOMPARE(m_fixture->results()->evaluation.options.demonstrations, 8);
}

void TestJudgePanel::switchingTheTaskKeepsThePredictors()
{
    QVERIFY(m_fixture->import({synthesisedTask(), synthesisedTask("wmt19ende")}));
    QVERIFY(m_fixture->openPanel());
    addBySpec(QStringLiteral("knn:4"));
    const QStringList specs = shownSpecs(table());
    QVERIFY(m_fixture->waitForResults());
    choose(m_fixture->find<QComboBox>("judgeTask"), QStringLiteral("wmt19ende"));
    QVERIFY(m_fixture->waitForResults());
    QCOMPARE(m_fixture->results()->evaluation.task, std::string("wmt19ende"));
    QCOMPARE(shownSpecs(table()), specs);
    m_fixture->session()->undoStack()->undo();
    QCOMPARE(m_fixture->find<QComboBox>("judgeTask")->currentData().toString(),
             QStringLiteral("wmt14ende"));
}

void TestJudgePanel::emptyWorkspaceOffersTheImport()
{
    QVERIFY(m_fixture->openPanel());
    QVERIFY(m_fixture->find<QWidget>("judgeEmptyState")->isVisible());
    QVERIFY(!m_fixture->find<QLabel>("judgeEmptyText")->text().isEmpty());
    QSignalSpy asked(m_fixture->panel(), &JudgePanel::importRequested);
    m_fixture->find<QPushButton>("judgeImport")->click();
    QCOMPARE(asked.count(), 1);
    QVERIFY(m_fixture->import({synthesisedTask()}));
    QVERIFY(m_fixture->waitForResults());
    QVERIFY(!m_fixture->find<QWidget>("judgeEmptyState")->isVisible());
}

void TestJudgePanel::editsWhileJudgingEndWithTheLastSetup()
{
    openSynthesised();
    auto *spin = m_fixture->find<QSpinBox>("judgeDemonstrations");
    for (const int count : {3, 4, 5}) {
        spin->setValue(count);
        QTest::qWait(160); // long enough for judging to begin, seldom to end
    }
    QVERIFY(QTest::qWaitFor(
        [this] { return m_fixture->results()->evaluation.options.demonstrations == 5; }, 60000));
    QVERIFY(QTest::qWaitFor([this] { return !m_fixture->session()->jobs()->isRunning(); }, 60000));
    QCOMPARE(m_fixture->results()->evaluation.options.demonstrations, 5);
    QTRY_COMPARE(m_fixture->session()->jobs()->rowCount(), 1); // the import's, and no litter
}

void TestJudgePanel::everyActionSaysWhatItDoes()
{
    openSynthesised();
    QSet<QString> names;
    for (const QAction *action : m_fixture->panel()->placeActions()) {
        QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
        QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
        names.insert(action->objectName());
    }
    QCOMPARE(names.size(), m_fixture->panel()->placeActions().size());
    QCOMPARE(m_fixture->find<QAction>("judgeEvaluate")->shortcut(), QKeySequence(Qt::Key_F5));
}

QTEST_MAIN(TestJudgePanel)
#include "tst_judge_panel.moc"
