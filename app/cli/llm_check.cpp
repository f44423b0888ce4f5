// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <memory>

#include <CLI/App.hpp>

#include "app/cli/environment_keys.h"
#include "app/cli/llm_parts.h"
#include "app/cli/llm_session.h"
#include "app/cli/output.h"
#include "core/base/text.h"

namespace auspex::cli {

namespace {

struct CheckOptions {
    LlmOptions llm;
    std::string provider;
    std::string model;
    bool ask = false;
};

const char *const question = "What is 2 + 3? Answer with the number alone.";

/// What was looked at, how it went, and the first thing that went wrong.
class Report {
public:
    void good(const std::string &step, const std::string &detail) { add(step, "ok", detail); }

    void bad(const std::string &step, const std::string &detail)
    {
        add(step, "failed", detail);
        if (m_problem.empty())
            m_problem = detail;
    }

    bool isGood() const { return m_problem.empty(); }

    Outcome write(Context &context) const
    {
        ResultTable table;
        table.columns = {{.key = "step", .title = "Step"},
                         {.key = "result", .title = "Result"},
                         {.key = "detail", .title = "Detail"}};
        table.rows = m_rows;
        if (Outcome written = writeTable(context, table); !written || isGood())
            return written;
        return tl::make_unexpected(Stop(Status::Failed, m_problem));
    }

private:
    void add(const std::string &step, const std::string &result, const std::string &detail)
    {
        m_rows.push_back({{.value = step}, {.value = result}, {.value = detail}});
    }

    std::vector<std::vector<TableCell>> m_rows;
    std::string m_problem;
};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string someOf(const std::vector<std::string> &names)
{
    constexpr std::size_t shown = 8;
    std::vector<std::string> some(
        names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(shown, names.size())));
    return join(some, ", ") + (names.size() > shown ? ", ..." : "");
}

void checkModel(Report &report, const std::vector<std::string> &models, const std::string &model)
{
    if (model.empty())
        return;
    if (std::find(models.begin(), models.end(), model) != models.end())
        report.good("model", "The service offers " + quotedForMessage(model) + '.');
    else
        report.bad("model", "The service does not list " + quotedForMessage(model) + "; it has "
                                + (models.empty() ? "none" : someOf(models)) + '.');
}

void ask(Report &report, const Provider &provider, const SecretKey &key, const PriceList &prices,
         const std::string &model, Job &job)
{
    LlmRunOptions options;
    options.parameters.model = model;
    options.parameters.responseFormat = ResponseFormat::Text;
    options.maxReasks = 0;
    const auto cache = memoryCallCache();
    const auto start = std::chrono::steady_clock::now();
    const auto answer = askOnce(provider, key, prices, {question, {}}, options, *cache, job, {});
    if (!answer) {
        report.bad("answer", answer.error().message);
        return;
    }
    const LlmSample &sample = answer->samples.front();
    if (sample.failure) {
        report.bad("answer", sample.failure->message);
        return;
    }
    if (!sample.answer.value) {
        report.bad("answer", sample.answer.problem);
        return;
    }
    std::string detail = "It says that 2 + 3 is " + formatDouble(*sample.answer.value) + ", after "
                         + formatFixed(secondsSince(start) * 1000.0, 0) + " ms";
    const auto replies = cache->find(
        std::vector{requestKey(provider, options.parameters, question, 0, 0)});
    if (replies && replies->front() && !provider.isLocal)
        detail += ", for " + moneyText(replies->front()->cost);
    report.good("answer", detail + '.');
}

Outcome check(Context &context, const CheckOptions &options)
{
    if (const auto format = tableFormat(context.options); !format)
        return tl::make_unexpected(format.error());
    if (options.ask && options.model.empty())
        return wrongUsage("--ask needs the model to ask: --model M.");
    const EventLoop eventLoop;
    const auto providers = providersOf(options.llm);
    if (!providers)
        return tl::make_unexpected(Stop(providers.error()));
    const auto prices = pricesOf(options.llm);
    if (!prices)
        return tl::make_unexpected(Stop(prices.error()));
    const auto provider = findProvider(*providers, options.provider);
    if (!provider)
        return tl::make_unexpected(Stop(provider.error()));

    Report report;
    if (const auto problems = providerProblems(*provider); !problems.empty())
        report.bad("address", problems.front());
    else
        report.good("address", provider->baseUrl);
    const FoundKey found = findKey(*provider);
    takeEnvironmentKeys(*providers, {});
    if (provider->needsKey && found.key.isEmpty())
        report.bad("key", missingKey(*provider).message);
    else
        report.good("key", keySourceText(*provider, found.source));
    if (!report.isGood())
        return report.write(context);

    const auto start = std::chrono::steady_clock::now();
    const auto models = listModels(*provider, found.key, context.job);
    if (context.job.isCancelled())
        return cancelled();
    const std::string milliseconds = formatFixed(secondsSince(start) * 1000.0, 0) + " ms";
    if (!models) {
        report.bad("connection", models.error().message);
        return report.write(context);
    }
    report.good("connection", "Answered in " + milliseconds + " and lists "
                                  + std::to_string(models->size()) + " models"
                                  + (models->empty() ? "." : ": " + someOf(*models) + '.'));
    checkModel(report, *models, options.model);
    if (options.ask)
        ask(report, *provider, found.key, *prices, options.model, context.job);
    return report.write(context);
}

} // namespace

void addLlmCheck(CLI::App &llm, Program &program)
{
    CLI::App *command = llm.add_subcommand(
        "check", "Tests a service: address, key, connection and, where it is named, the model");
    const auto options = std::make_shared<CheckOptions>();
    command->add_option("PROVIDER", options->provider, "Its id in llm providers")
        ->required()
        ->type_name("");
    command->add_option("--model", options->model, "Whether the service offers it")->type_name("M");
    command->add_flag("--ask", options->ask,
                      "Ask the model one tiny question as well, which may cost a little");
    command
        ->add_option("--providers", options->llm.providersFile,
                     "LLM services, instead of the user's own over the presets")
        ->type_name("FILE");
    command->footer("Nothing is paid without --ask. Exit status 1 where something fails.\n\n"
                    "Examples:\n"
                    "  auspex-cli llm check ollama\n"
                    "  auspex-cli llm check openai --model gpt-4o --ask");
    command->callback([&program, options] {
        program.command = [options](Context &context) { return check(context, *options); };
    });
}

} // namespace auspex::cli
