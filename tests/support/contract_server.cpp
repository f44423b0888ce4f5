// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/contract_server.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <mutex>

#include <sys/socket.h>

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>
#include <QTimer>

namespace auspex::test {

namespace {

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::string headOf(const ScriptedReply &reply)
{
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Status\r\n";
    const auto has = [&](std::string_view name) {
        return std::any_of(reply.headers.begin(), reply.headers.end(),
                           [&](const auto &header) { return lowered(header.first) == name; });
    };
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    if (!has("content-type"))
        head += reply.pieces.empty() ? "content-type: application/json\r\n"
                                     : "content-type: text/event-stream\r\n";
    head += reply.pieces.empty() ? "content-length: " + std::to_string(reply.body.size()) + "\r\n"
                                 : std::string("transfer-encoding: chunked\r\n");
    if (reply.ending == ScriptedReply::Ending::Close)
        head += "connection: close\r\n";
    return head + "\r\n";
}

std::string asChunk(const std::string &bytes)
{
    return QByteArray::number(static_cast<qulonglong>(bytes.size()), 16).toStdString() + "\r\n"
           + bytes + "\r\n";
}

} // namespace

const std::string *ReceivedRequest::header(std::string_view lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return &value;
    }
    return nullptr;
}

struct ContractServer::Shared {
    mutable std::mutex mutex;
    Script script;
    std::deque<ScriptedReply> queue;
    std::vector<ReceivedRequest> requests;
    std::function<void(const ReceivedRequest &)> answered;
    int connections = 0;
    int port = 0;
    std::optional<TestCertificate> certificate;
    QThread thread;
    Worker *worker = nullptr;
};

/// Lives in the server's thread.
class ContractServer::Worker : public QTcpServer {
public:
    explicit Worker(Shared &shared)
        : m_shared(shared)
    {
    }

    void closeConnections(bool idleOnly);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Connection;
    Shared &m_shared;
    std::vector<Connection *> m_connections;
};

class ContractServer::Worker::Connection : public QObject {
public:
    Connection(Worker &worker, qintptr descriptor)
        : QObject(&worker)
        , m_worker(worker)
        , m_socket(new QSslSocket(this))
    {
        connect(m_socket, &QSslSocket::readyRead, this, &Connection::read);
        connect(m_socket, &QSslSocket::disconnected, this, [this] {
            std::erase(m_worker.m_connections, this);
            deleteLater();
        });
        connect(m_socket, &QSslSocket::bytesWritten, this, &Connection::noteWritten);
        connect(m_socket, &QSslSocket::encryptedBytesWritten, this, &Connection::noteWritten);
        m_socket->setSocketDescriptor(descriptor);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        const std::lock_guard lock(m_worker.m_shared.mutex);
        m_number = m_worker.m_shared.connections++;
        if (const auto &certificate = m_worker.m_shared.certificate) {
            m_socket->setLocalCertificate(
                QSslCertificate(QByteArray::fromStdString(certificate->certificate)));
            m_socket->setPrivateKey(
                QSslKey(QByteArray::fromStdString(certificate->privateKey), QSsl::Ec));
            m_socket->setPeerVerifyMode(QSslSocket::VerifyNone);
            m_socket->startServerEncryption();
        }
    }

    bool isIdle() const { return !m_busy && m_buffer.empty(); }
    void close() { m_socket->disconnectFromHost(); }

private:
    void read();
    bool takeRequest(ReceivedRequest &request);
    void answer(const ScriptedReply &reply);
    void begin();
    void step();
    void end();
    void reset();
    void noteWritten();

    Worker &m_worker;
    QSslSocket *m_socket;
    int m_number = 0;
    std::string m_buffer;
    bool m_busy = false;
    QElapsedTimer m_clock; ///< since the request was there
    int m_request = 0;
    ScriptedReply m_reply;
    std::size_t m_piece = 0;
    bool m_allWritten = false;
};

