// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/http_failure.h"

#include <algorithm>

#include "core/base/text.h"

namespace auspex {

namespace {

ChatFailure failureWith(FailureKind kind, std::string code, std::string message, bool retry)
{
    ChatFailure failure;
    failure.kind = kind;
    failure.code = std::move(code);
    failure.message = std::move(message);
    failure.retry = retry;
    return failure;
}

/// Nothing that would end a header and begin another.
bool fitsIntoHeader(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return (code >= 0x20 && code != 0x7f) || c == '\t';
    });
}

std::string certificateProblem(const QList<QSslError> &errors)
{
    for (const QSslError &error : errors) {
        switch (error.error()) {
        case QSslError::HostNameMismatch:
            return "it is for another host";
        case QSslError::CertificateExpired:
            return "it has expired";
        case QSslError::CertificateNotYetValid:
            return "it is not valid yet; is this computer's clock right?";
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
            return "it is self-signed, and this computer does not know its issuer";
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
            return "this computer does not know its issuer";
        case QSslError::CertificateRevoked:
            return "it was revoked";
        case QSslError::NoError:
            break;
        default:
            return error.errorString().toStdString();
        }
    }
    return {};
}

ChatFailure tlsFailure(const QString &text, const std::string &host, const QList<QSslError> &errors)
{
    const std::string problem = certificateProblem(errors);
    if (problem.empty())
        return failureWith(FailureKind::Tls, "handshake",
                           "No encrypted connection to " + host + " could be made ("
                               + quotedForMessage(text.toStdString(), 200)
                               + "); nothing was sent. Check the address and that it is https.",
                           false);
    return failureWith(FailureKind::Tls, "certificate",
                       "The certificate of " + host + " cannot be trusted: " + problem
                           + ". Nothing was sent. Check the address, or have the issuer's "
                             "certificate installed on this computer.",
                       false);
}

} // namespace

std::string hostText(const QUrl &url)
{
    std::string text = url.host().toStdString(); // QUrl lets no control character into it
    if (text.find(':') != std::string::npos)
        text = "[" + text + "]";
    if (url.port() >= 0)
        text += ":" + std::to_string(url.port());
    return text;
}

std::optional<ChatFailure> requestProblem(const HttpRequest &request, bool allowsPlainHttp)
{
    const QUrl url(QString::fromStdString(request.url), QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty()
        || (scheme != QLatin1String("https") && scheme != QLatin1String("http")))
        return failureWith(FailureKind::BadRequest, "address",
                           "The address " + quotedForMessage(request.url, 200)
                               + " cannot be used; it begins with https:// and a host's name.",
                           false);
    if (!url.userInfo().isEmpty())
        return failureWith(FailureKind::BadRequest, "address",
                           "The address of " + hostText(url)
                               + " holds a user name or a password; take it out and give the key "
                                 "in its own place.",
                           false);
    if (scheme == QLatin1String("http") && !allowsPlainHttp
        && !isLoopbackHost(url.host().toStdString()))
        return failureWith(FailureKind::Tls, "plain_http",
                           "The address of " + hostText(url)
                               + " is not encrypted (http), and others could read prompts and key "
                                 "on the way; use https, or allow plain http for this provider.",
                           false);
    for (const auto &[name, value] : request.headers) {
        if (!fitsIntoHeader(name) || !fitsIntoHeader(value))
            return failureWith(FailureKind::BadRequest, "header",
                               "The header " + quotedForMessage(name)
                                   + " holds a control character; check the provider's fields.",
                               false);
    }
    return {};
}

