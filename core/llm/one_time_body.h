// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QIODevice>

namespace auspex {

/// The body of a request that can be read once. Qt sends a request again by itself, unseen, where
/// its connection is cut before a reply begins; the service may have answered and charged the first
/// one. It cannot without rewinding the body, and this one refuses: sending again is decided, and
/// counted, by who sent.
class OneTimeBody final : public QIODevice {
public:
    explicit OneTimeBody(std::string content);

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_position == m_content.size(); }
    bool reset() override { return m_position == 0; }
    qint64 bytesAvailable() const override;
    qint64 size() const override { return static_cast<qint64>(m_content.size()); }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 length) override;

private:
    std::string m_content;
    std::size_t m_position = 0;
};

} // namespace auspex
