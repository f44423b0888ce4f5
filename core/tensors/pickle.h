// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensors/tensor.h"

// Python's pickles as PyTorch writes them (protocols 2 to 5). A pickle is a program; this machine
// knows only the instructions that build values, and instead of calling a function it writes down
// what one of the few that it accepts would have made.

namespace auspex {

using PickleIndex = std::uint32_t;

/// A value, by index into its tree: no node owns another, so that neither a cycle nor a deep
/// nesting does harm.
struct PickleNode {
    enum class Kind {
        None,
        Bool,       ///< integer
        Integer,    ///< integer
        BigInteger, ///< text: its bytes, little end first, beyond 64 bits
        Real,       ///< real
        Text,       ///< text, valid UTF-8
        Bytes,      ///< text
        List,       ///< children; also a set
        Tuple,      ///< children
        Dictionary, ///< children: key, value, key, value
        Object,     ///< its attributes as a dictionary
        Callable,   ///< integer: which
        Storage,    ///< integer: index into storages
        Tensor,     ///< integer: index into tensors
    };

    Kind kind = Kind::None;
    std::int64_t integer = 0;
    double real = 0.0;
    std::string_view text; ///< of the bytes that were read
    std::vector<PickleIndex> children;
};

/// Memory that tensors lie in; the file has it elsewhere, under the key.
struct PickleStorage {
    std::string_view key;
    ElementType type = ElementType::Float32;
    std::int64_t count = 0;      ///< elements of the whole
    std::int64_t viewOffset = 0; ///< the legacy format's part of it
    std::int64_t viewCount = 0;
};

struct PickleTensor {
    std::size_t storage = 0;
    std::int64_t offset = 0; ///< in elements, as the strides
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

struct PickleTree {
    std::vector<PickleNode> nodes;
    std::vector<PickleStorage> storages;
    std::vector<PickleTensor> tensors;
    PickleIndex root = 0;
    std::size_t size = 0; ///< bytes that the pickle took of those given

    const PickleNode &rootNode() const { return nodes[root]; }
};

/// Reads the pickle that the bytes begin with; the tree refers to them. `source` names the file in
/// errors.
Result<PickleTree> readPickle(std::string_view bytes, const std::string &source);

/// The error of a checkpoint that breaks the format: "X is not a usable PyTorch checkpoint: ...".
tl::unexpected<Error> brokenCheckpoint(const std::string &source, const std::string &what);

} // namespace auspex
