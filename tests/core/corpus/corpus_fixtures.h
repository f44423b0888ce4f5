// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/base/result.h"

namespace auspex::test {

/// A folder that goes away with the test.
class Folder {
public:
    std::filesystem::path path(const std::string &name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    std::filesystem::path write(const std::string &name, const std::string &content) const
    {
        const Result<void> written = writeFileAtomically(path(name), content);
        return written ? path(name) : std::filesystem::path();
    }
    std::size_t entries() const
    {
        const auto all = std::filesystem::directory_iterator(path(""));
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

private:
    QTemporaryDir m_folder;
};

template<typename T>
QString message(const Result<T> &result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
}

} // namespace auspex::test
