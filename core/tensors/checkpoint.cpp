// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/checkpoint.h"

#include "core/base/text.h"
#include "core/tensors/checkpoint_storage.h"
#include "core/tensors/mapped_file.h"
#include "core/tensors/safetensors.h"

namespace auspex {

namespace {

bool isZip(std::span<const std::byte> bytes)
{
    return bytes.size() >= 4 && bytes[0] == std::byte{'P'} && bytes[1] == std::byte{'K'}
           && bytes[2] == std::byte{3} && bytes[3] == std::byte{4};
}

bool isPickle(std::span<const std::byte> bytes)
{
    return bytes.size() >= 2 && bytes[0] == std::byte{0x80} && bytes[1] <= std::byte{5};
}

/// A pickle begins as a header of safetensors would that has a little over 128 bytes and no brace.
bool isSafetensors(std::span<const std::byte> bytes)
{
    return bytes.size() > 8 && bytes[8] == std::byte{'{'};
}

bool isDictionary(const CheckpointValue *value)
{
    return value != nullptr && std::holds_alternative<CheckpointValue::Dictionary>(value->value);
}

/// The names that a message can show of what a checkpoint holds instead.
std::string keysOf(const CheckpointValue::Dictionary &dictionary)
{
    std::vector<std::string> names;
    for (const auto &[key, value] : dictionary) {
        if (const auto *name = std::get_if<std::string>(&key.value); name && names.size() < 5)
            names.push_back(*name);
    }
    return quotedForMessage(join(names, ", "), 200);
}

} // namespace

const CheckpointValue *CheckpointValue::find(std::string_view key) const
{
    const auto *dictionary = std::get_if<Dictionary>(&value);
    if (dictionary == nullptr)
        return nullptr;
    for (const auto &[name, entry] : *dictionary) {
        const auto *text = std::get_if<std::string>(&name.value);
        if (text != nullptr && *text == key)
            return &entry;
    }
    return nullptr;
}

Result<CheckpointValue> parseCheckpoint(const StorageBytes &file, const std::string &source)
{
    if (isZip(file.bytes))
        return parseZipCheckpoint(file, source);
    if (isPickle(file.bytes))
        return parseLegacyCheckpoint(file, source);
    return failure(
        ErrorCode::InvalidInput,
        source
            + " is not a PyTorch checkpoint: it begins neither as a zip archive nor as a "
              "pickle; check that it is the right file.");
}

Result<CheckpointValue> readCheckpoint(const std::filesystem::path &file)
{
    const Result<MappedFile> mapped = mapFile(file);
    if (!mapped)
        return tl::make_unexpected(mapped.error());
    return parseCheckpoint({mapped->bytes, mapped->owner}, file.string());
}

Result<TensorFile> readWeights(const std::filesystem::path &file)
{
    const Result<MappedFile> mapped = mapFile(file);
    if (!mapped)
        return tl::make_unexpected(mapped.error());
    const bool checkpoint = !isSafetensors(mapped->bytes)
                            && (isZip(mapped->bytes) || isPickle(mapped->bytes));
    if (!checkpoint)
        return readSafetensors(file);
    const Result<CheckpointValue> read = parseCheckpoint({mapped->bytes, mapped->owner},
                                                         file.string());
    if (!read)
        return tl::make_unexpected(read.error());
    const CheckpointValue *state = &*read;
    for (const char *key : {"model", "state_dict"}) {
        if (isDictionary(state->find(key))) {
            state = state->find(key);
            break;
        }
    }
    if (!isDictionary(state))
        return failure(ErrorCode::InvalidInput,
                       file.string() + " holds no dictionary of tensors; save a state_dict.");
    const auto &entries = std::get<CheckpointValue::Dictionary>(state->value);
    TensorFile content;
    for (const auto &[key, value] : entries) {
        const auto *name = std::get_if<std::string>(&key.value);
        const auto *tensor = std::get_if<Tensor>(&value.value);
        if (name != nullptr && tensor != nullptr)
            content.tensors[*name] = *tensor;
    }
    if (content.tensors.empty())
        return failure(ErrorCode::InvalidInput, file.string() + " holds no tensors, but "
                                                    + keysOf(entries) + "; save a state_dict.");
    return content;
}

} // namespace auspex
