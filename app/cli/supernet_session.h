// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "app/cli/context.h"
#include "app/cli/engine_session.h"
#include "core/store/workspace.h"
#include "core/supernets/supernet_service.h"

namespace auspex::cli {

/// One command's dealings with supernets and proxies. The engine is started when the first score is
/// missing, and not before.
class SupernetSession {
public:
    /// Scores are kept in `opened`, which must live longer, where it is given; else in the
    /// workspace of --workspace, or in memory where there is none.
    static tl::expected<std::unique_ptr<SupernetSession>, Stop> open(Context &context,
                                                                     const EngineOptions &options,
                                                                     Workspace *opened);

    const std::shared_ptr<SupernetService> &service() const { return m_service; }

    /// Null where there is none.
    Workspace *workspace() { return m_workspace; }

private:
    SupernetSession() = default;

    std::optional<Workspace> m_own;
    Workspace *m_workspace = nullptr;
    std::optional<EngineSession> m_engine;
    std::shared_ptr<SupernetService> m_service;
};

} // namespace auspex::cli
