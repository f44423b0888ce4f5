// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/arch/supernet.h"
#include "core/base/job.h"
#include "core/training/latency_options.h"

namespace auspex {

using LatencyListener = std::function<void(std::size_t index, const Latency &latency)>;

/// How long each subnet takes to translate one sentence, one after another, in LibTorch on the
/// device of the options: HAT's procedure (spec section 5.1). The encoder runs alone, then
/// hypotheses are decoded token by token over keys and values that are kept, with the output
/// projection, without softmax and search. Weights are fresh: time does not depend on them. The
/// listener is told each latency as soon as it is known. A machine that does something else
/// meanwhile is measured with that.
Result<std::vector<Latency>> measureLatencies(const SupernetShape &shape,
                                              std::span<const Architecture> architectures,
                                              const LatencyOptions &options, Job &job,
                                              const LatencyListener &listener = {});

} // namespace auspex
