// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

#include "core/llm/key_store.h"

using namespace auspex;

namespace {

const std::string secret = "sk-TESTKEY-0123456789abcdef";

Provider providerOf(const std::string &id)
{
    Provider provider;
    provider.id = id;
    provider.title = "The " + id;
    provider.baseUrl = "https://llm.example.org/v1";
    provider.keyVariable = "AUSPEX_TEST_KEY";
    return provider;
}

/// A session bus of this test's own, on which no service starts by itself.
constexpr char busConfiguration[] = "<busconfig><type>session</type>"
                                    "<listen>unix:tmpdir=%1</listen><auth>EXTERNAL</auth>"
                                    "<policy context=\"default\"><allow send_destination=\"*\"/>"
                                    "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy>"
                                    "</busconfig>";

} // namespace

/// The order of the tests matters: first a machine without a session bus, then one with a bus but
/// without a keyring, then one with both.
class TestKeyStore : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_bus;
    std::unique_ptr<QProcess> m_keyring;
    QByteArray m_address;

    void startBus()
    {
        if (m_bus || QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
            return;
        QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write(QString::fromLatin1(busConfiguration).arg(m_folder.path()).toUtf8());
        configuration.close();
        m_bus = std::make_unique<QProcess>();
        m_bus->start(QStringLiteral("dbus-daemon"),
                     {QStringLiteral("--config-file=") + configuration.fileName(),
                      QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        QVERIFY(m_bus->waitForStarted());
        QTRY_VERIFY(m_bus->canReadLine());
        m_address = m_bus->readLine().trimmed();
    }

    void startKeyring()
    {
        const QString daemon = QStandardPaths::findExecutable(
            QStringLiteral("gnome-keyring-daemon"));
        if (m_keyring || daemon.isEmpty())
            return;
        m_keyring = std::make_unique<QProcess>();
        m_keyring->start(daemon, {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
                                  QStringLiteral("--components=secrets")});
        QVERIFY(m_keyring->waitForStarted());
        m_keyring->write("password");
        m_keyring->closeWriteChannel();
    }

    /// Runs keyring_helper, which sees the keyring as any other program does.
    static int helper(const QStringList &arguments, QString *output = nullptr)
    {
        QProcess process;
        process.start(QStringLiteral(AUSPEX_KEYRING_HELPER), arguments);
        if (!process.waitForFinished(30000))
            return -1;
        if (output)
            *output = QString::fromUtf8(process.readAllStandardOutput());
        return process.exitCode();
    }

    static QString inKeyring(const QString &id)
    {
        QString text;
        return helper({QStringLiteral("read"), id}, &text) == 0 ? text : QStringLiteral("none");
    }

    static bool putIntoKeyring(const QString &id, const QString &text)
    {
        return helper({QStringLiteral("write"), id, text}) == 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
        qputenv("XDG_RUNTIME_DIR", m_folder.path().toUtf8());
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("DISPLAY");
    }

    void init() { qunsetenv("AUSPEX_TEST_KEY"); }

    void cleanupTestCase()
    {
        for (QProcess *process : {m_keyring.get(), m_bus.get()}) {
            if (!process)
                continue;
            process->terminate();
            if (!process->waitForFinished(5000))
                process->kill();
            process->waitForFinished(5000);
        }
    }

    void withoutAnyKeyThereIsNone()
    {
        const FoundKey found = findKey(providerOf("nothing"));
        QVERIFY(found.key.isEmpty());
        QVERIFY(found.source == KeySource::None);
        QVERIFY(keySourceOf(providerOf("nothing")) == KeySource::None);
    }

    void variableIsAskedWhereThereIsNoKeyring()
    {
        qputenv("AUSPEX_TEST_KEY", QByteArray::fromStdString(secret + "\n"));
        const FoundKey found = findKey(providerOf("variable"));
        QVERIFY(found.source == KeySource::Environment);
        QCOMPARE(found.key.reveal(), secret);
        // A variable that is emptied or taken away is no key, whatever it held before.
        qputenv("AUSPEX_TEST_KEY", "");
        QVERIFY(keySourceOf(providerOf("variable")) == KeySource::None);
        Provider unnamed = providerOf("variable");
        unnamed.keyVariable.clear();
        QVERIFY(keySourceOf(unnamed) == KeySource::None);
    }

    void typedKeyComesFirstAndIsItsProvidersAlone()
    {
        qputenv("AUSPEX_TEST_KEY", "sk-TESTKEY-of-the-variable");
        setSessionKey("typed", SecretKey(secret));
        QVERIFY(keySourceOf(providerOf("typed")) == KeySource::Session);
        QCOMPARE(findKey(providerOf("typed")).key.reveal(), secret);
        QVERIFY(keySourceOf(providerOf("typed2")) == KeySource::Environment);
        setSessionKey("typed", {});
        QVERIFY(keySourceOf(providerOf("typed")) == KeySource::Environment);
    }

    void keepingAKeyWithoutAKeyringSaysWhatToDo()
    {
        const Result<void> stored = storeKey("unkept", SecretKey(secret));
        QVERIFY(!stored);
        QVERIFY(stored.error().message.find("no keyring that answers") != std::string::npos);
        QVERIFY(stored.error().message.find("environment variable") != std::string::npos);
        QVERIFY((stored.error().message + stored.error().detail).find("TESTKEY")
                == std::string::npos);
        QVERIFY(keySourceOf(providerOf("unkept")) == KeySource::None); // and keeps it nowhere else
        QVERIFY(!storeKey("unkept", {}));
    }

    void forgettingNeedsNoKeyring()
    {
        setSessionKey("forgotten", SecretKey(secret));
        QVERIFY(forgetKey("forgotten").has_value());
        QVERIFY(keySourceOf(providerOf("forgotten")) == KeySource::None);
    }

    void missingKeyNamesTheWaysToGiveOne()
    {
        const Error error = missingKey(providerOf("lab"));
        QVERIFY(error.code == ErrorCode::NotFound);
        QCOMPARE(error.message,
                 std::string("The lab needs a key, and there is none: keep one in the system's "
                             "keyring, set the environment variable AUSPEX_TEST_KEY, or enter one "
                             "for this session."));
        Provider unnamed = providerOf("lab");
        unnamed.keyVariable.clear();
        QVERIFY(missingKey(unnamed).message.find("variable") == std::string::npos);
    }

    void aCrashWritesNoKeyToTheDisk()
    {
#ifdef Q_OS_LINUX
        setSessionKey("dump", SecretKey(secret));
        QCOMPARE(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
#else
        QSKIP("Only Linux is told to leave no core dumps.");
#endif
    }

    void busWithoutAKeyringIsNoError()
    {
        startBus();
        if (m_address.isEmpty())
            QSKIP("dbus-daemon is not installed.");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
        qputenv("AUSPEX_TEST_KEY", QByteArray::fromStdString(secret));
        QVERIFY(keySourceOf(providerOf("bus")) == KeySource::Environment);
        const Result<void> stored = storeKey("bus", SecretKey(secret));
        QVERIFY(!stored);
        QVERIFY(stored.error().message.find("for this session") != std::string::npos);
        QVERIFY((stored.error().message + stored.error().detail).find("TESTKEY")
                == std::string::npos);
        // Nothing fell back to a file.
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("Auspex"))));
    }

    void keyringKeepsReadsAndForgetsKeys()
    {
        startBus();
        if (m_address.isEmpty())
            QSKIP("dbus-daemon is not installed.");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
        startKeyring();
        if (!m_keyring)
            QSKIP("gnome-keyring-daemon is not installed.");
        // Until the daemon has its name on the bus.
        QTRY_VERIFY_WITH_TIMEOUT(putIntoKeyring(QStringLiteral("probe"), QStringLiteral("x")),
                                 20000);

        setSessionKey("lab", SecretKey("sk-TESTKEY-old"));
        QVERIFY(storeKey("lab", SecretKey(secret)).has_value());
        QCOMPARE(inKeyring(QStringLiteral("lab")), QString::fromStdString(secret));
        QVERIFY(keySourceOf(providerOf("lab")) == KeySource::Keyring); // not the one typed before
        QCOMPARE(findKey(providerOf("lab")).key.reveal(), secret);

        QVERIFY(forgetKey("lab").has_value());
        QCOMPARE(inKeyring(QStringLiteral("lab")), QStringLiteral("none"));
        QVERIFY(keySourceOf(providerOf("lab")) == KeySource::None);
        QVERIFY(forgetKey("lab").has_value()); // twice is no failure
    }

    void keyringIsAskedOnceASession()
    {
        if (!m_keyring)
            QSKIP("gnome-keyring-daemon is not installed.");
        QVERIFY(putIntoKeyring(QStringLiteral("once"), QString::fromStdString(secret)));
        QCOMPARE(findKey(providerOf("once")).key.reveal(), secret);
        QVERIFY(putIntoKeyring(QStringLiteral("once"), QStringLiteral("sk-TESTKEY-other")));
        QCOMPARE(findKey(providerOf("once")).key.reveal(), secret);
    }

    void callsFromWithinAWaitingCallAreAnswered()
    {
        if (!m_keyring)
            QSKIP("gnome-keyring-daemon is not installed.");
        QVERIFY(putIntoKeyring(QStringLiteral("again"), QString::fromStdString(secret)));
        qputenv("AUSPEX_TEST_KEY", "sk-TESTKEY-of-the-variable");
        KeySource inner = KeySource::None;
        QTimer::singleShot(0, this, [&inner] { inner = keySourceOf(providerOf("again")); });
        QVERIFY(keySourceOf(providerOf("again")) == KeySource::Keyring);
        QVERIFY(inner == KeySource::Environment); // while the keyring was still thinking
    }

    void keyringIsReadFromAnotherThread()
    {
        if (!m_keyring)
            QSKIP("gnome-keyring-daemon is not installed.");
        QVERIFY(putIntoKeyring(QStringLiteral("thread"), QString::fromStdString(secret)));
        FoundKey found;
        const std::unique_ptr<QThread> thread(
            QThread::create([&found] { found = findKey(providerOf("thread")); }));
        QSignalSpy finished(thread.get(), &QThread::finished);
        thread->start();
        QVERIFY(finished.wait(60000));
        QVERIFY(thread->wait());
        QVERIFY(found.source == KeySource::Keyring);
        QCOMPARE(found.key.reveal(), secret);
    }
};

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_key_store.moc"
