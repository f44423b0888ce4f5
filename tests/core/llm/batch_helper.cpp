// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The program that the test of batch jobs kills: it submits, or settles and collects, and says so.

#include <cstdlib>
#include <iostream>

#include <QCoreApplication>

#include "tests/core/llm/batch_fixture.h"

using namespace auspex;

int main(int count, char *arguments[])
{
    const QCoreApplication application(count, arguments);
    if (count != 6) {
        std::cerr << "batch_helper submit|collect openai|anthropic WORKSPACE ADDRESS QUESTIONS\n";
        return 64;
    }
    const std::string command = arguments[1];
    const auto shape = test::shapeOfName(arguments[2]);
    Result<Workspace> workspace = Workspace::open(arguments[3]);
    if (!shape || !workspace || workspace->isReadOnly()) {
        std::cout << "error: cannot begin" << std::endl;
        return 1;
    }
    const Provider provider = test::batchProvider(*shape, arguments[4]);
    const SecretKey key(test::batchKey);
    Job job;
    Result<StoredBatch> batch = failure(ErrorCode::NotFound, "no batch");
    if (command == "submit") {
        batch = submitBatch(provider, key, test::makeQuestions(std::atoi(arguments[5])),
                            test::batchOptions(), *workspace, 0, job);
    } else {
        const auto batches = loadBatches(*workspace);
        if (batches && !batches->empty())
            batch = collectBatch(provider, key, {}, batches->back(), *workspace, job);
    }
    std::cout << (batch ? "done" : "error: " + batch.error().message) << std::endl;
    return batch ? 0 : 1;
}
