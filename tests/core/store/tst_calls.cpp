// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <optional>

#include <QTest>
#include <sqlite3.h>

#include "core/store/call_store.h"
#include "core/store/run_store.h"
#include "tests/core/store/failing_file_system.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

std::vector<StoredCall> makeCalls(int first, int count)
{
    std::vector<StoredCall> calls;
    for (int number = first; number < first + count; ++number)
        calls.push_back(makeCall(number));
    return calls;
}

StoredCall failedCall(int number, const std::string &failure)
{
    StoredCall call = makeCall(number);
    call.replied = false;
    call.failure = failure;
    call.value = std::nullopt;
    call.cost = std::nullopt;
    call.promptTokens = call.completionTokens = 0;
    call.problem = "The service did not answer.";
    return call;
}

/// As a listing gives it.
StoredCall withoutTexts(StoredCall call)
{
    for (std::string *text : {&call.request, &call.response, &call.usage, &call.price})
        text->clear();
    return call;
}

/// The call without what loading adds.
StoredCall asSaved(StoredCall call)
{
    call.id = 0;
    call.createdAt.clear();
    return call;
}

/// Pages that a fresh connection reads for some work.
template<typename Work>
int pagesReadBy(const Workspace &workspace, const Work &work)
{
    Result<Workspace> fresh = workspace.openAnother();
    work(*fresh);
    int pages = 0;
    int most = 0;
    sqlite3_db_status(fresh->database().handle(), SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, 0);
    return pages;
}

} // namespace

class TestCalls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void callComesBackWholeAfterReopening();
    void listLeavesOutTheLongTexts();
    void replyIsKeptOnceForEachKey();
    void failuresAreKeptBesideTheReply();
    void repliesAreFoundInTheOrderOfTheirKeys();
    void brokenCallTakesNoneOfItsGroupIn();
    void detailsNeverCostAReply();
    void listIsFiltered();
    void totalsCountRepliesFailuresAndCost();
    void costOfManyCallsIsExact();
    void bytesForATokenAreOfTheModelsReplies();
    void listsAndSumsDoNotReadTheTexts();
    void groupOfCallsCostsOneFlush();
    void failedWriteLeavesAllOrNothingOfAGroup();
    void readOnlyWorkspaceRefusesToSave();
    void savingIsTold();

private:
    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

