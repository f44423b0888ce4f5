// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include "core/store/call_store.h"
#include "tests/support/contract_shapes.h"
#include "tests/ui/prompts/studio_test.h"
#include "ui/session/llm_center.h"
#include "ui/window/action_catalog.h"

using namespace auspex;

/// The studio against a real HTTP server on loopback.
class TestPromptTrial : public test::StudioTest {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<test::ContractServer>(test::answeringScript());
        beginWorkspace();
        Provider provider;
        provider.id = "here";
        provider.title = "Here";
        provider.baseUrl = m_server->url();
        provider.needsKey = false;
        provider.suggestedModels = {"test-model"};
        setProvider(provider);
        QVERIFY(center()->setOwnPrices({price()}));
        openStudio();
    }

    void cleanup()
    {
        closeAll();
        m_server.reset();
    }

    void nothingIsAskedBeforeAModelIsChosen()
    {
        QVERIFY(!action("studioRun")->isEnabled());
        QVERIFY(disabledReason(action("studioRun")).contains(QStringLiteral("provider")));
        choose();
        QVERIFY2(action("studioRun")->isEnabled(), qPrintable(disabledReason(action("studioRun"))));
        QCOMPARE(child<QComboBox>("studioModel")->currentText(), QStringLiteral("test-model"));
    }

    void replyIsShownWithWhatItTook()
    {
        choose();
        const QString sent = child<RenderedView>("studioRendered")->toPlainText();
        tryIt();
        QCOMPARE(m_server->requests().size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(test::promptOf(m_server->requests()[0])), sent);
        const QString score = QString::fromStdString(
            test::scoreOf(test::promptOf(m_server->requests()[0])));
        QCOMPARE(child<QPlainTextEdit>("studioReply")->toPlainText(), score);
        QCOMPARE(fact(0).toDouble(), score.toDouble());
        const double tfs = fact(1).toDouble();
        QVERIFY(tfs > 23.9 && tfs < 25.1); // what the fixture draws
        QVERIFY(std::abs(fact(2).toDouble() - (score.toDouble() - tfs)) < 0.011);
        QCOMPARE(fact(3), QStringLiteral("plain number"));
        const StoredCall call = onlyCall();
        QCOMPARE(fact(4),
                 QStringLiteral("%1 + %2").arg(call.promptTokens).arg(call.completionTokens));
        QVERIFY(call.cost.value() > 0.0);
        QVERIFY2(fact(5).startsWith(QStringLiteral("$0.0")), qPrintable(fact(5)));
        QCOMPARE(m_fixture->session()->jobs()->runningCount(), 0);
    }

    void replyStreamsIn()
    {
        test::ShapedAnswer answer;
        answer.contents = {"24.37 is what I would expect"};
        const std::string events = test::chatEvents(test::Shape::OpenAi, answer);
        m_server->setScript([events](const test::ReceivedRequest &) {
            return test::streamReply(events, 150, 0.05);
        });
        choose();
        QSet<QString> seen;
        auto *reply = child<QPlainTextEdit>("studioReply");
        connect(reply, &QPlainTextEdit::textChanged, this,
                [&] { seen.insert(reply->toPlainText()); });
        tryIt();
        QCOMPARE(reply->toPlainText(), QStringLiteral("24.37 is what I would expect"));
        QVERIFY2(seen.size() > 5, qPrintable(QString::number(seen.size())));
        QCOMPARE(fact(0), QStringLiteral("24.37"));
    }

    void sameRequestIsNeverPaidForTwice()
    {
        choose();
        QSignalSpy replies(center(), &LlmCenter::repliesChanged);
        tryIt();
        QCOMPARE(replies.count(), 1);
        const QString first = fact(0);
        tryIt();
        QCOMPARE(m_server->requests().size(), std::size_t(1));
        QCOMPARE(fact(0), first);
        QVERIFY(status().contains(QStringLiteral("never paid for twice")));
        // Another architecture is another request.
        auto *query = child<QComboBox>("studioQuery");
        query->setCurrentIndex(2);
        Q_EMIT query->activated(2);
        tryIt();
        QCOMPARE(m_server->requests().size(), std::size_t(2));
    }

    void answerWithoutANumberIsShownAndSaidToBe()
    {
        test::AnsweringOptions options;
        options.content = "I cannot say.";
        m_server->setScript(test::answeringScript(options));
        choose();
        tryIt();
        QCOMPARE(m_server->requests().size(), std::size_t(3)); // two re-asks
        QCOMPARE(fact(0), QStringLiteral("-"));
        QCOMPARE(fact(3), QStringLiteral("nothing"));
        QVERIFY2(status().contains(QStringLiteral("cannot say")), qPrintable(status()));
    }

    void failureIsSaidInOneSentence()
    {
        m_server->setScript([](const test::ReceivedRequest &) {
            return test::errorReply(test::Shape::OpenAi, 404, "invalid_request_error",
                                    "model_not_found", "There is no such model.");
        });
        choose();
        tryIt();
        QVERIFY2(status().contains(QStringLiteral("no such model")), qPrintable(status()));
        QVERIFY(child<QWidget>("studioFacts")->isHidden());
        QVERIFY(action("studioRun")->isEnabled());
    }

    void missingKeyIsAskedForAndNothingSent()
    {
        Provider provider = *center()->provider(QStringLiteral("here"));
        provider.needsKey = true;
        provider.keyVariable = "AUSPEX_TEST_NO_SUCH_KEY";
        setProvider(provider);
        choose();
        QSignalSpy needed(center(), &LlmCenter::keyNeeded);
        tryIt();
        QCOMPARE(needed.count(), 1);
        QCOMPARE(needed[0][0].toString(), QStringLiteral("here"));
        QVERIFY2(status().contains(QStringLiteral("AUSPEX_TEST_NO_SUCH_KEY")),
                 qPrintable(status()));
        QVERIFY(m_server->requests().empty());
    }

    void cancelledTrialEndsAtOnce()
    {
        test::AnsweringOptions options;
        options.delay = 60.0;
        m_server->setScript(test::answeringScript(options));
        choose();
        action("studioRun")->trigger();
        QVERIFY(!action("studioRun")->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), std::size_t(1), patience);
        auto *cancel = child<QPushButton>("studioCancel");
        QVERIFY(cancel->isVisible());
        cancel->click();
        QTRY_COMPARE_WITH_TIMEOUT(status(), QStringLiteral("Cancelled."), patience);
        QVERIFY(action("studioRun")->isEnabled());
        QVERIFY(cancel->isHidden());
    }

    void tokensAreEstimatedUntilTheProviderCounts()
    {
        Provider provider = *center()->provider(QStringLiteral("here"));
        provider.tokenCounter = TokenCounter::LlamaCpp;
        setProvider(provider);
        test::AnsweringOptions options;
        options.shape = test::Shape::LlamaCpp;
        m_server->setScript(test::answeringScript(options));
        choose();
        auto *meter = child<QLabel>("studioMeter");
        QVERIFY2(meter->text().startsWith(QStringLiteral("about ")), qPrintable(meter->text()));
        const auto bytes = child<RenderedView>("studioRendered")->toPlainText().toUtf8().size();
        child<QToolButton>("studioCountTokens")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!meter->text().startsWith(QStringLiteral("about ")), patience);
        // The server's tokens have four bytes.
        const int tokens = meter->text().section(u' ', 0, 0).toInt();
        QVERIFY2(std::abs(tokens - bytes / 4) <= 1, qPrintable(meter->text()));
        QVERIFY(!child<QToolButton>("studioCountTokens")->isEnabled());
        child<QTabBar>("studioVariants")->setCurrentIndex(1);
        QVERIFY(meter->text().startsWith(QStringLiteral("about ")));
    }

    void priceOfOneAndOfTheSetIsShown()
    {
        choose();
        auto *meter = child<QLabel>("studioMeter");
        QVERIFY2(meter->text().contains(QStringLiteral("each")), qPrintable(meter->text()));
        QVERIFY(meter->text().contains(QStringLiteral("all 5 test architectures")));
        auto *model = child<QComboBox>("studioModel");
        model->setEditText(QStringLiteral("nobody-knows"));
        QVERIFY2(meter->text().contains(QStringLiteral("price unknown")),
                 qPrintable(meter->text()));
    }

