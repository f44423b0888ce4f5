// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/engine_session.h"
#include "app/cli/output.h"
#include "app/cli/supernet_input.h"
#include "app/cli/supernet_library_commands.h"
#include "app/cli/training_arguments.h"
#include "core/base/text.h"
#include "core/engine/supernet_calls.h"

namespace auspex::cli {

namespace {

struct ScoreOptions {
    SupernetFiles files;
    EngineOptions engine;
    ScoringOptions scoring;
    std::string kernel = "automatic";
    std::string logits;
};

void addKernelOption(CLI::App &command, std::string &kernel)
{
    command
        .add_option("--kernel", kernel,
                    "automatic (the faster one in float32), blas, onednn, or onednn-bf16")
        ->check(CLI::IsMember({"automatic", "blas", "onednn", "onednn-bf16"}).description({}))
        ->type_name("K");
}

/// Names of files to write are checked by the engine too late: after the work.
Outcome checkFolderOf(const std::string &file, const std::string &option)
{
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored))
        return {};
    return tl::make_unexpected(Stop(Status::Failed, "The folder " + folder.string() + " of "
                                                        + option
                                                        + " does not exist; make it first."));
}

ResultTable tableOf(const engine::ScoreReply &reply)
{
    ResultTable table;
    table.columns = {
        {.key = "index", .title = "Index", .kind = ColumnKind::Integer},
        {.key = "nll_sum", .title = "NLL, sum", .kind = ColumnKind::Number, .decimals = 4},
        {.key = "label_smoothed_loss_sum",
         .title = "Label-smoothed loss, sum",
         .kind = ColumnKind::Number,
         .decimals = 4},
        {.key = "ntokens", .title = "Tokens", .kind = ColumnKind::Integer},
        {.key = "params_without_embeddings",
         .title = "Parameters without embeddings",
         .kind = ColumnKind::Integer}};
    for (std::size_t i = 0; i < reply.scores.size(); ++i) {
        const engine::ScoredSubnet &subnet = reply.scores[i];
        table.rows.push_back({{.value = static_cast<std::int64_t>(i)},
                              {.value = subnet.score.nllSum},
                              {.value = subnet.score.labelSmoothedLossSum},
                              {.value = subnet.score.tokens},
                              {.value = subnet.parameters}});
    }
    return table;
}

Outcome scoreSubnets(Context &context, const ScoreOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    if (Outcome fine = checkFolderOf(options.logits, "--dump-logits"); !fine)
        return fine;
    auto supernet = supernetOf(options.files);
    if (!supernet)
        return tl::make_unexpected(supernet.error());
    auto architectures = architecturesOf(context, options.files);
    if (!architectures)
        return tl::make_unexpected(architectures.error());
    const auto pairs = TokenPairFile::of(options.files.batch);
    if (!pairs)
        return tl::make_unexpected(pairs.error());

    engine::ScoreRequest request;
    request.supernet = std::move(*supernet);
    request.architectures = std::move(*architectures);
    request.pairs = engineFileName(pairs->path());
    request.options = options.scoring;
    request.options.kernel = engine::kernelOfName(options.kernel).value_or(Kernel::Automatic);
    request.device = context.options.device;
    if (!options.logits.empty())
        request.logits = engineFileName(options.logits);
    EngineSession session(options.engine, context.options);
    const auto reply = engine::score(session.client(), request, context.job);
    if (!reply)
        return tl::make_unexpected(Stop(reply.error()));
    return writeTable(context, tableOf(*reply));
}

struct GenerateOptions {
    SupernetFiles files;
    EngineOptions engine;
    BeamOptions beam;
    std::string kernel = "automatic";
};

