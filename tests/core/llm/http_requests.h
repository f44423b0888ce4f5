// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "core/llm/http_client.h"
#include "tests/support/contract_shapes.h"

// What the tests of the client send, and the replies that they are sent.

namespace auspex::test {

inline const SecretKey testKey("sk-TESTKEY-http-0123456789");

inline HttpRequest chatTo(const std::string &url)
{
    HttpRequest request;
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}, {"X-Client", "a test"}};
    request.body = R"({"model":"m","messages":[{"role":"user","content":"BLEU: "}]})";
    request.keyHeader = {"Authorization", "Bearer "};
    return request;
}

inline HttpOutcome post(const HttpRequest &request, const HttpTimeouts &timeouts = {},
                        bool allowsPlainHttp = false)
{
    Job job;
    return fetch(request, testKey, allowsPlainHttp, timeouts, job);
}

inline Script always(const ScriptedReply &reply)
{
    return [reply](const ReceivedRequest &) { return reply; };
}

inline QString text(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace auspex::test
