// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace auspex {

/// The instruction sets that loops are compiled for (auspex_loops() in the top CMakeLists.txt).
enum class InstructionSet { Baseline, Avx2, Avx512 };

/// The best of them that this processor has.
InstructionSet fastestInstructionSet();

} // namespace auspex
