// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/csv_import.h"

#include "core/arch/tfs_eval.h"
#include "core/store/content_hash.h"

namespace auspex {

Result<std::vector<ImportRequest>> csvImportRequests(const CsvImport &import)
{
    auto records = recordsOf(import.table, import.mapping, import.space, import.source);
    if (!records)
        return tl::make_unexpected(records.error());
    std::vector<ImportRequest> requests;
    const auto add = [&](TfsFileContent &content, const std::string &split, SplitRole role) {
        if (content.records.empty())
            return;
        // The same file under another mapping is other content: what was read tells them apart.
        std::string lines;
        for (const TfsRecord &record : content.records)
            lines += tfsLine(record) + '\n';
        requests.push_back({import.task,
                            split,
                            role,
                            std::move(content.records),
                            std::move(content.lines),
                            import.source,
                            sha256(lines),
                            {}});
    };
    add(records->demonstrations, import.split, SplitRole::Demonstrations);
    add(records->test, import.split, SplitRole::Test);
    add(records->unassigned, {}, SplitRole::Demonstrations);
    if (requests.empty()) {
        return failure(ErrorCode::InvalidInput,
                       records->problems.empty()
                           ? import.source + ": the table has no rows; choose another file."
                           : "No row can be used: " + describe(records->problems.front()));
    }
    requests.front().problems = std::move(records->problems);
    return requests;
}

} // namespace auspex
