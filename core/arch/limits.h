// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What readers accept at most, well beyond any network of the literature: with these, counts stay
// within 64 bits and a hostile file cannot ask for more memory than there is.

namespace auspex {

inline constexpr int mostLayers = 64;
inline constexpr int mostSize = 100'000; ///< of a width, an FFN dimension, or a number of heads

} // namespace auspex