private:
    LlmCenter *center() const { return m_fixture->session()->llm(); }

    static Price price()
    {
        Price price;
        price.model = "test-model";
        price.rates.input = 30.0;
        price.rates.output = 60.0;
        price.source = "test";
        price.asOf = "2026-01-01";
        return price;
    }

    void setProvider(const Provider &provider)
    {
        std::vector<Provider> providers{provider};
        for (const Provider &known : center()->providers()) {
            if (known.id != provider.id)
                providers.push_back(known);
        }
        QVERIFY(center()->setProviders(providers));
    }

    void choose()
    {
        auto *provider = child<QComboBox>("studioProvider");
        const int index = provider->findData(QStringLiteral("here"));
        QVERIFY(index >= 0);
        provider->setCurrentIndex(index);
        Q_EMIT provider->activated(index);
    }

    void tryIt()
    {
        action("studioRun")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(action("studioRun")->isEnabled(), patience);
    }

    StoredCall onlyCall()
    {
        const auto calls = loadCalls(*m_fixture->session()->workspace(), {});
        if (!calls || calls->size() != 1)
            qFatal("there is not one call");
        return calls->front();
    }

    QString fact(int number) const
    {
        return m_studio->findChild<QLabel *>(QStringLiteral("studioFact%1").arg(number))->text();
    }

    QString status() const { return child<QLabel>("studioTrialStatus")->text(); }

    std::unique_ptr<test::ContractServer> m_server;
};

QTEST_MAIN(TestPromptTrial)
#include "tst_prompt_trial.moc"
