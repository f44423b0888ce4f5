// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/architecture_files.h"
#include "app/cli/batch_submission.h"
#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "app/cli/predictor_grammar.h"
#include "app/cli/shown_data.h"
#include "app/cli/supernet_session.h"
#include "core/base/text.h"
#include "core/predict/llm_predictor.h"
#include "core/predict/predictor_spec.h"

namespace auspex::cli {

namespace {

struct PredictOptions {
    std::string predictor;
    std::vector<std::string> files;
    ShownOptions shown;
    LlmOptions llm;
    ExampleOptions examples;
    EngineOptions engine;
    bool asBatch = false;
};

std::vector<Architecture> architecturesOf(const std::vector<ArchitectureRecord> &records)
{
    std::vector<Architecture> architectures;
    for (const ArchitectureRecord &one : records)
        architectures.push_back(one.record.architecture);
    return architectures;
}

Result<std::vector<Prediction>> predictAll(const PredictorSpec &spec,
                                           const std::shared_ptr<const Knowledge> &knowledge,
                                           const std::vector<Demonstration> &demonstrations,
                                           const std::vector<Architecture> &architectures, Job &job)
{
    const auto predictor = makePredictor(spec, knowledge);
    if (!predictor)
        return tl::make_unexpected(predictor.error());
    if (const auto fitted = (*predictor)->fit(demonstrations, job); !fitted)
        return tl::make_unexpected(fitted.error());
    return (*predictor)->predict(architectures, job);
}

/// What the replies behind each prediction cost; nothing for predictors that ask nobody.
std::vector<std::optional<double>> costsOf(const PredictorSpec &spec, const Knowledge &knowledge,
                                           const std::vector<Demonstration> &demonstrations,
                                           const std::vector<Architecture> &architectures)
{
    std::vector<std::optional<double>> costs(architectures.size());
    const auto llm = asksLlm(spec) ? llmSpecOf(spec) : failure(ErrorCode::NotFound, {});
    if (!llm || !knowledge.services.llm)
        return costs;
    LlmService &service = *knowledge.services.llm;
    const auto task = service.promptTask(*llm, knowledge.task, knowledge.target);
    if (!task)
        return costs;
    const LlmQuery query = llmQueryOf(knowledge, task->efficiency, demonstrations, architectures);
    return service.costs(*llm, query).value_or(costs);
}

Outcome writePredictions(Context &context, const std::vector<ArchitectureRecord> &records,
                         const std::vector<Prediction> &predictions,
                         const std::vector<std::optional<double>> &costs)
{
    ResultTable table;
    table.columns = {
        {.key = "index", .title = "Index", .kind = ColumnKind::Integer},
        {.key = "source", .title = "Source"},
        {.key = "value", .title = "Prediction", .kind = ColumnKind::Number},
        {.key = "deviation", .title = "Deviation", .kind = ColumnKind::Number},
        {.key = "cost", .title = "Cost (USD)", .kind = ColumnKind::Number, .decimals = 6},
        {.key = "problem", .title = "Problem"}};
    const auto number = [](const std::optional<double> &value) {
        return value ? TableCell{.value = *value} : TableCell{};
    };
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Prediction &prediction = predictions[i];
        const bool isMissing = prediction.isMissing();
        table.rows.push_back({{.value = static_cast<std::int64_t>(i)},
                              {.value = records[i].source},
                              isMissing ? TableCell{} : TableCell{.value = prediction.value},
                              number(prediction.deviation),
                              number(costs[i]),
                              {.value = prediction.problem}});
    }
    if (Outcome written = writeTable(context, table); !written)
        return written;
    const auto missing = std::count_if(predictions.begin(), predictions.end(),
                                       [](const Prediction &one) { return one.isMissing(); });
    if (missing == 0)
        return {};
    return tl::make_unexpected(
        Stop(Status::Failed, std::to_string(missing) + " of " + std::to_string(records.size())
                                 + " architectures have no prediction; the column problem says "
                                   "why."));
}

/// One predictor's work on the architectures of the command line.
struct Task {
    PredictorSpec spec;
    std::vector<ArchitectureRecord> records;
    std::vector<Architecture> architectures;
    std::vector<Demonstration> demonstrations;
    Knowledge knowledge;
};

/// After Ctrl-C: what the workspace got before it.
Outcome writeKept(Context &context, Task task, const LlmSession &session, const Error &error)
{
    task.knowledge.services.llm = session.whatIsKept();
    if (!task.knowledge.services.llm)
        return tl::make_unexpected(Stop(error));
    Job job;
    const auto knowledge = std::make_shared<const Knowledge>(task.knowledge);
    const auto kept = predictAll(task.spec, knowledge, task.demonstrations, task.architectures,
                                 job);
    const bool anyCame = kept && std::any_of(kept->begin(), kept->end(), [](const auto &one) {
                             return !one.isMissing();
                         });
    if (anyCame)
        (void)writePredictions(
            context, task.records, *kept,
            costsOf(task.spec, task.knowledge, task.demonstrations, task.architectures));
    return tl::make_unexpected(Stop(error));
}

Outcome run(Context &context, Task task, const PredictOptions &options, LlmSession *session)
{
    if (session) {
        task.knowledge.services.llm = session->service();
        const auto demands = llmDemand(task.spec, task.knowledge, task.demonstrations,
                                       task.architectures);
        if (!demands)
            return tl::make_unexpected(Stop(demands.error()));
        if (options.asBatch)
            return submitAsBatch(context, *session, *demands);
        if (Outcome announced = session->announce(context, *demands); !announced)
            return announced;
    }
    const auto knowledge = std::make_shared<const Knowledge>(task.knowledge);
    const auto predictions = predictAll(task.spec, knowledge, task.demonstrations,
                                        task.architectures, context.job);
    if (session)
        session->sumUp(context);
    if (!predictions && session && predictions.error().code == ErrorCode::Cancelled)
        return writeKept(context, std::move(task), *session, predictions.error());
    if (!predictions)
        return tl::make_unexpected(Stop(predictions.error()));
    return writePredictions(
        context, task.records, *predictions,
        costsOf(task.spec, task.knowledge, task.demonstrations, task.architectures));
}

/// What a supernet or a proxy says depends on no demonstration.
ShownNeed needOf(const PredictorSpec &spec)
{
    return spec.kind == "supernet" ? ShownNeed::Nothing
           : spec.kind == "proxy"  ? ShownNeed::Space
                                   : ShownNeed::Demonstrations;
}

Outcome predictArchitectures(Context &context, const PredictOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    const auto spec = parsePredictorSpec(options.predictor);
    if (!spec)
        return tl::make_unexpected(Stop(spec.error()));
    const auto records = readArchitectureFiles(context, options.files);
    if (!records)
        return tl::make_unexpected(records.error());
    std::unique_ptr<LlmSession> session;
    if (asksLlm(*spec)) {
        auto opened = LlmSession::open(context, options.llm, {*llmSpecOf(*spec)},
                                       !options.shown.folder.empty());
        if (!opened)
            return tl::make_unexpected(opened.error());
        session = std::move(*opened);
    } else if (options.asBatch) {
        return wrongUsage("--batch is for predictors that ask a language model.");
    }
    std::unique_ptr<SupernetSession> supernets;
    if (asksEngine(*spec)) {
        auto opened = SupernetSession::open(context, options.engine,
                                            session ? session->workspace() : nullptr);
        if (!opened)
            return tl::make_unexpected(opened.error());
        supernets = std::move(*opened);
    }
    auto shown = readShown(context, options.shown,
                           session     ? session->workspace()
                           : supernets ? supernets->workspace()
                                       : nullptr,
                           needOf(*spec));
    if (!shown)
        return tl::make_unexpected(shown.error());
    Task task{*spec, *records, architecturesOf(*records), std::move(shown->demonstrations),
              std::move(shown->knowledge)};
    addKnown(task.knowledge, *records);
    if (supernets)
        task.knowledge.services.supernets = supernets->service();
    if (session) {
        if (Outcome given = giveExamples(context, options.examples, task.knowledge.task, *session);
            !given)
            return given;
    }
    return run(context, std::move(task), options, session.get());
}

} // namespace

