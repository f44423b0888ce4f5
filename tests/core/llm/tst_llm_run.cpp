// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <cmath>
#include <set>
#include <thread>

#include <QElapsedTimer>
#include <QTest>

#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;
using nlohmann::json;

class TestLlmRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asManyAsAllowedAreUnderWay();
    void equalQuestionsAreAskedOnce();
    void cacheAnswersWhatItHas();
    void cacheIsReadByTheOptionsOfTheRun();
    void cachedOnlySendsNothing();
    void replyIsOnTheDiskBeforeItCounts();
    void cancelEndsPromptlyAndKeepsWhatCame();
    void pausedRunBeginsNothing();
    void budgetIsNotExceeded();
    void budgetHoldsEvenWhereTokensAreMoreThanEstimated();
    void cacheThatCannotBeWrittenStopsBeforeAnythingIsPaid();
    void fullDiskEndsTheRunAndKeepsWhatWasAcknowledged();
    void statusTellsTheTruthAllAlong();
    void unusableInputIsRefused_data();
    void unusableInputIsRefused();
    void emptyRunIsDone();
    void runWorksOnAnotherThread();
};

namespace {

/// Forwards to a cache in memory; fails where told to.
class FailingCache : public CallCache {
public:
    Result<std::vector<std::optional<StoredCall>>> find(std::span<const std::string> keys) override
    {
        return m_cache->find(keys);
    }
    Result<void> keep(std::span<const StoredCall> calls) override
    {
        if (m_left >= 0 && kept + static_cast<int>(calls.size()) > m_left)
            return failure(ErrorCode::Io, "The disk is full; free some space.");
        kept += static_cast<int>(calls.size());
        return m_cache->keep(calls);
    }
    Result<std::optional<double>> bytesPerToken(const std::string &model) override
    {
        return m_cache->bytesPerToken(model);
    }

    explicit FailingCache(int left)
        : m_left(left)
    {
    }
    int kept = 0;

private:
    std::unique_ptr<CallCache> m_cache = memoryCallCache();
    int m_left;
};

Script slowly(double delay)
{
    AnsweringOptions options;
    options.delay = delay;
    return answeringScript(options);
}

} // namespace

void TestLlmRun::asManyAsAllowedAreUnderWay()
{
    std::mutex mutex;
    int underWay = 0;
    int most = 0;
    const Script answer = slowly(0.05);
    RunFixture fixture(Shape::OpenAi, [&, answer](const ReceivedRequest &request) {
        const std::lock_guard lock(mutex);
        most = std::max(most, ++underWay);
        return answer(request);
    });
    fixture.server.setAnsweredListener([&](const ReceivedRequest &) {
        const std::lock_guard lock(mutex);
        --underWay;
    });
    fixture.options.parallel = 20;
    const auto questions = runQuestionsAbout(100);
    const auto outcome = fixture.run(questions);
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QCOMPARE(most, 20);
    QCOMPARE(outcome->status.done, 100);
    for (std::size_t i = 0; i < 100; ++i)
        QCOMPARE(outcome->answers[i].samples[0].answer.value,
                 std::optional(std::stod(scoreOf(questions[i].prompt))));
}

void TestLlmRun::equalQuestionsAreAskedOnce()
{
    RunFixture fixture(Shape::OpenAi, slowly(0.02));
    auto questions = runQuestionsAbout(3);
    questions.insert(questions.end(), {questions[1], questions[1], questions[0]});
    const auto outcome = fixture.run(questions);
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(3));
    QCOMPARE(fixture.calls().size(), std::size_t(3));
    QCOMPARE(outcome->status.predictions, 6);
    QCOMPARE(outcome->status.done, 6);
    QCOMPARE(outcome->status.requests, 3);
    QCOMPARE(outcome->answers.size(), std::size_t(6));
    for (std::size_t i = 0; i < 6; ++i)
        QCOMPARE(outcome->answers[i].samples[0].answer.value,
                 std::optional(std::stod(scoreOf(questions[i].prompt))));
}

void TestLlmRun::cacheAnswersWhatItHas()
{
    RunFixture fixture;
    QVERIFY(fixture.run(runQuestionsAbout(5)));
    const auto outcome = fixture.run(runQuestionsAbout(8));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(8));
    QCOMPARE(outcome->status.fromCache, 5);
    QCOMPARE(outcome->status.requests, 3);
    QVERIFY(outcome->answers[0].samples[0].fromCache);
    QVERIFY(!outcome->answers[7].samples[0].fromCache);
    // Another parameter is another question.
    fixture.options.parameters.temperature = 1.0;
    QVERIFY(fixture.run(runQuestionsAbout(1)));
    QCOMPARE(fixture.chats().size(), std::size_t(9));
}

