// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/document_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentComesBackAfterReopening();
    void missingDocumentIsNothing();
    void readOnlyWorkspaceRefusesToSave();
};

void TestDocuments::documentComesBackAfterReopening()
{
    const TestFolder folder;
    const nlohmann::json state = {{"task", "wmt14ende"}, {"predictors", {"HAT", "Ω"}}, {"n", 10}};
    {
        Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
        QVERIFY(saveDocument(*workspace, "judge", {{"old", true}}));
        QVERIFY(saveDocument(*workspace, "judge", state));
        QVERIFY(saveDocument(*workspace, "broken text", "\xff"));
    }
    Result<Workspace> workspace = Workspace::open(folder.file("a.auspex"));
    QVERIFY(loadDocument(*workspace, "judge").value() == state);
    QVERIFY(loadDocument(*workspace, "broken text").value() == nlohmann::json("\uFFFD"));
    QVERIFY(removeDocument(*workspace, "judge"));
    QVERIFY(!loadDocument(*workspace, "judge")->has_value());
}

void TestDocuments::missingDocumentIsNothing()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    const auto none = loadDocument(*workspace, "judge");
    QVERIFY(none);
    QVERIFY(!none->has_value());
    QVERIFY(removeDocument(*workspace, "judge"));
    QCOMPARE(saveDocument(*workspace, "", 1).error().code, ErrorCode::InvalidInput);
}

void TestDocuments::readOnlyWorkspaceRefusesToSave()
{
    const TestFolder folder;
    QVERIFY(Workspace::create(folder.file("a.auspex")));
    Result<Workspace> workspace = Workspace::open(folder.file("a.auspex"), OpenMode::ReadOnly);
    const Result<void> saved = saveDocument(*workspace, "judge", 1);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::ReadOnly);
    QCOMPARE(saved.error().message, workspace->readOnlyReason());
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
