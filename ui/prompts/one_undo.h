// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace auspex {

class Session;

/// Takes the keys of undo and redo from the fields, which would undo within themselves, and gives
/// them to the session's stack: there is one order of edits.
void useOneUndo(const QList<QWidget *> &fields, Session *session);

} // namespace auspex
