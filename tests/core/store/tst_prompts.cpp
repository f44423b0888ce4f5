// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include <QTest>

#include "core/store/prompt_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestPrompts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void versionsCountOn();
    void sameTextAddsNoVersion();
    void versionsComeBackAfterReopening();
    void removedPromptIsOffTheListButFound();
    void removedPromptComesBack();
    void savingUnderARemovedNameCountsOn();
    void promptIsRenamedWithAllVersions();
    void renamingToATakenNameIsRefused();
    void badNamesAreRefused_data();
    void badNamesAreRefused();
    void textThatIsNoJsonIsRefused();
    void unknownNameIsSaid();
    void readOnlyWorkspaceRefusesEveryChange();
    void changesAreTold();

private:
    std::string names() const;

    std::optional<TestFolder> m_folder;
    mutable std::optional<Workspace> m_workspace;
};

void TestPrompts::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("prompts.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
}

void TestPrompts::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

/// The list as "name@1 name@2".
std::string TestPrompts::names() const
{
    std::string text;
    const auto prompts = loadPrompts(*m_workspace);
    for (const PromptVersion &prompt : *prompts)
        text += (text.empty() ? "" : " ") + prompt.name + '@' + std::to_string(prompt.version);
    return text;
}

void TestPrompts::versionsCountOn()
{
    const auto first = savePrompt(*m_workspace, "mine", R"({"a":1})", "as it was");
    QVERIFY2(first, qPrintable(problem(first)));
    QCOMPARE(first->version, 1);
    QCOMPARE(first->name, std::string("mine"));
    QCOMPARE(first->json, std::string(R"({"a":1})"));
    QCOMPARE(first->note, std::string("as it was"));
    QCOMPARE(first->createdAt.size(), 24U);
    QCOMPARE(savePrompt(*m_workspace, "mine", R"({"a":2})")->version, 2);
    QCOMPARE(savePrompt(*m_workspace, "another", R"({"a":2})")->version, 1);
    QCOMPARE(savePrompt(*m_workspace, "mine", R"({"a":1})")->version, 3); // as the first, not the
                                                                          // newest
    QCOMPARE(names(), std::string("another@1 mine@1 mine@2 mine@3"));
    QVERIFY(*loadPrompt(*m_workspace, "mine", 1).value() == *first);
    QCOMPARE(loadPrompt(*m_workspace, "mine").value()->version, 3);
    QVERIFY(!loadPrompt(*m_workspace, "mine", 4).value());
    QVERIFY(!loadPrompt(*m_workspace, "nobody's").value());
    QCOMPARE(findings(*m_workspace), QString());
}

void TestPrompts::sameTextAddsNoVersion()
{
    const auto first = savePrompt(*m_workspace, "mine", "{}", "note");
    const auto again = savePrompt(*m_workspace, "mine", "{}", "another note");
    QVERIFY2(again, qPrintable(problem(again)));
    QVERIFY(*again == *first);
    QCOMPARE(names(), std::string("mine@1"));
}

void TestPrompts::versionsComeBackAfterReopening()
{
    const std::string name = "Übersetzung, 2. Versuch";
    const auto saved = savePrompt(*m_workspace, name, R"({"text":"Ω\n"})", "n\nm");
    m_workspace.reset();
    Result<Workspace> workspace = Workspace::open(m_folder->file("prompts.auspex"));
    const auto loaded = loadPrompts(*workspace);
    QCOMPARE(loaded->size(), 1U);
    QVERIFY(loaded->front() == *saved);
}

void TestPrompts::removedPromptIsOffTheListButFound()
{
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    QVERIFY(savePrompt(*m_workspace, "mine", "[]"));
    QVERIFY(savePrompt(*m_workspace, "other", "{}"));
    const Result<void> removed = removePrompt(*m_workspace, "mine");
    QVERIFY2(removed, qPrintable(problem(removed)));
    QCOMPARE(names(), std::string("other@1"));
    QCOMPARE(loadPrompt(*m_workspace, "mine").value()->json, std::string("[]"));
    QCOMPARE(loadPrompt(*m_workspace, "mine", 1).value()->json, std::string("{}"));
    QCOMPARE(removePrompt(*m_workspace, "mine").error().code, ErrorCode::NotFound);
}

void TestPrompts::removedPromptComesBack()
{
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    QVERIFY(removePrompt(*m_workspace, "mine"));
    QVERIFY(restorePrompt(*m_workspace, "mine"));
    QCOMPARE(names(), std::string("mine@1"));
    QVERIFY(restorePrompt(*m_workspace, "mine")); // it is there
}

