// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <optional>

#include <zip.h>

#include "core/base/text.h"
#include "core/tensors/checkpoint_storage.h"

// The format since PyTorch 1.6: a zip archive of stored entries, NAME/data.pkl with the value and
// NAME/data/KEY with each storage.

namespace auspex {

namespace {

constexpr std::string_view pickleName = "data.pkl";
constexpr std::uint64_t largestPickle = std::uint64_t{256} << 20;

/// An archive in memory. libzip checks each entry against its checksum as it is read to its end.
class ZipArchive {
public:
    static Result<ZipArchive> open(const StorageBytes &file, const std::string &source)
    {
        zip_error_t problem;
        zip_error_init(&problem);
        const auto refused = [&]() {
            const std::string reason = zip_error_strerror(&problem);
            zip_error_fini(&problem);
            return brokenCheckpoint(source, "its archive cannot be read (" + reason + ")");
        };
        zip_source_t *memory = zip_source_buffer_create(file.bytes.data(), file.bytes.size(), 0,
                                                        &problem);
        if (memory == nullptr)
            return refused();
        zip_t *archive = zip_open_from_source(memory, ZIP_RDONLY, &problem);
        if (archive == nullptr) {
            zip_source_free(memory);
            return refused();
        }
        zip_error_fini(&problem);
        return ZipArchive(archive, file.bytes.size(), source);
    }

    /// Names are exact; nothing where there is no such entry.
    std::optional<zip_uint64_t> find(const std::string &name) const
    {
        const zip_int64_t index = zip_name_locate(m_archive.get(), name.c_str(), ZIP_FL_ENC_RAW);
        return index < 0 ? std::nullopt : std::optional(static_cast<zip_uint64_t>(index));
    }

    /// "NAME/" of NAME/data.pkl; the first where there are several.
    std::optional<std::string> folder() const
    {
        const zip_int64_t count = zip_get_num_entries(m_archive.get(), 0);
        for (zip_int64_t i = 0; i < count; ++i) {
            const char *name = zip_get_name(m_archive.get(), static_cast<zip_uint64_t>(i),
                                            ZIP_FL_ENC_RAW);
            const std::string_view text = name == nullptr ? "" : name;
            if (text == pickleName || text.ends_with("/" + std::string(pickleName)))
                return std::string(text.substr(0, text.size() - pickleName.size()));
        }
        return std::nullopt;
    }

    /// All entries together may have no more bytes than the file: some could lie over each other.
    Result<StorageBytes> read(zip_uint64_t index)
    {
        zip_stat_t status;
        zip_stat_init(&status);
        if (zip_stat_index(m_archive.get(), index, 0, &status) != 0)
            return brokenCheckpoint(m_source, "an entry of its archive cannot be read");
        const std::string called = quotedForMessage(status.name) + " in its archive";
        if (status.comp_method != ZIP_CM_STORE || status.encryption_method != ZIP_EM_NONE)
            return brokenCheckpoint(m_source, called
                                                  + " is compressed or encrypted, which "
                                                    "PyTorch's entries never are");
        if (status.size > m_left)
            return brokenCheckpoint(m_source, called + " is larger than the file has room for");
        m_left -= status.size;
        const std::shared_ptr<std::byte[]> bytes(new std::byte[status.size]);
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t *)> entry(
            zip_fopen_index(m_archive.get(), index, 0), zip_fclose);
        std::uint64_t done = 0;
        while (entry && done < status.size) {
            const zip_int64_t got = zip_fread(entry.get(), bytes.get() + done, status.size - done);
            if (got <= 0)
                break;
            done += static_cast<std::uint64_t>(got);
        }
        std::byte end{};
        if (!entry || done < status.size || zip_fread(entry.get(), &end, 1) != 0)
            return brokenCheckpoint(m_source, called + " is damaged");
        return StorageBytes{{bytes.get(), status.size}, bytes};
    }

private:
    ZipArchive(zip_t *archive, std::size_t size, const std::string &source)
        : m_archive(archive, zip_discard)
        , m_left(size)
        , m_source(source)
    {
    }

    std::unique_ptr<zip_t, void (*)(zip_t *)> m_archive;
    std::uint64_t m_left;
    std::string m_source;
};

std::string_view textOf(const StorageBytes &bytes)
{
    return {reinterpret_cast<const char *>(bytes.bytes.data()), bytes.bytes.size()};
}

/// The error where the machine that saved the file stored its numbers the other way round.
Result<void> checkByteOrder(ZipArchive &archive, const std::string &folder,
                            const std::string &source)
{
    const std::optional<zip_uint64_t> index = archive.find(folder + "byteorder");
    if (!index)
        return {}; // PyTorch 1 did not say, and knew only the little end
    const Result<StorageBytes> order = archive.read(*index);
    if (!order)
        return tl::make_unexpected(order.error());
    if (trimmed(textOf(*order)) != "little")
        return failure(ErrorCode::InvalidInput,
                       source
                           + " was saved on a big-endian machine, whose numbers Auspex does not "
                             "read; load it there and save it as safetensors.");
    return {};
}

} // namespace

Result<CheckpointValue> parseZipCheckpoint(const StorageBytes &file, const std::string &source)
{
    Result<ZipArchive> archive = ZipArchive::open(file, source);
    if (!archive)
        return tl::make_unexpected(archive.error());
    const std::optional<std::string> folder = archive->folder();
    if (!folder)
        return failure(ErrorCode::InvalidInput,
                       source
                           + " is a zip archive, but not one of PyTorch's: it has no data.pkl; "
                             "check that it is the right file.");
    if (archive->find(*folder + "constants.pkl"))
        return failure(ErrorCode::InvalidInput,
                       source
                           + " is a TorchScript program, not a file of weights; save the model's "
                             "state_dict instead.");
    if (const Result<void> order = checkByteOrder(*archive, *folder, source); !order)
        return tl::make_unexpected(order.error());
    const std::optional<zip_uint64_t> pickleIndex = archive->find(*folder
                                                                  + std::string(pickleName));
    if (!pickleIndex)
        return brokenCheckpoint(source, "its data.pkl cannot be found again");
    const Result<StorageBytes> pickle = archive->read(*pickleIndex);
    if (!pickle)
        return tl::make_unexpected(pickle.error());
    if (pickle->bytes.size() > largestPickle)
        return brokenCheckpoint(source, "its data.pkl has more than "
                                            + std::to_string(largestPickle) + " bytes");
    const Result<PickleTree> tree = readPickle(textOf(*pickle), source);
    if (!tree)
        return tl::make_unexpected(tree.error());
    const FindStorage find = [&](const PickleStorage &storage) -> Result<StorageBytes> {
        const std::string called = "storage " + quotedForMessage(storage.key);
        const auto index = archive->find(*folder + "data/" + std::string(storage.key));
        if (!index)
            return brokenCheckpoint(source, called + " is missing in it");
        Result<StorageBytes> bytes = archive->read(*index);
        if (bytes
            && bytes->bytes.size() / elementSize(storage.type)
                   < static_cast<std::size_t>(storage.count))
            return brokenCheckpoint(source, called + " is shorter than its tensors need");
        return bytes;
    };
    return checkpointValue(*tree, find, file.bytes.size(), source);
}

} // namespace auspex
