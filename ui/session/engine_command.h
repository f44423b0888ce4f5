// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/engine/client.h"

namespace auspex {

/// How the engine is started, as a command line: the environment variable AUSPEX_ENGINE, else the
/// setting "engine/command"; empty: the one beside this program or in PATH.
QString engineCommand();

/// For work of the desktop; threads 0: as many as the engine finds.
engine::ClientOptions engineClientOptions(int threads = 0);

} // namespace auspex