void TestPrompts::savingUnderARemovedNameCountsOn()
{
    // "mine@1" must never mean two different prompts.
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    QVERIFY(removePrompt(*m_workspace, "mine"));
    QCOMPARE(savePrompt(*m_workspace, "mine", "[]")->version, 2);
    QCOMPARE(names(), std::string("mine@1 mine@2"));
}

void TestPrompts::promptIsRenamedWithAllVersions()
{
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    QVERIFY(savePrompt(*m_workspace, "mine", "[]"));
    const Result<void> renamed = renamePrompt(*m_workspace, "mine", "ours");
    QVERIFY2(renamed, qPrintable(problem(renamed)));
    QCOMPARE(names(), std::string("ours@1 ours@2"));
    QVERIFY(!loadPrompt(*m_workspace, "mine").value());
    QVERIFY(renamePrompt(*m_workspace, "ours", "ours"));
    QCOMPARE(savePrompt(*m_workspace, "mine", "{}")->version, 1);
}

void TestPrompts::renamingToATakenNameIsRefused()
{
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    QVERIFY(savePrompt(*m_workspace, "other", "{}"));
    const Result<void> taken = renamePrompt(*m_workspace, "mine", "other");
    QCOMPARE(problem(taken), QStringLiteral("There is already a prompt \"other\" in this "
                                            "workspace; choose another name."));
    QVERIFY(removePrompt(*m_workspace, "other"));
    const Result<void> removed = renamePrompt(*m_workspace, "mine", "other");
    QCOMPARE(problem(removed),
             QStringLiteral("A prompt that was removed but is kept for its results is called "
                            "\"other\" in this workspace; choose another name."));
    QCOMPARE(names(), std::string("mine@1"));
}

void TestPrompts::badNamesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    const QString reserved = u"stands for something else"_qs;
    QTest::newRow("empty") << QString() << u"A prompt needs a name"_qs;
    QTest::newRow("spaces") << u"  "_qs << u"begins or ends with a space"_qs;
    QTest::newRow("space at the end") << u"mine "_qs << u"begins or ends with a space"_qs;
    QTest::newRow("slash") << u"a/b"_qs << reserved;
    QTest::newRow("at") << u"a@1"_qs << reserved;
    QTest::newRow("colon") << u"a:b"_qs << reserved;
    QTest::newRow("question mark") << u"a?"_qs << reserved;
    QTest::newRow("line break") << u"a\nb"_qs << reserved;
}

void TestPrompts::badNamesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, message);
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    const auto saved = savePrompt(*m_workspace, name.toStdString(), "{}");
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::InvalidInput);
    QVERIFY2(problem(saved).contains(message), qPrintable(problem(saved)));
    const Result<void> renamed = renamePrompt(*m_workspace, "mine", name.toStdString());
    QVERIFY2(problem(renamed).contains(message), qPrintable(problem(renamed)));
    QCOMPARE(names(), std::string("mine@1"));
}

void TestPrompts::textThatIsNoJsonIsRefused()
{
    const auto saved = savePrompt(*m_workspace, "mine", "{");
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::InvalidInput);
    QCOMPARE(m_workspace->database().count("SELECT count(*) FROM prompts").value(), 0);
}

void TestPrompts::unknownNameIsSaid()
{
    const QString message
        = u"There is no prompt \"mine\" in this workspace; choose another one."_qs;
    QCOMPARE(problem(removePrompt(*m_workspace, "mine")), message);
    QCOMPARE(problem(restorePrompt(*m_workspace, "mine")), message);
    QCOMPARE(problem(renamePrompt(*m_workspace, "mine", "ours")), message);
}

void TestPrompts::readOnlyWorkspaceRefusesEveryChange()
{
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    Result<Workspace> reader = Workspace::open(m_folder->file("prompts.auspex"),
                                               OpenMode::ReadOnly);
    QCOMPARE(savePrompt(*reader, "mine", "[]").error().message, reader->readOnlyReason());
    for (const Result<void> &done : {removePrompt(*reader, "mine"), restorePrompt(*reader, "mine"),
                                     renamePrompt(*reader, "mine", "ours")}) {
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::ReadOnly);
        QCOMPARE(done.error().message, reader->readOnlyReason());
    }
    QCOMPARE(loadPrompts(*reader)->size(), 1U);
}

void TestPrompts::changesAreTold()
{
    int told = 0;
    m_workspace->addListener([&](Change change) { told += change == Change::Prompts ? 1 : 100; });
    QVERIFY(savePrompt(*m_workspace, "mine", "{}"));
    QVERIFY(removePrompt(*m_workspace, "mine"));
    QVERIFY(restorePrompt(*m_workspace, "mine"));
    QVERIFY(renamePrompt(*m_workspace, "mine", "ours"));
    QCOMPARE(told, 4);
}

QTEST_GUILESS_MAIN(TestPrompts)
#include "tst_prompts.moc"
