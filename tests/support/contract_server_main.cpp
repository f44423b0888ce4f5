// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The contract server as a program, for tests that start others: prints "listening PORT", answers
// until standard input ends, and notes each request in a file.

#include <cstdio>
#include <iostream>
#include <mutex>
#include <string>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QCryptographicHash>

#include "tests/support/contract_shapes.h"

using namespace auspex::test;

namespace {

std::string identityOf(const ReceivedRequest &request)
{
    return QCryptographicHash::hash(
               QByteArrayView(request.body.data(), static_cast<qsizetype>(request.body.size())),
               QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

/// Lines that are with the operating system when the call is over, whoever is killed then.
class RequestLog {
public:
    explicit RequestLog(const std::string &file)
        : m_file(file.empty() ? nullptr : std::fopen(file.c_str(), "a"))
    {
    }

    void note(const char *what, const ReceivedRequest &request)
    {
        if (!m_file)
            return;
        const std::string line = std::string(what) + " " + identityOf(request) + " "
                                 + request.method + " " + request.path + "\n";
        const std::lock_guard lock(m_mutex);
        std::fputs(line.c_str(), m_file);
        std::fflush(m_file);
    }

private:
    std::mutex m_mutex;
    std::FILE *m_file;
};

} // namespace

int main(int count, char *arguments[])
{
    const QCoreApplication application(count, arguments);
    CLI::App app("Answers as an LLM service on loopback.");
    std::string shape = "openai";
    std::string log;
    double delayMs = 0.0;
    int port = 0;
    AnsweringOptions options;
    app.add_option("--shape", shape, "openai, azure, anthropic, ollama or llama-cpp");
    app.add_option("--delay-ms", delayMs, "Before each chat reply");
    app.add_option("--port", port, "To listen on; 0: any");
    app.add_option("--log", log, "File for \"got SHA256 METHOD PATH\" and \"answered ...\" lines");
    app.add_option("--model", options.models, "Names to list");
    app.add_option("--key", options.key, "Refuse requests without it");
    app.add_option("--content", options.content, "To answer in place of scores");
    CLI11_PARSE(app, count, arguments);
    const auto known = shapeOfName(shape);
    if (!known) {
        std::cerr << "There is no shape \"" << shape << "\".\n";
        return 64;
    }
    options.shape = *known;
    options.delay = delayMs / 1000.0;

    RequestLog notes(log);
    const Script answer = answeringScript(options);
    ContractServer server(
        [&](const ReceivedRequest &request) {
            notes.note("got", request);
            return answer(request);
        },
        {}, port);
    server.setAnsweredListener(
        [&](const ReceivedRequest &request) { notes.note("answered", request); });
    if (server.port() == 0) {
        std::cerr << "The port " << port << " cannot be listened on.\n";
        return 69;
    }
    std::cout << "listening " << server.port() << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    return 0;
}
