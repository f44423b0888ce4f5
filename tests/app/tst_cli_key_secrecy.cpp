// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTest>

#include "tests/app/llm_cli.h"

using namespace auspex;
using namespace auspex::test;

/// A key is in requests and nowhere else: not in the workspace, what is printed, exports, settings,
/// nor, once the work is done, in the program's memory.
class TestCliKeySecrecy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLookFindsAKeyThatIsThere();
    void runsLeaveNoKey_data();
    void runsLeaveNoKey();
    void theKeyIsSentToTheService();

private:
    struct Looked {
        Run run;
        QByteArray memory; ///< at the end of the program
        QByteArray core;   ///< empty where this system leaves none
    };
    static Looked run(const QStringList &arguments, const QString &folder, bool aborts = false);
    static QByteArrayList filesWithKey(const QString &folder);
};

namespace {

QByteArray key()
{
    return "sk-TESTKEY-" + QByteArray("4f1d09ab77c25e6890bd13f5").toUpper();
}

/// As it is, in part, and as UTF-16 text.
bool holdsKey(const QByteArray &bytes)
{
    const QByteArray part = key().mid(14, 16);
    const QString text = QString::fromLatin1(part);
    return bytes.contains(part) || bytes.contains("sk-TESTKEY")
           || bytes.contains(
               QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
}

/// Answers, and errors that quote the key in each place where a service could.
ScriptedReply quoting(const ReceivedRequest &request, int every)
{
    const std::string secret = key().toStdString();
    const std::string message = "Incorrect API key provided: " + secret + ".";
    if (request.method == "POST" && every == 0) {
        ScriptedReply refused = errorReply(Shape::OpenAi, 401, "invalid_request_error", secret,
                                           message);
        refused.headers.emplace_back("x-request-id", secret);
        return refused;
    }
    if (request.method == "POST" && request.number % every == 0) {
        ScriptedReply failed = errorReply(Shape::OpenAi, 500, "server_error", "boom", message);
        failed.headers.emplace_back("retry-after-ms", "1");
        failed.headers.emplace_back("x-request-id", secret);
        return failed;
    }
    if (request.method == "POST" && request.number % every == 1) {
        ShapedAnswer answer;
        answer.contents = {"I cannot say, but your key is " + secret};
        return chatReply(Shape::OpenAi, answer);
    }
    return countingScript(1000)(request);
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

TestCliKeySecrecy::Looked TestCliKeySecrecy::run(const QStringList &arguments,
                                                 const QString &folder, bool aborts)
{
    const QString dump = folder + QStringLiteral("/../memory-at-exit");
    const QString core = folder + QStringLiteral("/../core");
    QFile::remove(dump);
    QFile::remove(core);
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(AUSPEX_MEMORY_AT_EXIT));
    variables.insert(QStringLiteral("AUSPEX_MEMORY_AT_EXIT"), dump);
    variables.insert(QStringLiteral("AUSPEX_TEST_KEY"), QString::fromLatin1(key()));
    variables.insert(QStringLiteral("HOME"), folder);
    variables.insert(QStringLiteral("XDG_CONFIG_HOME"), folder + QStringLiteral("/config"));
    if (aborts)
        variables.insert(QStringLiteral("AUSPEX_ABORT_AT_EXIT"), QStringLiteral("1"));
    QProcess process;
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(folder + QStringLiteral("/.."));
    process.start(cliProgram(), arguments);
    process.closeWriteChannel();
    Looked looked;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        looked.run.status = process.exitCode();
    looked.run.out = process.readAllStandardOutput();
    looked.run.err = process.readAllStandardError();
    looked.memory = contentOf(dump);
    looked.core = contentOf(core);
    QFile::remove(dump);
    QFile::remove(core);
    return looked;
}

QByteArrayList TestCliKeySecrecy::filesWithKey(const QString &folder)
{
    QByteArrayList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = files.next();
        if (holdsKey(contentOf(name)))
            found << name.toUtf8();
    }
    return found;
}

void TestCliKeySecrecy::theLookFindsAKeyThatIsThere()
{
    const Scratch scratch;
    scratch.write("run/x", "");
    // A command that has nothing to do with services leaves its environment as it is.
    const Looked looked = run({QStringLiteral("space"), QStringLiteral("list")},
                              scratch.path("run"));
    QCOMPARE(looked.run.status, 0);
    QVERIFY(looked.memory.size() > 100'000);
    QVERIFY(holdsKey(looked.memory));
    QVERIFY(looked.memory.endsWith('y'));
    scratch.write("run/leak", "x" + key() + "y");
    QCOMPARE(filesWithKey(scratch.path("run")).size(), 1);
    QVERIFY(holdsKey(QByteArray(reinterpret_cast<const char *>(QString::fromLatin1(key()).utf16()),
                                key().size() * 2)));
}

void TestCliKeySecrecy::runsLeaveNoKey_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<int>("every");
    QTest::addColumn<int>("status");
    const auto words = [](const char *text) { return QString::fromUtf8(text).split(u' '); };
    QTest::newRow("predict") << words("predict --predictor SPEC --arch ARCH --tfs DATA --split 1 "
                                      "--format csv -o FOLDER/scores.csv")
                             << 4 << 0;
    QTest::newRow("predict one by one")
        << words("predict --predictor SPEC --arch ARCH --tfs DATA --split 1 --parallel 1") << 5
        << 0;
    QTest::newRow("evaluate") << words("evaluate --tfs DATA --demos 2 --predictor SPEC --predictor "
                                       "calibrated:shift:SPEC --resamples 0 --format json -o "
                                       "FOLDER/table.json")
                              << 4 << 0;
    QTest::newRow("refused predict")
        << words("predict --predictor SPEC --arch ARCH --tfs DATA --split 1") << 0 << 1;
    QTest::newRow("refused evaluate")
        << words("evaluate --tfs DATA --demos 2 --predictor SPEC --resamples 0") << 0 << 1;
    // The model's answer quotes the key, and has no number.
    QTest::newRow("check") << words("llm check paid --model test-model --ask --format csv") << 4
                           << 1;
    QTest::newRow("refused check") << words("llm check paid --model test-model --ask") << 0 << 1;
    QTest::newRow("providers") << words("llm providers") << 4 << 0;
}

void TestCliKeySecrecy::runsLeaveNoKey()
{
    QFETCH(QStringList, command);
    QFETCH(int, every);
    QFETCH(int, status);
    const ContractServer server(
        [every](const ReceivedRequest &request) { return quoting(request, every); });
    LlmFiles files(server);
    files.setPrice(2.5, 10);
    files.scratch().write("run/here", "");
    const QString folder = files.path("run");
    for (QString &word : command) {
        word.replace(QStringLiteral("SPEC"), llmSpec("paid"));
        word.replace(QStringLiteral("ARCH"), files.architectures());
        word.replace(QStringLiteral("DATA"), files.data());
        word.replace(QStringLiteral("FOLDER"), folder);
    }
    if (command.first() != QStringLiteral("llm"))
        command << QStringLiteral("--workspace") << folder + QStringLiteral("/kept.auspex")
                << files.options();
    else
        command << QStringLiteral("--providers") << files.path("providers.json");
    const Looked looked = run(command, folder);
    QVERIFY2(looked.run.status == status, looked.run.err.constData());
    QVERIFY2(!holdsKey(looked.run.out), looked.run.out.constData());
    QVERIFY2(!holdsKey(looked.run.err), looked.run.err.constData());
    QVERIFY(looked.memory.size() > 100'000);
    QVERIFY2(!holdsKey(looked.memory), "the key is in the program's memory at its end");
    QVERIFY(looked.memory.endsWith('n')); // no core dump could be made of it

    // The same once more, ended by abort(): what a core dump holds.
    const Looked aborted = run(command, folder, true);
    if (aborted.core.isEmpty())
        qInfo("This system left no core file; the memory itself was looked at.");
    QVERIFY2(!holdsKey(aborted.core), "the key is in the core dump");

    if (command.first() != QStringLiteral("llm")) {
        const QStringList workspace{QStringLiteral("--workspace"),
                                    folder + QStringLiteral("/kept.auspex")};
        QCOMPARE(runCli(workspace
                        + QStringList{QStringLiteral("workspace"), QStringLiteral("backup"),
                                      folder + QStringLiteral("/copy.auspex")})
                     .status,
                 0);
    }
    QCOMPARE(filesWithKey(folder), QByteArrayList());
}

void TestCliKeySecrecy::theKeyIsSentToTheService()
{
    const ContractServer server(countingScript(1000));
    LlmFiles files(server);
    files.setPrice(2.5, 10);
    files.scratch().write("run/here", "");
    const Looked looked = run(
        QStringList{QStringLiteral("predict"), QStringLiteral("--predictor"), llmSpec("paid"),
                    QStringLiteral("--arch"), files.architectures(), QStringLiteral("--tfs"),
                    files.data(), QStringLiteral("--split"), QStringLiteral("1"),
                    QStringLiteral("--workspace"), files.path("run/kept.auspex")}
            + files.options(),
        files.path("run"));
    QVERIFY2(looked.run.status == 0, looked.run.err.constData());
    QVERIFY(!server.requests().empty());
    for (const ReceivedRequest &request : server.requests()) {
        const std::string *sent = request.header("authorization");
        QVERIFY(sent);
        QCOMPARE(*sent, "Bearer " + key().toStdString());
        QVERIFY(!holdsKey(QByteArray::fromStdString(request.body)));
        QVERIFY(!holdsKey(QByteArray::fromStdString(request.path)));
    }
}

QTEST_GUILESS_MAIN(TestCliKeySecrecy)
#include "tst_cli_key_secrecy.moc"
