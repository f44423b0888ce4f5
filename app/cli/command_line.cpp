// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <algorithm>
#include <cctype>
#include <csignal>
#include <exception>
#include <sstream>
#include <system_error>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/output.h"
#include "core/base/suggestion.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

std::string deviceProblem(const std::string &text)
{
    const bool isCuda = text.starts_with("cuda:") && text.size() > 5
                        && std::all_of(text.begin() + 5, text.end(),
                                       [](unsigned char c) { return std::isdigit(c) != 0; });
    if (text == "cpu" || text == "cuda" || isCuda)
        return {};
    return "There is no device " + quotedForMessage(text) + "; it is cpu or cuda:N.";
}

/// CLI11 lets "-1" through as the largest number there is.
std::string seedProblem(const std::string &text)
{
    const bool isNumber = std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
    return isNumber ? std::string() : quotedForMessage(text) + " is not a whole number from 0";
}

void addGlobalOptions(CLI::App &app, GlobalOptions &options)
{
    app.add_option("--workspace", options.workspace, "The workspace, NAME.auspex")
        ->type_name("FILE");
    app.add_option("--device", options.device, "cpu or cuda:N, for commands that run networks")
        ->check(deviceProblem)
        ->type_name("D");
    app.add_option("--threads", options.threads, "Most threads; 0 for as many as the machine has")
        ->check(CLI::Range(0, 4096).description({}))
        ->type_name("N");
    app.add_option("--seed", options.seed, "Of everything random")
        ->capture_default_str()
        ->check(seedProblem)
        ->type_name("N");
    app.add_option("--format", options.format,
                   "table, csv, tsv, json, latex, markdown or html; without it, by the ending of\n"
                   "-o FILE, else table")
        ->type_name("F");
    app.add_option("-o,--output", options.output,
                   "Write the result to FILE, all or nothing, instead of the standard output")
        ->type_name("FILE");
}

void describeProgram(CLI::App &app, Program &program)
{
    app.name("auspex-cli");
    app.set_version_flag("--version", "auspex-cli " AUSPEX_VERSION);
    app.require_subcommand(1);
    // So that options of the program are accepted behind a command as well.
    app.fallthrough();
    addGlobalOptions(app, program.options);
    addSpaceCommands(app, program);
    addArchCommands(app, program);
    addTfsCommands(app, program);
    addEvaluateCommand(app, program);
    addAblateCommand(app, program);
    addPredictCommand(app, program);
    addPromptCommands(app, program);
    addLlmCommands(app, program);
    addLatencyCommands(app, program);
    addSupernetCommands(app, program);
    addEngineCommands(app, program);
    addCorpusCommands(app, program);
    addWorkspaceCommands(app, program);
    app.footer("These options may also stand behind the command. auspex-cli COMMAND --help says\n"
               "more. The standard output carries only the result. Exit status: 0 done, 1 failed,\n"
               "2 wrong command line, 130 stopped by Ctrl-C.\n\n"
               "Examples:\n"
               "  auspex-cli evaluate --tfs tfs-eval\n"
               "  auspex-cli --workspace study.auspex tfs import tfs-eval\n"
               "  auspex-cli arch describe model.yml --space wmt14ende --format json");
}

CLI::App &deepestCommand(CLI::App &app)
{
    CLI::App *command = &app;
    while (!command->get_subcommands().empty())
        command = command->get_subcommands().front();
    return *command;
}

/// "auspex-cli tfs import"
std::string commandName(const CLI::App &command)
{
    const CLI::App *parent = command.get_parent();
    return parent ? commandName(*parent) + ' ' + command.get_name() : command.get_name();
}

/// The commands and options that a word at this place could have meant.
std::vector<std::string> wordsAt(const CLI::App &command)
{
    std::vector<std::string> words;
    for (const CLI::App *sub : command.get_subcommands([](const CLI::App *) { return true; }))
        words.push_back(sub->get_name());
    for (const CLI::App *one = &command; one; one = one->get_parent()) {
        for (const CLI::Option *option : one->get_options()) {
            for (const std::string &name : option->get_lnames())
                words.push_back("--" + name);
        }
    }
    return words;
}

