// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/content_hash.h"

#include <array>
#include <fstream>
#include <memory>
#include <new>
#include <vector>

#include <openssl/evp.h>

namespace auspex {

namespace {

/// OpenSSL's, as it uses the processor's own instructions, which Qt 6.4 does not: the keys of
/// thousands of long prompts are computed while a user waits.
class Sha256 {
public:
    Sha256()
        : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
            throw std::bad_alloc(); // it fails for nothing else
    }

    void add(std::string_view bytes)
    {
        EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
    }

    /// In lower-case hexadecimal digits; nothing can be added afterwards.
    std::string result()
    {
        constexpr std::string_view digits = "0123456789abcdef";
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
        unsigned int size = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += digits[digest[i] / 16];
            text += digits[digest[i] % 16];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX *)> m_context;
};

} // namespace

std::string sha256(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.result();
}

Result<std::string> sha256OfFile(const std::filesystem::path &file,
                                 const std::function<Result<void>(std::string_view)> &use)
{
    std::ifstream stream(file, std::ios::binary);
    Sha256 hash;
    std::vector<char> block(1 << 20);
    while (stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        const std::string_view bytes(block.data(), static_cast<std::size_t>(stream.gcount()));
        hash.add(bytes);
        const Result<void> used = use ? use(bytes) : Result<void>();
        if (!used)
            return tl::make_unexpected(used.error());
    }
    if (!stream.is_open() || stream.bad())
        return failure(ErrorCode::Io, "The file " + file.string()
                                          + " cannot be read; check its name and permissions.");
    return hash.result();
}

} // namespace auspex
