// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace auspex {

/// Makes the C library keep large blocks that are freed, and use them again, in every thread: else
/// each one is mapped anew, and the kernel clears its pages, which doubles the time of a forward
/// pass (spec/dependencies.md, section 3). For programs that compute with tensors, first thing in
/// main(). Does nothing where the C library has no such switch.
void tuneMemory();

/// The most memory that this process has had so far, in bytes; 0 where the system does not say.
double peakMemory();

} // namespace auspex
