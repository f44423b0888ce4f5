// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/corpus_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestCorpora : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void corpusIsFoundByItsName();
    void sameFolderReplacesAndAnotherIsRefused();
    void removingForgetsIt();
};

namespace {

const StoredCorpus demo = {0, "demo", "en", "de", "/data/demo", R"({"version":1})", {}};

} // namespace

void TestCorpora::corpusIsFoundByItsName()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const auto id = saveCorpus(*workspace, demo);
    QVERIFY2(id, qPrintable(problem(id)));
    StoredCorpus found = loadCorpus(*workspace, "demo").value().value();
    QCOMPARE(found.id, *id);
    QCOMPARE(found.createdAt.size(), 24U);
    found.id = 0;
    found.createdAt.clear();
    QVERIFY(found == demo);
    QVERIFY(!loadCorpus(*workspace, "other").value());
    StoredCorpus nameless = demo;
    nameless.name.clear();
    QCOMPARE(saveCorpus(*workspace, nameless).error().code, ErrorCode::InvalidInput);
}

void TestCorpora::sameFolderReplacesAndAnotherIsRefused()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(saveCorpus(*workspace, demo));
    StoredCorpus changed = demo;
    changed.manifest = R"({"version":2})";
    QVERIFY(saveCorpus(*workspace, changed));
    QCOMPARE(loadCorpora(*workspace)->size(), 1U);
    QCOMPARE(loadCorpora(*workspace)->front().manifest, changed.manifest);
    changed.folder = "/elsewhere";
    const auto refused = saveCorpus(*workspace, changed);
    QVERIFY2(problem(refused).contains(QStringLiteral("already, in /data/demo")),
             qPrintable(problem(refused)));
    QCOMPARE(loadCorpora(*workspace)->front().folder, demo.folder);
}

void TestCorpora::removingForgetsIt()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY(saveCorpus(*workspace, demo));
    QVERIFY(removeCorpus(*workspace, "demo"));
    QVERIFY(removeCorpus(*workspace, "demo"));
    QVERIFY(loadCorpora(*workspace)->empty());
}

QTEST_GUILESS_MAIN(TestCorpora)
#include "tst_corpora.moc"
