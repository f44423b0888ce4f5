// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/supernet_session.h"

#include <utility>

namespace auspex::cli {

tl::expected<std::unique_ptr<SupernetSession>, Stop> SupernetSession::open(
    Context &context, const EngineOptions &options, Workspace *opened)
{
    std::unique_ptr<SupernetSession> session(new SupernetSession);
    session->m_workspace = opened;
    if (!opened && !context.options.workspace.empty()) {
        Result<Workspace> workspace = Workspace::open(context.options.workspace);
        if (!workspace)
            return tl::make_unexpected(Stop(workspace.error()));
        session->m_own.emplace(std::move(*workspace));
        session->m_workspace = &*session->m_own;
    }
    if (session->m_workspace && session->m_workspace->isReadOnly())
        context.console.say("new scores are not kept: " + session->m_workspace->readOnlyReason());

    SupernetService::Settings settings;
    settings.device = context.options.device;
    settings.engine = [raw = session.get(), options,
                       global = context.options]() -> Result<std::shared_ptr<engine::Client>> {
        if (!raw->m_engine)
            raw->m_engine.emplace(options, global);
        return raw->m_engine->shared();
    };
    auto service = SupernetService::create(std::move(settings), session->m_workspace);
    if (!service)
        return tl::make_unexpected(Stop(service.error()));
    session->m_service = std::move(*service);
    return session;
}

} // namespace auspex::cli
