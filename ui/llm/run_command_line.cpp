// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/run_command_line.h"

#include <QRegularExpression>

namespace auspex {

namespace {

QString quoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(word).hasMatch()) {
        return word;
    }
    QString escaped = word;
    return u'\'' + escaped.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

QString runCommandLine(const LlmRunSetup &setup, const QString &workspaceFile)
{
    const QString predictor = predictorOf(setup);
    QStringList words{QStringLiteral("auspex-cli"),
                      QStringLiteral("--workspace"),
                      workspaceFile,
                      QStringLiteral("evaluate"),
                      QStringLiteral("--task"),
                      setup.task,
                      QStringLiteral("--predictor"),
                      predictor};
    if (setup.withDemonstrations) {
        words << QStringLiteral("--predictor") << QStringLiteral("calibrated:linear:") + predictor;
    }
    words << QStringLiteral("--demos") << QString::number(setup.demonstrations)
          << QStringLiteral("--target") << setup.target;
    if (!setup.splits.isEmpty()) {
        words << QStringLiteral("--splits") << setup.splits.join(u',');
    }
    if (setup.budget) {
        words << QStringLiteral("--budget") << QString::number(*setup.budget, 'g', 10);
    }
    QStringList safe;
    for (const QString &word : words) {
        safe.append(quoted(word));
    }
    return safe.join(u' ');
}

} // namespace auspex
