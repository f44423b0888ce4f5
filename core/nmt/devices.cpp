// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/devices.h"

#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/version.h>

namespace auspex {

std::string libTorchVersion()
{
    return TORCH_VERSION;
}

std::vector<std::string> trainingDevices()
{
    std::vector<std::string> devices = {"cpu"};
    try {
        const std::size_t cards = torch::cuda::device_count();
        for (std::size_t i = 0; i < cards; ++i)
            devices.push_back("cuda:" + std::to_string(i));
    } catch (const std::exception &) {
        // A driver that does not work is a machine without cards.
    }
    return devices;
}

void setLibTorchThreads(int threads)
{
    at::set_num_threads(threads);
}

} // namespace auspex
