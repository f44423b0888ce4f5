// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_data.h"

namespace auspex {

/// `count` architectures drawn from the demo space with a fixed seed: their FLOPs against their
/// parameters, one series for each decoder depth. The same picture every time.
PlotData demoSpacePlot(int count);

} // namespace auspex