std::string usageProblem(CLI::App &app, const CLI::ParseError &error)
{
    const CLI::App &command = deepestCommand(app);
    const std::vector<std::string> unknown = app.remaining(true);
    std::string text = error.what();
    if (!unknown.empty()) {
        std::string word = unknown.front();
        if (word.starts_with("--"))
            word = word.substr(0, word.find('='));
        text = quotedForMessage(word) + " is not "
               + (word.starts_with("-") ? "an option" : "a word") + " that " + commandName(command)
               + " knows" + suggestion(word, wordsAt(command));
    }
    std::string_view shown = trimmed(text);
    while (shown.ends_with('.'))
        shown.remove_suffix(1);
    return std::string(shown) + ". See " + commandName(command) + " --help.";
}

/// Help and version are results; anything else that parsing throws is a wrong command line.
Stop stopOf(CLI::App &app, const CLI::ParseError &error, Context &context)
{
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::Success))
        return {Status::WrongUsage, usageProblem(app, error)};
    std::ostringstream text;
    app.exit(error, text, text);
    const Outcome written = writeResult(context, text.str());
    return written ? Stop(Status::Done, {}) : written.error();
}

/// Before the work, so that an hour of it is not lost to a misspelt folder.
Outcome checkOutput(const GlobalOptions &options)
{
    const std::filesystem::path folder = std::filesystem::path(options.output).parent_path();
    std::error_code ignored;
    if (options.output.empty() || folder.empty() || std::filesystem::is_directory(folder, ignored))
        return {};
    return tl::make_unexpected(Stop(Status::Failed, "The folder " + folder.string()
                                                        + " of -o does not exist; make it first."));
}

Outcome run(Program &program, Context &context)
{
    if (Outcome fine = checkOutput(program.options); !fine)
        return fine;
    try {
        return program.command(context);
    } catch (const std::bad_alloc &) {
        return tl::make_unexpected(
            Stop(Status::Failed, "There is not enough memory for this; try it with less data."));
    } catch (const std::exception &error) { // a defect, yet a sentence is better than a core dump
        return tl::make_unexpected(
            Stop(Status::Failed, std::string("Something unexpected failed (") + error.what()
                                     + "); please report it with the command."));
    }
}

int end(const Stop &stop, const std::vector<std::string> &arguments, Console &console)
{
    console.finish();
    if (!stop.message.empty())
        console.say(stop.message);
    if (stop.status == Status::Interrupted) {
        std::vector<std::string> words = arguments;
        words.front() = "auspex-cli";
        console.say("run it again with: " + shellCommand(words));
    }
    return static_cast<int>(stop.status);
}

} // namespace

int runCommandLine(const std::vector<std::string> &arguments)
{
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is seen where it is written to
    Console console;
    Job job([&console](const JobProgress &progress) { console.showProgress(progress); });
    const Interruption interruption(job);
    Program program;
    Context context{program.options, console, job};
    CLI::App app("Judges performance predictors for neural architecture search, asks language\n"
                 "models, scores subnets of supernets, and looks into search spaces, architectures "
                 "and workspaces.");
    describeProgram(app, program);
    try {
        // CLI11 takes them from the back.
        std::vector<std::string> words(arguments.rbegin(),
                                       arguments.empty() ? arguments.rend() : arguments.rend() - 1);
        app.parse(std::move(words));
        program.options.seedIsGiven = app.count("--seed") > 0;
    } catch (const CLI::ParseError &error) {
        return end(stopOf(app, error, context), arguments, console);
    }
    const Outcome outcome = run(program, context);
    return end(outcome ? Stop(Status::Done, {}) : outcome.error(), arguments, console);
}

} // namespace auspex::cli
