// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tfs_import.h"

#include <algorithm>
#include <system_error>

#include "app/cli/csv_mapping.h"
#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/store/content_hash.h"
#include "core/store/csv_import.h"
#include "core/store/tfs_store.h"

namespace auspex::cli {

namespace {

namespace fs = std::filesystem;

const char *roleName(SplitRole role)
{
    return role == SplitRole::Test ? "test" : "demonstrations";
}

/// What became of each file.
class ImportReport {
public:
    ImportReport()
    {
        const auto text = [](const char *key, const char *title) {
            return TableColumn{.key = key, .title = title};
        };
        const auto integer = [](const char *key, const char *title) {
            return TableColumn{.key = key, .title = title, .kind = ColumnKind::Integer};
        };
        m_table.columns = {text("file", "File"),
                           text("task", "Task"),
                           text("split", "Split"),
                           text("role", "Role"),
                           text("status", "Status"),
                           integer("architectures", "Architectures"),
                           integer("new_architectures", "New"),
                           integer("new_scores", "New scores"),
                           integer("problems", "Problems")};
    }

    void add(const ImportRequest &request, const ImportSummary *summary)
    {
        const auto count = [&](std::size_t value) {
            return summary ? TableCell{.value = static_cast<std::int64_t>(value)} : TableCell{};
        };
        const char *status = !summary ? "failed" : summary->wasKnown ? "unchanged" : "imported";
        const ImportSummary none;
        const ImportSummary &known = summary ? *summary : none;
        m_table.rows.push_back(
            {{.value = request.file},
             {.value = request.task},
             {.value = request.split},
             {.value = request.split.empty() ? std::string() : roleName(request.role)},
             {.value = std::string(status)},
             count(summary && known.wasKnown ? request.records.size() : known.usedRecords),
             count(known.newRecords),
             count(known.newScores),
             count(known.problems.size())});
        m_failed += summary ? 0 : 1;
    }

    Outcome write(Context &context) const
    {
        if (Outcome written = writeTable(context, m_table); !written || m_failed == 0)
            return written;
        return tl::make_unexpected(Stop(
            Status::Failed, std::to_string(m_failed) + " of " + std::to_string(m_table.rows.size())
                                + " files could not be imported; see the warnings above, mend "
                                  "them and import again."));
    }

    bool isEmpty() const { return m_table.rows.empty(); }

private:
    ResultTable m_table;
    int m_failed = 0;
};

/// Imports one file, or tells why not; false where the workspace itself fails.
Result<void> importOne(Context &context, Workspace &workspace, const ImportRequest &request,
                       ImportReport &report)
{
    const Result<ImportSummary> summary = importTfsFile(workspace, request);
    if (!summary && summary.error().code != ErrorCode::InvalidInput)
        return tl::make_unexpected(summary.error());
    const std::vector<LineProblem> &problems = summary ? summary->problems : request.problems;
    for (const LineProblem &problem : problems)
        context.console.warn(describe(problem));
    if (!summary)
        context.console.warn(summary.error().message);
    report.add(request, summary ? &*summary : nullptr);
    return {};
}

Outcome importFolder(Context &context, const fs::path &folder, ImportReport &report)
{
    const Result<std::vector<TfsEvalFile>> files = findTfsEvalFiles(folder);
    if (!files)
        return tl::make_unexpected(files.error());
    auto workspace = openToWrite(context, IfMissing::Create);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    JobProgress progress{0, static_cast<std::int64_t>(files->size()), "files", {}, {}};
    for (const TfsEvalFile &file : *files) {
        if (context.job.isCancelled())
            return cancelled();
        progress.message = file.path.string();
        context.job.report(progress);
        ++progress.done;
        ImportRequest request{file.task, file.split, file.role, {}, {}, file.path.string(), {}, {}};
        const Result<std::string> text = readFile(file.path);
        if (!text) {
            context.console.warn(text.error().message);
            report.add(request, nullptr);
            continue;
        }
        TfsFileContent content = parseTfsLines(*text, request.file);
        request.records = std::move(content.records);
        request.lines = std::move(content.lines);
        request.problems = std::move(content.problems);
        request.contentSha256 = sha256(*text);
        if (Result<void> done = importOne(context, *workspace, request, report); !done)
            return tl::make_unexpected(done.error());
    }
    context.job.report(progress);
    return {};
}

Result<SearchSpace> spaceFor(const TfsImportOptions &options, const fs::path &file)
{
    if (!options.space.empty())
        return findSpace(options.space);
    const std::string task = options.task.empty() ? file.stem().string() : options.task;
    return builtInSpace(task).value_or(*builtInSpace("wmt14ende"));
}

Outcome importCsv(Context &context, const TfsImportOptions &options, ImportReport &report)
{
    const fs::path file = options.source;
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    const Result<CsvTable> table = parseCsv(*text, file.string());
    if (!table)
        return tl::make_unexpected(table.error());
    const auto mapping = csvMapping(*table, options.maps);
    if (!mapping)
        return tl::make_unexpected(mapping.error());
    const Result<SearchSpace> space = spaceFor(options, file);
    if (!space)
        return tl::make_unexpected(space.error());
    const std::string stem = file.stem().string();
    Result<std::vector<ImportRequest>> parts = csvImportRequests(
        {.table = *table,
         .mapping = *mapping,
         .space = *space,
         .task = options.task.empty() ? stem : options.task,
         .split = options.split.empty() ? stem : options.split,
         .source = file.string()});
    if (!parts) {
        if (mappingProblem(*table, *mapping))
            parts.error().message
                += " Say it with --map COLUMN=MEANING (auspex-cli tfs import --help).";
        return tl::make_unexpected(parts.error());
    }
    auto workspace = openToWrite(context, IfMissing::Create);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const auto summaries = importTfsFile(*workspace, *parts);
    if (!summaries)
        return tl::make_unexpected(summaries.error());
    for (std::size_t i = 0; i < summaries->size(); ++i) {
        for (const LineProblem &problem : (*summaries)[i].problems)
            context.console.warn(describe(problem));
        report.add((*parts)[i], &(*summaries)[i]);
    }
    return {};
}

Outcome wrongSource(const std::string &why)
{
    return tl::make_unexpected(
        Stop(Status::Failed, why
                                 + "; name the folder that holds SPLIT/TASK/train.jsonl and "
                                   "test.jsonl, or a CSV file."));
}

} // namespace

Outcome importTfs(Context &context, const TfsImportOptions &options)
{
    if (context.options.workspace.empty())
        return wrongUsage(
            "Say where the data shall go: --workspace FILE.auspex, which is made if it "
            "does not exist.");
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    std::error_code ignored;
    const bool isFile = fs::is_regular_file(options.source, ignored);
    if (!isFile && !fs::is_directory(options.source, ignored))
        return wrongSource(options.source + " does not exist");
    if (isFile && fs::path(options.source).extension() == ".jsonl")
        return wrongSource(options.source + " alone says neither its split nor its task");
    ImportReport report;
    const Outcome done = isFile ? importCsv(context, options, report)
                                : importFolder(context, options.source, report);
    if (done)
        return report.write(context);
    if (!report.isEmpty()) // what was finished is kept, and told
        (void)report.write(context);
    return done;
}

} // namespace auspex::cli
