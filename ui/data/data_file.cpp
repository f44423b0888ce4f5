// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_file.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>

#include "core/arch/architecture_codecs.h"
#include "core/base/files.h"
#include "core/store/content_hash.h"

namespace auspex {

Result<DataFile> readDataFile(const QString &path)
{
    const QFileInfo info(path);
    DataFile file{info.absoluteFilePath(), info.fileName(), {}};
    const auto text = readFile(std::filesystem::path(file.path.toStdU16String()));
    if (!text) {
        return tl::make_unexpected(text.error());
    }
    const std::string name = file.name.toStdString();
    const QString suffix = info.suffix().toLower();
    if (suffix == QStringLiteral("csv") || suffix == QStringLiteral("tsv")) {
        auto table = parseCsv(*text, name);
        if (!table) {
            return tl::make_unexpected(table.error());
        }
        file.content = std::move(*table);
        return file;
    }
    TfsFileContent content = parseTfsLines(*text, name);
    if (std::any_of(content.records.begin(), content.records.end(),
                    [](const TfsRecord &record) { return !record.tfs.empty(); })) {
        file.content = TfsLines{std::move(content), sha256(*text)};
        return file;
    }
    const auto architectures = parseArchitectures(*text, name);
    if (!architectures) {
        return tl::make_unexpected(architectures.error());
    }
    file.content = BareArchitectures{architectures->records.size()};
    return file;
}

ProposedPlace proposedPlace(const QString &path)
{
    const QFileInfo info(path);
    QDir folder = info.absoluteDir();
    ProposedPlace place;
    const QString stem = info.completeBaseName().toLower();
    place.role = stem.contains(QStringLiteral("test")) ? SplitRole::Test
                                                       : SplitRole::Demonstrations;
    if (stem == QStringLiteral("train") || stem == QStringLiteral("test")) {
        place.task = folder.dirName();
        if (folder.cdUp()) {
            place.split = folder.dirName();
        }
    } else {
        place.task = info.completeBaseName();
    }
    return place;
}

} // namespace auspex
