// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/http_client.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>

#include "core/llm/http_failure.h"
#include "core/llm/one_time_body.h"

namespace auspex {

namespace {

constexpr std::size_t mostPassedOn = std::size_t(4) << 30U; ///< results of a big batch job
constexpr int connectionsOfOneManager = 6; // Qt's own limit to one host; 6.4 has no setting for it

/// The system's proxy for other machines, none for this one.
class SystemProxy final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (isLoopbackHost(query.peerHostName().toStdString()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return QNetworkProxyFactory::systemProxyForQuery(query);
    }
};

QByteArray bytesOf(const std::string &text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QNetworkRequest networkRequest(const HttpRequest &request, const SecretKey &key)
{
    QNetworkRequest made(QUrl(QString::fromStdString(request.url), QUrl::StrictMode));
    // Measured: Qt's own policy sends the Authorization header on to any host.
    made.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    // A lost connection takes one request with it, not all of them.
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    made.setHeader(QNetworkRequest::UserAgentHeader, QByteArrayLiteral("Auspex/" AUSPEX_VERSION));
    if (!request.body.empty()) {
        made.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        made.setHeader(QNetworkRequest::ContentLengthHeader,
                       static_cast<qint64>(request.body.size()));
    }
    for (const auto &[name, value] : request.headers)
        made.setRawHeader(bytesOf(name), bytesOf(value));
    if (!key.isEmpty() && !request.keyHeader.first.empty())
        made.setRawHeader(bytesOf(request.keyHeader.first),
                          bytesOf(request.keyHeader.second + key.reveal()));
    if (made.url().scheme() == QLatin1String("https")) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        made.setSslConfiguration(tls);
    }
    return made;
}

Headers headersOf(const QNetworkReply &reply)
{
    Headers headers;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        headers.emplace_back(name.toLower().toStdString(), value.toStdString());
    return headers;
}

/// Errors of the connection; the others are statuses of HTTP.
bool isBelowHttp(QNetworkReply::NetworkError error)
{
    return (error > QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
           || error == QNetworkReply::ContentReSendError
           || error >= QNetworkReply::ProtocolUnknownError;
}

int milliseconds(double seconds)
{
    constexpr double most = 2'000'000'000.0;
    return static_cast<int>(std::clamp(seconds * 1000.0, 1.0, most));
}

/// A request under way.
struct Call {
    QNetworkReply *reply = nullptr;
    std::size_t manager = 0;
    QUrl url;
    SecretKey key;
    HttpClient::Done done;
    HttpClient::Chunk chunk;
    HttpReply got;
    std::size_t received = 0;
    QList<QSslError> tlsErrors;
    std::optional<ChatFailure> verdict; ///< ours, whatever Qt says afterwards
    QElapsedTimer clock;
    std::unique_ptr<QTimer> deadline;
    std::unique_ptr<QTimer> silence;
};

} // namespace

struct HttpClient::State {
    std::vector<std::unique_ptr<QNetworkAccessManager>> managers;
    std::vector<int> load; ///< requests of each manager
    std::map<int, Call> calls;
    int lastId = 0;
    std::unique_ptr<QObject> context = std::make_unique<QObject>();

    Call *find(int id)
    {
        const auto found = calls.find(id);
        return found == calls.end() ? nullptr : &found->second;
    }

