// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <mutex>
#include <set>

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include "tests/core/llm/run_fixture.h"

using namespace auspex;
using namespace auspex::test;

/// A run that is killed (SIGKILL) at random moments and resumed pays for nothing twice that was
/// acknowledged, and loses nothing of it.
class TestLlmKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedRunLosesNothingAcknowledgedAndAsksForNothingTwice();
};

namespace {

constexpr int inFlight = 32;
constexpr double replySeconds = 0.04;

/// What the server was asked for.
struct Served {
    std::mutex mutex;
    std::multiset<std::string> bodies;
    std::set<std::string> kept; ///< in the workspace before the round began
    int askedAgain = 0;         ///< of those
};

/// Bodies of all requests with a reply in the workspace; checks that each is there once, with the
/// number that the server gave.
std::set<std::string> keptBodies(Workspace &workspace)
{
    std::set<std::string> bodies;
    std::set<std::string> keys;
    CallFilter filter;
    filter.most = 1'000'000;
    const auto all = loadCalls(workspace, filter);
    for (const StoredCall &listed : all.value()) {
        if (!listed.replied)
            continue;
        const StoredCall call = loadCall(workspace, listed.id).value();
        ReceivedRequest request;
        request.body = call.request;
        if (!keys.insert(call.key).second || !bodies.insert(call.request).second
            || call.content != scoreOf(promptOf(request)) || !call.cost)
            return {};
    }
    return bodies;
}

qint64 lastAcknowledged(const QString &output)
{
    const auto lines = output.split(QLatin1Char('\n'));
    qint64 last = 0;
    for (const QString &line : lines) {
        if (line.startsWith(QStringLiteral("acknowledged ")))
            last = line.mid(13).toLongLong();
    }
    return last;
}

QString runHelper()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/llm_kill_helper");
}

} // namespace

void TestLlmKill::killedRunLosesNothingAcknowledgedAndAsksForNothingTwice()
{
    // AUSPEX_KILL_ROUNDS asks for the full run: as many kills of one with 3,000 predictions.
    const bool isFull = qEnvironmentVariableIsSet("AUSPEX_KILL_ROUNDS");
    const int rounds = isFull ? qEnvironmentVariableIntValue("AUSPEX_KILL_ROUNDS") : 5;
    const int questions = isFull ? 3000 : 500;
    const double ideal = questions * replySeconds / inFlight;

    Served served;
    AnsweringOptions answering;
    answering.delay = replySeconds;
    const Script answer = answeringScript(answering);
    ContractServer server([&, answer](const ReceivedRequest &request) {
        if (request.method == "POST") {
            const std::lock_guard lock(served.mutex);
            served.bodies.insert(request.body);
            served.askedAgain += served.kept.contains(request.body) ? 1 : 0;
        }
        return answer(request);
    });
    const TestFolder folder;
    const auto file = folder.file("killed.auspex");
    QVERIFY(Workspace::create(file));

    Random random(11, "llm-kill");
    int kills = 0;
    int killedWithin = 0;
    qint64 acknowledgedAtAll = 0;
    std::size_t before = 0;
    for (int round = 0;; ++round) {
        QVERIFY(round < 20 * rounds);
        QProcess helper;
        helper.start(runHelper(),
                     {QString::fromStdString(file.string()), QString::fromStdString(server.url()),
                      QString::number(questions)});
        QVERIFY(helper.waitForStarted());
        QByteArray output;
        const bool isLast = kills >= rounds;
        if (isLast) {
            QVERIFY(helper.waitForFinished(300'000));
        } else {
            // From the first sign of life on, in steps that make it through in about all rounds.
            while (!output.contains("acknowledged ") && helper.waitForReadyRead(60'000))
                output += helper.readAllStandardOutput();
            const auto most = static_cast<std::uint64_t>(ideal * 1500.0 / rounds) + 1;
            QTest::qSleep(static_cast<int>(random.below(most)));
            helper.kill();
            QVERIFY(helper.waitForFinished());
            ++kills;
        }
        output += helper.readAllStandardOutput();
        const QString said = QString::fromUtf8(output);
        QVERIFY2(!said.contains(QStringLiteral("error")), qPrintable(said));
        const qint64 acknowledged = lastAcknowledged(said);
        acknowledgedAtAll = std::max(acknowledgedAtAll, acknowledged);

        Result<Workspace> workspace = Workspace::open(file);
        QVERIFY2(workspace, qPrintable(problem(workspace)));
        QCOMPARE(findings(*workspace), QString());
        const std::set<std::string> kept = keptBodies(*workspace);
        // Nothing acknowledged is lost, nothing is there twice, nothing comes from elsewhere.
        QVERIFY2(
            static_cast<qint64>(kept.size()) >= acknowledged,
            qPrintable(
                QStringLiteral("%1 kept, %2 acknowledged").arg(kept.size()).arg(acknowledged)));
        killedWithin += kept.size() > before && kept.size() < std::size_t(questions) ? 1 : 0;
        const std::lock_guard lock(served.mutex);
        QCOMPARE(served.askedAgain, 0);
        for (const std::string &body : kept)
            QVERIFY(served.bodies.contains(body));
        served.kept = kept;
        before = kept.size();
        if (isLast) {
            QVERIFY2(said.contains(QStringLiteral("finished")), qPrintable(said));
            QCOMPARE(kept.size(), static_cast<std::size_t>(questions));
            break;
        }
        if (kept.size() == static_cast<std::size_t>(questions)) { // killed too late: from anew
            workspace = cancelled();
            std::filesystem::remove(file);
            QVERIFY(Workspace::create(file));
            served.kept.clear();
            served.bodies.clear();
            before = 0;
        }
    }
    QVERIFY(acknowledgedAtAll > 0);
    QVERIFY(killedWithin > 0);
    // Lost to a kill is at most what was under way or on its way to the disk.
    const std::lock_guard lock(served.mutex);
    const auto wasted = served.bodies.size() - static_cast<std::size_t>(questions);
    QVERIFY2(wasted <= static_cast<std::size_t>(kills * 4 * inFlight),
             qPrintable(QString::number(wasted)));
    qInfo("%d kills, %d of them amid replies; %d questions, %d requests in the last workspace",
          kills, killedWithin, questions, static_cast<int>(served.bodies.size()));
}

QTEST_GUILESS_MAIN(TestLlmKill)
#include "tst_llm_kill.moc"
