// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDirIterator>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "core/store/call_store.h"
#include "tests/ui/llm/llm_fixture.h"
#include "ui/common/message_bar.h"
#include "ui/judge/judge_panel.h"
#include "ui/judge/metric_model.h"
#include "ui/judge/metric_table.h"
#include "ui/llm/call_model.h"
#include "ui/llm/launch_dialog.h"
#include "ui/llm/llm_runs_panel.h"
#include "ui/predictors/predictors_panel.h"
#include "ui/prompts/prompt_editor.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const char *const testKey = "sk-TESTKEY-0123456789abcdef";

template<typename Widget>
Widget *in(QWidget *parent, const char *name)
{
    return parent->findChild<Widget *>(QLatin1String(name));
}

/// The dialog that the window shows now.
LaunchDialog *launchDialog(const LlmFixture &fixture)
{
    LaunchDialog *found = nullptr;
    (void)QTest::qWaitFor(
        [&] {
            found = fixture.window()->findChild<LaunchDialog *>();
            return found != nullptr && found->isVisible();
        },
        patience);
    return found;
}

/// The row of the predictor in the Judge's table, once there are results of it.
QModelIndex judgedRow(const LlmFixture &fixture, const QString &spec)
{
    const auto *table = fixture.find<MetricTable>("judgeMetricTable");
    QModelIndex found;
    (void)QTest::qWaitFor(
        [&] {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                const QModelIndex index = table->model()->index(row, 0);
                if (index.data(MetricModel::SpecRole).toString() == spec
                    && !index.data(MetricModel::StaleRole).toBool()) {
                    found = index;
                    return true;
                }
            }
            return false;
        },
        patience);
    return found;
}

bool anyFileHolds(const QString &folder, const QByteArray &text)
{
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text)) {
            qWarning("found in %s", qPrintable(file.fileName()));
            return true;
        }
    }
    return false;
}

} // namespace

class TestLlmFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }

    void fromTheDialogToTheJudgeAndTheExportedTables()
    {
        AnsweringOptions options;
        options.key = testKey;
        LlmFixture fixture(options);
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().needsKey = true;
        providers.back().keyVariable = "AUSPEX_NO_SUCH_KEY";
        QVERIFY(fixture.center()->setProviders(providers));
        fixture.center()->setSessionKey(QStringLiteral("here"), SecretKey(testKey));

        // The place, its empty state, and the dialog.
        fixture.window()->showPlace(QStringLiteral("predictors"));
        fixture.find<QAction>("predictorsShowRuns")->trigger();
        QVERIFY(fixture.find<QWidget>("llmEmptyState")->isVisible());
        fixture.find<QPushButton>("llmRunFirst")->click();
        LaunchDialog *dialog = launchDialog(fixture);
        QVERIFY(dialog);
        dialog->setSetup(fixture.setup());
        auto *requests = in<QLabel>(dialog, "llmRequests");
        QTRY_VERIFY_WITH_TIMEOUT(requests->text().contains(QStringLiteral("40")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(in<QLabel>(dialog, "llmPrice")->text().contains(u'$'), patience);
        QVERIFY(in<QLabel>(dialog, "llmTokens")->text().contains(QStringLiteral("estimate")));
        QCOMPARE(fixture.chats(), std::size_t(0)); // nothing is sent before the run
        auto *start = in<QPushButton>(dialog, "llmStart");
        QVERIFY(start->isEnabled());
        start->click();

        // The run, to its end.
        QTRY_COMPARE_WITH_TIMEOUT(fixture.center()->runs().size(), std::size_t(1), patience);
        const qint64 id = fixture.center()->runs().front().run.id;
        QVERIFY(fixture.waitFor(id, RunState::Done));
        auto *panel = fixture.window()->findChild<LlmRunsPanel *>();
        QCOMPARE(panel->currentRun(), id);
        auto *calls = fixture.find<QTableView>("llmCalls");
        QTRY_COMPARE_WITH_TIMEOUT(calls->model()->rowCount(), 40, patience);

        // The message, and the Judge with the regressions beside it.
        MessageBar *bar = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.window()->messages()->messages().isEmpty(), patience);
        bar = fixture.window()->messages()->messages().first();
        in<QAction>(bar, "showRunInJudge")->trigger();
        QCOMPARE(fixture.window()->currentPlace(), QStringLiteral("judge"));
        const QString spec = predictorOf(fixture.setup());
        const QModelIndex row = judgedRow(fixture, spec);
        QVERIFY(row.isValid());
        const QString mae
            = row.siblingAtColumn(MetricModel::columnOf(MetricId::Mae)).data().toString();
        QVERIFY2(mae.contains(QStringLiteral("±")), qPrintable(mae));
        QVERIFY(judgedRow(fixture, QStringLiteral("ols:decoder_layers")).isValid());
        QCOMPARE(fixture.chats(), std::size_t(40)); // judging sends nothing

        // What is exported is what was answered.
        const QString judged = fixture.path(QStringLiteral("judged.csv"));
        QVERIFY(fixture.window()->findChild<JudgePanel *>()->exportTable(judged));
        QFile judgedFile(judged);
        QVERIFY(judgedFile.open(QIODevice::ReadOnly));
        QVERIFY(judgedFile.readAll().contains(spec.toUtf8()));
        const QString exported = fixture.path(QStringLiteral("calls.csv"));
        QVERIFY(panel->exportCalls(exported, CallTexts::Short));
        QFile callFile(exported);
        QVERIFY(callFile.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = callFile.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 41);
        QVERIFY(lines[0].startsWith("id,run,time,architecture,sample,ask,provider,model,status,"));
        QVERIFY(!lines[0].contains("request,"));
        const QString whole = fixture.path(QStringLiteral("calls.json"));
        QVERIFY(panel->exportCalls(whole, CallTexts::All));
        QFile wholeFile(whole);
        QVERIFY(wholeFile.open(QIODevice::ReadOnly));
        QVERIFY(wholeFile.readAll().contains("messages"));

        // The key is nowhere.
        QVERIFY(!anyFileHolds(fixture.path(QString()), "TESTKEY"));
        setSessionKey("here", SecretKey());
    }

    void fromANewPromptToTheExportedTable()
    {
        LlmFixture fixture;
        fixture.window()->showPlace(QStringLiteral("predictors"));
        fixture.find<QAction>("predictorsShowStudio")->trigger();

        // A prompt of one's own: only its query, and what is typed in front of it.
        fixture.find<QAction>("studioNew")->trigger();
        auto *editor = fixture.find<PromptEditor>("studioEditor");
        QVERIFY(editor->toPlainText().contains(QStringLiteral("{{")));
        editor->setFocus();
        editor->moveCursor(QTextCursor::Start);
        QTest::keyClicks(editor, QStringLiteral("Guess well. "));
        auto *provider = fixture.find<QComboBox>("studioProvider");
        const int index = provider->findData(QStringLiteral("here"));
        QVERIFY(index >= 0);
        provider->setCurrentIndex(index);
        Q_EMIT provider->activated(index);

        // Results know the version that they came from, so it is saved first.
        fixture.find<QAction>("studioRunSet")->trigger();
        fixture.find<QDialog>("studioSaveDialog")->accept();
        LaunchDialog *dialog = launchDialog(fixture);
        QVERIFY(dialog);
        auto *start = in<QPushButton>(dialog, "llmStart");
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience);
        start->click();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.center()->runs().size(), std::size_t(1), patience);
        const LlmRunInfo run = fixture.center()->runs().front();
        QVERIFY(fixture.waitFor(run.run.id, RunState::Done));
        QCOMPARE(run.setup.spec.promptVersion.value(), 1);
        // Without demonstrations the splits' prompts are the same: each architecture is paid once.
        const auto task = fixture.session()->task(QStringLiteral("wmt14ende"));
        std::set<std::size_t> architectures;
        for (const TfsSplit &split : task->splits) {
            architectures.insert(split.test.begin(), split.test.end());
        }
        QCOMPARE(fixture.chats(), architectures.size());
        for (const ReceivedRequest &request : fixture.server().requests()) {
            QVERIFY(request.method != "POST"
                    || request.body.find("Guess well. ") != std::string::npos);
        }

        fixture.find<QAction>("llmShowInJudge")->trigger();
        QTRY_COMPARE(fixture.window()->currentPlace(), QStringLiteral("judge"));
        const QString spec = predictorOf(run.setup);
        QVERIFY(judgedRow(fixture, spec).isValid());
        QVERIFY(judgedRow(fixture, QStringLiteral("ols:decoder_layers")).isValid());
        const QString file = fixture.path(QStringLiteral("judged.csv"));
        QVERIFY(fixture.window()->findChild<JudgePanel *>()->exportTable(file));
        QFile table(file);
        QVERIFY(table.open(QIODevice::ReadOnly));
        QVERIFY(table.readAll().contains(spec.toUtf8()));
    }

    void judgeOffersTheRunThatIsMissing()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.splits = {QStringLiteral("123")};
        const qint64 id = fixture.start(setup);
        QVERIFY(fixture.waitFor(id, RunState::Done));
        auto *judge = fixture.window()->findChild<JudgePanel *>();
        fixture.window()->showPlace(QStringLiteral("judge"));
        LlmRunSetup both = setup;
        both.splits.clear(); // the second split was not asked for
        judge->showRun(both);
        const QString spec = predictorOf(setup);
        QVERIFY(judgedRow(fixture, spec).isValid());
        auto *missing = fixture.find<MessageArea>("judgeMissing");
        QTRY_COMPARE_WITH_TIMEOUT(missing->messages().size(), 1, patience);
        QVERIFY2(missing->messages().first()->text().contains(QStringLiteral("20 of 40")),
                 qPrintable(missing->messages().first()->text()));
        in<QToolButton>(missing, "judgeRunNow")->click();
        LaunchDialog *dialog = launchDialog(fixture);
        QVERIFY(dialog);
        QCOMPARE(dialog->setup().spec, setup.spec);
        QVERIFY(dialog->setup().splits.isEmpty());
        auto *requests = in<QLabel>(dialog, "llmRequests");
        QTRY_VERIFY2_WITH_TIMEOUT(requests->text().contains(QStringLiteral("20 already")),
                                  qPrintable(requests->text()), patience);
        in<QPushButton>(dialog, "llmStart")->click();
        QTRY_VERIFY_WITH_TIMEOUT(missing->messages().isEmpty(), patience);
        QCOMPARE(fixture.chats(), std::size_t(40));
    }

    void calibratedPredictorAsksForTheDemonstrationsToo()
    {
        LlmFixture fixture;
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(id, RunState::Done));
        fixture.window()->showPlace(QStringLiteral("judge"));
        auto *judge = fixture.window()->findChild<JudgePanel *>();
        judge->showRun(fixture.setup());
        judge->showPredictorPopup();
        const auto *list = judge->findChild<QTreeWidget *>(QStringLiteral("judgePredictorList"));
        QVERIFY(
            !list->findItems(QStringLiteral("Language models that were run here"), Qt::MatchExactly)
                 .isEmpty());
        auto *spec = judge->findChild<QLineEdit *>(QStringLiteral("judgePredictorSpec"));
        spec->setText(QStringLiteral("calibrated:linear:") + predictorOf(fixture.setup()));
        judge->findChild<QPushButton *>(QStringLiteral("judgePredictorAdd"))->click();
        auto *missing = fixture.find<MessageArea>("judgeMissing");
        QTRY_COMPARE_WITH_TIMEOUT(missing->messages().size(), 1, patience);
        in<QToolButton>(missing, "judgeRunNow")->click();
        LaunchDialog *dialog = launchDialog(fixture);
        QVERIFY(dialog);
        QVERIFY(dialog->setup().withDemonstrations);
        dialog->reject();
    }

    void callTableFiltersSortsAndShowsWhatWentOverTheWire()
    {
        LlmFixture fixture;
        ScriptedReply broken = errorReply(Shape::OpenAi, 500, "server_error", "", "Try later.");
        ShapedAnswer wordy;
        wordy.contents = {"no idea"};
        fixture.server().enqueue({broken, chatReply(Shape::OpenAi, wordy)});
        LlmRunSetup setup = fixture.setup();
        setup.splits = {QStringLiteral("123")};
        const qint64 id = fixture.start(setup);
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.failures.at("overloaded"), 1);
        fixture.window()->showPlace(QStringLiteral("predictors"));
        auto *place = fixture.window()->findChild<PredictorsPanel *>();
        place->showRun(id);
        auto *calls = fixture.find<QTableView>("llmCalls");
        QTRY_COMPARE_WITH_TIMEOUT(calls->model()->rowCount(), 22, patience);
        auto *filter = fixture.find<QComboBox>("llmCallFilter");
        filter->setCurrentIndex(1);
        QCOMPARE(calls->model()->rowCount(), 1);
        calls->setCurrentIndex(calls->model()->index(0, 0));
        QVERIFY(fixture.find<QPlainTextEdit>("llmCallReply")
                    ->toPlainText()
                    .contains(QStringLiteral("Try later.")));
        filter->setCurrentIndex(2);
        QCOMPARE(calls->model()->rowCount(), 1);
        calls->setCurrentIndex(calls->model()->index(0, 0));
        QVERIFY(fixture.find<QPlainTextEdit>("llmCallReply")
                    ->toPlainText()
                    .contains(QStringLiteral("\"content\": \"no idea\"")));
        const QString request = fixture.find<QPlainTextEdit>("llmCallRequest")->toPlainText();
        QVERIFY(request.contains(QStringLiteral("\n  \"max_tokens\": 25")));
        const QString prompt = fixture.find<QPlainTextEdit>("llmCallPrompt")->toPlainText();
        QVERIFY(prompt.contains(QStringLiteral("encoder-embed-dim-subtransformer")));
        QVERIFY(prompt.contains(u'\n'));
        QVERIFY(fixture.find<QPlainTextEdit>("llmCallPrice")
                    ->toPlainText()
                    .contains(QStringLiteral("a test")));
        fixture.find<QToolButton>("llmCopyCallPage")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("no idea")));

        filter->setCurrentIndex(0);
        calls->sortByColumn(CallModel::Value, Qt::DescendingOrder);
        const auto valueAt = [&](int row) {
            return calls->model()->index(row, CallModel::Value).data(CallModel::ValueRole);
        };
        QVERIFY(valueAt(0).toDouble() >= valueAt(1).toDouble());
        QVERIFY(!valueAt(21).isValid()); // what has no value stands last
        // A chosen call is a chosen architecture everywhere.
        calls->setCurrentIndex(calls->model()->index(0, 0));
        QCOMPARE(fixture.session()->selection()->task(), QStringLiteral("wmt14ende"));
        QCOMPARE(fixture.session()->selection()->current(),
                 calls->model()->index(0, 0).data(CallModel::RecordRole).toLongLong());
    }

    void runThatNeededNothingSaysSo()
    {
        LlmFixture fixture;
        const qint64 first = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(first, RunState::Done));
        const qint64 second = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(second, RunState::Done));
        fixture.window()->showPlace(QStringLiteral("predictors"));
        fixture.window()->findChild<PredictorsPanel *>()->showRun(second);
        QVERIFY(fixture.find<QLabel>("llmCallsEmpty")->isVisible());
        QVERIFY(fixture.find<QLabel>("llmCallsEmpty")
                    ->text()
                    .contains(QStringLiteral("nothing was paid")));
    }

    void commandsSayWhyTheyCannotBeUsed()
    {
        LlmFixture fixture;
        fixture.window()->showPlace(QStringLiteral("predictors"));
        QVERIFY(!fixture.find<QAction>("llmPauseRun")->isEnabled());
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(id, RunState::Done));
        fixture.window()->findChild<PredictorsPanel *>()->showRun(id);
        QVERIFY(!fixture.find<QAction>("llmPauseRun")->isEnabled());
        QVERIFY(!fixture.find<QAction>("llmResumeRun")->isEnabled());
        QVERIFY(!fixture.find<QAction>("llmCancelRun")->isEnabled());
        QVERIFY(fixture.find<QAction>("llmRunAgain")->isEnabled());
        QVERIFY(fixture.find<QAction>("llmExportCalls")->isEnabled());
        QVERIFY(!fixture.find<QAction>("llmCheckBatches")->isEnabled());
        fixture.find<QAction>("llmRunAgain")->trigger();
        LaunchDialog *dialog = launchDialog(fixture);
        QVERIFY(dialog);
        QCOMPARE(dialog->setup(), fixture.setup());
        dialog->reject();
    }
};

QTEST_MAIN(TestLlmFlow)
#include "tst_llm_flow.moc"
