// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <atomic>
#include <csignal>
#include <future>
#include <new>
#include <system_error>
#include <thread>

#include <poll.h>
#include <unistd.h>

#include <QtTest>

#include "core/engine/server.h"

using namespace auspex;
using namespace auspex::engine;

namespace {

std::atomic<bool> isStuck = false;
std::atomic<bool> stuckMayEnd = false;

Result<nlohmann::json> untilCancelled(Call &call)
{
    call.job.setCanPause(true);
    while (!call.job.isCancelled()) {
        call.job.report({call.job.isPaused() ? 1 : 0, 2, "things", "waiting", {}});
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return cancelled();
}

ServerOptions options()
{
    ServerOptions result;
    result.grace = std::chrono::milliseconds(500);
    result.initialize = [](const InitializeRequest &request) -> Result<EngineInformation> {
        EngineInformation information;
        information.version = "1";
        information.devices = {"cpu"};
        information.threads = request.threads;
        return information;
    };
    result.methods["test/echo"] = [](Call &call) -> Result<nlohmann::json> {
        call.notify("test/note", {{"text", "hello"}});
        return call.parameters;
    };
    result.methods["test/wait"] = untilCancelled;
    result.methods["test/memory"] = [](Call &) -> Result<nlohmann::json> {
        throw std::bad_alloc();
    };
    result.methods["test/disk"] = [](Call &) -> Result<nlohmann::json> {
        throw std::system_error(ENOSPC, std::system_category());
    };
    result.methods["test/defect"] = [](Call &) -> Result<nlohmann::json> {
        throw std::logic_error("defect");
    };
    result.methods["test/refuse"] = [](Call &) -> Result<nlohmann::json> {
        return failure(ErrorCode::Corrupt, "A sentence.", "a detail");
    };
    result.methods["test/decode"] = [](Call &call) -> Result<nlohmann::json> {
        const auto request = call.decoded(benchmarkRequestOf);
        if (!request)
            return tl::make_unexpected(request.error());
        return nlohmann::json(request->repetitions);
    };
    result.methods["test/many"] = [](Call &call) -> Result<nlohmann::json> {
        for (int i = 0; i < 100'000; ++i)
            call.job.report({i, 100'000, "steps", {}, {}});
        return nlohmann::json::object();
    };
    result.methods["test/stuck"] = [](Call &) -> Result<nlohmann::json> {
        isStuck = true;
        while (!stuckMayEnd)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return nlohmann::json::object();
    };
    return result;
}

/// A server on two pipes, and the front's end of them.
class Front {
public:
    Front()
    {
        if (::pipe(m_toServer.data()) != 0 || ::pipe(m_fromServer.data()) != 0)
            qFatal("no pipes");
        m_end = std::async(std::launch::async,
                           [this] { return serve(m_toServer[0], m_fromServer[1], options()); });
    }
    ~Front()
    {
        closeInput();
        m_end.wait();
        ::close(m_toServer[0]);
        ::close(m_fromServer[1]);
        closeOutput();
    }

    void say(const std::string &line)
    {
        const std::string whole = line + '\n';
        if (::write(m_toServer[1], whole.data(), whole.size())
            != static_cast<ssize_t>(whole.size()))
            qFatal("the server does not read");
    }
    void request(const nlohmann::json &id, const std::string &method,
                 const nlohmann::json &parameters = nlohmann::json::object())
    {
        std::string line = lineOf(Request{id, method, parameters});
        line.pop_back();
        say(line);
    }
    void notify(const std::string &method, const nlohmann::json &parameters)
    {
        std::string line = lineOf(Notification{method, parameters});
        line.pop_back();
        say(line);
    }
    void initialize()
    {
        request(0, method::initialize, jsonOf(InitializeRequest{1, 1}));
        QVERIFY(answer(0).outcome);
    }

    /// The next message; notifications are counted on the way to an answer.
    Message next()
    {
        while (true) {
            if (const auto line = m_lines.next()) {
                const auto message = messageOf(line->text);
                if (!message)
                    qFatal("no message: %s", line->text.c_str());
                return *message;
            }
            pollfd state{m_fromServer[0], POLLIN, 0};
            if (::poll(&state, 1, 20'000) != 1)
                qFatal("the server is silent");
            std::array<char, 4096> bytes{};
            const ssize_t count = ::read(m_fromServer[0], bytes.data(), bytes.size());
            if (count <= 0)
                qFatal("the server has closed its output");
            m_lines.add({bytes.data(), static_cast<std::size_t>(count)});
        }
    }
    Response answer(const nlohmann::json &id)
    {
        while (true) {
            Message message = next();
            if (auto *notification = std::get_if<Notification>(&message))
                notifications.push_back(*notification);
            if (auto *response = std::get_if<Response>(&message); response && response->id == id)
                return *response;
        }
    }
    int errorOf(const nlohmann::json &id)
    {
        const Response response = answer(id);
        return response.outcome ? 0 : response.outcome.error().code;
    }

    void closeInput() { close(m_toServer[1]); }
    void closeOutput() { close(m_fromServer[0]); }
    ServerEnd end() { return m_end.get(); }
    bool hasEnded()
    {
        return m_end.wait_for(std::chrono::seconds(20)) == std::future_status::ready;
    }

    std::vector<Notification> notifications;

private:
    static void close(int &descriptor)
    {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }

    std::array<int, 2> m_toServer{-1, -1};
    std::array<int, 2> m_fromServer{-1, -1};
    LineSplitter m_lines{1 << 20};
    std::shared_future<ServerEnd> m_end;
};

} // namespace

class TestEngineServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void nothingIsDoneBeforeTheHandshake();
    void otherProtocolIsRefusedWithOurNumber();
    void resultAndNotificationsBelongToTheRequest();
    void failuresHaveTheirNumbers();
    void pingIsAnsweredWhileARequestRuns();
    void runningAndWaitingRequestsAreCancelled();
    void pauseReachesTheJob();
    void idInUseIsRefused();
    void malformedLinesAreAnsweredAndTheNextOneIsRead();
    void progressIsThinnedOut();
    void endOfInputEndsARunningRequest();
    void closedOutputEndsARunningRequest();
    void shutdownAnswersEverything();
    void handlerThatHeedsNothingIsReported();
};

void TestEngineServer::nothingIsDoneBeforeTheHandshake()
{
    Front front;
    front.request(1, "test/echo");
    QCOMPARE(front.errorOf(1), -32002);
    front.initialize();
    front.request(2, method::initialize, jsonOf(InitializeRequest()));
    QCOMPARE(front.errorOf(2), -32600);
    front.request(3, "test/echo");
    QCOMPARE(front.errorOf(3), 0);
}

void TestEngineServer::otherProtocolIsRefusedWithOurNumber()
{
    Front front;
    front.request(1, method::initialize, {{"protocol", 99}, {"threads", "of another kind"}});
    const Response response = front.answer(1);
    QVERIFY(!response.outcome);
    QCOMPARE(response.outcome.error().code, -32001);
    QCOMPARE(response.outcome.error().protocol.value_or(0), protocolVersion);
}

void TestEngineServer::resultAndNotificationsBelongToTheRequest()
{
    Front front;
    front.initialize();
    front.request("text id", "test/echo", {{"a", 1}});
    const Response response = front.answer("text id");
    QCOMPARE(response.outcome->at("a").get<int>(), 1);
    QCOMPARE(front.notifications.size(), std::size_t{1});
    QCOMPARE(front.notifications[0].method, std::string("test/note"));
    QCOMPARE(front.notifications[0].parameters.at("id").get<std::string>(), std::string("text id"));
}

void TestEngineServer::failuresHaveTheirNumbers()
{
    Front front;
    front.initialize();
    front.request(1, "test/memory");
    QCOMPARE(front.errorOf(1), 7);
    front.request(2, "test/disk");
    QCOMPARE(front.errorOf(2), 8);
    front.request(3, "test/defect");
    QCOMPARE(front.errorOf(3), -32603);
    front.request(4, "test/refuse");
    const Response refused = front.answer(4);
    QCOMPARE(refused.outcome.error().code, 5);
    QCOMPARE(refused.outcome.error().message, std::string("A sentence."));
    QCOMPARE(refused.outcome.error().detail, std::string("a detail"));
    front.request(5, "test/decode", {{"repetitions", "many"}});
    QCOMPARE(front.errorOf(5), -32602);
    front.request(6, "no/such");
    QCOMPARE(front.errorOf(6), -32601);
}

void TestEngineServer::pingIsAnsweredWhileARequestRuns()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    front.request(2, method::ping);
    QVERIFY(front.answer(2).outcome);
    front.notify(method::cancel, {{"id", 1}});
    QCOMPARE(front.errorOf(1), 6);
}

void TestEngineServer::runningAndWaitingRequestsAreCancelled()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    front.request(2, "test/wait");
    front.request(3, "test/echo");
    front.notify(method::cancel, {{"id", 2}});
    QCOMPARE(front.errorOf(2), 6);
    front.notify(method::cancel, {{"id", 77}});
    front.notify(method::cancel, {{"id", 1}});
    QCOMPARE(front.errorOf(1), 6);
    QCOMPARE(front.errorOf(3), 0);
}

void TestEngineServer::pauseReachesTheJob()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    const auto waitForDone = [&front](int done) {
        while (true) {
            const Message message = front.next();
            const auto *notification = std::get_if<Notification>(&message);
            if (notification && notification->parameters.at("done") == done)
                return notification->parameters.at("can_pause").get<bool>();
        }
    };
    QVERIFY(waitForDone(0));
    front.notify(method::pause, {{"id", 1}});
    QVERIFY(waitForDone(1));
    front.notify(method::resume, {{"id", 1}});
    QVERIFY(waitForDone(0));
    front.notify(method::cancel, {{"id", 1}});
    QCOMPARE(front.errorOf(1), 6);
}

void TestEngineServer::idInUseIsRefused()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    front.request(1, "test/echo");
    QCOMPARE(front.errorOf(1), -32600);
    front.notify(method::cancel, {{"id", 1}});
    QCOMPARE(front.errorOf(1), 6);
    front.request(1, "test/echo");
    QCOMPARE(front.errorOf(1), 0);
}

void TestEngineServer::malformedLinesAreAnsweredAndTheNextOneIsRead()
{
    Front front;
    front.initialize();
    front.say("{");
    QCOMPARE(front.errorOf(nullptr), -32700);
    front.say("[1, 2]");
    QCOMPARE(front.errorOf(nullptr), -32600);
    front.say(R"({"jsonrpc": "2.0", "id": 5, "method": 5})");
    QCOMPARE(front.errorOf(5), -32600);
    front.say(R"({"jsonrpc": "2.0", "id": 9, "result": {}})"); // an answer to nothing
    front.notify("$/unknown", {});
    front.request(1, "test/echo");
    QCOMPARE(front.errorOf(1), 0);
}

void TestEngineServer::progressIsThinnedOut()
{
    Front front;
    front.initialize();
    front.request(1, "test/many");
    QVERIFY(front.answer(1).outcome);
    // Twenty a second: a minute's worth is far more than this takes anywhere.
    QVERIFY(!front.notifications.empty());
    QVERIFY(front.notifications.size() < 1200);
    QCOMPARE(front.notifications[0].parameters.at("total").get<int>(), 100'000);
}

void TestEngineServer::endOfInputEndsARunningRequest()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    front.request(2, "test/echo");
    front.closeInput();
    QCOMPARE(front.errorOf(2), 6);
    QVERIFY(front.hasEnded());
    QCOMPARE(front.end(), ServerEnd::Finished);
}

void TestEngineServer::closedOutputEndsARunningRequest()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    front.closeOutput();
    QVERIFY(front.hasEnded());
    QCOMPARE(front.end(), ServerEnd::Finished);
}

void TestEngineServer::shutdownAnswersEverything()
{
    Front front;
    front.initialize();
    front.request(1, "test/wait");
    front.request(2, "test/echo");
    front.request(3, method::shutdown);
    std::map<int, bool> isAnswered;
    while (isAnswered.size() < 3) {
        const Message message = front.next();
        if (const auto *response = std::get_if<Response>(&message))
            isAnswered[response->id.get<int>()] = response->outcome.has_value();
    }
    QCOMPARE(isAnswered, (std::map<int, bool>{{1, false}, {2, false}, {3, true}}));
    QVERIFY(front.hasEnded());
}

void TestEngineServer::handlerThatHeedsNothingIsReported()
{
    Front front;
    front.initialize();
    front.request(1, "test/stuck");
    QTRY_VERIFY_WITH_TIMEOUT(isStuck, 20'000);
    front.closeInput();
    QVERIFY(front.hasEnded());
    QCOMPARE(front.end(), ServerEnd::WorkerStuck);
    stuckMayEnd = true;
}

QTEST_GUILESS_MAIN(TestEngineServer)
#include "tst_engine_server.moc"
