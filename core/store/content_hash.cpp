// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/content_hash.h"

#include <fstream>
#include <vector>

#include <QCryptographicHash>

#include "core/store/sha256_instructions.h"

namespace auspex {

namespace {

void add(QCryptographicHash &hash, std::string_view bytes)
{
    hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

} // namespace

std::string sha256(std::string_view bytes)
{
    if (const auto digest = sha256ByInstructions(bytes))
        return QByteArray::fromRawData(reinterpret_cast<const char *>(digest->data()),
                                       static_cast<qsizetype>(digest->size()))
            .toHex()
            .toStdString();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    add(hash, bytes);
    return hash.result().toHex().toStdString();
}

Result<std::string> sha256OfFile(const std::filesystem::path &file,
                                 const std::function<Result<void>(std::string_view)> &use)
{
    std::ifstream stream(file, std::ios::binary);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::vector<char> block(1 << 20);
    while (stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        const std::string_view bytes(block.data(), static_cast<std::size_t>(stream.gcount()));
        add(hash, bytes);
        const Result<void> used = use ? use(bytes) : Result<void>();
        if (!used)
            return tl::make_unexpected(used.error());
    }
    if (!stream.is_open() || stream.bad())
        return failure(ErrorCode::Io, "The file " + file.string()
                                          + " cannot be read; check its name and permissions.");
    return hash.result().toHex().toStdString();
}

} // namespace auspex
