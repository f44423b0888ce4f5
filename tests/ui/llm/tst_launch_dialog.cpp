// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include "tests/ui/llm/llm_fixture.h"
#include "ui/llm/key_dialog.h"
#include "ui/llm/launch_dialog.h"
#include "ui/llm/run_command_line.h"

using namespace auspex;
using namespace auspex::test;

namespace {

struct Opened {
    explicit Opened(const LlmFixture &fixture, const std::optional<LlmRunSetup> &setup)
        : dialog(fixture.session(), fixture.center(), setup)
    {
        dialog.show();
    }

    template<typename Widget>
    Widget *find(const char *name)
    {
        return dialog.findChild<Widget *>(QLatin1String(name));
    }
    QString problem() { return find<QLabel>("llmLaunchProblem")->text(); }
    bool canStart() { return find<QPushButton>("llmStart")->isEnabled(); }
    QString text(const char *label) { return find<QLabel>(label)->text(); }

    LaunchDialog dialog;
};

} // namespace

class TestLaunchDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useOwnSettings(); }

    void showsTheSetupThatItIsGiven()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.spec.samples = 3;
        setup.spec.temperature = 0.7;
        setup.spec.maxTokens = 40;
        setup.spec.tolerant = false;
        setup.spec.seed = 12;
        setup.spec.efficiency = EfficiencyMetric::ModelSize;
        setup.spec.examples = 2;
        setup.target = QStringLiteral("test_bleu");
        setup.demonstrations = 7;
        setup.splits = {QStringLiteral("456")};
        setup.budget = 2.5;
        setup.withDemonstrations = true;
        Opened opened(fixture, setup);
        QCOMPARE(opened.dialog.setup(), setup);
    }

    void reckonsWithoutSendingAnything()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.spec.samples = 2;
        Opened opened(fixture, setup);
        QTRY_VERIFY2_WITH_TIMEOUT(
            opened.text("llmRequests").startsWith(QStringLiteral("80 prediction")),
            qPrintable(opened.text("llmRequests")), patience);
        QVERIFY(opened.text("llmRequests").contains(QStringLiteral("80 request")));
        QVERIFY(opened.text("llmTokens").contains(QStringLiteral("estimate")));
        QVERIFY(opened.text("llmTokens").contains(QStringLiteral("2,000"))); // 80 times 25
        QVERIFY(opened.text("llmPrice").contains(u'$'));
        QVERIFY(!opened.text("llmTime").isEmpty());
        QCOMPARE(fixture.chats(), std::size_t(0));
        opened.find<QSpinBox>("llmSamples")->setValue(1);
        QTRY_VERIFY_WITH_TIMEOUT(
            opened.text("llmRequests").startsWith(QStringLiteral("40 prediction")), patience);
    }

    void serviceCountsTheTokensWhereItCan()
    {
        LlmFixture fixture;
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().tokenCounter = TokenCounter::LlamaCpp;
        QVERIFY(fixture.center()->setProviders(providers));
        Opened opened(fixture, fixture.setup());
        auto *count = opened.find<QPushButton>("llmCountExactly");
        QVERIFY(count->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(opened.text("llmTokens").contains(QStringLiteral("estimate")),
                                 patience);
        const std::size_t before = fixture.server().requests().size();
        count->click();
        QTRY_VERIFY2_WITH_TIMEOUT(
            opened.text("llmTokens").contains(QStringLiteral("counted by the service")),
            qPrintable(opened.text("llmTokens")), patience);
        QVERIFY(fixture.server().requests().size() > before);
        QCOMPARE(fixture.chats(), std::size_t(0));
    }

    void unknownPriceIsUnknownAndNotNothing()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.spec.model = "other-model";
        setup.budget = 1.0;
        Opened opened(fixture, setup);
        QTRY_VERIFY2_WITH_TIMEOUT(opened.text("llmPrice").startsWith(QStringLiteral("unknown")),
                                  qPrintable(opened.text("llmPrice")), patience);
        QVERIFY(opened.text("llmPrice").contains(QStringLiteral("budget cannot be kept")));
        QVERIFY(!opened.text("llmPrice").contains(u'$'));
    }

    void saysWhatIsAnsweredAlready()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.splits = {QStringLiteral("123")};
        const qint64 id = fixture.start(setup);
        QVERIFY(fixture.waitFor(id, RunState::Done));
        Opened opened(fixture, fixture.setup());
        QTRY_VERIFY2_WITH_TIMEOUT(
            opened.text("llmRequests").contains(QStringLiteral("20 already answered")),
            qPrintable(opened.text("llmRequests")), patience);
        opened.dialog.setSetup(setup);
        QTRY_VERIFY2_WITH_TIMEOUT(opened.text("llmPrice").startsWith(QStringLiteral("nothing")),
                                  qPrintable(opened.text("llmPrice")), patience);
        QVERIFY(opened.canStart());
    }

    void validatesWhileOneTypes()
    {
        LlmFixture fixture;
        Opened opened(fixture, fixture.setup());
        QVERIFY(opened.canStart());
        auto *model = opened.find<QComboBox>("llmModel");
        model->setCurrentText(QString());
        QVERIFY(!opened.canStart());
        QCOMPARE(opened.problem(), QStringLiteral("Name the model that is to predict."));
        QVERIFY(opened.text("llmRequests").isEmpty());
        model->setCurrentText(QStringLiteral("test-model"));
        QVERIFY(opened.canStart());
        QVERIFY(opened.problem().isEmpty());

        // What only filling the prompt finds out: the full prompt shows examples, and there are
        // none.
        auto *variant = opened.find<QComboBox>("llmVariant");
        variant->setCurrentIndex(variant->findData(QStringLiteral("second-instruction")));
        Q_EMIT variant->activated(variant->currentIndex());
        QTRY_VERIFY_WITH_TIMEOUT(!opened.canStart(), patience);
        QVERIFY2(opened.problem().contains(QStringLiteral("example")),
                 qPrintable(opened.problem()));
    }

    void expectedValueNeedsLogProbabilities()
    {
        LlmFixture fixture;
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().switches.logProbabilities = false;
        providers.back().switches.temperature = false;
        QVERIFY(fixture.center()->setProviders(providers));
        LlmRunSetup setup = fixture.setup();
        setup.spec.expected = true;
        Opened opened(fixture, setup);
        QVERIFY(!opened.canStart());
        QVERIFY(opened.problem().contains(QStringLiteral("log probabilities")));
        QVERIFY(!opened.find<QCheckBox>("llmOwnTemperature")->isEnabled());
        QVERIFY(!opened.dialog.setup().spec.temperature);
    }

    void batchIsOfferedWhereTheProviderHasIt()
    {
        LlmFixture fixture;
        Opened opened(fixture, fixture.setup());
        QVERIFY(!opened.find<QCheckBox>("llmBatch")->isEnabled());
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().batches = true;
        QVERIFY(fixture.center()->setProviders(providers));
        auto *batch = opened.find<QCheckBox>("llmBatch");
        QVERIFY(batch->isEnabled());
        batch->setChecked(true);
        QVERIFY(opened.dialog.setup().asBatch);
        QTRY_VERIFY2_WITH_TIMEOUT(
            opened.text("llmPrice").contains(QStringLiteral("as a batch job")),
            qPrintable(opened.text("llmPrice")), patience);
        QCOMPARE(opened.text("llmTime"), QStringLiteral("within a day"));
    }

    void whatIsGoneIsSaid()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.task = QStringLiteral("gone");
        Opened opened(fixture, setup);
        QVERIFY(!opened.canStart());
        QVERIFY(opened.problem().contains(QStringLiteral("gone")));
        setup = fixture.setup();
        setup.spec.provider = "nobody";
        opened.dialog.setSetup(setup);
        QVERIFY(opened.problem().contains(QStringLiteral("nobody")));
        setup = fixture.setup();
        setup.spec.prompt = "lost";
        opened.dialog.setSetup(setup);
        QVERIFY(opened.problem().contains(QStringLiteral("lost")));
        opened.dialog.setSetup(fixture.setup());
        QVERIFY(opened.canStart());
    }

    void paperValuesAreAlwaysAtHand()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.spec.samples = 9;
        setup.spec.maxTokens = 99;
        setup.demonstrations = 2;
        setup.splits = {QStringLiteral("123")};
        setup.budget = 3.0;
        Opened opened(fixture, setup);
        opened.find<QPushButton>("llmReset")->click();
        const LlmRunSetup paper = opened.dialog.setup();
        QCOMPARE(paper.demonstrations, 10);
        QCOMPARE(paper.spec.samples, 1);
        QCOMPARE(paper.spec.maxTokens, 25);
        QCOMPARE(paper.spec.temperature, std::optional<double>());
        QCOMPARE(paper.spec.tolerant, false);
        QCOMPARE(paper.spec.examples, 5);
        QCOMPARE(paper.spec.prompt, std::string("llm-pp-wmt"));
        QCOMPARE(paper.spec.variant, std::string());
        QVERIFY(paper.splits.isEmpty());
        QVERIFY(!paper.budget);
        // Who is asked, and about what, stays.
        QCOMPARE(paper.spec.model, setup.spec.model);
        QCOMPARE(paper.spec.provider, setup.spec.provider);
        QCOMPARE(paper.task, setup.task);
    }

    void commandAsksForTheSame()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.spec.samples = 2;
        setup.splits = {QStringLiteral("123"), QStringLiteral("456")};
        setup.budget = 1.5;
        Opened opened(fixture, setup);
        opened.find<QPushButton>("llmCopyCommand")->click();
        const QString command = QGuiApplication::clipboard()->text();
        QCOMPARE(command,
                 QStringLiteral("auspex-cli --workspace %1 evaluate --task wmt14ende --predictor "
                                "'llm:here/test-model/llm-pp:demonstrations-only?samples=2' "
                                "--demos 10 --target valid_bleu --splits 123,456 --budget 1.5")
                     .arg(fixture.session()->workspaceFile()));
        LlmRunSetup odd = fixture.setup();
        odd.task = QStringLiteral("it's");
        odd.withDemonstrations = true;
        const QString quoted = runCommandLine(odd, QStringLiteral("/a b/w.auspex"));
        QVERIFY(quoted.contains(QStringLiteral("'/a b/w.auspex'")));
        QVERIFY(quoted.contains(QStringLiteral("'it'\\''s'")));
        QVERIFY(quoted.contains(QStringLiteral(
            "--predictor calibrated:linear:llm:here/test-model/llm-pp:demonstrations-only")));
    }

    void missingKeyIsAskedForBeforeTheRun()
    {
        AnsweringOptions options;
        options.key = "sk-TESTKEY-dialog";
        LlmFixture fixture(options);
        std::vector<Provider> providers = fixture.center()->providers();
        providers.back().needsKey = true;
        providers.back().keyVariable = "AUSPEX_NO_SUCH_KEY";
        QVERIFY(fixture.center()->setProviders(providers));
        Opened opened(fixture, fixture.setup());
        QTRY_VERIFY_WITH_TIMEOUT(opened.text("llmKeyState").contains(QStringLiteral("no key")),
                                 patience);
        QVERIFY(opened.canStart());
        opened.find<QPushButton>("llmStart")->click();
        auto *ask = opened.dialog.findChild<KeyDialog *>();
        QVERIFY(ask && ask->isVisible());
        QVERIFY(fixture.center()->runs().empty());
        auto *key = ask->findChild<QLineEdit *>(QStringLiteral("llmKey"));
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        auto *use = ask->findChild<QPushButton *>(QStringLiteral("llmUseKey"));
        QVERIFY(!use->isEnabled());
        key->setText(QStringLiteral("with a space"));
        QVERIFY(!use->isEnabled());
        key->setText(QStringLiteral(" sk-TESTKEY-dialog "));
        QVERIFY(use->isEnabled());
        use->click();
        QCOMPARE(fixture.center()->runs().size(), std::size_t(1));
        const qint64 id = opened.dialog.startedRun();
        QVERIFY(fixture.waitFor(id, RunState::Done));
        QCOMPARE(fixture.run(id).status.done, 40);
        setSessionKey("here", SecretKey());
    }

    void valuesAreKeptForTheNextTime()
    {
        LlmFixture fixture;
        LlmRunSetup setup = fixture.setup();
        setup.demonstrations = 4;
        setup.splits = {QStringLiteral("123")};
        setup.budget = 7.0;
        {
            Opened opened(fixture, setup);
            QVERIFY(opened.canStart());
            opened.dialog.accept();
            QVERIFY(fixture.waitFor(opened.dialog.startedRun(), RunState::Done));
        }
        Opened again(fixture, std::nullopt);
        QCOMPARE(again.dialog.setup(), setup);
    }

    void offeredModelsCanBeChosenAndWhatWasTypedStays()
    {
        LlmFixture fixture;
        Opened opened(fixture, fixture.setup());
        auto *model = opened.find<QComboBox>("llmModel");
        QTRY_VERIFY_WITH_TIMEOUT(model->findText(QStringLiteral("other-model")) >= 0, patience);
        QCOMPARE(model->currentText(), QStringLiteral("test-model"));
        QVERIFY(opened.text("llmOffered").contains(QStringLiteral("2 model")));
    }

    void serviceThatIsNotThereIsNoObstacleToChoosing()
    {
        LlmFixture fixture;
        fixture.server().goAway();
        Opened opened(fixture, fixture.setup());
        QTRY_VERIFY_WITH_TIMEOUT(
            !opened.text("llmOffered").isEmpty()
                && !opened.text("llmOffered").startsWith(QStringLiteral("Asking")),
            patience);
        QVERIFY(opened.canStart());
    }

    void readOnlyWorkspaceRunsNothing()
    {
        LlmFixture fixture;
        Session second;
        QVERIFY(second.openWorkspace(fixture.session()->workspaceFile()));
        QVERIFY(second.isReadOnly());
        LaunchDialog dialog(&second, second.llm(), fixture.setup());
        QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("llmStart"))->isEnabled());
        QCOMPARE(dialog.findChild<QLabel *>(QStringLiteral("llmLaunchProblem"))->text(),
                 second.readOnlyReason());
        QVERIFY(!second.llm()->startRun(fixture.setup()));
    }
};

QTEST_MAIN(TestLaunchDialog)
#include "tst_launch_dialog.moc"
