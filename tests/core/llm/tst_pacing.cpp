// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/pacing.h"

using namespace auspex;

namespace {

ChatFailure passing(std::optional<double> retryAfterSeconds = {})
{
    ChatFailure failure;
    failure.kind = FailureKind::Overloaded;
    failure.retry = true;
    failure.retryAfterSeconds = retryAfterSeconds;
    return failure;
}

Headers openAi(const char *requests, const char *requestsReset, const char *tokens = "100000",
               const char *tokensReset = "1s")
{
    return {
        {"x-ratelimit-limit-requests", "60"},          {"x-ratelimit-remaining-requests", requests},
        {"x-ratelimit-reset-requests", requestsReset}, {"x-ratelimit-limit-tokens", "100000"},
        {"x-ratelimit-remaining-tokens", tokens},      {"x-ratelimit-reset-tokens", tokensReset}};
}

} // namespace

class TestPacing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backOffDoublesUpToItsCap()
    {
        const RetryPolicy policy{10, 0.5, 8.0, 120.0};
        const double expected[] = {0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0};
        for (int attempt = 1; attempt <= 10; ++attempt)
            QCOMPARE(*retryDelay(passing(), attempt, policy, 0.0), expected[attempt - 1]);
        QVERIFY(!retryDelay(passing(), 11, policy, 0.0));
    }

    void jitterTakesUpToAQuarterOff()
    {
        QCOMPARE(*retryDelay(passing(), 1, {}, 0.5), 0.4375);
        QCOMPARE(*retryDelay(passing(), 5, {}, 1.0), 6.0);
    }

    void whatTheServiceAsksForIsHonouredWithoutJitter()
    {
        QCOMPARE(*retryDelay(passing(3.25), 1, {}, 0.9), 3.25);
        QCOMPARE(*retryDelay(passing(120.0), 4, {}, 0.9), 120.0);
        QVERIFY(!retryDelay(passing(120.1), 1, {}, 0.0));     // longer: told, not waited for
        QCOMPARE(*retryDelay(passing(0.0), 2, {}, 0.0), 1.0); // at once is no answer to overload
        RetryPolicy patient;
        patient.longestRetryAfter = 1000.0;
        QCOMPARE(*retryDelay(passing(600.0), 1, patient, 0.0), 600.0);
    }

    void whatCannotPassIsNotTriedAgain()
    {
        ChatFailure failure = passing(1.0);
        failure.retry = false;
        QVERIFY(!retryDelay(failure, 1, {}, 0.0));
        RetryPolicy never;
        never.maxRetries = 0;
        QVERIFY(!retryDelay(passing(), 1, never, 0.0));
    }

    void withoutHeadersNothingWaits()
    {
        Pacer pacer;
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(pacer.delay(5.0, 3000), 0.0);
            pacer.sent(5.0, 3000);
        }
        pacer.received(6.0, {{"content-type", "application/json"}}, 0.0);
        QCOMPARE(pacer.delay(6.0, 3000), 0.0);
    }

    void rateOfTheUsersSpacesRequests()
    {
        Pacer pacer(120); // one each half second
        QCOMPARE(pacer.delay(10.0, 1), 0.0);
        pacer.sent(10.0, 1);
        QCOMPARE(pacer.delay(10.0, 1), 0.5);
        QCOMPARE(pacer.delay(10.3, 1), 0.2);
        pacer.sent(10.5, 1);
        QCOMPARE(pacer.delay(10.5, 1), 0.5);
        QCOMPARE(pacer.delay(99.0, 1), 0.0); // a pause saves nothing up
        pacer.sent(99.0, 1);
        QCOMPARE(pacer.delay(99.0, 1), 0.5);
    }

    void requestsWaitForTheResetOnceNoneIsLeft()
    {
        Pacer pacer;
        pacer.sent(0.0, 10);
        pacer.received(1.0, openAi("2", "6m0s"));
        QCOMPARE(pacer.delay(1.0, 10), 0.0);
        pacer.sent(1.0, 10);
        QCOMPARE(pacer.delay(1.0, 10), 0.0);
        pacer.sent(1.0, 10);
        QCOMPARE(pacer.delay(1.0, 10), 360.0);
        QCOMPARE(pacer.delay(61.0, 10), 300.0);
        QCOMPARE(pacer.delay(361.0, 10), 0.0);
    }

    void tokensWaitForTheResetWhereTheyWouldNotDo()
    {
        Pacer pacer;
        pacer.sent(0.0, 3000);
        pacer.received(0.0, openAi("59", "1s", "5000", "250ms"));
        QCOMPARE(pacer.delay(0.0, 5000), 0.0);
        QCOMPARE(pacer.delay(0.0, 5001), 0.25);
        pacer.sent(0.0, 3000);
        QCOMPARE(pacer.delay(0.0, 3000), 0.25);
        QCOMPARE(pacer.delay(0.0, 2000), 0.0);
        QCOMPARE(pacer.delay(0.25, 3000), 0.0);
    }

    void requestLargerThanTheWholeLimitIsLeftToTheService()
    {
        Pacer pacer;
        pacer.sent(0.0, 10);
        pacer.received(0.0, openAi("59", "1s", "100000", "2s"));
        QCOMPARE(pacer.delay(0.0, 500000), 2.0);
        QCOMPARE(pacer.delay(2.0, 500000), 0.0); // never forever
    }

    void requestsUnderWayAreTakenOff()
    {
        Pacer pacer;
        for (int i = 0; i < 4; ++i)
            pacer.sent(0.0, 100);
        pacer.received(1.0, openAi("3", "30s"));
        // Three are under way, which the service may not have counted yet.
        QCOMPARE(pacer.delay(1.0, 100), 30.0);
        pacer.received(2.0, openAi("3", "30s"));
        QCOMPARE(pacer.delay(2.0, 100), 0.0);
        pacer.sent(2.0, 100);
        QCOMPARE(pacer.delay(2.0, 100), 30.0);
        // A reply without headers, or none at all, still ends a request.
        pacer.received(3.0, {});
        pacer.received(3.0, {});
        pacer.received(3.0, openAi("3", "30s"));
        pacer.sent(3.0, 100);
        pacer.sent(3.0, 100);
        QCOMPARE(pacer.delay(3.0, 100), 0.0);
        pacer.sent(3.0, 100);
        QCOMPARE(pacer.delay(3.0, 100), 30.0);
    }

    void fullBucketAfterTheResetIsNotBottomless()
    {
        Pacer pacer;
        pacer.sent(0.0, 1);
        Headers headers = openAi("0", "10s");
        headers[0].second = "2"; // the limit
        pacer.received(0.0, headers);
        QCOMPARE(pacer.delay(0.0, 1), 10.0);
        pacer.sent(10.0, 1);
        QCOMPARE(pacer.delay(10.0, 1), 0.0);
        pacer.sent(10.0, 1);
        QCOMPARE(pacer.delay(10.0, 1), 60.0); // until a reply says better
        pacer.received(11.0, openAi("5", "10s"));
        QCOMPARE(pacer.delay(11.0, 1), 0.0);
    }

    void everyBudgetThatIsNamedCounts_data()
    {
        QTest::addColumn<QByteArrayList>("headers"); // names and values in turn
        QTest::addColumn<double>("delay");
        const auto row = [](const char *name, const QByteArrayList &headers, double delay) {
            QTest::newRow(name) << headers << delay;
        };
        row("project",
            {"x-ratelimit-remaining-project-tokens", "10", "x-ratelimit-reset-project-tokens",
             "12s"},
            12.0);
        row("Anthropic requests",
            {"anthropic-ratelimit-requests-remaining", "0", "anthropic-ratelimit-requests-reset",
             "2026-08-08T12:00:30Z"},
            30.0);
        row("Anthropic input",
            {"anthropic-ratelimit-input-tokens-remaining", "99",
             "anthropic-ratelimit-input-tokens-reset", "2026-08-08T12:00:05Z"},
            5.0);
        row("Anthropic past",
            {"anthropic-ratelimit-requests-remaining", "0", "anthropic-ratelimit-requests-reset",
             "2026-08-08T11:00:00Z"},
            0.0);
        row("OpenRouter in milliseconds",
            {"x-ratelimit-limit", "10", "x-ratelimit-remaining", "0", "x-ratelimit-reset",
             "1786190420000"},
            20.0);
        row("seconds since 1970", {"x-ratelimit-remaining", "0", "x-ratelimit-reset", "1786190407"},
            7.0);
        row("plain seconds",
            {"x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "2.5"}, 2.5);
        row("no reset", {"x-ratelimit-remaining-requests", "0"}, 10.0);
        row("no number", {"x-ratelimit-remaining-requests", "none"}, 0.0);
        row("next month", {"x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "500h"},
            0.0);
        row("no name", {"anthropic-ratelimit-remaining", "0", "x-ratelimit-remaining-", "0"}, 0.0);
        row("enough", {"x-ratelimit-remaining-tokens", "100"}, 0.0);
    }

    void everyBudgetThatIsNamedCounts()
    {
        QFETCH(QByteArrayList, headers);
        QFETCH(double, delay);
        Headers list;
        for (qsizetype i = 0; i + 1 < headers.size(); i += 2)
            list.emplace_back(headers[i].toStdString(), headers[i + 1].toStdString());
        constexpr double noon = 1786190400.0; // 2026-08-08 12:00:00 UTC
        Pacer byClock;
        byClock.sent(100.0, 100);
        byClock.received(100.0, list, noon);
        QCOMPARE(byClock.delay(100.0, 100), delay);
        // The service's clock, where it shows it, holds against ours.
        list.emplace_back("date", "Sat, 08 Aug 2026 12:00:00 GMT");
        Pacer byDate;
        byDate.sent(100.0, 100);
        byDate.received(100.0, list, noon - 5000.0);
        QCOMPARE(byDate.delay(100.0, 100), delay);
    }

    void everybodyWaitsAfterAnOverload()
    {
        Pacer pacer;
        pacer.hold(10.0, 5.0);
        QCOMPARE(pacer.delay(10.0, 1), 5.0);
        pacer.hold(11.0, 1.0); // shortens nothing
        QCOMPARE(pacer.delay(11.0, 1), 4.0);
        QCOMPARE(pacer.delay(15.0, 1), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestPacing)
#include "tst_pacing.moc"
