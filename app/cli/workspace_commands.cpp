// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/store/workspace_backup.h"
#include "core/store/workspace_check.h"

namespace auspex::cli {

namespace {

Outcome createWorkspace(Context &context)
{
    if (context.options.workspace.empty())
        return wrongUsage("Name the workspace to make: auspex-cli workspace create FILE.auspex.");
    const Result<Workspace> workspace = Workspace::create(context.options.workspace);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    context.console.say("the workspace " + context.options.workspace + " was made.");
    return {};
}

Outcome showWorkspace(Context &context)
{
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const Result<WorkspaceInfo> info = workspaceInfo(*workspace);
    if (!info)
        return tl::make_unexpected(info.error());
    ResultTable table;
    table.columns = {{.key = "property", .title = "Property"},
                     {.key = "value", .title = "Value", .kind = ColumnKind::Number}};
    const auto add = [&](const char *property, TableCell::Value value) {
        table.rows.push_back({{.value = std::string(property)}, {.value = std::move(value)}});
    };
    add("schema_version", info->schemaVersion);
    add("file_bytes", info->fileBytes);
    add("artifact_bytes", info->artifactBytes);
    add("tasks", info->tasks);
    add("architectures", info->architectures);
    add("imports", info->imports);
    add("splits", info->splits);
    add("tfs_scores", info->tfsScores);
    add("recorded_scores", info->recordedScores);
    add("predictors", info->predictors);
    add("predictions", info->predictions);
    add("evaluations", info->evaluations);
    add("prompts", info->prompts);
    add("runs", info->runs);
    add("calls", info->calls);
    add("calls_cost_usd", info->callsCost);
    add("calls_without_price", info->callsUnpriced);
    add("batches", info->batches);
    add("corpora", info->corpora);
    add("supernets", info->supernets);
    add("subnet_scores", info->subnetScores);
    add("artifacts", info->artifacts);
    add("deleted", info->deleted);
    return writeTable(context, table);
}

Outcome checkWorkspaceFile(Context &context)
{
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const Result<std::vector<Finding>> findings = checkWorkspace(*workspace, context.job);
    if (!findings)
        return tl::make_unexpected(findings.error());
    ResultTable table;
    table.columns = {{.key = "severity", .title = "Severity"},
                     {.key = "finding", .title = "Finding"}};
    for (const Finding &finding : *findings) {
        const bool isDamage = finding.severity == Finding::Severity::Damage;
        table.rows.push_back(
            {{.value = std::string(isDamage ? "damage" : "note")}, {.value = finding.message}});
    }
    if (Outcome written = writeTable(context, table); !written)
        return written;
    const auto damages = std::count_if(findings->begin(), findings->end(), [](const Finding &one) {
        return one.severity == Finding::Severity::Damage;
    });
    if (damages > 0)
        return tl::make_unexpected(
            Stop(Status::Failed, "The workspace " + context.options.workspace + " is damaged ("
                                     + std::to_string(damages)
                                     + " findings); keep a copy of it and go on with its newest "
                                       "backup."));
    context.console.say("the workspace " + context.options.workspace + " is sound.");
    return {};
}

Outcome backUp(Context &context, const std::string &target)
{
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    if (Result<void> done = backupWorkspace(*workspace, target, context.job); !done)
        return tl::make_unexpected(done.error());
    context.console.finish();
    context.console.say("the workspace " + context.options.workspace + " was copied to " + target
                        + '.');
    return {};
}

/// "workspace info FILE" is as good as "--workspace FILE workspace info".
void addFileCommand(CLI::App &workspace, Program &program, const std::string &name,
                    const std::string &description, const std::string &footer,
                    Outcome (*command)(Context &))
{
    CLI::App *sub = workspace.add_subcommand(name, description);
    const auto file = std::make_shared<std::string>();
    sub->add_option("FILE", *file, "The workspace, if --workspace does not name it")->type_name("");
    sub->footer(footer);
    sub->callback([&program, file, command] {
        if (!file->empty() && !program.options.workspace.empty()
            && *file != program.options.workspace)
            throw CLI::ValidationError(
                "FILE", "Two workspaces are named; give one, as FILE or with --workspace.");
        if (!file->empty())
            program.options.workspace = *file;
        program.command = command;
    });
}

} // namespace

void addWorkspaceCommands(CLI::App &app, Program &program)
{
    CLI::App *workspace = app.add_subcommand("workspace",
                                             "Workspace files: create, info, check, backup");
    workspace->require_subcommand(1);
    workspace->footer("Examples:\n"
                      "  auspex-cli workspace create study.auspex\n"
                      "  auspex-cli --workspace study.auspex workspace backup copy.auspex");
    addFileCommand(*workspace, program, "create", "Makes an empty workspace; never replaces a file",
                   "Examples:\n  auspex-cli workspace create study.auspex", createWorkspace);
    addFileCommand(*workspace, program, "info", "What is in a workspace, in numbers",
                   "Examples:\n"
                   "  auspex-cli workspace info study.auspex\n"
                   "  auspex-cli --workspace study.auspex workspace info --format json",
                   showWorkspace);
    addFileCommand(*workspace, program, "check",
                   "Checks everything that can be checked, and changes nothing; exit status 1 for\n"
                   "damage",
                   "Examples:\n  auspex-cli workspace check study.auspex", checkWorkspaceFile);

    CLI::App *backup = workspace->add_subcommand(
        "backup", "A consistent copy with all artifacts, even while others write");
    const auto target = std::make_shared<std::string>();
    backup->add_option("TARGET", *target, "The copy's name; the file must not exist yet")
        ->required()
        ->type_name("");
    backup->footer("Examples:\n"
                   "  auspex-cli --workspace study.auspex workspace backup study-copy.auspex");
    backup->callback([&program, target] {
        program.command = [target](Context &context) { return backUp(context, *target); };
    });
}

} // namespace auspex::cli