void ContractServer::Worker::incomingConnection(qintptr descriptor)
{
    m_connections.push_back(new Connection(*this, descriptor));
}

void ContractServer::Worker::closeConnections(bool idleOnly)
{
    const auto connections = m_connections; // closing changes it
    for (Connection *connection : connections) {
        if (!idleOnly || connection->isIdle())
            connection->close();
    }
}

void ContractServer::Worker::Connection::read()
{
    m_buffer += m_socket->readAll().toStdString();
    if (m_busy)
        return;
    ReceivedRequest request;
    if (!takeRequest(request))
        return;
    m_busy = true;
    m_clock.start();
    Shared &shared = m_worker.m_shared;
    std::optional<ScriptedReply> reply;
    Script script;
    {
        const std::lock_guard lock(shared.mutex);
        request.connection = m_number;
        request.number = static_cast<int>(shared.requests.size());
        m_request = request.number;
        shared.requests.push_back(request);
        if (!shared.queue.empty()) {
            reply = std::move(shared.queue.front());
            shared.queue.pop_front();
        }
        script = shared.script;
    }
    answer(reply ? *reply : script(request));
}

bool ContractServer::Worker::Connection::takeRequest(ReceivedRequest &request)
{
    const std::size_t headEnd = m_buffer.find("\r\n\r\n");
    if (headEnd == std::string::npos)
        return false;
    std::size_t length = 0;
    std::size_t at = m_buffer.find("\r\n");
    const std::string first = m_buffer.substr(0, at);
    while (at < headEnd) {
        const std::size_t next = m_buffer.find("\r\n", at + 2);
        const std::string line = m_buffer.substr(at + 2, next - at - 2);
        at = next;
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        const std::size_t value = line.find_first_not_of(' ', colon + 1);
        request.headers.emplace_back(lowered(line.substr(0, colon)),
                                     value == std::string::npos ? "" : line.substr(value));
    }
    if (const std::string *told = request.header("content-length"))
        length = std::stoul(*told);
    if (m_buffer.size() < headEnd + 4 + length)
        return false;
    const std::size_t space = first.find(' ');
    request.method = first.substr(0, space);
    request.path = first.substr(space + 1, first.rfind(' ') - space - 1);
    request.body = m_buffer.substr(headEnd + 4, length);
    m_buffer.erase(0, headEnd + 4 + length);
    return true;
}

void ContractServer::Worker::Connection::answer(const ScriptedReply &reply)
{
    m_reply = reply;
    m_piece = 0;
    m_allWritten = false;
    // Counted from when the request was there: what the script took is part of it.
    const double left = reply.delay * 1000.0 - static_cast<double>(m_clock.nsecsElapsed()) * 1e-6;
    if (left > 0.0)
        QTimer::singleShot(static_cast<int>(std::ceil(left)), Qt::PreciseTimer, this,
                           [this] { begin(); });
    else
        begin();
}

void ContractServer::Worker::Connection::begin()
{
    using Ending = ScriptedReply::Ending;
    switch (m_reply.ending) {
    case Ending::Silence:
        return;
    case Ending::CloseUnsaid:
        close();
        return;
    case Ending::ResetUnsaid:
        reset();
        return;
    case Ending::Reset:
        m_socket->write(
            QByteArray::fromStdString(headOf(m_reply) + m_reply.body.substr(0, m_reply.cutAfter)));
        m_socket->flush();
        // The other side shall see the bytes before the reset takes what it has not read.
        QTimer::singleShot(50, this, [this] { reset(); });
        return;
    case Ending::KeepAlive:
    case Ending::Close:
        break;
    }
    m_socket->write(QByteArray::fromStdString(
        headOf(m_reply) + (m_reply.pieces.empty() ? m_reply.body : std::string())));
    step();
}

