// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include "core/llm/llm_run.h"

using namespace auspex;

namespace {

constexpr int predictions = 3000;
constexpr int inFlight = 32;
constexpr int replyMs = 40;

/// The contract server as a process of its own, beside this program.
class Server {
public:
    Server()
    {
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/contract_server"),
                        {QStringLiteral("--delay-ms"), QString::number(replyMs)});
        m_process.waitForReadyRead();
        m_port = QString::fromUtf8(m_process.readAllStandardOutput()).section(QLatin1Char(' '), 1);
    }
    ~Server()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    std::string url() const { return "http://127.0.0.1:" + m_port.trimmed().toStdString(); }

private:
    QProcess m_process;
    QString m_port;
};

/// As long as a prompt with ten demonstrations.
std::vector<LlmQuestion> makeQuestions(std::size_t bytes)
{
    std::vector<LlmQuestion> questions;
    for (int i = 0; i < predictions; ++i) {
        LlmQuestion question;
        while (question.prompt.size() < bytes)
            question.prompt += "Encoder layers: 6, FFN dimension: [2048, 3072], heads: [8, 4]\n";
        question.prompt += "Architecture " + std::to_string(i) + "\nBLEU: ";
        questions.push_back(std::move(question));
    }
    return questions;
}

/// From sending to the last byte, as the workspace has it; 0 where it has nothing.
double meanSeconds(Workspace &workspace)
{
    const auto calls = loadCalls(workspace, {});
    double sum = 0.0;
    for (const StoredCall &call : *calls)
        sum += call.seconds;
    return calls->empty() ? 0.0 : sum / static_cast<double>(calls->size());
}

/// 3,000 predictions, 32 under way, 40 ms each: at best 3.75 s. The argument says what keeps them:
/// 0 memory, 1 the workspace.
void runOfPredictions(benchmark::State &state)
{
    static int count = 1;
    static char name[] = "bench_llm_client";
    static char *arguments[] = {name, nullptr};
    static const QCoreApplication application(count, arguments);
    const Server server;
    Provider provider;
    provider.id = "bench";
    provider.title = "Bench";
    provider.baseUrl = server.url() + "/v1";
    provider.needsKey = false;
    provider.isLocal = true;
    LlmRunOptions options;
    options.parameters.model = "test-model";
    options.parallel = inFlight;
    const std::vector<LlmQuestion> questions = makeQuestions(
        static_cast<std::size_t>(state.range(1)));
    double seconds = 0.0;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        const QTemporaryDir folder;
        Result<Workspace> workspace = Workspace::create(
            std::filesystem::path(folder.path().toStdString()) / "bench.auspex");
        std::unique_ptr<CallCache> cache = memoryCallCache();
        if (state.range(0) == 1)
            cache = std::move(workspaceCallCache(*workspace, 0).value());
        Job job;
        state.ResumeTiming();
        const auto outcome = runQuestions(provider, SecretKey(), PriceList(), questions, options,
                                          *cache, job);
        if (!outcome || outcome->status.done != predictions)
            state.SkipWithError("The run failed.");
        state.PauseTiming();
        seconds += meanSeconds(*workspace);
        state.ResumeTiming();
    }
    state.counters["reply_ms"] = benchmark::Counter(seconds * 1000.0,
                                                    benchmark::Counter::kAvgIterations);
    state.counters["ideal_s"] = double(predictions) * replyMs / 1000.0 / inFlight;
}
BENCHMARK(runOfPredictions)
    ->Args({0, 3000})
    ->Args({1, 3000})
    ->Args({1, 10000})
    ->Iterations(3)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
