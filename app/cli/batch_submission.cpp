// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_submission.h"

#include <algorithm>

#include "app/cli/batch_table.h"
#include "app/cli/output.h"
#include "core/base/text.h"
#include "core/llm/batch.h"
#include "core/predict/wording.h"

namespace auspex::cli {

namespace {

/// What becomes one batch job.
struct Submission {
    LlmSpec spec;
    Provider provider;
    std::vector<LlmQuery> queries;
};

Result<std::vector<Submission>> submissionsOf(LlmSession &session,
                                              const std::vector<LlmDemand> &demands)
{
    std::vector<Submission> submissions;
    for (const LlmDemand &demand : demands) {
        auto same = std::find_if(submissions.begin(), submissions.end(),
                                 [&](const auto &one) { return one.spec == demand.spec; });
        if (same == submissions.end()) {
            const auto provider = findProvider(session.providers(), demand.spec.provider);
            if (!provider)
                return tl::make_unexpected(provider.error());
            same = submissions.insert(submissions.end(), {demand.spec, *provider, {}});
        }
        same->queries.push_back(demand.query);
    }
    return submissions;
}

/// Nobody can stop a batch halfway: it is within the limit as a whole or not sent.
Outcome checkCost(Context &context, LlmSession &session, const std::vector<Submission> &submissions,
                  std::int64_t &requests)
{
    double cost = 0.0;
    bool isKnown = true;
    for (const Submission &one : submissions) {
        const auto estimate = session.service()->estimate(one.spec, one.queries, context.job);
        if (!estimate)
            return tl::make_unexpected(Stop(estimate.error()));
        requests += estimate->requests;
        isKnown = isKnown && (estimate->requests == 0 || estimate->batchCost);
        cost += estimate->batchCost.value_or(0.0);
    }
    if (requests == 0)
        return {};
    context.console.say("will submit " + counted(static_cast<std::size_t>(requests), "request")
                        + " as a batch, for "
                        + (isKnown ? "at most " + moneyText(cost) : moneyText({})) + '.');
    const auto &budget = session.budget();
    if (budget && !isKnown)
        return tl::make_unexpected(Stop(
            Status::Failed, "The model's price is not known, so the limit of " + moneyText(budget)
                                + " cannot be kept: say it with auspex-cli llm prices --set, "
                                  "or allow any amount with --budget none."));
    if (budget && cost > *budget)
        return tl::make_unexpected(Stop(
            Status::Failed, "The batch may cost " + moneyText(cost) + ", more than the limit of "
                                + moneyText(budget) + "; allow it with --budget or ask for less."));
    return {};
}

} // namespace

Outcome submitAsBatch(Context &context, LlmSession &session, const std::vector<LlmDemand> &demands)
{
    if (!session.workspace())
        return wrongUsage("A batch job is kept in a workspace until its results come; name one "
                          "with --workspace FILE.auspex.");
    const auto submissions = submissionsOf(session, demands);
    if (!submissions)
        return tl::make_unexpected(Stop(submissions.error()));
    for (const Submission &submission : *submissions) {
        if (!submission.provider.batches)
            return wrongUsage(submission.provider.title + " has no batch jobs; leave out --batch.");
    }
    std::int64_t requests = 0;
    if (Outcome fine = checkCost(context, session, *submissions, requests); !fine)
        return fine;
    if (requests == 0) {
        context.console.say("every reply is in the workspace or waits in a batch job; nothing has "
                            "to be submitted.");
        return {};
    }
    std::vector<StoredBatch> batches;
    for (const Submission &submission : *submissions) {
        const auto options = session.service()->runOptions(submission.spec);
        if (!options)
            return tl::make_unexpected(Stop(options.error()));
        const auto questions = session.service()->questions(submission.spec, submission.queries);
        if (!questions)
            return tl::make_unexpected(Stop(questions.error()));
        const FoundKey found = findKey(submission.provider);
        if (submission.provider.needsKey && found.key.isEmpty())
            return tl::make_unexpected(Stop(missingKey(submission.provider)));
        const auto batch = submitBatch(submission.provider, found.key, *questions, *options,
                                       *session.workspace(), 0, context.job, session.prices());
        if (!batch)
            return tl::make_unexpected(Stop(batch.error()));
        batches.push_back(*batch);
    }
    if (Outcome written = writeTable(context, batchTable(batches)); !written)
        return written;
    context.console.say("collect it with: auspex-cli --workspace "
                        + shellCommand({context.options.workspace}) + " llm batches collect");
    return {};
}

} // namespace auspex::cli
