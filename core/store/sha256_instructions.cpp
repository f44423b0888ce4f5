// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sha256_instructions.h"

#if defined(__x86_64__)

#include <cstring>

#include <cpuid.h>
#include <immintrin.h>

namespace auspex {

namespace {

constexpr std::size_t blockBytes = 64;

/// The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
alignas(16) constexpr std::array<std::uint32_t, 64> roundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// The eight words a to h, as the instructions want them: abef and cdgh, the last in the lowest
/// place.
struct State {
    __m128i abef;
    __m128i cdgh;
};

bool hasInstructions()
{
    constexpr unsigned shaBit = 1U << 29U;   // leaf 7, EBX
    constexpr unsigned ssse3Bit = 1U << 9U;  // leaf 1, ECX
    constexpr unsigned sse41Bit = 1U << 19U; // leaf 1, ECX
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & ssse3Bit) == 0 || (c & sse41Bit) == 0)
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & shaBit) != 0;
}

__attribute__((target("sha,sse4.1"))) void addBlock(State &state, const char *block)
{
    // The message is big-endian.
    const __m128i reversed = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i abef = state.abef;
    __m128i cdgh = state.cdgh;
    __m128i words[4] = {}; // the last sixteen of the schedule; std::array drops the alignment
    for (std::size_t i = 0; i < 16; ++i) {
        __m128i &four = words[i % 4];
        if (i < 4) {
            four = _mm_shuffle_epi8(
                _mm_loadu_si128(reinterpret_cast<const __m128i *>(block + 16 * i)), reversed);
        } else {
            const __m128i last = words[(i + 3) % 4];
            const __m128i seventh = _mm_alignr_epi8(last, words[(i + 2) % 4], 4);
            four = _mm_sha256msg2_epu32(
                _mm_add_epi32(_mm_sha256msg1_epu32(four, words[(i + 1) % 4]), seventh), last);
        }
        const __m128i constants = _mm_load_si128(
            reinterpret_cast<const __m128i *>(&roundConstants[4 * i]));
        const __m128i sum = _mm_add_epi32(four, constants);
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_unpackhi_epi64(sum, sum));
    }
    state.abef = _mm_add_epi32(state.abef, abef);
    state.cdgh = _mm_add_epi32(state.cdgh, cdgh);
}

void putBigEndian(std::uint8_t *to, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to[i] = static_cast<std::uint8_t>(value >> (8 * (bytes - 1 - i)));
}

} // namespace

std::optional<std::array<std::uint8_t, 32>> sha256ByInstructions(std::string_view bytes)
{
    static const bool canUse = hasInstructions();
    if (!canUse)
        return {};
    // The fractions of the square roots of the first eight primes (FIPS 180-4, 5.3.3).
    State state = {_mm_set_epi32(0x6a09e667, static_cast<int>(0xbb67ae85), 0x510e527f,
                                 static_cast<int>(0x9b05688c)),
                   _mm_set_epi32(0x3c6ef372, static_cast<int>(0xa54ff53a), 0x1f83d9ab, 0x5be0cd19)};
    std::string_view rest = bytes;
    for (; rest.size() >= blockBytes; rest.remove_prefix(blockBytes))
        addBlock(state, rest.data());

    // A one bit, zeros, and the length in bits at the end of a block.
    std::array<char, 2 *blockBytes> end = {};
    std::memcpy(end.data(), rest.data(), rest.size());
    end[rest.size()] = static_cast<char>(0x80);
    const std::size_t length = rest.size() + 9 <= blockBytes ? blockBytes : 2 * blockBytes;
    putBigEndian(reinterpret_cast<std::uint8_t *>(end.data() + length - 8),
                 std::uint64_t(bytes.size()) * 8, 8);
    for (std::size_t at = 0; at < length; at += blockBytes)
        addBlock(state, end.data() + at);

    std::array<std::uint32_t, 4> abef = {};
    std::array<std::uint32_t, 4> cdgh = {};
    _mm_storeu_si128(reinterpret_cast<__m128i *>(abef.data()), state.abef);
    _mm_storeu_si128(reinterpret_cast<__m128i *>(cdgh.data()), state.cdgh);
    const std::array<std::uint32_t, 8> words = {abef[3], abef[2], cdgh[3], cdgh[2],
                                                abef[1], abef[0], cdgh[1], cdgh[0]};
    std::array<std::uint8_t, 32> digest = {};
    for (std::size_t i = 0; i < words.size(); ++i)
        putBigEndian(digest.data() + 4 * i, words[i], 4);
    return digest;
}

} // namespace auspex

#else

namespace auspex {

std::optional<std::array<std::uint8_t, 32>> sha256ByInstructions(std::string_view /*bytes*/)
{
    return {};
}

} // namespace auspex

#endif
