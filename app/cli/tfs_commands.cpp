// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "app/cli/tfs_export.h"
#include "app/cli/tfs_import.h"
#include "app/cli/training_arguments.h"
#include "app/cli/workspaces.h"
#include "core/base/text.h"
#include "core/store/tfs_task_store.h"

namespace auspex::cli {

namespace {

Outcome listTfs(Context &context)
{
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const Result<std::vector<TfsTask>> tasks = loadTasks(*workspace);
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    ResultTable table;
    table.columns = {
        {.key = "task", .title = "Task"},
        {.key = "architectures", .title = "Architectures", .kind = ColumnKind::Integer},
        {.key = "splits", .title = "Splits"},
        {.key = "targets", .title = "Targets"},
        {.key = "recorded", .title = "Recorded predictors"},
        {.key = "latencies", .title = "Latencies", .kind = ColumnKind::Integer}};
    for (const TfsTask &task : *tasks) {
        std::vector<std::string> splits;
        for (const TfsSplit &split : task.splits)
            splits.push_back(split.name);
        const auto latencies = std::count_if(
            task.records.begin(), task.records.end(),
            [](const TfsRecord &record) { return record.latencyMs.has_value(); });
        table.rows.push_back({{.value = task.name},
                              {.value = static_cast<std::int64_t>(task.records.size())},
                              {.value = join(splits, ", ")},
                              {.value = join(targetNames(task), ", ")},
                              {.value = join(recordedNames(task), ", ")},
                              {.value = static_cast<std::int64_t>(latencies)}});
    }
    return writeTable(context, table);
}

void addImport(CLI::App &tfs, Program &program)
{
    CLI::App *import = tfs.add_subcommand("import", "Takes TFS-Eval data into the workspace");
    const auto options = std::make_shared<TfsImportOptions>();
    import
        ->add_option("SOURCE", options->source,
                     "A folder with SPLIT/TASK/train.jsonl and test.jsonl, or a .csv file")
        ->required()
        ->type_name("");
    import
        ->add_option("--map", options->maps,
                     "COLUMN=MEANING for a CSV file, repeatable: one of HAT's ten keys such as\n"
                     "encoder-embed-dim, or gene; valid_bleu, test_bleu, target:NAME,\n"
                     "recorded:PREDICTOR:TARGET, latency (ms), split (cells demonstration and\n"
                     "test), ignore. Columns with telling names need none")
        ->allow_extra_args(false)
        ->take_all()
        ->type_name("C=M");
    import->add_option("--task", options->task, "Of a CSV file; without it, the file's name")
        ->type_name("T");
    import
        ->add_option("--split", options->split,
                     "Of a CSV file with a split column; without it, the file's name")
        ->type_name("NAME");
    import
        ->add_option("--space", options->space,
                     "Of a CSV file with genes; without it, the task's built-in space")
        ->type_name("SPACE");
    import->footer("Each file goes in completely or not at all, and importing it again changes\n"
                   "nothing. A workspace that does not exist is made.\n\n"
                   "Examples:\n"
                   "  auspex-cli --workspace study.auspex tfs import tfs-eval\n"
                   "  auspex-cli tfs import scores.csv --task wmt14ende --map BLEU=valid_bleu \\\n"
                   "      --map \"HAT score=recorded:HAT:valid_bleu\" --workspace study.auspex");
    import->callback([&program, options] {
        program.command = [options](Context &context) { return importTfs(context, *options);
};
} // namespace
);
} // namespace auspex::cli

void addExport(CLI::App &tfs, Program &program)
{
    CLI::App *command = tfs.add_subcommand("export", "Writes the workspace's TFS data");
    const auto task = std::make_shared<std::string>();
    command->add_option("--task", *task, "Without it, all tasks (json and llmas)")->type_name("T");
    command->footer(
        "--format is csv (one task, a row an architecture), json (all, with splits) or\n"
        "llmas (a folder that tfs import reads); without it, by the name after -o.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex tfs export --task wmt14ende -o ende.csv\n"
        "  auspex-cli --workspace study.auspex tfs export --format llmas -o tfs-eval");
    command->callback([&program, task] {
        program.command = [task](Context &context) { return exportTfs(context, *task); };
    });
}

} // namespace

void addTfsCommands(CLI::App &app, Program &program)
{
    CLI::App *tfs = app.add_subcommand(
        "tfs", "Scores of architectures trained from scratch: import, train, list, export");
    tfs->require_subcommand(1);
    tfs->footer("Examples:\n"
                "  auspex-cli --workspace study.auspex tfs import tfs-eval\n"
                "  auspex-cli --workspace study.auspex tfs list");
    addImport(*tfs, program);
    CLI::App *list = tfs->add_subcommand("list", "The tasks of the workspace");
    list->footer("Examples:\n  auspex-cli --workspace study.auspex tfs list --format csv");
    list->callback([&program] { program.command = listTfs; });
    addExport(*tfs, program);
    addTfsTrainingCommands(*tfs, program);
}

} // namespace auspex::cli
