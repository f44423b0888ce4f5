// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>

#include "core/arch/search_space.h"
#include "core/arch/tfs_eval.h"

namespace auspex::test {

inline constexpr int smallDemonstrations = 4;
inline constexpr int smallTests = 3;

/// Writes a folder in TFS-Eval's layout: one split of each task, seven architectures of the demo
/// space.
inline QString writeSmallTfsEval(const QString &parent, const QStringList &tasks)
{
    const QString root = parent + QStringLiteral("/small-tfs-eval");
    Random random(1, "small tfs-eval");
    for (const QString &task : tasks) {
        const QString folder = root + QStringLiteral("/123/") + task;
        QDir().mkpath(folder);
        for (const auto &[name, count] :
             {std::pair("train.jsonl", smallDemonstrations), std::pair("test.jsonl", smallTests)}) {
            QFile file(folder + u'/' + QLatin1String(name));
            if (!file.open(QIODevice::WriteOnly)) {
                return {};
            }
            for (int i = 0; i < count; ++i) {
                TfsRecord record;
                record.architecture = sampleArchitecture(*builtInSpace("wmt14ende"), random);
                record.tfs = {{"valid_bleu", 24.0 + random.unit()},
                              {"test_bleu", 25.0 + random.unit()}};
                record.recorded["HAT"] = {{"valid_bleu", 23.0 + random.unit()},
                                          {"test_bleu", 24.0 + random.unit()}};
                file.write(QByteArray::fromStdString(tfsLine(record)) + '\n');
            }
        }
    }
    return root;
}

} // namespace auspex::test