void TestLlmRun::cacheIsReadByTheOptionsOfTheRun()
{
    RunFixture fixture(Shape::OpenAi, [](const ReceivedRequest &) {
        ShapedAnswer answer;
        answer.contents = {"The BLEU score is about 24.5."};
        return chatReply(Shape::OpenAi, answer);
    });
    fixture.options.maxReasks = 0;
    fixture.options.answers.tolerant = false;
    const auto plain = fixture.run(runQuestionsAbout(1));
    QVERIFY(plain);
    QCOMPARE(plain->status.unusable, 1);
    fixture.options.answers.tolerant = true;
    const auto tolerant = fixture.run(runQuestionsAbout(1));
    QVERIFY(tolerant);
    QCOMPARE(tolerant->answers[0].samples[0].answer.value, std::optional(24.5));
    QCOMPARE(fixture.chats().size(), std::size_t(1));
}

void TestLlmRun::cachedOnlySendsNothing()
{
    RunFixture fixture;
    QVERIFY(fixture.run(runQuestionsAbout(2)));
    fixture.options.cachedOnly = true;
    fixture.key = SecretKey(); // none is needed for that
    const auto outcome = fixture.run(runQuestionsAbout(4));
    QVERIFY(outcome);
    QCOMPARE(fixture.chats().size(), std::size_t(2));
    QCOMPARE(outcome->status.done, 2);
    QVERIFY(!outcome->stopped);
    QVERIFY(!outcome->answers[1].samples[0].missing);
    QVERIFY(outcome->answers[2].samples[0].missing);
    QVERIFY(!outcome->answers[2].samples[0].failure);
}

void TestLlmRun::replyIsOnTheDiskBeforeItCounts()
{
    RunFixture fixture(Shape::OpenAi, slowly(0.01));
    fixture.options.parallel = 4;
    bool isTrue = true;
    int looks = 0;
    fixture.onStatus = [&](const LlmRunStatus &status) {
        const Workspace other = fixture.workspace->openAnother().value();
        Workspace &mutableOther = const_cast<Workspace &>(other);
        const std::int64_t stored = callTotals(mutableOther).value().replies;
        isTrue = isTrue && stored >= status.done;
        looks += status.done > 0 && status.done < 200 ? 1 : 0;
    };
    QVERIFY(fixture.run(runQuestionsAbout(200)));
    QVERIFY(isTrue);
    QVERIFY(looks > 0);
}

void TestLlmRun::cancelEndsPromptlyAndKeepsWhatCame()
{
    RunFixture fixture;
    const Script answer = answeringScript();
    fixture.server.setScript([answer](const ReceivedRequest &request) {
        ScriptedReply reply = answer(request);
        if (request.number >= 10)
            reply.ending = ScriptedReply::Ending::Silence; // cancelling does not wait for it
        return reply;
    });
    fixture.options.parallel = 4;
    fixture.onStatus = [&](const LlmRunStatus &status) {
        if (status.done == 10 && status.inFlight == 4)
            fixture.job.cancel();
    };
    const auto outcome = fixture.run(runQuestionsAbout(50));
    QVERIFY(outcome);
    QVERIFY(outcome->stopped && outcome->stopped->code == ErrorCode::Cancelled);
    QCOMPARE(outcome->status.done, 10);
    QCOMPARE(outcome->status.failed, 0);
    QCOMPARE(outcome->status.inFlight, 0);
    QCOMPARE(fixture.replies().size(), std::size_t(10));
    // Those under way may be charged: they are on record.
    QCOMPARE(outcome->status.failures, (std::map<std::string, std::int64_t>{{"cancelled", 4}}));
    QCOMPARE(fixture.calls().size(), std::size_t(14));
    int missing = 0;
    for (const LlmAnswer &one : outcome->answers)
        missing += one.samples[0].missing ? 1 : 0;
    QCOMPARE(missing, 40);

    // Cancelled before it begins: nothing at all.
    const std::size_t sent = fixture.chats().size();
    const auto none = fixture.run(runQuestionsAbout(5, 60));
    QVERIFY(!none);
    QVERIFY(none.error().code == ErrorCode::Cancelled);
    QCOMPARE(fixture.chats().size(), sent);
}

