// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_studio.h"

#include "core/base/files.h"
#include "ui/session/session.h"

namespace auspex {

PromptStudio::PromptStudio(Session *session, LlmCenter *center, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_center(center)
{
    setObjectName(QStringLiteral("promptStudio"));
}

PromptStudio::~PromptStudio() = default;

Result<void> PromptStudio::exportPrompt(const QString &) const
{
    return failure(ErrorCode::NotFound, "No prompt is open; open one before exporting it.");
}

} // namespace auspex
