// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The program that tst_llm_kill kills: runs questions against a server into a workspace, and prints
// a line for each status it was told, flushed.

#include <cstdlib>
#include <iostream>
#include <string>

#include <QCoreApplication>

#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;

namespace {

int fail(const Error &error)
{
    std::cout << "error " << error.message << std::endl;
    return 1;
}

} // namespace

int main(int count, char *arguments[])
{
    const QCoreApplication application(count, arguments);
    if (count < 4) {
        std::cerr << "llm_kill_helper WORKSPACE ADDRESS QUESTIONS\n";
        return 64;
    }
    const Result<Workspace> workspace = Workspace::open(arguments[1]);
    if (!workspace)
        return fail(workspace.error());
    if (workspace->isReadOnly())
        return fail({ErrorCode::ReadOnly, workspace->readOnlyReason(), {}});
    auto cache = workspaceCallCache(*workspace, 0);
    if (!cache)
        return fail(cache.error());
    LlmRunOptions options;
    options.parameters.model = "test-model";
    options.parallel = 32;
    Job job;
    const auto outcome = runQuestions(presetFor(Shape::OpenAi, arguments[2]), SecretKey(runKey),
                                      runPrices(), runQuestionsAbout(std::atoi(arguments[3])),
                                      options, **cache, job, [](const LlmRunStatus &status) {
                                          std::cout << "acknowledged " << status.done << std::endl;
                                      });
    if (!outcome)
        return fail(outcome.error());
    if (outcome->stopped)
        return fail(*outcome->stopped);
    std::cout << "finished" << std::endl;
    return 0;
}
