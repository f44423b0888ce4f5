// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <csignal>
#include <future>
#include <thread>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "core/engine/client.h"
#include "core/engine/supernet_calls.h"

using namespace auspex;
using namespace auspex::engine;

namespace {

constexpr auto patience = std::chrono::seconds(60);

/// Processes whose parent is this one and that run the engine.
QList<pid_t> engines()
{
    QList<pid_t> found;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile stat(QStringLiteral("/proc/") + name + QStringLiteral("/stat"));
        if (!stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        const QList<QByteArray> rest = line.mid(line.lastIndexOf(')') + 2).split(' ');
        const bool isOurs = rest.size() > 1
                            && rest[1].toLongLong() == QCoreApplication::applicationPid();
        if (isOurs && rest[0] != "Z" && line.contains("(auspex-engine)"))
            found.append(static_cast<pid_t>(name.toLongLong()));
    }
    return found;
}

ClientOptions realEngine()
{
    ClientOptions options;
    options.command = {AUSPEX_ENGINE};
    options.threads = 1;
    return options;
}

const nlohmann::json forever = {{"repetitions", 1'000'000}};
const nlohmann::json shortOne = {{"repetitions", 20}};

/// A request in a thread of its own, as predictors make them, and its progress.
class Running {
public:
    Running(Client &client, nlohmann::json parameters)
        : job([this](const JobProgress &progress) {
            if (progress.done > 0)
                ++reports;
        })
        , m_result(std::async(std::launch::async, [this, &client, parameters] {
            return client.call(method::benchmark, parameters, job);
        }))
    {
    }

    bool hasBegun()
    {
        return QTest::qWaitFor([this] { return reports > 0; }, 60'000);
    }
    bool isDone() { return m_result.wait_for(patience) == std::future_status::ready; }
    Result<nlohmann::json> result() { return m_result.get(); }

    std::atomic<int> reports = 0;
    Job job;

private:
    std::future<Result<nlohmann::json>> m_result;
};

} // namespace

class TestEngineClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void engineSaysWhatItIs();
    void benchmarkGivesSpeeds();
    void requestsAreAnsweredInTheirOrder();
    void killedEngineIsRestartedAndTheRequestRepeated();
    void engineThatDiesOfARequestIsGivenUp();
    void cancelEndsTheRequestAndKeepsTheEngine();
    void engineThatDoesNotHeedCancelIsKilled();
    void waitingRequestIsCancelledAtOnce();
    void errorOfTheEngineIsTheError();
    void idleEngineEndsAndStartsAgain();
    void destructionEndsEngineAndRequests();
    void missingProgramIsNamed();
    void engineThatDiesAtOnceIsReportedWithItsWords();
    void otherProtocolIsRefused_data();
    void otherProtocolIsRefused();
    void silentEngineIsGivenUp();
    void chatterOnStandardOutputIsPassedOver();
    void brokenMessageEndsTheEngine();

private:
    /// A shell script that stands in for an engine.
    ClientOptions script(const char *text);

    QTemporaryDir m_folder;
    int m_scripts = 0;
};

void TestEngineClient::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(engines().isEmpty(), 20'000);
}

ClientOptions TestEngineClient::script(const char *text)
{
    const QString path = m_folder.filePath(QString::number(++m_scripts));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no script");
    file.write(QByteArray("#!/bin/sh\n") + text + '\n');
    file.close();
    ClientOptions options;
    options.command = {"/bin/sh", path.toStdString()};
    return options;
}

void TestEngineClient::engineSaysWhatItIs()
{
    Client client(realEngine());
    Job job;
    const auto information = client.information(job);
    QVERIFY2(information, information ? "" : information.error().message.c_str());
    QCOMPARE(information->protocol, protocolVersion);
    QCOMPARE(information->threads, 1);
    QCOMPARE(information->devices, std::vector<std::string>{"cpu"});
    QVERIFY(!information->version.empty());
}

void TestEngineClient::benchmarkGivesSpeeds()
{
    Client client(realEngine());
    Job job;
    const auto reply = benchmark(client, {1}, job);
    QVERIFY(reply);
    QVERIFY(reply->kernels.size() >= 2);
    for (const KernelSpeed &speed : reply->kernels)
        QVERIFY(speed.gflops > 0.0);
}

