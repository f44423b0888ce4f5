// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace auspex {

/// "1.13.0": of the LibTorch that this program runs with.
std::string libTorchVersion();

/// What ModelOptions::device may name on this machine: "cpu", "cuda:0", "cuda:1" ...
std::vector<std::string> trainingDevices();

/// How many threads LibTorch uses from now on, in the calling thread and those that come.
void setLibTorchThreads(int threads);

} // namespace auspex
