// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <initializer_list>

#include "nmt_tests.h"

int main(int argc, char **argv)
{
    int failures = 0;
    for (const auto &run : {runGoldenLosses, runProxies, runReferenceModel, runTraining})
        failures += run(argc, argv);
    return failures;
}