void TestEngineClient::requestsAreAnsweredInTheirOrder()
{
    Client client(realEngine());
    std::vector<int> order;
    std::promise<void> all;
    for (int i = 0; i < 5; ++i) {
        client.send(method::benchmark, {{"repetitions", 1}}, std::make_shared<Job>(),
                    [&, i](const Result<nlohmann::json> &result) {
                        order.push_back(result ? i : -1);
                        if (order.size() == 5)
                            all.set_value();
                    });
    }
    QCOMPARE(all.get_future().wait_for(patience), std::future_status::ready);
    QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

void TestEngineClient::killedEngineIsRestartedAndTheRequestRepeated()
{
    Client client(realEngine());
    Running running(client, {{"repetitions", 60}});
    QVERIFY(running.hasBegun());
    const QList<pid_t> before = engines();
    QCOMPARE(before.size(), 1);
    QCOMPARE(::kill(before.front(), SIGKILL), 0);
    QVERIFY(running.isDone());
    const auto result = running.result();
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    QVERIFY(benchmarkReplyOf(*result)->kernels.size() >= 2);
    QCOMPARE(engines().size(), 1);
    QVERIFY(engines() != before);
}

void TestEngineClient::engineThatDiesOfARequestIsGivenUp()
{
    ClientOptions options = realEngine();
    options.repetitions = 1;
    Client client(options);
    Running running(client, forever);
    pid_t last = 0;
    for (int death = 0; death < 2; ++death) {
        running.reports = 0;
        QVERIFY(running.hasBegun());
        QTRY_VERIFY_WITH_TIMEOUT(engines().size() == 1 && engines().front() != last, 20'000);
        last = engines().front();
        QCOMPARE(::kill(last, SIGKILL), 0);
    }
    QVERIFY(running.isDone());
    const auto result = running.result();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Internal);
    QVERIFY2(result.error().message.find("signal 9") != std::string::npos,
             result.error().message.c_str());
    QVERIFY(result.error().message.find("engine/benchmark, twice") != std::string::npos);
    Job job;
    QVERIFY(client.call(method::benchmark, {{"repetitions", 1}}, job)); // and goes on
}

void TestEngineClient::cancelEndsTheRequestAndKeepsTheEngine()
{
    Client client(realEngine());
    Running running(client, forever);
    QVERIFY(running.hasBegun());
    const QList<pid_t> before = engines();
    running.job.cancel();
    QVERIFY(running.isDone());
    QCOMPARE(running.result().error().code, ErrorCode::Cancelled);
    Job job;
    QVERIFY(client.call(method::benchmark, {{"repetitions", 1}}, job));
    QCOMPARE(engines(), before);
}

void TestEngineClient::engineThatDoesNotHeedCancelIsKilled()
{
    // Answers the handshake, says that it works, and ignores everything but SIGKILL from then on.
    ClientOptions options = script(
        R"(trap '' TERM
read -r line
echo '{"jsonrpc": "2.0", "id": 0, "result": {"protocol": 1, "version": "0", "libtorch": null, "devices": [], "threads": 1, "kernels": []}}'
read -r line
echo '{"jsonrpc": "2.0", "method": "$/progress", "params": {"id": 1, "done": 1, "total": 0}}'
while :; do sleep 0.1; done)");
    options.cancelGrace = std::chrono::milliseconds(100);
    options.terminateGrace = std::chrono::milliseconds(100);
    Client client(options);
    Running running(client, forever);
    QVERIFY(running.hasBegun());
    running.job.cancel();
    QVERIFY(running.isDone());
    QCOMPARE(running.result().error().code, ErrorCode::Cancelled);
}

void TestEngineClient::waitingRequestIsCancelledAtOnce()
{
    Client client(realEngine());
    Running running(client, forever);
    QVERIFY(running.hasBegun());
    Running waiting(client, forever);
    waiting.job.cancel();
    QVERIFY(waiting.isDone());
    QCOMPARE(waiting.result().error().code, ErrorCode::Cancelled);
    running.job.cancel();
    QVERIFY(running.isDone());
}

void TestEngineClient::errorOfTheEngineIsTheError()
{
    Client client(realEngine());
    Job job;
    const auto unknown = client.call("no/such", nlohmann::json::object(), job);
    QVERIFY(!unknown);
    QVERIFY(unknown.error().message.find("no/such") != std::string::npos);
    const auto wrong = client.call(method::benchmark, {{"repetitions", "many"}}, job);
    QCOMPARE(wrong.error().code, ErrorCode::InvalidInput);
    ScoreRequest request;
    request.supernet.weights = "/no/such/file.safetensors";
    request.supernet.shape.sourceVocabulary = request.supernet.shape.targetVocabulary = 10;
    request.pairs = "/no/such/pairs.safetensors";
    const auto missing = score(client, request, job);
    QVERIFY(!missing);
    QVERIFY2(missing.error().message.find("/no/such/file.safetensors") != std::string::npos,
             missing.error().message.c_str());
    QCOMPARE(engines().size(), 1); // none of it hurt the engine
}

void TestEngineClient::idleEngineEndsAndStartsAgain()
{
    ClientOptions options = realEngine();
    options.idleTimeout = std::chrono::milliseconds(100);
    Client client(options);
    Job job;
    QVERIFY(client.information(job));
    QTRY_VERIFY_WITH_TIMEOUT(engines().isEmpty(), 20'000);
    QVERIFY(client.information(job));
}

void TestEngineClient::destructionEndsEngineAndRequests()
{
    std::promise<Result<nlohmann::json>> promise;
    {
        Client client(realEngine());
        std::promise<void> begun;
        std::atomic<bool> hasBegun = false;
        client.send(
            method::benchmark, forever, std::make_shared<Job>([&](const JobProgress &progress) {
                if (progress.done > 0 && !hasBegun.exchange(true))
                    begun.set_value();
            }),
            [&promise](Result<nlohmann::json> result) { promise.set_value(std::move(result)); });
        QCOMPARE(begun.get_future().wait_for(patience), std::future_status::ready);
    }
    QCOMPARE(promise.get_future().get().error().code, ErrorCode::Cancelled);
    QVERIFY(engines().isEmpty());
}

void TestEngineClient::missingProgramIsNamed()
{
    ClientOptions options;
    options.command = {"/no/such/auspex-engine", "--flag"};
    Client client(options);
    Job job;
    const auto result = client.information(job);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotFound);
    QVERIFY(result.error().message.find("/no/such/auspex-engine --flag") != std::string::npos);
}

void TestEngineClient::engineThatDiesAtOnceIsReportedWithItsWords()
{
    Client client(script("echo first >&2; echo 'no library libx.so' >&2; exit 7"));
    Job job;
    const auto result = client.information(job);
    QVERIFY(!result);
    QVERIFY(result.error().message.find("exit code 7") != std::string::npos);
    QVERIFY(result.error().message.find("no library libx.so") != std::string::npos);
    QVERIFY(result.error().detail.find("first") != std::string::npos);
}

void TestEngineClient::otherProtocolIsRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("engine that refuses us") << QByteArray(
        R"({"jsonrpc": "2.0", "id": 0, "error": {"code": -32001, "message": "no", "data": {"protocol": 7}}})");
    QTest::newRow("engine that does not")
        << QByteArray(R"({"jsonrpc": "2.0", "id": 0, "result": {"protocol": 7}})");
}

