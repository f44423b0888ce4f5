// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prompt_render.h"

#include <memory>
#include <system_error>

#include <CLI/App.hpp>

#include "app/cli/architecture_files.h"
#include "app/cli/output.h"
#include "app/cli/prompt_source.h"
#include "app/cli/shown_data.h"
#include "app/cli/workspaces.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/predict/llm_predictor.h"

namespace auspex::cli {

namespace {

struct RenderOptions {
    std::string prompt = "llm-pp";
    std::string variant;
    std::string efficiency;
    int examples = LlmSpec().examples;
    std::vector<std::string> files;
    std::optional<std::size_t> index;
    ShownOptions shown;
    ExampleOptions exampleFiles;
};

/// One rendered prompt, and the place of its architecture in the input.
struct Rendered {
    std::size_t index = 0;
    std::string text;
};

/// A service that knows the workspace's prompts and task data and has nobody to ask.
tl::expected<std::shared_ptr<LlmService>, Stop> quietService(Context &context,
                                                             const RenderOptions &options,
                                                             const std::string &task)
{
    std::optional<Workspace> workspace;
    if (!context.options.workspace.empty()) {
        auto opened = openToRead(context);
        if (!opened)
            return tl::make_unexpected(opened.error());
        workspace.emplace(std::move(*opened));
    }
    auto service = LlmService::create({}, workspace ? &*workspace : nullptr);
    if (!service)
        return tl::make_unexpected(Stop(service.error()));
    auto named = findPrompt(workspace ? &*workspace : nullptr, options.prompt);
    if (!named)
        return tl::make_unexpected(Stop(named.error()));
    (*service)->setPrompt(options.prompt, std::move(named->prompt));
    auto known = workspace
                     ? loadTaskPromptData(*workspace, task)
                     : TaskPromptData{promptTaskOf(task), {}, {}, TaskPromptData().exampleSeed};
    if (!known)
        return tl::make_unexpected(Stop(known.error()));
    auto given = examplesGiven(context, options.exampleFiles, std::move(*known));
    if (!given)
        return tl::make_unexpected(given.error());
    if (*given)
        (*service)->setTaskPromptData(task, std::move(**given));
    return *service;
}

LlmSpec specOf(const RenderOptions &options)
{
    LlmSpec spec;
    spec.prompt = options.prompt;
    spec.variant = options.variant;
    spec.examples = options.examples;
    if (!options.efficiency.empty())
        spec.efficiency = efficiencyOfKey(options.efficiency);
    return spec;
}

Result<std::vector<Rendered>> renderAll(LlmService &service, const LlmSpec &spec,
                                        const ShownData &shown,
                                        const std::vector<ArchitectureRecord> &records,
                                        const std::optional<std::size_t> &only, const Job &job)
{
    const auto task = service.promptTask(spec, shown.knowledge.task, shown.knowledge.target);
    if (!task)
        return tl::make_unexpected(task.error());
    std::vector<Rendered> rendered;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (only && *only != i)
            continue;
        if (job.isCancelled())
            return cancelled();
        const LlmQuery query = llmQueryOf(shown.knowledge, task->efficiency, shown.demonstrations,
                                          {&records[i].record.architecture, 1});
        auto questions = service.questions(spec, query);
        if (!questions) {
            Error error = questions.error();
            error.message = records[i].source + ": " + error.message;
            return tl::make_unexpected(std::move(error));
        }
        rendered.push_back({i, std::move(questions->front().prompt)});
    }
    return rendered;
}

std::string fileName(std::size_t index, std::size_t count)
{
    const std::string number = std::to_string(index);
    const std::size_t width = std::to_string(count - 1).size();
    return std::string(width - std::min(width, number.size()), '0') + number + ".txt";
}

Outcome writeFolder(Context &context, const std::vector<Rendered> &rendered, std::size_t count)
{
    const std::filesystem::path folder = context.options.output;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return tl::make_unexpected(
            Stop(Status::Failed, "The folder " + folder.string() + " of -o cannot be made ("
                                     + error.message() + "); choose another one."));
    for (const Rendered &one : rendered) {
        if (auto written = writeFileAtomically(folder / fileName(one.index, count), one.text);
            !written)
            return tl::make_unexpected(Stop(written.error()));
    }
    context.console.say(std::to_string(rendered.size()) + " prompts are in " + folder.string()
                        + '.');
    return {};
}

Outcome renderPrompts(Context &context, const RenderOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "prompts as they are sent"); !fine)
        return fine;
    if (options.shown.task.empty())
        return wrongUsage("--task is required: a prompt says what is translated.");
    const auto records = readArchitectureFiles(context, options.files);
    if (!records)
        return tl::make_unexpected(records.error());
    if (options.index && *options.index >= records->size())
        return tl::make_unexpected(
            Stop(Status::Failed, "There are " + std::to_string(records->size())
                                     + " architectures, so none has the index "
                                     + std::to_string(*options.index) + "; they count from 0."));
    const bool toFolder = !context.options.output.empty() && context.options.output != "-";
    if (records->size() > 1 && !options.index && !toFolder)
        return wrongUsage("There are " + std::to_string(records->size())
                          + " architectures; write one file each with -o FOLDER, or choose one "
                            "with --index I.");
    auto shown = readShown(context, options.shown, nullptr);
    if (!shown)
        return tl::make_unexpected(shown.error());
    addKnown(shown->knowledge, *records);
    const auto service = quietService(context, options, shown->knowledge.task);
    if (!service)
        return tl::make_unexpected(service.error());
    const auto rendered = renderAll(**service, specOf(options), *shown, *records, options.index,
                                    context.job);
    if (!rendered)
        return tl::make_unexpected(Stop(rendered.error()));
    return toFolder ? writeFolder(context, *rendered, records->size())
                    : writeResult(context, rendered->front().text);
}

} // namespace

