// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/supernet_center.h"

#include <algorithm>
#include <mutex>

#include "core/engine/client.h"
#include "core/supernets/supernet_service.h"
#include "ui/session/engine_command.h"
#include "ui/session/session.h"

namespace auspex {

namespace {

/// The engine of one service, made by whichever thread needs it first.
struct LazyEngine {
    std::mutex mutex;
    std::shared_ptr<engine::Client> client;

    std::shared_ptr<engine::Client> get()
    {
        const std::lock_guard lock(mutex);
        if (!client) {
            client = std::make_shared<engine::Client>(engineClientOptions());
        }
        return client;
    }
};

} // namespace

SupernetCenter::SupernetCenter(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(session, &Session::workspaceChanged, this, &SupernetCenter::startAnew);
}

SupernetCenter::~SupernetCenter() = default;

void SupernetCenter::startAnew()
{
    m_service.reset();
    m_supernets.clear();
    if (m_session->workspace()) {
        reload();
    } else {
        Q_EMIT supernetsChanged();
    }
}

void SupernetCenter::reload()
{
    if (!m_session->workspace()) {
        return;
    }
    auto supernets = loadSupernets(*m_session->workspace());
    if (!supernets) {
        Q_EMIT m_session->errorOccurred(QString::fromStdString(supernets.error().message));
        return;
    }
    m_supernets = std::move(*supernets);
    Q_EMIT supernetsChanged();
}

std::optional<StoredSupernet> SupernetCenter::supernet(const QString &name) const
{
    const std::string wanted = name.toStdString();
    const auto found = std::find_if(
        m_supernets.begin(), m_supernets.end(),
        [&](const StoredSupernet &supernet) { return supernet.name == wanted; });
    return found == m_supernets.end() ? std::nullopt : std::optional(*found);
}

Result<std::shared_ptr<SupernetService>> SupernetCenter::service()
{
    if (m_service) {
        return m_service;
    }
    if (!m_session->workspace()) {
        return failure(ErrorCode::NotFound, "No workspace is open; open or create one first.");
    }
    SupernetService::Settings settings;
    settings.engine =
        [engine = std::make_shared<LazyEngine>()]() -> Result<std::shared_ptr<engine::Client>> {
        return engine->get();
    };
    auto made = SupernetService::create(std::move(settings), m_session->workspace());
    if (made) {
        m_service = *made;
    }
    return made;
}

std::shared_ptr<SupernetService> SupernetCenter::serviceForJudging()
{
    const auto found = service();
    return found ? *found : nullptr;
}

} // namespace auspex
