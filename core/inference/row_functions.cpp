// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/row_functions.h"

namespace auspex {

// One object file each, from row_functions_for.cpp; which exist depends on the processor's family.
extern const RowFunctions rowFunctionsBaseline;
#if defined(AUSPEX_ROW_FUNCTIONS_X86)
extern const RowFunctions rowFunctionsAvx2;
extern const RowFunctions rowFunctionsAvx512;
#endif

namespace {

const RowFunctions &fastest()
{
#if defined(AUSPEX_ROW_FUNCTIONS_X86)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return rowFunctionsAvx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return rowFunctionsAvx2;
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
