// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/llm/llm_run.h"
#include "tests/core/store/store_fixtures.h"
#include "tests/support/contract_shapes.h"

namespace auspex::test {

inline const std::string runKey = "sk-TESTKEY-run-0123456789";

/// The preset that speaks to a service of this shape, at another address.
Provider presetFor(Shape shape, const std::string &address);

/// Distinct prompts about distinct architectures.
std::vector<LlmQuestion> runQuestionsAbout(int count, int first = 0);

/// $10 for a million tokens of the prompt, $1 for cached ones, $20 for a million of the answer.
PriceList runPrices();

QString shown(const std::string &text);

/// A service, a workspace, and a run between them that does not wait long.
class RunFixture {
public:
    explicit RunFixture(Shape shape = Shape::OpenAi, Script script = {},
                        const std::optional<TestCertificate> &certificate = {});

    /// With a cache of the workspace, opened for it; statuses are collected.
    Result<LlmRunOutcome> run(const std::vector<LlmQuestion> &questions);
    Result<LlmAnswer> ask(const LlmQuestion &question); ///< askOnce(); the text goes to `streamed`

    std::vector<StoredCall> calls();            ///< all, whole
    std::vector<StoredCall> replies();          ///< those that are replies
    std::vector<ReceivedRequest> chats() const; ///< requests for answers

    /// Whether the key is in any file of the workspace's folder.
    bool isKeyStored() const;

    TestFolder folder;
    std::optional<Workspace> workspace;
    ContractServer server;
    Provider provider;
    SecretKey key{runKey};
    PriceList prices = runPrices();
    LlmRunOptions options;
    Job job;
    std::vector<LlmRunStatus> statuses;
    std::vector<std::string> streamed;
    std::function<void(const LlmRunStatus &)> onStatus;
};

} // namespace auspex::test
