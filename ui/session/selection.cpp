// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/selection.h"

namespace auspex {

void Selection::set(const QString &task, const QSet<qint64> &records, qint64 current)
{
    if (current < 0 && records.size() == 1) {
        current = *records.begin();
    }
    if (task == m_task && records == m_records && current == m_current) {
        return;
    }
    m_task = task;
    m_records = records;
    m_current = current;
    Q_EMIT changed();
}

} // namespace auspex