ChatFailure networkFailure(QNetworkReply::NetworkError error, const QString &text, const QUrl &url,
                           const QList<QSslError> &errors)
{
    const std::string host = hostText(url);
    ChatFailure failure = [&] {
        switch (error) {
        case QNetworkReply::ConnectionRefusedError:
            return failureWith(FailureKind::Network, "refused",
                               isLoopbackHost(url.host().toStdString())
                                   ? "No server answers at " + host
                                         + " on this computer; start it, or check the port."
                                   : host + " refuses the connection; check address and port.",
                               true);
        case QNetworkReply::HostNotFoundError:
            return failureWith(
                FailureKind::Network, "host_unknown",
                "The host " + host + " was not found; check the network and the address.", true);
        // A body that cannot be sent a second time: Qt's word for a connection that was cut before
        // the reply (OneTimeBody).
        case QNetworkReply::ContentReSendError:
        case QNetworkReply::RemoteHostClosedError:
            return cutFailure(url);
        case QNetworkReply::TimeoutError:
        case QNetworkReply::TemporaryNetworkFailureError:
        case QNetworkReply::NetworkSessionFailedError:
        case QNetworkReply::UnknownNetworkError:
            return failureWith(FailureKind::Network, "unreachable",
                               host + " cannot be reached ("
                                   + quotedForMessage(text.toStdString(), 200)
                                   + "); check the network.",
                               true);
        case QNetworkReply::ProxyAuthenticationRequiredError:
            return failureWith(FailureKind::Network, "proxy",
                               "The network's proxy wants a name and a password before it lets "
                               "requests through to "
                                   + host + "; set them in the system's proxy settings.",
                               false);
        case QNetworkReply::ProxyConnectionRefusedError:
        case QNetworkReply::ProxyConnectionClosedError:
        case QNetworkReply::ProxyNotFoundError:
        case QNetworkReply::ProxyTimeoutError:
        case QNetworkReply::UnknownProxyError:
            return failureWith(FailureKind::Network, "proxy",
                               "The network's proxy does not let requests through to " + host + " ("
                                   + quotedForMessage(text.toStdString(), 200)
                                   + "); check the system's proxy settings.",
                               true);
        case QNetworkReply::SslHandshakeFailedError:
            return tlsFailure(text, host, errors);
        case QNetworkReply::ProtocolFailure:
            return failureWith(
                FailureKind::BadReply, "protocol",
                "What " + host + " sent is no reply of a web service; check the address.", true);
        default:
            return failureWith(FailureKind::Other, "other",
                               "The request to " + host + " failed ("
                                   + quotedForMessage(text.toStdString(), 200) + ").",
                               false);
        }
    }();
    failure.raw = text.toStdString();
    return failure;
}

ChatFailure cutFailure(const QUrl &url)
{
    return failureWith(
        FailureKind::Network, "cut",
        "The connection to " + hostText(url) + " was cut before the whole reply came.", true);
}

bool contradictsLength(const Headers &headers, std::size_t received)
{
    const std::string *encoding = headerValue(headers, "content-encoding");
    const std::string *length = headerValue(headers, "content-length");
    const bool isPacked = encoding && !encoding->empty() && *encoding != "identity";
    if (!length || isPacked || headerValue(headers, "transfer-encoding"))
        return false;
    const std::optional<std::int64_t> announced = parseInteger(trimmed(*length));
    return announced && *announced >= 0 && static_cast<std::size_t>(*announced) != received;
}

ChatFailure redirectFailure(int status, const QUrl &from, const QUrl &to)
{
    const std::string target = to.host().isEmpty() ? std::string("another address") : hostText(to);
    ChatFailure failure = failureWith(
        FailureKind::Redirect, "redirect",
        hostText(from) + " redirects to " + target
            + ", which is not followed, so that no key goes astray; check the provider's address.",
        false);
    failure.status = status;
    return failure;
}

ChatFailure silenceFailure(const QUrl &url, double seconds)
{
    return failureWith(FailureKind::Timeout, "silence",
                       hostText(url) + " sent nothing for " + formatDouble(seconds)
                           + " seconds; the request was given up.",
                       true);
}

ChatFailure deadlineFailure(const QUrl &url, double seconds)
{
    return failureWith(FailureKind::Timeout, "deadline",
                       "The whole reply of " + hostText(url) + " did not come within "
                           + formatDouble(seconds) + " seconds; the request was given up.",
                       true);
}

ChatFailure tooLargeFailure(const QUrl &url, std::size_t most)
{
    return failureWith(FailureKind::BadReply, "too_large",
                       "The reply of " + hostText(url) + " is larger than "
                           + std::to_string(most >> 20U)
                           + " MiB, which no answer is; check the address.",
                       false);
}

ChatFailure cancelledFailure()
{
    return failureWith(FailureKind::Cancelled, "cancelled",
                       "Cancelled while the reply was awaited; the service may charge for it.",
                       false);
}

} // namespace auspex
