// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QList>
#include <QString>
#include <QStringList>

#include "core/predict/evaluation.h"

namespace auspex {

/// A predictor that is judged: the spec as in files and on command lines, and how it is shown.
struct JudgedPredictor {
    QString spec;
    bool drawn = false; ///< in the charts and in the table of architectures
    int colour = -1;    ///< its place in the colour order, kept once given; -1: never drawn yet

    bool operator==(const JudgedPredictor &) const = default;
};

enum class PointShape { Depth, Split };

/// Everything that is chosen in the Judge, kept in the workspace as the document "judge".
struct JudgeSetup {
    QString task;
    QString target;
    int demonstrations = 10;
    QStringList splits; ///< empty: all that the task has
    QString baseline;   ///< a spec that the others are tested against; empty: none
    QList<JudgedPredictor> predictors;

    QStringList seenTasks; ///< tasks whose default predictors were proposed
    QStringList proposed;  ///< specs that were proposed; a removed one does not come back by itself
    bool drawnChosen = false; ///< false: the next results decide which predictors are drawn

    PointShape shape = PointShape::Depth;
    bool errorBars = false;
    MetricId intervalMetric = MetricId::Mae;
    bool cumulative = false; ///< discordant pairs as the share up to a distance

    bool operator==(const JudgeSetup &) const = default;
};

QString judgeSetupJson(const JudgeSetup &setup);

/// Nothing for a text that is no such document; fields that are missing or wrong get their
/// defaults.
std::optional<JudgeSetup> judgeSetupOfJson(const QString &json);

/// -1 for a spec that is not among the predictors.
qsizetype indexOf(const JudgeSetup &setup, const QString &spec);

/// Draws the predictor or not. When first drawn it gets the colour that is used least.
void setDrawn(JudgeSetup &setup, qsizetype index, bool drawn);

/// Whether any of the predictors asks a language model.
bool asksLlm(const JudgeSetup &setup);

/// Whether any predictor is scored by the engine.
bool asksEngine(const JudgeSetup &setup);

/// What is left of a setup on this task, or what a first look at it begins with: a target and
/// splits that it has, and the default predictors that were never proposed before.
JudgeSetup settled(JudgeSetup setup, const TfsTask &task);

/// The default predictors of the task in place of the chosen ones.
JudgeSetup withDefaultPredictors(JudgeSetup setup, const TfsTask &task);

/// Draws the three with the lowest error, and the baseline, where nobody chose yet.
void chooseDrawn(JudgeSetup &setup, const Evaluation &evaluation);

/// The options of evaluate(). A task without splits is judged on three that are drawn.
EvaluationOptions evaluationOptions(const JudgeSetup &setup, const TfsTask &task);

/// Names of all splits to choose from: the task's own, and those drawn by a seed.
QStringList offeredSplits(const JudgeSetup &setup, const TfsTask &task);

/// Those that are judged.
QStringList judgedSplits(const JudgeSetup &setup, const TfsTask &task);

} // namespace auspex
