// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/row_functions.h"

#include "core/inference/instruction_set.h"

namespace auspex {

// One object file each, from row_functions_for.cpp; which exist depends on the processor's family.
extern const RowFunctions rowFunctionsBaseline;
#if defined(AUSPEX_X86_LOOPS)
extern const RowFunctions rowFunctionsAvx2;
extern const RowFunctions rowFunctionsAvx512;
#endif

namespace {

const RowFunctions &fastest()
{
#if defined(AUSPEX_X86_LOOPS)
    switch (fastestInstructionSet()) {
    case InstructionSet::Avx512:
        return rowFunctionsAvx512;
    case InstructionSet::Avx2:
        return rowFunctionsAvx2;
    case InstructionSet::Baseline:
        break;
    }
#endif
    return rowFunctionsBaseline;
}

} // namespace

const RowFunctions &rowFunctions()
{
    static const RowFunctions &chosen = fastest();
    return chosen;
}

} // namespace auspex
