// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspace_check.h"

#include <array>
#include <functional>
#include <set>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/arch/supernet.h"
#include "core/base/text.h"
#include "core/store/architecture_rows.h"
#include "core/store/artifact_store.h"
#include "core/store/call_store.h"
#include "core/store/score_store.h"
#include "core/store/workspace_file.h"

namespace auspex {

namespace {

using Row = std::function<void(const Statement &)>;

/// One run of checkWorkspace(): each check adds what it finds.
class Checker {
public:
    Checker(Workspace &workspace, Job &job)
        : m_workspace(workspace)
        , m_job(job)
    {
    }

    Result<std::vector<Finding>> run()
    {
        using Check = void (Checker::*)();
        constexpr std::array<std::pair<const char *, Check>, 11> checks = {{
            {"checking the file's pages", &Checker::checkPages},
            {"checking references", &Checker::checkReferences},
            {"checking imports", &Checker::checkImports},
            {"checking records and splits", &Checker::checkPositions},
            {"checking architectures", &Checker::checkArchitectures},
            {"checking prompts and runs", &Checker::checkPromptsAndRuns},
            {"checking calls and batch jobs", &Checker::checkCalls},
            {"checking corpora", &Checker::checkCorpora},
            {"checking supernets and scores", &Checker::checkSupernets},
            {"checking artifacts", &Checker::checkArtifacts},
            {"looking for leftovers", &Checker::checkLeftovers},
        }};
        // One view of the data, whatever others write; a file too damaged for it shows below.
        const auto view = Transaction::begin(m_workspace.database(), Transaction::Kind::Read);
        for (std::size_t i = 0; i < checks.size(); ++i) {
            if (m_job.isCancelled())
                return cancelled();
            m_job.report(
                {static_cast<std::int64_t>(i), checks.size(), "checks", checks[i].first, {}});
            (this->*checks[i].second)();
        }
        if (m_job.isCancelled())
            return cancelled();
        return std::move(m_findings);
    }

private:
    void damage(std::string message)
    {
        m_findings.push_back({Finding::Severity::Damage, std::move(message)});
    }

    /// Calls `use` for each row; what cannot be read becomes a finding.
    void forEach(std::string_view sql, const Row &use)
    {
        Result<Statement> rows = m_workspace.database().prepare(sql);
        if (!rows)
            return damage(rows.error().message);
        Result<bool> row = rows->step();
        for (; row && *row && !m_job.isCancelled(); row = rows->step())
            use(*rows);
        if (!row)
            damage(row.error().message);
    }

    void checkPages()
    {
        forEach("PRAGMA integrity_check(20)", [this](const Statement &row) {
            if (row.text(0) != "ok")
                damage("The file is damaged: " + row.text(0) + '.');
        });
    }

    void checkReferences()
    {
        forEach(
            "SELECT \"table\", \"parent\", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2",
            [this](const Statement &row) {
                damage(row.text(2) + " rows of table " + row.text(0) + " refer to rows of "
                       + row.text(1) + " that are not there.");
            });
    }

    void checkImports()
    {
        constexpr std::array<std::array<const char *, 3>, 6> tables = {{
            {"record_count", "records", "architectures"},
            {"score_count", "tfs_scores", "scores of training from scratch"},
            {"recorded_count", "recorded_scores", "recorded scores"},
            {"latency_count", "latencies", "latencies"},
            {"stated_count", "stated_counts", "stated counts"},
            {"member_count", "split_members", "split members"},
        }};
        for (const auto &[column, table, what] : tables) {
            const std::string sql
                = std::string("SELECT i.id, i.file, t.name, i.") + column
                  + ", (SELECT count(*) FROM " + table + " r WHERE r.import_id = i.id) AS held "
                  + "FROM imports i JOIN tasks t ON t.id = i.task_id WHERE held <> i." + column;
            forEach(sql, [&, name = what](const Statement &row) {
                damage("Import " + row.text(0) + " (" + quotedForMessage(row.text(1)) + ", task "
                       + row.text(2) + ") brought " + row.text(3) + ' ' + name + ", but "
                       + row.text(4) + " are there.");
            });
        }
    }