void TestLlmRun::pausedRunBeginsNothing()
{
    RunFixture fixture(Shape::OpenAi, slowly(0.02));
    fixture.options.parallel = 2;
    std::size_t sentWhilePaused = 0;
    int looks = 0;
    fixture.onStatus = [&](const LlmRunStatus &status) {
        if (status.done >= 5 && looks == 0) {
            QVERIFY(fixture.job.canPause());
            fixture.job.setPaused(true);
            looks = 1;
        } else if (status.waiting == "paused" && status.inFlight == 0 && looks == 1) {
            looks = 2;
            sentWhilePaused = fixture.chats().size();
            // Somebody resumes it from elsewhere, later.
            std::thread([&fixture] {
                std::this_thread::sleep_for(std::chrono::milliseconds(300));
                fixture.job.setPaused(false);
            }).detach();
        } else if (looks == 2 && status.waiting.empty()) {
            looks = 3;
        }
        if (looks == 2 && fixture.job.isPaused())
            QCOMPARE(fixture.chats().size(), sentWhilePaused);
    };
    const auto outcome = fixture.run(runQuestionsAbout(30));
    QVERIFY(outcome);
    QCOMPARE(looks, 3);
    QVERIFY(sentWhilePaused < 30);
    QCOMPARE(outcome->status.done, 30);
    QVERIFY(!fixture.job.canPause());
}

void TestLlmRun::budgetIsNotExceeded()
{
    // A reply costs 0.0101; the budget is good for five of them.
    RunFixture fixture(Shape::OpenAi, [](const ReceivedRequest &) {
        ScriptedReply reply = chatReply(Shape::OpenAi); // 1000 tokens and 5
        reply.delay = 0.01;
        return reply;
    });
    for (const int parallel : {1, 8}) {
        const double before = callTotals(*fixture.workspace).value().cost;
        fixture.options.parallel = parallel;
        fixture.options.budget = 0.055;
        std::vector<LlmQuestion> questions = runQuestionsAbout(40, parallel * 100);
        for (LlmQuestion &question : questions)
            question.prompt = std::string(3000, 'x') + question.prompt; // some three bytes a token
        const auto outcome = fixture.run(questions);
        QVERIFY(outcome);
        const double spent = callTotals(*fixture.workspace).value().cost - before;
        QVERIFY2(spent <= 0.055, qPrintable(QString::number(spent)));
        QVERIFY(outcome->status.done >= 3);
        QVERIFY(outcome->stopped);
        QVERIFY2(outcome->stopped->message.starts_with(
                     "The budget of $0.0550 leaves no room for another request: $0.0"),
                 outcome->stopped->message.c_str());
        QVERIFY(outcome->answers[39].samples[0].missing);
    }
    // Nothing is too dear for a budget of nothing.
    fixture.options.budget = 0.0;
    const std::size_t sent = fixture.chats().size();
    const auto none = fixture.run(runQuestionsAbout(1, 50));
    QVERIFY(none && none->stopped);
    QCOMPARE(fixture.chats().size(), sent);
}

void TestLlmRun::budgetHoldsEvenWhereTokensAreMoreThanEstimated()
{
    // One byte a token: four times what texts have. The first reply tells; from then on it is
    // known.
    RunFixture fixture(Shape::OpenAi, [](const ReceivedRequest &request) {
        ShapedAnswer answer;
        answer.promptTokens = static_cast<int>(request.body.size());
        return chatReply(Shape::OpenAi, answer);
    });
    fixture.options.parallel = 1;
    fixture.options.budget = 0.02;
    const auto outcome = fixture.run(runQuestionsAbout(50));
    QVERIFY(outcome && outcome->stopped);
    QVERIFY(outcome->status.done > 1);
    QVERIFY(*outcome->status.cost <= 0.02);
}

void TestLlmRun::cacheThatCannotBeWrittenStopsBeforeAnythingIsPaid()
{
    RunFixture fixture;
    FailingCache cache(-1);
    QVERIFY(cache.keep({}));
    auto readOnly = Workspace::open(fixture.folder.file("run.auspex"), OpenMode::ReadOnly);
    QVERIFY(readOnly);
    auto readOnlyCache = workspaceCallCache(*readOnly, 0);
    QVERIFY(readOnlyCache);
    const auto outcome = runQuestions(fixture.provider, fixture.key, fixture.prices,
                                      runQuestionsAbout(3), fixture.options, **readOnlyCache,
                                      fixture.job);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::ReadOnly);
    QVERIFY(fixture.chats().empty());
}

