// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/latency_measure_command.h"

#include <memory>

#include <CLI/App.hpp>

#include "app/cli/architecture_files.h"
#include "app/cli/engine_session.h"
#include "app/cli/output.h"
#include "core/engine/latency_calls.h"
#include "core/predict/latency_measurement.h"

namespace auspex::cli {

namespace {

struct MeasureOptions {
    std::string space;
    int vocabulary = 0;
    std::size_t count = 0;
    std::vector<std::string> architectures;
    LatencyOptions latency;
    EngineOptions engine;
};

tl::expected<LatencyDataPlan, Stop> planOf(const Context &context, const MeasureOptions &options)
{
    LatencyDataPlan plan;
    const Result<SearchSpace> space = findSpace(options.space);
    if (!space)
        return tl::make_unexpected(Stop(space.error()));
    plan.space = *space;
    const int vocabulary = options.vocabulary > 0 ? options.vocabulary
                                                  : space->vocabulary.value_or(0);
    if (vocabulary == 0)
        return wrongUsage("The size of the vocabulary is not known for the space " + space->name
                          + "; say --vocab N.");
    plan.sourceVocabulary = plan.targetVocabulary = vocabulary;
    plan.count = options.count;
    plan.seed = context.options.seed;
    plan.options = options.latency;
    plan.options.device = context.options.device;
    plan.options.threads = context.options.threads;
    return plan;
}

Outcome buildData(Context &context, const MeasureOptions &options, const LatencyDataPlan &plan)
{
    if (Outcome fine = refuseFormat(context.options, "HAT's latency CSV"); !fine)
        return fine;
    const std::string &file = context.options.output;
    if (file.empty() || file == "-")
        return wrongUsage("Say where the measurements go: -o FILE.csv.");
    EngineSession session(options.engine, context.options);
    const Result<LatencyDataSummary> summary = measureLatencyData(session.client(), plan, file,
                                                                  context.job);
    if (!summary) {
        Stop stop(summary.error());
        if (summary.error().code == ErrorCode::Cancelled)
            stop.message = "Stopped; what is measured is in " + file
                           + ", and the same command goes on.";
        return tl::make_unexpected(stop);
    }
    context.console.say("measured " + std::to_string(summary->measured) + " architectures into "
                        + file + ", " + std::to_string(summary->known) + " were there");
    return {};
}

Outcome measureGiven(Context &context, const MeasureOptions &options, const LatencyDataPlan &plan)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    const auto records = readArchitectureFiles(context, options.architectures);
    if (!records)
        return tl::make_unexpected(records.error());
    engine::LatencyRequest request;
    request.shape = supernetShape(plan.space, plan.sourceVocabulary, plan.targetVocabulary);
    request.options = plan.options;
    for (const ArchitectureRecord &record : *records)
        request.architectures.push_back(record.record.architecture);
    EngineSession session(options.engine, context.options);
    const auto reply = engine::measureLatencies(session.client(), request, context.job);
    if (!reply)
        return tl::make_unexpected(Stop(reply.error()));
    ResultTable table;
    const auto milliseconds = [](std::string key, std::string title) {
        return TableColumn{.key = std::move(key),
                           .title = std::move(title),
                           .kind = ColumnKind::Number,
                           .decimals = 3};
    };
    table.columns = {{.key = "index", .title = "Index", .kind = ColumnKind::Integer},
                     {.key = "source", .title = "Source"},
                     milliseconds("latency_ms", "Latency (ms)"),
                     milliseconds("encoder_ms", "Encoder (ms)"),
                     milliseconds("decoder_ms", "Decoder (ms)"),
                     milliseconds("encoder_deviation_ms", "Encoder deviation (ms)"),
                     milliseconds("decoder_deviation_ms", "Decoder deviation (ms)")};
    for (std::size_t i = 0; i < records->size(); ++i) {
        const Latency &latency = reply->latencies[i];
        table.rows.push_back({{.value = static_cast<std::int64_t>(i)},
                              {.value = (*records)[i].source},
                              {.value = latency.totalMs()},
                              {.value = latency.encoderMs},
                              {.value = latency.decoderMs},
                              {.value = latency.encoderDeviationMs},
                              {.value = latency.decoderDeviationMs}});
    }
    return writeTable(context, table);
}

Outcome measure(Context &context, const MeasureOptions &options)
{
    if (options.architectures.empty() == (options.count == 0))
        return wrongUsage("Say what is measured: --count N sampled ones, or --arch FILE.");
    const auto plan = planOf(context, options);
    if (!plan)
        return tl::make_unexpected(plan.error());
    return options.count > 0 ? buildData(context, options, *plan)
                             : measureGiven(context, options, *plan);
}

CLI::Validator between(int lowest, int highest)
{
    return CLI::Range(lowest, highest).description({});
}

} // namespace

void addMeasureLatency(CLI::App &latency, Program &program)
{
    CLI::App *command = latency.add_subcommand("measure", "Measures latency on this machine");
    const auto options = std::make_shared<MeasureOptions>();
    LatencyOptions &settings = options->latency;
    command
        ->add_option("--space", options->space,
                     "A built-in search space or a HAT supertransformer YAML")
        ->required()
        ->type_name("S");
    command
        ->add_option("--vocab", options->vocabulary,
                     "Symbols of the target language; without it, the space's")
        ->check(between(8, 100'000'000))
        ->type_name("N");
    command
        ->add_option("--count", options->count,
                     "Measure so many, sampled by --seed, into the CSV of -o")
        ->check(CLI::Range(std::size_t{1}, std::size_t{10'000'000}).description({}))
        ->type_name("N");
    command
        ->add_option("--arch", options->architectures,
                     "Or: the architectures of files, as for arch describe, into a table")
        ->type_name("FILE");
    command->add_option("--sentence-length", settings.sentenceLength, "Tokens of the sentence")
        ->capture_default_str()
        ->check(between(1, 1000))
        ->type_name("N");
    command->add_option("--beam", settings.hypotheses, "Hypotheses decoded together")
        ->capture_default_str()
        ->check(between(1, 1000))
        ->type_name("N");
    command->add_option("--warm-ups", settings.warmUps, "Runs before the first that is timed")
        ->capture_default_str()
        ->check(between(0, 1'000'000))
        ->type_name("N");
    command->add_option("--repetitions", settings.repetitions, "Timed runs")
        ->capture_default_str()
        ->check(between(3, 1'000'000))
        ->type_name("N");
    command->add_flag("--training-mode", settings.isTrainingMode,
                      "With dropout and recorded gradients, as HAT measures");
    addEngineOption(*command, options->engine);
    command->footer(
        "One sentence is encoded, and hypotheses of it are decoded token by token, in LibTorch on\n"
        "--device with --threads: means in milliseconds of the timed runs without the fastest and\n"
        "the slowest tenth. Nothing else should run meanwhile. With --count each measurement is a\n"
        "line of HAT's latency CSV at once, and the same command goes on with a file that is\n"
        "there; FILE.csv.json holds the settings. latency train makes a predictor of it.\n\n"
        "Examples:\n"
        "  auspex-cli latency measure --space wmt14ende-latency --count 2000 -o mine.csv\n"
        "  auspex-cli latency measure --space demo --vocab 3448 --arch found.yml");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return measure(context, *options); };
    });
}

} // namespace auspex::cli
