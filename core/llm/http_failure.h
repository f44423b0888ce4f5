// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QNetworkReply>
#include <QSslError>
#include <QUrl>

#include "core/llm/http_client.h"

// What QtNetwork says went wrong, as this program says it. Any thread may call.

namespace auspex {

/// "api.openai.com" or "localhost:11434": an address without what is private in it.
std::string hostText(const QUrl &url);

/// Why nothing may be sent there: no http or https address, a name or password in it, plain http to
/// another machine without leave, a header with a line break.
std::optional<ChatFailure> requestProblem(const HttpRequest &request, bool allowsPlainHttp);

/// Of an error below HTTP, with what `errors` found in the certificate.
ChatFailure networkFailure(QNetworkReply::NetworkError error, const QString &text, const QUrl &url,
                           const QList<QSslError> &errors);

/// The connection ended before the whole reply was there.
ChatFailure cutFailure(const QUrl &url);

/// Whether a body of so many bytes is shorter or longer than the headers announced. Of one that was
/// unpacked on the way nothing is known: what is announced is the packed size.
bool contradictsLength(const Headers &headers, std::size_t received);

ChatFailure redirectFailure(int status, const QUrl &from, const QUrl &to);
ChatFailure silenceFailure(const QUrl &url, double seconds);
ChatFailure deadlineFailure(const QUrl &url, double seconds);
ChatFailure tooLargeFailure(const QUrl &url, std::size_t most);
ChatFailure cancelledFailure();

} // namespace auspex