    void checkPositions()
    {
        forEach("SELECT t.name, count(*), max(r.position) + 1 AS needed FROM records r "
                "JOIN tasks t ON t.id = r.task_id GROUP BY t.id HAVING count(*) <> needed",
                [this](const Statement &row) {
                    damage("Task " + row.text(0) + " holds " + row.text(1) + " of its "
                           + row.text(2) + " architectures.");
                });
        forEach("SELECT t.name, s.name FROM split_members m JOIN imports i ON i.id = m.import_id "
                "JOIN splits s ON s.id = i.split_id JOIN tasks t ON t.id = s.task_id "
                "GROUP BY i.id HAVING count(*) <> max(m.position) + 1",
                [this](const Statement &row) {
                    damage("Split " + row.text(1) + " of task " + row.text(0)
                           + " has lost some of its members.");
                });
        forEach("SELECT DISTINCT t.name, s.name FROM split_members a "
                "JOIN split_members b ON b.task_id = a.task_id "
                "AND b.architecture_id = a.architecture_id JOIN imports i ON i.id = a.import_id "
                "JOIN imports j ON j.id = b.import_id AND j.split_id = i.split_id AND j.role < "
                "i.role JOIN splits s ON s.id = i.split_id JOIN tasks t ON t.id = s.task_id "
                "WHERE i.id = (SELECT max(id) FROM imports n WHERE n.split_id = i.split_id AND "
                "n.role = i.role) AND j.id = (SELECT max(id) FROM imports n WHERE n.split_id = "
                "j.split_id AND n.role = j.role)",
                [this](const Statement &row) {
                    damage("Split " + row.text(1) + " of task " + row.text(0)
                           + " has an architecture among both its demonstrations and its test "
                             "architectures.");
                });
        forEach("SELECT count(*) FROM imports i JOIN splits s ON s.id = i.split_id "
                "WHERE s.task_id <> i.task_id",
                [this](const Statement &row) {
                    if (row.integer(0) > 0)
                        damage(row.text(0) + " imports belong to a split of another task.");
                });
    }

    void checkArchitectures()
    {
        forEach("SELECT id, key, json FROM architectures", [this](const Statement &row) {
            const Result<Architecture> architecture = storedArchitecture(row.text(2));
            if (!architecture)
                damage(architecture.error().message);
            else if (architectureKey(*architecture) != row.text(1))
                damage("Architecture " + row.text(0) + " is stored as "
                       + quotedForMessage(row.text(1)) + ", but describes "
                       + quotedForMessage(architectureKey(*architecture)) + '.');
        });
    }

    void checkPromptsAndRuns()
    {
        forEach("SELECT p.name, v.version FROM prompt_versions v JOIN prompts p ON p.id = "
                "v.prompt_id WHERE NOT json_valid(v.json)",
                [this](const Statement &row) {
                    damage("Version " + row.text(1) + " of the prompt "
                           + quotedForMessage(row.text(0)) + " cannot be read.");
                });
        forEach("SELECT p.name, count(v.id), ifnull(max(v.version), 1) AS needed FROM prompts p "
                "LEFT JOIN prompt_versions v ON v.prompt_id = p.id GROUP BY p.id "
                "HAVING count(v.id) <> needed",
                [this](const Statement &row) {
                    damage("The prompt " + quotedForMessage(row.text(0)) + " has " + row.text(1)
                           + " of its " + row.text(2) + " versions.");
                });
        forEach("SELECT id FROM runs WHERE NOT json_valid(settings) OR NOT json_valid(progress)",
                [this](const Statement &row) {
                    damage("The settings or the progress of run " + row.text(0)
                           + " cannot be read.");
                });
    }

