// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/keyring.h"

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

/// Runs the job to its end; false where its time was over before. A late one deletes itself.
bool run(QKeychain::Job &job, const std::string &providerId)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(QString::fromStdString(providerId));
    QEventLoop loop;
    QTimer limit;
    limit.setSingleShot(true);
    bool isDone = false;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        isDone = true;
        loop.quit();
    });
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    limit.start(timeLimit);
    job.start();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    if (isDone)
        job.deleteLater();
    else
        job.setAutoDelete(true);
    return isDone;
}

tl::unexpected<Error> noKeyring()
{
    return failure(ErrorCode::NotFound,
                   "This system has no keyring that answers; enter the key for this session, or "
                   "set the provider's environment variable.");
}

tl::unexpected<Error> refused(const QKeychain::Job &job, const SecretKey &key)
{
    if (job.error() == QKeychain::NoBackendAvailable || job.error() == QKeychain::NotImplemented)
        return noKeyring();
    const std::string word = key.redacted(job.errorString().toStdString());
    return failure(ErrorCode::Io,
                   "The system's keyring refuses: " + quotedForMessage(word, 200)
                       + ". Unlock it and try again, or enter the key for this session.");
}

} // namespace

std::optional<SecretKey> readKeyring(const std::string &providerId)
{
    if (!mayHaveKeyring())
        return std::nullopt;
    auto *job = new QKeychain::ReadPasswordJob(serviceName());
    if (!run(*job, providerId) || job->error() != QKeychain::NoError)
        return std::nullopt;
    return SecretKey(job->textData().toStdString());
}

Result<void> writeKeyring(const std::string &providerId, const SecretKey &key)
{
    if (!mayHaveKeyring())
        return noKeyring();
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    job->setTextData(QString::fromStdString(key.reveal()));
    if (!run(*job, providerId))
        return noKeyring();
    if (job->error() != QKeychain::NoError)
        return refused(*job, key);
    return {};
}

Result<void> eraseFromKeyring(const std::string &providerId)
{
    if (!mayHaveKeyring())
        return {};
    auto *job = new QKeychain::DeletePasswordJob(serviceName());
    if (!run(*job, providerId))
        return noKeyring();
    if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound
        || job->error() == QKeychain::NoBackendAvailable)
        return {};
    return refused(*job, {});
}

} // namespace auspex