void TestCalls::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("calls.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestCalls::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

void TestCalls::callComesBackWholeAfterReopening()
{
    const StoredRun run = addRun(*m_workspace, "llm", {{"model", "gpt-4o-mini"}}).value();
    StoredCall reply = makeCall(1);
    reply.runId = run.id;
    reply.sample = 2;
    reply.ask = 1;
    reply.expected = 24.75;
    reply.deviation = 0.5;
    reply.cacheWriteTokens = 7;
    reply.content = std::string("a\0b\n Ω", 8);
    const StoredCall failed = failedCall(2, "network");
    const std::vector<StoredCall> calls = {reply, failed};
    const Result<void> saved = saveCalls(*m_workspace, calls);
    QVERIFY2(saved, qPrintable(problem(saved)));
    m_workspace.reset();

    Result<Workspace> workspace = Workspace::open(m_folder->file("calls.auspex"));
    const Result<StoredCall> first = loadCall(*workspace, 1);
    QVERIFY2(first, qPrintable(problem(first)));
    QVERIFY(asSaved(*first) == reply);
    QCOMPARE(first->id, 1);
    QCOMPARE(first->createdAt.size(), 24U);
    QVERIFY(asSaved(loadCall(*workspace, 2).value()) == failed);
    const Result<StoredCall> none = loadCall(*workspace, 3);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
    QCOMPARE(findings(*workspace), QString());
}

void TestCalls::listLeavesOutTheLongTexts()
{
    QVERIFY(saveCalls(*m_workspace, makeCalls(1, 3)));
    const auto calls = loadCalls(*m_workspace, {});
    QVERIFY2(calls, qPrintable(problem(calls)));
    QCOMPARE(calls->size(), 3U);
    for (int i = 0; i < 3; ++i)
        QVERIFY(asSaved(calls->at(static_cast<std::size_t>(i))) == withoutTexts(makeCall(i + 1)));
}

void TestCalls::replyIsKeptOnceForEachKey()
{
    const StoredCall first = makeCall(1);
    StoredCall second = first;
    second.content = "26.9";
    second.value = 26.9;
    const std::vector<StoredCall> twice = {first, second};
    QVERIFY(saveCalls(*m_workspace, twice));
    const std::vector<StoredCall> again = {second, makeCall(2)};
    QVERIFY(saveCalls(*m_workspace, again));
    QCOMPARE(callTotals(*m_workspace)->replies, 2);
    QVERIFY(asSaved(loadCall(*m_workspace, 1).value()) == first);
    const std::vector<std::string> keys = {first.key};
    QCOMPARE(findReplies(*m_workspace, keys)->front()->value, first.value);
    QCOMPARE(findings(*m_workspace), QString());
}

void TestCalls::failuresAreKeptBesideTheReply()
{
    const std::vector<StoredCall> attempts = {failedCall(1, "rate_limit"), failedCall(1, "timeout"),
                                              makeCall(1)};
    QVERIFY(saveCalls(*m_workspace, attempts));
    const std::vector<StoredCall> later = {failedCall(1, "network")};
    QVERIFY(saveCalls(*m_workspace, later));
    QCOMPARE(loadCalls(*m_workspace, {})->size(), 4U);
    const std::vector<std::string> keys = {makeCall(1).key};
    const auto found = findReplies(*m_workspace, keys);
    QVERIFY(found->front().has_value());
    QCOMPARE(found->front()->id, 3);
}

void TestCalls::repliesAreFoundInTheOrderOfTheirKeys()
{
    QVERIFY(saveCalls(*m_workspace, makeCalls(1, 5)));
    const std::vector<StoredCall> failures = {failedCall(9, "network")};
    QVERIFY(saveCalls(*m_workspace, failures));
    const std::vector<std::string> keys = {makeCall(4).key, makeCall(8).key, makeCall(2).key,
                                           makeCall(9).key, makeCall(4).key, ""};
    const auto found = findReplies(*m_workspace, keys);
    QVERIFY2(found, qPrintable(problem(found)));
    QCOMPARE(found->size(), 6U);
    QVERIFY(asSaved(*found->at(0)) == withoutTexts(makeCall(4)));
    QVERIFY(!found->at(1));
    QVERIFY(asSaved(*found->at(2)) == withoutTexts(makeCall(2)));
    QVERIFY(!found->at(3)); // only failed
    QCOMPARE(found->at(4)->id, found->at(0)->id);
    QVERIFY(!found->at(5));
}

void TestCalls::brokenCallTakesNoneOfItsGroupIn()
{
    std::vector<StoredCall> calls = makeCalls(1, 3);
    calls[1].key = "short";
    const Result<void> saved = saveCalls(*m_workspace, calls);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::InvalidInput);
    QCOMPARE(loadCalls(*m_workspace, {})->size(), 0U);
    QCOMPARE(m_workspace->database().count("SELECT count(*) FROM call_texts").value(), 0);
}

void TestCalls::detailsNeverCostAReply()
{
    StoredCall call = makeCall(1);
    call.runId = 77; // removed while it was running
    call.usage = "{broken";
    call.price = "none";
    call.value = std::numeric_limits<double>::quiet_NaN();
    call.cost = std::numeric_limits<double>::infinity();
    call.seconds = std::numeric_limits<double>::quiet_NaN();
    call.failure = "network";
    call.response = "\xff\xfe no UTF-8";
    const std::vector<StoredCall> calls = {call};
    const Result<void> saved = saveCalls(*m_workspace, calls);
    QVERIFY2(saved, qPrintable(problem(saved)));
    const StoredCall kept = loadCall(*m_workspace, 1).value();
    QCOMPARE(kept.runId, 0);
    QCOMPARE(kept.usage, std::string());
    QCOMPARE(kept.price, std::string());
    QVERIFY(!kept.value);
    QVERIFY(!kept.cost);
    QCOMPARE(kept.seconds, 0.0);
    QCOMPARE(kept.failure, std::string());
    QCOMPARE(kept.response, call.response);
    QCOMPARE(kept.content, call.content);
    QCOMPARE(findings(*m_workspace), QString());
}

