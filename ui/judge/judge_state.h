// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QTimer>

#include "ui/judge/judge_results.h"
#include "ui/judge/judge_setup.h"
#include "ui/session/llm_center.h"
#include "ui/session/session.h"

namespace auspex {

/// What the Judge has chosen and what came of it. Every edit is an undo command on the session's
/// stack and is written to the workspace at once; what changes a result judges again, in the
/// background, a moment later.
class JudgeState : public QObject {
    Q_OBJECT

public:
    explicit JudgeState(Session *session, QObject *parent = nullptr);
    ~JudgeState() override;

    Session *session() const { return m_session; }
    const JudgeSetup &setup() const { return m_setup; }
    std::shared_ptr<const TfsTask> task() const; ///< of the setup; null where there is none

    /// The last results, also while new ones are on the way; null before the first.
    JudgeResultsPtr results() const { return m_results; }
    /// Whether the results are not, or not yet, those of the setup.
    bool isStale() const { return m_stale; }
    bool isRunning() const { return m_running != nullptr || m_delay.isActive(); }
    /// Percent done of what runs.
    int progress() const { return m_progress; }
    QString error() const { return m_error; } ///< why there are no new results; empty if there are

    /// An edit under the name that the undo menu shows. Edits with the same `merge` (not negative)
    /// in a row are one.
    void change(const QString &name, const JudgeSetup &setup, int merge = -1);

    void setTask(const QString &task);
    void setTarget(const QString &target);
    void setDemonstrations(int count);
    void setSplits(const QStringList &splits); ///< empty: all
    void setBaseline(const QString &spec);
    void addPredictor(const QString &spec);
    void removePredictors(const QStringList &specs);
    void movePredictor(const QString &spec, int by);
    void setPredictorDrawn(const QString &spec, bool drawn);
    void restoreDefaultPredictors();

    /// Judges the predictor of an LLM run as the run was made, with the regressions that know the
    /// same demonstrations beside it.
    void showRun(const LlmRunSetup &run);

    /// The run that would bring what a predictor lacks in this setup; nothing for one that asks no
    /// language model.
    std::optional<LlmRunSetup> runFor(const QString &spec) const;

    void evaluateNow();

Q_SIGNALS:
    void setupChanged();
    void resultsChanged();
    void runningChanged(); ///< also when progress was made

private:
    struct Running;

    void apply(const JudgeSetup &setup);
    void load();
    void save();
    void judgeIfNeeded();
    void judgeSoon();
    void start();
    void stop();
    void finish(const std::shared_ptr<Running> &running, Result<JudgeResultsPtr> results);
    void showProgress(int percent);

    Session *m_session;
    JudgeSetup m_setup;
    JudgeResultsPtr m_results;
    JudgeSetup m_judged; ///< the part of a setup that they are of
    QString m_error;
    QTimer m_delay;
    std::shared_ptr<Running> m_running;
    int m_progress = 0;
    bool m_stale = false;
    bool m_saving = false;
};

} // namespace auspex
