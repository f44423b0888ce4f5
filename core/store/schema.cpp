// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace auspex {

namespace {

// Released steps are never edited: workspaces made by them are out there.

constexpr const char *generalTables1 = R"sql(
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE artifacts (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
CREATE TABLE documents (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    json TEXT NOT NULL CHECK (json_valid(json)),
    changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind <> ''),
    state TEXT NOT NULL
        CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    progress TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(progress)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
)sql";

constexpr const char *taskTables1 = R"sql(
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    revision INTEGER NOT NULL DEFAULT 0,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX tasks_by_name ON tasks (name) WHERE deleted_at IS NULL;
CREATE TABLE architectures (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    json TEXT NOT NULL CHECK (json_valid(json))
) STRICT;
CREATE TABLE splits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (task_id, name)
) STRICT;
CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    split_id INTEGER REFERENCES splits ON DELETE CASCADE,
    role TEXT CHECK (role IN ('demonstrations', 'test')),
    kind TEXT NOT NULL CHECK (kind IN ('file', 'drawn')),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    problems TEXT NOT NULL CHECK (json_valid(problems)),
    record_count INTEGER NOT NULL DEFAULT 0,
    score_count INTEGER NOT NULL DEFAULT 0,
    recorded_count INTEGER NOT NULL DEFAULT 0,
    latency_count INTEGER NOT NULL DEFAULT 0,
    stated_count INTEGER NOT NULL DEFAULT 0,
    member_count INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CHECK ((split_id IS NULL) = (role IS NULL))
) STRICT;
CREATE INDEX imports_by_task ON imports (task_id);
CREATE INDEX imports_by_split ON imports (split_id, role);
)sql";

