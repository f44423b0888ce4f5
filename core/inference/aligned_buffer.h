// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

namespace auspex {

/// Memory for a processor's widest loads, left uninitialised; keeps what it has when it shrinks, so
/// that a loop over many sizes allocates once.
template<typename T>
class AlignedBuffer {
public:
    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t count) { resize(count); }

    /// The content is lost when the buffer grows.
    void resize(std::size_t count)
    {
        if (count > m_capacity) {
            m_data.reset();
            const std::size_t bytes = (count * sizeof(T) + 63) / 64 * 64;
            m_data.reset(static_cast<T *>(std::aligned_alloc(64, bytes)));
            if (!m_data) {
                m_capacity = 0;
                throw std::bad_alloc();
            }
            m_capacity = count;
        }
        m_size = count;
    }
    void resize(std::int64_t rows, std::int64_t columns)
    {
        resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
    }

    T *data() { return m_data.get(); }
    const T *data() const { return m_data.get(); }
    std::size_t size() const { return m_size; }

private:
    struct Free {
        void operator()(T *memory) const { std::free(memory); }
    };
    std::unique_ptr<T, Free> m_data;
    std::size_t m_capacity = 0;
    std::size_t m_size = 0;
};

using FloatBuffer = AlignedBuffer<float>;
/// bfloat16 values, the upper halves of float32.
using HalfBuffer = AlignedBuffer<std::uint16_t>;

} // namespace auspex
