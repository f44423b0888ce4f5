// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/resource.h"

#include <system_error>

#include <QFile>

#include "core/base/files.h"

namespace auspex {

std::string resourceText(const char *name)
{
    QFile file(QStringLiteral(":/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Result<void> writeUserFile(const std::filesystem::path &file, const nlohmann::ordered_json &json)
{
    std::error_code error;
    if (file.has_parent_path())
        std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        return failure(ErrorCode::Io, "The folder " + file.parent_path().string()
                                          + " cannot be made: " + error.message()
                                          + "; check its place and permissions.");
    return writeFileAtomically(
        file, json.dump(4, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n');
}

} // namespace auspex
