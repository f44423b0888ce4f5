// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/import_tfs_eval.h"

#include <set>
#include <span>

#include <QCoreApplication>

#include "core/arch/tfs_eval.h"
#include "core/base/files.h"
#include "core/store/content_hash.h"
#include "core/store/tfs_task_store.h"

namespace auspex {

namespace {

/// A failure that says something about one file, and nothing about the workspace.
bool isAboutTheFile(const Error &error)
{
    return error.code == ErrorCode::InvalidInput || error.code == ErrorCode::NotFound;
}

std::string progressText(const char *text, const std::filesystem::path &file)
{
    return QCoreApplication::translate("auspex::Session", text)
        .arg(QString::fromStdString(file.string()))
        .toStdString();
}

/// The requests from `first` on that came from the same file: they go in together.
std::span<const ImportRequest> partsOfOneFile(const std::vector<ImportRequest> &requests,
                                              std::size_t first)
{
    std::size_t end = first + 1;
    while (end < requests.size() && requests[end].file == requests[first].file) {
        ++end;
    }
    return std::span(requests).subspan(first, end - first);
}

void takeSummaries(const std::vector<ImportSummary> &summaries,
                   std::span<const ImportRequest> parts, ImportOutcome &outcome)
{
    for (std::size_t i = 0; i < summaries.size(); ++i) {
        for (const LineProblem &problem : summaries[i].problems) {
            outcome.problems << QString::fromStdString(describe(problem));
        }
        if (!summaries[i].wasKnown) {
            outcome.imported.push_back(parts[i]);
            outcome.importIds.push_back(summaries[i].importId);
        }
        outcome.summaries.push_back(summaries[i]);
    }
}

} // namespace

Result<std::vector<ImportRequest>> readTfsEvalRequests(const std::filesystem::path &folder,
                                                       Job &job)
{
    const auto files = findTfsEvalFiles(folder);
    if (!files) {
        return tl::make_unexpected(files.error());
    }
    std::vector<ImportRequest> requests;
    for (const TfsEvalFile &file : *files) {
        if (job.isCancelled()) {
            return cancelled();
        }
        job.report(
            {static_cast<std::int64_t>(requests.size()),
             static_cast<std::int64_t>(2 * files->size()), "files",
             progressText(QT_TRANSLATE_NOOP("auspex::Session", "reading %1"), file.path.filename()),
             std::nullopt});
        const auto text = readFile(file.path);
        if (!text) {
            return tl::make_unexpected(text.error());
        }
        const std::string name = file.path.lexically_relative(folder.parent_path()).string();
        TfsFileContent content = parseTfsLines(*text, name);
        requests.push_back({file.task, file.split, file.role, std::move(content.records),
                            std::move(content.lines), name, sha256(*text),
                            std::move(content.problems)});
    }
    return requests;
}

ImportOutcome importRequests(Workspace &workspace, const std::vector<ImportRequest> &requests,
                             Job &job)
{
    ImportOutcome outcome;
    const auto total = static_cast<std::int64_t>(requests.size());
    for (std::size_t i = 0; i < requests.size();) {
        if (job.isCancelled()) {
            outcome.error = cancelled().value();
            break;
        }
        // Reading was the first half.
        job.report(
            {total + static_cast<std::int64_t>(i), 2 * total, "files",
             progressText(QT_TRANSLATE_NOOP("auspex::Session", "importing %1"), requests[i].file),
             std::nullopt});
        const std::span<const ImportRequest> parts = partsOfOneFile(requests, i);
        i += parts.size();
        const auto summaries = importTfsFile(workspace, parts);
        if (summaries) {
            takeSummaries(*summaries, parts, outcome);
        } else if (isAboutTheFile(summaries.error())) {
            outcome.problems << QString::fromStdString(summaries.error().message);
            for (const LineProblem &problem : parts.front().problems) {
                outcome.problems << QString::fromStdString(describe(problem));
            }
        } else {
            outcome.error = summaries.error();
            break;
        }
    }
    auto tasks = loadTasks(workspace);
    if (tasks) {
        outcome.tasks = std::move(*tasks);
    } else if (!outcome.error) {
        outcome.error = tasks.error();
    }
    return outcome;
}

QString importSummaryText(const ImportOutcome &outcome)
{
    const auto translated = [](const char *text, int n) {
        return QCoreApplication::translate("auspex::Session", text, nullptr, n);
    };
    std::set<std::string> tasks;
    std::size_t architectures = 0;
    for (const ImportSummary &summary : outcome.summaries) {
        tasks.insert(summary.task);
        architectures += summary.newRecords;
    }
    const int files = static_cast<int>(outcome.summaries.size());
    const int problems = static_cast<int>(outcome.problems.size());
    QString text;
    if (files == 0) {
        text = translated(QT_TRANSLATE_NOOP("auspex::Session", "Nothing was imported."), 0);
    } else if (outcome.imported.empty()) {
        text = translated(
            QT_TRANSLATE_N_NOOP("auspex::Session",
                                "Nothing new: the workspace has all %n files already."),
            files);
    } else {
        text = translated(QT_TRANSLATE_N_NOOP("auspex::Session", "Imported %n new architectures"),
                          static_cast<int>(architectures))
               + u' '
               + translated(QT_TRANSLATE_N_NOOP("auspex::Session", "for %n tasks"),
                            static_cast<int>(tasks.size()))
               + u' ' + translated(QT_TRANSLATE_N_NOOP("auspex::Session", "from %n files."), files);
    }
    if (problems > 0) {
        text += u' '
                + translated(QT_TRANSLATE_N_NOOP("auspex::Session", "%n things could not be used."),
                             problems);
    }
    return text;
}

} // namespace auspex