Outcome generateTranslations(Context &context, const GenerateOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "JSON lines"); !fine)
        return fine;
    auto supernet = supernetOf(options.files);
    if (!supernet)
        return tl::make_unexpected(supernet.error());
    auto architectures = architecturesOf(context, options.files);
    if (!architectures)
        return tl::make_unexpected(architectures.error());
    const auto pairs = TokenPairFile::of(options.files.batch);
    if (!pairs)
        return tl::make_unexpected(pairs.error());

    engine::GenerateRequest request;
    request.supernet = std::move(*supernet);
    request.architectures = std::move(*architectures);
    request.pairs = engineFileName(pairs->path());
    request.options = options.beam;
    request.options.kernel = engine::kernelOfName(options.kernel).value_or(Kernel::Automatic);
    request.device = context.options.device;
    EngineSession session(options.engine, context.options);
    const auto reply = engine::generate(session.client(), request, context.job);
    if (!reply)
        return tl::make_unexpected(Stop(reply.error()));

    Output output(context);
    for (std::size_t i = 0; i < reply->hypotheses.size(); ++i) {
        for (std::size_t sentence = 0; sentence < reply->hypotheses[i].size(); ++sentence) {
            const Hypotheses &hypotheses = reply->hypotheses[i][sentence];
            for (std::size_t rank = 0; rank < hypotheses.size(); ++rank) {
                nlohmann::ordered_json line;
                line["index"] = i;
                line["sentence"] = sentence;
                line["rank"] = rank;
                line["tokens"] = hypotheses[rank].tokens;
                line["score"] = hypotheses[rank].score;
                if (Outcome written = output.write(line.dump() + '\n'); !written)
                    return written;
            }
        }
    }
    return output.finish();
}

struct ExportOptions {
    SupernetFiles files;
    EngineOptions engine;
    std::size_t index = 0;
    bool hasIndex = false;
};

Outcome exportSubnet(Context &context, const ExportOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "a safetensors file"); !fine)
        return fine;
    const std::string &output = context.options.output;
    if (output.empty() || output == "-")
        return wrongUsage("The subnet needs a file to go to: -o FILE.safetensors.");
    auto supernet = supernetOf(options.files);
    if (!supernet)
        return tl::make_unexpected(supernet.error());
    auto architectures = architecturesOf(context, options.files);
    if (!architectures)
        return tl::make_unexpected(architectures.error());
    if (architectures->size() > 1 && !options.hasIndex)
        return wrongUsage("There are " + std::to_string(architectures->size())
                          + " architectures; choose one with --index I.");
    if (options.index >= architectures->size())
        return wrongUsage("There are " + std::to_string(architectures->size())
                          + " architectures, so there is none with the index "
                          + std::to_string(options.index) + "; they count from 0.");

    engine::ExtractRequest request;
    request.supernet = std::move(*supernet);
    request.architecture = (*architectures)[options.index];
    request.output = engineFileName(output);
    EngineSession session(options.engine, context.options);
    const auto reply = engine::extract(session.client(), request, context.job);
    if (!reply)
        return tl::make_unexpected(Stop(reply.error()));
    context.console.say("wrote a subnet of " + std::to_string(reply->parameters)
                        + " parameters without embeddings to " + output);
    return {};
}

void addScore(CLI::App &supernet, Program &program)
{
    CLI::App *command = supernet.add_subcommand("score",
                                                "Losses of subnets on a batch of token ids");
    const auto options = std::make_shared<ScoreOptions>();
    addSupernetFiles(*command, options->files, true);
    command
        ->add_option("--dump-logits", options->logits,
                     "Also write the logits of architecture K as logits.K")
        ->type_name("OUT");
    command->add_option("--label-smoothing", options->scoring.labelSmoothing, "From 0 to 1")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1.0).description({}))
        ->type_name("E");
    command
        ->add_option("--max-tokens", options->scoring.maxTokens,
                     "Most tokens in work at once; less takes less memory")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000'000).description({}))
        ->type_name("N");
    addKernelOption(*command, options->kernel);
    addEngineOption(*command, options->engine);
    command->footer("Sums over all target tokens, in nats. A score does not depend on which\n"
                    "architectures are scored with it.\n\n"
                    "Examples:\n"
                    "  auspex-cli supernet score --weights hat.safetensors --supernet hat.json \\\n"
                    "      --batch valid.safetensors --arch sample.jsonl --format csv");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return scoreSubnets(context, *options); };
    });
}

