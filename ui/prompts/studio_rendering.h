// SPDX-FileCopyrightText: the Auspex authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QObject>

#include "core/llm/prompt.h"

namespace auspex {

class PromptMaterial;
class StudioState;

/// A problem of a prompt with its place in characters.
struct ShownProblem {
    QString component; ///< empty: of the prompt as a whole
    qsizetype position = 0;
    qsizetype length = 0;
    QString message;

    bool operator==(const ShownProblem &) const = default;
};

/// A component's place in the rendered text, in characters.
struct RenderedPart {
    QString component;
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// What the open variant of the open prompt comes to, kept up to date with every edit.
class StudioRendering : public QObject {
    Q_OBJECT

public:
    StudioRendering(StudioState *state, PromptMaterial *material, QObject *parent = nullptr);

    const std::vector<ShownProblem> &problems() const { return m_problems; }

    /// Whether text() is what would be sent. Else it is the nearest thing that can be shown, with
    /// stand-ins for what is missing, or empty, and obstacle() says why.
    bool isExact() const { return m_obstacle.isEmpty(); }
    QString obstacle() const { return m_obstacle; }
    QString text() const { return m_text; }
    const std::string &utf8() const { return m_utf8; }
    const std::vector<RenderedPart> &parts() const { return m_parts; }
    const RenderedPart *partOf(const QString &component) const; ///< null where it is off
    QString componentAt(qsizetype position) const;              ///< empty between components

Q_SIGNALS:
    void changed();

private:
    void render();
    void findProblems();
    QString obstacleOf(const Error &error) const;
    void take(const RenderedPrompt &rendered);

    StudioState *m_state;
    PromptMaterial *m_material;
    QString m_variant;
    std::vector<ShownProblem> m_problems;
    QString m_obstacle;
    QString m_text;
    std::string m_utf8;
    std::vector<RenderedPart> m_parts;
};

} // namespace auspex
