// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nmt/training_loops.h"

#include "core/inference/instruction_set.h"

namespace auspex {

// One object file each, from training_loops_for.cpp; which exist depends on the processor's family.
extern const TrainingLoops trainingLoopsBaseline;
#if defined(AUSPEX_X86_LOOPS)
extern const TrainingLoops trainingLoopsAvx2;
extern const TrainingLoops trainingLoopsAvx512;
#endif

namespace {

const TrainingLoops &fastest()
{
#if defined(AUSPEX_X86_LOOPS)
    switch (fastestInstructionSet()) {
    case InstructionSet::Avx512:
        return trainingLoopsAvx512;
    case InstructionSet::Avx2:
        return trainingLoopsAvx2;
    case InstructionSet::Baseline:
        break;
    }
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
