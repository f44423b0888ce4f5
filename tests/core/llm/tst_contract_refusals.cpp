// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include "core/llm/key_store.h"
#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;

Q_DECLARE_METATYPE(auspex::test::Shape)

/// Refusals of services: what is sent for them, kept, shown and charged.
class TestContractRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rateLimitIsWaitedOut_data();
    void rateLimitIsWaitedOut();
    void lackOfCreditStopsTheQueue_data();
    void lackOfCreditStopsTheQueue();
    void retryAfterIsKept_data();
    void retryAfterIsKept();
    void tooLongARetryAfterStopsTheQueue();
    void brokenServiceIsTriedAgain_data();
    void brokenServiceIsTriedAgain();
    void brokenServiceIsGivenUpAfterAllAttempts();
    void shouldRetryHeaderOverrides();
    void overloadLessensWhatIsUnderWay();
    void refusedKeyStopsTheQueueAndIsNotShown_data();
    void refusedKeyStopsTheQueueAndIsNotShown();
    void wrongRequestFailsAlone();
    void manyFailuresInARowStopTheQueue();
    void rateLimitHeadersArePacedBefore();
};

namespace {

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Refuses the first requests and answers the others; notes when each came.
class Refusing {
public:
    Refusing(Shape shape, ScriptedReply refusal, int refusals)
        : m_refusal(std::move(refusal))
        , m_left(refusals)
        , m_answer(answeringScript([shape] {
            AnsweringOptions options;
            options.shape = shape;
            return options;
        }()))
    {
    }

    Script script()
    {
        return [this](const ReceivedRequest &request) {
            const std::lock_guard lock(m_mutex);
            m_times.push_back(now());
            if (m_left-- > 0)
                return m_refusal;
            return m_answer(request);
        };
    }

    std::vector<double> times() const
    {
        const std::lock_guard lock(m_mutex);
        return m_times;
    }

private:
    mutable std::mutex m_mutex;
    ScriptedReply m_refusal;
    int m_left;
    Script m_answer;
    std::vector<double> m_times;
};

bool costs(const LlmRunStatus &status, const std::vector<StoredCall> &calls)
{
    double sum = 0.0;
    for (const StoredCall &call : calls)
        sum += call.cost.value_or(0.0);
    return status.cost && std::abs(*status.cost - sum) < 1e-12;
}

} // namespace

void TestContractRefusals::rateLimitIsWaitedOut_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("code");
    QTest::newRow("rate_limit_exceeded")
        << Shape::OpenAi << QStringLiteral("requests") << QStringLiteral("rate_limit_exceeded");
    QTest::newRow("slow_down") << Shape::OpenAi << QStringLiteral("server_error")
                               << QStringLiteral("slow_down");
    QTest::newRow("Azure") << Shape::Azure << QString() << QStringLiteral("429");
    QTest::newRow("Anthropic") << Shape::Anthropic << QStringLiteral("rate_limit_error")
                               << QString();
}

void TestContractRefusals::rateLimitIsWaitedOut()
{
    QFETCH(Shape, shape);
    QFETCH(QString, type);
    QFETCH(QString, code);
    Refusing refusing(
        shape, errorReply(shape, 429, type.toStdString(), code.toStdString(), "You are too fast."),
        2);
    RunFixture fixture(shape, refusing.script());
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(3));
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    // Sent: two in vain, and each once with success; the refused ones unchanged.
    const auto chats = fixture.chats();
    QCOMPARE(chats.size(), std::size_t(5));
    std::set<std::string> bodies;
    for (const ReceivedRequest &chat : chats)
        bodies.insert(chat.body);
    QCOMPARE(bodies.size(), std::size_t(3));
    // Kept: the attempts beside the replies.
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(5));
    for (std::size_t i = 0; i < 2; ++i) {
        QVERIFY(!calls[i].replied);
        QCOMPARE(calls[i].failure, std::string("rate_limit"));
        QCOMPARE(calls[i].status, 429);
        QCOMPARE(calls[i].requestId, std::string("req_test"));
        QVERIFY(calls[i].problem.find("You are too fast.") != std::string::npos);
        QVERIFY(calls[i].response.find("You are too fast.") != std::string::npos);
        QVERIFY(!calls[i].cost);
        QCOMPARE(calls[i].request, chats[i].body);
    }
    QCOMPARE(fixture.replies().size(), std::size_t(3));
    // Shown and charged.
    QCOMPARE(outcome->status.done, 3);
    QCOMPARE(outcome->status.failed, 0);
    QCOMPARE(outcome->status.requests, 5);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"rate_limit", 2}}));
    QVERIFY(costs(outcome->status, fixture.replies()));
    QVERIFY(!outcome->stopped);
}