void TestCalls::listIsFiltered()
{
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    std::vector<StoredCall> calls = makeCalls(1, 4);
    calls.push_back(failedCall(5, "timeout"));
    calls[1].runId = calls[2].runId = calls[4].runId = run.id;
    calls[2].value = std::nullopt;
    QVERIFY(saveCalls(*m_workspace, calls));
    const auto ids = [&](const CallFilter &filter) {
        std::vector<std::int64_t> found;
        const auto loaded = loadCalls(*m_workspace, filter);
        if (loaded) {
            for (const StoredCall &call : *loaded)
                found.push_back(call.id);
        }
        return found;
    };
    using Ids = std::vector<std::int64_t>;
    QVERIFY(ids({}) == (Ids{1, 2, 3, 4, 5}));
    QVERIFY(ids({.runId = run.id}) == (Ids{2, 3, 5}));
    QVERIFY(ids({.runId = 0}) == (Ids{1, 4}));
    QVERIFY(ids({.runId = 99}).empty());
    const std::optional<std::int64_t> any;
    QVERIFY(ids({.runId = any, .failuresOnly = true}) == (Ids{5}));
    QVERIFY(ids({.runId = any, .unusableOnly = true}) == (Ids{3}));
    QVERIFY(ids({.runId = any, .failuresOnly = true, .unusableOnly = true}) == (Ids{3, 5}));
    QVERIFY(ids({.runId = any, .afterId = 2}) == (Ids{3, 4, 5}));
    QVERIFY(ids({.runId = run.id, .afterId = 2, .most = 1}) == (Ids{3}));
}

void TestCalls::totalsCountRepliesFailuresAndCost()
{
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    std::vector<StoredCall> calls = makeCalls(1, 4);
    calls.push_back(failedCall(5, "timeout"));
    calls[0].runId = calls[1].runId = calls[4].runId = run.id;
    calls[0].cost = 0.25;
    calls[1].cost = std::nullopt;
    calls[1].value = std::nullopt;
    calls[2].cost = 0.5;
    calls[3].cost = 0.0;
    QVERIFY(saveCalls(*m_workspace, calls));
    const CallTotals ofRun = callTotals(*m_workspace, run.id).value();
    QCOMPARE(ofRun.replies, 2);
    QCOMPARE(ofRun.unusable, 1);
    QCOMPARE(ofRun.failures, 1);
    QCOMPARE(ofRun.promptTokens, 2901 + 2902);
    QCOMPARE(ofRun.completionTokens, 10);
    QCOMPARE(ofRun.cost, 0.25);
    QCOMPARE(ofRun.unpriced, 1);
    const CallTotals all = callTotals(*m_workspace).value();
    QCOMPARE(all.replies, 4);
    QCOMPARE(all.failures, 1);
    QCOMPARE(all.cost, 0.75);
    QCOMPARE(all.unpriced, 1);
    QCOMPARE(callTotals(*m_workspace, 0)->replies, 2);
    QCOMPARE(callTotals(*m_workspace, 99)->replies, 0);

    QVERIFY(removeRun(*m_workspace, run.id)); // what was paid stays paid
    QCOMPARE(callTotals(*m_workspace)->cost, 0.75);
    QCOMPARE(callTotals(*m_workspace, 0)->replies, 4);
}

void TestCalls::costOfManyCallsIsExact()
{
    std::vector<StoredCall> calls;
    for (int number = 0; number < 5000; ++number) {
        calls.push_back(makeCall(number));
        calls.back().cost = 0.0004365; // 2900 tokens at 0.15 and 2.5 at 0.6 for a million
    }
    QVERIFY(saveCalls(*m_workspace, calls));
    const double cost = callTotals(*m_workspace)->cost;
    QVERIFY2(std::abs(cost - 2.1825) < 1e-9, qPrintable(QString::number(cost, 'g', 17)));
}

void TestCalls::bytesForATokenAreOfTheModelsReplies()
{
    QVERIFY(!bytesPerPromptToken(*m_workspace, "gpt-4o-mini")->has_value());
    std::vector<StoredCall> calls = makeCalls(1, 4);
    for (StoredCall &call : calls) {
        call.request = "\u00fc" + std::string(398, 'x'); // 400 bytes, 399 characters
        call.promptTokens = 100;
    }
    calls[1].request += std::string(100, 'x');
    calls[2].promptTokens = 0; // a service that counts nothing
    calls[3].model = "other";
    calls[3].promptTokens = 400;
    calls.push_back(failedCall(5, "timeout"));
    QVERIFY(saveCalls(*m_workspace, calls));
    QCOMPARE(bytesPerPromptToken(*m_workspace, "gpt-4o-mini").value(), std::optional(4.5));
    QCOMPARE(bytesPerPromptToken(*m_workspace, "other").value(), std::optional(1.0));
}

