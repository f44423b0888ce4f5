// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <limits>
#include <memory>
#include <unordered_set>

#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/arch_describe.h"
#include "app/cli/architecture_files.h"
#include "app/cli/output.h"
#include "app/cli/space_size.h"
#include "core/arch/hat_sampling.h"
#include "core/arch/search_space.h"
#include "core/arch/tfs_eval.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

struct SampleOptions {
    std::string space;
    std::uint32_t count = 0;
    bool hat = false;
    bool unique = false;
};

std::string jsonLine(const Architecture &architecture)
{
    return architectureJson(architecture).dump() + '\n';
}

Outcome checkEnough(const SearchSpace &space, const SampleOptions &options)
{
    const std::string most = architectureCount(space);
    if (!options.unique || most.size() > 10 || std::stoull(most) >= options.count)
        return {};
    return wrongUsage("The search space " + space.name + " has only " + most
                      + " different architectures, fewer than " + std::to_string(options.count)
                      + "; lower --count or leave --unique out.");
}

Outcome sampleArchitectures(Context &context, const SampleOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "JSON lines"); !fine)
        return fine;
    const Result<SearchSpace> space = findSpace(options.space);
    if (!space)
        return tl::make_unexpected(space.error());
    if (Outcome enough = checkEnough(*space, options); !enough)
        return enough;

    Random random(context.options.seed, "arch sample");
    std::unordered_set<Architecture> seen;
    Output output(context);
    JobProgress progress{0, options.count, "architectures", {}, {}};
    for (std::uint32_t draw = 0; progress.done < options.count; ++draw) {
        if (context.job.isCancelled())
            return cancelled();
        const Architecture architecture = options.hat ? hatSample(*space, draw)
                                                      : sampleArchitecture(*space, random);
        if (options.unique && !seen.insert(architecture).second)
            continue;
        if (Outcome written = output.write(jsonLine(architecture)); !written)
            return written;
        ++progress.done;
        if (progress.done % 100 == 0)
            context.job.report(progress);
    }
    return output.finish();
}

struct ConvertOptions {
    std::string file;
    std::string form;
    std::optional<std::size_t> index;
};

Outcome convertArchitectures(Context &context, const ConvertOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "what --to says"); !fine)
        return fine;
    Result<ArchitectureFile> file = readArchitectureFile(options.file, context.job);
    if (!file)
        return tl::make_unexpected(file.error());
    for (const LineProblem &problem : file->problems)
        context.console.warn(describe(problem));
    std::vector<ArchitectureRecord> records = std::move(file->records);
    const std::string found = options.file + " has " + std::to_string(records.size())
                              + " architectures";
    if (options.index) {
        if (*options.index >= records.size())
            return tl::make_unexpected(Stop(
                Status::Failed, found + ", so there is none with the index "
                                    + std::to_string(*options.index) + "; they count from 0."));
        records = {records[*options.index]};
    }
    if (records.empty())
        return tl::make_unexpected(Stop(Status::Failed, "No architecture could be read from "
                                                            + options.file + "; check it."));
    if (options.form == "yaml" && records.size() > 1)
        return wrongUsage(found + ", and a HAT YAML file holds one; choose it with --index I.");

    Output output(context);
    for (const ArchitectureRecord &record : records) {
        const Architecture &architecture = record.record.architecture;
        Outcome written = output.write(options.form == "yaml"    ? architectureYaml(architecture)
                                       : options.form == "llmas" ? tfsLine(record.record) + '\n'
                                                                 : jsonLine(architecture));
        if (!written)
            return written;
    }
    return output.finish();
}

