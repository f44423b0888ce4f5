// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/engine/training_messages.h"

namespace auspex {

/// Losses over some updates, by role.
struct CurvePoint {
    std::int64_t update = 0;  ///< the last one
    std::int64_t updates = 1; ///< how many, this one the last
    double learningRate = 0.0;
    std::map<std::string, LossSums> roles;

    bool operator==(const CurvePoint &) const = default;
};

struct ValidationPoint {
    std::int64_t update = 0;
    std::map<std::string, LossSums> roles;
    bool isBest = false;

    bool operator==(const ValidationPoint &) const = default;
};

/// The most points that a curve keeps; neighbours are then added up, so that no update is lost.
inline constexpr std::size_t mostCurvePoints = 2000;

/// How far a training has come: what a run's progress holds and people look at.
class TrainingProgress {
public:
    TrainingProgress() = default;
    /// Of json(); members that are missing or wrong are left as they are for a fresh training.
    static TrainingProgress of(const nlohmann::json &value);

    std::int64_t update = 0;
    std::int64_t maxUpdates = 0;
    double learningRate = 0.0;
    double tokensPerSecond = 0.0; ///< lately
    double seconds = 0.0;         ///< spent on updates so far
    double memory = 0.0;          ///< most of the engine, bytes
    std::optional<double> bestLoss;
    std::int64_t savedUpdate = 0;          ///< of the last checkpoint
    int threads = 0;                       ///< of the first start, which later ones keep
    std::map<std::string, LossSums> roles; ///< of the last notice
    std::vector<CurvePoint> curve;
    std::vector<ValidationPoint> validations;

    /// An update that was there already (a training went on from an older checkpoint) takes its
    /// place and that of all after it.
    void add(const engine::UpdatedNotice &notice);
    void add(const engine::ValidatedNotice &notice);

    /// Until maxUpdates at the last speed; nothing before the first update.
    std::optional<double> secondsLeft() const;
    /// "sampled 5.31, lr 0.00098, 3400 tokens/s, 3 min left"
    std::string sentence() const;

    nlohmann::json json() const;

private:
    double m_secondsPerUpdate = 0.0; ///< lately
};

} // namespace auspex
