// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "core/base/job.h"
#include "core/store/corpus_store.h"
#include "core/store/supernet_store.h"

namespace auspex {

/// All that the import dialog asks for.
struct SupernetSetup {
    QString name;
    QString weights; ///< safetensors, or a PyTorch checkpoint
    QString shape;   ///< a JSON document that states it; empty: of the space and the corpus
    QString space;   ///< a built-in space's name; empty: not known
    QString corpus;  ///< of the workspace; empty: none
    Mixture mixture = Mixture::None; ///< where there is no JSON document

    bool operator==(const SupernetSetup &) const = default;
};

/// Works out the shape and imports; any thread. Nothing is in the workspace where it fails.
Result<StoredSupernet> importOf(const SupernetSetup &setup,
                                const std::optional<StoredCorpus> &corpus, Workspace &workspace,
                                Job &job);

/// The space that a supernet was stored with; nothing where it is not known.
std::optional<SearchSpace> spaceOf(const StoredSupernet &supernet);

} // namespace auspex
