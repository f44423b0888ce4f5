// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <optional>
#include <unordered_map>

#include "core/base/text.h"
#include "core/tensors/checkpoint_storage.h"
#include "core/tensors/tensor_shape.h"

namespace auspex {

namespace {

using Kind = PickleNode::Kind;

constexpr int deepest = 64; ///< levels of lists and dictionaries; a fairseq checkpoint has eight

/// What may be unfolded or copied whatever the file's size, and how often a larger file's size.
constexpr std::size_t freeBytes = std::size_t{16} << 20;
constexpr std::size_t mostRepetitions = 64;

/// Values of a tree that shares nodes: each is as large as its copies, so that they are counted.
class ValueBuilder {
public:
    ValueBuilder(const PickleTree &tree, const FindStorage &findStorage, std::size_t fileSize,
                 const std::string &source)
        : m_tree(tree)
        , m_findStorage(findStorage)
        , m_source(source)
        , m_budget(freeBytes + mostRepetitions * fileSize)
        , m_tensors(tree.tensors.size())
    {
    }

    Result<CheckpointValue> value(PickleIndex index, int depth)
    {
        const PickleNode &node = m_tree.nodes[index];
        if (depth > deepest)
            return brokenCheckpoint(m_source, "its lists and dictionaries nest more than "
                                                  + std::to_string(deepest) + " deep");
        if (!spend(sizeof(CheckpointValue) + node.text.size()))
            return tooLarge();
        switch (node.kind) {
        case Kind::None:
            return CheckpointValue{};
        case Kind::Bool:
            return CheckpointValue{node.integer != 0};
        case Kind::Integer:
            return CheckpointValue{node.integer};
        case Kind::BigInteger:
            return brokenCheckpoint(m_source, "it holds a whole number of more than 64 bits");
        case Kind::Real:
            return CheckpointValue{node.real};
        case Kind::Text:
        case Kind::Bytes:
            return CheckpointValue{std::string(node.text)};
        case Kind::List:
        case Kind::Tuple:
            return list(node, depth);
        case Kind::Dictionary:
        case Kind::Object:
            return dictionary(node, depth);
        case Kind::Tensor:
            return tensor(static_cast<std::size_t>(node.integer));
        case Kind::Callable:
        case Kind::Storage:
            break;
        }
        return brokenCheckpoint(m_source, "it holds a storage or a class outside of a tensor");
    }

private:
    bool spend(std::size_t bytes)
    {
        if (bytes > m_budget)
            return false;
        m_budget -= bytes;
        return true;
    }

    tl::unexpected<Error> tooLarge() const
    {
        return brokenCheckpoint(m_source, "it unfolds to far more than its own size");
    }

    Result<CheckpointValue> list(const PickleNode &node, int depth)
    {
        CheckpointValue::List values;
        for (const PickleIndex child : node.children) {
            Result<CheckpointValue> made = value(child, depth + 1);
            if (!made)
                return made;
            values.push_back(std::move(*made));
        }
        return CheckpointValue{std::move(values)};
    }

    /// As Python's: a key that comes again replaces the value of the first, which keeps its place.
    Result<CheckpointValue> dictionary(const PickleNode &node, int depth)
    {
        CheckpointValue::Dictionary entries;
        std::unordered_map<std::string_view, std::size_t> places;
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            const PickleNode &keyNode = m_tree.nodes[node.children[i]];
            Result<CheckpointValue> key = value(node.children[i], depth + 1);
            Result<CheckpointValue> made = value(node.children[i + 1], depth + 1);
            if (!key || !made)
                return key ? made : key;
            if (keyNode.kind == Kind::Text) {
                const auto [place, fresh] = places.emplace(keyNode.text, entries.size());
                if (!fresh) {
                    entries[place->second].second = std::move(*made);
                    continue;
                }
            }
            entries.push_back({std::move(*key), std::move(*made)});
        }
        return CheckpointValue{std::move(entries)};
    }

    Result<CheckpointValue> tensor(std::size_t index)
    {
        std::optional<Tensor> &made = m_tensors[index];
        if (!made) {
            Result<Tensor> built = buildTensor(m_tree.tensors[index]);
            if (!built)
                return tl::make_unexpected(built.error());
            made = std::move(*built);
        }
        if (!spend(made->shape.size() * sizeof(std::int64_t)))
            return tooLarge();
        return CheckpointValue{*made};
    }

