// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "core/arch/search_space.h"
#include "core/base/job.h"
#include "core/report/result_table.h"
#include "core/store/supernet_store.h"
#include "core/supernets/supernet_service.h"

namespace auspex {

/// Which subnets are to be scored.
struct SubnetChoice {
    enum Source { Extremes, Sample, Given, File };
    Source source = Extremes;
    int count = 10;                   ///< of a sample
    quint64 seed = 1;                 ///< of a sample
    std::vector<Architecture> given;  ///< of a table of the workspace
    QString file;                     ///< any file with architectures
    std::optional<SearchSpace> space; ///< that of the supernet, for extremes and samples
};

/// Each architecture once, in their order. Fails where a space is needed and not known, where the
/// file cannot be read, and where there is none.
Result<std::vector<Architecture>> subnetsOf(const SubnetChoice &choice);

struct ScoredSubnets {
    StoredSupernet supernet;
    SupernetSpec spec; ///< what the scores were computed on; its metric does not matter
    std::vector<Architecture> subnets;
    std::vector<SubnetValue> losses;
    std::vector<SubnetValue> nlls;
    std::vector<SubnetValue> bleus; ///< empty: not asked for
};

/// For a job; any thread.
Result<ScoredSubnets> scoresOf(SupernetService &service, const StoredSupernet &supernet,
                               SupernetSpec spec, const SubnetChoice &choice, bool withBleu,
                               Job &job);

/// In the language of the program; a row a subnet, in their order.
ResultTable scoreTable(const ScoredSubnets &scores);

/// The translations of one subnet, or of two beside each other.
ResultTable translationTable(const std::vector<std::vector<Translation>> &translations);

} // namespace auspex
