// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>

#include <unistd.h>

#include "core/tensors/checkpoint_storage.h"
#include "core/tensors/safetensors.h"
#include "tests/fuzz/fuzz_bodies.h"

namespace auspex::test {

namespace {

/// A file of this process, which is removed in the end.
class TemporaryFile {
public:
    TemporaryFile()
        : m_path(std::filesystem::temp_directory_path()
                 / ("auspex-fuzz-" + std::to_string(::getpid()) + ".safetensors"))
    {
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;
    ~TemporaryFile()
    {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// The tensor is what it says, and all of its bytes can be read.
Violation brokenTensor(const Tensor &tensor)
{
    std::size_t elements = 1;
    for (const std::int64_t size : tensor.shape)
        elements *= static_cast<std::size_t>(size);
    if (elements * elementSize(tensor.type) != tensor.bytes.size())
        return "A tensor has another number of bytes than its shape asks for.";
    if (reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % elementSize(tensor.type) != 0)
        return "A tensor is not aligned for its type.";
    const auto floats = floatsOf(tensor);
    if (!floats || floats->size() != elements)
        return "A tensor cannot be read as floats.";
    (void)integersOf(tensor); // fractions may be refused
    return std::nullopt;
}

bool isSame(const TensorFile &a, const TensorFile &b)
{
    const auto same = [](const auto &x, const auto &y) {
        return x.first == y.first && x.second.type == y.second.type
               && x.second.shape == y.second.shape
               && std::equal(x.second.bytes.begin(), x.second.bytes.end(), y.second.bytes.begin(),
                             y.second.bytes.end());
    };
    return a.metadata == b.metadata
           && std::equal(a.tensors.begin(), a.tensors.end(), b.tensors.begin(), b.tensors.end(),
                         same);
}

Violation brokenValue(const CheckpointValue &value)
{
    if (const auto *tensor = std::get_if<Tensor>(&value.value))
        return brokenTensor(*tensor);
    if (const auto *list = std::get_if<CheckpointValue::List>(&value.value)) {
        for (const CheckpointValue &entry : *list) {
            if (Violation broken = brokenValue(entry))
                return broken;
        }
    }
    if (const auto *dictionary = std::get_if<CheckpointValue::Dictionary>(&value.value)) {
        for (const auto &[key, entry] : *dictionary) {
            if (Violation broken = brokenValue(key))
                return broken;
            if (Violation broken = brokenValue(entry))
                return broken;
            const auto *name = std::get_if<std::string>(&key.value);
            if (name != nullptr && value.find(*name) != &entry)
                return "A dictionary has a key twice.";
        }
    }
    return std::nullopt;
}

} // namespace

Violation fuzzSafetensors(std::string_view bytes)
{
    const Result<TensorFile> file = parseSafetensors(bytes, "input.safetensors");
    if (!file)
        return std::nullopt;
    for (const auto &[name, tensor] : file->tensors) {
        if (Violation broken = brokenTensor(tensor))
            return broken;
    }
    const TemporaryFile written;
    if (const Result<void> done = writeSafetensors(written.path(), *file); !done)
        return "A file that was read cannot be written: " + done.error().message;
    const Result<TensorFile> again = readSafetensors(written.path());
    if (!again)
        return "A written file is refused: " + again.error().message;
    if (!isSame(*again, *file))
        return "A written file reads back as another one.";
    return std::nullopt;
}

Violation fuzzCheckpoint(std::string_view bytes)
{
    const auto kept = std::make_shared<const std::string>(bytes);
    const Result<CheckpointValue> value = parseCheckpoint({std::as_bytes(std::span(*kept)), kept},
                                                          "input.pt");
    if (!value)
        return value.error().message.empty() ? Violation("An error says nothing.") : std::nullopt;
    return brokenValue(*value);
}

} // namespace auspex::test
