// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/training_notices.h"

#include <algorithm>
#include <utility>

#include "core/inference/memory.h"

namespace auspex::engine {

namespace {

constexpr std::chrono::milliseconds interval{100};

std::vector<TrainedRole> rolesOf(const std::vector<RoleLoss> &losses)
{
    std::vector<TrainedRole> roles;
    roles.reserve(losses.size());
    for (const RoleLoss &loss : losses)
        roles.push_back({loss.role, loss.architecture, loss.loss});
    return roles;
}

/// Roles of the same name in the same order are the same role; a sandwich may have several sampled.
void addRoles(std::vector<TrainedRole> &sums, std::vector<TrainedRole> roles)
{
    for (std::size_t i = 0; i < roles.size(); ++i) {
        if (i >= sums.size() || sums[i].role != roles[i].role) {
            sums.insert(sums.begin() + static_cast<std::ptrdiff_t>(std::min(i, sums.size())),
                        std::move(roles[i]));
            continue;
        }
        sums[i].loss += roles[i].loss;
        if (sums[i].architecture != roles[i].architecture)
            sums[i].architecture.reset();
    }
}

} // namespace

TrainingNoticeSender::TrainingNoticeSender(Call &call)
    : m_call(call)
{
}

void TrainingNoticeSender::add(const UpdateReport &report)
{
    if (!m_waiting) {
        m_waiting.emplace();
        m_waiting->updates = 0;
    }
    m_waiting->update = report.update;
    ++m_waiting->updates;
    m_waiting->learningRate = report.learningRate;
    m_waiting->gradientNorm = report.gradientNorm;
    m_waiting->lossScale = report.lossScale;
    m_waiting->tokens += report.tokens;
    m_waiting->seconds += report.seconds;
    addRoles(m_waiting->roles, rolesOf(report.roles));
    if (std::chrono::steady_clock::now() - m_sent >= interval)
        flush();
}

void TrainingNoticeSender::add(const ValidationReport &report)
{
    flush();
    m_call.notify(method::trainValidated,
                  jsonOf(ValidatedNotice{report.update, rolesOf(report.roles), report.isBest}));
}

void TrainingNoticeSender::addCheckpoint(const std::filesystem::path &file, std::int64_t update)
{
    flush();
    m_call.notify(method::trainSaved, jsonOf(SavedNotice{update, file.string()}));
}

void TrainingNoticeSender::flush()
{
    if (!m_waiting)
        return;
    m_waiting->memory = peakMemory();
    m_call.notify(method::trainUpdated, jsonOf(*m_waiting));
    m_waiting.reset();
    m_sent = std::chrono::steady_clock::now();
}

} // namespace auspex::engine
