// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/context.h"
#include "app/cli/event_loop.h"
#include "core/llm/llm_service.h"
#include "core/predict/llm_demand.h"

// What commands that ask language models have in common: whom, within which limit, and what is told
// before and after.

namespace auspex::cli {

struct LlmOptions {
    std::string providersFile; ///< empty: the user's, over the presets
    std::string pricesFile;    ///< likewise
    std::string budget;        ///< US dollars, "none", or empty for the usual limit
    int parallel = 0;          ///< 0: as the provider says
    bool cachedOnly = false;
};

/// Adds --providers, --prices, --budget, --parallel and --cached-only.
void addLlmOptions(CLI::App &command, LlmOptions &options);

/// Providers and prices as the options say; the user's files where they say nothing.
Result<std::vector<Provider>> providersOf(const LlmOptions &options);
Result<PriceList> pricesOf(const LlmOptions &options);

/// Task examples as the command line gives them.
struct ExampleOptions {
    std::vector<std::string> files; ///< source and target sentences, a line each
    std::string pairsFile;          ///< or both in one, with a tab between
};

/// Adds --examples SOURCE TARGET and --examples-tsv FILE.
void addExampleOptions(CLI::App &command, ExampleOptions &options);

/// What the prompts of the task say, with the examples of the command line; nothing where it gives
/// none. The seed is --seed where that was given.
tl::expected<std::optional<TaskPromptData>, Stop> examplesGiven(const Context &context,
                                                                const ExampleOptions &options,
                                                                TaskPromptData data);

/// One command's dealings with language models. A network is there for as long as it lives.
class LlmSession {
public:
    /// Opens the workspace for the replies where there is one: for reading where nothing is sent,
    /// and made where `dataIsElsewhere` and it does not exist. Without a workspace only models that
    /// cost nothing are asked, and a note says that their replies are not kept.
    static tl::expected<std::unique_ptr<LlmSession>, Stop> open(Context &context,
                                                                const LlmOptions &options,
                                                                const std::vector<LlmSpec> &specs,
                                                                bool dataIsElsewhere);

    const std::shared_ptr<LlmService> &service() const { return m_service; }
    Workspace *workspace() { return m_workspace ? &*m_workspace : nullptr; }
    const std::vector<Provider> &providers() const { return m_providers; }
    const PriceList &prices() const { return m_prices; }
    const std::optional<double> &budget() const { return m_budget; }

    /// Tells what the demands would take, and the limit. Fails where a limit could not be kept
    /// because a price is not known.
    Outcome announce(Context &context, const std::vector<LlmDemand> &demands);

    /// Tells what was sent and paid, where anything was.
    void sumUp(Context &context) const;

    /// After a cancel: the same, but nothing is sent any more. Null without a workspace.
    std::shared_ptr<LlmService> whatIsKept() const;

private:
    LlmSession() = default;

    EventLoop m_eventLoop;
    std::vector<Provider> m_providers;
    PriceList m_prices;
    std::optional<Workspace> m_workspace;
    std::optional<double> m_budget;
    bool m_budgetIsUsual = false;
    bool m_cachedOnly = false;
    std::shared_ptr<LlmService> m_service;
};

/// Why the text is no efficiency metric; empty where it is one.
std::string efficiencyProblem(const std::string &text);

/// "$12.50", "$0.0312", "an unknown amount".
std::string moneyText(const std::optional<double> &dollars);

} // namespace auspex::cli
