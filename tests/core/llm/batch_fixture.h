// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

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

/// The prompt that a request of a job carries.
std::string promptIn(const BatchScript::Request &request);

ScriptedReply lostReply();
bool createsJob(const ReceivedRequest &request);

/// The rows "OpenAI" and "Anthropic" of a test, by their column "isAnthropic".
void addShapes();
Shape shapeOfRow();

/// A test of jobs at a service, which leaves the workspace whole.
class BatchTest : public QObject {
    Q_OBJECT

protected:
    void begin(Shape shape) { m_fixture = std::make_unique<BatchFixture>(shape); }
    BatchFixture &fixture() { return *m_fixture; }

    /// The server loses its reply to the request that creates a job, which it makes.
    void loseReplyOfCreating();
    void answerAgain() { fixture().server.setScript(fixture().script.script()); }

private Q_SLOTS:
    void init();
    void cleanup();

private:
    std::unique_ptr<BatchFixture> m_fixture;
};

} // namespace auspex::test
