// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/task_export.h"

#include <filesystem>

#include <QCoreApplication>

#include "core/arch/tfs_csv.h"
#include "core/arch/tfs_eval.h"
#include "core/base/files.h"

namespace auspex {

Result<void> writeTask(const TfsTask &task, const QString &file)
{
    const std::filesystem::path path(file.toStdU16String());
    if (file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) {
        return writeFileAtomically(path, tfsCsv(task));
    }
    if (!file.endsWith(QStringLiteral(".jsonl"), Qt::CaseInsensitive)) {
        return failure(ErrorCode::InvalidInput,
                       QCoreApplication::translate("auspex::DataPanel",
                                                   "The ending of %1 does not name a format for "
                                                   "tasks; use .csv or .jsonl.")
                           .arg(QString::fromStdString(path.filename().string()))
                           .toStdString());
    }
    std::string lines;
    for (const TfsRecord &record : task.records) {
        lines += tfsLine(record) + '\n';
    }
    return writeFileAtomically(path, lines);
}

} // namespace auspex
