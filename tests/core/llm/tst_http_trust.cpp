// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSslConfiguration>
#include <QTest>

#include "tests/core/llm/http_requests.h"

using namespace auspex;
using namespace auspex::test;

namespace {

bool holdsKey(const ChatFailure &failure)
{
    return (failure.message + failure.raw + failure.code + failure.requestId).find("TESTKEY")
           != std::string::npos;
}

/// What OpenSSL trusts, for as long as the object lives.
class Trusting {
public:
    explicit Trusting(const TestCertificate &certificate)
        : m_before(QSslConfiguration::defaultConfiguration())
    {
        QSslConfiguration changed = m_before;
        changed.addCaCertificate(
            QSslCertificate(QByteArray::fromStdString(certificate.certificate)));
        QSslConfiguration::setDefaultConfiguration(changed);
    }
    ~Trusting() { QSslConfiguration::setDefaultConfiguration(m_before); }

private:
    QSslConfiguration m_before;
};

} // namespace

/// To whom a request is sent, and to whom not.
class TestHttpTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void redirectIsRefusedAndTheKeyStays_data();
    void redirectIsRefusedAndTheKeyStays();
    void certificateOfNobodyIsRefused();
    void certificateOfAnotherHostIsRefused();
    void trustedCertificateIsTaken();
    void plainTextServerBehindHttpsIsTls();
    void plainHttpToAnotherMachineNeedsLeave();
    void unusableRequestsAreNotSent_data();
    void unusableRequestsAreNotSent();
    void keyOfTwoLinesAddsNoHeader();
    void proxyIsForOtherMachinesOnly();
};

void TestHttpTrust::redirectIsRefusedAndTheKeyStays_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttpTrust::redirectIsRefusedAndTheKeyStays()
{
    QFETCH(int, status);
    ContractServer elsewhere(answeringScript());
    ScriptedReply reply;
    reply.status = status;
    reply.headers = {{"Location", elsewhere.url("/v1/chat/completions")}};
    ContractServer server(always(reply));
    const HttpOutcome outcome = post(chatTo(server.url()));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Redirect);
    QCOMPARE(outcome.error().status, status);
    QVERIFY(!outcome.error().retry);
    QCOMPARE(text(outcome.error().message),
             text("127.0.0.1:" + std::to_string(server.port())
                  + " redirects to 127.0.0.1:" + std::to_string(elsewhere.port())
                  + ", which is not followed, so that no key goes astray; check the provider's "
                    "address."));
    QCOMPARE(server.requests().size(), std::size_t(1));
    QCOMPARE(elsewhere.connections(), 0);
}

void TestHttpTrust::certificateOfNobodyIsRefused()
{
    const auto certificate = makeCertificate("127.0.0.1");
    QVERIFY2(certificate, "The program openssl is missing.");
    ContractServer server(answeringScript(), certificate);
    const HttpOutcome outcome = post(chatTo(server.url("/v1/chat/completions")));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Tls);
    QVERIFY(!outcome.error().retry);
    QCOMPARE(text(outcome.error().message),
             text("The certificate of 127.0.0.1:" + std::to_string(server.port())
                  + " cannot be trusted: it is self-signed, and this computer does not know its "
                    "issuer. Nothing was sent. Check the address, or have the issuer's certificate "
                    "installed on this computer."));
    QVERIFY(server.requests().empty());
}

void TestHttpTrust::certificateOfAnotherHostIsRefused()
{
    const auto certificate = makeCertificate("api.example.org");
    QVERIFY2(certificate, "The program openssl is missing.");
    const Trusting trusting(*certificate);
    ContractServer server(answeringScript(), certificate);
    const HttpOutcome outcome = post(chatTo(server.url("/v1/chat/completions")));
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == FailureKind::Tls);
    QVERIFY2(outcome.error().message.find("it is for another host") != std::string::npos,
             outcome.error().message.c_str());
    QVERIFY(server.requests().empty());
}

void TestHttpTrust::trustedCertificateIsTaken()
{
    const auto certificate = makeCertificate("127.0.0.1");
    QVERIFY2(certificate, "The program openssl is missing.");
    const Trusting trusting(*certificate);
    ContractServer server(answeringScript(), certificate);
    const HttpOutcome outcome = post(chatTo(server.url("/v1/chat/completions")));
    QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
    QCOMPARE(outcome->status, 200);
    QCOMPARE(server.requests().size(), std::size_t(1));
}

