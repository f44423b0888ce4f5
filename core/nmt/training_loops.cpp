// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/training_loops.h"

namespace auspex {

// One object file each, from training_loops_for.cpp; which exist depends on the processor's family.
extern const TrainingLoops trainingLoopsBaseline;
#if defined(AUSPEX_TRAINING_LOOPS_X86)
extern const TrainingLoops trainingLoopsAvx2;
extern const TrainingLoops trainingLoopsAvx512;
#endif

namespace {

const TrainingLoops &fastest()
{
#if defined(AUSPEX_TRAINING_LOOPS_X86)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return trainingLoopsAvx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return trainingLoopsAvx2;
#endif
    return trainingLoopsBaseline;
}

} // namespace

const TrainingLoops &trainingLoops()
{
    static const TrainingLoops &chosen = fastest();
    return chosen;
}

} // namespace auspex
