// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/llm/chat_format.h"

using namespace auspex;
using nlohmann::json;

namespace {

Provider preset(const std::string &id)
{
    return findProvider(builtInProviders(), id).value();
}

ChatFailure failed(const char *providerId, int status, const std::string &body,
                   const Headers &headers = {})
{
    const auto reply = parseReply(preset(providerId), status, headers, body);
    return reply ? ChatFailure{} : reply.error();
}

/// An empty code is null, as at OpenAI.
std::string openAiError(const std::string &type, const std::string &code)
{
    json error = {{"message", "words"}, {"type", type}, {"param", nullptr}, {"code", nullptr}};
    if (!code.empty())
        error["code"] = code;
    return json({{"error", error}}).dump();
}

std::string anthropicError(const std::string &type, const std::string &message)
{
    return json({{"type", "error"},
                 {"error", {{"type", type}, {"message", message}}},
                 {"request_id", "req_1"}})
        .dump();
}

} // namespace

class TestChatFailure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorsAreToldApartByStatusTypeAndCode_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("retry");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *provider, int status,
                            const std::string &body, const char *kind, bool retry,
                            const char *code) {
            QTest::newRow(name) << provider << status << QString::fromStdString(body) << kind
                                << retry << code;
        };
        // The two families of 429.
        row("rate limit", "openai", 429, openAiError("requests", "rate_limit_exceeded"),
            "rate_limit", true, "rate_limit_exceeded");
        row("slow down", "openai", 429, openAiError("tokens", "slow_down"), "rate_limit", true,
            "slow_down");
        row("overloaded 429", "openai", 429, openAiError("x", "server_is_overloaded"), "overloaded",
            true, "server_is_overloaded");
        row("429 without a code", "openai", 429, openAiError("tokens", ""), "rate_limit", true,
            "tokens");
        row("429 without a body", "openai", 429, "", "rate_limit", true, "");
        for (const char *code :
             {"credit_balance_exhausted", "organization_spend_limit_exceeded",
              "project_spend_limit_exceeded", "organization_usage_limit_exceeded"})
            row(code, "openai", 429, openAiError("insufficient_quota", code), "billing", false,
                code);
        row("quota by type", "openai", 429, openAiError("insufficient_quota", ""), "billing", false,
            "insufficient_quota");
        row("quota by code", "azure", 429, openAiError("x", "insufficient_quota"), "billing", false,
            "insufficient_quota");
        row("402", "openrouter", 402,
            R"({"error": {"code": 402, "message": "Insufficient credits"}})", "billing", false,
            "402");
        row("401", "openai", 401, openAiError("invalid_request_error", "invalid_api_key"), "key",
            false, "invalid_api_key");
        row("403", "openai", 403, openAiError("x", ""), "key", false, "x");
        row("400", "openai", 400, openAiError("invalid_request_error", "unsupported_parameter"),
            "bad_request", false, "unsupported_parameter");
        row("404", "openai", 404, openAiError("x", "model_not_found"), "bad_request", false,
            "model_not_found");
        row("413", "openai", 413, "", "bad_request", false, "");
        row("422", "mistral", 422,
            R"({"detail": [{"loc": ["body", "n"], "msg": "Extra inputs", "type": "x"}]})",
            "bad_request", false, "");
        row("408", "openai", 408, "", "timeout", true, "");
        row("409", "openai", 409, "", "other", true, "");
        row("500", "openai", 500, openAiError("server_error", ""), "overloaded", true,
            "server_error");
        row("502 page", "openai", 502, "<html>Bad gateway</html>", "overloaded", true, "");
        row("307", "openai", 307, "", "redirect", false, "");
        // Azure: the status as a text.
        row("Azure 429", "azure", 429,
            R"({"error": {"code": "429", "message": "Requests have exceeded call rate limit"}})",
            "rate_limit", true, "429");
        row("Azure deployment", "azure", 404,
            R"({"error": {"code": "DeploymentNotFound", "message": "x"}})", "bad_request", false,
            "DeploymentNotFound");
        // llama.cpp: the code is a number.
        row("loading", "llama-cpp", 503,
            R"({"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}})",
            "overloaded", true, "503");
        // Anthropic.
        row("A 529", "anthropic", 529, anthropicError("overloaded_error", "Overloaded"),
            "overloaded", true, "overloaded_error");
        row("A 429", "anthropic", 429, anthropicError("rate_limit_error", "x"), "rate_limit", true,
            "rate_limit_error");
        row("A 401", "anthropic", 401, anthropicError("authentication_error", "invalid x-api-key"),
            "key", false, "authentication_error");
        row("A 403", "anthropic", 403, anthropicError("permission_error", "x"), "key", false,
            "permission_error");
        row("A 400", "anthropic", 400, anthropicError("invalid_request_error", "max_tokens"),
            "bad_request", false, "invalid_request_error");
        row("A 404", "anthropic", 404, anthropicError("not_found_error", "model: x"), "bad_request",
            false, "not_found_error");
        row("A 500", "anthropic", 500, anthropicError("api_error", "x"), "overloaded", true,
            "api_error");
        row("A 504", "anthropic", 504, anthropicError("timeout_error", "x"), "overloaded", true,
            "timeout_error");
        row("A billing", "anthropic", 400, anthropicError("billing_error", "x"), "billing", false,
            "billing_error");
        row("A credit", "anthropic", 400,
            anthropicError("invalid_request_error",
                           "Your credit balance is too low to access the API."),
            "billing", false, "invalid_request_error");
        // Errors inside a 200.
        row("200 overloaded", "anthropic", 200, anthropicError("overloaded_error", "x"),
            "overloaded", true, "overloaded_error");
        row("200 server error", "openai", 200, openAiError("server_error", ""), "overloaded", true,
            "server_error");
        row("200 number", "openrouter", 200, R"({"error": {"code": 429, "message": "x"}})",
            "rate_limit", true, "429");
        row("200 quota", "openai", 200, openAiError("insufficient_quota", ""), "billing", false,
            "insufficient_quota");
        row("200 in a choice", "openrouter", 200,
            R"({"choices": [{"error": {"code": 502, "message": "x"}, "message": {}}]})",
            "overloaded", true, "502");
        row("200 text", "ollama", 200, R"({"error": "model not found"})", "other", false, "");
        // vLLM and Mistral put the fields at the top.
        row("flat", "vllm", 400,
            R"({"object": "error", "message": "m", "type": "BadRequestError", "code": 400})",
            "bad_request", false, "400");
        row("flat text code", "mistral", 400,
            R"({"object": "error", "message": "m", "type": "invalid_model", "code": "1500"})",
            "bad_request", false, "1500");
    }

    void errorsAreToldApartByStatusTypeAndCode()
    {
        QFETCH(QString, provider);
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(QString, kind);
        QFETCH(bool, retry);
        QFETCH(QString, code);
        const ChatFailure failure = failed(provider.toLatin1().constData(), status,
                                           body.toStdString());
        QCOMPARE(QString::fromStdString(std::string(failureKey(failure.kind))), kind);
        QCOMPARE(failure.retry, retry);
        QCOMPARE(QString::fromStdString(failure.code), code);
        QCOMPARE(failure.status, status);
        QCOMPARE(failure.raw, body.toStdString());
        QVERIFY(failure.message.size() > 20 && failure.message.back() == '.');
        const std::string title = preset(provider.toStdString()).title;
        QVERIFY2(failure.message.compare(0, title.size(), title) == 0, failure.message.c_str());
    }

    void messageSaysWhatWhereAndWhatToDo()
    {
        const ChatFailure key = failed(
            "openai", 401,
            R"({"error": {"message": "Incorrect API key provided: [key].", "code": null}})");
        QCOMPARE(
            key.message,
            std::string("OpenAI refuses the key (401): \"Incorrect API key provided: [key].\". "
                        "Check the key of the provider \"openai\", in the keyring or in the "
                        "variable OPENAI_API_KEY."));
        const ChatFailure model = failed("ollama", 404, R"({"error": "model x not found"})");
        QCOMPARE(model.message,
                 std::string("Ollama does not know the model or the address (404): \"model x not "
                             "found\". Check the model's name and the address "
                             "http://localhost:11434/v1."));
        const ChatFailure field = failed("mistral", 422,
                                         R"({"detail": [{"msg": "Extra inputs"}]})");
        QCOMPARE(field.message,
                 std::string("Mistral refuses the request (422): \"Extra inputs\". Change the "
                             "parameters or the prompt: the same request would fail again."));
        const std::string billing
            = failed("openai", 429, openAiError("insufficient_quota", "")).message;
        QVERIFY(billing.find("Add credit or raise the limit in your account there, then resume.")
                != std::string::npos);
    }

    void requestsNumberIsKept()
    {
        QCOMPARE(failed("openai", 500, "", {{"x-request-id", "req_a"}}).requestId,
                 std::string("req_a"));
        QCOMPARE(failed("anthropic", 500, "", {{"request-id", "req_b"}}).requestId,
                 std::string("req_b"));
        QCOMPARE(failed("azure", 500, "", {{"apim-request-id", "req_c"}}).requestId,
                 std::string("req_c"));
        const ChatFailure inBody = failed(
            "anthropic", 500,
            R"({"type": "error", )"
            R"("error": {"type": "api_error"}, "request_id": "req_d"})");
        QCOMPARE(inBody.requestId, std::string("req_d"));
        QCOMPARE(requestIdOf({{"date", "x"}}), std::string());
    }

    void serviceDecidesOverItsRetriesExceptForMoney()
    {
        QVERIFY(!failed("openai", 500, "", {{"x-should-retry", "false"}}).retry);
        QVERIFY(failed("openai", 400, "", {{"x-should-retry", "true"}}).retry);
        QVERIFY(failed("openai", 500, "", {{"x-should-retry", "maybe"}}).retry);
        QVERIFY(!failed("openai", 429, openAiError("insufficient_quota", ""),
                        {{"x-should-retry", "true"}, {"retry-after", "1"}})
                     .retry);
    }

    void retryAfterIsReadInAllItsForms_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<double>("seconds");
        QTest::newRow("milliseconds") << "retry-after-ms"
                                      << "1500" << 1.5;
        QTest::newRow("seconds") << "retry-after"
                                 << "20" << 20.0;
        QTest::newRow("fraction") << "retry-after"
                                  << "0.25" << 0.25;
        QTest::newRow("date") << "retry-after"
                              << "Sun, 06 Nov 1994 08:49:37 GMT" << 37.0;
        QTest::newRow("old date") << "retry-after"
                                  << "Sunday, 06-Nov-94 08:49:37 GMT" << 37.0;
        QTest::newRow("C's date") << "retry-after"
                                  << "Sun Nov  6 08:49:37 1994" << 37.0;
        QTest::newRow("past") << "retry-after"
                              << "Sun, 06 Nov 1994 08:48:00 GMT" << 0.0;
        QTest::newRow("long") << "retry-after"
                              << "3600" << 3600.0;
        QTest::newRow("negative") << "retry-after"
                                  << "-5" << -1.0;
        QTest::newRow("nonsense") << "retry-after"
                                  << "soon" << -1.0;
        QTest::newRow("no date") << "retry-after"
                                 << "Sun, 31 Feb 1994 08:49:37 GMT" << -1.0;
        QTest::newRow("infinite") << "retry-after"
                                  << "inf" << -1.0;
        QTest::newRow("empty") << "retry-after"
                               << "" << -1.0;
        QTest::newRow("other header") << "retry"
                                      << "5" << -1.0;
    }

    void retryAfterIsReadInAllItsForms()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(double, seconds);
        constexpr double now = 784111740.0; // 1994-11-06 08:49:00 UTC
        const Headers headers = {{name.toStdString(), value.toStdString()}};
        QCOMPARE(retryAfter(headers, now).value_or(-1.0), seconds);
    }

    void millisecondsComeBeforeSeconds()
    {
        QCOMPARE(*retryAfter({{"retry-after", "9"}, {"retry-after-ms", "10"}}, 0.0), 0.01);
        QCOMPARE(*retryAfter({{"retry-after", "9"}, {"retry-after-ms", "x"}}, 0.0), 9.0);
    }

    void datesAreMeasuredByTheServicesOwnClock()
    {
        const Headers headers = {{"retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"},
                                 {"date", "Sun, 06 Nov 1994 08:49:30 GMT"}};
        QCOMPARE(*retryAfter(headers, 0.0), 7.0);
        const ChatFailure failure = failed("openai", 503, "", headers);
        QCOMPARE(*failure.retryAfterSeconds, 7.0);
        QVERIFY(failure.retry);
    }

    void longWaitIsTold()
    {
        const ChatFailure failure = failed("openai", 429, "", {{"retry-after", "3600"}});
        QCOMPARE(*failure.retryAfterSeconds, 3600.0);
        QVERIFY2(failure.message.find("asks to wait 3600 seconds") != std::string::npos,
                 failure.message.c_str());
    }

    void httpDatesAreSecondsSince1970()
    {
        QCOMPARE(*parseHttpDate("Thu, 01 Jan 1970 00:00:00 GMT"), 0.0);
        QCOMPARE(*parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777.0);
        QCOMPARE(*parseHttpDate("Tue, 29 Feb 2028 23:59:60 GMT"), 1835481600.0);
        for (const char *text : {"", "06 Nov 1994", "Sun, 06 Xyz 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
                                 "Sun, 06 Nov 1994 8:49:37 GMT", "a b c d e", "1 2 3 4 5 GMT"})
            QVERIFY2(!parseHttpDate(text), text);
    }

    void goDurationsAreSeconds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("seconds");
        QTest::newRow("s") << "1s" << 1.0;
        QTest::newRow("m and s") << "6m0s" << 360.0;
        QTest::newRow("ms") << "250ms" << 0.25;
        QTest::newRow("all") << "1h2m3.5s" << 3723.5;
        QTest::newRow("us") << "5us" << 5e-6;
        QTest::newRow("micro") << QStringLiteral("5\u00b5s") << 5e-6;
        QTest::newRow("ns") << "7ns" << 7e-9;
        QTest::newRow("zero") << "0" << 0.0;
        QTest::newRow("blanks around") << " 12ms " << 0.012;
        QTest::newRow("no unit") << "12" << -1.0;
        QTest::newRow("no number") << "s" << -1.0;
        QTest::newRow("negative") << "-1s" << -1.0;
        QTest::newRow("two points") << "1.2.3s" << -1.0;
        QTest::newRow("rest") << "1s!" << -1.0;
        QTest::newRow("empty") << "" << -1.0;
        QTest::newRow("huge") << QString(400, QLatin1Char('9')) + QStringLiteral("h") << -1.0;
    }

    void goDurationsAreSeconds()
    {
        QFETCH(QString, text);
        QFETCH(double, seconds);
        QCOMPARE(parseGoDuration(text.toStdString()).value_or(-1.0), seconds);
    }

    void keyIsTakenOutOfEveryTextInEveryForm()
    {
        const SecretKey key("sk-TESTKEY-\"a+b/c");
        const std::string text
            = "plain sk-TESTKEY-\"a+b/c, JSON sk-TESTKEY-\\\"a+b/c, address "
              "sk-TESTKEY-%22a%2Bb%2Fc, twice sk-TESTKEY-\"a+b/csk-TESTKEY-\"a+b/c";
        QCOMPARE(key.redacted(text),
                 std::string("plain [key], JSON [key], address [key], twice [key][key]"));
        QCOMPARE(key.redacted(""), std::string());
        ChatFailure failure;
        failure.message = failure.raw = failure.code = failure.requestId = text;
        const ChatFailure clean = redacted(failure, key);
        for (const std::string *field : {&clean.message, &clean.raw, &clean.code, &clean.requestId})
            QVERIFY(field->find("TESTKEY") == std::string::npos);
    }

    void placeholderKeysAreNoSecrets()
    {
        QCOMPARE(SecretKey("none").redacted("none of it"), std::string("none of it"));
        QCOMPARE(SecretKey().redacted("text"), std::string("text"));
    }

    void keyHoldsNothingThatWouldEndAHeader()
    {
        const SecretKey key("  sk-TESTKEY-1\r\nX-Evil: 1\t\xc2\xa0");
        QCOMPARE(key.reveal(), std::string("sk-TESTKEY-1X-Evil:1"));
        QVERIFY(SecretKey(" \n").isEmpty());
    }

    void movedKeyLeavesNothingBehind()
    {
        SecretKey first("sk-TESTKEY-1");
        SecretKey second(std::move(first));
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is tested
        QCOMPARE(second.reveal(), std::string("sk-TESTKEY-1"));
        SecretKey third("sk-TESTKEY-another-and-longer-one-than-fits");
        third = std::move(second);
        QCOMPARE(third.reveal(), std::string("sk-TESTKEY-1"));
        QVERIFY(second.isEmpty()); // NOLINT(bugprone-use-after-move)
        const SecretKey copy = third;
        third = copy;
        QCOMPARE(third.reveal(), copy.reveal());
    }

    void kindsHaveTheNamesTheyAreStoredBy()
    {
        const std::vector<std::pair<FailureKind, std::string>> names = {
            {FailureKind::RateLimit, "rate_limit"},   {FailureKind::Overloaded, "overloaded"},
            {FailureKind::Billing, "billing"},        {FailureKind::Key, "key"},
            {FailureKind::BadRequest, "bad_request"}, {FailureKind::BadReply, "bad_reply"},
            {FailureKind::Network, "network"},        {FailureKind::Tls, "tls"},
            {FailureKind::Timeout, "timeout"},        {FailureKind::Redirect, "redirect"},
            {FailureKind::Cancelled, "cancelled"},    {FailureKind::Other, "other"}};
        for (const auto &[kind, name] : names)
            QCOMPARE(std::string(failureKey(kind)), name);
    }
};

QTEST_GUILESS_MAIN(TestChatFailure)
#include "tst_chat_failure.moc"