    void checkCalls()
    {
        forEach("SELECT id FROM calls WHERE length(key) <> 64 OR key GLOB '*[^0-9a-f]*'",
                [this](const Statement &row) {
                    damage("Call " + row.text(0) + " has a key that is none.");
                });
        forEach("SELECT c.id FROM calls c LEFT JOIN call_texts t ON t.call_id = c.id "
                "WHERE t.call_id IS NULL OR length(CAST(t.request AS BLOB)) <> c.request_bytes",
                [this](const Statement &row) {
                    damage("Call " + row.text(0) + " has lost its request and reply.");
                });
        forEach("SELECT call_id FROM call_texts WHERE (usage <> '' AND NOT json_valid(usage)) "
                "OR (price <> '' AND NOT json_valid(price))",
                [this](const Statement &row) {
                    damage("The usage or the price of call " + row.text(0) + " cannot be read.");
                });
        forEach("SELECT key, count(*) FROM calls NOT INDEXED WHERE replied = 1 GROUP BY key "
                "HAVING count(*) > 1",
                [this](const Statement &row) {
                    damage("The request " + row.text(0) + " has " + row.text(1)
                           + " replies, but one is kept for each.");
                });
        forEach("SELECT id FROM batches WHERE NOT json_valid(settings)",
                [this](const Statement &row) {
                    damage("The settings of batch job " + row.text(0) + " cannot be read.");
                });
        forEach("SELECT b.id, b.state, count(*) FROM batches b JOIN batch_requests r ON "
                "r.batch_id = b.id WHERE b.state IN ('collected', 'failed', 'cancelled') "
                "GROUP BY b.id",
                [this](const Statement &row) {
                    damage("Batch job " + row.text(0) + " is " + row.text(1) + ", but "
                           + row.text(2) + " of its requests still wait.");
                });
        forEach("SELECT batch_id, key FROM batch_requests WHERE length(key) <> 64 OR key GLOB "
                "'*[^0-9a-f]*'",
                [this](const Statement &row) {
                    damage("A request of batch job " + row.text(0) + " has a key that is none.");
                });
        forEach("SELECT b.id, count(DISTINCT r.custom_id), b.requests FROM batches b "
                "JOIN batch_requests r ON r.batch_id = b.id GROUP BY b.id "
                "HAVING count(DISTINCT r.custom_id) > b.requests OR (b.state = 'submitting' AND "
                "count(DISTINCT r.custom_id) < b.requests)",
                [this](const Statement &row) {
                    damage("Batch job " + row.text(0) + " holds " + row.text(1) + " of its "
                           + row.text(2) + " requests.");
                });
    }

    void checkCorpora()
    {
        forEach("SELECT name FROM corpora WHERE NOT json_valid(manifest)",
                [this](const Statement &row) {
                    damage("The manifest of the corpus " + quotedForMessage(row.text(0))
                           + " cannot be read.");
                });
        forEach("SELECT name, folder FROM corpora", [this](const Statement &row) {
            std::error_code ignored;
            if (!std::filesystem::is_directory(row.text(1), ignored))
                m_findings.push_back(
                    {Finding::Severity::Note, "The corpus " + quotedForMessage(row.text(0))
                                                  + " is not at its place, " + row.text(1)
                                                  + "; bring it back, or import it again."});
        });
    }

    void checkSupernets()
    {
        forEach("SELECT name, shape FROM supernets", [this](const Statement &row) {
            const auto json = nlohmann::json::parse(row.text(1), nullptr, false);
            const Result<SupernetShape> shape = supernetShapeOfJson(
                json, "The supernet " + quotedForMessage(row.text(0)));
            if (!shape)
                damage(shape.error().message);
        });
        forEach("SELECT id, kind, settings, key FROM score_sets", [this](const Statement &row) {
            if (scoreSetKey(row.text(1), row.text(2)) != row.text(3))
                damage("The settings of score set " + row.text(0)
                       + " are not those that its scores were made with.");
        });
        forEach("SELECT set_id, count(*) FROM set_scores WHERE NOT json_valid(detail) GROUP BY 1",
                [this](const Statement &row) {
                    damage("The details of " + row.text(1) + " scores of set " + row.text(0)
                           + " cannot be read.");
                });
    }

