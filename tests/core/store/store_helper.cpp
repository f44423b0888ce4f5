// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The second program of the store's tests. It prints lines for the test to read, each flushed.

#include <cstdlib>
#include <iostream>
#include <string>

#include <unistd.h>

#include "core/store/batch_store.h"
#include "core/store/corpus_store.h"
#include "core/store/document_store.h"
#include "core/store/evaluation_store.h"
#include "core/store/predictor_store.h"
#include "core/store/prompt_store.h"
#include "core/store/run_store.h"
#include "core/store/tfs_task_store.h"
#include "tests/core/store/store_fixtures.h"

using namespace auspex;

namespace {

int fail(const Error &error)
{
    std::cout << "error " << error.message << std::endl;
    return 1;
}

/// Opens the workspace, says how, and keeps it until standard input ends.
int hold(const std::string &file)
{
    const Result<Workspace> workspace = Workspace::open(file);
    if (!workspace)
        return fail(workspace.error());
    std::cout << (workspace->isReadOnly() ? "read-only " + workspace->readOnlyReason()
                                          : std::string("writable"))
              << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    return 0;
}

/// Imports big files, each into a task of its own, until it is killed.
int importForEver(const std::string &file, std::size_t recordsEach)
{
    Result<Workspace> workspace = Workspace::open(file);
    if (!workspace)
        return fail(workspace.error());
    if (workspace->isReadOnly())
        return fail({ErrorCode::ReadOnly, workspace->readOnlyReason(), {}});
    const auto tasks = listTasks(*workspace);
    if (!tasks)
        return fail(tasks.error());
    for (std::size_t number = tasks->size();; ++number) {
        const ImportRequest request = test::makeRequest("task " + std::to_string(number), "1",
                                                        SplitRole::Test,
                                                        test::makeRecords(number, recordsEach));
        std::cout << "begin " << number << std::endl;
        const auto summary = importTfsFile(*workspace, request);
        if (!summary)
            return fail(summary.error());
        std::cout << "done " << number << std::endl;
    }
}

/// Opens as a user who may write nothing, and reads.
int readAsNobody(const std::string &file)
{
    constexpr unsigned nobody = 65534;
    if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
        return 2;
    Result<Workspace> workspace = Workspace::open(file);
    if (!workspace)
        return fail(workspace.error());
    const auto tasks = loadTasks(*workspace);
    if (!tasks)
        return fail(tasks.error());
    std::size_t records = 0;
    for (const TfsTask &task : *tasks)
        records += task.records.size();
    std::cout << (workspace->isReadOnly() ? "read-only " : "writable ") << records << ' '
              << workspace->readOnlyReason() << std::endl;
    return 0;
}

/// What version 2 brought.
Result<void> addPromptsAndCalls(Workspace &workspace)
{
    const std::string key(64, 'b');
    StoredBatch batch;
    batch.provider = "openai";
    batch.model = "gpt-4o-mini";
    batch.marker = "marker";
    batch.remoteId = "batch_1";
    batch.state = BatchState::InProgress;
    batch.requests = 1;
    return savePrompt(workspace, "mine", R"({"name":"first"})", "as it was")
        .and_then([&](const PromptVersion &) {
            return savePrompt(workspace, "mine", R"({"name":"second"})");
        })
        .and_then([&](const PromptVersion &) {
            return addRun(workspace, "llm", {{"a", 1}});
        })
        .and_then([&](const StoredRun &run) {
            std::vector<StoredCall> calls;
            for (int number = 1; number <= 3; ++number) {
                calls.push_back(test::makeCall(number));
                calls.back().runId = run.id;
            }
            batch.runId = run.id;
            return saveCalls(workspace, calls).and_then([&] {
                return updateRun(workspace, run.id, RunState::Done, {{"done", 3}});
            });
        })
        .and_then([&] {
            return addBatch(workspace, batch,
                            {{"c-0", key, "architecture 4", 0, 0, R"({"n":2})"},
                             {"c-0", std::string(64, 'c'), "architecture 4", 1, 0, ""}});
        })
        .map([](const StoredBatch &) {});
}

/// The workspace of tests/data, with no time in it.
int makeSample(const std::string &file)
{
    Result<Workspace> workspace = Workspace::create(file);
    if (!workspace)
        return fail(workspace.error());
    std::vector<TfsRecord> records = test::makeRecords(1, 30);
    const std::vector<TfsRecord> first(records.begin(), records.begin() + 10);
    const std::vector<TfsRecord> rest(records.begin() + 10, records.end());
    const auto done
        = importTfsFile(*workspace,
                        test::makeRequest("wmt14ende", "123", SplitRole::Demonstrations, first))
              .and_then([&](const ImportSummary &) {
                  return importTfsFile(
                      *workspace, test::makeRequest("wmt14ende", "123", SplitRole::Test, rest));
              })
              .and_then([&](const ImportSummary &) {
                  return addPredictor(*workspace, "HAT", "recorded:HAT");
              })
              .and_then([&](const StoredPredictor &predictor) {
                  return saveEvaluation(*workspace, {0,
                                                     predictor.id,
                                                     "wmt14ende",
                                                     "valid_bleu",
                                                     {{"splits", {"123"}}},
                                                     {{"mae", 1.5}},
                                                     {},
                                                     true});
              })
              .and_then([&](std::int64_t) {
                  return saveDocument(*workspace, "judge", {{"task", "wmt14ende"}});
              })
              .and_then([&] { return addPromptsAndCalls(*workspace); })
              .and_then([&] {
                  return saveCorpus(*workspace, {0,
                                                 "demo",
                                                 "en",
                                                 "de",
                                                 "/nowhere/demo",
                                                 R"({"format":"auspex-corpus"})",
                                                 {}});
              })
              .and_then([&](std::int64_t) {
                  return workspace->database().execute(
                      "UPDATE corpora SET created_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE meta SET value = '2000-01-01T00:00:00.000Z' WHERE key = 'created_at';"
                      "UPDATE imports SET created_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE evaluations SET created_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE documents SET changed_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE prompt_versions SET created_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE calls SET created_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE batches SET created_at = '2000-01-01T00:00:00.000Z';"
                      "UPDATE runs SET created_at = '2000-01-01T00:00:00.000Z', "
                      "changed_at = '2000-01-01T00:00:00.000Z'; VACUUM");
              });
    return done ? 0 : fail(done.error());
}

} // namespace

int main(int count, char *arguments[])
{
    const std::string command = count > 2 ? arguments[1] : "";
    if (command == "hold")
        return hold(arguments[2]);
    if (command == "import" && count > 3)
        return importForEver(arguments[2], std::strtoul(arguments[3], nullptr, 10));
    if (command == "read-as-nobody")
        return readAsNobody(arguments[2]);
    if (command == "make-sample")
        return makeSample(arguments[2]);
    std::cerr << "store_helper hold|import|read-as-nobody|make-sample FILE [RECORDS]\n";
    return 64;
}