constexpr const char *recordTables1 = R"sql(
CREATE TABLE records (
    task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    architecture_id INTEGER NOT NULL REFERENCES architectures,
    position INTEGER NOT NULL CHECK (position >= 0),
    import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
    PRIMARY KEY (task_id, architecture_id),
    UNIQUE (task_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_by_import ON records (import_id);
CREATE INDEX records_by_architecture ON records (architecture_id);
CREATE TABLE tfs_scores (
    task_id INTEGER NOT NULL,
    architecture_id INTEGER NOT NULL,
    target TEXT NOT NULL CHECK (target <> ''),
    value REAL NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
    PRIMARY KEY (task_id, architecture_id, target),
    FOREIGN KEY (task_id, architecture_id) REFERENCES records ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tfs_scores_by_import ON tfs_scores (import_id);
CREATE TABLE recorded_scores (
    task_id INTEGER NOT NULL,
    architecture_id INTEGER NOT NULL,
    predictor TEXT NOT NULL CHECK (predictor <> ''),
    target TEXT NOT NULL CHECK (target <> ''),
    value REAL NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
    PRIMARY KEY (task_id, architecture_id, predictor, target),
    FOREIGN KEY (task_id, architecture_id) REFERENCES records ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX recorded_scores_by_import ON recorded_scores (import_id);
CREATE TABLE latencies (
    task_id INTEGER NOT NULL,
    architecture_id INTEGER NOT NULL,
    milliseconds REAL NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
    PRIMARY KEY (task_id, architecture_id),
    FOREIGN KEY (task_id, architecture_id) REFERENCES records ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX latencies_by_import ON latencies (import_id);
CREATE TABLE stated_counts (
    task_id INTEGER NOT NULL,
    architecture_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('total_flops', 'last_layer_flops',
        'flops_without_last_layer', 'parameters_without_embeddings', 'embedding_parameters')),
    value INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
    PRIMARY KEY (task_id, architecture_id, kind),
    FOREIGN KEY (task_id, architecture_id) REFERENCES records ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX stated_counts_by_import ON stated_counts (import_id);
CREATE TABLE split_members (
    import_id INTEGER NOT NULL REFERENCES imports ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    task_id INTEGER NOT NULL,
    architecture_id INTEGER NOT NULL,
    PRIMARY KEY (import_id, position),
    UNIQUE (import_id, architecture_id),
    FOREIGN KEY (task_id, architecture_id) REFERENCES records ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX split_members_by_record ON split_members (task_id, architecture_id);
)sql";

constexpr const char *predictorTables1 = R"sql(
CREATE TABLE predictor_specs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    spec TEXT NOT NULL CHECK (spec <> ''),
    color INTEGER NOT NULL CHECK (color >= 0),
    position INTEGER NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX predictor_specs_by_name ON predictor_specs (name) WHERE deleted_at IS NULL;
CREATE TABLE prediction_sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    predictor_id INTEGER NOT NULL REFERENCES predictor_specs ON DELETE CASCADE,
    split_id INTEGER NOT NULL REFERENCES splits ON DELETE CASCADE,
    target TEXT NOT NULL CHECK (target <> ''),
    task_revision INTEGER NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (predictor_id, split_id, target)
) STRICT;
CREATE INDEX prediction_sets_by_split ON prediction_sets (split_id);
CREATE TABLE predictions (
    set_id INTEGER NOT NULL REFERENCES prediction_sets ON DELETE CASCADE,
    architecture_id INTEGER NOT NULL REFERENCES architectures,
    value REAL NOT NULL,
    uncertainty REAL CHECK (uncertainty >= 0),
    PRIMARY KEY (set_id, architecture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX predictions_by_architecture ON predictions (architecture_id);
CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    predictor_id INTEGER NOT NULL REFERENCES predictor_specs ON DELETE CASCADE,
    task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
    target TEXT NOT NULL CHECK (target <> ''),
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    result TEXT NOT NULL CHECK (json_valid(result)),
    task_revision INTEGER NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (predictor_id, task_id, target, settings)
) STRICT;
CREATE INDEX evaluations_by_task ON evaluations (task_id);
)sql";

Result<void> makeVersion1(Database &database)
{
    return database.execute("PRAGMA application_id = 0x41555350")
        .and_then([&] { return database.execute(generalTables1); })
        .and_then([&] { return database.execute(taskTables1); })
        .and_then([&] { return database.execute(recordTables1); })
        .and_then([&] { return database.execute(predictorTables1); })
        .and_then([&] {
            return database.run("INSERT INTO meta VALUES ('created_by', ?1), ('created_at', "
                                "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
                                "Auspex " AUSPEX_VERSION);
        });
}

constexpr const char *promptTables2 = R"sql(
CREATE TABLE prompts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    deleted_at TEXT
) STRICT;
CREATE TABLE prompt_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prompt_id INTEGER NOT NULL REFERENCES prompts ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version >= 1),
    json TEXT NOT NULL CHECK (json_valid(json)),
    note TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    UNIQUE (prompt_id, version)
) STRICT;
)sql";

// The long texts have a table of their own, so that lists and sums do not read them.
constexpr const char *callTables2 = R"sql(
CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER REFERENCES runs ON DELETE SET NULL,
    key TEXT NOT NULL CHECK (length(key) = 64),
    replied INTEGER NOT NULL CHECK (replied IN (0, 1)),
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    architecture TEXT NOT NULL,
    sample INTEGER NOT NULL CHECK (sample >= 0),
    ask INTEGER NOT NULL CHECK (ask >= 0),
    status INTEGER NOT NULL,
    content TEXT NOT NULL,
    finish TEXT NOT NULL,
    value REAL,
    form TEXT NOT NULL,
    expected REAL,
    deviation REAL,
    problem TEXT NOT NULL,
    failure TEXT NOT NULL CHECK (replied = 0 OR failure = ''),
    prompt_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cost REAL,
    seconds REAL NOT NULL,
    fingerprint TEXT NOT NULL,
    service_request TEXT NOT NULL,
    request_bytes INTEGER NOT NULL CHECK (request_bytes >= 0),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
