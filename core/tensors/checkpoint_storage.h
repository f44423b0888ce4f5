// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/tensors/checkpoint.h"
#include "core/tensors/pickle.h"

namespace auspex {

struct StorageBytes {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
};

/// The bytes of a whole storage; as many as its count of elements takes.
using FindStorage = std::function<Result<StorageBytes>(const PickleStorage &)>;

/// The tree's value with its tensors. Views with strides become dense copies; tensors that share a
/// storage share its bytes. `fileSize` bounds what a small file can unfold to.
Result<CheckpointValue> checkpointValue(const PickleTree &tree, const FindStorage &findStorage,
                                        std::size_t fileSize, const std::string &source);

/// The two formats of torch.save(). The tensors may refer to the bytes, which `owner` keeps.
Result<CheckpointValue> parseLegacyCheckpoint(const StorageBytes &file, const std::string &source);
Result<CheckpointValue> parseZipCheckpoint(const StorageBytes &file, const std::string &source);

/// Either, by what the bytes begin with.
Result<CheckpointValue> parseCheckpoint(const StorageBytes &file, const std::string &source);

} // namespace auspex
