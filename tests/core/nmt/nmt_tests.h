// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Each runs the tests of one file, as QTest::qExec() does.
int runGoldenLosses(int argc, char **argv);
int runProxies(int argc, char **argv);
int runReferenceModel(int argc, char **argv);
int runTraining(int argc, char **argv);
