// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/llm/batch_fixture.h"

#include <algorithm>

#include <QTest>

namespace auspex::test {

Provider batchProvider(Shape shape, const std::string &address)
{
    Provider provider;
    provider.id = shape == Shape::Anthropic ? "anthropic" : "openai";
    provider.title = shape == Shape::Anthropic ? "Anthropic" : "OpenAI";
    provider.family = shape == Shape::Anthropic ? ApiFamily::Anthropic : ApiFamily::OpenAi;
    provider.baseUrl = address + (shape == Shape::Anthropic ? "" : "/v1");
    provider.apiVersion = shape == Shape::Anthropic ? "2023-06-01" : "";
    provider.batches = true;
    provider.switches.manySamples = shape != Shape::Anthropic;
    return provider;
}

std::vector<LlmQuestion> makeQuestions(int count, int first)
{
    const std::vector<TfsRecord> records = makeRecords(3, static_cast<std::size_t>(first + count));
    std::vector<LlmQuestion> questions;
    for (int i = first; i < first + count; ++i)
        questions.push_back({"Prüfung \"" + std::to_string(i) + "\"\nBLEU: ",
                             records[static_cast<std::size_t>(i)].architecture});
    return questions;
}

LlmRunOptions batchOptions()
{
    LlmRunOptions options;
    options.parameters.model = "test-model";
    return options;
}

BatchFixture::BatchFixture(Shape shape)
    : script(shape, batchKey)
    , server(script.script())
    , provider(batchProvider(shape, server.url()))
{
    Price price;
    price.model = "test-*";
    price.rates = {10.0, 1.0, {}, 20.0};
    price.batchFactor = 0.5;
    price.source = "the test";
    prices = PriceList({price});
    Result<Workspace> made = Workspace::create(file());
    if (made)
        workspace.emplace(*std::move(made));
}

Result<StoredBatch> BatchFixture::submit(const std::vector<LlmQuestion> &questions,
                                         const LlmRunOptions &options)
{
    return submitBatch(provider, key, questions, options, *workspace, 0, job);
}

Result<StoredBatch> BatchFixture::collect(const StoredBatch &batch)
{
    return collectBatch(provider, key, prices, batch, *workspace, job);
}

Result<StoredBatch> BatchFixture::cancel(const StoredBatch &batch)
{
    return cancelBatch(provider, key, batch, *workspace, job);
}

StoredBatch BatchFixture::reopen()
{
    workspace.reset();
    Result<Workspace> opened = Workspace::open(file());
    if (opened)
        workspace.emplace(*std::move(opened));
    const auto batches = loadBatches(*workspace);
    return batches && !batches->empty() ? batches->back() : StoredBatch();
}

std::vector<StoredCall> BatchFixture::calls()
{
    std::vector<StoredCall> whole;
    const auto listed = loadCalls(*workspace, {});
    for (const StoredCall &call : listed.value())
        whole.push_back(loadCall(*workspace, call.id).value());
    return whole;
}

bool BatchFixture::hasReplyToEach(const std::vector<LlmQuestion> &questions)
{
    std::map<std::string, std::optional<double>> values;
    for (const StoredCall &call : calls()) {
        if (call.replied && call.sample == 0)
            values[call.architectureKey] = call.value;
    }
    return std::all_of(questions.begin(), questions.end(), [&](const LlmQuestion &question) {
        const auto found = values.find(architectureKey(question.architecture));
        return found != values.end() && found->second == std::stod(scoreOf(question.prompt));
    });
}

int BatchFixture::requestsTo(const std::string &method, const std::string &pathPart) const
{
    const auto all = server.requests();
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [&](const ReceivedRequest &request) {
            return request.method == method && request.path.find(pathPart) != std::string::npos;
        }));
}

QString shown(const Result<StoredBatch> &batch)
{
    return QString::fromStdString(batch ? "problem: " + batch->problem : batch.error().message);
}

std::string promptIn(const BatchScript::Request &request)
{
    ReceivedRequest received;
    received.body = request.body.dump();
    return promptOf(received);
}

ScriptedReply lostReply()
{
    ScriptedReply reply;
    reply.ending = ScriptedReply::Ending::CloseUnsaid;
    return reply;
}

bool createsJob(const ReceivedRequest &request)
{
    return request.method == "POST" && request.path.ends_with("/batches");
}

void addShapes()
{
    QTest::addColumn<bool>("isAnthropic");
    QTest::newRow("OpenAI") << false;
    QTest::newRow("Anthropic") << true;
}

Shape shapeOfRow()
{
    QFETCH(bool, isAnthropic);
    return isAnthropic ? Shape::Anthropic : Shape::OpenAi;
}

void BatchTest::loseReplyOfCreating()
{
    fixture().server.setScript(
        [script = fixture().script.script()](const ReceivedRequest &request) {
            const ScriptedReply reply = script(request);
            return createsJob(request) ? lostReply() : reply;
        });
}

void BatchTest::init()
{
    m_fixture.reset();
}

void BatchTest::cleanup()
{
    if (m_fixture && m_fixture->workspace)
        QCOMPARE(findings(*m_fixture->workspace), QString());
    m_fixture.reset();
}

} // namespace auspex::test
