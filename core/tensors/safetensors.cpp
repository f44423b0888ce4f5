// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensors/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "core/base/files.h"
#include "core/base/text.h"
#include "core/tensors/mapped_file.h"
#include "core/tensors/tensor_shape.h"

// The format: the header's length as eight bytes, little end first; the header, a JSON object with
// type, shape and place of each tensor; the bytes of the tensors, without a gap.
static_assert(std::endian::native == std::endian::little);

namespace auspex {

namespace {

constexpr std::string_view metadataKey = "__metadata__";
constexpr std::uint64_t longestHeader = 100'000'000; ///< the format's own limit
constexpr std::size_t headerAlignment = 8;

constexpr ElementType elementTypes[] = {
    ElementType::Bool,    ElementType::UInt8,   ElementType::Int8,    ElementType::Int16,
    ElementType::Int32,   ElementType::Int64,   ElementType::Float16, ElementType::BFloat16,
    ElementType::Float32, ElementType::Float64,
};

std::optional<ElementType> elementTypeOf(std::string_view name)
{
    for (const ElementType type : elementTypes) {
        if (elementTypeName(type) == name)
            return type;
    }
    return std::nullopt;
}

tl::unexpected<Error> broken(const std::string &source, const std::string &what)
{
    return failure(ErrorCode::Corrupt, source + " is not a usable safetensors file: " + what
                                           + "; export it again from where it came.");
}

/// The header as JSON, in which no name may stand twice and nothing may nest deeper than it must.
std::optional<nlohmann::json> parseHeader(std::string_view text)
{
    constexpr int deepest = 3; // the object, a tensor's object, its lists
    std::vector<std::set<std::string>> names;
    bool valid = true;
    const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json &value) {
        using Event = nlohmann::json::parse_event_t;
        if (depth > deepest)
            valid = false;
        if (event == Event::object_start)
            names.emplace_back();
        else if (event == Event::object_end)
            names.pop_back();
        else if (event == Event::key && valid)
            valid = names.back().insert(value.get<std::string>()).second;
        return valid; // what is not valid is not kept
    };
    nlohmann::json header = nlohmann::json::parse(text, watch, false);
    if (!valid || !header.is_object())
        return std::nullopt;
    return header;
}

struct Placed {
    std::string name;
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// A tensor's entry of the header; the error is a phrase.
tl::expected<Placed, std::string> placedOf(const std::string &name, const nlohmann::json &entry)
{
    const std::string called = "tensor " + quotedForMessage(name);
    const auto numbers = [](const nlohmann::json &value) {
        return value.is_array()
               && std::all_of(value.begin(), value.end(), [](const nlohmann::json &number) {
                      return number.is_number_unsigned()
                             && number.get<std::uint64_t>() <= INT64_MAX;
                  });
    };
    if (!entry.is_object() || entry.size() != 3 || !entry.contains("dtype")
        || !entry.contains("shape") || !entry.contains("data_offsets"))
        return tl::make_unexpected(called + " has other entries than dtype, shape, data_offsets");
    const nlohmann::json &type = entry["dtype"];
    const nlohmann::json &offsets = entry["data_offsets"];
    if (!type.is_string() || !numbers(entry["shape"]) || !numbers(offsets) || offsets.size() != 2)
        return tl::make_unexpected(called + " has a type, shape or place of a wrong form");
    const std::optional<ElementType> known = elementTypeOf(type.get_ref<const std::string &>());
    if (!known)
        return tl::make_unexpected(called + " has the type "
                                   + quotedForMessage(type.get_ref<const std::string &>())
                                   + ", which Auspex does not read");
    Placed placed{name, *known, entry["shape"].get<std::vector<std::int64_t>>(),
                  offsets[0].get<std::uint64_t>(), offsets[1].get<std::uint64_t>()};
    const std::optional<std::int64_t> count = elementsOfShape(placed.shape, placed.type);
    if (!count || placed.end < placed.begin
        || placed.end - placed.begin
               != static_cast<std::uint64_t>(*count) * elementSize(placed.type))
        return tl::make_unexpected(called + " of the shape " + shapeText(placed.shape)
                                   + " does not fit into bytes " + std::to_string(placed.begin)
                                   + " to " + std::to_string(placed.end));
    return placed;
}

/// The data is used to its last byte, each byte once; the error is a phrase.
std::optional<std::string> placingProblem(std::vector<Placed> placed, std::uint64_t size)
{
    std::sort(placed.begin(), placed.end(), [](const Placed &a, const Placed &b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    std::uint64_t used = 0;
    for (const Placed &tensor : placed) {
        if (tensor.begin != used)
            return "tensor " + quotedForMessage(tensor.name) + " begins at byte "
                   + std::to_string(tensor.begin) + ", where byte " + std::to_string(used)
                   + " comes next";
        used = tensor.end;
    }
    if (used < size)
        return std::to_string(size - used) + " bytes at its end belong to no tensor";
    if (used > size)
        return "it ends " + std::to_string(used - size)
               + " bytes before its last tensor does, as an interrupted copy would";
    return std::nullopt;
}

Result<TensorFile> tensorsOf(std::span<const std::byte> bytes,
                             const std::shared_ptr<const void> &owner, const std::string &source)
{
    std::uint64_t length = 0;
    if (bytes.size() < sizeof length)
        return broken(source, "it has only " + std::to_string(bytes.size()) + " bytes");
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > longestHeader)
        return broken(source, "its first eight bytes announce a header of " + std::to_string(length)
                                  + " bytes, more than " + std::to_string(longestHeader));
    if (length > bytes.size() - sizeof length)
        return broken(source, "it ends within its header");
    const std::span<const std::byte> headerBytes = bytes.subspan(sizeof length, length);
    const std::string_view text(reinterpret_cast<const char *>(headerBytes.data()), length);
    const std::optional<nlohmann::json> header = text.starts_with('{') ? parseHeader(text)
                                                                       : std::nullopt;
    if (!header)
        return broken(source, "its header is not a JSON object in which each name stands once");

    TensorFile file;
    std::vector<Placed> places;
    for (const auto &[name, entry] : header->items()) {
        if (name == metadataKey) {
            for (const auto &[key, value] : entry.items()) {
                if (!entry.is_object() || !value.is_string())
                    return broken(source, "its metadata holds something other than texts");
                file.metadata[key] = value.get<std::string>();
            }
            continue;
        }
        tl::expected<Placed, std::string> placed = placedOf(name, entry);
        if (!placed)
            return broken(source, placed.error());
        places.push_back(std::move(*placed));
    }
    const std::span<const std::byte> data = bytes.subspan(sizeof length + length);
    if (const std::optional<std::string> problem = placingProblem(places, data.size()))
        return broken(source, *problem);
    for (Placed &placed : places)
        file.tensors[placed.name] = alignedTensor(
            placed.type, std::move(placed.shape),
            data.subspan(placed.begin, placed.end - placed.begin), owner);
    return file;
}

/// The tensors as their bytes follow each other. The format allows no gap, so that alignment comes
/// from the order: first those that fill whole groups of eight bytes, then the others, those of
/// larger elements first; by name among themselves.
std::vector<std::pair<std::string_view, const Tensor *>> inOrderOfBytes(const TensorFile &content)
{
    std::vector<std::pair<std::string_view, const Tensor *>> ordered;
    for (const auto &[name, tensor] : content.tensors)
        ordered.emplace_back(name, &tensor);
    const auto rank = [](const Tensor &tensor) {
        return tensor.bytes.size() % headerAlignment == 0 ? headerAlignment + 1
                                                          : elementSize(tensor.type);
    };
    std::stable_sort(ordered.begin(), ordered.end(), [&](const auto &a, const auto &b) {
        return rank(*a.second) > rank(*b.second);
    });
    return ordered;
}

} // namespace

Result<TensorFile> readSafetensors(const std::filesystem::path &file)
{
    const Result<MappedFile> mapped = mapFile(file);
    if (!mapped)
        return tl::make_unexpected(mapped.error());
    return tensorsOf(mapped->bytes, mapped->owner, file.string());
}

Result<TensorFile> parseSafetensors(std::string_view bytes, const std::string &source)
{
    const auto copy = std::make_shared<const std::vector<std::byte>>(
        std::as_bytes(std::span(bytes)).begin(), std::as_bytes(std::span(bytes)).end());
    return tensorsOf(*copy, copy, source);
}

Result<void> writeSafetensors(const std::filesystem::path &file, const TensorFile &content)
{
    const auto refused = [&](const std::string &what) {
        return failure(ErrorCode::InvalidInput,
                       "The file " + file.string() + " cannot be written: " + what + ".");
    };
    nlohmann::json header = nlohmann::json::object(); // its keys are sorted
    std::vector<std::string_view> parts(1);
    std::uint64_t used = 0;
    for (const auto &[name, tensor] : inOrderOfBytes(content)) {
        const std::optional<std::int64_t> count = elementsOfShape(tensor->shape, tensor->type);
        const std::uint64_t size = tensor->bytes.size();
        if (name == metadataKey || !isValidUtf8(name))
            return refused("a tensor cannot be named " + quotedForMessage(name));
        if (!count || static_cast<std::uint64_t>(*count) * elementSize(tensor->type) != size)
            return refused("tensor " + quotedForMessage(name) + " has " + std::to_string(size)
                           + " bytes, which its shape " + shapeText(tensor->shape)
                           + " does not fit");
        header[std::string(name)] = {{"dtype", elementTypeName(tensor->type)},
                                     {"shape", tensor->shape},
                                     {"data_offsets", {used, used + size}}};
        parts.emplace_back(reinterpret_cast<const char *>(tensor->bytes.data()), size);
        used += size;
    }
    for (const auto &[key, value] : content.metadata) {
        if (!isValidUtf8(key) || !isValidUtf8(value))
            return refused("the text " + quotedForMessage(key)
                           + " of its metadata is not valid UTF-8");
        header[std::string(metadataKey)][key] = value;
    }
    std::string text = header.dump();
    text.append((headerAlignment - text.size() % headerAlignment) % headerAlignment, ' ');
    const std::uint64_t length = text.size();
    if (length > longestHeader)
        return refused("its names and texts take more than " + std::to_string(longestHeader)
                       + " bytes");
    std::string lengthBytes(sizeof length, '\0');
    std::memcpy(lengthBytes.data(), &length, sizeof length);
    text.insert(0, lengthBytes);
    parts.front() = text;
    return writePartsAtomically(file, parts);
}

} // namespace auspex
