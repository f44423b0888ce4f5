// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "core/store/call_store.h"
#include "tests/support/batch_script.h"
#include "tests/ui/llm/llm_fixture.h"
#include "ui/predictors/predictors_panel.h"

using namespace auspex;
using namespace auspex::test;

namespace {

const char *const testKey = "sk-TESTKEY-batches";

/// A window whose provider takes batch jobs.
struct BatchWindow {
    BatchWindow()
        : script(Shape::OpenAi, testKey)
    {
        fixture.server().setScript(script.script());
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().needsKey = true;
        providers.back().batches = true;
        providers.back().keyVariable = "AUSPEX_NO_SUCH_KEY";
        if (!fixture.center()->setProviders(providers)) {
            qFatal("the provider could not be saved");
        }
        useKey();
        setup = fixture.setup();
        setup.asBatch = true;
    }
    ~BatchWindow() { setSessionKey("here", SecretKey()); }

    void useKey() { fixture.center()->setSessionKey(QStringLiteral("here"), SecretKey(testKey)); }

    bool handOver(qint64 id)
    {
        const bool done = QTest::qWaitFor(
            [&] { return fixture.run(id).batch.has_value() && !fixture.run(id).isLive; }, patience);
        if (!done) {
            const LlmRunInfo run = fixture.run(id);
            qWarning("state %d, live %d: %s %s", static_cast<int>(run.run.state), run.isLive,
                     qPrintable(run.problem), script.problem().c_str());
        }
        return done;
    }

    LlmFixture fixture;
    BatchScript script;
    LlmRunSetup setup;
};

} // namespace

class TestLlmBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }

    void batchIsHandedOverAndCollectedAtHalfThePrice()
    {
        BatchWindow window;
        LlmFixture &fixture = window.fixture;
        QSignalSpy ended(fixture.center(), &LlmCenter::runEnded);
        const qint64 id = fixture.start(window.setup);
        QVERIFY(window.handOver(id));
        QCOMPARE(fixture.run(id).run.state, RunState::Running);
        QCOMPARE(fixture.run(id).batch->requests, 40);
        QVERIFY(fixture.center()->hasOpenBatches());
        QCOMPARE(window.script.jobs().size(), std::size_t(1));
        QTRY_VERIFY(!fixture.session()->jobs()->isRunning()); // nobody waits for the service
        QVERIFY(!fixture.center()->removeRun(id));            // while the service is at it

        window.script.endAll();
        fixture.find<QAction>("llmCheckBatches")->trigger();
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        QCOMPARE(ended.size(), 1);
        QVERIFY(!fixture.center()->hasOpenBatches());
        // The script's answers have 1,000 tokens of a prompt and 5 of an answer.
        const CallTotals totals = *callTotals(*fixture.session()->workspace(), id);
        QCOMPARE(totals.replies, 40);
        QVERIFY2(qAbs(totals.cost - 40 * 0.01015 / 2) < 1e-9,
                 qPrintable(QString::number(totals.cost, 'g', 12)));
        // The Judge finds every reply.
        const auto missing = fixture.center()->cachedService()->missing(
            window.setup.spec, fixture.center()->queriesOf(window.setup).front());
        QCOMPARE(missing.value_or(-1), 0);
        QVERIFY(window.script.problem().empty());
    }

    void batchSurvivesARestartAndIsCollectedByItself()
    {
        BatchWindow window;
        LlmFixture &fixture = window.fixture;
        const qint64 id = fixture.start(window.setup);
        QVERIFY(window.handOver(id));
        fixture.restart();
        QCOMPARE(fixture.run(id).run.state, RunState::Running);
        QCOMPARE(fixture.run(id).batch->requests, 40);
        window.script.endAll();
        fixture.center()->setBatchInterval(50);
        fixture.center()->checkBatches();
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        QCOMPARE(window.script.jobs().size(), std::size_t(1)); // handed over once
    }

    void batchThatWaitsForItsKeyAsksOnce()
    {
        BatchWindow window;
        LlmFixture &fixture = window.fixture;
        const qint64 id = fixture.start(window.setup);
        QVERIFY(window.handOver(id));
        window.script.endAll();
        setSessionKey("here", SecretKey());
        fixture.restart();
        QSignalSpy asked(fixture.center(), &LlmCenter::keyNeeded);
        fixture.center()->checkBatches();
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.session()->jobs()->isRunning(), patience);
        fixture.center()->checkBatches();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.session()->jobs()->isRunning(), patience);
        QCOMPARE(asked.size(), 1);
        window.useKey(); // collects by itself
        QVERIFY(fixture.waitFor(id, RunState::Done));
    }

    void cancelledBatchKeepsWhatWasAnswered()
    {
        BatchWindow window;
        LlmFixture &fixture = window.fixture;
        const qint64 id = fixture.start(window.setup);
        QVERIFY(window.handOver(id));
        fixture.center()->cancelRun(id);
        QTRY_VERIFY_WITH_TIMEOUT(window.script.jobs().front().isCancelAsked, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.session()->jobs()->isRunning(), patience);
        window.script.endAll("cancelled",
                             [](const BatchScript::Request &request, std::size_t index) {
                                 if (index < 10) {
                                     return BatchScript::answeredBy(request, {"25.00"});
                                 }
                                 BatchScript::Fate fate;
                                 fate.kind = BatchScript::Fate::Kind::Cancelled;
                                 return fate;
                             });
        fixture.center()->checkBatches();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.center()->hasOpenBatches(), patience);
        QCOMPARE(callTotals(*fixture.session()->workspace(), id)->replies, 10);
        QVERIFY(fixture.run(id).run.state != RunState::Running);
    }

    void refusedBatchSaysWhy()
    {
        BatchWindow window;
        LlmFixture &fixture = window.fixture;
        const qint64 id = fixture.start(window.setup);
        QVERIFY(window.handOver(id));
        window.script.failAll("The file is not valid.");
        fixture.center()->checkBatches();
        QVERIFY(fixture.waitFor(id, RunState::Failed));
        QVERIFY2(fixture.run(id).problem.contains(QStringLiteral("The file is not valid.")),
                 qPrintable(fixture.run(id).problem));
        QVERIFY(fixture.center()->removeRun(id));
    }

    void nothingIsHandedOverWhereEverythingIsAnswered()
    {
        BatchWindow window;
        LlmFixture &fixture = window.fixture;
        const qint64 first = fixture.start(window.setup);
        QVERIFY(window.handOver(first));
        window.script.endAll();
        fixture.center()->checkBatches();
        QVERIFY(fixture.waitFor(first, RunState::Done));
        const qint64 second = fixture.start(window.setup);
        QVERIFY(fixture.waitFor(second, RunState::Done));
        QCOMPARE(fixture.run(second).status.fromCache, 40);
        QCOMPARE(window.script.jobs().size(), std::size_t(1));
    }
};

QTEST_MAIN(TestLlmBatches)
#include "tst_llm_batches.moc"
