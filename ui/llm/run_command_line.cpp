// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/llm/run_command_line.h"

#include "ui/common/shell_command.h"

namespace auspex {

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
    return shellCommand(words);
}

} // namespace auspex
