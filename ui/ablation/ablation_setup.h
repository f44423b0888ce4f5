// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QList>
#include <QString>
#include <QStringList>

#include "core/predict/ablation.h"

namespace auspex {

/// Everything that is chosen for an ablation, kept in the workspace as the document "ablation".
struct AblationSetup {
    QStringList tasks;
    QStringList models;  ///< "PROVIDER/MODEL"
    QStringList prompts; ///< "llm-pp", "mine@3"
    QStringList variants;
    QList<int> demonstrations = {1, 3, 10};
    QStringList splits; ///< empty: all of each task
    QString target = QStringLiteral("valid_bleu");
    int samples = 1;
    std::optional<double> budget = 5.0; ///< US dollars, of all its runs together; nothing: no limit

    bool operator==(const AblationSetup &) const = default;
};

/// What the paper's tables hold, with no model yet.
AblationSetup paperAblationSetup();

QString ablationSetupJson(const AblationSetup &setup);

/// Nothing for a text that is no such document; fields that are missing or wrong get the paper's.
std::optional<AblationSetup> ablationSetupOfJson(const QString &json);

AblationPlan planOf(const AblationSetup &setup);

/// "1, 3, 10" and back; nothing for a text that is no list of positive numbers.
QString countsText(const QList<int> &counts);
std::optional<QList<int>> countsOfText(const QString &text);

} // namespace auspex
