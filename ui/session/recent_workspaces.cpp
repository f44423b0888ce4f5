// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/recent_workspaces.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace auspex {

namespace {

const QString listKey = QStringLiteral("recentWorkspaces");
const QString fileKey = QStringLiteral("file");
const QString openedKey = QStringLiteral("opened");

} // namespace

bool RecentWorkspaces::Entry::exists() const
{
    return QFileInfo::exists(file);
}

QString RecentWorkspaces::Entry::name() const
{
    return QFileInfo(file).completeBaseName();
}

QString RecentWorkspaces::Entry::folder() const
{
    const QString path = QFileInfo(file).absolutePath();
    const QString home = QDir::homePath();
    const bool below = path == home || path.startsWith(home + u'/');
    return QDir::toNativeSeparators(below ? u'~' + path.mid(home.size()) : path);
}

QList<RecentWorkspaces::Entry> RecentWorkspaces::entries() const
{
    QSettings settings;
    QList<Entry> found;
    const int size = settings.beginReadArray(listKey);
    for (int i = 0; i < size; ++i) {
        settings.setArrayIndex(i);
        found.append({settings.value(fileKey).toString(), settings.value(openedKey).toDateTime()});
    }
    settings.endArray();
    return found;
}

void RecentWorkspaces::add(const QString &file)
{
    const QString absolute = QFileInfo(file).absoluteFilePath();
    QList<Entry> list = entries();
    list.removeIf([&](const Entry &entry) { return entry.file == absolute; });
    list.prepend({absolute, QDateTime::currentDateTimeUtc()});
    write(list.mid(0, most));
}

void RecentWorkspaces::remove(const QString &file)
{
    QList<Entry> list = entries();
    list.removeIf([&](const Entry &entry) { return entry.file == file; });
    write(list);
}

void RecentWorkspaces::clear()
{
    write({});
}

void RecentWorkspaces::write(const QList<Entry> &list)
{
    QSettings settings;
    settings.remove(listKey);
    settings.beginWriteArray(listKey, static_cast<int>(list.size()));
    for (int i = 0; i < list.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(fileKey, list[i].file);
        settings.setValue(openedKey, list[i].opened);
    }
    settings.endArray();
    Q_EMIT changed();
}

} // namespace auspex
