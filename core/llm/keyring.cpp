// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/keyring.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <QCoreApplication>
#include <QEventLoop>
#include <QFileInfo>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include "core/base/text.h"

namespace auspex {

namespace {

constexpr int timeLimit = 30'000; ///< milliseconds; people type passwords slowly

QString serviceName()
{
    return QStringLiteral("Auspex");
}

/// Without a session bus a keyring of Linux can only be waited for in vain, and looking for a bus
/// may start programs. Elsewhere the system has one.
bool mayHaveKeyring()
{
    if (!QCoreApplication::instance())
        return false;
#if defined(Q_OS_LINUX)
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !folder.isEmpty() && QFileInfo::exists(folder + QStringLiteral("/bus"));
#else
    return true;
#endif
}

struct KeyringAnswer {
    bool isThere = false; ///< the keyring answered in time
    QKeychain::Error error = QKeychain::NoBackendAvailable;
    QString word; ///< what it says of the error
    SecretKey key;
};

/// What the asking thread and the keyring's share.
struct Question {
    std::function<QKeychain::Job *()> make; ///< called in the keyring's thread
    std::mutex mutex;
    QEventLoop *waiting = nullptr; ///< of the asking thread, as long as it waits
    KeyringAnswer answer;
};

/// The one thread in which QtKeychain is used: its queue of jobs belongs to the thread of the first
/// one, and crashes when a second thread comes. It runs an event loop only while a job is under
/// way, as GLib ends the whole program when it is told that the session's bus has closed; so the
/// end of a desktop session does not end a run of ours. It stops with the QCoreApplication.
class KeyringThread {
public:
    static KeyringThread &instance()
    {
        static KeyringThread thread;
        return thread;
    }

    void add(std::shared_ptr<Question> question)
    {
        const std::lock_guard lock(m_mutex);
        m_questions.push_back(std::move(question));
        m_changed.notify_one();
        if (!m_thread.joinable()) {
            m_thread = std::thread([this] { work(); });
            qAddPostRoutine([] { instance().stop(); });
        }
    }

private:
    /// Runs the job. One that is late deletes itself when an event loop runs again.
    KeyringAnswer answerTo(const Question &question)
    {
        KeyringAnswer answer;
        QEventLoop loop;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isStopping)
                return answer;
            m_running = &loop;
        }
        QKeychain::Job *job = question.make();
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job *done) {
            answer.isThere = true;
            answer.error = done->error();
            answer.word = done->errorString();
            if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(done))
                answer.key = SecretKey(read->textData().toStdString());
            loop.quit();
        });
        QTimer::singleShot(timeLimit, &loop, SLOT(quit()));
        job->start();
        loop.exec();
        const std::lock_guard lock(m_mutex);
        m_running = nullptr;
        return answer;
    }

    void work()
    {
        while (const std::shared_ptr<Question> question = next()) {
            KeyringAnswer answer = answerTo(*question);
            const std::lock_guard lock(question->mutex);
            question->answer = std::move(answer);
            if (question->waiting)
                QMetaObject::invokeMethod(question->waiting, "quit", Qt::QueuedConnection);
        }
    }

    /// Null at the end.
    std::shared_ptr<Question> next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isStopping || !m_questions.empty(); });
        if (m_isStopping)
            return nullptr;
        std::shared_ptr<Question> question = std::move(m_questions.front());
        m_questions.pop_front();
        return question;
    }

    void stop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isStopping = true;
            m_changed.notify_one();
            if (m_running)
                QMetaObject::invokeMethod(m_running, "quit", Qt::QueuedConnection);
        }
        m_thread.join();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::shared_ptr<Question>> m_questions;
    QEventLoop *m_running = nullptr; ///< of the job under way
    bool m_isStopping = false;
    std::thread m_thread;
};

/// Waits for the answer with an event loop, so that a window goes on painting.
KeyringAnswer ask(const std::string &providerId, std::function<QKeychain::Job *()> make)
{
    QEventLoop loop;
    const auto question = std::make_shared<Question>();
    question->make = [providerId, make = std::move(make)] {
        QKeychain::Job *job = make();
        job->setKey(QString::fromStdString(providerId));
        return job;
    };
    question->waiting = &loop;
    KeyringThread::instance().add(question);
    // A little longer than the keyring's thread: it may still be busy with somebody else's
    // question.
    QTimer::singleShot(timeLimit + timeLimit / 10, &loop, SLOT(quit()));
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    const std::lock_guard lock(question->mutex);
    question->waiting = nullptr;
    return question->answer;
}

tl::unexpected<Error> noKeyring()
{
    return failure(ErrorCode::NotFound,
                   "This system has no keyring that answers; enter the key for this session, or "
                   "set the provider's environment variable.");
}

tl::unexpected<Error> refused(const KeyringAnswer &answer, const SecretKey &key)
{
    if (!answer.isThere || answer.error == QKeychain::NoBackendAvailable
        || answer.error == QKeychain::NotImplemented)
        return noKeyring();
    const std::string word = key.redacted(answer.word.toStdString());
    return failure(ErrorCode::Io,
                   "The system's keyring refuses: " + quotedForMessage(word, 200)
                       + ". Unlock it and try again, or enter the key for this session.");
}

} // namespace

std::optional<SecretKey> readKeyring(const std::string &providerId)
{
    if (!mayHaveKeyring())
        return std::nullopt;
    KeyringAnswer answer = ask(providerId,
                               [] { return new QKeychain::ReadPasswordJob(serviceName()); });
    if (!answer.isThere || answer.error != QKeychain::NoError)
        return std::nullopt;
    return std::move(answer.key);
}

Result<void> writeKeyring(const std::string &providerId, const SecretKey &key)
{
    if (!mayHaveKeyring())
        return noKeyring();
    const KeyringAnswer answer = ask(providerId, [key] {
        auto *job = new QKeychain::WritePasswordJob(serviceName());
        job->setTextData(QString::fromStdString(key.reveal()));
        return job;
    });
    if (!answer.isThere || answer.error != QKeychain::NoError)
        return refused(answer, key);
    return {};
}

Result<void> eraseFromKeyring(const std::string &providerId)
{
    if (!mayHaveKeyring())
        return {};
    const KeyringAnswer answer = ask(
        providerId, [] { return new QKeychain::DeletePasswordJob(serviceName()); });
    if (answer.isThere
        && (answer.error == QKeychain::NoError || answer.error == QKeychain::EntryNotFound
            || answer.error == QKeychain::NoBackendAvailable))
        return {};
    return refused(answer, {});
}

} // namespace auspex
