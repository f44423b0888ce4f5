// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include <QTest>
#include <QThread>

#include "core/llm/call_cache.h"
#include "core/store/run_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

/// What both kinds of cache promise, checked on both.
class TestCallCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyCacheFindsWhatItKept_data();
    void everyCacheFindsWhatItKept();
    void everyCacheKeepsTheFirstReply_data();
    void everyCacheKeepsTheFirstReply();
    void everyCacheKnowsBytesForAToken_data();
    void everyCacheKnowsBytesForAToken();
    void callsAreCountedToTheRun();
    void cacheOutlivesTheWorkspaceItIsFrom();
    void cacheWorksOnAnotherThread();
    void readOnlyWorkspaceFindsButDoesNotKeep();

private:
    std::unique_ptr<CallCache> makeCache();

    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

namespace {

void addKinds()
{
    QTest::addColumn<bool>("inWorkspace");
    QTest::newRow("memory") << false;
    QTest::newRow("workspace") << true;
}

StoredCall withoutTexts(StoredCall call)
{
    for (std::string *text : {&call.request, &call.response, &call.usage, &call.price})
        text->clear();
    call.id = 0;
    call.createdAt.clear();
    return call;
}

} // namespace

void TestCallCache::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("cache.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestCallCache::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

std::unique_ptr<CallCache> TestCallCache::makeCache()
{
    QFETCH(bool, inWorkspace);
    return inWorkspace ? workspaceCallCache(*m_workspace, 0).value() : memoryCallCache();
}

void TestCallCache::everyCacheFindsWhatItKept_data()
{
    addKinds();
}

void TestCallCache::everyCacheFindsWhatItKept()
{
    const std::unique_ptr<CallCache> cache = makeCache();
    StoredCall failed = makeCall(3);
    failed.replied = false;
    failed.failure = "network";
    const std::vector<StoredCall> calls = {makeCall(1), failed, makeCall(2)};
    const Result<void> kept = cache->keep(calls);
    QVERIFY2(kept, qPrintable(problem(kept)));
    const std::vector<std::string> keys = {makeCall(2).key, makeCall(3).key, makeCall(1).key};
    const auto found = cache->find(keys);
    QVERIFY2(found, qPrintable(problem(found)));
    QCOMPARE(found->size(), 3U);
    QVERIFY(withoutTexts(*found->at(0)) == withoutTexts(makeCall(2)));
    QVERIFY(!found->at(1));
    QVERIFY(withoutTexts(*found->at(2)) == withoutTexts(makeCall(1)));
    QCOMPARE(found->at(2)->response, std::string());
    QCOMPARE(cache->find({})->size(), 0U);
}

void TestCallCache::everyCacheKeepsTheFirstReply_data()
{
    addKinds();
}

void TestCallCache::everyCacheKeepsTheFirstReply()
{
    const std::unique_ptr<CallCache> cache = makeCache();
    StoredCall second = makeCall(1);
    second.value = 1.0;
    const std::vector<StoredCall> calls = {makeCall(1), second};
    QVERIFY(cache->keep(calls));
    QVERIFY(cache->keep(std::vector<StoredCall>{second}));
    const std::vector<std::string> keys = {second.key};
    QCOMPARE(cache->find(keys)->front()->value, makeCall(1).value);
}

void TestCallCache::everyCacheKnowsBytesForAToken_data()
{
    addKinds();
}

void TestCallCache::everyCacheKnowsBytesForAToken()
{
    const std::unique_ptr<CallCache> cache = makeCache();
    QVERIFY(!cache->bytesPerToken("gpt-4o-mini")->has_value());
    std::vector<StoredCall> calls = {makeCall(1), makeCall(2), makeCall(3), makeCall(1)};
    for (StoredCall &call : calls) {
        call.request = std::string(400, 'x');
        call.promptTokens = 100;
    }
    calls[1].request += std::string(100, 'x');
    calls[2].promptTokens = 0;
    QVERIFY(cache->keep(calls));
    QCOMPARE(cache->bytesPerToken("gpt-4o-mini").value(), std::optional(4.5));
    QVERIFY(!cache->bytesPerToken("gpt-4")->has_value());
}

void TestCallCache::callsAreCountedToTheRun()
{
    const StoredRun run = addRun(*m_workspace, "llm", {}).value();
    const auto cache = workspaceCallCache(*m_workspace, run.id);
    QVERIFY2(cache, qPrintable(problem(cache)));
    QVERIFY(!m_workspace->changedElsewhere());
    QVERIFY((*cache)->keep(std::vector<StoredCall>{makeCall(1)}));
    QVERIFY(m_workspace->changedElsewhere());
    QCOMPARE(callTotals(*m_workspace, run.id)->replies, 1);
    QCOMPARE(loadCall(*m_workspace, 1)->request, makeCall(1).request);
}

void TestCallCache::cacheOutlivesTheWorkspaceItIsFrom()
{
    std::unique_ptr<CallCache> cache = workspaceCallCache(*m_workspace, 0).value();
    m_workspace.reset();
    QVERIFY(cache->keep(std::vector<StoredCall>{makeCall(1)}));
    cache.reset();
    Result<Workspace> workspace = Workspace::open(m_folder->file("cache.auspex"));
    QVERIFY(!workspace->isReadOnly());
    QCOMPARE(callTotals(*workspace)->replies, 1);
}

void TestCallCache::cacheWorksOnAnotherThread()
{
    const std::unique_ptr<CallCache> cache = workspaceCallCache(*m_workspace, 0).value();
    bool kept = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        for (int number = 0; number < 50; ++number)
            kept = cache->keep(std::vector<StoredCall>{makeCall(number)}).has_value();
    }));
    thread->start();
    while (!thread->isFinished()) // as a table that follows the run reads
        QVERIFY(loadCalls(*m_workspace, {}).has_value());
    QVERIFY(thread->wait());
    QVERIFY(kept);
    QCOMPARE(callTotals(*m_workspace)->replies, 50);
}

void TestCallCache::readOnlyWorkspaceFindsButDoesNotKeep()
{
    QVERIFY(saveCalls(*m_workspace, std::vector<StoredCall>{makeCall(1)}));
    const Result<Workspace> reader = Workspace::open(m_folder->file("cache.auspex"),
                                                     OpenMode::ReadOnly);
    const auto cache = workspaceCallCache(*reader, 0);
    QVERIFY2(cache, qPrintable(problem(cache)));
    const std::vector<std::string> keys = {makeCall(1).key};
    QVERIFY((*cache)->find(keys)->front().has_value());
    const Result<void> kept = (*cache)->keep(std::vector<StoredCall>{makeCall(2)});
    QVERIFY(!kept);
    QCOMPARE(kept.error().code, ErrorCode::ReadOnly);
    QCOMPARE(kept.error().message, reader->readOnlyReason());
}

QTEST_GUILESS_MAIN(TestCallCache)
#include "tst_call_cache.moc"
