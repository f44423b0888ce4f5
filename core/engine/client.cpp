// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/client.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include <QCoreApplication>
#include <QFileInfo>
#include <QMetaObject>
#include <QThread>

#include "core/engine/client_session.h"

namespace auspex::engine {

namespace {

/// A result that one thread waits for and another brings.
class Awaited {
public:
    void bring(Result<nlohmann::json> result)
    {
        const std::lock_guard lock(m_mutex);
        m_result = std::move(result);
        m_arrived.notify_one();
    }

    Result<nlohmann::json> wait()
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_result.has_value(); });
        return std::move(*m_result);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::optional<Result<nlohmann::json>> m_result;
};

} // namespace

class Client::Parts {
public:
    explicit Parts(ClientOptions options)
        : m_session(new ClientSession(std::move(options)))
    {
        m_thread.setObjectName(QStringLiteral("engine client"));
        m_session->moveToThread(&m_thread);
        m_thread.start();
    }

    ~Parts()
    {
        Q_ASSERT(QThread::currentThread() != &m_thread);
        QMetaObject::invokeMethod(
            m_session,
            [this] {
                m_session->close();
                m_session->deleteLater(); // when its thread ends
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    void add(ClientRequest request)
    {
        QMetaObject::invokeMethod(
            m_session,
            [session = m_session, request = std::move(request)]() mutable {
                session->add(std::move(request));
            },
            Qt::QueuedConnection);
    }

    Result<nlohmann::json> wait(ClientRequest request, Job &job)
    {
        Q_ASSERT(QThread::currentThread() != &m_thread);
        // Shared: the session may still be inside bring() when wait() has what it wanted.
        const auto awaited = std::make_shared<Awaited>();
        request.job = std::shared_ptr<Job>(&job, [](Job *) {});
        request.reply = [awaited](Result<nlohmann::json> result) {
            awaited->bring(std::move(result));
        };
        add(std::move(request));
        return awaited->wait();
    }

private:
    QThread m_thread;
    ClientSession *m_session;
};

Client::Client(ClientOptions options)
    : m_parts(std::make_unique<Parts>(std::move(options)))
{
}

Client::~Client() = default;

Result<nlohmann::json> Client::call(const std::string &method, nlohmann::json parameters, Job &job,
                                    NotificationListener listener)
{
    ClientRequest request;
    request.method = method;
    request.parameters = std::move(parameters);
    request.listener = std::move(listener);
    return m_parts->wait(std::move(request), job);
}

void Client::send(const std::string &method, nlohmann::json parameters, std::shared_ptr<Job> job,
                  ReplyListener reply, NotificationListener listener)
{
    ClientRequest request;
    request.method = method;
    request.parameters = std::move(parameters);
    request.job = std::move(job);
    request.reply = std::move(reply);
    request.listener = std::move(listener);
    m_parts->add(std::move(request));
}

Result<EngineInformation> Client::information(Job &job)
{
    const Result<nlohmann::json> value = m_parts->wait({}, job);
    if (!value)
        return tl::make_unexpected(value.error());
    return engineInformationOf(*value);
}

std::vector<std::string> defaultEngineCommand()
{
    const QFileInfo beside(QCoreApplication::applicationDirPath()
                           + QStringLiteral("/auspex-engine"));
    if (beside.isExecutable())
        return {beside.absoluteFilePath().toStdString()};
    return {"auspex-engine"};
}

} // namespace auspex::engine