void addGenerate(CLI::App &supernet, Program &program)
{
    CLI::App *command = supernet.add_subcommand("generate", "Beam search with subnets");
    const auto options = std::make_shared<GenerateOptions>();
    addSupernetFiles(*command, options->files, true);
    command->add_option("--beam", options->beam.beam, "Width of the beam")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000).description({}))
        ->type_name("N");
    command
        ->add_option("--lenpen", options->beam.lengthPenalty,
                     "Exponent of the length that scores are divided by")
        ->capture_default_str()
        ->check(CLI::Range(-10.0, 10.0).description({}))
        ->type_name("X");
    command
        ->add_option("--max-len-a", options->beam.maxLengthA,
                     "A hypothesis has at most A times the source's tokens")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1000.0).description({}))
        ->type_name("A");
    command->add_option("--max-len-b", options->beam.maxLengthB, "plus B, without the end")
        ->capture_default_str()
        ->check(CLI::Range(0, 100'000).description({}))
        ->type_name("B");
    command
        ->add_option("--min-len", options->beam.minLength, "Least tokens before the end may come")
        ->capture_default_str()
        ->check(CLI::Range(0, 100'000).description({}))
        ->type_name("N");
    addKernelOption(*command, options->kernel);
    addEngineOption(*command, options->engine);
    command->footer(
        "JSON lines: index (of the architecture), sentence, rank (0 is the best), tokens,\n"
        "score.\n\n"
        "Examples:\n"
        "  auspex-cli supernet generate --weights hat.safetensors --supernet hat.json \\\n"
        "      --batch test.safetensors --arch best.jsonl --beam 5 -o hypotheses.jsonl");
    command->callback([&program, options] {
        program.command = [options](Context &context) {
            return generateTranslations(context, *options);
        };
    });
}

void addExport(CLI::App &supernet, Program &program)
{
    CLI::App *command = supernet.add_subcommand(
        "export", "A subnet as a model of its own: safetensors under fairseq's names");
    const auto options = std::make_shared<ExportOptions>();
    addSupernetFiles(*command, options->files, false);
    CLI::Option *index
        = command->add_option("--index", options->index, "The architecture at this place, from 0")
              ->type_name("I");
    addEngineOption(*command, options->engine);
    command->footer(
        "The architecture goes into the file's metadata. The file is written by the engine,\n"
        "where that runs.\n\n"
        "Examples:\n"
        "  auspex-cli supernet export --weights hat.safetensors --supernet hat.json \\\n"
        "      --arch best.jsonl --index 0 -o best.safetensors");
    command->callback([&program, options, index] {
        options->hasIndex = index->count() > 0;
        program.command = [options](Context &context) { return exportSubnet(context, *options); };
    });
}

} // namespace

void addSupernetCommands(CLI::App &app, Program &program)
{
    CLI::App *supernet = app.add_subcommand(
        "supernet", "Supernets: train them, keep them in a workspace; score, decode\n"
                    "and export their subnets");
    supernet->require_subcommand(1);
    supernet->footer(
        "Examples:\n"
        "  auspex-cli --workspace study.auspex supernet train --corpus demo --space demo \\\n"
        "      --name first\n"
        "  auspex-cli supernet score --weights hat.safetensors --supernet hat.json \\\n"
        "      --batch valid.safetensors --arch sample.jsonl");
    addSupernetTrainingCommands(*supernet, program);
    addScore(*supernet, program);
    addGenerate(*supernet, program);
    addExport(*supernet, program);
    addSupernetLibraryCommands(*supernet, program);
}

} // namespace auspex::cli
