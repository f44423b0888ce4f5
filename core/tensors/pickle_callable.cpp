// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/pickle_callable.h"

#include <algorithm>
#include <iterator>

namespace auspex {

namespace {

using Makes = PickleCallable::Makes;

// fairseq's checkpoints hold the command line as a Namespace, and meters beside it.
constexpr PickleCallable callables[] = {
    {"collections", "OrderedDict", Makes::OrderedDictionary},
    {"builtins", "set", Makes::Set},
    {"__builtin__", "set", Makes::Set},
    {"torch", "Size", Makes::Size},
    {"argparse", "Namespace", Makes::Object},
    {"fairseq.meters", "AverageMeter", Makes::Object},
    {"fairseq.meters", "TimeMeter", Makes::Object},
    {"fairseq.meters", "StopwatchMeter", Makes::Object},
    {"torch._utils", "_rebuild_tensor", Makes::Tensor},
    {"torch._utils", "_rebuild_tensor_v2", Makes::Tensor},
    {"torch._utils", "_rebuild_parameter", Makes::Parameter},
    {"torch", "BoolStorage", Makes::StorageType, ElementType::Bool},
    {"torch", "ByteStorage", Makes::StorageType, ElementType::UInt8},
    {"torch", "CharStorage", Makes::StorageType, ElementType::Int8},
    {"torch", "ShortStorage", Makes::StorageType, ElementType::Int16},
    {"torch", "IntStorage", Makes::StorageType, ElementType::Int32},
    {"torch", "LongStorage", Makes::StorageType, ElementType::Int64},
    {"torch", "HalfStorage", Makes::StorageType, ElementType::Float16},
    {"torch", "BFloat16Storage", Makes::StorageType, ElementType::BFloat16},
    {"torch", "FloatStorage", Makes::StorageType, ElementType::Float32},
    {"torch", "DoubleStorage", Makes::StorageType, ElementType::Float64},
};

} // namespace

std::optional<std::size_t> findPickleCallable(std::string_view module, std::string_view name)
{
    if (module == "torch.cuda" && name.ends_with("Storage"))
        module = "torch"; // what an old PyTorch saved from a GPU
    const auto *const found = std::find_if(
        std::begin(callables), std::end(callables), [&](const PickleCallable &callable) {
            return callable.module == module && callable.name == name;
        });
    if (found == std::end(callables))
        return std::nullopt;
    return static_cast<std::size_t>(found - std::begin(callables));
}

const PickleCallable &pickleCallable(std::size_t index)
{
    return callables[index];
}

} // namespace auspex