void TestLlmRun::fullDiskEndsTheRunAndKeepsWhatWasAcknowledged()
{
    RunFixture fixture(Shape::OpenAi, slowly(0.02));
    FailingCache cache(20);
    fixture.options.parallel = 4;
    std::int64_t told = 0;
    const auto outcome = runQuestions(fixture.provider, fixture.key, fixture.prices,
                                      runQuestionsAbout(100), fixture.options, cache, fixture.job,
                                      [&](const LlmRunStatus &status) { told = status.done; });
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Io);
    QCOMPARE(shown(outcome.error().message), QStringLiteral("The disk is full; free some space."));
    QVERIFY(told <= cache.kept);
    QVERIFY(cache.kept <= 20 && cache.kept > 10);
    QVERIFY(fixture.chats().size() < 60); // and then nothing more is sent
}

void TestLlmRun::statusTellsTheTruthAllAlong()
{
    RunFixture fixture(Shape::OpenAi, slowly(0.02));
    fixture.options.parallel = 4;
    std::vector<JobProgress> progress;
    Job job([&](const JobProgress &reported) { progress.push_back(reported); });
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    QElapsedTimer clock;
    clock.start();
    const auto outcome = runQuestions(
        fixture.provider, fixture.key, fixture.prices, runQuestionsAbout(60), fixture.options,
        **cache, job, [&](const LlmRunStatus &status) { fixture.statuses.push_back(status); });
    QVERIFY(outcome);
    const double seconds = static_cast<double>(clock.elapsed()) / 1000.0;
    QVERIFY(fixture.statuses.size() > 2);
    QVERIFY(static_cast<double>(fixture.statuses.size()) <= seconds * 20.0 + 3.0);
    std::int64_t before = 0;
    for (const LlmRunStatus &status : fixture.statuses) {
        QCOMPARE(status.predictions, 60);
        QVERIFY(status.done >= before);
        QVERIFY(status.inFlight <= 4);
        QVERIFY(status.requests >= status.done + status.inFlight);
        before = status.done;
    }
    const LlmRunStatus &last = fixture.statuses.back();
    QCOMPARE(last.done, 60);
    QCOMPARE(last.inFlight, 0);
    QVERIFY(last.waiting.empty());
    QVERIFY(last.perSecond > 0.0);
    QCOMPARE(progress.back().done, 60);
    QCOMPARE(progress.back().total, 60);
    QCOMPARE(progress.back().unit, std::string("predictions"));
    QVERIFY(progress.back().cost && *progress.back().cost == *last.cost);
}

void TestLlmRun::unusableInputIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *what, const char *message) {
        QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(message);
    };
    row("model", "No model is named");
    row("samples", "The number of samples is 0");
    row("tokens", "The limit of tokens is 0");
    row("budget", "The budget is no amount of money");
    row("empty prompt", "The prompt of question 2 is empty");
    row("prompt that is no UTF-8", "The prompt of question 2 is not valid UTF-8");
    row("address", "address");
}

void TestLlmRun::unusableInputIsRefused()
{
    QFETCH(QString, what);
    QFETCH(QString, message);
    RunFixture fixture;
    auto questions = runQuestionsAbout(2);
    if (what == QStringLiteral("model"))
        fixture.options.parameters.model.clear();
    else if (what == QStringLiteral("samples"))
        fixture.options.samples = 0;
    else if (what == QStringLiteral("tokens"))
        fixture.options.parameters.maxTokens = 0;
    else if (what == QStringLiteral("budget"))
        fixture.options.budget = std::nan("");
    else if (what == QStringLiteral("empty prompt"))
        questions[1].prompt = " \n";
    else if (what == QStringLiteral("address"))
        fixture.provider.baseUrl = "ftp://127.0.0.1";
    else
        questions[1].prompt = "BLEU \xff";
    const auto outcome = fixture.run(questions);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::InvalidInput);
    QVERIFY2(shown(outcome.error().message).contains(message), outcome.error().message.c_str());
    QVERIFY(fixture.chats().empty());
}

void TestLlmRun::emptyRunIsDone()
{
    RunFixture fixture;
    const auto outcome = fixture.run({});
    QVERIFY(outcome);
    QVERIFY(outcome->answers.empty());
    QVERIFY(!outcome->stopped);
}

void TestLlmRun::runWorksOnAnotherThread()
{
    RunFixture fixture(Shape::OpenAi, slowly(0.005));
    Result<LlmRunOutcome> outcome = cancelled();
    std::thread other([&] { outcome = fixture.run(runQuestionsAbout(50)); });
    other.join();
    QVERIFY2(outcome, qPrintable(problem(outcome)));
    QCOMPARE(outcome->status.done, 50);
}

QTEST_GUILESS_MAIN(TestLlmRun)
#include "tst_llm_run.moc"
