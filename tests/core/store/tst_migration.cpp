// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/files.h"
#include "core/store/document_store.h"
#include "core/store/migration.h"
#include "core/store/schema.h"
#include "core/store/workspace_file.h"
#include "tests/core/store/failing_file_system.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

namespace {

Result<void> makeNotes(Database &database)
{
    return database.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT) STRICT");
}

Result<void> splitNotes(Database &database)
{
    return database.execute("ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT ''; "
                            "UPDATE notes SET title = upper(text)");
}

Result<void> breakOff(Database &database)
{
    return database.execute("DROP TABLE notes").and_then([]() -> Result<void> {
        return failure(ErrorCode::Internal, "The step failed on purpose; this is a test.");
    });
}

const std::vector<MigrationStep> version1 = {{1, makeNotes}};
const std::vector<MigrationStep> version2 = {{1, makeNotes}, {2, splitNotes}};
const std::vector<MigrationStep> broken3 = {{1, makeNotes}, {2, splitNotes}, {3, breakOff}};

} // namespace

class TestMigration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsRunInOrderAndOnce();
    void fileIsUpgradedAndTheOldOneKept();
    void failedStepLeavesTheFileAsItWas();
    void writeFailureLeavesTheOldOrTheNew();
    void fileThatAnotherReadsIsNotUpgraded();
    void newestThreeBackupsAreKept();
    void leftoverOfAnUpgradeIsReplaced();
    void upgradeInMemoryLeavesTheFile();
    void newerDatabaseIsRefused();
    void damagedFileIsNotUpgraded();
    void workspaceWithoutSchemaIsUpgradedOnOpening();

private:
    /// A file of version 1 with one note, in WAL mode as workspaces are.
    static void makeVersion1(const std::filesystem::path &file);
    static std::string titleIn(const std::filesystem::path &file);
};

void TestMigration::makeVersion1(const std::filesystem::path &file)
{
    Result<Database> database = Database::open(file, Database::Access::Create);
    QVERIFY(database->execute("PRAGMA journal_mode = WAL"));
    QVERIFY(migrate(*database, version1));
    QVERIFY(database->execute("INSERT INTO notes (text) VALUES ('hello')"));
}

std::string TestMigration::titleIn(const std::filesystem::path &file)
{
    Result<Database> database = Database::open(file, Database::Access::ReadWrite);
    if (!database)
        return database.error().message;
    Result<Statement> rows = database->prepare("SELECT title FROM notes");
    if (!rows || !rows->step().value_or(false))
        return "none";
    return rows->text(0);
}

void TestMigration::stepsRunInOrderAndOnce()
{
    Result<Database> database = Database::openInMemory();
    QVERIFY(migrate(*database, version2)); // 0 -> 1 -> 2
    QCOMPARE(database->count("PRAGMA user_version").value(), 2);
    QCOMPARE(database->count("SELECT count(*) FROM pragma_table_info('notes')").value(), 3);
    const Result<void> again = migrate(*database, version2);
    QVERIFY2(again, qPrintable(problem(again)));
    QCOMPARE(database->count("PRAGMA user_version").value(), 2);
}

void TestMigration::fileIsUpgradedAndTheOldOneKept()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    const Result<void> upgraded = migrateFile(file, version2);
    QVERIFY2(upgraded, qPrintable(problem(upgraded)));
    QCOMPARE(titleIn(file), std::string("HELLO"));
    Result<Database> backup = Database::open(folder.file("a.auspex.backup-v1"),
                                             Database::Access::ReadOnly);
    QVERIFY2(backup, qPrintable(problem(backup)));
    QCOMPARE(backup->count("PRAGMA user_version").value(), 1);
    QCOMPARE(backup->count("SELECT count(*) FROM notes WHERE text = 'hello'").value(), 1);
    const auto entries = std::filesystem::directory_iterator(folder.path());
    QCOMPARE(std::distance(begin(entries), end(entries)), 2);
}

void TestMigration::failedStepLeavesTheFileAsItWas()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    const Result<void> upgraded = migrateFile(file, broken3);
    QVERIFY(!upgraded);
    QCOMPARE(upgraded.error().message, std::string("The step failed on purpose; this is a test."));
    Result<Database> database = Database::open(file, Database::Access::ReadOnly);
    QCOMPARE(database->count("PRAGMA user_version").value(), 1);
    QCOMPARE(database->count("SELECT count(*) FROM notes").value(), 1);
    const auto entries = std::filesystem::directory_iterator(folder.path());
    QCOMPARE(std::distance(begin(entries), end(entries)), 1);
}

