// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/ablation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "core/base/text.h"

namespace auspex {

namespace {

/// What one demonstration is enough for, the better one first.
constexpr std::array substitutes = {"mean-by-depth", "mean"};

int mostDemonstrations(const AblationPlan &plan)
{
    return *std::max_element(plan.demonstrations.begin(), plan.demonstrations.end());
}

Result<void> checkPlan(const AblationPlan &plan)
{
    if (plan.models.empty())
        return failure(ErrorCode::InvalidInput,
                       "The ablation names no model; choose one, such as openai/gpt-4.");
    if (plan.prompts.empty())
        return failure(ErrorCode::InvalidInput,
                       "The ablation names no prompt; choose one, such as llm-pp.");
    if (plan.demonstrations.empty())
        return failure(ErrorCode::InvalidInput,
                       "The ablation says no number of demonstrations; choose some, such as 1, 3 "
                       "and 10.");
    for (const int count : plan.demonstrations) {
        if (count < 1)
            return failure(ErrorCode::InvalidInput,
                           "A prompt needs at least one demonstration, and " + std::to_string(count)
                               + " was asked for.");
    }
    return {};
}

std::string specOf(const AblationPlan &plan, const std::string &model, const std::string &prompt,
                   const std::string &variant)
{
    std::string text = "llm:" + model + '/' + prompt;
    if (!variant.empty())
        text += ':' + variant;
    if (!plan.options.empty())
        text += '?' + plan.options;
    return text;
}

/// The rows' titles are the variants' own, where the prompt is a built-in one.
std::string titleOf(const std::string &prompt, const std::string &variant)
{
    if (variant.empty())
        return prompt;
    for (const BuiltInPrompt &builtIn : builtInPrompts()) {
        if (builtIn.name != prompt)
            continue;
        for (const PromptVariant &known : builtIn.prompt.variants) {
            if (known.id == variant)
                return known.title;
        }
    }
    return variant;
}

Result<std::vector<PredictorSpec>> baselineSpecs(const AblationPlan &plan)
{
    std::vector<std::string> texts = plan.baselines;
    if (!plan.reference.empty()
        && std::find(texts.begin(), texts.end(), plan.reference) == texts.end())
        texts.push_back(plan.reference);
    std::vector<PredictorSpec> specs;
    for (const std::string &text : texts) {
        Result<PredictorSpec> spec = parsePredictorSpec(text);
        if (!spec)
            return tl::make_unexpected(spec.error());
        specs.push_back(*std::move(spec));
    }
    return specs;
}

std::vector<int> fallingDemonstrations(const AblationPlan &plan)
{
    std::vector<int> counts = plan.demonstrations;
    std::sort(counts.rbegin(), counts.rend());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    return counts;
}

std::vector<std::size_t> judgedRows(const AblationPlan &plan, std::span<const AblationRow> rows,
                                    int demonstrations)
{
    std::vector<std::size_t> judged;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (isJudged(plan, rows, row, demonstrations))
            judged.push_back(row);
    }
    return judged;
}

EvaluationOptions optionsOf(const AblationPlan &plan, int demonstrations)
{
    EvaluationOptions options;
    options.target = plan.target;
    options.demonstrations = demonstrations;
    options.splits = plan.splits;
    options.resamples = plan.resamples;
    options.seed = plan.seed;
    return options;
}

/// Where it stands; it is added where it does not.
std::size_t placeOf(const PredictorSpec &spec, std::vector<PredictorSpec> &specs)
{
    const auto found = std::find(specs.begin(), specs.end(), spec);
    const auto place = static_cast<std::size_t>(found - specs.begin());
    if (found == specs.end())
        specs.push_back(spec);
    return place;
}

/// Those that the plan does not show stay only where something was tested against them.
void hideSubstitutes(Evaluation &evaluation, std::size_t shown)
{
    for (std::size_t i = evaluation.predictors.size(); i-- > shown;) {
        if (evaluation.testedAgainst == i)
            continue;
        evaluation.predictors.erase(evaluation.predictors.begin() + static_cast<std::ptrdiff_t>(i));
        if (evaluation.testedAgainst && *evaluation.testedAgainst > i)
            --*evaluation.testedAgainst;
    }
    evaluation.options.substitutes.clear(); // places of rows that may be gone
}

} // namespace

