// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QPointer>
#include <QWidget>

#include "core/llm/price.h"

class QLabel;
class QToolButton;

namespace auspex {

class ModelChoice;
class PromptMaterial;
class Session;
class StudioRendering;

/// How long the rendered prompt is and what it costs, once and for all test architectures. Token
/// counts are estimates, and said to be, until the provider has counted.
class PromptMeter : public QWidget {
    Q_OBJECT

public:
    PromptMeter(Session *session, StudioRendering *rendering, PromptMaterial *material,
                ModelChoice *choice, QWidget *parent = nullptr);

    QString text() const; ///< as shown

    /// Asks the provider to count, where it can; the prompt is sent to it for that.
    void countExactly();

Q_SIGNALS:
    void failed(const QString &message);

private:
    struct Counted {
        std::string prompt;
        std::string model;
        std::int64_t tokens = 0;
    };

    void update();
    std::optional<double> bytesPerToken();
    CostEstimate estimate();
    QString costText(const CostEstimate &estimate) const;
    void finishCount(const std::string &prompt, const std::string &model,
                     const Result<CostEstimate> &counted);

    Session *m_session;
    StudioRendering *m_rendering;
    PromptMaterial *m_material;
    ModelChoice *m_choice;
    QLabel *m_label;
    QToolButton *m_count;
    std::optional<Counted> m_counted; ///< the last exact count
    std::string m_ratioModel;
    std::optional<double> m_ratio; ///< of that model, as its replies counted
    bool m_isRatioKnown = false;
    bool m_isCounting = false;
};

} // namespace auspex