void TestContractRefusals::lackOfCreditStopsTheQueue_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("code");
    for (const char *code : {"credit_balance_exhausted", "organization_spend_limit_exceeded",
                             "project_spend_limit_exceeded", "organization_usage_limit_exceeded",
                             "insufficient_quota"})
        QTest::newRow(code) << Shape::OpenAi << 429 << QStringLiteral("insufficient_quota")
                            << QString::fromLatin1(code);
    QTest::newRow("Anthropic") << Shape::Anthropic << 403 << QStringLiteral("billing_error")
                               << QString();
}

void TestContractRefusals::lackOfCreditStopsTheQueue()
{
    QFETCH(Shape, shape);
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(QString, code);
    ScriptedReply refusal = errorReply(shape, status, type.toStdString(), code.toStdString(),
                                       "You have spent it all.");
    refusal.headers.emplace_back("Retry-After", "1"); // even then
    RunFixture fixture(shape);
    fixture.options.parallel = 1;
    fixture.server.enqueue({chatReply(shape), refusal});
    const auto outcome = fixture.run(runQuestionsAbout(50));
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(2));
    QVERIFY(calls[0].replied);
    QCOMPARE(calls[1].failure, std::string("billing"));
    QVERIFY(outcome->stopped);
    QVERIFY2(outcome->stopped->message.find("You have spent it all.") != std::string::npos,
             outcome->stopped->message.c_str());
    QCOMPARE(outcome->status.done, 1);
    QCOMPARE(outcome->status.failed, 1);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"billing", 1}}));
    QVERIFY(costs(outcome->status, fixture.replies()));
    QVERIFY(outcome->answers[1].samples[0].failure);
    QVERIFY(outcome->answers[1].samples[0].failure->kind == FailureKind::Billing);
    for (std::size_t i = 2; i < 50; ++i)
        QVERIFY(outcome->answers[i].samples[0].missing);

    // With credit again, the rest is asked, and nothing twice.
    const auto resumed = fixture.run(runQuestionsAbout(50));
    QVERIFY(resumed);
    QCOMPARE(resumed->status.done, 50);
    QCOMPARE(resumed->status.fromCache, 1);
    QCOMPARE(fixture.chats().size(), std::size_t(2 + 49));
}

void TestContractRefusals::retryAfterIsKept_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<double>("least");
    QTest::newRow("milliseconds") << QStringLiteral("retry-after-ms") << QStringLiteral("700")
                                  << 0.7;
    QTest::newRow("seconds") << QStringLiteral("Retry-After") << QStringLiteral("0.8") << 0.8;
    // A date has whole seconds: four from now are more than two when all is set up.
    QTest::newRow("date") << QStringLiteral("Retry-After") << QString() << 2.0;
}

void TestContractRefusals::retryAfterIsKept()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(double, least);
    ScriptedReply refusal = errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded",
                                       "Wait.");
    if (value.isEmpty())
        value = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(4),
                                      QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    refusal.headers.emplace_back(name.toStdString(), value.toStdString());
    Refusing refusing(Shape::OpenAi, refusal, 1);
    RunFixture fixture(Shape::OpenAi, refusing.script());
    fixture.options.parallel = 2;
    const auto outcome = fixture.run(runQuestionsAbout(4));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 4);
    const auto times = refusing.times();
    QCOMPARE(times.size(), std::size_t(5));
    // Those that were under way together with the refused one came before; all others waited.
    QVERIFY2(times[2] - times[0] >= least - 0.01, qPrintable(QString::number(times[2] - times[0])));
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"rate_limit", 1}}));
    QCOMPARE(fixture.calls().size(), std::size_t(5));
    QVERIFY(costs(outcome->status, fixture.replies()));
    QVERIFY(std::any_of(
        fixture.statuses.begin(), fixture.statuses.end(),
        [](const LlmRunStatus &status) { return status.waiting == "for the rate limit"; }));
}

void TestContractRefusals::tooLongARetryAfterStopsTheQueue()
{
    ScriptedReply refusal = errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded",
                                       "The day's requests are used up.");
    refusal.headers.emplace_back("Retry-After", "3600");
    RunFixture fixture(Shape::OpenAi, [refusal](const ReceivedRequest &) { return refusal; });
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(5));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QVERIFY(outcome->stopped);
    QVERIFY2(outcome->stopped->message.find("3600 seconds") != std::string::npos,
             outcome->stopped->message.c_str());
    QCOMPARE(outcome->status.failed, 1);
    QVERIFY(outcome->answers[4].samples[0].missing);
}

