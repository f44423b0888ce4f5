// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

namespace auspex {

class Session;

/// Ids in a document of the open workspace, such as those of runs that were removed and may come
/// back by an undo. None where there is no such document.
std::vector<qint64> storedIds(Session *session, const QString &document);
void storeIds(Session *session, const QString &document, const std::vector<qint64> &ids);

} // namespace auspex
