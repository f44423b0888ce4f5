// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/llm/batch_fixture.h"

using namespace auspex;
using namespace auspex::test;

/// What a batch job brings is not paid for twice, and not beyond the budget.
class TestBatchMoney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runDoesNotAskWhatWaitsInABatch();
    void cancelledBatchIsWaitedForNoMore();
    void budgetHoldsForABatch();
    void budgetNeedsAPrice();
};

namespace {

Result<LlmRunOutcome> run(BatchFixture &fixture, const std::vector<LlmQuestion> &questions)
{
    LlmRunOptions options = batchOptions();
    options.retry.maxRetries = 0;
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    if (!cache)
        return tl::make_unexpected(cache.error());
    return runQuestions(fixture.provider, fixture.key, fixture.prices, questions, options, **cache,
                        fixture.job);
}

/// Distinct prompts that the run sent.
int asked(const BatchFixture &fixture)
{
    return fixture.requestsTo("POST", "/chat/completions");
}

} // namespace

void TestBatchMoney::runDoesNotAskWhatWaitsInABatch()
{
    BatchFixture fixture(Shape::OpenAi);
    const auto questions = makeQuestions(3);
    const auto batch = fixture.submit(questions);
    QVERIFY2(batch, qPrintable(shown(batch)));
    const auto outcome = run(fixture, questions);
    QVERIFY(outcome);
    QCOMPARE(asked(fixture), 0);
    for (const LlmAnswer &answer : outcome->answers)
        QVERIFY(answer.samples.at(0).missing);
    QVERIFY(outcome->stopped);
    QCOMPARE(QString::fromStdString(outcome->stopped->message),
             QStringLiteral("3 predictions wait in a batch job and would be paid for twice; "
                            "collect the batch job, or cancel it, then resume."));
    QCOMPARE(outcome->status.requests, 0);

    // What does not wait is asked, and only that; nor does the estimate count the others.
    const auto more = makeQuestions(4);
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    const auto estimate = estimateCost(fixture.provider, SecretKey(), fixture.prices, more,
                                       batchOptions(), **cache, fixture.job);
    QVERIFY(estimate);
    QCOMPARE(estimate->requests, 1);
    QVERIFY(run(fixture, more));
    QCOMPARE(asked(fixture), 1);

    // The playground's question, too.
    const auto answer = askOnce(fixture.provider, fixture.key, fixture.prices, questions[0],
                                batchOptions(), **cache, fixture.job, [](std::string_view) {});
    QVERIFY(!answer);
    QVERIFY(answer.error().message.find("1 prediction waits in a batch job") == 0);
    QCOMPARE(asked(fixture), 1);
}

void TestBatchMoney::cancelledBatchIsWaitedForNoMore()
{
    BatchFixture fixture(Shape::OpenAi);
    const auto questions = makeQuestions(2);
    auto batch = fixture.submit(questions);
    QVERIFY(batch);
    batch->state = BatchState::Cancelled;
    QVERIFY(updateBatch(*fixture.workspace, *batch));
    QVERIFY(run(fixture, questions));
    QCOMPARE(asked(fixture), 2);
}

void TestBatchMoney::budgetHoldsForABatch()
{
    BatchFixture fixture(Shape::OpenAi);
    const auto questions = makeQuestions(3);
    auto cache = workspaceCallCache(*fixture.workspace, 0);
    QVERIFY(cache);
    const auto estimate = estimateCost(fixture.provider, SecretKey(), fixture.prices, questions,
                                       batchOptions(), **cache, fixture.job);
    QVERIFY(estimate && estimate->batchCost && *estimate->batchCost > 0.0);
    LlmRunOptions options = batchOptions();
    options.budget = *estimate->batchCost * 0.99;
    const auto refused = submitBatch(fixture.provider, fixture.key, questions, options,
                                     *fixture.workspace, 0, fixture.job, fixture.prices);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("nothing was submitted") != std::string::npos,
             refused.error().message.c_str());
    QVERIFY(fixture.server.requests().empty());
    QVERIFY(loadBatches(*fixture.workspace)->empty());

    options.budget = *estimate->batchCost * 1.01;
    const auto batch = submitBatch(fixture.provider, fixture.key, questions, options,
                                   *fixture.workspace, 0, fixture.job, fixture.prices);
    QVERIFY2(batch, qPrintable(shown(batch)));
    QCOMPARE(batch->requests, 3);
}

void TestBatchMoney::budgetNeedsAPrice()
{
    BatchFixture fixture(Shape::OpenAi);
    LlmRunOptions options = batchOptions();
    options.budget = 100.0;
    const auto refused = submitBatch(fixture.provider, fixture.key, makeQuestions(1), options,
                                     *fixture.workspace, 0, fixture.job);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("The price of test-model is unknown") == 0,
             refused.error().message.c_str());
    QVERIFY(fixture.server.requests().empty());
}

QTEST_GUILESS_MAIN(TestBatchMoney)
#include "tst_batch_money.moc"
