// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/prediction_of_answer.h"

#include <algorithm>
#include <cmath>

namespace auspex {

namespace {

struct Usable {
    double value = 0.0;
    double variance = 0.0; ///< within the sample
};

std::optional<Usable> usableValue(const LlmSample &sample, const LlmRunOptions &options)
{
    if (sample.missing || sample.failure)
        return std::nullopt;
    if (options.useExpectedValue && sample.expected)
        return Usable{sample.expected->mean,
                      sample.expected->deviation * sample.expected->deviation};
    if (sample.answer.value)
        return Usable{*sample.answer.value, 0.0};
    return std::nullopt;
}

std::string problemOf(const LlmAnswer &answer, const LlmPrediction &prediction,
                      const LlmRunOptions &options, const std::optional<Error> &stopped)
{
    for (const LlmSample &sample : answer.samples) {
        if (sample.failure)
            return sample.failure->message;
        if (!sample.missing && !sample.answer.problem.empty())
            return sample.answer.problem;
    }
    if (prediction.missing > 0 && stopped)
        return stopped->message;
    if (prediction.missing > 0 && options.cachedOnly)
        return answer.samples.size() == 1
                   ? std::string("The reply is not in this workspace; run it first.")
                   : std::to_string(prediction.missing) + " of "
                         + std::to_string(answer.samples.size())
                         + " replies are not in this workspace; run it first.";
    if (prediction.missing > 0)
        return "It was not asked for; run it again to go on.";
    return "The model gave no answer.";
}

} // namespace

LlmPrediction predictionOf(const LlmAnswer &answer, const LlmRunOptions &options,
                           const std::optional<Error> &stopped)
{
    LlmPrediction prediction;
    prediction.fromCache = !answer.samples.empty();
    std::vector<Usable> usable;
    for (const LlmSample &sample : answer.samples) {
        prediction.fromCache = prediction.fromCache && sample.fromCache;
        if (sample.missing)
            ++prediction.missing;
        else if (const auto value = usableValue(sample, options))
            usable.push_back(*value);
        else
            ++prediction.unusable;
    }
    prediction.usable = static_cast<int>(usable.size());
    if (usable.empty()) {
        prediction.problem = problemOf(answer, prediction, options, stopped);
        return prediction;
    }
    const auto count = static_cast<double>(usable.size());
    double mean = 0.0;
    double within = 0.0;
    for (const Usable &one : usable) {
        mean += one.value / count;
        within += one.variance / count;
    }
    double squares = 0.0;
    for (const Usable &one : usable)
        squares += (one.value - mean) * (one.value - mean);
    prediction.value = mean;
    const double between = usable.size() > 1 ? squares / (count - 1.0) : 0.0;
    if (usable.size() > 1 || options.useExpectedValue)
        prediction.deviation = std::sqrt(between + within);
    return prediction;
}

Result<std::vector<std::optional<double>>> costsOfReplies(const Provider &provider,
                                                          const std::vector<LlmQuestion> &questions,
                                                          const LlmRunOptions &options,
                                                          CallCache &cache)
{
    const int asks = options.maxReasks + 1;
    std::vector<std::string> keys;
    for (const LlmQuestion &question : questions) {
        for (int sample = 0; sample < options.samples; ++sample) {
            for (int ask = 0; ask < asks; ++ask)
                keys.push_back(
                    requestKey(provider, options.parameters, question.prompt, sample, ask));
        }
    }
    const auto replies = cache.find(keys);
    if (!replies)
        return tl::make_unexpected(replies.error());
    const auto perQuestion = static_cast<std::size_t>(asks)
                             * static_cast<std::size_t>(options.samples);
    std::vector<std::optional<double>> costs;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        std::optional<double> sum;
        bool isKnown = true;
        for (std::size_t j = i * perQuestion; j < (i + 1) * perQuestion; ++j) {
            if (!(*replies)[j])
                continue;
            isKnown = isKnown && (*replies)[j]->cost.has_value();
            sum = sum.value_or(0.0) + (*replies)[j]->cost.value_or(0.0);
        }
        costs.push_back(isKnown ? sum : std::nullopt);
    }
    return costs;
}

} // namespace auspex
