// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "core/tensors/tensor.h"

namespace auspex {

/// What a checkpoint may name: each stands for data, and none is ever called.
struct PickleCallable {
    enum class Makes {
        OrderedDictionary,
        Set,
        Size,        ///< torch.Size: a tuple
        Object,      ///< one whose attributes are all that it is
        Tensor,      ///< from a storage, offset, shape and strides
        Parameter,   ///< from a tensor
        StorageType, ///< the class of storages whose elements have the type below
    };

    std::string_view module;
    std::string_view name;
    Makes makes = Makes::Object;
    ElementType type = ElementType::Float32;
};

/// An index for pickleCallable(); nothing for any other function or class.
std::optional<std::size_t> findPickleCallable(std::string_view module, std::string_view name);
const PickleCallable &pickleCallable(std::size_t index);

} // namespace auspex
