// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QTextStream>

#include <qt6keychain/keychain.h>

// keyring_helper read ID | write ID TEXT: the keyring as another program sees it, past everything
// that the tested one remembers. Prints the text; the exit status is QtKeychain's error.

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const bool isRead = arguments.value(1) == QStringLiteral("read");
    QKeychain::ReadPasswordJob read(QStringLiteral("Auspex"));
    QKeychain::WritePasswordJob write(QStringLiteral("Auspex"));
    write.setTextData(arguments.value(3));
    QKeychain::Job &job = isRead ? static_cast<QKeychain::Job &>(read) : write;
    job.setAutoDelete(false);
    job.setKey(arguments.value(2));
    QObject::connect(&job, &QKeychain::Job::finished, &application,
                     [&] { QCoreApplication::exit(job.error()); });
    job.start();
    const int error = QCoreApplication::exec();
    if (isRead && error == QKeychain::NoError)
        QTextStream(stdout) << read.textData();
    return error;
}
