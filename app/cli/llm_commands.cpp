// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/environment_keys.h"
#include "app/cli/llm_parts.h"
#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

struct ProvidersOptions {
    LlmOptions llm;
    std::string id;
};

std::string familyName(ApiFamily family)
{
    switch (family) {
    case ApiFamily::OpenAi:
        return "openai";
    case ApiFamily::Azure:
        return "azure";
    case ApiFamily::Anthropic:
        return "anthropic";
    }
    return {};
}

/// One provider as the user's file holds it, to be copied there and edited.
Outcome showProvider(Context &context, const std::vector<Provider> &providers,
                     const std::string &id)
{
    if (Outcome fine = refuseFormat(context.options, "JSON"); !fine)
        return fine;
    const auto provider = findProvider(providers, id);
    if (!provider)
        return tl::make_unexpected(Stop(provider.error()));
    return writeResult(context, providerJson(*provider).dump(2) + '\n');
}

Outcome listProviders(Context &context, const ProvidersOptions &options)
{
    const EventLoop eventLoop;
    const auto providers = providersOf(options.llm);
    if (!providers)
        return tl::make_unexpected(Stop(providers.error()));
    if (!options.id.empty())
        return showProvider(context, *providers, options.id);
    ResultTable table;
    table.columns = {{.key = "id", .title = "Id"},
                     {.key = "title", .title = "Title"},
                     {.key = "family", .title = "Family"},
                     {.key = "address", .title = "Address"},
                     {.key = "key", .title = "Key"},
                     {.key = "parallel", .title = "Parallel", .kind = ColumnKind::Integer},
                     {.key = "batches", .title = "Batches"},
                     {.key = "local", .title = "Local"},
                     {.key = "models", .title = "Some models"},
                     {.key = "problem", .title = "Problem"}};
    const auto yesNo = [](bool value) {
        return TableCell{.value = std::string(value ? "yes" : "no")};
    };
    for (const Provider &provider : *providers)
        table.rows.push_back({{.value = provider.id},
                              {.value = provider.title},
                              {.value = familyName(provider.family)},
                              {.value = provider.baseUrl},
                              {.value = keySourceText(provider, keySourceOf(provider))},
                              {.value = std::int64_t{provider.parallel}},
                              yesNo(provider.batches),
                              yesNo(provider.isLocal),
                              {.value = join(provider.suggestedModels, " ")},
                              {.value = join(providerProblems(provider), " ")}});
    takeEnvironmentKeys(*providers, {});
    return writeTable(context, table);
}

void addProviders(CLI::App &llm, Program &program)
{
    CLI::App *providers = llm.add_subcommand(
        "providers", "The services that can be asked, and where their keys come from");
    const auto options = std::make_shared<ProvidersOptions>();
    providers->add_option("ID", options->id, "Only this one, as JSON for a file of one's own")
        ->type_name("");
    providers
        ->add_option("--providers", options->llm.providersFile,
                     "LLM services, instead of the user's own over the presets")
        ->type_name("FILE");
    providers->footer(
        "One's own stand in providers.json of the configuration folder (auspex-cli llm key\n"
        "--help tells of keys, which are never part of it); an entry with a preset's id replaces\n"
        "it.\n\n"
        "Examples:\n"
        "  auspex-cli llm providers\n"
        "  auspex-cli llm providers azure");
    providers->callback([&program, options] {
        program.command = [options](Context &context) { return listProviders(context, *options); };
    });
}

} // namespace

std::string keySourceText(const Provider &provider, KeySource source)
{
    switch (source) {
    case KeySource::Session:
        return "typed in";
    case KeySource::Keyring:
        return "keyring";
    case KeySource::Environment:
        return "variable " + provider.keyVariable;
    case KeySource::None:
        break;
    }
    return provider.needsKey ? "missing" : "none needed";
}

void addLlmCommands(CLI::App &app, Program &program)
{
    CLI::App *llm = app.add_subcommand(
        "llm", "Language model services: providers, check, cost, prices, key, batches");
    llm->require_subcommand(1);
    llm->footer("Examples:\n"
                "  auspex-cli llm providers\n"
                "  auspex-cli llm check openai --model gpt-4o\n"
                "  auspex-cli llm cost --predictions 3000 --model openai/gpt-4o");
    addProviders(*llm, program);
    addLlmCheck(*llm, program);
    addLlmCost(*llm, program);
    addLlmPrices(*llm, program);
    addLlmKey(*llm, program);
    addLlmBatches(*llm, program);
}

} // namespace auspex::cli