void TestCalls::listsAndSumsDoNotReadTheTexts()
{
    constexpr int count = 2000;
    std::vector<StoredCall> calls = makeCalls(1, count);
    for (StoredCall &call : calls)
        call.request = std::string(8000, 'r'); // two pages and more each
    QVERIFY(saveCalls(*m_workspace, calls));
    const int list = pagesReadBy(*m_workspace, [&](Workspace &workspace) {
        QCOMPARE(loadCalls(workspace, {})->size(), static_cast<std::size_t>(count));
    });
    const int sums = pagesReadBy(*m_workspace, [&](Workspace &workspace) {
        QCOMPARE(callTotals(workspace)->replies, count);
        QVERIFY(bytesPerPromptToken(workspace, "gpt-4o-mini")->has_value());
    });
    const std::vector<std::string> keys = {makeCall(7).key, makeCall(1500).key, makeCall(9999).key};
    const int found = pagesReadBy(*m_workspace, [&](Workspace &workspace) {
        QVERIFY(findReplies(workspace, keys)->at(1).has_value());
    });
    qInfo("pages read: %d by the list, %d by sums, %d to find three", list, sums, found);
    QVERIFY(list < count / 4);
    QVERIFY(sums < count / 4);
    QVERIFY(found < 60);
}

void TestCalls::groupOfCallsCostsOneFlush()
{
    m_workspace.reset();
    FailingFileSystem disk; // counts
    Result<Workspace> workspace = Workspace::open(m_folder->file("calls.auspex"));
    QVERIFY(saveCalls(*workspace, makeCalls(0, 1))); // the log exists from now on
    const std::int64_t before = disk.flushes();
    std::vector<StoredCall> calls = makeCalls(1, 200);
    for (StoredCall &call : calls)
        call.request = std::string(4000, 'r');
    QVERIFY(saveCalls(*workspace, calls));
    QCOMPARE(disk.flushes() - before, 1);
}

void TestCalls::failedWriteLeavesAllOrNothingOfAGroup()
{
    QVERIFY(saveCalls(*m_workspace, makeCalls(0, 10)));
    m_workspace.reset();
    FailingFileSystem disk;
    std::size_t stored = 10;
    int failures = 0;
    bool sawSuccess = false;
    for (int operation = 1; !sawSuccess; ++operation) {
        QVERIFY(operation < 1000);
        bool wasAcknowledged = false;
        const int first = static_cast<int>(stored);
        {
            Result<Workspace> workspace = Workspace::open(m_folder->file("calls.auspex"));
            QVERIFY2(workspace, qPrintable(problem(workspace)));
            disk.failAt(operation, true);
            wasAcknowledged = saveCalls(*workspace, makeCalls(first, 10)).has_value();
            sawSuccess = !disk.hasFailed();
            failures += wasAcknowledged ? 0 : 1;
            disk.heal();
        }
        Result<Workspace> workspace = Workspace::open(m_folder->file("calls.auspex"));
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        const std::size_t now = loadCalls(*workspace, {})->size();
        QVERIFY(now == stored + 10 || (now == stored && !wasAcknowledged));
        stored = now;
        QCOMPARE(findings(*workspace), QString());
    }
    QVERIFY(failures > 3);
}

void TestCalls::readOnlyWorkspaceRefusesToSave()
{
    QVERIFY(saveCalls(*m_workspace, makeCalls(1, 2)));
    Result<Workspace> reader = Workspace::open(m_folder->file("calls.auspex"), OpenMode::ReadOnly);
    const Result<void> saved = saveCalls(*reader, makeCalls(3, 1));
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::ReadOnly);
    QCOMPARE(saved.error().message, reader->readOnlyReason());
    QCOMPARE(loadCalls(*reader, {})->size(), 2U);
}

void TestCalls::savingIsTold()
{
    std::vector<Change> told;
    m_workspace->addListener([&](Change change) { told.push_back(change); });
    QVERIFY(saveCalls(*m_workspace, makeCalls(1, 2)));
    QVERIFY(told == std::vector<Change>{Change::Calls});
    std::vector<StoredCall> broken = makeCalls(3, 1);
    broken[0].key.clear();
    QVERIFY(!saveCalls(*m_workspace, broken));
    QCOMPARE(told.size(), 1U);
}

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_calls.moc"
