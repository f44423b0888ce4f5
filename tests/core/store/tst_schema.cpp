// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/schema.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;
using namespace auspex::test;

class TestSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void newWorkspaceCarriesItsMarks();
    void everyTableIsStrict();
    void everyForeignKeyHasAnIndex();
    void rowsThatBreakARuleAreRefused_data();
    void rowsThatBreakARuleAreRefused();
    void twoTasksMayShareANameOnlyWhenOneIsDeleted();

private:
    Database &database() { return m_workspace->database(); }

    std::optional<TestFolder> m_folder;
    std::optional<Workspace> m_workspace;
};

void TestSchema::init()
{
    m_folder.emplace();
    Result<Workspace> workspace = Workspace::create(m_folder->file("schema.auspex"));
    QVERIFY2(workspace, qPrintable(problem(workspace)));
    m_workspace.emplace(*std::move(workspace));
    const Result<void> filled = database().execute(
        "INSERT INTO tasks (id, name) VALUES (1, 'wmt14ende');"
        "INSERT INTO architectures (id, key, json) VALUES (1, 'k', '{}');"
        "INSERT INTO splits (id, task_id, name) VALUES (1, 1, '123');"
        "INSERT INTO imports (id, task_id, split_id, role, kind, file, sha256, problems) "
        "VALUES (1, 1, 1, 'test', 'file', 'f', '', '[]');"
        "INSERT INTO records VALUES (1, 1, 0, 1);"
        "INSERT INTO predictor_specs (id, name, spec, color, position) "
        "VALUES (1, 'HAT', 'recorded:HAT', 0, 0);"
        "INSERT INTO prompts (id, name) VALUES (1, 'mine');"
        "INSERT INTO prompt_versions (prompt_id, version, json, note) VALUES (1, 1, '{}', '');"
        "INSERT INTO batches (id, provider, model, marker, remote_id, state, settings, requests, "
        "finished, problem) VALUES (1, 'openai', 'm', 'x', '', 'submitting', '{}', 0, 0, '');"
        "INSERT INTO corpora (name, source_language, target_language, folder, manifest) "
        "VALUES ('demo', 'en', 'de', '/demo', '{}');");
    QVERIFY2(filled, qPrintable(problem(filled)));
}

void TestSchema::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

void TestSchema::newWorkspaceCarriesItsMarks()
{
    QCOMPARE(database().count("PRAGMA application_id").value(), 0x41555350);
    QCOMPARE(database().count("PRAGMA user_version").value(), 3);
    QCOMPARE(newestSchemaVersion(), 3);
    QCOMPARE(database().count("SELECT count(*) FROM meta WHERE value <> ''").value(), 2);
}

void TestSchema::everyTableIsStrict()
{
    QCOMPARE(database()
                 .count("SELECT count(*) FROM pragma_table_list WHERE type = 'table' "
                        "AND schema = 'main' AND name NOT LIKE 'sqlite%' AND strict = 0")
                 .value(),
             0);
    QCOMPARE(database()
                 .count("SELECT count(*) FROM pragma_table_list WHERE type = 'table' "
                        "AND schema = 'main' AND strict = 1")
                 .value(),
             28);
}

void TestSchema::everyForeignKeyHasAnIndex()
{
    // Without one, deleting a parent reads the whole child table.
    const auto without = database().count(
        "SELECT count(*) FROM pragma_table_list t, pragma_foreign_key_list(t.name) f "
        "WHERE t.schema = 'main' AND f.seq = 0 AND NOT EXISTS ("
        "SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c "
        "WHERE c.seqno = 0 AND c.name = f.\"from\") AND NOT EXISTS (" // or is the row's number
        "SELECT 1 FROM pragma_table_info(t.name) k WHERE k.pk = 1 AND k.type = 'INTEGER' "
        "AND k.name = f.\"from\" AND t.wr = 0 AND NOT EXISTS ("
        "SELECT 1 FROM pragma_table_info(t.name) WHERE pk = 2))");
    QCOMPARE(without.value(), 0);
}

