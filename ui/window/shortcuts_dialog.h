// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/action_catalog.h"

class QWidget;

namespace auspex {

/// A window with every command that has keys, searchable.
void showShortcutsDialog(const QList<CatalogEntry> &catalog, QWidget *parent);

} // namespace auspex