    void checkArtifacts()
    {
        const auto artifacts = listArtifacts(m_workspace);
        if (!artifacts)
            return damage(artifacts.error().message);
        for (const Artifact &artifact : *artifacts) {
            if (m_job.isCancelled())
                return;
            m_known.insert(artifact.sha256);
            const Result<void> fine = verifyArtifact(m_workspace, artifact.sha256);
            if (!fine)
                damage(fine.error().message);
        }
    }

    void checkLeftovers()
    {
        std::error_code error;
        const std::filesystem::path folder = artifactFolderOf(m_workspace.path());
        for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
            // Checkpoints of trainings that are not done: NAME.auspex.d/training/RUN.
            if (entry.path().filename() == "training")
                continue;
            if (!m_known.contains(entry.path().filename().string()))
                m_findings.push_back({Finding::Severity::Note,
                                      entry.path().string()
                                          + " belongs to no artifact; it can be deleted while no "
                                            "program has the workspace open."});
        }
    }

    Workspace &m_workspace;
    Job &m_job;
    std::vector<Finding> m_findings;
    std::set<std::string> m_known;
};

} // namespace

Result<std::vector<Finding>> checkWorkspace(Workspace &workspace, Job &job)
{
    return Checker(workspace, job).run();
}

Result<WorkspaceInfo> workspaceInfo(Workspace &workspace)
{
    Database &database = workspace.database();
    const auto view = Transaction::begin(database, Transaction::Kind::Read);
    if (!view)
        return tl::make_unexpected(view.error());
    WorkspaceInfo info;
    const std::array<std::pair<std::int64_t *, const char *>, 21> counts = {{
        {&info.schemaVersion, "PRAGMA user_version"},
        {&info.fileBytes, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"},
        {&info.artifactBytes, "SELECT sum(size) FROM artifacts"},
        {&info.tasks, "SELECT count(*) FROM tasks WHERE deleted_at IS NULL"},
        {&info.deleted, "SELECT (SELECT count(*) FROM tasks WHERE deleted_at IS NOT NULL) + "
                        "(SELECT count(*) FROM predictor_specs WHERE deleted_at IS NOT NULL)"},
        {&info.architectures, "SELECT count(*) FROM architectures"},
        {&info.imports, "SELECT count(*) FROM imports WHERE kind = 'file'"},
        {&info.splits, "SELECT count(*) FROM splits"},
        {&info.tfsScores, "SELECT count(*) FROM tfs_scores"},
        {&info.recordedScores, "SELECT count(*) FROM recorded_scores"},
        {&info.predictors, "SELECT count(*) FROM predictor_specs WHERE deleted_at IS NULL"},
        {&info.predictions, "SELECT count(*) FROM predictions"},
        {&info.evaluations, "SELECT count(*) FROM evaluations"},
        {&info.runs, "SELECT count(*) FROM runs"},
        {&info.prompts, "SELECT count(*) FROM prompts WHERE deleted_at IS NULL"},
        {&info.calls, "SELECT count(*) FROM calls"},
        {&info.batches, "SELECT count(*) FROM batches"},
        {&info.corpora, "SELECT count(*) FROM corpora"},
        {&info.supernets, "SELECT count(*) FROM supernets WHERE deleted_at IS NULL"},
        {&info.subnetScores, "SELECT count(*) FROM set_scores"},
        {&info.artifacts, "SELECT count(*) FROM artifacts"},
    }};
    for (const auto &[field, sql] : counts) {
        const auto count = database.count(sql);
        if (!count)
            return tl::make_unexpected(count.error());
        *field = *count;
    }
    const auto totals = callTotals(workspace);
    if (!totals)
        return tl::make_unexpected(totals.error());
    info.callsCost = totals->cost;
    info.callsUnpriced = totals->unpriced;
    return info;
}

} // namespace auspex