CREATE UNIQUE INDEX calls_by_key ON calls (key) WHERE replied = 1;
CREATE INDEX calls_by_run ON calls (run_id);
CREATE TABLE call_texts (
    call_id INTEGER PRIMARY KEY REFERENCES calls ON DELETE CASCADE,
    request TEXT NOT NULL,
    response TEXT NOT NULL,
    usage TEXT NOT NULL CHECK (usage = '' OR json_valid(usage)),
    price TEXT NOT NULL CHECK (price = '' OR json_valid(price))
) STRICT;
)sql";

constexpr const char *batchTables2 = R"sql(
CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER REFERENCES runs ON DELETE SET NULL,
    provider TEXT NOT NULL CHECK (provider <> ''),
    model TEXT NOT NULL,
    marker TEXT NOT NULL UNIQUE CHECK (marker <> ''),
    remote_id TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('submitting', 'in_progress', 'ended', 'collected', 'failed', 'cancelled')),
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    requests INTEGER NOT NULL CHECK (requests >= 0),
    finished INTEGER NOT NULL CHECK (finished >= 0),
    problem TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    checked_at TEXT
) STRICT;
CREATE INDEX batches_by_run ON batches (run_id);
CREATE TABLE batch_requests (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batches ON DELETE CASCADE,
    custom_id TEXT NOT NULL CHECK (custom_id <> ''),
    key TEXT NOT NULL CHECK (length(key) = 64),
    architecture TEXT NOT NULL,
    sample INTEGER NOT NULL CHECK (sample >= 0),
    ask INTEGER NOT NULL CHECK (ask >= 0),
    body TEXT NOT NULL,
    UNIQUE (batch_id, custom_id, sample)
) STRICT;
CREATE INDEX batch_requests_by_key ON batch_requests (key);
)sql";

Result<void> makeVersion2(Database &database)
{
    return database.execute(promptTables2)
        .and_then([&] { return database.execute(callTables2); })
        .and_then([&] { return database.execute(batchTables2); });
}

constexpr const char *corpusTables3 = R"sql(
CREATE TABLE corpora (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    source_language TEXT NOT NULL CHECK (source_language <> ''),
    target_language TEXT NOT NULL CHECK (target_language <> ''),
    folder TEXT NOT NULL CHECK (folder <> ''),
    manifest TEXT NOT NULL CHECK (json_valid(manifest)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
)sql";

constexpr const char *supernetTables3 = R"sql(
CREATE TABLE supernets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    artifact TEXT NOT NULL REFERENCES artifacts,
    shape TEXT NOT NULL CHECK (json_valid(shape)),
    space TEXT NOT NULL,
    corpus TEXT CHECK (corpus <> ''),
    training TEXT CHECK (training IS NULL OR json_valid(training)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX supernets_by_name ON supernets (name) WHERE deleted_at IS NULL;
CREATE INDEX supernets_by_artifact ON supernets (artifact);
CREATE TABLE score_sets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE CHECK (length(key) = 64),
    kind TEXT NOT NULL CHECK (kind IN ('loss', 'bleu', 'proxy')),
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
CREATE TABLE set_scores (
    set_id INTEGER NOT NULL REFERENCES score_sets ON DELETE CASCADE,
    architecture_id INTEGER NOT NULL REFERENCES architectures,
    value REAL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (set_id, architecture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_scores_by_architecture ON set_scores (architecture_id);
)sql";

Result<void> makeVersion3(Database &database)
{
    return database.execute(corpusTables3).and_then([&] {
        return database.execute(supernetTables3);
    });
}

} // namespace

const std::vector<MigrationStep> &schemaSteps()
{
    static const std::vector<MigrationStep> steps = {
        {1, makeVersion1}, {2, makeVersion2}, {3, makeVersion3}};
    return steps;
}

int newestSchemaVersion()
{
    return schemaSteps().back().toVersion;
}

} // namespace auspex
