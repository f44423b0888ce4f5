// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include "core/llm/llm_service.h"

class QAction;

namespace auspex {

class LlmCenter;
class Session;

/// The prompt studio: prompts are written, seen as they will be sent, priced and tried here.
///
/// The window connects runRequested() to the dialog that starts a run, and message() to its status
/// bar.
class PromptStudio : public QWidget {
    Q_OBJECT

public:
    PromptStudio(Session *session, LlmCenter *center, QWidget *parent = nullptr);
    ~PromptStudio() override;

    QList<QAction *> placeActions() const { return m_actions; }

    /// Writes the open prompt as a file that importing reads again.
    Result<void> exportPrompt(const QString &file) const;

Q_SIGNALS:
    /// A set of predictions is to be asked for with the open prompt, as it was saved.
    void runRequested(const auspex::LlmSpec &spec);
    void message(const QString &text);

private:
    Session *m_session;
    LlmCenter *m_center;
    QList<QAction *> m_actions;
};

} // namespace auspex