void addDescribe(CLI::App &arch, Program &program)
{
    CLI::App *describe = arch.add_subcommand(
        "describe", "One row an architecture: FLOPs, parameters and both 10-number encodings");
    const auto options = std::make_shared<DescribeOptions>();
    describe
        ->add_option(
            "FILE", options->files,
            "LLMAS JSON lines, our JSON lines, a JSON document with cases, or HAT YAML; a\n"
            "folder stands for all such files below it, - for the standard input")
        ->required()
        ->type_name("");
    describe
        ->add_option("--space", options->space,
                     "A built-in name or a HAT supertransformer YAML. Without it: the built-in\n"
                     "space that the file or a folder of it is named after, else the vocabulary\n"
                     "that the counts in the file imply, else wmt14ende")
        ->type_name("SPACE");
    describe->add_option("--vocab", options->vocabulary, "Size of the target vocabulary")
        ->check(CLI::Range(1, 10'000'000).description({}))
        ->type_name("N");
    describe->footer(
        "Counts in a file that differ from ours are warned about, and so are lines that cannot be\n"
        "read; the rest is described.\n\n"
        "Examples:\n"
        "  auspex-cli arch describe tfs-eval --format csv -o counts.csv\n"
        "  auspex-cli arch describe HAT_wmt14ende_titanxp.yml --space wmt14ende\n"
        "  auspex-cli arch sample --space demo --count 5 | auspex-cli arch describe - --space "
        "demo");
    describe->callback([&program, options] {
        program.command = [options](Context &context) {
            return describeArchitectures(context, *options);
        };
    });
}

void addSample(CLI::App &arch, Program &program)
{
    CLI::App *sample = arch.add_subcommand("sample",
                                           "Random architectures of a space, as JSON lines");
    const auto options = std::make_shared<SampleOptions>();
    sample
        ->add_option("--space", options->space,
                     "A built-in name, or a HAT supertransformer YAML file")
        ->required()
        ->type_name("SPACE");
    sample->add_option("--count", options->count, "How many")
        ->required()
        ->check(
            CLI::Range(std::uint32_t{1}, std::numeric_limits<std::uint32_t>::max()).description({}))
        ->type_name("N");
    sample->add_flag(
        "--hat", options->hat,
        "The sequence that HAT's training samples, update 0 first; --seed has no part");
    sample->add_flag("--unique", options->unique, "No architecture twice");
    sample->footer(
        "Each choice is drawn uniformly on its own. The same --seed gives the same\n"
        "sequence on every machine, whatever --count is.\n\n"
        "Examples:\n"
        "  auspex-cli arch sample --space wmt14ende --count 500 --seed 7 -o sample.jsonl\n"
        "  auspex-cli arch sample --space space0.yml --count 100 --unique\n"
        "  auspex-cli arch sample --space wmt14ende --count 10 --hat");
    sample->callback([&program, options] {
        program.command = [options](Context &context) {
            return sampleArchitectures(context, *options);
        };
    });
}

void addConvert(CLI::App &arch, Program &program)
{
    CLI::App *convert = arch.add_subcommand("convert",
                                            "Architectures of a file in another file's form");
    const auto options = std::make_shared<ConvertOptions>();
    convert->add_option("FILE", options->file, "Any file that arch describe reads, or -")
        ->required()
        ->type_name("");
    convert
        ->add_option(
            "--to", options->form,
            "jsonl (ours, the architecture alone), llmas (with the scores and counts that\n"
            "the file has) or yaml (HAT's, one architecture)")
        ->required()
        ->check(CLI::IsMember({"jsonl", "llmas", "yaml"}).description({}))
        ->type_name("FORM");
    convert->add_option("--index", options->index, "Only the architecture at this place, from 0")
        ->type_name("I");
    convert->footer("Examples:\n"
                    "  auspex-cli arch convert test.jsonl --to yaml --index 3 -o third.yml\n"
                    "  auspex-cli arch convert HAT_wmt14ende_titanxp.yml --to jsonl");
    convert->callback([&program, options] {
        program.command = [options](Context &context) {
            return convertArchitectures(context, *options);
        };
    });
}

} // namespace

void addArchCommands(CLI::App &app, Program &program)
{
    CLI::App *arch = app.add_subcommand("arch", "Architectures: describe, sample, convert");
    arch->require_subcommand(1);
    arch->footer("Examples:\n"
                 "  auspex-cli arch describe test.jsonl --space wmt14enfr\n"
                 "  auspex-cli arch sample --space wmt14ende --count 500 -o sample.jsonl");
    addDescribe(*arch, program);
    addSample(*arch, program);
    addConvert(*arch, program);
}

} // namespace auspex::cli
