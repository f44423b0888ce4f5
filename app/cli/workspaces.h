// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/store/workspace.h"

namespace auspex::cli {

enum class IfMissing { Fail, Create };

/// The workspace that --workspace names, open for writing; fails where that is impossible.
tl::expected<Workspace, Stop> openToWrite(Context &context, IfMissing ifMissing);

/// The same, without the right to write and without asking for it.
tl::expected<Workspace, Stop> openToRead(Context &context);

} // namespace auspex::cli
