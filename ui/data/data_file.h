// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <variant>

#include <QString>

#include "core/arch/tfs_eval.h"
#include "core/base/csv.h"

namespace auspex {

/// A file of architectures without scores: nothing that a task could take.
struct BareArchitectures {
    std::size_t count = 0;
};

/// TFS scores as one file of TFS-Eval has them.
struct TfsLines {
    TfsFileContent content;
    std::string sha256; ///< of the file's bytes
};

/// What a file that was dropped turned out to be.
struct DataFile {
    QString path; ///< absolute
    QString name; ///< without the folder
    std::variant<CsvTable, TfsLines, BareArchitectures> content;
};

/// Tables are known by their ending, everything else by its content. Fails, saying why, where it is
/// neither. Any thread.
Result<DataFile> readDataFile(const QString &path);

/// Where TFS-Eval's layout, SPLIT/TASK/train.jsonl, would put the file.
struct ProposedPlace {
    QString task;
    QString split;
    SplitRole role = SplitRole::Demonstrations;
};
ProposedPlace proposedPlace(const QString &path);

} // namespace auspex
