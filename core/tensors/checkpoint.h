// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "core/tensors/tensor.h"

namespace auspex {

/// A value of a PyTorch checkpoint: what a pickle can hold that needs no code to be run.
struct CheckpointValue {
    using List = std::vector<CheckpointValue>;
    struct Entry;
    using Dictionary = std::vector<Entry>; ///< in its order

    std::variant<std::monostate, bool, std::int64_t, double, std::string, Tensor, List, Dictionary>
        value;

    /// The entry under a text key; null where this is no dictionary or has no such entry.
    const CheckpointValue *find(std::string_view key) const;
};

/// Key and value of a dictionary, as those of std::map are named.
struct CheckpointValue::Entry {
    CheckpointValue first;
    CheckpointValue second;
};

/// Reads what torch.save() wrote, the zip format and the legacy one. Nothing of the file is ever
/// executed: tensors, numbers, texts, lists, tuples and dictionaries are accepted, and so are the
/// few constructors that PyTorch itself uses for these (and argparse.Namespace, as fairseq's
/// checkpoints hold, read as a dictionary); a pickle that names any other function or class fails
/// with a sentence that says which.
Result<CheckpointValue> readCheckpoint(const std::filesystem::path &file);

/// The tensors of a safetensors file or of a PyTorch checkpoint, by what the file begins with. In a
/// checkpoint: the state dictionary itself, or the one under "model" or "state_dict".
Result<TensorFile> readWeights(const std::filesystem::path &file);

} // namespace auspex
