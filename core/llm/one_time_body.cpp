// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/one_time_body.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace auspex {

OneTimeBody::OneTimeBody(std::string content)
    : m_content(std::move(content))
{
    // Unbuffered: what Qt has not read is not gone.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneTimeBody::bytesAvailable() const
{
    return static_cast<qint64>(m_content.size() - m_position) + QIODevice::bytesAvailable();
}

qint64 OneTimeBody::readData(char *data, qint64 most)
{
    if (atEnd())
        return -1;
    const std::size_t count = std::min(static_cast<std::size_t>(std::max<qint64>(most, 0)),
                                       m_content.size() - m_position);
    std::memcpy(data, m_content.data() + m_position, count);
    m_position += count;
    return static_cast<qint64>(count);
}

qint64 OneTimeBody::writeData(const char * /*data*/, qint64 /*length*/)
{
    return -1;
}

} // namespace auspex
