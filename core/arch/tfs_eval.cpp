// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/tfs_eval.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "core/arch/architecture_codecs.h"
#include "core/arch/json_lines.h"
#include "core/base/files.h"
#include "core/base/text.h"

namespace auspex {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> foldersIn(const fs::path &folder)
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->is_directory(error))
            folders.push_back(entry->path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// The files of one task's folder; the folder's names say which split and task.
void addTaskFiles(const fs::path &folder, std::vector<TfsEvalFile> &files)
{
    const std::string task = folder.filename().string();
    const std::string split = folder.parent_path().filename().string();
    std::error_code ignored;
    if (fs::is_regular_file(folder / "train.jsonl", ignored))
        files.push_back({folder / "train.jsonl", split, task, SplitRole::Demonstrations});
    if (fs::is_regular_file(folder / "test.jsonl", ignored))
        files.push_back({folder / "test.jsonl", split, task, SplitRole::Test});
}

} // namespace

Result<std::vector<TfsEvalFile>> findTfsEvalFiles(const fs::path &folder)
{
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder, error);
    if (error || !fs::is_directory(root, error))
        return failure(ErrorCode::NotFound, "The folder " + folder.string()
                                                + " does not exist; name the folder that "
                                                  "holds SPLIT/TASK/train.jsonl and test.jsonl.");
    // One task, one split with its tasks, or the whole: as deep as the first level that has files.
    std::vector<TfsEvalFile> files;
    addTaskFiles(root, files);
    if (files.empty()) {
        for (const fs::path &task : foldersIn(root))
            addTaskFiles(task, files);
    }
    if (files.empty()) {
        for (const fs::path &split : foldersIn(root)) {
            for (const fs::path &task : foldersIn(split))
                addTaskFiles(task, files);
        }
    }
    if (files.empty())
        return failure(ErrorCode::NotFound,
                       "The folder " + folder.string()
                           + " holds no TFS-Eval data; it needs files "
                             "named SPLIT/TASK/train.jsonl and SPLIT/TASK/test.jsonl.");
    std::sort(files.begin(), files.end(), [](const TfsEvalFile &a, const TfsEvalFile &b) {
        return std::tie(a.task, a.split, a.role) < std::tie(b.task, b.split, b.role);
    });
    return files;
}

TfsFileContent parseTfsLines(std::string_view text, const std::string &source)
{
    TfsFileContent content;
    std::size_t number = 0;
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (trimmed(line).empty())
            continue;
        const auto refuse = [&](const std::string &reason) {
            content.problems.push_back({source, number, reason});
        };
        if (!isValidUtf8(line)) {
            refuse("it is not UTF-8 text.");
            continue;
        }
        if (!isShallowJson(line)) {
            refuse("its brackets nest too deeply.");
            continue;
        }
        const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
        if (object.is_discarded()) {
            refuse("it is not valid JSON.");
            continue;
        }
        Result<TfsRecord> record = recordOfJson(object);
        if (!record) {
            refuse(record.error().message);
            continue;
        }
        content.records.push_back(*std::move(record));
        content.lines.push_back(number);
    }
    return content;
}

Result<TfsFileContent> readTfsFile(const fs::path &file)
{
    const Result<std::string> text = readFile(file);
    if (!text)
        return tl::make_unexpected(text.error());
    return parseTfsLines(*text, file.string());
}

Result<TfsEval> readTfsEval(const fs::path &folder, Job &job)
{
    const Result<std::vector<TfsEvalFile>> files = findTfsEvalFiles(folder);
    if (!files)
        return tl::make_unexpected(files.error());
    TfsEval eval;
    std::map<std::string, TfsTask> tasks;
    JobProgress progress{0, static_cast<std::int64_t>(files->size()), "files", {}, {}};
    for (const TfsEvalFile &file : *files) {
        if (job.isCancelled())
            return cancelled();
        progress.message = file.path.string();
        job.report(progress);
        ++progress.done;
        const Result<TfsFileContent> content = readTfsFile(file.path);
        if (!content) {
            eval.problems.push_back({file.path.string(), 0, content.error().message});
            continue;
        }
        eval.problems.insert(eval.problems.end(), content->problems.begin(),
                             content->problems.end());
        TfsTask &task = tasks[file.task];
        task.name = file.task;
        const std::vector<LineProblem> conflicts = mergeRecords(
            task, file.split, file.role, content->records, content->lines, file.path.string());
        eval.problems.insert(eval.problems.end(), conflicts.begin(), conflicts.end());
    }
    for (auto &[name, task] : tasks) {
        if (!task.records.empty())
            eval.tasks.push_back(std::move(task));
    }
    if (eval.tasks.empty()) {
        const std::string first = eval.problems.empty()
                                      ? std::string()
                                      : " (" + describe(eval.problems.front()) + ')';
        return failure(ErrorCode::InvalidInput, "No record of " + folder.string()
                                                    + " could be read; check the files" + first
                                                    + '.');
    }
    job.report(progress);
    return eval;
}

std::string tfsLine(const TfsRecord &record)
{
    using nlohmann::ordered_json;
    const auto scoresInto = [](ordered_json &object, const TargetScores &scores) {
        for (const auto &[target, value] : scores) {
            const bool known = target == "valid_bleu" || target == "test_bleu";
            object[known ? target.substr(0, target.size() - 4) + "BLEU" : target] = value;
        }
    };
    const auto put = [](ordered_json &object, const char *key, const auto &value) {
        if (value)
            object[key] = *value;
    };
    ordered_json scratch = ordered_json::object();
    scoresInto(scratch, record.tfs);
    scratch["arch_info"] = architectureInfo(record.architecture);
    const StatedCounts &stated = record.stated;
    put(scratch, "num_parameters_without_embedding_weights", stated.parametersWithoutEmbeddings);
    put(scratch, "num_embedding_parameters", stated.embeddingParameters);
    put(scratch, "overall_latency", record.latencyMs);
    put(scratch, "total_flops", stated.totalFlops);
    put(scratch, "last_layer_flops", stated.lastLayerFlops);
    put(scratch, "total_flops_without_last_layer", stated.flopsWithoutLastLayer);
    ordered_json object;
    object["scratch"] = std::move(scratch);
    for (const auto &[name, scores] : record.recorded)
        scoresInto(object[name], scores);
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace auspex
