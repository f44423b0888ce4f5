// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QString>

namespace auspex {

/// What is selected, one for the whole window: architectures of one task, by their index in the
/// task's records. Every view shows it and may change it.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    QString task() const { return m_task; }
    QSet<qint64> records() const { return m_records; }
    /// The one that the inspector shows in full; -1 for none.
    qint64 current() const { return m_current; }

    /// Without a current one, a single record is the current one. Says nothing if nothing changes.
    void set(const QString &task, const QSet<qint64> &records, qint64 current = -1);
    void clear() { set(m_task, {}); }

Q_SIGNALS:
    void changed();

private:
    QString m_task;
    QSet<qint64> m_records;
    qint64 m_current = -1;
};

} // namespace auspex
