// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/supernet_library_commands.h"

#include <memory>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "app/cli/supernet_input.h"
#include "app/cli/workspaces.h"
#include "core/arch/space_yaml.h"
#include "core/base/text.h"
#include "core/supernets/supernet_library.h"

namespace auspex::cli {

namespace {

struct ImportOptions {
    std::string name;
    SupernetFiles files;
    std::string space;
    std::string corpus;
};

/// As the workspace keeps it: a built-in space's name, or the YAML of another.
tl::expected<std::string, Stop> spaceText(const std::string &nameOrFile)
{
    if (nameOrFile.empty())
        return std::string();
    const Result<SearchSpace> space = findSpace(nameOrFile);
    if (!space)
        return tl::make_unexpected(Stop(space.error()));
    const auto builtIn = builtInSpace(nameOrFile);
    return builtIn ? builtIn->name : spaceYaml(*space);
}

Outcome importWeights(Context &context, const ImportOptions &options)
{
    const auto reference = supernetOf(options.files);
    if (!reference)
        return tl::make_unexpected(reference.error());
    auto space = spaceText(options.space);
    if (!space)
        return tl::make_unexpected(space.error());
    auto workspace = openToWrite(context, IfMissing::Create);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    SupernetImport import{options.name, options.files.weights, reference->shape, std::move(*space)};
    if (!options.corpus.empty())
        import.corpus = options.corpus;
    const Result<StoredSupernet> added = importSupernet(*workspace, import, context.job);
    if (!added)
        return tl::make_unexpected(Stop(added.error()));
    context.console.say("imported the supernet " + quotedForMessage(added->name)
                        + " (SHA-256 of its weights: " + added->artifact + ").");
    return {};
}

std::string mixtureName(Mixture mixture)
{
    switch (mixture) {
    case Mixture::None:
        return "none";
    case Mixture::LayerWise:
        return "layer-wise";
    case Mixture::NeuronWise:
        return "neuron-wise";
    }
    return {};
}

Outcome listSupernets(Context &context)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const auto supernets = loadSupernets(*workspace);
    if (!supernets)
        return tl::make_unexpected(Stop(supernets.error()));
    ResultTable table;
    table.columns = {
        {.key = "name", .title = "Name"},       {.key = "artifact", .title = "Artifact"},
        {.key = "mixture", .title = "Mixture"}, {.key = "space", .title = "Space"},
        {.key = "corpus", .title = "Corpus"},   {.key = "created_at", .title = "Created"}};
    for (const StoredSupernet &supernet : *supernets) {
        const bool isNamed = supernet.space.empty() || builtInSpace(supernet.space);
        table.rows.push_back({{.value = supernet.name},
                              {.value = supernet.artifact},
                              {.value = mixtureName(supernet.shape.mixture)},
                              {.value = isNamed ? supernet.space : std::string("its own")},
                              {.value = supernet.corpus.value_or(std::string())},
                              {.value = supernet.createdAt}});
    }
    return writeTable(context, table);
}

Outcome removeNamed(Context &context, const std::string &name)
{
    auto workspace = openToWrite(context, IfMissing::Fail);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const Result<StoredSupernet> supernet = findSupernet(*workspace, name);
    if (!supernet)
        return tl::make_unexpected(Stop(supernet.error()));
    if (const Result<void> removed = removeSupernet(*workspace, supernet->id); !removed)
        return tl::make_unexpected(Stop(removed.error()));
    context.console.say("removed the supernet " + quotedForMessage(supernet->name)
                        + "; its scores are kept.");
    return {};
}

void addImport(CLI::App &supernet, Program &program)
{
    CLI::App *command = supernet.add_subcommand("import",
                                                "Weights into the workspace, under a name");
    const auto options = std::make_shared<ImportOptions>();
    command->add_option("NAME", options->name, "What the supernet is to be called")->required();
    addSupernetWeights(*command, options->files);
    command
        ->add_option("--space", options->space,
                     "The search space of its subnets: a built-in one or a HAT supertransformer "
                     "YAML")
        ->type_name("S");
    command
        ->add_option("--corpus", options->corpus,
                     "The corpus of the workspace that it was trained on")
        ->type_name("C");
    command->footer(
        "Afterwards it is a predictor: supernet:NAME.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex supernet import HAT --weights hat.pt \\\n"
        "      --supernet hat.json --space wmt14ende --corpus wmt14ende");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return importWeights(context, *options); };
    });
}

} // namespace

void addSupernetLibraryCommands(CLI::App &supernet, Program &program)
{
    addImport(supernet, program);
    CLI::App *list = supernet.add_subcommand("list", "The supernets of the workspace");
    list->footer("Examples:\n  auspex-cli --workspace study.auspex supernet list");
    list->callback([&program] { program.command = listSupernets; });
    CLI::App *remove = supernet.add_subcommand("remove",
                                               "Takes a supernet off the workspace's list");
    const auto name = std::make_shared<std::string>();
    remove->add_option("NAME", *name, "Its name, or what the SHA-256 of its weights begins with")
        ->required();
    remove->footer("Examples:\n  auspex-cli --workspace study.auspex supernet remove HAT");
    remove->callback([&program, name] {
        program.command = [name](Context &context) { return removeNamed(context, *name); };
    });
}

} // namespace auspex::cli
