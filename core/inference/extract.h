// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/supernet_weights.h"

namespace auspex {

/// The shape of a subnet on its own: its widths, no mixture, and its supernet's positions.
SupernetShape subnetShape(const SupernetShape &shape, const Architecture &architecture);

/// The subnet as a network of its own: its slices copied, a mixture's experts mixed once for it
/// (supernets-and-proxies.md, A.7), under fairseq's names; it computes what the subnet computes in
/// the supernet. The metadata holds "format" ("auspex-subnet"), "architecture" and "supernet" (the
/// JSON of core/arch), so that the file opens by itself.
Result<TensorFile> extractSubnet(const SupernetWeights &weights, const Architecture &architecture);

struct OpenedSubnet {
    SupernetWeights weights;
    Architecture architecture;
};

/// What extractSubnet() made, from a safetensors file. Fails on a file without its metadata.
Result<OpenedSubnet> openSubnet(const std::filesystem::path &file);

} // namespace auspex
