// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace auspex {

/// From now on to the end of the program, memory that is given back to the heap is overwritten
/// first, by whichever library: copies of a key that the network code made are in no core dump once
/// it is done with them. For programs that have read a key; the price is one pass over what is
/// freed. Any thread may call. Does nothing under a sanitizer and without the GNU C library.
void wipeFreedMemory();

/// Overwrites the stack below the caller, where calls that are over have left what they worked on,
/// and on x86-64 the vector registers, which copies go through and which the loader saves there.
void wipeStackBelow();

} // namespace auspex
