// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/llm/batch.h"
#include "tests/core/store/store_fixtures.h"
#include "tests/support/batch_script.h"

namespace auspex::test {

inline const std::string batchKey = "sk-TESTKEY-0123456789abcdef";

/// The provider of a shape at this address.
Provider batchProvider(Shape shape, const std::string &address);

/// Distinct prompts about distinct architectures.
std::vector<LlmQuestion> makeQuestions(int count, int first = 0);

LlmRunOptions batchOptions();

/// A workspace, a service with a batch interface, and what the functions need to use it.
class BatchFixture {
public:
    explicit BatchFixture(Shape shape);

    Result<StoredBatch> submit(const std::vector<LlmQuestion> &questions,
                               const LlmRunOptions &options = batchOptions());
    Result<StoredBatch> collect(const StoredBatch &batch);
    Result<StoredBatch> cancel(const StoredBatch &batch);

    /// Closes the workspace and opens it again, as a new program would; gives the newest batch.
    StoredBatch reopen();

    std::vector<StoredCall> calls(); ///< all, whole
    /// The kept value for each question's first sample, as the service's scoreOf() would be.
    bool hasReplyToEach(const std::vector<LlmQuestion> &questions);
    int requestsTo(const std::string &method, const std::string &pathPart) const;
    std::filesystem::path file() const { return folder.file("batch.auspex"); }

    TestFolder folder;
    std::optional<Workspace> workspace;
    BatchScript script;
    ContractServer server;
    Provider provider;
    SecretKey key{batchKey};
    PriceList prices;
    Job job;
};

/// The part of a failure's or success's description that tests show.
QString shown(const Result<StoredBatch> &batch);

} // namespace auspex::test
