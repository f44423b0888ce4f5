// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "app/cli/predictor_grammar.h"
#include "app/cli/shown_data.h"
#include "app/cli/task_source.h"
#include "core/base/text.h"
#include "core/report/ablation_table.h"

namespace auspex::cli {

namespace {

struct AblateOptions {
    std::string folder;
    std::vector<std::string> tasks;
    AblationPlan plan = paperAblation();
    std::string table = "components";
    LlmOptions llm;
    ExampleOptions examples;
};

Result<std::vector<LlmSpec>> specsOf(const AblationPlan &plan)
{
    const auto rows = ablationRows(plan);
    if (!rows)
        return tl::make_unexpected(rows.error());
    std::vector<LlmSpec> specs;
    for (const AblationRow &row : *rows) {
        if (auto spec = llmSpecOf(row.spec))
            specs.push_back(std::move(*spec));
    }
    return specs;
}

tl::expected<std::vector<TfsTask>, Stop> tasksToJudge(Context &context,
                                                      const AblateOptions &options,
                                                      LlmSession &session)
{
    auto tasks = !options.folder.empty() ? tasksOfFolder(context, options.folder)
                 : session.workspace()   ? tasksOfWorkspace(*session.workspace())
                                         : readTasks(context, {});
    if (!tasks)
        return tasks;
    return chosenTasks(std::move(*tasks), options.tasks);
}

void tell(Context &context, const Ablation &ablation)
{
    for (const AblationBlock &block : ablation.blocks) {
        const std::string where = block.task + ", " + std::to_string(block.demonstrations)
                                  + (block.demonstrations == 1 ? " demonstration: "
                                                               : " demonstrations: ");
        for (const std::string &note : block.evaluation.notes)
            context.console.say(where + note);
        for (const PredictorEvaluation &predictor : block.evaluation.predictors) {
            if (predictor.error)
                context.console.warn(where + specText(predictor.spec) + ": "
                                     + predictor.error->message);
        }
    }
}

Outcome ablate(Context &context, AblateOptions options)
{
    options.plan.seed = context.options.seed;
    const auto format = tableFormat(context.options);
    if (!format)
        return tl::make_unexpected(format.error());
    if (options.folder.empty() && context.options.workspace.empty())
        return wrongUsage("Say where the TFS data is: --tfs FOLDER or --workspace FILE.auspex.");
    const auto specs = specsOf(options.plan);
    if (!specs)
        return tl::make_unexpected(Stop(specs.error()));
    auto session = LlmSession::open(context, options.llm, *specs, !options.folder.empty());
    if (!session)
        return tl::make_unexpected(session.error());
    const auto tasks = tasksToJudge(context, options, **session);
    if (!tasks)
        return tl::make_unexpected(tasks.error());
    const bool hasExamples = !options.examples.files.empty() || !options.examples.pairsFile.empty();
    if (hasExamples && tasks->size() > 1)
        return wrongUsage("Examples are of one task; choose it with --task.");
    if (Outcome given = giveExamples(context, options.examples, tasks->front().name, **session);
        !given)
        return given;
    const PredictorServices services{(*session)->service(), nullptr};
    const auto demands = ablationDemand(*tasks, options.plan, services);
    if (!demands)
        return tl::make_unexpected(Stop(demands.error()));
    if (Outcome announced = (*session)->announce(context, *demands); !announced)
        return announced;
    const auto ablation = runAblation(*tasks, options.plan, services, context.job);
    (*session)->sumUp(context);
    if (!ablation)
        return tl::make_unexpected(Stop(ablation.error()));
    tell(context, *ablation);
    const EvaluationForm form = formFor(*format);
    return writeTable(context, options.table == "components"
                                   ? ablationTable(*ablation, form)
                                   : demonstrationsTable(*ablation, form));
}

void addOptions(CLI::App &ablate, AblateOptions &options)
{
    const auto oneEach = [](CLI::Option *option) {
        return option->allow_extra_args(false)->take_all();
    };
    ablate
        .add_option("--tfs", options.folder,
                    "Folder with SPLIT/TASK/train.jsonl and test.jsonl; without it, the data of\n"
                    "--workspace")
        ->type_name("FOLDER");
    oneEach(ablate.add_option("--task", options.tasks, "Repeatable; without it, all tasks"))
        ->type_name("T");
    oneEach(ablate.add_option("--model", options.plan.models,
                              "Repeatable: PROVIDER/MODEL, such as openai/gpt-4o"))
        ->required()
        ->type_name("P/M");
    oneEach(ablate.add_option("--prompt", options.plan.prompts, "Repeatable; llm-pp without it"))
        ->type_name("NAME");
    oneEach(ablate.add_option("--variant", options.plan.variants,
                              "Repeatable; without it, the seven of the paper"))
        ->type_name("V");
    ablate
        .add_option("--demos", options.plan.demonstrations,
                    "Numbers of demonstrations: every variant is judged with the largest, the\n"
                    "last variant of each prompt with all")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str()
        ->check(CLI::Range(1, 1'000'000).description({}))
        ->type_name("A,B,C");
    ablate
        .add_option("--splits", options.plan.splits, "Names, separated by commas; all without it")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("A,B,C");
    ablate.add_option("--target", options.plan.target, "The score to predict")
        ->capture_default_str()
        ->type_name("T");
    ablate
        .add_option("--spec-options", options.plan.options,
                    "Options of an LLM predictor, such as samples=5&temperature=default")
        ->type_name("O=V&...");
    oneEach(ablate.add_option("--baseline", options.plan.baselines,
                              "Repeatable: predictors to stand beside the models"))
        ->check(predictorProblem)
        ->type_name("P");
    ablate
        .add_option("--reference", options.plan.reference,
                    "The predictor that all others are tested against")
        ->capture_default_str()
        ->check(predictorProblem)
        ->type_name("P");
    ablate
        .add_option("--table", options.table,
                    "components: a row for each variant; demonstrations: one for each number")
        ->capture_default_str()
        ->check(CLI::IsMember({"components", "demonstrations"}))
        ->type_name("TABLE");
    ablate.add_option("--resamples", options.plan.resamples, "Of the bootstrap; 0: no intervals")
        ->capture_default_str()
        ->check(CLI::Range(0, 10'000'000).description({}))
        ->type_name("N");
    addLlmOptions(ablate, options.llm);
    addExampleOptions(ablate, options.examples);
}

} // namespace

void addAblateCommand(CLI::App &app, Program &program)
{
    CLI::App *command = app.add_subcommand(
        "ablate", "What each part of a prompt, and each demonstration, is worth to a model");
    const auto options = std::make_shared<AblateOptions>();
    addOptions(*command, *options);
    command->footer(
        "Replies that the workspace keeps are not paid for again.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex ablate --tfs tfs-eval --task wmt14ende \\\n"
        "      --model openai/gpt-4o --examples train.en train.de --budget 5\n"
        "  auspex-cli --workspace study.auspex ablate --model llamacpp/qwen --splits 123 \\\n"
        "      --demos 10 --format latex -o ablation.tex");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return ablate(context, *options); };
    });
}

} // namespace auspex::cli
