// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/arch/tfs_eval.h"
#include "core/base/csv.h"

namespace auspex {

/// Which columns of a plain table hold what. An architecture is either one column with a gene (the
/// integers of core/arch/gene.h, separated by spaces or commas) or the ten columns of the
/// SubTransformer keys ("encoder-embed-dim-subtransformer" and so on; lists as "[1024, 2048]").
struct CsvMapping {
    std::string geneColumn;                        ///< empty: the ten columns
    std::map<std::string, std::string> keyColumns; ///< SubTransformer key -> column
    std::map<std::string, std::string> targets;    ///< target ("valid_bleu") -> column
    struct Recorded {
        std::string predictor; ///< "HAT"
        std::string target;
        std::string column;
    };
    std::vector<Recorded> recorded;
    std::string latencyColumn; ///< milliseconds; empty: none
    std::string splitColumn; ///< cells "demonstration" (or "demo", "train") and "test"; empty: none

    bool operator==(const CsvMapping &) const = default;
};

/// What the columns' names suggest: exact keys and target names, "NAME valid_bleu" or
/// "NAME:valid_bleu" as a recorded predictor, "gene", "latency", "latency_ms", "split", "role".
CsvMapping guessCsvMapping(const CsvTable &table);

/// What is missing for the mapping to be used, as a sentence; nothing if it is complete.
std::optional<std::string> mappingProblem(const CsvTable &table, const CsvMapping &mapping);

/// The rows by their cell in the split column; rows without one, and all rows where no column is
/// mapped, are unassigned: evaluation draws splits for them.
struct CsvRecords {
    TfsFileContent demonstrations;
    TfsFileContent test;
    TfsFileContent unassigned;
    std::vector<LineProblem> problems;
};
/// `space` decodes genes. Fails where mappingProblem() does; a bad row is a problem of its own.
Result<CsvRecords> recordsOf(const CsvTable &table, const CsvMapping &mapping,
                             const SearchSpace &space, const std::string &source);

/// The reverse: every record of a task with the ten keys, targets, recorded scores, latency.
std::string tfsCsv(const TfsTask &task);

} // namespace auspex