    tl::unexpected<Error> outside(const PickleTensor &tensor, const PickleStorage &storage) const
    {
        return brokenCheckpoint(m_source, "a tensor of the shape " + shapeText(tensor.shape)
                                              + " reaches beyond its storage of "
                                              + std::to_string(storage.viewCount) + " elements");
    }

    Result<Tensor> buildTensor(const PickleTensor &tensor)
    {
        const PickleStorage &storage = m_tree.storages[tensor.storage];
        const std::optional<std::int64_t> count = elementsOfShape(tensor.shape, storage.type);
        const std::optional<std::int64_t> last = lastElement(tensor);
        if (!count || !last || tensor.offset < 0 || tensor.offset > storage.viewCount
            || (*count > 0 && *last >= storage.viewCount))
            return outside(tensor, storage);
        const Result<StorageBytes> whole = bytesOf(storage);
        if (!whole)
            return tl::make_unexpected(whole.error());
        const std::size_t size = elementSize(storage.type);
        const auto elements = [&](std::int64_t number) {
            return static_cast<std::size_t>(number) * size;
        };
        const std::span<const std::byte> bytes = whole->bytes.subspan(
            elements(storage.viewOffset + tensor.offset),
            elements(storage.viewCount - tensor.offset));
        if (isDense(tensor))
            return alignedTensor(storage.type, tensor.shape, bytes.first(elements(*count)),
                                 whole->owner);
        if (!spend(elements(*count)))
            return tooLarge();
        return gathered(tensor, storage.type, bytes, elements(*count));
    }

    /// The storage's bytes, aligned for its type; read once though many tensors share it.
    Result<StorageBytes> bytesOf(const PickleStorage &storage)
    {
        const std::string key(storage.key);
        const auto known = m_storages.find(key);
        if (known != m_storages.end()
            && known->second.bytes.size()
                   >= static_cast<std::size_t>(storage.count) * elementSize(storage.type))
            return known->second;
        Result<StorageBytes> found = m_findStorage(storage);
        if (!found)
            return found;
        const Tensor aligned = alignedTensor(storage.type, {}, found->bytes, found->owner);
        return m_storages[key] = {aligned.bytes, aligned.storage};
    }

    /// The largest index that the tensor touches; nothing where the strides are impossible.
    static std::optional<std::int64_t> lastElement(const PickleTensor &tensor)
    {
        std::int64_t last = tensor.offset;
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
            std::int64_t reach = 0;
            if (tensor.strides[i] < 0
                || __builtin_mul_overflow(std::max<std::int64_t>(tensor.shape[i] - 1, 0),
                                          tensor.strides[i], &reach)
                || __builtin_add_overflow(last, reach, &last))
                return std::nullopt;
        }
        return last;
    }

    static bool isDense(const PickleTensor &tensor)
    {
        std::int64_t stride = 1;
        for (std::size_t i = tensor.shape.size(); i-- > 0;) {
            if (tensor.shape[i] == 0)
                return true;
            if (tensor.shape[i] != 1 && tensor.strides[i] != stride)
                return false;
            stride *= tensor.shape[i];
        }
        return true;
    }

    /// The elements in row-major order, counted through like an odometer.
    static Tensor gathered(const PickleTensor &tensor, ElementType type,
                           std::span<const std::byte> bytes, std::size_t total)
    {
        const std::size_t size = elementSize(type);
        const std::shared_ptr<std::byte[]> copy(new std::byte[total]);
        std::vector<std::int64_t> position(tensor.shape.size(), 0);
        std::int64_t from = 0;
        for (std::size_t to = 0; to < total; to += size) {
            std::memcpy(copy.get() + to, bytes.data() + static_cast<std::size_t>(from) * size,
                        size);
            for (std::size_t i = position.size(); i-- > 0;) {
                from += tensor.strides[i];
                if (++position[i] < tensor.shape[i])
                    break;
                from -= tensor.strides[i] * tensor.shape[i];
                position[i] = 0;
            }
        }
        Tensor made;
        made.type = type;
        made.shape = tensor.shape;
        made.bytes = {copy.get(), total};
        made.storage = copy;
        return made;
    }

    const PickleTree &m_tree;
    const FindStorage &m_findStorage;
    const std::string &m_source;
    std::size_t m_budget;
    std::vector<std::optional<Tensor>> m_tensors;
    std::unordered_map<std::string, StorageBytes> m_storages;
};

} // namespace

Result<CheckpointValue> checkpointValue(const PickleTree &tree, const FindStorage &findStorage,
                                        std::size_t fileSize, const std::string &source)
{
    return ValueBuilder(tree, findStorage, fileSize, source).value(tree.root, 0);
}

} // namespace auspex
