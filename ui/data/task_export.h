// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/arch/tfs_data.h"
#include "core/base/result.h"

namespace auspex {

/// All architectures of a task as one CSV table (tfsCsv()) or, for a file that ends in .jsonl, as
/// LLMAS's JSON lines. Replaces the file, all or nothing. Fails on any other ending. Any thread.
Result<void> writeTask(const TfsTask &task, const QString &file);

} // namespace auspex
