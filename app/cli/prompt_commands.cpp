// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <system_error>

#include <CLI/App.hpp>

#include "app/cli/output.h"
#include "app/cli/prompt_render.h"
#include "app/cli/prompt_source.h"
#include "app/cli/prompt_task.h"
#include "app/cli/workspaces.h"
#include "core/base/text.h"
#include "core/store/prompt_store.h"

namespace auspex::cli {

namespace {

enum class Missing { IsAnError, HoldsNothing };

/// The workspace of the command line for reading, where it names one.
tl::expected<std::optional<Workspace>, Stop> workspaceIfNamed(Context &context,
                                                              Missing missing = Missing::IsAnError)
{
    std::error_code ignored;
    const std::string &file = context.options.workspace;
    if (file.empty()
        || (missing == Missing::HoldsNothing && !std::filesystem::exists(file, ignored)))
        return std::nullopt;
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    return std::optional<Workspace>(std::move(*workspace));
}

std::string variantsOf(const Prompt &prompt)
{
    std::vector<std::string> ids;
    for (const PromptVariant &variant : prompt.variants)
        ids.push_back(variant.id);
    return join(ids, " ");
}

Outcome listPrompts(Context &context)
{
    auto workspace = workspaceIfNamed(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    ResultTable table;
    table.columns = {{.key = "name", .title = "Name"},
                     {.key = "version", .title = "Version", .kind = ColumnKind::Integer},
                     {.key = "origin", .title = "Origin"},
                     {.key = "title", .title = "Title"},
                     {.key = "variants", .title = "Variants"},
                     {.key = "created", .title = "Created"},
                     {.key = "note", .title = "Note"}};
    for (const BuiltInPrompt &known : builtInPrompts())
        table.rows.push_back({{.value = known.name},
                              {},
                              {.value = std::string("built in")},
                              {.value = known.prompt.title},
                              {.value = variantsOf(known.prompt)},
                              {.value = std::string()},
                              {.value = std::string()}});
    if (*workspace) {
        const auto versions = loadPrompts(**workspace);
        if (!versions)
            return tl::make_unexpected(Stop(versions.error()));
        for (const PromptVersion &version : *versions) {
            const auto prompt = promptOfJson(version.json);
            if (!prompt)
                context.console.warn(version.name + '@' + std::to_string(version.version) + ": "
                                     + prompt.error().message);
            table.rows.push_back({{.value = version.name},
                                  {.value = std::int64_t{version.version}},
                                  {.value = std::string("workspace")},
                                  {.value = prompt ? prompt->title : std::string()},
                                  {.value = prompt ? variantsOf(*prompt) : std::string()},
                                  {.value = version.createdAt},
                                  {.value = version.note}});
        }
    }
    return writeTable(context, table);
}

struct ShowOptions {
    std::string name;
    std::string variant;
};

tl::expected<NamedPrompt, Stop> chosenPrompt(Context &context, const ShowOptions &options,
                                             Missing missing = Missing::IsAnError)
{
    auto workspace = workspaceIfNamed(context, missing);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    auto named = findPrompt(*workspace ? &**workspace : nullptr, options.name);
    if (!named)
        return tl::make_unexpected(Stop(named.error()));
    if (options.variant.empty())
        return std::move(*named);
    auto chosen = withVariant(named->prompt, options.variant);
    if (!chosen)
        return tl::make_unexpected(Stop(chosen.error()));
    named->prompt = std::move(*chosen);
    return std::move(*named);
}

Outcome showPrompt(Context &context, const ShowOptions &options)
{
    if (Outcome fine = refuseFormat(context.options, "a prompt file"); !fine)
        return fine;
    const auto named = chosenPrompt(context, options);
    if (!named)
        return tl::make_unexpected(named.error());
    return writeResult(context, fileTextOf(named->prompt));
}

struct SaveOptions {
    ShowOptions source;
    std::string name;
    std::string note;
};

Outcome store(Context &context, const NamedPrompt &named, const SaveOptions &options)
{
    for (const PromptProblem &problem : promptProblems(named.prompt))
        context.console.warn(problem.component.empty()
                                 ? problem.message
                                 : "component " + problem.component + ": " + problem.message);
    auto workspace = openToWrite(context, IfMissing::Create);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const auto saved = savePrompt(*workspace, options.name.empty() ? named.name : options.name,
                                  promptJson(named.prompt), options.note);
    if (!saved)
        return tl::make_unexpected(Stop(saved.error()));
    context.console.say("the prompt is saved as " + saved->name + '@'
                        + std::to_string(saved->version) + '.');
    return {};
}

Outcome importPrompt(Context &context, const SaveOptions &options)
{
    auto prompt = readPromptFile(options.source.name);
    if (!prompt)
        return tl::make_unexpected(Stop(prompt.error()));
    return store(
        context,
        {std::filesystem::path(options.source.name).stem().string(), 0, std::move(*prompt)},
        options);
}

Outcome savePromptAs(Context &context, const SaveOptions &options)
{
    const auto named = chosenPrompt(context, options.source, Missing::HoldsNothing);
    if (!named)
        return tl::make_unexpected(named.error());
    return store(context, *named, options);
}

void addShowOptions(CLI::App &command, ShowOptions &options)
{
    command
        .add_option("NAME", options.name,
                    "A prompt of prompt list, NAME@VERSION for an older version, or a file")
        ->required()
        ->type_name("");
    command
        .add_option("--variant", options.variant, "With the components of this variant switched on")
        ->type_name("V");
}

void addShow(CLI::App &prompt, Program &program, const std::string &name,
             const std::string &description, const std::string &footer)
{
    CLI::App *show = prompt.add_subcommand(name, description);
    const auto options = std::make_shared<ShowOptions>();
    addShowOptions(*show, *options);
    show->footer(footer);
    show->callback([&program, options] {
        program.command = [options](Context &context) { return showPrompt(context, *options); };
    });
}

void addImport(CLI::App &prompt, Program &program)
{
    CLI::App *import = prompt.add_subcommand(
        "import", "Takes a prompt file, ours or a template of LLMAS, into the workspace");
    const auto options = std::make_shared<SaveOptions>();
    import->add_option("FILE", options->source.name, "The file")->required()->type_name("");
    import->add_option("--name", options->name, "Its name there; without it, the file's")
        ->type_name("NAME");
    import->add_option("--note", options->note, "What is to be said of it")->type_name("TEXT");
    import->footer(
        "A name that is there already gets its next version; no version ever changes.\n\n"
        "Examples:\n"
        "  auspex-cli --workspace study.auspex prompt import mine.prompt\n"
        "  auspex-cli --workspace study.auspex prompt import \\\n"
        "      wmt14ende/gpt_scorer_gigaflops --name llmas-gigaflops");
    import->callback([&program, options] {
        program.command = [options](Context &context) { return importPrompt(context, *options);
};
} // namespace
);
} // namespace auspex::cli

void addSave(CLI::App &prompt, Program &program)
{
    CLI::App *save = prompt.add_subcommand(
        "save", "Saves a prompt, or a variant of one, under a name of the workspace");
    const auto options = std::make_shared<SaveOptions>();
    addShowOptions(*save, options->source);
    save->add_option("--as", options->name, "The name to save it under")
        ->required()
        ->type_name("NAME");
    save->add_option("--note", options->note, "What is to be said of it")->type_name("TEXT");
    save->footer("Examples:\n"
                 "  auspex-cli --workspace study.auspex prompt save llm-pp --as mine \\\n"
                 "      --variant first-instruction --note 'to be reworded'");
    save->callback([&program, options] {
        program.command = [options](Context &context) { return savePromptAs(context, *options); };
    });
}

} // namespace

void addPromptCommands(CLI::App &app, Program &program)
{
    CLI::App *prompt = app.add_subcommand(
        "prompt", "Prompts for language models: list, show, render, import, export, save, task");
    prompt->require_subcommand(1);
    prompt->footer(
        "Examples:\n"
        "  auspex-cli prompt list\n"
        "  auspex-cli prompt render --tfs tfs-eval --task wmt14ende --arch new.jsonl \\\n"
        "      --index 0 --examples train.en train.de");
    CLI::App *list = prompt->add_subcommand(
        "list", "The built-in prompts, and with --workspace all versions of the saved ones");
    list->footer("Examples:\n"
                 "  auspex-cli prompt list\n"
                 "  auspex-cli --workspace study.auspex prompt list --format csv");
    list->callback([&program] { program.command = listPrompts; });
    addShow(*prompt, program, "show", "A prompt as a file holds it, with its placeholders",
            "Examples:\n"
            "  auspex-cli prompt show llm-pp\n"
            "  auspex-cli prompt show llm-pp --variant demonstrations-only\n"
            "  auspex-cli --workspace study.auspex prompt show mine@2");
    addShow(*prompt, program, "export",
            "Writes it into -o FILE, for another workspace or an editor",
            "Examples:\n"
            "  auspex-cli --workspace study.auspex prompt export mine -o mine.prompt");
    addPromptRender(*prompt, program);
    addImport(*prompt, program);
    addSave(*prompt, program);
    addPromptTask(*prompt, program);
}

} // namespace auspex::cli
