// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace auspex::engine {

/// The whole of auspex-engine: speaks core/engine/PROTOCOL.md on the standard streams until the
/// front has gone, and returns the exit status. To be called once, first thing in main: it sets how
/// memory is allocated and takes the standard output for itself.
int runEngine(const std::vector<std::string> &arguments);

} // namespace auspex::engine
