// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <map>

#include "core/base/text.h"
#include "core/tensors/checkpoint_storage.h"

// The format before PyTorch 1.6: four pickles (a magic number, the protocol's version, facts about
// the machine, the value), a fifth with the keys of the storages, and for each of these the count
// of its elements as eight bytes, then the elements.

namespace auspex {

namespace {

using Kind = PickleNode::Kind;

/// 0x1950a86a20f9469cfc6c, little end first.
constexpr std::string_view magicNumber = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr std::int64_t protocolVersion = 1001;

/// Pickles that follow each other.
class PickleSequence {
public:
    PickleSequence(std::string_view bytes, const std::string &source)
        : m_rest(bytes)
        , m_source(source)
    {
    }

    Result<PickleTree> next()
    {
        Result<PickleTree> tree = readPickle(m_rest, m_source);
        if (tree)
            m_rest.remove_prefix(tree->size);
        return tree;
    }

    std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
    const std::string &m_source;
};

/// The error where the machine that saved the file stored its numbers the other way round.
Result<void> checkMachine(const PickleTree &tree, const std::string &source)
{
    const PickleNode &facts = tree.rootNode();
    if (facts.kind != Kind::Dictionary)
        return brokenCheckpoint(source, "its third part does not describe a machine");
    for (std::size_t i = 0; i + 1 < facts.children.size(); i += 2) {
        const PickleNode &key = tree.nodes[facts.children[i]];
        const PickleNode &value = tree.nodes[facts.children[i + 1]];
        if (key.kind == Kind::Text && key.text == "little_endian" && value.kind == Kind::Bool
            && value.integer == 0)
            return failure(
                ErrorCode::InvalidInput,
                source
                    + " was saved on a big-endian machine, whose numbers Auspex does not "
                      "read; load it there and save it as safetensors.");
    }
    return {};
}

Result<void> readStart(PickleSequence &pickles, const std::string &source)
{
    const Result<PickleTree> magic = pickles.next();
    if (!magic)
        return tl::make_unexpected(magic.error());
    if (magic->rootNode().kind != Kind::BigInteger || magic->rootNode().text != magicNumber)
        return brokenCheckpoint(source, "it is a pickle, but not one that torch.save() wrote");
    const Result<PickleTree> version = pickles.next();
    if (!version)
        return tl::make_unexpected(version.error());
    if (version->rootNode().kind != Kind::Integer || version->rootNode().integer != protocolVersion)
        return brokenCheckpoint(source, "its version is not 1001, the only one of this format");
    const Result<PickleTree> machine = pickles.next();
    if (!machine)
        return tl::make_unexpected(machine.error());
    return checkMachine(*machine, source);
}

/// Where each storage lies in the bytes that follow the pickles.
Result<std::map<std::string_view, std::span<const std::byte>>> placesOf(const PickleTree &tree,
                                                                        const PickleTree &keys,
                                                                        std::string_view data,
                                                                        const std::string &source)
{
    std::map<std::string_view, ElementType> types;
    for (const PickleStorage &storage : tree.storages)
        types.emplace(storage.key, storage.type);
    std::map<std::string_view, std::span<const std::byte>> places;
    if (keys.rootNode().kind != Kind::List)
        return brokenCheckpoint(source, "its fifth part does not list its storages");
    for (const PickleIndex index : keys.rootNode().children) {
        const PickleNode &key = keys.nodes[index];
        const auto type = types.find(key.text);
        if (key.kind != Kind::Text || type == types.end() || places.count(key.text) != 0)
            return brokenCheckpoint(source, "its list of storages does not fit its tensors");
        std::uint64_t count = 0;
        if (data.size() < sizeof count)
            return brokenCheckpoint(source, "it ends before its last storage, as an interrupted "
                                            "copy would");
        std::memcpy(&count, data.data(), sizeof count);
        data.remove_prefix(sizeof count);
        if (count > data.size() / elementSize(type->second))
            return brokenCheckpoint(source, "it ends within storage " + quotedForMessage(key.text)
                                                + ", as an interrupted copy would");
        const std::string_view bytes = data.substr(0, count * elementSize(type->second));
        places[key.text] = std::as_bytes(std::span(bytes));
        data.remove_prefix(bytes.size());
    }
    if (!data.empty())
        return brokenCheckpoint(source, std::to_string(data.size())
                                            + " bytes at its end belong to no storage");
    return places;
}

} // namespace

Result<CheckpointValue> parseLegacyCheckpoint(const StorageBytes &file, const std::string &source)
{
    PickleSequence pickles({reinterpret_cast<const char *>(file.bytes.data()), file.bytes.size()},
                           source);
    if (const Result<void> started = readStart(pickles, source); !started)
        return tl::make_unexpected(started.error());
    const Result<PickleTree> tree = pickles.next();
    if (!tree)
        return tl::make_unexpected(tree.error());
    const Result<PickleTree> keys = pickles.next();
    if (!keys)
        return tl::make_unexpected(keys.error());
    const auto places = placesOf(*tree, *keys, pickles.rest(), source);
    if (!places)
        return tl::make_unexpected(places.error());
    const FindStorage find = [&](const PickleStorage &storage) -> Result<StorageBytes> {
        const auto place = places->find(storage.key);
        if (place == places->end())
            return brokenCheckpoint(source, "storage " + quotedForMessage(storage.key)
                                                + " is missing in it");
        if (place->second.size()
            < static_cast<std::size_t>(storage.count) * elementSize(storage.type))
            return brokenCheckpoint(source, "storage " + quotedForMessage(storage.key)
                                                + " is shorter than its tensors need");
        return StorageBytes{place->second, file.owner};
    };
    return checkpointValue(*tree, find, file.bytes.size(), source);
}

} // namespace auspex
