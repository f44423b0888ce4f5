// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_certificates.h"

#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QTemporaryDir>

namespace auspex::test {

namespace {

std::string contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
           && process.exitCode() == 0;
}

} // namespace

std::optional<TestCertificate> makeCertificate(const std::string &host)
{
    const QTemporaryDir folder;
    const QString key = folder.filePath(QStringLiteral("key.pem"));
    const QString certificate = folder.filePath(QStringLiteral("certificate.pem"));
    const QString name = QString::fromStdString(host);
    QHostAddress address;
    const QString alternative
        = (address.setAddress(name) ? QStringLiteral("IP:") : QStringLiteral("DNS:")) + name;
    if (!run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
              QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
              QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
              QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificate,
              QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
              QStringLiteral("/CN=") + name, QStringLiteral("-addext"),
              QStringLiteral("subjectAltName=") + alternative}))
        return {};
    return TestCertificate{contentOf(certificate), contentOf(key)};
}

} // namespace auspex::test
