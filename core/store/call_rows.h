// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/store/call_store.h"
#include "core/store/database.h"

namespace auspex {

/// saveCalls() inside a transaction of the caller's.
Result<void> insertCalls(Database &database, std::span<const StoredCall> calls);

} // namespace auspex
