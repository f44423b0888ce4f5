// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/store/migration.h"

namespace auspex {

/// All steps from an empty database to the schema of this program (SCHEMA.md).
const std::vector<MigrationStep> &schemaSteps();

/// The version that the last step leads to.
int newestSchemaVersion();

} // namespace auspex
