// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "core/store/call_store.h"
#include "core/store/prompt_store.h"
#include "tests/ui/llm/llm_fixture.h"
#include "ui/session/llm_live_run.h"

using namespace auspex;
using namespace auspex::test;

namespace {

AnsweringOptions slowly(double seconds)
{
    AnsweringOptions options;
    options.delay = seconds;
    return options;
}

CallTotals totalsOf(const LlmFixture &fixture, qint64 run)
{
    return callTotals(*fixture.session()->workspace(), run).value_or(CallTotals());
}

/// By the price of the fixture.
double costOf(const LlmRunStatus &status)
{
    return static_cast<double>(status.usage.prompt) * 10e-6
           + static_cast<double>(status.usage.completion) * 30e-6;
}

} // namespace

class TestLlmRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }

    void runAsksForEveryTestArchitectureOnceAndKeepsWhatItPaid()
    {
        LlmFixture fixture;
        QSignalSpy ended(fixture.center(), &LlmCenter::runEnded);
        QSignalSpy replies(fixture.center(), &LlmCenter::repliesChanged);
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(id > 0);
        QVERIFY(fixture.run(id).isLive);
        QVERIFY(fixture.waitFor(id, RunState::Done));
        const LlmRunInfo run = fixture.run(id);
        QVERIFY(!run.isLive);
        QCOMPARE(run.status.predictions, 40);
        QCOMPARE(run.status.done, 40);
        QCOMPARE(run.status.unusable, 0);
        QCOMPARE(run.status.requests, 40);
        QCOMPARE(run.status.usage.completion, 40 * 5);
        QVERIFY(run.status.usage.prompt > 40 * 500);
        QVERIFY(qAbs(*run.status.cost - costOf(run.status)) < 1e-9);
        QCOMPARE(fixture.chats(), std::size_t(40));
        QCOMPARE(totalsOf(fixture, id).replies, 40);
        QCOMPARE(ended.size(), 1);
        QVERIFY(!replies.isEmpty());
        QTRY_VERIFY(!fixture.jobOfRun().isValid()); // what is done stands in the list of runs
    }

    void whatWasPaidForIsNotSentAgain()
    {
        LlmFixture fixture;
        const qint64 first = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(first, RunState::Done));
        const qint64 second = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(second, RunState::Done));
        QCOMPARE(fixture.chats(), std::size_t(40));
        QCOMPARE(fixture.run(second).status.fromCache, 40);
        QCOMPARE(fixture.run(second).status.requests, 0);
        QCOMPARE(*fixture.run(second).status.cost, 0.0);
        QCOMPARE(fixture.center()->runs().front().run.id, second); // the newest first
    }

    void demonstrationsAreAskedAboutForCalibrations()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.splits = {QStringLiteral("123")};
        setup.withDemonstrations = true;
        const qint64 id = fixture.start(setup);
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.predictions, 30);
        QCOMPARE(fixture.chats(), std::size_t(30));
        const auto evaluation = evaluate(
            *fixture.session()->task(QStringLiteral("wmt14ende")),
            {*parsePredictorSpec("calibrated:linear:" + predictorOf(setup).toStdString())},
            evaluationOptionsOf(setup), *std::make_unique<Job>(),
            {fixture.center()->cachedService()});
        QVERIFY(evaluation);
        QVERIFY(!evaluation->predictors[0].error);
        QCOMPARE(evaluation->predictors[0].missed, std::size_t(0));
    }

    void pausedRunSendsNothingAndGoesOn()
    {
        LlmFixture fixture(slowly(0.05));
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(QTest::qWaitFor([&] { return fixture.run(id).status.done >= 4; }, patience));
        fixture.center()->pauseRun(id);
        QVERIFY(fixture.waitFor(id, RunState::Paused));
        QCOMPARE(fixture.jobOfRun().data(JobList::StateRole).value<JobList::State>(),
                 JobList::State::Paused);
        QVERIFY(fixture.run(id).isLive);
        // Those in flight come in, then nothing happens.
        QVERIFY(QTest::qWaitFor([&] { return fixture.run(id).status.inFlight == 0; }, patience));
        const std::size_t sent = fixture.chats();
        QVERIFY(sent < 40);
        QTest::qWait(200);
        QCOMPARE(fixture.chats(), sent);
        QVERIFY(fixture.center()->resumeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.chats(), std::size_t(40));
        QCOMPARE(fixture.run(id).status.done, 40);
    }

    void pausingInTheListOfJobsIsTheSame()
    {
        LlmFixture fixture(slowly(0.05));
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(QTest::qWaitFor(
            [&] { return fixture.jobOfRun().data(JobList::CanPauseRole).toBool(); }, patience));
        const int job = fixture.jobOfRun().row();
        fixture.session()->jobs()->setPaused(job, true);
        QCOMPARE(fixture.run(id).run.state, RunState::Paused);
        fixture.session()->jobs()->setPaused(job, false);
        QCOMPARE(fixture.run(id).run.state, RunState::Running);
        QVERIFY(fixture.waitFor(id, RunState::Done));
    }

    void jobTellsOfTheWholeRun()
    {
        LlmFixture fixture(slowly(0.05));
        const qint64 id = fixture.start(fixture.setup());
        const QPersistentModelIndex job = fixture.jobOfRun();
        QVERIFY(QTest::qWaitFor([&] { return job.data(JobList::ProgressRole).toLongLong() >= 4; },
                                patience));
        QCOMPARE(job.data(JobList::TotalRole).toLongLong(), 40);
        QCOMPARE(job.data(JobList::UnitRole).toString(), QStringLiteral("predictions"));
        QVERIFY(job.data(JobList::CostRole).toDouble() > 0.01);
        QVERIFY(fixture.waitFor(id, RunState::Done));
    }

    void cancelledRunKeepsWhatItHasAndCanGoOn()
    {
        LlmFixture fixture(slowly(0.05));
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(QTest::qWaitFor([&] { return fixture.run(id).status.done >= 4; }, patience));
        fixture.center()->cancelRun(id);
        QVERIFY(fixture.waitFor(id, RunState::Cancelled));
        const auto kept = totalsOf(fixture, id).replies;
        QVERIFY(kept >= 4 && kept < 40);
        QVERIFY(fixture.center()->resumeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        QCOMPARE(totalsOf(fixture, id).replies, 40);
        // Cost and requests are of both stretches; those under way at the end were lost.
        QVERIFY(fixture.run(id).status.requests >= 40 && fixture.run(id).status.requests <= 44);
        QCOMPARE(fixture.run(id).status.usage.completion, 40 * 5);
        QVERIFY(qAbs(*fixture.run(id).status.cost - costOf(fixture.run(id).status)) < 1e-9);
    }

    void runSurvivesARestartAsPaused()
    {
        LlmFixture fixture(slowly(0.05));
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(QTest::qWaitFor([&] { return fixture.run(id).status.done >= 4; }, patience));
        fixture.restartAsAfterKill(id);
        const LlmRunInfo run = fixture.run(id);
        QCOMPARE(run.run.state, RunState::Paused);
        QVERIFY(!run.isLive);
        QVERIFY(run.status.done >= 4); // told by its calls
        QVERIFY(*run.status.cost > 0.01);
        QCOMPARE(run.setup, fixture.setup());
        QVERIFY(fixture.center()->resumeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        QCOMPARE(totalsOf(fixture, id).replies, 40);
    }

    void budgetStopsTheRunAndMoreMoneyGoesOn()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.budget = 0.2;
        setup.spec.samples = 3; // it ends amid the samples of an architecture
        const qint64 id = fixture.start(setup);
        QVERIFY(fixture.waitFor(id, RunState::Failed));
        QVERIFY2(fixture.run(id).problem.contains(QStringLiteral("budget")),
                 qPrintable(fixture.run(id).problem));
        QVERIFY(*fixture.run(id).status.cost <= 0.2);
        QVERIFY(fixture.run(id).status.done > 0);
        // Resumed, the same budget holds for the run as a whole.
        QVERIFY(fixture.center()->resumeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Failed));
        QVERIFY(*fixture.run(id).status.cost <= 0.2);
    }

    void missingKeyIsAskedForAndTheRunWaits()
    {
        AnsweringOptions options;
        options.key = "sk-TESTKEY-runs";
        LlmFixture fixture(options);
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().needsKey = true;
        providers.back().keyVariable = "AUSPEX_NO_SUCH_KEY";
        QVERIFY(fixture.center()->setProviders(providers));
        QSignalSpy asked(fixture.center(), &LlmCenter::keyNeeded);
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(id, RunState::Paused));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("here"));
        QVERIFY(!fixture.run(id).problem.isEmpty());
        QCOMPARE(fixture.chats(), std::size_t(0));
        fixture.center()->setSessionKey(QStringLiteral("here"), SecretKey("sk-TESTKEY-runs"));
        QVERIFY(fixture.center()->resumeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        setSessionKey("here", SecretKey());
    }

    void refusedKeyIsAskedForAnew()
    {
        AnsweringOptions options;
        options.key = "sk-TESTKEY-right";
        LlmFixture fixture(options);
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().needsKey = true;
        QVERIFY(fixture.center()->setProviders(providers));
        fixture.center()->setSessionKey(QStringLiteral("here"), SecretKey("sk-TESTKEY-wrong"));
        QSignalSpy asked(fixture.center(), &LlmCenter::keyNeeded);
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(id, RunState::Paused));
        QCOMPARE(asked.size(), 1);
        QVERIFY(!asked[0][1].toString().contains(QStringLiteral("sk-TESTKEY")));
        fixture.center()->setSessionKey(QStringLiteral("here"), SecretKey("sk-TESTKEY-right"));
        QVERIFY(fixture.center()->resumeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        setSessionKey("here", SecretKey());
    }

    void answersWithoutANumberAreCountedAndShown()
    {
        AnsweringOptions options;
        options.content = "I cannot say.";
        LlmFixture fixture(options);
        LlmRunSetup setup = fixture.setup();
        setup.splits = {QStringLiteral("123")};
        const qint64 id = fixture.start(setup);
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 0);
        QCOMPARE(fixture.run(id).status.unusable, 20);
        QVERIFY(totalsOf(fixture, id).unusable > 0);
    }

    void savedPromptIsPinnedToTheVersionItBeganWith()
    {
        LlmFixture fixture;
        const std::string json = promptJson(builtInPrompts().front().prompt);
        QVERIFY(savePrompt(*fixture.session()->workspace(), "mine", json));
        LlmRunSetup setup = fixture.setup();
        setup.spec.prompt = "mine";
        setup.splits = {QStringLiteral("123")};
        const qint64 id = fixture.start(setup);
        QVERIFY(id > 0);
        QCOMPARE(fixture.run(id).setup.spec.promptVersion, std::optional(1));
        QVERIFY(predictorOf(fixture.run(id).setup).contains(QStringLiteral("mine@1")));
        QVERIFY(fixture.waitFor(id, RunState::Done));
    }

    void savingAPromptTellsThatRepliesMayDiffer()
    {
        LlmFixture fixture;
        QSignalSpy replies(fixture.center(), &LlmCenter::repliesChanged);
        const std::string json = promptJson(builtInPrompts().front().prompt);
        QVERIFY(savePrompt(*fixture.session()->workspace(), "mine", json));
        QTRY_COMPARE_WITH_TIMEOUT(replies.size(), 1, patience);
    }

    void removedRunComesBackWithUndoAndIsGoneAfterARestart()
    {
        LlmFixture fixture;
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(fixture.waitFor(id, RunState::Done));
        fixture.window()->showPlace(QStringLiteral("predictors"));
        fixture.find<QAction>("predictorsShowRuns")->trigger();
        fixture.find<QAction>("llmRemoveRun")->trigger();
        QVERIFY(fixture.center()->runs().empty());
        QVERIFY(fixture.session()->undoStack()->undoText().contains(QStringLiteral("Remove")));
        fixture.session()->undoStack()->undo();
        QCOMPARE(fixture.center()->runs().size(), std::size_t(1));
        QCOMPARE(totalsOf(fixture, id).replies, 40);
        fixture.session()->undoStack()->redo();
        fixture.restart();
        QVERIFY(loadRuns(*fixture.session()->workspace())->empty());
        // What was paid for stays, and stands below the runs.
        QCOMPARE(callTotals(*fixture.session()->workspace())->replies, 40);
        QVERIFY(fixture.center()->runs().empty());
        QCOMPARE(fixture.center()->run(LlmCenter::callsOfNoRun)->status.requests, 40);
        fixture.window()->showPlace(QStringLiteral("predictors"));
        fixture.find<QAction>("predictorsShowRuns")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.find<QTableView>("llmCalls")->model()->rowCount(), 40,
                                  patience);
        for (const char *name : {"llmResumeRun", "llmRunAgain", "llmRemoveRun", "llmShowInJudge"}) {
            QVERIFY2(!fixture.find<QAction>(name)->isEnabled(), name);
        }
    }

    void runUnderWayIsNotRemoved()
    {
        LlmFixture fixture(slowly(0.05));
        const qint64 id = fixture.start(fixture.setup());
        QVERIFY(!fixture.center()->removeRun(id));
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QVERIFY(fixture.center()->removeRun(id));
    }

    void whatCannotRunIsSaid()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.task = QStringLiteral("nowhere");
        const auto noTask = fixture.center()->startRun(setup);
        QVERIFY(!noTask && noTask.error().message.find("nowhere") != std::string::npos);
        setup = fixture.setup();
        setup.spec.provider = "nobody";
        QVERIFY(!fixture.center()->startRun(setup));
        setup = fixture.setup();
        setup.asBatch = true;
        QVERIFY(!fixture.center()->startRun(setup)); // the provider has none
        QVERIFY(fixture.center()->runs().empty());
        fixture.window()->closeWorkspace();
        QVERIFY(!fixture.center()->startRun(fixture.setup()));
    }

    void setupIsTheSameAfterGoingThroughJson()
    {
        LlmRunSetup setup;
        setup.spec = *parseLlmSpec("openai/gpt-4o/mine@3:first-instruction?samples=5&seed=7");
        setup.task = QStringLiteral("wmt14ende");
        setup.target = QStringLiteral("test_bleu");
        setup.demonstrations = 3;
        setup.splits = {QStringLiteral("123"), QStringLiteral("789")};
        setup.budget = 1.5;
        setup.asBatch = true;
        setup.withDemonstrations = true;
        QCOMPARE(llmRunSetupOfJson(llmRunSetupJson(setup)), std::optional(setup));
        QVERIFY(!llmRunSetupOfJson(QStringLiteral("{}")));
        QVERIFY(!llmRunSetupOfJson(QStringLiteral("no JSON")));
    }

    void providersAndPricesAreKeptAndTold()
    {
        LlmFixture fixture;
        QSignalSpy providers(fixture.center(), &LlmCenter::providersChanged);
        QSignalSpy prices(fixture.center(), &LlmCenter::pricesChanged);
        std::vector<Provider> changed = fixture.center()->providers();
        changed.back().title = "There";
        QVERIFY(fixture.center()->setProviders(changed));
        QVERIFY(fixture.center()->setProviders(changed)); // the same again is no change
        QCOMPARE(providers.size(), 1);
        std::vector<Price> own = fixture.center()->ownPrices();
        QCOMPARE(own.size(), std::size_t(1));
        own.front().rates.output = 7.0;
        QVERIFY(fixture.center()->setOwnPrices(own));
        QCOMPARE(prices.size(), 1);
        fixture.restart();
        QCOMPARE(fixture.center()->provider(QStringLiteral("here"))->title, std::string("There"));
        QCOMPARE(fixture.center()->ownPrices(), own);
    }
};

QTEST_MAIN(TestLlmRuns)
#include "tst_llm_runs.moc"