void TestMigration::writeFailureLeavesTheOldOrTheNew()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    FailingFileSystem disk;
    int failures = 0;
    bool sawSuccess = false;
    for (int operation = 1; !sawSuccess; ++operation) {
        QVERIFY(operation < 1000);
        makeVersion1(file);
        disk.failAt(operation, true);
        const Result<void> upgraded = migrateFile(file, version2);
        sawSuccess = upgraded && !disk.hasFailed();
        failures += upgraded ? 0 : 1;
        disk.heal();
        QCOMPARE(titleIn(file), std::string(upgraded ? "HELLO" : "none"));
        Result<Database> database = Database::open(file, Database::Access::ReadWrite);
        QCOMPARE(database->count("SELECT count(*) FROM notes WHERE text = 'hello'").value(), 1);
        std::filesystem::remove(file);
    }
    QVERIFY(failures > 5);
}

void TestMigration::fileThatAnotherReadsIsNotUpgraded()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    {
        Result<Database> reader = Database::open(file, Database::Access::ReadOnly);
        QCOMPARE(reader->count("SELECT count(*) FROM notes").value(), 1);
        const Result<void> upgraded = migrateFile(file, version2);
        QVERIFY(!upgraded);
        QCOMPARE(upgraded.error().code, ErrorCode::Io);
        QVERIFY2(problem(upgraded).contains(QStringLiteral("is open in another program")),
                 qPrintable(problem(upgraded)));
        QCOMPARE(reader->count("SELECT count(*) FROM notes").value(), 1);
    }
    QVERIFY(migrateFile(file, version2));
}

void TestMigration::newestThreeBackupsAreKept()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    std::vector<MigrationStep> steps = version1;
    for (int version = 2; version <= 11; ++version) {
        steps.push_back({version, [](Database &) { return Result<void>(); }});
        QVERIFY(migrateFile(file, steps));
    }
    for (int version = 1; version <= 10; ++version)
        QCOMPARE(
            std::filesystem::exists(folder.file("a.auspex.backup-v" + std::to_string(version))),
            version >= 8);
}

void TestMigration::leftoverOfAnUpgradeIsReplaced()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    QVERIFY(writeFileAtomically(folder.file("a.auspex.upgrading"), "torn"));
    QVERIFY(writeFileAtomically(folder.file("a.auspex.upgrading-journal"), "torn"));
    QVERIFY(writeFileAtomically(folder.file("a.auspex.backup-v1"), "from before"));
    const Result<void> upgraded = migrateFile(file, version2);
    QVERIFY2(upgraded, qPrintable(problem(upgraded)));
    QCOMPARE(titleIn(file), std::string("HELLO"));
    QVERIFY(readFile(folder.file("a.auspex.backup-v1")).value() != "from before");
}

void TestMigration::upgradeInMemoryLeavesTheFile()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    const std::string before = readFile(file).value();
    Result<Database> source = Database::open(file, Database::Access::ReadOnly);
    Result<Database> upgraded = upgradedInMemory(*source, version2);
    QVERIFY2(upgraded, qPrintable(problem(upgraded)));
    QCOMPARE(upgraded->count("SELECT count(*) FROM notes WHERE title = 'HELLO'").value(), 1);
    QCOMPARE(source->count("PRAGMA user_version").value(), 1);
    QVERIFY(readFile(file).value() == before);
}

void TestMigration::newerDatabaseIsRefused()
{
    Result<Database> database = Database::openInMemory();
    QVERIFY(migrate(*database, version2));
    const Result<void> refused = migrate(*database, version1);
    QVERIFY(!refused);
    QVERIFY2(
        problem(refused).contains(QStringLiteral("has schema 2, and this program knows schemas "
                                                 "up to 1")),
        qPrintable(problem(refused)));
}

void TestMigration::damagedFileIsNotUpgraded()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    makeVersion1(file);
    overwrite(file, 4096, std::string(4096, '\7')); // the page of the notes
    const Result<void> upgraded = migrateFile(file, version2);
    QVERIFY(!upgraded);
    QCOMPARE(upgraded.error().code, ErrorCode::Corrupt);
    QVERIFY(!std::filesystem::exists(folder.file("a.auspex.upgrading")));
    QVERIFY(!std::filesystem::exists(folder.file("a.auspex.backup-v1")));
}

void TestMigration::workspaceWithoutSchemaIsUpgradedOnOpening()
{
    const TestFolder folder;
    const auto file = folder.file("a.auspex");
    {
        Result<Database> database = Database::open(file, Database::Access::Create);
        QVERIFY(database->execute("PRAGMA application_id = 0x41555350; PRAGMA user_version = 0; "
                                  "CREATE TABLE t (a); DROP TABLE t"));
    }
    {
        Result<Workspace> workspace = Workspace::open(file, OpenMode::ReadOnly);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        QVERIFY(!loadDocument(*workspace, "judge")->has_value());
        QVERIFY(workspace->openAnother());
        QCOMPARE(schemaVersionOf(file).value(), 0);
    }
    Result<Workspace> workspace = Workspace::open(file);
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    QVERIFY(saveDocument(*workspace, "judge", 1));
    QCOMPARE(schemaVersionOf(file).value(), newestSchemaVersion());
    QVERIFY(std::filesystem::exists(folder.file("a.auspex.backup-v0")));
}

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
