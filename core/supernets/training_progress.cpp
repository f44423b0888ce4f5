// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/supernets/training_progress.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace auspex {

namespace {

using Json = nlohmann::json;
using Roles = std::map<std::string, LossSums>;

constexpr double smoothing = 0.1; // weight of a notice in what is told as the speed

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json jsonOf(const Roles &roles)
{
    Json value = Json::object();
    for (const auto &[role, loss] : roles)
        value[role] = {{"label_smoothed", number(loss.labelSmoothed)},
                       {"nll", number(loss.nll)},
                       {"tokens", loss.tokens}};
    return value;
}

double numberOf(const Json &object, const char *name, double otherwise = 0.0)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_number() ? found->get<double>() : otherwise;
}

std::int64_t integerOf(const Json &object, const char *name, std::int64_t otherwise = 0)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                               : otherwise;
}

Roles rolesOf(const Json &object)
{
    Roles roles;
    const auto found = object.find("roles");
    if (found == object.end() || !found->is_object())
        return roles;
    for (const auto &[role, loss] : found->items()) {
        if (loss.is_object())
            roles[role] = {numberOf(loss, "label_smoothed", std::nan("")),
                           numberOf(loss, "nll", std::nan("")), integerOf(loss, "tokens")};
    }
    return roles;
}

Roles rolesOf(const std::vector<engine::TrainedRole> &trained)
{
    Roles roles;
    for (const engine::TrainedRole &role : trained)
        roles[role.role] += role.loss;
    return roles;
}

/// Two neighbours as one, until there are few enough.
void thin(std::vector<CurvePoint> &curve)
{
    while (curve.size() > mostCurvePoints) {
        std::vector<CurvePoint> thinner;
        thinner.reserve(curve.size() / 2 + 1);
        for (std::size_t i = 0; i < curve.size(); i += 2) {
            CurvePoint point = curve[i];
            if (i + 1 < curve.size()) {
                const CurvePoint &next = curve[i + 1];
                point.update = next.update;
                point.updates += next.updates;
                point.learningRate = next.learningRate;
                for (const auto &[role, loss] : next.roles)
                    point.roles[role] += loss;
            }
            thinner.push_back(std::move(point));
        }
        curve = std::move(thinner);
    }
}

std::string shortTime(double seconds)
{
    char text[48];
    if (seconds < 90.0)
        std::snprintf(text, sizeof(text), "%.0f s", seconds);
    else if (seconds < 5400.0)
        std::snprintf(text, sizeof(text), "%.0f min", seconds / 60.0);
    else
        std::snprintf(text, sizeof(text), "%.1f h", seconds / 3600.0);
    return text;
}

} // namespace

TrainingProgress TrainingProgress::of(const Json &value)
{
    TrainingProgress progress;
    if (!value.is_object())
        return progress;
    progress.update = integerOf(value, "update");
    progress.maxUpdates = integerOf(value, "max_updates");
    progress.learningRate = numberOf(value, "learning_rate");
    progress.tokensPerSecond = numberOf(value, "tokens_per_second");
    progress.seconds = numberOf(value, "seconds");
    progress.memory = numberOf(value, "memory");
    if (const double best = numberOf(value, "best_loss", std::nan("")); std::isfinite(best))
        progress.bestLoss = best;
    progress.savedUpdate = integerOf(value, "saved_update");
    progress.threads = static_cast<int>(integerOf(value, "threads"));
    progress.roles = rolesOf(value);
    const auto curve = value.find("curve");
    if (curve != value.end() && curve->is_array()) {
        for (const Json &point : *curve)
            progress.curve.push_back({integerOf(point, "update"), integerOf(point, "updates", 1),
                                      numberOf(point, "learning_rate"), rolesOf(point)});
    }
    const auto validations = value.find("validations");
    if (validations != value.end() && validations->is_array()) {
        for (const Json &point : *validations) {
            const auto best = point.find("best");
            progress.validations.push_back(
                {integerOf(point, "update"), rolesOf(point), best != point.end() && *best == true});
        }
    }
    return progress;
}