void TestSchema::rowsThatBreakARuleAreRefused_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const QString &sql) { QTest::newRow(name) << sql; };
    row("task without a name", u"INSERT INTO tasks (name) VALUES ('')"_qs);
    row("second task of a name", u"INSERT INTO tasks (name) VALUES ('wmt14ende')"_qs);
    row("second row of an architecture",
        u"INSERT INTO architectures (key, json) VALUES ('k', '{}')"_qs);
    row("architecture that is no JSON",
        u"INSERT INTO architectures (key, json) VALUES ('l', '{')"_qs);
    row("role without a split",
        u"INSERT INTO imports (task_id, role, kind, file, sha256, problems) "
        "VALUES (1, 'test', 'file', 'f', '', '[]')"_qs);
    row("unknown role", u"UPDATE imports SET role = 'other'"_qs);
    row("record of an unknown task", u"INSERT INTO records VALUES (9, 1, 0, 1)"_qs);
    row("record twice", u"INSERT INTO records VALUES (1, 1, 1, 1)"_qs);
    row("score of an architecture without a record",
        u"INSERT INTO tfs_scores VALUES (1, 2, 'valid_bleu', 25.0, 1)"_qs);
    row("score that is a text", u"INSERT INTO tfs_scores VALUES (1, 1, 'valid_bleu', 'x', 1)"_qs);
    row("score that is no number",
        u"INSERT INTO tfs_scores VALUES (1, 1, 'a', 1e999 - 1e999, 1)"_qs);
    row("unknown count", u"INSERT INTO stated_counts VALUES (1, 1, 'flops', 1, 1)"_qs);
    row("member that is not in the task", u"INSERT INTO split_members VALUES (1, 0, 1, 2)"_qs);
    row("negative color", u"UPDATE predictor_specs SET color = -1"_qs);
    row("negative uncertainty", u"INSERT INTO prediction_sets VALUES (1, 1, 1, 't', 0, ''); "
                                "INSERT INTO predictions VALUES (1, 1, 1.0, -1.0)"_qs);
    row("evaluation that is no JSON", u"INSERT INTO evaluations (predictor_id, task_id, target, "
                                      "settings, result, task_revision) "
                                      "VALUES (1, 1, 't', '{}', 'x', 0)"_qs);
    row("run in an unknown state",
        u"INSERT INTO runs (kind, state, settings) VALUES ('search', 'lost', '{}')"_qs);
    row("artifact with a short hash",
        u"INSERT INTO artifacts (sha256, size, kind, name) VALUES ('ab', 1, '', '')"_qs);
    row("document that is no JSON", u"INSERT INTO documents (key, json) VALUES ('k', 'x')"_qs);
    row("second prompt of a name", u"INSERT INTO prompts (name) VALUES ('mine')"_qs);
    row("prompt version that is there",
        u"INSERT INTO prompt_versions (prompt_id, version, json, note) "
        "VALUES (1, 1, '{}', '')"_qs);
    row("prompt version that is no JSON",
        u"INSERT INTO prompt_versions (prompt_id, version, json, note) "
        "VALUES (1, 2, '{', '')"_qs);
    const QString call
        = u"INSERT INTO calls (key, replied, provider, model, architecture, sample, ask, status, "
          "content, finish, form, problem, failure, prompt_tokens, cached_tokens, "
          "cache_write_tokens, completion_tokens, seconds, fingerprint, service_request, "
          "request_bytes) VALUES (%1, '', '', '', 0, 0, 200, '', '', '', '', %2, 0, 0, 0, 0, 1.0, "
          "'', '', 0); "_qs;
    const QString key(64, QLatin1Char('a'));
    row("call with a short key", call.arg(u"'ab', 1"_qs, u"''"_qs));
    row("second reply for a key", call.arg(u'\'' + key + u"', 1"_qs, u"''"_qs)
                                      + call.arg(u'\'' + key + u"', 1"_qs, u"''"_qs));
    row("reply with a failure", call.arg(u'\'' + key + u"', 1"_qs, u"'network'"_qs));
    row("texts of an unknown call", u"INSERT INTO call_texts VALUES (7, '', '', '', '')"_qs);
    row("usage that is no JSON",
        call.arg(u'\'' + key + u"', 1"_qs, u"''"_qs)
            + u"INSERT INTO call_texts VALUES (last_insert_rowid(), '', '', '{', '')"_qs);
    row("second batch of a marker",
        u"INSERT INTO batches (provider, model, marker, remote_id, state, settings, requests, "
        "finished, problem) VALUES ('openai', 'm', 'x', '', 'submitting', '{}', 0, 0, '')"_qs);
    row("batch in an unknown state", u"UPDATE batches SET state = 'lost'"_qs);
    row("request of an unknown batch",
        u"INSERT INTO batch_requests (batch_id, custom_id, key, architecture, sample, ask, body) "
        "VALUES (9, 'c', '%1', '', 0, 0, '')"_qs.arg(key));
    const QString corpus = u"INSERT INTO corpora (name, source_language, target_language, folder, "
                           "manifest) VALUES (%1, 'en', 'de', '/c', %2)"_qs;
    row("corpus without a name", corpus.arg(u"''"_qs, u"'{}'"_qs));
    row("second corpus of a name", corpus.arg(u"'demo'"_qs, u"'{}'"_qs));
    row("manifest that is no JSON", corpus.arg(u"'other'"_qs, u"'{'"_qs));
    row("task in use goes, its architecture stays", u"DELETE FROM architectures WHERE id = 1"_qs);
}

void TestSchema::rowsThatBreakARuleAreRefused()
{
    QFETCH(QString, sql);
    const Result<void> done = database().execute(sql.toStdString());
    QVERIFY2(!done, "the row was taken");
    QCOMPARE(done.error().code, ErrorCode::InvalidInput);
}

void TestSchema::twoTasksMayShareANameOnlyWhenOneIsDeleted()
{
    QVERIFY(database().execute("UPDATE tasks SET deleted_at = 'now'"));
    QVERIFY(database().execute("INSERT INTO tasks (name) VALUES ('wmt14ende')"));
    QVERIFY(!database().execute("UPDATE tasks SET deleted_at = NULL"));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
