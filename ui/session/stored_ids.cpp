// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/stored_ids.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "ui/session/session.h"

namespace auspex {

std::vector<qint64> storedIds(Session *session, const QString &document)
{
    std::vector<qint64> ids;
    const QByteArray json = session->document(document).toUtf8();
    for (const QJsonValue &id : QJsonDocument::fromJson(json).array()) {
        ids.push_back(id.toInteger());
    }
    return ids;
}

void storeIds(Session *session, const QString &document, const std::vector<qint64> &ids)
{
    QJsonArray array;
    for (const qint64 id : ids) {
        array.append(id);
    }
    session->setDocument(document, array.isEmpty() ? QString()
                                                   : QString::fromUtf8(QJsonDocument(array).toJson(
                                                       QJsonDocument::Compact)));
}

} // namespace auspex