void ContractServer::Worker::Connection::step()
{
    if (m_piece == m_reply.pieces.size()) {
        end();
        return;
    }
    const ScriptedReply::Piece &piece = m_reply.pieces[m_piece];
    QTimer::singleShot(static_cast<int>(piece.delay * 1000.0), Qt::PreciseTimer, this, [this] {
        m_socket->write(QByteArray::fromStdString(asChunk(m_reply.pieces[m_piece].bytes)));
        m_socket->flush();
        ++m_piece;
        step();
    });
}

void ContractServer::Worker::Connection::end()
{
    if (!m_reply.pieces.empty())
        m_socket->write("0\r\n\r\n");
    m_allWritten = true;
    m_socket->flush();
    noteWritten();
}

void ContractServer::Worker::Connection::noteWritten()
{
    if (!m_allWritten || m_socket->bytesToWrite() > 0 || m_socket->encryptedBytesToWrite() > 0)
        return;
    m_allWritten = false;
    m_busy = false;
    Shared &shared = m_worker.m_shared;
    std::function<void(const ReceivedRequest &)> listener;
    ReceivedRequest answered;
    {
        const std::lock_guard lock(shared.mutex);
        ReceivedRequest &request = shared.requests[static_cast<std::size_t>(m_request)];
        request.answered = true;
        listener = shared.answered;
        if (listener)
            answered = request;
    }
    if (listener)
        listener(answered);
    if (m_reply.ending == ScriptedReply::Ending::Close)
        close();
    else if (!m_buffer.empty())
        read();
}

void ContractServer::Worker::Connection::reset()
{
    // Closing without lingering sends a reset.
    const linger none{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
                 sizeof none);
    m_socket->abort();
}

ContractServer::ContractServer(Script script, const std::optional<TestCertificate> &certificate,
                               int port)
    : m_shared(std::make_unique<Shared>())
{
    m_shared->script = std::move(script);
    m_shared->certificate = certificate;
    m_shared->worker = new Worker(*m_shared);
    m_shared->worker->moveToThread(&m_shared->thread);
    m_shared->thread.start();
    QMetaObject::invokeMethod(
        m_shared->worker,
        [this, port] {
            if (m_shared->worker->listen(QHostAddress::LocalHost, static_cast<quint16>(port)))
                m_shared->port = m_shared->worker->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

ContractServer::~ContractServer()
{
    QMetaObject::invokeMethod(
        m_shared->worker, [this] { delete m_shared->worker; }, Qt::BlockingQueuedConnection);
    m_shared->thread.quit();
    m_shared->thread.wait();
}

int ContractServer::port() const
{
    return m_shared->port;
}

std::string ContractServer::url(const std::string &path) const
{
    return std::string(m_shared->certificate ? "https" : "http")
           + "://127.0.0.1:" + std::to_string(port()) + path;
}

void ContractServer::enqueue(std::vector<ScriptedReply> replies)
{
    const std::lock_guard lock(m_shared->mutex);
    for (ScriptedReply &reply : replies)
        m_shared->queue.push_back(std::move(reply));
}

void ContractServer::setScript(Script script)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->script = std::move(script);
}

std::vector<ReceivedRequest> ContractServer::requests() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->requests;
}

int ContractServer::connections() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->connections;
}

void ContractServer::setAnsweredListener(std::function<void(const ReceivedRequest &)> listener)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->answered = std::move(listener);
}

void ContractServer::closeIdleConnections()
{
    QMetaObject::invokeMethod(
        m_shared->worker, [this] { m_shared->worker->closeConnections(true); },
        Qt::BlockingQueuedConnection);
}

void ContractServer::goAway()
{
    QMetaObject::invokeMethod(
        m_shared->worker,
        [this] {
            m_shared->worker->close();
            m_shared->worker->closeConnections(false);
        },
        Qt::BlockingQueuedConnection);
}

void ContractServer::listenAgain()
{
    QMetaObject::invokeMethod(
        m_shared->worker,
        [this] {
            m_shared->worker->listen(QHostAddress::LocalHost, static_cast<quint16>(m_shared->port));
        },
        Qt::BlockingQueuedConnection);
}

} // namespace auspex::test
