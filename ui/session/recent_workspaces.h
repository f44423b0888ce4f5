// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

namespace auspex {

/// The workspaces that were opened last, kept per user (QSettings).
class RecentWorkspaces : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString file; ///< absolute
        QDateTime opened;

        bool exists() const;
        QString name() const;   ///< the file's name without the ending
        QString folder() const; ///< as people read it: with ~ for the home folder
    };
    static constexpr int most = 10;

    using QObject::QObject;

    QList<Entry> entries() const;  ///< the latest first
    void add(const QString &file); ///< to the top, opened now
    void remove(const QString &file);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void write(const QList<Entry> &entries);
};

} // namespace auspex