AblationPlan paperAblation()
{
    AblationPlan plan;
    plan.prompts = {"llm-pp"};
    plan.variants = {"demonstrations-only", "role-and-definitions", "first-instruction",
                     "second-instruction",  "third-instruction",    "fourth-instruction",
                     "fifth-instruction"};
    plan.baselines = {"mean", "mean-by-depth", "ols:decoder_layers",
                      "ols:log_decoder_layers+total_ffn", "stacked"};
    plan.reference = "ols:decoder_layers";
    return plan;
}

Result<std::vector<AblationRow>> ablationRows(const AblationPlan &plan)
{
    if (const Result<void> fine = checkPlan(plan); !fine)
        return tl::make_unexpected(fine.error());
    const std::vector<std::string> variants = plan.variants.empty() ? std::vector<std::string>{""}
                                                                    : plan.variants;
    std::vector<AblationRow> rows;
    for (const std::string &model : plan.models) {
        for (const std::string &prompt : plan.prompts) {
            for (const std::string &variant : variants) {
                Result<PredictorSpec> spec = parsePredictorSpec(
                    specOf(plan, model, prompt, variant));
                if (!spec)
                    return tl::make_unexpected(spec.error());
                rows.push_back(
                    {model, prompt, variant, titleOf(prompt, variant), *std::move(spec)});
            }
        }
    }
    return rows;
}

bool isJudged(const AblationPlan &plan, std::span<const AblationRow> rows, std::size_t row,
              int demonstrations)
{
    if (demonstrations == mostDemonstrations(plan))
        return true;
    const bool isLast = row + 1 == rows.size() || rows[row + 1].model != rows[row].model
                        || rows[row + 1].prompt != rows[row].prompt;
    return isLast;
}

Result<std::vector<LlmDemand>> ablationDemand(std::span<const TfsTask> tasks,
                                              const AblationPlan &plan,
                                              const PredictorServices &services)
{
    const Result<std::vector<AblationRow>> rows = ablationRows(plan);
    if (!rows)
        return tl::make_unexpected(rows.error());
    std::vector<LlmDemand> demands;
    for (const TfsTask &task : tasks) {
        for (const int demonstrations : fallingDemonstrations(plan)) {
            std::vector<PredictorSpec> specs;
            for (const std::size_t row : judgedRows(plan, *rows, demonstrations))
                specs.push_back((*rows)[row].spec);
            auto part = llmDemand(task, specs, optionsOf(plan, demonstrations), services);
            if (!part)
                return part;
            std::move(part->begin(), part->end(), std::back_inserter(demands));
        }
    }
    return demands;
}

Result<Ablation> runAblation(std::span<const TfsTask> tasks, const AblationPlan &plan,
                             const PredictorServices &services, Job &job)
{
    Result<std::vector<AblationRow>> rows = ablationRows(plan);
    if (!rows)
        return tl::make_unexpected(rows.error());
    const Result<std::vector<PredictorSpec>> baselines = baselineSpecs(plan);
    if (!baselines)
        return tl::make_unexpected(baselines.error());
    const Result<PredictorSpec> reference = parsePredictorSpec(plan.reference);

    Ablation ablation{plan, *std::move(rows), {}};
    for (const TfsTask &task : tasks) {
        for (const int demonstrations : fallingDemonstrations(plan)) {
            AblationBlock block;
            block.task = task.name;
            block.demonstrations = demonstrations;
            block.rows = judgedRows(plan, ablation.rows, demonstrations);
            std::vector<PredictorSpec> specs;
            for (const std::size_t row : block.rows)
                specs.push_back(ablation.rows[row].spec);
            specs.insert(specs.end(), baselines->begin(), baselines->end());
            const std::size_t shown = specs.size();
            EvaluationOptions options = optionsOf(plan, demonstrations);
            if (!plan.reference.empty() && reference) {
                options.baseline = placeOf(*reference, specs);
                for (const char *substitute : substitutes)
                    options.substitutes.push_back(
                        placeOf(parsePredictorSpec(substitute).value(), specs));
            }
            Result<Evaluation> evaluation = evaluate(task, specs, options, job, services);
            if (!evaluation)
                return tl::make_unexpected(evaluation.error());
            block.evaluation = *std::move(evaluation);
            hideSubstitutes(block.evaluation, shown);
            ablation.blocks.push_back(std::move(block));
        }
    }
    return ablation;
}

} // namespace auspex
