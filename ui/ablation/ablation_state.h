// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QList>
#include <QObject>
#include <QTimer>

#include "ui/ablation/ablation_setup.h"
#include "ui/session/llm_center.h"

namespace auspex {

class Session;

/// What an ablation has found by the replies that the workspace keeps, and what is still to be
/// asked.
struct AblationResults {
    Ablation ablation;
    std::int64_t predictions = 0; ///< that the plan needs
    std::int64_t missing = 0;     ///< of those, without a kept reply
    CostEstimate estimate;        ///< of the missing ones
};
using AblationResultsPtr = std::shared_ptr<const AblationResults>;

/// The choice for the ablation, its results, and the runs that fill it. Results are always those of
/// the kept replies: they are judged anew, at no cost, whenever the choice or the replies change.
/// Every edit is an undo command on the session's stack and written to the workspace at once.
class AblationState : public QObject {
    Q_OBJECT

public:
    AblationState(Session *session, LlmCenter *center, QObject *parent = nullptr);
    ~AblationState() override;

    Session *session() const { return m_session; }
    LlmCenter *center() const { return m_center; }
    const AblationSetup &setup() const { return m_setup; }

    AblationResultsPtr results() const { return m_results; } ///< null: none, see problem()
    QString problem() const { return m_problem; } ///< why there are none, or what is to be chosen
    bool isJudging() const { return m_judging || m_delay.isActive(); }

    /// Runs that are under way or wait for their turn.
    bool isAsking() const { return m_current != 0 || !m_queue.empty(); }
    int runsLeft() const { return static_cast<int>(m_queue.size()) + (m_current != 0 ? 1 : 0); }

    /// An edit under the name that the undo menu shows; those with the same `merge` in a row are
    /// one.
    void change(const QString &name, const AblationSetup &setup, int merge = -1);

    /// Asks for what is missing: one run after the other for each row, task and number of
    /// demonstrations.
    void start();
    void cancel();

Q_SIGNALS:
    void setupChanged();
    void resultsChanged(); ///< also the problem, and whether it is judging
    void askingChanged();
    void failed(const QString &message);

private:
    void apply(const AblationSetup &setup);
    void load();
    void save();
    void judgeSoon();
    void judge();
    void finish(int number, Result<AblationResultsPtr> results);
    void startNext();
    void followRuns();
    std::vector<std::shared_ptr<const TfsTask>> tasks() const;
    QString whatIsLacking() const;

    Session *m_session;
    LlmCenter *m_center;
    AblationSetup m_setup;
    AblationResultsPtr m_results;
    QString m_problem;
    QTimer m_delay;
    int m_number = 0; ///< of the judging that counts
    bool m_judging = false;
    bool m_saving = false;
    QList<LlmRunSetup> m_queue;
    qint64 m_current = 0;               ///< the run under way
    std::optional<double> m_budgetLeft; ///< of the setup's budget
};

} // namespace auspex