    void begin(int id, const HttpRequest &request, const HttpTimeouts &timeouts);
    void read(int id);
    void giveUp(int id, ChatFailure verdict);
    void finish(int id);
    HttpOutcome outcomeOf(Call &call) const;
};

void HttpClient::State::begin(int id, const HttpRequest &request, const HttpTimeouts &timeouts)
{
    Call &call = calls.at(id);
    call.manager = static_cast<std::size_t>(
        std::distance(load.begin(), std::min_element(load.begin(), load.end())));
    load[call.manager] += 1;
    const QNetworkRequest made = networkRequest(request, call.key);
    QNetworkAccessManager &manager = *managers[call.manager];
    if (request.method == "GET") {
        call.reply = manager.get(made);
    } else {
        auto body = std::make_unique<OneTimeBody>(request.body);
        QIODevice *device = request.body.empty() ? nullptr : body.get();
        call.reply = request.method == "POST" && device
                         ? manager.post(made, device)
                         : manager.sendCustomRequest(made, bytesOf(request.method), device);
        body.release()->setParent(call.reply);
    }

    const auto watch = [&](std::unique_ptr<QTimer> &timer, double seconds) {
        timer = std::make_unique<QTimer>();
        timer->setSingleShot(true);
        timer->setInterval(milliseconds(seconds));
        timer->start();
    };
    watch(call.deadline, timeouts.total);
    watch(call.silence, timeouts.silence);
    QObject::connect(call.deadline.get(), &QTimer::timeout, context.get(),
                     [this, id, seconds = timeouts.total] {
                         giveUp(id, deadlineFailure(calls.at(id).url, seconds));
                     });
    QObject::connect(call.silence.get(), &QTimer::timeout, context.get(),
                     [this, id, seconds = timeouts.silence] {
                         giveUp(id, silenceFailure(calls.at(id).url, seconds));
                     });
    const auto heard = [this, id] {
        if (Call *found = find(id))
            found->silence->start();
    };
    QObject::connect(call.reply, &QNetworkReply::uploadProgress, context.get(), heard);
    QObject::connect(call.reply, &QNetworkReply::metaDataChanged, context.get(), heard);
    QObject::connect(call.reply, &QNetworkReply::readyRead, context.get(), [this, id, heard] {
        heard();
        read(id);
    });
    QObject::connect(call.reply, &QNetworkReply::sslErrors, context.get(),
                     [this, id](const QList<QSslError> &errors) {
                         if (Call *found = find(id))
                             found->tlsErrors = errors; // and never ignored
                     });
    QObject::connect(call.reply, &QNetworkReply::finished, context.get(),
                     [this, id] { finish(id); });
}

void HttpClient::State::read(int id)
{
    Call *call = find(id);
    if (!call || !call->reply || call->verdict)
        return;
    const QByteArray bytes = call->reply->readAll();
    const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    call->received += text.size();
    const std::size_t most = call->chunk ? mostPassedOn : mostReplyBytes;
    if (call->received > most) {
        giveUp(id, tooLargeFailure(call->url, most));
        return;
    }
    const int status = call->reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (!call->chunk || status >= 300) {
        call->got.body += text;
        return;
    }
    if (!text.empty()) {
        const Chunk chunk = call->chunk; // it may abort its own call
        chunk(text);
    }
}

void HttpClient::State::giveUp(int id, ChatFailure verdict)
{
    Call *call = find(id);
    if (!call)
        return;
    if (!call->verdict)
        call->verdict = std::move(verdict);
    if (call->reply)
        call->reply->abort(); // finishes it
    finish(id);
}

HttpOutcome HttpClient::State::outcomeOf(Call &call) const
{
    const auto failed = [&](ChatFailure failure) {
        failure.status = call.got.status;
        failure.requestId = requestIdOf(call.got.headers);
        if (!call.got.body.empty())
            failure.raw = call.got.body;
        return tl::make_unexpected(redacted(std::move(failure), call.key));
    };
    if (call.verdict)
        return failed(*call.verdict);
    if (call.got.status >= 300 && call.got.status < 400) {
        const QUrl target = call.url.resolved(
            call.reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl());
        return failed(redirectFailure(call.got.status, call.url, target));
    }
    const QNetworkReply::NetworkError error = call.reply->error();
    // A refusal whose text was cut is a refusal all the same.
    if (call.got.status < 400 && isBelowHttp(error))
        return failed(networkFailure(error, call.reply->errorString(), call.url, call.tlsErrors));
    // Qt 6.4 now and then takes a reply as whole whose connection was reset in the middle.
    if (call.got.status < 400 && contradictsLength(call.got.headers, call.received))
        return failed(cutFailure(call.url));
    if (call.got.status == 0)
        return failed(networkFailure(QNetworkReply::ProtocolFailure, call.reply->errorString(),
                                     call.url, call.tlsErrors));
    // Here, before anybody quotes from it: a quotation may be cut in the middle of a key.
    call.got.body = call.key.redacted(std::move(call.got.body));
    for (auto &[name, value] : call.got.headers)
        value = call.key.redacted(std::move(value));
    return std::move(call.got);
}

void HttpClient::State::finish(int id)
{
    if (Call *unread = find(id); unread && unread->reply && unread->reply->bytesAvailable() > 0)
        read(id);
    const auto found = calls.find(id);
    if (found == calls.end())
        return;
    Call call = std::move(found->second);
    calls.erase(found);
    call.got.seconds = static_cast<double>(call.clock.nsecsElapsed()) * 1e-9;
    if (call.reply) {
        load[call.manager] -= 1;
        call.got.status = call.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        call.got.headers = headersOf(*call.reply);
        call.reply->disconnect(context.get());
        call.reply->deleteLater();
    }
    HttpOutcome outcome = outcomeOf(call);
    // Last: it may send, abort, or delete the client.
    call.done(std::move(outcome));
}

HttpClient::HttpClient(int parallel)
    : m_state(std::make_unique<State>())
{
    const int count = std::max(1,
                               (parallel + connectionsOfOneManager - 1) / connectionsOfOneManager);
    for (int i = 0; i < count; ++i) {
        auto manager = std::make_unique<QNetworkAccessManager>();
        manager->setProxyFactory(new SystemProxy);
        m_state->managers.push_back(std::move(manager));
        m_state->load.push_back(0);
    }
}

HttpClient::~HttpClient()
{
    m_state->context.reset(); // nobody is called back any more
    for (auto &[id, call] : m_state->calls) {
        if (call.reply)
            call.reply->abort();
    }
}

int HttpClient::send(const HttpRequest &request, const SecretKey &key, bool allowsPlainHttp,
                     const HttpTimeouts &timeouts, Done done, Chunk chunk)
{
    const int id = ++m_state->lastId;
    Call call;
    call.url = QUrl(QString::fromStdString(request.url), QUrl::StrictMode);
    call.key = key;
    call.done = std::move(done);
    call.chunk = std::move(chunk);
    call.clock.start();
    call.verdict = requestProblem(request, allowsPlainHttp);
    const bool refused = call.verdict.has_value();
    m_state->calls.emplace(id, std::move(call));
    if (refused)
        QTimer::singleShot(0, m_state->context.get(),
                           [state = m_state.get(), id] { state->finish(id); });
    else
        m_state->begin(id, request, timeouts);
    return id;
}

void HttpClient::abort(int id)
{
    m_state->giveUp(id, cancelledFailure());
}

void HttpClient::abortAll()
{
    std::vector<int> ids;
    for (const auto &[id, call] : m_state->calls)
        ids.push_back(id);
    for (const int id : ids)
        abort(id);
}

HttpOutcome fetch(const HttpRequest &request, const SecretKey &key, bool allowsPlainHttp,
                  const HttpTimeouts &timeouts, Job &job, HttpClient::Chunk chunk)
{
    constexpr int lookEveryMs = 20;
    if (job.isCancelled())
        return tl::make_unexpected(cancelledFailure());
    std::optional<HttpOutcome> outcome;
    QEventLoop loop;
    HttpClient client(1);
    const int id = client.send(
        request, key, allowsPlainHttp, timeouts,
        [&](HttpOutcome came) {
            outcome = std::move(came);
            loop.quit();
        },
        std::move(chunk));
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (job.isCancelled())
            client.abort(id);
    });
    look.start(lookEveryMs);
    loop.exec();
    return std::move(*outcome);
}

} // namespace auspex
