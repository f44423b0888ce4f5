// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include "tests/ui/llm/llm_fixture.h"
#include "ui/ablation/ablation_panel.h"
#include "ui/ablation/ablation_setup.h"

using namespace auspex;
using namespace auspex::test;

namespace {

/// Two variants that need no examples, of the first split alone.
AblationSetup smallSetup()
{
    AblationSetup setup = paperAblationSetup();
    setup.tasks = {QStringLiteral("wmt14ende")};
    setup.variants = {QStringLiteral("demonstrations-only"),
                      QStringLiteral("role-and-definitions")};
    setup.demonstrations = {3, 10};
    setup.splits = {QStringLiteral("123")};
    return setup;
}

void open(const LlmFixture &fixture, const AblationSetup &setup)
{
    fixture.session()->setDocument(QStringLiteral("ablation"), ablationSetupJson(setup));
    fixture.window()->showPlace(QStringLiteral("predictors"));
    fixture.find<QAction>("predictorsShowAblation")->trigger();
}

/// As a user does: provider, name, plus.
void addModel(const LlmFixture &fixture, const QString &name)
{
    auto *provider = fixture.find<QComboBox>("ablationProvider");
    provider->setCurrentIndex(provider->findData(QStringLiteral("here")));
    fixture.find<QComboBox>("ablationModel")->setEditText(name);
    fixture.find<QToolButton>("ablationAddModel")->click();
}

QStringList columnOf(const QTableView *table, int column)
{
    QStringList texts;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        texts.append(table->model()->index(row, column).data().toString());
    }
    return texts;
}

} // namespace

class TestAblationPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }

    void withoutAModelItSaysWhatToDo()
    {
        LlmFixture fixture;
        open(fixture, smallSetup());
        auto *note = fixture.find<QLabel>("ablationNote");
        QTRY_VERIFY_WITH_TIMEOUT(note->text().contains(QStringLiteral("Choose a model")), patience);
        QVERIFY(!fixture.find<QAction>("ablationAsk")->isEnabled());
        QVERIFY(!fixture.find<QWidget>("ablationTabs")->isVisible());
    }

    void modelIsAskedAndStandsBesideTheRegressors()
    {
        LlmFixture fixture;
        open(fixture, smallSetup());
        addModel(fixture, QStringLiteral("test-model"));
        auto *estimate = fixture.find<QLabel>("ablationEstimate");
        // Two variants with 10 demonstrations, and the last of them with 3: 20 architectures each.
        QTRY_VERIFY2_WITH_TIMEOUT(estimate->text().contains(QStringLiteral("60 prediction")),
                                  qPrintable(estimate->text()), patience);
        QVERIFY2(estimate->text().contains(QStringLiteral("Cost: about $")),
                 qPrintable(estimate->text()));
        QCOMPARE(fixture.chats(), std::size_t(0));

        fixture.find<QAction>("ablationAsk")->trigger();
        auto *table = fixture.find<QTableView>("ablationComponents");
        QTRY_VERIFY2_WITH_TIMEOUT(estimate->text().contains(QStringLiteral("of which 0")),
                                  qPrintable(estimate->text()), 3 * patience);
        QCOMPARE(fixture.chats(), std::size_t(60));
        const QString rows = columnOf(table, 0).join(u'\n') + columnOf(table, 1).join(u'\n');
        QVERIFY2(rows.contains(QStringLiteral("Demonstrations only")), qPrintable(rows));
        QVERIFY2(rows.contains(QStringLiteral("Depth line")), qPrintable(rows));
        QCOMPARE(fixture.find<QTableView>("ablationDemonstrationsTable")->model()->rowCount() > 0,
                 true);

        const QString file = fixture.path(QStringLiteral("ablation.csv"));
        const auto written = fixture.window()->findChild<AblationPanel *>()->exportTable(file);
        QVERIFY(written);
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray text = csv.readAll();
        QVERIFY2(text.contains("llm:here/test-model:demonstrations-only")
                     || text.contains("llm:here/test-model/llm-pp:demonstrations-only"),
                 text.constData());
        QVERIFY(text.contains("ols:decoder_layers"));
    }

    void everyChoiceIsUndone()
    {
        LlmFixture fixture;
        open(fixture, smallSetup());
        addModel(fixture, QStringLiteral("test-model"));
        auto *models = fixture.find<QListWidget>("ablationModels");
        auto *budget = fixture.find<QDoubleSpinBox>("ablationBudget");
        QCOMPARE(models->count(), 1);
        QCOMPARE(budget->value(), 5.0); // nobody pays without a limit unasked
        budget->setValue(2.0);
        QUndoStack *undo = fixture.session()->undoStack();
        undo->undo();
        QCOMPARE(budget->value(), 5.0);
        undo->undo();
        QCOMPARE(models->count(), 0);
        undo->redo();
        undo->redo();
        QCOMPARE(models->count(), 1);
        QCOMPARE(budget->value(), 2.0);
    }

    void budgetAndItsAbsenceAreKept()
    {
        AblationSetup setup = smallSetup();
        setup.budget.reset();
        QCOMPARE(ablationSetupOfJson(ablationSetupJson(setup)), setup);
        setup.budget = 0.25;
        QCOMPARE(ablationSetupOfJson(ablationSetupJson(setup)), setup);
    }
};

QTEST_MAIN(TestAblationPanel)
#include "tst_ablation_panel.moc"