void TrainingProgress::add(const engine::UpdatedNotice &notice)
{
    const std::int64_t first = notice.update - notice.updates + 1;
    std::erase_if(curve, [first](const CurvePoint &point) { return point.update >= first; });
    std::erase_if(validations,
                  [first](const ValidationPoint &point) { return point.update >= first; });
    update = notice.update;
    learningRate = notice.learningRate;
    memory = std::max(memory, notice.memory);
    seconds += notice.seconds;
    if (notice.seconds > 0.0) {
        const double speed = static_cast<double>(notice.tokens) / notice.seconds;
        const double time = notice.seconds / static_cast<double>(notice.updates);
        const bool isFirst = m_secondsPerUpdate <= 0.0;
        tokensPerSecond += (speed - tokensPerSecond) * (isFirst ? 1.0 : smoothing);
        m_secondsPerUpdate += (time - m_secondsPerUpdate) * (isFirst ? 1.0 : smoothing);
    }
    roles = rolesOf(notice.roles);
    curve.push_back({notice.update, notice.updates, notice.learningRate, roles});
    thin(curve);
}

void TrainingProgress::add(const engine::ValidatedNotice &notice)
{
    std::erase_if(validations, [&notice](const ValidationPoint &point) {
        return point.update >= notice.update;
    });
    validations.push_back({notice.update, rolesOf(notice.roles), notice.isBest});
    if (notice.isBest && !notice.roles.empty()) {
        const LossSums &loss = notice.roles.back().loss;
        if (loss.tokens > 0)
            bestLoss = loss.labelSmoothed / static_cast<double>(loss.tokens);
    }
    // Later ones are what people look at; the best ones stay.
    for (std::size_t i = 0; validations.size() > mostCurvePoints && i < validations.size(); ++i) {
        if (!validations[i].isBest)
            validations.erase(validations.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

std::optional<double> TrainingProgress::secondsLeft() const
{
    if (m_secondsPerUpdate <= 0.0 || maxUpdates <= update)
        return std::nullopt;
    return m_secondsPerUpdate * static_cast<double>(maxUpdates - update);
}

std::string TrainingProgress::sentence() const
{
    std::string text;
    char part[96];
    for (const auto &[role, loss] : roles) {
        if (loss.tokens == 0)
            continue;
        std::snprintf(part, sizeof(part), "%s %.3f, ", role.c_str(),
                      loss.labelSmoothed / static_cast<double>(loss.tokens));
        text += part;
    }
    std::snprintf(part, sizeof(part), "lr %.2g, %.0f tokens/s", learningRate, tokensPerSecond);
    text += part;
    if (const std::optional<double> left = secondsLeft())
        text += ", " + shortTime(*left) + " left";
    return text;
}

Json TrainingProgress::json() const
{
    Json points = Json::array();
    for (const CurvePoint &point : curve)
        points.push_back({{"update", point.update},
                          {"updates", point.updates},
                          {"learning_rate", point.learningRate},
                          {"roles", jsonOf(point.roles)}});
    Json validated = Json::array();
    for (const ValidationPoint &point : validations)
        validated.push_back(
            {{"update", point.update}, {"roles", jsonOf(point.roles)}, {"best", point.isBest}});
    Json value = {{"update", update},
                  {"max_updates", maxUpdates},
                  {"learning_rate", learningRate},
                  {"tokens_per_second", number(tokensPerSecond)},
                  {"seconds", seconds},
                  {"memory", memory},
                  {"saved_update", savedUpdate},
                  {"threads", threads},
                  {"roles", jsonOf(roles)},
                  {"curve", std::move(points)},
                  {"validations", std::move(validated)}};
    if (bestLoss)
        value["best_loss"] = *bestLoss;
    if (const std::optional<double> left = secondsLeft())
        value["seconds_left"] = *left;
    return value;
}

} // namespace auspex