void TestContractRefusals::brokenServiceIsTriedAgain_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::newRow("500") << Shape::OpenAi << 500 << QStringLiteral("server_error");
    QTest::newRow("503 while the model is loaded")
        << Shape::LlamaCpp << 503 << QStringLiteral("unavailable_error");
    QTest::newRow("529") << Shape::Anthropic << 529 << QStringLiteral("overloaded_error");
}

void TestContractRefusals::brokenServiceIsTriedAgain()
{
    QFETCH(Shape, shape);
    QFETCH(int, status);
    QFETCH(QString, type);
    Refusing refusing(shape, errorReply(shape, status, type.toStdString(), "", "Out of order."), 3);
    RunFixture fixture(shape, refusing.script());
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(2));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(5));
    QCOMPARE(outcome->status.done, 2);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"overloaded", 3}}));
    const auto calls = fixture.calls();
    QCOMPARE(calls.size(), std::size_t(5));
    QCOMPARE(calls[0].status, status);
    QVERIFY(calls[0].problem.find("Out of order.") != std::string::npos);
    QVERIFY(costs(outcome->status, fixture.replies()));
}

void TestContractRefusals::brokenServiceIsGivenUpAfterAllAttempts()
{
    const ScriptedReply refusal = errorReply(Shape::OpenAi, 500, "server_error", "", "Broken.");
    RunFixture fixture(Shape::OpenAi, [refusal](const ReceivedRequest &) { return refusal; });
    fixture.options.retry.maxRetries = 2;
    const auto outcome = fixture.run(runQuestionsAbout(1));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(3));
    QCOMPARE(fixture.calls().size(), std::size_t(3));
    QCOMPARE(fixture.replies().size(), std::size_t(0));
    QCOMPARE(outcome->status.failed, 1);
    QVERIFY(!outcome->stopped);
    const LlmSample &sample = outcome->answers[0].samples[0];
    QVERIFY(sample.failure && !sample.missing);
    QVERIFY(sample.answer.problem.find("Broken.") != std::string::npos);
    QVERIFY(outcome->status.cost && *outcome->status.cost == 0.0);
}

void TestContractRefusals::shouldRetryHeaderOverrides()
{
    ScriptedReply never = errorReply(Shape::OpenAi, 500, "server_error", "", "Broken for good.");
    never.headers.emplace_back("x-should-retry", "false");
    ScriptedReply again = errorReply(Shape::OpenAi, 400, "invalid_request_error", "", "A hiccup.");
    again.headers.emplace_back("x-should-retry", "true");
    RunFixture fixture;
    fixture.options.parallel = 1;
    fixture.server.enqueue({never, again});
    const auto outcome = fixture.run(runQuestionsAbout(2));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(3));
    QVERIFY(outcome->answers[0].samples[0].failure);
    QVERIFY(outcome->answers[1].samples[0].answer.value);
}

void TestContractRefusals::overloadLessensWhatIsUnderWay()
{
    // Answers one at a time and refuses whoever comes meanwhile.
    std::atomic<int> underWay = 0;
    std::atomic<int> refused = 0;
    RunFixture fixture;
    const Script answer = answeringScript();
    fixture.server.setScript([&](const ReceivedRequest &request) {
        if (underWay.fetch_add(1) >= 2) {
            --underWay;
            ++refused;
            return errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded", "Busy.");
        }
        ScriptedReply reply = answer(request);
        reply.delay = 0.01;
        return reply;
    });
    fixture.server.setAnsweredListener([&](const ReceivedRequest &request) {
        if (request.body.find("Überlege") != std::string::npos && underWay > 0)
            --underWay;
    });
    fixture.options.parallel = 16;
    fixture.options.retry.maxRetries = 12;
    const auto outcome = fixture.run(runQuestionsAbout(40));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 40);
    QVERIFY(refused > 0);
    QCOMPARE(outcome->status.failures.at("rate_limit"), refused.load());
    QCOMPARE(fixture.replies().size(), std::size_t(40));
}

void TestContractRefusals::refusedKeyStopsTheQueueAndIsNotShown_data()
{
    QTest::addColumn<Shape>("shape");
    QTest::addColumn<int>("status");
    QTest::newRow("401") << Shape::OpenAi << 401;
    QTest::newRow("403") << Shape::OpenAi << 403;
    QTest::newRow("Anthropic") << Shape::Anthropic << 401;
}

