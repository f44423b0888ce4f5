// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/latency_training.h"

#include <cmath>
#include <filesystem>
#include <limits>

#include "core/store/run_store.h"
#include "core/supernets/run_progress.h"
#include "core/supernets/training_data.h"

namespace auspex {

namespace {

nlohmann::json jsonOf(const LatencyContender &contender)
{
    nlohmann::json json = {{"name", contender.name}, {"settings", contender.settings}};
    if (!contender.problem.empty()) {
        json["problem"] = contender.problem;
        return json;
    }
    json["n"] = contender.scores.rows;
    json["rmse_ms"] = contender.scores.rmseMs;
    json["mapd"] = contender.scores.mapd;
    json["tau"] = std::isfinite(contender.scores.tau) ? nlohmann::json(contender.scores.tau)
                                                      : nlohmann::json();
    return json;
}

LatencyContender contenderOf(const nlohmann::json &json)
{
    LatencyContender contender;
    contender.name = json.value("name", "");
    contender.settings = json.value("settings", "");
    contender.problem = json.value("problem", "");
    contender.scores.rows = json.value("n", std::size_t{0});
    contender.scores.rmseMs = json.value("rmse_ms", 0.0);
    contender.scores.mapd = json.value("mapd", 0.0);
    const auto tau = json.find("tau");
    contender.scores.tau = tau != json.end() && tau->is_number()
                               ? tau->get<double>()
                               : std::numeric_limits<double>::quiet_NaN();
    return contender;
}

Result<nlohmann::json> study(const LatencyTrainingPlan &plan, Job &job)
{
    const Result<std::vector<LatencyRow>> rows = readLatencyData(plan.dataset);
    if (!rows) {
        return tl::make_unexpected(rows.error());
    }
    LatencyStudyOptions options = plan.study;
    options.normMs = plan.normMs.value_or(latencyNormFor(plan.dataset, *rows));
    Result<LatencyStudy> studied = studyLatency(*rows, options, job);
    if (!studied) {
        return tl::make_unexpected(studied.error());
    }
    LatencyPredictor &predictor = studied->predictor;
    predictor.metadata["dataset"] = std::filesystem::path(plan.dataset).filename().string();
    predictor.metadata["seed"] = std::to_string(options.seed);
    if (const Result<void> written = writeLatencyPredictor(plan.output, predictor); !written) {
        return tl::make_unexpected(written.error());
    }
    nlohmann::json contenders = nlohmann::json::array();
    for (const LatencyContender &contender : studied->contenders) {
        contenders.push_back(jsonOf(contender));
    }
    nlohmann::json points = nlohmann::json::array();
    const std::vector<LatencyRow> test = splitLatencyData(*rows, options.seed).test;
    const std::vector<double> predicted = predictor.predictMs(test);
    for (std::size_t i = 0; i < test.size(); ++i) {
        points.push_back({test[i].totalMs(), predicted[i]});
    }
    return nlohmann::json{{"norm_ms", options.normMs},
                          {"contenders", std::move(contenders)},
                          {"points", std::move(points)}};
}

} // namespace

nlohmann::json latencyTrainingSettings(const LatencyTrainingPlan &plan)
{
    nlohmann::json settings = {{"dataset", plan.dataset},
                               {"output", plan.output},
                               {"steps", plan.study.training.steps},
                               {"learning_rate", plan.study.training.learningRate},
                               {"batch", plan.study.training.batch},
                               {"hidden_width", plan.study.hiddenWidth},
                               {"hidden_layers", plan.study.hiddenLayers},
                               {"seed", plan.study.seed},
                               {"compare", plan.study.compare}};
    if (plan.normMs) {
        settings["norm_ms"] = *plan.normMs;
    }
    return settings;
}

Result<LatencyTrainingPlan> latencyTrainingPlanOf(const nlohmann::json &settings)
{
    LatencyTrainingPlan plan;
    try {
        plan.dataset = settings.at("dataset").get<std::string>();
        plan.output = settings.at("output").get<std::string>();
        plan.study.training.steps = settings.at("steps").get<int>();
        plan.study.training.learningRate = settings.at("learning_rate").get<double>();
        plan.study.training.batch = settings.at("batch").get<int>();
        plan.study.hiddenWidth = settings.at("hidden_width").get<int>();
        plan.study.hiddenLayers = settings.at("hidden_layers").get<int>();
        plan.study.seed = settings.at("seed").get<std::uint64_t>();
        plan.study.compare = settings.at("compare").get<bool>();
        if (settings.contains("norm_ms")) {
            plan.normMs = settings.at("norm_ms").get<double>();
        }
    } catch (const nlohmann::json::exception &error) {
        return failure(ErrorCode::Corrupt, "The settings of the training cannot be read.",
                       error.what());
    }
    return plan;
}

std::optional<LatencyTrainingResult> latencyTrainingResult(const nlohmann::json &progress)
{
    try {
        if (!progress.is_object() || !progress.contains("contenders")) {
            return std::nullopt;
        }
        LatencyTrainingResult result;
        result.normMs = progress.value("norm_ms", 0.0);
        for (const nlohmann::json &contender : progress.at("contenders")) {
            result.contenders.push_back(contenderOf(contender));
        }
        for (const nlohmann::json &point : progress.at("points")) {
            result.points.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
        }
        return result;
    } catch (const nlohmann::json::exception &) {
        return std::nullopt; // what is shown of it can be had by training again
    }
}

Result<std::int64_t> addLatencyTraining(Workspace &workspace, const LatencyTrainingPlan &plan)
{
    if (const auto rows = readLatencyData(plan.dataset); !rows) {
        return tl::make_unexpected(rows.error());
    }
    return addRun(workspace, latencyTrainingKind, latencyTrainingSettings(plan))
        .map([](const StoredRun &run) { return run.id; });
}

Result<void> runLatencyTraining(Workspace &workspace, std::int64_t run, Job &job)
{
    const Result<StoredRun> stored = loadTrainingRun(workspace, latencyTrainingKind, run);
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    const Result<LatencyTrainingPlan> plan = latencyTrainingPlanOf(stored->settings);
    if (!plan) {
        return tl::make_unexpected(plan.error());
    }
    if (Result<void> begun = updateRun(workspace, run, RunState::Running, {}); !begun) {
        return begun;
    }
    const Result<nlohmann::json> result = study(*plan, job);
    if (!result) {
        (void)updateRun(workspace, run, stateAfter(result.error()),
                        {{"error", result.error().message}}); // the first error is what matters
        return tl::make_unexpected(result.error());
    }
    return updateRun(workspace, run, RunState::Done, *result);
}

} // namespace auspex
