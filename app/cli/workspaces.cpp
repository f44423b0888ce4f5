// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/workspaces.h"

#include <system_error>

namespace auspex::cli {

namespace {

tl::unexpected<Stop> noWorkspace()
{
    return wrongUsage("This command works in a workspace; name it with --workspace FILE.auspex.");
}

} // namespace

tl::expected<Workspace, Stop> openToWrite(Context &context, IfMissing ifMissing)
{
    const std::filesystem::path file = context.options.workspace;
    if (file.empty())
        return noWorkspace();
    std::error_code ignored;
    const bool create = ifMissing == IfMissing::Create && !std::filesystem::exists(file, ignored);
    Result<Workspace> workspace = create ? Workspace::create(file) : Workspace::open(file);
    if (!workspace)
        return tl::make_unexpected(Stop(workspace.error()));
    if (workspace->isReadOnly())
        return tl::make_unexpected(Stop(Status::Failed, workspace->readOnlyReason()));
    return *std::move(workspace);
}

tl::expected<Workspace, Stop> openToRead(Context &context)
{
    const std::filesystem::path file = context.options.workspace;
    if (file.empty())
        return noWorkspace();
    Result<Workspace> workspace = Workspace::open(file, OpenMode::ReadOnly);
    if (!workspace)
        return tl::make_unexpected(Stop(workspace.error()));
    return *std::move(workspace);
}

} // namespace auspex::cli