void TestContractRefusals::refusedKeyStopsTheQueueAndIsNotShown()
{
    QFETCH(Shape, shape);
    QFETCH(int, status);
    // Services do quote the key.
    ScriptedReply refusal = errorReply(
        shape, status, shape == Shape::Anthropic ? "authentication_error" : "invalid_request_error",
        "invalid_api_key", "Incorrect API key provided: " + runKey + ".");
    refusal.headers = {{"x-request-id", "req-" + runKey}};
    RunFixture fixture(shape, [refusal](const ReceivedRequest &) { return refusal; });
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(20));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
    QVERIFY(outcome->stopped);
    QVERIFY2(outcome->stopped->message.find("[key]") != std::string::npos,
             outcome->stopped->message.c_str());
    QVERIFY((outcome->stopped->message + outcome->stopped->detail).find("TESTKEY")
            == std::string::npos);
    const LlmSample &sample = outcome->answers[0].samples[0];
    QVERIFY(sample.failure && sample.failure->kind == FailureKind::Key);
    QVERIFY((sample.failure->message + sample.failure->raw + sample.failure->requestId
             + sample.answer.problem)
                .find("TESTKEY")
            == std::string::npos);
    QCOMPARE(fixture.calls().at(0).failure, std::string("key"));
    QVERIFY(!fixture.isKeyStored());
    QVERIFY(outcome->answers[19].samples[0].missing);

    // Without any key nothing is sent.
    fixture.key = SecretKey();
    const auto none = fixture.run(runQuestionsAbout(20));
    QVERIFY(none);
    QVERIFY(none->stopped);
    QCOMPARE(none->stopped->message, missingKey(fixture.provider).message);
    QCOMPARE(fixture.chats().size(), std::size_t(1));
}

void TestContractRefusals::wrongRequestFailsAlone()
{
    const Script answer = answeringScript();
    RunFixture fixture(Shape::OpenAi, [answer](const ReceivedRequest &request) {
        return promptOf(request).find("\"2\"") != std::string::npos
                   ? errorReply(Shape::OpenAi, 400, "invalid_request_error",
                                "context_length_exceeded", "The prompt is too long.")
                   : answer(request);
    });
    const auto outcome = fixture.run(runQuestionsAbout(5));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(5));
    QCOMPARE(outcome->status.done, 4);
    QCOMPARE(outcome->status.failed, 1);
    QVERIFY(!outcome->stopped);
    const LlmSample &sample = outcome->answers[2].samples[0];
    QVERIFY(sample.failure && sample.failure->kind == FailureKind::BadRequest);
    QVERIFY(sample.answer.problem.find("The prompt is too long.") != std::string::npos);
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"bad_request", 1}}));
}

void TestContractRefusals::manyFailuresInARowStopTheQueue()
{
    const ScriptedReply refusal = errorReply(Shape::OpenAi, 404, "invalid_request_error",
                                             "model_not_found", "There is no model test-model.");
    RunFixture fixture(Shape::OpenAi, [refusal](const ReceivedRequest &) { return refusal; });
    fixture.options.parallel = 2;
    const auto outcome = fixture.run(runQuestionsAbout(100));
    QVERIFY(outcome);
    QVERIFY(fixture.chats().size() >= 10 && fixture.chats().size() <= 12);
    QVERIFY(outcome->stopped);
    QVERIFY2(outcome->stopped->message.starts_with("10 requests failed one after the other"),
             outcome->stopped->message.c_str());
    QVERIFY(outcome->stopped->message.find("There is no model test-model.") != std::string::npos);
    QVERIFY(outcome->answers[99].samples[0].missing);
}

void TestContractRefusals::rateLimitHeadersArePacedBefore()
{
    // Four requests, then none until the reset: a client that reads this meets no refusal.
    std::mutex mutex;
    int left = 4;
    double resetsAt = now() + 0.6;
    int refused = 0;
    const Script answer = answeringScript();
    RunFixture fixture(Shape::OpenAi, [&, answer](const ReceivedRequest &request) {
        const std::lock_guard lock(mutex);
        if (now() >= resetsAt) {
            left = 4;
            resetsAt = now() + 0.6;
        }
        if (left == 0) {
            ++refused;
            return errorReply(Shape::OpenAi, 429, "requests", "rate_limit_exceeded", "Too fast.");
        }
        --left;
        ScriptedReply reply = answer(request);
        const auto ms = static_cast<int>((resetsAt - now()) * 1000.0) + 20;
        reply.headers = {{"x-ratelimit-limit-requests", "4"},
                         {"x-ratelimit-remaining-requests", std::to_string(left)},
                         {"x-ratelimit-reset-requests", std::to_string(ms) + "ms"}};
        return reply;
    });
    fixture.options.parallel = 1;
    const auto outcome = fixture.run(runQuestionsAbout(10));
    QVERIFY(outcome);
    QCOMPARE(outcome->status.done, 10);
    QCOMPARE(refused, 0);
    QCOMPARE(fixture.chats().size(), std::size_t(10));
}

QTEST_GUILESS_MAIN(TestContractRefusals)
#include "tst_contract_refusals.moc"
