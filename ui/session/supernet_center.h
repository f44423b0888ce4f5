// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "core/base/result.h"
#include "core/store/supernet_store.h"

namespace auspex {

class Session;
class SupernetService;

/// What the window knows of the open workspace's supernets, and the service that scores with them.
/// The service, and with it the engine, is made when it is first asked for, and let go when the
/// workspace closes. Belongs to the GUI thread; the service may be used in any.
class SupernetCenter : public QObject {
    Q_OBJECT

public:
    explicit SupernetCenter(Session *session, QObject *parent = nullptr);
    ~SupernetCenter() override;

    /// Sorted by name.
    const std::vector<StoredSupernet> &supernets() const { return m_supernets; }
    std::optional<StoredSupernet> supernet(const QString &name) const;
    void reload();

    /// Fails where no workspace is open, or its file cannot be opened once more. The engine itself
    /// is started by the first score that is missing. Work that holds the service keeps the
    /// workspace's file open: it lets go of it when it ends.
    Result<std::shared_ptr<SupernetService>> service();

    /// The same for the predictors of the Judge: null where there is none, which they tell.
    std::shared_ptr<SupernetService> serviceForJudging();

Q_SIGNALS:
    void supernetsChanged();

private:
    void startAnew();

    Session *m_session;
    std::vector<StoredSupernet> m_supernets;
    std::shared_ptr<SupernetService> m_service;
};

} // namespace auspex