void addPromptRender(CLI::App &prompt, Program &program)
{
    CLI::App *render = prompt.add_subcommand(
        "render", "The exact text that a language model gets, one prompt an architecture");
    const auto options = std::make_shared<RenderOptions>();
    render
        ->add_option("--template", options->prompt,
                     "A prompt's name, NAME@VERSION, or a file: ours or a template of LLMAS")
        ->capture_default_str()
        ->type_name("NAME");
    render->add_option("--variant", options->variant, "Which of the prompt's variants")
        ->type_name("V");
    render
        ->add_option("--arch", options->files,
                     "Architectures in any form that arch describe reads; repeatable")
        ->required()
        ->type_name("FILE");
    render->add_option("--index", options->index, "Only the architecture at this place, from 0")
        ->type_name("I");
    addShownOptions(*render, options->shown);
    addExampleOptions(*render, options->exampleFiles);
    render
        ->add_option("--examples-count", options->examples,
                     "How many of them, drawn by --seed (123 where it is not given)")
        ->capture_default_str()
        ->check(CLI::Range(0, 1000).description({}))
        ->type_name("N");
    render
        ->add_option("--efficiency", options->efficiency,
                     "gflops, latency, model-size or none; without it, the task's")
        ->check(efficiencyProblem)
        ->type_name("E");
    render->footer(
        "The text is written as it is, without a line break behind it. An architecture that is\n"
        "among the demonstrations is not shown its own score. -o names a folder for files 0.txt,\n"
        "1.txt and so on.\n\n"
        "Examples:\n"
        "  auspex-cli prompt render --tfs tfs-eval --task wmt14ende --split 123 --index 0 \\\n"
        "      --arch tfs-eval/123/wmt14ende/test.jsonl --examples train.en train.de\n"
        "  auspex-cli prompt render --template wmt14ende/gpt_scorer_gigaflops --tfs tfs-eval \\\n"
        "      --task wmt14ende --arch sample.jsonl --examples-tsv pairs.tsv -o prompts");
    render->callback([&program, options] {
        program.command = [options](Context &context) { return renderPrompts(context, *options); };
    });
}

} // namespace auspex::cli
