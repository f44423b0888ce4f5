// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/arch/hat_sampling.h"

#include <array>
#include <bit>
#include <random>

namespace auspex {

namespace {

/// CPython's random.seed(n) and random.choice() for a 32-bit seed: the Mersenne Twister started by
/// "init by array" with one word, and choice by rejection on the top bits.
class PythonRandom {
public:
    explicit PythonRandom(std::uint32_t seed)
    {
        // init_by_array (Matsumoto and Nishimura, 2002) with the key {seed}.
        constexpr std::size_t n = std::mt19937::state_size;
        std::array<std::uint32_t, n> state;
        state[0] = 19650218U;
        for (std::size_t i = 1; i < n; ++i)
            state[i] = mix(state[i - 1]) * 1812433253U + static_cast<std::uint32_t>(i);
        std::size_t i = 1;
        const auto wrap = [&] {
            if (++i >= n) {
                state[0] = state[n - 1];
                i = 1;
            }
        };
        for (std::size_t k = 0; k < n; ++k) {
            state[i] = (state[i] ^ (mix(state[i - 1]) * 1664525U)) + seed;
            wrap();
        }
        for (std::size_t k = 1; k < n; ++k) {
            state[i] = (state[i] ^ (mix(state[i - 1]) * 1566083941U))
                       - static_cast<std::uint32_t>(i);
            wrap();
        }
        state[0] = 0x80000000U;
        load(state);
    }

    int choice(const std::vector<int> &values)
    {
        const auto count = static_cast<std::uint32_t>(values.size());
        const int bits = static_cast<int>(std::bit_width(count));
        std::uint32_t index = 0;
        do {
            index = static_cast<std::uint32_t>(m_engine()) >> (32 - bits);
        } while (index >= count);
        return values[index];
    }

private:
    static std::uint32_t mix(std::uint32_t word) { return word ^ (word >> 30); }

    /// A seed sequence that hands the engine its whole state: the one standard way to set it.
    struct WholeState {
        using result_type = std::uint32_t;
        const std::array<std::uint32_t, std::mt19937::state_size> &state;

        template<typename Iterator>
        void generate(Iterator first, Iterator last)
        {
            for (auto word = state.begin(); first != last; ++first, ++word)
                *first = *word;
        }
    };

    void load(const std::array<std::uint32_t, std::mt19937::state_size> &state)
    {
        WholeState sequence{state};
        m_engine.seed(sequence);
    }

    std::mt19937 m_engine;
};

} // namespace

Architecture hatSample(const SearchSpace &space, std::uint32_t updates)
{
    PythonRandom random(updates);
    Architecture architecture;
    architecture.encoderEmbedDim = random.choice(space.encoderEmbedDims);
    architecture.decoderEmbedDim = random.choice(space.decoderEmbedDims);
    architecture.encoder.resize(static_cast<std::size_t>(random.choice(space.encoderLayerCounts)));
    architecture.decoder.resize(static_cast<std::size_t>(random.choice(space.decoderLayerCounts)));
    for (EncoderLayer &layer : architecture.encoder) {
        layer.ffnDim = random.choice(space.encoderFfnDims);
        layer.selfHeads = random.choice(space.encoderSelfHeads);
    }
    for (DecoderLayer &layer : architecture.decoder) {
        layer.ffnDim = random.choice(space.decoderFfnDims);
        layer.selfHeads = random.choice(space.decoderSelfHeads);
        layer.crossHeads = random.choice(space.decoderCrossHeads);
    }
    // HAT draws a value for every decoder layer of the supernet; the last ones are never used, and
    // nothing is drawn after them.
    for (DecoderLayer &layer : architecture.decoder)
        layer.arbitraryAttention = random.choice(space.arbitraryAttention);
    return architecture;
}

} // namespace auspex
