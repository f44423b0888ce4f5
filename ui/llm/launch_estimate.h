// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QGroupBox>
#include <QTimer>

#include "ui/common/background.h"
#include "ui/session/llm_center.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace auspex {

class Session;

/// What a run would take, reckoned anew a moment after each edit: requests, tokens, money, time.
/// Budget and batch are chosen here, beside what they weigh.
class LaunchEstimate : public QGroupBox {
    Q_OBJECT

public:
    LaunchEstimate(Session *session, LlmCenter *center, QWidget *parent = nullptr);

    void setSetup(const LlmRunSetup &setup); ///< budget and batch
    void fill(LlmRunSetup &setup) const;

    /// Reckons what this would take; without a setup nothing is shown. `provider` may be null.
    void reckon(const std::optional<LlmRunSetup> &setup, const Provider *provider);

    /// Why the run cannot begin, as far as reckoning found out; empty where it can, or while nobody
    /// knows.
    QString problem() const { return m_problem; }
    bool isRunning() const { return m_delay.isActive() || m_work.isRunning(); }

    /// What was found last; nothing before, and after a problem.
    struct Takes {
        qint64 predictions = 0;
        qint64 missing = 0; ///< of them, without a kept reply
        CostEstimate cost;
    };
    const std::optional<Takes> &takes() const { return m_takes; }

Q_SIGNALS:
    void changed();  ///< budget or batch
    void reckoned(); ///< takes() and problem() are new

private:
    using Reckoned = Result<Takes>;

    void start(bool exactly);
    void show(const Reckoned &result);
    void showNothing(const QString &text);
    QString budgetHint(const CostEstimate &cost) const;

    Session *m_session;
    LlmCenter *m_center;
    std::optional<LlmRunSetup> m_setup;
    std::optional<Takes> m_takes;
    QString m_problem;
    QTimer m_delay;
    Background<std::shared_ptr<Reckoned>> m_work;
    QCheckBox *m_hasBudget;
    QDoubleSpinBox *m_budget;
    QCheckBox *m_batch;
    QLabel *m_requests;
    QLabel *m_tokens;
    QLabel *m_price;
    QLabel *m_time;
    QPushButton *m_count;
};

} // namespace auspex
