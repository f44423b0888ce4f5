// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/App.hpp>

#include "app/cli/batch_table.h"
#include "app/cli/environment_keys.h"
#include "app/cli/llm_parts.h"
#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "app/cli/workspaces.h"
#include "core/llm/batch.h"

namespace auspex::cli {

namespace {

struct BatchesOptions {
    LlmOptions llm;
    std::optional<std::int64_t> id;
};

Outcome listBatches(Context &context, const BatchesOptions &)
{
    auto workspace = openToRead(context);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    const auto batches = loadBatches(*workspace);
    if (!batches)
        return tl::make_unexpected(Stop(batches.error()));
    return writeTable(context, batchTable(*batches));
}

bool isOpen(const StoredBatch &batch)
{
    return batch.state == BatchState::Submitting || batch.state == BatchState::InProgress
           || batch.state == BatchState::Ended;
}

/// The one of the command line, else all that are not over.
tl::expected<std::vector<StoredBatch>, Stop> chosenBatches(Workspace &workspace,
                                                           const BatchesOptions &options)
{
    const auto batches = loadBatches(workspace);
    if (!batches)
        return tl::make_unexpected(Stop(batches.error()));
    std::vector<StoredBatch> chosen;
    std::copy_if(batches->begin(), batches->end(), std::back_inserter(chosen),
                 [&](const StoredBatch &batch) {
                     return options.id ? batch.id == *options.id : isOpen(batch);
                 });
    if (options.id && chosen.empty())
        return tl::make_unexpected(
            Stop(Status::Failed, "The workspace has no batch job " + std::to_string(*options.id)
                                     + "; auspex-cli llm batches list tells those there are."));
    return chosen;
}

using Work = std::function<Result<StoredBatch>(
    const Provider &, const SecretKey &, const PriceList &, const StoredBatch &, Workspace &)>;

/// Does the work on each of them; one that fails is warned about and the others go on.
Outcome withEach(Context &context, const BatchesOptions &options, const Work &work)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    const EventLoop eventLoop;
    const auto providers = providersOf(options.llm);
    if (!providers)
        return tl::make_unexpected(Stop(providers.error()));
    const auto prices = pricesOf(options.llm);
    if (!prices)
        return tl::make_unexpected(Stop(prices.error()));
    auto workspace = openToWrite(context, IfMissing::Fail);
    if (!workspace)
        return tl::make_unexpected(workspace.error());
    std::vector<std::string> all;
    for (const Provider &provider : *providers)
        all.push_back(provider.id);
    takeEnvironmentKeys(*providers, all);
    auto batches = chosenBatches(*workspace, options);
    if (!batches)
        return tl::make_unexpected(batches.error());
    int failed = 0;
    for (StoredBatch &batch : *batches) {
        const auto done = [&]() -> Result<StoredBatch> {
            const auto provider = findProvider(*providers, batch.provider);
            if (!provider)
                return tl::make_unexpected(provider.error());
            const FoundKey found = findKey(*provider);
            if (provider->needsKey && found.key.isEmpty())
                return tl::make_unexpected(missingKey(*provider));
            return work(*provider, found.key, *prices, batch, *workspace);
        }();
        if (!done && done.error().code == ErrorCode::Cancelled)
            return tl::make_unexpected(Stop(done.error()));
        if (done) {
            batch = *done;
            continue;
        }
        ++failed;
        context.console.warn("batch job " + std::to_string(batch.id) + ": " + done.error().message);
    }
    if (Outcome written = writeTable(context, batchTable(*batches)); !written || failed == 0)
        return written;
    return tl::make_unexpected(
        Stop(Status::Failed, std::to_string(failed) + " of " + std::to_string(batches->size())
                                 + " batch jobs failed; the warnings above say why."));
}

Outcome collect(Context &context, const BatchesOptions &options)
{
    return withEach(context, options,
                    [&](const Provider &provider, const SecretKey &key, const PriceList &prices,
                        const StoredBatch &batch, Workspace &workspace) {
                        return collectBatch(provider, key, prices, batch, workspace, context.job);
                    });
}

Outcome cancel(Context &context, const BatchesOptions &options)
{
    return withEach(context, options,
                    [&](const Provider &provider, const SecretKey &key, const PriceList &,
                        const StoredBatch &batch, Workspace &workspace) {
                        return cancelBatch(provider, key, batch, workspace, context.job);
                    });
}

struct Subcommand {
    const char *name;
    const char *description;
    const char *footer;
    bool needsId;
    bool takesId;
    Outcome (*command)(Context &, const BatchesOptions &);
};

void addOne(CLI::App &batches, Program &program, const Subcommand &sub)
{
    CLI::App *command = batches.add_subcommand(sub.name, sub.description);
    const auto options = std::make_shared<BatchesOptions>();
    if (sub.takesId) {
        CLI::Option *id = command
                              ->add_option("ID", options->id,
                                           sub.needsId ? "Its id in llm batches list"
                                                       : "Only this one; without it, all that are "
                                                         "not over")
                              ->type_name("");
        id->required(sub.needsId);
        command
            ->add_option("--providers", options->llm.providersFile,
                         "LLM services, instead of the user's own over the presets")
            ->type_name("FILE");
        command
            ->add_option("--prices", options->llm.pricesFile,
                         "Prices, instead of the user's own over the built-in list")
            ->type_name("FILE");
    }
    command->footer(sub.footer);
    command->callback([&program, options, run = sub.command] {
        program.command = [options, run](Context &context) { return run(context, *options); };
    });
}

} // namespace

void addLlmBatches(CLI::App &llm, Program &program)
{
    CLI::App *batches = llm.add_subcommand(
        "batches", "Batch jobs at services, which predict --batch submits: list, collect, cancel");
    batches->require_subcommand(1);
    batches->footer("Examples:\n"
                    "  auspex-cli --workspace study.auspex llm batches collect");
    addOne(*batches, program,
           {"list", "Those of the workspace, as they were known last",
            "Examples:\n  auspex-cli --workspace study.auspex llm batches list", false, false,
            listBatches});
    addOne(*batches, program,
           {"collect", "Asks how far they are and takes in the replies of those that have ended",
            "What was taken in is found by predict and evaluate like any other reply.\n\n"
            "Examples:\n  auspex-cli --workspace study.auspex llm batches collect",
            false, true, collect});
    addOne(*batches, program,
           {"cancel", "Asks the service to stop one; what it did by then is still collected",
            "Examples:\n  auspex-cli --workspace study.auspex llm batches cancel 3", true, true,
            cancel});
}

} // namespace auspex::cli
