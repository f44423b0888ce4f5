// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/database.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesComeBackAsTheyWere();
    void missingParameterIsNull();
    void everyConnectionIsSetUpAsTheSchemaSays();
    void uncommittedTransactionLeavesNothing();
    void messageNamesTheFileAndTheRule();
    void writerWaitsForAnotherAndThenSaysSo();
    void fullDiskIsCalledFull();
    void readTransactionSeesOneMoment();
};

void TestDatabase::valuesComeBackAsTheyWere()
{
    Result<Database> database = Database::openInMemory();
    QVERIFY2(database, qPrintable(problem(database)));
    QVERIFY(database->execute("CREATE TABLE t (a INTEGER, b REAL, c TEXT, d TEXT)"));
    const std::string withNull("a\0b", 3);
    QVERIFY(database->run("INSERT INTO t VALUES (?, ?, ?, ?)", INT64_MIN, 0.1, withNull, ""));
    Result<Statement> rows = database->prepare("SELECT * FROM t");
    QVERIFY(rows);
    QCOMPARE(rows->step().value(), true);
    QCOMPARE(rows->integer(0), INT64_MIN);
    QCOMPARE(rows->real(1), 0.1);
    QCOMPARE(rows->text(2), withNull);
    QVERIFY(!rows->isNull(3));
    QCOMPARE(rows->text(3), std::string());
    QCOMPARE(rows->step().value(), false);
}

void TestDatabase::missingParameterIsNull()
{
    Result<Database> database = Database::openInMemory();
    QVERIFY(database->execute("CREATE TABLE t (a INTEGER, b REAL)"));
    QVERIFY(database->run("INSERT INTO t VALUES (?, ?)", std::optional<std::int64_t>(7),
                          std::optional<double>()));
    QCOMPARE(database->count("SELECT a FROM t WHERE b IS NULL").value(), 7);
    QVERIFY(!database->integer("SELECT b FROM t").value().has_value());
    QVERIFY(!database->integer("SELECT a FROM t WHERE a = 8").value().has_value());
}

void TestDatabase::everyConnectionIsSetUpAsTheSchemaSays()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    Result<Workspace> another = workspace->openAnother();
    QVERIFY2(another, qPrintable(problem(another)));
    for (Workspace *each : {&*workspace, &*another}) {
        Database &database = each->database();
        QCOMPARE(database.count("PRAGMA foreign_keys").value(), 1);
        QCOMPARE(database.count("PRAGMA synchronous").value(), 2);
        QCOMPARE(database.count("PRAGMA cell_size_check").value(), 1);
        QCOMPARE(database.count("PRAGMA busy_timeout").value(), 5000);
        Result<Statement> mode = database.prepare("PRAGMA journal_mode");
        QVERIFY(mode && mode->step().value());
        QCOMPARE(mode->text(0), std::string("wal"));
    }
}

void TestDatabase::uncommittedTransactionLeavesNothing()
{
    Result<Database> database = Database::openInMemory();
    QVERIFY(database->execute("CREATE TABLE t (a INTEGER)"));
    {
        Result<Transaction> transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
    }
    QCOMPARE(database->count("SELECT count(*) FROM t").value(), 0);
    Result<Transaction> transaction = Transaction::begin(*database);
    QVERIFY(database->execute("INSERT INTO t VALUES (2)"));
    QVERIFY(transaction->commit());
    QCOMPARE(database->count("SELECT a FROM t").value(), 2);
}

void TestDatabase::messageNamesTheFileAndTheRule()
{
    const TestFolder folder;
    Result<Database> database = Database::open(folder.file("rules.auspex"),
                                               Database::Access::Create);
    QVERIFY(database->execute("CREATE TABLE t (a INTEGER UNIQUE)"));
    QVERIFY(database->run("INSERT INTO t VALUES (?)", 1));
    const Result<void> twice = database->run("INSERT INTO t VALUES (?)", 1);
    QVERIFY(!twice);
    QCOMPARE(twice.error().code, ErrorCode::InvalidInput);
    const QString message = problem(twice);
    QVERIFY2(message.contains(QStringLiteral("rules.auspex")), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("UNIQUE constraint failed: t.a")),
             qPrintable(message));
}

void TestDatabase::writerWaitsForAnotherAndThenSaysSo()
{
    const TestFolder folder;
    Result<Workspace> workspace = Workspace::create(folder.file("a.auspex"));
    Result<Workspace> another = workspace->openAnother();
    QVERIFY(another);
    QVERIFY(another->database().execute("PRAGMA busy_timeout = 50"));
    const Result<Transaction> first = workspace->beginWrite();
    QVERIFY(first);
    const Result<Transaction> second = another->beginWrite();
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Io);
    QVERIFY2(problem(second).contains(QStringLiteral("written by somebody else")),
             qPrintable(problem(second)));
}

void TestDatabase::fullDiskIsCalledFull()
{
    const TestFolder folder;
    Result<Database> database = Database::open(folder.file("full.auspex"),
                                               Database::Access::Create);
    QVERIFY(database->execute("CREATE TABLE t (a TEXT); PRAGMA max_page_count = 3"));
    const Result<void> tooMuch = database->run("INSERT INTO t VALUES (?)",
                                               std::string(100'000, 'x'));
    QVERIFY(!tooMuch);
    QCOMPARE(tooMuch.error().code, ErrorCode::Io);
    QVERIFY2(problem(tooMuch).contains(QStringLiteral("the disk is full; free some space")),
             qPrintable(problem(tooMuch)));
    QCOMPARE(database->count("SELECT count(*) FROM t").value(), 0);
}

void TestDatabase::readTransactionSeesOneMoment()
{
    const TestFolder folder;
    Result<Workspace> writer = Workspace::create(folder.file("a.auspex"));
    Result<Workspace> reader = writer->openAnother();
    constexpr const char *countSql = "SELECT count(*) FROM documents";
    const Result<Transaction> view = Transaction::begin(reader->database(),
                                                        Transaction::Kind::Read);
    QCOMPARE(reader->database().count(countSql).value(), 0);
    QVERIFY(writer->database().execute("INSERT INTO documents (key, json) VALUES ('a', '1')"));
    QCOMPARE(reader->database().count(countSql).value(), 0);
    QCOMPARE(writer->database().count(countSql).value(), 1);
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