void TestHttpTrust::plainTextServerBehindHttpsIsTls()
{
    ContractServer server(answeringScript());
    const HttpOutcome outcome = post(chatTo("https://127.0.0.1:" + std::to_string(server.port())),
                                     {10.0, 1.0});
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().kind == FailureKind::Tls
                 || outcome.error().kind == FailureKind::Timeout,
             outcome.error().message.c_str());
    QVERIFY(server.requests().empty());
}

void TestHttpTrust::plainHttpToAnotherMachineNeedsLeave()
{
    const HttpOutcome outcome = post(chatTo("http://192.0.2.1/v1/chat/completions"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, std::string("plain_http"));
    QVERIFY(!outcome.error().retry);
    QVERIFY(outcome.error().message.find("not encrypted") != std::string::npos);
    // With leave it is tried: nobody answers at a documentation address.
    const HttpOutcome tried = post(chatTo("http://192.0.2.1/v1/chat/completions"), {0.3, 0.3},
                                   true);
    QVERIFY(!tried);
    QVERIFY(tried.error().code != "plain_http");
}

void TestHttpTrust::unusableRequestsAreNotSent_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *url, const char *header, const char *key,
                        const char *code) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(header)
                            << QString::fromLatin1(key) << QString::fromLatin1(code);
    };
    row("no scheme", "127.0.0.1:%1/v1", "x", "sk-TESTKEY-k", "address");
    row("file", "file:///etc/passwd", "x", "sk-TESTKEY-k", "address");
    row("no host", "http:///v1", "x", "sk-TESTKEY-k", "address");
    row("empty", "", "x", "sk-TESTKEY-k", "address");
    row("password", "http://me:sk-TESTKEY@127.0.0.1:%1/", "x", "sk-TESTKEY-k", "address");
    row("header of two lines", "http://127.0.0.1:%1/", "x\r\nHost: b", "sk-TESTKEY-k", "header");
}

void TestHttpTrust::unusableRequestsAreNotSent()
{
    QFETCH(QString, url);
    QFETCH(QString, header);
    QFETCH(QString, key);
    QFETCH(QString, code);
    ContractServer server(answeringScript());
    HttpRequest request = chatTo(
        (url.contains(QStringLiteral("%1")) ? url.arg(server.port()) : url).toStdString());
    request.headers.emplace_back("X-More", header.toStdString());
    Job job;
    const HttpOutcome outcome = fetch(request, SecretKey(key.toStdString()), false, {}, job);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, code.toStdString());
    QVERIFY(!outcome.error().retry);
    QVERIFY2(!holdsKey(outcome.error()) || code == QStringLiteral("address"),
             outcome.error().message.c_str());
    QVERIFY(outcome.error().message.find("sk-TESTKEY") == std::string::npos);
    QCOMPARE(server.connections(), 0);
}

void TestHttpTrust::keyOfTwoLinesAddsNoHeader()
{
    ContractServer server(answeringScript());
    Job job;
    const HttpOutcome outcome = fetch(chatTo(server.url("/v1/chat/completions")),
                                      SecretKey("sk-TESTKEY-1\r\nX-More: 2"), false, {}, job);
    QVERIFY(outcome);
    QCOMPARE(*server.requests().at(0).header("authorization"),
             std::string("Bearer sk-TESTKEY-1X-More:2"));
    QVERIFY(!server.requests().at(0).header("x-more"));
}

void TestHttpTrust::proxyIsForOtherMachinesOnly()
{
    ContractServer server(answeringScript());
    ContractServer proxy(answeringScript());
    qputenv("http_proxy", QByteArray::fromStdString(proxy.url()));
    const HttpOutcome here = post(chatTo(server.url("/v1/chat/completions")));
    const HttpOutcome there = post(chatTo("http://llm.example.invalid/v1/chat/completions"), {},
                                   true);
    qunsetenv("http_proxy");
    QVERIFY(here);
    QCOMPARE(server.requests().size(), std::size_t(1));
    QVERIFY2(there, there ? "" : there.error().message.c_str());
    QCOMPARE(proxy.requests().size(), std::size_t(1));
    QCOMPARE(proxy.requests()[0].path,
             std::string("http://llm.example.invalid/v1/chat/completions"));
}

QTEST_GUILESS_MAIN(TestHttpTrust)
#include "tst_http_trust.moc"