void addPredictCommand(CLI::App &app, Program &program)
{
    CLI::App *predict = app.add_subcommand("predict",
                                           "Scores of architectures, from any predictor");
    const auto options = std::make_shared<PredictOptions>();
    predict->add_option("--predictor", options->predictor, "Who predicts")
        ->required()
        ->check(predictorProblem)
        ->type_name("P");
    predict
        ->add_option("--arch", options->files,
                     "Architectures in any form that arch describe reads, or - for the standard\n"
                     "input; repeatable")
        ->required()
        ->type_name("FILE");
    addShownOptions(*predict, options->shown);
    addLlmOptions(*predict, options->llm);
    addExampleOptions(*predict, options->examples);
    addEngineOption(*predict, options->engine);
    predict->add_flag("--batch", options->asBatch,
                      "Submit what the workspace lacks as a batch job, at the provider's price\n"
                      "for those, and end; auspex-cli llm batches collects it");
    predict->footer(
        predictorGrammar()
        + "Examples:\n"
          "  auspex-cli predict --predictor ols:decoder_layers --arch new.jsonl --tfs tfs-eval \\\n"
          "      --task wmt14ende --split 123\n"
          "  auspex-cli predict --predictor flops:no-output --arch model.yml --task wmt14enfr\n"
          "  auspex-cli --workspace study.auspex predict --predictor llm:openai/gpt-4o \\\n"
          "      --arch sample.jsonl --task wmt14ende --budget 5 --format csv -o scores.csv\n"
          "  auspex-cli --workspace study.auspex predict --arch sample.jsonl \\\n"
          "      --predictor 'supernet:HAT?metric=bleu&sentences=200'");
    predict->callback([&program, options] {
        program.command = [options](Context &context) {
            return predictArchitectures(context, *options);
        };
    });
}

} // namespace auspex::cli
