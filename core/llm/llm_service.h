// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/llm/key_store.h"
#include "core/llm/llm_run.h"
#include "core/llm/prompt_input.h"

// LLM-PP by name: "llm:PROVIDER/MODEL[/PROMPT][?OPTION=VALUE&...]" as everybody else uses it.

namespace auspex {

/// A spec taken apart. In the model's and the prompt's name a slash is written %2F, a question mark
/// %3F, a percent sign %25, a colon stays.
///
/// PROMPT is a saved prompt's name, with @N for its version N (without: the newest), or a built-in
/// one's, with :VARIANT for a variant of it; without any, "llm-pp". Options: samples=K,
/// value=sampled|expected, temperature=T (or default), max-tokens=N, seed=N,
/// answers=plain|tolerant, efficiency=gflops|latency|model-size|none, examples=N.
struct LlmSpec {
    std::string provider;
    std::string model;
    std::string prompt = "llm-pp";
    std::optional<int> promptVersion;
    std::string variant;
    int samples = 1;
    bool expected = false;
    std::optional<double> temperature = 0.0;
    int maxTokens = 25;
    std::optional<std::int64_t> seed;
    bool tolerant = true;
    std::optional<EfficiencyMetric> efficiency; ///< nothing: the task's
    int examples = 5;

    bool operator==(const LlmSpec &) const = default;
};

/// `text` is what follows "llm:".
Result<LlmSpec> parseLlmSpec(std::string_view text);
std::string llmSpecText(const LlmSpec &spec);  ///< only what differs from the defaults
std::string llmSpecTitle(const LlmSpec &spec); ///< "gpt-4, llm-pp, + First instruction"

/// What prompts are filled with, of one task. Kept in the workspace as the document
/// "prompt-task:NAME".
struct TaskPromptData {
    PromptTask task;
    std::vector<TaskExample> pool;   ///< to draw examples from
    std::vector<std::size_t> chosen; ///< picked by hand; empty: drawn by `exampleSeed`
    std::uint64_t exampleSeed = 123;

    bool operator==(const TaskPromptData &) const = default;
};
/// What is known of the task by its name, without examples, where the workspace holds nothing.
Result<TaskPromptData> loadTaskPromptData(Workspace &workspace, const std::string &task);
Result<void> saveTaskPromptData(Workspace &workspace, const std::string &task,
                                const TaskPromptData &data);
/// The first `count` of those picked by hand, else as many drawn from the pool.
std::vector<TaskExample> examplesOf(const TaskPromptData &data, int count);

/// What a target's scores are called in a prompt: "BLEU" for "valid_bleu", "COMET" for
/// "test_comet"; else the name without what stands before the first underscore.
std::string metricOfTarget(const std::string &target);

/// What an LLM predictor asks. A subject that is among the demonstrations is not shown its own
/// answer: its prompt leaves that demonstration out.
struct LlmQuery {
    std::string task; ///< its name
    std::string target;
    SearchSpace space;
    int vocabulary = 0;
    std::vector<PromptSubject> demonstrations; ///< their efficiency may be empty: it is computed
    std::vector<PromptSubject> subjects;       ///< to be predicted
};

struct LlmPrediction {
    std::optional<double> value;     ///< mean over the usable samples
    std::optional<double> deviation; ///< over them (k > 1), or of the expected value
    int usable = 0;
    int unusable = 0;       ///< answered without a number, or failed
    int missing = 0;        ///< not asked: a run that goes on would
    std::string problem;    ///< why there is no value, a full sentence
    bool fromCache = false; ///< nothing was sent for it
};

/// What an LLM predictor needs from the outside. Thread-safe: calls wait for each other.
class LlmService {
public:
    enum class Mode {
        CachedOnly, ///< Judge: what was paid for is used, nothing is sent
        Send,
    };

    struct Settings {
        Mode mode = Mode::CachedOnly;
        std::vector<Provider> providers;
        PriceList prices;
        std::optional<double> budget;                   ///< of all calls of this service together
        std::function<FoundKey(const Provider &)> keys; ///< findKey() where it is empty
        LlmRunListener listener;
        RetryPolicy retry;
        HttpTimeouts timeouts;
        int parallel = 0;
    };

    /// With a workspace, replies, prompts and task data are read from and kept in it (by a
    /// connection of the service's own); without, in memory.
    static Result<std::shared_ptr<LlmService>> create(Settings settings,
                                                      const Workspace *workspace = nullptr,
                                                      std::int64_t runId = 0);
    ~LlmService();

    /// Task data for tasks that no workspace knows (the command line's --examples).
    void setTaskPromptData(const std::string &task, TaskPromptData data);

    /// A prompt that goes by this name before every saved and built-in one (a file's).
    void setPrompt(const std::string &name, Prompt prompt);

    /// One prediction for each subject, in their order. Fails where nothing can be asked at all;
    /// a single subject's failure is in its own prediction. Cached only: a subject without a kept
    /// reply has no value, and the problem says how many replies are missing.
    Result<std::vector<LlmPrediction>> predict(const LlmSpec &spec, const LlmQuery &query,
                                               Job &job);

    /// The questions that predict() would ask, for cost estimates, exports and batches: one for
    /// each subject that can be asked about, equal ones once.
    Result<std::vector<LlmQuestion>> questions(const LlmSpec &spec, const LlmQuery &query);
    Result<std::vector<LlmQuestion>> questions(const LlmSpec &spec,
                                               std::span<const LlmQuery> queries);

    /// As predict() would run it; with the query, also how its answers are read.
    Result<LlmRunOptions> runOptions(const LlmSpec &spec) const;
    Result<LlmRunOptions> runOptions(const LlmSpec &spec, const LlmQuery &query);

    Result<CostEstimate> estimate(const LlmSpec &spec, const LlmQuery &query, Job &job);

    /// Of several queries one after the other: what they have in common is sent once.
    Result<CostEstimate> estimate(const LlmSpec &spec, std::span<const LlmQuery> queries, Job &job);
    Result<std::int64_t> missing(const LlmSpec &spec, const LlmQuery &query);

    /// US dollars that each subject's kept replies cost when they came; nothing where there is no
    /// reply or a price was unknown. Nothing is sent.
    Result<std::vector<std::optional<double>>> costs(const LlmSpec &spec, const LlmQuery &query);

    /// Saved (workspace) or built-in, with its variant applied. A saved prompt goes before a
    /// built-in one of the same name.
    Result<Prompt> prompt(const LlmSpec &spec);

    /// What the prompts of a task say of it, with the spec's efficiency metric and the target's
    /// name for the score.
    Result<PromptTask> promptTask(const LlmSpec &spec, const std::string &task,
                                  const std::string &target);

    /// Of everything this service sent.
    LlmRunStatus status() const;

private:
    LlmService();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace auspex
