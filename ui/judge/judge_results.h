// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include <QMetaType>
#include <QString>

#include "core/predict/evaluation.h"

namespace auspex {

/// What came of judging, and the snapshot of the task that it was judged on. Never changes once
/// made: views, other panels and threads share it.
struct JudgeResults {
    /// What the workspace holds of a predictor that asks a language model.
    struct Replies {
        qint64 asked = 0;   ///< predictions that it takes
        qint64 missing = 0; ///< of them, those that a run would bring
    };

    std::shared_ptr<const TfsTask> task;
    Evaluation evaluation;
    std::map<QString, Replies> replies = {}; ///< by spec; only of those that lack some

    /// Null for a predictor that was not judged.
    const PredictorEvaluation *find(const QString &spec) const;
};

using JudgeResultsPtr = std::shared_ptr<const JudgeResults>;

/// The title of a spec for tables and legends; the text itself where it cannot be understood.
QString predictorTitle(const QString &spec);

/// "validation BLEU" for "valid_bleu"; the name itself for one that an import brought along.
QString targetTitle(const QString &target);

/// Names of a metric for people: for an axis or a list, and for the head of a narrow column.
QString metricTitle(MetricId metric);
QString metricShortTitle(MetricId metric);

/// What the metric says and which values are good, one or two sentences.
QString metricExplanation(MetricId metric);

} // namespace auspex

Q_DECLARE_METATYPE(auspex::JudgeResultsPtr)
