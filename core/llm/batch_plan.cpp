// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/batch_plan.h"

#include <algorithm>
#include <unordered_set>

#include "core/store/call_store.h"

namespace auspex {

namespace {

struct Prediction {
    std::size_t question = 0;
    int sample = 0;
    int ask = 0;
};

std::vector<std::string> keysOf(const Provider &provider, const std::vector<LlmQuestion> &questions,
                                const LlmRunOptions &options,
                                const std::vector<Prediction> &predictions)
{
    std::vector<std::string> keys;
    keys.reserve(predictions.size());
    for (const Prediction &prediction : predictions)
        keys.push_back(requestKey(provider, options.parameters,
                                  questions[prediction.question].prompt, prediction.sample,
                                  prediction.ask));
    return keys;
}

bool isUsable(const StoredCall &reply, const LlmRunOptions &options)
{
    if (options.useExpectedValue && reply.expected)
        return true;
    return parseAnswer(reply.content, options.answers).value.has_value();
}

/// Those without any usable reply, each at the first ask that has no reply yet.
struct Missing {
    std::vector<Prediction> predictions;
    std::vector<std::string> keys;
};

Result<Missing> missingOf(const Provider &provider, const std::vector<LlmQuestion> &questions,
                          const LlmRunOptions &options, Workspace &workspace)
{
    std::vector<Prediction> open;
    for (std::size_t question = 0; question < questions.size(); ++question) {
        for (int sample = 0; sample < options.samples; ++sample)
            open.push_back({question, sample, 0});
    }
    Missing missing;
    while (!open.empty()) {
        const std::vector<std::string> keys = keysOf(provider, questions, options, open);
        const auto replies = findReplies(workspace, keys);
        if (!replies)
            return tl::make_unexpected(replies.error());
        std::vector<Prediction> reasked;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const std::optional<StoredCall> &reply = replies->at(i);
            if (!reply) {
                missing.predictions.push_back(open[i]);
                missing.keys.push_back(keys[i]);
            } else if (!isUsable(*reply, options) && open[i].ask < options.maxReasks) {
                reasked.push_back({open[i].question, open[i].sample, open[i].ask + 1});
            }
        }
        open = std::move(reasked);
    }
    return missing;
}

/// On one line, as a file of lines needs it: a line break in JSON stands between values only.
std::string bodyOf(const Provider &provider, const LlmRunOptions &options,
                   const std::string &prompt, int samples)
{
    std::string body = chatRequest(provider, options.parameters, prompt, samples).body;
    std::replace(body.begin(), body.end(), '\n', ' ');
    std::replace(body.begin(), body.end(), '\r', ' ');
    return body;
}

} // namespace

Result<BatchPlan> planBatch(const Provider &provider, const std::vector<LlmQuestion> &questions,
                            const LlmRunOptions &options, const std::string &marker,
                            Workspace &workspace)
{
    const Result<Missing> missing = missingOf(provider, questions, options, workspace);
    if (!missing)
        return tl::make_unexpected(missing.error());
    const auto wait = waitInBatches(workspace, missing->keys);
    if (!wait)
        return tl::make_unexpected(wait.error());
    BatchPlan plan;
    plan.answered = static_cast<std::int64_t>(questions.size()) * options.samples
                    - static_cast<std::int64_t>(missing->keys.size());
    std::unordered_set<std::string> taken; // the same question twice is asked once
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < missing->keys.size(); ++i) {
        if (wait->at(i))
            ++plan.waiting;
        else if (taken.insert(missing->keys[i]).second)
            order.push_back(i);
    }
    const auto at = [&](std::size_t i) { return missing->predictions[i]; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(at(a).question, at(a).ask, at(a).sample)
               < std::tuple(at(b).question, at(b).ask, at(b).sample);
    });
    const bool mayShare = provider.family != ApiFamily::Anthropic
                          && switchesFor(provider, options.parameters.model).manySamples;
    std::int64_t number = 0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (mayShare && end < order.size()
               && at(order[end]).question == at(order[first]).question
               && at(order[end]).ask == at(order[first]).ask)
            ++end;
        const LlmQuestion &question = questions[at(order[first]).question];
        const std::string customId = marker + '-' + std::to_string(number++);
        for (std::size_t i = first; i < end; ++i) {
            BatchRequest request{customId,
                                 missing->keys[order[i]],
                                 architectureKey(question.architecture),
                                 at(order[i]).sample,
                                 at(order[i]).ask,
                                 {}};
            if (i == first)
                request.body = bodyOf(provider, options, question.prompt,
                                      static_cast<int>(end - first));
            plan.requests.push_back(std::move(request));
        }
        first = end;
    }
    return plan;
}

std::int64_t requestCount(const std::vector<BatchRequest> &requests)
{
    return std::count_if(requests.begin(), requests.end(),
                         [](const BatchRequest &request) { return !request.body.empty(); });
}

} // namespace auspex
