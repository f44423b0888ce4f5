// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_program.h"

int main(int argc, char **argv)
{
    return auspex::engine::runEngine({argv, argv + argc});
}
