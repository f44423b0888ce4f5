// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/llm/run_fixture.h"

#include <fstream>
#include <iterator>

namespace auspex::test {

namespace {

const char *presetName(Shape shape)
{
    switch (shape) {
    case Shape::OpenAi:
        return "openai";
    case Shape::Azure:
        return "azure";
    case Shape::Anthropic:
        return "anthropic";
    case Shape::Ollama:
        return "ollama";
    case Shape::LlamaCpp:
        return "llama-cpp";
    }
    return "";
}

AnsweringOptions answeringAs(Shape shape)
{
    AnsweringOptions options;
    options.shape = shape;
    return options;
}

} // namespace

Provider presetFor(Shape shape, const std::string &address)
{
    Provider provider = findProvider(builtInProviders(), presetName(shape)).value();
    const bool hasVersionInPath = shape != Shape::Azure && shape != Shape::Anthropic;
    provider.baseUrl = address + (hasVersionInPath ? "/v1" : "");
    return provider;
}

std::vector<LlmQuestion> runQuestionsAbout(int count, int first)
{
    const std::vector<TfsRecord> records = makeRecords(5, static_cast<std::size_t>(first + count));
    std::vector<LlmQuestion> questions;
    for (int i = first; i < first + count; ++i)
        questions.push_back({"Überlege: architecture \"" + std::to_string(i) + "\"\n\nBLEU: ",
                             records[static_cast<std::size_t>(i)].architecture});
    return questions;
}

PriceList runPrices()
{
    Price price;
    price.model = "test-*";
    price.rates = {10.0, 1.0, {}, 20.0};
    price.source = "the test";
    price.asOf = "2026-01-01";
    return PriceList({price});
}

QString shown(const std::string &text)
{
    return QString::fromStdString(text);
}

RunFixture::RunFixture(Shape shape, Script script,
                       const std::optional<TestCertificate> &certificate)
    : server(script ? std::move(script) : answeringScript(answeringAs(shape)), certificate)
    , provider(presetFor(shape, server.url()))
{
    options.parameters.model = "test-model";
    options.retry.firstDelay = 0.02;
    options.retry.longestDelay = 0.05;
    Result<Workspace> made = Workspace::create(folder.file("run.auspex"));
    if (made)
        workspace.emplace(*std::move(made));
}

Result<LlmRunOutcome> RunFixture::run(const std::vector<LlmQuestion> &questions)
{
    auto cache = workspaceCallCache(*workspace, 0);
    if (!cache)
        return tl::make_unexpected(cache.error());
    return runQuestions(provider, key, prices, questions, options, **cache, job,
                        [this](const LlmRunStatus &status) {
                            statuses.push_back(status);
                            if (onStatus)
                                onStatus(status);
                        });
}

Result<LlmAnswer> RunFixture::ask(const LlmQuestion &question)
{
    auto cache = workspaceCallCache(*workspace, 0);
    if (!cache)
        return tl::make_unexpected(cache.error());
    return askOnce(provider, key, prices, question, options, **cache, job,
                   [this](std::string_view text) { streamed.emplace_back(text); });
}

std::vector<StoredCall> RunFixture::calls()
{
    std::vector<StoredCall> whole;
    const auto listed = loadCalls(*workspace, {});
    for (const StoredCall &call : listed.value()) {
        whole.push_back(loadCall(*workspace, call.id).value());
        whole.back().createdAt.clear();
    }
    return whole;
}

std::vector<StoredCall> RunFixture::replies()
{
    std::vector<StoredCall> all = calls();
    std::erase_if(all, [](const StoredCall &call) { return !call.replied; });
    return all;
}

std::vector<ReceivedRequest> RunFixture::chats() const
{
    std::vector<ReceivedRequest> chats = server.requests();
    std::erase_if(chats, [](const ReceivedRequest &request) { return request.method != "POST"; });
    return chats;
}

bool RunFixture::isKeyStored() const
{
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content(std::istreambuf_iterator<char>(file), {});
        if (content.find("TESTKEY") != std::string::npos)
            return true;
    }
    return false;
}

} // namespace auspex::test