void TestEngineClient::otherProtocolIsRefused()
{
    QFETCH(QByteArray, answer);
    Client client(script(("read -r line; echo '" + answer + "'; cat >/dev/null").constData()));
    Job job;
    const auto result = client.call(method::benchmark, shortOne, job);
    QVERIFY(!result);
    QVERIFY2(result.error().message.find("speaks protocol 7, and this program protocol 1")
                 != std::string::npos,
             result.error().message.c_str());
}

void TestEngineClient::silentEngineIsGivenUp()
{
    ClientOptions options = script("cat >/dev/null");
    options.startTimeout = std::chrono::milliseconds(200);
    Client client(options);
    Job job;
    const auto result = client.information(job);
    QVERIFY(!result);
    QVERIFY(result.error().message.find("0.2 seconds") != std::string::npos);
}

void TestEngineClient::chatterOnStandardOutputIsPassedOver()
{
    ClientOptions options = script("echo 'Welcome to the cluster!'; exec " AUSPEX_ENGINE);
    Client client(options);
    Job job;
    const auto information = client.information(job);
    QVERIFY2(information, information ? "" : information.error().message.c_str());
}

void TestEngineClient::brokenMessageEndsTheEngine()
{
    ClientOptions options = script(
        R"(read -r line
echo '{"jsonrpc": "2.0", "id": 0, "result": {"protocol": 1, "version": "0", "libtorch": null, "devices": [], "threads": 1, "kernels": []}}'
read -r line
echo '{"jsonrpc": '
cat >/dev/null)");
    options.repetitions = 0;
    Client client(options);
    Job job;
    const auto result = client.call(method::benchmark, shortOne, job);
    QVERIFY(!result);
    QVERIFY2(result.error().message.find("no message of the protocol") != std::string::npos,
             result.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestEngineClient)
#include "tst_engine_client.moc"
